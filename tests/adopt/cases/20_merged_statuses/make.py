"""Stonebridge: heading rows under merges, one row for two measures, domains down the side, a status and a team merged over rows."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from common import LABELS, Case  # noqa: E402
from lines import STATUSES, answers, headings, title  # noqa: E402

case = Case(HERE, "Stonebridge", ["status merged over rows", "team merged over rows", "one row for two measures", "domain merged down", "two heading rows"], 20)
s = case.sheet("Audit 2026")
case.put(s, "A1", "Audit of outcomes data", "title", bold=True)
for ref, words in (("A3:A4", "Domain"), ("B3:B4", "Measure"), ("C3:D3", "Data"), ("E3:F3", "Latest"), ("G3:G4", "Comments")):
    s.merge_cells(ref)
    case.put(s, ref.split(":")[0], words, "heading", bold=True, fill="FCE4D6")
for at, words in (("C4", "Held?"), ("D4", "Team"), ("E4", "Period"), ("F4", "Figure")):
    case.put(s, at, words, "heading", bold=True, fill="FCE4D6")
LINES = [("MET-001", 21.4), ("MET-003", 18.2), ("MET-011", 11), ("MET-027", 20.8), ("MET-039", 68.3), ("MET-043", 66), ("MET-050", 17.1)]
rows = {}
for r, (m, figure) in enumerate(LINES, 5):
    row = rows[r] = case.row(f"r{r}", m)
    case.put(s, f"B{r}", title(m), "name", row=row)
    answers(case, s, r, row, F=("latest_figure", figure), E=("latest_period", "2024/25"))
for first, last, domain in ((5, 7, "Safe"), (8, 8, "Healthy"), (9, 11, "Learning")):
    if last > first:
        for column in "ACD":
            s.merge_cells(f"{column}{first}:{column}{last}")
    case.put(s, f"A{first}", domain, "name", words="merged down")
    said, team = {"Safe": ("Yes", "Safeguarding"), "Healthy": ("Partner", "Public health"), "Learning": ("Yes", "Schools")}[domain]
    means = {"Yes": "Available now", "Partner": "Held by a partner"}[said]
    for column, typed, field, value in (("C", said, "status", means), ("D", team, "holder", team)):
        case.put(s, f"{column}{first}", typed, "answer", row=rows[first], field=field, value=value)
        for r in range(first + 1, last + 1):  # a merged answer is the answer of every row it lies over
            case.cells.append({**case.cells[-1], "row": rows[r]})
both = case.row("r12", None, None, "two")
case.put(s, "A12", "Healthy", "name")
case.put(s, "B12", f"{title('MET-029')} / {title('MET-030')}", "name", row=both)
case.put(s, "C12", "Partner", "odd", row=both, field="status", value="Held by a partner", ask=True)
case.put(s, "D12", "NHS", "odd", row=both, field="holder", value="NHS", ask=True)
case.officer_says("row", f"{title('MET-029')} / {title('MET-030')}", "MET-029")
case.save()

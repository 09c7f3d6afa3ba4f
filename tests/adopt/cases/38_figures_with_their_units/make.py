"""Easthaven: a position statement with each figure's unit in words beside it, a judgement of Ofsted's, headings repeated."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from common import LABELS, Case  # noqa: E402
from lines import STATUSES, answers, headings, title  # noqa: E402

case = Case(HERE, "Easthaven", ["units in words in the figure's cell", "Ofsted's words", "headings repeated in each section", "no word names the measures", "not at A1"], 38)
s = case.sheet("Position statement")
case.put(s, "B2", "Easthaven position statement, October 2026", "title", bold=True)
SECTIONS = [
    ("Safe", [("MET-004", "In place", "now", "298.4 per 10,000", 298.4, "31 March 2025", "2025"), ("MET-009", "In place", "now", "61 per 10,000", 61, "31 March 2025", "2025"),
              ("MET-015", "In place", "now", "14 months", 14, "2024/25", "2024/25"), ("MET-003", "In place", "now", "19.4 per 1,000", None, None, None)]),
    ("Healthy", [("MET-019", "Held by the ICB", "partner", "3.1 per 1,000 live births", 3.1, "2021-23", "2021 - 23"),
                 ("MET-027", "In place, needs cleansing", "work", "21.4 per cent", 21.4, "2024/25", "2024/25")]),
    ("Learning", [("MET-039", "In place", "now", "68.3%", 68.3, "2024/25", "2024/25"), ("MET-040", "In development", "work", "12.4 percentage points", 12.4, "2024/25", "2024/25"),
                  ("MET-045", "No – not recorded", "none", "46.2 points", 46.2, "2024/25", "2024/25")]),
    ("Cross-cutting", [("MET-094", "In place", "now", "£1,250 per child", 1250, "2024/25", "2024/25"), ("MET-091", "In place", "now", "Good", "judgement", None, None)]),
]
r = 4
for section, lines in SECTIONS:
    case.put(s, f"B{r}", section, "section", bold=True, fill="BDD7EE")
    headings(case, s, r + 1, B="Outcome", C="How we will know", D="Data position", E="Latest", F="Data for", G="Data steward")
    for r, (m, said, means, figure, value, period, year) in enumerate(lines, r + 2):
        row = case.row(f"r{r}", m)
        case.put(s, f"B{r}", LABELS[m]["outcome"], "name", row=row)
        case.put(s, f"C{r}", title(m), "name", row=row)
        answers(case, s, r, row, D=("status", said, STATUSES[means]), F=("latest_period", period, year), G=("holder", "Insight"))
        if value is None:
            case.put(s, f"E{r}", figure, "odd", row=row, ask=True)
            case.officer_says("cell", f"Position statement!E{r}", "leave out")
        elif value == "judgement":
            case.put(s, f"E{r}", figure, "answer", row=row, field="note", value=figure)
        else:
            answers(case, s, r, row, E=("latest_figure", figure, value))
    r += 2
case.save()

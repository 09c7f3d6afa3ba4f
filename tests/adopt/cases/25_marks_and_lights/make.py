"""Saltmarsh: a sheet for the board: ticks from the font Wingdings, lights as emoji with a key at the foot, merged over A3."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from common import LABELS, Case  # noqa: E402
from lines import headings, title  # noqa: E402

case = Case(HERE, "Saltmarsh", ["Wingdings ticks", "emoji with a key", "merged title", "outcome merged down"], 25)
s = case.sheet("A3 for the board")
s.merge_cells("A1:G2")
case.put(s, "A1", "Our outcomes at a glance", "title", bold=True)
headings(case, s, 4, A="Outcome", B="Measure", C="Data?", D="By sex?", E="By ethnicity?", F="Lead team", G="What is stopping us")
KEY = {"🟢": "Available now", "🟡": "Available, needs work", "🔴": "Not collected", "🔵": "Held by a partner"}
LINES = [("MET-019", "🔵", "ü", "û", "Public health", None), ("MET-020", "🔵", "ü", "ü", "Public health", None),
         ("MET-026", "🔴", "û", "û", None, "Nobody asks schools"), ("MET-027", "🟢", "ü", "ü", "Public health", None), ("MET-028", "🟢", "ü", None, "Public health", None),
         ("MET-036", "🔴", None, None, None, None), ("MET-039", "🟢", "ü", "ü", "Early years", None), ("MET-040", "🟡", None, "û", "Early years", "Pupil premium is not matched")]
first = 5
for r, (m, light, sex, ethnicity, team, why) in enumerate(LINES, 5):
    row = case.row(f"r{r}", m)
    case.put(s, f"B{r}", title(m), "name", row=row)
    case.put(s, f"C{r}", light, "answer", row=row, field="status", value=KEY[light])
    cuts = "; ".join(cut for mark, cut in ((sex, "Sex"), (ethnicity, "Ethnicity")) if mark == "ü")
    for column, mark in (("D", sex), ("E", ethnicity)):
        if mark == "ü":
            case.put(s, f"{column}{r}", mark, "answer", row=row, field="breakdown", value=cuts, font="Wingdings")
        elif mark:
            case.put(s, f"{column}{r}", mark, "odd", row=row, font="Wingdings")
    if team:
        case.put(s, f"F{r}", team, "answer", row=row, field="holder", value=team)
    if why:
        case.put(s, f"G{r}", why, "answer", row=row, field="note", value=why)
    nxt = LINES[r - 4][0] if r - 4 < len(LINES) else None
    if nxt is None or LABELS[nxt]["outcome"] != LABELS[m]["outcome"]:
        if r > first:
            s.merge_cells(f"A{first}:A{r}")
        case.put(s, f"A{first}", LABELS[m]["outcome"], "name")
        first = r + 1
for n, (light, means) in enumerate(KEY.items(), 15):
    case.put(s, f"A{n}", light, "legend")
    case.put(s, f"B{n}", means, "legend")
case.save()

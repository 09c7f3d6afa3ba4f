"""Underwood: no headings above; they stand below the list, in bold, where a frozen pane once was."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from common import Case  # noqa: E402
from lines import STATUSES, answers, headings, title  # noqa: E402

case = Case(HERE, "Underwood", ["headings at the foot"], 28)
s = case.sheet("Sheet1")
LINES = [("MET-001", "Available now", "now", "Social care", None), ("MET-004", "Available now", "now", "Social care", "Two teams count"),
         ("MET-021", "Held by a partner", "partner", "Health visiting", None), ("MET-031", "Held by a partner", "partner", "NHS", None),
         ("MET-070", "Available, needs work", "work", "Housing", "From spring")]
for r, (m, said, status, owner, note) in enumerate(LINES, 1):
    row = case.row(f"r{r}", m)
    case.put(s, f"A{r}", title(m), "name", row=row)
    answers(case, s, r, row, B=("status", said, STATUSES[status]), C=("holder", owner), D=("note", note))
headings(case, s, 6, A="Measure", B="Status", C="Owner", D="Comments")
case.save()

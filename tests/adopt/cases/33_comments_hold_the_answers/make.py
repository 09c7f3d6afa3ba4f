"""Larkrise: a short list; what matters stands in comments on the titles and on blank answers; a comment for a banner, too."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from common import Case  # noqa: E402
from lines import STATUSES, headings, title  # noqa: E402

case = Case(HERE, "Larkrise", ["comments on titles", "comments on blank cells", "few answers in cells"], 33)
s = case.sheet("List")
headings(case, s, 1, A="Measure", B="Have we got it?", C="Owner")
LINES = [("MET-003", "now", "Front door counts it, not us"), ("MET-010", None, "Ask placements"), ("MET-019", "partner", "NHS holds this"), ("MET-020", None, None),
         ("MET-051", "now", "Census only"), ("MET-067", None, "With the youth justice board until March"), ("MET-075", "partner", None)]
WORDS = {"now": "Yes", "partner": "A partner has it"}
for r, (m, said, remark) in enumerate(LINES, 2):
    row = case.row(f"r{r}", m)
    named = case.put(s, f"A{r}", title(m), "name", row=row)
    if said:
        case.put(s, f"B{r}", WORDS[said], "answer", row=row, field="status", value=STATUSES[said])
    if remark and r % 2:
        case.remark(s[f"B{r}"], remark, row)
    elif remark:
        case.remark(named, remark, row)
case.save()

"""Brynmor: headings in two languages, some with slips of the keyboard; the same words in the cells twice."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from common import Case  # noqa: E402
from lines import STATUSES, answers, headings, title  # noqa: E402

case = Case(HERE, "Brynmor", ["headings in two languages", "typing slips in headings"], 26)
s = case.sheet("Data")
case.put(s, "A1", "Ein data / Our data", "title", bold=True)
headings(case, s, 3, A="Mesur / Measrue", B="Statws / Staus", C="Perchennog / Ownner", D="System / System", E="Amlder / Freqency", F="Ansawdd / Qualtiy",
         G="Nodiadau / Coments")
LINES = [("MET-001", "Available now", "now", "Social care", "Mosaic", "Monthly", "Trusted", None), ("MET-004", "Available now", "now", "Social care", "Mosaic", "Monthly", "Needs work", "Two teams count"),
         ("MET-021", "Held by a partner", "partner", "Health visiting", None, "Quarterly", "Not known", None), ("MET-031", "Held by a partner", "partner", "NHS", None, "Less often", None, None),
         ("MET-070", "Available, needs work", "work", "Housing", "Locata", "Quarterly", "Usable with care", "From spring")]
for r, (m, said, status, owner, system, often, quality, note) in enumerate(LINES, 4):
    row = case.row(f"r{r}", m)
    case.put(s, f"A{r}", title(m), "name", row=row)
    answers(case, s, r, row, B=("status", said, STATUSES[status]), C=("holder", owner), D=("system", system), E=("frequency", often),
            F=("quality", quality), G=("note", note))
case.save()

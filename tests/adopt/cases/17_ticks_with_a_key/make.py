"""Riverton: ticks under short letters that a key below explains; the outcome merged down; two title blocks; a merged status."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from common import LABELS, Case  # noqa: E402
from lines import STATUSES, answers, headings, title  # noqa: E402

case = Case(HERE, "Riverton", ["tick columns with a key", "two title blocks", "outcome merged down", "ticks of another kind"], 17)
s = case.sheet("Matrix")
s.merge_cells("A1:I1")
case.put(s, "A1", "Riverton and partners", "title", bold=True)
s.merge_cells("A3:I3")
case.put(s, "A3", "Outcomes data matrix", "title", bold=True)
case.put(s, "A4", "Agreed by the board on 9 September", "title")
s.merge_cells("C6:F6")
case.put(s, "C6", "Position", "heading", bold=True)
headings(case, s, 7, A="Outcome", B="Measure", C="AV", D="NW", E="PH", F="NC", G="Data owner", H="Ward?", I="Sex?")
WORD = {"C": "now", "D": "work", "E": "partner", "F": "none"}
LINES = [("MET-019", "E", "Public health", None, "●"), ("MET-020", "E", "Maternity", "●", None), ("MET-021", "D", "Health visiting", None, "●"),
         ("MET-026", "F", None, None, None), ("MET-027", "C", "Public health", "●", "●"), ("MET-028", "C", "Public health", "●", "●"),
         ("MET-039", "C", "Early years", None, "●"), ("MET-040", "D", "Early years", None, None), ("MET-041", "F", None, None, None)]
first = 8
for r, (m, column, owner, ward, sex) in enumerate(LINES, 8):
    row = case.row(f"r{r}", m)
    case.put(s, f"B{r}", title(m), "name", row=row)
    answers(case, s, r, row, **{column: ("status", "●", STATUSES[WORD[column]])}, G=("holder", owner),
            I=("breakdown", sex, "Sex"))
    if ward:
        case.put(s, f"H{r}", ward, "answer", row=row, field="geography", value="Ward")
    if r + 1 - 8 == len(LINES) or LABELS[LINES[r + 1 - 8][0]]["outcome"] != LABELS[m]["outcome"]:
        if r > first:
            s.merge_cells(f"A{first}:A{r}")
        case.put(s, f"A{first}", LABELS[m]["outcome"], "name", words="merged down")
        first = r + 1
for r, (short, means) in enumerate((("AV", "available now"), ("NW", "available, needs work"), ("PH", "a partner holds it"),
                                    ("NC", "not collected")), 19):
    case.put(s, f"A{r}", short, "legend")
    case.put(s, f"B{r}", means, "legend")
case.put(s, "A18", "Key", "legend", bold=True)
case.save()

"""Wickford Green: answers from drop-down lists with a number before each; our ids in brackets after reworded titles."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from common import Case  # noqa: E402
from lines import headings  # noqa: E402

case = Case(HERE, "Wickford", ["numbered drop-down answers", "our ids in brackets", "a list sheet"], 32)
s = case.sheet("Return")
case.put(s, "A1", "Outcomes return 2026", "title", bold=True)
headings(case, s, 2, A="Measure", B="Position", C="Lowest level", D="How often", E="Who holds it", F="Anything to add?")
STATUS = {"1 - Available now": "Available now", "2 - Available, needs work": "Available, needs work", "3 - Held by a partner": "Held by a partner",
          "4 - Collected, not extractable": "Collected, not extractable", "5 - Not collected": "Not collected"}
LEVEL = {"a) Borough": "Borough", "b) Ward": "Ward", "c) Person": "Person"}
OFTEN = {"i. Monthly": "Monthly", "ii. Termly": "Termly", "iii. Yearly": "Yearly"}
NAMES = [("MET-001", "Plans that are not the first [MET-001]"), ("MET-009", "Children in our care (MET-009)"), ("MET-027", "Weight at five [MET-027]"), ("MET-039", "Ready for school [met-039]"),
         ("MET-050", "Away a lot (MET 050)"), ("MET-054", "NEETs [MET-054]"), ("MET-071", "Families in B&B [MET-071]"), ("MET-098", "Cases each [MET-098]")]
for r, (m, name) in enumerate(NAMES, 3):
    row = case.row(f"r{r}", m, None, "id")
    case.put(s, f"A{r}", name, "name", row=row)
    for column, field, words in (("B", "status", STATUS), ("C", "geography", LEVEL), ("D", "frequency", OFTEN)):
        typed = list(words)[r % len(words)]
        case.put(s, f"{column}{r}", typed, "answer", row=row, field=field, value=words[typed])
    case.put(s, f"E{r}", "Performance team", "answer", row=row, field="holder", value="Performance team")
    if r % 2:
        case.put(s, f"F{r}", f"See file {r}", "answer", row=row, field="note", value=f"See file {r}")
case.save()

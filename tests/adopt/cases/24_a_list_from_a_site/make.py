"""Kestrel Vale: a list exported from a site: choices between ;#, people with numbers, who changed what when, a path."""

import sys
from datetime import datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from common import Case  # noqa: E402
from lines import STATUSES, answers, headings, title  # noqa: E402

case = Case(HERE, "Kestrelvale", ["choices between ;#", "people with numbers", "columns of the site's own"], 24)
s = case.sheet("owssvr")
headings(case, s, 1, A="Title", B="Data status", C="Data owner", D="Breakdowns available", E="Latest year", F="Value", G="Modified", H="Modified By",
         I="Item Type", J="Path")
LINES = [("MET-001", "Available now", "now", "Social care;#12", ("Age;#Sex", "Age; Sex"), 2026, 31), ("MET-003", "Available now", "now", "Social care;#12", ("Age", "Age"), "2025/26", 20.5),
         ("MET-019", "Held by a partner", "partner", "Public health;#31", None, None, None), ("MET-027", "Available now", "now", "Public health;#31", (";#Sex;#Ethnicity;#", "Sex; Ethnicity"), "2024/25", 9.1),
         ("MET-054", "Available, needs work", "work", "Youth;#7", None, None, 2.9), ("MET-067", "Not collected", "none", None, None, None, None)]
for r, (m, said, status, owner, cuts, year, figure) in enumerate(LINES, 2):
    row = case.row(f"r{r}", m)
    case.put(s, f"A{r}", title(m), "name", row=row)
    answers(case, s, r, row, B=("status", said, STATUSES[status]), E=("latest_period", year, "2025/26" if year == 2026 else year), F=("latest_figure", figure))
    if owner:
        case.put(s, f"C{r}", owner, "answer", row=row, field="holder", value=owner.partition(";#")[0])
    if cuts:
        case.put(s, f"D{r}", cuts[0], "answer", row=row, field="breakdown", value=cuts[1])
    case.put(s, f"G{r}", datetime(2026, 10, r, 14, 3), "extra", row=row, words="Modified")
    case.put(s, f"H{r}", "Officer, An;#44", "extra", row=row, words="Modified By")
    case.put(s, f"I{r}", "Item", "extra", row=row, words="Item Type")
    case.put(s, f"J{r}", "sites/cyp/Lists/Outcomes", "extra", row=row, words="Path")
case.save()

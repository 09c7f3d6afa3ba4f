"""Oakvale: the table lies on its side, measures across the top under their domains, questions down the left."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from common import LABELS, Case  # noqa: E402
from lines import STATUSES, answers, headings, title  # noqa: E402

case = Case(HERE, "Oakvale", ["table on its side", "domains merged over measures", "letters with a key on another sheet"], 19)
s = case.sheet("Across")
case.put(s, "B1", "Oakvale data map", "title", bold=True)
METRICS = ["MET-001", "MET-003", "MET-027", "MET-029", "MET-039", "MET-050", "MET-054"]
for at, words in enumerate(("Measure", "RAG", "Lead", "Where it is recorded", "How often it is updated", "Last figure", "Caveats"), 4):
    case.put(s, f"B{at}", words, "heading", bold=True)
case.put(s, "B3", "Domain", "heading", bold=True)
first, last = {}, {}
for n, m in enumerate(METRICS, 3):
    first.setdefault(LABELS[m]["domain"], n)
    last[LABELS[m]["domain"]] = n
for domain, n in first.items():
    if last[domain] > n:
        s.merge_cells(start_row=3, end_row=3, start_column=n, end_column=last[domain])
    case.put(s, (3, n), domain, "name", bold=True)
MEANS = {"G": "now", "A": "work", "R": "none", "P": "partner"}
for n, m in enumerate(METRICS, 3):
    column = chr(ord("A") + n - 1)
    row = case.row(column, m)
    case.put(s, f"{column}4", title(m), "name", row=row)
    letter = "GARPGGA"[n - 3]
    case.put(s, f"{column}5", letter, "answer", row=row, field="status", value=STATUSES[MEANS[letter]])
    if letter != "R":
        answers(case, s, 6, row, **{column: ("holder", "Performance" if letter != "P" else "NHS")})
        answers(case, s, 8, row, **{column: ("frequency", "Every quarter", "Quarterly")})
    if letter in "GA":
        answers(case, s, 7, row, **{column: ("system", "Mosaic")})
        answers(case, s, 9, row, **{column: ("latest_figure", 10.5 + n)})
    if letter == "R":
        answers(case, s, 10, row, **{column: ("note", "Start in April")})
k = case.sheet("RAG key")
for r, (letter, means) in enumerate((("G", "have it, in use"), ("A", "have it, needs work"), ("R", "nobody collects it"), ("P", "a partner holds it")), 1):
    case.put(k, f"A{r}", letter, "legend")
    case.put(k, f"B{r}", means, "legend")
case.save()

"""Quaybridge: two RAG columns, one for the data and one for how well it goes; the first is explained by a line at the foot."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from common import Case  # noqa: E402
from lines import headings, title  # noqa: E402

case = Case(HERE, "Quaybridge", ["two RAG columns", "a sentence that explains letters", "coloured cells beside letters"], 34)
s = case.sheet("RAG")
case.put(s, "A1", "Quarterly RAG", "title", bold=True)
headings(case, s, 3, A="KPI", B="Data RAG", C="Latest outturn", D="Performance RAG", E="Direction of travel", F="Lead officer")
FILL = {"G": "00B050", "A": "FFC000", "R": "FF0000"}
MEANS = {"G": "Available now", "A": "Available, needs work", "R": "Not collected"}
LINES = [("MET-001", "G", 21.4, "R", "up"), ("MET-003", "A", 19.2, "A", "down"), ("MET-011", "G", 10, "G", "same"), ("MET-039", "G", 68, "A", "up"),
         ("MET-050", "A", 18.7, "R", "up"), ("MET-068", "R", None, None, None)]
for r, (m, data, figure, well, way) in enumerate(LINES, 4):
    row = case.row(f"r{r}", m)
    case.put(s, f"A{r}", title(m), "name", row=row)
    case.put(s, f"B{r}", data, "answer", row=row, field="status", value=MEANS[data], fill=FILL[data])
    if figure is not None:
        case.put(s, f"C{r}", figure, "answer", row=row, field="latest_figure", value=figure)
        case.put(s, f"D{r}", well, "extra", row=row, fill=FILL[well])
        case.put(s, f"E{r}", way, "extra", row=row)
    case.put(s, f"F{r}", "B. Analyst", "answer", row=row, field="holder", value="B. Analyst")
case.put(s, "A12", "Data RAG: G = available now; A = needs some work; R = not collected.", "legend")
case.save()

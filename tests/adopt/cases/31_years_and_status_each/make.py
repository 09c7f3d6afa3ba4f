"""Oakhollow: a pair of columns for each year, a figure and a remark, under the year merged over both; one status for all."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from common import Case  # noqa: E402
from lines import STATUSES, also, title  # noqa: E402

case = Case(HERE, "Oakhollow", ["a group of columns for each year", "two heading rows", "headings partly merged down"], 31)
s = case.sheet("Trend")
case.put(s, "A1", "Trend data", "title", bold=True)
for ref, words in (("A3:A4", "Indicator"), ("B3:B4", "Status"), ("C3:D3", "2022/23"), ("E3:F3", "2023/24"), ("G3:H3", "2024/25"), ("I3:I4", "Lead")):
    s.merge_cells(ref)
    case.put(s, ref.split(":")[0], words, "heading", bold=True, fill="E2EFDA")
for column in "CEG":
    case.put(s, f"{column}4", "Value", "heading", bold=True, fill="E2EFDA")
    case.put(s, f"{chr(ord(column) + 1)}4", "Comment", "heading", bold=True, fill="E2EFDA")
LINES = [("MET-050", "now", (21.4, 20.3, 18.7)), ("MET-051", "now", (1.9, 2.2, None)), ("MET-043", "work", (58.1, 59.7, 61.9)), ("MET-045", "partner", (None, 45.1, 46)),
         ("MET-039", "now", (65.2, 67.1, 69)), ("MET-001", "none", (None, None, None))]
for r, (m, said, figures) in enumerate(LINES, 5):
    row = case.row(f"r{r}", m)
    case.put(s, f"A{r}", title(m), "name", row=row)
    case.put(s, f"B{r}", STATUSES[said], "answer", row=row, field="status", value=STATUSES[said])
    last = max((n for n, figure in enumerate(figures) if figure is not None), default=None)
    for n, (column, figure) in enumerate(zip("CEG", figures, strict=True)):
        if figure is None:
            continue
        if n == last:
            case.put(s, f"{column}{r}", figure, "answer", row=row, field="latest_figure", value=figure)
            also(case, s, f"{column}{r}", row, "latest_period", ("2022/23", "2023/24", "2024/25")[n])
        else:
            case.put(s, f"{column}{r}", figure, "stale", row=row)
    case.put(s, f"H{r}", f"Look again at row {r}", "answer", row=row, field="note", value=f"Look again at row {r}")
    case.put(s, f"I{r}", "Performance", "answer", row=row, field="holder", value="Performance")
case.save()

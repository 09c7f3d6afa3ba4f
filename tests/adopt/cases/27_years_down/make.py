"""Moorgate Heath: measures side by side across the top, a line for each year below."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from common import Case  # noqa: E402
from lines import also, headings, title  # noqa: E402

case = Case(HERE, "Moorheath", ["measures across", "a line for each year"], 27)
s = case.sheet("Trends")
case.put(s, "A1", "Five years", "title", bold=True)
case.put(s, "A3", "Measure", "heading", bold=True)
YEARS = ("2020/21", "2021/22", "2022/23", "2023/24", "2024/25")
for n, year in enumerate(YEARS, 4):
    case.put(s, f"A{n}", year, "heading")
LINES = {"B": ("MET-050", (20.0, 21.4, 20.3, 19.8, 18.7)), "C": ("MET-039", (None, 65.2, 67.1, 68.4, 69.0)), "D": ("MET-043", (None, 58.8, 59.7, 60.2, None)),
         "E": ("MET-045", (50.9, 48.8, 46.2, 45.9, 46.0))}
for column, (m, figures) in LINES.items():
    row = case.row(column, m)
    case.put(s, f"{column}3", title(m), "name", row=row, bold=True)
    last = max(n for n, figure in enumerate(figures) if figure is not None)
    for n, figure in enumerate(figures):
        if figure is None:
            continue
        if n == last:
            case.put(s, f"{column}{n + 4}", figure, "answer", row=row, field="latest_figure", value=figure)
            also(case, s, f"{column}{n + 4}", row, "latest_period", YEARS[n])
        else:
            case.put(s, f"{column}{n + 4}", figure, "stale", row=row)
case.save()

"""Fernhill: a scorecard with a column for each year, the latest one not filled for every measure; a target and a RAG."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from common import Case  # noqa: E402
from lines import also, headings, title  # noqa: E402

case = Case(HERE, "Fernhill", ["a column for each year", "latest year blank in some rows", "per cents by format"], 21)
s = case.sheet("Scorecard")
case.put(s, "B1", "Children's scorecard", "title", bold=True)
headings(case, s, 3, B="Ref", C="Indicator", D="2021/22", E="2022/23", F="2023/24", G="2024/25", H="Data owner", I="Commentary")
LINES = [("MET-050", (21.4, 20.3, 19.8, 18.7), "Schools", "Better each year"), ("MET-051", (1.9, 2.2, 2.3, None), "Schools", None),
         ("MET-045", (None, None, 45.1, 46.0), "Schools", None), ("MET-046", (50.2, 51.0, None, None), "Schools", "Not asked for since"),
         ("MET-043", ("n/a", 59.7, 60.2, 61.9), "Schools", None), ("MET-039", (65.2, 67.1, 68.4, 69.0), "Early years", None)]
for r, (m, years, owner, remark) in enumerate(LINES, 4):
    row = case.row(f"r{r}", m)
    case.put(s, f"B{r}", r - 3, "key", row=row)
    case.put(s, f"C{r}", title(m), "name", row=row)
    last = max(n for n, figure in enumerate(years) if isinstance(figure, float))
    for n, (column, figure) in enumerate(zip("DEFG", years, strict=True)):
        if figure is None:
            continue
        if n == last:
            case.put(s, f"{column}{r}", figure / 100, "answer", row=row, field="latest_figure", value=figure, fmt="0.0%")
            also(case, s, f"{column}{r}", row, "latest_period", ("2021/22", "2022/23", "2023/24", "2024/25")[n])
        elif isinstance(figure, float):
            case.put(s, f"{column}{r}", figure / 100, "stale", row=row, fmt="0.0%")
        else:
            case.put(s, f"{column}{r}", figure, "odd", row=row)
    case.put(s, f"H{r}", owner, "answer", row=row, field="holder", value=owner)
    if remark:
        case.put(s, f"I{r}", remark, "answer", row=row, field="note", value=remark)
case.save()

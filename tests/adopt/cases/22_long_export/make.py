"""Alderbrook: an export of a dashboard: a line for each area, measure and year; filters said at the foot."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from common import Case  # noqa: E402
from lines import headings, title  # noqa: E402

case = Case(HERE, "Alderbrook", ["a line for each area and year", "filters at the foot", "other areas"], 22)
s = case.sheet("Export")
headings(case, s, 1, bold=False, fill=None, A="Area name", B="Indicator name", C="Time period", D="Sum of Value", E="Source")
r = 2
for m, figures in (("MET-050", (20.3, 19.8, 18.7)), ("MET-039", (67.1, 68.4, 69.0)), ("MET-043", (59.7, 60.2, 61.9))):
    for area in ("Alderbrook", "England", "Camden"):
        row = case.row(f"{m} {area}", m if area == "Alderbrook" else None, match="title" if area == "Alderbrook" else "elsewhere")
        for n, (year, figure) in enumerate(zip(("2022/23", "2023/24", "2024/25"), figures, strict=True)):
            ours, latest = area == "Alderbrook", n == 2
            stale = "elsewhere" if not ours else "stale"
            case.put(s, f"A{r}", area, "key" if ours else "elsewhere", row=row)
            case.put(s, f"B{r}", title(m), "name" if ours else "elsewhere", row=row)
            if ours and latest:
                case.put(s, f"C{r}", year, "answer", row=row, field="latest_period", value=year)
                case.put(s, f"D{r}", figure, "answer", row=row, field="latest_figure", value=figure)
                case.put(s, f"E{r}", "DfE statistics", "answer", row=row, field="system", value="DfE statistics")
            else:
                case.put(s, f"C{r}", year, stale, row=row)
                case.put(s, f"D{r}", figure + (0 if ours else 1), stale, row=row)
                case.put(s, f"E{r}", "DfE statistics", stale, row=row)
            r += 1
case.put(s, f"A{r + 1}", "Applied filters:\nArea name is Alderbrook, England or Camden\nIndicator name is not (Blank)", "below")
case.save()

"""Easthaven: one group of columns a borough under three heading rows, ours in the middle; a comments column for all."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from common import LABELS, Case  # noqa: E402
from lines import STATUSES, answers, headings, title  # noqa: E402

case = Case(HERE, "Easthaven", ["one group of columns a borough", "three heading rows", "merges", "not at A1", "per cent formats"], 12)
s = case.sheet("Sub-region")
case.put(s, "C2", "Five boroughs data audit", "title", bold=True)
s.merge_cells("C4:E5")
case.put(s, "C4", "What is counted", "heading", bold=True)
for first, last, name in (("F", "I", "Northbridge"), ("J", "M", "Easthaven"), ("N", "Q", "Millwick")):
    ours = name == "Easthaven"
    s.merge_cells(f"{first}4:{last}4")
    case.put(s, f"{first}4", name, "heading" if ours else "heading", bold=True, fill="FCE4D6")
    second = chr(ord(first) + 2)
    s.merge_cells(f"{first}5:{chr(ord(first) + 1)}5")
    s.merge_cells(f"{second}5:{last}5")
    case.put(s, f"{first}5", "Have we got it", "heading", bold=True)
    case.put(s, f"{second}5", "The latest", "heading", bold=True)
headings(case, s, 6, C="Outcome", D="Indicator", E="Metric", R="Comments")
for first in "FJN":
    headings(case, s, 6, **dict(zip([chr(ord(first) + n) for n in range(4)], ("Status", "Team", "Figure", "Period"), strict=True)))
METRICS = ["MET-001", "MET-002", "MET-009", "MET-019", "MET-027", "MET-039", "MET-050", "MET-054", "MET-067"]
SAID = {"Available": "now", "Partner": "partner", "Not collected": "none"}
for r, m in enumerate(METRICS, 7):
    row = case.row(f"r{r}", m)
    for column, part in zip("CDE", ("outcome", "indicator", "metric"), strict=True):
        case.put(s, f"{column}{r}", LABELS[m][part], "name", row=row)
    for first in "FJN":
        said = case.random.choice(list(SAID))
        columns = [chr(ord(first) + n) for n in range(4)]
        figure = round(case.random.uniform(0.05, 0.9), 3)
        if first == "J":
            answers(case, s, r, row, **{
                columns[0]: ("status", said, STATUSES[SAID[said]]), columns[1]: ("holder", "Performance"),
                columns[2]: ("latest_figure", figure, round(figure * 100, 6), {"fmt": "0.0%"}),
            })
            if LABELS[m]["period_kind"] == "Financial year":
                answers(case, s, r, row, **{columns[3]: ("latest_period", "2024-25", "2024/25")})
        else:
            for column, typed in zip(columns, (said, "Another team", figure, "2024-25"), strict=True):
                case.put(s, f"{column}{r}", typed, "elsewhere")
    if m in ("MET-002", "MET-050"):
        case.put(s, f"R{r}", "Agree one definition", "answer", row=row, field="note", value="Agree one definition")
case.save()

"""Northbridge: tiles of a dashboard, a big number over its label and the year below; one tile of their own."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from common import Case  # noqa: E402
from lines import title  # noqa: E402

case = Case(HERE, "Northbridge", ["tiles: a number over its label, the year below", "merges", "a banner over each row of tiles", "a local tile"], 35)
s = case.sheet("At a glance")
s.merge_cells("B1:H1")
case.put(s, "B1", "Northbridge at a glance, autumn 2026", "title", bold=True)
ROWS = [("Safe", ["MET-001", "MET-003", "MET-011"]), ("Healthy", ["MET-021", "MET-027", "MET-028"]), ("Learning", ["MET-039", "MET-054", None])]
OWN = {"metric": "Children who joined the summer reading challenge", "outcome_id": "", "layer": "", "domain": ""}
for n, (domain, metrics) in enumerate(ROWS):
    top = 3 + n * 5
    s.merge_cells(f"B{top}:I{top}")
    case.put(s, f"B{top}", domain, "section", bold=True, fill="1F3864")
    for k, metric in enumerate(metrics):
        first, last = ("BC", "EF", "HI")[k]
        for r in (1, 2, 3):
            s.merge_cells(f"{first}{top + r}:{last}{top + r}")
        row = case.row(f"{first}{top}", metric, None if metric else {"metric": OWN["metric"]}, "title" if metric else "local")
        figure = f"{20.5 + n + k}%" if k else 20.5 + n
        case.put(s, f"{first}{top + 1}", figure, "answer", row=row, field="latest_figure", value=20.5 + n + k, bold=True, fill="E2EFDA")
        case.put(s, f"{first}{top + 2}", title(metric) if metric else OWN["metric"], "name", row=row, fill="E2EFDA")
        case.put(s, f"{first}{top + 3}", "2024/25", "answer", row=row, field="latest_period", value="2024/25", fill="E2EFDA")
case.save()

"""Greenhithe: measures side by side with their outcomes merged above, what is asked of each down the side, without a word over it."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from common import LABELS, Case  # noqa: E402
from lines import STATUSES, title  # noqa: E402

case = Case(HERE, "Greenhithe", ["metrics across", "outcomes merged above them", "no word over the labels", "not at A1"], 30)
s = case.sheet("Matrix")
case.put(s, "B1", "Data matrix", "title", bold=True)
METRICS = ["MET-001", "MET-002", "MET-027", "MET-028", "MET-039", "MET-040", "MET-050"]
for at, words in ((5, "Status"), (6, "Team"), (7, "System"), (8, "Latest period"), (9, "Latest figure"), (10, "Notes")):
    case.put(s, f"B{at}", words, "heading", bold=True, fill="EDEDED")
SAID = ("now", "partner", "none", "work", "now", "none", "now")
first = 3
for n, m in enumerate(METRICS, 3):
    letter = chr(64 + n)
    row = case.row(f"c{letter}", m)
    case.put(s, f"{letter}4", title(m), "name", row=row, bold=True)
    said = SAID[n - 3]
    for at, field, typed, value in ((5, "status", STATUSES[said], STATUSES[said]), (6, "holder", "Schools", "Schools"), (7, "system", "EHM", "EHM"),
                                    (8, "latest_period", "2024/25", "2024/25"), (9, "latest_figure", 10.5 + n, 10.5 + n), (10, "note", f"Remark {n}", f"Remark {n}")):
        if field == "latest_period" and LABELS[m]["period_kind"] not in ("Financial year", "Academic year"):
            continue
        case.put(s, f"{letter}{at}", typed, "answer", row=row, field=field, value=value)
    nxt = METRICS[n - 2] if n - 2 < len(METRICS) else None
    if nxt is None or LABELS[nxt]["outcome"] != LABELS[m]["outcome"]:
        if n > first:
            s.merge_cells(start_row=3, end_row=3, start_column=first, end_column=n)
        case.put(s, f"{chr(64 + first)}3", LABELS[m]["outcome"], "name", fill="FCE4D6")
        first = n + 1
case.save()

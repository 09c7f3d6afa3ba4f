"""Northbridge: cards three abreast under their measure's title, labels at the left; one card of their own."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from common import Case  # noqa: E402
from lines import STATUSES, title  # noqa: E402

case = Case(HERE, "Northbridge", ["cards three abreast", "the measure's title is the card's merged head", "no label over it", "a local card"], 37)
s = case.sheet("Cards")
case.put(s, "A1", "Measure cards", "title", bold=True)
SAID = [("Yes", "now"), ("No", "none"), ("Needs cleaning", "work")]
OWN = "Families who know their hub worker by name"
for n, m in enumerate(["MET-001", "MET-003", "MET-011", "MET-027", "MET-039", "MET-043", "MET-050", "MET-054", None]):
    left, right = ("AB", "DE", "GH")[n % 3]
    top = 3 + (n // 3) * 7
    row = case.row(f"c{n}", m, None if m else {"metric": OWN}, "title" if m else "local")
    s.merge_cells(f"{left}{top}:{right}{top}")
    case.put(s, f"{left}{top}", title(m) if m else OWN, "name", row=row, bold=True, fill="1F4E78")
    said, means = SAID[n % 3]
    lines = [("Collected?", "status", said, STATUSES[means]), ("Whose?", "holder", "Insight", "Insight"), ("Held in", "system", "LCS", "LCS"),
             ("Latest", "latest_figure", f"{15.5 + n} per cent", 15.5 + n), ("Notes", "note", f"Card note {n}", f"Card note {n}")]
    for at, (label, field, typed, value) in enumerate(lines, top + 1):
        case.put(s, f"{left}{at}", label, "heading", bold=True)
        case.put(s, f"{right}{at}", typed, "answer", row=row, field=field, value=value)
case.save()

"""Millwick: a card for each measure, two cards abreast, labels in one cell and answers beside; one turned round; one of their own."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from common import LABELS, Case  # noqa: E402
from lines import STATUSES, answers, headings, title  # noqa: E402

case = Case(HERE, "Millwick", ["label-and-value cards", "two abreast", "merged values", "a title turned round", "a local card"], 13)
s = case.sheet("Cards")
case.put(s, "A1", "Millwick measure cards", "title", bold=True)
LABELS_OF = ("Measure", "Outcome", "Can we report it?", "Held by", "IT system", "Latest figure", "Period", "Comments")
CARDS = [  # metric, their title, status, holder, system, figure, period, note
    ("MET-001", None, ("Yes", "now"), "Safeguarding", "Mosaic", 21.4, "2024/25", None),
    ("MET-009", None, ("Yes", "now"), "Placements", "Mosaic", 61, "31 March 2025", "Excludes short breaks"),
    ("MET-029", None, ("Partner has it", "partner"), "NHS", None, 86.1, "2024/25", None),
    ("MET-050", "Persistent attendance", ("Yes", "now"), "Schools", "Capita One", 82.9, "2024/25", None),
    ("MET-039", None, ("Yes", "now"), "Early years", None, "68.3%", "2024/25", "By ward as well"),
    (None, "Families met by a link worker", ("No", "none"), "Hubs", None, None, None, "New in 2026"),
]
for n, (metric, theirs, (said, means), holder, system, figure, period, note) in enumerate(CARDS):
    left, right = ("A", "B") if n % 2 == 0 else ("E", "F")
    top = 3 + (n // 2) * 10
    local = None if metric else {"metric": theirs, "outcome_id": "S-ACC-01", "layer": "Service and system", "domain": "Cross-cutting"}
    row = case.row(f"card{n}", metric, local, "title" if metric and not theirs else "near" if metric else "local")
    outcome = LABELS[metric or "MET-083"]["outcome"]
    values = (theirs or title(metric), outcome, said, holder, system, figure, period, note)
    fields = ("name", "name", "status", "holder", "system", "latest_figure", "latest_period", "note")
    for at, (label, value, field) in enumerate(zip(LABELS_OF, values, fields, strict=True), top):
        case.put(s, f"{left}{at}", label, "heading", bold=True, fill="EDEDED")
        if right == "B":
            s.merge_cells(f"B{at}:C{at}")
        if value is None:
            continue
        if field == "name":
            case.put(s, f"{right}{at}", value, "name", row=row)
            continue
        meant = {"status": STATUSES[means]}.get(field, value)
        meant = {"68.3%": 68.3, "31 March 2025": "2025"}.get(meant, meant)
        turned = theirs == "Persistent attendance" and field == "latest_figure"
        case.put(s, f"{right}{at}", value, "odd" if turned else "answer", row=row, field=field,
                 value=None if turned else meant, ask=turned)
case.officer_says("row", "Persistent attendance", "MET-050; leave the figure, it says the opposite")
case.save()

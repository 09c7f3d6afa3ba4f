"""Stonebridge: one list, filtered and protected, with two hidden older copies, comments and a struck-out row."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from common import LABELS, Case  # noqa: E402
from lines import STATUSES, answers, headings, title  # noqa: E402

from openpyxl.utils import get_column_letter  # noqa: E402

case = Case(HERE, "Stonebridge", ["hidden older copies", "filtered", "protected", "comments", "struck-out row", "statuses in sentences"], 14)
SAID = {
    "now": "We can report it today", "none": "Nobody records this", "partner": "The hospital trust holds it (partner)",
    "stuck": "In the case notes, cannot be extracted", "work": "Held, but needs cleaning", "later": "Not looked at yet",
}
LINES = [  # metric, status, holder, system, often, area, note
    ("MET-001", "now", "Safeguarding", "Mosaic", "Monthly", "Child level", None),
    ("MET-004", "now", "Safeguarding", "Mosaic", "monthly", "Ward", "Checked in May"),
    ("MET-012", "work", "Placements", "Mosaic", "Quarterly", "Borough", None),
    ("MET-022", "later", None, None, None, None, None),
    ("MET-025", "partner", "NHS trust", None, "Quarterly", "LA", None),
    ("MET-033", "none", None, None, None, None, "A survey is planned"),
    ("MET-039", "now", "Early years", "Capita One", "Annual", "School", None),
    ("MET-062", "stuck", "Youth service", "Paper files", "Ad hoc once", None, None),
    ("MET-072", "none", None, None, None, None, None),
    ("MET-083", "work", "Early help", "EHM", "Every month", "Hub", "Two hubs only"),
]
HEADS = ("Ref", "Measure", "Status (Oct 26)", "Who leads", "System used", "Refreshed", "Lowest level", "Remarks")
FIELDS = (None, None, "status", "holder", "system", "frequency", "geography", "note")
MEANS = {"monthly": "Monthly", "Annual": "Yearly", "Ad hoc once": "One-off", "Every month": "Monthly", "Child level": "Person",
         "LA": "Borough", "School": "Setting or school", "Hub": "Locality or hub area"}
for name, state in (("Oct 26", "visible"), ("Mar 26", "hidden"), ("2025", "veryHidden")):
    s = case.sheet(name, state)
    stale = state != "visible"
    case.put(s, "A1", f"Data log, {name}", "title", bold=True)
    for n, words in enumerate(HEADS, 1):
        case.put(s, (3, n), words, "heading", bold=True)
    for r, line in enumerate(LINES, 4):
        metric, said, *rest = line
        if stale and metric == "MET-083":
            said = "none"
        struck = metric == "MET-072" and not stale
        row = case.row(f"{name}-{r}", metric, match="title")
        for n, typed in enumerate((r - 3, title(metric), SAID[said], *rest), 1):
            if typed is None:
                continue
            if FIELDS[n - 1] is None:
                case.put(s, (r, n), typed, "name", row=row, strike=struck)
            elif stale:
                case.put(s, (r, n), typed, "stale", row=row)
            else:
                value = STATUSES[said] if n == 3 else MEANS.get(typed, typed)
                cell = case.put(s, (r, n), typed, "odd" if struck else "answer", row=row, field=FIELDS[n - 1], value=value,
                                ask=struck, strike=struck)
                if metric == "MET-039" and n == 3:
                    case.remark(cell, "Ask for the hub split before Easter", row)
                if metric == "MET-004" and n == 4:
                    case.remark(cell, "Manager changed in June", row)
    if not stale:
        s.auto_filter.ref = f"A3:{get_column_letter(len(HEADS))}{3 + len(LINES)}"
        s.auto_filter.add_filter_column(2, [SAID["now"]])
        for r, line in enumerate(LINES, 4):
            s.row_dimensions[r].hidden = line[1] != "now"
        s.protection.sheet = True
case.officer_says("row", "struck-out rows", "leave out")
case.officer_says("sheet", "hidden sheets", "leave out: older copies")
case.save()

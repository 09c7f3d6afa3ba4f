"""Rows of a made-up spreadsheet written in one go: the name, then each answer with the field and value it must become."""

from __future__ import annotations

from common import LABELS

STATUSES = {
    "now": "Available now",
    "work": "Available, needs work",
    "partner": "Held by a partner",
    "stuck": "Collected, not extractable",
    "none": "Not collected",
    "na": "Not applicable",
    "later": "Not yet assessed",
}


def title(metric_id: str) -> str:
    return LABELS[metric_id]["metric"]


def answers(case, sheet, at: int, row: str, **cells) -> None:
    """Write answers: column=(field, typed) or (field, typed, value) or (field, typed, value, what else put takes)."""
    for column, said in cells.items():
        if said is None or said[1] is None:
            continue
        field, typed, *more = said
        value = more[0] if more else typed
        how = more[1] if len(more) > 1 else {}
        role = how.pop("role", "answer") if "role" in how else "answer"
        case.put(sheet, f"{column}{at}", typed, role, row=row, field=field, value=value, **how)


def headings(case, sheet, at: int, bold: bool = True, fill: str | None = "D9E1F2", **cells) -> None:
    for column, words in cells.items():
        case.put(sheet, f"{column}{at}", words, "heading", bold=bold, fill=fill)


def also(case, sheet, at: str, row: str, field: str, value: object) -> None:
    """Say that an answer means something more than itself: a figure under a heading that is a year has that year."""
    typed = sheet[at].value
    more = {"sheet": sheet.title, "cell": at, "role": "answer", "typed": typed, "row": row, "field": field, "value": value}
    case.cells.append(more)

"""Drop-downs, input messages and gentle alerts: cells are guarded by asking, never by locking.

Excel stops tables growing, sorting and filtering on a protected sheet, and officers add rows of their own. So an
officer's column offers its list, a column the tool fills asks before it takes a change, and *Check* sees the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from xlsxwriter.worksheet import Worksheet

from outcomes_xl.framework.entries import Framework
from outcomes_xl.reading.layouts import Field, Owner, SheetLayout

FIRM = frozenset({"status"})
"""Lists whose words the Summary counts, so that nothing else is taken. Elsewhere a borough may have its own words."""

OF_THIS_ROW = "Choose from the arrow beside this cell: the line says what each choice does."
NAME_LISTS = {"metrics": "lstMetrics", "outcomes": "lstOutcomes", "services": "lstServices"}
"""The defined names of what is chosen by name, by the layout's ``chosen_from``: they grow with their tables."""

_FROM_THE_CENTRE = frozenset({"framework", "availability"})
"""Sheets with rows from the central file, beside the mapping tabs: a cell the tool fills asks before it is changed."""


Choices = Mapping[str, Mapping[int, Sequence[str]]]
"""Fields of which some rows have a list of their own, by the row's number: what may be chosen there alone."""


def guard(
    framework: Framework,
    sheet: Worksheet,
    made: SheetLayout,
    first: int,
    last: int,
    beyond: int,
    own: Choices | None = None,
) -> None:
    """Guard a table's columns; rows counted from 1, ``beyond`` the rows under it that officers may add."""
    for number, column in enumerate(made.columns):
        if rule := _rule(column, framework):
            lists = (own or {}).get(column.field, {})
            areas = [[top - 1, number, end - 1, number] for top, end in _between(first, last + beyond, lists)]
            if areas:
                sheet.data_validation(*areas[0], {**rule, "other_cells": areas[1:]} if areas[1:] else rule)
            for row, words in lists.items():
                sheet.data_validation(
                    row - 1, number, row - 1, number, {**rule, "source": [*words], "input_message": OF_THIS_ROW}
                )
        elif column.owner is Owner.TOOL and (made.framework or made.key in _FROM_THE_CENTRE):
            sheet.data_validation(first - 1, number, last - 1, number, _asking(column))


def _between(first: int, last: int, without: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of rows from first to last that are left without some of them."""
    top = first
    for row in sorted(without):
        if row > top:
            yield top, row - 1
        top = row + 1
    if top <= last:
        yield top, last


def list_name(name: str) -> str:
    """Return the defined name of a list's words on the Lists sheet."""
    return f"lst_{name}"


def choice(name: str, heading: str, help_: str | None = None, firm: bool = False) -> dict[str, Any]:
    """Return the drop-down of a list."""
    more = "Lists has what each word means."
    return {
        "validate": "list",
        "source": f"={list_name(name)}",
        **_message(heading, help_),
        "error_type": "stop" if firm else "warning",
        "error_title": "Please choose from the list",
        "error_message": (
            f"The Summary counts the words of this list. Choose one from the arrow beside the cell. {more}"
            if firm
            else f"This is not one of the words of this list. Keep it if it is what you need; {more}"
        ),
    }


def several(name: str, heading: str, help_: str | None = None) -> dict[str, Any]:
    """Return the drop-down of a cell that takes several words of a list: it offers each, and lets more be typed."""
    quiet = {"error_type": "warning", "show_error": False}
    return {"validate": "list", "source": f"={list_name(name)}", **_message(heading, help_), **quiet}


def by_name(column: Field) -> dict[str, Any]:
    """Return the drop-down of names of metrics, outcomes or services. It asks and never refuses: an id is as good."""
    where = "Services" if column.chosen_from == "services" else "Framework"
    return {
        "validate": "list",
        "source": f"={NAME_LISTS[column.chosen_from]}",
        **_message(column.heading, column.help),
        "error_type": "warning",
        "error_title": "Please choose from the list",
        "error_message": f"This is not one of the names of the {where} sheet. Choose one from the arrow beside the "
        "cell; keep it if it is an id of that sheet.",
    }


def day(heading: str, help_: str | None = None) -> dict[str, Any]:
    """Return the guard of a date."""
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": date(2000, 1, 1),
        "maximum": date(2099, 12, 31),
        **_message(heading, help_),
        "error_type": "warning",
        "error_title": "A date, please",
        "error_message": "Excel does not read this as a date. Type it as day, month, year, such as 12/11/2026.",
    }


def _rule(column: Field, framework: Framework) -> dict[str, Any] | None:
    if column.chosen_from:
        return by_name(column)
    if column.kind == "choice" and column.list:
        return choice(column.list, column.heading, column.help, column.list in FIRM and column.owner is Owner.OFFICER)
    if column.kind == "choices" and column.list and column.owner is Owner.OFFICER:
        return several(column.list, column.heading, column.help)
    if column.kind == "date" and column.owner is Owner.OFFICER:
        return day(column.heading, column.help)
    if column.kind == "number" and column.owner is Owner.OFFICER:
        return {
            "validate": "decimal",
            "criteria": "between",
            "minimum": -1_000_000_000,
            "maximum": 1_000_000_000,
            **_message(column.heading, column.help),
            "error_type": "warning",
            "error_title": "A number, please",
            "error_message": "A number is expected here, without its unit. The unit stands on the Framework sheet.",
        }
    if column.help and column.owner is Owner.OFFICER:
        return {"validate": "any", **_message(column.heading, column.help)}
    return None


def _asking(column: Field) -> dict[str, Any]:
    """The guard of a cell the tool fills: whatever is typed, Excel asks first, and takes it if told so."""
    return {
        "validate": "custom",
        "value": "=FALSE",
        **(_message(column.heading, column.help) if column.help else {}),
        "ignore_blank": False,
        "error_type": "warning",
        "error_title": "The tool fills this column",
        "error_message": "This comes from the central file. You can change it; Check will show it, and Refresh offers "
        "the central words again. For a row of your own, type under the table.",
    }


def _message(heading: str, help_: str | None) -> dict[str, str]:
    return {"input_title": heading[:32], "input_message": help_} if help_ else {}

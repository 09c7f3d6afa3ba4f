"""Conditional formats: what a word in a cell adds to how it looks, and which blank cells wait for an officer."""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter.worksheet import Worksheet

from outcomes_xl.building import theme
from outcomes_xl.building.cell_styles import Styles
from outcomes_xl.framework.entries import Framework
from outcomes_xl.model.cell_refs import column_letters
from outcomes_xl.reading.layouts import SheetLayout

Look = Mapping[str, object]


def mark(styles: Styles, sheet: Worksheet, made: SheetLayout, framework: Framework, first: int, last: int) -> None:
    """Mark words of a table's lists, retired and placeholder rows, and cells that wait; rows counted from 1."""
    letters = {column.field: column_letters(number) for number, column in enumerate(made.columns, start=1)}

    def add(columns: tuple[int, int], rule: Mapping[str, object], look: Look) -> None:
        at = (first - 1, columns[0], last - 1, columns[1])
        sheet.conditional_format(*at, {**rule, "format": styles.mark(dict(look))})

    for number, column in enumerate(made.columns):
        here = (number, number)
        words = theme.WORDS.get(column.list or "", {}) if column.kind == "choice" else {}
        for word, look in words.items():
            add(here, {"type": "cell", "criteria": "==", "value": f'"{word}"'}, look)
        for beginning, look in theme.BEGINNINGS.get(column.field, {}).items():
            add(here, {"type": "text", "criteria": "begins with", "value": beginning}, look)
        if column.waits:
            test = _waits(column.waits, letters, framework, made, first)
            blank = f"AND(LEN(${letters[column.field]}{first})=0,{test})"
            add(here, {"type": "formula", "criteria": f"={blank}"}, theme.WAITS)
    if "state" in letters:
        for word, look in (("Retired", theme.RETIRED_ROW), ("Placeholder", theme.PLACEHOLDER_ROW)):
            whole: dict[str, object] = {"type": "formula", "criteria": f'=${letters["state"]}{first}="{word}"'}
            add((0, len(made.columns) - 1), whole, look)
    if made.key == "figures":
        _in_decimals(styles, sheet, letters, first, last)
    if made.key == "changes":
        _asked(styles, sheet, letters, first, last)


_MORE_ROWS = 5000
"""Rows of Figures and Changes beyond those other tables may grow by: many periods a metric, many lines a job."""


def _asked(styles: Styles, sheet: Worksheet, letters: Mapping[str, str], first: int, last: int) -> None:
    """Mark the decisions that wait: the line's record asks, and nobody has decided, settled or undone it."""
    blank = ",".join(f"LEN(${letters[name]}{first})=0" for name in ("decision", "settled", "undone"))
    asks = f'LEFT(${letters["record"]}{first},6)="{{""ask"""'
    sheet.conditional_format(
        f"{letters['decision']}{first}:{letters['decision']}{last + _MORE_ROWS}",
        {"type": "formula", "criteria": f"=AND({blank},{asks})", "format": styles.mark(dict(theme.WAITS))},
    )


def _in_decimals(styles: Styles, sheet: Worksheet, letters: Mapping[str, str], first: int, last: int) -> None:
    """Show figures in the decimals of their row's unit: rows come and go, and a row's metric with them."""
    for word, shape in theme.DECIMALS_OF.items():
        sheet.conditional_format(
            f"{letters['borough']}{first}:{letters['england']}{last + _MORE_ROWS}",
            {
                "type": "formula",
                "criteria": f'=${letters["unit"]}{first}="{word}"',
                "format": styles.mark({"num_format": shape}),
            },
        )


def _waits(waits: str, letters: Mapping[str, str], framework: Framework, made: SheetLayout, row: int) -> str:
    """Return the test of a row whose blank cell waits: a field is filled, or has a word with one of some tags."""
    name, _, tags = waits.partition(":")
    cell = f"${letters[name]}{row}"
    if not tags:
        return f"LEN({cell})>0"
    words = framework.list(made.field(name).list or "")
    wanted = [word for word in words if any(word in framework.tagged(name, tag) for tag in tags.split(","))]
    tests = ",".join(f'{cell}="{word}"' for word in wanted)
    return f"OR({tests})"

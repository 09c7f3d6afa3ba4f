"""The one place for what differs from engine to engine; everything else in this host is on all of xlwings' engines.

Windows members are Excel's own (COM), Mac members appscript's words for them; the remote engine has neither.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Any

from outcomes_xl.hosts.desktop.com_retry import is_busy, patient
from outcomes_xl.hosts.desktop.xlwings_objects import XlBook, XlObject, XlRange, XlSheet, XlTable
from outcomes_xl.model import Area

WINDOWS, MAC, REMOTE, OTHER = "windows", "mac", "remote", "other"
_ENGINES = {"xlwings._xlwindows": WINDOWS, "xlwings._xlmac": MAC, "xlwings.pro._xlremote": REMOTE}

# Settings of Excel that a host borrows: what to set while writing. The remote engine cannot read back the others.
_BORROWED: dict[str, dict[str, Any]] = {
    REMOTE: {"calculation": "manual"},
    OTHER: {"calculation": "manual", "screen_updating": False, "display_alerts": False},
}
_ON_A_DESK = {
    "status_bar": False,
    "screen_updating": False,
    "enable_events": False,
    "display_alerts": False,
    "calculation": "manual",
}


def engine(thing: XlObject) -> str:
    """Return which engine an xlwings object belongs to."""
    return _ENGINES.get(type(thing.impl).__module__, OTHER)


def finite_attempts() -> None:
    """Let xlwings give up at once on a busy Excel (its own default is to ask for ever); `patience` asks again."""
    windows = sys.modules.get("xlwings._xlwindows")
    if windows is not None:
        windows.__dict__["N_COM_ATTEMPTS"] = 1


def borrowed(thing: XlObject) -> dict[str, Any]:
    """Return Excel's settings to borrow while writing, and what to set them to, in the order to take them."""
    return _BORROWED.get(engine(thing), _ON_A_DESK)


def has_status_bar(thing: XlObject) -> bool:
    return engine(thing) in (WINDOWS, MAC)


def reads_formulas(thing: XlObject) -> bool:
    return engine(thing) != REMOTE


def reads_back(thing: XlObject) -> bool:
    """Say whether what was just written can be read; the remote engine reads a copy from before."""
    return engine(thing) != REMOTE


def looked_up(sheet: XlSheet) -> bool:
    """Say whether a sheet got by its name was looked for at once; other engines look when it is first asked."""
    return engine(sheet) == WINDOWS


def errors_are_words(thing: XlObject) -> bool:
    """Say whether an error arrives as its text ("#N/A"); the Windows engine gives Excel's numbers, which are exact."""
    return engine(thing) != WINDOWS


@patient
def values(cells: XlRange) -> Any:
    """Return an xlwings range's values in one read, in whatever shape the engine gives them.

    On Windows they are read raw: xlwings knows seven errors by name and would hand over #SPILL! as a number.
    """
    if engine(cells) == WINDOWS:
        return cells.raw_value
    return cells.options(ndim=2, err_to_str=True).value


@patient
def write(sheet: XlSheet, area: Area, rows: list[list[Any]]) -> None:
    """Put rows into an area of their size, in one write.

    On Windows raw, for xlwings' own way asks Excel some twenty questions a block; each value is made ready by xlwings.
    """
    cells = sheet.range(str(area))
    if engine(sheet) == WINDOWS:
        ready = sys.modules["xlwings._xlwindows"].engine.prepare_xl_data_element
        cells.raw_value = [[ready(value, None) for value in row] for row in rows]
    else:
        cells.value = rows


@patient
def full_name(book: XlBook) -> str:
    """Return the workbook's full name as Excel has it, a path or a web address.

    Never xlwings' own ``fullname``: for a web address it takes settings from a sheet of the workbook.
    """
    return str(_ask(book, "FullName", "full_name", "") or book.name)


@patient
def is_read_only(book: XlBook) -> bool:
    return bool(_ask(book, "ReadOnly", "read_only", False))


@patient
def uses_1904_dates(book: XlBook) -> bool:
    return bool(_ask(book, "Date1904", "date_1904", False))


@patient
def has_locked_structure(book: XlBook) -> bool:
    return bool(_ask(book, "ProtectStructure", "protect_structure", False))


@patient
def is_protected(sheet: XlSheet) -> bool:
    return bool(_ask(sheet, "ProtectContents", "protect_contents", False))


@patient
def is_filtered(sheet: XlSheet, tables: list[XlTable]) -> bool:
    """Say whether a filter hides rows: the sheet's own, or one of its tables'."""
    if engine(sheet) != WINDOWS:
        return False
    if sheet.api.FilterMode:
        return True
    filters = [table.api.AutoFilter for table in tables]
    return any(filter_ is not None and filter_.FilterMode for filter_ in filters)


@patient
def state(sheet: XlSheet) -> str:
    """Return "visible", "hidden" or "veryHidden": Windows says -1, 0, 2, the others True or False."""
    visible = sheet.visible
    if visible == 2:
        return "veryHidden"
    return "visible" if visible else "hidden"


@patient
def hidden_parts(cells: XlRange, box: Area) -> tuple[frozenset[int], frozenset[int]]:
    """Return the hidden rows and columns within an xlwings range, from two questions mostly; none off Windows."""
    # For a single cell Excel would look through the whole sheet.
    if engine(cells) != WINDOWS or (box.first_row, box.first_column) == (box.last_row, box.last_column):
        return frozenset(), frozenset()
    rows, columns = range(box.first_row, box.last_row + 1), range(box.first_column, box.last_column + 1)
    parts = _visible(cells.api)
    if parts is None:
        return frozenset(), frozenset()
    seen_rows: set[int] = set()
    seen_columns: set[int] = set()
    for part in parts:
        seen = Area.parse(part)
        seen_rows.update(range(seen.first_row, seen.last_row + 1))
        seen_columns.update(range(seen.first_column, seen.last_column + 1))
    return frozenset(rows) - seen_rows, frozenset(columns) - seen_columns


def _visible(excel: Any) -> list[str] | None:
    """Return the areas that can be seen; None when Excel may not say, which it need not on a protected sheet."""
    try:
        visible = excel.SpecialCells(12)  # xlCellTypeVisible
    except Exception as error:
        if is_busy(error):
            raise
        # Where it may look, this is Excel's way of saying that it found none.
        return None if excel.Worksheet.ProtectContents else []
    parts = str(visible.Address).split(",")
    # Excel cuts a long list of areas off without a word.
    return parts if len(parts) <= 10 else [str(part.Address) for part in visible.Areas]


@patient
def number_format(sheet: XlSheet, areas: Sequence[Area], code: str) -> None:
    """Set the number format of some areas."""
    for together in addresses(sheet, areas):
        sheet.range(together).number_format = code


def addresses(sheet: XlSheet, areas: Sequence[Area]) -> Iterator[str]:
    """Yield the addresses of some areas; on Windows many at once, for Excel takes a list of up to 255 characters."""
    if engine(sheet) != WINDOWS:
        yield from map(str, areas)
        return
    together = ""
    for address in map(str, areas):
        if together and len(together) + len(address) > 250:
            yield together
            together = ""
        together = f"{together},{address}" if together else address
    if together:
        yield together


@patient
def fold(sheet: XlSheet, first: int, last: int, folded: bool) -> None:
    """Fold rows away as an outline group, or show them again; off Windows they stay in sight."""
    if engine(sheet) != WINDOWS:
        return
    rows = sheet.api.Rows(f"{first}:{last}")
    rows.OutlineLevel = 2 if folded else 1
    rows.Hidden = folded


@patient
def show(sheet: XlSheet) -> None:
    """Bring a sheet to the front of its own window; xlwings' public ``activate`` would also take the focus."""
    sheet.impl.activate()


def _ask(thing: XlObject, windows: str, mac: str | None, otherwise: Any) -> Any:
    where = engine(thing)
    if where == WINDOWS:
        return getattr(thing.api, windows)
    if where == MAC and mac:
        try:
            return getattr(thing.api, mac).get()
        except Exception:  # an older Excel for Mac without the word: as if it were not so
            return otherwise
    return otherwise

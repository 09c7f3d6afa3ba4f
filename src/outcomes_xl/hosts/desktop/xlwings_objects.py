"""The shapes of xlwings' objects, as far as this host uses them; xlwings itself says no types.

A member stands here only if xlwings has it on every engine. What one engine has alone is reached through ``api``
(Excel's own object) or ``impl`` (the engine's), in engine_compat.py and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol


class XlObject(Protocol):
    """Anything of xlwings: its engine's object, and Excel's own."""

    impl: Any
    api: Any


class XlFont(Protocol):
    """The font of some cells."""

    bold: bool


class XlRange(XlObject, Protocol):
    """Some cells. Their values come and go in whatever shape the engine has for them."""

    address: str
    value: Any
    raw_value: Any
    formula: Any
    number_format: str
    column_width: float
    font: XlFont
    merge_cells: bool | None
    merge_area: XlRange

    def options(self, *, ndim: int, err_to_str: bool) -> XlRange: ...

    def clear_contents(self) -> None: ...


class XlTable(XlObject, Protocol):
    """An Excel table."""

    name: str
    range: XlRange
    show_totals: bool

    def resize(self, cells: XlRange) -> None: ...


class XlTables(Protocol):
    """The tables of a sheet."""

    def __iter__(self) -> Iterator[XlTable]: ...

    def add(self, *, source: XlRange, name: str, has_headers: bool) -> XlTable: ...


class XlSheet(XlObject, Protocol):
    """A worksheet; ``visible`` is a number on Windows, True or False elsewhere."""

    name: str
    visible: int | bool
    used_range: XlRange
    tables: XlTables

    def range(self, address: str) -> XlRange: ...

    def delete(self) -> None: ...


class XlSheets(Protocol):
    """The worksheets of a workbook, from 0 or by name."""

    active: XlSheet

    def __iter__(self) -> Iterator[XlSheet]: ...

    def __len__(self) -> int: ...

    def __getitem__(self, which: int | str) -> XlSheet: ...

    def add(self, *, after: XlSheet) -> XlSheet: ...


class XlBooks(Protocol):
    """The open workbooks of an Excel."""

    def __iter__(self) -> Iterator[XlBook]: ...

    def open(self, fullname: str) -> XlBook: ...


class XlApp(XlObject, Protocol):
    """An Excel, with its open workbooks."""

    books: XlBooks


class XlBook(XlObject, Protocol):
    """A workbook open in Excel."""

    name: str
    app: XlApp
    sheets: XlSheets

    def save(self) -> None: ...

    def close(self) -> None: ...

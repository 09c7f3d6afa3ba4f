"""The shapes of xlwings' objects, as far as this host uses them; xlwings itself says no types.

A member stands here only if xlwings has it on every engine. What one engine has alone is reached through ``api``
(Excel's own object) or ``impl`` (the engine's), in engine_compat.py and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Protocol


class XlObject(Protocol):
    """Anything of xlwings: its engine's object, and Excel's own."""

    @property
    def impl(self) -> Any: ...

    @property
    def api(self) -> Any: ...


class XlFont(Protocol):
    """The font of some cells."""

    bold: bool


class XlRange(XlObject, Protocol):
    """Some cells. Their values come and go in whatever shape the engine has for them."""

    value: Any
    raw_value: Any
    column_width: float
    number_format: str

    @property
    def address(self) -> str: ...

    @property
    def formula(self) -> Any: ...

    @property
    def merge_cells(self) -> bool | None: ...

    @property
    def merge_area(self) -> XlRange: ...

    @property
    def font(self) -> XlFont: ...

    def options(self, *, ndim: int, err_to_str: bool) -> XlRange: ...

    def clear_contents(self) -> None: ...


class XlTable(XlObject, Protocol):
    """An Excel table."""

    @property
    def name(self) -> str: ...

    @property
    def range(self) -> XlRange: ...

    @property
    def show_totals(self) -> bool: ...

    def resize(self, cells: XlRange) -> None: ...


class XlTables(Protocol):
    """The tables of a sheet."""

    def __iter__(self) -> Iterator[XlTable]: ...

    def add(self, *, source: XlRange, name: str, has_headers: bool) -> XlTable: ...


class XlSheet(XlObject, Protocol):
    """A worksheet; ``visible`` is a number on Windows, True or False elsewhere."""

    name: str

    @property
    def visible(self) -> int | bool: ...

    @property
    def used_range(self) -> XlRange: ...

    @property
    def tables(self) -> XlTables: ...

    def range(self, address: str) -> XlRange: ...

    def delete(self) -> None: ...


class XlSheets(Protocol):
    """The worksheets of a workbook, from 0 or by name."""

    @property
    def active(self) -> XlSheet: ...

    def __iter__(self) -> Iterator[XlSheet]: ...

    def __len__(self) -> int: ...

    def __getitem__(self, which: int | str) -> XlSheet: ...

    def add(self, name: str, *, after: XlSheet) -> XlSheet: ...


class XlApp(XlObject, Protocol):
    """An Excel, with the settings of it that a host borrows."""

    @property
    def books(self) -> Iterable[XlBook]: ...


class XlBook(XlObject, Protocol):
    """A workbook open in Excel."""

    @property
    def name(self) -> str: ...

    @property
    def app(self) -> XlApp: ...

    @property
    def sheets(self) -> XlSheets: ...

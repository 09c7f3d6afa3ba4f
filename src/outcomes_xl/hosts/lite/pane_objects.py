"""The shapes of xlwings' objects in the pane, as far as this host uses them; awaited members are there alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol


class PaneFont(Protocol):
    """The font of some cells."""

    bold: bool


class PaneRange(Protocol):
    """Some cells: ``value`` is of the copy that was handed over, ``get_value`` what stands in Excel now.

    ``raw_value`` takes rows as they travel, for writing.
    """

    address: str
    value: Any
    raw_value: Any
    formula: Any
    number_format: str
    column_width: float
    font: PaneFont

    def options(self, *, ndim: int, err_to_str: bool = False) -> PaneRange: ...

    def clear_contents(self) -> None: ...

    def select(self) -> None: ...

    async def get_value(self) -> Any: ...

    async def get_formula(self) -> Any: ...


class PaneColumn(Protocol):
    """A column of an Excel table."""

    name: str


class PaneTable(Protocol):
    """An Excel table."""

    name: str
    range: PaneRange
    show_totals: bool
    show_headers: bool
    columns: Any

    def resize(self, cells: PaneRange) -> None: ...


class PaneTables(Protocol):
    """The tables of a sheet."""

    def __iter__(self) -> Iterator[PaneTable]: ...

    def add(self, *, source: PaneRange, name: str, has_headers: bool) -> PaneTable: ...


class PaneSheet(Protocol):
    """A worksheet."""

    name: str
    visible: Any
    used_range: PaneRange
    tables: PaneTables

    def range(self, address: str) -> PaneRange: ...

    def activate(self) -> None: ...

    def delete(self) -> None: ...


class PaneSheets(Protocol):
    """The worksheets of the workbook, from 0 or by name."""

    active: PaneSheet

    def __iter__(self) -> Iterator[PaneSheet]: ...

    def __len__(self) -> int: ...

    def __getitem__(self, which: int | str) -> PaneSheet: ...

    def add(self, name: str, *, after: PaneSheet) -> PaneSheet: ...


class PaneApp(Protocol):
    """Excel, as far as a pane reaches it."""

    def alert(self, prompt: str, title: str, buttons: str, mode: str) -> object: ...


class PaneBook(Protocol):
    """The workbook that Lite hands over."""

    name: str
    app: PaneApp
    sheets: PaneSheets
    names: Any

    async def load(self, values: bool) -> object: ...

    async def flush(self) -> None: ...

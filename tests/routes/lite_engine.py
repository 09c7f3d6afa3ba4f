"""An engine for xlwings that stands in for the one of Lite's pane, made from the part under an open licence alone.

It has the members that the pane's host uses, and they behave as the real one's do where that matters: a sheet's values
are those of the document that was handed over, whatever is written; writes wait in a queue; what is awaited goes to
Excel, after the queue; a sheet is known by its position; a table keeps its area until its book is loaded again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import xlwings
from xlwings import base_classes
from xlwings.conversion.standard import ReadValueFromRangeStage
from xlwings.main import Engine

from outcomes_xl.model import Area
from tests.routes.pane import Pane, address

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


def xlwings_book(pane: Pane, include: Any = (), exclude: Any = ()) -> Any:
    """Return the xlwings Book that a script is given, over xlwings' own public classes."""
    if ENGINE.name not in xlwings.engines.engines_by_name:
        xlwings.engines.add(Engine(impl=ENGINE))
    return xlwings.Book(impl=Book(pane, pane.handed_over(include, exclude)))


class PaneEngine:
    """Called as the real one is: xlwings looks a book's engine up by that name."""

    name, type = "remote", "remote"
    apps: tuple[Any, ...] = ()

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        return "" if value is None else value

    @staticmethod
    def clean_value_data(rows: Any, dates: Any, empty: Any, numbers: Any, errors_as_text: bool) -> Any:
        assert errors_as_text, "an error must not read as a blank"
        return [[_clean(value, empty) for value in row] for row in rows]


def _clean(value: Any, empty: Any) -> Any:
    if value in ("", None):
        return empty
    return datetime.fromisoformat(value[:-1]) if isinstance(value, str) and _MOMENT.fullmatch(value) else value


ENGINE = PaneEngine()


class App(base_classes.App):
    def __init__(self, book: Book) -> None:
        self._book = book

    engine = property(lambda self: ENGINE)
    pid = property(lambda self: -1)

    def activate(self, steal_focus: bool = False) -> None:
        """Excel is in front of its own pane."""

    def alert(self, prompt: Any, title: Any, buttons: Any, mode: Any, callback: Any) -> None:
        self._book.queue("alert", [one or "" for one in (prompt, title, buttons, mode, callback)])


class Book(base_classes.Book):
    def __init__(self, pane: Pane, document: dict[str, Any]) -> None:
        self.pane, self.document = pane, document
        self.actions: list[dict[str, Any]] = []

    api = property(lambda self: self.document)
    name = property(lambda self: self.document["book"]["name"])
    app = property(lambda self: App(self))
    sheets = property(lambda self: Sheets(self))
    names = property(lambda self: Names(self))

    def queue(
        self, func: str, args: list[Any], position: int | None = None, area: Area | None = None, values: Any = None
    ) -> None:
        box = dict.fromkeys(("start_row", "start_column", "row_count", "column_count"))
        if area:
            box = {
                "start_row": area.first_row - 1,
                "start_column": area.first_column - 1,
                "row_count": area.last_row - area.first_row + 1,
                "column_count": area.last_column - area.first_column + 1,
            }
        self.actions.append({"func": func, "args": args, "values": values, "sheet_position": position, **box})

    def activate(self) -> None:
        """It is the only one."""

    async def flush(self) -> None:
        actions, self.actions = self.actions, []
        if not actions:
            return
        try:
            self.pane.run_actions(actions)
        except Exception:
            self._renew(self.pane.get_book_data({"lazy": True}))
            raise

    async def load(self, values: bool | None = None) -> None:
        assert values is False, "all the values of the workbook again are more than anybody needs"
        await self.flush()
        self._renew(self.pane.get_book_data({"lazy": True}))

    def _renew(self, document: dict[str, Any]) -> None:
        kept = {sheet["name"]: sheet["values"] for sheet in self.document["sheets"]}
        for sheet in document["sheets"]:
            sheet["values"] = kept.get(sheet["name"], [[]])
        self.document.clear()
        self.document.update(document)


class Sheets(base_classes.Sheets):
    def __init__(self, book: Book) -> None:
        self.book = book

    api = property(lambda self: self.book.document["sheets"])
    active = property(lambda self: Sheet(self.book, self.book.document["book"]["active_sheet_index"]))

    def __len__(self) -> int:
        return len(self.api)

    def __iter__(self) -> Iterator[Sheet]:
        return (Sheet(self.book, position) for position in range(len(self.api)))

    def __call__(self, key: Any) -> Sheet:
        titles = [sheet["name"].casefold() for sheet in self.api]
        return Sheet(self.book, key - 1 if isinstance(key, int) else titles.index(key.casefold()))

    def add(self, before: Any = None, after: Any = None, name: str | None = None) -> Sheet:
        assert after is not None and name
        position = after.position + 1
        self.api.insert(position, {"name": name, "visibility": "Visible", "values": [[]], "tables": []})
        self.book.queue("addSheet", [position, name])
        self.book.document["book"]["active_sheet_index"] = position
        return Sheet(self.book, position)


class Sheet(base_classes.Sheet):
    def __init__(self, book: Book, position: int) -> None:
        self._book, self.position = book, position
        self._api = book.document["sheets"][position]

    api = property(lambda self: self._api)
    book = property(lambda self: self._book)
    name = property(lambda self: self._api["name"])
    tables = property(lambda self: Tables(self))
    visible = property(lambda self: self._api["visibility"] == "Visible")
    used_range = property(lambda self: self.range(self._api["used_range_address"] or "A1"))

    def range(self, first: Any, last: Any = None) -> Range:
        if isinstance(first, str):
            return Range(self, Area.parse(first.replace("$", "")))
        last = last or first
        if isinstance(first, Range):
            return Range(self, replace(first.area, last_row=last.area.last_row, last_column=last.area.last_column))
        return Range(self, Area(first[0], first[1], last[0], last[1]))

    def queue(self, func: str, args: list[Any], area: Area | None = None, values: Any = None) -> None:
        self._book.queue(func, args, self.position, area, values)

    def activate(self) -> None:
        self._book.document["book"]["active_sheet_index"] = self.position
        self._book.queue("activateSheet", [self.position])

    def delete(self) -> None:
        del self._book.document["sheets"][self.position]
        self.queue("sheetDelete", [])


class Range(base_classes.Range):
    def __init__(self, sheet: Sheet, area: Area) -> None:
        self.sheet, self.area, self.options = sheet, area, None

    row = property(lambda self: self.area.first_row)
    column = property(lambda self: self.area.first_column)
    address = property(lambda self: address(self.area))
    font = property(lambda self: Font(self))

    @property
    def shape(self) -> tuple[int, int]:
        a = self.area
        return a.last_row - a.first_row + 1, a.last_column - a.first_column + 1

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, row: int, column: int | None = None) -> Range:
        if column is None:
            row, column = (row - 1) // self.shape[1] + 1, (row - 1) % self.shape[1] + 1
        row, column = self.row + row - 1, self.column + column - 1
        return Range(self.sheet, Area(row, column, row, column))

    @property
    def api(self) -> list[list[Any]]:
        a, rows = self.area, self.sheet.api["values"]
        columns = range(a.first_column - 1, a.last_column)
        grid = [rows[number] if number < len(rows) else [] for number in range(a.first_row - 1, a.last_row)]
        return [[row[column] if column < len(row) else None for column in columns] for row in grid]

    def _write(self, rows: Any) -> None:
        height, width = self.shape
        self._queue("setValues", [], rows if isinstance(rows, list) else [[rows] * width for _ in range(height)])

    raw_value = property(lambda self: self.api, _write)

    def _queue(self, func: str, args: list[Any], values: Any = None) -> None:
        self.sheet.queue(func, args, self.area, values)

    def _no_reading(self) -> Any:
        raise NotImplementedError("it cannot be read without awaiting it")

    formula = property(_no_reading, lambda self, rows: self._queue("setFormula", [], rows))
    number_format = property(_no_reading, lambda self, code: self._queue("setNumberFormat", [code]))
    column_width = property(_no_reading, lambda self, width: self._queue("setColumnWidth", [width]))

    def clear_contents(self) -> None:
        self._queue("rangeClearContents", [])

    def select(self) -> None:
        self._queue("rangeSelect", [])

    async def get_formula(self) -> Any:
        book = self.sheet.book
        await book.flush()
        return book.pane.get_range_data(self.sheet.name, self.address, ["formulas"])["formulas"]

    def get_async_pipeline_overrides(self, options: Any) -> dict[Any, Any]:
        return {ReadValueFromRangeStage: _FromExcel()}


class _FromExcel:
    """Reads what stands in Excel now, after what is queued."""

    async def __call__(self, context: Any) -> None:
        book = context.range.sheet.book.impl
        await book.flush()
        context.value = book.pane.get_range_values(context.range.sheet.name, context.range.address)


class Font(base_classes.Font):
    def __init__(self, area: Range) -> None:
        self._area = area

    bold = property(lambda self: None, lambda self, on: self._area._queue("setFontProperty", ["bold", on]))


class Tables(base_classes.Tables):
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    api = property(lambda self: self.sheet.api["tables"])

    def __iter__(self) -> Iterator[Table]:
        return (Table(self.sheet, number) for number in range(len(self.api)))

    def __len__(self) -> int:
        return len(self.api)

    def add(self, *, source: Any, has_headers: bool, name: str, table_style_name: str, **_: Any) -> Table:
        self.sheet.queue("addTable", [source.address, has_headers, table_style_name, name])
        said = {"name": name, "range_address": source.address, "show_totals": False, "show_headers": True}
        self.api.append(said)
        return Table(self.sheet, len(self.api) - 1)


class Table(base_classes.Table):
    def __init__(self, sheet: Sheet, number: int) -> None:
        self.sheet, self.number = sheet, number
        self._api = sheet.api["tables"][number]

    api = property(lambda self: self._api)
    name = property(lambda self: self._api["name"])
    range = property(lambda self: self.sheet.range(self._api["range_address"]))
    show_totals = property(lambda self: self._api["show_totals"])
    show_headers = property(lambda self: self._api["show_headers"])

    def resize(self, area: Any) -> None:
        self.sheet.queue("resizeTable", [self.number, area.address])


class Names(base_classes.Names):
    def __init__(self, book: Book) -> None:
        self.book = book

    def snapshot(self) -> list[tuple[str, Name]]:
        return [(one["name"], Name(one)) for one in self.book.document["names"]]


class Name(base_classes.Name):
    def __init__(self, said: dict[str, Any]) -> None:
        self._said = said

    name = property(lambda self: self._said["name"])
    refers_to = property(lambda self: self._said["refers_to"])

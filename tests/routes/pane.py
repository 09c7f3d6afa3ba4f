"""A stand-in for the pane: what xlwings Lite's page does for Python, over the stand-in of Excel in `stand_in_com`.

Built to the open contract: a document of the workbook goes in, actions come out, a few questions are answered. It is
strict: an action or a question that it does not know, or that has another shape, raises. It is asked from Python by
`lite_engine`, and from JavaScript's side by the real engine (`tests/lite/pane.mjs`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from outcomes_xl.model import Area
from outcomes_xl.model.cell_refs import column_letters
from tests.routes import remote_engine
from tests.routes import stand_in_com as com

ACTION = frozenset(
    {"func", "args", "values", "sheet_position", "start_row", "start_column", "row_count", "column_count"}
)
DAY_FIRST = datetime(1899, 12, 30)


class AccessDenied(Exception):
    """What Office.js says of a protected sheet."""


class PaneClosed(BaseException):
    """The officer has closed the pane: nothing after this runs."""


class Pane:
    """A workbook open in Excel, and the page in its task pane.

    ``closes_after`` is how many actions are still done before the officer closes the pane; ``old_client`` reads long
    texts with a T and a number at their end as days, as earlier ones did; ``days_are_numbers`` tells no day from its
    number when it is asked; ``from_1904`` is a workbook that counts its days from that year. ``meanwhile`` is done by
    somebody else between Python's job and its writing.
    """

    def __init__(self, workbook: com.Workbook, names: dict[str, str] | None = None) -> None:
        self.workbook, self.names = workbook, names or {}
        self.alerts: list[tuple[str, str]] = []
        self.done: list[str] = []
        self.flushes = self.questions = 0
        self.closes_after: int | None = None
        self.old_client = self.days_are_numbers = self.from_1904 = False
        self.meanwhile: Callable[[], None] | None = None

    # What the page hands over ----------------------------------------------------------------------------------------

    def handed_over(self, include: Collection[str] = (), exclude: Collection[str] = (), lazy: bool = False) -> Any:
        """Return the document of the workbook; of sheets that are not sent there is the name, and no cell."""
        document = remote_engine.snapshot(self.workbook)
        for sheet in document["sheets"]:
            if lazy or sheet["name"] in exclude or (include and sheet["name"] not in include):
                sheet["values"] = [[]]
            if sheet["name"] in exclude or (include and sheet["name"] not in include):
                sheet["tables"] = []
        document["names"] = [
            {"name": name, "refers_to": f"={text}", "sheet_index": None, "address": None, "book_scope": True}
            for name, text in self.names.items()
        ]
        return json.loads(json.dumps(document, allow_nan=False))

    def get_book_data(self, options: dict[str, Any]) -> Any:
        """Answer what Book.load asks; this is the first thing asked after a job, so what happens meanwhile is now."""
        assert options.keys() <= {"lazy", "include"}, options
        self.questions += 1
        if self.meanwhile:
            somebody_else, self.meanwhile = self.meanwhile, None
            somebody_else()
        return self.handed_over([options["include"]] if "include" in options else (), lazy=options.get("lazy", False))

    def get_range_values(self, sheet: str, address: str) -> list[list[Any]]:
        self.questions += 1
        area = self._range(sheet, address)
        cells = [[area.sheet.cells.get(place, com.Cell()) for place in row] for row in area.places()]
        if self.days_are_numbers:
            return [["" if one.value is None else one.value for one in row] for row in cells]
        if self.from_1904:
            return [[_four_years_early(remote_engine.shown(one)) for one in row] for row in cells]
        return [[remote_engine.shown(one) for one in row] for row in cells]

    def get_range_data(self, sheet: str, address: str, keys: list[str]) -> dict[str, Any]:
        self.questions += 1
        assert keys == ["formulas"], keys
        area = self._range(sheet, address)
        return {"formulas": [[_formula(area.sheet.cells.get(place, com.Cell())) for place in r] for r in area.places()]}

    def _range(self, sheet: str, address: str) -> com.Range:
        named = next(one for one in self.workbook.sheets if one.title == sheet)
        return com.Range(named, Area.parse(address.replace("$", "")))

    # What Python asks for --------------------------------------------------------------------------------------------

    def run_actions(self, actions: Iterable[dict[str, Any]]) -> None:
        """Do what Python queued, in order: an action that Excel refuses ends it, and those before it stay done."""
        self.flushes += 1
        for action in json.loads(json.dumps(list(actions), allow_nan=False)):
            if self.closes_after is not None:
                self.closes_after -= 1
                if self.closes_after < 0:
                    raise PaneClosed
            self._run(action)
            self.done.append(action["func"])

    def _run(self, action: dict[str, Any]) -> None:
        assert action.keys() == ACTION, action
        if action["func"] == "alert":
            prompt, _, buttons, mode, callback = action["args"]
            assert buttons == "ok" and mode in ("info", "critical") and callback == "", action
            self.alerts.append((mode, prompt))
            return
        if action["func"] == "setValues":
            rows, height, width = action["values"], action["row_count"], action["column_count"]
            assert len(rows) == height and all(len(row) == width for row in rows), action
            assert all(isinstance(one, str | int | float | bool) for row in rows for one in row), action
            if self.old_client:
                action["values"] = [[_read_as_a_day(one) for one in row] for row in rows]
        try:
            remote_engine.perform(self.workbook, action)
        except com.ComError as refused:
            raise AccessDenied("AccessDenied: You cannot perform the requested operation.") from refused

    # For tests -------------------------------------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """Return all that stands in the workbook, as JSON: to compare it, or to open it again elsewhere."""
        return {
            "name": self.workbook.title,
            "names": self.names,
            "sheets": [
                {
                    "title": sheet.title,
                    "visible": sheet.Visible,
                    "protected": sheet.protected,
                    "cells": [[*place, cell.value, cell.formula, cell.form] for place, cell in sheet.cells.items()],
                    "tables": [
                        [table.title, str(table.area), table.totals, [[*pair] for pair in table.calculated.items()]]
                        for table in sheet.tables
                    ],
                }
                for sheet in self.workbook.sheets
            ],
        }

    @classmethod
    def of(cls, state: dict[str, Any]) -> Pane:
        """Return a pane beside a workbook with this state."""
        workbook = com.Workbook(com.Application(), state["name"])
        for said in state["sheets"]:
            sheet = workbook.sheet(said["title"])
            sheet.Visible, sheet.protected = said["visible"], said["protected"]
            for row, column, value, formula, form in said["cells"]:
                whole = isinstance(value, int) and not isinstance(value, bool)  # JSON on its way says 3 for 3.0
                sheet.cells[row, column] = com.Cell(float(value) if whole else value, formula, form)
            for title, address, totals, calculated in said["tables"]:
                sheet.table(title, address, totals).calculated.update((column, text) for column, text in calculated)
        return cls(workbook, state["names"])


def _formula(cell: com.Cell) -> Any:
    return cell.formula or ("" if cell.value is None else cell.value)


def _four_years_early(told: Any) -> Any:
    """Return a day as the page tells it where it is counted from 1904: its number, taken for one from 1900."""
    if isinstance(told, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", told):
        moment = datetime.fromisoformat(told[:-1]) - timedelta(days=1_462)
        return moment.isoformat(timespec="milliseconds") + "Z"
    return told


def _read_as_a_day(value: Any) -> Any:
    """Return what JavaScript's Date.parse makes of a long text with a T: a month, where a number ends it."""
    if isinstance(value, str) and len(value) > 18 and "T" in value and (found := re.search(r"\D (\d{1,2})$", value)):
        return (DAY_FIRST + timedelta(days=int(found[1]))).strftime("%d/%m/%Y") if int(found[1]) <= 12 else value
    return value


def address(area: Area) -> str:
    """Return an area as the page writes it, with dollars."""
    first = f"${column_letters(area.first_column)}${area.first_row}"
    last = f"${column_letters(area.last_column)}${area.last_row}"
    return first if first == last else f"{first}:{last}"

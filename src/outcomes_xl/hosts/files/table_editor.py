"""Excel tables that gain rows at their end, or lose the rows they gained. No row of the sheet is ever moved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from outcomes_xl.hosts.files.new_rows import NewColumn
from outcomes_xl.hosts.files.safe_xml import XM, Element, name, namespace
from outcomes_xl.hosts.files.sheet_editor import SheetEditor
from outcomes_xl.model import AppendRows, Area, RemoveRows
from outcomes_xl.model.cannot_use import CannotEdit

_OF_ANOTHER_CELL = re.compile(r"(?<![A-Za-z0-9_.\[])\$?[A-Za-z]{1,3}\$?[1-9][0-9]*(?![A-Za-z0-9_(.\[])")
_IN_BRACKETS = re.compile(r"\"[^\"]*\"|'[^']*'|\[(?:'.|[^\[\]])*\]")


@dataclass
class TableEditor:
    """An Excel table's own part, while it is being edited."""

    part: str
    root: Element
    sheet: SheetEditor
    changed: bool = False

    @property
    def area(self) -> Area:
        return Area.parse(self.root.get("ref"))

    @property
    def columns(self) -> range:
        return range(self.area.first_column, self.area.last_column + 1)

    @property
    def called(self) -> str:
        return f"The table {self.root.get('displayName')} on “{self.sheet.sheet.name}”"

    def append(self, change: AppendRows, others: Iterable[TableEditor]) -> None:
        """Put rows right under the table and let it take them in. Raises CannotEdit."""
        self._is_ours()
        last, new_last = self.area.last_row, self.area.last_row + len(change.rows)
        taken = replace(self.area, first_row=change.at, last_row=new_last)
        self._is_free(taken, others)
        formulas = self._column_formulas()
        look = self.sheet.row_look(last)
        styles = self.sheet.styles_of(last, self.columns)
        columns = [NewColumn(column, styles.get(column), formulas.get(column, "")) for column in self.columns]
        places = list(_sqrefs(self.sheet.root))  # before the rows are there, which may be thousands to look through
        self.sheet.add_rows(change.at, columns, change.rows, look)
        self._set_last_row(new_last)
        self._follow(places, _stretched(last, new_last, self.columns), taken)

    def remove(self, change: RemoveRows) -> None:
        """Take the table's last rows away. Raises CannotEdit."""
        self._is_ours()
        last, new_last = self.area.last_row, change.at - 1
        for number in range(last, new_last, -1):
            for column in self.columns:
                self.sheet.remove_cell(number, column)
        self._set_last_row(new_last)
        self._follow(list(_sqrefs(self.sheet.root)), _shrunk(last, new_last, self.columns), None)

    def _is_ours(self) -> None:
        if self.root.get("tableType") in ("queryTable", "xml"):
            raise CannotEdit(f"{self.called} is filled by a query.", "Change the query in Excel.")

    def _is_free(self, area: Area, others: Iterable[TableEditor]) -> None:
        in_the_way = [*self.sheet.sheet.merges, *(other.area for other in others if other is not self)]
        for other in in_the_way:
            if area.meets(other):
                raise CannotEdit(
                    f"{self.called} needs the cells {area}, but another table or a merged block is there ({other}).",
                    "Move it and try again.",
                )

    def _column_formulas(self) -> dict[int, str]:
        """Return the formulas of the columns Excel fills by itself, by column."""
        ns = namespace(self.root)
        formulas = {}
        for column, element in zip(self.columns, self.root.iter(ns + "tableColumn"), strict=False):
            formula = element.find(ns + "calculatedColumnFormula")
            if formula is None or not formula.text:
                continue
            if formula.get("array") or _OF_ANOTHER_CELL.search(_IN_BRACKETS.sub("", formula.text)):
                raise CannotEdit(
                    f"{self.called} has a formula in “{element.get('name')}” that points at single cells.",
                    "Write it with column names, such as [@Status], and try again.",
                )
            formulas[column] = formula.text
        return formulas

    def _set_last_row(self, last: int) -> None:
        self.changed = True
        self.root.set("ref", str(replace(self.area, last_row=last)))
        own_filter = self.root.find(namespace(self.root) + "autoFilter")
        if own_filter is None or not own_filter.get("ref"):
            return
        try:
            area = Area.parse(own_filter.get("ref"))
        except ValueError:
            raise CannotEdit(
                f"{self.called} has a filter over cells that Excel does not have.",
                "Switch the filter off in Excel (Data, Filter), save, and try again.",
            ) from None
        own_filter.set("ref", str(replace(area, last_row=last)))

    def _follow(self, places: list[_Sqref], move: Callable[[list[Area]], list[Area]], taken: Area | None) -> None:
        """Let drop-downs, conditional formats and ignored errors that reach the table's last row follow it."""
        dropdowns = [place for place in places if place.is_dropdown]
        for place in places:
            areas = place.areas()
            moved = move(areas)
            if not areas or moved == areas or not moved:
                continue
            if place.is_dropdown and taken and _has_a_rival(place, dropdowns, taken, moved):
                continue
            place.write(moved)


@dataclass(frozen=True)
class _Sqref:
    """A list of areas something on the sheet applies to: an attribute, or in Excel 2010's extensions a text."""

    element: Element
    as_text: bool
    is_dropdown: bool

    def areas(self) -> list[Area]:
        text = self.element.text if self.as_text else self.element.get("sqref")
        try:
            return [Area.parse(piece) for piece in (text or "").split()]
        except ValueError:
            return []  # whole columns and the like need no following

    def write(self, areas: list[Area]) -> None:
        text = " ".join(str(area) for area in areas)
        if self.as_text:
            self.element.text = text
        else:
            self.element.set("sqref", text)


def _sqrefs(root: Element) -> Iterator[_Sqref]:
    ns = namespace(root)
    for tag in ("dataValidation", "conditionalFormatting", "ignoredError"):
        for element in root.iter(ns + tag):
            yield _Sqref(element, False, tag == "dataValidation")
    for element in root.iter(XM + "sqref"):
        of = name(element.getparent())
        if of in ("dataValidation", "conditionalFormatting"):
            yield _Sqref(element, True, of == "dataValidation")


def _has_a_rival(place: _Sqref, dropdowns: Iterable[_Sqref], taken: Area, moved: list[Area]) -> bool:
    """Whether another drop-down is in the new rows already. It stays: one cell cannot have two."""
    rivals = (area for other in dropdowns if other is not place for area in other.areas())
    return any(rival.meets(taken) and any(rival.meets(area) for area in moved) for rival in rivals)


def _stretched(last: int, new_last: int, columns: range) -> Callable[[list[Area]], list[Area]]:
    def move(areas: list[Area]) -> list[Area]:
        moved, beside = [], []
        for area in areas:
            first, final = max(area.first_column, columns[0]), min(area.last_column, columns[-1])
            reaches = area.first_row <= last <= area.last_row < new_last and first <= final
            if reaches and (first, final) == (area.first_column, area.last_column):
                area = replace(area, last_row=new_last)
            elif reaches:
                beside.append(Area(area.last_row + 1, first, new_last, final))
            moved.append(area)
        return moved + beside

    return move


def _shrunk(last: int, new_last: int, columns: range) -> Callable[[list[Area]], list[Area]]:
    def move(areas: list[Area]) -> list[Area]:
        moved = []
        for area in areas:
            within = columns[0] <= area.first_column and area.last_column <= columns[-1]
            if within and area.last_row == last and area.last_row > new_last:
                if area.first_row > new_last:
                    continue
                area = replace(area, last_row=new_last)
            moved.append(area)
        return moved

    return move

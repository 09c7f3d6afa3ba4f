"""Where everything on our sheets goes: the tables by field, and what was typed beside them one cell at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property

from outcomes_xl.carry.carried_tables import CarriedTable, CarriedWhole
from outcomes_xl.carry.cell_moves import SheetMoves
from outcomes_xl.carry.row_account import CARRIED, USED, CellAccount
from outcomes_xl.carry.same_cells import same_cells_of_tables
from outcomes_xl.formulas.formula_parser import NotWorkedOut, relative
from outcomes_xl.formulas.known_formulas import known_formulas
from outcomes_xl.model import Area, Book, CellRef, Sheet
from outcomes_xl.model.cell_values import same
from outcomes_xl.model.patches import Place
from outcomes_xl.reading.known_words import words_beside
from outcomes_xl.reading.layouts import Layout, Owner
from outcomes_xl.reading.read_tables import Reading

OURS = "the tool's own words, written anew"
WORKED_OUT = "a formula of the tool's, worked out anew"


@dataclass
class WorkbookMoves:
    """The moves of each sheet of ours by its name; which cells are copied whole, and the account of every cell."""

    sheets: dict[str, SheetMoves] = field(default_factory=dict)
    whole: dict[str, dict[Place, Place]] = field(default_factory=dict)
    accounts: list[CellAccount] = field(default_factory=list)


def workbook_moves(
    book: Book, made: CarriedWhole, new: Book, read_new: Reading, comments: Mapping[str, Iterable[Place]]
) -> WorkbookMoves:
    """Return where the cells of ``book`` go in ``new``, which was built for it. ``comments`` are places of comments."""
    found = WorkbookMoves()
    for key, name in made.sheets.items():
        owners = {column.field: column.owner for column in made.layout.sheet(key).columns}
        one = _Sheet(key, book.sheets[name], new.sheets[name], _areas(new, name), owners, book.uses_1904_dates)
        carried = made.tables.get(key)
        one.moves = _table_moves(carried, made, read_new, new) if carried else SheetMoves(name)
        one.same_cell = same_cells_of_tables(book, name, new, made.layout)
        one.place_the_rest(comments.get(name, ()))
        found.sheets[name], found.whole[name] = one.moves, one.whole
        found.accounts += one.accounts(_worked_out(carried, made.layout), carried)
        found.accounts += [_of_a_comment(name, place, one.moves) for place in sorted(comments.get(name, ()))]
    return found


def _of_a_comment(name: str, place: Place, moves: SheetMoves) -> CellAccount:
    to = moves.place(*place) or place
    return CellAccount(name, _a1(place), "comment", CARRIED, name, _a1(to))


def _areas(new: Book, name: str) -> list[Area]:
    return [table.area for table in new.tables.values() if table.sheet == name]


def _worked_out(carried: CarriedTable | None, plan: Layout) -> frozenset[str]:
    if carried is None:
        return frozenset()
    return frozenset(column.field for column in plan.sheet(carried.key).columns if column.kind == "formula")


def _table_moves(carried: CarriedTable, made: CarriedWhole, read_new: Reading, new: Book) -> SheetMoves:
    shape = made.layout.sheet(carried.key)
    place = new.tables[shape.table or ""]
    table = read_new.tables[carried.key]
    at = {heading: column for column, heading in enumerate(place.headings, place.area.first_column)}
    heading_of = {column.field: column.heading for column in shape.columns}
    columns = {column: at[heading_of[name]] for column, name in carried.fields.items() if name in heading_of}
    first = carried.place.area.first_row
    rows = {first: place.area.first_row}
    rows |= {row: place.first_data_row + number for row, number in carried.entry_of.items()}
    headings = {
        heading: heading_of.get(carried.fields.get(column, ""), "")
        for column, heading in enumerate(carried.place.headings, carried.place.area.first_column)
    }
    area = carried.place.area
    if carried.place.has_totals:
        area = Area(area.first_row, area.first_column, area.last_row - 1, area.last_column)
    return SheetMoves(
        carried.place.sheet,
        area,
        place.area.first_row,
        place.area.last_row,
        place.area.last_column,
        columns,
        rows,
        {},
        headings,
        carried.place.name,
        table.name,
    )


class _Sheet:
    """One sheet while its cells are placed."""

    def __init__(
        self, key: str, old: Sheet, new: Sheet, areas: list[Area], owners: Mapping[str, Owner], from_1904: bool
    ) -> None:
        self.from_1904 = from_1904
        self.key, self.old, self.new, self.areas, self.owners = key, old, new, areas, owners
        self.moves = SheetMoves(old.name)
        self.whole: dict[Place, Place] = {}
        self.same_cell: Mapping[Place, Place | None] = {}
        self.taken: set[Place] = set()
        self.right = max((column for cells in new.rows.values() for column in cells), default=0)
        self.right = max([self.right, *(area.last_column for area in areas)])

    def place_the_rest(self, comments: Iterable[Place]) -> None:
        """Find a place for everything typed outside the table, and for comments; note which cells are copied whole."""
        alike = self._formulas_of_ours()
        for place in sorted(self._filled(), key=self._has_no_row):
            if self._in_table(place):
                continue
            if self.is_ours(place):
                if to := alike.get(place):
                    self.moves.cells[place] = to
                continue
            to = self._free(place)
            self.taken.add(to)
            self.moves.cells[place] = self.whole[place] = to
        for place in sorted(sorted(comments), key=self._has_no_row):
            if self.moves.place(*place) is None:
                stays = place not in self.taken and place not in self.moves.cells.values()
                to = place if stays else self._free(place)
                self.taken.add(to)
                self.moves.cells[place] = to

    def _has_no_row(self, place: Place) -> bool:
        """Whether a place beside the table is in a row that comes along no more: what does come along goes first."""
        area, row = self.moves.area, place[0]
        return area is not None and area.first_row < row <= area.last_row and self.moves.row(row) is None

    def _filled(self) -> list[Place]:
        return sorted(
            {(row, column) for row, cells in self.old.rows.items() for column in cells} | set(self.old.formulas)
        )

    def _in_table(self, place: Place) -> bool:
        return self.moves.area is not None and place in self.moves.area

    def is_ours(self, place: Place) -> bool:
        """Tell whether a cell outside the table holds what our templates wrote there."""
        if formula := self.old.formulas.get(place):
            return _is_known(formula, place)
        above = self.moves.area is None or place[0] < self.moves.area.first_row
        below = self._list_below is not None and place[0] >= self._list_below
        return (above or below) and self.old.value(*place) in words_beside(self.key)

    @cached_property
    def _list_below(self) -> int | None:
        """The row from which words of ours stand below the table as well, where both workbooks have them there."""
        if self.moves.area is None:
            return None
        first = min((row for row in self.new.rows if row > self.moves.last_row), default=0)
        says = {text for text in self.new.row(first).values() if isinstance(text, str)} if first else set()
        rows = (row for row in sorted(self.old.rows) if row > self.moves.area.last_row)
        return next((row for row in rows if says & {*map(str, self.old.row(row).values())}), None)

    def _formulas_of_ours(self) -> dict[Place, Place]:
        """Return where a formula of ours, or the title, stands now, where just one cell says the same."""
        where: dict[str, list[Place]] = {}
        for place, formula in self.new.formulas.items():
            where.setdefault(_text_of(formula, place), []).append(place)
        found = {(1, 1): (1, 1)}
        for place, formula in self.old.formulas.items():
            if place in self.same_cell:
                if to := self.same_cell[place]:
                    found[place] = to
                continue
            same_text = where.get(_text_of(formula, place), [])
            if len(same_text) == 1:
                found[place] = same_text[0]
        return found

    def _free(self, place: Place) -> Place:
        """Return a free place as like the old one as there is: the same column and row, or right of everything."""
        row, column = place
        new_row = self.moves.row(row) if self.moves.area else row
        new_row = new_row or row
        if self.moves.area and row < self.moves.area.first_row:
            new_row = min(row, self.moves.heading_row - 1)
            wanted: int | None = column
        else:
            wanted = self.moves.column(column) if self.moves.area else column
        if wanted is not None and self._is_free((new_row, wanted)):
            return new_row, wanted
        new_column = self.right + 2
        while not self._is_free((new_row, new_column)):
            new_column += 1
        return new_row, new_column

    def _is_free(self, place: Place) -> bool:
        if place in self.taken or self.new.value(*place) is not None or place in self.new.formulas:
            return False
        return not any(place in area for area in self.areas)

    # Accounts ------------------------------------------------------------------------------------------------------

    def accounts(self, worked_out: frozenset[str], carried: CarriedTable | None) -> list[CellAccount]:
        return [self._account(place, worked_out, carried) for place in self._filled()]

    def _account(self, place: Place, worked_out: frozenset[str], carried: CarriedTable | None) -> CellAccount:
        name, cell = self.old.name, _a1(place)
        to = self.moves.place(*place)
        if not self._in_table(place) or carried is None:
            if place in self.whole:
                return CellAccount(name, cell, "cell", CARRIED, name, _a1(self.whole[place]))
            why = WORKED_OUT if place in self.old.formulas else OURS
            return CellAccount(name, cell, "cell", USED, name if to else "", _a1(to) if to else "", why)
        if self.moves.area and place[0] == self.moves.area.first_row:
            kept = to is not None and same(self.new.value(*to), self.old.value(*place))
            why = "" if kept else "the heading the column has in the new layout"
            return CellAccount(name, cell, "cell", CARRIED if kept else USED, name, _a1(to) if to else "", why)
        field_ = carried.fields.get(place[1])
        if field_ is None or field_ in worked_out or to is None:
            why = WORKED_OUT if field_ in worked_out else "the tool's own, which the new layout has no more"
            return CellAccount(name, cell, "cell", USED, "", "", why)
        owner = self.owners.get(field_)
        if owner is Owner.TEMPLATE and not same(self.new.value(*to), self.old.value(*place)):
            return CellAccount(name, cell, "cell", USED, name, _a1(to), OURS)
        formula, value = place in self.old.formulas, self.old.value(*place)
        # A new workbook counts its days from 1900; where hers does from 1904, a day keeps the number it has.
        of_1904 = self.from_1904 and isinstance(value, (date, time))
        if formula or of_1904 or field_.startswith("own_") or not same(self.new.value(*to), value):
            self.whole[place] = to
        return CellAccount(name, cell, "cell", CARRIED, name, _a1(to))


def _is_known(formula: str, place: Place) -> bool:
    return _text_of(formula, place) in known_formulas()


def _text_of(formula: str, place: Place) -> str:
    try:
        return relative(formula, *place)
    except NotWorkedOut:
        return formula


def _a1(place: Place) -> str:
    return CellRef("", *place).a1

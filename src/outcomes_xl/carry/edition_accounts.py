"""The accounts of a workbook carried to another edition, and the count at the end that must come out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from outcomes_xl.carry.carried_tables import CarriedWhole
from outcomes_xl.carry.edition_notes import CELL, COMMENT, NOT_CARRIED_KEY, EditionNotes, Spot
from outcomes_xl.carry.row_account import ASKED, CARRIED, NOT_CARRIED, USED, CellAccount
from outcomes_xl.carry.workbook_moves import WorkbookMoves
from outcomes_xl.model import Book, CellRef, SetCell, Value
from outcomes_xl.model.cannot_use import CannotEdit
from outcomes_xl.model.cell_refs import split_a1
from outcomes_xl.model.cell_values import same
from outcomes_xl.model.patches import Place
from outcomes_xl.reading.layouts import Owner
from outcomes_xl.reading.read_tables import Reading

Rows = Mapping[str, int]
"""By layout key the number of the first row of its table."""


class EditionAccounts:
    """What became of the cells that another edition makes a difference to."""

    def __init__(self, notes: EditionNotes, made: CarriedWhole, new: Book, read_new: Reading) -> None:
        self.notes, self.new = notes, new
        self.beside: dict[Spot, SetCell] = {}
        """What stands beside a table again, by the place on Not carried where it was."""
        self._columns = {key: table.columns for key, table in read_new.tables.items()}
        self._sheets = {key: table.sheet for key, table in read_new.tables.items()}
        self._first = {key: new.tables[table.name].first_data_row for key, table in read_new.tables.items()}
        self._own = {key: {c.field: c.heading for c in made.layout.sheet(key).columns} for key in read_new.tables}
        self._headings = {key: new.tables[table.name] for key, table in read_new.tables.items()}
        self._left = {(one.spot, one.what): at for at, one in enumerate(notes.left, notes.first_left)}
        self._asked = {one.spot for one in notes.questions if one.spot}

    @property
    def comments(self) -> dict[str, dict[Place, str]]:
        """The comments that are in their place again, by sheet of the new workbook."""
        found: dict[str, dict[Place, str]] = defaultdict(dict)
        for key, entry, where, text in self.notes.comments:
            column = where if isinstance(where, int) else split_a1(self._cell(key, entry, where)[1])[1]
            place = (self._first[key] + entry, column)
            found[self._sheets[key]][place] = (
                f"{said}\n{text}" if (said := found[self._sheets[key]].get(place)) else text
            )
        return found

    def settle(self, moves: WorkbookMoves) -> None:
        """Give each of those cells its account, and copy none of them whole."""
        self._place_beside(moves)
        for sheet, place in [(one[0], one[1:]) for one in self._concerned()]:
            moves.whole.get(sheet, {}).pop(place, None)
        moves.accounts = [self._of(one) for one in moves.accounts]
        there = {(one.sheet, one.cell, one.kind) for one in moves.accounts}
        for one in self.notes.left:
            if one.what == COMMENT and (one.spot[0], CellRef("", *one.spot[1:]).a1, COMMENT) not in there:
                moves.accounts.append(self._of(CellAccount(one.spot[0], CellRef("", *one.spot[1:]).a1, COMMENT, "")))

    def _place_beside(self, moves: WorkbookMoves) -> None:
        """Find a free cell for what stands beside a table again: in its column, or the next that is free."""
        taken = {(sheet, *to) for sheet, places in moves.whole.items() for to in places.values()}
        for spot, (key, entry, column, value) in self.notes.beside.items():
            sheet, row = self.new.sheets[self._sheets[key]], self._first[key] + entry
            column = max(column, self._headings[key].area.last_column + 1)
            while (sheet.name, row, column) in taken or sheet.value(row, column) is not None:
                column += 1
            taken.add((sheet.name, row, column))
            self.beside[spot] = SetCell(CellRef(sheet.name, row, column), None, value, "it is back in its place")

    def _concerned(self) -> Iterable[Spot]:
        return {
            *self.notes.ours,
            *self.notes.joined,
            *self.notes.renamed,
            *self._asked,
            *(spot for spot, _ in self._left),
        }

    def _of(self, one: CellAccount) -> CellAccount:
        spot = (one.sheet, *split_a1(one.cell))
        if (at := self._left.get((spot, one.kind))) is not None:
            why = self.notes.left[at - self.notes.first_left].why
            sheet, cell = self._cell(NOT_CARRIED_KEY, at, "value")
            return replace(one, became=NOT_CARRIED, to_sheet=sheet, to_cell=cell, reason=why)
        if one.kind == COMMENT:
            return one
        if spot in self._asked:
            return replace(
                one, became=ASKED, to_sheet=self._sheets["changes"], to_cell="", reason="two answers, one cell"
            )
        if back := self.beside.get(spot):
            return replace(one, became=CARRIED, to_sheet=back.cell.sheet, to_cell=back.cell.a1, reason=back.because)
        if spot in self.notes.joined:
            sheet, cell = self._cell(*self.notes.joined[spot])
            return replace(one, became=CARRIED, to_sheet=sheet, to_cell=cell, reason="to the row it belongs to here")
        if spot in self.notes.renamed:
            return replace(one, became=CARRIED, reason=f"this edition calls it “{self.notes.renamed[spot]}”")
        if spot in self.notes.ours:
            return replace(one, became=USED, to_sheet="", to_cell="", reason=self.notes.ours[spot])
        return one

    def words(self, accounts: Iterable[CellAccount]) -> dict[str, dict[Place, Value]]:
        """Return the words of this edition that stand in cells for what was chosen there, by sheet and place."""
        found: dict[str, dict[Place, Value]] = defaultdict(dict)
        for one in accounts:
            if one.kind != CELL or one.became != CARRIED:
                continue
            if (word := self.notes.renamed.get((one.sheet, *split_a1(one.cell)))) is not None:
                found[one.to_sheet][split_a1(one.to_cell)] = word
        return found

    def _cell(self, key: str, entry: int, name: str) -> tuple[str, str]:
        column = self._columns[key].get(name)
        if column is None:
            table = self._headings[key]
            column = table.area.first_column + table.headings.index(self._own[key][name])
        return self._sheets[key], CellRef("", self._first[key] + entry, column).a1

    def cell(self, key: str, entry: int, name: str) -> tuple[str, str]:
        """Return the sheet and the cell of a field of an entry in the new workbook."""
        return self._cell(key, entry, name)


def shared_places(accounts: Sequence[CellAccount]) -> frozenset[tuple[str, str]]:
    """Return the cells that more than one old cell may go to: those whose rows are one now and say the same."""
    return frozenset((one.to_sheet, one.to_cell) for one in accounts if one.reason == "to the row it belongs to here")


def officers_cells(made: CarriedWhole, old: Book) -> frozenset[tuple[str, str]]:
    """Return the cells of our tables, by sheet and address, in which an officer had typed what only she can say."""
    found: set[tuple[str, str]] = set()
    for key, table in made.tables.items():
        shape = made.layout.sheet(key)
        if shape.rows or key == "lists":  # settings and words, of which some are the tool's
            continue
        hers = {column.field for column in shape.columns if column.owner is Owner.OFFICER}
        sheet = old.sheets[table.place.sheet]
        for number in range(table.place.first_data_row, table.place.last_data_row + 1):
            cells = sheet.row(number)
            found |= {
                (sheet.name, CellRef("", number, at).a1)
                for at, name in table.fields.items()
                if name in hers and cells.get(at) is not None
            }
    return frozenset(found)


def prove_the_sum(
    old: Book,
    comments: Mapping[str, Iterable[object]],
    accounts: Sequence[CellAccount],
    new: Book,
    notes: EditionNotes,
    hers: frozenset[tuple[str, str]] = frozenset(),
) -> None:
    """Return when as many came out as went in, and what was left out stands where it is said to. Raises CannotEdit.

    Each cell of ``hers`` must be carried, asked about or left out: nothing an officer typed is the tool's to use up.
    """
    used = [one for one in accounts if one.kind == CELL and one.became == USED and (one.sheet, one.cell) in hers]
    if used:
        raise _does_not_hold(f"{used[0].sheet}, cell {used[0].cell} is yours, and would not be carried")
    accounts = [one for one in accounts if one.kind in (CELL, COMMENT)]
    filled = sum(_count(old, name) for name in old.sheets) + sum(len({*places}) for places in comments.values())
    became = Counter(one.became for one in accounts)
    if filled != sum(became[word] for word in (USED, CARRIED, ASKED, NOT_CARRIED)):
        raise _does_not_hold(f"{filled} cells and comments went in, and {sum(became.values())} are accounted for")
    left = {(one.spot, one.what): one for one in notes.left}
    if became[NOT_CARRIED] != len(left):
        raise _does_not_hold(f"{len(left)} should stand on Not carried, and {became[NOT_CARRIED]} do")
    if became[ASKED] != sum(one.spot is not None for one in notes.questions):
        raise _does_not_hold(f"{became[ASKED]} are asked about")
    for one in accounts:
        if one.became == NOT_CARRIED:
            stands = new.sheets[one.to_sheet].value(*split_a1(one.to_cell))
            if not same(stands, left[(one.sheet, *split_a1(one.cell)), one.kind].value):
                raise _does_not_hold(f"{one.sheet}, cell {one.cell} does not stand on Not carried")


def _count(book: Book, name: str) -> int:
    sheet = book.sheets[name]
    places = {(row, at) for row, cells in sheet.rows.items() for at, value in cells.items() if value is not None}
    return len(places | set(sheet.formulas))


def _does_not_hold(why: str) -> CannotEdit:
    return CannotEdit(
        f"The count of the carrying does not come out: {why}.", "Nothing was written. Tell the maintainers."
    )

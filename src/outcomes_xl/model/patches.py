"""A patch: what a job would change, cell by cell, each change knowing what it expects and why it wants to write.

A change of a new kind joins only when every host can make it. The kinds come in pairs, so a patch can be
inverted: setting a cell undoes itself, rows added are rows removed, a sheet added is a sheet removed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from outcomes_xl.model.book import Value
from outcomes_xl.model.cell_refs import Area, CellRef

Place = tuple[int, int]
"""A cell on a sheet that is known: its row and column, counted from 1."""


@dataclass(frozen=True, slots=True)
class _TableRows:
    """Rows at the end of an Excel table; each row has a value for every column of the table, in order.

    ``at`` is the Excel row of the first: for new ones, one below the table's last row as the job saw it.
    """

    table: str
    sheet: str
    at: int
    first_column: int
    rows: tuple[tuple[Value, ...], ...]
    because: str

    @property
    def area(self) -> Area:
        """Return the area the rows take."""
        width = max(len(row) for row in self.rows)
        return Area(self.at, self.first_column, self.at + len(self.rows) - 1, self.first_column + width - 1)

    def cells(self) -> Iterator[tuple[CellRef, Value]]:
        """Return every cell of the rows, and its value."""
        for number, row in enumerate(self.rows, self.at):
            for column, value in enumerate(row, self.first_column):
                yield CellRef(self.sheet, number, column), value


@dataclass(frozen=True, slots=True)
class SetCell:
    """Put ``after`` into a cell, if ``before`` still stands there.

    A host gives a date, a time or a number a format that shows it as such. ``shown_as`` is the number format the cell
    is to have again, where a change is taken back; "" leaves it to the host.
    """

    cell: CellRef
    before: Value
    after: Value
    because: str
    shown_as: str = ""

    kind = "set cell"

    def inverse(self) -> SetCell:
        return replace(self, before=self.after, after=self.before, because=f"undo: {self.because}", shown_as="")


@dataclass(frozen=True, slots=True)
class AppendRows(_TableRows):
    """Add rows at the end of an Excel table."""

    kind = "add rows"

    def inverse(self) -> RemoveRows:
        return RemoveRows(self.table, self.sheet, self.at, self.first_column, self.rows, f"undo: {self.because}")


@dataclass(frozen=True, slots=True)
class RemoveRows(_TableRows):
    """Take the last rows off an Excel table, if they still hold exactly ``rows``. The inverse of AppendRows."""

    kind = "remove rows"

    def inverse(self) -> AppendRows:
        return AppendRows(self.table, self.sheet, self.at, self.first_column, self.rows, f"undo: {self.because}")


HEADING_ROW = 4
"""Where the table of a new sheet begins, below its title and a sentence."""


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A plain sheet a job adds at the end: a title in A1, a sentence in A2, and one Excel table from row 4."""

    name: str
    title: str
    about: str
    table: str
    headings: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[Value, ...], ...]

    def cells(self) -> dict[Place, Value]:
        """Return what the sheet holds, by row and column; blank cells are left out."""
        cells: dict[Place, Value] = {(1, 1): self.title, (2, 1): self.about}
        for number, row in enumerate((self.headings, *self.rows), HEADING_ROW):
            cells.update({(number, column): value for column, value in enumerate(row, 1)})
        return {place: value for place, value in cells.items() if value not in (None, "")}

    @property
    def area(self) -> Area:
        """Return the table's area. Excel knows no table without a row, so an empty one has a blank row."""
        return Area(HEADING_ROW, 1, HEADING_ROW + max(len(self.rows), 1), len(self.headings))


@dataclass(frozen=True, slots=True)
class AddSheet:
    """Add a sheet after the last one."""

    sheet: NewSheet
    because: str

    kind = "add sheet"

    def inverse(self) -> RemoveSheet:
        return RemoveSheet(self.sheet, f"undo: {self.because}")


@dataclass(frozen=True, slots=True)
class RemoveSheet:
    """Remove a sheet a job added, if it still holds exactly what was put there. The inverse of AddSheet."""

    sheet: NewSheet
    because: str

    kind = "remove sheet"

    def inverse(self) -> AddSheet:
        return AddSheet(self.sheet, f"undo: {self.because}")


@dataclass(frozen=True, slots=True)
class FoldRows:
    """Fold some rows of a sheet away, or show them again: an outline group, with its + beside it.

    Only how the sheet looks: no cell is changed. A host that cannot fold leaves the rows in sight.
    """

    sheet: str
    first: int
    last: int
    because: str
    folded: bool = True

    kind = "fold rows"

    def inverse(self) -> FoldRows:
        return replace(self, folded=not self.folded, because=f"undo: {self.because}")


Change = SetCell | AppendRows | RemoveRows | AddSheet | RemoveSheet | FoldRows


@dataclass(frozen=True)
class Patch:
    """An ordered set of changes. Empty is a fine answer: nothing needs changing."""

    changes: tuple[Change, ...] = ()

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    def __bool__(self) -> bool:
        return bool(self.changes)

    def __add__(self, other: Patch) -> Patch:
        return Patch(self.changes + other.changes)

    @classmethod
    def of(cls, changes: Iterable[Change]) -> Patch:
        return cls(tuple(changes))

    def inverse(self) -> Patch:
        """Return the patch that takes this one back: the inverse changes, last first."""
        return Patch(tuple(change.inverse() for change in reversed(self.changes)))

    def lines(self) -> Iterator[PatchLine]:
        """Return the patch as a table an officer can read: one line a cell, a line a row added or removed."""
        for change in self.changes:
            yield from _lines(change)


@dataclass(frozen=True, slots=True)
class PatchLine:
    """One line of a patch as shown in a preview, the change log and the report."""

    kind: str
    sheet: str
    cell: str
    before: Value
    after: Value
    because: str


def _lines(change: Change) -> Iterator[PatchLine]:
    match change:
        case SetCell(cell, before, after, because):
            yield PatchLine("set cell", cell.sheet, cell.a1, before, after, because)
        case AppendRows(_, sheet, at, column, rows, because):
            for offset, row in enumerate(rows):
                yield PatchLine("add row", sheet, CellRef(sheet, at + offset, column).a1, None, words(row), because)
        case RemoveRows(_, sheet, at, column, rows, because):
            for offset, row in enumerate(rows):
                yield PatchLine("remove row", sheet, CellRef(sheet, at + offset, column).a1, words(row), None, because)
        case AddSheet(sheet, because):
            yield PatchLine("add sheet", sheet.name, "A1", None, sheet.title, because)
        case RemoveSheet(sheet, because):
            yield PatchLine("remove sheet", sheet.name, "A1", sheet.title, None, because)
        case FoldRows():
            pass  # no cell says anything else than before


def words(row: tuple[Value, ...], most: int = 4) -> str:
    """Return the first filled values of a row, for a line that names it: "MET-012 · Safe · GLD at age 5"."""
    return " · ".join([str(value) for value in row if value not in (None, "")][:most])

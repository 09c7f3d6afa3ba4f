"""A row of a table that names something, and what the rows of a table are."""

from __future__ import annotations

from dataclasses import dataclass, field

from outcomes_xl.adopt.column import Column
from outcomes_xl.adopt.sections_above import SectionsAbove
from outcomes_xl.adopt.words import NAMES
from outcomes_xl.model.styled_cells import StyledCell


@dataclass
class TableRow:
    """A row that names something: its number, its cells by column, its title cell and what stands over it."""

    number: int
    cells: dict[int, StyledCell]
    title_cell: StyledCell
    title: str
    context: SectionsAbove
    indicator: str = ""
    outcome: str = ""
    domain: str = ""
    ids: tuple[str, ...] = ()
    explicit_outcome: bool = False
    nameless: bool = False
    """Whether nothing in the row names it: it may belong to the row above."""
    part_of: int = 0
    """The number of the row above that it is a part of, as Boys is; 0 for a row of its own."""
    area: str = ""
    """The area it is about, where a column of areas says one that is no borough we know."""
    parts: list[TableRow] = field(default_factory=list)
    shared: frozenset[int] = frozenset()
    """The columns whose cell is merged down over this row and others that have a name."""

    def is_its_name(self, cell: StyledCell, column: Column | None) -> bool:
        """Whether a cell names the row. Where no column does, the first is taken for it, if it is no answer."""
        if column is not None and column.field in NAMES:
            return cell.value is not None
        extra = column is not None and column.field == "extra" and len(self.cells) > 1
        return cell is self.title_cell and (not self.nameless or extra)


@dataclass
class TableReading:
    """What a table's rows are: rows, and cells that are sections, totals, examples, or stand below."""

    rows: list[TableRow] = field(default_factory=list)
    sections: list[StyledCell] = field(default_factory=list)
    totals: list[StyledCell] = field(default_factory=list)
    below: list[StyledCell] = field(default_factory=list)
    names: list[StyledCell] = field(default_factory=list)
    examples: list[StyledCell] = field(default_factory=list)
    context: SectionsAbove = field(default_factory=SectionsAbove)


def has_answers(cells: dict[int, StyledCell], columns: dict[int, Column]) -> bool:
    """Whether a row says anything in a column that does not find it."""
    for number, cell in cells.items():
        column = columns.get(number)
        if column is None or column.field in NAMES:
            continue
        if cell.value is not None or cell.formula or (cell.look.fill and column.field == "status"):
            return True
    return False

"""A borough's own spreadsheet as it is after reading, without a file: what a test of its meaning needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from outcomes_xl.adopt.adopted_so_far import Adoption
from outcomes_xl.adopt.adoption import adopt
from outcomes_xl.adopt.reading_notes import OfficerAnswer, ReadingNotes
from outcomes_xl.model.cell_refs import Area, split_a1
from outcomes_xl.model.styled_cells import PLAIN, Look, StyledBook, StyledCell, StyledSheet
from tests.adopt.generated import FRAMEWORK

BOLD = Look(bold=True)
ABSENCE, GLD, KS2, NEET, REPEAT = (
    FRAMEWORK.metrics[one].title for one in ("MET-050", "MET-039", "MET-043", "MET-054", "MET-003")
)


def sheet_of(
    *rows: Sequence[object], name: str = "Sheet", looks: Mapping[str, Look] | None = None, merged: Sequence[str] = ()
) -> StyledSheet:
    """Return a sheet of these rows, the first of them in bold; None leaves a cell empty."""
    said = {split_a1(at): look for at, look in (looks or {}).items()}
    cells = {}
    for at, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            look = said.get((at, column), BOLD if at == 1 else PLAIN)
            if value is not None or look.fill:
                cells[at, column] = StyledCell(at, column, value, look)  # type: ignore[arg-type]
    return StyledSheet(name, cells, merges=tuple(Area.parse(one) for one in merged))


def adopted(*sheets: StyledSheet, said: Sequence[tuple[str, str, str]] = (), borough: str = "Merton") -> Adoption:
    notes = ReadingNotes(tuple(OfficerAnswer(*one) for one in said))
    return adopt(StyledBook("theirs.xlsx", "", sheets), FRAMEWORK, borough, notes)


def reasons(made: Adoption) -> dict[str, str]:
    """Return the questions by their cell."""
    return {one.cell: one.reason for one in made.questions}


def account(made: Adoption, cell: str, sheet: str = "Sheet") -> tuple[str, str]:
    """Return what became of a cell, and why."""
    line = made.accounts.lines[(sheet, *split_a1(cell), "cell")]
    return line.became, line.reason

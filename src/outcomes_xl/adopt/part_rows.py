"""Rows that are a part of the row above: Boys, of which FSM. They belong to its breakdown, and are no measures.

What such a row says goes into the note of the metric above, or waits with it where that is in doubt.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from outcomes_xl.adopt.cell_accounts import CARRIED, NOT_CARRIED, USED, Accounts
from outcomes_xl.adopt.cell_meanings import as_shown, says_nothing
from outcomes_xl.adopt.column import NEVER_TAKEN, Column
from outcomes_xl.adopt.part_titles import is_a_part, is_everybody
from outcomes_xl.adopt.table_row import TableRow, has_answers
from outcomes_xl.adopt.titles import Titles
from outcomes_xl.adopt.words import NAMES, bare, one_line
from outcomes_xl.adopt.year_columns import year_of
from outcomes_xl.framework.council_names import without_council
from outcomes_xl.model.styled_cells import StyledCell


@dataclass(frozen=True)
class PartCell:
    """A cell of such a row: what the note of the metric above says of it, or why it says nothing."""

    cell: StyledCell
    text: str
    why_not: str = ""


def join_parts(rows: Sequence[TableRow]) -> list[TableRow]:
    """Return the rows that are no parts of another, each with its parts."""
    whole: list[TableRow] = []
    for row in rows:
        if row.part_of and whole and whole[-1].number == row.part_of:
            whole[-1].parts.append(row)
        else:
            whole.append(row)
    return whole


def parts_of(row: TableRow, columns: Mapping[int, Column]) -> list[PartCell]:
    """Return what the parts of a row say, cell by cell."""
    return [one for part in row.parts for one in _cells(part, columns)]


def _cells(part: TableRow, columns: Mapping[int, Column]) -> Iterator[PartCell]:
    for number, cell in part.cells.items():
        column = columns.get(number)
        if cell is part.title_cell or (column is not None and column.field in NAMES):
            continue
        if cell.value is None and not cell.formula:
            continue
        if column is not None and column.field in NEVER_TAKEN:
            yield PartCell(cell, "", f"It stands under “{column.heading}”, which is not carried.")
        elif why := says_nothing(cell):
            yield PartCell(cell, "", why)
        else:
            heading = " ".join(column.heading.split()) if column is not None else ""
            yield PartCell(cell, f"{part.title}{f', {heading}' if heading else ''}: {as_shown(cell)}")


def names_of_parts(accounts: Accounts, sheet: str, row: TableRow, columns: Mapping[int, Column]) -> None:
    """Put what names a row's parts into the accounts."""
    for part in row.parts:
        for number, cell in part.cells.items():
            column = columns.get(number)
            named = cell is part.title_cell or (column is not None and column.field in NAMES)
            if named and cell.value is not None:
                accounts.put(sheet, cell, USED, "It names a part of the row above.")


def account(accounts: Accounts, sheet: str, one: PartCell, place: tuple[str, str, str]) -> None:
    """Put a part's cell into the accounts, carried into the note of the metric above where it says something."""
    if one.why_not:
        accounts.put(sheet, one.cell, NOT_CARRIED, one.why_not)
    else:
        accounts.put(sheet, one.cell, CARRIED, "A part of the row above: it stands in that one's note.", place)


def as_a_part(made: TableRow, rows: list[TableRow], columns: dict[int, Column], titles: Titles, ours: str) -> None:
    """Say of a row that it is a part of the one above it, as Boys is; all of one without answers is that one.

    So is the row of ``ours``, the borough's name, below a title; another borough's stays beside the row above.
    """
    whole = next(row for row in reversed(rows) if not row.part_of)
    if kind := _kind_of_row(made, whole):
        made.title_cell, made.title, made.nameless = kind, kind.text, False
        made.part_of = whole.number
        return
    said = one_line(made.title)
    if made.nameless or rows[-1].nameless or made.ids or titles.is_title(made.title):
        return
    is_ours = bare(without_council(made.title)) == ours and not _is_council(whole.title, titles)
    everybody = is_everybody(said) or is_ours
    if everybody and not has_answers(whole.cells, columns):
        made.title, made.ids = whole.title, whole.ids
    elif is_a_part(said) or everybody or _is_compared(made.title_cell, whole.title, titles):
        made.part_of = whole.number


def _is_compared(title: StyledCell, above: str, titles: Titles) -> bool:
    """Whether a row is called by a year or a borough, below one that is called by neither."""
    if _is_council(title.text, titles):
        return not _is_council(above, titles)
    return title.text[:1].isdigit() and year_of(title) is not None and not above[:1].isdigit()


def _is_council(text: str, titles: Titles) -> bool:
    return bare(without_council(text)) in titles.councils


def _kind_of_row(made: TableRow, whole: TableRow) -> StyledCell | None:
    """Return the cell that says what a row is where it has no title of its own, or the one merged over it and the row
    above: Target, England. A numerator is asked about."""
    merged = made.title_cell is whole.title_cell
    if whole.nameless or not (made.nameless or merged) or made.ids:
        return None
    own = (cell for cell in made.cells.values() if made.nameless or cell is not made.title_cell)
    cell = next((one for one in own if isinstance(one.value, str)), None)
    said = one_line(cell.text) if cell is not None else ""
    return cell if is_a_part(said) and not said.startswith(("numerator", "denominator")) else None

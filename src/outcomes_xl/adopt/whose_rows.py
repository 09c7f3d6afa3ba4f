"""Whose a spreadsheet is: rows of other boroughs stay where they are, a title that names another is asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from outcomes_xl.adopt.adopted_so_far import Adoption
from outcomes_xl.adopt.cell_accounts import NOT_CARRIED, USED, Accounts
from outcomes_xl.adopt.found_table import FoundTable
from outcomes_xl.adopt.table_row import TableReading, TableRow
from outcomes_xl.adopt.words import bare, one_line
from outcomes_xl.framework.council_names import boroughs_in, without_council
from outcomes_xl.framework.entries import Framework
from outcomes_xl.model.cannot_use import WrongUsage
from outcomes_xl.model.styled_cells import StyledBook, StyledCell

_WIDER = frozenset(
    bare(name) for name in ("England", "London", "Inner London", "Outer London", "National", "Region", "UK", "All")
)
"""Areas that stand in a column of boroughs, and are none."""
_WIDER_STILL = re.compile(
    r"\bneighbou?rs?\b|^sns?$|\b(england|london|national|region(al)?|uk|gb|great britain|wales)\b( (average|mean))?$"
)
"""The same in other words: statistical neighbours, South West London."""
_PLACE = re.compile(r"^(name of )?(the )?(area|place|borough|la|local authority|council|authority)( name| of)?$")
"""Headings that say themselves that areas stand below: an area that we do not know is asked about."""
_BOROUGHS = re.compile(r"^(name of )?(the )?(borough|la|local authority|council)( name)?$")
"""Those under which each name is one council's: where ours stands there, the others are not ours."""


def leave_others_rows(
    accounts: Accounts, framework: Framework, borough: str, table: FoundTable, reading: TableReading
) -> bool:
    """Take other boroughs' rows out of a table that has a column of boroughs' names, each cell with its reason.

    Return whether a table has one.
    """
    ours = _area(borough)
    names = {bare(one.name) for one in framework.boroughs.values()} | {bare(c) for c in framework.boroughs} | {ours}
    whole = [row for row in reading.rows if len(row.cells) > 1]
    for column in sorted(table.headings):
        says_so = bool(_PLACE.match(one_line(table.headings[column].text)))
        if not _holds_areas(whole, column, names, says_so):
            continue
        _name_again(reading.rows, column)
        there = [cell.text for row in whole if (cell := row.cells.get(column)) is not None]
        each_of_one = bool(_BOROUGHS.match(one_line(table.headings[column].text))) and ours in map(_area, there)
        kept = []
        others: dict[int, str] = {}
        for row in reading.rows:
            cell = row.cells.get(column)
            of_another = row.part_of in others and (cell is None or cell.value is None)
            unknown = cell is not None and cell.value is not None and not _is_known(cell, names)
            if unknown and cell is not None and not (each_of_one and ours not in bare(cell.text)):
                row.area = cell.text
                kept.append(row)
                continue
            if not of_another and (cell is None or cell.value is None or _is_ours(cell, ours, framework, borough)):
                kept.append(row)
                if cell is not None and cell.value is not None and cell is not row.title_cell:
                    accounts.put(table.sheet.name, cell, USED, "It says whose row it is.")
                    del row.cells[column]
                continue
            others[row.number] = area = cell.text if cell and cell.value is not None else others[row.part_of]
            why = f"The row is about {area}, and not about {borough}."
            for one in row.cells.values():
                if one.value is not None or one.formula:
                    accounts.put(table.sheet.name, one, NOT_CARRIED, why)
                if one.comment:
                    said = f"{why} The comment says: “{one.comment}”"
                    accounts.put(table.sheet.name, one, NOT_CARRIED, said, kind="comment")
        for row in kept:
            if table.records is None and row.title_cell.row != row.number:  # it stands in another borough's row
                accounts.put(table.sheet.name, row.title_cell, USED, "It names the row.")
        reading.rows = kept
        return True
    return False


def _name_again(rows: Sequence[TableRow], column: int) -> None:
    """Give rows that only say an area the name of the row above: one measure, a row for each borough."""
    above: TableRow | None = None
    for row in rows:
        cell = row.cells.get(column)
        if not row.nameless:
            above = row
        elif above is not None and cell is not None and cell.value is not None:
            row.title, row.title_cell, row.ids, row.nameless = above.title, above.title_cell, above.ids, False


def _holds_areas(rows: Sequence[TableRow], column: int, names: Set[str], says_so: bool) -> bool:
    """Whether a column holds boroughs' names, England and London beside them, and nothing else.

    Where its heading ``says_so``, others may stand there too, and one name of a borough or of a wider area is enough.
    """
    found = False
    for row in rows:
        cell = row.cells.get(column)
        if cell is None or cell.value is None:
            continue
        known = _is_known(cell, names)
        if not known and not says_so:  # most columns are done with their first cell
            return False
        found = found or (known and (says_so or _area(cell.text) in names) and _area(cell.text) != "all")
    return found


def _is_known(cell: StyledCell, names: Set[str]) -> bool:
    area = _area(cell.text)
    return area in names or area in _WIDER or _WIDER_STILL.search(one_line(cell.text)) is not None


def ask_about_other_names(made: Adoption, book: StyledBook) -> None:
    """Ask once about each other borough that a title or a sheet's name names.

    Where ours is named beside it, it is asked whether the answers are ours alone, unless columns or rows tell that.
    """
    sheets = {sheet.name: sheet for sheet in book.sheets}
    titles = [place for place, line in made.accounts.lines.items() if line.reason == TITLE]
    named = [(sheet, sheets[sheet].cells[(row, column)]) for sheet, row, column, _ in titles]
    named += [(one.name, StyledCell(1, 1, one.name)) for one in book.sheets if one.state == "visible" and one.cells]
    for sheet, cell in named:
        there = made.named_in(cell.text)
        others = sorted(there - {made.borough})
        if made.borough in there:
            if others and not made.told_whose:
                _ask_whose(made, sheet, cell, " and ".join([made.borough, *others]), ours_too=True)
            continue
        for name in others if cell.text != sheet else ():  # a sheet of another's is asked about by its rows
            _ask_whose(made, sheet, cell, name, ours_too=False)


def _ask_whose(made: Adoption, sheet: str, cell: StyledCell, name: str, *, ours_too: bool) -> None:
    said = one_line(made.notes.means("borough", name))
    whose = f"not {made.borough}'s alone" if ours_too else f"{name}'s and not {made.borough}'s"
    if re.match(r"no\b|not\b|another", said):
        raise WrongUsage(
            f"Your reading notes say that these answers are {whose}. "
            "Choose your own borough's spreadsheet; nothing was written."
        )
    if not said:
        of = "all answers its own, and none of both together" if ours_too else "these answers yours"
        why = f"The title names {name}, and you are adopting it for {made.borough}. Are {of}?"
        made.ask_beside(sheet, cell, ("borough", name), why)


TITLE = "Read as the table's title."
"""The reason in the accounts of the words above a table."""


def _area(text: str) -> str:
    short = boroughs_in(text) if " " not in text.strip() else ()
    return bare(next(iter(short), "") if len(short) == 1 else without_council(text))


def _is_ours(cell: StyledCell, ours: str, framework: Framework, borough: str) -> bool:
    mine = framework.borough(borough)
    return _area(cell.text) == ours or (mine is not None and cell.text.casefold() == mine.code.casefold())

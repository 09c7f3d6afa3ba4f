"""Where the tables of a sheet are: heading rows, the rows under them, and the parts that blank columns divide it into.

Structure first: a heading row is a row of short, different words that looks unlike the rows below it, and words only
choose among the rows that could be one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

from outcomes_xl.adopt.above_table import table_under_unknown_headings
from outcomes_xl.adopt.cards import cards, on_its_side
from outcomes_xl.adopt.found_table import FoundTable, IsTitle
from outcomes_xl.adopt.heading_rows import (
    LONGEST_HEADING,
    HeadingRows,
    differs,
    heading_rows,
    headings_of,
    is_a_row_of_units,
    may_head,
    numbers_columns,
    repeated_headings,
)
from outcomes_xl.adopt.something_else import begins_something_else
from outcomes_xl.adopt.tiles import list_without_headings, tiles
from outcomes_xl.adopt.title_over_years import titles_over_years
from outcomes_xl.adopt.words import NAMES, words
from outcomes_xl.model.styled_cells import Place, StyledCell, StyledSheet

_TITLES_ENOUGH = 2
"""Titles of metrics in a column without a heading that make it the column of titles."""


def find_tables(sheet: StyledSheet, is_title: IsTitle, taken: set[Place]) -> list[FoundTable]:
    """Return the tables of a sheet, from the top down; of one that lies on its side, or of cards, one."""
    found = _found_tables(sheet, is_title, taken)
    for table in found:
        _head_the_titles(table, is_title)
    return found


def _found_tables(sheet: StyledSheet, is_title: IsTitle, taken: set[Place]) -> list[FoundTable]:
    if aside := on_its_side(sheet, is_title, taken):
        return [aside]
    rows = {
        number: {c: cell for c, cell in row.items() if (number, c) not in taken} for number, row in sheet.rows.items()
    }
    order = [number for number in sorted(rows) if rows[number]]
    found: list[FoundTable] = []
    again = repeated_headings(sheet)
    blocks = titles_over_years(sheet, rows, order, is_title)
    headed = 0
    for position, number in enumerate(order):
        if number <= headed:
            continue
        if found and number == headed + 1 and numbers_columns(rows[number]):
            found[-1].used |= {(number, column) for column in rows[number]}
            continue
        if found and number == headed + 1 and is_a_row_of_units(rows[number], min(found[-1].headings)):
            found[-1].units = {column: cell.text for column, cell in rows[number].items()}
            found[-1].used |= {(number, column) for column in rows[number]}
            continue
        if number in blocks:
            headed = number
            found.append(blocks[number])
            continue
        said = heading_rows(sheet, rows, order, position, is_title)
        if said is None and number in again and position + 1 < len(order):
            said = HeadingRows(number, number, dict(rows[number]))
        if said is None:
            if found and begins_something_else(rows, order, position, found[-1].headings, is_title):
                begun = FoundTable(sheet, number, dict(rows[number]), foreign=True)
                title = order[position - 1]
                if title == number - 1 and title in found[-1].rows:
                    found[-1].rows.remove(title)
                    begun.used = {(title, column) for column in rows[title]}
                found.append(begun)
            elif found:
                found[-1].rows.append(number)
            continue
        made = FoundTable(sheet, said.last, said.headings, said.groups, said.used)
        headed = said.last
        _group_headings(sheet, made, rows, order, position, found)
        found.append(made)
    above = [n for n in order if found and n < _begins(found[0])]
    if above and (first := table_under_unknown_headings(sheet, rows, above, is_title)):
        found.insert(0, first)
    of_lines = all(len(rows[n]) < 2 for table in found for n in table.rows)  # a remark below headings is no table
    if of_lines and (at_the_foot := _headed_at_the_foot(sheet, rows, order, is_title)):
        return [at_the_foot]
    if not found and (by_looks := _headed_by_looks(sheet, rows, order, is_title)):
        return [by_looks]
    if not any(names_rows(table) for table in found) and (of_cards := cards(sheet, is_title, taken)):
        return [of_cards]
    if not any(names_rows(table) for table in found) and (dashboard := tiles(sheet, is_title, taken)):
        return [dashboard]
    if found:
        return found
    last = table_under_unknown_headings(sheet, rows, order, is_title) or list_without_headings(sheet, is_title, taken)
    return [last] if last else []


def _head_the_titles(table: FoundTable, is_title: IsTitle) -> None:
    """Take in the column of titles left of the headings that has no heading of its own, as in an outline."""
    if table.records is not None or table.foreign or names_rows(table):
        return
    first, rows = min(table.headings), set(table.rows)
    left = (cell for (row, column), cell in table.sheet.cells.items() if row in rows and column < first)
    titles = Counter(cell.column for cell in left if is_title(cell.text))
    if titles and titles.most_common(1)[0][1] >= _TITLES_ENOUGH:
        column = titles.most_common(1)[0][0]
        table.headings = {column: StyledCell(0, column, "Metric"), **table.headings}


def _begins(table: FoundTable) -> int:
    """Return the row in which a table's headings begin."""
    return min([table.heading_row, *(cell.row for cell in table.headings.values()), *(row for row, _ in table.used)])


def _headed_at_the_foot(
    sheet: StyledSheet, rows: dict[int, dict[int, StyledCell]], order: list[int], is_title: IsTitle
) -> FoundTable | None:
    """Return a table whose headings stand in its last row, and titles of metrics in the rows above."""
    for position in range(len(order) - 1, 0, -1):
        above = [rows[n] for n in reversed(order[:position])]
        headings = headings_of(sheet, rows[order[position]], above, is_title)
        said = any(words().heading(cell.text) for cell in (headings or {}).values())  # years alone are a tile's foot
        if headings and said and any(is_title(cell.text) for row in above for cell in row.values()):
            made = FoundTable(sheet, order[position], headings)
            made.rows = order[:position]
            return made
    return None


def _headed_by_looks(
    sheet: StyledSheet, rows: dict[int, dict[int, StyledCell]], order: list[int], is_title: IsTitle
) -> FoundTable | None:
    """Return a table whose headings are no words we know: a row that looks unlike the titles of metrics below it."""
    for head, first in pairwise(order):
        row, below = rows[head], rows[first]
        named = [c for c, cell in below.items() if is_title(cell.text) and c in row]
        again = named and sum(is_title(rows[n][named[0]].text) for n in order if n >= first and named[0] in rows[n])
        unlike = all(differs(cell, below[c]) for c, cell in row.items() if c in below)
        if again and again > 1 and len(row) > 1 and unlike and all(may_head(cell) for cell in row.values()):
            made = FoundTable(sheet, head, dict(row))
            made.rows = [n for n in order if n >= first]
            return made
    return None


def above_it(sheet: StyledSheet, table: FoundTable) -> list[StyledCell]:
    """Return the title cells that a table of something else took with it."""
    return [sheet.cells[place] for place in table.used]


def names_rows(table: FoundTable) -> bool:
    """Whether a heading of a table names its rows: metrics, outcomes or services."""
    known = words()
    names = {known.heading(cell.text) for cell in table.headings.values()}
    services = {known.heading(cell.text, service=True) for cell in table.headings.values()}
    return bool(names & (NAMES - {"ref"})) or "service" in services or table.subject is not None


def _group_headings(
    sheet: StyledSheet,
    made: FoundTable,
    rows: dict[int, dict[int, StyledCell]],
    order: list[int],
    position: int,
    found: list[FoundTable],
) -> None:
    """Take merged or sparse rows straight above a heading row into it: each word stands over the columns below it."""
    for back in (1, 2):
        if position < back or order[position - back] != order[position] - back:
            return
        number = order[position - back]
        above = rows[number]
        spans = [sheet.merged.get((number, c)) for c in above]
        if len(above) < 2 and not (len(above) == 1 and spans[0] and spans[0].first_column > min(made.headings)):
            return
        if not all(isinstance(cell.value, str) and len(cell.text) <= LONGEST_HEADING for cell in above.values()):
            return
        # A heading merged down over both rows stands for its column itself; the others stand over columns.
        down = {c for c in above if (a := sheet.merged.get((number, c))) and a.last_row >= made.heading_row}
        over = set(above) - down
        within = set(range(min(made.headings), max(made.headings) + 1))
        if (over and len(over) >= len(made.headings)) or not over <= within:
            return
        columns = sorted(above)
        for at, column in enumerate(columns):
            area = sheet.merged.get((number, column))
            last = area.last_column if area else (columns[at + 1] - 1 if at + 1 < len(columns) else max(made.headings))
            for one in range(column, last + 1):
                made.groups[one] = f"{above[column].text} {made.groups.get(one, '')}".strip()
            # A heading merged down over both rows names its column where nothing stands below it.
            if area and area.last_row >= made.heading_row and column not in made.headings:
                made.headings[column] = above[column]
            made.used.add((number, column))
        if found and number in found[-1].rows:
            found[-1].rows.remove(number)


def bands(sheet: StyledSheet, taken: set[Place]) -> list[StyledSheet]:
    """Return a sheet as the parts that blank columns divide it into, where each part has a table of its own."""
    used = {column for (row, column), cell in sheet.cells.items() if (row, column) not in taken and not _title(cell)}
    edges = [column for column in sorted(used) if column - 1 not in used]
    if len(edges) < 2:
        return [sheet]
    parts = []
    for at, first in enumerate(edges):
        last = edges[at + 1] - 1 if at + 1 < len(edges) else 16_384
        begin = 1 if at == 0 else first
        parts.append(replace(sheet, cells={p: cell for p, cell in sheet.cells.items() if begin <= p[1] <= last}))
    known = words()
    with_names = 0
    for part in parts:
        rows = [[known.heading(c.text) for c in row.values() if isinstance(c.value, str)] for row in part.rows.values()]
        services = [
            any(known.heading(c.text, service=True) == "service" for c in row.values() if isinstance(c.value, str))
            for row in part.rows.values()
        ]
        name = any({"metric", "indicator", "metric_id"} & set(row) and len(row) > 1 for row in rows)
        with_names += name or any(services)
    return parts if with_names == len(parts) else [sheet]


def _title(cell: StyledCell) -> bool:
    return cell.value is None

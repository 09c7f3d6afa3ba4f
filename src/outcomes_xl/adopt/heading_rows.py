"""Heading rows: one row of short, different words, or two or three that say together what each column holds.

Where heading rows stand over each other, a column's heading is the lowest word over it, and the words above are its
group. A word may reach down over the rows (merged down, or with nothing below it) while its neighbours stand over
several columns (merged across, or with nothing beside them): any mix of the two is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from outcomes_xl.adopt.found_table import IsTitle
from outcomes_xl.adopt.groups_and_units import is_a_unit
from outcomes_xl.adopt.metric_ids import is_an_id
from outcomes_xl.adopt.words import NAMES, words
from outcomes_xl.adopt.year_columns import year_of
from outcomes_xl.model.styled_cells import Place, StyledCell, StyledSheet

LONGEST_HEADING = 70
_LONGEST_QUESTION = 250
_MOST_ROWS = 3
_LONGEST_UNIT = 20
_NUMBERED = re.compile(r"\((?:\d{1,2}|[a-z])\)")

Row = dict[int, StyledCell]


@dataclass
class HeadingRows:
    """What heading rows say: the row each began and ended in, headings by column, the groups over them, and the cells
    that are groups."""

    first: int
    last: int
    headings: Row
    groups: dict[int, str] = field(default_factory=dict)
    used: set[Place] = field(default_factory=set)


def heading_rows(
    sheet: StyledSheet, rows: dict[int, Row], order: list[int], position: int, is_title: IsTitle
) -> HeadingRows | None:
    """Return the headings that begin in a row, None when it begins none: several rows together before one alone."""
    number = order[position]
    if _holds_a_figure(rows[number]):  # most rows are no headings, and are done with a look
        return None
    for height in range(_MOST_ROWS, 1, -1):
        if order[position : position + height] == list(range(number, number + height)):
            below = [rows[n] for n in order[position + height : position + height + 3]]
            if found := _together(sheet, [rows[n] for n in range(number, number + height)], below, is_title):
                return found
    below = [rows[n] for n in order[position + 1 : position + 4]]
    headings = headings_of(sheet, rows[number], below, is_title)
    return HeadingRows(number, number, headings) if headings else None


def _holds_a_figure(row: Row) -> bool:
    """Whether something stands between two words of a row that heads nothing: then no row with it is of headings."""
    cells = list(row.values())
    while cells and not (isinstance(cells[-1].value, str) and may_head(cells[-1])):
        cells.pop()
    if len(cells) < 3 or not (isinstance(cells[0].value, str) and may_head(cells[0])):
        first = next((n for n, one in enumerate(cells) if isinstance(one.value, str) and may_head(one)), len(cells))
        cells = cells[first:]
    return any(not isinstance(one.value, str) and not may_head(one) for one in cells)


def _together(sheet: StyledSheet, block: list[Row], below: list[Row], is_title: IsTitle) -> HeadingRows | None:
    """Return rows over each other as one heading: some of their words name a column alone, others a group."""
    top, bottom = block[0], block[-1]
    if any(len(row) < 2 for row in block[:-1]) or not below:
        return None
    lowest: Row = {}
    for row in block:
        lowest.update(row)
    if len(bottom) == 1 and min(bottom) == min(lowest):  # a banner over the rows, and no heading of one column
        return None
    last = next(iter(bottom.values())).row
    reaching = [cell for cell in lowest.values() if cell.row < last]
    if not reaching or all(cell in reaching for cell in lowest.values()):
        return None
    if not all(may_head(cell) for row in block for cell in row.values()):
        return None
    if any(_names_a_metric(cell.text, is_title) for row in block for cell in row.values()):
        return None
    if _names_rows_below(sheet, block):
        return None
    if not _reaches(sheet, block, last) and not all(_heads_too(row, lowest, block[0], below[0]) for row in block[1:]):
        return None
    made = HeadingRows(next(iter(top.values())).row, last, {})
    for row in block:
        _add_groups(sheet, row, lowest, made)
    # A word over several columns with nothing below it names them all; the first keeps it.
    headings = headings_of(sheet, lowest, below, is_title, together=True)
    if headings is None:
        return None
    made.headings = headings
    return made


def _names_rows_below(sheet: StyledSheet, block: list[Row]) -> bool:
    """Whether something stands below the heading of names: then it is a name, and its row one of the table's."""
    known = words()
    names = {
        column: cell.row
        for row in reversed(block[:-1])
        for column, cell in row.items()
        if (known.heading(cell.text) in NAMES - {"ref"} or known.heading(cell.text, service=True) == "service")
        and not _wide(sheet, cell)
    }
    return any(column in names and cell.row > names[column] for row in block for column, cell in row.items())


def _reaches(sheet: StyledSheet, block: list[Row], last: int) -> bool:
    """Whether a word of the upper rows is merged down to the last of them."""
    areas = [sheet.merged.get((cell.row, cell.column)) for row in block[:-1] for cell in row.values()]
    return any(area is not None and area.last_row == last for area in areas)


def _heads_too(row: Row, lowest: Row, top: Row, below: Row) -> bool:
    """Whether a row goes on with the headings above it: it is made to look as they are, or says what headings say."""
    known = words()
    own = [cell for column, cell in row.items() if lowest[column] is cell]  # the others are groups
    said = [known.heading(cell.text) or (year_of(cell) and "year") for cell in own]
    speaks = any(said) and all(one or _is_word(cell.text) for one, cell in zip(said, own, strict=True))
    named = any(known.heading(cell.text) in NAMES - {"ref"} for cell in (*top.values(), *row.values()))
    named = named or (len(own) > 1 and all(year_of(cell) for cell in own) and len(top) > 2)  # years under one word
    looks = {(cell.look.bold, cell.look.fill) for cell in top.values()}
    alike = all((cell.look.bold, cell.look.fill) in looks for cell in row.values())
    unlike = all(differs(cell, below[c]) for c, cell in row.items() if c in below)
    return named and (speaks or (alike and unlike and any(c in below for c in row)))


def _add_groups(sheet: StyledSheet, row: Row, lowest: Row, made: HeadingRows) -> None:
    """Give the columns below a word of an upper row their group, as far as the next word or a column of its own."""
    columns = sorted(row)
    for at, column in enumerate(columns):
        cell = row[column]
        area = sheet.merged.get((cell.row, column))
        if lowest[column] is cell and not (area and area.last_column > column and area.last_row < made.last):
            continue
        if area and area.last_column > column:
            last = area.last_column
        else:
            last = columns[at + 1] - 1 if at + 1 < len(columns) else max(lowest)
        for one in range(column, last + 1):
            if one in lowest and lowest[one].row > cell.row:
                made.groups[one] = f"{made.groups.get(one, '')} {cell.text}".strip()
        if lowest[column] is not cell:
            made.used.add((cell.row, column))


def headings_of(
    sheet: StyledSheet, row: Row, below: list[Row], is_title: IsTitle, *, together: bool = False
) -> Row | None:
    """Return a row's cells as headings, None when it does not look like one. ``together``: of several rows at once."""
    cells = _without_strays(row, below)
    if len(cells) < 2 or not below:
        return None
    texts = [cell.text for cell in cells.values()]
    if not all(may_head(cell) for cell in cells.values()):
        return None
    if texts[0].endswith(":") and not any(text.endswith(":") for text in texts[1:]):  # a label and its answer
        return None
    wide = sum(_wide(sheet, cell) for cell in cells.values())
    if any(_names_a_metric(text, is_title) for text in texts) or (not together and wide * 2 >= len(cells)):
        return None
    if wide and not together and _heads_alone(below[0]):  # it stands over the headings
        return None
    known = words()
    fields = {c: known.heading(cell.text) or known.heading(cell.text, service=True) for c, cell in cells.items()}
    extra = sum(fields[c] is None and (_is_word(cell.text)) for c, cell in cells.items())
    said = {name for name in fields.values() if name}
    hits = sum(name is not None or year_of(cells[c]) is not None for c, name in fields.items())
    nexts = [one for one in below if len(one) > 1] or below
    unlike = sum(differs(cell, nexts[0].get(c)) for c, cell in cells.items() if c in nexts[0])
    beside = sum(c in nexts[0] for c in cells) or 1
    styled = unlike * 2 >= beside
    if _names_below(fields, nexts[0], is_title):
        return cells
    enough = hits * 3 >= len(cells) if styled else hits * 2 >= len(cells) and hits >= 2
    if not enough or (not said & NAMES - {"ref"} and "service" not in said and hits + extra < 3):
        return None
    if not styled and not said & (NAMES | {"service"}):
        return None
    if sum(known.heading(c.text) is not None for c in nexts[0].values() if isinstance(c.value, str)) > hits:
        return None
    return cells


def _without_strays(row: Row, below: list[Row]) -> Row:
    """Return a row without the numbers at its ends below which nothing stands: they head nothing."""
    kept = sorted(row)
    if len(kept) < 3 or (may_head(row[kept[0]]) and may_head(row[kept[-1]])):
        return dict(row)
    for end in (-1, 0):
        while len(kept) > 2 and not may_head(row[kept[end]]) and not any(kept[end] in one for one in below):
            kept.pop(end)
    return {column: row[column] for column in kept}


def repeated_headings(sheet: StyledSheet) -> frozenset[int]:
    """Return the rows of three different words and more that stand again just so, most of them headings we know."""
    seen: dict[tuple[object, ...], list[int]] = {}
    for number, row in sheet.rows.items():
        texts = tuple(cell.value for cell in row.values())
        if len(texts) > 2 and all(isinstance(one, str) for one in texts) and len(set(texts)) == len(texts):
            seen.setdefault(texts, []).append(number)
    again = {texts: numbers for texts, numbers in seen.items() if len(numbers) > 1}
    said = {texts: sum(words().heading(str(one)) is not None for one in texts) for texts in again}
    return frozenset(n for texts, numbers in again.items() if said[texts] * 2 >= len(texts) for n in numbers)


def numbers_columns(row: Row) -> bool:
    """Whether a row does nothing but number the columns: (1), (2), (3)."""
    return len(row) > 2 and all(_NUMBERED.fullmatch(cell.text) for cell in row.values())


def is_a_row_of_units(row: Row, first: int) -> bool:
    """Whether a row straight below headings does nothing but say what their figures are counted in: %, number, £."""
    units = [isinstance(cell.value, str) and (is_a_unit(cell.text) or cell.text == "pts") for cell in row.values()]
    return first not in row and all(units) and all(len(cell.text) <= _LONGEST_UNIT for cell in row.values())


def _names_below(fields: dict[int, str | None], below: Row, is_title: IsTitle) -> bool:
    """Whether a title stands straight below the heading of titles: then nothing need be made to look like a heading."""
    return any(name in ("metric", "indicator") and c in below and is_title(below[c].text) for c, name in fields.items())


def _names_a_metric(text: str, is_title: IsTitle) -> bool:
    """Whether a text is a title or an id and no heading; Confidence, a word alone, is both."""
    return is_an_id(text) or (is_title(text) and (" " in text or words().heading(text) is None))


def _heads_alone(row: Row) -> bool:
    """Whether every word of a row says what headings say."""
    return all(isinstance(cell.value, str) and words().heading(cell.text) for cell in row.values())


def may_head(cell: StyledCell) -> bool:
    """Whether a cell is short enough for a heading; a form's question is longer, and a year may be a number."""
    if not isinstance(cell.value, str):
        return year_of(cell) is not None
    return 0 < len(cell.text) <= (_LONGEST_QUESTION if "?" in cell.text else LONGEST_HEADING)


def _is_word(text: str) -> bool:
    return words().status(text) is not None or words().of_list("breakdown", text) is not None


def _wide(sheet: StyledSheet, cell: StyledCell) -> bool:
    area = sheet.merged.get((cell.row, cell.column))
    return area is not None and area.last_column > area.first_column


def differs(cell: StyledCell, other: StyledCell | None) -> bool:
    if other is None:
        return False
    return (
        (cell.look.bold and not other.look.bold)
        or cell.look.fill != other.look.fill != ""
        or (bool(cell.look.fill) and not other.look.fill)
    )

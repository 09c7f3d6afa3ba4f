"""The rows that matter of a long table: of thousands of lines, those of one borough and what it is set beside.

Taking every line apart costs more than all the weighing after it. Here a line is cut only as far as the two columns
that say whether it is wanted, and by its separators alone where it has no quotation mark.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from outcomes_xl.model.cannot_use import CannotRead
from outcomes_xl.reading.figures import Number, figure_in_file
from outcomes_xl.sources.published.decimal_commas import with_points
from outcomes_xl.sources.published.opened_table import Opened
from outcomes_xl.sources.published.row_widths import CELLS_OF_A_NOTE, LeftOut, widened

_MOST_LINES_IN_A_ROW = 1_000
_LONGEST_ROW = 1_000_000


@dataclass
class Wanted:
    """Which rows are wanted, by what stands in the column ``area``; and what was seen on the way.

    ``said`` says of an area whether its rows are wanted (True), to be put aside as they are (None), or neither (False);
    ``asked`` of what stands in the column ``noting`` whether anything asks for such rows: others may be left out.
    Afterwards ``noted`` has all that stands in the column ``noting``, in wanted rows and others, and ``counted`` how
    many rows there are. Blank lines are counted, as they always were. ``aside`` has the lines put aside, by what stands
    in the column ``noting``; a table that never was lines of text puts none aside, and no more one with decimal commas.
    """

    area: int
    said: Callable[[str], bool | None]
    noting: int
    asked: Callable[[str], bool] = lambda noted: True
    noted: set[str] = field(default_factory=set)
    counted: int = 0
    aside: dict[str, list[str]] = field(default_factory=dict)


def rows_of(file: Opened, wanted: Wanted) -> Iterator[list[str]]:
    """Give the wanted rows of a table, each as wide as its headings. ``file.cut_short`` is known afterwards.

    Raises CannotRead where a quotation mark is opened and never closed.
    """
    if file.lines is None:
        return _of_cells(file.rows, wanted)
    return with_points(_of_lines(file, file.lines, wanted), file.comma_is_decimal)


def _of_cells(rows: Iterator[list[str]], wanted: Wanted) -> Iterator[list[str]]:
    for cells in rows:
        wanted.counted += 1
        wanted.noted.add(cells[wanted.noting])
        if wanted.said(cells[wanted.area]):
            yield cells


def _of_lines(file: Opened, lines: Iterator[str], wanted: Wanted) -> Iterator[list[str]]:
    area, noting, noted = wanted.area, wanted.noting, wanted.noted
    separator, width, last = file.separator, len(file.headings), max(wanted.area, wanted.noting) + 1
    left_out = file.left_out or LeftOut(width)
    asked: dict[str, bool | None] = {}
    record = before = passed_over = ""
    count = 0
    for record in lines:
        count += 1
        if passed_over and record.startswith(passed_over) and '"' not in record:
            continue
        if quoted := '"' in record:
            record = _whole(record, lines) if record.count('"') % 2 else record
            cells = _cells(record, separator)
        else:
            cells = record.split(separator, last)
        if len(cells) <= last:  # nothing stands behind the last column needed, so the line's end is still in it
            cells = widened([cell.rstrip("\r\n") for cell in cells], width)
        if cells[noting] != before:
            before = cells[noting]
            noted.add(before)
            passed_over = before + separator if noting == 0 and not wanted.asked(before) else ""
        try:
            ours = asked[named := cells[area]]
        except KeyError:
            # In a row that slipped another cell stands where the area should: no area's name, so it comes by here.
            whole = _cells(record, separator)
            if left_out.takes(file.lines_read + count, whole):
                continue
            if CELLS_OF_A_NOTE < len(whole) < width and isinstance(figure_in_file(named), Number):
                left_out.add(file.lines_read + count, whole)
                continue
            ours = asked[named] = wanted.said(named)
        if ours:
            cells = cells if quoted else record.rstrip("\r\n").split(separator)
            if len(cells) == width or not left_out.takes(file.lines_read + count, cells):
                yield cells if len(cells) >= width else widened(cells, width)
        elif ours is None and not file.comma_is_decimal:
            wanted.aside.setdefault(before, []).append(record)
    wanted.counted = count
    file.cut_short = 0 < len(_cells(record, separator)) < width and not record.endswith(("\n", "\r"))


def cells_of(record: str, separator: str, width: int) -> list[str] | None:
    """Return a record's cells, one a heading; None where it has others, so that none of them is sure."""
    cells = _cells(record, separator)
    return cells[:width] if len(cells) == width or (len(cells) > width and not any(cells[width:])) else None


def _cells(record: str, separator: str) -> list[str]:
    """Return a record's cells. Without a quotation mark its separators say all, in half the time csv takes."""
    if '"' in record:
        return next(csv.reader((record,), delimiter=separator), [])
    plain = record.rstrip("\r\n")
    return plain.split(separator) if plain else []


def _whole(line: str, lines: Iterator[str]) -> str:
    """Return a record that goes on over line breaks in a quoted cell: it ends where its quotation marks are even.

    Raises CannotRead where they are not for longer than a cell's text is: the mark was never closed.
    """
    parts, length = [line], len(line)
    for more in lines:
        parts.append(more)
        length += len(more)
        if more.count('"') % 2:
            break
        if len(parts) > _MOST_LINES_IN_A_ROW or length > _LONGEST_ROW:
            raise CannotRead(
                f"A quotation mark is opened and not closed in the row that begins “{line.strip()[:60]}”.",
                "Download it again, or take that quotation mark out.",
            )
    return "".join(parts)

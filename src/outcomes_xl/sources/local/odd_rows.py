"""Rows of a CSV file with more or fewer cells than there are headings, taken out before DuckDB reads it.

Told to read on, DuckDB takes the first cells of such a row as they come: one comma too many, and every cell stands
under the next heading.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from outcomes_xl.sources.published.row_widths import CELLS_OF_A_NOTE, LeftOut


def without_odd_rows(copy: Path, above: int, width: int, mark: str) -> LeftOut:
    """Take such rows out of a copy in UTF-8 whose headings stand below ``above`` lines; return which they were.

    A short row stays where other rows have blanks at their ends too: Excel leaves those off. So does a note of a cell
    or two below the table, which is nobody's.
    """
    left_out = LeftOut(width)
    filled = _last_cell_is_always_filled(copy, above, width, mark)
    kept = copy.with_name(f"{copy.name}.kept")
    with kept.open("w", encoding="utf-8", newline="") as out:
        for number, record, cells in _records(copy, above, mark):
            if cells is None:
                out.write(record)
            elif filled and CELLS_OF_A_NOTE < len(cells) < width:
                left_out.add(number, cells)
            elif not left_out.takes(number, cells):
                out.write(record)
    kept.replace(copy)
    return left_out


def _last_cell_is_always_filled(copy: Path, above: int, width: int, mark: str) -> bool:
    ends = (cells[-1] for _, _, cells in _records(copy, above, mark) if cells is not None and len(cells) == width)
    return all(end.strip() for end in ends)


def _records(copy: Path, above: int, mark: str) -> Iterator[tuple[int, str, list[str] | None]]:
    """Give each row's number, its text and its cells; no cells for the lines down to the headings.

    Where a quotation mark is never closed, what follows is given as it stands, for DuckDB to say what it makes of it.
    """
    lines: list[str] = []
    with copy.open(encoding="utf-8-sig", newline="") as text:

        def seen() -> Iterator[str]:
            for line in text:
                lines.append(line)
                yield line

        rows = csv.reader(seen(), delimiter=mark)
        number = read = 0
        try:
            for number, cells in enumerate(rows, 1):
                record = "".join(lines)
                lines.clear()
                headings = read <= above
                read = rows.line_num
                yield number, record, None if headings else cells
        except csv.Error:
            yield number + 1, "".join(lines) + text.read(), None

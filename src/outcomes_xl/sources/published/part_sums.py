"""A figure added up from its parts, where the file prints no total: whole, partial, or not to be added at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from outcomes_xl.framework.entries import Series
from outcomes_xl.reading.figures import Blank, Figure, Number
from outcomes_xl.reading.tidy import bare, folded
from outcomes_xl.sources.published.published_rows import EVERYBODY, PublishedFile, PublishedRow


@dataclass(frozen=True, slots=True)
class Partial:
    """A sum with parts missing: what could be added up, and how many of how many parts are missing.

    ``parts`` and ``missing`` are 0 for a printed total that the publisher itself calls partial.
    """

    known: int | float
    parts: int = 0
    missing: int = 0


def adding(file: PublishedFile, series: Series) -> tuple[str, ...]:
    """Return the columns of this file whose rows are parts of the figure."""
    return tuple(column for column in series.parts if file.has(column))


def part_of(file: PublishedFile, row: PublishedRow, columns: tuple[str, ...]) -> tuple[str, ...]:
    """Return which part a row is, by its words in these columns."""
    return tuple(folded(file.text(row, column)) for column in columns)


def parts_of(
    file: PublishedFile, series: Series, rows: Iterable[PublishedRow]
) -> Mapping[tuple[str, str], set[tuple[str, ...]]]:
    """Return, for each period, every part that any area has a row for: a part without a row is missing as well."""
    columns = adding(file, series)
    found: dict[tuple[str, str], set[tuple[str, ...]]] = {}
    for row in rows if columns else ():
        part = part_of(file, row, columns)
        if not EVERYBODY & set(part):
            found.setdefault((row.period, row.part), set()).add(part)
    return found


def are_parts(file: PublishedFile, series: Series, rows: Sequence[PublishedRow]) -> bool:
    """Whether rows for one period can be added up, or have their total among them.

    Each part is there once, nothing else tells the rows apart, and no part is itself a total of others: girls and
    boys in autumn beside everybody in spring would be guessed at.
    """
    columns = adding(file, series)
    others = [name for name in file.filters if bare(name) not in map(bare, columns)]
    parts = [part_of(file, row, columns) for row in rows]
    alike = len({tuple(file.text(row, name).strip() for name in others) for row in rows}) == 1
    mixed = total_of(file, series, rows) is None and any(EVERYBODY & set(part) for part in parts)
    return len(set(parts)) == len(rows) and alike and not mixed


def total_of(file: PublishedFile, series: Series, rows: Sequence[PublishedRow]) -> PublishedRow | None:
    """Return the row that is for everybody, where the parts have one beside them."""
    totals = [row for row in rows if set(part_of(file, row, adding(file, series))) <= EVERYBODY]
    return totals[0] if len(totals) == 1 else None


def added_up(parts: list[Figure]) -> tuple[Figure, Partial | None]:
    """Return the sum of parts; where some are no numbers, what stands in the first of those, and the partial sum.

    Where no part is a number there is nothing to add up: the symbol stands for the whole, and nothing is partial.
    """
    numbers = [part.value for part in parts if isinstance(part, Number)]
    if len(numbers) == len(parts):
        return Number(_plain_sum(numbers)), None
    # A symbol says more than a blank.
    missing = sorted((part for part in parts if not isinstance(part, Number)), key=lambda one: isinstance(one, Blank))
    return missing[0], Partial(_plain_sum(numbers), len(parts), len(missing)) if numbers else None


def _plain_sum(numbers: list[int | float]) -> int | float:
    # 0.1 + 0.2 is 0.30000000000000004 to a computer.
    return round(sum(numbers), 10)

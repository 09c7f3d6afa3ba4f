"""One series in one file: its figures for the borough by period, or the choices when nothing says which is meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from outcomes_xl.framework.entries import Break, Series
from outcomes_xl.reading.figures import Blank, Figure, NotAFigure, NotCollected, Number, Suppressed, decimals, figure
from outcomes_xl.reading.periods import Period, PeriodKind, parse_period, read_by_its_end
from outcomes_xl.reading.tidy import bare, folded
from outcomes_xl.sources.published.part_sums import (
    EVERYBODY,
    Partial,
    added_up,
    adding,
    are_parts,
    part_of,
    parts_of,
    total_of,
)
from outcomes_xl.sources.published.published_rows import AreaKind, PublishedFile, PublishedRow

_OURS = frozenset({AreaKind.BOROUGH, AreaKind.JOINT})
# What a publisher's note says of a total that is not the whole.
_CALLED_PARTIAL = frozenset({"partial", "incomplete"})


@dataclass(frozen=True, slots=True)
class Point:
    """One period's figure. ``label`` is the period in the metric's own year, ``period`` None when it says none.

    ``added`` is how many parts were added up, 0 where the figure stands as printed. Where the sum is ``partial``,
    ``figure`` is what stands in the first missing part: a symbol or a blank, and never a number.
    """

    label: str
    period: Period | None
    figure: Figure
    row: PublishedRow
    printed_otherwise: bool = False
    added: int = 0
    partial: Partial | None = None

    @property
    def order(self) -> tuple[bool, object, str]:
        return (self.period is not None, self.period.end if self.period else 0, self.row.period)

    @property
    def combined(self) -> bool:
        return self.row.place is AreaKind.JOINT or "combined" in folded(self.row.note)


@dataclass(frozen=True)
class Sighting:
    """A series seen in a file. ``choices`` is not empty when several rows could be the figure for one period."""

    series: Series
    file: PublishedFile
    points: tuple[Point, ...] = ()
    choices: tuple[str, ...] = ()
    choices_for: str = ""
    breakdowns: tuple[str, ...] = ()
    compared: Mapping[AreaKind, Figure] = field(default_factory=dict)
    breaks: tuple[Break, ...] = ()

    @property
    def latest(self) -> Point:
        return self.points[-1]


def sight(series: Series, file: PublishedFile, kind: str, breaks: tuple[Break, ...] = ()) -> Sighting | None:
    """Return what a file says of a series, its periods in order; None when none of its rows are this series.

    No points and no choices: the file has the series, and no row for the borough. ``kind`` is the metric's
    period kind; ``breaks`` are what is known of this series, and the file may know more.
    """
    where = {**file.defaults, **series.where}
    rows = file.matching(file.rows, where)
    if not rows:
        return None
    ours = [row for row in rows if row.place in _OURS]
    headline = _headline(file, ours, {**where, **dict.fromkeys(series.parts, "")})
    ours = file.matching(ours, headline)
    by_period: dict[tuple[str, str], list[PublishedRow]] = {}
    for row in ours:
        by_period.setdefault((row.period, row.part), []).append(row)
    for rows_of_one in by_period.values():
        _own_before_joint(rows_of_one)
    several = [key for key, claim in by_period.items() if _several(file, series, claim)]
    if several:
        claim = by_period[max(several, key=lambda key: _point(file, series, by_period[key], kind).order)]
        label = _point(file, series, claim, kind).label
        return Sighting(series, file, choices=tuple(_choices(file, series, claim)), choices_for=label)
    parts = parts_of(file, series, file.matching(rows, headline))
    points = sorted(
        (_point(file, series, claim, kind, parts.get(key, set())) for key, claim in by_period.items()),
        key=lambda point: point.order,
    )
    if not points:
        return Sighting(series, file)
    last = points[-1].row
    return Sighting(
        series,
        file,
        tuple(points),
        breakdowns=tuple(_breakdowns(file, series, {**where, **headline}, last)),
        compared=_compared(file, series, rows, headline, last),
        breaks=(*breaks, *file.breaks),
    )


def _headline(file: PublishedFile, rows: list[PublishedRow], where: Mapping[str, str]) -> dict[str, str]:
    """Return a filter value for every column the series leaves open and the file has an "everybody" for."""
    named = {bare(column) for column in where}
    found: dict[str, str] = {}
    for column in file.filters:
        if bare(column) in named:
            continue
        values = {file.text(row, column) for row in rows}
        everybody = sorted(value for value in values if folded(value) in EVERYBODY)
        if len(values) > 1 and len(everybody) == 1:
            found[column] = everybody[0]
    return found


def _own_before_joint(rows: list[PublishedRow]) -> None:
    """Leave joint rows out where the borough has rows of its own."""
    if own := [row for row in rows if row.place is AreaKind.BOROUGH]:
        rows[:] = own


def _several(file: PublishedFile, series: Series, rows: list[PublishedRow]) -> bool:
    """Whether rows for one period are different things, even where they happen to print the same figure.

    The parts of a sum are not different things, as long as each of them is there once.
    """
    if series.parts and len(rows) > 1:
        return not are_parts(file, series, rows)
    filters = [*file.filters, series.value] if len(rows) > 1 else []
    return len({tuple(file.text(row, name).strip() for name in filters) for row in rows}) > 1


def _choices(file: PublishedFile, series: Series, rows: list[PublishedRow]) -> Iterator[str]:
    open_columns = [name for name in file.filters if len({file.text(row, name) for row in rows}) > 1]
    for row in rows:
        group = ", ".join(file.text(row, name) for name in open_columns) or "another row"
        yield f"{group}: {file.text(row, series.value).strip() or 'blank'}"


def _point(
    file: PublishedFile, series: Series, rows: list[PublishedRow], kind: str, parts: Iterable[tuple[str, ...]] = ()
) -> Point:
    row = total_of(file, series, rows) or rows[0]
    period = None if row.part else parse_period(row.period, kind)
    label = period.label if period else f"{row.period} {row.part}".strip()
    otherwise = period is not None and read_by_its_end(row.period, kind)
    columns = adding(file, series)
    if columns and total_of(file, series, rows) is None:
        there = {part_of(file, one, columns): figure(file.text(one, series.value)) for one in rows}
        found, partial = added_up([there.get(part, Blank()) for part in sorted({*parts, *there})])
        return Point(label, period, found, row, otherwise, max(len(set(parts)), len(there)), partial)
    found = figure(file.text(row, series.value))
    if isinstance(found, Number) and _CALLED_PARTIAL & set(folded(row.note).replace(",", " ").split()):
        return Point(label, period, Blank(), row, otherwise, partial=Partial(found.value))
    return Point(label, period, found, row, otherwise)


def _breakdowns(file: PublishedFile, series: Series, where: dict[str, str], last: PublishedRow) -> Iterator[str]:
    """Give each wanted breakdown that the borough has figures for in the latest period, in the officer's word."""
    said: set[str] = set()
    for column, word in series.breakdowns.items():
        if word in said or not file.has(column):
            continue
        rest = {name: value for name, value in where.items() if bare(name) != bare(column)}
        groups: dict[str, bool] = {}
        beside = [row for row in file.rows if row.place is last.place and _in_time(row, last)]
        for row in file.matching(beside, rest):
            if group := file.text(row, column).strip():
                known = isinstance(figure(file.text(row, series.value)), Number)
                groups[group] = groups.get(group, False) or known
        parts = {group: known for group, known in groups.items() if folded(group) not in EVERYBODY}
        if len(groups) > 1:
            said.add(word)
            yield word if any(parts.values()) else f"{word} (no figures)"


def _compared(
    file: PublishedFile, series: Series, rows: Iterable[PublishedRow], headline: Mapping[str, str], last: PublishedRow
) -> dict[AreaKind, Figure]:
    elsewhere: dict[AreaKind, list[PublishedRow]] = {}
    every = [row for row in file.matching(rows, headline) if _in_time(row, last)]
    for row in every:
        if row.place not in _OURS:
            elsewhere.setdefault(row.place, []).append(row)
    if not adding(file, series):
        texts = {place: {file.text(row, series.value).strip() for row in mine} for place, mine in elsewhere.items()}
        return {place: figure(said.pop()) for place, said in texts.items() if len(said) == 1}
    parts = parts_of(file, series, every).get((last.period, last.part), set())
    points = {
        place: _point(file, series, mine, PeriodKind.ANY, parts)
        for place, mine in elsewhere.items()
        if not _several(file, series, mine)
    }
    return {place: point.figure for place, point in points.items() if point.partial is None}


def _in_time(row: PublishedRow, other: PublishedRow) -> bool:
    return (row.period, row.part) == (other.period, other.part)


def agree(left: Figure, right: Figure) -> bool:
    """Whether two sources print the same figure, to as many decimals as the shorter one has."""
    if isinstance(left, Number) and isinstance(right, Number):
        both = min(decimals(left.value), decimals(right.value))
        return abs(left.value - right.value) <= 0.5 * 10.0**-both + 1e-9
    return left == right


def in_a_cell(found: Figure) -> int | float | str | None:
    """Return a figure as it goes into a cell: a number, a published symbol or word, or None for a blank."""
    match found:
        case Number(value):
            return value
        case Suppressed(symbol):
            return symbol
        case NotCollected(word):
            return word
        case Blank() | NotAFigure():
            return None

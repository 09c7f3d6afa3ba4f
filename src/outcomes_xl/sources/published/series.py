"""One series in one file: its figures for the borough by period, or the choices when nothing says which is meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial

from outcomes_xl.framework.entries import Break, Series
from outcomes_xl.reading.figures import (
    Blank,
    Figure,
    NotAFigure,
    NotCollected,
    Number,
    Suppressed,
    figure_in_file,
)
from outcomes_xl.reading.periods import PeriodKind, parse_period, read_by_its_end, understood
from outcomes_xl.reading.printed_periods import printed_in_file
from outcomes_xl.reading.tidy import bare, folded, tidy_text
from outcomes_xl.sources.published.finality import most_final
from outcomes_xl.sources.published.part_sums import (
    Partial,
    added_up,
    adding,
    are_parts,
    part_of,
    parts_of,
    total_of,
)
from outcomes_xl.sources.published.points import JUDGEMENT, SAME, SEVERAL, UNTOLD, Point
from outcomes_xl.sources.published.published_rows import (
    EVERYBODY,
    AreaKind,
    PublishedFile,
    PublishedRow,
    is_a_word,
    spellings,
)
from outcomes_xl.sources.published.said_units import in_another_unit, unit_columns

# Which of a borough's own rows is taken where there are several kinds: the borough's own before those of its district.
_OURS = (AreaKind.BOROUGH, AreaKind.DISTRICT, AreaKind.JOINT)
# What a publisher's note says of a total that is not the whole.
_SCHOOL_YEAR_ENDS_EARLY = timedelta(days=62)
_CALLED_PARTIAL = frozenset({"partial", "incomplete"})


Wider = Mapping[AreaKind, Figure]


@dataclass(frozen=True)
class Sighting:
    """A series seen in a file. ``choices`` is not empty when several rows could be the figure for one period.

    ``ahead`` are the periods that are not over yet, which nobody can have counted. ``aside`` are those that are none
    of the metric's, where others are: a quarter beside years, or what is not understood. ``wider`` are London's and
    England's figures by the period as printed.
    """

    series: Series
    file: PublishedFile
    points: tuple[Point, ...] = ()
    choices: tuple[str, ...] = ()
    choices_for: str = ""
    breakdowns: tuple[str, ...] = ()
    wider: Mapping[tuple[str, str], Wider] = field(default_factory=dict)
    breaks: tuple[Break, ...] = ()
    ahead: tuple[Point, ...] = ()
    aside: tuple[Point, ...] = ()
    neighbours: Callable[[], Mapping[str, Figure]] = dict
    """What the borough's statistical neighbours have for the latest period, by their names as printed; when asked."""
    other_unit: str = ""
    """The unit beside each of the figures, where it is not the series': "Count"; none of them is then the metric's."""
    torn: Mapping[AreaKind, tuple[str, ...]] = field(default_factory=dict)
    """What stands for London or England in the latest period where that is several figures, so that none is theirs."""
    gap: bool = False
    """Whether each figure is the difference of its two inputs."""
    notes: tuple[str, ...] = ()
    """Sentences about what was left out on the way, for somebody who uses the figure."""
    groups: bool = False
    """Whether the inputs of each point stand side by side, and there is no figure for all together."""
    groups_named: int = 0
    """How many groups the metric is published for; its file may have fewer."""

    @property
    def latest(self) -> Point:
        return self.points[-1]

    def compared(self, point: Point) -> Wider:
        """Return the figures of London and England beside a point."""
        return self.wider.get((point.row.period, point.row.part), {})


def sight(
    series: Series, file: PublishedFile, kind: str, today: date, breaks: tuple[Break, ...] = (), unit: str = ""
) -> Sighting | None:
    """Return what a file says of a series, its periods in order; None when none of its rows are this series.

    No points and no choices: the file has the series, and no row for the borough. ``kind`` and ``unit`` are the
    metric's period kind and unit; ``breaks`` are what is known of this series, and the file may know more.
    """
    of_it = {file.dataset_column: f"{series.dataset}|{series.dataset}.0"} if file.dataset_column else {}
    where = {**file.defaults, **of_it, **series.where}
    rows = file.matching(file.rows, where)
    if not rows:
        return None
    units = unit_columns(file, series)
    rows, other = _in_its_unit(rows, units, series.unit or unit)
    rows = most_final(file, rows, where)
    way = _Way(series, file, series.period_kind or kind, unit)
    ours = [row for row in rows if row.place in _OURS]
    headline = _headline(file, ours, {**where, **dict.fromkeys(series.parts, "")})
    ours = file.matching(ours, headline)
    by_period: dict[tuple[str, str], list[PublishedRow]] = {}
    for row in ours:
        by_period.setdefault(way.when(row), []).append(row)
    for rows_of_one in by_period.values():
        _own_before_joint(rows_of_one)
    wider, torn = _wider(way, rows, headline)
    several = [key for key, claim in by_period.items() if _several(file, series, claim)]
    if several:
        claim = by_period[max(several, key=lambda key: way.point(by_period[key]).order)]
        label = way.point(claim).label
        return Sighting(series, file, choices=tuple(_choices(file, series, claim)), choices_for=label, wider=wider)
    parts = parts_of(file, series, file.matching(rows, headline))

    def parts_in(claim: Sequence[PublishedRow]) -> set[tuple[str, ...]]:
        if not parts:
            return set()
        return set().union(*(parts.get(printed, set()) for printed in {(row.period, row.part) for row in claim}))

    every = sorted((way.point(claim, parts_in(claim)) for claim in by_period.values()), key=lambda point: point.order)
    come = [point for point in every if not _ahead(point, today)]
    ahead = tuple(point for point in every if _ahead(point, today))
    if not come:
        return Sighting(series, file, wider=wider, ahead=ahead)
    points = [point for point in come if point.period] or come
    series = _as_counted(series, points[-1], kind)
    last = points[-1].row
    return Sighting(
        series,
        file,
        tuple(points),
        breakdowns=tuple(_breakdowns(file, series, {**where, **headline}, last)),
        wider=wider,
        breaks=(*breaks, *file.breaks),
        ahead=ahead,
        aside=tuple(point for point in come if point not in points),
        other_unit=other,
        torn=torn.get((last.period, last.part), {}),
        neighbours=partial(_neighbours, way, {**where, **headline}, last),
    )


def _as_counted(series: Series, latest: Point, kind: str) -> Series:
    """Return a series without its difference of periods, where this file has the metric's own kind of year after all.

    A coverage table of a quarter is close to a yearly metric; the publisher's table of the year is the same.
    """
    if series.period_kind != PeriodKind.ANY or kind == PeriodKind.ANY or latest.row.part:
        return series
    return replace(series, exactness=SAME, difference="") if parse_period(latest.row.period, kind) else series


def _in_its_unit(rows: list[PublishedRow], columns: tuple[int, ...], unit: str) -> tuple[list[PublishedRow], str]:
    """Return the rows in the series' unit; where the borough has none in it, those in its own, and which that is."""
    if not columns:
        return rows, ""
    said = [in_another_unit(row, columns, unit) for row in rows]
    fit = [row for row, other in zip(rows, said, strict=True) if not other]
    if any(row.place in _OURS for row in fit):
        return fit, ""
    theirs = next((other for row, other in zip(rows, said, strict=True) if other and row.place in _OURS), "")
    return [row for row, other in zip(rows, said, strict=True) if other == theirs], theirs


def _ahead(point: Point, today: date) -> bool:
    """Whether a period is not over: what is counted over a year is counted when the year has ended."""
    told = point.period or point.said
    if told is None:
        return False
    if told.end <= today:
        return False
    if told.kind is PeriodKind.EDITION:
        return told.start > today  # an edition is called by the year it comes out in
    # Tests and examinations of a school year are marked, and some of them published, before it ends in August.
    early = _SCHOOL_YEAR_ENDS_EARLY if told.kind is PeriodKind.ACADEMIC else timedelta()
    return told.end - early > today


def _headline(file: PublishedFile, rows: list[PublishedRow], where: Mapping[str, str]) -> dict[str, str]:
    """Return a filter value for every column the series leaves open and the file has an "everybody" for."""
    named = {one for column in where for one in spellings(column)}
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
    """Leave joint rows and district rows out where the borough has rows of its own."""
    for place in _OURS if len(rows) > 1 else ():
        if own := [row for row in rows if row.place is place]:
            rows[:] = own
            return


def _several(file: PublishedFile, series: Series, rows: list[PublishedRow]) -> bool:
    """Whether rows for one period are different things, even where they happen to print the same figure.

    The parts of a sum are not different things, as long as each of them is there once.
    """
    if series.parts and len(rows) > 1:
        return not are_parts(file, series, rows)
    if len(rows) < 2:
        return False
    # 31 and 31.0 are one figure, however it is printed.
    said = {
        (*(file.text(row, name).strip() for name in file.filters), figure_in_file(file.text(row, series.value).strip()))
        for row in rows
    }
    return len(said) > 1


def _choices(file: PublishedFile, series: Series, rows: list[PublishedRow]) -> Iterator[str]:
    open_columns = [name for name in file.filters if _differ(file, rows, name)]
    periods = len({row.period for row in rows}) > 1
    if not open_columns and not periods:
        open_columns = _telling_apart(file, series, rows)
    for row in rows:
        told = [*([row.period] if periods else []), *(file.text(row, name).strip() for name in open_columns)]
        group = ", ".join(filter(None, told)) or "another row"
        yield f"{group}: {file.text(row, series.value).strip() or 'blank'}"


def _differ(file: PublishedFile, rows: Sequence[PublishedRow], column: str) -> bool:
    return len({file.text(row, column) for row in rows}) > 1


def _telling_apart(file: PublishedFile, series: Series, rows: Sequence[PublishedRow]) -> list[str]:
    """Return the columns of words, no filters of the file, by which rows of one period differ: "Area Type"."""
    values = spellings(series.value)
    return [
        name
        for name in file.headings
        if bare(name) not in values
        and _differ(file, rows, name)
        and any(is_a_word(file.text(row, name)) for row in rows)
    ][:2]


@dataclass(frozen=True)
class _Way:
    """How the rows of a series are read: the kind of year the file counts in, and the metric's unit."""

    series: Series
    file: PublishedFile
    kind: str
    unit: str

    def when(self, row: PublishedRow) -> tuple[str, str]:
        """Return what a row is for: its period as it is understood ("2025" and "2024-25" can be one), and its part."""
        period = printed_in_file(row.printed, self.kind)
        return (period.label if period and not row.part else row.period), row.part

    def point(self, rows: Sequence[PublishedRow], parts: Iterable[tuple[str, ...]] = ()) -> Point:
        file, series = self.file, self.series
        columns = adding(file, series)
        total = total_of(file, series, rows) if columns else None
        row = total or rows[0]
        period = printed_in_file(row.printed, self.kind)
        told = understood(row.printed) if period is None else None
        named = told if row.part else None  # "October to December 2024" says more than "202425 Financial year Q3"
        label = period.label if period else named.label if named else f"{row.period} {row.part}".strip() or UNTOLD
        in_short = period is not None and parse_period(row.printed, self.kind) is None
        otherwise = in_short or (period is not None and not row.part and read_by_its_end(row.period, self.kind))
        if columns and total is None:
            there = {part_of(file, one, columns): self.figure(one) for one in rows}
            found, short = added_up([there.get(part, Blank()) for part in sorted({*parts, *there})])
            count = max(len(set(parts)), len(there))
            return Point(label, period, found, row, otherwise, count, short, said=told)
        found = self.figure(row)
        if isinstance(found, Number) and _CALLED_PARTIAL & set(folded(row.note).replace(",", " ").split()):
            return Point(label, period, Blank(), row, otherwise, partial=Partial(found.value), said=told)
        return Point(label, period, found, row, otherwise, said=told)

    def figure(self, row: PublishedRow) -> Figure:
        """Return what stands in the value's cell; for a judgement its words are the figure."""
        text = self.file.text(row, self.series.value)
        found = figure_in_file(text)
        if isinstance(found, NotAFigure):
            found = self._with_its_unit(text, found)
        if isinstance(found, Suppressed) and found.symbol in self.file.withheld:
            return replace(found, why=self.file.withheld[found.symbol])
        if self.unit == JUDGEMENT and isinstance(found, NotAFigure) and tidy_text(text):
            return NotCollected(tidy_text(text))
        return found

    def _with_its_unit(self, text: str, found: Figure) -> Figure:
        """Return the number of "31 per 10,000", where that is the series' own unit; else what was found."""
        unit, plain = self.series.unit or self.unit, tidy_text(text)
        own = unit.startswith("per ") and plain.endswith(unit)
        return figure_in_file(plain.removesuffix(unit).strip()) if own else found


def _breakdowns(file: PublishedFile, series: Series, where: dict[str, str], last: PublishedRow) -> Iterator[str]:
    """Give each wanted breakdown that the borough has figures for in the latest period, in the officer's word."""
    said: set[str] = set()
    for column, word in series.breakdowns.items():
        if word in said or not file.has(column):
            continue
        rest = {name: value for name, value in where.items() if not set(spellings(name)) & set(spellings(column))}
        groups: dict[str, bool] = {}
        beside = [row for row in file.rows if row.place is last.place and _in_time(row, last)]
        for row in file.matching(beside, rest):
            if group := file.text(row, column).strip():
                known = isinstance(figure_in_file(file.text(row, series.value)), Number)
                groups[group] = groups.get(group, False) or known
        parts = {group: known for group, known in groups.items() if folded(group) not in EVERYBODY}
        if len(groups) > 1:
            said.add(word)
            yield word if any(parts.values()) else f"{word} (no figures)"


def _wider(
    way: _Way, rows: Iterable[PublishedRow], headline: Mapping[str, str]
) -> tuple[dict[tuple[str, str], dict[AreaKind, Figure]], dict[tuple[str, str], dict[AreaKind, tuple[str, ...]]]]:
    """Return the figures of London and England by period, where one row, or one sum, is clearly theirs.

    Where several rows print different figures none is; what they print is the second half.
    """
    file, series = way.file, way.series
    elsewhere: dict[tuple[str, str], dict[AreaKind, list[PublishedRow]]] = {}
    every = file.matching(rows, headline)
    for row in every:
        if row.place not in _OURS and row.place in series.compared:
            elsewhere.setdefault((row.period, row.part), {}).setdefault(row.place, []).append(row)
    found: dict[tuple[str, str], dict[AreaKind, Figure]] = {}
    torn: dict[tuple[str, str], dict[AreaKind, tuple[str, ...]]] = {}
    parts = parts_of(file, series, every) if adding(file, series) else {}
    for key, places in elsewhere.items():
        for place, mine in places.items():
            if parts:
                point = None if _several(file, series, mine) else way.point(mine, parts.get(key, set()))
                if point and point.partial is None:
                    found.setdefault(key, {})[place] = point.figure
            elif len(texts := dict.fromkeys(file.text(row, series.value).strip() for row in mine)) == 1:
                found.setdefault(key, {})[place] = way.figure(mine[0])
            else:
                torn.setdefault(key, {})[place] = tuple(texts)
    return found, torn


def _neighbours(way: _Way, where: Mapping[str, str], last: PublishedRow) -> dict[str, Figure]:
    """Return each neighbour's figure for the period of a row, SEVERAL where it has more; a sum is left out."""
    if adding(way.file, way.series):
        return {}
    rows: dict[str, list[PublishedRow]] = {}
    units = unit_columns(way.file, way.series)
    for row in most_final(way.file, way.file.of_neighbours(where, last.period, last.part), where):
        if in_another_unit(row, units, way.series.unit or way.unit):
            continue
        rows.setdefault(row.area, []).append(row)
    return {
        area: way.figure(mine[0]) if len({way.figure(row) for row in mine}) == 1 else SEVERAL
        for area, mine in rows.items()
    }


def _in_time(row: PublishedRow, other: PublishedRow) -> bool:
    return (row.period, row.part) == (other.period, other.part)

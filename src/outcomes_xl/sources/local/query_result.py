"""What one table or a folder of extracts answered, and the same by period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from outcomes_xl.reading.figures import Blank, Figure, figure_in_file
from outcomes_xl.reading.periods import Period
from outcomes_xl.sources.local.cell_expressions import Where
from outcomes_xl.sources.local.column_roles import Columns
from outcomes_xl.sources.local.extract_periods import read_period
from outcomes_xl.sources.local.query import Count


@dataclass(frozen=True)
class Probe:
    """What one table of a source answered. ``name`` is the table's or the file's, ``files`` how many were read.

    ``remarks`` are what an officer should know of it and what to do, as sentences.
    """

    name: str
    columns: Columns
    counts: tuple[Count, ...]
    files: int = 1
    repeated: tuple[str, ...] = ()
    rows_read: int = 0
    remarks: tuple[tuple[str, str], ...] = ()
    left_out: str = ""
    """Which rows were not used for their number of cells, as a sentence; "" where there are none."""


@dataclass(frozen=True, slots=True)
class PeriodSeen:
    """The borough's rows of one period. ``label`` is as it stands; ``period`` None when the metric has none such."""

    label: str
    period: Period | None
    counts: tuple[Count, ...]

    @property
    def order(self) -> tuple[bool, date, str]:
        return (self.period is not None, self.period.end if self.period else date.min, self.label)

    @property
    def called(self) -> str:
        return self.period.label if self.period else self.label or "no period"

    def total(self, part: str) -> int:
        return sum(getattr(count, part) for count in self.counts)

    @property
    def signs(self) -> dict[str, int]:
        """How many rows have each published symbol."""
        found: dict[str, int] = {}
        for count in self.counts:
            for sign, times in count.of:
                found[sign] = found.get(sign, 0) + times
        return found

    @property
    def units(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(unit for count in self.counts for unit in count.units))

    @property
    def partial(self) -> bool:
        """Whether some of several rows have a number and some have none: added up they are not the whole."""
        return self.total("rows") > 1 and 0 < self.total("numbers") < self.total("rows")

    @property
    def figure(self) -> Figure | None:
        """The figure where there is a single row, None where there are several."""
        if self.total("rows") != 1:
            return None
        only = self.counts[0]
        if only.figure is None:
            return Blank() if only.blanks else None
        return figure_in_file(only.figure)


def together(name: str, probes: Sequence[Probe]) -> Probe:
    """Return what several extracts of one folder amount to. A period that stands in more than one is remembered."""
    first = probes[0]
    seen: dict[tuple[str, str], list[Count]] = {}
    for probe in probes:
        for count in probe.counts:
            seen.setdefault((count.period, count.where), []).append(count)
    repeated = tuple(sorted({period for (period, _), counts in seen.items() if len(counts) > 1}))
    # An extract holds all that was known on its day, so of several for one period the last by name is the one to use.
    last = tuple(counts[-1] for counts in seen.values())
    columns = replace(
        first.columns,
        breakdowns={name: word for probe in probes for name, word in probe.columns.breakdowns.items()},
        levels={name: word for probe in probes for name, word in probe.columns.levels.items()},
        people=next((probe.columns.people for probe in probes if probe.columns.people), ""),
        unit=next((probe.columns.unit for probe in probes if probe.columns.unit), ""),
    )
    left_out = next((f"{probe.name}: {probe.left_out}" for probe in probes if probe.left_out), "")
    rows = sum(probe.rows_read for probe in probes)
    return Probe(name, columns, last, len(probes), repeated, rows, left_out=left_out)


def by_period(counts: Sequence[Count], kind: str) -> list[PeriodSeen]:
    """Return counts by period, the latest last. ``kind`` is the metric's period kind."""
    merged: dict[str, list[Count]] = {}
    for count in counts:
        merged.setdefault(count.period, []).append(count)
    periods = [PeriodSeen(text, read_period(text, kind), tuple(found)) for text, found in merged.items()]
    return sorted(periods, key=lambda one: one.order)


def of_the_borough(counts: Sequence[Count]) -> list[Count]:
    """Return the counts of the borough's rows: its own, else those shared with a neighbour, else all small areas.

    Wards, schools and localities are taken for the borough's where no other borough is named in the table: an
    extract of one's own seldom repeats whose it is.
    """
    by_where: dict[Where, list[Count]] = {}
    for count in counts:
        by_where.setdefault(count.where, []).append(count)
    for where in (Where.OURS, Where.JOINT):
        if where in by_where:
            return by_where[where]
    if Where.OTHERS in by_where:
        return []
    return [count for where in (Where.WARD, Where.LSOA, Where.PLACE) for count in by_where.get(where, [])]

"""From the counts a local source gave to one answer per metric, in the same words as for published files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from outcomes_xl.framework.entries import Borough, Framework, Metric
from outcomes_xl.reading.figures import Blank, Figure, NotAFigure, Suppressed, figure
from outcomes_xl.reading.periods import Period

from ..evidence import LONGEST_LINE, Evidence, Found
from ..lateness import behind, gaps, lateness
from ..sightings import agree, in_a_cell
from ..weighing import AVAILABLE, NEEDS_WORK
from ..wording import SHORT, WITHHELD, shortened, with_unit
from .columns import Columns
from .months import read_period
from .probing import MOST_ANSWERS, Count, Where

FEWEST_SAID = 10
"""Of a table with a row a person, fewer rows than this are not counted aloud: somebody could be recognised."""

_MUCH_BLANK = 0.05
_SMALL = {Where.WARD: "Ward", Where.LSOA: "Lower super output area"}


@dataclass(frozen=True)
class Probe:
    """What one table of a source answered. ``name`` is the table's or the file's, ``files`` how many were read."""

    name: str
    columns: Columns
    counts: tuple[Count, ...]
    files: int = 1
    repeated: tuple[str, ...] = ()
    rows_read: int = field(default=0)


@dataclass(frozen=True, slots=True)
class _Period:
    label: str
    period: Period | None
    counts: tuple[Count, ...]

    @property
    def order(self) -> tuple[bool, date, str]:
        return (self.period is not None, self.period.end if self.period else date.min, self.label)

    def total(self, part: str) -> int:
        return sum(getattr(count, part) for count in self.counts)

    @property
    def figure(self) -> Figure | None:
        """The figure where there is a single row, None where there are several."""
        if self.total("rows") != 1:
            return None
        only = self.counts[0]
        if only.figure is None:
            return Blank() if only.blanks else None
        return figure(only.figure)


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
    )
    return Probe(name, columns, last, len(probes), repeated, sum(probe.rows_read for probe in probes))


def answer(metric: Metric, probe: Probe, framework: Framework, borough: Borough, today: date) -> Evidence:
    """Return what a local source says of a metric."""
    start = f"Local source {probe.name}"
    if len(probe.counts) >= MOST_ANSWERS:
        line = f"{start}: “{probe.columns.period}” has too many different values to be periods."
        return Evidence(metric.id, Found.UNREADABLE, shortened(line))
    mine = _mine(probe.counts)
    if not mine:
        return Evidence(metric.id, Found.NO_ROW, shortened(f"{start}: {_nobody(probe, borough)}"))
    periods = _by_period(mine, metric.period_kind)
    latest = periods[-1]
    found = _found(latest)
    late = behind(latest.period, metric, today)
    single = latest.figure
    levels, people = _levels(probe, mine, framework), bool(probe.columns.people)
    breakdowns = _groups(latest, probe, framework)
    work = bool(late) or people or single is None or found is not Found.FOUND or bool(probe.repeated)
    usable = any(one.total("numbers") for one in periods)
    said = "" if single is None else with_unit(single, metric)
    return Evidence(
        metric.id,
        found,
        _line(start, probe, latest, periods, said, borough),
        figure=None if single is None else in_a_cell(single),
        said=said,
        period=latest.period.label if latest.period else latest.label,
        latest=latest.period,
        level="; ".join(levels),
        breakdowns="; ".join(breakdowns) or "None",
        values=_values(periods, people, metric),
        lateness=lateness(latest.period, metric, today),
        behind=late,
        suggested_status=(NEEDS_WORK if work else AVAILABLE) if usable else "",
        caution=_caution(probe, latest),
    )


def one_of(metric: Metric, answers: Sequence[Evidence]) -> Evidence:
    """Return one answer for several sources of a metric: the same figure twice is one; else the officer is asked."""
    told = [one for one in answers if one.latest or one.period]
    if not told:
        return answers[0]
    first = told[0]
    if all(_same(first, other) for other in told[1:]):
        return replace(first, level=_joined(one.level for one in told), breakdowns=_groups_of(told))
    candidates = tuple(
        f"{one.line.partition(':')[0].removeprefix('Local source ')}: {one.said or one.values}, {one.period}"
        for one in told
    )
    line = f"{len(told)} rows of Sources are for this metric and differ: {'; '.join(candidates)}."
    return Evidence(metric.id, Found.CANDIDATES, shortened(line), candidates=candidates)


def _same(left: Evidence, right: Evidence) -> bool:
    ours, theirs = figure(left.figure), figure(right.figure)
    return left.period == right.period and left.figure is not None and agree(ours, theirs)


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(part for text in texts for part in text.split("; ") if part))


def _groups_of(told: Sequence[Evidence]) -> str:
    return _joined(one.breakdowns for one in told if one.breakdowns != "None") or "None"


# Which rows are the borough's -------------------------------------------------------------------------------------


def _mine(counts: Sequence[Count]) -> list[Count]:
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


def _nobody(probe: Probe, borough: Borough) -> str:
    if not probe.counts:
        return "it has headings and no rows."
    blank = sum(count.rows for count in probe.counts if count.where is Where.BLANK)
    if blank == sum(count.rows for count in probe.counts):
        return f"“{probe.columns.area}” is blank in every row."
    return f"no row for {borough.name} in “{probe.columns.area}”."


def _by_period(counts: Sequence[Count], kind: str) -> list[_Period]:
    merged: dict[str, list[Count]] = {}
    for count in counts:
        merged.setdefault(count.period, []).append(count)
    periods = [_Period(text, read_period(text, kind), tuple(found)) for text, found in merged.items()]
    return sorted(periods, key=lambda one: one.order)


def _levels(probe: Probe, mine: Sequence[Count], framework: Framework) -> list[str]:
    found = {_SMALL.get(count.where, "") for count in probe.counts} | set(probe.columns.levels.values())
    if any(count.where in (Where.OURS, Where.JOINT) for count in mine):
        found.add("Borough")
    if probe.columns.people:
        found.add("Person")
    words = [word for word in framework.list("geography") if word in found]
    return words or ["Locality or hub area"]


def _groups(latest: _Period, probe: Probe, framework: Framework) -> list[str]:
    varied = {probe.columns.breakdowns[name] for count in latest.counts for name in count.groups}
    return [word for word in framework.list("breakdown") if word in varied]


# What is said -----------------------------------------------------------------------------------------------------


def _found(latest: _Period) -> Found:
    single = latest.figure
    if any(count.where is Where.JOINT for count in latest.counts):
        return Found.COMBINED
    if isinstance(single, Suppressed):
        return Found.SUPPRESSED if single.symbol in WITHHELD else Found.NOT_AVAILABLE
    if isinstance(single, NotAFigure):
        return Found.UNREADABLE
    if latest.total("numbers"):
        return Found.FOUND
    if any(sign in WITHHELD for count in latest.counts for sign, _ in count.of):
        return Found.SUPPRESSED
    return Found.UNREADABLE if latest.total("strange") else Found.NOT_AVAILABLE


def _line(start: str, probe: Probe, latest: _Period, periods: Sequence[_Period], said: str, borough: Borough) -> str:
    what = said or f"{_rows(latest.total('rows'), probe)} for {borough.name}{_inside(latest, probe)}"
    when = latest.period.label if latest.period else latest.label or "no period"
    since = f"; {len(periods)} periods from {_label(periods[0])}" if len(periods) > 1 else ""
    files = f"; {probe.files} files" if probe.files > 1 else ""
    line = f"{start}: {what}, {when}{since}{files}."
    return line if len(line) <= LONGEST_LINE else shortened(f"{start}: {what}, {when}.")


def _label(one: _Period) -> str:
    return one.period.label if one.period else one.label or "no period"


def _rows(count: int, probe: Probe) -> str:
    if probe.columns.people and count < FEWEST_SAID:
        return f"fewer than {FEWEST_SAID} rows"
    return f"{count:,} row{'' if count == 1 else 's'}"


def _inside(latest: _Period, probe: Probe) -> str:
    rows, numbers = latest.total("rows"), latest.total("numbers")
    if probe.columns.people and rows < FEWEST_SAID:
        return ""
    if numbers == rows:
        return ", each with a number"
    return f", {numbers / rows:.0%} with a number"


def _values(periods: Sequence[_Period], people: bool, metric: Metric) -> str:
    """Say how many periods there are and what stands in the latest: "5 periods; latest: 3% blank, 2% c"."""
    count, latest = len(periods), periods[-1]
    text = f"{count} period{'' if count == 1 else 's'}"
    rows = latest.total("rows")
    if not (people and rows < FEWEST_SAID):
        signs: dict[str, int] = {}
        for one in latest.counts:
            for sign, times in one.of:
                signs[sign] = signs.get(sign, 0) + times
        parts = [(latest.total("blanks"), "blank"), (latest.total("words"), "not collected")]
        parts += [(times, f"{SHORT[sign]} ({sign})") for sign, times in signs.items()]
        parts.append((latest.total("strange"), "not a figure"))
        said = [f"{_share(times, rows)} {what}" for times, what in parts if times]
        text += f"; latest: {', '.join(said)}" if said else "; latest without a blank"
    if missing := gaps([one.period for one in periods if one.period], metric.every_months):
        text += f"; {missing} missing in between"
    return text


def _share(times: int, rows: int) -> str:
    return f"{times} of {rows}" if rows < 100 else "under 1%" if times / rows < 0.01 else f"{times / rows:.0%}"


def _caution(probe: Probe, latest: _Period) -> str:
    if probe.repeated:
        return f"{probe.repeated[-1]} stands in more than one file; the last by name was used."
    if latest.period is None and latest.label:
        return f"The period is written {latest.label}, which this metric's kind of year does not have."
    return ""

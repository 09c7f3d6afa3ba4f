"""What is said of a local source: one line of evidence, what stands in its values, and what to be careful about."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from outcomes_xl.framework.entries import Borough, Metric
from outcomes_xl.model.sentences import counted
from outcomes_xl.sources.answer_wording import SHORT, WITHHELD, shortened
from outcomes_xl.sources.evidence import LONGEST_LINE
from outcomes_xl.sources.lateness import gaps
from outcomes_xl.sources.local.cell_expressions import Where
from outcomes_xl.sources.local.extract_periods import is_a_month
from outcomes_xl.sources.local.query_result import PeriodSeen, Probe
from outcomes_xl.sources.local.source_limits import limits

FEWEST_SAID: int = limits()["people"]["fewest_said"]

_FEW_ENOUGH = 100


def line(probe: Probe, periods: Sequence[PeriodSeen], said: str, borough: Borough) -> str:
    """Return the evidence in one line; ``said`` is the figure, "" where there are several rows and none is shown."""
    start, latest = f"Local source {probe.name}", periods[-1]
    what = said or f"{_rows(probe, latest)} for {borough.name}{_inside(probe, latest)}"
    since = f"; {len(periods)} periods from {periods[0].called}" if len(periods) > 1 else ""
    files = f"; {probe.files} files" if probe.files > 1 else ""
    whole = f"{start}: {what}, {latest.called}{since}{files}."
    return whole if len(whole) <= LONGEST_LINE else shortened(f"{start}: {what}, {latest.called}.")


def nobody(probe: Probe, borough: Borough) -> str:
    """Say why none of a table's rows is the borough's."""
    start = f"Local source {probe.name}"
    if not probe.counts:
        return shortened(f"{start}: it has headings and no rows.")
    if any(count.where is Where.LOST for count in probe.counts):
        lost = "has codes that Excel rounded, such as 9.00E+06. Get it again with that column as text."
        return shortened(f"{start}: “{probe.columns.area}” {lost}")
    if all(count.where is Where.BLANK for count in probe.counts):
        return shortened(f"{start}: “{probe.columns.area}” is blank in every row.")
    return shortened(f"{start}: no row for {borough.name} in “{probe.columns.area}”.")


def values(probe: Probe, periods: Sequence[PeriodSeen], metric: Metric) -> str:
    """Say how many periods there are and what stands in the latest: "5 periods; latest: 3% blank, 2% c"."""
    count, latest = len(periods), periods[-1]
    text = counted(count, "period")
    if not _too_few(probe, latest):
        parts = [(latest.total("blanks"), "blank"), (latest.total("words"), "not collected")]
        parts += [(times, f"{SHORT[sign]} ({sign})") for sign, times in latest.signs.items()]
        parts.append((latest.total("strange"), "not a figure"))
        rows, people = latest.total("rows"), bool(probe.columns.people)
        said = [f"{_share(times, rows, people)} {what}" for times, what in parts if times]
        text += f"; latest: {', '.join(said)}" if said else "; latest without a blank"
    if missing := gaps([one.period for one in periods if one.period], _every(periods, metric)):
        text += f"; {missing} missing in between"
    return text


def caution(probe: Probe, latest: PeriodSeen, other_unit: str) -> str:
    """Return what travels with the answer, "" when there is nothing to be careful about."""
    if other_unit:
        return f"{other_unit} Nothing was converted."
    if probe.left_out:
        return f"{probe.left_out} Left out: mend the file, and look again."
    if probe.repeated:
        return f"{probe.repeated[-1]} stands in more than one file; the last by name was used."
    if latest.period is None and latest.label:
        return f"The period is written {latest.label}, which this metric's kind of year does not have."
    if latest.partial and probe.columns.people:
        return "Some rows have no number. If a blank means no in this table, nothing is missing: say so in your note."
    if latest.partial:
        return "Some rows have no number, so what can be added up is not the whole."
    return ""


def _every(periods: Sequence[PeriodSeen], metric: Metric) -> int | None:
    """Return how many months lie between figures: for extracts by the month, as few as between any two of them."""
    months = [one.period for one in periods if one.period]
    if len(months) < 3 or not all(is_a_month(one) for one in months):
        return metric.every_months
    ends = [one.end.year * 12 + one.end.month for one in months]
    return min(later - earlier for earlier, later in pairwise(ends)) or None


def _too_few(probe: Probe, latest: PeriodSeen) -> bool:
    return bool(probe.columns.people) and latest.total("rows") < FEWEST_SAID


def _rows(probe: Probe, latest: PeriodSeen) -> str:
    if _too_few(probe, latest):
        return f"fewer than {FEWEST_SAID} rows"
    return counted(latest.total("rows"), "row")


def _inside(probe: Probe, latest: PeriodSeen) -> str:
    rows, numbers = latest.total("rows"), latest.total("numbers")
    if _too_few(probe, latest):
        return ", partial: some without a number" if latest.partial else ""
    if latest.partial:
        return f", partial: {_missing(probe, latest)}"
    return ", each with a number" if numbers == rows else ", none with a number"


def _missing(probe: Probe, latest: PeriodSeen) -> str:
    """Say what the rows without a number have: "3 of 120 rows withheld, 2 blank"."""
    rows, people = latest.total("rows"), bool(probe.columns.people)
    withheld = sum(times for sign, times in latest.signs.items() if sign in WITHHELD)
    parts = [
        (withheld, "withheld"),
        (latest.total("withheld") - withheld, "not available"),
        (latest.total("blanks"), "blank"),
        (latest.total("words"), "not collected"),
        (latest.total("strange"), "not a figure"),
    ]
    said = [("some" if _tells(times, rows, people) else f"{times:,}", what) for times, what in parts if times]
    first, *others = said
    return ", ".join([f"{first[0]} of {rows:,} rows {first[1]}", *(f"{times} {what}" for times, what in others)])


def _share(times: int, rows: int, people: bool) -> str:
    if _tells(times, rows, people):
        return "some"
    if rows < _FEW_ENOUGH:
        return f"{times} of {rows}"
    return "under 1%" if times / rows < 0.01 else f"{times / rows:.0%}"


def _tells(times: int, rows: int, people: bool) -> bool:
    """Whether a number of rows, or the number of all others, could point at somebody."""
    return people and (times < FEWEST_SAID or 0 < rows - times < FEWEST_SAID)

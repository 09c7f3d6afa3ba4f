"""Where a series breaks or ends: what that says of the periods found, and of two periods set side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from outcomes_xl.framework.entries import Break, BreakKind
from outcomes_xl.reading.periods import Period, parse_period
from outcomes_xl.sources.lateness import months_on

_ENDS = frozenset({BreakKind.DISCONTINUED, BreakKind.SUPERSEDED})


def crossed(breaks: Iterable[Break], earlier: Period | None, later: Period | None, kind: str) -> Break | None:
    """Return the break that lies between two periods, so that their figures cannot be compared; None without one."""
    if earlier is None or later is None:
        return None
    for one in breaks:
        begins = parse_period(one.first, kind) if one.kind is BreakKind.BROKEN else None
        if begins and earlier.end < begins.end <= later.end:
            return one
    return None


def ending(breaks: Iterable[Break], latest: Period | None, kind: str) -> Break | None:
    """Return the break that ends the series; None where it goes on, or where a later figure is there after all."""
    for one in breaks:
        if one.kind in _ENDS:
            last = parse_period(one.first, kind) if one.first else None
            if last is None or latest is None or latest.end <= last.end:
                return one
    return None


def explained(
    breaks: Iterable[Break], periods: Sequence[Period], every_months: int | None, kind: str
) -> tuple[str, ...]:
    """Return the periods missing between the first and the last for which there is a reason, by label."""
    if not every_months or len(periods) < 2:
        return ()
    there = {period.end for period in periods}
    between = []
    for one in breaks:
        first, last = parse_period(one.first, kind), parse_period(one.last, kind)
        if one.kind is not BreakKind.NOT_COLLECTED or first is None or last is None:
            continue
        between += [
            end for end in _ends(periods[0].end, periods[-1].end, every_months, there) if first.end <= end <= last.end
        ]
    return tuple(_label(end, kind) for end in sorted(set(between)))


def _ends(first: date, last: date, every_months: int, there: set[date]) -> Iterable[date]:
    end, count = first, 0
    while end < last:
        if end not in there:
            yield end
        count += 1
        end = months_on(first, every_months * count)


def _label(end: date, kind: str) -> str:
    period = parse_period(str(end.year), kind) or parse_period(f"{end:%B %Y}", kind)
    return period.label if period else f"{end:%B %Y}"

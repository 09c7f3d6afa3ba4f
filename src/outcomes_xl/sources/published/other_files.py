"""What the other files of a measure say beside the one that is used: newer, misdated, or silent about the borough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from outcomes_xl.framework.entries import Metric
from outcomes_xl.reading.figures import Number
from outcomes_xl.reading.printed_periods import printed_in_file
from outcomes_xl.sources.answer_wording import said_figure
from outcomes_xl.sources.published.cautions import ends_on
from outcomes_xl.sources.published.points import SAME, not_yet
from outcomes_xl.sources.published.series import Sighting


def of_other_files(metric: Metric, one: Sighting, sightings: Sequence[Sighting], today: date) -> Iterator[str]:
    """Give what is to be known of the latest figure by the other sightings of its metric."""
    others = [other for other in sightings if other is not one]
    yield from _without_a_row(one, others)
    yield from _ahead(others, today)
    yield from _newer_part(metric, one, others, today)
    yield from _newer_without_a_row(metric, one, others, today)


def _without_a_row(one: Sighting, others: Sequence[Sighting]) -> Iterator[str]:
    """Say where a printed 0 stands in one publication, and another for the same period has no row for the borough."""
    if one.latest.figure != Number(0):
        return
    without = [
        other
        for other in others
        if other.wider and not other.points and not other.choices and other.series.exactness == SAME
    ]
    if without and all(other.series != one.series for other in without):
        newest = max(without, key=lambda other: max(other.wider))
        yield f"The 0 may be no figure: {newest.file.spoken}, of the same measure, has no row for this borough."


def _ahead(others: Sequence[Sighting], today: date) -> Iterator[str]:
    """Say where another file has nothing but periods that are not over yet, which may be the newest misdated."""
    for other in others:
        if other.ahead and not other.points and other.series.exactness == SAME:
            last = other.ahead[-1]
            yield f"{other.file.spoken} has a row for {last.label}, which {not_yet(last, today)}; it was left aside."


def _newer_part(metric: Metric, one: Sighting, others: Sequence[Sighting], today: date) -> Iterator[str]:
    """Say where another edition of the file has a newer part of a year: two terms beside whole years."""
    newest, kind = one.latest.period, one.series.period_kind or metric.period_kind
    for other in others if newest else ():
        if other.series != one.series:
            continue
        points = (*other.points, *other.aside)
        parts = [point for point in points if point.is_part and (end := ends_on(point, kind)) and end <= today]
        last = max(parts, key=lambda point: point.order, default=None)
        end = ends_on(last, kind) if last else None
        if newest and last and end and end > newest.end:
            said = said_figure(last.figure)
            yield f"{other.file.spoken} has {said} for {last.label}: a part of a year, newer, and left aside."
            return


def _newer_without_a_row(metric: Metric, one: Sighting, others: Sequence[Sighting], today: date) -> Iterator[str]:
    """Say where another file of the measure has a newer period for London or England, and nothing for the borough."""
    newest = one.latest.period
    for other in others if newest else ():
        if other.points or other.choices or other.ahead or other.series.exactness != SAME:
            continue
        kind = other.series.period_kind or metric.period_kind
        theirs = [period for printed, part in other.wider if not part and (period := printed_in_file(printed, kind))]
        last = max((period for period in theirs if period.end <= today), key=lambda period: period.end, default=None)
        if newest and last and last.end > newest.end:
            yield f"{other.file.spoken} goes on to {last.label} for London or England, without a row for this borough."

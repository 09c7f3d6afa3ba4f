"""Data availability, the figures: periods in the metric's own year, figures within its own bounds, and evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache

from outcomes_xl.framework.entries import Framework
from outcomes_xl.framework.everyday_words import FIGURES, everyday_words
from outcomes_xl.model import ErrorValue, Row, Table, Value
from outcomes_xl.model.sentences import shown
from outcomes_xl.model.spelling import everyday_key
from outcomes_xl.reading.figures import (
    Number,
    Suppressed,
    decimals,
    dfe_internal_code,
    figure,
    figure_in_file,
    number_in,
)
from outcomes_xl.reading.periods import (
    Period,
    PeriodKind,
    looks_like_a_date_slip,
    meant_by,
    parse_period,
    says_both_its_years,
)
from outcomes_xl.reading.schemas import Shape
from outcomes_xl.rules.availability_rules import NOTHING_FOUND, rows_with
from outcomes_xl.rules.engine import Miss, rule
from outcomes_xl.rules.held_and_published import (
    a_gap_is_published,
    a_later_one_is_published,
    figures_differ,
    of_one_period,
)
from outcomes_xl.rules.known_metrics import Metrics, OurMetric
from outcomes_xl.rules.rule_helpers import said

# A column says the same few periods over and over; ``typed``, or TRUE would be read as the 1 before it.
_read_period = lru_cache(maxsize=4096, typed=True)(parse_period)
_KINDS = frozenset(kind.value for kind in PeriodKind)
# One example a kind, for sentences; each reads back as a period of that kind.
EXAMPLES = {
    PeriodKind.ACADEMIC: "2024/25",
    PeriodKind.FINANCIAL: "2024/25",
    PeriodKind.CALENDAR: "2024",
    PeriodKind.AT_31_MARCH: "31 March 2025",
    PeriodKind.AT_30_SEPTEMBER: "30 September 2024",
    PeriodKind.THREE_YEARS: "2022 - 24",
    PeriodKind.EDITION: "2025",
    PeriodKind.ANY: "2024/25",
}


def kind_of(metric: OurMetric | None) -> PeriodKind:
    """Return the metric's kind of period; any period for a metric, or a kind, nobody knows."""
    return PeriodKind(metric.period_kind) if metric and metric.period_kind in _KINDS else PeriodKind.ANY


def period_of(value: Value, metric: OurMetric | None) -> Period | None:
    return _read_period(value, kind_of(metric)) if value is not None else None


Guesses = Callable[[Value, PeriodKind], Period | None]


def _no_guess(_value: Value, _kind: PeriodKind) -> None:
    return None


def unread_periods(table: Table, field: str, metrics: Metrics, guess: Guesses = _no_guess) -> Iterator[Miss]:
    """Yield cells whose period cannot be read as the metric's own; FG02 and TA05 tell of dates.

    What ``guess`` makes of a cell is asked about, and never written.
    """
    for row in table:
        value = row[field]
        if value is None or isinstance(value, ErrorValue) or looks_like_a_date_slip(value):
            continue
        kind = kind_of(metrics.get(said(row, "metric_id")))
        if _read_period(value, kind) is None:
            yield _asked(row, field, value, kind, guess)


def _spoken(kind: PeriodKind) -> str:
    return {
        PeriodKind.ACADEMIC: "an academic year",
        PeriodKind.FINANCIAL: "a financial year",
        PeriodKind.CALENDAR: "a calendar year",
        PeriodKind.AT_31_MARCH: "a 31 March",
        PeriodKind.AT_30_SEPTEMBER: "a 30 September",
        PeriodKind.THREE_YEARS: "three years together",
        PeriodKind.EDITION: "an edition",
        PeriodKind.ANY: "a period",
    }[kind]


@rule("FG01", "kind", "example")
def the_period_can_be_read(availability: Table, metrics: Metrics) -> Iterator[Miss]:
    yield from unread_periods(availability, "latest_period", metrics)


@rule("FG02", "kind", "example")
def the_period_is_no_date(availability: Table, metrics: Metrics) -> Iterator[Miss]:
    yield from dates_for_periods(availability, "latest_period", metrics)


def dates_for_periods(table: Table, field: str, metrics: Metrics, guess: Guesses = _no_guess) -> Iterator[Miss]:
    """Yield period cells in which Excel has made a date of what was typed."""
    for row in table:
        if looks_like_a_date_slip(row[field]):
            kind = kind_of(metrics.get(said(row, "metric_id")))
            yield _asked(row, field, row[field], kind, guess)


def _asked(row: Row, field: str, value: Value, kind: PeriodKind, guess: Guesses) -> Miss:
    meant = meant_by(value, kind)
    asked = meant or guess(value, kind)
    offer, sure = asked.label if asked else None, None if meant else False
    return Miss(row, field, offer, sure, kind=_spoken(kind), example=EXAMPLES[kind])


@rule("FG03")
def the_period_is_written_its_usual_way(availability: Table, metrics: Metrics) -> Iterator[Miss]:
    for row in availability:
        value, metric = row["latest_period"], metrics.get(said(row, "metric_id"))
        period = period_of(value, metric)
        if period and said(row, "latest_period") not in (period.label, _day_by_its_year(period)):
            yield Miss(row, "latest_period", _as_typed(period.label, value), says_both_its_years(value, period))


def _day_by_its_year(period: Period) -> str:
    """Return the year of a day that stands once in each, as the list of kinds says it is written; "" for any other."""
    once = period.kind in (PeriodKind.AT_31_MARCH, PeriodKind.AT_30_SEPTEMBER)
    return str(period.end.year) if once else ""


def _as_typed(label: str, typed: Value) -> Value:
    """Return the label as a number where a number stands and says the same: a lone year is no slip."""
    return int(label) if isinstance(typed, (int, float)) and label.isdigit() else label


@rule("FG04", "begins", "this_day")
def the_period_has_begun(availability: Table, metrics: Metrics, today: date) -> Iterator[Miss]:
    for row in availability:
        period = period_of(row["latest_period"], metrics.get(said(row, "metric_id")))
        if period and period.start > today:
            yield Miss(row, "latest_period", begins=period.start, this_day=today)


@rule("FG05", "bounds", "unit")
def the_figure_is_within_the_metrics_bounds(availability: Table, metrics: Metrics) -> Iterator[Miss]:
    for row in availability:
        metric = metrics.get(said(row, "metric_id"))
        number = number_in(row["latest_figure"])
        # A note is where an officer says that an unusual figure is right.
        if metric and number is not None and row["note"] is None and outside(number, metric):
            yield Miss(row, "latest_figure", bounds=bounds_of(metric), unit=metric.unit)


def outside(number: float, metric: OurMetric) -> bool:
    too_low = metric.lowest is not None and number < metric.lowest
    return too_low or (metric.highest is not None and number > metric.highest)


def bounds_of(metric: OurMetric) -> str:
    """Return a metric's bounds as said aloud: "from 0 to 100", "0 or more", "100 or less"."""
    if metric.highest is None:
        return f"{shown(metric.lowest)} or more"
    return (
        f"{shown(metric.highest)} or less"
        if metric.lowest is None
        else f"from {shown(metric.lowest)} to {shown(metric.highest)}"
    )


@rule("FG06")
def the_figure_is_a_number_or_a_symbol(availability: Table, shape: Shape) -> Iterator[Miss]:
    for row in shape.rows(availability, "is_figure", "latest_figure"):
        if dfe_internal_code(row["latest_figure"]) is None:
            yield Miss(row, "latest_figure", offer=figure_meant(said(row, "latest_figure")), sure=False)


def figure_meant(typed: str) -> Value:
    """Return the number or the symbol that is meant: "suppressed" -> c, "nil" -> 0, a publisher's own "<5" -> c."""
    if word := everyday_words(FIGURES).get(everyday_key(typed)):
        return int(word) if word.isdecimal() else word
    match figure_in_file(typed):
        case Suppressed() as mark:
            return "c" if mark.withheld else "x"
        case _:
            return None


@rule("FG07", "symbol")
def no_internal_code_stands_for_a_symbol(availability: Table, shape: Shape) -> Iterator[Miss]:
    for row in shape.rows(availability, "is_figure", "latest_figure"):
        if symbol := dfe_internal_code(row["latest_figure"]):
            yield Miss(row, "latest_figure", offer=symbol, sure=False, symbol=symbol)


@rule("FG08", "hundredfold")
def a_percentage_is_out_of_a_hundred(availability: Table, metrics: Metrics) -> Iterator[Miss]:
    for row in availability:
        metric = metrics.get(said(row, "metric_id"))
        number = number_in(row["latest_figure"])
        # What a cell shows as 0.5% is half a per cent.
        as_shown = (row.number, "latest_figure") in availability.per_cent
        if as_shown or number is None or not 0 < abs(number) < 1:
            continue
        if metric and metric.is_per_cent and row["note"] is None:
            hundredfold = round(number * 100, 6)
            published = number_in(row["found_figure"]) if "found_figure" in availability.columns else None
            near = published is not None and abs(published - hundredfold) <= max(1.0, abs(published) * 0.05)
            yield Miss(row, "latest_figure", offer=hundredfold if near else None, sure=False, hundredfold=hundredfold)


@rule("FG09")
def a_figure_has_its_period(availability: Table) -> Iterator[Miss]:
    for row in availability:
        read = figure(row["latest_figure"])
        if row["latest_period"] is None and isinstance(read, (Number, Suppressed)):
            yield Miss(row, "latest_period")


@rule("FG10")
def available_data_has_some_evidence(
    availability: Table, known: Framework, sources: Table | None = None
) -> Iterator[Miss]:
    local = {row["metric_id"] for row in sources or ()}
    for row in rows_with(availability, known, "available"):
        shown_here = row["system"] is not None or row["holder"] is not None or row["latest_figure"] is not None
        if said(row, "found") in NOTHING_FOUND and row["metric_id"] not in local and not shown_here:
            yield Miss(row, "status")


@rule("FG11", "published")
def a_gap_is_not_published_elsewhere(availability: Table, known: Framework) -> Iterator[Miss]:
    for row in availability:
        if a_gap_is_published(said(row, "status"), row["found_figure"], known):
            yield Miss(row, "status", published=_in_a_sentence(row["found_figure"]))


def _in_a_sentence(published: Value, beside: Value = None) -> str:
    """Return a figure as one would say it: to one decimal, or to as many as the figure beside it has."""
    number, other = number_in(published), number_in(beside)
    return str(published) if number is None else f"{round(number, max(1, decimals(other or 0.0))):.10g}"


@rule("FG12", "published")
def held_and_published_figures_agree(availability: Table, metrics: Metrics) -> Iterator[Miss]:
    for row in availability:
        held, published = row["latest_figure"], row["found_figure"]
        if figures_differ(held, published, row["note"]) and of_one_period(*_periods(row, metrics)):
            # 0.542 beside 54.2 is a slip that FG08 tells of.
            if not figures_differ(round((number_in(held) or 0.0) * 100, 6), published, None):
                continue
            yield Miss(row, "latest_figure", published=_in_a_sentence(published, held))


def _periods(row: Row, metrics: Metrics) -> tuple[Period | None, Period | None]:
    metric = metrics.get(said(row, "metric_id"))
    return period_of(row["latest_period"], metric), period_of(row["found_period"], metric)


@rule("FG13")
def nothing_later_is_published(availability: Table, known: Framework, metrics: Metrics) -> Iterator[Miss]:
    for row in availability:
        if a_later_one_is_published(said(row, "status"), *_periods(row, metrics), known):
            yield Miss(row, "latest_period")

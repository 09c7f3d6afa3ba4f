"""A workbook's measures as a report speaks of them: where each stands, its figure, London's and England's beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from outcomes_xl.board.report_content import ShownFigure
from outcomes_xl.board.report_words import say, some
from outcomes_xl.framework.standing import standing
from outcomes_xl.model import Row, Table, Value
from outcomes_xl.model.sentences import said
from outcomes_xl.reading.figures import Blank, Number, Suppressed, figure

USED, TAKE = "We use it now", "Found: take it"
BETTER, WORSE, LEVEL = "▲", "▼", "≈"
_WITHOUT_UNIT = ("%", "£", "to be agreed")
_AS_IT_IS = ("number", "months")
NO_FIGURE = ShownFigure("")
_EXACT = 4
"""Decimals of the number behind a figure: more than any is shown with."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of Data availability with what Framework says of its metric. ``own`` where the figure is the borough's."""

    id: str
    title: str
    domain: str
    outcome_id: str
    indicator: str
    unit: str
    caution: str
    published_in: str
    every_months: str
    retired: bool
    stands: str
    holder: str
    chosen: bool
    figure: ShownFigure
    period: str
    london: ShownFigure
    england: ShownFigure
    beside: str
    since: str
    own: bool = False

    @property
    def name(self) -> str:
        """The title, with the unit where the figure does not carry it."""
        return f"{self.title} ({self.unit})" if self.unit and self.unit not in _WITHOUT_UNIT else self.title

    @property
    def has_figure(self) -> bool:
        """Whether there is something to show: a number, groups, or the publisher's symbol."""
        return bool(self.figure.shown)


def measures(tables: Mapping[str, Table]) -> tuple[Measure, ...]:
    """Return every measure of Data availability, in the sheet's order."""
    framework = tables["framework"].by("metric_id") if "framework" in tables else {}
    return tuple(
        _measure(row, framework.get(row["metric_id"])) for row in tables.get("availability") or () if row["metric_id"]
    )


def _measure(row: Row, of_framework: Row | None) -> Measure:
    said_of = of_framework.text if of_framework is not None else lambda _: ""
    found, period, own = _figure_of(row)
    unit = row.text("found_unit") if not own and row["found_unit"] else said_of("unit")
    return Measure(
        id=row.text("metric_id"),
        title=row.text("metric") or said_of("metric") or row.text("metric_id"),
        domain=row.text("domain") or said_of("domain"),
        outcome_id=said_of("outcome_id"),
        indicator=said_of("indicator"),
        unit=unit,
        caution=said_of("caution"),
        published_in=said_of("source"),
        every_months=said_of("every_months"),
        retired=said_of("state") == "Retired",
        # As the sheet's own formula sees the cells: as they are typed.
        stands=standing(_typed(row, "status"), _typed(row, "found")),
        holder=row.text("holder"),
        chosen=row.text("board_page") == "Yes",
        figure=shown_figure(found, unit),
        period=period,
        london=NO_FIGURE if own else shown_figure(row["london"], unit),
        england=NO_FIGURE if own else shown_figure(row["england"], unit),
        beside="" if own else row.text("beside_london"),
        since="" if own else row.text("since_before"),
        own=own,
    )


def _typed(row: Row, name: str) -> str:
    value = row.typed.get(name)
    return "" if value is None else str(value)


def _figure_of(row: Row) -> tuple[Value, str, bool]:
    """Return the figure found and its period; the officer's own where nothing is found, and whether it is that.

    Where the publisher withholds one, the borough's own is not shown in its place: it would give away what is withheld.
    """
    if row["found_figure"] is not None or row["latest_figure"] is None:
        return row["found_figure"], said(row["found_period"]), False
    return row["latest_figure"], said(row["latest_period"]), True


def shown_figure(value: Value, unit: str) -> ShownFigure:
    """Return a figure as the Summary shows it: per cent and scores with one decimal, pounds with none, counts as is;
    what is less than 1 with two."""
    read = figure(value)
    if isinstance(read, Blank):
        return NO_FIGURE
    if not isinstance(read, Number):
        return ShownFigure(read.symbol if isinstance(read, Suppressed) else said(value))
    number = read.value
    exact = round(float(number), _EXACT)
    if unit == "£":
        return ShownFigure(f"£{number:,.0f}", exact)
    if unit in _AS_IT_IS:
        return ShownFigure(f"{number:,}" if isinstance(number, int) else f"{number:,.10g}", exact)
    if unit == "%":
        return ShownFigure(f"{number:,.1f}%", exact)
    small = 0 < abs(number) < 1
    return ShownFigure(f"{number:,.2f}" if small else f"{number:,.1f}", exact)


# Counted and said -------------------------------------------------------------------------------------------------


def count(found: Iterable[Measure], stands: str) -> int:
    """Return how many stand so: what the sheets Start, Summary and Gaps count as well."""
    return sum(one.stands == stands for one in found)


def marked(found: Iterable[Measure], sign: str, *, since: bool = False) -> list[Measure]:
    """Return those whose words beside London's figure, or since the period before, begin with a sign."""
    return [one for one in found if (one.since if since else one.beside).startswith(sign)]


def position(found: tuple[Measure, ...]) -> str:
    """Return where these measures stand, in a sentence."""
    if not found:
        return say("position.none")
    use, take = count(found, USED), count(found, TAKE)
    begins = say("position.used", use=use or "none", all=some(len(found), "measure"))
    more = say("position.found" if use else "position.found_first", found=take) if take else ""
    return f"{begins}{more}."


def beside_london(found: Iterable[Measure], whose: str) -> str:
    """Return how their figures stand beside London's, in a sentence; "" where none is compared."""
    better, worse, level = (len(marked(found, sign)) for sign in (BETTER, WORSE, LEVEL))
    if not better + worse + level:
        return ""
    return say("position.beside", whose=whose, better=_many(better), worse=worse or "none", level=level or "none")


def since_before(found: Iterable[Measure]) -> str:
    """Return how their figures have moved since the period before, in a sentence; "" where none can be compared."""
    better, worse, level = (len(marked(found, sign, since=True)) for sign in (BETTER, WORSE, LEVEL))
    if not better + worse + level:
        return ""
    return say("position.since", better=_many(better), worse=worse or "none", level=level or "none")


def _many(number: int) -> str:
    return some(number, "measure") if number else "none"

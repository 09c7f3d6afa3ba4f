"""Figures year by year as charts: which measures, which periods, and how far the scale goes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping

from outcomes_xl.board.measures import Measure, shown_figure
from outcomes_xl.board.report_content import ChartLine, LineChart, ShownFigure
from outcomes_xl.board.report_words import say, short
from outcomes_xl.model import Row, Table

_FEWEST, _MOST = 3, 5
"""Periods a line needs before it shows anything, and those there is room for."""
_STEPS = 5
_A_TITLE = 42
_DAY = re.compile(r"\d{1,2} ([A-Z][a-z]{2})[a-z]* (\d{4})")
"""A day as a period, "31 March 2018", too long to stand below a chart."""


def line_charts(wanted: Iterable[Measure], tables: Mapping[str, Table], whose: str, most: int) -> tuple[LineChart, ...]:
    """Return charts of the first of these measures whose figures are known for long enough."""
    by_metric: dict[str, list[Row]] = {}
    for row in tables.get("figures") or ():
        by_metric.setdefault(row.text("metric_id"), []).append(row)
    made = (_chart(one, by_metric.get(one.id, []), whose) for one in wanted)
    return tuple(chart for chart in made if chart is not None)[:most]


def _chart(one: Measure, rows: list[Row], whose: str) -> LineChart | None:
    rows = sorted(rows, key=lambda row: -_ago(row))[-_MOST:]
    lines = [
        ChartLine(name, tuple(_number(row, field, one.unit) for row in rows))
        for name, field in ((whose, "borough"), ("London", "london"), ("England", "england"))
    ]
    known = [value.number for line in lines for value in line.values if value and value.number is not None]
    if sum(value is not None for value in lines[0].values) < _FEWEST:
        return None
    lines = [line for line in lines if any(line.values)]
    lowest, highest = _scale(known)
    periods = tuple(row.text("period") for row in rows)
    marks = tuple(_DAY.sub(r"\1 \2", period) for period in periods)
    about = "; ".join(_in_words(line, periods) for line in lines)
    cut = say("chart.cut", lowest=f"{lowest:g}") if lowest > 0 else ""
    title = " ".join(part for part in (short(one.name, _A_TITLE - len(cut)), cut) if part)
    return LineChart(title, say("chart.lines", title=one.name, said=about), marks, tuple(lines), lowest, highest)


def _ago(row: Row) -> float:
    value = row["periods_ago"]
    return float(value) if isinstance(value, int | float) else math.inf


def _number(row: Row, field: str, unit: str) -> ShownFigure | None:
    made = shown_figure(row[field], unit)
    return made if made.number is not None else None


def _in_words(line: ChartLine, periods: tuple[str, ...]) -> str:
    """Return a line in words: each figure with its period."""
    told = [f"{value} in {period}" for value, period in zip(line.values, periods, strict=True) if value is not None]
    return f"{line.name} {', '.join(told)}"


def _scale(values: list[float]) -> tuple[float, float]:
    """Return round ends for a scale: from nought where the figures are not all far from it."""
    low, high = min(values), max(values)
    if 0 <= low < high * 0.6 or low == high:
        low = min(low, 0.0)
    span = (high - low) or 1.0
    step = 10 ** math.floor(math.log10(span / _STEPS))
    step = next(step * more for more in (1, 2, 5, 10) if span / (step * more) <= _STEPS)
    return round(math.floor(low / step) * step, 6), round(math.ceil(high / step) * step, 6)

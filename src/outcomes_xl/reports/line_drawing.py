"""Lines year by year as inline SVG: each named at its end with its last figure, and what they show said in words."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from outcomes_xl.board.report_content import ChartLine, LineChart

_WIDTH, _HEIGHT = 520, 230
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 150, 14, 34
_LOOKS = (("#12436d", "", 3.0), ("#801650", "8 5", 2.0), ("#3d3d3d", "2 4", 2.0))
_APART = 17.0
_GRID = 4


def lines_drawing(chart: LineChart) -> str:
    """Return the chart as a figure of a page."""
    parts = [_grid(chart), _names(chart.periods)]
    ends = _ends(chart)
    for number, line in enumerate(chart.lines):
        colour, dash, wide = _LOOKS[number % len(_LOOKS)]
        parts += [_line(chart, line, colour, dash, wide), _marks(chart, line, number, colour)]
        if number in ends:
            bold = ' font-weight="bold"' if number == 0 else ""
            x = _WIDTH - _RIGHT + 10
            parts.append(f'<text x="{x}" y="{ends[number]:.1f}" fill="{colour}"{bold}>{escape(_named(line))}</text>')
    return (
        f'<figure class="small"><svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(chart.about)}">'
        f"{''.join(parts)}</svg><figcaption>{escape(chart.title)}</figcaption></figure>\n"
    )


def _grid(chart: LineChart) -> str:
    parts = []
    for step in range(_GRID + 1):
        value = chart.lowest + (chart.highest - chart.lowest) * step / _GRID
        y = _y(chart, value)
        parts.append(f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#c9d1d9"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{y + 5:.1f}" text-anchor="end">{value:,.4g}</text>')
    return "".join(parts)


def _names(periods: Sequence[str]) -> str:
    shown = range(len(periods) - 1, -1, -2) if len(periods) > 4 else range(len(periods))
    y = _HEIGHT - 10
    return "".join(
        f'<text x="{_x(k, periods):.1f}" y="{y}" text-anchor="middle">{escape(periods[k])}</text>' for k in shown
    )


def _line(chart: LineChart, line: ChartLine, colour: str, dash: str, wide: float) -> str:
    """Return the line; where a figure is missing it has a gap."""
    drawn, begun = [], False
    for k, value in enumerate(line.values):
        known = value is not None and value.number is not None
        if known and value is not None and value.number is not None:
            drawn.append(f"{'L' if begun else 'M'}{_x(k, chart.periods):.1f} {_y(chart, value.number):.1f}")
        begun = known
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="{" ".join(drawn)}" fill="none" stroke="{colour}" stroke-width="{wide:g}"{dashes}/>'


def _marks(chart: LineChart, line: ChartLine, number: int, colour: str) -> str:
    """Return a mark for each figure: circles, squares and triangles, so that lines are told apart without colour."""
    parts = []
    for k, value in enumerate(line.values):
        if value is None or value.number is None:
            continue
        x, y = _x(k, chart.periods), _y(chart, value.number)
        if number == 0:
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{colour}"/>')
        elif number == 1:
            parts.append(f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" fill="{colour}"/>')
        else:
            parts.append(f'<path d="M{x:.1f} {y - 5:.1f} l5 9 h-10 z" fill="{colour}"/>')
    return "".join(parts)


def _ends(chart: LineChart) -> dict[int, float]:
    """Return where each line's name stands: beside its last figure, and never on another name."""
    wanted = []
    for number, line in enumerate(chart.lines):
        known = [value.number for value in line.values if value is not None and value.number is not None]
        if known:
            wanted.append((_y(chart, known[-1]) + 5, number))
    placed: dict[int, float] = {}
    below = 0.0
    for y, number in sorted(wanted):
        placed[number] = below = max(y, below + _APART)
    over = max(0.0, below - (_HEIGHT - _BOTTOM + 8))
    return {number: y - over for number, y in placed.items()}


def _named(line: ChartLine) -> str:
    known = [value for value in line.values if value is not None]
    name = line.name if len(line.name) <= 14 else f"{line.name[:13]}…"
    return f"{name} {known[-1]}"


def _x(place: int, periods: Sequence[str]) -> float:
    return _LEFT + 24 + (_WIDTH - _LEFT - _RIGHT - 40) * place / max(len(periods) - 1, 1)


def _y(chart: LineChart, value: float) -> float:
    share = (value - chart.lowest) / ((chart.highest - chart.lowest) or 1)
    return _HEIGHT - _BOTTOM - share * (_HEIGHT - _BOTTOM - _TOP)

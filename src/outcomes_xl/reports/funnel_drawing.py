"""A drawing of expected ranges: each borough's figure on the range that chance alone would give it about London's."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from outcomes_xl.london.figures_beside import Comparison, FigureBeside
from outcomes_xl.london.funnel import BASES, WITHIN
from outcomes_xl.reports.london_drawings import drawing, name_beside

_LEFT, _RIGHT, _STEP, _TOP = 340.0, 780.0, 26, 34


def funnel(one: Comparison) -> str:
    """Return the drawing, "" where no counts are given: bars for 95 per cent, lines for 99.8, marks."""
    lines = [line for line in one.compared if line.limits is not None]
    if one.mean is None or not lines:
        return ""
    values = [_value(line) for line in lines]
    lows = [line.limits.outer_low for line in lines if line.limits]
    highs = [line.limits.outer_high for line in lines if line.limits]
    low, high = min([*values, *lows]), max([*values, *highs])
    wide = (high - low) or 1.0

    def at(value: float) -> float:
        return _LEFT + 10 + (value - low) / wide * (_RIGHT - _LEFT - 20)

    height = _TOP + _STEP * len(lines)
    middle = at(one.mean)
    parts = [
        f'<text x="{middle:.1f}" y="16" text-anchor="middle" font-weight="bold">London {one.mean:.1f}</text>',
        f'<line x1="{middle:.1f}" x2="{middle:.1f}" y1="22" y2="{height}" stroke="#1f2933" stroke-dasharray="4 3"/>',
    ]
    for number, (line, value) in enumerate(zip(lines, values, strict=True)):
        top = _TOP + number * _STEP
        parts.append(name_beside(line.taken.borough.name, top))
        parts.append(_range(line, value, top, at))
    said = "; ".join(
        f"{line.taken.borough.name} {value:.1f}: {line.expected}" for line, value in zip(lines, values, strict=True)
    )
    title = f"{one.metric.title}: figures and the expected range about London's {one.mean:.1f}"
    return drawing(title, said, height + 6, parts)


def _value(line: FigureBeside) -> float:
    assert line.counts is not None
    return BASES[line.unit] * line.counts[0] / line.counts[1]


def _range(line: FigureBeside, value: float, top: int, at: Callable[[float], float]) -> str:
    limits = line.limits
    assert limits is not None
    y, x = top + 10, at(value)
    left, right = at(limits.low), at(limits.high)
    inside = line.expected == WITHIN
    mark = (
        f'<circle cx="{x:.1f}" cy="{y}" r="5" fill="#12436d"/>'
        if inside
        else f'<path d="M{x - 7:.1f} {y}L{x:.1f} {y - 7}L{x + 7:.1f} {y}L{x:.1f} {y + 7}Z" fill="#801650"/>'
    )
    word = "" if inside else line.expected.replace(" the expected range", "")
    return (
        f'<line x1="{at(limits.outer_low):.1f}" x2="{at(limits.outer_high):.1f}" y1="{y}" y2="{y}" stroke="#4a5560"/>'
        f'<rect x="{left:.1f}" y="{y - 6}" width="{max(right - left, 1):.1f}" height="12" '
        f'fill="#cfe1f0" stroke="#4a5560"/>{mark}'
        f'<text x="{_RIGHT + 8:.0f}" y="{top + 15}"><tspan font-weight="bold">{value:.1f}</tspan> {escape(word)}</text>'
    )

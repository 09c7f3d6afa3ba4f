"""A target's drawing as inline SVG: its path, the figures, and how far chance alone could have moved the latest one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from outcomes_xl.targets.progress import TargetProgress
from outcomes_xl.targets.rounded import said_with
from outcomes_xl.targets.straight_path import PathPoint, month_of, point

_WIDTH, _HEIGHT = 920, 330
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 190, 24, 48
_NAVY, _INK, _QUIET, _LINE, _TEAL, _PLUM = "#12436d", "#1f2933", "#4a5560", "#c9d1d9", "#1b7a72", "#801650"
_CLOSEST = 17
"""Labels nearer to one another than this, in pixels, would run together."""
_WIDE = 60
"""How far a label reaches to the side of its point, with one beside it."""


@dataclass(frozen=True)
class _Scale:
    first: int
    last: int
    low: float
    high: float

    def x(self, at: float) -> float:
        return _LEFT + (at - self.first) / (self.last - self.first or 1) * (_WIDTH - _LEFT - _RIGHT)

    def y(self, value: float) -> float:
        return _TOP + (self.high - value) / (self.high - self.low or 1) * (_HEIGHT - _TOP - _BOTTOM)


def drawing(one: TargetProgress, title: str) -> str:
    """Return the figure with its words, under the target's own title; "" where no path can be drawn."""
    if not one.paths:
        return ""
    scale = _scale(one)
    parts = [*_axes(one, scale), *_ambitions(one, scale), *_paths(one, scale), *_projection(one, scale)]
    parts += [*_figures(one, scale), *_ends(one, scale)]
    said = f"{title}. {in_words(one)}"
    return (
        f'<figure><div class="wide" tabindex="0" role="region" aria-label="{escape(f"Drawing: {title}")}">'
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(said)}">{"".join(parts)}</svg></div>'
        f"<figcaption>{escape(_caption(one))}</figcaption></figure>\n"
    )


def in_words(one: TargetProgress) -> str:
    """Return what the drawing shows, for those who do not see it."""
    paths = "; ".join(
        "the path goes " + ", ".join(f"{said_with(p.value, one.places)} in {p.label}" for p in path.points)
        for path in one.paths
    )
    figures = ", ".join(f"{said_with(p.value, one.places)} in {p.label}" for p in _found(one))
    return f"{paths[:1].upper()}{paths[1:]}. Figures found: {figures or 'none'}. {one.sentence}"


def _caption(one: TargetProgress) -> str:
    parts = ["Line: the path."] if len(one.paths) == 1 else ["Broken lines: the two paths it may mean."]
    if _found(one):
        parts.append("Dots: figures found.")
    if one.limits:
        parts.append("Upright bar: where chance alone could put the latest figure.")
    if one.projection:
        parts.append("Dotted: the last years' movement carried on, with its span at the end.")
    if one.facts.ambitions:
        parts.append("Diamond: a national ambition, no target of ours.")
    return " ".join(parts)


def _found(one: TargetProgress) -> list[PathPoint]:
    known = {p.at: p for p in (point(period, value) for period, value in one.facts.before)}
    if one.latest:
        known[one.latest.at] = one.latest
    begins = min((p.at for path in one.paths for p in path.points), default=0) - 36
    return [known[at] for at in sorted(known) if at >= begins]


def _scale(one: TargetProgress) -> _Scale:
    points = [*(p for path in one.paths for p in path.points), *_found(one), *one.facts.ambitions]
    values = [p.value for p in points]
    if one.limits:
        values += [limit for limit in one.limits if limit is not None]
    if one.projection:
        values += [one.projection.lower, one.projection.upper]
    low, high = min(values), max(values)
    room = (high - low) * 0.12 or 1
    months = [p.at for p in points]
    return _Scale(min(months), max(months), low - room, high + room)


def _axes(one: TargetProgress, scale: _Scale) -> Iterable[str]:
    bottom = _HEIGHT - _BOTTOM
    yield f'<line x1="{_LEFT}" y1="{bottom}" x2="{_WIDTH - _RIGHT}" y2="{bottom}" stroke="{_QUIET}"/>'
    for value in _steps(scale.low, scale.high):
        y = scale.y(value)
        yield f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{_WIDTH - _RIGHT}" y2="{y:.1f}" stroke="{_LINE}" stroke-width="1"/>'
        yield _text(_LEFT - 8, y + 5, f"{value:g}", _QUIET, "end")
    yield _text(_LEFT - 62, 15, one.facts.unit, _QUIET)
    seen: dict[int, str] = {}
    for p in (*(p for path in one.paths for p in path.points), *_found(one)):
        seen.setdefault(p.at, p.label)
    last = -1e9
    for at in sorted(seen):
        if scale.x(at) - last > 62:
            last = scale.x(at)
            yield _text(last, bottom + 22, seen[at].removeprefix("30 ").removeprefix("31 "), _QUIET, "middle")


def _steps(low: float, high: float) -> list[float]:
    """Return some five round values between two."""
    rough = (high - low) / 6
    size = 10.0 ** len(str(int(rough))) / 10 if rough >= 1 else 0.1
    step = next((size * by for by in (1, 2, 5, 10) if size * by >= rough), size * 10)
    begin = int(low // step) + 1
    return [round(step * k, 6) for k in range(begin, int(high // step) + 1)]


def _paths(one: TargetProgress, scale: _Scale) -> Iterable[str]:
    dash = "" if len(one.paths) == 1 else ' stroke-dasharray="9 6"'
    for path in one.paths:
        line = " ".join(f"{scale.x(p.at):.1f},{scale.y(p.value):.1f}" for p in path.points)
        yield f'<polyline points="{line}" fill="none" stroke="{_NAVY}" stroke-width="3"{dash}/>'
        for p in path.points[:-1]:
            x, y = scale.x(p.at), scale.y(p.value)
            size = f'x="{x - 5:.1f}" y="{y - 5:.1f}" width="10" height="10"'
            yield f'<rect {size} fill="#fff" stroke="{_NAVY}" stroke-width="2"/>'
        for p in path.points[1:-1]:
            x, y, said = scale.x(p.at), scale.y(p.value), said_with(p.value, one.places)
            if _is_crowded(one, scale, x, y):
                yield _text(x + 13, y + 20, said, _NAVY)
            else:
                yield _text(x, y - 12, said, _NAVY, "middle")


def _is_crowded(one: TargetProgress, scale: _Scale, x: float, y: float) -> bool:
    """Whether the latest figure, its own label or its bar stand where a point's label would: above it."""
    if one.latest is None or not -_WIDE < x - scale.x(one.latest.at) < _WIDE:
        return False
    tops = [scale.y(value) for value in (one.latest.value, *(limit for limit in one.limits or () if limit is not None))]
    return min(tops) - _CLOSEST < y - 12 < max(tops) + _CLOSEST


def _ambitions(one: TargetProgress, scale: _Scale) -> Iterable[str]:
    for p in one.facts.ambitions:
        x, y = scale.x(p.at), scale.y(p.value)
        shape = f"M{x:.1f} {y - 9:.1f}l9 9l-9 9l-9 -9z"
        yield f'<path d="{shape}" fill="#fff" stroke="{_PLUM}" stroke-width="2.5"/>'


def _projection(one: TargetProgress, scale: _Scale) -> Iterable[str]:
    if one.projection is None or one.latest is None or one.facts.by is None:
        return
    x, y = scale.x(month_of(one.facts.by)), scale.y
    begin = f"{scale.x(one.latest.at):.1f} {y(one.latest.value):.1f}"
    line = f"M{begin}L{x:.1f} {y(one.projection.value):.1f}"
    dots = 'stroke-width="2.5" stroke-dasharray="2 5" stroke-linecap="round"'
    yield f'<path d="{line}" fill="none" stroke="{_TEAL}" {dots}/>'
    yield _bar(x, y(one.projection.lower), y(one.projection.upper), _TEAL, 2)


def _figures(one: TargetProgress, scale: _Scale) -> Iterable[str]:
    for p in _found(one):
        latest = p is one.latest
        x, y = scale.x(p.at), scale.y(p.value)
        if latest and one.limits:
            lower, upper = one.limits
            yield _bar(x, scale.y(scale.low if lower is None else lower), scale.y(upper), _INK, 3)
        size, fill = (7, _INK) if latest else (4.5, "#fff")
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size}" fill="{fill}" stroke="{_INK}" stroke-width="2"/>'
        if latest:
            yield _text(x - 12, y - 9, said_with(p.value, one.places), _INK, "end", bold=True)


def _bar(x: float, bottom: float, top: float, colour: str, width: int) -> str:
    line = f"M{x:.1f} {bottom:.1f}V{top:.1f}M{x - 6:.1f} {bottom:.1f}h12M{x - 6:.1f} {top:.1f}h12"
    return f'<path d="{line}" fill="none" stroke="{colour}" stroke-width="{width}"/>'


def _ends(one: TargetProgress, scale: _Scale) -> Iterable[str]:
    """Return the words at the right end, each on a line of its own."""
    words: list[tuple[float, str, str, bool]] = []
    names = ["target"] if len(one.paths) == 1 else ["if per cent", "if points"]
    for name, path in zip(names, one.paths, strict=False):
        end = path.points[-1]
        words.append((scale.y(end.value), f"{said_with(end.value, one.places)} {name}", _NAVY, True))
    words += [
        (scale.y(p.value), f"{said_with(p.value, one.places)} national ambition", _PLUM, False)
        for p in one.facts.ambitions
    ]
    if one.projection:
        said = f"about {said_with(one.projection.value, one.places)} if it went on"
        words.append((scale.y(one.projection.value), said, _TEAL, False))
    for y, (_, word, colour, bold) in zip(_apart([one[0] for one in words]), sorted(words), strict=True):
        yield _text(_WIDTH - _RIGHT + 16, y + 5, word, colour, bold=bold)


def _apart(heights: Sequence[float]) -> list[float]:
    """Return heights from the top down, so far from one another that words do not run together."""
    made: list[float] = []
    for height in sorted(heights):
        made.append(max(height, made[-1] + _CLOSEST) if made else height)
    return made


def _text(x: float, y: float, words: str, colour: str, anchor: str = "start", *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" text-anchor="{anchor}"{weight}>{escape(words)}</text>'

"""The page's drawings: bars as inline SVG, every number written on them, and what they show said in words."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

_WIDTH, _NAMES, _BAR, _STEP = 920, 340, 20, 30
_LOOKS = ("#12436d", "#8fd3cd", "url(#up)", "url(#down)", "#ffffff")
_INKS = ("#ffffff", "#1f2933", "#1f2933", "#1f2933", "#1f2933")
_PATTERNS = (
    '<defs><pattern id="up" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="8" height="8" fill="#fff"/><rect width="3" height="8" fill="#f46a25"/></pattern>'
    '<pattern id="down" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">'
    '<rect width="8" height="8" fill="#fff"/><rect width="3" height="8" fill="#801650"/></pattern></defs>'
)
_LONGEST_NAME = 44


def stacked(
    title: str,
    names: Sequence[str],
    words: Sequence[str],
    values: Sequence[Sequence[int]],
    looks: Sequence[int] = range(len(_LOOKS)),
) -> str:
    """Return stacked bars with a legend of words; each part carries its number. ``looks`` says which look each has."""
    most = max((sum(row) for row in values), default=0) or 1
    parts = [_PATTERNS]
    at = 4.0
    for word, look in zip(words, [_LOOKS[one] for one in looks], strict=True):
        parts.append(f'<rect x="{at:g}" y="4" width="16" height="16" fill="{look}" stroke="#3d3d3d"/>')
        parts.append(f'<text x="{at + 22:g}" y="17">{escape(word)}</text>')
        at += 44 + 8.2 * len(word)
    for number, (name, row) in enumerate(zip(names, values, strict=True)):
        top, left = 34 + number * _STEP, float(_NAMES)
        parts.append(name_beside(name, top))
        for value, look, ink in zip(row, [_LOOKS[one] for one in looks], [_INKS[one] for one in looks], strict=True):
            wide = value / most * (_WIDTH - _NAMES - 10)
            if not value:
                continue
            parts.append(
                f'<rect x="{left:.1f}" y="{top}" width="{wide:.1f}" height="{_BAR}" fill="{look}" stroke="#3d3d3d"/>'
            )
            if wide > 9 * len(str(value)):
                parts.append(_number(left + wide / 2, top, value, ink, boxed=look.startswith("url")))
            left += wide
    said = "; ".join(
        f"{n}: {', '.join(f'{w} {v}' for w, v in zip(words, r, strict=True))}"
        for n, r in zip(names, values, strict=True)
    )
    return drawing(title, said, 40 + len(names) * _STEP, parts)


def bars(title: str, names: Sequence[str], values: Sequence[int]) -> str:
    """Return plain bars, each with its number at its end."""
    most = max(values, default=0) or 1
    parts = []
    for number, (name, value) in enumerate(zip(names, values, strict=True)):
        top, wide = 4 + number * _STEP, value / most * (_WIDTH - _NAMES - 60)
        parts.append(name_beside(name, top))
        parts.append(
            f'<rect x="{_NAMES}" y="{top}" width="{wide:.1f}" height="{_BAR}" fill="#12436d" stroke="#3d3d3d"/>'
        )
        parts.append(f'<text x="{_NAMES + wide + 8:.1f}" y="{top + 15}" font-weight="bold">{value}</text>')
    said = "; ".join(f"{name}: {value}" for name, value in zip(names, values, strict=True))
    return drawing(title, said, 10 + len(names) * _STEP, parts)


def drawing(title: str, said: str, height: int, parts: Sequence[str]) -> str:
    """Return a figure of parts, with what it shows said in words; "" where it shows nothing."""
    if not said:
        return ""
    return (
        f'<figure><div class="wide" tabindex="0" role="region" aria-label="{escape(title)}">'
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(f"{title}. {said}.")}">'
        f"{''.join(parts)}</svg></div>"
        f"<figcaption>{escape(title)}. The same numbers stand in the table below.</figcaption></figure>\n"
    )


def name_beside(name: str, top: int) -> str:
    """Return the name that stands left of a bar."""
    short = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…"
    return f'<text x="{_NAMES - 8}" y="{top + 15}" text-anchor="end">{escape(short)}</text>'


def _number(middle: float, top: int, value: int, ink: str, *, boxed: bool) -> str:
    wide = 9 * len(str(value)) + 4
    box = f'<rect x="{middle - wide / 2:.1f}" y="{top + 2}" width="{wide}" height="16" fill="#fff"/>' if boxed else ""
    where = f'x="{middle:.1f}" y="{top + 15}" text-anchor="middle"'
    return f'{box}<text {where} fill="{ink}" font-weight="bold">{value}</text>'

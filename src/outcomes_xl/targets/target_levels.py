"""What a target means as a level: a level itself, a change in points or in per cent; and both where nobody has said."""

from __future__ import annotations

from outcomes_xl.targets.rounded import said_with

LEVEL, POINTS, PER_CENT = "Level to reach", "Change in points", "Change in per cent"
"""The words of the list "target_kind"."""


def level_of(kind: str, baseline: float | None, target: float) -> float | None:
    """Return the level a target asks for, in the metric's unit; None where that needs a baseline or a kind.

    Points: baseline + target. Per cent: baseline × (1 + target / 100).
    """
    if kind == LEVEL:
        return target
    if baseline is None:
        return None
    return {POINTS: baseline + target, PER_CENT: baseline * (1 + target / 100)}.get(kind)


def may_mean_two(kind: str, unit: str, *, confirmed: bool) -> bool:
    """Whether a target on a percentage could be points or per cent: until somebody confirms that per cent are meant.

    Without any kind nobody knows, whatever was confirmed.
    """
    return unit == "%" and (not kind or (kind == PER_CENT and not confirmed))


def both_in_words(baseline: float, change: float) -> str:
    """Return both readings with their numbers: "9 per cent more is 77.4, 9 points more is 80.0"."""
    way, size = ("less" if change < 0 else "more"), f"{abs(change):g}"
    per_cent, points = (level_of(kind, baseline, change) or 0.0 for kind in (PER_CENT, POINTS))
    return (
        f"{size} per cent {way} is {said_with(per_cent, 1)}, "
        f"{size} {'point' if abs(change) == 1 else 'points'} {way} is {said_with(points, 1)}"
    )

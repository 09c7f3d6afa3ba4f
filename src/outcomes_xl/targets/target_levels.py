"""What a target means as a level: a level itself, a change in points or in per cent; and both where nobody has said."""

from __future__ import annotations

from outcomes_xl.targets.rounded import rounded, said_with

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


def both_in_words(baseline: float, change: float, kinds: tuple[str, ...] = (PER_CENT, POINTS)) -> str:
    """Return both readings with their numbers: "9 per cent more is 77.4, 9 points more is 80.0"; or those of ``kinds``.

    The numbers have as many decimals as tell them apart, from each other and from the baseline.
    """
    way, size = ("less" if change < 0 else "more"), f"{abs(change):g}"
    units = {PER_CENT: "per cent", POINTS: "point" if abs(change) == 1 else "points"}
    levels = {kind: level_of(kind, baseline, change) or 0.0 for kind in kinds if kind in units}
    apart = {baseline, *levels.values()}
    places = next((n for n in range(1, 4) if len({rounded(one, n) for one in apart}) == len(apart)), 4)
    return ", ".join(f"{size} {units[kind]} {way} is {said_with(level, places)}" for kind, level in levels.items())

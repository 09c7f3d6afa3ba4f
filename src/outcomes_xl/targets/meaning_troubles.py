"""A target whose meaning nobody has settled: two readings with their numbers, words, or a number that cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from outcomes_xl.model.sentences import shown
from outcomes_xl.reading.years_by_then import year_by_then
from outcomes_xl.rules.figure_rules import bounds_of, outside
from outcomes_xl.rules.known_metrics import OurMetric
from outcomes_xl.targets.path_words import HIGHER, LOWER
from outcomes_xl.targets.rounded import places_of, said_with
from outcomes_xl.targets.share_troubles import of_fractions
from outcomes_xl.targets.target_facts import TargetFacts
from outcomes_xl.targets.target_levels import LEVEL, PER_CENT, POINTS, both_in_words, level_of, may_mean_two
from outcomes_xl.targets.target_trouble import TargetTrouble
from outcomes_xl.targets.typed_target import TypedTarget, typed_target

_BOTH = (PER_CENT, POINTS)


def of_its_meaning(facts: TargetFacts, metric: OurMetric) -> Iterator[TargetTrouble]:
    """Yield what keeps a target from being one level: at most one thing, the first somebody should settle."""
    words, target = typed_target(facts.row["target"]), facts.target
    if words and (
        target is None or (facts.kind or words.kind) not in ("", *words.kinds) or (words.kind and not facts.kind)
    ):
        yield _in_words(facts, words)
    elif target is None:
        typed = facts.row["target"]
        why = "Target is blank." if typed is None else f"“{shown(typed)}” stands in Target, which is not a number."
        yield TargetTrouble("target", why, "Type a number in the metric's own unit in Target.")
    elif facts.kind not in (LEVEL, *_BOTH) or may_mean_two(facts.kind, facts.unit, confirmed=facts.confirmed):
        yield _which_is_meant(facts, metric, target)
    elif (level := level_of(facts.kind, facts.baseline_number, target)) is not None:
        yield from _of_the_level(facts, metric, level)


def _agrees(kind: str, words: TypedTarget) -> bool:
    """Whether Target is a says what the words leave open, and nothing else."""
    return kind in words.kinds if kind else not words.kind


def _in_words(facts: TargetFacts, words: TypedTarget) -> TargetTrouble:
    typed, baseline = shown(facts.row["target"]), facts.baseline_number
    why = f"“{typed}” stands in Target, which is text and no number"
    if facts.target is not None:
        says = f"“{facts.kind}”" if facts.kind else "nothing"
        why = f"“{typed}” stands in Target, and Target is a says {says}"
    if baseline is not None and facts.unit == "%" and words.kind != LEVEL:
        from_there = said_with(baseline, places_of(baseline))
        why += (
            f": from {from_there}, {both_in_words(baseline, words.change, tuple(k for k in _BOTH if k in words.kinds))}"
        )
    to_do = [f"Type {words.change:g} in Target"]
    by = year_by_then(words.by, facts.period_kind) if words.by and facts.row["by_period"] is None else None
    to_do += [f"{by.label} in By when"] if by else []
    if facts.kind not in words.kinds:
        to_do.append(
            f"and choose {words.kind} in Target is a" if words.kind else "and say in Target is a which is meant"
        )
    return TargetTrouble("target", f"{why}.", ", ".join(to_do) + ".")


def _which_is_meant(facts: TargetFacts, metric: OurMetric, target: float) -> TargetTrouble:
    baseline = facts.baseline_number
    if facts.unit != "%" or baseline is None:
        return _without_readings(facts)
    levels = {kind: level_of(kind, baseline, target) or 0.0 for kind in _BOTH}
    cannot = [kind for kind, level in levels.items() if outside(level, metric)]
    from_there, both = said_with(baseline, places_of(baseline)), both_in_words(baseline, target)
    if len(cannot) == len(_BOTH):
        why = f"From {from_there}, {both}, and this metric can only be {bounds_of(metric)}."
        return TargetTrouble("target", why, _what_else(metric, baseline, target))
    then = "then put Yes in Confirmed" if facts.kind == PER_CENT else "or that it is a level to reach"
    to_do = f"Ask whoever set it. Say in Target is a whether points or per cent are meant, {then}."
    if 0 < abs(target) < 1 and "target" not in facts.kept:
        to_do += f" If {target * 100:g} is meant, type {target * 100:g}."
    why = f"Nobody has confirmed which is meant: from {from_there}, {both}."
    for kind in cannot:
        why += f" This metric cannot be {said_with(levels[kind], 1)}: only {bounds_of(metric)}."
    return TargetTrouble("target_kind", why, to_do, drawn=not cannot)


def _what_else(metric: OurMetric, baseline: float, target: float) -> str:
    """Return what may be meant by a number that can be neither change."""
    if not outside(target, metric):
        return f"If {target:g} is a level, choose {LEVEL} in Target is a. If not, look at the number again."
    less = target / 100
    if any(not outside(level_of(kind, baseline, less) or 0.0, metric) for kind in _BOTH):
        return f"Look at the number again. Is {less:g} meant?"
    return "Look at the number again."


def _without_readings(facts: TargetFacts) -> TargetTrouble:
    why = (
        f"“{facts.kind}” is not one of the words of Target is a."
        if facts.kind
        else "It does not say what the number is."
    )
    if facts.kind == PER_CENT:
        why = (
            "Nobody has confirmed that per cent are meant and not points, and without a baseline neither can be shown."
        )
    return TargetTrouble("target_kind", why, "Say in Target is a: a level, a change in points, or in per cent.")


def _of_the_level(facts: TargetFacts, metric: OurMetric, level: float) -> Iterator[TargetTrouble]:
    if outside(level, metric):
        why = f"The level to reach would be {level:g}, and this metric can only be {bounds_of(metric)}."
        yield TargetTrouble("target", why, "Look at the target and at what it is a change of.")
        return
    baseline = facts.baseline_number
    if baseline is None or facts.row["note"] is not None or metric.polarity not in (HIGHER, LOWER):
        return
    if any(of_fractions(facts)):  # of these two numbers one is not what it says
        return
    if (level < baseline) if metric.polarity == HIGHER else (level > baseline):
        places = places_of(baseline, level)
        why = (
            f"The level to reach would be {said_with(level, places)}, which is worse than the baseline of "
            f"{said_with(baseline, places)}: {metric.polarity.casefold()}."
        )
        change = "If it is a change, say so in Target is a." if facts.kind == LEVEL else "Look at its sign."
        yield TargetTrouble("target", why, f"{change} If it is meant so, say why in Note.", drawn=True)

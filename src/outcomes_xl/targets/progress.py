"""Each target with its path, its latest figure, and the one word that may be said of the two, with why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from outcomes_xl.framework.entries import Framework
from outcomes_xl.model import Table
from outcomes_xl.model.sentences import one_or_many
from outcomes_xl.reading.figures import Number, number_in
from outcomes_xl.rules.figure_rules import period_of
from outcomes_xl.targets.counts_behind import interval_of
from outcomes_xl.targets.intervals import Interval
from outcomes_xl.targets.milestones import shared_with_others, stones_on_the_path
from outcomes_xl.targets.path_words import HIGHER, LOWER, TOO_NEAR, beside_the_path, meaning
from outcomes_xl.targets.projection import FEWEST_YEARS, Projection, projected
from outcomes_xl.targets.rounded import outwards, places_of, rounded, said_with
from outcomes_xl.targets.share_troubles import waits_on_the_sheet
from outcomes_xl.targets.straight_path import PathPoint, StraightPath, month_of, point
from outcomes_xl.targets.target_facts import TargetFacts, target_facts
from outcomes_xl.targets.target_levels import PER_CENT, POINTS, level_of, may_mean_two
from outcomes_xl.targets.target_trouble import TargetTrouble
from outcomes_xl.targets.target_troubles import troubles

NOT_SAID = "not said"
"""Stands where one of the four words would, when something is in the way."""


@dataclass(frozen=True, slots=True)
class TargetProgress:
    """One target: its facts, and what follows from them.

    ``paths`` are one, or two where the target may mean two levels, or none. ``path_now`` is the path's value in the
    latest figure's period. ``word`` is one of the four, or NOT_SAID; then ``troubles`` say why. ``sentence`` is what a
    board reads. ``projection`` is None where there is none, and ``about_projection`` says why, or how unsure it is.
    """

    facts: TargetFacts
    paths: tuple[StraightPath, ...]
    latest: PathPoint | None
    interval: Interval | None
    path_now: float | None
    word: str
    sentence: str
    troubles: tuple[TargetTrouble, ...]
    projection: Projection | None
    about_projection: str
    notes: tuple[str, ...]

    @property
    def places(self) -> int:
        """How many decimals its numbers are shown with: as many as tell two levels apart that it may mean."""
        ends = {path.points[-1].value for path in self.paths}
        first = _places(self.facts)
        return next((n for n in range(first, 4) if len({rounded(end, n) for end in ends}) == len(ends)), 4)

    @property
    def meaning(self) -> str:
        """What its word means by the metric's own direction; "" where none is agreed, or the word judges nothing."""
        return meaning(self.word, self.facts.metric.polarity if self.facts.metric else "")

    @property
    def word_in_full(self) -> str:
        """Its word with what that means; without counts "above: better than the path, as the figures stand"."""
        as_they_stand = "" if self.interval or not self.meaning else ", as the figures stand"
        return ": ".join(filter(None, (self.word, self.meaning))) + as_they_stand

    @property
    def level(self) -> float | None:
        """The level to reach; None where that is not settled."""
        return self.paths[0].points[-1].value if len(self.paths) == 1 else None

    @property
    def limits(self) -> tuple[float | None, float] | None:
        """The latest figure's limits as they are shown, rounded outwards."""
        return outwards(self.interval.lower, self.interval.upper, self.places) if self.interval else None


def all_progress(tables: Mapping[str, Table], known: Framework, today: date) -> tuple[TargetProgress, ...]:
    """Return every target of a workbook, in the order of its sheet."""
    return tuple(progress(facts, today) for facts in target_facts(tables, known)) if "targets" in tables else ()


def progress(facts: TargetFacts, today: date) -> TargetProgress:
    """Return one target's progress on a day."""
    in_the_way = tuple(troubles(facts, today))
    paths = _paths(facts) if all(one.drawn for one in in_the_way) else ()
    figure = float(facts.figure.value) if isinstance(facts.figure, Number) else None
    comparable = facts.figure_unit in ("", facts.unit)
    latest = point(facts.figure_period, figure) if facts.figure_period and figure is not None and comparable else None
    interval, why_no_interval = interval_of(facts) if latest else (None, "")
    path_now = paths[0].value_at(latest.at) if latest and len(paths) == 1 else None
    places = _places(facts)
    word, sentence = NOT_SAID, " ".join(one.why for one in in_the_way)
    if not in_the_way and latest and path_now is not None:
        word = beside_the_path(latest.value, path_now, interval, places)
        sentence = _said(facts, latest, path_now, interval, why_no_interval, word, places)
    made, about = _projection(facts, latest, places) if paths else (None, "")
    notes = tuple(_notes(facts, paths))
    return TargetProgress(facts, paths, latest, interval, path_now, word, sentence, in_the_way, made, about, notes)


def _places(facts: TargetFacts) -> int:
    """Return the latest figure's decimals: a finer baseline makes it no surer. Without a figure, the baseline's."""
    return places_of(facts.figure.value) if isinstance(facts.figure, Number) else places_of(facts.baseline_number)


def _paths(facts: TargetFacts) -> tuple[StraightPath, ...]:
    baseline, start, by, target = facts.baseline_number, facts.baseline_period, facts.by, facts.target
    if baseline is None or start is None or by is None or target is None:
        return ()
    settled = (
        level_of(facts.kind, baseline, target)
        if not may_mean_two(facts.kind, facts.unit, confirmed=facts.confirmed)
        else None
    )
    levels = [settled] if settled is not None else [level_of(kind, baseline, target) for kind in (PER_CENT, POINTS)]
    between = [*stones_on_the_path(facts)]
    return tuple(
        StraightPath.through([point(start, baseline), *between, point(by, level)])
        for level in levels
        if level is not None
    )


def _said(
    facts: TargetFacts,
    latest: PathPoint,
    path_now: float,
    interval: Interval | None,
    why_no_interval: str,
    word: str,
    places: int,
) -> str:
    here = f"{said_with(latest.value, places)} for {latest.label}; the path is at {said_with(path_now, places)} by then"
    if interval is None:
        better = meaning(word, facts.metric.polarity if facts.metric else "")
        said = f"{word}, {better}" if better else word
        return f"{here}: {said}, as the figures stand. {why_no_interval}"
    lower, upper = outwards(interval.lower, interval.upper, places)
    span = (
        f"between {said_with(lower, places)} and {said_with(upper, places)}"
        if lower is not None
        else (f"below {said_with(upper, places)}")
    )
    out_of = number_in(facts.row["out_of"])
    by_chance = "Chance alone puts such a count" if facts.unit == "number" else "Chance alone puts such a figure"
    if facts.unit != "number" and out_of is not None:
        by_chance = f"Out of {out_of:,.15g}, chance alone puts such a figure"
    if word == TOO_NEAR:
        return (
            f"{here}. {by_chance} anywhere {span}, and the path lies in there: "
            "nobody can say yet whether it is above or below."
        )
    better = meaning(word, facts.metric.polarity if facts.metric else "")
    said = f"{word} the path" + (f", {better}" if better else "")
    return f"{here}: {said}. {by_chance} {span}, and the path lies outside."


def _projection(facts: TargetFacts, latest: PathPoint | None, places: int) -> tuple[Projection | None, str]:
    metric, by = facts.metric, facts.by
    if metric is None or by is None or latest is None:
        return None, ""
    if metric.polarity not in (HIGHER, LOWER):
        return None, "No projection: nobody has agreed which way is better."
    years = facts.comparable
    if len(years) < FEWEST_YEARS or years[-1].at != latest.at:
        have = len(years) if years and years[-1].at == latest.at else 0
        there = f"there {one_or_many(have, 'is', 'are')} {have}"
        return None, f"No projection: it takes {FEWEST_YEARS} comparable years one after another, and {there}."
    made = projected(years, month_of(by), metric.lowest, metric.highest)
    if made is None and month_of(by) <= latest.at:
        return None, ""
    if made is None or said_with(made.lower, places) == said_with(made.upper, places):
        return None, f"No projection: {len(years)} figures so even say too little of how unsure it would be."
    return made, (
        f"If the movement of the last {made.years} years went on, it would be about {said_with(made.value, places)} by "
        f"{by.label}. In 19 of 20 such cases it would lie between {said_with(made.lower, places)} and "
        f"{said_with(made.upper, places)}. That is arithmetic, not a promise."
    )


def _notes(facts: TargetFacts, paths: tuple[StraightPath, ...]) -> list[str]:
    """Return what is worth knowing and keeps nothing from being said."""
    notes = []
    places = places_of(facts.baseline_number)
    if len(paths) == 1 and paths[0].points[-1].value == paths[0].points[0].value:
        notes.append("The target is the baseline itself: it says to hold the level, not to move it.")
    notes += _typed_twice(facts)
    notes += shared_with_others(facts, paths[0] if len(paths) == 1 else None, places)
    notes += _waiting(facts)
    steps = [one.value for one in paths[0].points] if len(paths) == 1 else []
    if steps and steps != sorted(steps) and steps != sorted(steps, reverse=True):
        notes.append("The path goes up and down again between its points. Are the milestones right?")
    found = dict(facts.before).get(facts.baseline_period) if facts.baseline_period else None
    baseline = facts.baseline_number
    if found is not None and baseline is not None and said_with(found, places) != said_with(baseline, places):
        label = facts.baseline_period.label if facts.baseline_period else ""
        notes.append(
            f"The figure found for {label} is {said_with(found, places_of(found))}, and the baseline {baseline:g}."
        )
    return notes + [
        f"A national ambition is {said_with(one.value, places)} by {one.label}: "
        "drawn beside the path, and no target of the borough's."
        for one in facts.ambitions
    ]


def _waiting(facts: TargetFacts) -> list[str]:
    """Return a note for a percentage, or a number in text, for whose plain number the sheet's own formulas wait."""
    said = {f"{facts.kept[name] * 100:g}": name for name in facts.kept if waits_on_the_sheet(facts, name)}
    notes = [
        f"{name.capitalize()} shows {shown}%, which Excel keeps as {facts.kept[name]:g}: what the sheet Targets works "
        f"out itself stays blank until {shown} stands there as a plain number."
        for shown, name in said.items()
    ]
    as_text = {name: facts.row.typed.get(name) for name in ("target", "baseline")}
    return notes + [
        f"{name.capitalize()} is “{typed}”, typed as text: what the sheet Targets works out itself stays blank until "
        f"{number:g} stands there as a plain number."
        for name, typed in as_text.items()
        if isinstance(typed, str) and (number := number_in(typed)) is not None
    ]


def _typed_twice(facts: TargetFacts) -> list[str]:
    """Return a note for each milestone that stands in several rows with one value."""
    read = [(period_of(row["period"], facts.metric), number_in(row["value"])) for row in facts.milestones]
    times = Counter((period.label, value) for period, value in read if period and value is not None)
    return [
        f"The milestone of {value:g} for {label} stands in {count} rows: take all but one off Milestones."
        for (label, value), count in times.items()
        if count > 1
    ]

"""What is said of journeys: a line for every sheet, a sentence for the terminal, and how the numbers were made."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources

from outcomes_xl.disclosure.outputs import CountRule, Population
from outcomes_xl.journeys.paths import Reach
from outcomes_xl.journeys.shown import JourneysShown, PairShown
from outcomes_xl.journeys.steps import Steps
from outcomes_xl.model.sentences import counted, in_a_list

_A_FEW = 20


def living_line(shown: JourneysShown, rule: CountRule) -> str:
    """Return the line every sheet has above its table."""
    return f"{people_said(shown)} {protection(rule)}"


def people_said(shown: JourneysShown) -> str:
    """Say how many people there are, and how many of them have a path too rare to be shown."""
    if shown.people is None:
        return "How many people there are may not be shown."
    rest = max(0, shown.people - shown.in_paths)
    # What is left of rounded counts may be all rounding: a small number would say more than is known.
    many = f"about {rest:,}" if rest >= _A_FEW else "a few, if any,"
    rarer = f"; the paths of {many} are too rare to be shown" if rest else ""
    return f"About {counted(shown.people, 'person', 'people')}{rarer}."


def protection(rule: CountRule) -> str:
    """Say how counts are protected."""
    small = f"Groups of 1 to {rule.threshold - 1} are withheld, and what would give them away"
    return f"{small}; counts are to the nearest {rule.base}." if rule.method == "round" else f"{small}."


def in_a_sentence(shown: JourneysShown, rule: CountRule) -> str:
    """Return what came of it, for the terminal."""
    paths = [one for one in shown.paths if one.steps]
    most = f" The most common path is {paths[0].words}." if paths else ""
    return f"{people_said(shown)}{most} {protection(rule)}"


def most_common(shown: JourneysShown) -> str:
    """Return the path that most people took, and how many."""
    paths = [one for one in shown.paths if one.steps]
    if not paths or shown.people is None:
        return "No path has enough people to be shown."
    return f"{paths[0].words}: {paths[0].people:,} of about {counted(shown.people, 'person', 'people')}."


def what_became(one: PairShown) -> str:
    """Return what became of a pair of steps, as far as it may be shown."""
    first, second, within = one.first.name, one.second.name, one.people[Reach.WITHIN]
    months = counted(one.pair.months, "month")
    if one.watched is None or within is None or one.share is None:
        return f"How many of those with {first} had {second} within {months} cannot be shown."
    later = one.people[Reach.LATER]
    more = f", {later:,} later" if later else ""
    return f"Of about {one.watched:,} with {first} {months} ago or more, {within:,} had {second} within {months}{more}."


def about_journeys(
    shown: JourneysShown, people: Population, steps: Steps, rule: CountRule, longest: int, made_on: str
) -> Iterator[tuple[str, str]]:
    """Give how the numbers were made and what they do not say, each with what it is about."""
    words = {
        "made_on": made_on,
        "source": f"{people.source[0].upper()}{people.source[1:]}",
        "period": people.period,
        "people": people_said(shown),
        "protection": protection(rule),
        "longest": str(longest),
        "order": in_a_list([step.name for step in steps.named]),
    }
    for row in _about():
        yield row["about"], row["says"].format_map(words)
    for step in (*steps.named, steps.other):
        yield f"Step: {step.name}", f"Domain: {step.domain}. Layer: {step.layer}."


@cache
def _about() -> tuple[dict[str, str], ...]:
    text = (resources.files("outcomes_xl") / "data" / "journeys" / "about.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["row"])

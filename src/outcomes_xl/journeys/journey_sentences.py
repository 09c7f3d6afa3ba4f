"""What is said of journeys: a line for every sheet, a sentence for the terminal, and how the numbers were made."""

from __future__ import annotations

from collections.abc import Iterator

from outcomes_xl.disclosure.outputs import Population, Rule
from outcomes_xl.journeys.questions import THEN
from outcomes_xl.journeys.shown import JourneysShown
from outcomes_xl.journeys.steps import Steps
from outcomes_xl.model.sentences import counted, in_a_list


def living_line(shown: JourneysShown, rule: Rule) -> str:
    """Return the line every sheet has above its table."""
    return f"{people_said(shown)} {protection(rule)}"


def people_said(shown: JourneysShown) -> str:
    if shown.people is None:
        return "How many people there are may not be shown."
    rest = max(0, shown.people - shown.in_paths)
    rarer = f"; the paths of about {rest:,} are too rare to be shown" if rest else ""
    return f"{counted(shown.people, 'person', 'people')}{rarer}."


def protection(rule: Rule) -> str:
    """Say how counts are protected."""
    small = f"Groups of 1 to {rule.threshold - 1} are withheld, and what would give them away"
    return f"{small}; counts are to the nearest {rule.base}." if rule.method == "round" else f"{small}."


def in_a_sentence(shown: JourneysShown, rule: Rule) -> str:
    """Return what came of it, for the terminal."""
    paths = [one for one in shown.paths if one.steps]
    most = f" The most common path is {THEN.join(step.name for step in paths[0].steps)}." if paths else ""
    return f"{people_said(shown)}{most} {protection(rule)}"


def about_journeys(
    shown: JourneysShown, people: Population, steps: Steps, rule: Rule, longest: int, made_on: str
) -> Iterator[tuple[str, str]]:
    """Give how the numbers were made and what they do not say, each with what it is about."""
    yield "Status", f"Unpublished. Made on {made_on}; for use inside the council, not to be passed on."
    yield "From", f"{people.source[0].upper()}{people.source[1:]}, {people.period}."
    yield "People", people_said(shown)
    yield (
        "Linked",
        (
            "By a keyed hash (HMAC-SHA-256) of each identifier, with spaces, capitals and leading noughts made alike. "
            "No identifier, hash or row of a person is in this workbook or kept anywhere."
        ),
    )
    yield "Protection", f"{protection(rule)} Every number here is made of counts protected so, and of nothing else."
    yield (
        "Path",
        (
            f"The steps of a person in the order of their days. A step that follows itself is told once. The first "
            f"{longest} are told. Of steps on one day, the order is: {in_a_list([step.name for step in steps.named])}."
        ),
    )
    yield (
        "Next step",
        (
            "Added up from the paths that can be shown, so “few or none” is said where no shown path goes. A person counts "
            f"once in a cell, however often. What comes after the first {longest} steps is not known here."
        ),
    )
    yield (
        "Reached",
        (
            "From a person's first event of the first step to the first event of the second on that day or later; so many "
            "calendar months. People whose first step is more recent than that, counted from the sources' last event, "
            "are too soon to say, even where they have reached it: only the quick could be seen to."
        ),
    )
    yield (
        "Not said",
        (
            "That one step led to another. Help that comes before care may have put care off, or come too late. Children "
            "who moved in or out have shorter paths. What happened elsewhere is not in the sources."
        ),
    )
    for step in steps.named:
        yield f"Step: {step.name}", f"Domain {step.domain}; layer: {step.layer}."

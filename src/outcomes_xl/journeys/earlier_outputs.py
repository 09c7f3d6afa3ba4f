"""Whether an output may stand beside the earlier ones on the register that it cannot be solved together with.

Those of the same sources and time are solved together (see ``counted``). Of others about some of the same people it is
not known who is in both, so what two of them would tell side by side is kept from coming about.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from outcomes_xl.disclosure.outputs import CountRule, Population, Released
from outcomes_xl.disclosure.protect import CannotBeMadeSafe
from outcomes_xl.model.cannot_use import WrongUsage

_EVENTS_OF, _AND = "events of ", "; "


def population(sources: Sequence[str], until: str) -> Population:
    """Return who is counted: the people of these sources, whatever their order, up to a month such as 2026-10."""
    return Population(_EVENTS_OF + _AND.join(sorted(sources)), f"to {until}")


def must_go_beside(earlier: Sequence[Released], people: Population, rule: CountRule) -> None:
    """Raise CannotBeMadeSafe where an earlier output of some of the same sources does not go beside this one."""
    ours = _sources(people)
    for one in earlier:
        if not is_of_events(one):
            _must_not_both_be_exact(one, ours, rule)
            continue
        if not ours & _sources(one.population):
            continue
        if one.population.period == people.period and _sources(one.population) != ours:
            raise CannotBeMadeSafe(
                f"An output of {_AND.join(sorted(_sources(one.population)))} about the same time is on the register, "
                f"made on {one.date}. Side by side the two would tell the few people that only one of them has.",
                "Use the same sources, or ask for another time.",
            )
        if one.population.period != people.period and rule.method == "suppress":
            raise CannotBeMadeSafe(
                f"An output of these sources {one.population.period} is on the register. Exact counts of two times "
                "side by side would tell the few people who went a step further in between.",
                "Leave --suppress away: counts to the nearest 5 do not.",
            )


def is_of_events(one: Released) -> bool:
    """Whether an output is of journeys."""
    return one.population.source.startswith(_EVENTS_OF)


def must_go_beside_journeys(every: Sequence[Released], source: str, rule: CountRule) -> None:
    """Raise CannotBeMadeSafe where journeys of a cohort's source were told exactly, and the cohort would be as well."""
    for one in every:
        if is_of_events(one):
            _must_not_both_be_exact(one, {source}, rule)


def _must_not_both_be_exact(one: Released, sources: Collection[str], rule: CountRule) -> None:
    theirs = _sources(one.population) if is_of_events(one) else {one.population.source}
    same = {name.casefold() for name in theirs} & {name.casefold() for name in sources}
    if same and rule.method == one.rule.method == "suppress":
        raise CannotBeMadeSafe(
            f"The output “{one.title}” of {one.date} shows exact counts of the people in {min(same)}. Exact counts of "
            "cohorts and of journeys side by side would tell the few people that only one of them has.",
            "Leave --suppress away: counts to the nearest 5 do not.",
        )


def last_day(asked: date | None, today: date) -> date:
    """Return the day up to which is counted: a month's last, so that two outputs are a month of people's steps apart.

    Without one it is that of the last whole month. Raises WrongUsage for another day.
    """
    usual = today.replace(day=1) - timedelta(days=1)
    if asked is None:
        return usual
    if asked > today or (asked + timedelta(days=1)).day != 1:
        raise WrongUsage(
            f"--until takes the last day of a month that is over, not {asked}.",
            f"Give one such as {usual}: outputs a few days apart would tell the few people in whom they differ.",
        )
    return asked


def _sources(people: Population) -> frozenset[str]:
    return frozenset(people.source.removeprefix(_EVENTS_OF).split(_AND))

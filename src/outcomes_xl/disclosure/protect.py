"""Which cells of an output are shown, and which withheld, so that nobody can be found in it or in two side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from outcomes_xl.disclosure.cubes import CannotCount, Cell, Cube, Dimension, Margin
from outcomes_xl.disclosure.knowledge import TooManyGroups
from outcomes_xl.disclosure.outputs import CountRule, Protected, Released
from outcomes_xl.disclosure.posing import OneCategoryOnly, Posed, SourceHasChanged, posed
from outcomes_xl.disclosure.problem import Unsolvable
from outcomes_xl.disclosure.solver_work import TooMuchWork, Work
from outcomes_xl.disclosure.solving import solved
from outcomes_xl.model.cannot_use import CannotUse

_FEWER = "Ask for fewer groupings at once, or for coarser ones."


class CannotBeMadeSafe(CannotUse):
    """The output, beside what was released before, would let somebody be found whatever is withheld of it."""


def dimensions_needed(own: Sequence[Dimension], before: Sequence[Released]) -> tuple[Dimension, ...]:
    """Return the dimensions a cube must cross so that an output can be solved together with earlier ones.

    Those are its own, then what earlier outputs about the same people asked about. Name a dimension after how it is
    made (“idaci:5”, “age in years: 0–4, 5–9”), so that another grouping of the same column has another name and can
    be crossed with the first. Raises CannotBeMadeSafe where one name stands for two lists of categories.
    """
    needed = {dimension.name: dimension for dimension in own}
    for released in before:
        for dimension in released.dimensions:
            held = needed.setdefault(dimension.name, dimension)
            if set(held.categories) != set(dimension.categories):
                raise CannotBeMadeSafe(
                    f"“{dimension.name}” had other groups in the output “{released.title}” of {released.date}, about "
                    "the same people. Two groupings under one name cannot be laid side by side, so what they give away "
                    "together cannot be told.",
                    f"Use the groups of {released.date}, or give the new ones a name of their own. Groups then: "
                    f"{', '.join(dimension.categories)}.",
                )
    return tuple(needed.values())


def protect(
    cube: Cube,
    margins: Sequence[Margin],
    rule: CountRule | None = None,
    before: Sequence[Released] = (),
    stopped: Callable[[], bool] = lambda: False,
) -> Protected:
    """Return what may be shown of these tables, as one system with all that was released before of the same people.

    The same counts give the same answer, in whatever order they come. Of several thresholds of outputs about the same
    people the highest says what is small in this one; the lowest, what can still be kept from being worked out.
    Raises CannotBeMadeSafe, in officers' words, where nothing that could still be withheld would do, where an earlier
    output cannot be counted any more, and where it cannot be proved with so much work as is done for one output; and
    Stopped once ``stopped`` says so.
    """
    margins = tuple(dict.fromkeys(margins))
    rule = rule or CountRule()
    rule = replace(rule, threshold=max([rule.threshold, *(released.rule.threshold for released in before)]))
    _can_be_asked(cube, margins, before)
    if 0 < cube.total < rule.threshold:
        raise CannotBeMadeSafe(
            f"There are fewer than {rule.threshold} people in all of it, so there is no group that could be shown.",
            "Ask for a longer period, or for a wider area.",
        )
    cube = _as_private_as_before(cube, before)
    try:
        system = posed(cube, margins, rule, before, Work(stopped))
        return system.protected(solved(system.problem))
    except TooManyGroups:
        raise CannotBeMadeSafe(
            "These groups, crossed with each other and with those of earlier outputs about the same people, are too "
            "many to be solved together.",
            _FEWER,
        ) from None
    except TooMuchWork:
        raise CannotBeMadeSafe(
            f"These tables{_beside(before)} are too much to be worked through together, so it is not sure that nobody "
            "can be found in them.",
            _FEWER,
        ) from None
    except SourceHasChanged as changed:
        raise CannotBeMadeSafe(
            f"The output “{changed.released.title}” of {changed.released.date} shows "
            f"“{_words(changed.margin, changed.cell)}”, and there are too few people in it now. The source has changed "
            "since, so what the two give away together cannot be told.",
            "Use the records as they were then, or withdraw the earlier output.",
        ) from None
    except OneCategoryOnly as one:
        raise CannotBeMadeSafe(
            f"Everybody counted in “{_named(one.margin)}” is in one group, so whoever knows one of them would know her "
            "answer.",
            "Leave that grouping out, or say which other groups there could be.",
        ) from None
    except Unsolvable as stuck:
        raise _refusal(system, stuck, before) from None


def _can_be_asked(cube: Cube, margins: Sequence[Margin], before: Sequence[Released]) -> None:
    dimensions_needed(cube.dimensions, before)
    if missing := cube.missing(margins):
        raise CannotCount(f"The tables ask about {', '.join(missing)}, and nobody was counted by it.")
    for released in before:
        if missing := cube.missing(released.margins):
            raise CannotBeMadeSafe(
                f"The output “{released.title}” of {released.date} is about the same people by {', '.join(missing)}. "
                "They are not counted by that any more, so what the two give away together cannot be told.",
                f"Count them by {', '.join(missing)} as well, or leave this output.",
            )


def _as_private_as_before(cube: Cube, before: Sequence[Released]) -> Cube:
    """Return the cube with what was people's own to tell in one output theirs in all that are laid beside it."""
    private = {d.name for released in before for d in released.dimensions if not d.open}
    return Cube(tuple(replace(d, open=d.open and d.name not in private) for d in cube.dimensions), cube.counts)


def _beside(before: Sequence[Released]) -> str:
    return " and those told before of the same people" if before else ""


def _refusal(system: Posed, stuck: Unsolvable, before: Sequence[Released]) -> CannotBeMadeSafe:
    """Return why a group could be found whatever is withheld, and beside which earlier outputs."""
    group = stuck.demand.group
    cells = (
        _words(margin, cell)
        for margin, of in system.problem.knowledge.cells.items()
        for cell, number in of.items()
        if number == group
    )
    what = next((f"“{words}”" for words in cells), "a group that is in one of the tables and not in another")
    if not stuck.proved:
        return CannotBeMadeSafe(
            f"It is not sure that nobody can work out how many are in {what}, whatever is withheld of these "
            f"tables{_beside(before)}.",
            _FEWER,
        )
    if not before:
        return CannotBeMadeSafe(
            f"How many are in {what} could be worked out whatever else is withheld.",
            _FEWER,
        )
    earlier = " and ".join(f"“{released.title}” of {released.date}" for released in before)
    return CannotBeMadeSafe(
        f"How many are in {what} could be worked out by laying this output beside {earlier}, about the same people, "
        "whatever is withheld of it.",
        "Use the same groups as then, or coarser ones, or leave out the grouping that is new.",
    )


def _words(margin: Margin, cell: Cell) -> str:
    said = (*zip(margin.dimensions, cell, strict=True), *margin.where)
    return ", ".join(f"{name}: {category}" for name, category in said) or "all"


def _named(margin: Margin) -> str:
    return " by ".join(margin.dimensions) or "all"

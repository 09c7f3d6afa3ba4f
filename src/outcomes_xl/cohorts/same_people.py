"""Whether an earlier output is about the same people as a new one, about others, or about some of the same.

Who is counted hangs on which rows of the source are kept: by its period, by its area. A metric reads a period in its
own way (2023/24, 31 March 2024), so people are known by what stands in the column, not by what a metric calls it.
"""

from __future__ import annotations

from collections.abc import Sequence

from outcomes_xl.cohorts.yes_or_no import outcome_named
from outcomes_xl.disclosure.outputs import CountRule, Population, Released
from outcomes_xl.disclosure.protect import CannotBeMadeSafe

_AND, _IS, NO_PERIOD = "; ", " = ", "no period"


def population(
    source: str, period_column: str, periods: Sequence[str], area_column: str, borough: str, out_of: str = ""
) -> Population:
    """Return who is counted. ``area_column`` is "" where it left no row of the source out."""
    area = f"{area_column}{_IS}{borough}" if area_column else ""
    return Population(source, _AND.join(sorted(set(periods))) or NO_PERIOD, period_column, area, out_of)


def is_of_source(one: Released, called: str) -> bool:
    """Whether an output is of a source, however it is written: capitals, or a workbook's only sheet named or not."""
    theirs, ours = one.population.source.casefold(), called.casefold()
    return theirs == ours or theirs.startswith(f"{ours}, ") or ours.startswith(f"{theirs}, ")


def must_have_one_name(every: Sequence[Released], called: str, digest: str) -> None:
    """Raise CannotBeMadeSafe where an output was made of this very file when it was called otherwise.

    By its name alone it would count as another source, and nothing of what was told would be remembered.
    """
    for one in every:
        if digest and one.state == digest and not is_of_source(one, called):
            raise CannotBeMadeSafe(
                f"The output “{one.title}” of {one.date} was made of the same file, then called "
                f"{one.population.source}. Under two names it would not be remembered what was told of these people.",
                f"On Sources, name {one.population.source}, as then.",
            )


def under_another_name(every: Sequence[Released], called: str, people: Population) -> tuple[str, ...]:
    """Return what is to be known where another source was told of, column by column and period like this one.

    Whether a file with another name, or a database beside a file, has the same people only its owner can say.
    """
    others = {
        one.population.source
        for one in every
        if not is_of_source(one, called)
        and (one.population.period_column.casefold(), one.population.period)
        == (people.period_column.casefold(), people.period)
    }
    if not others or not people.period_column:
        return ()
    named = " and ".join(sorted(others)) if len(others) < 3 else f"{len(others)} other sources"
    said = (
        f"On the register is {named} too, for the same period. What was told there was not thought of here: if it is "
        "about the same people, the two side by side may give somebody away. Then use one source for both."
    )
    return (said,)


def about_the_same(before: Sequence[Released], people: Population) -> tuple[Released, ...]:
    """Return the outputs of the source that a new one has to be solved together with.

    Raises CannotBeMadeSafe where one is about some of the same people: the two side by side would tell the few that
    only one of them has.
    """
    for one in before:
        if one.population != people and not _apart(one.population, people):
            raise CannotBeMadeSafe(
                f"The output “{one.title}” of {one.date} was made of {_rows(one.population)}, this one would be of "
                f"{_rows(people)}: some of the same people. Side by side they would tell the few that only one has.",
                "Fill the columns with area and period on Sources as they were then"
                f"{', and --out-of' if one.population.out_of else ''}.",
            )
    return tuple(one for one in before if one.population == people)


def _apart(one: Population, other: Population) -> bool:
    """Whether nobody can be in both: another period or another borough by one column."""
    periods = set(one.period.split(_AND)) & set(other.period.split(_AND))
    (column, _, borough), (same, _, another) = one.area.partition(_IS), other.area.partition(_IS)
    by_period = bool(one.period_column) and one.period_column == other.period_column and not periods
    return by_period or (bool(column) and column == same and borough != another)


def _rows(people: Population) -> str:
    period = f"with “{people.period}” in “{people.period_column}”" if people.period_column else "of every period"
    area = f", of one area by “{people.area.partition(_IS)[0]}”" if people.area else ""
    return f"the rows {period}{area}" + (f", so many people as “{people.out_of}” says" if people.out_of else "")


def must_read_blanks_as_then(told: Sequence[Released], outcome: str) -> None:
    """Raise CannotBeMadeSafe where an earlier output of the same people read a blank in the value column otherwise.

    The two side by side would tell how many blanks each group has. ``outcome`` is its name in the register.
    """
    ours = outcome_named(outcome)
    for one in told:
        for dimension in one.dimensions:
            theirs = outcome_named(dimension.name)
            if ours and theirs and theirs[0] == ours[0] and theirs[1] != ours[1]:
                raise CannotBeMadeSafe(
                    f"In the output “{one.title}” of {one.date} a blank in “{ours[0]}” was "
                    f"{'a no' if theirs[1] else 'not known'}. Read otherwise now, the two side by side would tell how "
                    "many blanks each group has.",
                    "Say --blank-is-no, as then." if theirs[1] else "Leave --blank-is-no away, as then.",
                )


def must_be_as_it_was(told: Sequence[Released], state: str, rule: CountRule) -> tuple[str, ...]:
    """Return what is to be known of a source that has changed since an earlier output of the same people.

    Raises CannotBeMadeSafe where one of the two shows exact counts: the difference would be the few who changed.
    """
    for one in told:
        if not one.state or one.state == state:
            continue
        if "suppress" in (rule.method, one.rule.method):
            else_do = "leave --suppress away" if one.rule.method == "round" else "ask for another period"
            raise CannotBeMadeSafe(
                f"The source has changed, or may have, since the output “{one.title}” of {one.date}. Exact counts "
                "beside those of another state would tell the few people who changed.",
                f"Use the source as it was then, or {else_do}.",
            )
    changed = next((one for one in told if one.state and one.state != state), None)
    if changed is None:
        return ()
    said = (
        f"The source has changed, or may have, since the output of {changed.date} about the same people. Rounded "
        "counts blur who came, went or was put right in between; they do not hide that somebody did."
    )
    return (said,)

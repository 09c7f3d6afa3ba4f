"""From a source's answer to counts of people: the borough's rows of one period, by group and outcome, each once."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from outcomes_xl.cohorts.borough_rows import of_the_borough
from outcomes_xl.cohorts.cohort_statement import CohortColumns, Counted, Crossing, all_values
from outcomes_xl.cohorts.cohort_words import cohort_words, not_known
from outcomes_xl.cohorts.group_definition import Category, Grouping
from outcomes_xl.cohorts.groupings import grouping
from outcomes_xl.cohorts.source_values import number, plain_text
from outcomes_xl.cohorts.yes_or_no import SIDES, sides
from outcomes_xl.model.cannot_use import CannotLook
from outcomes_xl.model.sentences import counted as so_many
from outcomes_xl.reading.periods import Period, PeriodKind
from outcomes_xl.sources.local.cell_expressions import Areas
from outcomes_xl.sources.local.extract_periods import read_period

_FROM_SEPTEMBER = 9


@dataclass(frozen=True, slots=True)
class CohortWanted:
    """What is wanted of an answer: whose rows, of which period ("" for the latest), and how blanks are read.

    ``blank_is_no`` are the outcomes, by column, in which a blank means no. ``words`` are the officer's, by column.
    """

    period_kind: str
    areas: Areas
    period: str = ""
    period_in_name: str = ""
    blank_is_no: frozenset[str] = frozenset()
    words: Mapping[str, str] | None = None


@dataclass(frozen=True)
class InnerCells:
    """People by every group and outcome asked for, and what the groups are. Never to be shown as it is.

    A cell has a label for each of ``groupings`` and a side for each outcome, in the statement's order. ``periodless``
    is how many rows had no period. ``periods`` is what stands in its column for this one, and ``by_area`` whether the
    area left rows of the source out.
    """

    groupings: tuple[Grouping, ...]
    counts: Mapping[tuple[str, ...], int]
    period: str
    periodless: int = 0
    periods: tuple[str, ...] = ()
    by_area: bool = False

    @property
    def people(self) -> int:
        return sum(self.counts.values())


def inner_cells(answer: Counted, columns: CohortColumns, wanted: CohortWanted) -> InnerCells:
    """Return the counts. Raises CannotLook where there is nothing to count, or somebody would be counted twice."""
    ours, other_areas = _ours(answer.crossings, columns, wanted)
    period, label, mine, periodless = _of_a_period(ours, columns, wanted)
    _everybody_once(mine, answer, columns, other_areas)
    year = _august(period)
    words = wanted.words or {}
    made = tuple(
        grouping(asked, column, words.get(column, ""), _people_by(mine, column, columns), year)
        for asked, column in columns.groups
    )
    counts = _of_areas(mine, columns, made) if columns.out_of else _of_people(mine, columns, made, wanted)
    if not sum(counts.values()):
        raise CannotLook("It counts nobody.", "Look at the period and the columns that Sources names.")
    periods = tuple(sorted({_period_text(one.values[columns.period]) for one in mine})) if columns.period else ()
    by_area = len(ours) < len(answer.crossings)
    return InnerCells(tuple(map(_with_not_known, made)), counts, label, periodless, periods, by_area)


def _with_not_known(made: Grouping) -> Grouping:
    """Return a grouping in which nobody may be missing: the same groups whoever is in them."""
    if not_known() in made.labels:
        return made
    categories = (*made.categories, Category(not_known(), "blank, or not to be read"))
    return Grouping(made.name, made.column, made.definition, categories, made.of, made.word, made.ordered)


# Whose rows, and of when ------------------------------------------------------------------------------------------


def _ours(
    crossings: Sequence[Crossing], columns: CohortColumns, wanted: CohortWanted
) -> tuple[Sequence[Crossing], bool]:
    """Return the borough's crossings, and whether there are others' as well."""
    if not crossings:
        raise CannotLook("It has headings and no rows.", "Get it again from where it comes from.")
    if not columns.area:
        return crossings, False
    values = {one.values[columns.area] for one in crossings}
    ours = of_the_borough(values, wanted.areas)
    if not ours:
        raise CannotLook(
            f"No row of “{columns.area}” is the borough's.", "See that it holds the borough's name or code.", "area"
        )
    return [one for one in crossings if one.values[columns.area] in ours], len(ours) < len(values)


def _of_a_period(
    crossings: Sequence[Crossing], columns: CohortColumns, wanted: CohortWanted
) -> tuple[Period | None, str, Sequence[Crossing], int]:
    """Return the period that is meant, what it is called, its crossings, and how many rows have no period."""
    if not columns.period:
        said = wanted.period or wanted.period_in_name
        period = read_period(said, wanted.period_kind) if said else None
        return period, period.label if period else said or "no period", crossings, 0
    texts = {one.values[columns.period]: _period_text(one.values[columns.period]) for one in crossings}
    read = {value: read_period(text, wanted.period_kind) for value, text in texts.items() if text}
    called = {value: found.label if found else texts[value] for value, found in read.items()}
    if not called:
        raise CannotLook(f"Its column “{columns.period}” is blank.", "Name the column with the period.", "period")
    if wanted.period:
        asked = read_period(wanted.period, wanted.period_kind)
        label = asked.label if asked else wanted.period
        if label not in called.values():
            there = ", ".join(sorted(set(called.values()))[-6:])
            raise CannotLook(f"It has nothing for {label}.", f"It has {there}.", "period")
    else:
        known = [found for found in read.values() if found]
        label = max(known).label if known else max(called.values())
    meant = {value for value, name in called.items() if name == label}
    period = next((found for value, found in read.items() if value in meant), None)
    periodless = sum(one.rows for one in crossings if not texts[one.values[columns.period]])
    return period, label, [one for one in crossings if one.values[columns.period] in meant], periodless


def _period_text(value: Hashable) -> str:
    """Return a period as text; of a day its year and month."""
    if isinstance(value, tuple):
        month, year = value
        return f"{year}-{month:02}" if month and year else ""
    return plain_text(value)


def _august(period: Period | None) -> int:
    """Return the year in whose August ages are told: the one before a school year; 0 where the period is not known."""
    if period is None:
        return 0
    if period.kind is PeriodKind.ACADEMIC or period.start.month == _FROM_SEPTEMBER:
        return period.start.year
    return period.end.year if period.end.month >= _FROM_SEPTEMBER else period.end.year - 1


def _everybody_once(mine: Sequence[Crossing], answer: Counted, columns: CohortColumns, other_areas: bool) -> None:
    """Raise CannotLook where somebody stands twice in the period: which row is true only its owner can say.

    With other boroughs' rows in the source, people who moved may stand twice, and nothing is said.
    """
    if not columns.person or columns.out_of or other_areas:
        return
    extra = sum(answer.repeated.get(value, 0) for value in {one.values.get(columns.period) for one in mine})
    if extra:
        raise CannotLook(
            f"{so_many(extra, 'row')} {'is' if extra == 1 else 'are'} about somebody who stands in it already, by "
            f"“{columns.person}”.",
            "Keep one row for each person and period in the source, then ask again: which one is true, you know best.",
        )


# Counting ---------------------------------------------------------------------------------------------------------


def _of_people(
    mine: Sequence[Crossing], columns: CohortColumns, made: Sequence[Grouping], wanted: CohortWanted
) -> dict[tuple[str, ...], int]:
    side_of = {
        column: sides(column, dict(all_values(mine, column)), column in wanted.blank_is_no)
        for column in columns.outcomes
    }
    counts: dict[tuple[str, ...], int] = {}
    for one in mine:
        groups = (group.of[one.values[group.column]] for group in made)
        cell = (*groups, *(side_of[column][one.values[column]] for column in columns.outcomes))
        counts[cell] = counts.get(cell, 0) + one.rows
    return counts


def _people_by(mine: Sequence[Crossing], column: str, columns: CohortColumns) -> dict[Hashable, int]:
    """Return how many people have each value of a column; where a row is an area, so many as it has."""
    if not columns.out_of:
        return dict(all_values(mine, column))
    found: dict[Hashable, int] = {}
    for one in mine:
        value = one.values[column]
        found[value] = found.get(value, 0) + _whole(one.values[columns.out_of], columns.out_of) * one.rows
    return found


def _of_areas(mine: Sequence[Crossing], columns: CohortColumns, made: Sequence[Grouping]) -> dict[tuple[str, ...], int]:
    """Return the counts of a source with a row an area: so many of so many, added up here."""
    (value,) = columns.outcomes
    for group in made:
        if totals := {label for label in group.labels if label.casefold() in cohort_words()["totals"]["words"]}:
            raise CannotLook(
                f"Its column “{group.column}” has rows for “{min(totals)}” beside the groups: all would count twice.",
                "Take those rows out, or name a view without them.",
            )
    counts: dict[tuple[str, ...], int] = {}
    for one in mine:
        yes, every = (_whole(one.values[name], name) for name in (value, columns.out_of))
        if yes > every:
            raise CannotLook(
                f"In some rows “{value}” is more than “{columns.out_of}”: no share can pass the whole.",
                "See that the two columns are the right ones.",
                "value",
            )
        groups = tuple(group.of[one.values[group.column]] for group in made)
        for side, many in zip(SIDES, (yes, every - yes), strict=True):
            counts[(*groups, side)] = counts.get((*groups, side), 0) + many * one.rows
    return counts


def _whole(value: Hashable, column: str) -> int:
    found = number(plain_text(value))
    if found is None or found != found.to_integral_value() or found < 0:
        raise CannotLook(
            f"Its column “{column}” holds something else than whole numbers, such as a blank or a figure withheld.",
            "What is left could not be added up to the whole. Name a column of counts with none missing.",
            "value",
        )
    return int(found)

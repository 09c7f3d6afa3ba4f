"""From what an analyst asks, and what was told before, to the columns of a source that the statement needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from outcomes_xl.cohorts.asked_groups import AskedGroup, GroupedHow, asked_groups
from outcomes_xl.cohorts.cohort_statement import CohortColumns
from outcomes_xl.cohorts.person_column import person_column
from outcomes_xl.cohorts.yes_or_no import dimension_name, outcome_named
from outcomes_xl.disclosure.cubes import Dimension
from outcomes_xl.disclosure.outputs import Released
from outcomes_xl.model.cannot_use import CannotLook, WrongUsage
from outcomes_xl.sources.local.askable import Askable
from outcomes_xl.sources.local.column_roles import heading_word, named_column
from outcomes_xl.sources.local.person_columns import are_made_up, names_a_person
from outcomes_xl.sources.local.source_rows import SourceRow

_KNOWN_OF_ANYBODY = ("Age", "Sex", "Deprivation")
"""Words for columns of which everybody who knows a person knows where she stands; wards and schools are others."""


@dataclass(frozen=True)
class CohortQuestion:
    """What an analyst asks: which columns tell groups apart, and how the source's rows are to be read.

    ``out_of`` is the column with how many there are, where a row is an area. ``person`` is the column by which people
    are told apart, where its heading does not say so.
    """

    groups: tuple[AskedGroup, ...]
    out_of: str = ""
    person: str = ""
    blank_is_no: bool = False


@dataclass(frozen=True)
class CohortPlan:
    """The statement's columns; which of its groups are the analyst's own, and which outcomes read a blank as no."""

    columns: CohortColumns
    own: int
    blank_is_no: frozenset[str]
    words: Mapping[str, str]
    made_up: bool = False
    """Whether the source says of its people, in a column of its own, that they are made up."""

    @property
    def names(self) -> tuple[str, ...]:
        """What each group is called in the register: its column, and how it is grouped."""
        return tuple(group_name(asked, column) for asked, column in self.columns.groups)

    @property
    def outcome(self) -> str:
        return self.outcome_names[0]

    @property
    def outcome_names(self) -> tuple[str, ...]:
        return tuple(dimension_name(column, column in self.blank_is_no) for column in self.columns.outcomes)

    def is_open(self, number: int) -> bool:
        """Whether who knows a person knows her group in a column: her ward, her age, when she was born."""
        asked, column = self.columns.groups[number]
        return asked.of_birth or self.words.get(column) in _KNOWN_OF_ANYBODY or bool(heading_word(column, "levels"))


def group_name(asked: AskedGroup, column: str) -> str:
    if asked.how is GroupedHow.AS_THEY_ARE:
        return column
    how = str(asked.number) if asked.how is GroupedHow.PARTS else f"{asked.how}{asked.number or ''}"
    return f"{column}:{how}"


def plan(question: CohortQuestion, row: SourceRow, source: Askable, before: Sequence[Released]) -> CohortPlan:
    """Return what to ask of a source. Raises CannotLook for a column that is not there, or that makes no groups.

    ``before`` are earlier outputs of the source: the groups they told are counted again, so that both can be looked at
    together. One that cannot be counted any more is left out here, and told where it matters.
    """
    value = named_column(row.value, source.headings, "value")
    period = named_column(row.period, source.headings, "period") if row.period else ""
    area = named_column(row.area, source.headings, "area") if row.area else ""
    out_of = named_column(question.out_of, source.headings, "value") if question.out_of else ""
    own = [(asked, _group_column(asked, source.headings, (value, period, out_of))) for asked in question.groups]
    person = named_column(question.person, source.headings, "value") if question.person else ""
    person = person or person_column(source.headings)
    if out_of and person:
        raise CannotLook(
            f"It has a row a person, by “{person}”, so nothing is to be added up out of “{out_of}”.",
            "Leave --out-of away.",
            "value",
        )
    told = [dimension for released in before for dimension in released.dimensions]
    more = [pair for dimension in told if (pair := _group_again(dimension, source.headings))]
    names = {group_name(asked, column) for asked, column in own}
    earlier = {group_name(*pair): pair for pair in more if group_name(*pair) not in names}
    outcomes = {value: question.blank_is_no}
    # With a row an area there is one count to a row, so no other outcome can be told beside it.
    for dimension in told if not out_of else ():
        found = outcome_named(dimension.name)
        if found and found[0] in source.headings:
            outcomes.setdefault(*found)
    columns = CohortColumns((*own, *earlier.values()), tuple(outcomes), period, area, out_of, person)
    for name in columns.needed:
        if name in source.stops:
            raise source.stops[name]
    words = {
        column: heading_word(column, "breakdowns") or heading_word(column, "levels") for _, column in columns.groups
    }
    blanks = frozenset(name for name, is_no in outcomes.items() if is_no)
    return CohortPlan(columns, len(own), blanks, words, are_made_up(source.headings))


def _group_column(asked: AskedGroup, headings: Sequence[str], taken: Sequence[str]) -> str:
    column = named_column(asked.column, headings, "value")
    if person_column([column]) or (names_a_person(column) and not asked.of_birth):
        raise CannotLook(
            f"Its column “{column}” tells people apart one by one, so it makes no groups.",
            "Name a column of groups; of days of birth make seasons: born:season.",
        )
    if column in taken:
        raise CannotLook(f"“{column}” is what is counted, or when: it makes no groups.", "Name another column.")
    return column


def _group_again(dimension: Dimension, headings: Sequence[str]) -> tuple[AskedGroup, str] | None:
    """Return the group that an earlier output told, None where this source cannot make it any more."""
    if dimension.name in headings:
        return AskedGroup(dimension.name), dimension.name
    column, colon, how = dimension.name.rpartition(":")
    if not colon or column not in headings or outcome_named(dimension.name):
        return None
    try:
        (asked,) = asked_groups(f'"{column.replace(chr(34), chr(34) * 2)}:{how}"')
    except WrongUsage:
        return None
    return asked, column

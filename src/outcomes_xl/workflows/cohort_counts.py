"""A source asked for the counts behind a cohort: once, by one statement; then nothing but protected counts goes on."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from outcomes_xl.cohorts.cohort_cube import cube, shown_tables
from outcomes_xl.cohorts.cohort_result import MADE_UP
from outcomes_xl.cohorts.cohort_statement import counted, statement
from outcomes_xl.cohorts.cohort_words import cohort_words
from outcomes_xl.cohorts.inner_cells import CohortWanted, InnerCells, inner_cells
from outcomes_xl.cohorts.same_people import population
from outcomes_xl.cohorts.what_to_ask import CohortPlan, CohortQuestion, plan
from outcomes_xl.disclosure.cubes import Cube
from outcomes_xl.disclosure.knowledge import TooManyGroups, possible_crossings
from outcomes_xl.disclosure.outputs import THRESHOLD, CountRule, Population, Protected, Released
from outcomes_xl.disclosure.protect import dimensions_needed, protect
from outcomes_xl.framework.entries import Borough, Framework, Metric
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.model.sentences import counted as so_many
from outcomes_xl.sources.local import Connections, SourceRow
from outcomes_xl.sources.local.askable import Askable
from outcomes_xl.sources.local.local_source import areas_of
from outcomes_xl.sources.local.one_statement import Answered, answered
from outcomes_xl.sources.local.session import Session


@dataclass(frozen=True)
class CohortRequest:
    """A question and everything that is needed to put it to a source."""

    row: SourceRow
    question: CohortQuestion
    metric: Metric
    framework: Framework
    borough: Borough
    period: str
    before: tuple[Released, ...]

    def of_source(self, folder: Path, connections: Connections, cancelled: Callable[[], bool]) -> CohortCounts:
        """Return the counts, from one statement put to the source."""
        plans: list[CohortPlan] = []

        def ask(source: Askable) -> object:
            plans.append(plan(self.question, self.row, source, self.before))
            columns = plans[-1].columns
            return statement(source.table(columns.needed), columns)

        areas = areas_of(self.borough, self.framework)
        with (
            tempfile.TemporaryDirectory(prefix="outcomes-xl-", ignore_cleanup_errors=True) as scratch,
            Session(folder, connections, Path(scratch), cancelled) as session,
        ):
            answer = answered(session, self.row, ask)
        made = plans[-1]
        wanted = CohortWanted(self.metric.period_kind, areas, self.period, answer.period, made.blank_is_no, made.words)
        cells = inner_cells(counted(answer.rows, made.columns), made.columns, wanted)
        return CohortCounts(cells, made, answer)


@dataclass(frozen=True)
class CohortCounts:
    cells: InnerCells
    plan: CohortPlan
    answer: Answered

    def protected(
        self, rule: CountRule, before: Sequence[Released], stopped: Callable[[], bool] = lambda: False
    ) -> Protected:
        every, tables = cube(self.cells, self.plan), shown_tables(self.plan)
        shown = {name for table in tables for name in table.names}
        own = [dimension for dimension in every.dimensions if dimension.name in shown]
        needed = {dimension.name for dimension in dimensions_needed(own, before)}
        crossed = _with_only(every, needed)
        _not_too_many(crossed, bool(before))
        return protect(crossed, tables, rule, before, stopped)

    def population(self, called: str, borough: Borough) -> Population:
        """Return who is counted, whatever the metric calls the period."""
        columns, cells = self.plan.columns, self.cells
        periods = cells.periods or tuple(filter(None, (self.answer.period,)))
        area = columns.area if cells.by_area else ""
        return population(called, columns.period, periods, area, borough.code, columns.out_of)

    @property
    def digest(self) -> str:
        """The mark of the source's file where a row is a person, else "".

        A file of few numbers could be guessed from its mark, and a database has none.
        """
        return self.answer.digest[:16] if self.plan.columns.person else ""

    def state(self, today: str) -> str:
        """Return the mark by which a changed source is known: where it has none, each day is another state."""
        return self.digest or today

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be known of the source, as sentences without a small number in them."""
        columns, cells = self.plan.columns, self.cells
        said = [MADE_UP] if self.plan.made_up else []
        if not columns.person and not columns.out_of:
            said.append("No column of the source tells people apart, so whoever stands in it twice is counted twice.")
        if cells.periodless:
            said.append(f"{_some(cells.periodless, 'row')} without a period: not counted.")
        if self.answer.left_out:
            said.append("Rows with more or fewer cells than headings were not counted.")
        return tuple(said)


def _some(many: int, word: str) -> str:
    return so_many(many, word) if many >= THRESHOLD else f"A few {word}s"


def _not_too_many(crossed: Cube, before: bool) -> None:
    most: int = cohort_words()["limits"]["most_together"]
    try:
        many = possible_crossings(crossed)
    except TooManyGroups:
        many = crossed.crossings
    if many > most:
        beside = " and those told before" if before else ""
        raise CannotUse(
            f"These columns{beside} make {many:,} groups when crossed: too many to be protected together.",
            f"Ask for fewer columns at once, or for coarser groups: up to {most:,} can be.",
        )


def _with_only(every: Cube, names: set[str]) -> Cube:
    """Return a cube without the dimensions nobody needs."""
    kept = [number for number, dimension in enumerate(every.dimensions) if dimension.name in names]
    counts: dict[tuple[str, ...], int] = {}
    for cell, many in every.counts.items():
        less = tuple(cell[number] for number in kept)
        counts[less] = counts.get(less, 0) + many
    return Cube(tuple(every.dimensions[number] for number in kept), counts)

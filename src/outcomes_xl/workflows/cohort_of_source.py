"""A cohort made whole: the source found on Sources, asked once, protected with all that was told before, written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from outcomes_xl.cohorts.asked_groups import asked_groups
from outcomes_xl.cohorts.cohort_result import CohortResult
from outcomes_xl.cohorts.cohort_sentences import headline, remarks
from outcomes_xl.cohorts.other_indicators import must_be_cohorts, other_indicator
from outcomes_xl.cohorts.same_people import (
    about_the_same,
    is_of_source,
    must_be_as_it_was,
    must_have_one_name,
    must_read_blanks_as_then,
    under_another_name,
)
from outcomes_xl.cohorts.what_to_ask import CohortQuestion
from outcomes_xl.cohorts.worth_writing import must_tell_something
from outcomes_xl.disclosure.outputs import CountRule, Population, Released
from outcomes_xl.disclosure.register import on_the_register, put_on_register, read_register
from outcomes_xl.hosts import files
from outcomes_xl.hosts.files.write_new_file import put
from outcomes_xl.jobs.availability import borough_of
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.journeys.earlier_outputs import must_go_beside_journeys
from outcomes_xl.model import Book
from outcomes_xl.model.cannot_use import CannotLook, CannotUse
from outcomes_xl.sources.local import Connections, SourceKind, SourceRow, load_connections
from outcomes_xl.sources.local.file_places import place
from outcomes_xl.sources.local.source_rows import own_metrics, places_in
from outcomes_xl.workflows.cohort_counts import CohortRequest
from outcomes_xl.workflows.cohort_names import metric_named, source_named
from outcomes_xl.workflows.edition_of_workbook import framework_of
from outcomes_xl.workflows.unpublished_output import may_be_made, must_be_the_register, register_in, unpublished_name


@dataclass(frozen=True)
class CohortAsked:
    """What an analyst asks for, as it was typed. ``outputs`` is the register's folder, None for beside the source."""

    metric: str
    source: str
    by: str
    period: str = ""
    rule: CountRule = field(default_factory=CountRule)
    outputs: Path | None = None
    out_of: str = ""
    person: str = ""
    blank_is_no: bool = False
    instead: tuple[str, ...] = ()


def cohort_of(workbook: Path, asked: CohortAsked, to: Path, now: datetime) -> tuple[str, ...]:
    """Write the cohort of a closed workbook's source; return what is to be told. The workbook is only read."""
    to = unpublished_name(to)
    may_be_made(to)
    book = files.read(workbook)
    return written(book, workbook.absolute().parent, asked, to, now)


def written(
    book: Book,
    folder: Path,
    asked: CohortAsked,
    to: Path,
    now: datetime,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[str, ...]:
    """Write a cohort; return what is to be told. ``folder`` is the workbook's own. May raise a CannotUse."""
    made = _Made.of(book, folder, asked, now, cancelled)
    from outcomes_xl.building.cohort_workbook import cohort_workbook

    content = cohort_workbook(made.result, now)
    is_new = not made.register.exists()
    # On the register first: an output that is remembered and was not written harms nobody, the other way round it may.
    put_on_register(made.register, made.released(now), made.known)
    put(to, content, now)
    told = [headline(made.result), *remarks(made.result), f"Written: {to}, unpublished."]
    return (*told, on_the_register(made.register, is_new))


@dataclass(frozen=True)
class _Made:
    """A cohort before it is written, and the register it goes on."""

    result: CohortResult
    population: Population
    register: Path
    known: int
    state: str

    @staticmethod
    def of(book: Book, folder: Path, asked: CohortAsked, now: datetime, cancelled: Callable[[], bool]) -> _Made:
        groups = asked_groups(asked.by)
        others = tuple(other_indicator(one) for one in asked.instead)
        framework = framework_of(book)
        tables = read_borough(book).tables
        borough = borough_of(book, Context(now, framework))
        metric = metric_named(asked.metric, framework, own_metrics(tables.get("framework"), framework))
        row = source_named(asked.source, metric, places_in(tables.get("sources")))
        connections = load_connections()
        register = _register(row, folder, connections, asked.outputs)
        if asked.outputs is not None:
            beside = _register(row, folder, connections, None)
            must_be_the_register(register, beside, lambda one: is_of_source(one, row.called))
        every = read_register(register)
        before = tuple(one for one in every if is_of_source(one, row.called))
        called = before[0].population.source if before else row.called
        question = CohortQuestion(groups, asked.out_of, asked.person, asked.blank_is_no)
        asking = CohortRequest(row, question, metric, framework, borough, asked.period, before)
        try:
            counts = asking.of_source(folder, connections, cancelled)
        except CannotLook as trouble:
            raise CannotUse(f"{row.called}: {trouble.what}", trouble.next_step) from None
        must_be_cohorts(others, counts.cells.groupings[: counts.plan.own])
        population, state = counts.population(called, borough), counts.state(f"{now:%Y-%m-%d}")
        must_have_one_name(every, row.called, counts.digest)
        must_go_beside_journeys(every, row.called, asked.rule)
        told = about_the_same(before, population)
        must_read_blanks_as_then(told, counts.plan.outcome)
        changed = must_be_as_it_was(told, state, asked.rule)
        protected = counts.protected(asked.rule, told, cancelled)
        result = CohortResult(
            metric,
            borough,
            row.called,
            counts.cells.period,
            counts.cells.groupings[: counts.plan.own],
            counts.plan.names[: counts.plan.own],
            counts.plan.outcome,
            protected,
            others,
            (*counts.remarks, *changed, *under_another_name(every, row.called, population)),
        )
        must_tell_something(result, told)
        return _Made(result, population, register, len(told), state)

    def released(self, now: datetime) -> Released:
        title = f"{self.result.metric.title} by {', '.join(self.result.names)}"
        return self.result.protected.released(self.population, f"{now:%Y-%m-%d}", title, self.state)


def _register(row: SourceRow, folder: Path, connections: Connections, outputs: Path | None) -> Path:
    """Return where the register is: in the folder named, else beside the source; of a database, beside the workbook."""
    if outputs is not None:
        return register_in(outputs)
    if row.kind == SourceKind.DATABASE:
        return register_in(folder)
    try:
        return register_in(place(row, folder, connections.folders).parent)
    except CannotLook as trouble:
        raise CannotUse(f"{row.called}: {trouble.what}", trouble.next_step) from None

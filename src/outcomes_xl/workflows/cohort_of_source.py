"""A cohort made whole: the source found on Sources, asked once, protected with all that was told before, written."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from outcomes_xl.cohorts.asked_groups import asked_groups
from outcomes_xl.cohorts.cohort_cube import cube, shown_tables
from outcomes_xl.cohorts.cohort_result import UNPUBLISHED, CohortResult
from outcomes_xl.cohorts.cohort_sentences import headline
from outcomes_xl.cohorts.cohort_statement import Counted, counted, statement
from outcomes_xl.cohorts.inner_cells import InnerCells, Wanted, inner_cells
from outcomes_xl.cohorts.other_indicators import must_be_cohorts, other_indicator
from outcomes_xl.cohorts.what_to_ask import CohortPlan, CohortQuestion, plan
from outcomes_xl.disclosure.cubes import Cube
from outcomes_xl.disclosure.outputs import BASE, THRESHOLD, Population, Protected, Released, Rule
from outcomes_xl.disclosure.protect import dimensions_needed, protect
from outcomes_xl.disclosure.register import NAME, put_on_register, read_register
from outcomes_xl.framework.entries import Borough, Framework, Metric
from outcomes_xl.hosts import files
from outcomes_xl.hosts.files.write_new_file import put
from outcomes_xl.jobs.availability import borough_of
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.model import Book
from outcomes_xl.model.cannot_use import CannotLook, CannotUse, WrongUsage
from outcomes_xl.model.sentences import counted as so_many
from outcomes_xl.model.spelling import did_you_mean
from outcomes_xl.reading.tidy import folded
from outcomes_xl.sources.local import Connections, SourceKind, SourceRow, load_connections, rows_of
from outcomes_xl.sources.local.file_places import place
from outcomes_xl.sources.local.local_source import areas_of
from outcomes_xl.sources.local.one_statement import Answered, Askable, answered
from outcomes_xl.sources.local.session import Session
from outcomes_xl.sources.local.source_rows import own_metrics
from outcomes_xl.workflows.edition_of_workbook import framework_of

_PER_CENT = "%"


@dataclass(frozen=True)
class CohortAsked:
    """What an analyst asks for, as it was typed. ``outputs`` is the register's folder, None for beside the source."""

    metric: str
    source: str
    by: str
    period: str = ""
    threshold: int = THRESHOLD
    base: int = BASE
    suppress: bool = False
    outputs: Path | None = None
    out_of: str = ""
    person: str = ""
    blank_is_no: bool = False
    instead: tuple[str, ...] = ()

    @property
    def rule(self) -> Rule:
        return Rule(self.threshold, "suppress" if self.suppress else "round", self.base)


def cohort_of(workbook: Path, asked: CohortAsked, to: Path, now: datetime) -> tuple[str, ...]:
    """Write the cohort of a closed workbook's source; return what is to be told. The workbook is only read."""
    to = unpublished_name(to)
    may_be_written(to)
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
    # On the register first: an output that is remembered and was not written harms nobody, the other way round it may.
    put_on_register(made.register, made.released(now), made.known)
    put(to, content, now)
    told = [headline(made.result), *made.result.remarks, f"Written: {to}, unpublished."]
    return (*told, f"What was told is remembered in {made.register}, without any number.")


@dataclass(frozen=True)
class _Made:
    """A cohort before it is written, and the register it goes on."""

    result: CohortResult
    population: Population
    register: Path
    known: int

    @staticmethod
    def of(book: Book, folder: Path, asked: CohortAsked, now: datetime, cancelled: Callable[[], bool]) -> _Made:
        groups = asked_groups(asked.by)
        others = tuple(other_indicator(one) for one in asked.instead)
        must_be_a_rule(asked)
        framework = framework_of(book)
        tables = read_borough(book).tables
        borough = borough_of(book, Context(now, framework))
        metric = _metric(asked.metric, framework, own_metrics(tables.get("framework"), framework))
        row = source_named(asked.source, metric, rows_of(tables.get("sources")))
        connections = load_connections()
        register = _register(row, folder, connections, asked.outputs)
        before = tuple(one for one in read_register(register) if one.population.source == row.called)
        question = CohortQuestion(groups, asked.out_of, asked.person, asked.blank_is_no)
        asking = _Asking(row, question, metric, framework, borough, asked.period, before)
        try:
            counts = asking.of_source(folder, connections, cancelled)
        except CannotLook as trouble:
            raise CannotUse(f"{row.called}: {trouble.what}", trouble.next_step) from None
        must_be_cohorts(others, counts.cells.groupings[: counts.plan.own])
        population = Population(row.called, counts.cells.period)
        told = [one for one in before if one.population == population]
        protected = counts.protected(asked.rule, told)
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
            counts.remarks,
        )
        return _Made(result, population, register, len(told))

    def released(self, now: datetime) -> Released:
        title = f"{self.result.metric.title} by {', '.join(self.result.names)}"
        return self.result.protected.released(self.population, f"{now:%Y-%m-%d}", title)


@dataclass(frozen=True)
class _Asking:
    """A question and everything that is needed to put it to a source."""

    row: SourceRow
    question: CohortQuestion
    metric: Metric
    framework: Framework
    borough: Borough
    period: str
    before: tuple[Released, ...]

    def of_source(self, folder: Path, connections: Connections, cancelled: Callable[[], bool]) -> _Counts:
        """Return the counts, from one statement put to the source."""
        plans: list[CohortPlan] = []

        def ask(source: Askable) -> object:
            plans.append(plan(self.question, self.row, source, self.before))
            columns = plans[-1].columns
            return statement(source.table(columns.needed), columns)

        areas = areas_of(self.borough, self.framework)
        with (
            tempfile.TemporaryDirectory(prefix="outcomes-xl-", ignore_cleanup_errors=True) as scratch,
            Session(folder, connections, areas, Path(scratch), None, cancelled) as session,
        ):
            answer = answered(session, self.row, ask)
        made = plans[-1]
        wanted = Wanted(self.metric.period_kind, areas, self.period, answer.period, made.blank_is_no, made.words)
        found = counted(answer.rows, made.columns)
        return _Counts(inner_cells(found, made.columns, wanted), made, answer, found)


@dataclass(frozen=True)
class _Counts:
    cells: InnerCells
    plan: CohortPlan
    answer: Answered
    found: Counted

    def protected(self, rule: Rule, before: list[Released]) -> Protected:
        every, tables = cube(self.cells, self.plan), shown_tables(self.plan)
        shown = {name for table in tables for name in table.names}
        own = [dimension for dimension in every.dimensions if dimension.name in shown]
        needed = {dimension.name for dimension in dimensions_needed(own, before)}
        return protect(_with_only(every, needed), tables, rule, before)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be known of the source, as sentences without a small number in them."""
        columns, cells = self.plan.columns, self.cells
        said = []
        if cells.repeated:
            said.append(
                f"{_some(cells.repeated, 'row')} said again what another row says of the same person: counted once."
            )
        elif not columns.person and not columns.out_of:
            said.append("No column of the source tells people apart, so whoever stands in it twice is counted twice.")
        if cells.periodless:
            said.append(f"{_some(cells.periodless, 'row')} without a period: not counted.")
        if self.answer.left_out:
            said.append("Rows with more or fewer cells than headings were not counted.")
        return tuple(said)


def _some(many: int, word: str) -> str:
    return so_many(many, word) if many >= THRESHOLD else f"A few {word}s"


def _with_only(every: Cube, names: set[str]) -> Cube:
    """Return a cube without the dimensions nobody needs."""
    kept = [number for number, dimension in enumerate(every.dimensions) if dimension.name in names]
    counts: dict[tuple[str, ...], int] = {}
    for cell, many in every.counts.items():
        less = tuple(cell[number] for number in kept)
        counts[less] = counts.get(less, 0) + many
    return Cube(tuple(every.dimensions[number] for number in kept), counts)


# What was named ------------------------------------------------------------------------------------------------------


def _metric(typed: str, framework: Framework, own: tuple[Metric, ...]) -> Metric:
    """Return the metric of an id or a title. Raises WrongUsage for none, and for one that is not a share of people."""
    known = {metric.id: metric for metric in (*framework.metrics.values(), *own)}
    names = {folded(word): metric for metric in known.values() for word in (metric.id, metric.title)}
    found = names.get(folded(typed))
    if found is None:
        near = did_you_mean(typed, [word for metric in known.values() for word in (metric.id, metric.title)])
        hint = f"Did you mean “{near}”?" if near else "Write its name or id as on the Framework sheet."
        raise WrongUsage(f"There is no metric “{typed}”.", hint)
    if found.unit != _PER_CENT:
        raise WrongUsage(
            f"{found.title} is counted in “{found.unit or 'no unit'}”, not in %.",
            "A cohort needs a share of people: choose a metric in %.",
        )
    return found


def source_named(typed: str, metric: Metric, rows: tuple[SourceRow, ...]) -> SourceRow:
    """Return the row of Sources for a metric that is called so. Raises WrongUsage for none, and for two."""
    called = [row for row in rows if folded(typed) in _names(row)]
    found = [row for row in called if row.metric_id == metric.id]
    if len(found) == 1:
        return found[0]
    if found:
        raise WrongUsage(
            f"Sources has {len(found)} rows “{typed}” for {metric.title}.",
            f"Name one by its sheet or table: {'; '.join(sorted({row.called for row in found}))}.",
        )
    if called:
        raise WrongUsage(
            f"On Sources, {typed} is not for {metric.title}.",
            "Add a row there for this metric, with the column that says who reaches it.",
        )
    if not rows:
        raise WrongUsage(
            "The sheet Sources names no source.", "Fill a row there: the metric, the file or connection, its columns."
        )
    near = did_you_mean(typed, [row.called for row in rows])
    there = "; ".join(dict.fromkeys(row.called for row in rows if row.metric_id == metric.id))
    hint = f"Did you mean “{near}”?" if near else f"For {metric.title} it has {there or 'none'}."
    raise WrongUsage(f"The sheet Sources has no source “{typed}”.", hint)


def _names(row: SourceRow) -> set[str]:
    last = row.place.replace("\\", "/").rstrip("/").split("/")[-1]
    return {folded(name) for name in (row.called, row.place, row.table, last, last.rpartition(".")[0]) if name}


def must_be_a_rule(asked: CohortAsked) -> None:
    """Raise WrongUsage for a threshold or a base that protects nobody."""
    if asked.threshold < 2:
        raise WrongUsage(
            f"A threshold of {asked.threshold} withholds nobody.", "Give the fewest people a group may have, such as 6."
        )
    if not 2 <= asked.base <= 100 and not asked.suppress:
        raise WrongUsage(f"Counts cannot be rounded to {asked.base}.", "Give 5 or 10, or --suppress.")


# Where things go -----------------------------------------------------------------------------------------------------


def _register(row: SourceRow, folder: Path, connections: Connections, outputs: Path | None) -> Path:
    """Return where the register is: in the folder named, else beside the source; of a database, beside the workbook."""
    if outputs is not None:
        if not outputs.is_dir():
            raise WrongUsage(f"There is no folder {outputs}.", "Make it first, or leave --outputs away.")
        return outputs / NAME
    if row.kind == SourceKind.DATABASE:
        return folder / NAME
    try:
        return place(row, folder, connections.folders).parent / NAME
    except CannotLook as trouble:
        raise CannotUse(f"{row.called}: {trouble.what}", trouble.next_step) from None


def unpublished_name(to: Path) -> Path:
    """Return a file's name with the word Unpublished in it."""
    if UNPUBLISHED.casefold() in to.stem.casefold():
        return to
    return to.with_name(f"{to.stem} - {UNPUBLISHED}{to.suffix}")


def may_be_written(to: Path) -> None:
    """Raise WrongUsage, before anything is read, where the cohort could not be written."""
    if to.suffix.lower() != ".xlsx":
        raise WrongUsage(f"{to.name} should end in .xlsx, so that Excel opens it. Give it that ending.")
    if not to.absolute().parent.is_dir():
        raise WrongUsage(f"There is no folder {to.absolute().parent}. Make it first, or choose another.")
    if to.exists():
        raise WrongUsage(f"{to.name} is already there. Choose another name; nothing was written.")

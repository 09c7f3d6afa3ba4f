"""What a row of Sources leads to: the counts its source answers, its columns by their headings, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outcomes_xl.model.cannot_use import CannotLook, Stopped, TookTooLong
from outcomes_xl.sources.evidence import FileTrouble
from outcomes_xl.sources.local.answer_cache import AnswerCache, question_key
from outcomes_xl.sources.local.cell_expressions import Areas
from outcomes_xl.sources.local.column_roles import Columns, columns, groups, keys, unknown
from outcomes_xl.sources.local.databases import Database
from outcomes_xl.sources.local.extract_periods import period_in_name
from outcomes_xl.sources.local.file_places import files_of, must_be_a_file, place
from outcomes_xl.sources.local.file_table import Here
from outcomes_xl.sources.local.person_columns import are_made_up, candidates, how_made, told_apart
from outcomes_xl.sources.local.query import counted, question
from outcomes_xl.sources.local.query_result import Probe, together
from outcomes_xl.sources.local.session import Session, in_words
from outcomes_xl.sources.local.source_rows import SourceKind, SourceRow
from outcomes_xl.sources.published.row_widths import NEXT_FOR_ODD_ROWS

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from ibis.backends.duckdb import Backend

Ask = Callable[[str, Callable[[], "ir.Table"]], list[dict[str, Any]]]
"""Puts a question to a source; its first argument is alike for questions that are put in the same words."""


class SourceProbe:
    """Asks one row of Sources after another for counts. ``kept`` is a file of answers, as for LocalSources."""

    def __init__(self, session: Session, areas: Areas, kept: Path | None) -> None:
        self.session, self.areas = session, areas
        self.kept = AnswerCache(kept)
        self.asked: tuple[str, ...] = ()
        self._put: dict[str, str] = {}

    def __enter__(self) -> SourceProbe:
        return self

    def __exit__(self, *_: object) -> None:
        self.kept.save()

    def probe(self, row: SourceRow) -> tuple[Probe | None, list[FileTrouble]]:
        """Return what a row's source answered, None when it did not, and what stood in the way."""
        self.asked = ()
        try:
            if row.kind == SourceKind.DATABASE:
                probe = self._of_database(row)
                return probe, [told(row, CannotLook(*remark, "value")) for remark in probe.remarks]
            return self._files(row)
        except Stopped:
            raise
        except Exception as slip:  # whatever is wrong with one source, the others must still be asked
            trouble = in_words(slip)
            self.asked = trouble.candidates
            self.session.hanging = self.session.hanging or isinstance(trouble, TookTooLong)
            return None, [told(row, trouble)]

    def _files(self, row: SourceRow) -> tuple[Probe | None, list[FileTrouble]]:
        at = place(row, self.session.beside, self.session.connections.folders)
        files = files_of(row, at)
        probes: list[Probe] = []
        troubles: list[FileTrouble] = []
        for path in files:
            try:
                must_be_a_file(path, at)
                probes.append(probe := self._kept_or_read(path, row))
                file = path.name if row.kind == SourceKind.FOLDER else ""
                troubles += [told(row, CannotLook(*remark, "value"), file) for remark in probe.remarks]
            except Stopped:
                raise
            except Exception as slip:  # nor does one file of a folder spoil the others
                if len(files) == 1:
                    raise
                self.session.hanging = self.session.hanging or isinstance(slip, TookTooLong)
                troubles.append(told(row, in_words(slip), path.name))
        if not probes:
            return None, troubles
        return (probes[0] if row.kind != SourceKind.FOLDER else together(row.called, probes)), troubles

    def _kept_or_read(self, path: Path, row: SourceRow) -> Probe:
        key = question_key(path, row, self.areas)
        probe = self.kept.get(key)
        if probe is None:
            probe = self.session.of_file(path, row, lambda engine, here: self._of_file(engine, here, path, row))
            self.kept.put(key, probe)
        return probe

    def _of_file(self, engine: Backend, here: Here, path: Path, row: SourceRow) -> Probe:
        _must_be_real(here.headings)
        named = columns(row, here.headings)
        if here.names != here.headings:
            named = columns(row, here.names)
        for column in filter(None, (named.value, named.area, named.period)):
            if column in here.stops:
                raise here.stops[column]
        table = here.table(named.needed)

        def ask(alike: str, question: Callable[[], ir.Table]) -> list[dict[str, Any]]:
            """Ask one file. Ibis takes 0.1 s to put a question into words, so a folder's extracts share theirs."""
            if alike not in self._put:
                self._put[alike] = engine.compile(question())
            rows: list[dict[str, Any]] = engine.con.sql(self._put[alike]).to_arrow_table().to_pylist()
            return rows

        named, remarks = self._with_people(table, named, ask, has_regex=False)
        alike = f"{table.get_name()} {named} {table.schema()}"
        counts = counted(ask(alike, lambda: question(table, named, self.areas, has_regex=False)), named)
        if not row.period and (said := period_in_name(path.name)):
            counts = tuple(replace(count, period=said) for count in counts)
        if odd := here.remarks.get(named.value):
            remarks = ((odd.what, odd.next_step), *remarks)
        gone = here.left_out.told() if here.left_out and here.left_out.count else ""
        if gone:
            remarks = ((f"{gone} Not used.", NEXT_FOR_ODD_ROWS), *remarks)
        rows = sum(count.rows for count in counts)
        return Probe(row.called, named, counts, rows_read=rows, remarks=remarks, left_out=gone)

    def _of_database(self, row: SourceRow) -> Probe:
        def use(database: Database, table: ir.Table) -> Probe:
            def ask(_: str, question: Callable[[], ir.Table]) -> list[dict[str, Any]]:
                rows: list[dict[str, Any]] = database.backend.to_pyarrow(question()).to_pylist()
                return rows

            _must_be_real(tuple(table.columns))
            named = columns(row, tuple(table.columns))
            named, remarks = self._with_people(table, named, ask, database.has_regex)
            counts = counted(ask("", lambda: question(table, named, self.areas, database.has_regex)), named)
            return Probe(row.called, named, counts, rows_read=sum(count.rows for count in counts), remarks=remarks)

        return self.session.of_database(row, use)

    def _with_people(
        self, table: ir.Table, named: Columns, ask: Ask, has_regex: bool
    ) -> tuple[Columns, tuple[tuple[str, str], ...]]:
        """Return the columns, with the one by which people are told apart where the source's rows show it."""
        headings = tuple(table.columns)
        teams = groups(named, headings)
        able = (*unknown(named, headings), *teams)
        teams = candidates(table, teams)
        asked = () if named.people else tuple(dict.fromkeys((*candidates(table, able), *teams)))
        if not asked:
            return named, ()
        by = keys(named, headings)
        alike = f"people {table.get_name()} {asked} {by} {table.schema()}"
        (answer,) = ask(alike, lambda: how_made(table, asked, by, has_regex))
        people = told_apart(answer, asked, len(by), teams)
        if not people:
            return named, ()
        return replace(named, people=people, unit=""), (_taken_for_people(people),)


def _must_be_real(headings: Sequence[str]) -> None:
    """Raise CannotLook for a source of made-up people: what it has is no evidence of what a borough has."""
    if are_made_up(headings):
        raise CannotLook(
            "Its people are made up, so nothing was taken from it.",
            "It is there to try Cohort and Journeys with; take its row out when you no longer need it.",
        )


def _taken_for_people(column: str) -> tuple[str, str]:
    return (
        f"Its column “{column}” looks like an id: each row was taken for a person's, and no figure is shown.",
        "If its rows are not people, leave that column out of the file, or name a view without it.",
    )


def told(row: SourceRow, trouble: CannotLook, file: str = "") -> FileTrouble:
    """Return what stands in the way of a row of Sources, or of one file of its folder, for its officer."""
    name = f"{row.called}, {file}" if file else row.called
    database = row.kind == SourceKind.DATABASE
    return FileTrouble(name, trouble.what, trouble.next_step, service=database, cell=row.cell(trouble.part))

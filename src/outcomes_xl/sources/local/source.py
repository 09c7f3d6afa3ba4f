"""The borough's own data, as one source among the others: every row of Sources is asked, and none spoils the rest."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outcomes_xl.framework.entries import Borough, Framework, Metric

from ..evidence import Evidence, FileSeen, FileTrouble, Found
from ..looked import Looked
from ..protocol import Cancelled, Say, Stopped
from .answers import Probe, answer, one_of, together
from .columns import Columns, columns, plain, ways_of_writing
from .connections import Connection, Connections
from .databases import QUIET, Database, connect
from .files import Here, files_of, opened, place
from .keeping import Kept, question_key
from .months import period_in_name
from .patience import quietly, within
from .probing import Areas, counted, question
from .rows import Kind, SourceRow
from .trouble import CannotLook, TookTooLong

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

MEMORY = "256MB"
"""What DuckDB may take; beyond it, it works on disk. With Python and its parts this stays below 500 MB."""


class LocalSources:
    """What the rows of Sources lead to. ``beside`` is the workbook's folder, where files with no folder are.

    ``own`` are the borough's own metrics (LOC-), looked for beside those that every source is asked for.
    ``kept`` is the file in which answers are kept, so that a file which has not changed is not read again.
    """

    def __init__(
        self,
        rows: Sequence[SourceRow],
        framework: Framework,
        beside: Path,
        connections: Connections,
        own: Sequence[Metric] = (),
        kept: Path | None = None,
    ) -> None:
        self.rows, self.framework, self.beside, self.connections, self.own = rows, framework, beside, connections, own
        self.kept = kept

    @property
    def name(self) -> str:
        return "your own sources"

    def look(self, wanted: Sequence[Metric], borough: Borough, today: date, say: Say, cancelled: Cancelled) -> Looked:
        """Return what each row of Sources leads to for the wanted metrics. Nothing is raised for a source."""
        metrics = {metric.id: metric for metric in (*wanted, *self.own)}
        rows = [row for row in self.rows if row.metric_id in metrics]
        found: dict[str, list[Evidence]] = {}
        seen: list[FileSeen] = []
        troubles: list[FileTrouble] = []
        areas = _areas(borough, self.framework)
        with ExitStack() as open_for_the_look:
            scratch = open_for_the_look.enter_context(
                tempfile.TemporaryDirectory(prefix="outcomes-xl-", ignore_cleanup_errors=True)
            )
            desk = open_for_the_look.enter_context(_Desk(self, areas, Path(scratch), cancelled))
            for number, row in enumerate(rows, 1):
                if cancelled():
                    raise Stopped
                metric = metrics[row.metric_id]
                say(f"Looking in {row.called}: {metric.title} ({number} of {len(rows)})")
                probe, met = desk.probe(row)
                troubles += met
                if probe is None:
                    found.setdefault(metric.id, []).append(_unread(metric, row, met, desk.asked))
                    continue
                seen.append(FileSeen(probe.name, "local source", probe.rows_read, own=True))
                found.setdefault(metric.id, []).append(answer(metric, probe, self.framework, borough, today))
        by_metric = {
            metric_id: replace(answers[0] if len(answers) == 1 else one_of(metrics[metric_id], answers), local=True)
            for metric_id, answers in found.items()
        }
        return Looked(borough, today, self.name, by_metric, tuple(seen), tuple(dict.fromkeys(troubles)), of_files=False)


def _unread(metric: Metric, row: SourceRow, met: Sequence[FileTrouble], asked: tuple[str, ...]) -> Evidence:
    if asked:
        line = f"Local source {row.called}: which is meant is for you to say: {', '.join(asked)}."
        return Evidence(metric.id, Found.CANDIDATES, line[:250], candidates=asked)
    why = met[-1].what if met else "it could not be read."
    return Evidence(metric.id, Found.UNREADABLE, f"Local source {row.called}: {why[:1].lower()}{why[1:]}"[:250])


def _areas(borough: Borough, framework: Framework) -> Areas:
    ours = ways_of_writing(borough)
    others = [way for one in framework.boroughs.values() if one.code != borough.code for way in ways_of_writing(one)]
    return Areas(plain(borough.code), ours, tuple(way for way in others if way not in ours))


class _Desk:
    """One look's open things: DuckDB for files, each database once, and what has already been given up on."""

    def __init__(self, source: LocalSources, areas: Areas, scratch: Path, cancelled: Cancelled) -> None:
        self.source, self.areas, self.scratch, self.cancelled = source, areas, scratch, cancelled
        self.databases: dict[str, Database] = {}
        self.given_up: dict[str, CannotLook] = {}
        self.asked: tuple[str, ...] = ()
        self.kept = Kept(source.kept)
        self.hanging = False
        self._engine: Backend | None = None

    def __enter__(self) -> _Desk:
        return self

    def __exit__(self, stopped: object, *_: object) -> None:
        self.kept.save()
        # What was given up on may still wait for its answer; closing it must not keep the officer waiting too.
        if stopped or self.hanging:
            quietly(self.close)
        else:
            self.close()

    @property
    def engine(self) -> Backend:
        if self._engine is None:
            import ibis

            self._engine = ibis.duckdb.connect(
                memory_limit=MEMORY, temp_directory=str(self.scratch), preserve_insertion_order=False, **QUIET
            )
        return self._engine

    def close(self) -> None:
        if self._engine is not None:
            self._engine.disconnect()
        for database in self.databases.values():
            try:
                database.close()
            except Exception:
                continue  # It is gone already; there is nothing to close.

    def probe(self, row: SourceRow) -> tuple[Probe | None, list[FileTrouble]]:
        """Return what a row's source answered, None when it did not, and what stood in the way."""
        self.asked = ()
        try:
            if row.kind == Kind.DATABASE:
                return self._database(row), []
            return self._files(row)
        except CannotLook as trouble:
            self.asked = trouble.candidates
            self.hanging = self.hanging or isinstance(trouble, TookTooLong)
            return None, [_told(row, trouble)]
        except ImportError:
            lacking = CannotLook("What local sources need is not installed.", "Ask IT to install outcomes_xl[local].")
            return None, [_told(row, lacking)]
        except Stopped:
            raise
        except Exception as slip:  # whatever is wrong with one source, the others must still be asked
            ours = f"Something went wrong on our side while it was read ({type(slip).__name__})."
            return None, [_told(row, CannotLook(ours, "If it stays, tell whoever looks after this tool."))]

    def _files(self, row: SourceRow) -> tuple[Probe | None, list[FileTrouble]]:
        at = place(row, self.source.beside, self.source.connections.folders)
        files = files_of(row, at)
        probes: list[Probe] = []
        troubles: list[FileTrouble] = []
        for path in files:
            try:
                probes.append(self._kept_or_read(path, row))
            except CannotLook as trouble:
                if len(files) == 1:
                    raise
                troubles.append(_told(row, trouble, path.name))
        if not probes:
            return None, troubles
        return (probes[0] if row.kind != Kind.FOLDER else together(row.called, probes)), troubles

    def _kept_or_read(self, path: Path, row: SourceRow) -> Probe:
        key = question_key(path, row, self.areas)
        probe = self.kept.get(key)
        if probe is None:
            probe = self._file(path, row)
            self.kept.put(key, probe)
        return probe

    def _file(self, path: Path, row: SourceRow) -> Probe:
        """Ask one file; a CSV file that is not made as its first lines promise is asked again, with more care."""
        import duckdb

        try:
            return self._asked_once(path, row, careful=False)
        except (duckdb.InvalidInputException, duckdb.ConversionException):
            pass
        except duckdb.Error:
            raise _could_not_read(path) from None
        try:
            return self._asked_once(path, row, careful=True)
        except duckdb.Error:
            raise _could_not_read(path) from None

    def _asked_once(self, path: Path, row: SourceRow, careful: bool) -> Probe:
        def work() -> Probe:
            with opened(path, row, self.engine, self.scratch, careful) as here:
                return self._ask_file(here, path, row)

        try:
            return within(self.source.connections.seconds, work, self.engine.con.interrupt, self.cancelled)
        except TookTooLong:
            self._engine = None  # It may take a while to hear that it should stop; the next file gets a fresh one.
            raise

    def _ask_file(self, here: Here, path: Path, row: SourceRow) -> Probe:
        named = columns(row, here.headings)
        if here.names != here.headings:
            named = columns(row, here.names)
        counts = _answered(here.table(named.needed), named, self.areas, False, self.engine)
        if not row.period and (said := period_in_name(path.name)):
            counts = tuple(replace(count, period=said) for count in counts)
        return Probe(row.called, named, counts, rows_read=sum(count.rows for count in counts))

    def _database(self, row: SourceRow) -> Probe:
        connection = self.source.connections.named(row.place)
        if connection.name in self.given_up:
            raise self.given_up[connection.name]

        def work() -> Probe:
            database = self.databases.get(connection.name)
            if database is None:
                database = self.databases[connection.name] = connect(connection)
            table = database.table(row)
            named = columns(row, tuple(table.columns))
            counts = _answered(table, named, self.areas, database.has_regex, database.backend)
            return Probe(row.called, named, counts, rows_read=sum(count.rows for count in counts))

        def give_up() -> None:
            if database := self.databases.get(connection.name):
                database.give_up()

        try:
            return within(connection.seconds, work, give_up, self.cancelled)
        except (CannotLook, Stopped) as trouble:
            if isinstance(trouble, TookTooLong) or connection.name not in self.databases:
                self._leave(connection, trouble)
            raise
        except Exception as trouble:
            raise _database_said(trouble, connection) from None

    def _leave(self, connection: Connection, trouble: Exception) -> None:
        """Ask this database nothing more in this look: it hangs, or cannot be opened."""
        self.databases.pop(connection.name, None)
        if isinstance(trouble, CannotLook):
            self.given_up[connection.name] = trouble


def _answered(table: Any, named: Columns, areas: Areas, has_regex: bool, backend: Any) -> tuple[Any, ...]:
    return counted(backend.to_pyarrow(question(table, named, areas, has_regex)).to_pylist(), named)


def _could_not_read(path: Path) -> CannotLook:
    return CannotLook(
        f"{path.name} could not be read: its rows are not made as its headings promise.",
        "Open it, look for rows that are cut short or joined together, and save it anew.",
    )


def _database_said(trouble: Exception, connection: Connection) -> CannotLook:
    """Say what a database answered, in our words: the driver's own may hold a name, an address or a row of data."""
    said = f"{type(trouble).__name__} {trouble}".casefold()
    if "permission denied" in said or "insufficientprivilege" in said or "not authorized" in said:
        return CannotLook(
            "You may not read this table.", "Ask whoever looks after it for the right to read it.", "table"
        )
    if "statement timeout" in said or "querycanceled" in said or "query timeout" in said:
        return TookTooLong(connection.seconds)
    if "connection" in said or "server closed" in said or "operationalerror" in said:
        return CannotLook("The server stopped answering.", "Try again; if it stays, ask whoever looks after it.")
    return CannotLook(
        f"The database could not answer the question ({type(trouble).__name__}).",
        "See that the columns hold what Sources says, or ask whoever looks after this tool.",
    )


def _told(row: SourceRow, trouble: CannotLook, file: str = "") -> FileTrouble:
    name = f"{row.called}, {file}" if file else row.called
    database = row.kind == Kind.DATABASE
    return FileTrouble(name, trouble.what, trouble.next_step, service=database, cell=row.cell(trouble.part))

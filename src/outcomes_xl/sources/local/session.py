"""One look's open things: DuckDB for files, each database once, and what has already been given up on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outcomes_xl.model.cannot_use import CannotLook, Stopped, TookTooLong
from outcomes_xl.sources.evidence import FileTrouble
from outcomes_xl.sources.local.answer_cache import AnswerCache, question_key
from outcomes_xl.sources.local.cell_expressions import Areas
from outcomes_xl.sources.local.column_roles import Columns, columns, groups, keys, unknown
from outcomes_xl.sources.local.connections import Connection, Connections
from outcomes_xl.sources.local.databases import QUIET, Database, connect, what_it_said
from outcomes_xl.sources.local.extract_periods import period_in_name
from outcomes_xl.sources.local.file_places import files_of, must_be_a_file, place
from outcomes_xl.sources.local.file_table import Here
from outcomes_xl.sources.local.local_files import kind_of, opened
from outcomes_xl.sources.local.person_columns import candidates, how_made, told_apart
from outcomes_xl.sources.local.query import Count, counted, question
from outcomes_xl.sources.local.query_result import Probe, together
from outcomes_xl.sources.local.sheet_process import SheetProcess
from outcomes_xl.sources.local.source_limits import limits
from outcomes_xl.sources.local.source_rows import SourceKind, SourceRow
from outcomes_xl.sources.protocol import Cancelled
from outcomes_xl.sources.published.row_widths import NEXT_FOR_ODD_ROWS
from outcomes_xl.time_limit import quietly, within

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from ibis.backends.duckdb import Backend


class Session:
    """Asks one row of Sources after another. ``scratch`` is a folder for copies; ``kept`` as for LocalSources."""

    def __init__(
        self,
        beside: Path,
        connections: Connections,
        areas: Areas,
        scratch: Path,
        kept: Path | None,
        cancelled: Cancelled,
    ) -> None:
        self.beside, self.connections, self.areas = beside, connections, areas
        self.scratch, self.cancelled = scratch, cancelled
        self.databases: dict[str, Database] = {}
        self.given_up: dict[str, CannotLook] = {}
        self.asked: tuple[str, ...] = ()
        self.kept = AnswerCache(kept)
        self.put: dict[str, str] = {}
        self.hanging = False
        self.sheets = SheetProcess()
        self._engine: Backend | None = None

    def __enter__(self) -> Session:
        return self

    def __exit__(self, left_by: type[BaseException] | None, *_: object) -> None:
        self.kept.save()
        # What was given up on may still wait for its answer; closing it must not keep the officer waiting too. Anything
        # else is closed here and now: a thread that still closes DuckDB while Python ends has the process aborted.
        given_up = left_by is not None and issubclass(left_by, (Stopped, TookTooLong, KeyboardInterrupt))
        if given_up or self.hanging:
            quietly(self.close)
        else:
            self.close()

    @property
    def engine(self) -> Backend:
        if self._engine is None:
            import ibis

            self._engine = ibis.duckdb.connect(
                memory_limit=limits()["engine"]["memory"],
                max_temp_directory_size=limits()["engine"]["disk"],
                temp_directory=str(self.scratch),
                preserve_insertion_order=False,
                **QUIET,
            )
        return self._engine

    def close(self) -> None:
        self.sheets.end()
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
            if row.kind == SourceKind.DATABASE:
                probe = self._database(row)
                return probe, [told(row, CannotLook(*remark, "value")) for remark in probe.remarks]
            return self._files(row)
        except Stopped:
            raise
        except Exception as slip:  # whatever is wrong with one source, the others must still be asked
            trouble = in_words(slip)
            self.asked = trouble.candidates
            self.hanging = self.hanging or isinstance(trouble, TookTooLong)
            return None, [told(row, trouble)]

    def _files(self, row: SourceRow) -> tuple[Probe | None, list[FileTrouble]]:
        at = place(row, self.beside, self.connections.folders)
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
                self.hanging = self.hanging or isinstance(slip, TookTooLong)
                troubles.append(told(row, in_words(slip), path.name))
        if not probes:
            return None, troubles
        return (probes[0] if row.kind != SourceKind.FOLDER else together(row.called, probes)), troubles

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
            raise could_not_read(path, row) from None
        try:
            return self._asked_once(path, row, careful=True)
        except duckdb.Error:
            raise could_not_read(path, row) from None

    def _asked_once(self, path: Path, row: SourceRow, careful: bool) -> Probe:
        engine, sheets = self.engine, self.sheets

        def work() -> Probe:
            with opened(path, row, engine, self.scratch, sheets, careful) as here:
                return self._ask_file(here, path, row)

        def give_up() -> None:
            sheets.end()
            engine.con.interrupt()

        try:
            return within(self.connections.seconds, work, give_up, self.cancelled)
        except TookTooLong:
            # They may take a while to hear that they should stop; the next file gets fresh ones.
            self._engine, self.sheets = None, SheetProcess()
            raise

    def _ask_file(self, here: Here, path: Path, row: SourceRow) -> Probe:
        named = columns(row, here.headings)
        if here.names != here.headings:
            named = columns(row, here.names)
        for column in filter(None, (named.value, named.area, named.period)):
            if column in here.stops:
                raise here.stops[column]
        table = here.table(named.needed)
        named, remarks = self._with_people(table, named, self._rows_of_engine, has_regex=False)
        counts = self._counts(table, named)
        if not row.period and (said := period_in_name(path.name)):
            counts = tuple(replace(count, period=said) for count in counts)
        if odd := here.remarks.get(named.value):
            remarks = ((odd.what, odd.next_step), *remarks)
        gone = here.left_out.told() if here.left_out and here.left_out.count else ""
        if gone:
            remarks = ((f"{gone} Not used.", NEXT_FOR_ODD_ROWS), *remarks)
        rows = sum(count.rows for count in counts)
        return Probe(row.called, named, counts, rows_read=rows, remarks=remarks, left_out=gone)

    def _counts(self, table: ir.Table, named: Columns) -> tuple[Count, ...]:
        """Ask one file. Ibis takes 0.1 s to put a question into words, so a folder's extracts share theirs."""
        alike = f"{table.get_name()} {named} {table.schema()}"
        return counted(self._asked(alike, lambda: question(table, named, self.areas, has_regex=False)), named)

    def _rows_of_engine(self, question: ir.Table, alike: str) -> list[dict[str, Any]]:
        return self._asked(f"people {alike}", lambda: question)

    def _asked(self, alike: str, question: Callable[[], ir.Table]) -> list[dict[str, Any]]:
        if alike not in self.put:
            self.put[alike] = self.engine.compile(question())
        rows: list[dict[str, Any]] = self.engine.con.sql(self.put[alike]).to_arrow_table().to_pylist()
        return rows

    def _with_people(
        self, table: ir.Table, named: Columns, ask: Callable[[ir.Table, str], list[dict[str, Any]]], has_regex: bool
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
        alike = f"{table.get_name()} {asked} {by} {table.schema()}"
        (answer,) = ask(how_made(table, asked, by, has_regex), alike)
        people = told_apart(answer, asked, len(by), teams)
        if not people:
            return named, ()
        return replace(named, people=people, unit=""), (_taken_for_people(people),)

    def _database(self, row: SourceRow) -> Probe:
        connection = self.connections.named(row.place)
        if connection.name in self.given_up:
            raise self.given_up[connection.name]

        def work() -> Probe:
            database = self.databases.get(connection.name)
            if database is None:
                database = self.databases[connection.name] = connect(connection)
            table = database.table(row)
            named = columns(row, tuple(table.columns))

            def ask(question: ir.Table, _: str = "") -> list[dict[str, Any]]:
                rows: list[dict[str, Any]] = database.backend.to_pyarrow(question).to_pylist()
                return rows

            named, remarks = self._with_people(table, named, ask, database.has_regex)
            counts = counted(ask(question(table, named, self.areas, database.has_regex)), named)
            return Probe(row.called, named, counts, rows_read=sum(count.rows for count in counts), remarks=remarks)

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
            raise what_it_said(trouble, connection) from None

    def _leave(self, connection: Connection, trouble: Exception) -> None:
        """Ask this database nothing more in this look: it hangs, or cannot be opened."""
        if database := self.databases.pop(connection.name, None):
            quietly(database.close)
        if isinstance(trouble, CannotLook):
            self.given_up[connection.name] = trouble


def in_words(slip: Exception) -> CannotLook:
    """Return what is wrong with a source for its officer, also where it is we who have slipped."""
    if isinstance(slip, CannotLook):
        return slip
    if isinstance(slip, ImportError):
        return CannotLook("What local sources need is not installed.", "Ask IT to install outcomes_xl[local].")
    if isinstance(slip, OSError):
        return CannotLook("It could not be opened; another program may have it open.", "Close it there.")
    ours = f"Something went wrong on our side while it was read ({type(slip).__name__})."
    return CannotLook(ours, "If it stays, tell whoever looks after this tool.")


def _taken_for_people(column: str) -> tuple[str, str]:
    return (
        f"Its column “{column}” looks like an id: each row was taken for a person's, and no figure is shown.",
        "If its rows are not people, leave that column out of the file, or name a view without it.",
    )


def could_not_read(path: Path, row: SourceRow) -> CannotLook:
    if kind_of(path, row) is SourceKind.PARQUET:
        return CannotLook("It is not a Parquet file, or it is damaged.", "Get it again from where it comes from.")
    return CannotLook(
        "Its rows are not made as its headings promise.",
        "Open it, look for rows that are cut short or joined together, and save it anew.",
    )


def told(row: SourceRow, trouble: CannotLook, file: str = "") -> FileTrouble:
    """Return what stands in the way of a row of Sources, or of one file of its folder, for its officer."""
    name = f"{row.called}, {file}" if file else row.called
    database = row.kind == SourceKind.DATABASE
    return FileTrouble(name, trouble.what, trouble.next_step, service=database, cell=row.cell(trouble.part))

"""One look's open things: DuckDB for files, each database once, and what has already been given up on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from outcomes_xl.model.cannot_use import CannotLook, Stopped, TookTooLong
from outcomes_xl.sources.local.connections import Connection, Connections
from outcomes_xl.sources.local.databases import QUIET, Database, connect, what_it_said
from outcomes_xl.sources.local.file_table import Here
from outcomes_xl.sources.local.local_files import kind_of, opened
from outcomes_xl.sources.local.sheet_process import SheetProcess
from outcomes_xl.sources.local.source_limits import limits
from outcomes_xl.sources.local.source_rows import SourceKind, SourceRow
from outcomes_xl.sources.protocol import Cancelled
from outcomes_xl.time_limit import quietly, within

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from ibis.backends.duckdb import Backend

Made = TypeVar("Made")


class Session:
    """Opens one source after another for who asks it. ``beside`` is the workbook's folder, ``scratch`` for copies."""

    def __init__(self, beside: Path, connections: Connections, scratch: Path, cancelled: Cancelled) -> None:
        self.beside, self.connections = beside, connections
        self.scratch, self.cancelled = scratch, cancelled
        self.databases: dict[str, Database] = {}
        self.given_up: dict[str, CannotLook] = {}
        self.hanging = False
        self.sheets = SheetProcess()
        self._engine: Backend | None = None

    def __enter__(self) -> Session:
        return self

    def __exit__(self, left_by: type[BaseException] | None, *_: object) -> None:
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

    @contextmanager
    def troubles_in_words(self) -> Iterator[None]:
        """Have whatever goes wrong with a source come out as CannotLook, in words; Stopped stays what it is."""
        try:
            yield
        except Stopped:
            raise
        except Exception as slip:
            self.hanging = self.hanging or isinstance(slip, TookTooLong)
            raise in_words(slip) from (None if isinstance(slip, CannotLook) else slip)

    def of_file(self, path: Path, row: SourceRow, use: Callable[[Backend, Here], Made]) -> Made:
        """Return what ``use`` makes of a file's table, within the time a source has.

        A CSV file that is not made as its first lines promise is opened again, with more care, and used anew.
        """
        import duckdb

        try:
            return self._used_once(path, row, use, careful=False)
        except (duckdb.InvalidInputException, duckdb.ConversionException):
            pass
        except duckdb.Error:
            raise could_not_read(path, row) from None
        try:
            return self._used_once(path, row, use, careful=True)
        except duckdb.Error:
            raise could_not_read(path, row) from None

    def _used_once(self, path: Path, row: SourceRow, use: Callable[[Backend, Here], Made], careful: bool) -> Made:
        engine, sheets = self.engine, self.sheets

        def work() -> Made:
            with opened(path, row, engine, self.scratch, sheets, careful) as here:
                return use(engine, here)

        def give_up() -> None:
            sheets.end()
            engine.con.interrupt()

        try:
            return within(self.connections.seconds, work, give_up, self.cancelled)
        except TookTooLong:
            # They may take a while to hear that they should stop; the next file gets fresh ones.
            self._engine, self.sheets = None, SheetProcess()
            raise

    def of_database(self, row: SourceRow, use: Callable[[Database, ir.Table], Made]) -> Made:
        """Return what ``use`` makes of a table of a database, within the time its connection has."""
        connection = self.connections.named(row.place)
        if connection.name in self.given_up:
            raise self.given_up[connection.name]

        def work() -> Made:
            database = self.databases.get(connection.name)
            if database is None:
                database = self.databases[connection.name] = connect(connection)
            return use(database, database.table(row))

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


def could_not_read(path: Path, row: SourceRow) -> CannotLook:
    if kind_of(path, row) is SourceKind.PARQUET:
        return CannotLook("It is not a Parquet file, or it is damaged.", "Get it again from where it comes from.")
    return CannotLook(
        "Its rows are not made as its headings promise.",
        "Open it, look for rows that are cut short or joined together, and save it anew.",
    )

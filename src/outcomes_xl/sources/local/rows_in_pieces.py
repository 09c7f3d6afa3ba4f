"""A few columns of a source, row by row as texts, in pieces that are never all there at once: one statement a source.

For what cannot be counted where the data is, because it has to be hashed here first. Nothing of it is written down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from outcomes_xl.model.cannot_use import CannotLook, Stopped, TookTooLong
from outcomes_xl.sources.local.databases import connect, what_it_said
from outcomes_xl.sources.local.file_places import files_of, must_be_a_file, place
from outcomes_xl.sources.local.local_files import opened
from outcomes_xl.sources.local.session import Session, could_not_read, in_words
from outcomes_xl.sources.local.source_rows import SourceKind, SourceRow
from outcomes_xl.time_limit import within

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

ROWS_A_PIECE = 100_000


class Taker(Protocol):
    """What the pieces are given to. ``begin`` comes before the first piece of a file or table, and again if it has to
    be read anew: what came before is then void. ``end`` says how many rows could not be read.
    """

    def begin(self, name: str) -> None: ...

    def take(self, columns: Sequence[pa.Array]) -> None: ...

    def end(self, odd_rows: int) -> None: ...


Choose = Callable[[Sequence[str]], Sequence[str]]
"""Chooses columns among headings. It may raise CannotLook."""


@dataclass(frozen=True)
class _Table:
    headings: tuple[str, ...]
    table: Callable[[Sequence[str]], ir.Table]
    stops: Mapping[str, CannotLook] = field(default_factory=dict)

    def question(self, choose: Choose) -> ir.Table:
        chosen = choose(self.headings)
        for name in chosen:
            if name in self.stops:
                raise self.stops[name]
        table = self.table(tuple(dict.fromkeys(chosen)))
        return table.select(**{f"c{number}": _as_text(table[name]) for number, name in enumerate(chosen)})


def read_in_pieces(session: Session, row: SourceRow, choose: Choose, taker: Taker) -> None:
    """Read a source's chosen columns whole, each file of a folder. Raises CannotLook, in words, and Stopped."""
    try:
        if row.kind == SourceKind.DATABASE:
            _of_database(session, row, choose, taker)
            return
        at = place(row, session.beside, session.connections.folders)
        for path in files_of(row, at):
            must_be_a_file(path, at)
            name = f"{row.called}, {path.name}" if row.kind == SourceKind.FOLDER else row.called
            _of_file(session, path, row, name, choose, taker)
    except Stopped:
        raise
    except Exception as slip:
        session.hanging = session.hanging or isinstance(slip, TookTooLong)
        raise in_words(slip) from (None if isinstance(slip, CannotLook) else slip)


def _of_database(session: Session, row: SourceRow, choose: Choose, taker: Taker) -> None:
    connection = session.connections.named(row.place)

    def work() -> None:
        database = session.databases.get(connection.name)
        if database is None:
            database = session.databases[connection.name] = connect(connection)
        table = database.table(row)
        question = _Table(tuple(table.columns), lambda _: table).question(choose)
        taker.begin(row.called)
        for piece in _pieces(database.backend, question):
            taker.take(piece.columns)
        taker.end(0)

    def give_up() -> None:
        if database := session.databases.get(connection.name):
            database.give_up()

    try:
        within(connection.seconds, work, give_up, session.cancelled)
    except (CannotLook, Stopped):
        raise
    except Exception as trouble:
        raise what_it_said(trouble, connection) from None


def _of_file(session: Session, path: Path, row: SourceRow, name: str, choose: Choose, taker: Taker) -> None:
    import duckdb

    before = _as_saved(path)
    try:
        _taken(session, path, row, name, choose, taker, careful=False)
    except (duckdb.InvalidInputException, duckdb.ConversionException):
        try:
            # It is not made as its first lines promise: it is read anew, with more care.
            _taken(session, path, row, name, choose, taker, careful=True)
        except duckdb.Error:
            raise could_not_read(path, row) from None
    except duckdb.Error:
        raise could_not_read(path, row) from None
    if _as_saved(path) != before:
        raise CannotLook("It changed while it was read, so nothing was made of it.", "Try again when it is finished.")


def _taken(
    session: Session, path: Path, row: SourceRow, name: str, choose: Choose, taker: Taker, careful: bool
) -> None:
    engine, sheets = session.engine, session.sheets

    def work() -> None:
        with opened(path, row, engine, session.scratch, sheets, careful) as here:
            question = _Table(here.names, here.table, here.stops).question(choose)
            taker.begin(name)
            for piece in _pieces(engine, question):
                taker.take(piece.columns)
            taker.end(here.left_out.count if here.left_out else 0)

    def give_up() -> None:
        sheets.end()
        engine.con.interrupt()

    within(session.connections.seconds, work, give_up, session.cancelled)


def _pieces(backend: Any, question: ir.Table) -> Iterable[pa.RecordBatch]:
    if backend.name == "duckdb":  # Ibis 12 asks DuckDB 2 for pieces by a name it no longer has
        found: Iterable[pa.RecordBatch] = backend.con.sql(backend.compile(question)).to_arrow_reader(ROWS_A_PIECE)
        return found
    batches: Iterable[pa.RecordBatch] = backend.to_pyarrow_batches(question, chunk_size=ROWS_A_PIECE)
    return batches


def _as_text(column: ir.Value) -> ir.Value:
    kind = column.type()
    if kind.is_string():
        return column
    # 4857773456.0 and 4.857773456e9 are how engines write a number that was made of an identifier.
    whole = kind.is_floating() or kind.is_decimal()
    return column.cast("int64").cast("string") if whole else column.cast("string")


def _as_saved(path: Path) -> tuple[int, int, int]:
    seen = path.stat()
    return seen.st_mtime_ns, seen.st_size, seen.st_ino

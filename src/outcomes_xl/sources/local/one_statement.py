"""One statement put to a source, whatever kind it is: what it answers, and nothing is asked a second time.

What is worked out from two answers can be wrong when the source changed in between, so there is one. A file that was
saved anew while it was read is not used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outcomes_xl.model.cannot_use import CannotLook, Stopped, TookTooLong
from outcomes_xl.sources.local.databases import connect, what_it_said
from outcomes_xl.sources.local.extract_periods import period_in_name
from outcomes_xl.sources.local.file_places import files_of, must_be_a_file, place
from outcomes_xl.sources.local.local_files import opened
from outcomes_xl.sources.local.session import Session, could_not_read, in_words
from outcomes_xl.sources.local.source_rows import SourceKind, SourceRow
from outcomes_xl.time_limit import within

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True)
class Askable:
    """A source that can be asked: its columns by name, and the table with those of them that are needed.

    ``stops`` say, by column, why nothing can be answered from it. ``period`` is what a file's name says, "" for none.
    """

    headings: tuple[str, ...]
    table: Callable[[Sequence[str]], ir.Table]
    stops: Mapping[str, CannotLook] = field(default_factory=dict)
    period: str = ""


Ask = Callable[[Askable], "ir.Table"]
"""Makes the statement for a source. It may raise CannotLook."""


@dataclass(frozen=True)
class Answered:
    """The rows of an answer, each by the statement's own column names. ``statement`` is what was asked, in its words.

    ``left_out`` says which rows of a file were not asked, for their number of cells; "" for none. ``digest`` is that of
    the file's bytes, by which it is known again; "" of a database.
    """

    rows: tuple[dict[str, Any], ...]
    statement: str
    period: str = ""
    left_out: str = ""
    digest: str = ""


def answered(session: Session, row: SourceRow, ask: Ask) -> Answered:
    """Return what a source answers to one statement. Raises CannotLook, in words, and Stopped."""
    try:
        if row.kind == SourceKind.DATABASE:
            return _by_database(session, row, ask)
        return _by_file(session, row, ask)
    except Stopped:
        raise
    except Exception as slip:
        session.hanging = session.hanging or isinstance(slip, TookTooLong)
        raise in_words(slip) from (None if isinstance(slip, CannotLook) else slip)


def _by_database(session: Session, row: SourceRow, ask: Ask) -> Answered:
    connection = session.connections.named(row.place)

    def work() -> Answered:
        database = session.databases.get(connection.name)
        if database is None:
            database = session.databases[connection.name] = connect(connection)
        table = database.table(row)
        question = ask(Askable(tuple(table.columns), lambda _: table))
        rows: list[dict[str, Any]] = database.backend.to_pyarrow(question).to_pylist()
        return Answered(tuple(rows), database.backend.compile(question))

    def give_up() -> None:
        if database := session.databases.get(connection.name):
            database.give_up()

    try:
        return within(connection.seconds, work, give_up, session.cancelled)
    except (CannotLook, Stopped):
        raise
    except Exception as trouble:
        raise what_it_said(trouble, connection) from None


def _by_file(session: Session, row: SourceRow, ask: Ask) -> Answered:
    import duckdb

    at = place(row, session.beside, session.connections.folders)
    if row.kind == SourceKind.FOLDER:
        raise CannotLook("It is a folder of extracts.", "Name the one file that is meant, and choose its kind.", "kind")
    (path,) = files_of(row, at)
    must_be_a_file(path, at)
    before = _as_saved(path)
    try:
        found = _asked_of_file(session, path, row, ask, careful=False)
    except (duckdb.InvalidInputException, duckdb.ConversionException):
        try:
            # It is not made as its first lines promise: nothing was answered, and it is asked with more care.
            found = _asked_of_file(session, path, row, ask, careful=True)
        except duckdb.Error:
            raise could_not_read(path, row) from None
    except duckdb.Error:
        raise could_not_read(path, row) from None
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if _as_saved(path) != before:
        raise CannotLook("It changed while it was read, so nothing was made of it.", "Try again when it is finished.")
    return replace(found, digest=digest)


def _asked_of_file(session: Session, path: Path, row: SourceRow, ask: Ask, careful: bool) -> Answered:
    engine, sheets = session.engine, session.sheets

    def work() -> Answered:
        with opened(path, row, engine, session.scratch, sheets, careful) as here:
            said = period_in_name(path.name)
            statement = engine.compile(ask(Askable(here.names, here.table, here.stops, said)))
            rows: list[dict[str, Any]] = engine.con.sql(statement).to_arrow_table().to_pylist()
            gone = here.left_out.told() if here.left_out and here.left_out.count else ""
            return Answered(tuple(rows), statement, said, gone)

    def give_up() -> None:
        sheets.end()
        engine.con.interrupt()

    return within(session.connections.seconds, work, give_up, session.cancelled)


def _as_saved(path: Path) -> tuple[int, int, int]:
    seen = path.stat()
    return seen.st_mtime_ns, seen.st_size, seen.st_ino

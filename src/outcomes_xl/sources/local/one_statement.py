"""One statement put to a source, whatever kind it is: what it answers, and nothing is asked a second time.

What is worked out from two answers can be wrong when the source changed in between, so there is one. A file that was
saved anew while it was read is not used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from outcomes_xl.model.cannot_use import CannotLook
from outcomes_xl.sources.local.askable import Askable, of_here, of_table
from outcomes_xl.sources.local.databases import Database
from outcomes_xl.sources.local.extract_periods import period_in_name
from outcomes_xl.sources.local.file_places import files_of, must_be_a_file, place, unchanged
from outcomes_xl.sources.local.file_table import Here
from outcomes_xl.sources.local.session import Session
from outcomes_xl.sources.local.source_rows import SourceKind, SourceRow

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from ibis.backends.duckdb import Backend

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
    with session.troubles_in_words():
        return _by_database(session, row, ask) if row.kind == SourceKind.DATABASE else _by_file(session, row, ask)


def _by_database(session: Session, row: SourceRow, ask: Ask) -> Answered:
    def use(database: Database, table: ir.Table) -> Answered:
        question = ask(of_table(table))
        rows: list[dict[str, Any]] = database.backend.to_pyarrow(question).to_pylist()
        return Answered(tuple(rows), database.backend.compile(question))

    return session.of_database(row, use)


def _by_file(session: Session, row: SourceRow, ask: Ask) -> Answered:
    at = place(row, session.beside, session.connections.folders)
    if row.kind == SourceKind.FOLDER:
        raise CannotLook("It is a folder of extracts.", "Name the one file that is meant, and choose its kind.", "kind")
    (path,) = files_of(row, at)
    must_be_a_file(path, at)

    def use(engine: Backend, here: Here) -> Answered:
        said = period_in_name(path.name)
        statement = engine.compile(ask(of_here(here, said)))
        rows: list[dict[str, Any]] = engine.con.sql(statement).to_arrow_table().to_pylist()
        gone = here.left_out.told() if here.left_out and here.left_out.count else ""
        return Answered(tuple(rows), statement, said, gone)

    with unchanged(path):
        found = session.of_file(path, row, use)
        with path.open("rb") as file:
            return replace(found, digest=hashlib.file_digest(file, "sha256").hexdigest())

"""A few columns of a source, row by row as texts, in pieces that are never all there at once: one statement a source.

For what cannot be counted where the data is, because it has to be hashed here first. Nothing of it is written down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from outcomes_xl.model.cannot_use import CannotLook
from outcomes_xl.sources.local.askable import Askable, of_here, of_table
from outcomes_xl.sources.local.file_places import files_of, must_be_a_file, place, unchanged
from outcomes_xl.sources.local.file_table import Here
from outcomes_xl.sources.local.session import Session
from outcomes_xl.sources.local.source_rows import SourceKind, SourceRow

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


def read_in_pieces(session: Session, row: SourceRow, choose: Choose, taker: Taker) -> None:
    """Read a source's chosen columns whole, each file of a folder. Raises CannotLook, in words, and Stopped."""
    with session.troubles_in_words():
        if row.kind == SourceKind.DATABASE:
            session.of_database(
                row, lambda database, table: _taken(database.backend, of_table(table), row.called, choose, taker)
            )
            return
        at = place(row, session.beside, session.connections.folders)
        for path in files_of(row, at):
            must_be_a_file(path, at)
            name = f"{row.called}, {path.name}" if row.kind == SourceKind.FOLDER else row.called
            with _named(path, row), unchanged(path):
                session.of_file(path, row, partial(_of_file, name=name, choose=choose, taker=taker))


@contextmanager
def _named(path: Path, row: SourceRow) -> Iterator[None]:
    """Have what is wrong with one file of a folder say which one it is."""
    try:
        yield
    except CannotLook as trouble:
        if row.kind != SourceKind.FOLDER:
            raise
        what = f"{path.name}: {trouble.what}"
        raise CannotLook(what, trouble.next_step, trouble.part, trouble.candidates) from None


def _of_file(engine: Any, here: Here, *, name: str, choose: Choose, taker: Taker) -> None:
    _taken(engine, of_here(here), name, choose, taker, here.left_out.count if here.left_out else 0)


def _taken(backend: Any, source: Askable, name: str, choose: Choose, taker: Taker, odd_rows: int = 0) -> None:
    question = _texts_of(source, choose(source.headings))
    taker.begin(name)
    for piece in _pieces(backend, question):
        taker.take(piece.columns)
    taker.end(odd_rows)


def _texts_of(source: Askable, chosen: Sequence[str]) -> ir.Table:
    for name in chosen:
        if name in source.stops:
            raise source.stops[name]
    table = source.table(tuple(dict.fromkeys(chosen)))
    return table.select(**{f"c{number}": _as_text(table[name]) for number, name in enumerate(chosen)})


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

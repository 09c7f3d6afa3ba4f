"""A table that lies in a file: its headings, wherever they stand, and how to ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from outcomes_xl.model.cannot_use import CannotLook
from outcomes_xl.reading.tidy import tidy_text
from outcomes_xl.sources.local.column_roles import has_columns
from outcomes_xl.sources.local.source_rows import SourceRow
from outcomes_xl.sources.published.row_widths import LeftOut

if TYPE_CHECKING:
    import ibis.expr.types as ir

TABLE = "extract"
"""What DuckDB calls the file being asked: always the same, so that one question fits every file of a kind."""

_LINES_ABOVE = 10


@dataclass(frozen=True)
class Here:
    """A table that can be asked: its headings as they stand, and what its columns are called when it is asked.

    ``stops`` and ``remarks`` say what is wrong in a column, by its name: the first so that nothing can be answered
    from it, the second beside the answer.
    """

    name: str
    headings: tuple[str, ...]
    names: tuple[str, ...]
    table: Callable[[Sequence[str]], ir.Table]
    """Give the table, with at least the columns that are needed."""
    stops: Mapping[str, CannotLook] = field(default_factory=dict)
    remarks: Mapping[str, CannotLook] = field(default_factory=dict)
    left_out: LeftOut | None = None
    """The rows with more or fewer cells than headings, which are not asked."""


def headings_among(lines: Iterable[tuple[int, Sequence[Any]]], row: SourceRow) -> tuple[int, tuple[str, ...]]:
    """Return how many lines stand above the headings, and the headings: the first line with the named columns.

    Where none has them it is the first line that is not blank. Each line comes with the number of those above it.
    """
    first: tuple[int, tuple[str, ...]] | None = None
    for above, cells in lines:
        if above >= _LINES_ABOVE:
            break
        tidied = tuple(tidy_text(str(cell)) for cell in cells)
        if has_columns(row, tidied):
            return above, tidied
        if first is None and any(tidied):
            first = above, tidied
    return first or (0, ())

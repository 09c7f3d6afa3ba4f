"""A source as whoever asks it sees it: its columns by name, whatever kind of file or database it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from outcomes_xl.model.cannot_use import CannotLook
from outcomes_xl.sources.local.file_table import Here

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


def of_here(here: Here, period: str = "") -> Askable:
    """Return a file's table as what can be asked."""
    return Askable(here.names, here.table, here.stops, period)


def of_table(table: ir.Table) -> Askable:
    """Return a database's table as what can be asked."""
    return Askable(tuple(table.columns), lambda _: table)

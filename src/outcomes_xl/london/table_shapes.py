"""The tables of the picture as data/london_tables.toml describes them: their columns and what each means."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from outcomes_xl.london.row_kinds import Plain


@dataclass(frozen=True, slots=True)
class PictureColumn:
    """A column: its name in the CSV, its heading on the sheet ("" where it is not there), its kind and its meaning."""

    name: str
    heading: str
    kind: str
    width: int
    meaning: str


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table: ``sheet`` is the name of its sheet, "" where it is a CSV file only."""

    name: str
    sheet: str
    title: str
    about: str
    columns: tuple[PictureColumn, ...]

    @property
    def on_sheet(self) -> tuple[PictureColumn, ...]:
        return tuple(column for column in self.columns if column.heading)


class MadeAgain:
    """Rows that are made each time somebody goes through them, so that they are never all there at once."""

    def __init__(self, make: Callable[[], Iterable[Sequence[Plain]]]) -> None:
        self._make = make

    def __iter__(self) -> Iterator[Sequence[Plain]]:
        return iter(self._make())

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True)
class PictureTable:
    """A table with its rows, each a value for every column, in order."""

    shape: TableShape
    rows: Sequence[Sequence[Plain]] | MadeAgain

    def column(self, name: str) -> list[Plain]:
        """Return the values of a column. Raises KeyError."""
        at = self.at(name)
        return [row[at] for row in self.rows]

    def at(self, name: str) -> int:
        """Return a column's place. Raises KeyError."""
        for place, column in enumerate(self.shape.columns):
            if column.name == name:
                return place
        raise KeyError(f"the table {self.shape.name!r} has no column {name!r}")


@cache
def shapes() -> Mapping[str, TableShape]:
    """Return the tables by name, in their order."""
    text = (resources.files("outcomes_xl") / "data" / "london_tables.toml").read_text(encoding="utf-8")
    return {
        one["name"]: TableShape(**{**one, "columns": tuple(PictureColumn(*column) for column in one["columns"])})
        for one in tomllib.loads(text)["table"]
    }


def table(name: str, rows: Sequence[Mapping[str, Plain]]) -> PictureTable:
    """Return a table from rows by column name. Raises KeyError for a row that lacks a column or has one too many."""
    return PictureTable(shapes()[name], list(_in_order(name, rows)))


def table_made_again(name: str, make: Callable[[], Iterable[Mapping[str, Plain]]]) -> PictureTable:
    """Return a table whose rows are made each time they are gone through."""
    return PictureTable(shapes()[name], MadeAgain(lambda: _in_order(name, make())))


def _in_order(name: str, rows: Iterable[Mapping[str, Plain]]) -> Iterator[Sequence[Plain]]:
    names = [column.name for column in shapes()[name].columns]
    for number, row in enumerate(rows):
        if not number and (strange := set(row) ^ set(names)):
            raise KeyError(f"the table {name!r}: {sorted(strange)}")
        yield [row[one] for one in names]

"""Shipped CSV files read strictly: every cell's file and line is known, so a mistake is named where it stands."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable


class DataMistake(Exception):
    """A shipped data file does not hold together: our mistake, never the officer's. ``line`` counts from 1."""

    def __init__(self, file: str, line: int, what: str) -> None:
        super().__init__(f"{file}, line {line}: {what}")
        self.file = file
        self.line = line
        self.what = what


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row of a data file, its cells by heading, as text without spaces at either end."""

    file: str
    number: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells[name]

    def mistake(self, what: str) -> DataMistake:
        return DataMistake(self.file, self.number, what)

    def needed(self, name: str) -> str:
        """Return a cell that may not be blank."""
        if not (text := self.cells[name]):
            raise self.mistake(f"{name} is blank")
        return text

    def number_or_none(self, name: str) -> float | None:
        """Return a cell as a number, None when blank."""
        if not (text := self.cells[name]):
            return None
        try:
            return float(text)
        except ValueError:
            raise self.mistake(f"{name} is “{text}”, which is not a number") from None

    def months(self, name: str) -> int | None:
        """Return a cell as a whole number of months from 0 up, None when blank."""
        text = self.cells[name]
        if text and not text.isdecimal():
            raise self.mistake(f"{name} is “{text}”, which is not a whole number of months")
        return int(text) if text else None

    def several(self, name: str) -> tuple[str, ...]:
        """Return the parts of a cell that are separated by semicolons."""
        return tuple(part.strip() for part in self.cells[name].split(";") if part.strip())

    def pairs(self, name: str) -> dict[str, str]:
        """Return a cell such as "Sex=Persons; Age=<15 yrs" as pairs of column and value."""
        found: dict[str, str] = {}
        for part in self.several(name):
            column, equals, value = (bit.strip() for bit in part.partition("="))
            if not equals or not column or not value:
                raise self.mistake(f"{name} has “{part}” where column=value should stand")
            if column in found:
                raise self.mistake(f"{name} has the column {column} twice")
            found[column] = value
        return found


def read_lines(
    folder: Traversable, file: str, headings: tuple[str, ...], may_lack: frozenset[str] = frozenset()
) -> Iterator[CsvRow]:
    """Give the rows of a CSV file. Raises DataMistake when there is none, or its headings are not exactly these.

    A heading in ``may_lack`` may be absent; its cells are then blank.
    """
    place = folder
    for part in file.split("/"):
        place = place / part
    if not place.is_file():
        raise DataMistake(file, 1, "there is no such file")
    reader = csv.reader(io.StringIO(_text(place, file), newline=""))
    first = next(reader, [])
    here = tuple(name for name in headings if name in first or name not in may_lack)
    if tuple(first) != here:
        raise DataMistake(file, 1, f"the headings should be {', '.join(headings)}; they are {', '.join(first)}")
    for cells in reader:
        number = reader.line_num
        if len(cells) != len(here):
            raise DataMistake(file, number, f"{len(cells)} cells where {len(here)} should be")
        row = dict.fromkeys(may_lack, "")
        yield CsvRow(file, number, row | {name: cell.strip() for name, cell in zip(here, cells, strict=True)})


def _text(place: Traversable, file: str) -> str:
    # A file saved from Excel begins with a byte-order mark; kept in, the first heading would not match.
    try:
        return place.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as slip:
        line = slip.object[: slip.start].count(b"\n") + 1
        raise DataMistake(file, line, "the file is not UTF-8; in Excel save it as CSV UTF-8") from None

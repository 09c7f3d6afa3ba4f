"""What of a workbook does not travel, in words: a copy is built anew, so whatever is not one of our tables stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from outcomes_xl.building.start_formulas import NAMED
from outcomes_xl.building.workbook_base import AUTHOR
from outcomes_xl.hosts.files.package import Package
from outcomes_xl.hosts.files.xml_events import read_events
from outcomes_xl.model import Book, Sheet
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.model.sentences import counted
from outcomes_xl.reading.layouts import SHEET_MARKER, layout
from outcomes_xl.reading.read_tables import Reading
from outcomes_xl.sharing.sharing_words import is_known_part, sharing_words
from outcomes_xl.sharing.signs import says_of_somebody

_AUTHORS = frozenset({"creator", "lastModifiedBy", "manager"})
_OUR_NAMES = ("_oxl", "_xlnm", "lst", SHEET_MARKER.casefold())
_OF_START = frozenset(name.casefold() for name in NAMED)
_MOST_NAMED = 8


def what_stays(book: Book, reading: Reading, package: Package | None) -> tuple[str, ...]:
    """Return each kind of thing that a copy leaves behind, with how many of it there are, in officers' words."""
    found = [*_sheets(book, reading), *_of_tables(reading), *_beside_tables(book, reading)]
    if names := sum(not _is_ours(name) for name in book.names):
        found.append(counted(names, "defined name of your own", "defined names of your own"))
    if package is not None:
        found += _parts(package)
        if written := _authors(package):
            found.append(counted(written, "name of who wrote or saved it", "names of who wrote or saved it"))
    return tuple(found)


def hidden_rows(book: Book, reading: Reading) -> dict[str, int]:
    """Return how many rows of each sheet's table are hidden, or filtered away, and travel all the same."""
    found = {}
    for key, table in reading.tables.items():
        hidden = book.sheets[table.sheet].hidden_rows
        if key not in sharing_words()["stays"]["tables"] and hidden:
            found[table.sheet] = sum(row.number in hidden for row in table)
    return {sheet: number for sheet, number in found.items() if number}


def _sheets(book: Book, reading: Reading) -> Iterator[str]:
    ours = {table.sheet for table in reading.tables.values()} | {sheet.name for sheet in layout("borough")}
    theirs = [sheet for sheet in book.sheets.values() if sheet.name not in ours]
    for one, several, some in (
        ("sheet of your own", "sheets of your own", [sheet for sheet in theirs if sheet.state == "visible"]),
        ("hidden sheet", "hidden sheets", [sheet for sheet in theirs if sheet.state != "visible"]),
    ):
        if some:
            yield f"{counted(len(some), one, several)} ({_named(some, [*book.sheets])})"


def _named(sheets: Sequence[Sheet], order: Sequence[str]) -> str:
    """Return the sheets by name; one whose name says of somebody by its place only."""
    names = [
        f"sheet {order.index(one.name) + 1}" if says_of_somebody(one.name) else one.name for one in sheets[:_MOST_NAMED]
    ]
    more = len(sheets) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")


def _of_tables(reading: Reading) -> Iterator[str]:
    made_anew = {shape.key for shape in layout("borough") if shape.on_demand}  # a job makes these again from the rest
    columns = sum(len(table.extra) for key, table in reading.tables.items() if key not in made_anew)
    if columns:
        yield counted(columns, "column of your own", "columns of your own")
    stays = sharing_words()["stays"]["tables"]
    lines = sum(len(table) for key, table in reading.tables.items() if key in stays and key not in made_anew)
    if lines:
        said = "of Findings, Changes and what Undo needs"
        yield counted(lines, f"line {said}", f"lines {said}")


def _beside_tables(book: Book, reading: Reading) -> Iterator[str]:
    """Yield how many cells are filled below our tables or beside them, on which sheets."""
    beside: Counter[str] = Counter()
    for table in (one for key, one in reading.tables.items() if key != "start"):  # where our own words stand below
        columns = range(table.first_column, table.first_column + table.width)
        for number, row in book.sheets[table.sheet].rows.items():
            if number >= table.heading_row:
                beside[table.sheet] += sum(number > table.last_row or column not in columns for column in row)
    sheets = [sheet for sheet, number in beside.items() if number]
    if sheets:
        said = counted(sum(beside.values()), "cell beside or below our tables", "cells beside or below our tables")
        yield f"{said} ({', '.join(sheets)})"


def _parts(package: Package) -> Iterator[str]:
    kinds: Mapping[str, Sequence[str]] = sharing_words()["left_behind"]
    found: Counter[str] = Counter()
    for part in package.part_names:
        begins = next((one for one in kinds if part.casefold().startswith(one)), None)
        if begins is not None and not part.endswith(".rels"):
            found[begins] += 1
    for begins, number in found.items():
        one, several = kinds[begins]
        yield counted(number, one, several)
    unknown = sum(
        not is_known_part(part) and not part.casefold().startswith("customxml") for part in package.part_names
    )
    if unknown:
        yield counted(
            unknown, "part of the file that Excel does not show", "parts of the file that Excel does not show"
        )


def _authors(package: Package) -> int:
    """Return how many names stand in the properties."""
    names: list[str] = []
    inside: list[str] = []

    def start(tag: str, _: dict[str, str]) -> None:
        inside.append(tag.rpartition(" ")[2].casefold())

    def end(_: str) -> None:
        inside.pop()

    def text(found: str) -> None:
        if inside and inside[-1] in {one.casefold() for one in _AUTHORS} and found.strip() not in ("", AUTHOR):
            names.append(found)

    for part in package.part_names:
        if part.casefold() in ("docprops/core.xml", "docprops/app.xml"):
            try:
                read_events(package.part(part), part, part, start, end, text)
            except CannotUse:  # it is looked through as bytes, and does not travel
                continue
    return len(names)


def _is_ours(name: str) -> bool:
    plain = name.casefold().rpartition("!")[2]
    return plain.startswith(_OUR_NAMES) or plain in _OF_START

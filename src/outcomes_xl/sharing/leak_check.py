"""A look through a whole workbook before it is shared: every cell, and everything in the file that is no cell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from outcomes_xl.hosts.files.package import Package
from outcomes_xl.model import Book, CellRef
from outcomes_xl.reading.figures import Number, figure
from outcomes_xl.reading.read_tables import Reading
from outcomes_xl.sharing.cell_texts import CellText, Places, cell_texts, known_texts, travelling
from outcomes_xl.sharing.leaks import Leak, Look
from outcomes_xl.sharing.package_texts import package_texts
from outcomes_xl.sharing.sharing_words import sharing_words
from outcomes_xl.sharing.signs import NHS_BY_CHANCE, SMALL_COUNT, could_be_nhs, signs
from outcomes_xl.sharing.what_stays import what_stays
from outcomes_xl.sources.local.person_columns import names_a_person

SEVERAL = 2
"""So many numbers of a column with a right check digit are none by chance, when they are most of them."""
THRESHOLD = 6
"""Counts below this are small, as statistics of children in need are rounded and withheld from 1 to 5."""


def look(book: Book, reading: Reading, package: Package | None, threshold: int = THRESHOLD) -> Look:
    """Return what a workbook could let out, and what a copy would leave behind.

    ``package`` is the workbook's file, None where it is not on this computer: then only its cells are looked at.
    """
    places = travelling(reading)
    cells = list(cell_texts(book, reading.tables, places))
    leaks = [*_in_cells(cells), *_lists_of_people(book, places), *_small_figures(reading, threshold)]
    if package is not None:
        leaks += _in_package(package, {cell.text for cell in cells})
    return Look(tuple(_once(leaks)), what_stays(book, reading, package))


def _in_cells(cells: Iterable[CellText]) -> Iterator[Leak]:
    columns: dict[tuple[str, int], list[tuple[CellText, bool]]] = defaultdict(list)
    for one in cells:
        text = f"{one.label}: {one.text}" if one.is_date and one.label else one.text
        if one.is_date and not one.label:
            continue
        found = list(signs(text, "" if one.is_date else one.label, one.tools_own))
        for sign in found:
            yield Leak(sign.what, sign.sure, str(one.cell), one.cell, one.travels)
        if could_be_nhs(one.text):
            columns[one.cell.sheet, one.cell.column].append((one, any("NHS" in sign.what for sign in found)))
    for together in columns.values():
        right = [one for one, is_right in together if is_right]
        if len(right) >= SEVERAL and len(right) * 2 > len(together):
            yield from (Leak("NHS number", True, str(one.cell), one.cell, one.travels) for one in right)


def _lists_of_people(book: Book, places: Places) -> Iterator[Leak]:
    """Yield a leak for each column that tells people apart, on sheets and in columns that are not ours."""
    ours = {(sheet, column) for sheet, _, column in places}
    for sheet in book.sheets.values():
        for number, row in sheet.rows.items():
            for column, value in row.items():
                if not isinstance(value, str) or (sheet.name, column) in ours or not names_a_person(value):
                    continue
                if sheet.value(number + 1, column) is not None:
                    cell = CellRef(sheet.name, number, column)
                    yield Leak("list of people", True, str(cell), cell, travels=False)


def _small_figures(reading: Reading, threshold: int) -> Iterator[Leak]:
    """Yield small counts among figures of the borough's own, in the columns that travel."""
    framework, sources = reading.tables.get("framework"), reading.tables.get("sources")
    units = set(sharing_words()["small"]["units"])
    counts = {
        row.text("metric_id")
        for row in framework or ()
        if units & {word.strip("(),").casefold() for word in row.text("unit").split()}
    }
    own = {row.text("metric_id") for row in sources or ()}
    for key, fields in sharing_words()["figures"].items():
        table = reading.tables.get(key)
        for row in table or ():
            metric = row.text("metric_id")
            for name in fields:
                typed = key == "targets" or name == "latest_figure"
                if metric not in counts or name not in (table.columns if table else ()) or not (typed or metric in own):
                    continue
                read = figure(row[name])
                if isinstance(read, Number) and 0 < read.value < threshold and table is not None:
                    cell = table.cell(row, name)
                    yield Leak(SMALL_COUNT, False, str(cell), cell, travels=True)


def _in_package(package: Package, in_cells: set[str]) -> Iterator[Leak]:
    """Yield leaks in what is no cell; what a cell shows was looked at as a cell."""
    of_part: dict[str, list[bool]] = defaultdict(list)
    known = known_texts()
    for kept in package_texts(package):
        if (kept.text in in_cells or kept.text in known) and not kept.label:
            continue
        text = kept.text.replace(",", ", ")  # a drop-down list has its words side by side
        found = [sign for sign in signs(text, kept.label) if sign.what != SMALL_COUNT]
        if could_be_nhs(kept.text):
            of_part[kept.part].append(any("NHS" in sign.what for sign in found))
        for sign in found:
            yield Leak(sign.what, sign.sure, kept.place)
        right = of_part.get(kept.part, [])
        if found and sum(right) >= SEVERAL and sum(right) * 2 > len(right):
            yield Leak("NHS number", True, kept.place)


def _once(leaks: Iterable[Leak]) -> Iterator[Leak]:
    """Yield each leak once a place, the sure ones first; what is surely an NHS number could not be one besides."""
    found = sorted(dict.fromkeys(leaks), key=lambda leak: (not leak.sure, not leak.travels))
    sure = {(leak.place, leak.what) for leak in found if leak.sure}
    counted: Counter[tuple[str, str]] = Counter()
    for leak in found:
        if leak.what == NHS_BY_CHANCE and (leak.place, "NHS number") in sure:
            continue
        counted[leak.place, leak.what] += 1
        if counted[leak.place, leak.what] == 1:
            yield leak

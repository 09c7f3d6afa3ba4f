"""A look through a whole workbook before it is shared: every cell, and everything in the file that is no cell."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from outcomes_xl.hosts.files.package import Package
from outcomes_xl.model import Book, CellRef
from outcomes_xl.reading.counted_units import counts_people
from outcomes_xl.reading.figures import Number, figure
from outcomes_xl.reading.read_tables import Reading
from outcomes_xl.rules.personal_data_births import DAY
from outcomes_xl.rules.personal_data_names import nobodys
from outcomes_xl.rules.personal_data_small_letters import whole_name_in
from outcomes_xl.rules.personal_data_words import is_no_name
from outcomes_xl.sharing.cell_texts import CellText, Places, cell_texts, known_texts, travelling
from outcomes_xl.sharing.leaks import Leak, LookThrough
from outcomes_xl.sharing.package_texts import KeptText, package_texts
from outcomes_xl.sharing.sharing_words import sharing_words
from outcomes_xl.sharing.signs import (
    BIRTH,
    NAME,
    NAME_ALONE,
    NHS,
    NHS_BY_CHANCE,
    SMALL_COUNT,
    could_be_a_name,
    could_be_nhs,
    signs,
)
from outcomes_xl.sharing.unsafe_counts import unsafe_counts
from outcomes_xl.sharing.what_stays import hidden_rows, what_stays
from outcomes_xl.sources.local.person_columns import names_a_person

_LONGEST_HEADING = 80
_A_DAY = re.compile(DAY, re.IGNORECASE)
_A_NAME = re.compile(r"[^\W\d_a-z][^\W\d_]{1,20}(?:['’-][^\W\d_]{1,20}){0,2}")
SEVERAL = 2
"""So many numbers of a column with a right check digit are none by chance, when they are most of them."""
THRESHOLD = 6
"""Counts below this are small, as statistics of children in need are rounded and withheld from 1 to 5."""
SMALL_FIGURE = "a small count"
PEOPLE = "a list of people"
UNREAD = "something that could not be looked into"


def look(book: Book, reading: Reading, package: Package | None, threshold: int = THRESHOLD) -> LookThrough:
    """Return what a workbook could let out, and what a copy would leave behind.

    ``package`` is the workbook's file, None where it is not on this computer: then only its cells are looked at.
    """
    places = travelling(reading)
    cells = list(cell_texts(book, reading.tables, places))
    counted = [*unsafe_counts(book, reading.tables, threshold)]
    in_tables = {leak.cell for leak in counted}
    leaks = [
        *(leak for leak in _in_cells(cells) if leak.what != SMALL_COUNT or leak.cell not in in_tables),
        *_lists_of_people(book, places),
        *_names_over_cells(book, places),
        *_small_figures(reading, threshold),
        *counted,
    ]
    if package is not None:
        leaks += _in_package(package, {cell.text for cell in cells})
    return LookThrough(tuple(_once(leaks)), what_stays(book, reading, package), hidden_rows(book, reading))


def _in_cells(cells: Iterable[CellText]) -> Iterator[Leak]:
    columns: dict[tuple[str, int], list[tuple[CellText, bool]]] = defaultdict(list)
    for one in cells:
        text = f"{one.label}: {one.text}" if one.is_date and one.label else one.text
        if one.is_date and not one.label:
            continue
        found = list(signs(text, "" if one.is_date else one.label, one.tools_own, one.of_no_person))
        for sign in found:
            yield Leak(sign.what, sign.sure, str(one.cell), one.cell, one.travels)
        if not (found or one.travels or one.tools_own or one.of_ours) and could_be_a_name(one.text):
            yield Leak(NAME_ALONE, False, str(one.cell), one.cell)
        if could_be_nhs(one.text):
            columns[one.cell.sheet, one.cell.column].append((one, any("NHS" in sign.what for sign in found)))
    for together in columns.values():
        right = [one for one, is_right in together if is_right]
        if len(right) >= SEVERAL and len(right) * 2 > len(together):
            yield from (Leak(NHS, True, str(one.cell), one.cell, one.travels) for one in right)


def _names_over_cells(book: Book, places: Places) -> Iterator[Leak]:
    """Yield a leak for each cell of a first name, a family name and a day beside one another, on any sheet."""
    for sheet in book.sheets.values():
        for number, row in sheet.rows.items():
            for column, value in row.items():
                if isinstance(value, (date, datetime)) or (isinstance(value, str) and _A_DAY.fullmatch(value.strip())):
                    names = [row.get(column - 2), row.get(column - 1)]
                    if all(isinstance(one, str) and _is_a_name(one.strip()) for one in names):
                        for at in (column - 2, column - 1, column):
                            cell = CellRef(sheet.name, number, at)
                            what = BIRTH if at == column else NAME
                            yield Leak(what, False, str(cell), cell, (sheet.name, number, at) in places)


def _is_a_name(word: str) -> bool:
    return bool(_A_NAME.fullmatch(word)) and not nobodys(word) and not is_no_name(word)


def _lists_of_people(book: Book, places: Places) -> Iterator[Leak]:
    """Yield a leak for each column that tells people apart, wherever it is none of our tables'."""
    known = known_texts()
    for sheet in book.sheets.values():
        for number, row in sheet.rows.items():
            for column, value in row.items():
                if not isinstance(value, str) or len(value) > _LONGEST_HEADING:
                    continue
                if (sheet.name, number, column) in places or value in known:
                    continue
                if names_a_person(value) and sheet.value(number + 1, column) is not None:
                    cell = CellRef(sheet.name, number, column)
                    yield Leak(PEOPLE, True, str(cell), cell, travels=False)


def _small_figures(reading: Reading, threshold: int) -> Iterator[Leak]:
    """Yield small counts among figures of the borough's own, in the columns that travel."""
    framework, sources = reading.tables.get("framework"), reading.tables.get("sources")
    counts = {row.text("metric_id") for row in framework or () if counts_people(row.text("unit"))}
    own = {row.text("metric_id") for row in sources or ()}
    for key, fields in sharing_words()["figures"].items():
        table = reading.tables.get(key)
        for row in table or ():
            metric = row.text("metric_id")
            for name in fields:
                typed = key in ("targets", "milestones") or name == "latest_figure"
                if metric not in counts or name not in (table.columns if table else ()) or not (typed or metric in own):
                    continue
                read = figure(row[name])
                if isinstance(read, Number) and 0 < read.value < threshold and table is not None:
                    cell = table.cell(row, name)
                    yield Leak(SMALL_FIGURE, False, str(cell), cell, travels=True)


def _in_package(package: Package, in_cells: set[str]) -> Iterator[Leak]:
    """Yield leaks in what is no cell; what a cell shows was looked at as a cell."""
    of_part: dict[str, list[bool]] = defaultdict(list)
    known = known_texts()
    met: set[tuple[str, str, str]] = set()
    for kept in package_texts(package):
        if kept.unread:
            yield Leak(UNREAD, False, kept.place)
            continue
        what = (kept.place, kept.text, kept.label)
        if what in met or ((kept.text in in_cells or kept.text in known) and _is_shown(kept)):
            continue
        met.add(what)
        text = kept.text.replace(",", ", ") if kept.text[:1] == '"' else kept.text  # words of a drop-down list
        found = [sign for sign in signs(text, kept.label) if sign.what != SMALL_COUNT]
        yield from (Leak(sign.what, sign.sure, kept.place) for sign in found)
        if not found and (
            could_be_a_name(kept.text)
            if _may_have_names(kept)
            else _may_name_somebody(kept) and whole_name_in(kept.text)
        ):
            yield Leak(NAME_ALONE, False, kept.place)
        if _keeps_tables(kept.part) and names_a_person(kept.text):
            yield Leak(PEOPLE, True, kept.place)
        if could_be_nhs(kept.text):
            of_part[kept.part].append(any("NHS" in sign.what for sign in found))
            right = of_part[kept.part]
            if right[-1] and sum(right) >= SEVERAL and sum(right) * 2 > len(right):
                yield Leak(NHS, True, kept.place)


def _may_have_names(kept: KeptText) -> bool:
    """Whether people write in a part, or are named: the looks and formulas of a sheet have words with capitals, too."""
    part = kept.part.casefold()
    words = sharing_words()["names"]
    if kept.place.startswith(tuple(words["no_places"])):
        return False
    return not part.startswith(tuple(words["no_parts"])) or kept.place.startswith(tuple(words["places"]))


def _may_name_somebody(kept: KeptText) -> bool:
    """Whether a part has words with capitals that are no names: only a first name and a family name tell there."""
    words = sharing_words()["names"]
    return kept.part.casefold().startswith(tuple(words["by_first_names"])) and not kept.place.startswith(
        tuple(words["no_places"])
    )


def _is_shown(kept: KeptText) -> bool:
    return not kept.label or kept.part.casefold() in ("xl/sharedstrings.xml", "docprops/app.xml")


def _keeps_tables(part: str) -> bool:
    return part.casefold().startswith(tuple(sharing_words()["tables"]["parts"]))


def _once(leaks: Iterable[Leak]) -> Iterator[Leak]:
    """Yield each leak once a place, the sure ones first; what is surely an NHS number could not be one besides."""
    found = sorted(dict.fromkeys(leaks), key=lambda leak: (not leak.sure, not leak.travels))
    sure = {(leak.place, leak.what) for leak in found if leak.sure}
    counted: Counter[tuple[str, str]] = Counter()
    for leak in found:
        if leak.what == NHS_BY_CHANCE and (leak.place, NHS) in sure:
            continue
        counted[leak.place, leak.what] += 1
        if counted[leak.place, leak.what] == 1:
            yield leak

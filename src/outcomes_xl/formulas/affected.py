"""Which formulas rest on cells a job changed: told from their text, and rather one too many than one too few."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from outcomes_xl.formulas.formula_parser import NotWorkedOut, fixed
from outcomes_xl.model import Area, Book
from outcomes_xl.model.cell_refs import LAST_COLUMN, LAST_ROW, column_number
from outcomes_xl.model.patches import Place

Formulas = Mapping[tuple[str, Place], str]
Where = tuple[str, Area]

_MOST_ROUNDS, _DEEPEST_NAME = 20, 5
_OF_THE_ADDIN = re.compile(r"\bOUTCOMES_\w*\(", re.IGNORECASE)
_VOLATILE = re.compile(r"\b(?:NOW|TODAY|RAND|RANDBETWEEN|RANDARRAY|OFFSET|INDIRECT|CELL|INFO)\(", re.IGNORECASE)
_FARTHER = re.compile(r"\b(?:OFFSET|INDIRECT|SUMIF|AVERAGEIF)\(|\)\s*:|:\s*[A-Z.]+\(|#", re.IGNORECASE)
"""What reads more cells than its text names: SUMIF makes its last area as large as its first."""
_WITHIN = re.compile(r"(INDEX\((\w+),[^():]*\)):(?=INDEX\(\2,)", re.IGNORECASE)
"""From one place in a table to another in the same: nothing outside it is read."""
_TEXTS = re.compile(r'"(?:[^"]|"")*"|#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)')
_BRACKETS = re.compile(r"\[(?:'.|[^\[\]']|\[(?:'.|[^\[\]'])*\])*\]")
_CORNER = r"\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6}"
_REFERENCE = re.compile(
    r"(?:(?:'(?P<quoted>(?:[^']|'')+)'|(?P<bare>[^\W\d][\w.]*))!)?"
    rf"(?:(?P<cells>{_CORNER}(?::{_CORNER})?)|(?P<columns>\$?[A-Z]{{1,3}}:\$?[A-Z]{{1,3}})"
    r"|(?P<rows>\$?[1-9][0-9]{0,6}:\$?[1-9][0-9]{0,6}))(?![\w(.!\[])"
    r"|(?P<name>[^\W\d][\w.\\]*)(?P<after>[(!])?",
    re.IGNORECASE,
)


def asks_the_helper(formula: str) -> bool:
    """Tell whether a formula asks a function of the add-in, whose answer must not be thrown away while it is off."""
    return _OF_THE_ADDIN.search(formula) is not None


def is_volatile(formula: str) -> bool:
    """Tell whether Excel works a formula out by itself whenever the workbook is opened."""
    return _VOLATILE.search(_TEXTS.sub("", formula)) is not None


def affected(formulas: Formulas, before: Book, after: Book) -> set[tuple[str, Place]]:
    """Return the formulas that rest, directly or through others, on cells that differ between two states of a book."""
    changed = _Places(_changed(before, after))
    groups = _alike(formulas, before, after)
    numbers: dict[Where, int] = {}
    # Some thousands of formulas read some hundred areas between them: each area is looked at once a round.
    waiting = [
        (frozenset(numbers.setdefault(area, len(numbers)) for area in areas) if areas is not None else None, keys)
        for areas, keys in groups
    ]
    found: set[tuple[str, Place]] = set()
    for _ in range(_MOST_ROUNDS):
        met = {number for area, number in numbers.items() if changed.meets(area)}
        more = [keys for areas, keys in waiting if areas is None or not met.isdisjoint(areas)]
        if not more:
            return found
        waiting = [(areas, keys) for areas, keys in waiting if areas is not None and met.isdisjoint(areas)]
        found.update(*more)
        changed = _Places(key for keys in more for key in keys)
    return found.union(*(keys for _, keys in waiting))


def _alike(
    formulas: Formulas, before: Book, after: Book
) -> Iterable[tuple[list[Where] | None, list[tuple[str, Place]]]]:
    """Return the formulas by what they read; None for those of which that is not known."""
    firsts: dict[tuple[str, str], Place] = {}
    for (sheet, place), formula in formulas.items():
        firsts.setdefault((sheet, formula), place)
    read = {text: _areas(text, before, after) for text in set(formulas.values())}
    known: dict[tuple[str, str], tuple[list[Where] | None, list[tuple[str, Place]]]] = {}
    apart: list[tuple[list[Where] | None, list[tuple[str, Place]]]] = []
    unknown: list[tuple[str, Place]] = []
    for key, text in formulas.items():
        sheet, place = key
        if read[text] is None or sheet not in before.sheets or place not in before.sheets[sheet].formulas:
            unknown.append(key)  # or it is a new one
        elif place == firsts[sheet, text] or _stays(text):
            if (sheet, text) not in known:
                known[sheet, text] = _of(sheet, read[text]), []
            known[sheet, text][1].append(key)
        else:
            apart.append((_moved_from(firsts[sheet, text], key, _of(sheet, read[text])), [key]))
    return [(None, unknown), *known.values(), *apart] if unknown else [*known.values(), *apart]


def _changed(before: Book, after: Book) -> Iterator[tuple[str, Place]]:
    for name in before.sheets.keys() | after.sheets.keys():
        one, two = before.sheets.get(name), after.sheets.get(name)
        if one is two:
            continue
        was, now = (one.rows if one else {}), (two.rows if two else {})
        for row in was.keys() | now.keys():
            left, right = was.get(row, {}), now.get(row, {})
            for column in left.keys() | right.keys() if left is not right else ():
                if left.get(column) != right.get(column):
                    yield name, (row, column)
        new = (two.formulas.keys() if two else set()) - (one.formulas.keys() if one else set())
        yield from ((name, place) for place in new)


class _Places:
    """Cells by sheet and column, so that whether one lies in an area is found without looking at each."""

    def __init__(self, cells: Iterable[tuple[str, Place]]) -> None:
        self._rows: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for sheet, (row, column) in cells:
            self._rows[sheet.casefold()][column].append(row)
        for columns in self._rows.values():
            for rows in columns.values():
                rows.sort()

    def meets(self, where: Where) -> bool:
        sheet, area = where
        for column, rows in self._rows.get(sheet.casefold(), {}).items():
            if area.first_column <= column <= area.last_column:
                at = bisect_left(rows, area.first_row)
                if at < len(rows) and rows[at] <= area.last_row:
                    return True
        return False


def _of(sheet: str, read: list[Where] | None) -> list[Where]:
    """Return the areas a formula of a sheet reads; one that names no sheet is on its own."""
    return [(on or sheet, area) for on, area in read or ()]


def _moved_from(first: Place, key: tuple[str, Place], areas: list[Where]) -> list[Where]:
    """Return what a formula reads that was filled down from ``first``, whose text Excel gives its cells."""
    down, across = key[1][0] - first[0], key[1][1] - first[1]
    return [*areas, *((on, _moved(area, down, across)) for on, area in areas)]


@lru_cache(maxsize=4096)
def _stays(formula: str) -> bool:
    """Tell whether a formula names the same cells wherever it stands; False where that cannot be told."""
    try:
        return fixed(formula) is not None
    except NotWorkedOut:
        return False


def _areas(formula: str, before: Book, after: Book, deep: int = 0) -> list[Where] | None:
    references = _references(formula)
    if references is None or deep > _DEEPEST_NAME:
        return None
    found: list[Where] = []
    for reference in references:
        if not isinstance(reference, str):
            found.append(reference)
            continue
        for book in (before, after):
            areas = _named(reference, book, before, after, deep)
            if areas is None:
                return None
            found += areas
    return found


def _named(name: str, book: Book, before: Book, after: Book, deep: int) -> list[Where] | None:
    for table in book.tables.values():
        if table.name.casefold() == name.casefold():
            return [(table.sheet, table.area)]
    for known, text in book.names.items():
        if known.rpartition("!")[2].casefold() == name.casefold():
            return _areas(text, before, after, deep + 1)
    return None


@lru_cache(maxsize=4096)
def _references(formula: str) -> tuple[Where | str, ...] | None:
    """Return the areas (with "" for the formula's own sheet) and the names in a formula; None when it reads farther."""
    text = _WITHIN.sub(r"\1,", _BRACKETS.sub("", _TEXTS.sub("", formula)))
    if _FARTHER.search(text):
        return None
    found: list[Where | str] = []
    for match in _REFERENCE.finditer(text):
        name, after = match["name"], match["after"]
        if name and after == "!":
            return None
        if name:
            found += [name] if after is None and name.upper() not in ("TRUE", "FALSE") else []
            continue
        sheet = (match["quoted"] or match["bare"] or "").replace("''", "'")
        if ":" in sheet:
            return None
        found.append((sheet, _area(match["cells"], match["columns"], match["rows"])))
    return tuple(found)


def _area(cells: str | None, columns: str | None, rows: str | None) -> Area:
    if cells:
        corners = [re.findall(r"[A-Z]+|[0-9]+", corner.upper()) for corner in cells.split(":")]
        across = sorted(column_number(letters) for letters, _ in corners)
        down = sorted(int(digits) for _, digits in corners)
    else:
        ends = (columns or rows or "").replace("$", "").split(":")
        across = sorted(column_number(end) for end in ends) if columns else [1, LAST_COLUMN]
        down = sorted(int(end) for end in ends) if rows else [1, LAST_ROW]
    return Area(down[0], across[0], down[-1], across[-1])


def _moved(area: Area, down: int, across: int) -> Area:
    rows = (max(area.first_row + down, 1), min(area.last_row + down, LAST_ROW))
    columns = (max(area.first_column + across, 1), min(area.last_column + across, LAST_COLUMN))
    return Area(rows[0], columns[0], max(rows), max(columns))

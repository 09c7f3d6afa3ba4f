"""What a sheet's own XML says before it is taken into memory: how far its cells reach, and how some are to be read.

Which are shown in per cent, which hold an error, which a formula that was never worked out: python-calamine gives the
last two as blanks, and a blank says that nothing was published.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat
from zipfile import ZipFile

from outcomes_xl.model.cannot_use import CannotRead
from outcomes_xl.model.shown_numbers import beside_it, can_show_more_or_less, shows_nothing, words_shown
from outcomes_xl.reading.figures import NO_RESULT
from outcomes_xl.sources.published.shown_cells import IN_A_HIDDEN_COLUMN, IN_A_HIDDEN_ROW, SHOWN_AS_NOTHING, STRUCK

Cells = set[tuple[int, int]]
"""Cells by row and column, counted from 0."""

_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_AN_ERROR = re.compile(r"#[A-Z][A-Z0-9/_]*[!?]?|Err:\d+")
_A_NUMBER = re.compile(r"-?\d+(?:\.\d*)?(?:[eE][-+]?\d{1,3})?")
_BUILT_IN_MONTH = 17
_A_MONTH = re.compile(r"m{3,5}[ /.'-]*y{2,4}|m{1,2}[/.-]y{2,4}", re.IGNORECASE)
_IN_WORDS = re.compile(r'"[^"]*"|\\|\[[^\]]*\]|;@$')
_YES = frozenset({"1", "true"})
_BUILT_IN_PER_CENT = {9, 10}
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_MOST_CELLS = 20_000_000
"""The most cells from A1 to the furthest filled one, blank ones too: calamine keeps room for each."""
_LONGEST_ERROR = 40
_NOT_SHOWN = ("collapse", "filter")
"""How an .ods says that a row or a column is hidden, by hand or by a filter."""
_MOST_ODD = 200_000
"""The most cells with an error or without a result that are kept in mind; a table of more has nothing to say."""


@dataclass
class CellLooks:
    """How cells are to be read: ``per_cent`` as shown; ``odd`` have "#N/A" or NO_RESULT, not a blank.

    ``words`` are what a number format shows in place of the number: "c" for a stored 0.
    """

    per_cent: Cells = field(default_factory=set)
    words: dict[tuple[int, int], str] = field(default_factory=dict)
    months: Cells = field(default_factory=set)
    """Days that are shown as their month: "Mar-25"."""
    beside: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    """The words a number format shows before and after the number: 56 that reads "56*"."""
    blanked: Cells = field(default_factory=set)
    struck: Cells = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def of(self, row: int, column: int) -> str:
        """Say how a cell looks that may not count, as the end of a sentence; "" for any other."""
        if (row, column) in self.struck:
            return STRUCK
        if (row, column) in self.blanked:
            return SHOWN_AS_NOTHING
        if row in self.hidden_rows:
            return IN_A_HIDDEN_ROW
        return IN_A_HIDDEN_COLUMN if column in self.hidden_columns else ""

    @property
    def some_may_not_count(self) -> bool:
        return bool(self.struck or self.blanked or self.hidden_rows or self.hidden_columns)

    odd: dict[tuple[int, int], str] = field(default_factory=dict)

    def is_odd(self, row: int, column: int, says: str) -> None:
        self.odd[row, column] = says
        if len(self.odd) > _MOST_ODD:
            raise CannotRead("Almost all its cells hold errors or formulas without a saved result.", _SAVE_ANEW)


_SAVE_ANEW = "Open it in Excel, save it, and look again."


def cell_looks(data: bytes, sheet: int, title: str) -> CellLooks:
    """Return how the cells of a sheet are to be read; an .xls says nothing of it.

    Raises CannotRead for a sheet whose cells reach further than a table's.
    """
    if data[:4] != b"PK\x03\x04":
        return CellLooks()
    with ZipFile(io.BytesIO(data)) as package:
        names = set(package.namelist())
        if "content.xml" in names:
            content = package.read("content.xml")
            if not any(word in content for word in (b"percentage", b"formula", b'"error"', b'"collapse"', b'"filter"')):
                return CellLooks()  # not taken apart anew for each of its sheets
            tables = list(_parse(content).iterfind(".//{*}table"))
            return _of_ods(tables[sheet]) if sheet < len(tables) else CellLooks()
        styles = _Styles.of(package.read("xl/styles.xml")) if "xl/styles.xml" in names else _Styles()
        part = _sheet_part(package, title)
        if part in names:
            return _Shape(title, styles).of(package.read(part))
        for one in names:  # which part calamine will take is not known: none may reach too far
            if "worksheets/" in one and one.endswith(".xml"):
                _Shape(title, _Styles()).of(package.read(one))
        return CellLooks()


def must_be_near(data: bytes) -> None:
    """Raise CannotRead for an .ods with a sheet that reaches too far; calamine takes in all of them at once."""
    if data[:4] != b"PK\x03\x04":
        return
    with ZipFile(io.BytesIO(data)) as package:
        if "content.xml" in package.namelist():
            for table in _parse(package.read("content.xml")).iterfind(".//{*}table"):
                _of_ods(table)


class _Shape:
    """Goes through a sheet's XML once, however it is written: prefixes, single quotes, cells without a place."""

    def __init__(self, title: str, styles: _Styles) -> None:
        self.title, self.styles = title, styles
        self.found = CellLooks()
        self.row = self.column = -1
        self.rows = self.columns = 0
        self.kind = ""
        self.formula = self.inside = False
        self.value = self.format = ""

    def of(self, xml: bytes) -> CellLooks:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = _no_document_type
        parser.Parse(xml, True)
        return self.found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(" ")[2]
        if name == "c":
            self._cell(attributes)
        elif name in ("v", "is", "f"):
            self.rows, self.columns = max(self.rows, self.row + 1), max(self.columns, self.column + 1)
            _must_be_near(self.rows, self.columns, self.title)
            self.formula, self.inside = self.formula or name == "f", name == "v"
        elif name == "row":
            self.row = int(attributes["r"]) - 1 if "r" in attributes else self.row + 1
            self.column = -1
            if attributes.get("hidden") in _YES:
                self.found.hidden_rows.add(self.row)
        elif name == "col" and attributes.get("hidden") in _YES:
            last = min(int(attributes["max"]), _MOST_COLUMNS)
            self.found.hidden_columns.update(range(int(attributes["min"]) - 1, last))

    def _text(self, text: str) -> None:
        if self.inside and len(self.value) < _LONGEST_ERROR:
            self.value += text

    def _end(self, name: str) -> None:
        name = name.rpartition(" ")[2]
        if name == "v":
            self.inside = False
        elif name == "c" and self.kind == "e":
            self.found.is_odd(self.row, self.column, self.value.strip() or "#N/A")
        elif name == "c" and self.format and self.kind in ("", "n") and self.value:
            self._formatted()
        elif name == "c" and self.formula and not self.value.strip() and self.kind != "str":
            self.found.is_odd(self.row, self.column, NO_RESULT)

    def _formatted(self) -> None:
        """Note what a number format shows in place of a number, beside it, or instead of it nothing."""
        if not _A_NUMBER.fullmatch(self.value.strip()):
            return
        value, place = float(self.value), (self.row, self.column)
        if words := words_shown(self.format, value):
            self.found.words[place] = words
        elif shows_nothing(self.format, value):
            self.found.blanked.add(place)
        elif any(more := beside_it(self.format, value)):
            self.found.beside[place] = more

    def _cell(self, attributes: dict[str, str]) -> None:
        self.column += 1
        self.kind, self.formula, self.value = attributes.get("t", ""), False, ""
        if "r" in attributes:
            if (at := _PLACE.fullmatch(attributes["r"])) is None:
                _must_be_near(_MOST_ROWS + 1, 1, self.title)
                return
            self.row, self.column = int(at[2]) - 1, _column(at[1])
        style = int(attributes.get("s") or 0)
        self.format = self.styles.words.get(style, "")
        for styles, cells in (
            (self.styles.per_cent, self.found.per_cent),
            (self.styles.months, self.found.months),
            (self.styles.struck, self.found.struck),
        ):
            if style in styles:
                cells.add((self.row, self.column))


def _no_document_type(*_: Any) -> None:
    raise ValueError("a document type in a sheet")


def _must_be_near(rows: int, columns: int, title: str) -> None:
    if rows > _MOST_ROWS or columns > _MOST_COLUMNS or rows * columns > _MOST_CELLS:
        raise CannotRead(
            f"Its sheet “{title}” has a cell far away from any table, or in no place a sheet has.",
            "In Excel delete unused rows and columns and save it anew, or save the sheet as CSV.",
        )


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _parse(xml: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


@dataclass(frozen=True)
class _Styles:
    """The cell formats, by number, that show per cent, a day as its month, a line through; or words, and which."""

    per_cent: Collection[int] = ()
    months: Collection[int] = ()
    struck: Collection[int] = ()
    words: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, xml: bytes) -> _Styles:
        root = _parse(xml)
        codes = {
            int(one.get("numFmtId")): one.get("formatCode") or "" for one in root.iterfind(".//{*}numFmts/{*}numFmt")
        }
        used = [int(one.get("numFmtId") or 0) for one in root.iterfind("{*}cellXfs/{*}xf")]
        own = {number for number, code in codes.items() if "%" in re.sub(r'"[^"]*"|\\.', "", code)}
        months = {number for number, code in codes.items() if _A_MONTH.fullmatch(_IN_WORDS.sub("", code))}
        lines = [one.find("{*}strike") for one in root.iterfind("{*}fonts/{*}font")]
        struck = {n for n, line in enumerate(lines) if line is not None and line.get("val", "1") in _YES}
        fonts = [int(one.get("fontId") or 0) for one in root.iterfind("{*}cellXfs/{*}xf")]
        return cls(
            {style for style, number in enumerate(used) if number in own | _BUILT_IN_PER_CENT},
            {style for style, number in enumerate(used) if number in months | {_BUILT_IN_MONTH}},
            {style for style, font in enumerate(fonts) if font in struck},
            {style: codes[n] for style, n in enumerate(used) if n in codes and can_show_more_or_less(codes[n])},
        )


def _sheet_part(package: ZipFile, title: str) -> str | None:
    """Return the part a sheet stands in, by its name."""
    listed = _parse(package.read("xl/workbook.xml")).iterfind("{*}sheets/{*}sheet")
    named = next((one for one in listed if one.get("name") == title), None)
    if named is None:
        return None
    wanted = _attribute(named, "id")
    for one in _parse(package.read("xl/_rels/workbook.xml.rels")):
        if one.get("Id") == wanted:
            target = one.get("Target") or ""
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return None


def _of_ods(table: Any) -> CellLooks:
    title = _attribute(table, "name") or ""
    found = CellLooks()
    row_number = columns = 0
    for one in table.iter("{*}table-column"):
        repeated = min(int(_attribute(one, "number-columns-repeated") or 1), _MOST_COLUMNS)
        if _attribute(one, "visibility") in _NOT_SHOWN:
            found.hidden_columns.update(range(columns, columns + repeated))
        columns += repeated
    columns = 0
    for row in table.iter("{*}table-row"):
        column = filled = 0
        repeated_row = int(_attribute(row, "number-rows-repeated") or 1)
        if _attribute(row, "visibility") in _NOT_SHOWN:
            found.hidden_rows.update(range(row_number, row_number + min(repeated_row, 1000)))
        for cell in row:
            repeated = int(_attribute(cell, "number-columns-repeated") or 1)
            if _attribute(cell, "value-type") == "percentage":
                found.per_cent.update((row_number, column + more) for more in range(min(repeated, 1000)))
            if says := _odd_in_ods(cell):
                for down in range(min(repeated_row, 1000)):
                    for more in range(min(repeated, 1000)):
                        found.is_odd(row_number + down, column + more, says)
            column += repeated
            if len(cell) or _attribute(cell, "value-type"):
                filled = column
        row_number += repeated_row
        if filled:
            columns = max(columns, filled)
            _must_be_near(row_number, columns, title)
    return found


def _odd_in_ods(cell: Any) -> str:
    """Return the error a cell shows, NO_RESULT for a formula that has none, "" for every other cell."""
    kinds = [value for key, value in cell.attrib.items() if key.endswith("}value-type")]
    shown = "".join(cell.itertext()).strip() if "error" in kinds or _attribute(cell, "formula") else ""
    if "error" in kinds or _AN_ERROR.fullmatch(shown):
        return shown[:_LONGEST_ERROR] or "#N/A"
    # A formula that comes to an empty text has a paragraph without letters; one never worked out has nothing at all.
    return NO_RESULT if _attribute(cell, "formula") and not kinds and not len(cell) else ""


def _attribute(element: Any, name: str) -> str | None:
    return next((value for key, value in element.attrib.items() if key.endswith(f"}}{name}")), None)

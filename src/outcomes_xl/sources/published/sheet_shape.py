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

from outcomes_xl.model.shown_numbers import beside_it, can_show_more_or_less, shows_nothing, words_shown
from outcomes_xl.reading.figures import NO_RESULT
from outcomes_xl.sources.published.cell_looks import MOST_COLUMNS, MOST_ROWS, CellLooks, must_reach_no_further
from outcomes_xl.sources.published.ods_shape import attribute, of_ods, says_more

_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_A_NUMBER = re.compile(r"-?\d+(?:\.\d*)?(?:[eE][-+]?\d{1,3})?")
_BUILT_IN_MONTH = 17
_A_MONTH = re.compile(r"m{3,5}[ /.'-]*y{2,4}|m{1,2}[/.-]y{2,4}", re.IGNORECASE)
_IN_WORDS = re.compile(r'"[^"]*"|\\|\[[^\]]*\]|;@$')
_YES = frozenset({"1", "true"})
_BUILT_IN_PER_CENT = {9, 10}
_LONGEST_ERROR = 40


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
            if not says_more(content):
                return CellLooks()  # not taken apart anew for each of its sheets
            tables = list(_parse(content).iterfind(".//{*}table"))
            return of_ods(tables[sheet]) if sheet < len(tables) else CellLooks()
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
                of_ods(table)


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
            must_reach_no_further(self.rows, self.columns, self.title)
            self.formula, self.inside = self.formula or name == "f", name == "v"
        elif name == "row":
            self.row = int(attributes["r"]) - 1 if "r" in attributes else self.row + 1
            self.column = -1
            if attributes.get("hidden") in _YES:
                self.found.hidden_rows.add(self.row)
        elif name == "col" and attributes.get("hidden") in _YES:
            last = min(int(attributes["max"]), MOST_COLUMNS)
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
                must_reach_no_further(MOST_ROWS + 1, 1, self.title)
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
    wanted = attribute(named, "id")
    for one in _parse(package.read("xl/_rels/workbook.xml.rels")):
        if one.get("Id") == wanted:
            target = one.get("Target") or ""
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return None

"""A few columns of a sheet, read by one pattern: for whoever reads many workbooks and wants little of each.

Like fast_sheet_parser, it reads sheets written the plain way and raises NotPlain at the first surprise in a cell it is
to read; whoever asked then reads the whole workbook. Tests hold both to the same answer. Damage in a part or a cell
that nobody asked for is not noticed; a part's wrong check sum is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from outcomes_xl.hosts.files.fast_sheet_parser import HEAD, NotPlain
from outcomes_xl.hosts.files.grid import Grid
from outcomes_xl.hosts.files.number_formats import Formats
from outcomes_xl.hosts.files.package import Package, relationships_part
from outcomes_xl.hosts.files.read_closed_workbook import part_of_kind
from outcomes_xl.hosts.files.shared_strings import all_characters_are_xml, shared_strings
from outcomes_xl.hosts.files.workbook_part import TablePart, read_contents, read_table
from outcomes_xl.hosts.files.xml_escapes import unescape_xml
from outcomes_xl.model import Area, Value
from outcomes_xl.model.cell_refs import column_letters

_TABLE_PART = re.compile(rb'<tablePart [^>]*?\br:id="([^"]*)"')
_INLINE = re.compile(r"<is><t[^>]*>")
_ATTRIBUTES = re.compile(r'(?: s="([0-9]+)")?(?: t="([a-z]+)")?')


@dataclass
class SomeColumns:
    """The filled cells by row, counted from 1, and name; ``per_cent`` those that a percentage is shown in."""

    rows: dict[int, dict[str, Value]] = field(default_factory=dict)
    per_cent: set[tuple[int, str]] = field(default_factory=set)
    nothing_there: bool = True
    """Whether no cell that was asked for holds anything, be it a text of spaces."""


_T = TypeVar("_T")
_KEPT: dict[tuple[object, ...], object] = {}
_MOST_KEPT = 512
_BLANK: dict[tuple[bytes, int, int], tuple[tuple[str, ...], set[tuple[object, ...]]]] = {}
_MOST_BLANK = 128
"""Sheets in which nothing was found, as they are packed: the tables on each, and what was asked for in vain. In most
workbooks several sheets are as they were made, byte for byte; these need not be unpacked again."""


def _once(make: Callable[[], _T], *content: object) -> _T:
    """Return what is made of some parts' content, made once: many workbooks have the same formats and headings.

    The content is told by the parts as they are packed, so that those that were read before need not be unpacked.
    """
    if content not in _KEPT:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        _KEPT[content] = make()
    return _KEPT[content]  # type: ignore[return-value]


class SomeSheets:
    """The sheets of one workbook whose package is looked over when asked. Raises NotPlain where out of its depth."""

    def __init__(self, package: Package) -> None:
        self.package = package
        book = package.workbook_part
        arrows = (package.packed(relationships_part(book)), package.packed(book))
        self._contents = _once(lambda: read_contents(package), "contents", *arrows, tuple(package.part_names))
        self._parts = {entry.name: entry.part for entry in self._contents.sheets}
        if self._contents.uses_1904:
            raise NotPlain
        strings = shared_strings(package, part_of_kind(package, "sharedStrings"))
        self._strings = dict(zip(_counted_to(len(strings)), strings, strict=True))
        styles = part_of_kind(package, "styles")
        look = package.packed(styles) if styles else None
        self._formats = _once(lambda: Formats(package, styles), "formats", look)
        self._grid = Grid(package.name, self._strings, self._formats, uses_1904=False)

    @property
    def with_cells(self) -> frozenset[str]:
        """The names of the sheets that have cells."""
        return frozenset(name for name, part in self._parts.items() if part)

    def tables(self, sheet: str) -> list[TablePart]:
        """Return the Excel tables on a sheet, none where there is no such sheet."""
        part = self._parts.get(sheet)
        if part is None:
            return []
        idents = self._idents(part)
        if not idents:
            return []
        name = relationships_part(part)
        arrows = _once(lambda: self.package.relationships(part), "arrows", name, self.package.packed(name))
        targets = [arrows[ident].target for ident in idents if ident in arrows]
        return [
            _once(lambda one=one: read_table(self.package, one), "table", one, self.package.packed(one))  # type: ignore[misc]
            for one in targets
        ]

    def _idents(self, part: str) -> tuple[str, ...]:
        """Return what the tables on a sheet are called in its links."""
        if blank := _BLANK.get(self.package.packed(part)):
            return blank[0]
        content = self.package.part(part)
        behind_the_cells = max(content.rfind(b"</sheetData>"), 0)
        return tuple(ident.decode() for ident in _TABLE_PART.findall(content, behind_the_cells))

    def columns(
        self,
        sheet: str,
        area: Area,
        fields: Mapping[int, str],
        formulas: Collection[int] = (),
        tidied: Callable[[str], str | None] = str,
    ) -> SomeColumns:
        """Return the cells of some columns of a sheet, in the rows of an area, by the names given for the columns.

        Texts are what ``tidied`` makes of them; one that it makes None of is a blank. Columns of ``formulas`` must hold
        nothing but formulas, which are not returned.
        """
        part = self._parts.get(sheet)
        if part is None:
            raise NotPlain
        asked = (area, tuple(fields), tuple(formulas))
        packed = self.package.packed(part)
        if packed in _BLANK and asked in _BLANK[packed][1]:
            return SomeColumns()
        text = _plain_text(self.package.part(part))
        found = _pattern(frozenset((*fields, *formulas))).findall(text)
        names = {column_letters(column): name for column, name in fields.items()}
        try:
            read = self._read(found, area, names, tidied)
        except (ValueError, LookupError):
            raise NotPlain from None
        if read.nothing_there and len(_BLANK) < _MOST_BLANK:
            _BLANK.setdefault(packed, (self._idents(part), set()))[1].add(asked)
        return read

    def _read(
        self, found: list[tuple[str, ...]], area: Area, names: Mapping[str, str], tidied: Callable[[str], str | None]
    ) -> SomeColumns:
        read, strings = SomeColumns(), self._strings
        made: dict[tuple[str, str], Value] = {}
        digits_before, row, here = "", 0, False
        cells: dict[str, Value] = {}
        for letters, digits, attributes, number, other in found:
            if digits != digits_before:
                digits_before, row = digits, int(digits)
                here = area.first_row <= row <= area.last_row
                cells = read.rows.setdefault(row, {}) if here else {}
            if not here or other == "</c>":
                continue
            name = names.get(letters)
            if (name is None) != (other == "<f"):
                raise NotPlain
            if name is None:
                continue
            read.nothing_there = False
            style, kind = _style_and_kind(attributes)
            if kind == "s" and number:
                value: Value = strings[number]
            else:
                key = (attributes, number or other)
                if key not in made:
                    made[key] = self._value(kind, style, number, other)
                value = made[key]
                if style in self._formats.per_cents:
                    read.per_cent.add((row, name))
            if type(value) is str:
                value = tidied(value)
            if value is not None:
                cells[name] = value
        return read

    def _value(self, kind: str | None, style: str | None, number: str, other: str) -> Value:
        text = number or (_INLINE.sub("", other) if kind == "inlineStr" else "")
        if not text or (other and not all_characters_are_xml(text.encode())):
            raise NotPlain
        return self._grid.value(kind, style, unescape_xml(text))


_COUNTED: list[str] = []


def _counted_to(many: int) -> list[str]:
    """Return "0", "1", "2" and so on, so many of them: made once, for the texts of many workbooks."""
    if len(_COUNTED) < many:
        _COUNTED.extend(map(str, range(len(_COUNTED), many)))
    return _COUNTED[:many]


def _plain_text(content: bytes) -> str:
    start, end = content.find(b"<sheetData>"), content.rfind(b"</sheetData>")
    head = content[: start + 11]
    if not 0 < start < end or not HEAD.match(head) or b"<!" in content:
        raise NotPlain
    body = content[start:end]
    if b"\r" in body or body.count(b"<c") != body.count(b'<c r="'):
        raise NotPlain
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise NotPlain from None


@lru_cache(maxsize=64)
def _pattern(wanted: frozenset[int]) -> re.Pattern[str]:
    letters = "|".join(sorted(map(column_letters, wanted), key=lambda one: (-len(one), one)))
    return re.compile(
        rf'<c r="({letters})([1-9][0-9]{{0,6}})"([^>/]*)>'
        r'(?:<v>([^<]*)</v></c>|(<is><t(?: xml:space="preserve")?>[^<]*(?=</t></is></c>)|</c>|<f))?'
    )


@lru_cache(maxsize=4096)
def _style_and_kind(attributes: str) -> tuple[str | None, str | None]:
    match = _ATTRIBUTES.fullmatch(attributes)
    if not match:
        raise NotPlain
    return match[1], match[2]

"""A workbook's XML as the accessibility checks need it: cells, tables, looks, marks."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import etree

from outcomes_xl.model import Area
from outcomes_xl.model.cell_refs import split_a1

M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
THEME = {"0": "#FFFFFF", "1": "#000000"}


@dataclass(frozen=True)
class Look:
    """How a cell or a mark looks; None where it says nothing of its own."""

    font: str | None = None
    size: float = 0
    ink: str | None = None
    ground: str | None = None
    bold: bool = False
    italic: bool = False
    outlined: bool = False
    wrapped: bool = False
    cut: bool = False
    shrunk: bool = False
    style: str = ""


@dataclass(frozen=True)
class TablePart:
    name: str
    area: Area
    headings: list[str]
    heading_rows: int
    filtered: bool

    @property
    def columns(self) -> range:
        return range(self.area.first_column, self.area.last_column + 1)


@dataclass(frozen=True)
class Rule:
    kind: str
    formula: str
    first: str
    """The first of its cells, from which the formula is read."""


@dataclass
class SheetPart:
    name: str
    state: str
    root: Any
    strings: list[str]
    tables: list[TablePart]
    drawings: list[bytes]
    marks: list[tuple[Rule, Look]] = field(default_factory=list)

    @cached_property
    def rows(self) -> dict[int, dict[int, tuple[str, int]]]:
        """Row -> column -> (text, number of its cell format)."""
        rows: dict[int, dict[int, tuple[str, int]]] = {}
        for cell in self.root.iter(f"{M}c"):
            row, column = split_a1(cell.get("r"))
            rows.setdefault(row, {})[column] = (self._text(cell), int(cell.get("s", 0)))
        return rows

    def _text(self, cell: Any) -> str:
        if cell.get("t") == "s":
            return self.strings[int(cell.findtext(f"{M}v"))]
        if cell.get("t") == "inlineStr":
            return "".join(cell.itertext(f"{M}t"))
        return str(cell.findtext(f"{M}v") or "")

    def text(self, row: int, column: int) -> str:
        return self.rows.get(row, {}).get(column, ("", 0))[0]

    @cached_property
    def widths(self) -> dict[int, float]:
        return {
            number: float(column.get("width"))
            for column in self.root.iter(f"{M}col")
            for number in range(int(column.get("min")), min(int(column.get("max")), 200) + 1)
        }

    def width(self, column: int) -> float:
        return self.widths.get(column, 8.43)

    @property
    def merges(self) -> list[str]:
        return [merge.get("ref") for merge in self.root.iter(f"{M}mergeCell")]

    @property
    def hidden(self) -> bool:
        """Whether rows or columns are hidden; a column folded away stands under a + and is not."""
        parts = [part for tag in ("row", "col") for part in self.root.iter(M + tag)]
        return any(part.get("hidden") in ("1", "true") and not part.get("outlineLevel") for part in parts)

    @property
    def links(self) -> list[tuple[int, int]]:
        return [split_a1(link.get("ref").split(":")[0]) for link in self.root.iter(f"{M}hyperlink")]

    @property
    def header(self) -> str:
        return str(self.root.findtext(f"{M}headerFooter/{M}oddHeader") or "")

    @property
    def footer(self) -> str:
        return str(self.root.findtext(f"{M}headerFooter/{M}oddFooter") or "")

    @property
    def lists(self) -> set[str]:
        """The defined names this sheet's drop-downs take their words from."""
        formulas = (v.findtext(f"{M}formula1") for v in self.root.iter(f"{M}dataValidation") if v.get("type") == "list")
        return {str(formula) for formula in formulas}

    @property
    def frozen(self) -> bool:
        pane = self.root.find(f"{M}sheetViews/{M}sheetView/{M}pane")
        return pane is not None and pane.get("state") == "frozen" and bool(pane.get("ySplit") and pane.get("xSplit"))

    @property
    def cursor(self) -> str:
        selection = self.root.find(f"{M}sheetViews/{M}sheetView/{M}selection")
        return "A1" if selection is None else selection.get("activeCell", "A1")


Part = bytes


class Package:
    """A workbook's parts, and what the checks ask of them."""

    def __init__(self, parts: dict[str, Part]) -> None:
        self.parts = parts
        self.styles_xml = parts["xl/styles.xml"]
        self.strings_xml = parts.get("xl/sharedStrings.xml", b"")
        self._styles = etree.fromstring(self.styles_xml)
        book = etree.fromstring(parts["xl/workbook.xml"])
        self.names = {name.get("name") for name in book.iter(f"{M}definedName")}
        view = book.find(f"{M}bookViews/{M}workbookView")
        self.active = int(view.get("activeTab", 0)) if view is not None else 0
        strings = self._strings()
        links = self._links("xl/workbook.xml")
        self.sheets = [
            self._sheet(sheet.get("name"), sheet.get("state", "visible"), links[sheet.get(f"{R}id")], strings)
            for sheet in book.iter(f"{M}sheet")
        ]

    @classmethod
    def of(cls, data: bytes) -> Package:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return cls({name: archive.read(name) for name in archive.namelist()})

    @property
    def tables(self) -> list[TablePart]:
        return [table for sheet in self.sheets for table in sheet.tables]

    @property
    def placed(self) -> Iterator[tuple[SheetPart, TablePart]]:
        return ((sheet, table) for sheet in self.sheets for table in sheet.tables)

    @property
    def cells(self) -> Iterator[tuple[SheetPart, int, int, str]]:
        for sheet in self.sheets:
            for row, columns in sheet.rows.items():
                yield from ((sheet, row, column, text) for column, (text, _) in columns.items() if text)

    @property
    def properties(self) -> dict[str, str]:
        core = etree.fromstring(self.parts["docProps/core.xml"])
        return {etree.QName(part).localname: part.text or "" for part in core}

    @property
    def used_looks(self) -> set[Look]:
        numbers = {n for s in self.sheets for columns in s.rows.values() for _, n in columns.values()}
        return {self._looks[number] for number in numbers}

    def look(self, sheet: SheetPart, row: int, column: int) -> Look:
        return self._looks[sheet.rows.get(row, {}).get(column, ("", 0))[1]]

    @cached_property
    def _looks(self) -> list[Look]:
        fonts, fills, borders, cells = (self._styles.find(M + n) for n in ("fonts", "fills", "borders", "cellXfs"))
        names = {style.get("xfId"): style.get("name") for style in self._styles.iter(f"{M}cellStyle")}
        looks = []
        for cell in cells:
            alignment = cell.find(f"{M}alignment")
            looks.append(
                _look(
                    fonts[int(cell.get("fontId"))],
                    fills[int(cell.get("fillId"))],
                    borders[int(cell.get("borderId"))],
                    wrapped=alignment is not None and alignment.get("wrapText") == "1",
                    cut=alignment is not None and alignment.get("horizontal") == "fill",
                    shrunk=alignment is not None and alignment.get("shrinkToFit") == "1",
                    style=names.get(cell.get("xfId"), ""),
                )
            )
        return looks

    def _marks(self, root: Any) -> list[tuple[Rule, Look]]:
        dxfs = self._styles.find(f"{M}dxfs")
        marks = []
        for rule in root.iter(f"{M}cfRule"):
            if rule.get("dxfId") is None:
                continue
            dxf = dxfs[int(rule.get("dxfId"))]
            parts = (dxf.find(M + name) for name in ("font", "fill", "border"))
            marks.append((Rule(rule.get("type"), rule.findtext(f"{M}formula") or "", _first(rule)), _look(*parts)))
        return marks

    def _sheet(self, name: str, state: str, path: str, strings: list[str]) -> SheetPart:
        root = etree.fromstring(self.parts[path])
        links = self._links(path)
        tables = [self._table(links[part.get(f"{R}id")]) for part in root.iter(f"{M}tablePart")]
        drawings = [self.parts[links[part.get(f"{R}id")]] for part in root.iter(f"{M}drawing")]
        return SheetPart(name, state, root, strings, tables, drawings, self._marks(root))

    def _table(self, path: str) -> TablePart:
        root = etree.fromstring(self.parts[path])
        return TablePart(
            root.get("displayName"),
            Area.parse(root.get("ref")),
            [column.get("name") for column in root.iter(f"{M}tableColumn")],
            int(root.get("headerRowCount", 1)),
            root.find(f"{M}autoFilter") is not None,
        )

    def _links(self, path: str) -> dict[str, str]:
        folder, name = posixpath.split(path)
        rels = self.parts.get(f"{folder}/_rels/{name}.rels")
        if rels is None:
            return {}
        return {
            one.get("Id"): one.get("Target").lstrip("/")
            if one.get("Target").startswith("/")
            else posixpath.normpath(posixpath.join(folder, one.get("Target")))
            for one in etree.fromstring(rels)
        }

    def _strings(self) -> list[str]:
        if not self.strings_xml:
            return []
        return ["".join(one.itertext(f"{M}t")) for one in etree.fromstring(self.strings_xml)]


def _look(
    font: Any,
    fill: Any,
    border: Any,
    *,
    wrapped: bool = False,
    cut: bool = False,
    shrunk: bool = False,
    style: str = "",
) -> Look:
    def says(part: Any, name: str) -> bool:
        found = None if part is None else part.find(M + name)
        return found is not None and found.get("val", "1") != "0"

    name = None if font is None else font.find(f"{M}name")
    size = None if font is None else font.find(f"{M}sz")
    return Look(
        font=None if name is None else name.get("val"),
        size=0 if size is None else float(size.get("val")),
        ink=_colour(None if font is None else font.find(f"{M}color")),
        ground=_ground(fill),
        bold=says(font, "b"),
        italic=says(font, "i"),
        outlined=border is not None and any(side.get("style") for side in border),
        wrapped=wrapped,
        cut=cut,
        shrunk=shrunk,
        style=style,
    )


def _ground(fill: Any) -> str | None:
    pattern = None if fill is None else fill.find(f"{M}patternFill")
    if pattern is None or pattern.get("patternType") in ("none", "gray125"):
        return None
    # A cell's solid fill is its foreground colour, a conditional format's its background colour.
    return _colour(pattern.find(f"{M}fgColor")) or _colour(pattern.find(f"{M}bgColor"))


def _colour(part: Any) -> str | None:
    if part is None:
        return None
    if part.get("rgb"):
        return "#" + re.sub(r"^..(?=.{6}$)", "", part.get("rgb"))
    return THEME.get(part.get("theme", ""))


def _first(rule: Any) -> str:
    """Return the first cell a conditional format is for."""
    return re.split(r"[: ]", rule.getparent().get("sqref"))[0]

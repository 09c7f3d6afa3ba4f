"""The accessibility checklist for spreadsheets, item by item, read from a workbook's own XML.

The items are those of the Analysis Function's checklist (tables T, footnotes F, formatting M, structure S, before
publishing P). Two profiles: *publish* asks all of them of what is handed out to read; *entry* is for workbooks people
fill in: every essential item, and drop-downs and input cells said in words. What *entry* does not ask, and why, is in
``NOT_ASKED``. It reads the file and nothing of ours, so that edited workbooks can be checked as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from outcomes_xl.building.theme import contrast
from tests.package import Package

SANS_SERIF = {"Arial", "Calibri", "Aptos", "Aptos Narrow", "Verdana", "Tahoma", "Segoe UI"}
SMALLEST = 11
WHITE = "#FFFFFF"
UNKIND = re.compile(r"\b(invalid|illegal|failed)\b", re.IGNORECASE)

FORM, WORKINGS = "Metric card", "Workings"
"""A form about one metric, which is no list; and formulas that nobody reads, hidden, since they stand in sight too."""
NOT_ASKED = {
    "T7": "An entry workbook keeps its filter and frozen headings: without them 100 rows cannot be worked through.",
    "F4": "There are no footnotes; a caution stands in its own column beside the figure.",
    "M8": "Input cells are tinted, so that one sees where to type; a word such as Yours stands above them (E2).",
    "S6": "Summary and Start have several small tables, one below the other; lists have a sheet each.",
    "P1": "Spelling needs a reader; the words come from data files that were read.",
    "P2": "Microsoft's own checker runs in Excel only; its errors (alt text, headings) are M11 and T5 here.",
}

ITEMS: dict[str, tuple[str, Callable[[Package], Iterator[str]]]] = {}
PUBLISH: dict[str, tuple[str, Callable[[Package], Iterator[str]]]] = {}
"""What the publish profile asks besides: what is not asked of entry workbooks, as far as a program can see it."""


def item(key: str, words: str) -> Callable[[Callable[[Package], Iterator[str]]], Callable[[Package], Iterator[str]]]:
    def keep(check: Callable[[Package], Iterator[str]]) -> Callable[[Package], Iterator[str]]:
        ITEMS[key] = (words, check)
        return check

    return keep


def problems(data: bytes) -> dict[str, list[str]]:
    """Return what an entry workbook lacks: item -> where. An empty answer is what one hopes for."""
    package = Package.of(data)
    found = {key: list(check(package)) for key, (_, check) in ITEMS.items()}
    return {key: where for key, where in found.items() if where}


def publish_problems(data: bytes) -> dict[str, list[str]]:
    """Return what a workbook that is handed out to read lacks: item -> where."""
    package = Package.of(data)
    asked = {key: one for key, one in ITEMS.items() if not key.startswith("E")} | PUBLISH
    found = {key: list(check(package)) for key, (_, check) in asked.items()}
    return {key: where for key, where in found.items() if where}


def publish(key: str, words: str) -> Callable[[Callable[[Package], Iterator[str]]], Callable[[Package], Iterator[str]]]:
    def keep(check: Callable[[Package], Iterator[str]]) -> Callable[[Package], Iterator[str]]:
        PUBLISH[key] = (words, check)
        return check

    return keep


@item("T1", "Tables are marked up as tables")
def _(package: Package) -> Iterator[str]:
    yield from (sheet.name for sheet in package.sheets if not sheet.tables and sheet.name not in (FORM, WORKINGS))


@item("T2", "Tables have meaningful names")
def _(package: Package) -> Iterator[str]:
    yield from (table.name for table in package.tables if re.fullmatch(r"Table\d*", table.name))


@item("T3", "No merged, split or nested cells")
def _(package: Package) -> Iterator[str]:
    for sheet in package.sheets:
        yield from (f"{sheet.name}: {area} is merged" for area in sheet.merges)
        areas = sorted(table.area for table in sheet.tables)
        yield from (f"{sheet.name}: tables overlap" for one, two in pairwise(areas) if two.first_row <= one.last_row)


@item("T4", "No blank rows or columns inside tables")
def _(package: Package) -> Iterator[str]:
    for sheet, table in package.placed:
        rows = range(table.area.first_row + 1, table.area.last_row + 1)
        blank = [row for row in rows if not any(sheet.text(row, c) for c in table.columns)]
        if len(rows) > 1:
            yield from (f"{sheet.name}: row {row} of {table.name} is blank" for row in blank)


@item("T5", "One heading row, headings unique and not empty, the same in the cells and in the table")
def _(package: Package) -> Iterator[str]:
    for sheet, table in package.placed:
        cells = [sheet.text(table.area.first_row, column) for column in table.columns]
        if table.heading_rows != 1 or cells != table.headings:
            yield f"{sheet.name}: the headings of {table.name} are not those of the cells"
        if len({heading.casefold() for heading in cells}) != len(cells) or "" in cells:
            yield f"{sheet.name}: a heading of {table.name} is empty or there twice"


@item("T6", "Text that is longer than its column is wide is wrapped, or grows smaller to fit")
def _(package: Package) -> Iterator[str]:
    """Only what is cut off on purpose is not: the record Undo works from, which nobody reads."""
    for sheet, table in package.placed:
        for row in range(table.area.first_row, table.area.last_row + 1):
            for column in table.columns:
                text = sheet.text(row, column)
                look = package.look(sheet, row, column)
                if len(text) > sheet.width(column) and not (look.wrapped or look.shrunk or look.cut):
                    yield f"{sheet.name}!{row},{column}"


@item("T8", "What an empty cell means, or who fills it, is said on the sheet")
def _(package: Package) -> Iterator[str]:
    for sheet in package.sheets:
        if not sheet.text(2, 1):
            yield f"{sheet.name} does not say what it is for"
        for table in sheet.tables:
            said = any(sheet.text(table.area.first_row - above, 1).endswith(".") for above in (1, 2))
            if not said:
                yield f"{sheet.name}: nothing above {table.name} says who fills it"


@item("T9", "Nothing is hidden but what nobody need see; folded columns show their +")
def _(package: Package) -> Iterator[str]:
    for sheet in package.sheets:
        if sheet.state == "hidden" or sheet.hidden:
            yield sheet.name


@item("T10", "Columns are wide enough to read")
def _(package: Package) -> Iterator[str]:
    for sheet, table in package.placed:
        for column, heading in zip(table.columns, table.headings, strict=True):
            longest = max(map(len, re.split(r"[\s-]", heading)))
            if not longest < sheet.width(column) + 1 or sheet.width(column) > 110:
                yield f"{sheet.name}: {heading} is {sheet.width(column):.0f} wide"


@item("F1", "No superscript or symbols as footnote marks")
def _(package: Package) -> Iterator[str]:
    yield from ("raised letters" for _ in re.finditer(rb"<vertAlign", package.styles_xml + package.strings_xml))


@item("F2", "A note is called note")
def _(package: Package) -> Iterator[str]:
    for sheet, table in package.placed:
        yield from (f"{sheet.name}: {h}" for h in table.headings if re.search(r"[*†‡]|\[\d+\]", h))


@item("F3", "No footnote marks in cells with figures")
def _(package: Package) -> Iterator[str]:
    for sheet, row, column, text in package.cells:
        if re.fullmatch(r"-?[\d.,]+\s*(\*|\[note \d+\])", text):
            yield f"{sheet.name}!{row},{column}: {text}"


@item("M1", "Plain, kind wording")
def _(package: Package) -> Iterator[str]:
    yield from (f"{s.name}!{row},{column}: {text}" for s, row, column, text in package.cells if UNKIND.search(text))


@item("M2", "Links say where they lead")
def _(package: Package) -> Iterator[str]:
    for sheet in package.sheets:
        for row, column in sheet.links:
            text = sheet.text(row, column)
            if len(text) < 4 or re.search(r"https?:|\bhere\b|click", text, re.IGNORECASE):
                yield f"{sheet.name}!{row},{column}: {text}"


@item("M3", f"Sans serif, {SMALLEST} point or more")
def _(package: Package) -> Iterator[str]:
    for look in package.used_looks:
        if look.font not in SANS_SERIF or look.size < SMALLEST:
            yield f"{look.font} {look.size}"


@item("M4", "The title stands in A1 and is tagged as a heading")
def _(package: Package) -> Iterator[str]:
    for sheet in package.sheets:
        if not sheet.text(1, 1) or package.look(sheet, 1, 1).style != "Heading 1":
            yield sheet.name


@item("M5", "Few symbols")
def _(package: Package) -> Iterator[str]:
    for sheet, table in package.placed:
        yield from (h for h in (sheet.name, *table.headings) if re.search(r"[^\w\s(),:;'’“”&/?.-]", h))


@item("M6", "No headers; footers say only the sheet's name and the page; no floating boxes")
def _(package: Package) -> Iterator[str]:
    for sheet in package.sheets:
        left = re.sub(r'&"[^"]*"|&\d+|&[LCRAPN]|Page|of|\s', "", sheet.footer)
        if sheet.header or left:
            yield f"{sheet.name}: {sheet.header}{sheet.footer}"
        yield from (
            f"{sheet.name}: a box" for drawing in sheet.drawings if re.search(rb"<xdr:(sp|pic|cxnSp)\b", drawing)
        )


@item("M7", "No rows of dashes or dots as dividers")
def _(package: Package) -> Iterator[str]:
    yield from (f"{s.name}!{r},{c}" for s, r, c, text in package.cells if re.fullmatch(r"[-=_.·*\s]{3,}", text))


@item("M9", "Colour is never the only sign")
def _(package: Package) -> Iterator[str]:
    """A format that goes by what stands in its own cell has the word, or the cell is blank and seen to be.

    Any other must also slope, weigh or outline.
    """
    for sheet in package.sheets:
        for rule, look in sheet.marks:
            by_its_word = rule.kind == "cellIs" and rule.formula.startswith('"')
            read = set(re.findall(r"\$?[A-Z]{1,3}\$?[0-9]+", re.sub(r'"[^"]*"', "", rule.formula)))
            by_itself = rule.kind == "expression" and read == {rule.first}
            by_its_blank = rule.formula.startswith("AND(LEN($") and ")=0," in rule.formula
            coloured = look.ink or look.ground
            if coloured and not (by_its_word or by_itself or by_its_blank or look.bold or look.italic or look.outlined):
                yield f"{sheet.name}: {rule.formula}"


@item("M10", "Words stand out from their ground at least 4.5 to 1")
def _(package: Package) -> Iterator[str]:
    looks = [(look, look.ground or WHITE) for look in package.used_looks]
    looks += [(look, look.ground or WHITE) for sheet in package.sheets for _, look in sheet.marks if look.ink]
    for look, ground in looks:
        if look.ink and contrast(look.ink, ground) < 4.5:
            yield f"{look.ink} on {ground}: {contrast(look.ink, ground):.1f}"


@item("M11", "No pictures, and a description on every chart")
def _(package: Package) -> Iterator[str]:
    yield from (name for name in package.parts if name.startswith("xl/media/"))
    for sheet in package.sheets:
        for drawing in sheet.drawings:
            for shown in re.finditer(rb"<xdr:cNvPr [^>]*>", drawing):
                if not re.search(rb'descr="[^"]{40,}"', shown[0]):
                    yield f"{sheet.name}: a chart without a description"


@item("M12", "No macros")
def _(package: Package) -> Iterator[str]:
    yield from (name for name in package.parts if name.endswith("vbaProject.bin"))


@item("S1", "Sheet names are unique and mean something")
def _(package: Package) -> Iterator[str]:
    names = [sheet.name.casefold() for sheet in package.sheets]
    yield from (name for name in names if names.count(name) > 1 or re.fullmatch(r"sheet\d*", name))


@item("S2", "No blank sheets")
def _(package: Package) -> Iterator[str]:
    yield from (sheet.name for sheet in package.sheets if not sheet.rows)


@item("S3", "Column A is used from the top")
def _(package: Package) -> Iterator[str]:
    yield from (sheet.name for sheet in package.sheets if not (sheet.text(1, 1) and sheet.text(2, 1)))


@item("S4", "Tables begin at the left edge")
def _(package: Package) -> Iterator[str]:
    yield from (f"{sheet.name}: {table.name}" for sheet, table in package.placed if table.area.first_column != 1)


@item("S5", "Nothing stands below the last table")
def _(package: Package) -> Iterator[str]:
    for sheet in package.sheets:
        last = max((table.area.last_row for table in sheet.tables), default=0)
        yield from (f"{s.name}!{row},{column}" for s, row, column, _ in package.cells if s is sheet and row > last > 0)


@item("P3", "The properties say title, author and language")
def _(package: Package) -> Iterator[str]:
    yield from (name for name in ("title", "creator", "language") if not package.properties.get(name))


@item("P4", "The workbook opens on its first sheet, in A1")
def _(package: Package) -> Iterator[str]:
    if package.active != 0 or package.sheets[0].cursor != "A1":
        yield f"sheet {package.active + 1}, {package.sheets[0].cursor}"


@item("E1", "Input cells with a list have its drop-down, and the list is there")
def _(package: Package) -> Iterator[str]:
    for sheet in package.sheets:
        yield from (f"{sheet.name}: {name}" for name in sheet.lists if name not in package.names)


@item("E2", "A tinted input cell stands under a word such as Yours, or under a sentence that says so")
def _(package: Package) -> Iterator[str]:
    for sheet, table in package.placed:
        first = table.area.first_row + 1
        for column in table.columns:
            tinted = package.look(sheet, first, column).ground not in (None, WHITE)
            word = sheet.text(table.area.first_row - 1, column)
            if (
                tinted
                and not word.startswith("You")
                and not sheet.text(table.area.first_row - 1, 1).startswith("You answer")
            ):
                yield f"{sheet.name}: {table.headings[column - 1]}"


@item("E3", "Lists keep their headings and first column in sight, and their filter")
def _(package: Package) -> Iterator[str]:
    for sheet in package.sheets:
        for table in sheet.tables:
            if len(table.headings) > 3 and table.filtered and not sheet.frozen:
                yield sheet.name


@publish("T7", "No filters and no frozen panes")
def _(package: Package) -> Iterator[str]:
    for sheet in package.sheets:
        if sheet.frozen or any(table.filtered for table in sheet.tables):
            yield sheet.name


@publish("F4", "Nothing is said in a note below or beside a table")
def _(package: Package) -> Iterator[str]:
    for sheet in package.sheets:
        last = max((table.area.last_column for table in sheet.tables), default=0)
        yield from (
            f"{s.name}!{row},{column}" for s, row, column, _ in package.cells if s is sheet and column > last > 0
        )


@publish("M8", "No shading behind what the rows of a table say")
def _(package: Package) -> Iterator[str]:
    for sheet, table in package.placed:
        for row in range(table.area.first_row + 1, table.area.last_row + 1):
            grounds = {package.look(sheet, row, column).ground for column in table.columns}
            if grounds - {None, WHITE}:
                yield f"{sheet.name}!{row}"
    for sheet in package.sheets:
        yield from (f"{sheet.name}: {rule.formula}" for rule, look in sheet.marks if look.ground)


@publish("S6", "One table a sheet")
def _(package: Package) -> Iterator[str]:
    yield from (sheet.name for sheet in package.sheets if len(sheet.tables) != 1)


__all__ = ["ITEMS", "NOT_ASKED", "PUBLISH", "Package", "problems", "publish_problems"]

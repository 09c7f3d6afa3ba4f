"""Cells of an old sheet put on the new one: whole where they are the officer's, else only their own look."""

from __future__ import annotations

from collections import Counter, defaultdict
from copy import deepcopy

from outcomes_xl.hosts.files.graft.graft_work import GraftWork, SheetWork
from outcomes_xl.hosts.files.graft.merged_styles import MergedStyles, elements
from outcomes_xl.hosts.files.graft.new_sheets import in_place
from outcomes_xl.hosts.files.odd_attributes import whole
from outcomes_xl.hosts.files.safe_xml import Element, name, namespace
from outcomes_xl.hosts.files.xml_escapes import encode_excel
from outcomes_xl.model import Area, CellRef
from outcomes_xl.model.cell_refs import split_a1
from outcomes_xl.model.patches import Place

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class SheetCells:
    """The cells of one sheet's XML by place; a new one is put where Excel wants it."""

    def __init__(self, sheet: Element) -> None:
        self._ns = namespace(sheet)
        self.data = sheet.find(self._ns + "sheetData")
        self._rows: dict[int, Element] = {}
        self.cells: dict[Place, Element] = {}
        number = 0
        for row in elements(self.data):
            number = whole(row.get("r")) or number + 1
            self._rows[number] = row
            column = 0
            for cell in elements(row):
                reference = cell.get("r")
                column = split_a1(reference)[1] if reference else column + 1
                self.cells[number, column] = cell

    def cell(self, row: int, column: int) -> Element:
        if (row, column) not in self.cells:
            line = self.row(row)
            made = line.makeelement(self._ns + "c", {"r": CellRef("", row, column).a1})
            before = [one for one in elements(line) if split_a1(one.get("r") or "XFD1")[1] < column]
            line.insert(len(before), made)
            line.attrib.pop("spans", None)
            self.cells[row, column] = made
        return self.cells[row, column]

    def row(self, number: int) -> Element:
        if number not in self._rows:
            made = self.data.makeelement(self._ns + "row", {"r": str(number)})
            self.data.insert(sum(one < number for one in self._rows), made)
            self._rows[number] = made
        return self._rows[number]


def carry_cells(
    old: Element, new: Element, sheet: str, work: GraftWork, styles: MergedStyles, strings: list[Element]
) -> None:
    """Bring the old sheet's cells to the new one, as ``work`` says where. Both are the roots of their parts."""
    what = work.sheets[sheet]
    source, target = SheetCells(old), SheetCells(new)
    usual = _usual_formats(source)
    formulas = _Formulas(source, sheet, what, work)
    for place, cell in source.cells.items():
        to = what.whole.get(place) or what.place(*place)
        if to is None:
            continue
        style = whole(cell.get("s"))
        if place in what.whole:
            made = target.cell(*to)
            _copied(cell, made, strings, formulas.of(place, cell))
            if place in what.outside:
                made.set("s", str(style))
                continue
        elif to in target.cells and _same_in_runs(cell, target.cells[to], strings):
            _copied(cell, target.cells[to], strings, None)
        look = styles.own_look(style, usual.get(place[1]))
        if look and (place in what.whole or to in target.cells or _may_be_made(cell)):
            made = target.cell(*to)
            made.set("s", str(styles.with_look(whole(made.get("s")), look)))
    for to, text in what.texts.items():
        _put_text(target.cell(*to), text)
    _measured(new, target)


def _same_in_runs(cell: Element, made: Element, strings: list[Element]) -> bool:
    """Whether a cell has the same words in runs, such as one of them bold, where the new one has them plain."""
    text = None
    if cell.get("t") == "s":
        value = next((child for child in cell if name(child) == "v"), None)
        at = whole(value.text, len(strings)) if value is not None else len(strings)
        text = strings[at] if at < len(strings) else None
    elif cell.get("t") == "inlineStr":
        text = next((child for child in cell if name(child) == "is"), None)
    if text is None or not any(name(child) == "r" for child in text):
        return False
    return _words_of(text) == _words_of(made)


def _words_of(element: Element) -> str:
    return "".join(one.text or "" for one in element.iter() if name(one) == "t" and name(one.getparent()) != "rPh")


def _may_be_made(cell: Element) -> bool:
    """Only a cell with something in it is worth making: thousands of blank ones may carry a look."""
    return any(name(child) in ("v", "f", "is") for child in cell)


def _usual_formats(cells: SheetCells) -> dict[int, int]:
    """Return the format that most cells of a column have, by column."""
    found: dict[int, Counter[int]] = defaultdict(Counter)
    for (_, column), cell in cells.cells.items():
        found[column][whole(cell.get("s"))] += 1
    return {column: formats.most_common(1)[0][0] for column, formats in found.items()}


def _copied(cell: Element, made: Element, strings: list[Element], formula: Element | None) -> None:
    for child in [child for child in made if name(child) in ("v", "f", "is")]:
        made.remove(child)
    for attribute in ("t", "cm", "vm"):
        made.attrib.pop(attribute, None)
        if (value := cell.get(attribute)) is not None:
            made.set(attribute, value)
    kept = [deepcopy(child) for child in cell if name(child) in ("v", "is")]
    for at, child in enumerate([*([formula] if formula is not None else []), *kept]):
        made.insert(at, child)
    if made.get("t") == "s":
        in_place(made, strings)


def _put_text(cell: Element, text: str) -> None:
    for child in [*cell]:
        cell.remove(child)
    cell.set("t", "inlineStr")
    inline = cell.makeelement(namespace(cell) + "is")
    inner = cell.makeelement(namespace(cell) + "t")
    inner.text = encode_excel(text)
    inner.set(_SPACE, "preserve")
    inline.append(inner)
    cell.append(inline)


def _measured(sheet: Element, cells: SheetCells) -> None:
    """Say in the sheet's own words how far its cells reach."""
    dimension = sheet.find(namespace(sheet) + "dimension")
    if dimension is not None and cells.cells:
        rows, columns = zip(*cells.cells, strict=True)
        dimension.set("ref", str(Area(min(rows), min(columns), max(rows), max(columns))))


class _Formulas:
    """The formulas of an old sheet, each as it must read in its cell's new place; shared ones are written out."""

    def __init__(self, source: SheetCells, sheet: str, what: SheetWork, work: GraftWork) -> None:
        self._sheet, self._what, self._work = sheet, what, work
        self._shared = shared_formulas(source)

    def of(self, place: Place, cell: Element) -> Element | None:
        formula = next((child for child in cell if name(child) == "f"), None)
        if formula is None:
            return None
        made = deepcopy(formula)
        text = written_out(place, formula, self._shared, self._work)
        made.text = self._work.rewrite(text, self._sheet)
        if made.get("t") == "shared":
            made.attrib.clear()
        elif (reference := made.get("ref")) is not None:
            block = self._what.block(Area.parse(reference))
            to = self._what.whole.get(place)
            if block is None and to is not None:
                block = Area(*to, *to)
            made.set("ref", str(block))
        return made


def shared_formulas(source: SheetCells) -> dict[str, tuple[Place, str]]:
    """Return by its number where a shared formula has its text, and that text."""
    found: dict[str, tuple[Place, str]] = {}
    for place, cell in source.cells.items():
        for child in cell:
            if name(child) == "f" and child.get("t") == "shared" and child.text:
                found.setdefault(child.get("si") or "", (place, child.text))
    return found


def written_out(place: Place, formula: Element, shared: dict[str, tuple[Place, str]], work: GraftWork) -> str:
    """Return a cell's formula as its own text, also where it is one that cells share."""
    if formula.get("t") != "shared" or formula.text:
        return formula.text or ""
    start, text = shared.get(formula.get("si") or "", (place, ""))
    return work.shifted(text, place[0] - start[0], place[1] - start[1])

"""One sheet while it is being edited: cells set one by one, everything else on the sheet left as it is."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from lxml import etree

from outcomes_xl.hosts.files.cell_formats import CellFormats
from outcomes_xl.hosts.files.cell_xml import fill, save_beside_formula
from outcomes_xl.hosts.files.new_rows import NewColumn, NewRows
from outcomes_xl.hosts.files.odd_attributes import column_of
from outcomes_xl.hosts.files.protected_areas import Blocks
from outcomes_xl.hosts.files.row_heights import Widths, fit, is_fixed
from outcomes_xl.hosts.files.safe_xml import Element, namespace, parse, written
from outcomes_xl.model import Area, CellRef, SetCell, Sheet, Value
from outcomes_xl.model.cannot_use import CannotEdit
from outcomes_xl.model.cell_refs import column_letters

_MERGED, _ARRAY = "is inside a block of merged cells", "belongs to an array formula or data table"
_NEXT = {
    _MERGED: "Unmerge them (Home, Merge and Centre), save, and try again.",
    _ARRAY: "Copy it and paste it as values, or clear it; save, and try again.",
}
_COPIED_WITH_A_ROW = ("s", "customFormat", "ht", "customHeight", "thickBot", "thickTop")
_WITHOUT_PLACES = etree.XPath("boolean(*[local-name()='row'][not(@r) or *[local-name()='c'][not(@r)]])")


class SheetEditor:
    """A sheet's XML, and the values in it as they now stand: as read, then as changed."""

    def __init__(
        self,
        content: bytes,
        part: str,
        sheet: Sheet,
        formats: CellFormats,
        uses_1904: bool,
        reserved: Iterable[tuple[Area, str]] = (),
    ) -> None:
        self.part = part
        self.sheet = sheet
        self.formats = formats
        self.uses_1904 = uses_1904
        self.root = parse(content, sheet.name, part)
        self.ns = namespace(self.root)
        self.formulas_removed = False
        self.formulas = dict(sheet.formulas)
        self._values: dict[tuple[int, int], Value] = {}
        self._touched: set[int] = set()
        self._added = False
        self._extent = self._dimension()
        self._data = self._sheet_data()
        self._rows = {int(row.get("r")): row for row in self._data.iterchildren(self.ns + "row")}
        self._row_numbers = list(self._rows)
        if any(b <= a for a, b in zip(self._row_numbers, self._row_numbers[1:], strict=False)):
            raise self._cannot("has its rows out of order")
        self._cells: dict[int, dict[int, Element]] = {}
        self._columns: dict[int, list[int]] = {}
        self._blocks = Blocks([*self._blocked_areas(), *reserved])

    def _sheet_data(self) -> Element:
        data = self.root.find(self.ns + "sheetData")
        if data is None:
            raise self._cannot("has no cells that could be changed")
        if _WITHOUT_PLACES(data):
            raise self._cannot("was written by a program that does not say where its cells are")
        return data

    def _cannot(self, what: str) -> CannotEdit:
        return CannotEdit(
            f"The sheet “{self.sheet.name}” {what}, so it cannot be changed safely.",
            "Open the workbook in Excel, save it, and try again.",
        )

    def _blocked_areas(self) -> list[tuple[Area, str]]:
        merged = [(merge, _MERGED) for merge in self.sheet.merges]
        shared = [
            (Area.parse(formula.get("ref")), _ARRAY)
            for formula in self._data.iter(self.ns + "f")
            if formula.get("t") in ("array", "dataTable") and formula.get("ref")
        ]
        return merged + shared

    def content(self) -> bytes:
        """Return the sheet's XML as it now stands, with each row written to as tall as its text needs."""
        widths = Widths(self.root, self.ns)
        for number in self._touched & self._rows.keys():
            cells = self._cells_of(number)
            values = {column: self.value(number, column) for column in cells}
            fit(self._rows[number], cells, values, widths, self.formats)
        self._write_dimension()
        return written(self.root)

    def value(self, row: int, column: int) -> Value:
        """Return what stands in a cell now."""
        place = row, column
        return self._values[place] if place in self._values else self.sheet.value(row, column)

    def cell_ref(self, row: int, column: int) -> CellRef:
        return CellRef(self.sheet.name, row, column)

    def set_cell(self, change: SetCell) -> None:
        """Make one change that has been looked over. Raises CannotEdit where a file must not be changed."""
        cell = change.cell
        blocked = self._blocks.over(cell.row, cell.column)
        if blocked:
            what = f"Nothing was written: {cell.sheet}, cell {cell.a1} {blocked}."
            raise CannotEdit(what, _NEXT.get(blocked, "Change it in Excel."))
        self.put(cell.row, cell.column, change.after, shown_as=change.shown_as)

    def put(self, row: int, column: int, value: Value, style: str | None = None, shown_as: str = "") -> None:
        """Write a value; ``style`` is the format of a new cell, ``shown_as`` the number format it is to have."""
        cell = self._find(row, column)
        if cell is None:
            if value is None and style is None:
                return
            cell = self._add(row, column)
            if style is not None:
                cell.set("s", style)
        elif cell.get("vm"):
            raise CannotEdit(
                f"{self.cell_ref(row, column)} holds a picture or a linked data type.", "Change the cell in Excel."
            )
        fill(cell, value, self.formats, self.uses_1904, self.cell_ref(row, column), shown_as)
        self._touched.add(row)
        self._values[row, column] = value

    def add_rows(
        self, first: int, columns: Sequence[NewColumn], rows: Sequence[Sequence[Value]], look: Mapping[str, str]
    ) -> None:
        """Put rows below all others, whole: a directory adds thousands at once, and no cell need be looked for.

        Where rows stand there already, each cell is put by itself.
        """
        if self._row_numbers and self._row_numbers[-1] >= first:
            for number, row in enumerate(rows, first):
                self.ensure_row(number, look)
                for column, value in zip(columns, row, strict=True):
                    if column.formula:
                        self.put_formula(number, column.number, column.formula, column.style)
                    else:
                        self.put(number, column.number, value, column.style)
            return
        new = NewRows(self.sheet.name, self.ns, columns, look, self.formats, self.uses_1904)
        for number, element in enumerate(new.elements(first, rows, Widths(self.root, self.ns)), first):
            self._data.append(element)
            self._rows[number] = element
            self._row_numbers.append(number)
        typed = [(at, column.number) for at, column in enumerate(columns) if not column.formula]
        for number, row in enumerate(rows, first):
            for at, place in typed:
                if row[at] is not None:  # what was not there and is blank is not there
                    self._values[number, place] = row[at]
        for column in columns:
            if column.formula:
                self.formulas.update(
                    ((n, column.number), f"={column.formula}") for n in range(first, first + len(rows))
                )
        if any(column.formula and self.formats.wraps(column.style) for column in columns):
            self._touched.update(range(first, first + len(rows)))  # as tall as what their formulas come to, saved later
        for number, at in product((first, first + len(rows) - 1), (columns[0].number, columns[-1].number)):
            self._widen_dimension(number, at)
        self._added = True

    def put_formula(self, row: int, column: int, formula: str, style: str | None) -> None:
        """Write a formula (without its "=") into a cell that is empty; Excel works it out when it opens the file."""
        self.put(row, column, None, style)
        cell = self._find(row, column)
        if cell is None:
            cell = self._add(row, column)
        etree.SubElement(cell, self.ns + "f").text = formula
        self.formulas[row, column] = "=" + formula

    def save_value(self, row: int, column: int, value: Value) -> bool:
        """Save the value a formula comes to beside it; the formula, the cell's looks and the row's height stay.

        Return whether that could be: not in a cell of an array formula, whose text stands in another cell.
        """
        cell = self._find_once(row, column)
        if cell is None or cell.find(self.ns + "f") is None:
            return False
        save_beside_formula(cell, value, self.uses_1904, self.cell_ref(row, column))
        self._values[row, column] = value
        return True

    def styles_of(self, row: int, columns: range) -> dict[int, str]:
        """Return the formats of a row's cells, by column; a cell without one is left out."""
        cells = self._cells_of(row)
        return {column: cells[column].get("s") for column in columns if column in cells and cells[column].get("s")}

    def row_look(self, row: int) -> dict[str, str]:
        """Return the height and format of a row, to give to a new one like it."""
        element = self._rows.get(row)
        if element is None:
            return {}
        look = {
            key: value
            for key, value in element.attrib.items()
            if key in _COPIED_WITH_A_ROW or key.endswith("}dyDescent")
        }
        if not is_fixed(element):
            look.pop("ht", None)  # fitted to the other row's text
        return look

    def ensure_row(self, number: int, look: Mapping[str, str]) -> Element:
        """Return a row's element; a new one gets this look."""
        row = self._rows.get(number)
        if row is None:
            row = etree.Element(self.ns + "row", r=str(number))
            for key, value in look.items():
                row.set(key, value)
            at = bisect_left(self._row_numbers, number)
            if at:
                self._rows[self._row_numbers[at - 1]].addnext(row)
            else:
                self._data.insert(0, row)
            insort(self._row_numbers, number)
            self._rows[number] = row
            self._cells[number], self._columns[number] = {}, []
        return row

    def remove_cell(self, row: int, column: int) -> None:
        """Take a cell away with its format; a row without cells goes with its last one."""
        cell = self._find(row, column)
        if cell is None:
            return
        if self.formulas.pop((row, column), None) is not None:
            self.formulas_removed = True
        element = self._rows[row]
        element.remove(cell)
        del self._cells[row][column]
        self._columns[row].remove(column)
        self._values[row, column] = None
        if not len(element):
            self._data.remove(element)
            self._row_numbers.remove(row)
            del self._rows[row], self._cells[row], self._columns[row]

    def _cells_of(self, number: int) -> dict[int, Element]:
        if number not in self._cells:
            row = self._rows.get(number)
            found = {}
            digits = str(number)
            for cell in row.iterchildren(self.ns + "c") if row is not None else ():
                found[column_of(cell.get("r"), digits)] = cell
            self._cells[number] = found
            self._columns[number] = sorted(found)
        return self._cells[number]

    def _find(self, row: int, column: int) -> Element | None:
        return self._cells_of(row).get(column)

    def _find_once(self, row: int, column: int) -> Element | None:
        """Return a cell of a row of which no other is looked for, by its address as that is mostly written."""
        element, address = self._rows.get(row), f"{column_letters(column)}{row}"
        if row in self._cells or element is None:
            return self._find(row, column)
        there = [cell for cell in element.iterchildren(self.ns + "c") if cell.get("r") == address]
        return there[-1] if there else self._find(row, column)

    def _add(self, number: int, column: int) -> Element:
        row = self.ensure_row(number, {})
        cells = self._cells_of(number)
        cell = etree.Element(self.ns + "c", r=f"{column_letters(column)}{number}")
        at = bisect_left(self._columns[number], column)
        if at:
            cells[self._columns[number][at - 1]].addnext(cell)
        else:
            row.insert(0, cell)
        if "spans" in row.attrib:
            del row.attrib["spans"]  # only a hint to readers; a wrong one is worse than none
        cells[column] = cell
        self._columns[number].insert(at, column)
        self._widen_dimension(number, column)
        return cell

    def _widen_dimension(self, row: int, column: int) -> None:
        if self._extent is None or (row, column) in self._extent:
            return
        area = self._extent
        self._extent = Area(
            min(area.first_row, row),
            min(area.first_column, column),
            max(area.last_row, row),
            max(area.last_column, column),
        )

    def _dimension(self) -> Area | None:
        """Return the area the sheet says it takes; None where it says none, which Excel then works out."""
        dimension = self.root.find(self.ns + "dimension")
        if dimension is None:
            return None
        try:
            return Area.parse(dimension.get("ref", "A1"))
        except ValueError:
            return None

    def _write_dimension(self) -> None:
        dimension = self.root.find(self.ns + "dimension")
        if dimension is None or not (self._touched or self._added):
            return
        if self._extent is None:
            self.root.remove(dimension)  # it cannot be read, and may be left out
        elif self._extent != self._dimension():
            dimension.set("ref", str(self._extent))

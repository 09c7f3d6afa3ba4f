"""The sure way through a sheet: an XML parser, for every sheet Excel can open, however it was written.

It also reads what stands around the cells (merged blocks, filters, protection), for which the quick way uses it too.
"""

from __future__ import annotations

from outcomes_xl.hosts.files.grid import Grid, outside
from outcomes_xl.hosts.files.limits import MOST_MERGES, too_many
from outcomes_xl.hosts.files.xml_events import read_events
from outcomes_xl.model import Value
from outcomes_xl.model.cell_refs import LAST_COLUMN, Area, split_a1

NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",  # Strict Open XML
)


class SheetReader:
    """Reads one worksheet part into a grid. Attributes hold what was found around the cells."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.merges: list[Area] = []
        self.hidden_columns: set[int] = set()
        self.filtered = False
        self.protected = False
        self.table_ids: list[str] = []
        self.tags_inside: list[str] = []
        self._row = 0
        self._column = 0
        self._cells: dict[int, Value] = {}
        self._cell: dict[str, str] = {}
        self._text: list[str] = []
        self._formula: tuple[dict[str, str], list[str]] | None = None
        self._columns_seen = 0
        self._starts = {
            "row": self._start_row,
            "c": self._start_cell,
            "f": self._start_formula,
            "col": self._column_range,
            "mergeCell": self._merge,
            "filterColumn": self._filter,
            "sheetPr": self._sheet_properties,
            "sheetProtection": self._protection,
            "tablePart": self._table,
        }

    def read(self, content: bytes, part: str = "") -> None:
        """Parse the part. Raises NotAWorkbook or UnsafeWorkbook."""
        read_events(content, self.grid.book, part, self._start, self._end, self._characters)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, _, name = tag.rpartition(" ")
        if namespace not in NAMESPACES:
            name = ""
            if not self.tags_inside:
                raise ValueError("not a worksheet")
        self.tags_inside.append(name)
        handle = self._starts.get(name)
        if handle:
            handle(attributes)

    def _end(self, tag: str) -> None:
        name = self.tags_inside.pop()
        if name == "c":
            self._end_cell()

    def _characters(self, text: str) -> None:
        name = self.tags_inside[-1]
        if name == "v" or (name == "t" and "rPh" not in self.tags_inside):
            self._text.append(text)
        elif name == "f" and self._formula:
            self._formula[1].append(text)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes.get("r", self._row + 1))
        self._column = 0
        self._cells = self.grid.row(self._row)
        if attributes.get("hidden") in ("1", "true"):
            self.grid.hidden_rows.add(self._row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._cell = attributes
        self._text.clear()
        self._formula = None
        if "r" in attributes:
            try:
                row, self._column = split_a1(attributes["r"])
            except ValueError:
                raise outside(self.grid.book) from None
            if row != self._row:
                self._row, self._cells = row, self.grid.row(row)
        else:
            self._column += 1
            if self._column > LAST_COLUMN:
                raise outside(self.grid.book)

    def _start_formula(self, attributes: dict[str, str]) -> None:
        if self.tags_inside[-2] == "c":
            self._formula = (attributes, [])

    def _end_cell(self) -> None:
        text, kind = "".join(self._text), self._cell.get("t")
        value = self.grid.value(kind, self._cell.get("s"), text)
        if self._formula:
            attributes, pieces = self._formula
            self.grid.formula(self._row, self._column, attributes, "".join(pieces))
        if value is not None and (value != "" or self._formula):
            self._cells[self._column] = value
        self.grid.counted(1)

    def _column_range(self, attributes: dict[str, str]) -> None:
        first, last = int(attributes["min"]), min(int(attributes["max"]), LAST_COLUMN)
        self._columns_seen += max(last - first, 0) + 1
        if self._columns_seen > 2 * LAST_COLUMN:
            raise ValueError("columns described twice")
        if attributes.get("hidden") in ("1", "true"):
            self.hidden_columns.update(range(first, last + 1))

    def _merge(self, attributes: dict[str, str]) -> None:
        self.merges.append(Area.parse(attributes["ref"]))
        if len(self.merges) > MOST_MERGES:
            raise too_many(self.grid.book, "merged blocks of cells")

    def _filter(self, _: dict[str, str]) -> None:
        self.filtered = self.filtered or "customSheetViews" not in self.tags_inside

    def _sheet_properties(self, attributes: dict[str, str]) -> None:
        self.filtered = self.filtered or attributes.get("filterMode") in ("1", "true")

    def _protection(self, attributes: dict[str, str]) -> None:
        self.protected = attributes.get("sheet") in ("1", "true")

    def _table(self, attributes: dict[str, str]) -> None:
        self.table_ids += [value for key, value in attributes.items() if key.endswith(" id")]

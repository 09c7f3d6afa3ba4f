"""Which sheet each part of a package belongs to, so that a finding can say where to look."""

from __future__ import annotations

from collections.abc import Iterator

from outcomes_xl.hosts.files.package import Package
from outcomes_xl.hosts.files.xml_events import read_events
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.sharing.signs import says_of_somebody

_SHEET_KINDS = frozenset({"worksheet", "chartsheet", "dialogsheet", "xlMacrosheet"})
_DEEP = 3
"""How many arrows a part is from its sheet at most: sheet, drawing, chart, the chart's own workbook."""


class SheetsOfParts:
    """Knows a sheet by its part, and the parts that hang on it; ``read_as_cells`` are parts whose cells a Book has."""

    def __init__(self, package: Package) -> None:
        self._sheet_of: dict[str, str] = {}
        self._names: list[str] = []
        self.read_as_cells: frozenset[str] = frozenset()
        try:
            self._learn(package)
        except CannotUse:  # what does not hold together is looked through all the same, without a sheet's name
            return

    def of(self, part: str) -> str:
        """Return " of the sheet “Raw”" for a part of one sheet, "" for any other."""
        sheet = self._sheet_of.get(part)
        if sheet and says_of_somebody(sheet):
            return f" of sheet {[*dict.fromkeys(self._names)].index(sheet) + 1}"
        return f" of the sheet “{sheet}”" if sheet else ""

    def _learn(self, package: Package) -> None:
        book = package.workbook_part
        names: dict[str, str] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag.rpartition(" ")[2] == "sheet":
                ident = next((value for key, value in attributes.items() if key.rpartition(" ")[2] == "id"), "")
                names[ident] = attributes.get("name", "")
                self._names.append(names[ident])

        read_events(package.part(book), package.name, book, start)
        cells = set()
        for arrow in package.relationships(book).values():
            if arrow.kind in _SHEET_KINDS and not arrow.external and arrow.id in names and arrow.target in package:
                for part in _hanging(package, arrow.target, _DEEP):
                    self._sheet_of.setdefault(part, names[arrow.id])
                if arrow.kind == "worksheet":
                    cells.add(arrow.target)
        self.read_as_cells = frozenset(cells)


def _hanging(package: Package, part: str, deep: int) -> Iterator[str]:
    yield part
    if deep:
        for arrow in package.relationships(part).values():
            if not arrow.external and arrow.target in package and arrow.kind not in _SHEET_KINDS:
                yield from _hanging(package, arrow.target, deep - 1)

"""The list of sheets and names a workbook keeps, and the Excel tables on its sheets."""

from __future__ import annotations

from dataclasses import dataclass, field

from outcomes_xl.hosts.files.limits import MOST_NAMES, MOST_SHEETS, too_many
from outcomes_xl.hosts.files.package import Package
from outcomes_xl.hosts.files.sheet_parser import NAMESPACES
from outcomes_xl.hosts.files.xml_escapes import decode_excel
from outcomes_xl.hosts.files.xml_events import damaged, read_events
from outcomes_xl.model.cannot_use import UnsafeWorkbook
from outcomes_xl.model.cell_refs import Area, quoted

_WITH_CELLS = "worksheet"
_WITHOUT_CELLS = ("chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet")


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook lists it. ``part`` is None for a sheet that has no cells, such as a chart sheet."""

    name: str
    part: str | None
    state: str


@dataclass
class Contents:
    """What workbook.xml says."""

    sheets: list[SheetEntry] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    uses_1904: bool = False


@dataclass(frozen=True, slots=True)
class TablePart:
    """An Excel table as its own part says; ``headings`` are the ones kept there."""

    part: str
    name: str
    area: Area
    headings: tuple[str, ...]
    has_headings: bool
    has_totals: bool
    filtered: bool


def read_contents(package: Package) -> Contents:
    """Return the workbook's sheets, names and date system. Raises NotAWorkbook or UnsafeWorkbook."""
    reader = _WorkbookReader(package)
    part = package.workbook_part
    read_events(package.part(part), package.name, part, reader.start, reader.end, reader.text.append)
    if not reader.contents.sheets:
        raise damaged(package.name, part)
    for name, sheet, text in reader.names:
        # A number that is no sheet's, below nought too, belongs to none: Excel reads such a name as the workbook's.
        local = sheet is not None and 0 <= sheet < len(reader.contents.sheets)
        place = f"{quoted(reader.contents.sheets[sheet].name)}!" if local and sheet is not None else ""
        reader.contents.names[place + name] = text
    return reader.contents


class _WorkbookReader:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.contents = Contents()
        self.names: list[tuple[str, int | None, str]] = []
        self.text: list[str] = []
        self._name: dict[str, str] = {}
        self._names: set[str] = set()
        self._parts: set[str | None] = set()
        self._first = True

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, _, name = tag.rpartition(" ")
        if self._first and (namespace not in NAMESPACES or name != "workbook"):
            raise ValueError("not a workbook")
        self._first = False
        if namespace not in NAMESPACES:
            return
        if name == "sheet":
            self._sheet(attributes)
        elif name == "workbookPr":
            self.contents.uses_1904 = attributes.get("date1904") in ("1", "true")
        elif name == "definedName":
            self._name = attributes
            self.text.clear()

    def end(self, tag: str) -> None:
        if tag.endswith(" definedName"):
            place = self._name.get("localSheetId")
            if len(self.names) >= MOST_NAMES:
                raise too_many(self.package.name, "defined names")
            self.names.append((self._name.get("name", ""), int(place) if place else None, "".join(self.text)))

    def _sheet(self, attributes: dict[str, str]) -> None:
        name = attributes.get("name", "")
        ident = next((value for key, value in attributes.items() if key.endswith(" id")), "")
        target = self.package.relationships(self.package.workbook_part).get(ident)
        known = target is not None and target.kind in (_WITH_CELLS, *_WITHOUT_CELLS)
        if target is None or not known or target.external or target.target not in self.package:
            raise UnsafeWorkbook(
                f"The sheet “{name}” is listed in “{self.package.name}”, but it is not in the file.",
                "Open the workbook in Excel and save it again, or go back to an earlier version of it.",
            )
        part = target.target if target.kind == _WITH_CELLS else None
        if name in self._names or (part is not None and part in self._parts):
            raise UnsafeWorkbook(
                f"“{self.package.name}” lists the sheet “{name}” twice, so it cannot be read surely.",
                "Open the workbook in Excel and save it again, or go back to an earlier version of it.",
            )
        self._names.add(name)
        self._parts.add(part)
        self.contents.sheets.append(SheetEntry(name, part, attributes.get("state", "visible")))
        if len(self.contents.sheets) > MOST_SHEETS:
            raise too_many(self.package.name, "sheets")


def read_table(package: Package, part: str) -> TablePart:
    """Return an Excel table from its part. Raises NotAWorkbook when it does not hold together."""
    found: dict[str, str] = {}
    headings: list[str] = []
    conditions: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(" ")[2]:
            case "table" if not found:
                found.update(attributes)
            case _ if not found:
                raise ValueError("not a table")
            case "tableColumn":
                headings.append(decode_excel(attributes.get("name", "")))
            case "filterColumn":
                conditions.append(tag)

    read_events(package.part(part), package.name, part, start)
    try:
        area = Area.parse(found["ref"])
    except (ValueError, KeyError):
        raise damaged(package.name, part) from None
    return TablePart(
        part,
        found.get("displayName") or found.get("name", ""),
        area,
        tuple(headings),
        found.get("headerRowCount", "1") != "0",
        found.get("totalsRowCount", "0") != "0",
        bool(conditions),
    )

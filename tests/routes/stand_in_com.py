"""xlwings' own Windows engine (`_xlwindows.py`, unchanged) over stand-ins for Excel's COM objects.

`install` puts stand-ins for pywin32 in place and imports the real module. The objects behind it know only the members
this project reaches: an unknown one raises at once. They do what bites in practice: numbers come back as floats,
errors as integers, dates with a time zone; text is turned into a number, a date or a formula when it looks like one;
a Text cell makes text of a number. Every member touched is counted, for each costs a call between processes.
"""

from __future__ import annotations

import ctypes
import re
import sys
import types
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from outcomes_xl.model import Area
from outcomes_xl.model.cell_refs import column_letters

CALLS: list[str] = []
BUSY = -2147418111
EDITING = -2146777998
REFUSED = -2146827284
DAY_ZERO = datetime(1899, 12, 30)
LAST_DAY = 2_958_466  # a number beyond 31 December 9999, or below zero, is no date to Excel whatever its format
ERRORS = {
    "#NULL!": 2000,
    "#DIV/0!": 2007,
    "#VALUE!": 2015,
    "#REF!": 2023,
    "#NAME?": 2029,
    "#NUM!": 2036,
    "#N/A": 2042,
    "#SPILL!": 2045,
    "#CALC!": 2050,
}


class ComError(Exception):
    """Stands for pywintypes.com_error: four arguments, and the first of them as hresult."""

    def __init__(self, hresult: int, words: str = "", details: Any = None, argument: Any = None) -> None:
        super().__init__(hresult, words, details, argument)
        self.hresult, self.excepinfo = hresult, details


class Time(datetime):
    """Stands for pywintypes.TimeType: a datetime with a time zone."""


class CDispatch:
    """Stands for win32com's dispatch object, by which xlwings knows what to wrap."""


def install() -> Any:
    """Return xlwings' Windows engine module, imported over stand-ins for pywin32."""
    if "xlwings._xlwindows" in sys.modules:
        return sys.modules["xlwings._xlwindows"]

    def module(name: str, **members: Any) -> types.ModuleType:
        made = sys.modules[name] = types.ModuleType(name)
        made.__dict__.update(members)
        return made

    class Anything:
        def __getattr__(self, name: str) -> Any:
            return self

        def __call__(self, *arguments: Any, **named: Any) -> Any:
            return self

    anything = Anything()
    module("pywintypes", com_error=ComError, error=ComError, TimeType=Time, IID=str)
    for name in ("win32api", "win32con", "win32gui"):
        module(name)
    module("win32process", GetWindowThreadProcessId=lambda window: (0, 4242))
    module("win32timezone", TimeZoneInfo=types.SimpleNamespace(utc=lambda: UTC))
    module("pythoncom", __file__=None, CoInitialize=lambda *_: None, ole_error=ComError)
    base = type("Base", (), {})
    client = module(
        "win32com.client",
        CDispatch=CDispatch,
        CoClassBaseClass=base,
        DispatchBaseClass=type("DispatchBaseClass", (), {}),
        Dispatch=lambda thing: thing,
        DispatchEx=None,
    )
    module("win32com", client=client, __path__=[])
    for name in ("server", "server.dispatcher", "server.policy", "server.util"):
        module(f"win32com.{name}", __path__=[], BasicWrapPolicy=base, DynamicPolicy=base, wrap=lambda thing: thing)
    kept = ctypes.PyDLL
    if sys.platform != "win32":
        ctypes.windll = ctypes.oledll = anything  # type: ignore[attr-defined]
    ctypes.PyDLL = lambda *_, **__: anything  # type: ignore[assignment, misc]
    try:
        import xlwings._xlwindows as windows
    finally:
        ctypes.PyDLL = kept  # type: ignore[misc]
        if sys.platform != "win32":
            del ctypes.windll, ctypes.oledll  # type: ignore[attr-defined]
    import atexit

    atexit.unregister(windows.cleanup)
    return windows


def bare(thing: Any) -> Any:
    """Return the stand-in behind xlwings' wrapper, as COM would."""
    return thing.__dict__["_inner"] if "_inner" in getattr(thing, "__dict__", {}) else thing


class Com(CDispatch):
    """Counts every member touched, and says "not now" as often as the application was told to."""

    settable: tuple[str, ...] = ()

    @property
    def _oleobj_(self) -> Any:
        def unknown(*_: Any) -> None:
            raise ComError(-2147352570, "unknown name")

        return types.SimpleNamespace(GetIDsOfNames=unknown)

    def __getattribute__(self, name: str) -> Any:
        if name[0].isupper():
            CALLS.append(f"{type(self).__name__}.{name}")
            object.__getattribute__(self, "app_").breathe()
        return object.__getattribute__(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name[0].isupper() and "app_" in self.__dict__:
            CALLS.append(f"{type(self).__name__}.{name}=")
            self.app_.breathe()
            if name not in self.settable and not isinstance(getattr(type(self), name, None), property):
                raise AttributeError(f"{type(self).__name__}.{name}")
        object.__setattr__(self, name, value)


class Application(Com):
    settable = ("ScreenUpdating", "Calculation", "DisplayAlerts", "EnableEvents", "StatusBar")

    def __init__(self) -> None:
        self.books: list[Workbook] = []
        self.ScreenUpdating, self.Calculation, self.DisplayAlerts = True, -4105, True
        self.EnableEvents, self.StatusBar = True, False
        self.busy = 0
        self.busy_with = BUSY
        self.busy_after: int | None = None
        self.app_ = self

    def breathe(self) -> None:
        if self.busy_after is not None:
            self.busy_after -= 1
            if self.busy_after < 0:
                raise ComError(self.busy_with)
        if self.busy:
            self.busy -= 1
            raise ComError(self.busy_with)

    Hwnd = property(lambda self: 1)
    Workbooks = property(lambda self: Workbooks(self, self.books))
    ActiveWorkbook = property(lambda self: self.books[-1])
    ActiveSheet = property(lambda self: self.books[-1].front)


class Items(Com):
    """A collection: counted from 1, by number or by name."""

    def __init__(self, app: Application, items: list[Any]) -> None:
        self.items, self.app_ = items, app

    Count = property(lambda self: len(self.items))

    def __iter__(self) -> Iterator[Any]:
        CALLS.extend(f"{type(self).__name__}.next" for _ in self.items)
        return iter(list(self.items))

    def __call__(self, key: Any) -> Any:
        CALLS.append(f"{type(self).__name__}()")
        self.app_.breathe()
        return self.found(key)

    def Item(self, key: Any) -> Any:  # noqa: N802 - Excel's name
        return self.found(key)

    def found(self, key: Any) -> Any:
        for number, item in enumerate(self.items, 1):
            if key == number or (isinstance(key, str) and item.title.casefold() == key.casefold()):
                return item
        raise ComError(-2147352565, str(key))


class Workbooks(Items):
    """The open workbooks; one that is opened is read from its file."""

    def Open(self, full_name: str, *_: Any) -> Workbook:  # noqa: N802
        return open_file(Path(full_name), self.app_)


@dataclass
class Cell:
    value: Any = None
    formula: str = ""
    form: str = "General"


class Workbook(Com):
    Date1904 = False

    def __init__(self, app: Application, full_name: str = "C:\\Work\\Northbridge.xlsx") -> None:
        self.full_name, self.app_ = full_name, app
        self.sheets: list[Worksheet] = []
        self.front: Any = None
        self.read_only = self.locked = False
        self.saves = 0
        app.books.append(self)

    title = property(lambda self: re.split(r"[\\/]", self.full_name)[-1])
    Name = title
    FullName = property(lambda self: self.full_name)
    Application = property(lambda self: self.app_)
    Worksheets = property(lambda self: Worksheets(self))
    ActiveSheet = property(lambda self: self.front)
    ReadOnly = property(lambda self: self.read_only)
    ProtectStructure = property(lambda self: self.locked)
    Path = property(lambda self: self.full_name.rpartition("/")[0] or self.full_name.rpartition("\\")[0])
    FileFormat = 51

    def Save(self) -> None:  # noqa: N802
        self.saves += 1

    def Close(self, SaveChanges: bool = False) -> None:  # noqa: N802, N803
        self.app_.books.remove(self)

    def sheet(self, title: str, rows: list[list[Any]] | None = None) -> Worksheet:
        """Add a sheet with some values from A1, for a test."""
        made = Worksheet(self, title)
        self.sheets.append(made)
        self.front = self.front or made
        for r, row in enumerate(rows or [], 1):
            for c, value in enumerate(row, 1):
                if value is not None:
                    made.put(r, c, value)
        return made


class Worksheets(Items):
    def __init__(self, book: Workbook) -> None:
        super().__init__(book.app_, book.sheets)
        self.book = book

    Parent = property(lambda self: self.book)

    def Add(self, Before: Any = None) -> Worksheet:  # noqa: N802, N803
        if self.book.locked:
            raise ComError(REFUSED, "the structure is protected")
        made = Worksheet(self.book, f"Sheet{len(self.items) + 1}")
        self.items.insert(self.items.index(bare(Before) if Before else self.book.front), made)
        self.book.front = made
        return made


class Worksheet(Com):
    settable = ("Visible",)

    def __init__(self, book: Workbook, title: str) -> None:
        self.book, self.title = book, title
        self.cells: dict[tuple[int, int], Cell] = {}
        self.tables: list[ListObject] = []
        self.merged: list[Area] = []
        self.hidden: set[int] = set()
        self.widths: dict[int, float] = {}
        self.levels: dict[int, int] = {}
        self.protected = self.filtered = self.shows_nothing_of_itself = False
        self.Visible = -1
        self.app_ = book.app_

    def _rename(self, title: str) -> None:
        self.title = title

    def guard(self) -> None:
        if self.protected:
            raise ComError(REFUSED, "the sheet is protected")

    Name = property(lambda self: self.title, _rename)
    Index = property(lambda self: self.book.sheets.index(self) + 1)
    Parent = property(lambda self: self.book)
    Application = property(lambda self: self.app_)
    ListObjects = property(lambda self: ListObjects(self))
    ProtectContents = property(lambda self: self.protected)
    FilterMode = property(lambda self: self.filtered)

    def put(self, row: int, column: int, value: Any, form: str = "General") -> None:
        """Set a cell as it stands in a file, nothing converted; a text with an equals sign in front is a formula."""
        cell = Cell(value, form=form)
        if isinstance(value, date):
            moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
            cell = Cell((moment - DAY_ZERO) / timedelta(days=1), form="dd/mm/yyyy")
        elif isinstance(value, int) and not isinstance(value, bool):
            cell.value = float(value)
        self.cells[row, column] = cell

    def put_formula(self, row: int, column: int, formula: str, shown: Any) -> None:
        self.put(row, column, shown)
        self.cells[row, column].formula = formula

    def table(self, title: str, address: str, totals: bool = False) -> ListObject:
        made = ListObject(self, title, Area.parse(address), totals)
        self.tables.append(made)
        return made

    @property
    def UsedRange(self) -> Range:  # noqa: N802
        filled = [place for place, cell in self.cells.items() if cell.value is not None or cell.formula] or [(1, 1)]
        rows, columns = [r for r, _ in filled], [c for _, c in filled]
        return Range(self, Area(min(rows), min(columns), max(rows), max(columns)))

    def Range(self, first: Any, last: Any = None) -> Any:  # noqa: N802
        if "," in first:
            assert len(first) <= 255, "Excel takes no longer list of areas"
            return SomeAreas(self, [Range(self, Area.parse(part)) for part in first.split(",")])
        return Range(self, Area.parse(first.replace("$", "")))

    def Rows(self, which: str) -> Rows:  # noqa: N802
        first, _, last = which.partition(":")
        return Rows(self, range(int(first), int(last) + 1))

    def Activate(self) -> None:  # noqa: N802
        self.book.front = self

    def Delete(self) -> None:  # noqa: N802
        self.book.sheets.remove(self)

    def Move(self, Before: Any) -> None:  # noqa: N802, N803
        sheets = self.book.sheets
        sheets.remove(self)
        sheets.insert(sheets.index(bare(Before)), self)


class Rows(Com):
    """Whole rows of a sheet."""

    def __init__(self, sheet: Worksheet, numbers: range) -> None:
        self.sheet, self.numbers, self.app_ = sheet, numbers, sheet.app_

    def _hide(self, hidden: bool) -> None:
        self.sheet.guard()
        self.sheet.hidden = self.sheet.hidden | {*self.numbers} if hidden else self.sheet.hidden - {*self.numbers}

    def _level(self, level: int) -> None:
        self.sheet.levels.update(dict.fromkeys(self.numbers, level))

    Hidden = property(lambda self: {*self.numbers} <= self.sheet.hidden, _hide)
    OutlineLevel = property(lambda self: self.sheet.levels.get(self.numbers[0], 1), _level)


class ListObjects(Items):
    def __init__(self, sheet: Worksheet) -> None:
        super().__init__(sheet.app_, sheet.tables)
        self.sheet = sheet

    def Add(  # noqa: N802
        self,
        SourceType: int,  # noqa: N803
        Source: Any,  # noqa: N803
        LinkSource: Any,  # noqa: N803
        XlListObjectHasHeaders: int,  # noqa: N803
        Destination: Any,  # noqa: N803
        TableStyleName: str,  # noqa: N803
    ) -> ListObject:
        return self.sheet.table(f"Table{len(self.items) + 1}", str(bare(bare(Source)).area))


class ListObject(Com):
    def __init__(self, sheet: Worksheet, title: str, area: Area, totals: bool) -> None:
        self.sheet, self.title, self.area, self.totals = sheet, title, area, totals
        self.filtered = False
        self.calculated: dict[int, str] = {}
        self.app_ = sheet.app_

    def _rename(self, title: str) -> None:
        self.title = title

    Name = property(lambda self: self.title, _rename)
    Range = property(lambda self: Range(self.sheet, self.area))
    ShowTotals = property(lambda self: self.totals)
    AutoFilter = property(lambda self: TableFilter(self))

    def Resize(self, area: Any) -> None:  # noqa: N802
        self.sheet.guard()
        new = bare(area).area
        for row in range(self.area.last_row + 1, new.last_row + 1):
            for column, formula in self.calculated.items():
                self.sheet.put_formula(row, column, formula, 1.0)
        self.area = new


class TableFilter(Com):
    def __init__(self, table: ListObject) -> None:
        self.table, self.app_ = table, table.app_

    FilterMode = property(lambda self: self.table.filtered)


class Range(Com):
    def __init__(self, sheet: Worksheet, area: Area) -> None:
        self.sheet, self.area, self.app_ = sheet, area, sheet.app_

    def places(self) -> list[list[tuple[int, int]]]:
        a = self.area
        columns = range(a.first_column, a.last_column + 1)
        return [[(row, column) for column in columns] for row in range(a.first_row, a.last_row + 1)]

    def flat(self) -> list[tuple[int, int]]:
        return [place for row in self.places() for place in row]

    def grid(self, one: Any) -> Any:
        rows = tuple(tuple(one(self.sheet.cells.get(place, Cell())) for place in row) for row in self.places())
        return rows[0][0] if len(rows) == len(rows[0]) == 1 else rows

    @property
    def Address(self) -> str:  # noqa: N802
        a = self.area
        first = f"${column_letters(a.first_column)}${a.first_row}"
        last = f"${column_letters(a.last_column)}${a.last_row}"
        return first if first == last else f"{first}:{last}"

    @property
    def Value(self) -> Any:  # noqa: N802
        return self.grid(shown)

    @Value.setter
    def Value(self, data: Any) -> None:  # noqa: N802
        self.sheet.guard()
        rows = data if isinstance(data, list | tuple) else [[data] * len(row) for row in self.places()]
        for places, values in zip(self.places(), rows, strict=True):
            for place, value in zip(places, values, strict=True):
                if not self._covered(place):
                    take(self.sheet.cells.setdefault(place, Cell()), value)

    def _covered(self, place: tuple[int, int]) -> bool:
        return any(place in area and place != (area.first_row, area.first_column) for area in self.sheet.merged)

    @property
    def Formula(self) -> Any:  # noqa: N802
        return self.grid(lambda cell: cell.formula or ("" if cell.value is None else str(cell.value)))

    def _format(self, code: str) -> None:
        self.sheet.guard()
        for place in self.flat():
            self.sheet.cells.setdefault(place, Cell()).form = code

    Worksheet = property(lambda self: self.sheet)
    NumberFormat = property(lambda self: self.sheet.cells.get(self.flat()[0], Cell()).form, _format)

    def _widen(self, width: float) -> None:
        self.sheet.widths.update({column: width for _, column in self.flat()})

    ColumnWidth = property(lambda self: 8.43, _widen)
    Font = property(lambda self: Font(self))

    def ClearContents(self) -> None:  # noqa: N802
        self.sheet.guard()
        for place in self.flat():
            if place in self.sheet.cells:
                self.sheet.cells[place] = Cell(form=self.sheet.cells[place].form)

    @property
    def MergeCells(self) -> Any:  # noqa: N802
        inside = [any(place in area for area in self.sheet.merged) for place in self.flat()]
        return all(inside) if all(inside) == any(inside) else None

    @property
    def MergeArea(self) -> Range:  # noqa: N802
        return Range(self.sheet, next((a for a in self.sheet.merged if self.flat()[0] in a), self.area))

    def SpecialCells(self, kind: int) -> Visible:  # noqa: N802
        if self.sheet.shows_nothing_of_itself:
            raise ComError(REFUSED, "not on a protected sheet")
        return Visible(self)


class SomeAreas(Com):
    """A range of several areas, as far as this project uses one."""

    def __init__(self, sheet: Worksheet, parts: list[Range]) -> None:
        self.parts, self.app_ = parts, sheet.app_

    def _format(self, code: str) -> None:
        for part in self.parts:
            part._format(code)

    def _widen(self, width: float) -> None:
        for part in self.parts:
            part._widen(width)

    NumberFormat = property(lambda self: None, _format)
    ColumnWidth = property(lambda self: None, _widen)


class Visible(Com):
    """What SpecialCells(xlCellTypeVisible) gives: bands of rows."""

    def __init__(self, area: Range) -> None:
        self.range, self.app_ = area, area.app_

    def bands(self) -> list[Range]:
        a, hidden = self.range.area, self.range.sheet.hidden
        bands: list[Area] = []
        for row in range(a.first_row, a.last_row + 1):
            if row in hidden:
                continue
            if bands and bands[-1].last_row == row - 1:
                bands[-1] = Area(bands[-1].first_row, a.first_column, row, a.last_column)
            else:
                bands.append(Area(row, a.first_column, row, a.last_column))
        return [Range(self.range.sheet, band) for band in bands]

    Areas = property(lambda self: Items(self.app_, self.bands()))
    Address = property(lambda self: ",".join(str(part.area) for part in self.bands())[:255])


class Font(Com):
    settable = ("Bold",)

    def __init__(self, area: Range) -> None:
        self.app_ = area.app_


def shown(cell: Cell) -> Any:
    """Return what .Value gives for a cell."""
    if isinstance(cell.value, str) and cell.value in ERRORS and cell.form != "@":
        return -2146828288 + ERRORS[cell.value]
    if isinstance(cell.value, float) and 0 <= cell.value < LAST_DAY and re.search("[dyh]", cell.form):
        moment = DAY_ZERO + timedelta(days=cell.value)
        return Time(*moment.timetuple()[:6], tzinfo=UTC)
    return cell.value


def take(cell: Cell, value: Any) -> None:
    """Put a value into a cell as Excel takes it from .Value: text in a General cell is read as if it were typed."""
    cell.formula = ""
    if value is None or value == "":
        cell.value = None
    elif isinstance(value, bool):
        cell.value = str(value).upper() if cell.form == "@" else value
    elif isinstance(value, datetime):
        assert value.tzinfo is not None, "COM takes no time without a zone"
        number = (value.replace(tzinfo=None) - DAY_ZERO) / timedelta(days=1)
        cell.value = value.strftime("%d/%m/%Y") if cell.form == "@" else number
        cell.form = "dd/mm/yyyy" if cell.form == "General" else cell.form
    elif isinstance(value, float):
        cell.value = f"{value:g}" if cell.form == "@" else value
    elif isinstance(value, str):
        _take_text(cell, value)
    else:
        raise ComError(REFUSED, f"Excel takes no {type(value).__name__}")


def _take_text(cell: Cell, text: str) -> None:
    if text.startswith("'"):
        cell.value = text[1:]
    elif cell.form == "@":
        assert len(text) <= 255, "Excel would show ##### here"
        cell.value = text
    elif text in ERRORS:
        cell.value = text
    elif text[0] in "=+-@" and not re.fullmatch(r"[-+]?\d+(\.\d+)?", text):
        if not re.fullmatch(r"[=+\-@][\w!'$(),:.+*/\"& ]+", text) or text[0] == "@":
            raise ComError(REFUSED, "that is no formula")
        cell.formula, cell.value = "=" + text.lstrip("="), 0.0
    elif text.upper() in ("TRUE", "FALSE"):
        cell.value = text.upper() == "TRUE"
    elif re.fullmatch(r"\s*[-+]?\d+(\.\d+)?([eE]\d+)?\s*", text):
        cell.value = float(text)
    elif re.fullmatch(r"\d+(\.\d+)?%", text):
        cell.value = float(text[:-1]) / 100
    elif (day := _day(text)) is not None:
        cell.value = (day - DAY_ZERO) / timedelta(days=1)
        cell.form = "dd/mm/yyyy" if cell.form == "General" else cell.form
    elif match := re.fullmatch(r"(\d{1,2})[-/](\d{1,2})", text):
        cell.value = float((datetime(2026, int(match[2]) % 12 or 12, int(match[1])) - DAY_ZERO).days)
        cell.form = "dd-mmm"
    else:
        cell.value = text


def _day(text: str) -> datetime | None:
    """Return the moment a text is, as Excel reads it when it is typed: 2026-10-01, 2026-10-01 09:30:00, 01/10/2026."""
    for written in ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, written)
        except ValueError:
            continue
    return None


def open_file(path: Path, app: Application | None = None) -> Workbook:
    """Return a stand-in workbook with what an .xlsx holds, formulas with the results Excel saved."""
    import openpyxl

    formulas, results = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    book = Workbook(app or Application(), str(path))
    for source, saved in zip(formulas.worksheets, results.worksheets, strict=True):
        sheet = book.sheet(source.title)
        sheet.Visible = {"visible": -1, "hidden": 0, "veryHidden": 2}[source.sheet_state]
        sheet.protected = bool(source.protection.sheet)
        sheet.merged = [Area.parse(str(area)) for area in source.merged_cells.ranges]
        for row in source.iter_rows():
            for cell in row:
                if cell.value is None:
                    continue
                value = saved.cell(cell.row, cell.column).value
                if cell.data_type == "f":
                    sheet.put_formula(cell.row, cell.column, str(getattr(cell.value, "text", cell.value)), value)
                else:
                    sheet.put(cell.row, cell.column, value, cell.number_format)
        for table in source.tables.values():
            made = sheet.table(table.displayName, table.ref, bool(table.totalsRowCount))
            for column, said in enumerate(table.tableColumns, made.area.first_column):
                if said.calculatedColumnFormula is not None:
                    made.calculated[column] = f"={said.calculatedColumnFormula.attr_text}"
    return book


def xlwings_book(workbook: Workbook) -> Any:
    """Return the xlwings Book over a stand-in workbook, through xlwings' real Windows engine and its wrappers."""
    windows = install()
    import xlwings

    return xlwings.Book(impl=windows.Book(xl=windows.COMRetryObjectWrapper(workbook)))

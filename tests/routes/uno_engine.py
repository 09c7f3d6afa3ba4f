"""An xlwings engine of our own over a live LibreOffice document, from the BSD part of xlwings (main, base_classes).

Only the members that the desktop host uses are here; they behave as Excel's do where that matters: text put into a
General cell is read as if it were typed, numbers come back as floats, a new sheet comes to the front.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import xlwings
from xlwings import base_classes, utils
from xlwings.main import Engine

from tests.folders import lasting

DAY_ZERO = datetime(1899, 12, 30)
DATES, TEXT, LOGICAL = 2 | 4, 256, 1024  # com.sun.star.util.NumberFormat
CONTENTS = 1 | 2 | 4 | 16  # values, dates, strings, formulas
WITH_ERROR = 4  # com.sun.star.sheet.FormulaResult.ERROR
PLAIN_WORDS = re.compile(r"[^\W\d_][^\d]*", re.DOTALL)


def uno_is_there() -> bool:
    """Say whether LibreOffice and its Python bridge can be used from this interpreter."""
    if not shutil.which("soffice"):
        return False
    if "uno" in sys.modules:
        return True
    # The system's own Python has the bridge; the one that runs the tests may be another of the same version.
    system = shutil.which("python3", path=os.defpath)
    if not system:
        return False
    ask = "import uno, sys; print(uno.__file__, sys.version_info[:2])"
    found = subprocess.run([system, "-I", "-c", ask], capture_output=True, text=True, check=False)
    place, _, version = found.stdout.strip().partition(" ")
    if not place or version != str(sys.version_info[:2]):
        return False
    # Only these two modules, not all that the system's Python has beside them.
    folder = lasting("uno-")
    for name in ("uno.py", "unohelper.py"):
        shutil.copy(Path(place).with_name(name), folder)
    program = Path(shutil.which("soffice") or "").resolve().parent
    sys.path[:0] = [str(folder), str(program)]
    try:
        import uno  # noqa: F401
    except ImportError:
        return False
    return True


@contextmanager
def office() -> Iterator[Any]:
    """Start LibreOffice without a window, in a profile of its own; yields its desktop."""
    import uno

    with tempfile.TemporaryDirectory(prefix="office-") as folder:
        pipe = f"outcomes-{Path(folder).name}"
        words = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", "--nologo"]
        words.append(f"--accept=pipe,name={pipe};urp;")
        quiet = subprocess.DEVNULL
        # A group of its own: soffice is a small program that starts the real one.
        running = subprocess.Popen(words, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
        try:
            local = uno.getComponentContext()
            resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
            desktop = _when_ready(resolver, f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            yield desktop
            with suppress(Exception):  # asked, it takes its pipes away, which it leaves when it is killed
                desktop.terminate()
                running.wait(10)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
            running.wait(20)


def _when_ready(resolver: Any, address: str) -> Any:
    for _ in range(240):
        try:
            context = resolver.resolve(address)
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:
            time.sleep(0.25)
    raise RuntimeError("LibreOffice did not start within a minute")


def open_file(desktop: Any, path: Path) -> Any:
    """Return the live document of a workbook."""
    import uno

    return desktop.loadComponentFromURL(uno.systemPathToFileUrl(str(path)), "_blank", 0, ())


def xlwings_book(document: Any) -> Any:
    """Return the xlwings Book over a live document."""
    if "live office" not in xlwings.engines.engines_by_name:
        xlwings.engines.add(Engine(impl=ENGINE))
    return xlwings.Book(impl=Book(document))


class LiveEngine:
    name, type = "live office", "desktop"
    apps: tuple[Any, ...] = ()

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        return "" if value is None else value

    @staticmethod
    def clean_value_data(rows: Any, dates: Any, empty: Any, numbers: Any, errors_as_text: bool) -> Any:
        return [[empty if value in ("", None) else value for value in row] for row in rows]


ENGINE = LiveEngine()


class App(base_classes.App):
    def __init__(self, document: Any) -> None:
        self.document = document
        self.__dict__.update(calculation="automatic", screen_updating=True, display_alerts=True)

    engine = property(lambda self: ENGINE)
    pid = property(lambda self: 0)
    calculation = screen_updating = display_alerts = None


class Book(base_classes.Book):
    def __init__(self, document: Any) -> None:
        self.document = document
        self._app = App(document)

    api = property(lambda self: self.document)
    name = property(lambda self: self.document.URL.rpartition("/")[2] or self.document.Title)
    app = property(lambda self: self._app)
    sheets = property(lambda self: Sheets(self))
    names = property(lambda self: Names(self))


class Sheets(base_classes.Sheets):
    def __init__(self, book: Book) -> None:
        self.book = book

    def _names(self) -> list[str]:
        return list(self.book.document.Sheets.ElementNames)

    active = property(lambda self: Sheet(self.book, self.book.document.CurrentController.ActiveSheet.Name))

    def __len__(self) -> int:
        return len(self._names())

    def __iter__(self) -> Iterator[Sheet]:
        return (Sheet(self.book, name) for name in self._names())

    def __call__(self, key: Any) -> Sheet:
        names = self._names()
        return Sheet(self.book, names[key - 1] if isinstance(key, int) else names[names.index(key)])

    def add(self, before: Any = None, after: Any = None, name: str | None = None) -> Sheet:
        name = name or next(f"Sheet{n}" for n in range(1, 1000) if f"Sheet{n}" not in self._names())
        self.book.document.Sheets.insertNewByName(name, self._names().index(after.name) + 1)
        made = Sheet(self.book, name)
        made.activate()
        return made


class Sheet(base_classes.Sheet):
    def __init__(self, book: Book, title: str) -> None:
        self._book, self._title = book, title

    live = property(lambda self: self._book.document.Sheets.getByName(self._title))
    api = live
    book = property(lambda self: self._book)
    name = property(lambda self: self._title, lambda self, title: self._rename(title))
    tables = property(lambda self: Tables(self))
    visible = property(lambda self: self.live.IsVisible)

    @property
    def used_range(self) -> Range:
        cursor = self.live.createCursor()
        cursor.gotoEndOfUsedArea(False)
        return Range(self, (1, 1, cursor.RangeAddress.EndRow + 1, cursor.RangeAddress.EndColumn + 1))

    def range(self, first: Any, last: Any = None) -> Range:
        if isinstance(first, str):
            first, last = utils.a1_to_tuples(first)
        elif isinstance(first, Range):
            first, last = (first.row, first.column), (last.row, last.column) if last else None
        last = last or first
        return Range(self, (first[0], first[1], last[0] - first[0] + 1, last[1] - first[1] + 1))

    def _rename(self, title: str) -> None:
        self.live.Name = title
        self._title = title

    def activate(self) -> None:
        self._book.document.CurrentController.setActiveSheet(self.live)

    def delete(self) -> None:
        self._book.document.Sheets.removeByName(self._title)


class Range(base_classes.Range):
    def __init__(self, sheet: Sheet, place: tuple[int, int, int, int]) -> None:
        self.sheet, self.place, self.options = sheet, place, None

    row = property(lambda self: self.place[0])
    column = property(lambda self: self.place[1])
    shape = property(lambda self: self.place[2:])
    font = property(lambda self: Font(self))
    api = property(lambda self: self.live)

    @property
    def formula(self) -> list[list[str]]:
        # LibreOffice makes =TRUE() of a TRUE that it loads from a file.
        return [
            [{"=TRUE()": "TRUE", "=FALSE()": "FALSE"}.get(f, f) for f in row] for row in self.live.getFormulaArray()
        ]

    @property
    def live(self) -> Any:
        row, column, height, width = self.place
        return self.sheet.live.getCellRangeByPosition(column - 1, row - 1, column + width - 2, row + height - 2)

    @property
    def document(self) -> Any:
        return self.sheet.book.document

    def __len__(self) -> int:
        return self.place[2] * self.place[3]

    def __call__(self, row: int, column: int | None = None) -> Range:
        if column is None:
            row, column = (row - 1) // self.place[3] + 1, (row - 1) % self.place[3] + 1
        return Range(self.sheet, (self.row + row - 1, self.column + column - 1, 1, 1))

    @property
    def address(self) -> str:
        return address(self.live.RangeAddress)

    @property
    def raw_value(self) -> list[list[Any]]:
        live = self.live
        rows = [list(row) for row in live.getDataArray()]
        for kind, places in self._formats(DATES | LOGICAL):
            for r, c in places:
                if isinstance(rows[r][c], float):
                    rows[r][c] = bool(rows[r][c]) if kind & LOGICAL else DAY_ZERO + timedelta(days=rows[r][c])
        for r, c in self._places(live.queryFormulaCells(WITH_ERROR).RangeAddresses):
            rows[r][c] = live.getCellByPosition(c, r).String
        return rows

    @raw_value.setter
    def raw_value(self, rows: Any) -> None:
        live = self.live
        texts = {place for _, places in self._formats(TEXT) for place in places}
        typed: list[tuple[int, int, Any]] = []
        plain: list[tuple[Any, ...]] = []
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if isinstance(value, bool | datetime):
                    typed.append((r, c, value))
                if isinstance(value, str) and (value[:1] == "'" or ((r, c) not in texts and looked_at_twice(value))):
                    typed.append((r, c, value))
            plain.append(tuple("" if isinstance(v, bool | datetime) else v for v in row))
        live.setDataArray(tuple(plain))
        for r, c, value in typed:
            self._type(live.getCellByPosition(c, r), value)

    def _type(self, cell: Any, value: Any) -> None:
        from com.sun.star.lang import Locale

        formats = self.document.NumberFormats
        kind = formats.getByKey(cell.NumberFormat).Type
        if isinstance(value, bool):
            cell.Value = float(value)
            cell.NumberFormat = formats.getStandardFormat(LOGICAL, Locale("en", "GB", ""))
        elif isinstance(value, datetime):
            cell.Value = (value - DAY_ZERO) / timedelta(days=1)
            if not kind & DATES:
                cell.NumberFormat = formats.getStandardFormat(2, Locale("en", "GB", ""))
        elif value.startswith("'"):
            cell.String = value[1:]
        else:
            cell.FormulaLocal = value

    def _formats(self, wanted: int) -> Iterator[tuple[int, list[tuple[int, int]]]]:
        formats = self.document.NumberFormats
        unique = self.live.getUniqueCellFormatRanges()
        for number in range(unique.Count):
            ranges = unique.getByIndex(number)
            kind = formats.getByKey(ranges.getByIndex(0).NumberFormat).Type
            if kind & wanted:
                yield kind, self._places(ranges.RangeAddresses)

    def _places(self, addresses: Any) -> list[tuple[int, int]]:
        return [
            (r - self.row + 1, c - self.column + 1)
            for a in addresses
            for r in range(a.StartRow, a.EndRow + 1)
            for c in range(a.StartColumn, a.EndColumn + 1)
        ]

    def _set_format(self, code: str) -> None:
        from com.sun.star.lang import Locale

        formats, english = self.document.NumberFormats, Locale("en", "GB", "")
        key = formats.queryKey(code, english, False)
        self.live.NumberFormat = formats.addNew(code, english) if key == -1 else key

    number_format = property(lambda self: None, _set_format)

    def clear_contents(self) -> None:
        self.live.clearContents(CONTENTS)

    @property
    def merge_cells(self) -> bool | None:
        if len(self) == 1:
            return self.merge_area.shape != (1, 1)
        return None if self.live.IsMerged or self._any_merged() else False

    def _any_merged(self) -> bool:
        unique = self.live.getUniqueCellFormatRanges()
        return any(part.IsMerged for n in range(unique.Count) for part in unique.getByIndex(n)) or any(
            self._cursor(place).RangeAddress.EndRow > place[0] for place in [(self.row - 1, self.column - 1)]
        )

    def _cursor(self, place: tuple[int, int]) -> Any:
        cell = self.sheet.live.getCellRangeByPosition(place[1], place[0], place[1], place[0])
        cursor = self.sheet.live.createCursorByRange(cell)
        cursor.collapseToMergedArea()
        return cursor

    @property
    def merge_area(self) -> Range:
        a = self._cursor((self.row - 1, self.column - 1)).RangeAddress
        place = (a.StartRow + 1, a.StartColumn + 1, a.EndRow - a.StartRow + 1, a.EndColumn - a.StartColumn + 1)
        return Range(self.sheet, place)

    def _widen(self, characters: float) -> None:
        self.live.Columns.Width = int(characters * 190)

    column_width = property(lambda self: None, _widen)


class Font(base_classes.Font):
    def __init__(self, area: Range) -> None:
        self._area = area

    def _set_bold(self, on: bool) -> None:
        self._area.live.CharWeight = 150.0 if on else 100.0

    bold = property(lambda self: self._area.live.CharWeight > 100, _set_bold)


class Tables(base_classes.Tables):
    """Excel's tables are database ranges in LibreOffice."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def __iter__(self) -> Iterator[Table]:
        ranges = self.sheet.book.document.DatabaseRanges
        number = self.sheet.live.RangeAddress.Sheet
        for name in ranges.ElementNames:
            if ranges.getByName(name).DataArea.Sheet == number:
                yield Table(self.sheet, name)

    def __len__(self) -> int:
        return len(list(iter(self)))

    def add(self, *, source: Any, name: str, **_: Any) -> Table:
        self.sheet.book.document.DatabaseRanges.addNewByName(name, source.api.RangeAddress)
        return Table(self.sheet, name)


class Table(base_classes.Table):
    def __init__(self, sheet: Sheet, title: str) -> None:
        self.sheet, self._title = sheet, title

    live = property(lambda self: self.sheet.book.document.DatabaseRanges.getByName(self._title))
    api = live
    name = property(lambda self: self._title)
    show_totals = property(lambda self: self.live.TotalsRow)

    @property
    def range(self) -> Range:
        return self.sheet.range(address(self.live.DataArea))

    def resize(self, area: Any) -> None:
        self.live.DataArea = area.api.RangeAddress


class Names(base_classes.Names):
    def __init__(self, book: Book) -> None:
        self.book = book

    def snapshot(self) -> list[tuple[str, Name]]:
        named = self.book.document.NamedRanges
        return [(name, Name(name, named.getByName(name).Content)) for name in named.ElementNames]


class Name(base_classes.Name):
    def __init__(self, title: str, content: str) -> None:
        self._title, self._content = title, content

    name = property(lambda self: self._title)
    refers_to = property(lambda self: "=" + re.sub(r"\$?('[^']+'|\w+)\.", r"\1!", self._content))


def looked_at_twice(text: str) -> bool:
    """Say whether a spreadsheet would look at this text twice when it is typed."""
    return (bool(text) and not PLAIN_WORDS.fullmatch(text)) or text.upper() in ("TRUE", "FALSE")


def address(a: Any) -> str:
    first = f"${utils.col_name(a.StartColumn + 1)}${a.StartRow + 1}"
    last = f"${utils.col_name(a.EndColumn + 1)}${a.EndRow + 1}"
    return first if first == last else f"{first}:{last}"

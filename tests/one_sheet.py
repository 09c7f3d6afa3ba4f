"""One sheet of a workbook as openpyxl has it. Reading the other twenty-six is what takes the time."""

from __future__ import annotations

import warnings
from pathlib import Path

from openpyxl.reader.excel import ExcelReader
from openpyxl.worksheet.worksheet import Worksheet


def one_sheet(path: Path, name: str, *, data_only: bool = False) -> Worksheet:
    """Return a sheet of a workbook, to be read: of its workbook there is nothing else. Raises KeyError without it."""
    reader = _OneSheet(path, data_only=data_only)
    reader.only = name
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Sparkline Group extension is not supported")
        reader.read()
    return reader.wb[name]


class _OneSheet(ExcelReader):
    only = ""

    def read_worksheets(self) -> None:
        every = self.parser.find_sheets
        self.parser.find_sheets = lambda: ((sheet, part) for sheet, part in every() if sheet.name == self.only)
        self.parser.assign_names = lambda: None  # they count the sheets that are not here
        super().read_worksheets()

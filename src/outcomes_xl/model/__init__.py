"""The nouns, frozen: cells, books, tables, findings, patches. No pandas, no Excel."""

from outcomes_xl.model.book import Book, BookTable, ErrorValue, Sheet, Value
from outcomes_xl.model.cell_refs import Area, CellRef, cells_in_words
from outcomes_xl.model.findings import Finding, Offer, OfficersAnswer, Result, Severity
from outcomes_xl.model.patches import (
    AddSheet,
    AppendRows,
    Change,
    FoldRows,
    NewSheet,
    Patch,
    PatchLine,
    RemoveRows,
    RemoveSheet,
    SetCell,
)
from outcomes_xl.model.tables import Row, Table

__all__ = [
    "AddSheet",
    "AppendRows",
    "Area",
    "Book",
    "BookTable",
    "CellRef",
    "Change",
    "ErrorValue",
    "Finding",
    "FoldRows",
    "NewSheet",
    "Offer",
    "OfficersAnswer",
    "Patch",
    "PatchLine",
    "RemoveRows",
    "RemoveSheet",
    "Result",
    "Row",
    "SetCell",
    "Severity",
    "Sheet",
    "Table",
    "Value",
    "cells_in_words",
]

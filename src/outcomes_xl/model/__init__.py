"""The nouns, frozen: cells, books, tables, findings, patches. No pandas, no Excel."""

from .book import Book, BookTable, ErrorValue, Sheet, Value
from .cells import Area, CellRef, cells_in_words
from .findings import Finding, Offer, Result, Severity
from .patches import (
    AddSheet,
    AppendRows,
    Change,
    NewSheet,
    Patch,
    PatchLine,
    RemoveRows,
    RemoveSheet,
    SetCell,
)
from .tables import Row, Table

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
    "NewSheet",
    "Offer",
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

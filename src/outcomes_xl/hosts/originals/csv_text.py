"""A list saved as text, one line a row: its values with commas, semicolons, tabs or bars between them.

Numbers are numbers, all else is text as it stands; where semicolons part the cells, 18,7 is 18.7 if the file says so.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from outcomes_xl.hosts.files.limits import MOST_CELLS, too_many
from outcomes_xl.model.cannot_use import NotAWorkbook
from outcomes_xl.model.delimited_text import long_cells
from outcomes_xl.model.styled_cells import PLAIN, Place, StyledCell, StyledSheet
from outcomes_xl.model.text_encoding import encoding_of

ENDINGS = (".csv", ".tsv", ".txt")
_LONGEST_CELL = 1_000_000
_MARKS = ",;\t|"
_LOOKED_AT = 40
"""Lines by which the mark between cells is told."""
_NUMBER = re.compile(r"[+-]?(?:0|[1-9]\d{0,14})(?:\.\d+)?")
_DECIMAL_COMMA = re.compile(r"([+-]?\d+),(\d+)( ?%)?")
_SURELY_DECIMAL = re.compile(r"[+-]?(?:\d+,(?:\d{1,2}|\d{4,})|0,\d+|\d{4,},\d+) ?%?")
_NO_TEXT = "“{}” is not a text file that can be read as a list."
_SAVE_AGAIN = "Open it in Excel, save it as an Excel workbook (.xlsx) and use that file."


def sheet_of_text(data: bytes, name: str) -> StyledSheet:
    """Return what stands in such a file, as one sheet called as the file is. Raises one of the CannotUse family."""
    text = _decoded(data, name)
    mark = _mark_between(text)
    try:
        with long_cells(_LONGEST_CELL):
            rows = [list(map(str.strip, row)) for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark)]
            for _ in csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True):
                pass  # a quotation mark that is never closed would swallow all behind it
    except csv.Error:
        what = f"“{name}” cannot be read as a list: a quotation mark that was opened is never closed."
        raise NotAWorkbook(what, _SAVE_AGAIN) from None
    if sum(map(len, rows)) > MOST_CELLS:
        raise too_many(name, "cells")
    filled = (cell for row in rows for cell in row if "," in cell or "." in cell)
    return StyledSheet(PurePath(name).stem, dict(_cells(rows, commas=mark == ";" and _has_decimal_commas(filled))))


def _decoded(data: bytes, name: str) -> str:
    """Return a file's text: UTF-8, UTF-16 with or without its mark, else as Excel for Windows writes it."""
    encoding = encoding_of(data)
    try:
        text = data.decode(encoding, "replace" if encoding == "cp1252" else "strict")
    except UnicodeDecodeError:
        raise NotAWorkbook(_NO_TEXT.format(name), _SAVE_AGAIN) from None
    if "\0" in text or text.lstrip()[:1] == "<" or text.startswith("%PDF"):
        raise NotAWorkbook(_NO_TEXT.format(name), _SAVE_AGAIN)
    return text


def _mark_between(text: str) -> str:
    """Return the mark that stands equally often in most of the first lines, and often; a comma where none does."""
    told = text.partition("\n")[0].strip().casefold()
    if told.startswith("sep=") and len(told) == 5:  # Excel's own way of telling
        return told[4]
    lines = [line for line in text.splitlines() if line.strip()][:_LOOKED_AT]
    best, score = ",", 0
    for mark in _MARKS:
        counts = [len(row) - 1 for row in csv.reader(lines, delimiter=mark)]
        usual = max(counts, key=lambda n: (counts.count(n) * (n > 0), n), default=0)
        if counts.count(usual) * usual > score:
            best, score = mark, counts.count(usual) * usual
    return best


def _has_decimal_commas(cells: Iterable[str]) -> bool:
    """Whether some number can only have a decimal comma, and none has a decimal point."""
    found = False
    for cell in cells:
        if "." in cell and _NUMBER.fullmatch(cell):
            return False
        found = found or _SURELY_DECIMAL.fullmatch(cell) is not None
    return found


def _cells(rows: Iterable[list[str]], *, commas: bool) -> Iterator[tuple[Place, StyledCell]]:
    for row, cells in enumerate(rows, 1):
        for column, text in enumerate(cells, 1):
            if row == 1 and text.casefold().startswith("sep="):
                continue
            if text:
                if commas and (said := _DECIMAL_COMMA.fullmatch(text)):
                    text = f"{said[1]}.{said[2]}{said[3] or ''}"
                yield (row, column), StyledCell(row, column, _value(text), PLAIN)


def _value(text: str) -> str | int | float:
    if not _NUMBER.fullmatch(text):
        return text
    return float(text) if "." in text else int(text)

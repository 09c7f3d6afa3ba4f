"""What stands beside formulas is worked out before a workbook is packed; read back, the file says the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from outcomes_xl.building.table_contents import Entries
from outcomes_xl.formulas.recalculate import worked_out
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.model import Book, Value
from tests.building import made
from tests.built import borough_workbook
from tests.package import M, Package

ODD = "Parents\x0b & carers, _x0041_ <all>  "
"""A text with what XML has no place for, what it has words for, what reads as Excel's own way out, and spaces."""


def odd() -> bytes:
    entries: Entries = {
        "availability": {"MET-001": {"found": "Found", "found_figure": 0.1 + 0.2, "found_unit": "%"}},
        "findings": [{"severity": "Must fix", "sheet": "Start", "kind": ODD, "kind_number": 1, "message": "One"}],
    }
    return borough_workbook(load_framework(), "Merton", entries=entries)


def beside(book: Book) -> dict[tuple[str, int, int], Value]:
    return {(name, *place): sheet.value(*place) for name, sheet in book.sheets.items() for place in sheet.formulas}


@pytest.mark.parametrize("workbook", [made.answered, made.with_figures, odd])
def test_what_stands_beside_each_formula_is_what_the_file_comes_to_when_it_is_read(
    workbook: Callable[[], bytes],
) -> None:
    book = files.read_bytes(workbook(), "made.xlsx")
    again = {(sheet, *at): value for sheet, cells in worked_out(book).values.items() for at, value in cells.items()}
    assert len(again) > 3000
    assert beside(book) == again


def test_a_text_xml_cannot_hold_is_said_by_formulas_too() -> None:
    book = files.read_bytes(odd(), "made.xlsx")
    assert ODD in [value for value in beside(book).values() if value]


def test_an_empty_text_is_a_value_so_no_job_works_it_out_again() -> None:
    package = Package.of(made.blank())
    empty = [
        cell
        for sheet in package.sheets
        for cell in sheet.root.iter(f"{M}c")
        if cell.find(f"{M}f") is not None and not cell.findtext(f"{M}v")
    ]
    assert empty
    assert {cell.get("t") for cell in empty} == {"str"}

"""A second opinion on the Summary: PyPI's ``formulas``, which shares nothing with LibreOffice or with us.

It knows no structured references, so they are written as ranges first. Where it comes to something else is named here,
with the reason; LibreOffice and we do there what Microsoft's page on COUNTIFS says.
"""

from __future__ import annotations

import builtins
import importlib
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from outcomes_xl.hosts import files
from outcomes_xl.model import Book, ErrorValue, Value
from outcomes_xl.model.cell_refs import column_letters, quoted
from outcomes_xl.model.cell_values import same
from tests.building import made
from tests.office import recalculated

Places = dict[tuple[int, int], Value]

KNOWN = {
    r'TEXT\([^"]*"d mmmm yyyy"\)': "It cuts the day of a date short: 20 November is 2 November.",
    r'(?:tblMap\w+\[Our (?:id|decision)\]|tblTargets\[Metric\]),"\?\*"': "It takes a blank cell for a word.",
    r"INDEX\(tblAvailability\[England\],[^)]*\)&\"\"": "It joins a blank cell to words as nought.",
}
"""What a formula has in it where it disagrees, and why; what rests on such a formula disagrees with it."""


def as_ranges(book: Book, formula: str) -> str:
    """The formula with table columns and named cells written as ranges."""

    def area(match: re.Match[str]) -> str:
        table = book.tables[match[1]]
        column = column_letters(table.area.first_column + table.headings.index(match[2]))
        return f"{quoted(table.sheet)}!${column}${table.first_data_row}:${column}${table.last_data_row}"

    plain = re.sub(r"(tbl\w+)\[([^\]]+)\]", area, formula)
    return re.sub(r"\bset[A-Z]\w+", lambda name: book.names[name[0]], plain)


def _excel_model() -> Any:
    """Return the class. LibreOffice's bridge, where another test has loaded it, tells of a missing module otherwise."""
    hooked, builtins.__import__ = builtins.__import__, importlib.__import__
    try:
        return importlib.import_module("formulas").ExcelModel
    finally:
        builtins.__import__ = hooked


def opinion(path: Path, book: Book, to: Path) -> Places:
    """The Summary's formulas as ``formulas`` works them out."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its own libraries, about their next versions
        excel_model = _excel_model()

        plain = openpyxl.load_workbook(path)
        for sheet in plain.worksheets:
            for table in list(sheet.tables):
                del sheet.tables[table]
        for name, sheet in book.sheets.items():
            for place, formula in sheet.formulas.items():
                # Other sheets' formulas stand by their values: it is asked about the Summary's alone.
                said = as_ranges(book, formula) if name == "Summary" else sheet.value(*place)
                plain[name].cell(*place).value = str(said) if isinstance(said, ErrorValue) else said
        for name in [
            name for name, said in plain.defined_names.items() if "INDEX(" in said.value or "tbl" in said.value
        ]:
            del plain.defined_names[name]  # lists for drop-downs, which the Summary does not use
        plain.save(to)
        solution = excel_model().loads(str(to)).finish().calculate()
    return dict(_of_summary(solution, book))


def _of_summary(solution: dict[str, Any], book: Book) -> Iterator[tuple[tuple[int, int], Value]]:
    found = {str(name).upper(): cell for name, cell in solution.items()}
    for row, column in book.sheets["Summary"].formulas:
        cell = next(c for name, c in found.items() if name.endswith(f"]SUMMARY'!{column_letters(column)}{row}"))
        value = cell.value[0, 0]
        value = getattr(value, "item", lambda value=value: value)()
        yield (row, column), int(value) if isinstance(value, float) and value.is_integer() else value


def rests_on_known(book: Book) -> set[tuple[int, int]]:
    """The Summary's formulas that have a known disagreement in them, or rest on one that has."""
    formulas = book.sheets["Summary"].formulas
    found = {place for place, text in formulas.items() if any(re.search(known, text) for known in KNOWN)}
    names = {f"{column_letters(column)}{row}" for row, column in found}
    return found | {place for place, text in formulas.items() if names & set(re.findall(r"\b[A-Z]{1,2}[0-9]+\b", text))}


@pytest.mark.office
def test_libreoffice_and_formulas_come_to_the_same_but_where_it_is_named(tmp_path: Path) -> None:
    path = tmp_path / "with figures.xlsx"
    path.write_bytes(made.with_figures())
    book, office = files.read(path), recalculated(path).sheets["Summary"]
    second = opinion(path, book, tmp_path / "plain.xlsx")
    assert len(second) == len(book.sheets["Summary"].formulas) > 100
    differ = {
        place: (book.sheets["Summary"].formulas[place], value, office.value(*place))
        for place, value in second.items()
        if not same(value, office.value(*place))
    }
    assert {place: told for place, told in differ.items() if place not in rests_on_known(book)} == {}
    assert differ, "formulas agrees everywhere now: take what is named in KNOWN away"

"""Workbooks as other programs make them: each can be read, changed, grown and undone, and nothing else is touched."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from outcomes_xl.hosts import files
from outcomes_xl.model import AddSheet, AppendRows, Book, CellRef, NewSheet, Patch, SetCell
from tests.hosts.made import everything

MAKERS: dict[str, Callable[[], bytes]] = {"everything": everything}


def maker(make: Callable[[], bytes]) -> Callable[[], bytes]:
    MAKERS[make.__name__] = make
    return make


def by_openpyxl(fill: Callable[[openpyxl.Workbook], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def by_xlsxwriter(fill: Callable[[xlsxwriter.Workbook], None], **options: object) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **options}) as book:
        fill(book)
    return out.getvalue()


@maker
def openpyxl_with_a_table_notes_and_a_chart() -> bytes:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        sheet.append(["Metric", "Figure", "On"])
        for number in range(4):
            sheet.append([f"MET-{number:03}", number / 3, datetime(2026, 11, 22, 14, number)])
        sheet.add_table(Table(displayName="tblFigures", ref="A1:C5"))
        sheet["A2"].comment = Comment("ask", "Prudence")
        choice = DataValidation(type="list", formula1='"a,b"')
        choice.add("A2:A5")
        sheet.add_data_validation(choice)
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=5))
        sheet.add_chart(chart, "F2")

    return by_openpyxl(fill)


@maker
def openpyxl_protected_with_hidden_and_merged() -> bytes:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        sheet["B2"], sheet["B3"], sheet["C9"] = "=1/0", "N/A", date(2026, 3, 15)
        sheet.merge_cells("D4:E6")
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True
        sheet.protection.enable()
        book.create_sheet("Très secret").sheet_state = "veryHidden"

    return by_openpyxl(fill)


@maker
def xlsxwriter_in_constant_memory() -> bytes:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        for row in range(40):
            sheet.write_row(row, 0, [f"text {row} & more", row, row / 7, row % 2 == 0, None, " spaced "])

    return by_xlsxwriter(fill, constant_memory=True)


@maker
def xlsxwriter_with_1904_dates() -> bytes:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_datetime("B2", datetime(2026, 11, 22), book.add_format({"num_format": "d mmmm yyyy"}))
        sheet.write_datetime("B3", datetime(2026, 11, 22, 14, 5), book.add_format({"num_format": "dd/mm/yy hh:mm"}))

    return by_xlsxwriter(fill, date_1904=True)


@maker
def xlsxwriter_with_rich_text_and_array_formulas() -> bytes:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("R&D's sheet")
        sheet.write_rich_string("A1", "a ", book.add_format({"bold": True}), "bold", " word")
        sheet.write_array_formula("B1:B3", "{=A1:A3*2}", None, 4)
        sheet.write_dynamic_array_formula("D1", "=SEQUENCE(3)", None, 1)
        sheet.write("A2", "ż\u200b\u00a0ł 東京 😀")
        sheet.write_url("A3", "https://example.invalid/", string="a link")
        book.add_chartsheet("Picture").set_chart(_chart(book))

    return by_xlsxwriter(fill)


def _chart(book: xlsxwriter.Workbook) -> object:
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "='R&D''s sheet'!$A$1:$A$3"})
    return chart


def much(book: Book) -> Patch:
    """Return a patch that touches the first sheet's cells, grows every table that can grow, and adds a sheet."""
    sheet = next(iter(book.sheets.values()))
    areas = [table.area for table in book.tables.values() if table.sheet == sheet.name]
    free = [
        CellRef(sheet.name, row, column)
        for row, cells in sheet.rows.items()
        for column in cells
        if (row, column) not in sheet.formulas and not any((row, column) in area for area in [*areas, *sheet.merges])
    ]
    far = CellRef(sheet.name, 1_000_000, 16_000)
    patch = Patch.of(SetCell(cell, book.value(cell), "=changed", "t") for cell in free[:3])
    patch += Patch.of([SetCell(far, None, date(2026, 11, 22), "t")])
    for table in book.tables.values():
        row = ("new", 1, date(2026, 1, 2), None, None)[: len(table.headings)]
        patch += Patch.of(
            [AppendRows(table.name, table.sheet, table.area.last_row + 1, table.area.first_column, (row,), "t")]
        )
    new = NewSheet("Findings", "Findings", "Found.", "tblFindings", ("Rule", "Found"), (10, 40), (("AV03", "-"),))
    return patch + Patch.of([AddSheet(new, "t")])


@pytest.mark.parametrize("name", MAKERS)
def test_a_workbook_of_another_program_is_changed_and_undone(name: str) -> None:
    data = MAKERS[name]()
    before = files.read_bytes(data, "x.xlsx")
    patch = much(before)
    after = files.play(data, patch)
    assert files.read_bytes(after, "x.xlsx").tables["tblFindings"]
    assert files.read_bytes(files.play(after, patch.inverse()), "x.xlsx") == before


@pytest.mark.filterwarnings("ignore:.* extension is not supported:UserWarning")  # openpyxl says what it would lose
@pytest.mark.parametrize("name", MAKERS)
def test_other_readers_find_the_same_values(name: str) -> None:
    data = MAKERS[name]()
    book = files.read_bytes(data, "x.xlsx")
    theirs = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    for sheet in theirs.worksheets:
        ours = book.sheets[sheet.title]
        for row in sheet.iter_rows():
            for cell in row:
                found = ours.value(cell.row, cell.column)
                value = cell.value.date() if isinstance(found, date) and not isinstance(found, datetime) else cell.value
                assert str(found) == str(value) or found == value, cell.coordinate

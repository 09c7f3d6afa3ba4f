"""Workbooks in a folder of published files that reach far, are odd inside, or are written in an unusual way."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter

from tests.sources.making import ees, ees_file, evidence, framework, looked, save

_SHEET = "xl/worksheets/sheet1.xml"
_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="S">'
    '<table:table-row table:number-rows-repeated="1048575">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    '<table:table-row><table:table-cell table:number-columns-repeated="16383"/>'
    '<table:table-cell office:value-type="string"><text:p>1</text:p></table:table-cell></table:table-row>'
    "</table:table></office:spreadsheet></office:body></office:document-content>"
)


def in_per_cent(path: Path) -> None:
    """Write the table that says 31 of Northbridge, as 0.31 in a cell shown in per cent."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, shown = book.add_worksheet("S"), book.add_format({"num_format": "0%"})
        for row, line in enumerate(ees_file("2025,31").splitlines()):
            for column, text in enumerate(line.split(",")):
                if text == "31":
                    sheet.write_number(row, column, 0.31, shown)
                else:
                    sheet.write_string(row, column, text)


def rewritten(path: Path, part: str, old: str, new: str) -> None:
    with ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    text = parts[part].decode()
    assert old in text
    parts[part] = text.replace(old, new).encode()
    with ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)


@pytest.mark.parametrize("far", ["A99999999999", "ZZZ1", "XFD1048576", "XFD20000", "A0"])
def test_a_cell_far_away_is_refused_in_a_sentence_and_the_other_files_are_read(tmp_path: Path, far: str) -> None:
    in_per_cent(tmp_path / "far.xlsx")
    cell = f'<row><c r="{far}"><v>1</v></c></row></sheetData>'
    rewritten(tmp_path / "far.xlsx", _SHEET, "</sheetData>", cell)
    save(tmp_path, "rates.csv", ees_file("2025,31"))
    look = looked(tmp_path, framework(ees()))
    assert [(one.name, "far away" in one.what) for one in look.troubles] == [("far.xlsx", True)]
    assert evidence(tmp_path, ees()).figure == 31


def test_a_far_cell_of_an_open_document_sheet_is_refused_too(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "far.ods", "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", _ODS)
    assert ["far away" in one.what for one in looked(tmp_path, framework(ees())).troubles] == [True]


@pytest.mark.parametrize("how", ["as it is", "single quotes", "no places", "a prefix"])
def test_a_cell_in_per_cent_is_seen_however_its_sheet_is_written(tmp_path: Path, how: str) -> None:
    path = tmp_path / "rates.xlsx"
    in_per_cent(path)
    with ZipFile(path) as package:
        sheet = package.read(_SHEET).decode()
    if how == "single quotes":
        sheet_now = sheet.replace('"', "'")
    elif how == "no places":
        sheet_now = re.sub(r'<c r="[A-Z]+\d+"', "<c", sheet)
    elif how == "a prefix":
        sheet_now = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", sheet).replace(" xmlns=", " xmlns:x=")
    else:
        sheet_now = sheet
    rewritten(path, _SHEET, sheet, sheet_now)
    assert evidence(tmp_path, ees()).figure == 31


def test_styles_in_an_encoding_nobody_knows_are_that_file_s_trouble(tmp_path: Path) -> None:
    in_per_cent(tmp_path / "odd.xlsx")
    rewritten(tmp_path / "odd.xlsx", "xl/styles.xml", 'encoding="UTF-8"', 'encoding="klingon"')
    save(tmp_path, "rates.csv", ees_file("2025,31"))
    assert [one.name for one in looked(tmp_path, framework(ees())).troubles] == ["odd.xlsx"]
    assert evidence(tmp_path, ees()).figure == 31

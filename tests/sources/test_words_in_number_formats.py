"""A cell that stores 0 and shows c says c: in published workbooks, in the borough's own, and where one is adopted."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter

from outcomes_xl.adopt.figure_meanings import figure_of
from outcomes_xl.model.styled_cells import Look, StyledCell
from outcomes_xl.sources import Found
from tests.sources.local import desk
from tests.sources.making import ees, ees_file, evidence, metric


def shown_as(path: Path, text: str, stored: float, code: str) -> None:
    """Write a table whose last cell stores a number under a number format; the other texts stay texts."""
    lines = [line.split(",") for line in text.splitlines()]
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, look = book.add_worksheet("S"), book.add_format({"num_format": code})
        for row, line in enumerate(lines):
            for column, cell in enumerate(line):
                sheet.write_string(row, column, cell)
        sheet.write_number(len(lines) - 1, len(lines[0]) - 1, stored, look)


CODES = pytest.mark.parametrize(
    ("code", "stored", "figure"),
    [('0;-0;"c"', 0, "c"), ('[<5]"c";0', 3, "c"), ('[<5]"<5";0', 3, "<5"), ('0;-0;"c"', 8, 8), ("0.0", 0, 0)],
)


@CODES
def test_a_published_cell_says_what_it_shows(tmp_path: Path, code: str, stored: float, figure: object) -> None:
    shown_as(tmp_path / "rates.xlsx", ees_file("2024,7", "2025,0"), stored, code)
    found = evidence(tmp_path, ees())
    assert found.figure == figure
    assert (found.found == Found.SUPPRESSED) is isinstance(figure, str)


@pytest.mark.parametrize(
    ("code", "caution"),
    [
        ('0" per 1,000"', "What stands where the figure should be is no figure: “31 per 1,000”."),
        ('0"?"', "What stands where the figure should be is no figure: “31?”."),
        ('0.0"‰"', "What stands where the figure should be is no figure: “31‰”."),
        ('"around "0', "What stands where the figure should be is no figure: “around 31”."),
        (";;;", "In the publisher's workbook its cell is shown as nothing by its number format"),
    ],
)
def test_a_published_number_is_not_taken_without_what_its_format_says_of_it(
    tmp_path: Path, code: str, caution: str
) -> None:
    shown_as(tmp_path / "rates.xlsx", ees_file("2024,7", "2025,0"), 31, code)
    assert caution in evidence(tmp_path, ees()).caution


def test_the_metrics_own_unit_beside_a_number_is_no_matter(tmp_path: Path) -> None:
    shown_as(tmp_path / "rates.xlsx", ees_file("2024,7", "2025,0"), 31, '0" per 1,000"')
    found = evidence(tmp_path, ees(), of=metric(unit="per 1,000"))
    assert (found.figure, found.caution) == (31, "")


OPEN = "urn:oasis:names:tc:opendocument:xmlns"
CELL = '<table:table-cell office:value-type="{}"{}>{}</table:table-cell>'


def as_ods(path: Path, text: str, stored: float, shown: str) -> None:
    """Write the same as an .ods, which keeps what its last cell shows beside what it holds."""
    lines = [line.split(",") for line in text.splitlines()]
    cells = [[CELL.format("string", "", f"<text:p>{cell}</text:p>") for cell in line] for line in lines]
    cells[-1][-1] = CELL.format("float", f' office:value="{stored}"', shown)
    rows = "".join(f"<table:table-row>{''.join(line)}</table:table-row>" for line in cells)
    names = "".join(f' xmlns:{name}="{OPEN}:{name}:1.0"' for name in ("office", "table", "text"))
    sheet = f'<office:body><office:spreadsheet><table:table table:name="S">{rows}</table:table></office:spreadsheet>'
    with ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{OPEN}:manifest:1.0"/>')
        package.writestr(
            "content.xml", f"<office:document-content{names}>{sheet}</office:body></office:document-content>"
        )


@pytest.mark.parametrize(
    ("shown", "figure", "said"),
    [
        ("<text:p>31.0</text:p>", 31, ""),
        ("<text:p>£31</text:p>", 31, ""),
        ("", 31, ""),
        ("<text:p>c</text:p>", "c", ""),
        ("<text:p>31 per 1,000</text:p>", None, "is no figure: “31 per 1,000”"),
        ("<text:p>31*</text:p>", 31, "with a note"),
        ("<text:p/>", 31, "is shown as nothing by its number format"),
    ],
)
def test_a_cell_of_an_ods_says_what_it_shows(tmp_path: Path, shown: str, figure: object, said: str) -> None:
    as_ods(tmp_path / "rates.ods", ees_file("2024,7", "2025,0"), 31, shown)
    found = evidence(tmp_path, ees())
    assert found.figure == figure
    assert said in found.caution


def test_a_star_from_a_number_format_is_the_publishers_mark(tmp_path: Path) -> None:
    shown_as(tmp_path / "rates.xlsx", ees_file("2024,7", "2025,0"), 31, '0"*"')
    found = evidence(tmp_path, ees())
    assert (found.figure, found.found) == (31, Found.FOUND)
    assert "“31*”" in found.caution


@CODES
def test_a_cell_of_the_boroughs_own_workbook_says_what_it_shows(
    tmp_path: Path, code: str, stored: float, figure: object
) -> None:
    shown_as(tmp_path / "own.xlsx", "borough,year,rate\nNorthbridge,2024/25,0\n", stored, code)
    found = desk.evidence(tmp_path, desk.source("own.xlsx", "Excel file"))
    assert found.figure == figure
    assert (found.found == Found.SUPPRESSED) is isinstance(figure, str)


def test_a_cell_of_an_adopted_spreadsheet_says_what_it_shows() -> None:
    cell = StyledCell(3, 4, 0, Look(number_format='0;-0;"c"'))
    assert figure_of(cell, "Value").value == "c"
    assert figure_of(StyledCell(3, 4, 8, Look(number_format='0;-0;"c"')), "Value").value == 8

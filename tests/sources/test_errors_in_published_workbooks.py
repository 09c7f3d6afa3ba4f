"""Errors and formulas that were never worked out in a published workbook: told apart, and never taken for a blank."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter

from outcomes_xl.sources import Evidence
from tests.sources.making import ees, ees_file, evidence, framework, looked

ERROR = "Its cell shows #N/A, an error in the publisher's file: the figure is not known from it."
NOT_YET = "Its cell holds a formula whose result was never saved: open the file in Excel, save it, and look again."
_SHEET = "xl/worksheets/sheet1.xml"


def with_formulas(path: Path, *formulas: tuple[str, str, object]) -> None:
    """Write the table with formulas in place of some texts: a text, its formula and the saved result."""
    said = {text: (formula, result) for text, formula, result in formulas}
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("S")
        for row, line in enumerate(ees_file("2025,31").splitlines()):
            for column, text in enumerate(line.split(",")):
                if text in said:
                    sheet.write_formula(row, column, *said[text][:1], None, said[text][1])
                else:
                    sheet.write_string(row, column, text)


def never_worked_out(path: Path) -> None:
    """Take the saved results of all formulas out of a workbook, as programs write it that do not calculate."""
    changed(path, _SHEET, r'(?: t="\w+")?><f>([^<]*)</f><v>[^<]*</v>', r"><f>\1</f><v></v>")


def changed(path: Path, part: str, pattern: str, by: str) -> None:
    with ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    text, count = re.subn(pattern, by, parts[part].decode())
    assert count
    with ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, text if name == part else data)


def of(folder: Path) -> Evidence:
    return evidence(folder, ees())


def test_an_error_in_the_publishers_workbook_is_said_to_be_one(tmp_path: Path) -> None:
    with_formulas(tmp_path / "rates.xlsx", ("31", "=NA()", "#N/A"))
    found = of(tmp_path)
    assert (found.found, found.figure, found.caution) == ("Could not be read", None, ERROR)
    assert "an error (#N/A) in Northbridge" in found.line


def test_a_formula_that_was_never_worked_out_is_to_be_opened_and_saved(tmp_path: Path) -> None:
    with_formulas(tmp_path / "rates.xlsx", ("31", "=30+1", "31"))
    never_worked_out(tmp_path / "rates.xlsx")
    found = of(tmp_path)
    assert (found.found, found.figure, found.caution) == ("Could not be read", None, NOT_YET)
    (trouble,) = looked(tmp_path, framework(ees())).troubles
    assert trouble.what == "In it K2 has a formula without a saved result."
    assert trouble.next_step == "Open it in Excel, save it, and look again."


def test_a_formula_with_its_result_is_a_figure_and_an_empty_text_is_a_blank(tmp_path: Path) -> None:
    with_formulas(tmp_path / "rates.xlsx", ("31", "=30+1", 31))
    assert of(tmp_path).figure == 31
    with_formulas(tmp_path / "rates.xlsx", ("31", '=IF(1,"","")', "gone"))
    changed(tmp_path / "rates.xlsx", _SHEET, "<v>gone</v>", "<v></v>")
    assert of(tmp_path).found == "Found, not available"


def test_an_area_whose_code_was_never_worked_out_is_not_said_to_be_without_a_row(tmp_path: Path) -> None:
    name = ("Northbridge", '="Northbridge"', "Northbridge")
    code = ("E09000098", '=CONCATENATE("E09","000098")', "E09000098")
    with_formulas(tmp_path / "rates.xlsx", code, ("398", "=397+1", 398), name)
    assert of(tmp_path).figure == 31
    never_worked_out(tmp_path / "rates.xlsx")
    found = of(tmp_path)
    assert found.found == "Could not be read"
    assert "H2 and 2 more cells have a formula without a saved result" in found.line


@pytest.mark.office
def test_the_same_is_told_of_an_open_document_sheet(tmp_path: Path) -> None:
    (tmp_path / "made").mkdir()
    with_formulas(tmp_path / "made" / "rates.xlsx", ("31", "=NA()", "#N/A"))
    words = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "ods"]
    subprocess.run([*words, "--outdir", str(tmp_path), str(tmp_path / "made" / "rates.xlsx")], check=True, timeout=120)
    (tmp_path / "made" / "rates.xlsx").unlink()
    assert of(tmp_path).caution == ERROR
    shown = r'<table:table-cell( table:formula="[^"]*")[^>]*><text:p>#N/A</text:p></table:table-cell>'
    changed(tmp_path / "rates.ods", "content.xml", shown, r"<table:table-cell\1/>")
    assert of(tmp_path).caution == NOT_YET

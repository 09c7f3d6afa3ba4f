"""Errors and formulas never worked out in a published workbook are no blanks; older ones are read in bounds."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter

from outcomes_xl.sources import Evidence
from outcomes_xl.sources.local.source_limits import limits
from tests.sources.making import ees, ees_file, evidence, framework, looked, save

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


def saved_as(ending: str, path: Path, folder: Path) -> None:
    words = ["soffice", "--headless", f"-env:UserInstallation=file://{folder.parent}/profile", "--convert-to", ending]
    subprocess.run([*words, "--outdir", str(folder), str(path)], check=True, timeout=120, capture_output=True)


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
    made, folder = tmp_path / "made", tmp_path / "published"
    made.mkdir()
    folder.mkdir()
    with_formulas(made / "rates.xlsx", ("31", "=NA()", "#N/A"))
    saved_as("ods", made / "rates.xlsx", folder)
    assert of(folder).caution == ERROR
    shown = r'<table:table-cell( table:formula="[^"]*")[^>]*><text:p>#N/A</text:p></table:table-cell>'
    changed(folder / "rates.ods", "content.xml", shown, r"<table:table-cell\1/>")
    assert of(folder).caution == NOT_YET


@pytest.mark.office
def test_an_xls_is_read_by_a_process_of_its_own_and_its_blank_may_be_an_error(tmp_path: Path) -> None:
    made, folder = tmp_path / "made", tmp_path / "published"
    made.mkdir()
    folder.mkdir()
    with_formulas(made / "rates.xlsx", ("31", "=30+1", 31))
    saved_as("xls", made / "rates.xlsx", folder)
    found = of(folder)
    assert (found.figure, found.caution) == (31, "")
    assert "rates.xls, sheet S" in found.line
    with_formulas(made / "rates.xlsx", ("31", "=NA()", "#N/A"))
    saved_as("xls", made / "rates.xlsx", folder)
    told = "In an .xls or .xlsb file an error looks like an empty cell: look at it in Excel, or save it as .xlsx."
    assert (of(folder).figure, of(folder).caution) == (None, told)


def test_an_older_workbook_that_is_not_read_in_time_is_left_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(5000))
    save(tmp_path, "rates.csv", ees_file("2025,31"))
    (trouble,) = looked(tmp_path, framework(ees())).troubles
    assert "may be damaged or have a password" in trouble.what
    monkeypatch.setitem(limits()["excel"], "seconds", 0.01)
    (trouble,) = looked(tmp_path, framework(ees())).troubles
    assert trouble.what == "It was not read within 0.01 seconds, so it was left."
    assert trouble.next_step == "In Excel save the sheet you need as CSV, and put that here."
    assert of(tmp_path).figure == 31

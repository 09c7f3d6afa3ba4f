"""Files that are not what adopting is for, and places that may not be written: a sentence, and nothing is written."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from typer.testing import CliRunner

from outcomes_xl.adopt.adopted_so_far import Adoption
from outcomes_xl.adopt.adoption import adopt
from outcomes_xl.adopt.reading_notes import ReadingNotes
from outcomes_xl.cli.main import app
from outcomes_xl.hosts.originals.read_original import read_original
from outcomes_xl.hosts.originals.values_only import values_only
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.workflows.adopt_workbook import adopt_workbook
from tests import office
from tests.adopt.generated import FRAMEWORK
from tests.adopt.test_adopt import LOG, accounts_of, availability_of, spreadsheet
from tests.built import borough_workbook, central_workbook
from tests.sources.local import foreign

NOW = datetime(2026, 11, 28, 12)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(3_000)


def refused(theirs: Path, borough: str = "Merton", **more: object) -> str:
    """Adopt a spreadsheet that is to be refused; return the sentence. Every file of its folder is as it was."""
    before = _files(theirs.parent)
    with pytest.raises(CannotUse) as trouble:
        adopt_workbook(theirs, **{"to": theirs.parent / "ours.xlsx", "borough": borough, "now": NOW, **more})  # type: ignore[arg-type]
    assert _files(theirs.parent) == before
    return str(trouble.value)


def _files(folder: Path) -> dict[str, str]:
    return {str(one): hashlib.sha256(one.read_bytes()).hexdigest() for one in folder.rglob("*") if one.is_file()}


def adopted(theirs: Path, borough: str = "Merton") -> Adoption:
    return adopt(read_original(theirs), FRAMEWORK, borough, ReadingNotes())


# The wrong workbook ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            (("Cost centre", "Description", "Budget", "Actual"), ("CC1", "Staffing", 100, 90), ("CC2", "Travel", 9, 8)),
            "No table of metrics was found in “theirs.xlsx”.",
        ),
        (
            (("Service", "Status", "Owner", "Budget"), ("Transport", "On track", "Sam", 9), ("Play", "Late", "A", 1)),
            "“theirs.xlsx” lists services, and nothing in it is about outcomes or metrics.",
        ),
        (
            (("Measure", "Status", "Owner"), *((f"Rent arrears of estate {n}", "Yes", "Housing") for n in range(9))),
            "None of the 9 rows in “theirs.xlsx” is about a metric of the framework; the first is “Rent arrears of",
        ),
        ((("Dear colleagues",), ("Please find the list attached",)), "No table of metrics was found in “theirs.xlsx”."),
        ((), "There is nothing in “theirs.xlsx”. Choose the spreadsheet with your answers."),
    ],
    ids=["a budget", "a budget by service", "another subject", "a letter", "nothing"],
)  # fmt: skip
def test_the_wrong_workbook_is_said_to_be_so(rows: tuple[tuple[object, ...], ...], said: str, tmp_path: Path) -> None:
    assert refused(spreadsheet(tmp_path / "theirs.xlsx", *rows)).startswith(said)


def test_measures_of_their_own_are_taken_where_the_officer_names_the_sheet(tmp_path: Path) -> None:
    rows = (("Measure", "Status"), *((f"Rent arrears of estate {n}", "Yes") for n in range(9)))
    theirs = spreadsheet(tmp_path / "own.xlsx", *rows)
    said = adopt_workbook(theirs, tmp_path / "ours.xlsx", "Merton", NOW, sheets=("log",)).sentences
    assert "9 rows of your own became local rows." in said


def test_a_picture_of_a_table_is_no_table(tmp_path: Path) -> None:
    parts = ((b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b""))
    png = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    with xlsxwriter.Workbook(tmp_path / "scan.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write("A1", "Our framework")
        sheet.insert_image("B2", "scan.png", {"image_data": io.BytesIO(png)})
    assert refused(tmp_path / "scan.xlsx").startswith("“scan.xlsx” holds 1 picture and no table that can be read.")


@pytest.mark.parametrize("borough", ["Sutton", "Hackney"])
def test_columns_of_two_boroughs_are_taken_by_their_names_or_asked_about(borough: str, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    rows = (
        (None, "Merton", None, "Sutton"),
        ("Measure", "Status", "Owner", "Status", "Owner"),
        ("GLD at age 5", "Yes", "Hubs", "No", "Schools"),
        ("Persistent absence", "Yes", "Hubs", "No", "Schools"),
    )
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("B1:C1")
    sheet.merge_cells("D1:E1")
    book.save(tmp_path / "two.xlsx")
    made = adopted(tmp_path / "two.xlsx", borough)
    assert made.availability.get("MET-039", {}).get("holder") == {"Sutton": "Schools"}.get(borough)
    assert made.accounts.count("asked") == (8 if borough == "Hackney" else 0)


def test_rows_of_other_boroughs_and_of_england_are_not_ours(tmp_path: Path) -> None:
    areas = ("LB Merton", "Sutton", "England")
    rows = [(area, "GLD at age 5", value) for value, area in enumerate(areas, 61)]
    made = adopted(spreadsheet(tmp_path / "long.xlsx", ("Local authority", "Measure", "Value"), *rows))
    assert made.availability == {"MET-039": {"latest_figure": 61}}
    assert made.accounts.lines[("Log", 3, 3, "cell")].reason == "The row is about Sutton, and not about Merton."
    assert made.accounts.lines[("Log", 2, 1, "cell")].became == "used"


def test_a_title_with_another_boroughs_name_is_asked_about(tmp_path: Path) -> None:
    theirs = spreadsheet(tmp_path / "t.xlsx", ("Sutton data audit",), (), *LOG)
    (asked,) = (one for one in adopted(theirs).questions if one.about == "borough")
    assert asked.reason == "The title names Sutton, and you are adopting it for Merton. Are these answers yours?"
    assert all(one.about != "borough" for one in adopted(theirs, "Sutton").questions)
    for said, then in (("yes, their form", ""), ("no", "Your reading notes say that these answers are Sutton's")):
        notes = tmp_path / f"{said[:2]}.toml"
        notes.write_text(f'[[answer]]\nabout = "borough"\ntyped = "Sutton"\nmeans = "{said}"\n')
        if then:
            assert refused(theirs, notes=notes).startswith(then)
        else:
            adopt_workbook(theirs, tmp_path / f"{said[:2]}.xlsx", "Merton", NOW, notes=notes)
            (tmp_path / f"{said[:2]}.xlsx").unlink()


@pytest.mark.parametrize("blank", ["", foreign.ods_row(times=3)], ids=["at C1", "at C4"])
def test_a_table_that_is_not_in_the_corner_of_a_file_of_values_is_read_where_it_stands(
    blank: str, tmp_path: Path
) -> None:
    rows = (foreign.ods_row("", "", "Measure", "Status"), foreign.ods_row("", "", "GLD at age 5", "Yes"))
    (tmp_path / "t.ods").write_bytes(foreign.ods(blank + "".join(rows)))
    (sheet,) = values_only(tmp_path / "t.ods")
    first = 4 if blank else 1
    assert {cell.a1: cell.value for cell in sheet.cells.values()} == {
        f"C{first}": "Measure", f"D{first}": "Status", f"C{first + 1}": "GLD at age 5", f"D{first + 1}": "Yes",
    }  # fmt: skip


# Ours already ---------------------------------------------------------------------------------------------------------


def test_a_central_file_holds_nobodys_answers_and_another_boroughs_workbook_is_named(tmp_path: Path) -> None:
    (tmp_path / "central.xlsx").write_bytes(central_workbook(FRAMEWORK))
    assert refused(tmp_path / "central.xlsx").startswith("“central.xlsx” is a central file of this tool")
    (tmp_path / "sutton.xlsx").write_bytes(borough_workbook(FRAMEWORK, FRAMEWORK.borough("Sutton")))
    said = adopt_workbook(tmp_path / "sutton.xlsx", tmp_path / "ours.xlsx", "Merton", NOW).sentences
    assert said[-1] == "Its Start sheet says Sutton, not Merton: is it the right file?"
    assert (tmp_path / "ours.xlsx").read_bytes() == (tmp_path / "sutton.xlsx").read_bytes()


# Kinds of files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", b"%PDF-1.7", "“a.xlsx” is not an Excel workbook: it is a PDF."),
        ("b.xls", OLE + b"nothing", "“b.xls” cannot be read as a workbook; it may be damaged or have a password."),
        ("c.ods", b"PK\x03\x04", "“c.ods” is cut short or damaged"),
        ("d.xlsx", b"Measure,Status\n", "“d.xlsx” is not an Excel workbook: it looks like a text or CSV file."),
        ("j.csv", b"<html><table>", "“j.csv” is not a text file that can be read as a list."),
        ("k.csv", b"a\0b\1\0,", "“k.csv” is not a text file that can be read as a list."),
        ("l.csv", OLE + b"nothing", "“l.csv” is an old Office file, not an Excel workbook."),
        ("m.csv", b'Measure,Status\n"Persistent absence,Yes\n', "“m.csv” cannot be read as a list: a quotation mark"),
        ("n.csv", b"\r\n", "There is nothing in “n.csv”."),
        ("e.xlsx", b"", "“e.xlsx” is empty."),
        ("f.xls", b"<html><table>", "“f.xls” is not an Excel workbook"),
        ("g.xlsx", ENCRYPTED, "“g.xlsx” is protected with a password, or encrypted by a sensitivity label."),
        ("h.xlsb", ENCRYPTED, "“h.xlsb” is protected with a password, or encrypted by a sensitivity label."),
        ("i.ods", foreign.zipped(**{"content.xml": "x", "META-INF/manifest.xml": "<manifest:encryption-data/>"}),
         "“i.ods” is protected with a password."),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_told_what_it_is(name: str, content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    assert refused(tmp_path / name).startswith(said)


FAR = (
    '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16000"'
    ' office:value-type="float" office:value="1"/></table:table-row>'
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("far.ods", foreign.ods(foreign.ods_row("a") + FAR)),
        ("far.xlsb", foreign.xlsb((0, 0, 1.0), (39_999, 999, 1.0))),
    ],
)
def test_a_file_that_would_take_all_memory_is_left_by_a_process_of_its_own(
    name: str, content: bytes, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    assert any(words in refused(tmp_path / name) for words in ("would take far more memory", "cannot be read as a"))


def test_a_file_that_takes_too_long_is_left(tmp_path: Path) -> None:
    (tmp_path / "long.ods").write_bytes(foreign.ods(foreign.ods_row("a", "b")))
    with pytest.raises(CannotUse, match="was not read within"):
        values_only(tmp_path / "long.ods", seconds=0.01)


def test_a_workbook_with_macros_and_one_with_protected_sheets_are_read_as_any_other(tmp_path: Path) -> None:
    book = load_workbook(spreadsheet(tmp_path / "log.xlsx", *LOG))
    book["Log"].protection.sheet = True
    book["Log"].protection.password = "secret"
    book.security.lockStructure = True
    book.save(tmp_path / "protected.xlsx")
    macro = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    with zipfile.ZipFile(tmp_path / "log.xlsx") as old, zipfile.ZipFile(tmp_path / "log.xlsm", "w") as new:
        for info in old.infolist():
            new.writestr(info, old.read(info.filename).replace(plain.encode(), macro.encode()))
    for name in ("protected.xlsx", "log.xlsm"):
        assert adopted(tmp_path / name).availability["MET-039"]["status"] == "Available now"


@pytest.mark.office
def test_an_open_document_tells_per_cents_comments_and_hidden_sheets_and_an_old_workbook_is_asked_about(
    tmp_path: Path,
) -> None:
    book = load_workbook(spreadsheet(tmp_path / "log.xlsx", ("Measure", "Status", "Value", "Comments")))
    sheet = book["Log"]
    sheet.append(("GLD at age 5", "Yes", 0.66, None))
    sheet["C2"].number_format = "0%"
    sheet.append(("Persistent absence", "Yes", 0.66, None))
    sheet["A2"].comment = Comment("Look here", "Officer")
    old = book.create_sheet("Old")
    old.append(("Measure", "Status"))
    old.append(("GLD at age 5", "No"))
    old.sheet_state = "hidden"
    book.save(tmp_path / "log.xlsx")
    seen = adopted(office.saved_as(tmp_path / "log.xlsx", tmp_path / "as", ".ods"))
    assert (seen.availability["MET-039"]["latest_figure"], seen.availability["MET-039"]["note"]) == (66, "Look here")
    assert "latest_figure" not in seen.availability["MET-050"]  # 0.66 in per cent may be 66%: asked
    unseen = adopted(office.saved_as(tmp_path / "log.xlsx", tmp_path / "as", ".xls"))
    assert "latest_figure" not in unseen.availability["MET-039"]
    for made in (seen, unseen):
        assert made.accounts.lines[("Old", 2, 2, "cell")].became == "asked"


# Much of it -----------------------------------------------------------------------------------------------------------


def test_thousands_of_blank_formatted_rows_and_two_hundred_sheets_do_no_harm(tmp_path: Path) -> None:
    book = load_workbook(spreadsheet(tmp_path / "log.xlsx", *LOG))
    for row in range(10, 2_000):
        book["Log"].cell(row, 2).fill = PatternFill("solid", fgColor="FFEEEEEE")
    for number in range(200):
        book.create_sheet(f"S{number}")
    book.save(tmp_path / "log.xlsx")
    made = adopted(tmp_path / "log.xlsx")
    assert made.availability["MET-039"]["status"] == "Available now"
    assert len(made.accounts.lines) == 13


def test_of_a_workbook_with_too_many_sheets_those_named_are_read(tmp_path: Path) -> None:
    book = load_workbook(spreadsheet(tmp_path / "log.xlsx", *LOG))
    for number in range(400):
        book.create_sheet(f"S{number}")
    book.save(tmp_path / "log.xlsx")
    assert refused(tmp_path / "log.xlsx").startswith("“log.xlsx” has 401 sheets, more than a list of answers has.")
    assert refused(tmp_path / "log.xlsx", sheets=("Lag",)).startswith("There is no sheet “Lag” in log.xlsx.")
    assert [one.name for one in read_original(tmp_path / "log.xlsx", ("log",)).sheets] == ["Log"]


@pytest.mark.parametrize("status", ["Yes", '="Y"&"es"'])
def test_a_formula_without_a_saved_result_is_no_answer(status: str, tmp_path: Path) -> None:
    rows = (("Measure", "Status", "Value"), ("GLD at age 5", status, "=1+1"), ("Persistent absence", "Yes", 5))
    made = adopted(spreadsheet(tmp_path / "log.xlsx", *rows))
    assert "latest_figure" not in made.availability.get("MET-039", {})
    for place in ((2, 3), (2, 2)) if status != "Yes" else ((2, 3),):
        line = made.accounts.lines[("Log", *place, "cell")]
        assert (line.became, "without a saved result" in line.reason) == ("not carried", True)


def test_formulas_without_saved_results_are_told_and_an_xlsx_that_is_called_xls_is_read(tmp_path: Path) -> None:
    rows = (("Measure", "Status", "Value"), ("GLD at age 5", "Yes", "=1+1"), ("Persistent absence", "Yes", 5))
    theirs = spreadsheet(tmp_path / "log.xlsx", *rows).rename(tmp_path / "log.xls")
    said = adopt_workbook(theirs, to=tmp_path / "ours.xlsx", borough="Merton", now=NOW).sentences
    assert any(one.startswith("1 formula had no saved result, so nothing is known") for one in said)


# Places that may not be written ---------------------------------------------------------------------------------------


PLACES: dict[str, tuple[Callable[[Path], dict[str, object]], str]] = {
    "over the original": (lambda f: {"to": f / "log.xlsx"}, "Nothing can take the place of log.xlsx"),
    "over a workbook": (lambda f: {"to": f / "there.xlsx"}, "there.xlsx is already there"),
    "no workbook's name": (lambda f: {"to": f / "ours.xls"}, "ours.xls should end in .xlsx"),
    "no such folder": (lambda f: {"to": f / "gone" / "ours.xlsx"}, "There is no folder"),
    "accounts over the original": (lambda f: {"accounts": f / "log.xlsx"}, "log.xlsx should end in .csv"),
    "accounts over a list of theirs": (lambda f: {"accounts": f / "there.csv"}, "there.csv is already there and is no"),
    "accounts nowhere": (lambda f: {"accounts": f / "gone" / "a.csv"}, "There is no folder"),
    "accounts in a folder's place": (lambda f: {"accounts": f / "folder.csv"}, "folder.csv is a folder"),
    "notes over the original": (lambda f: {"notes": f / "log.xlsx"}, "log.xlsx should end in .toml"),
    "notes that are other settings": (lambda f: {"notes": f / "pyproject.toml"}, "pyproject.toml has a part “project”"),
    "notes that are no TOML": (lambda f: {"notes": f / "bad.toml"}, "The notes in bad.toml cannot be read as TOML"),
    "notes in another form": (lambda f: {"notes": f / "odd.toml"}, "The notes in odd.toml are not written as"),
    "no such sheet": (lambda f: {"sheets": ("Nope",)}, "There is no sheet “Nope” in log.xlsx. Its sheets: Log."),
    "a borough misspelt": (lambda f: {"borough": "Mertom"}, "“Mertom” is not one of the 33 London boroughs."),
}  # fmt: skip


@pytest.mark.parametrize("case", PLACES)
def test_a_place_that_may_not_be_written_is_refused_before_anything_is(case: str, tmp_path: Path) -> None:
    spreadsheet(tmp_path / "log.xlsx", *LOG)
    spreadsheet(tmp_path / "there.xlsx", *LOG)
    (tmp_path / "there.csv").write_text("Payee,Amount\n")
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'ours'\n")
    (tmp_path / "bad.toml").write_text("answer = [1")
    (tmp_path / "odd.toml").write_text("answer = 'Yes'")
    given, said = PLACES[case]
    assert refused(tmp_path / "log.xlsx", **given(tmp_path)).startswith(said)


def test_when_the_last_file_cannot_be_written_none_is_left(tmp_path: Path) -> None:
    spreadsheet(tmp_path / "log.xlsx", *LOG)
    (tmp_path / "mine.toml").write_text("[original]\n")
    (tmp_path / "~$mine.toml").write_bytes(b"\x03Sam")  # somebody has it open
    said = refused(tmp_path / "log.xlsx", notes=tmp_path / "mine.toml", accounts=tmp_path / "cells.csv")
    assert said.startswith("Sam has “mine.toml” open.")


def test_an_earlier_list_of_cells_is_renewed_and_earlier_notes_are_kept_beside(tmp_path: Path) -> None:
    theirs, notes, cells = spreadsheet(tmp_path / "log.xlsx", *LOG), tmp_path / "n.toml", tmp_path / "cells.csv"
    for name in ("one.xlsx", "two.xlsx"):
        adopt_workbook(theirs, tmp_path / name, "Merton", NOW, notes=notes, accounts=cells)
        notes.write_text(notes.read_text("utf-8") + "# my own remark\n", "utf-8")
    assert len(accounts_of(cells)) == 13
    (copy,) = tmp_path.rglob("n (backup*).toml")
    assert "# my own remark" in copy.read_text("utf-8")
    (tmp_path / "log.notes.toml").write_text("# not to be lost\n")
    said = adopt_workbook(theirs, tmp_path / "three.xlsx", "Merton", NOW)
    assert said.asked == 0
    assert (tmp_path / "log.notes.toml").read_text() == "# not to be lost\n"
    assert (tmp_path / "log 2.notes.toml").is_file()


# Edited since, and open -----------------------------------------------------------------------------------------------


ASKS = (LOG[0], ("GLD at age 5", "Amberish", "Early years", None), ("Persistent absence", "Yes", None, None))


def test_answers_about_single_cells_of_an_earlier_state_are_not_used_and_not_lost(tmp_path: Path) -> None:
    theirs, notes = spreadsheet(tmp_path / "log.xlsx", *ASKS), tmp_path / "n.toml"
    adopt_workbook(theirs, tmp_path / "one.xlsx", "Merton", NOW, notes=notes)
    answer = '\n[[answer]]\nabout = "cell"\ntyped = "Log!C2"\nmeans = "Hubs"\n'
    notes.write_text(notes.read_text("utf-8").replace('means = ""', 'means = "Available now"') + answer, "utf-8")
    adopt_workbook(theirs, tmp_path / "two.xlsx", "Merton", NOW, notes=notes)
    assert availability_of(tmp_path / "two.xlsx")["MET-039"]["Who holds it"] == "Hubs"
    spreadsheet(theirs, ASKS[0], ASKS[2], ("GLD at age 5", "Amberish", "Early years", None), ("MMR", "No", "NHS", None))
    for name in ("three.xlsx", "four.xlsx"):
        said = adopt_workbook(theirs, tmp_path / name, "Merton", NOW, notes=notes).sentences
        row = availability_of(tmp_path / name)
        assert (row["MET-039"]["Who holds it"], row["MET-039"]["Status"]) == ("Early years", "Available now")
        assert row["MET-050"]["Who holds it"] is None
        assert ("1 answer about single cells stand" in said[-1]) == (name == "three.xlsx")
    assert 'means = "Hubs"' in notes.read_text("utf-8")


def test_notes_of_another_file_and_a_spreadsheet_that_is_open_are_said_to_be_so(tmp_path: Path) -> None:
    adopt_workbook(
        spreadsheet(tmp_path / "a.xlsx", *ASKS), tmp_path / "1.xlsx", "Merton", NOW, notes=tmp_path / "n.toml"
    )
    (tmp_path / "~$b.xlsx").write_bytes(b"\x03Sam")
    theirs = spreadsheet(tmp_path / "b.xlsx", *LOG)
    said = adopt_workbook(theirs, tmp_path / "2.xlsx", "Merton", NOW, notes=tmp_path / "n.toml").sentences
    assert said[-2].startswith("The notes were made for “a.xlsx”, and this is “b.xlsx”")
    assert said[-1] == "b.xlsx is open: what was not saved yet was not read."


def test_a_refusal_is_a_sentence_and_an_exit_code(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"%PDF-1.7")
    run = CliRunner().invoke(
        app, ["adopt", str(tmp_path / "a.xlsx"), "--to", str(tmp_path / "o.xlsx"), "--borough", "Merton"]
    )
    assert (run.exit_code, "Traceback" in run.output) == (3, False)

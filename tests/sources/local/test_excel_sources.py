"""Spreadsheets from elsewhere: read in a process that may be ended, with Excel's errors and lacking results seen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
import xlsxwriter

from outcomes_xl.bounded_process import watch
from outcomes_xl.model.cannot_use import CannotLook
from outcomes_xl.sources import Found
from outcomes_xl.sources.local import sheet_process
from outcomes_xl.sources.local.sheet_process import SheetProcess
from tests.sources.local import foreign
from tests.sources.local.desk import csv_file, evidence, looked, source

FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
FAR_CELL = (
    '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16000"'
    ' office:value-type="float" office:value="1"/></table:table-row>'
)
GOOD = {
    "good.xlsx": foreign.table(),
    "a cell at the far corner.xlsx": foreign.table(FAR),
    "a cell far to the right.xlsx": foreign.table('<row r="3"><c r="XFD3"><v>1</v></c></row>'),
    "a cell far down.xlsx": foreign.table('<row r="1048576"><c r="A1048576" t="str"><v>x</v></c></row>'),
    "dimensions that lie.xlsx": foreign.table(before='<dimension ref="A1:XFD1048576"/>'),
    "dimensions that lie small.xlsx": foreign.table(before='<dimension ref="A1"/>'),
    "good.ods": foreign.ods(foreign.ods_row("borough", "year", "rate") + foreign.ods_row("398", "2024/25", "31.5")),
}
BAD = {
    "nothing but far cells.xlsx": foreign.xlsx(f'<row r="1"><c r="A1"><v>1</v></c></row>{FAR}'),
    "a document type.xlsx": foreign.table(doctype='<!DOCTYPE x [<!ENTITY a "b">]>'),
    "one text of 30 MB.xlsx": foreign.table(strings=f"<si><t>{'a' * 30_000_000}</t></si>"),
    "far cells.xlsb": foreign.xlsb((0, 0, 1.0), (1_048_575, 16_383, 1.0)),
    "forty million cells.xlsb": foreign.xlsb((0, 0, 1.0), (39_999, 999, 1.0)),
    "far cells.ods": foreign.ods(foreign.ods_row("a") + FAR_CELL),
    "half.ods": foreign.zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet", **{"content.xml": "<a"}),
    "no cells.xls": b"\xd0\xcf\x11\xe0" + bytes(4_000),
    "zeros.xlsx": b"PK\x03\x04" + bytes(4_000),
    "a pdf.xlsx": b"%PDF-1.7",
}


@pytest.mark.parametrize("name", GOOD)
def test_what_stands_far_away_is_no_part_of_the_table(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(GOOD[name])
    assert evidence(tmp_path, source(name, "Excel file")).figure == 31.5


@pytest.mark.parametrize("watched", [False, True], ids=["held", "watched"])
def test_one_that_would_hurt_is_a_finding_and_the_others_are_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, watched: bool
) -> None:
    monkeypatch.setattr("outcomes_xl.sources.local.session.SheetProcess", lambda: SheetProcess(watched))
    for name, content in BAD.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "good.xlsx").write_bytes(GOOD["good.xlsx"])
    rows = [source(name, "Excel file") for name in (*BAD, "good.xlsx")]
    home = looked(tmp_path, *rows)
    assert len(home.troubles) == len(BAD)
    assert home.by_metric["MET-001"].figure == 31.5
    assert not any("our side" in one.what for one in home.troubles)
    # The officer's own program took none of it: its largest so far stays far below what the files claim.
    assert psutil.Process().memory_info().rss < 1_500_000_000


def test_in_a_folder_one_bad_workbook_spoils_no_other(tmp_path: Path) -> None:
    (tmp_path / "extracts").mkdir()
    (tmp_path / "extracts" / "1.xlsb").write_bytes(BAD["far cells.xlsb"])
    (tmp_path / "extracts" / "2.xlsx").write_bytes(GOOD["good.xlsx"])
    home = looked(tmp_path, source("extracts", "Folder of extracts"))
    assert home.by_metric["MET-001"].figure == 31.5
    assert [(one.name, one.what) for one in home.troubles] == [
        ("extracts, 1.xlsb", "It would take far more memory than a table of data does, so it was left.")
    ]


def test_a_process_that_takes_too_much_is_ended_by_whoever_watches_it() -> None:
    greedy = "import time\nheld = bytearray(400_000_000)\ntime.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", greedy], text=True) as running:
        watch(running, 40_000_000, 0.05)
        assert running.returncode not in (None, 0)


def test_a_sheet_that_takes_too_long_is_left_with_its_process(tmp_path: Path) -> None:
    from outcomes_xl.sources.local import Connections

    rows = foreign.ods_row("borough", "year", "rate") + foreign.ods_row("398", "2024/25", "31.5", times=1_000_000)
    (tmp_path / "long.ods").write_bytes(foreign.ods(rows))
    csv_file(tmp_path, "r.csv", "| borough | year | rate |\n| E09000098 | 2024/25 | 9 |")
    known = Connections(tmp_path / "c.toml", seconds=1)
    home = looked(tmp_path, source("long.ods", "Excel file"), source("r.csv"), connections=known)
    assert [one.what for one in home.troubles] == ["It gave no answer within 1 seconds, so it was left."]
    assert home.by_metric["MET-001"].figure == 9
    assert not readers()


def readers() -> list[psutil.Process]:
    """Our processes that read sheets now; one that has ended and nobody has waited for is another test's."""
    found = []
    for child in psutil.Process().children():
        try:
            if "sheet_to_csv" in " ".join(child.cmdline()):
                found.append(child)
        except psutil.ZombieProcess:
            continue
    return found


def test_one_process_reads_many_sheets_and_is_gone_afterwards(tmp_path: Path) -> None:
    reader = SheetProcess()
    (tmp_path / "r.xlsx").write_bytes(GOOD["good.xlsx"])
    try:
        first = [reader.csv_of(tmp_path / "r.xlsx", "", tmp_path / "r.csv")["columns"] for _ in range(3)]
        assert first == [3, 3, 3]
        assert len({child.pid for child in psutil.Process().children()}) >= 1
    finally:
        reader.end()
    assert not readers()


def test_no_module_is_taken_from_the_folder_one_stands_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "python_calamine.py").write_text("raise SystemExit('taken from the workbook’s folder')")
    (tmp_path / "csv.py").write_text("raise SystemExit('taken from the workbook’s folder')")
    (tmp_path / "good.ods").write_bytes(GOOD["good.ods"])
    monkeypatch.chdir(tmp_path)
    assert evidence(tmp_path, source("good.ods", "Excel file")).figure == 31.5


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a file open for its reader")
def test_a_reader_that_ends_by_itself_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_process, "_READER", "outcomes_xl.no_such_module")
    (tmp_path / "r.xlsx").write_bytes(GOOD["good.xlsx"])
    with pytest.raises(CannotLook, match="It would take far more memory"):
        SheetProcess().csv_of(tmp_path / "r.xlsx", "", tmp_path / "r.csv")


# Errors and results that lack -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", ["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?"])
def test_an_error_is_no_blank_and_is_named_with_its_cell(tmp_path: Path, error: str) -> None:
    (tmp_path / "r.xlsx").write_bytes(foreign.one_cell(f'<c r="C2" t="e"><v>{error}</v></c>'))
    home = looked(tmp_path, source("r.xlsx", "Excel file"))
    found = home.by_metric["MET-001"]
    assert (found.found, found.figure) == (Found.UNREADABLE, None)
    assert found.line == f"Local source r.xlsx: {error} in C2, 2024/25."
    assert found.values == "1 period; latest: 1 of 1 not a figure"
    assert [one.what for one in home.troubles] == [
        f"Its column “rate” shows {error} in C2, one of Excel's error values."
    ]


def test_errors_in_other_rows_are_said_beside_the_figure(tmp_path: Path) -> None:
    errors = "".join(f'<row r="{n}"><c r="C{n}" t="e"><v>#N/A</v></c></row>' for n in (3, 4, 5))
    (tmp_path / "r.xlsx").write_bytes(foreign.table(errors))
    home = looked(tmp_path, source("r.xlsx", "Excel file"), kept=tmp_path / "kept.json")
    again = looked(tmp_path, source("r.xlsx", "Excel file"), kept=tmp_path / "kept.json")
    said = "Its column “rate” shows #N/A in C3 and 2 more cells, one of Excel's error values."
    assert [(one.by_metric["MET-001"].figure, one.troubles[0].what) for one in (home, again)] == [(31.5, said)] * 2


@pytest.mark.parametrize("cell", ['<c r="C2"><f>70+0.1</f></c>', '<c r="C2"><f>70+0.1</f><v></v></c>'])
def test_a_formula_without_a_result_is_to_be_saved_in_excel_first(tmp_path: Path, cell: str) -> None:
    (tmp_path / "r.xlsx").write_bytes(foreign.one_cell(cell))
    home = looked(tmp_path, source("r.xlsx", "Excel file"))
    assert home.by_metric["MET-001"].found is Found.UNREADABLE
    assert [(one.what, one.next_step) for one in home.troubles] == [
        (
            "Its column “rate” has a formula without a saved result in C2.",
            "Open it in Excel, save it, and look again.",
        )
    ]


def test_a_formula_whose_result_is_an_empty_text_is_a_blank(tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").write_bytes(foreign.one_cell('<c r="C2" t="str"><f>""</f><v></v></c>'))
    assert evidence(tmp_path, source("r.xlsx", "Excel file")).found is Found.NOT_AVAILABLE


def test_formulas_without_a_result_in_another_column_are_no_matter(tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").write_bytes(foreign.table('<row r="3"><c r="E3"><f>1+1</f></c></row>'))
    assert evidence(tmp_path, source("r.xlsx", "Excel file")).figure == 31.5


@pytest.mark.parametrize("code", ["0%", "0.0%", '#,##0.00" share "%'])
def test_a_percentage_is_read_as_its_cell_shows_it(tmp_path: Path, code: str) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "shares.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["borough", "year", "rate"])
    sheet.write_row(1, 0, ["E09000098", "2024/25"])
    sheet.write_number(1, 2, 0.315, book.add_format({"num_format": code}))
    book.close()
    assert evidence(tmp_path, source("shares.xlsx", "Excel file")).figure == 31.5


def test_a_number_beside_a_per_cent_sign_in_quotation_marks_is_only_that_number(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "plain.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["borough", "year", "rate"])
    sheet.write_row(1, 0, ["E09000098", "2024/25"])
    sheet.write_number(1, 2, 31.5, book.add_format({"num_format": '0.0"%"'}))
    book.close()
    assert evidence(tmp_path, source("plain.xlsx", "Excel file")).figure == 31.5

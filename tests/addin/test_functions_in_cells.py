"""Functions typed into cells of a live spreadsheet: formula, the add-in's own VBA, the helper's desk, and back.

LibreOffice works the formulas out. Only the way to the helper is stood in for: Helper.bas writes its question to a
file and starts Python, where Excel would call the running object.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from outcomes_xl.building.addin.function_wrappers import cell_functions
from outcomes_xl.settings import FILE
from tests.addin.office import Office, Open
from tests.addin.test_running import compiled
from tests.addin.workbook import HELPER, workbook_with_macros

pytestmark = [pytest.mark.office, pytest.mark.slow]
ANSWERING = "tests.addin.answering_functions"

ASKS = r"""Public Function Answer(ByVal functionName As String, ByVal arguments As Variant) As Variant
    Dim index As Long
    Dim tries As Long
    Open Desk & "/question.txt" For Output As #1
    Print #1, functionName
    For index = 0 To UBound(arguments)
        Tell arguments(index)
    Next index
    Close #1
    Shell "{command}", vbHide
    Do While Dir(Desk & "/answer.txt") = "" And tries < 6000
        Wait 20
        tries = tries + 1
    Loop
    Answer = FromPython()
    Kill Desk & "/answer.txt"
End Function

Private Sub Tell(ByVal given As Variant)
    Dim down As Long
    Dim across As Long
    If Not IsArray(given) Then
        Print #1, "one"
        Print #1, TypeName(given) & Chr(9) & Plain(given)
        Exit Sub
    End If
    Print #1, CStr(UBound(given, 1) - LBound(given, 1) + 1) & " " & CStr(UBound(given, 2) - LBound(given, 2) + 1)
    For down = LBound(given, 1) To UBound(given, 1)
        For across = LBound(given, 2) To UBound(given, 2)
            Print #1, TypeName(given(down, across)) & Chr(9) & Plain(given(down, across))
        Next across
    Next down
End Sub

Private Function Plain(ByVal given As Variant) As String
    If TypeName(given) = "Date" Then
        Plain = Trim(Str(CDbl(given)))
    ElseIf TypeName(given) = "Double" Or TypeName(given) = "Integer" Or TypeName(given) = "Long" Then
        Plain = Trim(Str(given))
    ElseIf IsEmpty(given) Then
        Plain = ""
    Else
        Plain = CStr(given)
    End If
End Function

Private Function FromPython() As Variant
    Dim high As Long
    Dim wide As Long
    Dim down As Long
    Dim across As Long
    Dim written As String
    Dim answers() As Variant
    Open Desk & "/answer.txt" For Input As #1
    Line Input #1, written
    high = CLng(written)
    Line Input #1, written
    wide = CLng(written)
    ReDim answers(1 To high, 1 To wide)
    For down = 1 To high
        For across = 1 To wide
            Line Input #1, written
            If Left(written, 1) = "S" Then
                answers(down, across) = Mid(written, 2)
            Else
                answers(down, across) = Val(Mid(written, 2))
            End If
        Next across
    Next down
    Close #1
    FromPython = answers
End Function
"""
ENTRIES = """
    | MET-012 | Not collected | 2024/25 | Merton  | 22.5 | 18 |
    | MET-001 | Availble now  | 2025    | Hackny  | c    | 18 |
    |         |               |         |         |      |    |
    | end     |               |         |         |      |    |
"""
NOT_TIED = "Nothing in PHOF is tied to MET-012."


@pytest.fixture(scope="module")
def made(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    desk = tmp_path_factory.mktemp("desk")
    (desk / "settings").mkdir()
    published = resources.files("outcomes_xl") / "data" / "published"
    (desk / "settings" / FILE).write_text(f"published_files = '{published}'\n", "utf-8")
    before, _, rest = HELPER.partition("Public Function Answer")
    helper = before + ASKS + rest.partition("End Function\n")[2]
    path = desk / "northbridge.xlsm"
    path.write_bytes(workbook_with_macros(desk, ANSWERING, office.pipe, Helper=_filled(helper, desk, office)))
    return path


def _filled(helper: str, desk: Path, office: Office) -> str:
    command = f"{sys.executable} -m {ANSWERING} {desk} {office.pipe}"
    return helper.replace("{desk}", str(desk)).replace("{command}", command)


@pytest.fixture(scope="module")
def book(office: Office, made: Path) -> Iterator[Open]:
    with office.opened(made) as opened:
        compiled(opened)
        sheet = opened.document.Sheets.getByName("Summary")
        for row, line in enumerate(ENTRIES.strip().splitlines(), 10):
            for column, text in zip("ABCDEF", line.strip().strip("|").split("|"), strict=True):
                cell = sheet.getCellRangeByName(f"{column}{row}")
                if text.strip().replace(".", "").isdigit() and column != "C":
                    cell.Value = float(text)
                else:
                    cell.String = text.strip()
        yield opened


ASKED: dict[str, tuple[str, str, list[list[Any]]]] = {
    "OUTCOMES_TITLE": (
        "(A10:A12)",
        "H1:H3",
        [["Placed over 20 miles from home"], ["Repeat child protection plans"], [""]],
    ),
    "OUTCOMES_PLACE": (
        "(A10)",
        "H1:K1",
        [["Children and young people", "Safe", "Children have stable, loving homes", "Stability of home"]],
    ),
    "OUTCOMES_MAPPED": ('(A10;"PHOF")', "H1:L1", [[NOT_TIED, "", "", "", "MET-012"]]),
    "OUTCOMES_BOROUGH": ('("E09000024")', "H1:H1", [["Merton"]]),
    "OUTCOMES_BOROUGH_CODE": (
        "(D10:D12)",
        "H1:H3",
        [["E09000024"], ["Hackny is no London borough. Did you mean Hackney?"], [""]],
    ),
    "OUTCOMES_STATUS_COUNTS": (
        "(B10:B12)",
        "H1:I9",
        [
            ["Available now", 0.0],
            ["Available, needs work", 0.0],
            ["Held by a partner", 0.0],
            ["Collected, not extractable", 0.0],
            ["Not collected", 1.0],
            ["Not applicable", 0.0],
            ["Not yet assessed", 0.0],
            ["(blank)", 1.0],
            ["Availble now (not in the list)", 1.0],
        ],
    ),
    "OUTCOMES_CONTRIBUTION": (
        '("Hub";"C-LRN-01";B10:C12)',
        "H1:H1",
        [["These are not the headings of a service map. Give it whole, such as tblServiceMap[#All]."]],
    ),
    "OUTCOMES_PERIOD_START": ('(C10:C12;"Academic year")', "H1:H3", [[45536.0], [45536.0], [""]]),
    "OUTCOMES_PERIOD_END": ('(C10:C12;"Academic year")', "H1:H3", [[45900.0], [45900.0], [""]]),
    "OUTCOMES_FIGURE": ('("MET-002";"Kingston upon Thames")', "H1:H1", [["c"]]),
    "OUTCOMES_DISTANCE": (
        "(A10:A12;E10:E12;F10:F12)",
        "H1:H3",
        [[4.5], ["c"], [""]],
    ),
    "OUTCOMES_DISTANCE_SAID": (
        "(A10:A12;E10:E12;F10:F12)",
        "H1:H3",
        [["4.5 to go: above, as the figures stand"], ["c"], [""]],
    ),
}


def test_every_function_is_asked_in_a_cell() -> None:
    assert {*ASKED, "OUTCOMES_PROBLEMS"} == {one.name for one in cell_functions()}


@pytest.mark.parametrize("name", ASKED)
def test_a_function_in_a_cell_spreads_its_answers(book: Open, name: str) -> None:
    given, spill, wanted = ASKED[name]
    assert spread(book, f"={name}{given}", spill) == wanted


def test_problems_name_the_cells_where_the_table_really_stands(book: Open) -> None:
    sheet = book.document.Sheets.getByName("Data availability")
    rows = [["Metric id", "Status", "Note"], ["MET-012", "Not collected", ""], ["MET-001", "Availble now", ""]]
    sheet.getCellRangeByName("B20:D22").DataArray = tuple(map(tuple, rows))
    found = spread(book, "=OUTCOMES_PROBLEMS($'Data availability'.B20:D22)", "H1:J2")
    assert [row[0] for row in found] == ["C22", "D21"]
    assert "change the status in C21" in found[1][2]


def spread(opened: Open, formula: str, spill: str) -> list[list[Any]]:
    target = opened.document.Sheets.getByName("Summary").getCellRangeByName(spill)
    target.setArrayFormula(formula)
    got = [[_plain(cell) for cell in row] for row in target.DataArray]
    target.setArrayFormula("")
    return got


def _plain(cell: Any) -> Any:
    if isinstance(cell, str):
        return cell.encode("ascii").decode("unicode_escape")
    return "" if cell is None else cell

"""A small outcomes workbook with the add-in's macros in it, for running them outside Excel; and what stands in there.

Three modules of the add-in have stand-ins, and only three: Helper starts Python instead of asking Windows for a
running object; Say writes what it says to the sheet Heard, where a box would wait for a press; Paint writes down what
it paints, since LibreOffice has no conditional formatting for macros. All others are the add-in's own text.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from xlsxwriter import Workbook

from outcomes_xl.building.addin.ribbon import controls, ribbon_bytes
from outcomes_xl.building.addin.vba_source import module
from outcomes_xl.building.addin.xlam import macro_workbook

PROJECT = "OutcomesAddIn"

SHEETS = {
    "Start": """
        | Setting      | Answer      |
        | Borough      | Northbridge |
        | Last checked |             |
    """,
    "Summary": """
        | Summary |
    """,
    "Framework": """
        | Metric id | Outcome id | Metric          |
        | MET-1     | C-LRN-01   | GLD at age 5    |
        | MET-2     | C-HEA-01   | Tooth decay     |
        | MET-10    | C-LRN-01   | NEET 16-17      |
    """,
    "Data availability": """
        | Metric id | Status        | Note |
        | MET-1     | Available now |      |
        | MET-2     | Not collected |      |
        | MET-10    | Not collected |      |
    """,
    "Map Supporting Families": """
        | Link id | Our id   |
        | SF-1~   | C-LRN-01 |
    """,
    "Map LOF": """
        | Link id      | Edition | Our id |
        | LOF-1~MET-10 | 2026-07 | MET-10 |
        | LOF-2~       | 2026-07 |        |
    """,
    "Metric card": """
        | Metric card |              |
        | Choose      |              |
        | Domain      | All          |
        | Metric      | GLD at age 5 |
    """,
    "Findings": """
        | Sheet             | Cells                | What we noticed                | What to do | State           |
        | Data availability | C3                   | Tooth decay is a gap, no note. | Say why.   | New             |
        | Data availability | C4                   | This one is settled.           |            | No longer found |
        | Data availability | B2:B3, C4 and 2 more | Several cells.                 | Look.      | Still there     |
        | Nowhere           | A1                   | Its sheet is gone.             |            | New             |
    """,
    "Changes": """
        | Run | Cell |
        | 1   | C3   |
        | 2   | C4   |
    """,
    "Heard": """
        | How | What |
    """,
}

HELPER = r"""Attribute VB_Name = "Helper"
Option Explicit

Private Const Desk As String = "{desk}"

Public Sub Ask(ByVal job As String, ByVal inFront As Workbook, ByVal agreed As String, ByRef answer As String)
    answer = Shelled(job, inFront.FullName, agreed)
End Sub

Public Sub Setting(ByVal what As String, ByVal place As String, ByRef answer As String)
    answer = "Settings are in a folder of yours."
    If what = "choose_central_file" Then answer = "The central file is now " & place
End Sub

Public Sub Adopt(ByVal spreadsheet As String, ByVal borough As String, ByRef answer As String)
    answer = Shelled("adopt", spreadsheet, borough)
End Sub

Public Sub Collate(ByVal folder As String, ByVal inFront As Workbook, ByRef answer As String)
    answer = Shelled("collate", folder, "")
End Sub

Public Function Answer(ByVal functionName As String, ByVal arguments As Variant) As Variant
    Answer = arguments(0)
End Function

Public Function Start() As String
    Start = Shelled("start", "", "")
End Function

Public Sub AskCellsAgain()
End Sub

Public Sub AskEveryCell()
    ThisWorkbook.Worksheets("Heard").Range("E1").Value = "cells were asked anew"
End Sub

Public Function Told() As String
    Told = "The helper stands in."
End Function

Private Function Shelled(ByVal job As String, ByVal workbookFullName As String, ByVal agreed As String) As String
    Dim written As String
    Dim lines As String
    Dim tries As Long
    Open Desk & "/request.txt" For Output As #1
    Print #1, job
    Print #1, workbookFullName
    Print #1, CStr(Application.Cursor)
    Print #1, "agreed: " & agreed
    Close #1
    Shell "{command}", vbHide
    Do While Dir(Desk & "/answer.txt") = "" And tries < 6000
        Wait 20
        tries = tries + 1
    Loop
    Open Desk & "/answer.txt" For Input As #1
    Do While Not EOF(1)
        Line Input #1, written
        lines = lines & vbLf & written
    Loop
    Shelled = Mid$(lines, 2)
    Close #1
    Kill Desk & "/answer.txt"
End Function
"""

SAY = """Attribute VB_Name = "Say"
Option Explicit

Public Sub Told(ByVal answer As String)
    If Left$(answer, 5) = "stop" & vbLf Then
        InBox Mid$(answer, 6)
    ElseIf Left$(answer, 4) = "ask" & vbLf Then
        OnStatusBar "Nothing was changed."
    Else
        OnStatusBar answer
    End If
End Sub

Public Function IsYes(ByVal question As String) As Boolean
    Note "question", question
    IsYes = ThisWorkbook.Worksheets("Heard").Range("D1").Value = "Yes"
End Function

Public Function WhichReason(ByVal question As String) As String
    Note "question", question
    WhichReason = ThisWorkbook.Worksheets("Heard").Range("D1").Value
End Function

Public Sub InBox(ByVal sentence As String)
    Note "box", sentence
End Sub

Public Sub OnStatusBar(ByVal sentence As String)
    Note "bar", sentence
End Sub

Public Function WhichWorkbook(ByVal title As String) As String
    WhichWorkbook = "C:\\central.xlsx"
End Function

Public Function WhichSpreadsheet(ByVal title As String) As String
    WhichSpreadsheet = ThisWorkbook.Worksheets("Heard").Range("F1").Value
    If WhichSpreadsheet = "" Then WhichSpreadsheet = "C:\\log.xlsx"
    If WhichSpreadsheet = "Esc" Then WhichSpreadsheet = ""
End Function

Public Function WhichBorough() As String
    WhichBorough = ThisWorkbook.Worksheets("Heard").Range("G1").Value
    If WhichBorough = "" Then WhichBorough = "Merton"
    If WhichBorough = "Esc" Then WhichBorough = ""
End Function

Public Function WhichAddress(ByVal title As String) As String
    WhichAddress = "https://example.org/central.xlsx"
End Function

Public Function WhichFolder(ByVal title As String) As String
    WhichFolder = ThisWorkbook.Worksheets("Heard").Range("H1").Value
End Function

Public Sub ClearStatusBar()
End Sub

Private Sub Note(ByVal how As String, ByVal what As String)
    Dim heard As Worksheet
    Dim row As Long
    Set heard = ThisWorkbook.Worksheets("Heard")
    row = heard.UsedRange.Rows.Count + 1
    heard.Cells(row, 1).Value = how
    heard.Cells(row, 2).Value = what
End Sub
"""

PAINT = """Attribute VB_Name = "Paint"
Option Explicit

Public Sub Mark(ByVal target As Range)
    Say.OnStatusBar "mark " & target.Worksheet.Name & " " & target.Address
End Sub

Public Sub Highlight(ByVal target As Range)
    Say.OnStatusBar "highlight " & target.Worksheet.Name & " " & target.Address
End Sub

Public Sub Clear(ByVal fromSheet As Worksheet)
End Sub
"""

PROOF = """Attribute VB_Name = "Proof"
Option Explicit

Public Function Sentinel() As String
    Sentinel = "every module was compiled"
End Function

Public Function Enabled(ByVal needed As String) As Boolean
    Dim control As Object
    Dim answer As Variant
    Set control = New Pressed
    control.Tag = needed
    Ribbon.GetEnabled control, answer
    Enabled = answer
End Function

Public Function Settings() As String
    Settings = Application.Cursor & " " & Application.DisplayAlerts & " " & Application.StatusBar
End Function

Public Function Place() As String
    Place = ActiveSheet.Name & " " & ActiveCell.Address
End Function
"""

PRESS = """
Public Function Press_{name}() As String
    On Error GoTo Told
    {callback} {given}
    Exit Function
Told:
    Press_{name} = Err.Number & " " & Err.Description
End Function
"""

PRESSED = """VERSION 1.0 CLASS
BEGIN
  MultiUse = -1  'True
END
Attribute VB_Name = "Pressed"
Option Explicit

Public Tag As String
"""


def rows(text: str) -> list[list[str]]:
    lines = [line.strip() for line in text.strip().splitlines()]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def plain_workbook() -> bytes:
    """The sheets above as an .xlsx; an officer's own note stands in Data availability, B3.

    It carries the pane: what that highlights is listed in Start, H2 and H3.
    """
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    for name, text in SHEETS.items():
        sheet = book.add_worksheet(name)
        for index, row in enumerate(rows(text)):
            sheet.write_row(index, 0, row)
        if name == "Data availability":
            sheet.write_comment("B3", "Ask Sam")
    book.define_name("lst_highlighted", "=Start!$H$2:$H$3")
    book.close()
    return out.getvalue()


def presses() -> str:
    """A function for each button and each choice of the gallery that calls its callback, and tells of an error."""
    gallery, every = "", ""
    for control in controls(ribbon_bytes()):
        gallery = control.attributes.get("onAction", gallery)
        if control.kind == "item":
            choice = every.count(f"{gallery} Nothing")
            given = f'Nothing, "{control.id}", {choice}'
            every += PRESS.format(name=control.id, callback=gallery, given=given)
        elif control.kind == "button":
            every += PRESS.format(name=control.id, callback=gallery, given="Nothing")
    return every


def workbook_with_macros(desk: Path, answering: str, pipe: str, **instead: str) -> bytes:
    """The workbook as .xlsm. ``answering`` is the module that stands in for the helper, at its ``desk``."""
    command = f"{sys.executable} -m {answering} {desk} {pipe}"
    stand_ins = {
        "Helper.bas": HELPER.replace("{desk}", str(desk)).replace("{command}", command),
        "Say.bas": SAY,
        "Paint.bas": PAINT,
        **{f"{name}.bas": text for name, text in instead.items()},
    }
    more = [module(PROOF + presses(), "Proof.bas"), module(PRESSED, "Pressed.cls")]
    return macro_workbook(plain_workbook(), stand_ins, more)

Attribute VB_Name = "Show"
' Brings something to the front: a sheet of the workbook, the guide, the settings, what this is.
' No error leaves it.
Option Explicit
Option Private Module

Public Const HowToShow As String = "Right-click any sheet's tab, choose Unhide, choose it in the list, then press " & _
    "this button again; if it is not in the list, whoever made it hidden can show it."

Public Sub Sheet(ByVal sheetName As String)
    Dim found As Worksheet
    Set found = Front.AskedSheet(sheetName)
    If Not found Is Nothing Then Cell found.Cells(1, 1)
End Sub

' Newest at the end: go to the sheet's last row in use.
Public Sub LastRow(ByVal sheetName As String)
    Dim found As Worksheet
    Set found = Front.AskedSheet(sheetName)
    If found Is Nothing Then Exit Sub
    Cell found.Cells(found.UsedRange.Row + found.UsedRange.Rows.Count - 1, 1)
End Sub

' Bring a cell to the front. Excel would stop with an error at one on a hidden sheet, so the officer is told instead.
Public Sub Cell(ByVal target As Range)
    If Front.IsHidden(target.Worksheet) Then
        Say.InBox "The sheet " & target.Worksheet.Name & " is hidden. " & HowToShow
        Exit Sub
    End If
    On Error Resume Next
    Application.Goto target.Cells(1, 1)
    On Error GoTo 0
End Sub

' Whether the helper runs. If it does, formulas are asked anew: some may hold the sentence that it does not.
Public Sub HelperStart()
    Dim answer As String
    answer = Helper.Start()
    If Left$(answer, Len("stop") + 1) <> "stop" & vbLf Then Helper.AskEveryCell
    Say.Told answer
End Sub

' Bring a workbook that was just made to the front. Where Excel cannot open it, the box that follows says where it is.
Public Sub OpenedWorkbook(ByVal path As String)
    On Error Resume Next
    Application.Workbooks.Open path
    On Error GoTo 0
End Sub

' The guide is a sheet of the add-in. A copy in a workbook of its own can be read, printed and thrown away.
Public Sub Guide()
    ThisWorkbook.Worksheets("Guide").Copy
End Sub

Public Sub Settings()
    Dim answer As String
    Helper.Setting "settings", "", answer
    Say.InBox answer
End Sub

' Hand a place the officer chose to the helper, which keeps it in the officer's settings. "" is a box left with Esc.
Public Sub ChosenSetting(ByVal what As String, ByVal place As String)
    Dim answer As String
    If place = "" Then Exit Sub
    Helper.Setting what, place, answer
    Say.InBox answer
End Sub

Public Sub About()
    Say.InBox "Outcomes " & AddInVersion & ": the shared outcomes framework for children and families, " & _
        "in its workbook. " & Helper.Told()
End Sub

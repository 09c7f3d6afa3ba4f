Attribute VB_Name = "Show"
' Brings something to the front: a sheet of the workbook, the guide, the settings, what this is.
' No error leaves it.
Option Explicit
Option Private Module

Public Sub Sheet(ByVal sheetName As String)
    Dim found As Worksheet
    Set found = Asked(sheetName)
    If Not found Is Nothing Then Application.Goto found.Cells(1, 1)
End Sub

' Newest at the end: go to the sheet's last row in use.
Public Sub LastRow(ByVal sheetName As String)
    Dim found As Worksheet
    Set found = Asked(sheetName)
    If found Is Nothing Then Exit Sub
    Application.Goto found.Cells(found.UsedRange.Row + found.UsedRange.Rows.Count - 1, 1)
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

Private Function Asked(ByVal sheetName As String) As Worksheet
    Dim inFront As Workbook
    Set inFront = Front.Ready()
    If inFront Is Nothing Then Exit Function
    Set Asked = Front.SheetOf(inFront, sheetName)
    If Asked Is Nothing Then
        Say.InBox "This workbook has no sheet " & sheetName & ". " & _
            "Bring your outcomes workbook to the front, then press this button again."
    End If
End Function

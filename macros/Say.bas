Attribute VB_Name = "Say"
' The one place that speaks to the officer and asks: the status bar for what went well, a box for what stopped, and
' Excel's own windows to choose a file or a folder in.
' No error leaves it. Tests put another module in its place and read what was said.
Option Explicit
Option Private Module

Private Const StopWord As String = "stop"

' What the helper answered. An answer whose first line is the word stop is shown in a box: nothing was done.
Public Sub Told(ByVal answer As String)
    If Left$(answer, Len(StopWord) + 1) = StopWord & vbLf Then
        InBox Mid$(answer, Len(StopWord) + 2)
    Else
        OnStatusBar answer
    End If
End Sub

Public Sub InBox(ByVal sentence As String)
    MsgBox sentence, vbInformation, "Outcomes"
End Sub

' The bar holds 255 characters. It is cleared when the officer goes to another sheet.
Public Sub OnStatusBar(ByVal sentence As String)
    Application.StatusBar = Left$(Replace(Replace(sentence, vbCr, ""), vbLf, " "), 255)
End Sub

' The workbook the officer chooses; "" when the window is left with Esc.
Public Function WhichWorkbook(ByVal title As String) As String
    Dim chosen As Variant
    chosen = Application.GetOpenFilename("Excel workbooks (*.xlsx;*.xlsm),*.xlsx;*.xlsm", , title)
    If VarType(chosen) = vbString Then WhichWorkbook = chosen
End Function

' The folder the officer chooses; "" when the window is left with Esc.
Public Function WhichFolder(ByVal title As String) As String
    Dim chooser As FileDialog
    Set chooser = Application.FileDialog(msoFileDialogFolderPicker)
    chooser.Title = title
    If chooser.Show <> 0 Then WhichFolder = chooser.SelectedItems(1)
End Function

Public Sub ClearStatusBar()
    Application.StatusBar = False
End Sub

Attribute VB_Name = "Say"
' The one place that speaks to the officer and asks: the status bar for what went well, a box for what stopped, and
' Excel's own windows to choose a file or a folder in.
' No error leaves it. Tests put another module in its place and read what was said.
Option Explicit
Option Private Module

' What the helper answered. An answer whose first line is the word stop is shown in a box: nothing was done. One whose
' first line is ask was a question that did not get a yes.
Public Sub Told(ByVal answer As String)
    Select Case Split(answer & vbLf, vbLf)(0)
        Case "stop"
            InBox Mid$(answer, Len("stop") + 2)
        Case "ask"
            OnStatusBar "Nothing was changed."
        Case Else
            OnStatusBar answer
    End Select
End Sub

' Whether the officer says yes to a question. Enter alone is a no.
Public Function IsYes(ByVal question As String) As Boolean
    IsYes = MsgBox(question, vbYesNo + vbQuestion + vbDefaultButton2, "Outcomes") = vbYes
End Function

' What the officer types: a reason, or what she wants; "" when the box is left with Esc.
Public Function WhichReason(ByVal question As String) As String
    WhichReason = Trim$(InputBox(question, "Outcomes"))
End Function

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

' The borough's own spreadsheet, of any kind Excel has; "" when the window is left with Esc.
Public Function WhichSpreadsheet(ByVal title As String) As String
    Dim chosen As Variant
    chosen = Application.GetOpenFilename("Spreadsheets (*.xlsx;*.xlsm;*.xls;*.xlsb;*.ods;*.csv)," & _
        "*.xlsx;*.xlsm;*.xls;*.xlsb;*.ods;*.csv", , title)
    If VarType(chosen) = vbString Then WhichSpreadsheet = chosen
End Function

' The borough's name the officer types; "" when the box is left with Esc.
Public Function WhichBorough() As String
    Dim typed As Variant
    typed = Application.InputBox("Your borough's name, such as Merton:", "Adopt a spreadsheet", Type:=2)
    If VarType(typed) = vbString Then WhichBorough = Trim$(typed)
End Function

' The web address the officer types or pastes; "" when the box is left with Esc.
Public Function WhichAddress(ByVal title As String) As String
    Dim typed As Variant
    typed = Application.InputBox("The address, from https:// on:", title, Type:=2)
    If VarType(typed) = vbString Then WhichAddress = Trim$(typed)
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

Attribute VB_Name = "Front"
' The workbook in front, asked for once at the door, and whether a button can work with it.
' No error leaves it.
Option Explicit
Option Private Module

' The workbook in front if a button can work with it; else the officer is told why not, and it is Nothing.
Public Function Ready(Optional ByVal mustBeSaved As Boolean = False) As Workbook
    Dim inFront As Workbook
    Dim reason As String
    Set inFront = Application.ActiveWorkbook
    reason = WhyNot(inFront)
    If reason = "" And mustBeSaved Then reason = WhyNotSaved(inFront)
    If reason = "" Then
        Set Ready = inFront
    Else
        Say.InBox reason
    End If
End Function

' The workbook in front whatever it is; Nothing where there is none.
Public Function Anything() As Workbook
    Set Anything = Application.ActiveWorkbook
End Function

' Whether what a button's tag names is in front: "" needs nothing, "workbook" any workbook, else a sheet of that name.
Public Function Has(ByVal needed As String) As Boolean
    Dim inFront As Workbook
    Set inFront = Application.ActiveWorkbook
    Select Case needed
        Case ""
            Has = True
        Case "workbook"
            Has = Not inFront Is Nothing
        Case Else
            Has = Not SheetOf(inFront, needed) Is Nothing
    End Select
End Function

' The cell the officer is in; Nothing where there is none, such as on a sheet that is a chart.
Public Function CurrentCell() As Range
    On Error Resume Next
    Set CurrentCell = Application.ActiveCell
    On Error GoTo 0
End Function

' A sheet by its name; Nothing when there is no workbook or no such sheet.
Public Function SheetOf(ByVal inFront As Workbook, ByVal sheetName As String) As Worksheet
    Dim one As Worksheet
    If inFront Is Nothing Then Exit Function
    For Each one In inFront.Worksheets
        If StrComp(one.Name, sheetName, vbTextCompare) = 0 Then Set SheetOf = one
    Next one
End Function

' A sheet of the workbook in front that a button is about; else the officer is told what is missing, and it is Nothing.
Public Function AskedSheet(ByVal sheetName As String) As Worksheet
    Dim inFront As Workbook
    Set inFront = Ready()
    If inFront Is Nothing Then Exit Function
    Set AskedSheet = SheetOf(inFront, sheetName)
    If AskedSheet Is Nothing Then Missing sheetName
End Function

Public Sub Missing(ByVal sheetName As String)
    Say.InBox "This workbook has no sheet " & sheetName & ". " & _
        "Bring your outcomes workbook to the front, then press this button again."
End Sub

' Whether a sheet is hidden, so that Excel cannot bring it to the front.
Public Function IsHidden(ByVal one As Worksheet) As Boolean
    IsHidden = one.Visible <> xlSheetVisible
End Function

' "" when the workbook can be worked with. A workbook that was never saved has no folder yet.
Private Function WhyNot(ByVal inFront As Workbook) As String
    If IsProtectedView() Then
        WhyNot = "This workbook is in Protected View. Press Enable Editing in the bar above the sheet, " & _
            "then this button again."
    ElseIf inFront Is Nothing Then
        WhyNot = "No workbook is open. Open your outcomes workbook, then press this button again."
    ElseIf inFront.Path = "" Then
        WhyNot = "This workbook has not been saved yet. Save it to a folder, then press this button again."
    ElseIf Not IsAtRest() Then
        WhyNot = "A cell is being edited. Press Enter to finish it, then press this button again."
    End If
End Function

' "" when the workbook's file has all that the workbook has.
Private Function WhyNotSaved(ByVal inFront As Workbook) As String
    If Not inFront.Saved Then
        WhyNotSaved = "This workbook has changes that are not saved yet, and this button works on what is saved. " & _
            "Save it, then press this button again."
    End If
End Function

' Excel shows a downloaded workbook in a window of its own kind, where nothing may be changed.
Private Function IsProtectedView() As Boolean
    Dim guarded As Object
    On Error Resume Next
    Set guarded = Application.ActiveProtectedViewWindow
    On Error GoTo 0
    IsProtectedView = Not guarded Is Nothing
End Function

' A macro hardly ever starts while a cell is edited; where Excel cannot say, it is taken to be at rest.
Private Function IsAtRest() As Boolean
    Dim atRest As Boolean
    atRest = True
    On Error Resume Next
    atRest = Application.Ready
    On Error GoTo 0
    IsAtRest = atRest
End Function

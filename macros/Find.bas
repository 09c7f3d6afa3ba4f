Attribute VB_Name = "Find"
' Next finding: reads the Findings sheet and goes to the next cell to look at, round and round.
' No error leaves it.
Option Explicit
Option Private Module

Private lastWorkbook As String
Private lastIndex As Long

Private Const NothingToLookAt As String = _
    "There is nothing on the Findings sheet that can be shown: either nothing is open, or its sheet is hidden. " & _
    "Press Check to look again."

Public Sub NextFinding()
    Dim inFront As Workbook
    Dim findings As Listing
    Dim target As Range
    Set inFront = Front.Ready()
    If inFront Is Nothing Then Exit Sub
    Set findings = FindingsOf(inFront)
    If findings Is Nothing Then Exit Sub
    If inFront.FullName <> lastWorkbook Then lastIndex = 0
    lastWorkbook = inFront.FullName
    lastIndex = NextIndex(inFront, findings)
    If lastIndex = 0 Then
        Say.OnStatusBar NothingToLookAt
        Exit Sub
    End If
    Set target = TargetOf(inFront, findings, lastIndex)
    Show.Cell target
    Say.OnStatusBar Told(findings, lastIndex)
End Sub

' The Findings sheet; Nothing when there is none, and the officer is told.
Public Function FindingsOf(ByVal inFront As Workbook) As Listing
    Dim findings As Listing
    Set findings = New Listing
    If findings.ReadFrom(inFront, "Findings", "What we noticed") Then
        Set FindingsOf = findings
    Else
        Say.InBox "This workbook has no Findings sheet. Bring your outcomes workbook to the front, " & _
            "then press this button again."
    End If
End Function

' The cells a finding is about; Nothing when its sheet or cells are not there, or it was settled.
Public Function TargetOf(ByVal inFront As Workbook, ByVal findings As Listing, ByVal index As Long) As Range
    Dim sheetNamed As Worksheet
    If findings.Text(index, "State") = "No longer found" Then Exit Function
    Set sheetNamed = Front.SheetOf(inFront, findings.Text(index, "Sheet"))
    If sheetNamed Is Nothing Then Exit Function
    On Error Resume Next
    Set TargetOf = sheetNamed.Range(Addresses(findings.Text(index, "Cells")))
    On Error GoTo 0
End Function

' The next row with cells to go to: from the last one on, and from the top again; 0 when there is none. What is on a
' hidden sheet is passed over: Excel cannot go there.
Private Function NextIndex(ByVal inFront As Workbook, ByVal findings As Listing) As Long
    Dim tried As Long
    Dim index As Long
    index = lastIndex
    For tried = 1 To findings.Count
        index = index Mod findings.Count + 1
        If IsInView(TargetOf(inFront, findings, index)) Then
            NextIndex = index
            Exit Function
        End If
    Next tried
End Function

Private Function IsInView(ByVal target As Range) As Boolean
    If Not target Is Nothing Then IsInView = Not Front.IsHidden(target.Worksheet)
End Function

' "C3:C7, C9 and 14 more" as Excel writes areas: "C3:C7,C9".
Private Function Addresses(ByVal cellsInWords As String) As String
    Dim pieces() As String
    Dim index As Long
    pieces = Split(Replace(cellsInWords, " and ", ","), ",")
    For index = 0 To UBound(pieces)
        If InStr(pieces(index), "more") = 0 Then Addresses = Addresses & "," & Trim$(pieces(index))
    Next index
    Addresses = Mid$(Addresses, 2)
End Function

Private Function Told(ByVal findings As Listing, ByVal index As Long) As String
    Told = "Finding " & index & " of " & findings.Count & ", " & findings.Text(index, "Sheet") & " " & _
        findings.Text(index, "Cells") & ": " & findings.Text(index, "What we noticed") & " " & _
        findings.Text(index, "What to do")
End Function

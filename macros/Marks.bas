Attribute VB_Name = "Marks"
' Mark cells: a pattern and a note in every cell with a finding. Clear marks: takes both away again, and the highlight.
' A mark never touches a cell's own formats or an officer's own note: Paint lays a rule over the cell, and a cell that
' has a note keeps it. No error leaves it.
Option Explicit
Option Private Module

Private Const NoteSign As String = "Outcomes: "

Public Sub MarkFindings()
    Dim inFront As Workbook
    Dim findings As Listing
    Dim target As Range
    Dim index As Long
    Dim marked As Long
    Dim skipped As Long
    Set inFront = Front.Ready()
    If inFront Is Nothing Then Exit Sub
    Set findings = Find.FindingsOf(inFront)
    If findings Is Nothing Then Exit Sub
    RemoveFrom inFront
    For index = 1 To findings.Count
        Set target = Find.TargetOf(inFront, findings, index)
        If Not target Is Nothing Then
            If target.Worksheet.ProtectContents Then
                skipped = skipped + 1
            Else
                Paint.Mark target
                WriteNote target.Cells(1, 1), findings.Text(index, "What we noticed") & vbLf & _
                    findings.Text(index, "What to do")
                marked = marked + 1
            End If
        End If
    Next index
    Say.OnStatusBar "Marked " & marked & IIf(marked = 1, " finding in its cell. ", " findings in their cells. ") & _
        LeftAlone(skipped) & _
        "Clear marks takes them away."
End Sub

Public Sub ClearMarks()
    Dim inFront As Workbook
    Set inFront = Front.Ready()
    If inFront Is Nothing Then Exit Sub
    Say.OnStatusBar "The marks are gone. " & LeftAlone(RemoveFrom(inFront)) & _
        "Your own formats and notes are as they were."
End Sub

' Take our marks off every sheet; return how many protected sheets were left as they are.
Private Function RemoveFrom(ByVal inFront As Workbook) As Long
    Dim one As Worksheet
    Highlight.ClearPanes inFront
    For Each one In inFront.Worksheets
        If one.ProtectContents Then
            RemoveFrom = RemoveFrom + 1
        Else
            RemoveNotes one
            Paint.Clear one
        End If
    Next one
End Function

Private Sub RemoveNotes(ByVal fromSheet As Worksheet)
    Dim index As Long
    For index = fromSheet.Comments.Count To 1 Step -1
        If Left$(fromSheet.Comments(index).Text, Len(NoteSign)) = NoteSign Then fromSheet.Comments(index).Delete
    Next index
End Sub

' A cell with a comment people reply to takes no note, and cannot be asked beforehand in every Excel: then it has none.
Private Sub WriteNote(ByVal target As Range, ByVal words As String)
    If Not target.Comment Is Nothing Then Exit Sub
    On Error Resume Next
    target.AddComment NoteSign & words
    On Error GoTo 0
End Sub

Private Function LeftAlone(ByVal protectedSheets As Long) As String
    If protectedSheets > 0 Then LeftAlone = "What is on protected sheets was left as it is. "
End Function

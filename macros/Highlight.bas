Attribute VB_Name = "Highlight"
' Highlight a national framework: shows on the Framework sheet which of our metrics its mapping tab ties to.
' No error leaves it but Excel's own for a protected sheet, which is asked about before.
Option Explicit
Option Private Module

' The cells whose ids a pane's highlight shows, in a workbook that carries the pane; jobs/highlight.py has the name too.
Private Const PanesList As String = "lst_highlighted"

' The frameworks in the order of the gallery; the build makes MapTabs from the layout.
Public Sub Framework(ByVal index As Integer)
    Dim inFront As Workbook
    Set inFront = Front.Ready()
    If Not inFront Is Nothing Then Lay inFront, MapTabs.Named(index), MapTabs.Edition(index)
End Sub

Private Sub Lay(ByVal inFront As Workbook, ByVal mappingTab As String, ByVal edition As String)
    Dim ours As Listing
    Dim theirs As Listing
    Dim tied As String
    Dim index As Long
    Dim shown As Long
    Set ours = New Listing
    Set theirs = New Listing
    If Not (ours.ReadFrom(inFront, "Framework", "Metric id") And theirs.ReadFrom(inFront, mappingTab, "Our id")) Then
        Front.Missing mappingTab
        Exit Sub
    End If
    If Front.IsHidden(Front.SheetOf(inFront, "Framework")) Then
        Say.InBox "The sheet Framework is hidden. " & Show.HowToShow
        Exit Sub
    End If
    If Front.SheetOf(inFront, "Framework").ProtectContents Then
        Say.InBox "The Framework sheet is protected. Choose Review, Unprotect Sheet, then press this button again."
        Exit Sub
    End If
    Paint.Clear Front.SheetOf(inFront, "Framework")
    ClearPanes inFront
    tied = TiedIds(theirs, edition)
    For index = 1 To ours.Count
        If IsTied(tied, ours.Text(index, "Metric id")) Or IsTied(tied, ours.Text(index, "Outcome id")) Then
            Paint.Highlight ours.RowUpTo(index, "Metric")
            shown = shown + 1
        End If
    Next index
    Show.Cell Front.SheetOf(inFront, "Framework").Cells(1, 1)
    Say.OnStatusBar shown & " of " & ours.Count & " metrics are tied to on " & _
        mappingTab & OfEdition(edition) & ". " & _
        "Clear marks takes the highlight away."
End Sub

' Take off what the pane highlights: its rule shows nothing while these cells are blank.
Public Sub ClearPanes(ByVal inFront As Workbook)
    Dim listed As Range
    On Error Resume Next
    Set listed = inFront.Names(PanesList).RefersToRange
    On Error GoTo 0
    If listed Is Nothing Then Exit Sub
    If Not listed.Worksheet.ProtectContents Then listed.ClearContents
End Sub

' The ids of ours a mapping tab names, in one edition or in all, each between bars: MET-1 is not in MET-10.
Private Function TiedIds(ByVal theirs As Listing, ByVal edition As String) As String
    Dim index As Long
    TiedIds = "|"
    For index = 1 To theirs.Count
        If edition = "" Or theirs.Text(index, "Edition") = edition Then
            TiedIds = TiedIds & theirs.Text(index, "Our id") & "|"
        End If
    Next index
End Function

Private Function OfEdition(ByVal edition As String) As String
    If edition <> "" Then OfEdition = ", edition " & edition
End Function

Private Function IsTied(ByVal tied As String, ByVal id As String) As Boolean
    If id <> "" Then IsTied = InStr(tied, "|" & id & "|") > 0
End Function

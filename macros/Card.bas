Attribute VB_Name = "Card"
' Opens the Metric card, at the metric of the row the officer is in. A row without one leaves the card as it is.
' No error leaves it.
Option Explicit
Option Private Module

Private Const CardSheet As String = "Metric card"
Private Const ChoiceCell As String = "B4"

Public Sub ShowCurrent()
    Dim onCard As Worksheet
    Dim chosen As String
    Set onCard = Front.AskedSheet(CardSheet)
    If onCard Is Nothing Then Exit Sub
    chosen = MetricHere(onCard.Parent)
    If chosen <> "" And Not Front.IsHidden(onCard) Then Choose onCard, chosen
    Show.Cell onCard.Range(ChoiceCell)
End Sub

' The metric named in the row the officer is in, on any of our lists that name one; "" when there is none.
Private Function MetricHere(ByVal inFront As Workbook) As String
    Dim here As Range
    Set here = Front.CurrentCell()
    If here Is Nothing Then Exit Function
    If here.Worksheet.Name = CardSheet Then Exit Function
    MetricHere = NamedIn(inFront, here, "Metric")
    If MetricHere = "" Then MetricHere = NamedIn(inFront, here, "Our title")
End Function

Private Function NamedIn(ByVal inFront As Workbook, ByVal here As Range, ByVal heading As String) As String
    Dim listed As Listing
    Set listed = New Listing
    If Not listed.ReadFrom(inFront, here.Worksheet.Name, heading) Then Exit Function
    NamedIn = listed.Text(listed.IndexOf(here.Row), heading)
End Function

' A protected card keeps what it shows.
Private Sub Choose(ByVal onCard As Worksheet, ByVal chosen As String)
    If onCard.Range(ChoiceCell).Value = chosen Then Exit Sub
    On Error Resume Next
    onCard.Range(ChoiceCell).Value = chosen
    On Error GoTo 0
End Sub

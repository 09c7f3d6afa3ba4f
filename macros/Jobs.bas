Attribute VB_Name = "Jobs"
' Runs a job on the workbook in front: looks who is at the door, hands job and workbook to the helper, says the answer.
' No error leaves it: Helper turns its own into a sentence.
Option Explicit
Option Private Module

Public Sub RunJob(ByVal job As String)
    Dim inFront As Workbook
    Set inFront = Front.Ready()
    If inFront Is Nothing Then Exit Sub
    Say.Told Answered(job, inFront.FullName)
    Ribbon.LookAgain
End Sub

' Excel's settings are borrowed for as long as this function lasts.
Private Function Answered(ByVal job As String, ByVal workbookFullName As String) As String
    Dim settings As Borrowed
    Set settings = New Borrowed
    settings.Take "Outcomes is working. Please wait before typing."
    Answered = Helper.Ask(job, workbookFullName)
End Function

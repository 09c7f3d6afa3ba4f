Attribute VB_Name = "Jobs"
' Runs a job on the workbook in front: looks who is at the door, hands job and workbook to the helper, says the answer.
' An answer that is a question is put to the officer; the job is asked for again with what was agreed, until it is done.
' No error leaves it: Helper turns its own into a sentence.
Option Explicit
Option Private Module

' Where a job reads the file too, ofTheFile, what is not saved yet would be neither looked at nor used.
Public Sub RunJob(ByVal job As String, Optional ByVal ofTheFile As Boolean = False)
    Dim inFront As Workbook
    Dim answer As String
    Dim agreed As String
    Set inFront = Front.Ready(ofTheFile)
    If inFront Is Nothing Then Exit Sub
    answer = Answered(job, inFront, "")
    agreed = AgreedTo(answer)
    Do While agreed <> ""
        answer = Answered(job, inFront, agreed)
        agreed = AgreedTo(answer)
    Loop
    OpenOrTell answer
End Sub

' Have a new workbook made from the borough's own spreadsheet, and open it. "" is a window or a box left with Esc.
Public Sub Adopt(ByVal spreadsheet As String)
    Dim borough As String
    If spreadsheet = "" Then Exit Sub
    borough = Say.WhichBorough()
    If borough = "" Then Exit Sub
    OpenOrTell Adopted(spreadsheet, borough)
End Sub

' Have the London picture made of the boroughs' workbooks in a folder, and open it. "" is a window left with Esc.
Public Sub Collate(ByVal folder As String)
    If folder = "" Then Exit Sub
    OpenOrTell Collated(folder)
End Sub

' An answer to open is a line open, a line with the path of a workbook that was made, and what to say of it.
Private Sub OpenOrTell(ByVal answer As String)
    Dim lines() As String
    lines = Split(answer, vbLf, 3)
    If lines(0) = "open" Then
        Show.OpenedWorkbook lines(1)
        Say.InBox lines(2)
    Else
        Say.Told answer
    End If
    Ribbon.LookAgain
End Sub

' Excel's settings are borrowed for as long as this function lasts.
Private Function Adopted(ByVal spreadsheet As String, ByVal borough As String) As String
    Dim settings As Borrowed
    Dim answer As String
    Set settings = New Borrowed
    settings.Take "Outcomes is reading your spreadsheet. Please wait."
    Helper.Adopt spreadsheet, borough, answer
    Adopted = answer
End Function

' Excel's settings are borrowed for as long as this function lasts.
Private Function Collated(ByVal folder As String) As String
    Dim settings As Borrowed
    Dim answer As String
    Set settings = New Borrowed
    settings.Take "Outcomes is reading the boroughs' workbooks. Please wait."
    Helper.Collate folder, Front.Anything(), answer
    Collated = answer
End Function

' Excel's settings are borrowed for as long as this function lasts.
Private Function Answered(ByVal job As String, ByVal inFront As Workbook, ByVal agreed As String) As String
    Dim settings As Borrowed
    Dim answer As String
    Set settings = New Borrowed
    settings.Take "Outcomes is working. Please wait before typing."
    Helper.Ask job, inFront, agreed, answer
    Answered = answer
End Function

' What the officer says yes to, when the answer is a question: a line ask, a line with what it is about, the question.
' Where the line is either, the job is done after a no as well: then the word no stands before what it is about.
' Where it is reason, one is typed, which stands after what it is about; without one it is a no.
Private Function AgreedTo(ByVal answer As String) As String
    Dim lines() As String
    Dim why As String
    lines = Split(answer, vbLf, 3)
    If UBound(lines) < 2 Then Exit Function
    Select Case lines(0)
        Case "ask"
            If Say.IsYes(lines(2)) Then AgreedTo = lines(1)
        Case "either"
            AgreedTo = lines(1)
            If Not Say.IsYes(lines(2)) Then AgreedTo = "no " & lines(1)
        Case "reason"
            why = Say.WhichReason(lines(2))
            AgreedTo = lines(1) & ": " & why
            If why = "" Then AgreedTo = "no " & lines(1)
    End Select
End Function

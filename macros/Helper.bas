Attribute VB_Name = "Helper"
' The one place that reaches the helper, a small program of this user's that is already running. Nothing here starts a
' program: Windows hands over the running object, and where there is none the officer is told how to start it.
' Nothing in a workbook or a folder chooses what is reached: the name below is looked up in this user's registrations.
' No error leaves it: each becomes a sentence. Tests put another module in its place.
Option Explicit
Option Private Module

#If Mac Then
Private Const HelperName As String = ""
#Else
Private Const HelperName As String = "OutcomesXL.Helper"
#End If
Private Const StopLine As String = "stop" & vbLf
Private Const NotRunning As String = "The helper is not running, so nothing was done. " & _
    "Press the Windows key, type Outcomes helper and press Enter, then try again. It also starts when you sign in."
Private Const NotHere As String = "The buttons need the helper, which there is for Windows only. " & _
    "Close the workbook and use the command outcomes-xl; the guide shows how."

Private known As Object
Private hasAnsweredWithout As Boolean

' Have a job done on a workbook: answer is the helper's sentence, or one that begins with the line stop, or with ask.
' The workbook itself is handed over, so the helper need not look for it; its name is for the sentences. This,
' Setting, Adopt and Collate are no functions: a formula in any workbook could call one, and only a button may do these.
Public Sub Ask(ByVal job As String, ByVal inFront As Workbook, ByVal agreed As String, ByRef answer As String)
    answer = WhyNot()
    If answer <> "" Then
        answer = StopLine & answer
        Exit Sub
    End If
    On Error GoTo Lost
    answer = known.Run(job, inFront, inFront.FullName, agreed)
    AskCellsAgain
    Exit Sub
Lost:
    Set known = Nothing
    answer = StopLine & "The helper stopped before it answered. Press the Windows key, type Outcomes helper and " & _
        "press Enter; then look at the Changes sheet: Undo last job takes back what was done."
End Sub

' Tell the settings, or keep a place the officer chose: answer is the sentence about it.
Public Sub Setting(ByVal what As String, ByVal place As String, ByRef answer As String)
    answer = WhyNot()
    If answer <> "" Then Exit Sub
    On Error GoTo Lost
    answer = known.Choose(what, place)
    Exit Sub
Lost:
    Set known = Nothing
    answer = NotRunning
End Sub

' Have a new workbook made from a spreadsheet: answer is a line open, a line with its path and what became of every
' cell; or one that begins with the line stop.
Public Sub Adopt(ByVal spreadsheet As String, ByVal borough As String, ByRef answer As String)
    answer = WhyNot()
    If answer <> "" Then
        answer = StopLine & answer
        Exit Sub
    End If
    On Error GoTo Lost
    answer = known.Adopt(spreadsheet, borough)
    Exit Sub
Lost:
    Set known = Nothing
    answer = LostWhile("Your spreadsheet is as it was.")
End Sub

' Have the London picture made of a folder with workbooks: answer is a line open, a line with its path and what became
' of the files; or one that begins with the line stop. The workbook in front, if any, shows how far it is.
Public Sub Collate(ByVal folder As String, ByVal inFront As Workbook, ByRef answer As String)
    answer = WhyNot()
    If answer <> "" Then
        answer = StopLine & answer
        Exit Sub
    End If
    On Error GoTo Lost
    answer = known.Collate(folder, inFront)
    Exit Sub
Lost:
    Set known = Nothing
    answer = LostWhile("The boroughs' workbooks are as they were.")
End Sub

' What is said when the helper stopped in the middle of making a file; asItWas says what has not changed.
Private Function LostWhile(ByVal asItWas As String) As String
    LostWhile = StopLine & "The helper stopped before it answered. " & asItWas & _
        " Press the Windows key, type Outcomes helper and press Enter, then try again."
End Function

' Ask a function; its answer, or a sentence where an answer would be. Arguments are values, never cells, and at most
' four: VBA cannot hand on a list of them.
Public Function Answer(ByVal functionName As String, ByVal arguments As Variant) As Variant
    Dim reason As String
    reason = WhyNot()
    If reason <> "" Then
        hasAnsweredWithout = True
        Answer = reason
        Exit Function
    End If
    On Error GoTo Lost
    Select Case UBound(arguments)
        Case -1
            Answer = known.Answer(functionName)
        Case 0
            Answer = known.Answer(functionName, arguments(0))
        Case 1
            Answer = known.Answer(functionName, arguments(0), arguments(1))
        Case 2
            Answer = known.Answer(functionName, arguments(0), arguments(1), arguments(2))
        Case 3
            Answer = known.Answer(functionName, arguments(0), arguments(1), arguments(2), arguments(3))
    End Select
    Exit Function
Lost:
    Set known = Nothing
    hasAnsweredWithout = True
    Answer = NotRunning
End Function

' Cells that were worked out while the helper was not there hold its sentence, and Excel would not ask them again by
' itself. Called from buttons and when another sheet comes to the front; does nothing when no cell is waiting.
Public Sub AskCellsAgain()
    If Not hasAnsweredWithout Then Exit Sub
    If WhyNot() <> "" Then Exit Sub
    AskEveryCell
End Sub

' Have every formula of every open workbook worked out anew. Excel refuses while a cell is being edited.
Public Sub AskEveryCell()
    hasAnsweredWithout = False
    On Error Resume Next
    Application.CalculateFull
    On Error GoTo 0
End Sub

' Whether the helper is running, and how to start it. Excel itself would be stopped from starting a program.
Public Function Start() As String
    Start = WhyNot()
    If Start = "" Then
        Start = "The helper is running. Press your button."
    ElseIf Start = NotRunning Then
        Start = StopLine & NotRunning & " If it is not there, ask IT to install it."
    Else
        Start = StopLine & Start
    End If
End Function

' One sentence about the helper, for About.
Public Function Told() As String
    Told = WhyNot()
    If Told = "" Then Told = "The helper is running, version " & AddInVersion & "."
End Function

' "" when the helper is there and of our version; else the sentence that says what to do.
Private Function WhyNot() As String
    Dim versionFound As String
    If HelperName = "" Then
        WhyNot = NotHere
        Exit Function
    End If
    versionFound = VersionOf()
    If versionFound = "" Then
        WhyNot = NotRunning
    ElseIf versionFound <> AddInVersion Then
        WhyNot = "The helper is version " & versionFound & " and this tab is version " & AddInVersion & _
            ", so nothing was done. Sign out and in again; if that does not help, install both again."
    End If
End Function

' The helper's version; "" when it is not running. The object once found is kept until it no longer answers.
Private Function VersionOf() As String
    If Not known Is Nothing Then VersionOf = VersionOfKnown()
    If VersionOf <> "" Then Exit Function
    Set known = Nothing
    On Error Resume Next
    Set known = GetObject(, HelperName)
    On Error GoTo 0
    If Not known Is Nothing Then VersionOf = VersionOfKnown()
End Function

Private Function VersionOfKnown() As String
    On Error Resume Next
    VersionOfKnown = known.Version()
    On Error GoTo 0
End Function

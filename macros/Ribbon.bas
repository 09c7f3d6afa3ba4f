Attribute VB_Name = "Ribbon"
' The doorbell: one callback a button, each one line. What a button needs in front is its tag in customUI14.xml.
' No error leaves it that Jobs, Find, Marks, Card and Show have not already told the officer.
Option Explicit

Private tabShown As IRibbonUI

Public Sub OnRibbonLoad(ByVal ribbonShown As IRibbonUI)
    Set tabShown = ribbonShown
End Sub

Public Sub GetEnabled(ByVal control As IRibbonControl, ByRef answer As Variant)
    answer = Front.Has(control.Tag)
End Sub

' Ask Excel to look again which buttons can be pressed. Without a ribbon (it was lost when the macros were reset)
' the buttons stay as they are, and each still says in a sentence what it lacks.
Public Sub LookAgain()
    If Not tabShown Is Nothing Then tabShown.Invalidate
End Sub

Public Sub OnCheck(ByVal control As IRibbonControl)
    RunJob "check"
End Sub

Public Sub OnNextFinding(ByVal control As IRibbonControl)
    Find.NextFinding
End Sub

Public Sub OnApplyFixes(ByVal control As IRibbonControl)
    RunJob "apply_fixes"
End Sub

Public Sub OnMarkCells(ByVal control As IRibbonControl)
    Marks.MarkFindings
End Sub

Public Sub OnClearMarks(ByVal control As IRibbonControl)
    Marks.ClearMarks
End Sub

Public Sub OnRefresh(ByVal control As IRibbonControl)
    RunJob "refresh"
End Sub

Public Sub OnCarry(ByVal control As IRibbonControl)
    RunJob "carry"
End Sub

Public Sub OnWhatChanged(ByVal control As IRibbonControl)
    Show.LastRow "Changes"
End Sub

Public Sub OnDecide(ByVal control As IRibbonControl)
    RunJob "decide"
End Sub

Public Sub OnUndo(ByVal control As IRibbonControl)
    RunJob "undo"
End Sub

Public Sub OnAvailability(ByVal control As IRibbonControl)
    RunJob "availability"
End Sub

Public Sub OnFetch(ByVal control As IRibbonControl)
    RunJob "fetch"
End Sub

Public Sub OnTakeSuggestions(ByVal control As IRibbonControl)
    RunJob "suggestions"
End Sub

Public Sub OnSpine(ByVal control As IRibbonControl)
    RunJob "spine"
End Sub

Public Sub OnServices(ByVal control As IRibbonControl)
    RunJob "services"
End Sub

Public Sub OnTargets(ByVal control As IRibbonControl)
    RunJob "targets"
End Sub

Public Sub OnSummary(ByVal control As IRibbonControl)
    Show.Sheet "Summary"
End Sub

Public Sub OnMetricCard(ByVal control As IRibbonControl)
    Card.ShowCurrent
End Sub

Public Sub OnHighlight(ByVal control As IRibbonControl, ByVal selectedId As String, ByVal selectedIndex As Integer)
    Highlight.Framework selectedIndex
End Sub

Public Sub OnShare(ByVal control As IRibbonControl)
    RunJob "share", True
End Sub

Public Sub OnReport(ByVal control As IRibbonControl)
    RunJob "report"
End Sub

Public Sub OnCohort(ByVal control As IRibbonControl)
    RunJob "cohort"
End Sub

Public Sub OnJourneys(ByVal control As IRibbonControl)
    RunJob "journeys"
End Sub

Public Sub OnAdopt(ByVal control As IRibbonControl)
    Jobs.Adopt Say.WhichSpreadsheet("Choose your borough's own spreadsheet")
End Sub

Public Sub OnCollate(ByVal control As IRibbonControl)
    Jobs.Collate Say.WhichFolder("Choose the folder with the boroughs' workbooks")
End Sub

Public Sub OnStartHelper(ByVal control As IRibbonControl)
    Show.HelperStart
End Sub

Public Sub OnGuide(ByVal control As IRibbonControl)
    Show.Guide
End Sub

Public Sub OnSettings(ByVal control As IRibbonControl)
    Show.Settings
End Sub

Public Sub OnChooseCentralFile(ByVal control As IRibbonControl)
    Show.ChosenSetting "choose_central_file", Say.WhichWorkbook("Choose the central file")
End Sub

Public Sub OnCentralAddress(ByVal control As IRibbonControl)
    Show.ChosenSetting "choose_central_file", Say.WhichAddress("The central file's address")
End Sub

Public Sub OnChoosePublishedFiles(ByVal control As IRibbonControl)
    Show.ChosenSetting "choose_published_files", Say.WhichFolder("Choose the folder with the published files")
End Sub

Public Sub OnAbout(ByVal control As IRibbonControl)
    Show.About
End Sub

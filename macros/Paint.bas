Attribute VB_Name = "Paint"
' What a mark and a highlight look like: rules of Excel's conditional formatting, known again by what they ask.
' They lie over a cell's own formats, which come back by themselves when the rule goes. Never colour alone: a mark is
' a pattern, a highlight is bold and underlined. An error of Excel's own can leave it (the sheet is protected).
' Tests put another module in its place where the application has no conditional formatting for macros.
Option Explicit
Option Private Module

' Both are always true and name no cell, so no sort, copy or inserted row changes what they mean.
Private Const MarkRule As String = "=""Outcomes mark""=""Outcomes mark"""
Private Const HighlightRule As String = "=""Outcomes highlight""=""Outcomes highlight"""
Private Const Plum As Long = 5248640
Private Const PaleBlue As Long = 15919324

Public Sub Mark(ByVal target As Range)
    Dim rule As FormatCondition
    Dim ground As Interior
    Set rule = NewRule(target, MarkRule)
    Set ground = rule.Interior
    ground.Pattern = xlPatternLightUp
    ground.PatternColor = Plum
End Sub

Public Sub Highlight(ByVal target As Range)
    Dim rule As FormatCondition
    Dim ground As Interior
    Dim letters As Font
    Set rule = NewRule(target, HighlightRule)
    Set ground = rule.Interior
    Set letters = rule.Font
    ground.Color = PaleBlue
    letters.Bold = True
    letters.Underline = xlUnderlineStyleSingle
End Sub

' Take our rules off a sheet, and no others.
Public Sub Clear(ByVal fromSheet As Worksheet)
    Dim rules As FormatConditions
    Dim index As Long
    Set rules = fromSheet.Cells.FormatConditions
    For index = rules.Count To 1 Step -1
        If IsOurs(rules.Item(index)) Then rules.Item(index).Delete
    Next index
End Sub

Private Function NewRule(ByVal target As Range, ByVal always As String) As FormatCondition
    Dim rules As FormatConditions
    Set rules = target.FormatConditions
    Set NewRule = rules.Add(Type:=xlExpression, Formula1:=always)
    NewRule.StopIfTrue = False
End Function

' Colour scales and data bars ask nothing, so only rules by formula are looked at.
Private Function IsOurs(ByVal rule As Object) As Boolean
    If rule.Type = xlExpression Then IsOurs = (rule.Formula1 = MarkRule Or rule.Formula1 = HighlightRule)
End Function

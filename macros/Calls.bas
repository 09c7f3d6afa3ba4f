Attribute VB_Name = "Calls"
' Cell functions: turns what a formula gives into plain values and asks the helper. Wrappers.bas, made when the add-in
' is built, has one line a function that comes here.
' No error leaves it but Excel's own for a range of several areas, which shows as #VALUE! in the cell.
Option Explicit
Option Private Module

Public Function Asked(ByVal functionName As String, ParamArray arguments() As Variant) As Variant
    Dim given() As Variant
    Dim index As Long
    ReDim given(0 To UBound(arguments))
    For index = 0 To UBound(arguments)
        If IsObject(arguments(index)) Then
            given(index) = InUse(arguments(index)).Value
        ElseIf Not IsError(arguments(index)) Then
            given(index) = arguments(index)
        End If
    Next index
    Asked = Helper.Answer(functionName, given)
End Function

' Where the first of some cells stands, such as 'Data availability'!A5; "" for what is no cell.
Public Function Corner(ByVal given As Variant) As String
    Dim first As Range
    If Not IsObject(given) Then Exit Function
    Set first = given.Cells(1, 1)
    Corner = "'" & Replace(first.Worksheet.Name, "'", "''") & "'!" & first.Address(False, False)
End Function

' A whole column ends where the sheet's use ends. The first cell stays the first, so answers stay beside their cells.
Private Function InUse(ByVal cellsGiven As Range) As Range
    Dim used As Range
    Dim lastRow As Long
    Set used = cellsGiven.Worksheet.UsedRange
    lastRow = used.Row + used.Rows.Count - 1
    Set InUse = cellsGiven
    If cellsGiven.Row + cellsGiven.Rows.Count - 1 > lastRow And lastRow >= cellsGiven.Row Then
        Set InUse = cellsGiven.Resize(lastRow - cellsGiven.Row + 1)
    End If
End Function

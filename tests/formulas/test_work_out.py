"""What a formula comes to, as Excel documents it."""

from __future__ import annotations

from datetime import date

import pytest

from outcomes_xl.formulas.formula_parser import NotWorkedOut, relative
from outcomes_xl.formulas.work_out import Workings
from outcomes_xl.model import ErrorValue, Value
from tests.formulas.worked import book, value

ROWS: list[tuple[Value, ...]] = [
    ("LOF-1", "Current", "Primary", 4),
    ("LOF-1", "current", "Proxy", 0.5),
    ("LOF-2", "Current", None, "5"),
    (None, "Placeholder", "x*y", None),
    ("2585", "Placeholder", "", 5),
]


@pytest.mark.parametrize(
    ("formula", "comes_to"),
    [
        ('COUNTIFS(tblMap[State],"Current")', 3),
        ('COUNTIFS(tblMap[State],"Current",tblMap[Id],"?*",tblMap[Role],"Pr*y")', 2),
        ('COUNTIFS(tblMap[Role],"x~*y")', 1),
        ('COUNTIFS(tblMap[Role],"<>")', 4),
        ('COUNTIFS(tblMap[Role],"=")', 1),
        ('COUNTIFS(tblMap[Role],"")', 2),
        ("COUNTIFS(tblMap[Figure],5)", 2),
        ('COUNTIFS(tblMap[Figure],">=4")', 2),
        ("COUNTIFS(tblMap[Id],2585)", 1),
        ('COUNTIFS(tblMap[State],"<>Current")', 2),
        ('ROUND(SUMPRODUCT((tblMap[Id]<>"")*(tblMap[State]="Current")/COUNTIFS(tblMap[Id],tblMap[Id]&"")),0)', 2),
        ('INDEX(tblMap[Figure],MATCH("lof-2",tblMap[Id],0))', "5"),
        ('IFERROR(INDEX(tblMap[Figure],MATCH("LOF-9",tblMap[Id],0)),"–")', "–"),
        ('MATCH("LOF-9",tblMap[Id],0)', ErrorValue("#N/A")),
        ("INDEX(tblMap[Figure],9)", ErrorValue("#REF!")),
        ("1/0", ErrorValue("#DIV/0!")),
        ('"a"+1', ErrorValue("#VALUE!")),
        ("INDEX(tblMap[Role],3)", 0),
        ('INDEX(tblMap[Role],3)=""', True),
        ('IF(INDEX(tblMap[Role],3)="","nobody",1)&CHAR(10)&0.1+0.2', "nobody\n0.3"),
        ("-2^2", NotWorkedOut),
        ("2+3*4%", 2.12),
        ("tblMap[[#This Row],[Id]]", "LOF-1"),
        ('REPT("■",ROUND(ROWS(tblMap[Id])/2,0))', "■■■"),
        ("SUM(D2:D6)", 9.5),
        ("COUNTA(lst_role)", 2),
        ("'Map'!$A$3", "LOF-1"),
        ("ISNUMBER(1/0)", False),
        ("ISNUMBER(INDEX(tblMap[Figure],1))", True),
        ("ISNUMBER(INDEX(tblMap[Figure],3))", False),
        ("ROW()", 2),
        ('CELL("format",tblMap[[#This Row],[Figure]])', "G"),  # in workbooks that were made with it
        ("ROW('Map'!$A$5)-ROW(A1)", 4),
        ("INDEX(tblMap[Id],ROW()+1)", "LOF-2"),
        ("SUMPRODUCT(MIN(ROW(tblMap[Id])))", 2),
        ('SUMPRODUCT(MAX((tblMap[Id]="lof-1")*(100-ROW(tblMap[Id]))))', 98),
        ('SUMPRODUCT(SMALL((tblMap[State]<>"Placeholder")*100+ROW(tblMap[State]),2))', 6),
        ("SMALL(tblMap[Figure],2)", 4),
        ("SMALL(tblMap[Figure],4)", ErrorValue("#NUM!")),
        ('TEXT(1234.5,"#,##0")', "1,235"),
        ('TEXT(14,"#,##0.0#")', "14.0"),
        ('TEXT(14.256,"#,##0.0#")', "14.26"),
        ('TEXT(0.5,"0")', "1"),
        ('TEXT("c","#,##0.0")', "c"),
        ('TEXT(2,"dd mmm")', NotWorkedOut),
        ('MATCH("Placeholder",INDEX(tblMap[State],2):INDEX(tblMap[State],ROWS(tblMap[State])),0)', 3),
        ('IFERROR(5+MATCH("*",INDEX(tblMap[State],5+1):INDEX(tblMap[State],5),0),"none")', "none"),
        ('IFERROR(""+MATCH("*",INDEX(tblMap[State],""+1):INDEX(tblMap[State],5),0),"none")', "none"),
        ("INDEX(tblMap[State],2):INDEX(tblMap[Role],3)", NotWorkedOut),
        ("INDEX(tblMap[State],2):D2", NotWorkedOut),
        ("LARGE(tblMap[Figure],2)", 4),
        ("LARGE(tblMap[Figure],4)", ErrorValue("#NUM!")),
        ('FIND("O",LOWER("LOF"))', ErrorValue("#VALUE!")),
        ('FIND("of","9 of 20")', 3),
        ('TEXT(46354,"d mmmm yyyy")', "28 November 2026"),
        ('TEXT(1234.25,"#,##0.0")&" "&TEXT(-3.45,"0.0")&" "&TEXT(2.5,"0")', "1,234.3 -3.5 3"),
        ('TEXT(-0.04,"0.0")', NotWorkedOut),
        ('TEXT("c","0")&TEXT(1.25,"0.0#")', "c1.25"),
        ('TEXT(1,"mmm")', NotWorkedOut),
        ("TODAY()", NotWorkedOut),
        ("tblMap[Id]", NotWorkedOut),
        ("tblNone[Id]", NotWorkedOut),
        ("OUTCOMES_STATUS(A1)", NotWorkedOut),
        ("F2", NotWorkedOut),
        ("SUM(1;2)", NotWorkedOut),
    ],
)
def test_a_formula_comes_to_what_excel_documents(formula: str, comes_to: object) -> None:
    if comes_to is NotWorkedOut:
        with pytest.raises(NotWorkedOut):
            value("=" + formula, ROWS)
        return
    found = value("=" + formula, ROWS)
    assert (found, type(found)) == (comes_to, type(comes_to))


def test_an_error_in_a_column_makes_the_whole_count_one() -> None:
    rows = [*ROWS, (ErrorValue("#N/A"), "Current", None, None)]
    assert value('=SUMPRODUCT((tblMap[Id]<>"")*1)', rows) == ErrorValue("#N/A")
    assert value('=COUNTIFS(tblMap[State],"Current",tblMap[Id],"?*")', rows) == 3


def test_a_day_is_its_number_and_never_the_empty_text() -> None:
    assert value('=IF(D2="","Not yet",D2)', [("LOF-1", None, None, date(2026, 11, 28))]) == 46354


def test_a_formula_may_rest_on_others_of_ours_and_on_none_that_is_out_of_date() -> None:
    formulas = {(2, 6): "=F3+1", (3, 6): "=D2*2", (2, 7): "=F2&A2", (3, 7): "=A3"}
    there = book(ROWS, formulas)
    ours = {("Map", place): text for place, text in formulas.items() if place != (3, 7)} | {("Map", (9, 9)): "=G3"}
    workings = Workings(there, ours, lambda sheet, place: place == (3, 7))
    assert workings.value("Map", (2, 7)) == "9LOF-1"
    with pytest.raises(NotWorkedOut):
        workings.value("Map", (9, 9))


def test_a_formula_reads_the_same_wherever_it_stands() -> None:
    assert relative("=B15-$C$2&Sheet1!A1:B2&tbl[A1]", 15, 2) == relative("=C16-$C$2&Sheet1!B2:C3&tbl[A1]", 16, 3)
    assert relative("=B15", 15, 2) != relative("=B15", 16, 2)

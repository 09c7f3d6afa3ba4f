"""Where a table's growing stops: what follows its last row, what is in the way, what cannot grow."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import pytest
import xlsxwriter

from outcomes_xl.hosts import files
from outcomes_xl.model import AppendRows, Area, Patch, RemoveRows, Value
from outcomes_xl.model.cannot_use import CannotEdit, ChangedMeanwhile
from tests.hosts import raw

Rows = tuple[tuple[Value, ...], ...]
NEW: Rows = (("c", 3, "z"), ("d", 4, "z"))


def workbook(
    dropdowns: Sequence[str] = (),
    formats: Sequence[str] = (),
    formula: str = "",
    more: object = None,
    top: int = 4,
    **table: object,
) -> bytes:
    """A table in B4:D6 with the rows a and b, drop-downs in some areas and conditional formats in others."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("S")
        columns = [
            {"header": "One"},
            {"header": "Two"},
            {"header": "Three", **({"formula": formula} if formula else {})},
        ]
        data = [["a", 1], ["b", 2]] if formula else [["a", 1, "x"], ["b", 2, "y"]]
        sheet.add_table(f"B{top}:D{top + 2}", {"name": "tbl", "columns": columns, "data": data, **table})
        for number, area in enumerate(dropdowns):
            first, *others = area.split()
            rule: dict[str, object] = {"validate": "list", "source": [f"list {number}"]}
            sheet.data_validation(first, rule | ({"other_cells": [cells(one) for one in others]} if others else {}))
        for area in formats:
            sheet.conditional_format(area.split()[0], {"type": "blanks", "multi_range": area, "format": None})
        if callable(more):
            more(sheet)
    return out.getvalue()


SHEET, PART = "xl/worksheets/sheet1.xml", "xl/tables/table1.xml"
OF_2010 = (
    '<extLst><ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}"'
    ' xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    '<x14:dataValidations xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1">'
    '<x14:dataValidation type="list"><x14:formula1><xm:f>S!$A$1:$A$3</xm:f></x14:formula1>'
    "<xm:sqref>{}</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
)


def with_text(data: bytes, part: str, old: str, new: str) -> bytes:
    """The workbook with one thing said differently in one part, which has to say it."""
    text = raw.part_of(data, part)
    assert old.encode() in text, text.decode()
    return raw.with_part(data, part, text.replace(old.encode(), new.encode()))


def cells(area: str) -> list[int]:
    one = Area.parse(area)
    return [one.first_row - 1, one.first_column - 1, one.last_row - 1, one.last_column - 1]


def grown(data: bytes, rows: Rows = NEW, at: int = 7) -> bytes:
    return files.play(data, Patch.of([AppendRows("tbl", "S", at, 2, rows, "t")]))


def shrunk(data: bytes, rows: Rows, at: int) -> bytes:
    return files.play(data, Patch.of([RemoveRows("tbl", "S", at, 2, rows, "t")]))


def dropdowns(data: bytes) -> list[str]:
    return re.findall(r'<dataValidation [^>]*sqref="([^"]+)"', raw.part_of(data, "xl/worksheets/sheet1.xml").decode())


def formats(data: bytes) -> list[str]:
    xml = raw.part_of(data, "xl/worksheets/sheet1.xml").decode()
    return re.findall(r'<conditionalFormatting sqref="([^"]+)"', xml)


WHERE = [
    ("C5:C6", "C5:C8"),  # the column's rows
    ("C6", "C6:C8"),  # its last row alone
    ("C4:C6", "C4:C8"),  # with the heading
    ("C5", "C5"),  # stops above the last row
    ("C7", "C7"),  # begins under the table
    ("C5:C7", "C5:C8"),  # reaches into the new rows
    ("C5:C8", "C5:C8"),  # reaches as far as they do
    ("C5:C300", "C5:C300"),  # reaches further
    ("B5:D6", "B5:D8"),  # the whole table
    ("A5:B6", "A5:B6 B7:B8"),  # also a column left of it, which gets no new rows
    ("D5:F6", "D5:F6 D7:D8"),  # also columns right of it
    ("A5:F7", "A5:F7 B8:D8"),
    ("A5:B8", "A5:B8"),
    ("A5:A6", "A5:A6"),  # beside it
    ("E5:E6", "E5:E6"),
    ("C5:C6 F5:F6", "C5:C8 F5:F6"),  # two areas, of which one is the table's
]


@pytest.mark.parametrize(("before", "after"), WHERE)
def test_what_reaches_the_tables_last_row_follows_it_and_nothing_else_does(before: str, after: str) -> None:
    assert dropdowns(grown(workbook(dropdowns=[before]))) == [after]
    assert formats(grown(workbook(formats=[before]))) == [after]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["C5:C6", "C7:C300"], ["C5:C6", "C7:C300"]),  # the second has the new rows already
        (["C5:C6", "C8:C300"], ["C5:C6", "C8:C300"]),  # one of them
        (["C5:C6", "C9:C300"], ["C5:C8", "C9:C300"]),  # begins under them
        (["C5:C6", "D7:D300"], ["C5:C8", "D7:D300"]),  # is another column's
        (["C5", "C6"], ["C5", "C6:C8"]),
        (["B5:C6", "C7:C300"], ["B5:C6", "C7:C300"]),  # no cell may have two, so the wider one stays whole
        (["B5:B6", "C5:C6"], ["B5:B8", "C5:C8"]),
        (["B5:B6 C5:C6", "C7:C300"], ["B5:B6 C5:C6", "C7:C300"]),
        (["C5:C6", "C6"], ["C5:C8", "C6"]),  # two there are already: one of them follows
        (["E5:E6", "C5:C6", "C7:C300", "B5:B6"], ["E5:E6", "C5:C6", "C7:C300", "B5:B8"]),  # and the others go on
    ],
)
def test_no_cell_gets_two_drop_downs(before: list[str], after: list[str]) -> None:
    assert dropdowns(grown(workbook(dropdowns=before))) == after


def test_a_drop_down_follows_where_a_format_stands_in_the_new_rows() -> None:
    after = grown(workbook(dropdowns=["C5:C6"], formats=["C7:C300"]))
    assert (dropdowns(after), formats(after)) == (["C5:C8"], ["C7:C300"])


def test_a_drop_down_of_excel_2010s_kind_is_one_like_any_other() -> None:
    there = workbook(dropdowns=["C5:C6"])
    assert dropdowns(grown(with_text(there, SHEET, "</worksheet>", OF_2010.format("C7:C300") + "</worksheet>"))) == [
        "C5:C6"
    ]
    other = grown(with_text(there, SHEET, "</worksheet>", OF_2010.format("B5:B6") + "</worksheet>"))
    assert dropdowns(other) == ["C5:C8"]
    assert "<xm:sqref>B5:B8</xm:sqref>" in raw.part_of(other, SHEET).decode()


@pytest.mark.parametrize(("old", "new"), [(' sqref="C5:C6"', ""), ('sqref="C5:C6"', 'sqref="C:C"')])
def test_a_drop_down_whose_cells_are_not_said_one_by_one_stays_as_it_is(old: str, new: str) -> None:
    data = with_text(workbook(dropdowns=["C5:C6"]), SHEET, old, new)
    assert new in raw.part_of(grown(data), SHEET).decode()
    assert files.read_bytes(grown(data), "x.xlsx").tables["tbl"].area == Area(4, 2, 8, 4)


def test_a_format_follows_where_a_drop_down_stands_in_the_new_rows() -> None:
    after = grown(workbook(dropdowns=["C7:C300"], formats=["C5:C6"]))
    assert (dropdowns(after), formats(after)) == (["C7:C300"], ["C5:C8"])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("C5:C6", "C5"),
        ("B5:D6", "B5:D5"),
        ("C4:C6", "C4:C5"),
        ("C5:C7", "C5:C7"),  # reaches further than the table
        ("C5", "C5"),
        ("A5:B6", "A5:B6"),  # not the table's alone
        ("D5:E6", "D5:E6"),
        ("C6", "C6"),  # has nowhere else to be
        ("C6 F5", "F5"),
        ("C5:C6 F5:F6", "C5 F5:F6"),
    ],
)
def test_what_ended_with_a_row_that_is_taken_away_ends_above_it(before: str, after: str) -> None:
    assert dropdowns(shrunk(workbook(dropdowns=[before]), (("b", 2, "y"),), 6)) == [after]


def test_the_last_row_but_one_can_be_taken_away_and_the_last_cannot() -> None:
    one = shrunk(workbook(), (("b", 2, "y"),), 6)
    assert files.read_bytes(one, "x.xlsx").tables["tbl"].area == Area(4, 2, 5, 4)
    with pytest.raises(CannotEdit, match="would have no row left"):
        shrunk(one, (("a", 1, "x"),), 5)


def test_rows_that_are_not_the_last_are_not_taken_away() -> None:
    with pytest.raises(ChangedMeanwhile, match="now ends at another row"):
        shrunk(workbook(), (("a", 1, "x"),), 5)


@pytest.mark.parametrize(
    ("put", "found"),
    [
        (lambda sheet: sheet.write("B8", "mine"), "needs .*B8, which is in use"),
        (lambda sheet: sheet.write("D7", "mine"), "needs .*D7, which is in use"),
        (lambda sheet: sheet.write_formula("C7", '=""', None, ""), "needs .*C7, which is in use"),
        (lambda sheet: sheet.merge_range("D8:E9", ""), r"another table or a merged block is there \(D8:E9\)"),
        (lambda sheet: sheet.add_table("D8:E9", {"header_row": False}), r"merged block is there \(D8:E9\)"),
    ],
)
def test_whatever_stands_in_the_new_rows_stops_the_table(put: object, found: str) -> None:
    with pytest.raises(CannotEdit, match=found):
        grown(workbook(more=put))


@pytest.mark.parametrize(
    "put",
    [
        lambda sheet: sheet.write("B9", "mine"),
        lambda sheet: sheet.write("A7", "mine"),
        lambda sheet: sheet.write("E8", "mine"),
        lambda sheet: sheet.merge_range("B9:D9", "below"),
        lambda sheet: sheet.merge_range("E7:F8", "beside"),
        lambda sheet: sheet.add_table("F4:G8", {"name": "other"}),
    ],
)
def test_what_stands_beside_or_below_the_new_rows_does_not(put: object) -> None:
    assert files.read_bytes(grown(workbook(more=put)), "x.xlsx").tables["tbl"].area == Area(4, 2, 8, 4)


def test_a_table_can_grow_to_excels_last_row_and_no_further() -> None:
    data = workbook(top=1_048_573)  # its last row is 1,048,575
    one: Rows = (NEW[0],)
    assert files.read_bytes(grown(data, one, 1_048_576), "x.xlsx").tables["tbl"].area.last_row == 1_048_576
    with pytest.raises(CannotEdit, match="would run past Excel's last row"):
        grown(data, NEW, 1_048_576)


def test_a_table_with_a_totals_row_is_left_alone() -> None:
    with pytest.raises(CannotEdit, match=r"has a totals? row, so"):
        grown(workbook(total_row=True, data=[["a", 1, "x"]]), at=7)


def test_a_table_without_a_filter_grows_all_the_same() -> None:
    after = grown(workbook(autofilter=False))
    assert files.read_bytes(after, "x.xlsx").tables["tbl"].area == Area(4, 2, 8, 4)


def test_a_filter_that_does_not_say_where_it_is_does_no_harm() -> None:
    data = with_text(workbook(), PART, '<autoFilter ref="B4:D6"/>', "<autoFilter/>")
    assert files.read_bytes(grown(data), "x.xlsx").tables["tbl"].area == Area(4, 2, 8, 4)


def test_a_column_whose_formula_is_blank_is_filled_like_any_other() -> None:
    data = with_text(workbook(), PART, ' name="Three"/>', ' name="Three"><calculatedColumnFormula/></tableColumn>')
    assert files.read_bytes(grown(data), "x.xlsx").sheets["S"].value(8, 4) == "z"


def test_an_array_formula_is_not_copied() -> None:
    formula = "=[@Two]*2"
    array = with_text(
        workbook(formula=formula), PART, "<calculatedColumnFormula>", '<calculatedColumnFormula array="1">'
    )
    with pytest.raises(CannotEdit, match="has a formula in “Three”"):
        grown(array, (("c", 3, None),))


@pytest.mark.parametrize("formula", ["=A1*2", "=SUM($C$5:$C$6)", "=[@Two]*B$2"])
def test_a_column_formula_that_points_at_single_cells_is_not_copied(formula: str) -> None:
    with pytest.raises(CannotEdit, match="has a formula in “Three” that points at single cells"):
        grown(workbook(formula=formula), (("c", 3, None),))


@pytest.mark.parametrize("formula", ["=[@Two]*2", '=IF([@One]="A1",1,2)', "=LOG10([@Two])", '=LEN([@One])&"\'A1"'])
def test_a_column_formula_that_only_looks_like_it_points_at_cells_is_copied(formula: str) -> None:
    book = files.read_bytes(grown(workbook(formula=formula), (("c", 3, None),)), "x.xlsx")
    assert book.sheets["S"].formulas[7, 4] == book.sheets["S"].formulas[6, 4]


def test_rows_with_a_column_formula_are_taken_away_whatever_it_shows() -> None:
    data = grown(workbook(formula="=[@Two]*2"), (("c", 3, None),))
    after = files.read_bytes(shrunk(data, (("c", 3, "another"),), 7), "x.xlsx")
    assert after.tables["tbl"].area == Area(4, 2, 6, 4)
    assert (7, 4) not in after.sheets["S"].formulas


@pytest.mark.parametrize("first_column", [1, 3])
def test_a_table_that_begins_in_another_column_than_expected_is_left_alone(first_column: int) -> None:
    with pytest.raises(ChangedMeanwhile, match="now has other columns"):
        files.play(workbook(), Patch.of([AppendRows("tbl", "S", 7, first_column, NEW, "t")]))


def test_one_row_of_another_width_among_right_ones_is_refused() -> None:
    with pytest.raises(ChangedMeanwhile, match="now has other columns"):
        grown(workbook(), (NEW[0], ("d", 4)))

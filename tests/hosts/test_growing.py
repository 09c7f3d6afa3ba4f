"""Tables that gain rows at their end, and lose them again; what reaches the table's last row follows it."""

from __future__ import annotations

import re
from datetime import date

import pytest

from outcomes_xl.hosts import files
from outcomes_xl.model import AppendRows, Area, CellRef, Patch, RemoveRows, SetCell, Value
from outcomes_xl.model.cannot_use import CannotEdit, ChangedMeanwhile
from tests.hosts import raw
from tests.hosts.made import SHEET, TABLE, everything

NEW: tuple[tuple[Value, ...], ...] = (
    ("LOF-004", "Use", date(2026, 11, 22), "=not a formula", None),
    ("LOF-005", None, None, "-", None),
)


def adding(*rows: tuple[Value, ...], at: int = 8) -> Patch:
    return Patch.of([AppendRows(TABLE, SHEET, at, 2, rows, "the central file has them")])


def sheet_xml(data: bytes) -> str:
    return raw.part_of(data, "xl/worksheets/sheet1.xml").decode()


def test_rows_are_added_right_under_the_table_and_belong_to_it() -> None:
    book = files.read_bytes(files.play(everything(), adding(*NEW)), "x.xlsx")
    assert book.tables[TABLE].area == Area(4, 2, 9, 6)
    assert book.sheets[SHEET].row(8) == {2: "LOF-004", 3: "Use", 4: date(2026, 11, 22), 5: "=not a formula"}
    assert book.sheets[SHEET].row(9) == {2: "LOF-005", 5: "-"}


def test_the_tables_filter_grows_with_it() -> None:
    xml = raw.part_of(files.play(everything(), adding(*NEW)), "xl/tables/table1.xml").decode()
    assert re.findall(r' ref="([^"]+)"', xml) == ["B4:F9", "B4:F9"]


def test_new_rows_look_like_the_last_one() -> None:
    data = everything()
    after = sheet_xml(files.play(data, adding(*NEW)))
    last, new = (re.search(rf"<row {at}[^>]*>", after) for at in ('r="7"', 'r="8"'))
    assert last and new
    assert 'ht="30.75"' in new[0] and 'customHeight="1"' in new[0]
    styles = [re.search(rf'<c r="C{row}" s="(\d+)"', after) for row in (7, 9)]
    assert styles[0] and styles[1] and styles[0][1] == styles[1][1]


def test_a_formula_column_gets_its_formula() -> None:
    book = files.read_bytes(files.play(everything(), adding(*NEW)), "x.xlsx")
    formulas = book.sheets[SHEET].formulas
    assert formulas[8, 6] == formulas[9, 6] == formulas[7, 6] == "=LEN(tblMapLOF[[#This Row],[Note]])"


def test_drop_downs_and_formats_that_reach_the_last_row_follow_it() -> None:
    after = sheet_xml(files.play(everything(), adding(*NEW)))
    assert re.findall(r'<dataValidation [^>]*sqref="([^"]+)"', after) == ["C5:C9", "D5:D9"]
    # The one that begins left of the table keeps its area and gains the table's part of the new rows.
    assert re.findall(r'<conditionalFormatting sqref="([^"]+)"', after) == ["C5:C9", "F5:F9", "A5:F7 B8:F9"]
    assert re.findall(r"<xm:sqref>([^<]+)</xm:sqref></x14:conditional", after) == ["F5:F9"]
    assert "<xm:sqref>G5</xm:sqref>" in after  # the sparkline stays where it is


def test_rows_can_be_taken_away_again() -> None:
    data, patch = everything(), adding(*NEW)
    back = files.play(files.play(data, patch), patch.inverse())
    assert files.read_bytes(back, "x.xlsx") == files.read_bytes(data, "x.xlsx")
    assert re.findall(r'<dataValidation [^>]*sqref="([^"]+)"', sheet_xml(back)) == ["C5:C7", "D5:D7"]
    assert re.findall(r'<conditionalFormatting sqref="([^"]+)"', sheet_xml(back)) == ["C5:C7", "F5:F7", "A5:F7"]


def test_rows_edited_since_are_not_taken_away() -> None:
    patch = adding(*NEW)
    data = files.play(files.play(everything(), patch), Patch.of([SetCell(CellRef(SHEET, 9, 5), "-", "mine", "t")]))
    with pytest.raises(ChangedMeanwhile, match=r"E9 on “Map LOF” now holds “mine”, where “-” was expected"):
        files.play(data, patch.inverse())


def test_a_table_keeps_at_least_one_row() -> None:
    rows = (
        ("LOF-001", "Use", None, "as it is", None),
        ("LOF-002",) + (None,) * 4,
        ("LOF-003", "Do not use", None, "-", None),
    )
    with pytest.raises(CannotEdit, match="would have no row left"):
        files.play(everything(), Patch.of([RemoveRows(TABLE, SHEET, 5, 2, rows, "t")]))


def test_a_table_that_grew_meanwhile_is_left_alone() -> None:
    with pytest.raises(ChangedMeanwhile, match="now ends at another row"):
        files.play(files.play(everything(), adding(*NEW)), adding(*NEW))


def test_cells_in_use_below_the_table_stop_it() -> None:
    three = tuple((f"LOF-00{n}", None, None, None, None) for n in range(4, 7))
    with pytest.raises(CannotEdit, match=r"needs C9, |merged block is there \(A10:C11\)"):
        files.play(everything(), adding(*three))
    taken = files.play(everything(), Patch.of([SetCell(CellRef(SHEET, 8, 3), None, "a note", "t")]))
    with pytest.raises(CannotEdit, match=r"needs C8, which is in use"):
        files.play(taken, adding(*NEW))


def test_several_changes_to_one_table_are_made_in_one_go() -> None:
    patch = adding(NEW[0]) + adding(NEW[1], at=9) + Patch.of([SetCell(CellRef(SHEET, 8, 3), "Use", "Do not use", "t")])
    book = files.read_bytes(files.play(everything(), patch), "x.xlsx")
    assert book.tables[TABLE].area.last_row == 9
    assert book.value(CellRef(SHEET, 8, 3)) == "Do not use"
    undone = files.play(files.play(everything(), patch), patch.inverse())
    assert files.read_bytes(undone, "x.xlsx") == files.read_bytes(everything(), "x.xlsx")


def test_rows_of_another_width_are_refused() -> None:
    with pytest.raises(ChangedMeanwhile, match="now has other columns"):
        files.play(everything(), adding(("LOF-004", "Use")))

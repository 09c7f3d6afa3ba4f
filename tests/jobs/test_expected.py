"""What a patch leaves behind, and why it is refused: worked out from a Book alone, so the same for every host."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from outcomes_xl.model import (
    AddSheet,
    AppendRows,
    Area,
    Book,
    BookTable,
    CellRef,
    Change,
    NewSheet,
    Patch,
    RemoveRows,
    RemoveSheet,
    SetCell,
    Sheet,
    Value,
)
from outcomes_xl.model.cannot_use import CannotEdit, ChangedMeanwhile
from outcomes_xl.model.expected import Expected

SHEET, TABLE = "Map LOF", "tblMapLOF"
NEW = NewSheet("Findings", "Findings", "What to look at.", "tblFindings", ("Rule", "Cell"), (9, 9), (("AV03", "C3"),))


def book(totals: bool = False, **more: Sheet) -> Book:
    """| Item | Note | Letters | with two rows; Letters is calculated."""
    rows: dict[int, dict[int, Value]] = {
        1: {1: "Item", 2: "Note", 3: "Letters"},
        2: {1: "LOF-001", 2: "ours", 3: 7},
        3: {1: "LOF-002", 3: 7},
    }
    formulas = {(2, 3): "=LEN([@Item])", (3, 3): "=LEN([@Item])"}
    table = BookTable(TABLE, SHEET, Area(1, 1, 3, 3), ("Item", "Note", "Letters"), totals)
    return Book("Northbridge.xlsx", {SHEET: Sheet(SHEET, rows, formulas), **more}, {TABLE: table})


def put(row: int, column: int, before: Value, after: Value) -> SetCell:
    return SetCell(CellRef(SHEET, row, column), before, after, "a test")


def rows(at: int, *new: tuple[Value, ...]) -> AppendRows:
    return AppendRows(TABLE, SHEET, at, 1, new, "a test")


def gone(at: int, *old: tuple[Value, ...]) -> RemoveRows:
    return RemoveRows(TABLE, SHEET, at, 1, old, "a test")


def refusal(standing: Book, *changes: Change) -> str:
    with pytest.raises(CannotEdit) as told:
        Expected(standing, Patch(changes))
    return str(told.value)


def test_the_last_change_of_a_cell_counts_and_each_sees_what_the_one_before_leaves() -> None:
    expected = Expected(book(), Patch((put(2, 2, "ours", "theirs"), put(2, 2, "theirs", None))))
    assert expected.values == {SHEET: {(2, 2): None}}
    assert expected.touched == {SHEET: {2: {2}}}


def test_rows_that_come_and_go_leave_the_table_as_it_was() -> None:
    there = rows(4, ("LOF-003", None, None), ("LOF-004", None, None))
    grown = Expected(book(), Patch((there,)))
    assert grown.areas == {TABLE.casefold(): Area(1, 1, 5, 3)}
    assert grown.strips[SHEET] == [Area(4, 1, 5, 3)]
    both = Expected(book(), Patch((there, there.inverse())))
    assert both.areas == {TABLE.casefold(): Area(1, 1, 3, 3)}
    assert not any(both.values[SHEET].values()) and not both.appended[SHEET]


def test_all_cells_that_changed_meanwhile_are_named_at_once() -> None:
    one = refusal(book(), put(2, 2, "mine", "new"))
    assert one == (
        "B2 on “Map LOF” now holds “ours”, where “mine” was expected. Nothing was written. "
        "Start the job again; it will take the newer entry into account."
    )
    several = refusal(book(), put(2, 1, "LOF-009", "x"), put(3, 1, "LOF-008", "y"), put(2, 2, "mine", "new"))
    assert several.startswith("A2:A3 and B2 on “Map LOF” changed while the job was running. Nothing was written.")


def test_a_row_that_goes_may_lose_what_its_column_calculates_and_nothing_somebody_typed() -> None:
    expected = Expected(book(), Patch((gone(3, ("LOF-002", None, "whatever it came to")),)))
    assert expected.values == {SHEET: {(3, 1): None, (3, 2): None, (3, 3): None}}
    standing = book()
    filled, formulas = dict(standing.sheets[SHEET].rows), dict(standing.sheets[SHEET].formulas)
    own = {**formulas, (3, 2): "=B2"}
    typed = {**filled, 3: {1: "LOF-002", 2: "ours", 3: 7}}
    with_own_formula = replace(standing, sheets={SHEET: Sheet(SHEET, typed, own)})
    assert refusal(with_own_formula, gone(3, ("LOF-002", None, 7))).startswith("B3 on “Map LOF” now holds “ours”")
    del formulas[3, 3]
    typed_over = replace(standing, sheets={SHEET: Sheet(SHEET, filled, formulas)})
    assert refusal(typed_over, gone(3, ("LOF-002", None, None))).startswith("C3 on “Map LOF” now holds “7”")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([put(2, 3, 7, 8)], "Nothing was written: Map LOF, cell C2 holds a formula, which is left as it is. Copy it"),
        ([put(0, 1, None, 1)], "Map LOF has no row 0, column 1."),
        ([put(2, 2, "ours", "x" * 32_768)], "'Map LOF'!B2 cannot hold this text: it has 32768 characters"),
        ([SetCell(CellRef("Map XYZ", 1, 1), None, 1, "t")], "There is no sheet “Map XYZ” in “Northbridge.xlsx”."),
        ([rows(5, ("LOF-003", None, None))], "The table tblMapLOF on “Map LOF” now ends at another row."),
        ([rows(4, ("LOF-003", None))], "The table tblMapLOF on “Map LOF” now has other columns."),
        (
            [put(4, 2, None, "a note"), rows(4, ("x", None, None))],
            "The table tblMapLOF on “Map LOF” needs B4, which is",
        ),
        ([AppendRows("tblOther", SHEET, 4, 1, (("x",),), "t")], "There is no table tblOther on the sheet “Map LOF”."),
        ([gone(2, ("LOF-001", "ours", 7), ("LOF-002", None, 7))], "The table tblMapLOF on “Map LOF” would have no row"),
        (
            [AddSheet(NewSheet("map lof", "t", "a", "tblX", ("A",), (9,), ()), "t")],
            "The sheet “map lof” cannot be added",
        ),
        ([AddSheet(NewSheet("X", "t", "a", "tblX", ("A", "a"), (9,), ()), "t")], "The sheet “X” cannot be added: each"),
        ([AddSheet(NEW, "t"), AddSheet(NEW, "t")], "The sheet “Findings” cannot be added: there is already a sheet"),
        ([RemoveSheet(NEW, "t")], "There is no sheet “Findings” in “Northbridge.xlsx”."),
    ],
)
def test_what_must_not_be_done_is_refused_in_words(changes: list[Change], said: str) -> None:
    told = refusal(book(), *changes)
    assert told.startswith(said)


def test_a_table_with_a_total_row_keeps_its_rows() -> None:
    assert "has a total row" in refusal(book(totals=True), rows(4, ("x", None, None)))


def test_a_sheet_goes_only_as_it_came() -> None:
    there = {row: {c: v for (r, c), v in NEW.cells().items() if r == row} for row, _ in NEW.cells()}
    assert Expected(book(Findings=Sheet("Findings", there)), Patch((RemoveSheet(NEW, "t"),))).sheets_removed == [NEW]
    noted = {**there, 9: {3: date(2026, 11, 28)}}
    with pytest.raises(ChangedMeanwhile, match=r"no longer as it was added \(C9 was changed\), so it stays"):
        Expected(book(Findings=Sheet("Findings", noted)), Patch((RemoveSheet(NEW, "t"),)))
    with pytest.raises(ChangedMeanwhile, match="it has formulas"):
        Expected(book(Findings=Sheet("Findings", there, {(5, 1): "=1"})), Patch((RemoveSheet(NEW, "t"),)))
    assert Expected(book(), Patch((AddSheet(NEW, "t"), RemoveSheet(NEW, "t")))).sheets_added == []

"""One contract for every place a workbook can be open: read, play, text stays text, a changed cell is refused, undo."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from outcomes_xl.hosts import desktop, files, lite
from outcomes_xl.model import (
    AddSheet,
    AppendRows,
    Area,
    Book,
    CellRef,
    Change,
    ErrorValue,
    NewSheet,
    Patch,
    SetCell,
    Value,
)
from outcomes_xl.model.cannot_use import CannotEdit, ChangedMeanwhile
from tests.routes import lite_engine, stand_in_com, uno_engine
from tests.routes.pane import Pane
from tests.same_pairs import DIFFERENT, SAME

SHEET = "Data availability"
HEADINGS = ("metric", "period", "code", "looked on", "trusted", "twice")
NEXT = "press the button again"


@dataclass
class Open:
    """An open workbook: how to read it, play a patch, and edit a cell behind the job's back."""

    path: Path
    read: Callable[[], Book]
    play: Callable[[Patch], object]
    edit: Callable[[int, int, float], None]
    tells_merges: bool = True
    tells_days: bool = True
    """Whether a day is more than its number: a page in which Python runs may hand over the number alone."""


@pytest.fixture(
    params=[
        "closed file",
        pytest.param("live LibreOffice", marks=pytest.mark.office),
        "Excel's COM objects, stood in for",
        "Excel's task pane, stood in for",
    ]
)
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    path = tmp_path / "Northbridge.xlsx"
    write_example(path)
    if request.param == "closed file":
        yield closed(path)
    elif request.param == "live LibreOffice":
        document = uno_engine.open_file(request.getfixturevalue("live_office"), path)
        book = uno_engine.xlwings_book(document)
        sheet = document.Sheets.getByName(SHEET)

        def edit(row: int, column: int, value: float) -> None:
            sheet.getCellByPosition(column - 1, row - 1).Value = value

        yield Open(path, lambda: desktop.read(book), lambda patch: desktop.play(book, patch), edit)
        document.close(True)
    elif request.param == "Excel's task pane, stood in for":
        yield in_the_pane(path)
    else:
        workbook = stand_in_com.open_file(path)
        book = stand_in_com.xlwings_book(workbook)
        yield Open(
            path,
            lambda: desktop.read(book),
            lambda patch: desktop.play(book, patch),
            lambda row, column, value: workbook.sheets[0].put(row, column, value),
        )


def in_the_pane(path: Path) -> Open:
    """Every press of a button is handed the workbook anew."""
    pane = Pane(stand_in_com.open_file(path))

    def play(patch: Patch) -> None:
        asyncio.run(lite.play(lite_engine.xlwings_book(pane), patch))

    return Open(
        path,
        lambda: asyncio.run(lite.read(lite_engine.xlwings_book(pane))),
        play,
        lambda row, column, value: pane.workbook.sheets[0].put(row, column, value),
        tells_merges=False,
        tells_days=False,
    )


def closed(path: Path) -> Open:
    held = [path.read_bytes()]

    def play(patch: Patch) -> None:
        held[0] = files.play(held[0], patch)

    def edit(row: int, column: int, value: float) -> None:
        now = files.read_bytes(held[0], path.name).value(CellRef(SHEET, row, column))
        play(patch_of(SetCell(CellRef(SHEET, row, column), now, value, "the officer")))

    return Open(path, lambda: files.read_bytes(held[0], path.name), play, edit)


def write_example(path: Path) -> None:
    """| metric | period | code | looked on | trusted | twice | in a table, with a blank last row."""
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet(SHEET)
        columns = [{"header": heading} for heading in HEADINGS]
        sheet.add_table("A1:F4", {"name": "tblAvailability", "columns": columns})
        sheet.write_row(1, 0, ["GLD at age 5", "2024/25", "007"])
        sheet.write_datetime(1, 3, datetime(2026, 3, 31), workbook.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_boolean(1, 4, True)
        sheet.write_formula(1, 5, "=2*3.5", None, 7)
        sheet.write_row(2, 0, ["NEET 16-17", "2025", 12.5])
        sheet.write_formula(2, 5, "=NA()", None, "#N/A")
        sheet.merge_range("H1:I2", "Start")
        second = workbook.add_worksheet("Lists")
        second.write("A1", "Available now")
        second.hide()


def patch_of(*changes: Change) -> Patch:
    return Patch(changes)


def cell(row: int, column: int, before: Value, after: Value) -> SetCell:
    return SetCell(CellRef(SHEET, row, column), before, after, "a test")


def row(book: Book, number: int) -> tuple[Value, ...]:
    return tuple(book.sheets[SHEET].value(number, column) for column in range(1, 7))


def test_a_workbook_reads_the_same_wherever_it_is_open(opened: Open) -> None:
    book = opened.read()
    sheet = book.sheets[SHEET]
    assert book.name == "Northbridge.xlsx"
    assert list(book.sheets) == [SHEET, "Lists"]
    assert row(book, 1) == HEADINGS
    assert row(book, 2) == ("GLD at age 5", "2024/25", "007", date(2026, 3, 31), True, 7)
    assert row(book, 3) == ("NEET 16-17", "2025", 12.5, None, None, ErrorValue("#N/A"))
    assert set(sheet.formulas) == {(2, 6), (3, 6)}
    assert sheet.merges == ((Area.parse("H1:I2"),) if opened.tells_merges else ())
    assert [sheet.state for sheet in book.sheets.values()] == ["visible", "hidden"]
    table = book.tables["tblAvailability"]
    assert (table.sheet, str(table.area), table.headings, table.has_totals) == (SHEET, "A1:F4", HEADINGS, False)
    assert not book.uses_1904_dates


TEXTS = (
    *("1.7", "5-9", "2024/25", "1/4", "00123", "1E5", "TRUE", "=A1", "+44 20", "-", "@name", "'quoted", "12%"),
    *("£5", "3 May", "MET-001", "Found", "two\nlines", "=" + "long " * 80),
)
FIGURES = (0, -3.25, True, False, date(2026, 10, 1), datetime(2026, 10, 1, 9, 30), 1e12)


def test_text_stays_text(opened: Open) -> None:
    opened.play(patch_of(*(cell(number, 11, None, text) for number, text in enumerate(TEXTS, 1))))
    sheet = opened.read().sheets[SHEET]
    assert [sheet.value(number, 11) for number in range(1, len(TEXTS) + 1)] == list(TEXTS)
    assert set(sheet.formulas) == {(2, 6), (3, 6)}


def test_figures_and_dates_stay_what_they_are_where_text_stood_before(opened: Open) -> None:
    places = range(1, len(FIGURES) + 1)
    opened.play(patch_of(*(cell(number, 11, None, "2024/25") for number in places)))
    opened.play(patch_of(*(cell(n, 11, "2024/25", value) for n, value in zip(places, FIGURES, strict=True))))
    sheet = opened.read().sheets[SHEET]
    assert [sheet.value(number, 11) for number in places] == list(FIGURES)


def test_a_cell_edited_meanwhile_is_refused_by_name_and_nothing_is_written(opened: Open) -> None:
    opened.edit(3, 3, 13.5)
    patch = patch_of(cell(2, 2, "2024/25", "2025/26"), cell(3, 3, 12.5, 14), cell(3, 2, "2025", "2026"))
    with pytest.raises(ChangedMeanwhile, match="C3"):
        opened.play(patch)
    assert row(opened.read(), 2)[1] == "2024/25"
    assert row(opened.read(), 3)[1:3] == ("2025", 13.5)


def _is_told(one: Value, other: Value, opened: Open) -> bool:
    """Tell whether a value can be typed there, and what is told of it is more than the number of its day or hour."""
    if isinstance(one, ErrorValue) or (isinstance(one, float) and 0 < one < 1e-100):
        return False
    by_number = isinstance(one, time) and isinstance(other, datetime | time)
    return opened.tells_days or not (isinstance(one, date | time) and (by_number or type(other) in (int, float)))


def test_what_says_the_same_is_no_edit_and_what_does_not_is_one_wherever_the_workbook_is_open(opened: Open) -> None:
    """Each host had a judge of its own, the jobs a third: what one let pass another refused, and undo did neither."""
    same, different = ([pair for pair in pairs if _is_told(*pair, opened)] for pairs in (SAME, DIFFERENT))
    pairs = list(enumerate((*same, *different), 1))
    opened.play(patch_of(*(cell(number, 12, None, one) for number, (one, _) in pairs)))
    for number, (_, other) in pairs[len(same) :]:
        with pytest.raises(ChangedMeanwhile, match=f"L{number}\\b"):
            opened.play(patch_of(cell(number, 12, other, "mine")))
    opened.play(patch_of(*(cell(number, 12, other, "done") for number, (_, other) in pairs[: len(same)])))
    assert [opened.read().sheets[SHEET].value(number, 12) for number in range(1, len(same) + 1)] == ["done"] * len(same)


def test_a_formula_is_never_written_over(opened: Open) -> None:
    with pytest.raises(CannotEdit, match="F2"):
        opened.play(patch_of(cell(2, 6, 7, 8)))
    assert opened.read().sheets[SHEET].formulas[2, 6].endswith("2*3.5")


def test_rows_added_to_a_table_grow_it_and_undo_takes_them_off(opened: Open) -> None:
    before = opened.read()
    rows = (("Take-up", "5-9", "c", date(2026, 4, 1), False, 3), ("Gap", None, "1E5", None, None, None))
    patch = patch_of(AppendRows("tblAvailability", SHEET, 5, 1, rows, "a test"), cell(3, 2, "2025", "2025/26"))
    opened.play(patch)
    after = opened.read()
    assert str(after.tables["tblAvailability"].area) == "A1:F6"
    assert (row(after, 5), row(after, 6)) == rows
    opened.play(patch.inverse())
    assert same(opened.read(), before)


def test_rows_are_not_added_when_the_table_grew_meanwhile(opened: Open) -> None:
    added = AppendRows("tblAvailability", SHEET, 5, 1, (("Take-up", None, None, None, None, None),), "a test")
    opened.play(patch_of(added))
    with pytest.raises(ChangedMeanwhile):
        opened.play(patch_of(added))


def test_rows_are_not_added_over_something_below_the_table(opened: Open) -> None:
    opened.edit(6, 2, 5)
    two = (("Take-up", None, None, None, None, None),) * 2
    with pytest.raises(CannotEdit, match="B6"):
        opened.play(patch_of(AppendRows("tblAvailability", SHEET, 5, 1, two, "a test")))
    assert str(opened.read().tables["tblAvailability"].area) == "A1:F4"


def test_a_sheet_is_added_at_the_end_and_undo_removes_it(opened: Open) -> None:
    before = opened.read()
    new = NewSheet(
        "Findings", "Findings", "What to look at.", "tblFindings", ("rule", "cell"), (12, 30), (("AV03", "C3"),)
    )
    patch = patch_of(AddSheet(new, "a test"))
    opened.play(patch)
    after = opened.read()
    assert list(after.sheets) == [SHEET, "Lists", "Findings"]
    sheet = after.sheets["Findings"]
    assert {r: dict(row) for r, row in sheet.rows.items()} == {
        1: {1: "Findings"},
        2: {1: "What to look at."},
        4: {1: "rule", 2: "cell"},
        5: {1: "AV03", 2: "C3"},
    }
    assert str(after.tables["tblFindings"].area) == "A4:B5"
    opened.play(patch.inverse())
    assert same(opened.read(), before)


def test_a_sheet_an_officer_wrote_on_is_not_removed(opened: Open) -> None:
    new = NewSheet("Findings", "Findings", "What.", "tblFindings", ("rule", "cell"), (12, 30), (("AV03", "C3"),))
    opened.play(patch_of(AddSheet(new, "a test")))
    note = SetCell(CellRef("Findings", 9, 1), None, "Ask Ama", "the officer")
    opened.play(patch_of(note))
    with pytest.raises(CannotEdit, match="Findings"):
        opened.play(patch_of(AddSheet(new, "a test").inverse()))
    assert opened.read().value(note.cell) == "Ask Ama"


def test_the_file_is_not_saved(opened: Open) -> None:
    before = opened.path.read_bytes()
    opened.play(patch_of(cell(4, 1, None, "Take-up")))
    assert opened.path.read_bytes() == before


def same(one: Book, other: Book) -> bool:
    """Say whether two books hold the same, as an officer sees it."""
    return shown(one) == shown(other) and one.tables == other.tables


def shown(book: Book) -> dict[str, Any]:
    return {name: (sheet.rows, sorted(sheet.formulas), sheet.state) for name, sheet in book.sheets.items()}

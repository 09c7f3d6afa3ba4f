"""A sheet added at the end of a workbook, and taken away again."""

from __future__ import annotations

import re
from datetime import date

import pytest

from outcomes_xl.hosts import files
from outcomes_xl.model import AddSheet, Area, CellRef, NewSheet, Patch, SetCell
from outcomes_xl.model.cannot_use import CannotEdit, ChangedMeanwhile
from tests.hosts import raw
from tests.hosts.made import SHEET, everything

FINDINGS = NewSheet(
    "Findings",
    "Findings",
    "What Check found on 22 November 2026.",
    "tblFindings",
    ("Rule", "Cell", "Found", "On"),
    (10, 20, 40, 12),
    (("AV03", "C3", "=not a formula", date(2026, 11, 22)), ("AV04", "C4", None, None)),
)
ADDED = Patch.of([AddSheet(FINDINGS, "Check found something")])


def test_the_sheet_stands_last_with_its_title_and_table() -> None:
    book = files.read_bytes(files.play(everything(), ADDED), "x.xlsx")
    assert list(book.sheets) == [SHEET, "Lists", "Findings"]
    sheet = book.sheets["Findings"]
    assert (sheet.value(1, 1), sheet.value(2, 1)) == (FINDINGS.title, FINDINGS.about)
    assert sheet.row(5) == {1: "AV03", 2: "C3", 3: "=not a formula", 4: date(2026, 11, 22)}
    table = book.tables["tblFindings"]
    assert (table.area, table.headings) == (Area(4, 1, 6, 4), FINDINGS.headings)


def test_its_title_is_marked_as_one_and_its_heading_stays_in_view() -> None:
    after = files.play(everything(), ADDED)
    assert b'<cellStyle name="Heading 1" xfId="1" builtinId="16"/>' in raw.part_of(after, "xl/styles.xml")
    assert b'<pane ySplit="4" topLeftCell="A5" activePane="bottomLeft" state="frozen"/>' in raw.part_of(
        after, "xl/worksheets/sheet3.xml"
    )


def test_its_table_looks_like_the_others_and_has_a_number_of_its_own() -> None:
    xml = raw.part_of(files.play(everything(), ADDED), "xl/tables/table2.xml").decode()
    assert 'name="TableStyleLight9"' in xml
    assert re.search(r'<table [^>]*id="2"', xml)


def test_formats_are_only_added() -> None:
    data = everything()
    before, after = (raw.part_of(d, "xl/styles.xml").decode() for d in (data, files.play(data, ADDED)))
    old, new = (re.findall(r"<xf .*?(?:/>|</xf>)", text.split("<cellXfs")[1]) for text in (before, after))
    assert new[: len(old)] == old


def test_a_sheet_without_rows_has_a_table_with_one_blank_row() -> None:
    empty = NewSheet("Changes", "Changes", "", "tblChanges", ("When", "What"), (12,), ())
    patch = Patch.of([AddSheet(empty, "t")])
    data = files.play(everything(), patch)
    assert files.read_bytes(data, "x.xlsx").tables["tblChanges"].area == Area(4, 1, 5, 2)
    assert "Changes" not in files.read_bytes(files.play(data, patch.inverse()), "x.xlsx").sheets


def test_two_sheets_can_be_added_at_once_and_taken_away_again() -> None:
    other = NewSheet("Changes", "Changes", "What was done.", "tblChanges", ("When",), (12,), (("now",),))
    patch = ADDED + Patch.of([AddSheet(other, "t")])
    data = files.play(everything(), patch)
    assert list(files.read_bytes(data, "x.xlsx").sheets)[2:] == ["Findings", "Changes"]
    back = files.play(data, patch.inverse())
    assert files.read_bytes(back, "x.xlsx") == files.read_bytes(everything(), "x.xlsx")


def test_a_sheet_somebody_wrote_in_is_not_taken_away() -> None:
    data = files.play(everything(), ADDED)
    data = files.play(data, Patch.of([SetCell(CellRef("Findings", 6, 3), None, "looked into", "t")]))
    with pytest.raises(ChangedMeanwhile, match=r"no longer as it was added \(C6 was changed\)"):
        files.play(data, ADDED.inverse())


@pytest.mark.parametrize(
    ("name", "table", "why"),
    [
        ("map lof", "tblFindings", "already a sheet of that name"),
        ("Findings", "TBLMAPLOF", "the name TBLMAPLOF is already in use"),
        ("Findings", "Words", "the name Words is already in use"),
        ("What/why?", "tblFindings", "Excel does not allow / ? in a sheet name"),
    ],
)
def test_a_name_that_is_taken_or_impossible_is_refused(name: str, table: str, why: str) -> None:
    new = NewSheet(name, "t", "a", table, ("A",), (10,), ())
    with pytest.raises(CannotEdit, match=re.escape(why)):
        files.play(everything(), Patch.of([AddSheet(new, "t")]))

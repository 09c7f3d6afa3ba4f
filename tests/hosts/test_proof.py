"""The proof finds what an edit must not do, whoever made the edit."""

from __future__ import annotations

import pytest

from outcomes_xl.hosts import files
from outcomes_xl.hosts.files.preflight import open_package
from outcomes_xl.hosts.files.proof import prove
from outcomes_xl.model import AddSheet, AppendRows, CellRef, NewSheet, Patch, SetCell
from outcomes_xl.model.cannot_use import CannotEdit
from outcomes_xl.model.expected import Expected
from tests.hosts import raw
from tests.hosts.made import SHEET, TABLE, everything

SHEET_PART, TABLE_PART = "xl/worksheets/sheet1.xml", "xl/tables/table1.xml"
SETTING = Patch.of([SetCell(CellRef(SHEET, 5, 3), "Use", "Do not use", "t")])
GROWING = Patch.of([AppendRows(TABLE, SHEET, 8, 2, (("LOF-004", None, None, None, None),), "t")])
ADDING = Patch.of([AddSheet(NewSheet("Findings", "F", "a", "tblF", ("A",), (10,), (("x",),)), "t")])


def tampered(patch: Patch, part: str, old: str, new: str) -> bytes:
    """Return the played workbook with one slip in it."""
    after = files.play(everything(), patch)
    content = raw.part_of(after, part).decode()
    assert old in content
    return raw.with_part(after, part, content.replace(old, new, 1).encode())


def proved(after: bytes, patch: Patch) -> None:
    data = everything()
    book = files.read_bytes(data, "x.xlsx")
    prove(open_package(data, "x.xlsx"), book, after, Expected(book, patch))


@pytest.mark.parametrize("patch", [SETTING, GROWING, ADDING])
def test_an_edit_that_does_what_it_says_is_proved(patch: Patch) -> None:
    proved(files.play(everything(), patch), patch)


@pytest.mark.parametrize(
    ("patch", "part", "old", "new"),
    [
        pytest.param(SETTING, SHEET_PART, "Do not use", "Do not usE", id="another value"),
        pytest.param(SETTING, SHEET_PART, '<c r="C6" s="2"/>', '<c r="C6"/>', id="another cell's format"),
        pytest.param(SETTING, SHEET_PART, '<c r="C5" s="2"', '<c r="C5" s="1"', id="the cell's own format"),
        pytest.param(SETTING, SHEET_PART, "SUM(F5:F7)", "SUM(F5:F8)", id="a formula"),
        pytest.param(SETTING, SHEET_PART, '<c r="A1" ', '<c r="A2" ', id="a cell's place"),
        pytest.param(SETTING, SHEET_PART, 'sqref="C5:C7"', 'sqref="C5:C8"', id="a drop-down's area"),
        pytest.param(SETTING, SHEET_PART, '<mergeCell ref="A10:C11"/>', '<mergeCell ref="A10:C12"/>', id="a merge"),
        pytest.param(SETTING, SHEET_PART, 'topLeftCell="B5"', 'topLeftCell="B6"', id="the view"),
        pytest.param(SETTING, "xl/workbook.xml", 'name="Words"', 'name="Word"', id="a name"),
        pytest.param(SETTING, "xl/sharedStrings.xml", "as it is", "as it iz", id="a shared text"),
        pytest.param(SETTING, "xl/comments1.xml", "this tab", "that tab", id="a note"),
        pytest.param(SETTING, TABLE_PART, "TableStyleLight9", "TableStyleLight1", id="a table untouched"),
        pytest.param(GROWING, TABLE_PART, "TableStyleLight9", "TableStyleLight1", id="the grown table's style"),
        pytest.param(GROWING, TABLE_PART, 'ref="B4:F8"', 'ref="B4:F9"', id="the grown table's area"),
        pytest.param(GROWING, SHEET_PART, 'sqref="C5:C8"', 'sqref="C5:C9"', id="a drop-down grown too far"),
        pytest.param(GROWING, SHEET_PART, "LOF-004", "LOF-005", id="a new row's value"),
        pytest.param(ADDING, "xl/workbook.xml", 'name="Lists"', 'name="List"', id="another sheet's name"),
        pytest.param(ADDING, "xl/styles.xml", 'fontId="0"', 'fontId="1"', id="a format renumbered"),
        pytest.param(ADDING, "[Content_Types].xml", "comments+xml", "comments+xmk", id="another part's type"),
        pytest.param(ADDING, "xl/worksheets/sheet3.xml", "<t>x</t>", "<t>y</t>", id="a new sheet's value"),
    ],
)
def test_a_slip_in_an_edit_is_found(patch: Patch, part: str, old: str, new: str) -> None:
    with pytest.raises(CannotEdit, match="without touching something else"):
        proved(tampered(patch, part, old, new), patch)


def test_a_part_that_was_lost_is_found() -> None:
    after = files.play(everything(), SETTING)
    lost = open_package(after, "x").with_parts({}, frozenset({"xl/comments1.xml"}))
    with pytest.raises(CannotEdit, match="the list of parts"):
        proved(lost, SETTING)


def test_a_change_that_was_forgotten_is_found() -> None:
    with pytest.raises(CannotEdit, match="reads as 'Use'"):
        proved(everything(), SETTING)

"""Setting cells of a closed workbook: the value arrives as what it is, and everything else stays."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time

import pytest

from outcomes_xl.hosts import files
from outcomes_xl.model import CellRef, ErrorValue, Patch, SetCell, Value
from outcomes_xl.model.cannot_use import CannotEdit, ChangedMeanwhile
from tests.hosts import raw
from tests.hosts.made import SHEET, everything


def setting(before: Value, after: Value, cell: str = "'Sheet1'!A1") -> Patch:
    return Patch.of([SetCell(CellRef.parse(cell), before, after, "a test")])


def cell_xml(data: bytes, place: str = "A1") -> str:
    found = re.search(rf'<c r="{place}"[^>]*(?:/>|>.*?</c>)', raw.part_of(data, "xl/worksheets/sheet1.xml").decode())
    return found[0] if found else ""


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("Not collected", '<c r="A1" t="inlineStr"><is><t>Not collected</t></is></c>'),
        (" R&D <5 ", '<c r="A1" t="inlineStr"><is><t xml:space="preserve"> R&amp;D &lt;5 </t></is></c>'),
        ("bell\x07", '<c r="A1" t="inlineStr"><is><t>bell_x0007_</t></is></c>'),
        ("_x0041_", '<c r="A1" t="inlineStr"><is><t>_x005F_x0041_</t></is></c>'),
        (42, '<c r="A1"><v>42</v></c>'),
        (0.1, '<c r="A1"><v>0.1</v></c>'),
        (True, '<c r="A1" t="b"><v>1</v></c>'),
        (ErrorValue("#N/A"), '<c r="A1" t="e"><v>#N/A</v></c>'),
    ],
)
def test_a_value_is_kept_as_excel_keeps_it(value: Value, kept: str) -> None:
    after = files.play(raw.cell('<c r="A1"><v>1</v></c>'), setting(1, value))
    assert cell_xml(after) == kept
    assert files.read_bytes(after, "x.xlsx").sheets["Sheet1"].value(1, 1) == value


@pytest.mark.parametrize("text", ["=1+1", "+44 20 7946 0000", "-", "@home", "=cmd|'/C calc'!A0", "\t=1"])
def test_text_that_begins_like_a_formula_stays_text(text: str) -> None:
    after = files.play(raw.cell('<c r="A1"><v>1</v></c>'), setting(1, text))
    sheet = files.read_bytes(after, "x.xlsx").sheets["Sheet1"]
    assert (sheet.value(1, 1), dict(sheet.formulas)) == (text, {})
    assert 's="7"' in cell_xml(after)
    styles = raw.part_of(after, "xl/styles.xml").decode()
    assert re.findall(r"<xf [^>]*/>", styles)[-1] == (
        '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/>'
    )


@pytest.mark.parametrize(
    "value", [date(2026, 11, 22), datetime(2026, 11, 22, 14, 5, 30), time(14, 5), date(1904, 1, 1)]
)
@pytest.mark.parametrize("uses_1904", ["0", "1"])
def test_a_date_gets_a_date_format_and_reads_back(value: Value, uses_1904: str) -> None:
    data = raw.cell('<c r="A1"><v>1</v></c>', before_sheets=f'<workbookPr date1904="{uses_1904}"/>')
    after = files.play(data, setting(1, value))
    assert files.read_bytes(after, "x.xlsx").sheets["Sheet1"].value(1, 1) == value


def test_a_date_keeps_the_date_format_that_is_there() -> None:
    after = files.play(raw.cell('<c r="A1" s="5"/>'), setting(None, date(2026, 3, 15)))
    assert cell_xml(after) == '<c r="A1" s="5"><v>46096</v></c>'


def test_a_number_does_not_become_a_date() -> None:
    after = files.play(raw.cell('<c r="A1" s="1"/>'), setting(None, 12))
    assert cell_xml(after) == '<c r="A1" s="0"><v>12</v></c>'


def test_blank_clears_the_value_and_keeps_the_format() -> None:
    after = files.play(raw.cell('<c r="A1" s="6" t="str"><v>x</v></c>'), setting("x", None))
    assert cell_xml(after) == '<c r="A1" s="6"/>'


def test_a_cell_that_was_not_there_is_put_in_its_place() -> None:
    data = raw.workbook('<row r="2" spans="1:3"><c r="A2"><v>1</v></c><c r="C2"><v>3</v></c></row>')
    patch = setting(None, "b", "'Sheet1'!B2") + setting(None, "z", "'Sheet1'!A9") + setting(None, 0, "'Sheet1'!A1")
    after = files.play(data, patch)
    xml = raw.part_of(after, "xl/worksheets/sheet1.xml").decode()
    assert re.findall(r'r="(\w+)"', xml.split("<sheetData>")[1]) == ["1", "A1", "2", "A2", "B2", "C2", "9", "A9"]


def test_excel_works_everything_out_again_when_it_opens_the_file() -> None:
    after = files.play(raw.cell('<c r="A1"><v>1</v></c>'), setting(1, 2))
    assert b'<calcPr fullCalcOnLoad="1"/></workbook>' in raw.part_of(after, "xl/workbook.xml")


def test_an_empty_patch_returns_the_very_bytes() -> None:
    data = everything()
    assert files.play(data, Patch()) is data


def test_a_cell_edited_meanwhile_wins() -> None:
    with pytest.raises(ChangedMeanwhile) as trouble:
        files.play(raw.cell('<c r="A1" t="str"><v>mine</v></c>'), setting("old", "new"))
    assert trouble.value.what == "A1 on “Sheet1” now holds “mine”, where “old” was expected. Nothing was written."


@pytest.mark.parametrize(
    ("rows", "cell", "what"),
    [
        ('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>', "A1", "holds a formula"),
        ('<row r="1"><c r="A1"><f t="array" ref="A1:B1">1</f><v>2</v></c></row>', "B1", "belongs to an array formula"),
        ('<row r="1"><c r="A1" t="e" vm="1"><v>#VALUE!</v></c></row>', "A1", "holds a picture"),
        ('<row r="1"><c><v>1</v></c></row>', "A1", "does not say where its cells are"),
        ('<row r="2"/><row r="1"/>', "A1", "rows out of order"),
    ],
)
def test_what_cannot_be_changed_surely_is_left_alone(rows: str, cell: str, what: str) -> None:
    data = raw.workbook(rows)
    standing = files.read_bytes(data, "x.xlsx").value(CellRef.parse(f"Sheet1!{cell}"))
    with pytest.raises(CannotEdit, match=what):
        files.play(data, setting(standing, "new", f"Sheet1!{cell}"))


def test_a_cell_covered_by_a_merged_block_is_left_alone_but_its_first_is_not() -> None:
    with pytest.raises(CannotEdit) as trouble:
        files.play(everything(), setting(None, "x", f"'{SHEET}'!B11"))
    assert str(trouble.value) == (
        f"Nothing was written: {SHEET}, cell B11 is inside a block of merged cells. "
        "Unmerge them (Home, Merge and Centre), save, and try again."
    )
    assert files.play(everything(), setting("merged", "x", f"'{SHEET}'!A10"))


def test_the_heading_of_a_table_is_left_alone() -> None:
    with pytest.raises(CannotEdit, match="heading of a table"):
        files.play(everything(), setting("Item", "Thing", f"'{SHEET}'!B4"))


def test_a_sheet_that_is_not_there_is_named() -> None:
    with pytest.raises(CannotEdit, match="There is no sheet “Map XYZ”"):
        files.play(everything(), setting(None, "x", "'Map XYZ'!B4"))


def test_a_signed_workbook_is_left_alone() -> None:
    made = raw.parts('<row r="1"/>')
    data = raw.zipped({**made, "_xmlsignatures/sig1.xml": "<a/>"})
    with pytest.raises(CannotEdit, match="digitally signed"):
        files.play(data, setting(None, 1))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 10**16, date(1899, 12, 31), "x" * 32_768, "\ud800"])
def test_what_no_cell_can_hold_is_refused_by_name(value: Value) -> None:
    with pytest.raises(CannotEdit, match=r"'Sheet1'!A1 cannot hold"):
        files.play(raw.cell('<c r="A1"/>'), setting(None, value))


def test_many_cells_take_time_in_proportion() -> None:
    # Quadratic work would take minutes here; in proportion it is a second or two.
    changes = [
        SetCell(CellRef("Sheet1", row, column), None, row, "t") for row in range(1, 5001) for column in (1, 2, 3)
    ]
    after = files.play(raw.workbook('<row r="4000"/>'), Patch.of(reversed(changes)))
    assert files.read_bytes(after, "x.xlsx").sheets["Sheet1"].value(5000, 3) == 5000


def test_every_part_not_asked_for_is_the_same_byte_for_byte() -> None:
    data = everything()
    after = files.play(data, setting("Use", "Use with a note", f"'{SHEET}'!C5"))
    with zipfile.ZipFile(io.BytesIO(data)) as one, zipfile.ZipFile(io.BytesIO(after)) as two:
        assert one.namelist() == two.namelist()
        assert two.testzip() is None
        differ = {name for name in one.namelist() if one.read(name) != two.read(name)}
    assert differ == {"xl/workbook.xml", "xl/worksheets/sheet1.xml"}

"""Files as programs make them: each small thing that once stopped the tool, and what is right for it."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from lxml import etree

from outcomes_xl.hosts import files
from outcomes_xl.hosts.files.limits import is_too_dense
from outcomes_xl.hosts.files.number_formats import shows
from outcomes_xl.hosts.files.safe_xml import canonical
from outcomes_xl.model import AddSheet, AppendRows, Book, CellRef, NewSheet, Patch, SetCell, Value
from outcomes_xl.model.cannot_use import CannotUse, UnsafeWorkbook
from tests.hosts import raw
from tests.hosts.made import SHEET, TABLE, everything

A1 = CellRef("Sheet1", 1, 1)


def value_of(cell: str) -> Value:
    return files.read_bytes(raw.cell(cell), "x.xlsx").value(A1)


def typed_into(data: bytes, value: Value = "text", cell: CellRef = A1) -> bytes:
    book = files.read_bytes(data, "x.xlsx")
    return files.play(data, Patch.of([SetCell(cell, book.value(cell), value, "typed")]), "x.xlsx")


def renamed(data: bytes, how: Callable[[str], str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as one, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as two:
        for info in one.infolist():
            entry = zipfile.ZipInfo("x")
            entry.filename = how(info.filename)
            two.writestr(entry, one.read(info), zipfile.ZIP_DEFLATED)
    return out.getvalue()


# Attributes -------------------------------------------------------------------------------------------------------

ODD_SHEETS = {
    "an empty format": raw.cell('<c r="A1" s=""><v>1</v></c>'),
    "a format in words": raw.cell('<c r="A1" s="abc"><v>1</v></c>'),
    "a format that is not there": raw.cell('<c r="A1" s="4000"><v>1</v></c>'),
    "a place with dollars": raw.cell('<c r="A1"><v>1</v></c><c r="$B$1"><v>1</v></c>'),
    "a place in small letters": raw.cell('<c r="A1"><v>1</v></c><c r="b1"><v>1</v></c>'),
}


def with_columns(xml: str) -> bytes:
    made = raw.parts('<row r="1"><c r="A1"><v>1</v></c></row>')
    sheet = str(made["xl/worksheets/sheet1.xml"])
    return raw.zipped({**made, "xl/worksheets/sheet1.xml": sheet.replace("<sheetData>", f"{xml}<sheetData>")})


ODD_SHEETS |= {
    "a column described twice": with_columns('<cols><col min="1" max="2"/><col min="1" max="2" width="9"/></cols>'),
    "a width in words": with_columns('<cols><col min="1" max="2" width="wide"/></cols>'),
    "a usual width in words": with_columns('<sheetFormatPr defaultColWidth="wide"/>'),
    "a usual width beyond all numbers": with_columns('<sheetFormatPr defaultColWidth="1e999"/>'),
}


@pytest.mark.parametrize("name", ODD_SHEETS)
@pytest.mark.parametrize("value", ["text", "=text", 5, date(2026, 11, 28), None])
def test_what_a_reader_passes_over_an_editor_does_too(name: str, value: Value) -> None:
    after = typed_into(ODD_SHEETS[name], value)
    assert files.read_bytes(after, "x.xlsx").value(A1) == value


def test_remarks_between_formats_are_no_formats_and_do_not_end_the_program() -> None:
    made = raw.parts('<row r="1"><c r="A1" s="1"><v>46096</v></c></row>')
    styles = (
        str(made["xl/styles.xml"]).replace("<xf ", "<!-- a remark --><xf ").replace("</cellXfs>", "<?do it?></cellXfs>")
    )
    data = raw.zipped({**made, "xl/styles.xml": styles})
    assert files.read_bytes(data, "x.xlsx").value(A1) == date(2026, 3, 15)
    assert files.read_bytes(typed_into(data, 5), "x.xlsx").value(A1) == 5
    remark = etree.fromstring("<a><!-- libxml2 2.14 dies of this one alone --></a>")[0]
    assert canonical(remark) == b"<!-- libxml2 2.14 dies of this one alone -->"


# Encodings --------------------------------------------------------------------------------------------------------

PARTS = ["xl/_rels/workbook.xml.rels", "xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "_rels/.rels"]
STRANGE = [("UTB-8", "utf-8"), ("utf-7", "utf-7"), ("utf-32", "utf-32"), ("cp037", "cp037"), ("cp037", "utf-8")]


@pytest.mark.parametrize("part", [*PARTS, "[Content_Types].xml"])
@pytest.mark.parametrize(("said", "real"), STRANGE)
def test_a_part_in_letters_that_excel_does_not_write_is_damaged(part: str, said: str, real: str) -> None:
    data = raw.cell('<c r="A1"><v>1</v></c>')
    text = raw.part_of(data, part).decode().split("?>", 1)[-1]
    odd = raw.with_part(data, part, f'<?xml version="1.0" encoding="{said}"?>{text}'.encode(real))
    with pytest.raises(CannotUse, match=r"is damaged and cannot be read surely|is not in the file|is a zip file"):
        typed_into(odd)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("letters", ["utf-16", "utf-8-sig", "iso-8859-1", "us-ascii", "windows-1252"])
def test_a_part_in_letters_that_programs_do_write_is_read_and_edited(part: str, letters: str) -> None:
    data = raw.cell('<c r="A1"><v>1</v></c>')
    text = raw.part_of(data, part).decode().split("?>", 1)[-1]
    said = "utf-8" if letters == "utf-8-sig" else letters
    other = raw.with_part(data, part, f'<?xml version="1.0" encoding="{said}"?>{text}'.encode(letters))
    assert files.read_bytes(typed_into(other), "x.xlsx").value(A1) == "text"


def test_a_document_type_is_refused_in_a_part_of_any_name() -> None:
    made = raw.parts('<row r="1"><c r="A1"><v>1</v></c></row>')
    sheet = '<!DOCTYPE worksheet [<!ENTITY a "b">]>' + str(made.pop("xl/worksheets/sheet1.xml")).split("?>", 1)[1]
    arrows = str(made["xl/_rels/workbook.xml.rels"]).replace("sheet1.xml", "sheet1.dat")
    with pytest.raises(UnsafeWorkbook):
        files.read_bytes(
            raw.zipped({**made, "xl/worksheets/sheet1.dat": sheet, "xl/_rels/workbook.xml.rels": arrows}), "x.xlsx"
        )


# The zip ----------------------------------------------------------------------------------------------------------


def _some(name: str) -> str:
    return name.replace("/", "\\") if "worksheets" in name or "tables" in name else name


@pytest.mark.parametrize(
    "how",
    [lambda name: name.replace("/", "\\"), _some, str.upper, lambda name: name.replace("sheet1", "Sheet1")],
    ids=["backslashes", "some backslashes", "capitals", "one capital"],
)
def test_part_names_are_the_same_however_they_are_written(how: Callable[[str], str]) -> None:
    plain, other = everything(), renamed(everything(), how)
    book = files.read_bytes(other, "x.xlsx")
    assert book == files.read_bytes(plain, "x.xlsx")
    rows = (("LOF-004", "Use", date(2026, 11, 28), None, None),)
    new = NewSheet("Found", "Found", "Found.", "tblFound", ("Rule",), (10,), (("AV03",),))
    patch = Patch.of(
        [
            SetCell(CellRef("Lists", 6, 1), None, date(2026, 11, 28), "t"),
            AppendRows(TABLE, SHEET, 8, 2, rows, "t"),
            AddSheet(new, "t"),
        ]
    )
    after = files.play(other, patch)
    assert files.read_bytes(after, "x.xlsx") == files.read_bytes(files.play(plain, patch), "x.xlsx")
    assert files.read_bytes(files.play(after, patch.inverse()), "x.xlsx") == book
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        spelled = [info.orig_filename for info in archive.infolist()]
    assert len({name.replace("\\", "/").casefold() for name in spelled}) == len(spelled)


def wide(data: bytes) -> bytes:
    """The same zip with its numbers in the wide form, as programs write them that do not know the size beforehand."""
    end = data.rfind(b"PK\x05\x06")
    count, size, start = struct.unpack("<HII", data[end + 10 : end + 20])
    record = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, start)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, end, 1)
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return data[:end] + record + locator + tail


def test_a_small_zip_in_the_wide_form_is_read_and_edited() -> None:
    assert files.read_bytes(typed_into(wide(everything()), "x", CellRef("Lists", 6, 1)), "x.xlsx")
    many = wide(raw.workbook())
    at = many.rfind(b"PK\x06\x06")
    with pytest.raises(UnsafeWorkbook):
        files.read_bytes(many[: at + 24] + struct.pack("<QQ", 10**6, 10**6) + many[at + 40 :], "x.xlsx")


def test_what_the_tool_has_written_the_tool_reads() -> None:
    text = "".join(random.Random(1).choice("abcdefgh ") for _ in range(200)) + "A" * 31_000
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{text}</t></is></c></row>' for n in range(1, 700))
    made = raw.parts(rows)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in made.items():
            archive.writestr(name, content)
    after = typed_into(out.getvalue(), "hello", CellRef("Sheet1", 1, 2))
    assert files.read_bytes(after, "x.xlsx").value(CellRef("Sheet1", 1, 2)) == "hello"
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        assert not any(is_too_dense(info.file_size, info.compress_size) for info in archive.infolist())


def test_a_change_that_would_pass_a_limit_is_refused_before_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    from outcomes_xl.hosts.files import grid

    data = raw.workbook('<row r="1"><c r="A1"><v>1</v></c></row>')
    book = files.read_bytes(data, "x.xlsx")
    monkeypatch.setattr(grid, "MOST_CELLS", 2)
    changes = [SetCell(CellRef("Sheet1", row, 2), book.value(CellRef("Sheet1", row, 2)), row, "t") for row in (1, 2, 3)]
    with pytest.raises(CannotUse, match="more filled cells"):
        files.play(data, Patch.of(changes), "x.xlsx")


# What stands in the workbook --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1" s="1"><v>2958465</v></c>', date(9999, 12, 31)),
        ('<c r="A1" s="1"><v>2958466</v></c>', 2958466),
        ('<c r="A1" s="3"><v>2958465.9999999999</v></c>', 2958466),
        ('<c r="A1" s="1"><v>1e300</v></c>', 1e300),
        ('<c r="A1" s="1"><v>-1e300</v></c>', -1e300),
        ('<c r="A1" s="1"><v>1e999</v></c>', "1e999"),
        ('<c r="A1"><v>-1e999</v></c>', "-1e999"),
        ('<c r="A1" s="2"><v>-0.5</v></c>', -0.5),
        ('<c r="A1" t="d"><v>2026-03-15T10:00:00Z</v></c>', datetime(2026, 3, 15, 10)),
        ('<c r="A1" t="d"><v>2026-03-15T10:00:00+02:00</v></c>', datetime(2026, 3, 15, 10)),
        ('<c r="A1" t="d"><v>10:00:00Z</v></c>', time(10)),
        ('<c r="A1" t="d"><v>0001-01-01</v></c>', "0001-01-01"),
        ('<c r="A1" t="d"><v>2026-02-30</v></c>', "2026-02-30"),
    ],
)
def test_numbers_and_days_beyond_what_excel_has(cell: str, value: Value) -> None:
    found = value_of(cell)
    assert (found, type(found)) == (value, type(value))
    data = raw.cell(cell)
    typed = Patch.of([SetCell(A1, found, "x", "t")])
    files.play(files.play(data, typed), Patch.of([SetCell(A1, "x", None, "t")]))


@pytest.mark.parametrize("number", ["-1", "-99", "1", "4000000000"])
def test_a_name_of_no_sheet_is_the_workbooks(number: str) -> None:
    names = f'<definedNames><definedName name="Here" localSheetId="{number}">Sheet1!$A$1</definedName></definedNames>'
    assert files.read_bytes(raw.cell('<c r="A1"/>', names=names), "x.xlsx").names == {"Here": "Sheet1!$A$1"}


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ('<sheet name="Lost" sheetId="2"/>', "is not in the file"),
        ('<sheet name="Lost" sheetId="2" r:id=""/>', "is not in the file"),
        ('<sheet name="Sheet1" sheetId="2" r:id="rId1"/>', "twice"),
        ('<sheet name="Other" sheetId="2" r:id="rId1"/>', "twice"),
    ],
)
def test_a_sheet_without_a_part_of_its_own_is_refused(entry: str, says: str) -> None:
    made = raw.parts()
    listed = str(made["xl/workbook.xml"]).replace("</sheets>", f"{entry}</sheets>")
    with pytest.raises(UnsafeWorkbook, match=says):
        files.read_bytes(raw.zipped({**made, "xl/workbook.xml": listed}), "x.xlsx")


def test_a_header_row_that_is_switched_off_is_read_from_the_table() -> None:
    part = (
        b'<table xmlns="'
        + raw.MAIN.encode()
        + b'" id="1" name="tblA" displayName="tblA" ref="A2:B3" headerRowCount="0">'
    )
    part += (
        b'<tableColumns count="2"><tableColumn id="1" name="Metric"/><tableColumn id="2" name="Note"/></tableColumns>'
    )
    made = raw.parts(
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="3"><c r="A3"><v>2</v></c></row>',
        after='<tableParts count="1"><tablePart r:id="rId1"/></tableParts>',
    )
    made["xl/tables/table1.xml"] = part + b"</table>"
    made["xl/worksheets/_rels/sheet1.xml.rels"] = raw.relationships(f"{raw.OFFICE}/table", "../tables/table1.xml")
    data = raw.zipped(made)
    table = files.read_bytes(data, "x.xlsx").tables["tblA"]
    assert (str(table.area), table.headings, table.header_row_off) == ("A1:B3", ("Metric", "Note"), True)
    patch = Patch.of([AppendRows("tblA", "Sheet1", 4, 1, ((3, "new"),), "t")])
    grown = files.play(data, patch)
    assert str(files.read_bytes(grown, "x.xlsx").tables["tblA"].area) == "A1:B4"
    assert b'ref="A2:B4"' in raw.part_of(grown, "xl/tables/table1.xml")
    assert files.read_bytes(files.play(grown, patch.inverse()), "x.xlsx") == files.read_bytes(data, "x.xlsx")


# Formats ----------------------------------------------------------------------------------------------------------


def format_of(data: bytes, cell: CellRef) -> str:
    return files.read_bytes(data, "x.xlsx").number_format(cell)


def _everything_at(cell: CellRef) -> tuple[Book, str]:
    book = files.read_bytes(everything(), "x.xlsx")
    return book, book.number_format(cell)


@pytest.mark.parametrize("after", [5, "text", None, time(10, 30), datetime(2026, 1, 2, 3, 4), "=x"])
def test_taking_a_change_back_gives_the_format_back(after: Value) -> None:
    cell = CellRef("Lists", 1, 3)
    book, was = _everything_at(cell)
    assert was == "dd/mm/yyyy"
    patch = Patch.of([SetCell(cell, book.value(cell), after, "t")])
    changed = files.play(everything(), patch)
    assert format_of(files.play(changed, patch.inverse()), cell) == "dd/mm/yyyy"


@pytest.mark.parametrize(("style", "code"), [(0, "General"), (6, "@"), (4, "[h]:mm:ss"), (5, "[$-809]d mmmm yyyy")])
@pytest.mark.parametrize("after", [5, date(2026, 11, 28), time(10, 30), datetime(2026, 1, 2, 3, 4)])
def test_a_format_that_is_known_is_given_back_whatever_it_was(style: int, code: str, after: Value) -> None:
    data = raw.cell(f'<c r="A1" s="{style}" t="inlineStr"><is><t>typed</t></is></c>')
    assert format_of(data, A1) == code
    changed = files.play(data, Patch.of([SetCell(A1, "typed", after, "t")]))
    undone = files.play(changed, Patch.of([SetCell(A1, after, "typed", "undo", shown_as=code)]))
    assert format_of(undone, A1) == code
    assert files.read_bytes(undone, "x.xlsx").value(A1) == "typed"


@pytest.mark.parametrize("moment", [time(0, 0), time(10, 30), time(23, 59, 59)])
@pytest.mark.parametrize("style", [0, 1, 2, 3, 4])
def test_a_time_of_day_is_read_as_it_was_written_and_a_format_that_shows_it_stays(style: int, moment: time) -> None:
    data = raw.cell(f'<c r="A1" s="{style}"><v>7.25</v></c>')
    before = files.read_bytes(data, "x.xlsx").value(A1)
    patch = Patch.of([SetCell(A1, before, moment, "t")])
    after = files.play(data, patch)
    assert files.read_bytes(after, "x.xlsx").value(A1) == moment
    assert files.read_bytes(files.play(after, patch.inverse()), "x.xlsx").value(A1) == before
    if style == raw.DATES["both"] and moment != time():
        assert format_of(after, A1) == format_of(data, A1)


def test_a_format_code_of_brackets_is_read_in_one_go() -> None:
    assert shows("[" * 1_000_000) == 0
    assert shows("[Red]dd/mm/yyyy") == 1

"""Reading a closed workbook: every value at its place, as Excel shows it, nothing guessed."""

from __future__ import annotations

import io
from datetime import date, datetime, time

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from outcomes_xl.hosts import files
from outcomes_xl.hosts.files import read_closed_workbook
from outcomes_xl.hosts.files.fast_sheet_parser import NotPlain
from outcomes_xl.hosts.files.number_formats import shows
from outcomes_xl.hosts.files.xml_escapes import decode_excel, encode_excel
from outcomes_xl.model import Area, Book, CellRef, ErrorValue, Sheet, Value
from tests.hosts import raw


def sheet_of(data: bytes) -> Sheet:
    (sheet,) = files.read_bytes(data, "Northbridge.xlsx").sheets.values()
    return sheet


def both_ways(data: bytes, monkeypatch: pytest.MonkeyPatch) -> Sheet:
    """Read by patterns and by the XML parser; they must agree."""

    def never(content: bytes, grid: object) -> bytes:
        raise NotPlain

    quick = sheet_of(data)
    with monkeypatch.context() as patched:
        patched.setattr(read_closed_workbook, "read_plain", never)
        sure = sheet_of(data)
    assert repr(quick) == repr(sure)
    return quick


TRAPS = {
    "typed N/A stays": ('<c r="A1" t="str"><v>N/A</v></c>', "N/A"),
    "typed NA stays": ('<c r="A1" t="inlineStr"><is><t>NA</t></is></c>', "NA"),
    "typed None stays": ('<c r="A1" t="inlineStr"><is><t>None</t></is></c>', "None"),
    "typed null stays": ('<c r="A1" t="inlineStr"><is><t>null</t></is></c>', "null"),
    "#N/A is an error value": ('<c r="A1" t="e"><v>#N/A</v></c>', ErrorValue("#N/A")),
    "#DIV/0! is an error value": ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', ErrorValue("#DIV/0!")),
    "a formula's empty text": ('<c r="A1" t="str"><f>""</f><v></v></c>', ""),
    "CR LF in a cell": ('<c r="A1" t="inlineStr"><is><t>a_x000D_\nb</t></is></c>', "a\r\nb"),
    "an escaped escape": ('<c r="A1" t="inlineStr"><is><t>_x005F_x000D_</t></is></c>', "_x000D_"),
    "a no-break space": ('<c r="A1" t="inlineStr"><is><t>a\u00a0b</t></is></c>', "a\u00a0b"),
    "a zero-width space": ('<c r="A1" t="inlineStr"><is><t>a\u200bb</t></is></c>', "a\u200bb"),
    "a date typed as text": ('<c r="A1" t="inlineStr"><is><t>01/04/2025</t></is></c>', "01/04/2025"),
    "digits typed as text": ('<c r="A1" t="inlineStr"><is><t>001</t></is></c>', "001"),
    "text that looks like a formula": ('<c r="A1" t="inlineStr"><is><t>=1+1</t></is></c>', "=1+1"),
    "spaces around a text": ('<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>', " a "),
    "entities": ('<c r="A1" t="inlineStr"><is><t>R&amp;D &lt;5 &#163;</t></is></c>', "R&D <5 £"),
    "rich text is joined": ('<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><rPr/><t>b</t></r></is></c>', "ab"),
    "an empty text is blank": ('<c r="A1" t="inlineStr"><is><t></t></is></c>', None),
    "a whole number": ('<c r="A1"><v>42</v></c>', 42),
    "a whole number written long": ('<c r="A1" t="n"><v>4.2E1</v></c>', 42),
    "a decimal": ('<c r="A1"><v>0.1</v></c>', 0.1),
    "a negative": ('<c r="A1"><v>-3.5</v></c>', -3.5),
    "yes": ('<c r="A1" t="b"><v>1</v></c>', True),
    "no": ('<c r="A1" t="b"><v>0</v></c>', False),
    "a day": ('<c r="A1" s="1"><v>46096</v></c>', date(2026, 3, 15)),
    "a day in a format of the workbook's own": ('<c r="A1" s="5"><v>46096</v></c>', date(2026, 3, 15)),
    "a day with hours": ('<c r="A1" s="3"><v>46096.5</v></c>', datetime(2026, 3, 15, 12)),
    "hours under a day's format": ('<c r="A1" s="1"><v>46096.25</v></c>', datetime(2026, 3, 15, 6)),
    "a time of day": ('<c r="A1" s="2"><v>0.75</v></c>', time(18)),
    "hours gone by are an amount": ('<c r="A1" s="4"><v>1.5</v></c>', 1.5),
    "1 January 1900": ('<c r="A1" s="1"><v>1</v></c>', date(1900, 1, 1)),
    "28 February 1900": ('<c r="A1" s="1"><v>59</v></c>', date(1900, 2, 28)),
    "29 February 1900 never was": ('<c r="A1" s="1"><v>60</v></c>', 60),
    "1 March 1900": ('<c r="A1" s="1"><v>61</v></c>', date(1900, 3, 1)),
    "before all days": ('<c r="A1" s="1"><v>-3</v></c>', -3),
    "after all days": ('<c r="A1" s="1"><v>99999999</v></c>', 99999999),
    "a strict workbook's day": ('<c r="A1" t="d"><v>2026-03-15</v></c>', date(2026, 3, 15)),
    "a number that is none": ('<c r="A1"><v>nan</v></c>', "nan"),
    "a formula without a value": ('<c r="A1"><f>B1</f></c>', None),
    "a format without a value": ('<c r="A1" s="1"/>', None),
}


@pytest.mark.parametrize(("xml", "value"), TRAPS.values(), ids=TRAPS.keys())
def test_a_value_is_read_as_excel_shows_it(xml: str, value: Value, monkeypatch: pytest.MonkeyPatch) -> None:
    found = both_ways(raw.cell(xml), monkeypatch).value(1, 1)
    assert (type(found), found) == (type(value), value)


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    data = raw.cell('<c r="A1" s="1"><v>0</v></c>', before_sheets='<workbookPr date1904="1"/>')
    assert sheet_of(data).value(1, 1) == date(1904, 1, 1)
    assert files.read_bytes(data, "x.xlsx").uses_1904_dates


def test_the_first_used_cell_stays_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = both_ways(raw.workbook('<row r="5" spans="3:3"><c r="C5"><v>1</v></c></row>'), monkeypatch)
    assert dict(sheet.rows) == {5: {3: 1}}


def test_cells_without_a_place_are_counted() -> None:
    sheet = sheet_of(raw.workbook('<row><c><v>1</v></c><c/><c><v>3</v></c></row><row r="4"><c><v>4</v></c></row>'))
    assert dict(sheet.rows) == {1: {1: 1, 3: 3}, 4: {1: 4}}


def test_shared_texts_are_joined_decoded_and_without_reading_aids() -> None:
    strings = (
        "<si><t>plain</t></si><si><r><t>ri</t></r><r><t>ch</t></r></si><si><t>R&amp;D_x0041_</t></si><si><t/></si>"
        "<si><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh></si><si><t xml:space='preserve'> x </t></si>"
    )
    cells = "".join(f'<c r="{letter}1" t="s"><v>{number}</v></c>' for number, letter in enumerate("ABCDEF"))
    sheet = sheet_of(raw.workbook(f'<row r="1">{cells}</row>', strings=strings))
    assert sheet.row(1) == {1: "plain", 2: "rich", 3: "R&DA", 5: "東京", 6: " x "}


def test_every_cell_of_a_shared_or_array_formula_is_known_as_calculated(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>2</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>4</v></c></row>'
        '<row r="3"><c r="A3"><f t="array" ref="A3:B3">C3:D3</f><v>5</v></c><c r="B3"><v>6</v></c></row>'
    )
    sheet = both_ways(raw.workbook(rows), monkeypatch)
    assert dict(sheet.formulas) == {(1, 1): "=B1*2", (2, 1): "=B1*2", (3, 1): "=C3:D3", (3, 2): "=C3:D3"}
    assert sheet.value(2, 1) == 4


def test_what_is_hidden_merged_filtered_and_protected_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"/>'
        '<row r="3" hidden="1"><c r="A3"><v>1</v></c></row>'
    )
    after = (
        '<sheetProtection sheet="1"/><autoFilter ref="A1:B9"><filterColumn colId="0"/></autoFilter>'
        '<mergeCells count="1"><mergeCell ref="A5:B6"/></mergeCells>'
    )
    sheet = both_ways(raw.workbook(rows, after=after, state='state="veryHidden"'), monkeypatch)
    assert (sheet.state, sheet.hidden_rows, sheet.merges) == ("veryHidden", {2, 3}, (Area(5, 1, 6, 2),))
    assert sheet.filtered and sheet.protected


def test_hidden_columns_are_known() -> None:
    made = raw.parts('<row r="1"><c r="A1"><v>1</v></c></row>')
    xml = str(made["xl/worksheets/sheet1.xml"]).replace(
        "<sheetData>", '<cols><col min="2" max="3" hidden="1"/></cols><sheetData>'
    )
    assert sheet_of(raw.zipped({**made, "xl/worksheets/sheet1.xml": xml})).hidden_columns == {2, 3}


def test_a_strict_workbook_is_read_and_never_as_empty() -> None:
    data = raw.cell('<c r="A1" t="inlineStr"><is><t>here</t></is></c>', main=raw.STRICT, office=raw.STRICT_OFFICE)
    assert sheet_of(data).value(1, 1) == "here"


def test_a_sheet_in_utf_16_is_read() -> None:
    made = raw.parts('<row r="1"><c r="A1" t="inlineStr"><is><t>żółć</t></is></c></row>')
    xml = str(made["xl/worksheets/sheet1.xml"]).replace('encoding="UTF-8"', 'encoding="UTF-16"')
    assert sheet_of(raw.zipped({**made, "xl/worksheets/sheet1.xml": xml.encode("utf-16")})).value(1, 1) == "żółć"


def test_a_sheet_whose_elements_carry_a_prefix_is_read() -> None:
    rows = '<x:row r="2"><x:c r="B2"><x:v>7</x:v></x:c></x:row>'
    xml = f'<x:worksheet xmlns:x="{raw.MAIN}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    sheet = sheet_of(raw.zipped({**raw.parts(), "xl/worksheets/sheet1.xml": xml}))
    assert dict(sheet.rows) == {2: {2: 7}}


def test_names_are_known_by_their_sheet() -> None:
    names = (
        '<definedNames><definedName name="Everywhere">Sheet1!$A$1</definedName>'
        '<definedName name="Here" localSheetId="0">Sheet1!$B$2</definedName></definedNames>'
    )
    book = files.read_bytes(raw.workbook(names=names), "x.xlsx")
    assert dict(book.names) == {"Everywhere": "Sheet1!$A$1", "'Sheet1'!Here": "Sheet1!$B$2"}


def made_by_xlsxwriter() -> Book:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Map LOF")
        sheet.write_row("B3", ["Metric", "Status"])
        columns = [{"header": "Metric"}, {"header": "Status"}]
        data = [["GLD at age 5", "Not collected"], ["NEET", None]]
        sheet.add_table("B3:C5", {"name": "tblMapLOF", "columns": columns, "data": data})
        other = book.add_worksheet("Totals")
        columns = [{"header": "What", "total_string": "Total"}, {"header": "n", "total_function": "sum"}]
        other.add_table("A1:B4", {"name": "tblTotals", "total_row": True, "columns": columns})
        book.add_worksheet("Hidden").hide()
    return files.read_bytes(out.getvalue(), "x.xlsx")


def test_an_excel_table_is_known_with_its_area_and_headings() -> None:
    book = made_by_xlsxwriter()
    table = book.tables["tblMapLOF"]
    assert (table.sheet, str(table.area), table.headings) == ("Map LOF", "B3:C5", ("Metric", "Status"))
    assert (table.first_data_row, table.last_data_row, table.has_totals) == (4, 5, False)
    assert book.value(CellRef("Map LOF", 4, 3)) == "Not collected"


def test_a_totals_row_is_not_a_row_of_data() -> None:
    table = made_by_xlsxwriter().tables["tblTotals"]
    assert (table.has_totals, table.last_data_row) == (True, 3)


def test_a_hidden_sheet_says_so() -> None:
    assert made_by_xlsxwriter().sheets["Hidden"].state == "hidden"


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("General", ""),
        ("0.00", ""),
        ("#,##0;[Red]-#,##0", ""),
        ('0 "days"', ""),
        ("0.00E+00", ""),
        ("[h]:mm", ""),
        ("@", ""),
        ("dd/mm/yyyy", "date"),
        ("[$-809]dddd d mmmm yyyy;@", "date"),
        ("mmm-yy", "date"),
        ("hh:mm", "time"),
        ("h:mm AM/PM", "time"),
        ("mm:ss.0", "time"),
        ("dd/mm/yy hh:mm", "date and time"),
        ('"d"0', ""),
        (r"0\d", ""),
    ],
)
def test_a_number_format_says_whether_it_shows_a_date(code: str, what: str) -> None:
    assert shows(code) == {"": 0, "date": 1, "time": 2, "date and time": 3}[what]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_survives_being_kept_as_excel_keeps_it(text: str) -> None:
    kept = encode_excel(text)
    assert decode_excel(kept) == text
    assert not any(ord(character) < 32 and character not in "\t\n" for character in kept)


CELLS = st.lists(
    st.sampled_from(
        [
            '<c r="{}"/>',
            '<c r="{}" s="1"/>',
            '<c r="{}"><v>5</v></c>',
            '<c r="{}" s="1"><v>46096</v></c>',
            '<c r="{}" t="s"><v>1</v></c>',
            '<c r="{}" t="e"><v>#REF!</v></c>',
            '<c r="{}" t="inlineStr"><is><t>a &amp; b</t></is></c>',
            '<c r="{}" t="str"><f>A1&amp;"x"</f><v>x</v></c>',
            '<c r="{}"><f t="shared" si="0"/><v>1</v></c>',
            '<c r="{}" s="2"></c>',
        ]
    ),
    max_size=5,
)


@given(st.lists(st.tuples(st.integers(1, 3), CELLS, st.sampled_from(["", ' hidden="1"', ' spans="1:3"'])), max_size=6))
def test_the_quick_way_and_the_sure_way_read_the_same(rows: list[tuple[int, list[str], str]]) -> None:
    number, xml = 0, ""
    for step, cells, attributes in rows:
        number += step
        filled = "".join(cell.format(f"{'ABCDE'[at]}{number}") for at, cell in enumerate(cells))
        xml += f'<row r="{number}"{attributes}>{filled}</row>' if filled else f'<row r="{number}"{attributes}/>'
    data = raw.workbook(xml, strings="<si><t>zero</t></si><si><t>one</t></si>")
    with pytest.MonkeyPatch.context() as monkeypatch:
        both_ways(data, monkeypatch)

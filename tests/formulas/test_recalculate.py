"""Which values are saved with an edit, when Excel is asked to work everything out, and when it must not be."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from lxml import etree

from outcomes_xl.building.summary_blocks import STEPS, Block, blocks
from outcomes_xl.formulas.affected import affected
from outcomes_xl.formulas.known_formulas import formulas_of, known_formulas
from outcomes_xl.formulas.recalculate import recalculate
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.model import AppendRows, Area, Book, CellRef, Patch, SetCell, Value
from tests.building import made
from tests.formulas.worked import book


def with_formulas(data: bytes, formulas: dict[str, str], sheet: str = "Targets") -> bytes:
    """The workbook with formulas of the officer's own, each with 7 saved beside it, to the right of a table."""
    place = files.read_bytes(data, "x").sheets
    number = list(place).index(sheet) + 1
    part = f"xl/worksheets/sheet{number}.xml"
    cells = "".join(f'<c r="{at}"><f>{text}</f><v>7</v></c>' for at, text in formulas.items())
    row = f'<row r="900">{cells}</row>'
    return replaced(data, part, lambda xml: xml.replace(b"</sheetData>", row.encode() + b"</sheetData>"))


def replaced(data: bytes, part: str, change) -> bytes:  # type: ignore[no-untyped-def]
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


def flagged(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"fullCalcOnLoad" in archive.read("xl/workbook.xml")


def status_column(there: Book) -> int:
    table = there.tables["tblAvailability"]
    return table.area.first_column + table.headings.index("Status")


def without_values(archive: zipfile.ZipFile) -> bytes:
    """The Summary without what its formulas come to."""
    root = etree.fromstring(archive.read("xl/worksheets/sheet2.xml"))
    for formula in root.iter("{*}f"):
        cell = formula.getparent()
        cell.attrib.pop("t", None)
        for value in cell.findall("{*}v"):
            cell.remove(value)
    return etree.tostring(root, method="c14n2")


def answering(data: bytes) -> tuple[bytes, Patch]:
    """The workbook with one more metric answered."""
    there = files.read_bytes(data, "x.xlsx")
    row = there.tables["tblAvailability"].last_data_row
    cell = CellRef("Data availability", row, status_column(there))
    patch = Patch.of([SetCell(cell, there.value(cell), "Not collected", "a test")])
    return files.play(data, patch, "x.xlsx", recalculate), patch


def places() -> dict[str, Block]:
    return blocks(load_framework(), "Merton")


def none_has(data: bytes) -> Value:
    """How many measures the Summary says nobody records; their row of tblSummaryKinds is the ninth."""
    return files.read_bytes(data, "x").sheets["Summary"].value(places()["kinds"].first + 8, 2)


def test_every_formula_of_the_templates_is_known_and_worked_out() -> None:
    for data in (made.blank(), made.central()):
        there = files.read_bytes(data, "x")
        assert formulas_of(there) <= known_formulas(), "run outcomes-xl build, which adds them to data/formulas.csv"
        saved = recalculate(there, there, False)
        assert {(sheet, place) for sheet, values in saved.values.items() for place in values} == {
            (name, place) for name, sheet in there.sheets.items() for place in sheet.formulas
        }


def test_a_new_workbook_and_an_edit_of_it_ask_for_nothing() -> None:
    assert not flagged(made.answered())
    assert none_has(made.answered()) == 2
    after, patch = answering(made.answered())
    assert none_has(after) == 3
    assert not flagged(after)
    back = files.play(after, patch.inverse(), "x.xlsx", recalculate)
    assert none_has(back) == 2


def test_an_earlier_request_goes_when_every_formula_is_worked_out() -> None:
    old = replaced(
        made.answered(), "xl/workbook.xml", lambda xml: xml.replace(b"<calcPr ", b'<calcPr fullCalcOnLoad="1" ')
    )
    assert flagged(old)
    wrong = replaced(
        old, "xl/worksheets/sheet2.xml", lambda xml: re.sub(rb"(</f>)<v>[0-9]+</v>", rb"\1<v>999</v>", xml)
    )
    after, _ = answering(wrong)
    assert not flagged(after)
    assert files.read_bytes(after, "x").sheets["Summary"].rows == (
        files.read_bytes(answering(made.answered())[0], "x").sheets["Summary"].rows
    )


@pytest.mark.parametrize(
    ("formula", "asked"),
    [
        ('COUNTIFS(tblAvailability[Status],"Not collected")', True),
        ("Summary!B19", True),
        ("'Data availability'!A:XFD", True),
        ("MyOwn(A1)+WhatIsThis", True),
        ("[1]Other!A1", False),
        ("1+1", False),
        ("COUNTA(tblSources[Metric id])", False),
        ("TODAY()", False),
        ('COUNTIFS(tblAvailability[Status],"x")+TODAY()', False),
        ('INDIRECT("tblAvailability[Status]")', False),
        ("OUTCOMES_GAPS(tblAvailability[Status])", False),
        ("[1]!OUTCOMES_FIND(Summary!B19)", False),
    ],
)
def test_excel_is_asked_only_for_an_officers_own_formula_that_rests_on_what_changed(formula: str, asked: bool) -> None:
    before = with_formulas(made.answered(), {"AZ900": formula.replace("&", "&amp;")})
    after, _ = answering(before)
    assert flagged(after) is asked
    assert none_has(after) == 3
    assert files.read_bytes(after, "x").sheets["Targets"].value(900, 52) == 7


def test_a_formula_of_ours_that_an_officer_changed_is_left_alone_and_so_is_what_rests_on_it() -> None:
    nobody = places()["kinds"].first + 8
    changed = replaced(
        made.answered(),
        "xl/worksheets/sheet2.xml",
        lambda xml: re.sub(f'(r="B{nobody}".*?)</f>'.encode(), rb"\1+100</f>", xml, count=1),
    )
    stood = files.read_bytes(changed, "x").sheets["Summary"]
    assert stood.formulas[nobody, 2].endswith("+100")
    after, _ = answering(changed)
    sheet = files.read_bytes(after, "x").sheets["Summary"]
    assert (sheet.value(nobody, 2), sheet.value(4, 1)) == (2, stood.value(4, 1))
    assert (stood.value(places()["kinds"].first, 2), sheet.value(places()["kinds"].first, 2)) == (3, 2)
    assert flagged(after)


def test_nothing_but_the_values_of_the_formulas_changes_on_their_sheet() -> None:
    before = made.answered()
    after, _ = answering(before)
    with zipfile.ZipFile(io.BytesIO(before)) as one, zipfile.ZipFile(io.BytesIO(after)) as two:
        differ = {name for name in one.namelist() if one.read(name) != two.read(name)}
        parts = {f"xl/worksheets/sheet{number}.xml" for number in (2, 5)}
        assert differ == {*parts, "xl/charts/chart1.xml"}
        assert without_values(one) == without_values(two)


def test_a_formula_filled_down_rests_on_the_cells_beside_it() -> None:
    formulas = {(row, 6): "=A2&1" for row in range(2, 7)}  # as Excel saves them: the first one's text in each
    before = book([("LOF-1", None, None, None)] * 5, formulas)
    rows = {**before.sheets["Map"].rows, 5: {1: "LOF-9"}}
    after = Book("x", {"Map": before.sheets["Map"].__class__("Map", rows, formulas)}, before.tables, before.names)
    texts = {("Map", place): text for place, text in formulas.items()}
    assert affected(texts, before, after) == {("Map", (5, 6))}


def test_cells_between_two_places_in_a_table_are_the_tables_own() -> None:
    within = "MATCH(1,INDEX(tblMap[Id],0+1):INDEX(tblMap[Id],ROWS(tblMap[Id])),0)"
    beyond = "COUNTA(INDEX(tblMap[Id],1):INDEX(B1:B9,1))"
    before = book([("LOF-1", None, None, None)], {(1, 9): within, (2, 9): beyond})
    rows = {**before.sheets["Map"].rows, 40: {20: "elsewhere"}}
    after = Book("x", {"Map": before.sheets["Map"].__class__("Map", rows, {})}, before.tables, before.names)
    texts = {("Map", (1, 9)): within, ("Map", (2, 9)): beyond}
    assert affected(texts, before, after) == {("Map", (2, 9))}


def test_rows_a_job_adds_count() -> None:
    there = files.read_bytes(made.answered(), "x")
    table = there.tables["tblTargets"]
    width = table.area.last_column
    line: list[Value] = [None] * width
    line[table.headings.index("Metric")], line[table.headings.index("Target")] = "MET-002", 3
    patch = Patch.of([AppendRows("tblTargets", "Targets", table.area.last_row + 1, 1, (tuple(line),), "a test")])
    after = files.play(made.answered(), patch, "x.xlsx", recalculate)
    last = places()["figures"].last + 1 + STEPS
    said = [files.read_bytes(data, "x").sheets["Summary"].value(last, 2) for data in (made.answered(), after)]
    assert said == ["Targets set: 2.", "Targets set: 3."]


def test_the_charts_keep_the_figures_they_draw() -> None:
    after, _ = answering(made.answered())
    sheet = files.read_bytes(after, "x").sheets["Summary"]
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        root = etree.fromstring(archive.read("xl/charts/chart1.xml"))
        for cells in root.iter("{*}numRef"):
            place = cells.findtext("{*}f") or ""
            area = Area.parse(place.partition("!")[2].replace("$", ""))
            drawn = [sheet.value(row, area.first_column) for row in range(area.first_row, area.last_row + 1)]
            assert [int(v.text or "") for v in cells.iter("{*}v")] == drawn, place

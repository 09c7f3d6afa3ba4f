"""On a workbook with an officer's own shapes, notes, charts and drop-downs, a job changes only what its patch says.

Compared with openpyxl and with the bytes in the file, not with our own reader.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from tests import office
from tests.whole.conftest import outcomes_xl

X14 = (
    '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"'
    ' xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    '<x14:dataValidations count="1" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
    '<x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>Lists!$B$6:$B$9</xm:f></x14:formula1>'
    "<xm:sqref>K20:K30</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
)
KINDS = {
    "drawing": ("drawings/drawing1.xml", "drawings/drawing91.xml"),
    "vmlDrawing": ("drawings/vmlDrawing1.vml", "drawings/vmlDrawing91.vml"),
    "comments": ("comments1.xml", "comments91.xml"),
}
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def donor() -> dict[str, bytes]:
    """A text box, a chart and a note, as parts of a workbook XlsxWriter makes."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.insert_textbox("K2", "Agreed with the board in October")
        sheet.write_comment("L2", "Ask Prudence")
        chart = book.add_chart({"type": "pie"})
        chart.add_series({"values": "=Sheet1!$A$1:$A$3"})
        sheet.insert_chart("K9", chart)
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def embellish(path: Path, sheet: str = "Targets") -> None:
    """Put the officer's own things on a sheet, the way Excel would have saved them."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    part = sheet_parts(parts)[sheet]
    rels = f"xl/worksheets/_rels/{part.rsplit('/', 1)[1]}.rels"
    given = donor()
    renamed = {
        "xl/charts/chart1.xml": "xl/charts/chart91.xml",
        **{f"xl/{old}": f"xl/{new}" for old, new in KINDS.values()},
        "xl/drawings/_rels/drawing1.xml.rels": "xl/drawings/_rels/drawing91.xml.rels",
    }
    for old, new in renamed.items():
        parts[new] = given[old].replace(b"charts/chart1.xml", b"charts/chart91.xml")
    links = "".join(
        f'<Relationship Id="rId9{n}" Type="{OFFICE}/{kind}" Target="../{name}"/>'
        for n, (kind, (_, name)) in enumerate(KINDS.items())
    )
    parts[rels] = parts[rels].replace(b"</Relationships>", links.encode() + b"</Relationships>")
    parts[part] = (
        parts[part]
        .replace(b"<tableParts", b'<drawing r:id="rId90"/><legacyDrawing r:id="rId91"/><tableParts')
        .replace(b"</worksheet>", X14.encode() + b"</worksheet>")
    )
    types = (
        '<Override PartName="/xl/charts/chart91.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'drawingml.chart+xml"/><Override PartName="/xl/drawings/drawing91.xml" ContentType="application/vnd.'
        'openxmlformats-officedocument.drawing+xml"/><Override PartName="/xl/comments91.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"/>'
    )
    vml = '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
    kinds = parts["[Content_Types].xml"].replace(b"</Types>", types.encode() + b"</Types>")
    if b'Extension="vml"' not in kinds:
        kinds = kinds.replace(b"<Override", vml.encode() + b"<Override", 1)
    parts["[Content_Types].xml"] = kinds
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def sheet_parts(parts: dict[str, bytes]) -> dict[str, str]:
    sheets = re.findall(r'<sheet name="([^"]+)"[^>]*r:id="([^"]+)"', parts["xl/workbook.xml"].decode())
    targets = dict(re.findall(r'Id="([^"]+)"[^>]*Target="([^"]+)"', parts["xl/_rels/workbook.xml.rels"].decode()))
    return {name: f"xl/{targets[ident]}" for name, ident in sheets}


def cells(data: bytes) -> dict[tuple[str, str], Any]:
    """Every filled cell, as openpyxl sees it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def may_change(patch: list[dict[str, Any]], parts: dict[str, bytes]) -> set[str]:
    """The parts a patch may touch: its sheets, the tables on them, the formats (which grow) and when to calculate.

    The values of our own formulas and what our two charts keep of them follow from it, on whatever sheet they stand.
    """
    places = sheet_parts(parts)
    with_formulas = {part for part in places.values() if b"<f" in parts[part]}
    allowed = {"xl/workbook.xml", "xl/styles.xml", *with_formulas, "xl/charts/chart1.xml", "xl/charts/chart2.xml"}
    for name in {line["sheet"] for line in patch}:
        rels = parts.get(f"xl/worksheets/_rels/{places[name].rsplit('/', 1)[1]}.rels", b"").decode()
        allowed |= {places[name], *(f"xl/tables/{table}" for table in re.findall(r"tables/(table\d+\.xml)", rels))}
    return allowed


@pytest.mark.office
@pytest.mark.filterwarnings("ignore:Data Validation extension")
@pytest.mark.parametrize("job", ["check", "refresh", "availability", "suggestions"])
def test_a_job_changes_only_what_its_patch_says(workbook: Path, job: str) -> None:
    embellish(workbook)
    if job == "suggestions":
        outcomes_xl("availability", workbook, "--sources", workbook.parent / "published")
    before = workbook.read_bytes()
    assert office.validate(workbook) == []
    more = {
        "suggestions": [],
        "check": ["--apply-fixes"],
        "refresh": ["--central", workbook.parent / "central file.xlsx"],
        "availability": ["--sources", workbook.parent / "published"],
    }[job]
    patch = outcomes_xl(job, workbook, *more, "--format", "json").json["patch"]
    assert patch
    after = workbook.read_bytes()
    with zipfile.ZipFile(io.BytesIO(before)) as one, zipfile.ZipFile(io.BytesIO(after)) as two:
        assert one.namelist() == two.namelist()
        parts = {name: one.read(name) for name in one.namelist()}
        touched = {name for name in parts if parts[name] != two.read(name)}
    assert touched <= may_change(patch, parts)
    old, new = cells(before), cells(after)
    said = {(line["sheet"], line["cell"]) for line in patch if line["kind"] == "set cell"}
    rows = {(line["sheet"], int(re.sub(r"\D", "", line["cell"]))) for line in patch if line["kind"] != "set cell"}
    for place in old.keys() | new.keys():
        if old.get(place) != new.get(place):
            assert place in said or (place[0], int(re.sub(r"\D", "", place[1]))) in rows, place
    assert office.validate(workbook) == []

"""What is not ours keeps its bytes when a workbook is carried: her sheets, charts, macros, properties."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from lxml import etree
from openpyxl import load_workbook
from openpyxl.chart import LineChart, Reference
from openpyxl.comments import Comment
from openpyxl.worksheet.table import Table

from outcomes_xl.lite.code_from import CodeFrom
from outcomes_xl.workflows.carry_workbook import carry_in_place
from outcomes_xl.workflows.lite_workbook import with_pane
from tests.carry.an_officers_workbook import FIRST_EDITION

NOW = datetime(2026, 11, 28, 18, 0)
MACROS = bytes(range(256)) * 40
OURS_TO_WRITE = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
"""Parts in which ours and hers stand together: her entries stay, and are looked at elsewhere."""


def with_sheets_of_her_own(path: Path) -> Path:
    book = load_workbook(FIRST_EDITION)
    own = book.create_sheet("Ours & theirs", 0)
    own.append(["Team", "Number"])
    own.append(["A", 3])
    own.append(["B", "=B2*2"])
    own["D4"].comment = Comment("As agreed", "Ann")
    own["E5"].hyperlink = "https://example.org/"
    own.add_table(Table(displayName="tblTeams", ref="A1:B3"))
    chart = LineChart()
    chart.add_data(Reference(own, min_col=2, min_row=2, max_row=3))
    own.add_chart(chart, "G2")
    looks = book.create_sheet("Looks at ours")
    looks["A1"], looks["A2"], looks["A3"] = "='Data availability'!N9", "=SUM(B1:B3)", "Words"
    book.save(path)
    return path


def with_macros(path: Path) -> Path:
    """Make a workbook one with macros, as Excel saves it."""
    to = path.with_suffix(".xlsm")
    with ZipFile(path) as old, ZipFile(to, "w", ZIP_DEFLATED) as new:
        for part in old.namelist():
            content = old.read(part)
            if part == "[Content_Types].xml":
                content = content.replace(
                    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                ).replace(
                    b"</Types>",
                    b'<Override PartName="/xl/vbaProject.bin" '
                    b'ContentType="application/vnd.ms-office.vbaProject"/></Types>',
                )
            if part == "xl/_rels/workbook.xml.rels":
                content = content.replace(
                    b"</Relationships>",
                    b'<Relationship Id="rIdVba" Target="vbaProject.bin" '
                    b'Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"/></Relationships>',
                )
            new.writestr(part, content)
        new.writestr("xl/vbaProject.bin", MACROS)
        new.writestr("customXml/item1.xml", b"<hers/>")
    to.write_bytes(with_pane(to.read_bytes(), to.name, CodeFrom.INDEX).data)
    return to


def parts(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as package:
        return {part: package.read(part) for part in package.namelist()}


def ours(path: Path, before: dict[str, bytes]) -> set[str]:
    """The parts of our sheets, and whatever hangs on them."""
    book = load_workbook(path)
    waiting = [
        f"xl/worksheets/sheet{number}.xml"
        for number, sheet in enumerate(book.worksheets, 1)
        if sheet.title not in ("Ours & theirs", "Looks at ours")
    ]
    found: set[str] = set()
    while waiting:
        part = waiting.pop()
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels"
        found |= {part, rels}
        waiting += [f"xl/{end}" for end in re.findall(r'Target="/xl/([^"]+)"', before.get(rels, b"").decode())]
    return found


@pytest.mark.parametrize("macros", [False, True], ids=["xlsx", "xlsm"])
def test_every_part_that_is_not_ours_has_the_same_bytes(tmp_path: Path, macros: bool) -> None:
    path = with_sheets_of_her_own(tmp_path / "old.xlsx")
    path = with_macros(path) if macros else path
    before = parts(path)
    mine = ours(path, before)
    carry_in_place(path, NOW)
    after = parts(path)
    hers = before.keys() - mine - OURS_TO_WRITE
    other = {part for part in hers if after.get(part) != before[part]}
    looks = next(part for part in hers if b"Data availability'!N9" in before[part])
    assert other == {looks}
    said = before[looks].replace(b"'Data availability'!N9", b"'Data availability'!Q9")
    assert etree.canonicalize(after[looks].decode()) == etree.canonicalize(said.decode())
    assert {"xl/theme/theme1.xml", "xl/charts/chart1.xml", "docProps/core.xml"} <= hers
    assert len([part for part in hers if not part.startswith(("docProps", "xl/theme"))]) > 8
    if macros:
        assert (after["xl/vbaProject.bin"], after["customXml/item1.xml"]) == (MACROS, b"<hers/>")
        assert b"macroEnabled" in after["[Content_Types].xml"]
        assert b'Target="vbaProject.bin"' in after["xl/_rels/workbook.xml.rels"]
    names = load_workbook(path).sheetnames
    assert (names[0], names[-1]) == ("Ours & theirs", "Looks at ours")

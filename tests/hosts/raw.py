"""Small workbooks written by hand, so that a test can show exactly the XML it is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

DATES = {"date": 1, "time": 2, "both": 3, "elapsed": 4, "own": 5, "text": 6}
"""Format numbers of styles(), for a cell's s."""


def styles(more: str = "") -> str:
    numbers = (0, 14, 20, 22, 46, 164, 49)
    formats = "".join(f'<xf numFmtId="{n}" fontId="0" fillId="0" borderId="0" xfId="0"/>' for n in numbers)
    return (
        f'<styleSheet xmlns="{MAIN}">'
        '<numFmts count="1"><numFmt numFmtId="164" formatCode="[$-809]d mmmm yyyy"/></numFmts>'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
        '<borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(numbers)}">{formats}{more}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def parts(
    rows: str = "",
    *,
    after: str = "",
    strings: str | None = None,
    before_sheets: str = "",
    names: str = "",
    state: str = "",
    main: str = MAIN,
    office: str = OFFICE,
) -> dict[str, str | bytes]:
    """Return the parts of a workbook with one sheet, "Sheet1", whose sheetData holds ``rows``."""
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}styles+xml"/>'
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPE}sharedStrings+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}worksheet+xml"/></Types>'
        ),
        "_rels/.rels": relationships(f"{office}/officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": (
            f'{_XML}<workbook xmlns="{main}" xmlns:r="{office}">{before_sheets}'
            f'<sheets><sheet name="Sheet1" sheetId="1" {state} r:id="rId1"/></sheets>{names}</workbook>'
        ),
        "xl/_rels/workbook.xml.rels": relationships(
            *(f"{office}/worksheet", "worksheets/sheet1.xml"),
            *(f"{office}/styles", "styles.xml"),
            *((f"{office}/sharedStrings", "sharedStrings.xml") if strings is not None else ()),
        ),
        "xl/styles.xml": (_XML + styles()).replace(MAIN, main),
        "xl/worksheets/sheet1.xml": (
            f'{_XML}<worksheet xmlns="{main}" xmlns:r="{office}"><sheetData>{rows}</sheetData>{after}</worksheet>'
        ),
    }
    if strings is not None:
        made["xl/sharedStrings.xml"] = f'{_XML}<sst xmlns="{main}" count="1" uniqueCount="1">{strings}</sst>'
    return made


def relationships(*types_and_targets: str) -> str:
    pairs = zip(types_and_targets[0::2], types_and_targets[1::2], strict=True)
    arrows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(pairs, start=1)
    )
    return f'{_XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{arrows}</Relationships>'


def zipped(made: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in made.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def workbook(rows: str = "", **more: str) -> bytes:
    """Return a workbook whose one sheet holds these rows."""
    return zipped(parts(rows, **more))


def cell(xml: str, **more: str) -> bytes:
    """Return a workbook with one cell."""
    return workbook(f'<row r="1">{xml}</row>', **more)


def part_of(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Return the workbook with one part exchanged, the others in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        made: dict[str, str | bytes] = {info.filename: archive.read(info) for info in archive.infolist()}
    made[name] = content
    return zipped(made)

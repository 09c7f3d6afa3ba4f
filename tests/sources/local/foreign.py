"""Spreadsheets as they come from elsewhere, some of them made to hurt: each the bytes of a small file."""

from __future__ import annotations

import io
import struct
import zipfile

_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEADINGS = zip("ABC", ("borough", "year", "rate"), strict=True)
HEAD = "".join(f'<c r="{letter}1" t="str"><v>{name}</v></c>' for letter, name in _HEADINGS)
"""The cells of a row of headings."""
_PLACE = '<c r="A2" t="str"><v>E09000098</v></c><c r="B2" t="str"><v>2024/25</v></c>'


def zipped(**parts: str | bytes) -> bytes:
    """A zip of these parts; two underscores in a name stand for a slash."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def xlsx(rows: str, before: str = "", strings: str = "", doctype: str = "") -> bytes:
    """A workbook with one sheet of these rows; ``before`` stands before them in the sheet."""
    links = f'<Relationships xmlns="{_PACKAGE}/relationships">'
    link = f'<Relationship Id="{{}}" Type="{_LINKS}/{{}}" Target="{{}}"/>'
    target = link.format("rId1", "worksheet", "worksheets/sheet1.xml")
    texts = link.format("rId2", "sharedStrings", "sharedStrings.xml") if strings else ""
    book = '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets>'
    cells = f"{before}<sheetData>{rows}</sheetData>"
    return zipped(
        **{
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
            "_rels/.rels": f"{links}{link.format('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>",
            "xl/workbook.xml": f'<workbook xmlns="{_SHEETS}" xmlns:r="{_LINKS}">{book}</workbook>',
            "xl/_rels/workbook.xml.rels": f"{links}{target}{texts}</Relationships>",
            "xl/worksheets/sheet1.xml": f'{doctype}<worksheet xmlns="{_SHEETS}">{cells}</worksheet>',
            **({"xl/sharedStrings.xml": f'<sst xmlns="{_SHEETS}">{strings}</sst>'} if strings else {}),
        }
    )


def one_cell(cell: str) -> bytes:
    """A workbook with a table of one row, in which the figure's cell, C2, is this one."""
    return xlsx(f'<row r="1">{HEAD}</row><row r="2">{_PLACE}{cell}</row>')


def table(more: str = "", **other: str) -> bytes:
    """A workbook with a table of one figure, 31.5, and whatever else stands in its sheet."""
    return xlsx(f'<row r="1">{HEAD}</row><row r="2">{_PLACE}<c r="C2"><v>31.5</v></c></row>{more}', **other)


def ods(rows: str) -> bytes:
    """An OpenDocument spreadsheet whose one table has these rows."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    body = f'<office:body><office:spreadsheet><table:table table:name="Sheet1">{rows}</table:table>'
    content = f"<office:document-content {names}>{body}</office:spreadsheet></office:body></office:document-content>"
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return zipped(
        **{
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            "META-INF/manifest.xml": manifest,
        }
    )


def ods_row(*cells: str, times: int = 1) -> str:
    texts = (
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in cells
    )
    return f'<table:table-row table:number-rows-repeated="{times}">{"".join(texts)}</table:table-row>'


def xlsb(*cells: tuple[int, int, float]) -> bytes:
    """A binary workbook with numbers in these cells (row and column counted from 0)."""
    name = "Sheet1".encode("utf-16-le")
    ident = "rId1".encode("utf-16-le")
    bundle = struct.pack("<III", 0, 1, 4) + ident + struct.pack("<I", 6) + name
    book = _record(0x83) + _record(0x8F) + _record(0x9C, bundle) + _record(0x90) + _record(0x84)
    last_row, last_column = max(row for row, _, _ in cells), max(column for _, column, _ in cells)
    sheet = _record(0x81) + _record(0x94, struct.pack("<IIII", 0, last_row, 0, last_column)) + _record(0x91)
    for row, column, number in cells:
        sheet += _record(0x00, struct.pack("<IIHHBBI", row, 0, 300, 0, 0, 0, 0))
        sheet += _record(0x05, struct.pack("<II", column, 0) + struct.pack("<d", number))
    sheet += _record(0x92) + _record(0x82)
    binary = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    kinds = f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="bin" ContentType="{binary}"/></Types>'
    link = f'<Relationship Id="rId1" Type="{_LINKS}/{{}}" Target="{{}}"/>'
    links = f'<Relationships xmlns="{_PACKAGE}/relationships">{link}</Relationships>'
    return zipped(
        **{
            "[Content_Types].xml": kinds,
            "_rels/.rels": links.format("officeDocument", "xl/workbook.bin"),
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": links.format("worksheet", "worksheets/sheet1.bin"),
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


def _record(kind: int, data: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([(kind & 0x7F) | 0x80, kind >> 7])
    size, length = b"", len(data)
    while True:
        size += bytes([(length & 0x7F) | (0x80 if length > 0x7F else 0)])
        length >>= 7
        if not length:
            return head + size + data

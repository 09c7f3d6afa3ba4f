"""Files made to hurt whoever opens them, made small: each function returns one, by the name of its trick.

The list follows what Apache POI, OWASP and public test corpora guard against. None is worth keeping as a file.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from tests.hosts import raw

FILES: dict[str, Callable[[], bytes]] = {}
"""Every file by its name; those named in HARMLESS must be read, all others refused."""

HARMLESS = {
    *("a corner cell", "a corner cell and A1", "a merge over the whole sheet"),
    *("100,000 stray formatted rows", "a hundred thousand elements inside each other"),
}


def hostile(name: str) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    def keep(make: Callable[[], bytes]) -> Callable[[], bytes]:
        FILES[name] = make
        return make

    return keep


def with_parts(**changed: str | bytes) -> bytes:
    """A small workbook with parts exchanged; in the keywords "__" is "/" and "_xml" is ".xml"."""
    made = raw.parts('<row r="1"><c r="A1"><v>1</v></c></row>')
    made.update({name.replace("__", "/").replace("_xml", ".xml"): content for name, content in changed.items()})
    return raw.zipped(made)


def sheet(xml: str | bytes) -> bytes:
    return with_parts(xl__worksheets__sheet1_xml=xml)


def swollen(head: bytes, piece: bytes, times: int, tail: bytes) -> bytes:
    """A workbook whose sheet repeats a piece: squeezed once and copied, so that making it takes little itself."""
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = squeezer.compress(head) + squeezer.flush(zlib.Z_FULL_FLUSH)
    block = piece * 10_000
    middle = squeezer.compress(block) + squeezer.flush(zlib.Z_FULL_FLUSH)
    end = squeezer.compress(tail) + squeezer.flush()
    crc = zlib.crc32(head)
    for _ in range(times // 10_000):
        crc = zlib.crc32(block, crc)
    length = len(head) + len(block) * (times // 10_000) + len(tail)
    return stored_as(
        "xl/worksheets/sheet1.xml", start + middle * (times // 10_000) + end, zlib.crc32(tail, crc), length
    )


def stored_as(name: str, squeezed: bytes, crc: int, length: int) -> bytes:
    made = raw.parts()
    del made[name]
    archive = bytearray(raw.zipped(made))
    end = archive.rfind(b"PK\x05\x06")
    count, size, start = struct.unpack("<HII", archive[end + 10 : end + 20])
    fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, crc, len(squeezed), length, len(name), 0)
    local = b"PK\x03\x04" + fields + name.encode() + squeezed
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, start) + name.encode()
    directory = bytes(archive[start:end]) + entry
    finish = struct.pack("<HHHHIIH", 0, 0, count + 1, count + 1, size + len(entry), start + len(local), 0)
    return bytes(archive[:start]) + local + directory + b"PK\x05\x06" + finish


HEAD = f'<worksheet xmlns="{raw.MAIN}"><sheetData>'.encode()
TAIL = b"</sheetData></worksheet>"


@hostile("one cell of a gigabyte")
def _() -> bytes:
    return swollen(
        HEAD + b'<row r="1"><c r="A1" t="inlineStr"><is><t>', b"a" * 1_000, 1_000_000, b"</t></is></c></row>" + TAIL
    )


@hostile("forty million cells")
def _() -> bytes:
    return swollen(HEAD, b"<row>" + b"<c><v>1</v></c>" * 200 + b"</row>", 200_000, TAIL)


@hostile("two million cells")
def _() -> bytes:
    return swollen(HEAD, b"<row>" + b"<c><v>1</v></c>" * 200 + b"</row>", 10_000, TAIL)


@hostile("a corner cell")
def _() -> bytes:
    return sheet(HEAD + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' + TAIL)


@hostile("a corner cell and A1")
def _() -> bytes:
    rows = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return sheet(HEAD + rows + TAIL)


@hostile("100,000 stray formatted rows")
def _() -> bytes:
    cells = "".join(f'<c r="{letter}{{0}}" s="1"/>' for letter in "ABCDE")
    row = f'<row r="{{0}}" spans="1:10" s="1" customFormat="1">{cells}</row>'
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>' + "".join(row.format(number) for number in range(2, 100_002))
    return sheet(HEAD + rows.encode() + TAIL)


@hostile("a merge over the whole sheet")
def _() -> bytes:
    rows = (
        b'<row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    )
    return sheet(HEAD + rows + b"</worksheet>")


@hostile("a million merges")
def _() -> bytes:
    return swollen(
        HEAD + b"</sheetData><mergeCells>", b'<mergeCell ref="A1:B2"/>', 1_000_000, b"</mergeCells></worksheet>"
    )


@hostile("a row beyond the last")
def _() -> bytes:
    return sheet(HEAD + b'<row r="4294967297"><c><v>1</v></c></row>' + TAIL)


@hostile("row 0")
def _() -> bytes:
    return sheet(HEAD + b'<row r="0"><c r="A0"><v>1</v></c></row>' + TAIL)


@hostile("a column beyond the last")
def _() -> bytes:
    return sheet(HEAD + b'<row r="1"><c r="XFE1"><v>1</v></c></row>' + TAIL)


@hostile("columns described over and over")
def _() -> bytes:
    columns = b"<cols>" + b'<col min="1" max="16384" hidden="1"/>' * 50_000 + b"</cols>"
    return sheet(HEAD.replace(b"<sheetData>", columns + b"<sheetData>") + TAIL)


@hostile("array formulas over everything")
def _() -> bytes:
    row = b"".join(
        b'<row r="%d"><c r="A%d"><f t="array" ref="A1:XFD1048576">1</f><v>1</v></c></row>' % (n, n)
        for n in range(1, 20_001)
    )
    return sheet(HEAD + row + TAIL)


@hostile("a billion laughs")
def _() -> bytes:
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    doctype = f'<!DOCTYPE worksheet [<!ENTITY l0 "ha">{laughs}]>'
    return sheet(doctype.encode() + HEAD + b'<row r="1"><c r="A1" t="str"><v>&l9;</v></c></row>' + TAIL)


@hostile("a file fetched by an entity")
def _() -> bytes:
    doctype = b'<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    return sheet(doctype + HEAD + b'<row r="1"><c r="A1" t="str"><v>&x;</v></c></row>' + TAIL)


@hostile("a document type in UTF-16")
def _() -> bytes:
    xml = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE worksheet [<!ENTITY l0 "ha">]>' + (HEAD + TAIL).decode()
    return sheet(xml.encode("utf-16"))


@hostile("a document type in a part of another ending")
def _() -> bytes:
    return with_parts(**{"xl/media/picture.png": '\ufeff\n<!DOCTYPE a [<!ENTITY b "c">]><a/>'})


@hostile("a document type in a part without an ending")
def _() -> bytes:
    return with_parts(xl__data='<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16"))


@hostile("a document type in a part nobody reads")
def _() -> bytes:
    return with_parts(docProps__custom_xml='<!DOCTYPE a [<!ENTITY b "c">]><a/>')


@hostile("a name that leads out of the file")
def _() -> bytes:
    return with_parts(**{"../../evil_xml": "<a/>"})


@hostile("a name from the root")
def _() -> bytes:
    return with_parts(**{"/etc/evil_xml": "<a/>"})


@hostile("the same part twice")
def _() -> bytes:
    data = with_parts(**{"xl/worksheets/sheet2_xml": "<a/>"})
    return data.replace(b"xl/worksheets/sheet2.xml", b"xl/worksheets/sheet1.xml")


@hostile("twenty thousand parts")
def _() -> bytes:
    return with_parts(**{f"xl/media/{number}": b"" for number in range(20_000)})


@hostile("fifty thousand sheets")
def _() -> bytes:
    entries = "".join(f'<sheet name="S{number}" sheetId="{number}" r:id="rId1"/>' for number in range(1, 50_001))
    made = raw.parts()
    workbook = str(made["xl/workbook.xml"])
    return with_parts(xl__workbook_xml=workbook.replace("<sheets>", f"<sheets>{entries}"))


@hostile("three hundred thousand formats")
def _() -> bytes:
    return with_parts(xl__styles_xml=raw.styles('<xf numFmtId="0" fontId="0"/>' * 300_000))


@hostile("a sheet that is not in the file")
def _() -> bytes:
    made = raw.parts()
    del made["xl/worksheets/sheet1.xml"]
    return raw.zipped(made)


@hostile("a sheet somewhere on the web")
def _() -> bytes:
    arrows = str(raw.parts()["xl/_rels/workbook.xml.rels"])
    away = 'Target="https://example.invalid/sheet1.xml" TargetMode="External"'
    return with_parts(**{"xl/_rels/workbook_xml.rels": arrows.replace('Target="worksheets/sheet1.xml"', away)})


@hostile("a sheet outside the package")
def _() -> bytes:
    arrows = str(raw.parts()["xl/_rels/workbook.xml.rels"])
    return with_parts(**{"xl/_rels/workbook_xml.rels": arrows.replace("worksheets/", "../../../../etc/")})


@hostile("a sheet of another kind of XML")
def _() -> bytes:
    return sheet('<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>')


@hostile("a sheet that breaks off")
def _() -> bytes:
    return sheet(HEAD + b'<row r="1"><c r="A1"><v>1</v></c>')


@hostile("cells that are never closed")
def _() -> bytes:
    return sheet(HEAD + b'<row r="1">' + b'<c r="A1"><f>1</f>' * 200_000 + TAIL)


@hostile("a text that is not there")
def _() -> bytes:
    return sheet(HEAD + b'<row r="1"><c r="A1" t="s"><v>7</v></c></row>' + TAIL)


@hostile("an entity nobody knows")
def _() -> bytes:
    return sheet(HEAD + b'<row r="1"><c r="A1" t="str"><v>&nbsp;</v></c></row>' + TAIL)


@hostile("a hundred thousand elements inside each other")
def _() -> bytes:
    return sheet(HEAD + b"<a>" * 100_000 + b"</a>" * 100_000 + TAIL)


@hostile("a length that lies")
def _() -> bytes:
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    content = HEAD + b" " * 1_000_000 + TAIL
    return stored_as("xl/worksheets/sheet1.xml", squeezer.compress(content) + squeezer.flush(), zlib.crc32(content), 50)


@hostile("a check sum that is wrong")
def _() -> bytes:
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    content = HEAD + TAIL
    return stored_as("xl/worksheets/sheet1.xml", squeezer.compress(content) + squeezer.flush(), 1, len(content))


@hostile("packed in another way")
def _() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as archive:
        for name, content in raw.parts().items():
            archive.writestr(name, content)
    return out.getvalue()


@hostile("a tail of zeros")
def _() -> bytes:
    data = raw.workbook()
    return data[: len(data) // 2] + bytes(len(data) // 2 + 70_000)


@hostile("nothing but zeros")
def _() -> bytes:
    return bytes(10_000)


@hostile("a million defined names")
def _() -> bytes:
    names = "".join(f'<definedName name="n{number}">Sheet1!$A$1</definedName>' for number in range(1_000_000))
    workbook = str(raw.parts()["xl/workbook.xml"])
    return with_parts(xl__workbook_xml=workbook.replace("</sheets>", f"</sheets><definedNames>{names}</definedNames>"))


@hostile("two hundred thousand attributes of one element")
def _() -> bytes:
    many = " ".join(f'a{number}=""' for number in range(200_000))
    return sheet(HEAD.replace(b"<sheetData>", f"<sheetData {many}>".encode()) + TAIL)


@hostile("nine hundred sheets in one part")
def _() -> bytes:
    entries = "".join(f'<sheet name="S{number}" sheetId="{number}" r:id="rId1"/>' for number in range(2, 902))
    workbook = str(raw.parts()["xl/workbook.xml"])
    return with_parts(xl__workbook_xml=workbook.replace("</sheets>", f"{entries}</sheets>"))


@hostile("a hundred thousand number formats of brackets")
def _() -> bytes:
    codes = "".join(f'<numFmt numFmtId="{1000 + number}" formatCode="{"[" * 250}"/>' for number in range(100_000))
    return with_parts(xl__styles_xml=raw.styles().replace('<numFmts count="1">', f"<numFmts>{codes}"))

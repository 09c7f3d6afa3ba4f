"""Where a file keeps words that few know of, and what nobody can look into: each is told, and none passes for empty."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from outcomes_xl.building.addin.compound_file import compound_file
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts.files.preflight import open_package
from outcomes_xl.sharing.inner_files import inner_files
from outcomes_xl.sharing.package_texts import _in_xml, package_texts
from outcomes_xl.sharing.plain_cells import cells_are_plain
from outcomes_xl.sharing.signs import signs
from tests.built import borough_workbook
from tests.sharing.planted import nhs, spaced

SECRET = spaced(nhs("485111000"))


def packed(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(name, content)
    return out.getvalue()


PARTS = {
    "xl/theme/theme2.xml": f"<a:latin xmlns:a='a' typeface='NHS {SECRET}'/>",
    "customXml/item7.xml": f"<a xmlns='http://cases.example/nhs/{SECRET.replace(' ', '')}'/>",
    "xl/unknown/named.xml": f"<definedName name='nhs_{SECRET.replace(' ', '_')}'/>",
    "xl/drawings/drawing82.xml": f"<w xmlns:a='a'><a:t>NHS {SECRET[:7]}</a:t><a:br/><a:t>{SECRET[8:]}</a:t></w>",
    "customXml/item8.xml": f"<nhs_x0020_{SECRET.replace(' ', '_x0020_')}/>",
    "xl/webextensions/webextension3.xml": f"<p value='[{{&quot;nhsNumber&quot;:{SECRET.replace(' ', '')}}}]'/>",
}


def test_a_number_is_seen_in_names_of_fonts_namespaces_cells_and_elements_and_in_an_add_ins_data() -> None:
    out = io.BytesIO(borough_workbook(load_framework(), "E09000024"))
    with zipfile.ZipFile(out, "a") as package:
        for part, holds in PARTS.items():
            package.writestr(part, holds)
        package.writestr("xl/embeddings/a.zip", _with_a_field_before_its_part())
    seen = {
        kept.part.partition("/a.xml")[0]
        for kept in package_texts(open_package(out.getvalue(), "Merton.xlsx"))
        if any(sign.what == "an NHS number" for sign in signs(kept.text, kept.label))
    }
    assert seen == {*PARTS, "xl/embeddings/a.zip"}


def _with_a_field_before_its_part() -> bytes:
    whole = bytearray(packed("a.xml", b"<a/>"))
    field = b"\x99\x99" + struct.pack("<H", len(SECRET)) + SECRET.encode()
    whole[28:30] = struct.pack("<H", len(field))
    whole[35:35] = field
    at = whole.rfind(b"PK\x05\x06") + 16
    whole[at : at + 4] = struct.pack("<I", whole.find(b"PK\x01\x02"))
    return bytes(whole)


CELL = '<c r="A1"><v>1</v></c>'
IN_CELLS = {
    "an attribute of a row": f'<row r="1" note="NHS {SECRET}">{CELL}</row>',
    "an attribute of a cell": f'<row r="1"><c r="A1" note="NHS {SECRET}"><v>1</v></c></row>',
    "an attribute of a formula": f'<row r="1"><c r="A1"><f note="NHS {SECRET}">1</f><v>1</v></c></row>',
    "an element in a cell": f'<row r="1"><c r="A1"><v>1</v><ext>NHS {SECRET}</ext></c></row>',
    "words between cells": f'<row r="1">{CELL}NHS {SECRET}</row>',
    "a cell twice": f'<row r="1"><c r="A1" t="inlineStr"><is><t>NHS {SECRET}</t></is></c>{CELL}</row>',
    "how a word is read": f'<row r="1"><c r="A1"><is><t>x</t><rPh><t>NHS {SECRET}</t></rPh></is></c></row>',
    "neither true nor false": f'<row r="1"><c r="A1" t="b"><v>NHS {SECRET}</v></c></row>',
}


@pytest.mark.parametrize("cells", IN_CELLS.values(), ids=IN_CELLS.keys())
def test_what_stands_in_the_cells_of_a_sheet_and_no_cell_shows_is_gone_through(cells: str) -> None:
    sheet = f"<worksheet xmlns='m'><sheetData>{cells}</sheetData></worksheet>".encode()
    assert not cells_are_plain(sheet)
    assert cells_are_plain(f'<worksheet xmlns="m"><sheetData><row r="1">{CELL}</row></sheetData></worksheet>'.encode())
    found = [*_in_xml("xl/worksheets/sheet1.xml", "a sheet", sheet, 0, has_cells=True)]
    assert any(sign.what == "an NHS number" for kept in found for sign in signs(kept.text, kept.label))


def test_the_cells_of_our_own_workbooks_are_plain() -> None:
    with zipfile.ZipFile(io.BytesIO(borough_workbook(load_framework(), "E09000024"))) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        assert [name for name in sheets if not cells_are_plain(package.read(name))] == []
        assert len(sheets) > 10


def test_bytes_behind_a_packed_part_and_the_name_of_a_folder_are_seen() -> None:
    whole = bytearray(borough_workbook(load_framework(), "E09000024"))
    out = io.BytesIO(bytes(whole))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(f"xl/NHS {SECRET}/", "")
        package.writestr("xl/other/last.xml", b"<a>" + b"x" * 99 + b"</a>")
    said = f"NHS {SECRET[::-1]}".encode()
    whole = _with_bytes_behind(bytearray(out.getvalue()), "xl/other/last.xml", said)
    texts = [kept.text for kept in package_texts(open_package(bytes(whole), "Merton.xlsx"))]
    assert any(SECRET in text for text in texts)
    assert any(said.decode() in text for text in texts)


def _with_bytes_behind(whole: bytearray, part: str, said: bytes) -> bytearray:
    info = zipfile.ZipFile(io.BytesIO(whole)).getinfo(part)
    begins, size = info.header_offset, struct.pack("<I", info.compress_size + len(said))
    at = begins + 30 + sum(struct.unpack("<HH", whole[begins + 26 : begins + 30])) + info.compress_size
    whole[begins + 18 : begins + 22] = size
    whole[at:at] = said
    end = whole.rfind(b"PK\x05\x06")
    listed = whole.rfind(part.encode(), 0, end) - 46
    whole[listed + 20 : listed + 24] = size
    whole[end + 16 : end + 20] = struct.pack("<I", struct.unpack("<I", whole[end + 16 : end + 20])[0] + len(said))
    return whole


@pytest.mark.parametrize(
    "content",
    [
        b"7z\xbc\xaf\x27\x1c\0\4....",
        b"Rar!\x1a\x07\x01\0....",
        b"-----BEGIN PGP MESSAGE-----",
        b"%PDF-1.4 /Encrypt 5 0 R stream\r\n",
        b"%PDF-1.4 /Filter /ASCII85Decode stream\r\n",
        b"BZh9 and nothing of that kind",
        b"%PDF-1.4 /Encoding /Identity-H stream\r\n<0012> Tj",
        packed("xl/worksheets/sheet1.bin", struct.pack("<d", 4851110005.0)),
        compound_file({"Workbook": struct.pack("<d", 4851110005.0)}),
    ],
    ids=[
        *("a 7z", "a rar", "a locked letter", "a locked PDF", "a PDF packed as of old", "half a bz2"),
        *("a PDF with letters of its own", "an xlsb", "an xls"),
    ],
)
def test_what_keeps_no_letters_to_read_is_told_as_not_looked_into(content: bytes) -> None:
    assert any(one.content is None for one in inner_files(content))

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
from outcomes_xl.sharing.package_texts import package_texts
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


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.4 /Encoding /Identity-H stream\r\n<0012> Tj",
        packed("xl/worksheets/sheet1.bin", struct.pack("<d", 4851110005.0)),
        compound_file({"Workbook": struct.pack("<d", 4851110005.0)}),
    ],
    ids=["a PDF with letters of its own", "an xlsb", "an xls"],
)
def test_what_keeps_no_letters_to_read_is_told_as_not_looked_into(content: bytes) -> None:
    assert any(one.content is None for one in inner_files(content))

"""A document type declaration is seen by the parser as well, in an encoding in which its bytes look otherwise."""

from __future__ import annotations

import pytest

from outcomes_xl.hosts import files
from outcomes_xl.hosts.files.safe_xml import parse
from outcomes_xl.model.cannot_use import CannotUse, UnsafeWorkbook
from tests.hostile import with_parts

DECLARED = '<!DOCTYPE a [<!ENTITY b "c">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", "cp037", "utf-7", "iso-8859-1", "shift_jis"])
def test_no_part_with_a_document_type_is_parsed(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{DECLARED}<a>&b;</a>'
    with pytest.raises(CannotUse):
        parse(text.encode(encoding), "Millwick.xlsx", "xl/workbook.xml")


def test_a_part_without_one_is_parsed() -> None:
    assert parse(b"<a>&lt;!DOCTYPE</a>", "Millwick.xlsx", "xl/workbook.xml").text == "<!DOCTYPE"


def test_a_picture_drawn_by_another_program_may_have_one() -> None:
    data = with_parts(**{"xl/media/logo.svg": f"{DECLARED}<svg/>"})
    assert files.read_bytes(data, "Millwick.xlsx").sheets
    with pytest.raises(UnsafeWorkbook, match="a document type declaration inside"):
        files.read_bytes(with_parts(**{"xl/media/logo.png": f"{DECLARED}<svg/>"}), "Millwick.xlsx")

"""In which encoding a text was saved, told from its bytes."""

from __future__ import annotations

import codecs

import pytest

from outcomes_xl.model.text_encoding import encoding_of

TEXT = "Name,Ages\nRéception,0-5\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_a_text_is_read_back_whichever_way_it_was_saved(encoding: str) -> None:
    data = TEXT.encode(encoding)
    assert data.decode(encoding_of(data)) == TEXT


def test_a_letter_broken_off_and_a_stray_nought_are_no_other_encoding() -> None:
    assert encoding_of("Réception é".encode()[:-1]) == "utf-8"
    assert encoding_of(b"Name,Ages\nSongs\0,0-5 and much more of the same\n") == "utf-8"
    assert encoding_of(codecs.BOM_UTF8) == "utf-8-sig"

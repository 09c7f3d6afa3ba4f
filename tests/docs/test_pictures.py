"""Each picture is small, stands on a page, and was drawn from the ribbon and the sentences of today."""

from __future__ import annotations

import re
import struct

import pytest

from tests.docs.drawings import digests
from tests.docs.officers_pages import INDEX, OFFICERS, PAGES

PICTURES = OFFICERS.parent / "pictures"
LARGEST = 120_000
NAMES = sorted(path.stem for path in PICTURES.glob("*.png"))
SHOWN = {
    name
    for page in [*PAGES, INDEX, OFFICERS.parents[1] / "README.md"]
    for name in re.findall(r"pictures/([\w-]+)\.png", page.read_text(encoding="utf-8"))
}


def test_every_picture_is_on_a_page_and_every_page_finds_its_pictures() -> None:
    assert set(NAMES) == SHOWN


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_small_and_a_palette(name: str) -> None:
    data = (PICTURES / f"{name}.png").read_bytes()
    assert len(data) <= LARGEST
    width, _, depth, colours = struct.unpack(">IIBB", data[16:26])
    assert width <= 1400
    assert (depth <= 8, colours) == (True, 3)


def test_the_drawings_are_those_of_todays_ribbon_and_sentences() -> None:
    drawn_from = (PICTURES / "drawn-from.txt").read_text(encoding="utf-8")
    assert drawn_from == digests(), "run: python -m tests.docs.pictures"

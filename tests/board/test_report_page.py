"""The report as a page: one file, nothing fetched, no script; and what a browser and axe make of it at two widths."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from pathlib import Path

import pytest

from outcomes_xl.board.report_content import ContentTable, LineChart
from outcomes_xl.reports.board_page import board_page
from tests.axe import axe_says
from tests.board.made import report


@lru_cache
def whole() -> str:
    return board_page(report())


def test_the_page_is_one_file_that_asks_for_nothing() -> None:
    assert not re.search(r"<(script|link|img|iframe|object)|https?:|@import|url\((?!#)", whole())
    ids = re.findall(r' id="([^"]+)"', whole())
    assert len(set(ids)) == len(ids)
    assert set(re.findall(r'href="#([^"]+)"', whole())) <= set(ids)
    assert whole() == board_page(report())


def test_every_page_table_and_cell_of_the_report_is_there() -> None:
    text = unescape(re.sub(r"<[^>]+>", " ", whole()))
    for page in report().pages:
        assert "<h2 id=" in whole() and page.title in text
        assert page.lead in text
        for table in page.all_of(ContentTable):
            assert all(str(cell) in text for row in table.rows for cell in row)


def test_every_drawing_says_its_numbers_in_words() -> None:
    said = [unescape(one) for one in re.findall(r'<svg [^>]*role="img" aria-label="([^"]*)"', whole())]
    lines = [chart.about for page in report().pages for chart in page.all_of(LineChart)]
    assert set(lines) <= set(said)
    assert len(said) == len(lines) + 1


@pytest.mark.office
@pytest.mark.parametrize("width", [1280, 500])
def test_axe_has_nothing_to_say_at_two_widths(width: int, tmp_path: Path) -> None:
    found = axe_says(whole(), width, tmp_path)
    assert found["violations"] == []
    assert found["passes"] > 20
    assert found["wide"] <= 0

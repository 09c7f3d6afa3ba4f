"""The picture as a page: one file, no script, nothing fetched; and what a browser and axe make of it."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from outcomes_xl.building.london import london_workbook
from outcomes_xl.hosts.files import read_bytes
from outcomes_xl.london.all_tables import Collated, collated
from outcomes_xl.london.counts_file import COLUMNS, read_counts
from outcomes_xl.london.ledger import FoundFile, settle
from outcomes_xl.london.picture import TOO_MANY
from outcomes_xl.reports.london_page import london_page
from outcomes_xl.workflows.collate_folder import Outputs, PutTogether
from tests.axe import axe_says
from tests.london.made import FRAMEWORK, WHOLE, picture, seen


@pytest.fixture(scope="module")
def page(together: PutTogether, outputs: Outputs) -> str:
    assert outputs.page is not None
    return outputs.page.read_text(encoding="utf-8")


def few_boroughs() -> Collated:
    """A picture of few boroughs with everything in it: figures withheld and in a range, a change, a file not taken."""
    found = "| metric_id | status | holder | found | found_figure | found_unit | found_period |\n"
    texts = {
        name: f"{found}| MET-001 | Available now | Early help | Found | {figure} | % | 2024/25 |"
        for name, figure in (("Brent", 20), ("Camden", 21), ("Ealing", 45))
    }
    made = picture(
        **texts,
        Merton=f"{found}| MET-001 | Not collected | | Published, but withheld for your borough | c | % | 2024/25 |\n"
        "| MET-002 | Held by a partner | Public health | | | | |",
    )
    lines = [
        f"MET-001,{code},2024/25,{n},1000" for code, n in (("E09000005", 200), ("E09000007", 210), ("E09000009", 450))
    ]
    counts = read_counts("\n".join([",".join(COLUMNS), *lines]).encode(), FRAMEWORK)
    readings = {one.file: one.reading for one in made.taken}
    ledger, _ = settle([*seen(readings), FoundFile("returns.zip", ended="zip")], FRAMEWORK)
    return collated(made, ledger, {"E09000024": {"MET-001": "Available now"}}, "1 November 2026", counts)


class _Told(HTMLParser):
    """What a page refers to, and how its headings go."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.refers: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in ("src", "href", "data", "action"):
                self.refers.append(str(value))
            if name == "id":
                self.ids.append(str(value))


def test_the_page_is_one_file_that_asks_for_nothing(page: str) -> None:
    told = _Told()
    told.feed(page)
    assert not {"script", "link", "img", "iframe", "object"} & set(told.tags)
    assert all(one.startswith("#") for one in told.refers)
    assert {one[1:] for one in told.refers} <= set(told.ids)
    assert not re.search(r"https?:|@import|url\((?!#)", page)
    assert len(set(told.ids)) == len(told.ids)


def test_every_drawing_says_its_numbers_in_words(page: str, together: PutTogether) -> None:
    drawings = [unescape(one) for one in re.findall(r'<svg [^>]*role="img" aria-label="([^"]*)"', page)]
    funnels = [one for one in together.made.tables["comparisons"].column("london") if one is not None]
    assert len(drawings) == 2 + len(funnels)
    assert "the expected range" in drawings[-1]
    places = together.made.tables["places"]
    for name, use in zip(places.column("place"), places.column("use"), strict=True):
        assert f"{name}: Use now {use}" in drawings[0]


def test_every_borough_and_every_file_is_on_the_page(page: str) -> None:
    for name in WHOLE:
        assert f"<summary>{name}</summary>" in page
        assert f"{name}.xlsx" in page


def test_more_areas_than_one_can_leaf_through_have_no_page_each_and_all_their_rows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("outcomes_xl.london.picture.MOST_SIDE_BY_SIDE", 3)
    made = few_boroughs()
    page = london_page(made)
    assert page.count(TOO_MANY) == 1
    assert "<summary>Brent</summary>" not in page
    sheets = read_bytes(london_workbook(made), "london.xlsx").sheets
    assert not {"Brent", "Figures by borough"} & sheets.keys()
    assert sheets["Who can measure what"].value(4, 1) == TOO_MANY
    assert len(made.tables["answers"].rows) == 5
    assert len(made.tables["figures"].rows) == 4


@pytest.mark.office
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_has_nothing_to_say_at_two_widths(width: int, tmp_path: Path) -> None:
    """On a page of few boroughs, which has everything a page of more has, and takes axe seconds."""
    page = london_page(few_boroughs())
    assert "the expected range about London" in page
    found = axe_says(page, width, tmp_path)
    assert found["violations"] == []
    assert found["passes"] > 20
    assert found["wide"] <= 0


def test_each_borough_has_a_page_of_its_own_to_be_sent_back(outputs: Outputs, together: PutTogether) -> None:
    assert outputs.pages is not None
    assert sorted(path.name for path in outputs.pages.iterdir()) == [f"{name}.html" for name in WHOLE]
    page = (outputs.pages / "Merton.html").read_text(encoding="utf-8")
    assert "<h1>Merton: its page of the London picture</h1>" in page
    assert page.count("<tr>") == 101
    told = _Told()
    told.feed(page)
    assert {one[1:] for one in told.refers} <= set(told.ids)

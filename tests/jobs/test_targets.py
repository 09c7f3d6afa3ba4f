"""The job on targets: a row each on its sheet, what is in the way told at its cell, all of it taken back by Undo."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from outcomes_xl.jobs.targets import in_a_sentence, targets
from outcomes_xl.jobs.undo import undo
from outcomes_xl.model import Book, Value
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_tables
from outcomes_xl.reports.targets_page import targets_page
from outcomes_xl.targets.progress import all_progress
from tests.axe import axe_says
from tests.jobs.small import LATER, NEW, NOW, borough_at, context
from tests.targets.small import COUNTS, FOUND, GLD, SETTLED, years
from tests.workbooks import play_in_memory, with_cell

UNSURE: Mapping[str, Value] = {
    **SETTLED,
    "baseline_period": "2023/24",
    "baseline": 71,
    "target": 9,
    "target_kind": None,
}
AMBITION: Mapping[str, Value] = {
    "metric_id": GLD,
    "period": "2027/28",
    "value": 75,
    "milestone_kind": "National ambition",
}


def workbook() -> Book:
    rows: dict[str, Iterable[Mapping[str, Value]]] = {
        "targets": [{**SETTLED, **COUNTS, "owner": "Early years <team>"}, UNSURE],
        "milestones": [AMBITION],
        "availability": [FOUND],
        "figures": years(GLD, "%", {"2021/22": 66.1, "2022/23": 67, "2023/24": 69.4, "2024/25": 71}),
    }
    book = borough_at(NEW, rows)
    sheets = {name: sheet for name, sheet in book.sheets.items() if name != "Target progress"}
    return replace(book, sheets=sheets, tables={name: one for name, one in book.tables.items() if one.sheet in sheets})


def progress_sheet(book: Book) -> list[Mapping[str, Value]]:
    return [row.values for row in read_tables(book, layout("borough")).tables["target_progress"]]


def with_row_emptied(book: Book, key: str) -> Book:
    """Return the workbook after somebody emptied the last row of a table."""
    table = read_tables(book, layout("borough")).tables[key]
    sheet = book.sheets[table.sheet]
    rows = {number: cells for number, cells in sheet.rows.items() if number != table.rows[-1].number}
    return replace(book, sheets={**book.sheets, table.sheet: replace(sheet, rows=rows)})


def test_each_target_has_a_row_and_what_is_in_the_way_is_told_at_its_cell() -> None:
    done = targets(workbook(), context())
    first, second = progress_sheet(play_in_memory(workbook(), done.patch))
    assert (first["word"], first["from"], first["to"], first["path_now"]) == ("too near to say", 69.1, 72.8, 70.6)
    assert (second["word"], second.get("level")) == ("not said", None)
    assert done.summary == "2 targets: 1 too near to say, 1 not said."
    (told,) = done.findings
    assert (told.rule, str(told.cell)) == ("TG01", "'Targets'!F7")
    assert "9 per cent more is 77.4, 9 points more is 80.0" in told.message


def test_a_milestone_out_of_order_is_told_at_its_own_cell() -> None:
    stones = [
        {"metric_id": GLD, "period": "2025/26", "value": 72},
        {"metric_id": GLD, "period": "2030/31", "value": 75},
    ]
    book = borough_at(NEW, {"targets": [SETTLED], "milestones": stones, "availability": [FOUND]})
    (told,) = targets(book, context()).findings
    assert (str(told.cell), told.found) == ("'Milestones'!B7", "2030/31")
    assert told.message.endswith("The milestone for 2030/31 is not before the target of 2027/28.")


def test_again_on_another_day_writes_nothing_where_nothing_changed() -> None:
    once = play_in_memory(workbook(), targets(workbook(), context()).patch)
    assert not targets(once, context(LATER)).patch


def test_undo_takes_the_sheet_away_again() -> None:
    before = workbook()
    done = play_in_memory(before, targets(before, context()).patch)
    back = play_in_memory(done, undo(done, context(LATER)).patch)
    assert "Target progress" in done.sheets and "Target progress" not in back.sheets


def test_undo_gives_the_sheet_back_what_it_said_the_time_before() -> None:
    once = play_in_memory(workbook(), targets(workbook(), context()).patch)
    later = with_cell(once, "availability", GLD, "found_figure", 60)
    twice = play_in_memory(later, targets(later, context(LATER)).patch)
    assert [row["figure"] for row in progress_sheet(twice)] == [60, 60]
    back = play_in_memory(twice, undo(twice, context(LATER)).patch)
    assert progress_sheet(back) == progress_sheet(once)


def test_every_run_is_logged_and_taken_back_by_itself_also_with_fewer_targets_than_before() -> None:
    one = play_in_memory(workbook(), targets(workbook(), context()).patch)
    second = with_cell(one, "availability", GLD, "found_figure", 60)
    two = play_in_memory(second, targets(second, context(LATER)).patch)
    third = with_row_emptied(two, "targets")
    three = play_in_memory(third, targets(third, context(LATER)).patch)
    assert len(progress_sheet(three)) == 1 and not targets(three, context(LATER)).patch
    shown = []
    for _ in range(2):
        done = undo(three, context(LATER))
        assert not done.findings
        three = play_in_memory(three, done.patch)
        shown.append(progress_sheet(three))
    assert shown == [progress_sheet(two), progress_sheet(one)]
    assert "Target progress" not in play_in_memory(three, undo(three, context(LATER)).patch).sheets


def test_without_a_target_it_says_where_to_begin() -> None:
    done = targets(borough_at(NEW), context())
    assert not done.patch and done.summary == "There is no target yet: type the first one on the sheet Targets."


# The page ---------------------------------------------------------------------------------------------------------


class _Told(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.refers: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.refers += [str(value) for name, value in attrs if name in ("src", "href", "data", "action")]
        self.ids += [str(value) for name, value in attrs if name == "id"]


@pytest.fixture(scope="module")
def page() -> str:
    known = context().framework
    found = all_progress(read_tables(workbook(), layout("borough")).tables, known, NOW.date())
    return targets_page(found, in_a_sentence(found), "Merton", "22 November 2026")


def test_the_page_is_one_file_that_asks_for_nothing(page: str) -> None:
    told = _Told()
    told.feed(page)
    assert not {"script", "link", "img", "iframe", "object"} & set(told.tags)
    assert all(one.startswith("#") and one[1:] in told.ids for one in told.refers)
    assert not re.search(r"https?:|@import|url\((?!#)", page)
    assert len(set(told.ids)) == len(told.ids)
    assert "Early years &lt;team&gt;" in page


def test_every_drawing_says_its_numbers_in_words(page: str) -> None:
    first, second = re.findall(r'<svg [^>]*role="img" aria-label="([^"]*)"', page)
    assert "The path goes 67.0 in 2022/23, 76.0 in 2027/28. Figures found: 66.1 in 2021/22, 67.0 in 2022/23" in first
    assert "the path goes 71.0 in 2023/24, 80.0 in 2027/28" in second and "77.4 in 2027/28" in second
    for number in ("76.0 target", "77.4 if per cent", "80.0 if points", "75.0 national ambition"):
        assert f">{number}</text>" in page


@pytest.mark.office
def test_axe_has_nothing_to_say_of_the_page_on_a_telephone(page: str, tmp_path: Path) -> None:
    found = axe_says(page, 360, tmp_path)
    assert found["violations"] == []
    assert found["passes"] > 20 and found["wide"] <= 0

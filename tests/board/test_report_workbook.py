"""The report as a workbook: accessible on every sheet, numbers as numbers, the same bytes each time."""

from __future__ import annotations

from functools import lru_cache

import pytest

from outcomes_xl.board.report_content import ContentTable, ShownFigure
from outcomes_xl.building.report_workbook import report_workbook
from outcomes_xl.hosts import files
from tests.accessibility import publish_problems
from tests.board.made import drawn, report
from tests.office import validate


@lru_cache
def whole() -> bytes:
    return report_workbook(report())


@pytest.mark.parametrize("service", ["", "SVC-02"])
def test_every_sheet_keeps_every_item_of_the_publish_profile(service: str) -> None:
    assert publish_problems(report_workbook(report(service=service))) == {}


def test_an_empty_report_is_a_workbook_too() -> None:
    short = drawn(availability="| metric_id | metric | domain |\n| MET-039 | GLD | Learning |")
    assert publish_problems(report_workbook(short)) == {}


def test_the_figures_of_all_pages_stand_on_one_sheet_as_numbers() -> None:
    sheet = files.read_bytes(whole(), "report.xlsx").sheets["Figures"]
    rows = [
        row
        for page in report().pages
        for table in page.all_of(ContentTable)
        if table.kind == "figures"
        for row in table.rows
    ]
    assert sheet.last_row == 5 + len(rows)
    at = {name: column for column, name in sheet.row(5).items()}
    for number, row in enumerate(rows, 6):
        here = row[2]
        assert isinstance(here, ShownFigure)
        assert sheet.value(number, at["Merton"]) == (here.shown if here.number is None else here.number)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert report_workbook(report()) == whole()


@pytest.mark.office
def test_microsofts_validator_finds_nothing_to_say(tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "report.xlsx"
    path.write_bytes(whole())
    assert validate(path) == []

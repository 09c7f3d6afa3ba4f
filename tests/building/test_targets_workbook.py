"""Targets with Excel's own charts: each draws what stands in the table beside it, and everybody can read them."""

from __future__ import annotations

import io
from itertools import pairwise

import openpyxl
import pytest

from outcomes_xl.building.targets_workbook import targets_workbook
from outcomes_xl.jobs.targets import in_a_sentence
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_tables
from outcomes_xl.targets.progress import all_progress
from tests.accessibility import publish_problems
from tests.jobs.small import NOW, context
from tests.jobs.test_targets import workbook


@pytest.fixture(scope="module")
def made() -> bytes:
    found = all_progress(read_tables(workbook(), layout("borough")).tables, context().framework, NOW.date())
    return targets_workbook(found, in_a_sentence(found), "Merton", NOW)


def test_a_sheet_a_target_has_its_words_and_a_row_for_every_year(made: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert book.sheetnames == ["Targets", "1", "2"]
    sheet = book["1"]
    assert [sheet.cell(row, 1).value for row in (1, 2, 3)] == ["GLD at age 5, by 2027/28", "In %.", "Too near to say"]
    (table,) = sheet.tables.values()
    headings, *rows = [[cell.value for cell in row] for row in sheet[table.ref]]
    by_year = {row[0]: dict(zip(headings, row, strict=True)) for row in rows}
    assert [*by_year] == ["2021/22", "2022/23", "2023/24", "2024/25", "2025/26", "2026/27", "2027/28"]
    path = [by_year[year]["Path"] for year in [*by_year][1:]]
    assert all(later - earlier == pytest.approx(1.8) for earlier, later in pairwise(path))  # straight: 9 in five years
    now = by_year["2024/25"]
    assert (now["Figure found"], now["Chance: from"], now["Chance: to"]) == (71, 69.1, 72.8)
    assert by_year["2027/28"]["National ambition"] == 75 != path[-1]


def test_the_chart_is_a_line_chart_of_every_column_beside_it(made: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(made))["2"]
    (table,) = sheet.tables.values()
    (chart,) = sheet._charts
    headings = [cell.value for cell in sheet[table.ref][0]]
    assert headings[:3] == ["Period", "Path, if per cent", "Path, if points"]
    assert len(chart.series) == len(headings) - 1
    first, last = (int(end.strip("ABCDEFGHI")) for end in table.ref.split(":"))
    for one, column in zip(chart.series, "BCDEFGH", strict=False):
        assert one.val.numRef.f == f"'2'!${column}${first + 1}:${column}${last}"


def test_it_keeps_the_accessibility_checklist_for_what_is_handed_out(made: bytes) -> None:
    assert publish_problems(made) == {}

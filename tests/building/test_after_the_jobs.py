"""A workbook that has been through every job is still as good to open as the one we built."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from outcomes_xl.hosts import files
from outcomes_xl.workflows import closed_workbook, demonstration
from tests.accessibility import problems
from tests.building.test_summary import counted, expected, shown
from tests.cut_texts import cut_texts
from tests.office import recalculated, validate

NOW = datetime(2026, 11, 20, 10, 0)


@pytest.fixture(scope="module")
def worked_on(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("after the jobs")
    demonstration.lay_out(folder)
    workbook = folder / demonstration.WORKBOOK
    closed_workbook.do_job("check", workbook, NOW)
    closed_workbook.do_job("refresh", workbook, NOW, central=folder / demonstration.CENTRAL)
    closed_workbook.do_job("availability", workbook, NOW, sources=folder / demonstration.PUBLISHED)
    closed_workbook.do_job("check", workbook, NOW)
    return workbook


def test_it_keeps_every_item_of_the_accessibility_checklist(worked_on: Path) -> None:
    assert problems(worked_on.read_bytes()) == {}


@pytest.mark.office
def test_no_text_is_wider_or_higher_than_its_cell(worked_on: Path, tmp_path: Path) -> None:
    assert cut_texts(worked_on) == []
    with_spine = Path(shutil.copy(worked_on, tmp_path / "with spine.xlsx"))
    closed_workbook.do_job("suggestions", with_spine, NOW)
    closed_workbook.do_job("spine", with_spine, NOW)
    assert cut_texts(with_spine) == []


@pytest.mark.office
def test_microsofts_validator_finds_nothing_in_it(worked_on: Path) -> None:
    assert validate(worked_on) == []


@pytest.mark.office
def test_its_summary_counts_the_rows_the_jobs_added(worked_on: Path) -> None:
    counts = counted(files.read(worked_on))
    book = recalculated(worked_on)
    assert shown(book) == expected(counts)
    assert counts.checked
    assert sum(counts.findings.values()) > 0

"""A report written: what leaves the borough is looked through first, and nothing stands half written."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from outcomes_xl.building import borough_workbook, central_workbook
from outcomes_xl.hosts import files
from outcomes_xl.jobs.registry import job
from outcomes_xl.model.cannot_use import CannotUse, WrongTemplate, WrongUsage
from outcomes_xl.workflows.run_job import Around, run_job
from outcomes_xl.workflows.write_report import write_report
from tests.board.made import ANSWERS, FRAMEWORK, NOW, saved

SECRET = "Jaden Smith (b. 14/03/2015), NHS number 943 476 5919, waits for a place"


def texts(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


def planted(folder: Path) -> Path:
    """Return a workbook whose notes are about one person, with a small count of its own."""
    answers = dict(ANSWERS)
    answers["service_map"] = [
        {"service_id": "SVC-01", "outcome_id": "C-LRN-01", "contribution": "Main", "basis": SECRET},
        {"service_id": "SVC-03", "outcome_id": "C-ENG-01", "contribution": "Main", "basis": "Weekly sessions"},
    ]
    counted = next(one.id for one in FRAMEWORK.metrics.values() if one.unit == "number")
    answers["availability"] = {
        **ANSWERS["availability"],  # type: ignore[dict-item]
        counted: {"latest_figure": 3, "latest_period": "2024/25", "status": "Available now"},
    }
    path = folder / "Merton.xlsx"
    path.write_bytes(borough_workbook(FRAMEWORK, "Merton", entries=answers))
    return path


@pytest.mark.parametrize("ending", ["docx", "html", "xlsx"])
def test_what_could_point_at_one_person_is_in_no_part_of_a_report_and_that_is_said(ending: str, tmp_path: Path) -> None:
    workbook, to = planted(tmp_path), tmp_path / f"board.{ending}"
    before = workbook.read_bytes()
    told = write_report(workbook, to, NOW)
    data = to.read_bytes()
    text = data.decode() if ending == "html" else texts(data)
    assert not re.search(r"Jaden|Smith|943 ?476|14/03/2015", text)
    assert "Weekly sessions" in text
    assert "Held back, since it may point at one person: 2 cells" in text
    assert told[1].startswith("Held back, since it may point at one person: 2 cells ('")
    assert workbook.read_bytes() == before


def test_a_small_count_is_shown_as_withheld(tmp_path: Path) -> None:
    to = tmp_path / "board.xlsx"
    write_report(planted(tmp_path), to, NOW)
    sheet = files.read(to).sheets["Figures"]
    at = {heading: column for column, heading in sheet.row(5).items()}
    figures = [sheet.value(row, at["Merton"]) for row in range(6, sheet.last_row + 1)]
    assert figures.count("c") == 2
    assert 3 not in figures


def test_a_report_takes_the_place_of_an_earlier_one_and_of_nothing_else(tmp_path: Path) -> None:
    workbook = saved(tmp_path)
    to = tmp_path / "board.docx"
    write_report(workbook, to, NOW)
    first = to.read_bytes()
    write_report(workbook, to, NOW)
    assert to.read_bytes() == first
    for ending in ("docx", "html", "xlsx"):
        theirs = tmp_path / f"theirs.{ending}"
        theirs.write_bytes(b"something of somebody's")
        with pytest.raises(WrongUsage, match="is already there, and is no report"):
            write_report(workbook, theirs, NOW)
        assert theirs.read_bytes() == b"something of somebody's"


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("board.pdf", "should end in .docx, .html or .xlsx"),
        ("nowhere/board.docx", "There is no folder"),
        ("Merton.xlsx", "cannot take the place of Merton.xlsx itself"),
        ("folder.docx", "folder.docx is a folder"),
    ],
)
def test_where_it_cannot_be_written_is_said_before_anything_is_read(to: str, said: str, tmp_path: Path) -> None:
    workbook = tmp_path / "Merton.xlsx"
    workbook.write_bytes(b"not read")
    (tmp_path / "folder.docx").mkdir()
    with pytest.raises(WrongUsage, match=re.escape(said)):
        write_report(workbook, tmp_path / to, NOW)


def test_a_report_that_somebody_has_open_stays_as_it_is(tmp_path: Path) -> None:
    workbook, to = saved(tmp_path), tmp_path / "board.html"
    to.write_text("<!doctype html>\n<!-- outcomes_xl report -->", encoding="utf-8")
    before = to.read_bytes()
    (tmp_path / "~$board.html").write_bytes(b"\x04Anna")
    with pytest.raises(CannotUse, match="open"):
        write_report(workbook, to, NOW)
    assert to.read_bytes() == before


def test_another_workbook_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "central.xlsx"
    path.write_bytes(central_workbook(FRAMEWORK))
    with pytest.raises(WrongTemplate, match="is a central file"):
        write_report(path, tmp_path / "board.docx", NOW)
    assert not (tmp_path / "board.docx").exists()


def test_the_button_writes_a_word_document_beside_the_workbook_and_changes_nothing(tmp_path: Path) -> None:
    workbook = saved(tmp_path)
    book = files.read(workbook)
    for name in ("Merton report.docx", "Merton report 2.docx"):
        result = run_job(job("report"), book, Around(NOW, tmp_path))
        assert not result.patch
        assert result.summary.endswith(f"The report is {name}, beside your workbook.")
        assert (tmp_path / name).exists()
    with pytest.raises(CannotUse, match="no folder to put a report in"):
        run_job(job("report"), book, Around(NOW))

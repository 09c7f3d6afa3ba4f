"""Share a copy from Excel: what was seen is said before anything is made, and answered with a yes, a no or a reason."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from outcomes_xl.framework import load_framework
from outcomes_xl.helper.dispatcher import Dispatcher
from outcomes_xl.hosts import desktop, files
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.settings import Settings
from tests.built import borough_workbook
from tests.routes import stand_in_com as com
from tests.sharing.planted import nhs, spaced

ONCE_MORE = "Read your notes yourself once more: a name alone is not seen."
NOTES = {
    "MET-010": "Mosaic holds it",
    "MET-011": f"NHS no {spaced(nhs('485111000'))} is missing",
    "MET-012": "ring 07700 900123",
}


@pytest.fixture
def excel() -> com.Application:
    return com.Application()


def opened(tmp_path: Path, excel: com.Application, *metrics: str) -> tuple[Path, Dispatcher]:
    path = tmp_path / "Merton.xlsx"
    entries = {"availability": {metric: {"note": NOTES[metric]} for metric in metrics}}
    entries["availability"]["MET-020"] = {"status": "Available now "}
    path.write_bytes(borough_workbook(load_framework(), "E09000024", entries=entries))
    com.open_file(path, excel)
    return path, Dispatcher(
        lambda _: com.xlwings_book(excel.books[0]),
        version="0.1.0",
        settings=Settings,
        now=lambda: datetime(2026, 11, 28, 18),
    )


def said_on(sheet: str, excel: com.Application) -> list[str]:
    table = read_borough(desktop.read(com.xlwings_book(excel.books[0]))).tables[sheet]
    return [f"{row.text('rule')} {row.text('cells')} {row.text('because')}".strip() for row in table]


def test_where_nothing_is_seen_a_yes_makes_the_copy_beside_the_workbook(tmp_path: Path, excel: com.Application) -> None:
    path, helper = opened(tmp_path, excel, "MET-010")
    before = path.read_bytes()
    word, about, what, _, question = helper.answer("share", str(path)).for_a_macro().split("\n")
    assert (word, what) == ("ask", f"Nothing in Merton.xlsx seems to be about one person. {ONCE_MORE}")
    assert question == "Yes makes the copy, beside your workbook. What is not in our tables does not travel."
    assert [one.name for one in tmp_path.iterdir()] == ["Merton.xlsx"]
    said = helper.answer("share", str(path), about)
    assert said.sentence == (
        "The copy is Merton to share.xlsx, beside your workbook. Nothing that travels seems to be about one person. "
        f"{ONCE_MORE}"
    )
    notes = read_borough(files.read(tmp_path / "Merton to share.xlsx")).tables["availability"]
    assert "Mosaic holds it" in {row["note"] for row in notes}
    assert path.read_bytes() == before
    assert helper.answer("share", str(path), about).sentence.startswith("The copy is Merton to share 2.xlsx")


def test_what_could_be_about_one_person_is_said_and_left_out_after_a_yes(
    tmp_path: Path, excel: com.Application
) -> None:
    path, helper = opened(tmp_path, excel, "MET-010", "MET-012")
    question = helper.answer("share", str(path)).for_a_macro()
    word, about, *lines = question.split("\n")
    assert word == "either"
    assert any(line.startswith("Please check: Data availability: ") and "a telephone number" in line for line in lines)
    assert "07700" not in question
    assert "1 cell left out" in helper.answer("share", str(path), about).sentence
    copy = read_borough(files.read(tmp_path / "Merton to share.xlsx")).tables["availability"]
    assert not {row["note"] for row in copy} & {NOTES["MET-012"]}


def test_a_no_lists_what_was_seen_on_findings_and_makes_no_copy(tmp_path: Path, excel: com.Application) -> None:
    path, helper = opened(tmp_path, excel, "MET-012")
    about = helper.answer("share", str(path)).about
    said = helper.answer("share", str(path), f"no {about}")
    assert said.sentence.startswith("No copy was made. What was seen stands on the Findings sheet")
    assert any(line.startswith("SH02 ") for line in said_on("findings", excel))
    assert [one.name for one in tmp_path.iterdir()] == ["Merton.xlsx"]


def test_what_must_be_mended_asks_for_a_reason_which_stands_on_changes_and_does_not_travel(
    tmp_path: Path, excel: com.Application
) -> None:
    path, helper = opened(tmp_path, excel, "MET-011")
    question = helper.answer("share", str(path)).for_a_macro()
    word, about, *_ = question.split("\n")
    assert word == "reason"
    assert "Must fix: Data availability: " in question
    assert "485" not in question
    assert len(question) < 1_000, "a box holds no more"
    assert helper.answer("share", str(path), about).about == about, "a yes is no reason"
    said = helper.answer("share", str(path), f"{about}: The panel of Monday asked")
    assert said.sentence.startswith("The copy is Merton to share.xlsx")
    assert any("The panel of Monday asked" in line for line in said_on("changes", excel))
    copy = files.read(tmp_path / "Merton to share.xlsx")
    texts = {str(value) for sheet in copy.sheets.values() for row in sheet.rows.values() for value in row.values()}
    assert not any("485 111" in text or "Monday" in text for text in texts)


def test_a_workbook_that_is_no_file_here_is_told_what_to_do(tmp_path: Path, excel: com.Application) -> None:
    _, helper = opened(tmp_path, excel)
    said = helper.answer("share", "https://merton.sharepoint.com/Merton.xlsx")
    assert said.stopped
    assert said.sentence.endswith(
        "Save a copy in a folder of yours (File, Save a Copy), open that, and press Share a copy there."
    )


def test_undo_after_a_copy_for_a_reason_takes_back_the_job_before_it(tmp_path: Path, excel: com.Application) -> None:
    path, helper = opened(tmp_path, excel, "MET-011")
    assert helper.answer("apply_fixes", str(path)).sentence.startswith("1 offered fix was taken.")
    helper.answer("share", str(path), "a copy to share: asked for")
    assert "Check" in helper.answer("undo", str(path)).sentence

"""A row whose metric is not plain is one question on Changes, answered there: a metric, a row of our own, left out."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import CliRunner

from outcomes_xl.cli.main import app
from outcomes_xl.hosts import files
from outcomes_xl.model import CellRef, Patch, SetCell
from outcomes_xl.workflows.adopt_workbook import adopt_workbook
from outcomes_xl.workflows.carry_workbook import carry_to
from tests.adopt.generated import FRAMEWORK
from tests.folders import lasting
from tests.one_sheet import one_sheet

NOW = datetime(2026, 11, 29, 6)
HEAD = ("Measure", "Status", "Period", "Value", "Team", "Comments")
REPEAT, KS2, GLD = (FRAMEWORK.metrics[one].title for one in ("MET-003", "MET-043", "MET-039"))
PERIOD, FIGURE = "Latest period you hold", "Latest figure you hold"
DOUBTFUL = ("Re-referrals", "Yes", "2024/25", 21.4, "MASH", "by ward too")
KNOWN = (KS2, "Yes", "2024/25", 62, "Schools", None)


def adopted(folder: Path, *rows: Sequence[object]) -> Path:
    shutil.copytree(_adopted(*rows), folder, dirs_exist_ok=True)
    return folder / "ours.xlsx"


@cache
def _adopted(*rows: Sequence[object]) -> Path:
    """Return a folder with a spreadsheet of these rows and the workbook made from it, once for all tests."""
    folder = lasting("in-doubt-")
    book = Workbook()
    for row in (HEAD, *rows):
        book.active.append(row)
    book.save(folder / "theirs.xlsx")
    adopt_workbook(folder / "theirs.xlsx", folder / "ours.xlsx", "Merton", NOW)
    return folder


def questions(ours: Path) -> list[dict[str, object]]:
    sheet = one_sheet(ours, "Changes")
    heads = [cell.value for cell in sheet[5]]
    rows = [dict(zip(heads, (c.value for c in row), strict=True)) | {"at": row[0].row} for row in sheet.iter_rows(6)]
    return [row for row in rows if row["Change"] == "Row: question"]


def decided(ours: Path, *words: str) -> str:
    cells = [CellRef("Changes", int(str(one["at"])), 10) for one in questions(ours)]
    stands = files.read(ours)
    chosen = [SetCell(at, stands.value(at), word, "chosen") for at, word in zip(cells, words, strict=True)]
    files.write(ours, Patch.of(chosen), NOW)
    return " ".join(CliRunner().invoke(app, ["decide", str(ours)]).output.split())


def rows_of(ours: Path, sheet: str) -> dict[str, dict[str, object]]:
    heads, *rows = one_sheet(ours, sheet).iter_rows(min_row=5, values_only=True)
    named = [dict(zip(heads, row, strict=True)) for row in rows]
    return {str(row["Metric id"]): row for row in named if row["Metric id"]}


def list_at(sheet: Worksheet, cell: str) -> list[str]:
    return [one.formula1 for one in sheet.data_validations.dataValidation if cell in one.sqref]


def test_a_doubtful_row_is_one_line_with_what_it_may_be_in_a_list_of_its_own(tmp_path: Path) -> None:
    ours = adopted(tmp_path, DOUBTFUL, KNOWN)
    (one,) = questions(ours)
    assert one["About"] == "Re-referrals"
    assert one["After"] == f"MET-003 {REPEAT}\nor a row of our own"
    sheet = one_sheet(ours, "Changes")
    assert list_at(sheet, f"J{one['at']}") == ['"MET-003,A row of our own,Leave out"']
    assert list_at(sheet, f"J{int(str(one['at'])) + 1}") == ["lst_whose_words"]
    assert "Waiting for your decision: 1." in str(one_sheet(ours, "Changes", data_only=True)["A2"].value)


@pytest.mark.parametrize("word", ["MET-003", "Take theirs", f"met-3 {REPEAT}"])
def test_a_metric_chosen_takes_the_rows_answers(word: str, tmp_path: Path) -> None:
    ours = adopted(tmp_path, DOUBTFUL, KNOWN)
    said = decided(ours, word)
    assert said.startswith("1 row of your own spreadsheet was taken.")
    row = rows_of(ours, "Data availability")["MET-003"]
    assert [row[name] for name in ("Status", "Who holds it", "Note", PERIOD, FIGURE)] == [
        "Available now", "MASH", "by ward too", "2024/25", 21.4,
    ]  # fmt: skip
    assert questions(ours)[0]["Settled"].startswith("MET-003, ")
    assert "No new decisions" in decided(ours, word)


def test_a_row_of_ones_own_is_added_with_its_answers_and_undo_takes_it_away_again(tmp_path: Path) -> None:
    ours = adopted(tmp_path, DOUBTFUL, KNOWN)
    before = {name: rows_of(ours, name) for name in ("Framework", "Data availability")}
    decided(ours, "A row of our own")
    made, answers = (rows_of(ours, name)["LOC-001"] for name in ("Framework", "Data availability"))
    assert (made["Metric"], made["National or local"], made["Unit"]) == ("Re-referrals", "Local", "to be agreed")
    assert (answers["Metric"], answers["Status"], answers[FIGURE]) == (
        "Re-referrals",
        "Available now",
        21.4,
    )
    assert CliRunner().invoke(app, ["check", str(ours), "--preview"]).exit_code in (0, 1)
    assert CliRunner().invoke(app, ["undo", str(ours)]).exit_code == 0
    assert {name: rows_of(ours, name) for name in before} == before
    assert questions(ours)[0]["Settled"] is None


def test_a_row_left_out_leaves_every_sheet_as_it_was(tmp_path: Path) -> None:
    ours = adopted(tmp_path, DOUBTFUL, KNOWN)
    before = [rows_of(ours, name) for name in ("Framework", "Data availability")]
    assert decided(ours, "Leave out").startswith("1 row left out.")
    assert [rows_of(ours, name) for name in ("Framework", "Data availability")] == before


def test_what_differs_from_an_answer_that_stands_there_goes_into_its_note(tmp_path: Path) -> None:
    ours = adopted(tmp_path, DOUBTFUL, (REPEAT, "No", "2023/24", 19, "Safeguarding", "old system"), KNOWN)
    decided(ours, "MET-003")
    row = rows_of(ours, "Data availability")["MET-003"]
    assert (row["Status"], row[FIGURE]) == ("Not collected", 19)
    old, *more = str(row["Note"]).split("\n")
    assert old == "old system"
    assert sorted(more) == [
        "by ward too", f"“Re-referrals”, {FIGURE}: 21.4", f"“Re-referrals”, {PERIOD}: 2024/25",
        "“Re-referrals”, Status: Available now", "“Re-referrals”, Who holds it: MASH",
    ]  # fmt: skip


def test_what_is_none_of_the_choices_is_told_and_a_change_of_mind_needs_undo(tmp_path: Path) -> None:
    ours = adopted(tmp_path, DOUBTFUL, KNOWN)
    assert "where one of these belongs: “MET-003”, “A row of our own”, “Leave out”" in decided(ours, "perhaps")
    decided(ours, "MET-003")
    assert "the row was settled already: MET-003, " in decided(ours, "Leave out")


def test_a_sheet_of_nothing_but_doubtful_rows_becomes_local_rows_when_the_officer_says_so(tmp_path: Path) -> None:
    titles = ("Re-referrals", "School attendance", "Attendance")
    rows = [(title, "Yes", "2024/25", 5, "Us", None) for title in titles]
    ours = adopted(tmp_path, *rows)
    assert len(questions(ours)) == 3
    notes = tmp_path / "n.toml"
    said = (f'[[answer]]\nabout = "row"\ntyped = "{title}"\nmeans = "a row of our own"\n' for title in titles)
    notes.write_text("\n".join(said), encoding="utf-8")
    made = adopt_workbook(tmp_path / "theirs.xlsx", tmp_path / "again.xlsx", "Merton", NOW, notes=notes)
    assert made.asked == 0
    by_notes = rows_of(tmp_path / "again.xlsx", "Data availability")
    assert {str(row["Metric"]) for key, row in by_notes.items() if key.startswith("LOC")} == set(titles)
    decided(ours, *["A row of our own"] * 3)
    on_changes = rows_of(ours, "Data availability")
    keys = ("Metric", "Status", FIGURE, "Who holds it")
    assert {tuple(row[k] for k in keys) for key, row in on_changes.items() if key.startswith("LOC")} == {
        tuple(row[k] for k in keys) for key, row in by_notes.items() if key.startswith("LOC")
    }


def test_a_row_left_out_in_the_notes_is_not_asked_again(tmp_path: Path) -> None:
    adopted(tmp_path, DOUBTFUL, KNOWN)
    notes = tmp_path / "n.toml"
    notes.write_text('[[answer]]\nabout = "row"\ntyped = "Re-referrals"\nmeans = "leave out"\n', encoding="utf-8")
    made = adopt_workbook(tmp_path / "theirs.xlsx", tmp_path / "again.xlsx", "Merton", NOW, notes=notes)
    assert made.asked == 0
    assert questions(tmp_path / "again.xlsx") == []


def test_a_doubtful_row_is_still_asked_in_another_edition(tmp_path: Path) -> None:
    ours = adopted(tmp_path, DOUBTFUL, KNOWN)
    carry_to(ours, tmp_path / "next.xlsx", NOW, edition="starter-2")
    (one,) = questions(tmp_path / "next.xlsx")
    assert one["Settled"] is None
    assert decided(tmp_path / "next.xlsx", "MET-003").startswith("1 row of your own spreadsheet was taken.")
    assert rows_of(tmp_path / "next.xlsx", "Data availability")["MET-003"][FIGURE] == 21.4

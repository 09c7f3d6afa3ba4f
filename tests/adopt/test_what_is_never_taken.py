"""What is never taken silently: figures that are not ours, ticks that say nothing plain, sheets that were not read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font
from typer.testing import CliRunner

from outcomes_xl.adopt.adopted_so_far import Adoption
from outcomes_xl.adopt.adoption import adopt
from outcomes_xl.adopt.reading_notes import OfficerAnswer, ReadingNotes
from outcomes_xl.cli.main import app
from outcomes_xl.hosts import files
from outcomes_xl.hosts.originals.read_original import read_original
from outcomes_xl.model import CellRef, Patch, SetCell
from outcomes_xl.model.cell_refs import split_a1
from outcomes_xl.workflows.adopt_workbook import adopt_workbook
from tests.adopt.generated import FRAMEWORK
from tests.one_sheet import one_sheet

NOW = datetime(2026, 11, 29, 1)
ABSENCE, GLD, KS2, PLANS = (FRAMEWORK.metrics[one].title for one in ("MET-050", "MET-039", "MET-043", "MET-001"))


def written(path: Path, *rows: Sequence[object], bold: bool = True) -> Path:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for cell in sheet[1] if bold else ():
        cell.font = Font(bold=True)
    book.save(path)
    return path


def adopted(folder: Path, *rows: Sequence[object], notes: ReadingNotes | None = None, bold: bool = True) -> Adoption:
    theirs = written(folder / "theirs.xlsx", *rows, bold=bold)
    return adopt(read_original(theirs), FRAMEWORK, "Merton", notes or ReadingNotes())


def became(made: Adoption, cell: str) -> str:
    return made.accounts.lines[("Sheet", *split_a1(cell), "cell")].became


# Figures that are not ours --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "ours", "why"),
    [
        ("Persistent attendance", "MET-050", "The row says the opposite of “Persistent absence”"),
        ("Smoke-free at time of delivery", "MET-075", "The row says the opposite of “Smoking at time of delivery”"),
        ("Number of first time entrants", "MET-067", "The row is a number, and “First-time entrants to youth justice”"),
        ("Looked-after rate (%)", "MET-009", "The row is in per cent, and “Looked-after rate” is in per 10,000"),
    ],
)
@pytest.mark.parametrize("years", [False, True], ids=["one figure", "a column a year"])
def test_a_figure_of_another_measure_is_asked_about_and_nothing_is_offered_to_take(
    title: str, ours: str, why: str, years: bool, tmp_path: Path
) -> None:
    head = ("Measure", "Status", *(("2023/24", "2024/25") if years else ("Period", "Value")))
    made = adopted(tmp_path, head, (title, "Yes", 80 if years else "2024/25", 82.9), (GLD, "Yes", None, None))
    assert made.availability[ours]["status"] == "Available now"
    assert "latest_figure" not in made.availability[ours]
    (asked,) = (one for one in made.questions if one.cell == "D2")
    assert asked.reason.startswith(why)
    assert "cannot be taken as it stands" in asked.reason
    assert asked.offer is None
    left = adopted(tmp_path, head, (title, "Yes", None, 82.9), notes=_said("row", title, "leave the figure"))
    assert (left.questions, became(left, "D2")) == ([], "not carried")


def _said(about: str, typed: str, means: str) -> ReadingNotes:
    return ReadingNotes((OfficerAnswer(about, typed, means),))


def test_on_changes_after_shows_only_what_can_be_taken(tmp_path: Path) -> None:
    rows = (("Measure", "Status", "Value"), (GLD, "Yes", 70), (GLD, "No", 70), ("Persistent attendance", "Yes", 82.9))
    adopt_workbook(written(tmp_path / "t.xlsx", *rows), tmp_path / "o.xlsx", "Merton", NOW)
    lines = list(one_sheet(tmp_path / "o.xlsx", "Changes").iter_rows(min_row=6, values_only=True))
    after = {str(row[8]).partition(":")[0]: row[7] for row in lines if str(row[5]).endswith("question")}
    assert after == {
        "Sheet, cell B3, “No”": "Not collected",
        "Sheet, cell C3, “70”": "70",
        "Sheet, cell C4, “82.9”": None,
    }


def test_a_decision_beside_a_question_with_nothing_to_take_is_said_and_takes_nothing(tmp_path: Path) -> None:
    rows = (("Measure", "Status", "Value"), (GLD, "Yes", 70), ("Persistent attendance", "Yes", 82.9))
    ours = tmp_path / "o.xlsx"
    adopt_workbook(written(tmp_path / "t.xlsx", *rows), ours, "Merton", NOW)
    changes = one_sheet(ours, "Changes")
    (row,) = (row[0].row for row in changes.iter_rows(min_row=6) if str(row[5].value).endswith("question"))
    files.write(ours, Patch.of([SetCell(CellRef("Changes", row, 10), None, "Take the central file's", "chosen")]), NOW)
    run = CliRunner().invoke(app, ["decide", str(ours)])
    said = "1 decision stands beside a question with nothing to take: type your answer in the cell"
    assert said in " ".join(run.output.split())
    figures = one_sheet(ours, "Data availability").iter_rows(min_row=6, values_only=True)
    assert not any(82.9 in row for row in figures)


def changes_decided(folder: Path, decide_as: dict[str, str], *rows: Sequence[object]) -> str:
    """Adopt rows, choose on Changes by what the line begins with, apply the decisions; return what is said."""
    ours = folder / "o.xlsx"
    adopt_workbook(written(folder / "t.xlsx", *rows), ours, "Merton", NOW)
    lines = list(one_sheet(ours, "Changes").iter_rows(min_row=6))
    cells = {
        CellRef("Changes", row[0].row, 10): word
        for row in lines
        for cell, word in decide_as.items()
        if row[8].value and f"cell {cell}" in str(row[8].value)
    }
    files.write(ours, Patch.of([SetCell(at, None, word, "chosen") for at, word in cells.items()]), NOW)
    return " ".join(CliRunner().invoke(app, ["decide", str(ours)]).output.split())


def test_what_an_adoption_offered_is_said_to_be_the_spreadsheets_own_and_what_waits_stays_in_sight(
    tmp_path: Path,
) -> None:
    rows = (("Measure", "Status", "Value"), (GLD, "Yes", 70), (GLD, "No", 70), (ABSENCE, "purple", None))
    said = changes_decided(tmp_path, {"B3": "Take theirs"}, *rows)
    assert said.startswith("1 cell now says what your own spreadsheet says.")
    assert "2 questions on Changes still wait." in said
    changes = one_sheet(tmp_path / "o.xlsx", "Changes")
    hidden = {row for row, shape in changes.row_dimensions.items() if shape.hidden}
    waiting = [row[0].row for row in changes.iter_rows(min_row=6) if "purple" in str(row[8].value)]
    assert waiting and not hidden & set(waiting)


@pytest.mark.parametrize("word", ["Available, needs work", "Take theirs", "Keep ours"])
def test_a_decision_where_after_is_blank_is_told_with_its_cell_and_where_the_answer_goes(
    word: str, tmp_path: Path
) -> None:
    said = changes_decided(tmp_path, {"B2": word}, ("Measure", "Status"), (ABSENCE, "purple"), (GLD, "Yes"))
    assert f"“{word}” stands in J" in said
    assert "Type your answer in O" in said
    assert "on Data availability" in said


# Ticks ----------------------------------------------------------------------------------------------------------------


def ticked(*heads: str) -> list[tuple[object, ...]]:
    rows = [(title, *("x" if at == n else None for at in range(3))) for n, title in enumerate((ABSENCE, GLD, KS2))]
    return [("Measure", *heads), *rows, (PLANS, "x", None, "x"), (FRAMEWORK.metrics["MET-051"].title, None, None, None)]


@pytest.mark.parametrize("bold", [True, False])
@pytest.mark.parametrize(
    ("heads", "statuses"),
    [
        (("Now", "With work", "No"), ("Available now", "Available, needs work", "Not collected")),
        (("Yes", "Partly", "No"), ("Available now", None, "Not collected")),
        (("Green", "Amber", "Red"), (None, None, None)),
        (("Have it", "Could get it", "Can't"), ("Available now", None, None)),
        (("In place", "In development", "Gap"), ("Available now", "Available, needs work", "Not collected")),
    ],
)
def test_one_tick_of_three_is_the_status_and_a_word_that_is_not_plain_is_asked_about_once(
    heads: tuple[str, str, str], statuses: tuple[str | None, ...], bold: bool, tmp_path: Path
) -> None:
    made = adopted(tmp_path, *ticked(*heads), bold=bold)
    found = tuple(made.availability.get(one, {}).get("status") for one in ("MET-050", "MET-039", "MET-043"))
    assert found == statuses
    asked = {typed for about, typed in made.learnt.questions if about == "heading"}
    assert asked == {head for head, status in zip(heads, statuses, strict=True) if status is None}
    assert (became(made, "B5"), became(made, "D5")) == ("asked", "asked")
    assert {"MET-001", "MET-051"}.isdisjoint(one for one, entry in made.availability.items() if entry.get("status"))
    assert not any("note" in entry for entry in made.availability.values())


def test_what_a_tick_may_mean_is_offered_and_answered_once(tmp_path: Path) -> None:
    rows = ticked("Yes", "Partly", "No")
    assert [one.offer for one in adopted(tmp_path, *rows).questions][:1] == ["Available, needs work"]
    made = adopted(tmp_path, *rows, notes=_said("heading", "Partly", "Held by a partner"))
    assert made.availability["MET-039"] == {"status": "Held by a partner"}


def test_ticks_side_by_side_that_say_no_status_stay_what_they_are(tmp_path: Path) -> None:
    made = adopted(tmp_path, *ticked("Sex", "Age", "SEND"))
    assert made.availability["MET-050"] == {"breakdown": "Sex"}
    made = adopted(tmp_path, *ticked("Housing", "Police", "Midwives"))
    assert made.availability["MET-050"] == {"note": "Housing: x"}


# Years over groups, keys, outlines ------------------------------------------------------------------------------------


def test_a_status_under_each_year_is_the_latest_years_and_the_earlier_one_is_a_note(tmp_path: Path) -> None:
    rows = (
        (None, "2023/24", None, "2024/25", None),
        ("Measure", "Status", "Value", "Status", "Value"),
        (ABSENCE, "No", 20.1, "Yes", 19.5),
        (GLD, "No", 68, "No", None),
    )
    made = adopted(tmp_path, *rows)
    absence, gld = made.availability["MET-050"], made.availability["MET-039"]
    figure = {"latest_period": "2024/25", "latest_figure": 19.5}
    assert absence == {"note": "2023/24 Status: No", "status": "Available now", **figure}
    assert gld == {
        "note": "2023/24 Status: No",
        "status": "Not collected",
        "latest_period": "2023/24",
        "latest_figure": 68,
    }
    assert made.questions == []


def test_answers_with_their_labels_in_one_cell_are_no_key(tmp_path: Path) -> None:
    said = "Status: Available now; Owner: Schools"
    made = adopted(tmp_path, ("Measure", "Details"), (ABSENCE, said), (GLD, "Nothing yet"))
    assert made.availability["MET-050"] == {"note": f"Details: {said}"}


def test_a_status_with_a_remark_in_it_keeps_its_words_in_the_note(tmp_path: Path) -> None:
    said = "Available from the two hubs in the north and from the health visitors"
    made = adopted(tmp_path, ("Measure", "Status"), (ABSENCE, said), (GLD, "No"))
    assert made.availability["MET-050"] == {"status": "Available now", "note": f"Status: {said}"}


def test_outcomes_and_indicators_with_a_number_before_them_are_no_rows_of_the_boroughs_own(tmp_path: Path) -> None:
    metric = FRAMEWORK.metrics["MET-003"]
    rows = (
        ("No", "Outcome / indicator / measure", "Have we got it?"),
        ("1", metric.domain, None),
        ("1.1", metric.outcome, None),
        ("1.1.1", metric.indicator, None),
        ("1.1.1.1", metric.title, "Yes"),
        ("1.1.1.2", "Families met by a link worker", "No"),
    )
    made = adopted(tmp_path, *rows)
    assert [(one["metric"], one["outcome_id"]) for one in made.local.values()] == [
        ("Families met by a link worker", metric.outcome_id)
    ]


# What was not read is said first --------------------------------------------------------------------------------------


def test_a_sheet_of_which_little_was_read_is_said_first_and_the_command_ends_with_1(tmp_path: Path) -> None:
    book = Workbook()
    for row in (("Measure", "Status"), (ABSENCE, "Yes"), (GLD, "No")):
        book.active.append(row)
    other = book.create_sheet("Other")
    for number in range(9):
        other.append((f"thing {number}", number, "zz"))
    cover = book.create_sheet("Cover")
    cover["A1"] = "Made by the performance team"
    book.save(tmp_path / "t.xlsx")
    made = adopt_workbook(tmp_path / "t.xlsx", tmp_path / "o.xlsx", "Merton", NOW)
    assert made.sentences[0] == "Of the sheet “Other” none of 27 cells could be read as a list of metrics."
    assert made.sentences[1].startswith("If your list stands there: see that each column has its heading")
    assert (made.sentences[2].startswith("Made "), made.little_read) == (True, True)
    words = ["adopt", str(tmp_path / "t.xlsx"), "--to", str(tmp_path / "p.xlsx"), "--borough", "Merton"]
    assert CliRunner().invoke(app, words).exit_code == 1
    assert (
        CliRunner().invoke(app, [*words[:3], str(tmp_path / "q.xlsx"), *words[4:], "--sheet", "Sheet"]).exit_code == 0
    )


def test_notes_that_were_not_there_are_said_to_be_new_and_a_name_near_theirs_is_offered(tmp_path: Path) -> None:
    theirs = written(tmp_path / "t.xlsx", ("Measure", "Status"), (ABSENCE, "Yes"), (GLD, "No"))
    said = adopt_workbook(theirs, tmp_path / "1.xlsx", "Merton", NOW, notes=tmp_path / "reading.toml").sentences
    assert said[-1] == "There were no reading notes reading.toml yet: they are made new, without answers of yours."
    said = adopt_workbook(theirs, tmp_path / "2.xlsx", "Merton", NOW, notes=tmp_path / "reeding.toml").sentences
    assert said[-1].endswith("Did you mean reading.toml? Then adopt again with it.")
    said = adopt_workbook(theirs, tmp_path / "3.xlsx", "Merton", NOW, notes=tmp_path / "reading.toml").sentences
    assert not any("no reading notes" in one for one in said)

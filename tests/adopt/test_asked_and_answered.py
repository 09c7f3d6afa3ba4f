"""What is asked is asked once and plainly; an answer that settles nothing is told, with what to write instead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from outcomes_xl.adopt.adopted_so_far import Adoption
from outcomes_xl.adopt.adoption import adopt
from outcomes_xl.adopt.left_unread import left_unread
from outcomes_xl.adopt.reading_notes import OfficerAnswer, ReadingNotes
from outcomes_xl.hosts.originals.read_original import read_original
from outcomes_xl.model.styled_cells import StyledBook
from outcomes_xl.workflows.adopt_workbook import adopt_workbook
from tests.adopt.generated import FRAMEWORK

HEAD = ("Measure", "Status", "Period", "Value", "Team")
REPEAT, KS2 = (FRAMEWORK.metrics[one].title for one in ("MET-003", "MET-043"))
KNOWN = (KS2, "Yes", "2024/25", 62, "Schools")


def written(folder: Path, *rows: Sequence[object], key: Sequence[Sequence[object]] = ()) -> Path:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if key:
        beside = book.create_sheet("Key")
        for row in key:
            beside.append(row)
    book.save(folder / "theirs.xlsx")
    return folder / "theirs.xlsx"


def read(path: Path, *answers: tuple[str, str, str]) -> tuple[Adoption, StyledBook]:
    original = read_original(path)
    notes = ReadingNotes(tuple(OfficerAnswer(*one) for one in answers))
    return adopt(original, FRAMEWORK, "Merton", notes), original


def test_one_likely_metric_is_asked_about_by_name_and_once_a_row(tmp_path: Path) -> None:
    made, _ = read(written(tmp_path, HEAD, ("Re-referrals", "Yes", "2024/25", 21.4, "MASH"), KNOWN))
    (asked,) = made.questions
    assert asked.reason == f"Is this MET-003 {REPEAT}, or is it a row of your own?"
    assert (asked.cell, asked.typed) == ("A2", "Re-referrals")
    assert made.accounts.count("asked") == 4


@pytest.mark.parametrize("title", ["youth club attendance", "Swimming attendance", "Library visits by families"])
def test_no_metric_is_offered_to_a_row_of_ones_own_for_one_weak_word(title: str, tmp_path: Path) -> None:
    made, _ = read(written(tmp_path, HEAD, (title, "Yes", "2024/25", 310, "Youth"), KNOWN))
    assert [row["metric"] for row in made.local.values()] == [title]
    assert [one.about for one in made.questions] == ["local row"]


@pytest.mark.parametrize(
    ("title", "meant"),
    [("Persistant absense", "MET-050"), ("Low birth wieght", "MET-020"), ("Repeat CP plnas", "MET-001")],
)
def test_a_title_a_slip_or_two_from_a_metrics_own_is_asked_about(title: str, meant: str, tmp_path: Path) -> None:
    made, _ = read(written(tmp_path, HEAD, (title, "Yes", "2024/25", 10, "Health"), KNOWN))
    (asked,) = made.questions
    assert (made.local, asked.typed, asked.rows[0].metric_id) == ({}, title, meant)


def test_a_row_of_ones_own_of_which_nothing_says_the_outcome_has_none_and_is_listed(tmp_path: Path) -> None:
    rows = [(title, "Yes", "2024/25", 10, "Team") for title in ("KS2 RWM exp+", "Excluded children")]
    made, _ = read(written(tmp_path, HEAD, *rows, KNOWN))
    assert ["outcome_id" in row for row in made.local.values()] == [False, False]
    assert [(one.cell, one.about) for one in made.questions] == [("A2", "local row"), ("A3", "local row")]
    first = next(iter(FRAMEWORK.outcomes))
    made, _ = read(tmp_path / "theirs.xlsx", *(("local row", row[0], first) for row in rows))
    assert ([row["outcome_id"] for row in made.local.values()], made.questions) == ([first, first], [])


def test_a_row_called_england_below_a_row_of_ones_own_is_asked_about(tmp_path: Path) -> None:
    own = ("Number of stay and play sessions", "Yes", "2024/25", 40, "Hubs")
    path = written(
        tmp_path, HEAD, own, ("England", None, "2024/25", 62.1, None), KNOWN, ("England", None, None, 60, None)
    )
    made, _ = read(path, ("local row", own[0], "Families"))
    assert "note" not in made.availability["LOC-001"]
    assert made.availability["MET-043"]["note"] == "England, Value: 60"
    assert [one.cell for one in made.questions if one.about == "row"] == ["A3"]
    made, _ = read(path, ("row", "Sheet, row 3", "leave out"))
    assert [one.about for one in made.questions] == ["local row"]


@pytest.mark.parametrize("means", ["level to reach", "Targets, a level to reach, by 2027/28"])
def test_the_question_about_targets_may_be_answered_in_its_own_words(means: str, tmp_path: Path) -> None:
    path = written(tmp_path, (*HEAD, "Target 2027/28"), (*KNOWN, 80))
    made, _ = read(path, ("heading", "Target 2027/28", means))
    assert (made.targets["MET-043"]["target"], made.targets["MET-043"]["target_kind"]) == (80, "Level to reach")
    assert "geography" not in made.availability["MET-043"]
    asked, _ = read(path, ("heading", "Target 2027/28", "sort of"))
    assert [one.about for one in asked.questions] == ["heading"]


@pytest.mark.parametrize(("means", "figure"), [("72", 72), ("70.", 70)])
@pytest.mark.parametrize("years", [False, True], ids=["a column of figures", "a column a year"])
def test_a_figure_may_be_answered_in_the_notes(means: str, figure: int, years: bool, tmp_path: Path) -> None:
    head, row = (
        (HEAD, ("2024/25", "c. 72")) if not years else (("Measure", "Status", "2023/24", "2024/25"), (60, "c. 72"))
    )
    path = written(tmp_path, head, (KS2, "Yes", *row), (REPEAT, "Yes", *(row[0], 12)))
    made, _ = read(path, (f"value in {head[3]}", "c. 72", means))
    assert (made.availability["MET-043"]["latest_figure"], made.questions) == (figure, [])


def test_a_figure_that_is_offered_from_a_column_of_a_year_has_its_year_already(tmp_path: Path) -> None:
    path = written(
        tmp_path, ("Measure", "Status", "2023/24", "2024/25"), (KS2, "Yes", 60, "c. 72"), (REPEAT, "Yes", 9, 12)
    )
    made, _ = read(path)
    assert [one.offer for one in made.questions] == [72]
    assert made.availability["MET-043"]["latest_period"] == "2024/25"


@pytest.mark.parametrize("title", ["School attendance", "Attendance"])
def test_attending_for_absence_is_asked_about(title: str, tmp_path: Path) -> None:
    made, _ = read(written(tmp_path, HEAD, (title, "Yes", "2024/25", 93.9, "EWS"), KNOWN))
    assert not made.local
    assert "MET-050" in made.questions[0].reason


@pytest.mark.parametrize("means", ["leave out", "Leave it out", "ignore"])
@pytest.mark.parametrize("years", [False, True], ids=["a period column", "a column a year"])
def test_a_year_that_is_left_out_leaves_no_words_in_the_latest_period(means: str, years: bool, tmp_path: Path) -> None:
    head, row = (HEAD, ("Q7 soon", 62)) if not years else (("Measure", "Status", "Team", "2024/25"), ("Schools", 62))
    path = written(tmp_path, head, (KS2, "Yes", *row), (REPEAT, "Yes", *row))
    made, _ = read(path, ("year", "2024/25" if years else "Q7 soon", means))
    assert "latest_period" not in made.availability["MET-043"]


def test_a_figure_or_a_period_answered_with_other_words_is_asked_again(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD, (KS2, "Yes", "Q7 soon", "46.1p", "Schools"), KNOWN)
    made, _ = read(path, ("year", "Q7 soon", "sort of"), ("value in Value", "46.1p", "about right"))
    said = [one.reason for one in made.questions]
    assert "Your answer “sort of” is no period: which period is “Q7 soon”?" in said
    assert "Your answer “about right” is no figure. What figure is “46.1p”?" in said


def test_every_answer_that_settles_nothing_is_told_with_what_to_write(tmp_path: Path) -> None:
    rows = (
        ("Family hub footfall", "Yes", "2024/25", 2210, "Hubs"),
        ("Low birth weight", "Yes", "2024/25", 3.1, "Health"),
        ("Re-referrals", "Yes", "2024/25", 21, "MASH"),
        (KS2, "purple", "2024/25", 62, "Schools"),
    )
    notes = tmp_path / "n.toml"
    wrong = (
        ("local row", "Family hub footfall", "Families"),
        ("row", "Low birth weight", "MET-20"),
        ("row", "Re-referrals", "the usual one"),
        ("status", "purple", "Sort of"),
    )
    notes.write_text(
        "\n".join(f'[[answer]]\nabout = "{a}"\ntyped = "{t}"\nmeans = "{m}"' for a, t, m in wrong), encoding="utf-8"
    )
    said = adopt_workbook(
        written(tmp_path, HEAD, *rows), tmp_path / "o.xlsx", "Merton", datetime(2026, 11, 29), notes=notes
    ).sentences
    told = [one for one in said if one.startswith("Your answer")]
    assert [one.partition("”")[0] for one in told] == [
        "Your answer “Families",
        "Your answer “the usual one",
        "Your answer “Sort of",
    ]
    assert all(one.endswith("in n.toml.") for one in told)


def test_an_outcome_or_a_metric_may_be_named_for_a_row_of_ones_own(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD, ("Family hub footfall", "Yes", "2024/25", 22.1, "Hubs"), KNOWN)
    outcome = next(iter(FRAMEWORK.outcomes.values()))
    made, _ = read(path, ("local row", "Family hub footfall", outcome.title))
    assert [row["outcome_id"] for row in made.local.values()] == [outcome.id]
    made, _ = read(path, ("local row", "Family hub footfall", "MET-3"))
    assert not made.local
    assert made.availability["MET-003"]["latest_figure"] == 22.1


@pytest.mark.parametrize(
    "key",
    [
        (("H", "High confidence"), ("M", "Medium"), ("L", "Low"), ("G", "Green"), ("A", "Amber"), ("R", "Red")),
        (("Partial", "We have some of it"), ("H", "High"), ("M", "Medium"), ("L", "Low")),
    ],
)
def test_a_key_is_no_sheet_that_was_not_read(key: Sequence[Sequence[object]], tmp_path: Path) -> None:
    made, book = read(written(tmp_path, HEAD, KNOWN, (REPEAT, "No", None, None, None), key=key))
    assert left_unread(made.accounts, book) == []

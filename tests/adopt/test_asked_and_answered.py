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
    assert made.questions == []


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
    path = written(tmp_path, HEAD, ("Family hub footfall", "Yes", "2024/25", 2210, "Hubs"), KNOWN)
    outcome = next(iter(FRAMEWORK.outcomes.values()))
    made, _ = read(path, ("local row", "Family hub footfall", outcome.title))
    assert [row["outcome_id"] for row in made.local.values()] == [outcome.id]
    made, _ = read(path, ("local row", "Family hub footfall", "MET-3"))
    assert not made.local
    assert made.availability["MET-003"]["latest_figure"] == 2210


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

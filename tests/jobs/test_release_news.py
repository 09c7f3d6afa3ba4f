"""After a refresh: what the release means for this borough, and what its publisher says."""

from __future__ import annotations

from outcomes_xl.central.release_history import Version, lines
from outcomes_xl.jobs.job_findings import Told
from outcomes_xl.jobs.read_workbook import read_central
from outcomes_xl.jobs.refresh.refresh_job import refresh
from outcomes_xl.jobs.refresh.release_news import ANSWERED_AND_RETIRED, in_words
from outcomes_xl.model import Book, CellRef
from tests.jobs.small import NEW, OLD, borough_at, central_at, context
from tests.workbooks import settings

NOTE = "GLD is now reported by sex as well"


def central(note: str = NOTE) -> Book:
    answers = {"Framework edition": "2026", "Release": NEW, "Publisher": "The lead", "Notes": note}
    return central_at(more={"release": settings("central", "release", answers)})


def test_a_refresh_says_what_the_publisher_says_of_the_release():
    result = refresh(borough_at(OLD), central(), context())
    assert result.summary.endswith(f" Release {NEW} says: {NOTE}.")


def test_the_release_in_use_and_one_without_notes_bring_no_news():
    assert "says:" not in refresh(borough_at(NEW), central(), context()).summary
    assert "says:" not in refresh(borough_at(OLD), central(""), context()).summary


def test_a_long_note_is_cut():
    said = in_words([], read_central(central("word " * 200)), OLD, NEW)
    assert len(said) < 340 and said.endswith("word…")


def told(*names: str) -> list[Told]:
    return [Told(ANSWERED_AND_RETIRED, CellRef("Data availability", 6, 5), "", {"name": name}) for name in names]


def test_retired_metrics_that_are_answered_come_first_by_name():
    source = read_central(central())
    assert in_words(told("GLD at age 5"), source, OLD, NEW) == (
        " What this means for you: “GLD at age 5” is retired and you answer it. Your answers stay."
        f" Release {NEW} says: {NOTE}."
    )
    many = in_words(told(*(f"M{n}" for n in range(10))), source, OLD, NEW)
    assert "“M7” and 2 more, listed with what was found are retired and you answer them." in many


def test_the_releases_passed_over_are_heard_too():
    kept = [
        Version("release", one, one, "", {"Notes": f"Notes of {one}."}) for one in ("2026-01", "2026-02", "2026-03")
    ]
    source = read_central(
        central_at(more={"release": settings("central", "release", {"Notes": "The newest."}), "history": lines(kept)})
    )
    assert in_words([], source, "2026-01", "2026-03") == (
        " Release 2026-02 says: Notes of 2026-02. Release 2026-03 says: The newest."
    )

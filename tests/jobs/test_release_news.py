"""After a refresh: what the release means for this borough, and what its publisher says."""

from __future__ import annotations

from outcomes_xl.central.release_history import Version, lines
from outcomes_xl.jobs.job_findings import Told
from outcomes_xl.jobs.read_workbook import read_borough, read_central
from outcomes_xl.jobs.refresh.refresh_job import refresh
from outcomes_xl.jobs.refresh.release_news import ANSWERED_AND_RETIRED, in_words, news
from outcomes_xl.model import Book, CellRef
from outcomes_xl.reading.read_tables import Reading
from tests.jobs.small import NEW, OLD, borough_at, central_at, context, released_rows
from tests.workbooks import play_in_memory, settings, with_cell

NOTE = "GLD is now reported by sex as well"


def central(note: str = NOTE) -> Book:
    answers = {"Framework edition": "2026", "Release": NEW, "Publisher": "The lead", "Notes": note}
    return central_at(more={"release": settings("central", "release", answers)})


def said_of(told: list[Told], source: Reading, in_use: str, release: str) -> str:
    return in_words(news(told, source, in_use, release, Reading({}), []))


def test_a_refresh_says_what_the_publisher_says_of_the_release():
    result = refresh(borough_at(OLD), central(), context())
    assert result.summary.endswith(f" Release {NEW} says: {NOTE}.")


def test_the_release_in_use_and_one_without_notes_bring_no_news():
    assert "says:" not in refresh(borough_at(NEW), central(), context()).summary
    assert "says:" not in refresh(borough_at(OLD), central(""), context()).summary


def test_a_long_note_is_cut():
    said = said_of([], read_central(central("word " * 200)), OLD, NEW)
    assert len(said) < 340 and said.endswith("word…")


def told(*names: str) -> list[Told]:
    return [Told(ANSWERED_AND_RETIRED, CellRef("Data availability", 6, 5), "", {"name": name}) for name in names]


def test_retired_metrics_that_are_answered_come_first_by_name():
    source = read_central(central())
    assert said_of(told("GLD at age 5"), source, OLD, NEW) == (
        " What this means for you: “GLD at age 5” is retired and you answer it. Your answers stay."
        f" Release {NEW} says: {NOTE}."
    )
    many = said_of(told(*(f"M{n}" for n in range(10))), source, OLD, NEW)
    assert "“M7” and 2 more, listed with what was found are retired and you answer them." in many


def test_the_releases_passed_over_are_heard_too():
    kept = [
        Version("release", one, one, "", {"Notes": f"Notes of {one}."}) for one in ("2026-01", "2026-02", "2026-03")
    ]
    source = read_central(
        central_at(more={"release": settings("central", "release", {"Notes": "The newest."}), "history": lines(kept)})
    )
    assert said_of([], source, "2026-01", "2026-03") == (
        " Release 2026-02 says: Notes of 2026-02. Release 2026-03 says: The newest."
    )


def test_what_it_means_for_you_and_the_notes_stand_on_changes_before_what_was_done():
    book = borough_at(OLD)
    after = play_in_memory(book, refresh(book, central(), context()).patch)
    told = [(row["change"], row["after"]) for row in read_borough(after).tables["changes"]]
    kinds = [kind for kind, _ in told if kind in ("what this means for you", "what the release says")]
    assert kinds == [kind for kind, _ in told][: len(kinds)] and kinds[-1] == "what the release says"
    assert dict(told)["what the release says"] == f"Release {NEW} says: {NOTE}."


def test_reworded_and_new_metrics_and_links_you_decided_about_are_named():
    rows = released_rows(NEW)
    framework = [dict(row) for row in rows["framework"]]
    was, framework[0]["metric"] = framework[0]["metric"], "In other words"
    framework[1]["unit"] = "days"
    framework.append({**framework[2], "metric_id": "MET-900", "metric": "Quite new"})
    links = [dict(row) for row in rows["map_lof"]]
    links[0]["title"] = "Their other words"
    source = central_at(more={"framework": framework, "map_lof": links})
    book = with_cell(borough_at(NEW), "map_lof", links[0]["link_id"], "decision", "Use")
    said = refresh(book, source, context()).summary
    assert f"What this means for you: “{was}” is now called “In other words”. Your answers stay with them." in said
    assert f"“{framework[1]['metric']}” is measured differently now: see whether your figures still fit." in said
    assert "“Quite new” is new: an answer waits for you." in said
    assert (
        f"“{rows['map_lof'][0]['title']}” on Map LOF is a link you have decided about, changed by the release" in said
    )

"""Publishing: everything is looked over, the release is made whole, and it reads back trusted."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from outcomes_xl.building.central_workbook import written
from outcomes_xl.central.central_rows import contents, settings
from outcomes_xl.central.release_history import RELEASES_KEPT, release_tables, releases, versions
from outcomes_xl.central.trust import examine
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.jobs.publish import publish
from outcomes_xl.model import Book
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_tables
from tests.built import central_workbook
from tests.central.made import CONTEXT, SAID, edited, released, shipped, without
from tests.release_ids import FIRST, LATER, NEWEST, RELEASES, SECOND


def told(source: Book, said: object = None, **more: object) -> dict[str, str]:
    made = publish(source, None, CONTEXT, {**SAID, **(said or {})}, **more)  # type: ignore[dict-item,arg-type]
    return {finding.rule: finding.message for finding in made.result.findings}


def test_a_reworded_metric_is_published_and_shown_as_reworded() -> None:
    source = edited(shipped(), ("framework", "MET-001", "metric", "Second or later child protection plans, repeat"))
    made = publish(source, None, CONTEXT, SAID)
    assert made.whole is not None, made.result.findings
    assert made.result.summary == f"Release {LATER}: Framework: 1 reworded."
    (change,) = made.whole.changes
    assert (change.kind, change.row_id, change.before) == ("Reworded", "MET-001", "Repeat child protection plans")


def test_what_was_published_reads_back_whole_with_what_changed_inside() -> None:
    source = edited(shipped(), ("framework", "MET-001", "definition", "Worded anew."))
    book = released(source)
    assert examine(book).published
    reading = read_tables(book, layout("central"))
    assert reading.troubles == ()
    answers = settings(reading)
    assert answers["Release"] == LATER
    assert answers["Released on"] == date(2026, 12, 1)
    assert answers["Follows release"] == NEWEST
    assert answers["Notes"] == "The winter release."
    (line,) = reading.tables["release_changes"]
    assert (line["kind"], line["row_id"], line["column"]) == ("Reworded", "MET-001", "Definition")
    assert list(releases(versions(reading.tables["history"]))) == [*RELEASES, LATER][-RELEASES_KEPT:]
    assert release_tables(book, LATER) == contents(reading)
    assert release_tables(book, NEWEST) == contents(read_tables(shipped(), layout("central")))


def test_the_same_source_gives_the_same_bytes() -> None:
    source = edited(shipped(), ("framework", "MET-001", "definition", "Worded anew."))
    made = [publish(source, None, CONTEXT, SAID) for _ in range(2)]
    assert written(made[0].whole, made[0].framework) == written(made[1].whole, made[1].framework)  # type: ignore[arg-type]


def test_a_link_that_changed_carries_the_new_release_and_others_keep_theirs() -> None:
    book = released(edited(shipped(), ("map_csc", "CSC-04~MET-009", "basis", "Looked at again.")))
    rows = {row["link_id"]: row["release"] for row in read_tables(book, layout("central")).tables["map_csc"]}
    assert rows["CSC-04~MET-009"] == LATER
    assert set(rows.values()) == {*RELEASES[:2], LATER}


def test_releases_follow_the_file_published_last_wherever_the_working_copy_came_from() -> None:
    earlier = files.read_bytes(central_workbook(load_framework(FIRST)), "earlier.xlsx")
    second = files.read_bytes(central_workbook(load_framework(SECOND)), "second.xlsx")
    made = publish(second, earlier, CONTEXT, SAID)
    assert made.whole is not None
    assert "Map LOF: 1 added, 4 replaced" in made.result.summary


def test_the_rules_run_on_the_leads_own_rows() -> None:
    source = edited(
        shipped(),
        ("framework", "MET-001", "unit", "per cent"),
        ("map_csc", "CSC-04~MET-009", "our_id", "MET-9999"),
    )
    found = told(source)
    assert {"FR08", "MA03"} <= set(found)
    assert publish(source, None, CONTEXT, SAID).whole is None


def test_a_new_metric_of_the_leads_is_not_called_a_stranger() -> None:
    assert told(edited(shipped(), ("framework", "MET-100", "metric_id", "MET-777"))).keys() <= {"MA03", "PB08"}


def test_nothing_is_published_twice_under_one_id() -> None:
    assert told(shipped(), {"Release": NEWEST})["PB02"] == (
        f"Release, B7: “{NEWEST}” does not come after {NEWEST}, which was published before."
    )


@pytest.mark.parametrize(
    "typed",
    [
        2026.12,
        "2026 12",
        "2026-12",
        "26.12",
        "2026.12b",
        "2026.12-2",
        "Winter",
        "2026.120",
        "２０２６.１２",
        "2026.12.",
        2,
    ],
)
def test_a_release_id_is_a_year_and_a_month_typed_as_text(typed: object) -> None:
    found = told(edited(shipped(), ("framework", "MET-001", "definition", "x")), {"Release": typed})
    assert f"“{typed}” is not a release's id" in found["PB11"]


def test_a_release_id_is_not_blank() -> None:
    assert "Release is blank" in told(shipped(), {"Release": ""})["PB01"]


def test_the_release_says_what_it_is() -> None:
    source = edited(shipped(), ("release", "Notes", "answer", None), ("release", "Publisher", "answer", None))
    made = publish(source, None, CONTEXT, {"Release": LATER})
    assert [f.message for f in made.result.findings if f.rule == "PB01"] == [
        "Release, B9: Publisher is blank.",
        "Release, B10: Notes is blank.",
    ]


def test_a_date_that_is_words_is_shown() -> None:
    assert "is not a date" in told(shipped(), {"Released on": "Autumn 2026"})["PB03"]


def test_a_lost_sheet_and_an_emptied_one_stop_it() -> None:
    sheets = {name: sheet for name, sheet in shipped().sheets.items() if name != "Map PHOF"}
    tables = {name: table for name, table in shipped().tables.items() if name != "tblMapPHOF"}
    lost = dataclasses.replace(shipped(), sheets=sheets, tables=tables)
    assert told(lost)["PB04"] == "Map PHOF: its table is not there."


def test_a_word_twice_on_lists_is_shown() -> None:
    reading = read_tables(shipped(), layout("central"))
    row = reading.tables["lists"].rows[1]
    from outcomes_xl.model import Patch, SetCell
    from tests.workbooks import play_in_memory

    cell = reading.tables["lists"].cell(row, "value")
    source = play_in_memory(shipped(), Patch.of([SetCell(cell, row.typed["value"], "National", "typed")]))
    assert "“National” stands there twice under origin." in told(source)["PB05"]


def test_a_boroughs_own_row_does_not_belong_in_a_central_file() -> None:
    assert "PB07" in told(edited(shipped(), ("framework", "MET-001", "metric_id", "LOC-001")))


def test_an_id_that_comes_to_mean_something_else_is_asked_about_and_can_be_meant() -> None:
    source = edited(shipped(), ("framework", "MET-001", "metric", "Pothole repairs"))
    found = told(source)
    assert found["PB08"].endswith(
        "MET-001 was “Repeat child protection plans” and is now “Pothole repairs”. Is it still the same thing?"
    )
    assert publish(source, None, CONTEXT, SAID).whole is None
    assert publish(source, None, CONTEXT, SAID, anyway=True).whole is not None


def test_many_rows_gone_at_once_are_asked_about() -> None:
    source = shipped()
    for row in read_tables(source, layout("central")).tables["map_sf"].rows[:9]:
        source = without(source, "map_sf", str(row["link_id"]))
    assert f"9 of 36 rows of release {NEWEST} are not in this one" in told(source)["PB06"]


def test_another_frameworks_working_file_is_refused() -> None:
    assert "PB09" in told(edited(shipped(), ("release", "Framework", "answer", "Outcomes for Northbridge")))


def test_nothing_new_is_asked_about() -> None:
    assert told(shipped())["PB10"] == f"Nothing has changed since release {NEWEST}."

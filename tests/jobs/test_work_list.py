"""The work list: what is open, sent as a small workbook, and taken back in by the metric's id."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outcomes_xl.building.work_list_workbook import work_list_workbook
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.jobs.decide import decide
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.refresh.questions import OURS, THEIRS
from outcomes_xl.jobs.take_work_list import take_work_list
from outcomes_xl.jobs.undo import undo
from outcomes_xl.jobs.work_list import WorkList, work_list
from outcomes_xl.model import Book, Patch, SetCell, Value
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_tables
from outcomes_xl.reports import work_list_text
from outcomes_xl.sources.holders import likely_holder
from tests.accessibility import problems
from tests.jobs.small import LATER, NOW, context
from tests.workbooks import borough_book, cell_of, play_in_memory, with_cell

FRAMEWORK = load_framework()
START = "| setting | answer |\n| Borough code | E09000024 |"
COLUMNS = "| metric_id | metric | status | holder | latest_period | note |"
ROWS = """
    | MET-001 | Looked after | Held by a partner | Health provider | '2024 | ask Ann, not Bob |
    | MET-002 | Re-referrals |                   | Social care     |       |                  |
    | MET-003 | GLD          | Not collected     |                 |       |                  |
    | MET-004 | NEET         | Available now     |                 | '2025 |                  |
"""
BOROUGH = borough_book({"start": START, "availability": COLUMNS + "\n" + ROWS.strip()})


def whole() -> WorkList:
    return work_list(BOROUGH, context())


def sent(work: WorkList) -> Book:
    return files.read_bytes(work_list_workbook(work, FRAMEWORK, NOW.date()), "for health.xlsx")


SENT = sent(whole())


def answered(answers: Mapping[tuple[str, str], Value], list_: Book = SENT) -> Book:
    """The list after somebody answered on it."""
    table = read_tables(list_, layout("worklist")).tables["worklist"]
    rows = table.by("metric_id")
    cells = [
        SetCell(table.cell(rows[metric], name), rows[metric].typed.get(name), value, "a partner")
        for (metric, name), value in answers.items()
    ]
    return play_in_memory(list_, cells)


def taken(book: Book, list_: Book) -> tuple[Book, str, list[str]]:
    result = take_work_list(book, list_, context(LATER))
    return play_in_memory(book, result.patch), result.summary, [one.message for one in result.findings]


# What is open -----------------------------------------------------------------------------------------------------


def test_what_is_open_stands_by_holder_and_says_what_is_asked():
    assert work_list_text.as_text(whole()).splitlines() == [
        "3 metrics to ask about: 1 without a status, 2 with something missing beside it. 3 holders to ask.",
        "",
        "Health provider",
        "  MET-001 Looked after (Held by a partner)",
        "      Can you share this? Give the latest period and figure, or say in Note what it would take.",
        "",
        "Perhaps: Children's social care performance team, in the social care case system",
        "  MET-003 GLD (Not collected)",
        "      Say in Note why it cannot be had, or who might hold it.",
        "",
        "Social care",
        "  MET-002 Re-referrals",
        "      Is this data there? Choose a status.",
    ]


def test_who_publishes_a_figure_is_not_asked_for_it():
    rows = """
        | metric_id | metric      | status           | holder      | found                  |
        | MET-001   | Repeat      |                  |             | Found                  |
        | MET-002   | Two years   | Not yet assessed |             | Not in these files     |
        | MET-003   | Re-referred |                  | Performance | Found                  |
        | MET-022   | Checks      |                  |             | No published series    |
        | LOC-001   | Nowhere     |                  |             | No published series    |
    """
    work = work_list(borough_book({"start": START, "availability": rows.strip()}), context())
    visitors = str(likely_holder(FRAMEWORK.metrics["MET-022"]))
    assert [(one.metric_id, one.holder, one.asked.partition(".")[0]) for one in work.items] == [
        ("MET-003", "Performance", "A figure was found"),
        ("MET-022", f"Perhaps: {visitors}", "Is this data there? Choose a status"),
        ("LOC-001", "Nobody named yet", "Is this data there? Choose a status"),
        ("MET-001", "Nobody to ask: it is published", "A figure was found"),
        ("MET-002", "Nobody to ask: it is published", "It is published"),
    ]
    assert work.summary == (
        "5 metrics to ask about: 5 without a status. 2 holders to ask; 2 published, with nobody to ask; "
        "1 with nobody named yet."
    )


def test_one_holder_s_list_is_found_by_a_part_of_the_name_and_an_unknown_one_is_refused():
    assert [one.metric_id for one in work_list(BOROUGH, context(), "HEALTH").items] == ["MET-001"]
    with pytest.raises(CannotUse, match="Did you mean Social care"):
        work_list(BOROUGH, context(), "Socal care")


def test_a_holder_s_own_name_goes_before_names_it_is_a_part_of_and_these_are_told():
    rows = """
        | MET-001 | Smoking  | Held by a partner | Public health                        | | |
        | MET-002 | Feelings | Held by a partner | Schools and the public health team   | | |
        | MET-003 | Births   | Held by a partner | Perhaps: Public health intelligence  | | |
    """
    book = borough_book({"start": START, "availability": COLUMNS + "\n" + rows.strip()})
    found = {holder: work_list(book, context(), holder) for holder in ("public health", "Public", "team", "health i")}
    assert {holder: [one.metric_id for one in work.items] for holder, work in found.items()} == {
        "public health": ["MET-001"],
        "Public": ["MET-003", "MET-001"],
        "team": ["MET-002"],
        "health i": ["MET-003"],
    }
    assert found["Public"].summary.endswith(
        " “Public” is a part of other names too: Schools and the public health team. "
        "Name one of them whole for its list."
    )
    assert "part of other names" not in found["team"].summary


def test_the_list_says_who_asks_by_when_and_to_whom_it_goes_back():
    start = START + "\n| Prepared by | A. Officer |"
    book = borough_book({"start": start, "availability": COLUMNS + "\n" + ROWS.strip()})
    sheet = sent(work_list(book, context(), by="12 December 2026")).sheets["Work list"]
    assert sheet.value(1, 1) == "Work list: data Merton asks you about"
    assert "send the file back to A. Officer, Merton by 12 December 2026." in str(sheet.value(2, 1))
    assert "send the file back to whoever in Merton sent it. Leave" in str(SENT.sheets["Work list"].value(2, 1))


def test_a_row_typed_below_the_list_is_told_of():
    table = read_tables(SENT, layout("worklist")).tables["worklist"]
    below = replace(table.cell(table.last_row, "metric_id"), row=table.last_row + 2)
    typed = play_in_memory(SENT, [SetCell(below, None, "MET-077", "a partner")])
    after, _, told = taken(BOROUGH, typed)
    assert told == [f"Row {below.row} (“MET-077”) on the work list was left: it stands below the list."]
    assert after == BOROUGH


def test_only_the_list_itself_is_printed():
    assert {name: sheet.state for name, sheet in SENT.sheets.items()} == {
        "Work list": "visible",
        "Lists": "veryHidden",
        "Sent": "veryHidden",
    }


def test_json_and_csv_hold_the_same_rows():
    rows = list(csv.DictReader(io.StringIO(work_list_text.as_csv(whole()))))
    assert json.loads(work_list_text.as_json(whole()))["work_list"] == rows
    assert [row["metric_id"] for row in rows] == ["MET-001", "MET-003", "MET-002"]


def test_a_note_of_ours_is_nowhere_in_the_file_that_is_sent():
    everything = [value for sheet in SENT.sheets.values() for row in sheet.rows.values() for value in row.values()]
    assert not [value for value in everything if isinstance(value, str) and "not Bob" in value]
    assert SENT.sheets["Sent"].state == "veryHidden"


# Taken back in ----------------------------------------------------------------------------------------------------


def test_answers_go_into_their_own_cells_by_the_metric_s_id_and_nothing_else_changes():
    list_ = answered({("MET-001", "latest_figure"): 31.5, ("MET-002", "status"): "Available now"})
    after, summary, told = taken(BOROUGH, list_)
    assert (summary, told) == ("2 answers taken from “for health.xlsx”, for 2 metrics.", [])
    wanted = with_cell(BOROUGH, "availability", "MET-001", "latest_figure", 31.5)
    wanted = with_cell(wanted, "availability", "MET-002", "status", "Available now")
    assert after.sheets["Data availability"].rows == wanted.sheets["Data availability"].rows
    assert [row["because"] for row in read_borough(after).tables["changes"]] == [
        "Answered on “for health.xlsx”: Looked after",
        "Answered on “for health.xlsx”: Re-referrals",
    ]


def test_a_list_without_answers_and_one_taken_twice_change_nothing():
    assert not take_work_list(BOROUGH, SENT, context()).patch
    list_ = answered({("MET-002", "status"): "Available now"})
    after, _, _ = taken(BOROUGH, list_)
    result = take_work_list(after, list_, context())
    assert (len(result.patch), result.summary) == (0, "“for health.xlsx” has no answer that is not here already.")


@pytest.mark.parametrize(("answer", "stands"), [(OURS, "Not collected"), (THEIRS, "Available now")])
def test_a_cell_changed_on_both_sides_is_asked_about_and_done_as_decided(answer: str, stands: str):
    here = with_cell(BOROUGH, "availability", "MET-002", "status", "Not collected")
    list_ = answered({("MET-002", "status"): "Available now"})
    after, summary, told = taken(here, list_)
    assert cell_of(after, "availability", "MET-002", "status") == "Not collected"
    assert summary.endswith("1 cell changed here too: decide on the Changes sheet, then Apply decisions.")
    assert told[0].endswith("somebody here has written there since the list was made; choose on Changes.")
    (line,) = read_borough(after).tables["changes"].rows
    assert line["because"] == (
        "Changed here and in for health.xlsx. It was blank when the list was sent. Before is yours, After is theirs: "
        "“Take theirs” takes After. Choose in “Your decision”, then Apply decisions."
    )
    assert not take_work_list(after, list_, context()).patch
    changes = read_borough(after).tables["changes"]
    chosen = play_in_memory(after, [SetCell(changes.cell(line, "decision"), None, answer, "an officer")])
    result = decide(chosen, context(LATER))
    decided = play_in_memory(chosen, result.patch)
    assert cell_of(decided, "availability", "MET-002", "status") == stands
    assert "central file" not in result.summary


def test_an_emptied_answer_a_strange_status_and_a_formula_here_take_nothing_away():
    list_ = answered({("MET-001", "holder"): None, ("MET-002", "status"): "yes", ("MET-002", "holder"): "Ours"})
    table = read_borough(BOROUGH).tables["availability"]
    place = table.cell(table.by("metric_id")["MET-002"], "holder")
    formulas = {(place.row, place.column): "=B1"}
    sheet = replace(BOROUGH.sheets[place.sheet], formulas=formulas)
    here = replace(BOROUGH, sheets={**BOROUGH.sheets, place.sheet: sheet})
    result = take_work_list(here, list_, context())
    assert not result.patch
    assert {one.rule for one in result.findings} == {"WL02", "WL03"}
    assert result.summary.endswith("1 answer emptied on the list was left.")


def test_another_borough_s_list_is_never_taken():
    other = borough_book({"start": START.replace("E09000024", "E09000012"), "availability": COLUMNS + ROWS.rstrip()})
    with pytest.raises(
        CannotUse, match=r"is a work list of Merton, and this workbook is Hackney's\. Nothing was taken"
    ):
        take_work_list(other, SENT, context())


def test_a_file_that_is_no_list_or_no_longer_says_what_was_sent_is_refused():
    with pytest.raises(CannotUse, match="is not a work list"):
        take_work_list(BOROUGH, BOROUGH, context())
    gone = replace(
        SENT,
        sheets={name: sheet for name, sheet in SENT.sheets.items() if name != "Sent"},
        tables={name: table for name, table in SENT.tables.items() if name != "tblSent"},
    )
    with pytest.raises(CannotUse, match="no longer says what was sent"):
        take_work_list(BOROUGH, gone, context())


def test_a_row_that_was_added_or_stands_twice_is_left_and_told():
    list_ = answered({("MET-003", "metric_id"): "MET-009", ("MET-002", "metric_id"): "MET-001"})
    _, summary, told = taken(BOROUGH, list_)
    assert summary == "“for health.xlsx” has no answer that is not here already."
    assert told == [
        "MET-001 on the work list was left: it stands on the list twice.",
        "MET-009 on the work list was left: it was not on the list that was sent.",
    ]


def test_taking_in_and_undoing_leaves_the_workbook_as_it_was():
    after, _, _ = taken(BOROUGH, answered({("MET-001", "latest_figure"): 31.5, ("MET-003", "note"): "No register"}))
    back = play_in_memory(after, undo(after, context(LATER)).patch)
    for name, sheet in BOROUGH.sheets.items():
        assert name in ("Changes", "Undo record") or back.sheets[name].rows == sheet.rows


WORDS = st.sampled_from([None, "Available now", "Not collected", "Held by a partner"])


@settings(deadline=None)
@given(typed=WORDS, back=WORDS)
def test_nothing_typed_here_since_is_ever_lost(typed: str | None, back: str | None):
    here = with_cell(BOROUGH, "availability", "MET-003", "status", typed)
    after, _, _ = taken(here, answered({("MET-003", "status"): back}))
    now = cell_of(after, "availability", "MET-003", "status")
    assert now == typed or typed in (None, "Not collected")


def test_the_file_that_is_sent_keeps_the_accessibility_checklist():
    """What was sent is hidden on purpose; the list, unlike a template's Start, is frozen beside the metric's id."""
    data = work_list_workbook(whole(), FRAMEWORK, NOW.date())
    assert problems(data) == {"P4": ["sheet 1, C1"]}


def test_the_file_that_is_sent_is_made_of_the_same_bytes_each_time_and_can_be_written_on():
    data = work_list_workbook(whole(), FRAMEWORK, date(2026, 11, 22))
    assert data == work_list_workbook(whole(), FRAMEWORK, date(2026, 11, 22))
    table = read_tables(SENT, layout("worklist")).tables["worklist"]
    cell = table.cell(table.by("metric_id")["MET-002"], "status")
    back = files.read_bytes(files.play(data, Patch.of([SetCell(cell, None, "Available now", "x")])), "back.xlsx")
    after, _, _ = taken(BOROUGH, back)
    assert cell_of(after, "availability", "MET-002", "status") == "Available now"

"""Services pressed again: the sheets follow, an untouched workbook stays, and Undo takes back Services alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from outcomes_xl.board.board_report import ReportChoice, board_report
from outcomes_xl.framework import load_framework
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.services import services
from outcomes_xl.jobs.undo import undo
from outcomes_xl.model import Book
from tests.jobs.small import context
from tests.services.test_coverage import made
from tests.workbooks import play_in_memory

LISTED: list[dict[str, Any]] = [
    {"service": "Baby play", "service_id": "SVC-01"},
    {"service": "Songs", "service_id": "SVC-02"},
]
TIES: list[dict[str, Any]] = [{"service_id": "SVC-01", "outcome_id": "C-LRN-01", "contribution": "Main"}]


def pressed(book: Book) -> Book:
    return play_in_memory(book, services(book, context()).patch)


def cells(book: Book, sheet: str) -> dict[int, dict[int, Any]]:
    return {n: filled for n, row in book.sheets[sheet].rows.items() if (filled := {c: v for c, v in row.items() if v})}


def test_pressed_again_with_nothing_new_it_changes_nothing() -> None:
    book = pressed(made(LISTED, TIES))
    done = services(book, context())
    assert not done.patch, [*done.patch.lines()]


def test_it_can_be_taken_back_as_it_stood_when_it_first_made_its_sheets_and_when_it_wrote_them_anew() -> None:
    first = made(LISTED, TIES)
    once = pressed(first)
    assert {"Service gaps", "Service matrix"} <= {*once.sheets}
    back = play_in_memory(once, undo(once, context()).patch)
    assert "Service gaps" not in back.sheets and "Service matrix" not in back.sheets

    fewer = play_in_memory(once, [])
    sheet = fewer.sheets["Services"]
    rows = {n: one for n, one in sheet.rows.items() if "Songs" not in one.values()}
    fewer = replace(fewer, sheets={**fewer.sheets, "Services": replace(sheet, rows=rows)})
    twice = pressed(fewer)
    assert cells(twice, "Service matrix") != cells(once, "Service matrix")
    done = undo(twice, context())
    assert done.summary.startswith("Took back Services (run 2)")
    back = play_in_memory(twice, done.patch)
    for name in ("Service gaps", "Service matrix"):
        assert cells(back, name) == cells(once, name)


def test_pressed_first_with_no_service_the_matrix_fills_once_there_are_some() -> None:
    empty = pressed(made([], []))
    rows = made(LISTED, TIES)
    here = ("Services", "Service map")
    tables = {key: one for key, one in rows.tables.items() if one.sheet in here}
    book = replace(
        empty,
        sheets={**empty.sheets, **{name: rows.sheets[name] for name in here}},
        tables={**empty.tables, **tables},
    )
    done = services(book, context())
    assert "other outcomes" not in done.summary
    found = cells(play_in_memory(book, done.patch), "Service matrix")
    assert [one[1] for one in found.values()][-2:] == ["Baby play", "Songs"]


def test_a_contribution_in_a_word_of_no_list_is_named_and_counted_neither_weak_nor_strong() -> None:
    ties = [{**TIES[0], "contribution": "lots"}, {**TIES[0], "outcome_id": "C-LRN-02", "contribution": "main"}]
    done = services(made(LISTED, ties), context())
    found = play_in_memory(made(LISTED, ties), done.patch).sheets["Service gaps"].rows.values()
    about = {str(row[1]): row for row in found if len(row) > 3}
    assert about["Contribution that is no word of the list"][3] == "lots"
    assert "Only Some or To find out" not in about
    assert "1 line of Service map in a word that is not on the list." in done.summary


def test_the_report_counts_the_outcomes_nobody_claims_as_services_does() -> None:
    ended = {"service": "Old club", "service_id": "SVC-03", "service_state": "Ended"}
    outcomes = ("C-LRN-02", "C-LRN-03")
    astray = [
        {"service_id": service, "outcome_id": outcome, "contribution": "Main"}
        for service, outcome in zip(("Yoof club", "SVC-03"), outcomes, strict=True)
    ]
    book = made([*LISTED, ended], [*TIES, *astray])
    assert services(book, context()).summary.startswith("32 of 33 outcomes nobody claims.")
    report = board_report(read_borough(book).tables, load_framework(), ReportChoice())
    leads = " ".join(page.lead for page in report.pages)
    assert "a service is named for 1, and" in leads and "Nobody is named for 32." in leads
    assert "Yoof club, not on Services" in repr(report) and "Old club, ended" in repr(report)

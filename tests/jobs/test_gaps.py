"""The Gaps list, and what changed since the last look."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from outcomes_xl.framework import load_framework
from outcomes_xl.jobs.availability import availability
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.gaps import waiting
from outcomes_xl.jobs.undo import undo
from outcomes_xl.model import AddSheet, Book, Result
from outcomes_xl.sources import Evidence, FileSeen, Found, Looked
from outcomes_xl.sources.published.pool import NOTHING_PUBLISHED, Pool
from tests.workbooks import borough_book, play_in_memory

FRAMEWORK = load_framework()
MERTON = FRAMEWORK.boroughs["E09000024"]
NOW = datetime(2026, 11, 22, 14, 5)
START = "| setting | answer |\n| Borough code | E09000024 |"
RATE = Evidence("MET-009", Found.NO_SERIES, "Nobody publishes it.")
FIGURE = Evidence("MET-009", Found.FOUND, "Children looked after: 31.", figure=31, period="31 March 2025", said="31")
GLD = Evidence("MET-039", Found.NOT_HERE, "Not in these files.")


def workbook(rows: str, columns: str = "metric_id | metric | status | holder | note") -> Book:
    return borough_book({"start": START, "availability": f"| {columns} |\n{rows}"})


def run(book: Book, *evidence: Evidence) -> Result:
    found = {one.metric_id: one for one in evidence}
    seen = (FileSeen("rates.csv", "DfE release file", 5),)
    return availability(book, Looked(MERTON, date(2026, 11, 22), "published", found, seen), Context(NOW, FRAMEWORK))


def listed(book: Book, *columns: str) -> list[tuple[object, ...]]:
    """The Gaps list as it stands: rank, metric id, who may hold it, why; or the columns asked for."""
    sheet = book.sheets["Gaps"]
    heading = next(number for number, cells in sheet.rows.items() if "Rank" in cells.values())
    places = {text: column for column, text in sheet.row(heading).items()}
    names = columns or ("Rank", "Metric id", "Where, or whom to ask", "Why, as far as we know")
    rows = [number for number in sheet.rows if number > heading and sheet.value(number, places["Metric id"])]
    return [tuple(sheet.value(number, places[text]) for text in names) for number in rows]


BOTH = "| MET-039 | GLD | | | |\n| MET-009 | Looked-after rate | Not collected | | |"


def test_a_gap_of_each_kind_comes_first_with_who_may_hold_it() -> None:
    book = workbook(BOTH)
    result = run(book, RATE, GLD)
    rows = listed(play_in_memory(book, result.patch))
    assert [row[:2] for row in rows] == [
        (1, "MET-039"),
        (2, "MET-009"),
    ]  # published: fetch it, before nobody records it
    assert {row[1]: row[2] for row in rows} == {
        "MET-039": FRAMEWORK.metrics["MET-039"].source,
        "MET-009": "Perhaps: Children's social care performance team, in the social care case system",
    }
    assert result.summary.endswith("2 metrics nobody can use yet: see Gaps.")


KINDS = [
    ("", Found.NOT_HERE, "Published: fetch it"),
    ("Not collected", Found.NOT_READ, "Published: look it up"),
    ("Available, needs work", Found.NOT_HERE, "Ours, needs work first"),
    ("", Found.SUPPRESSED, "Withheld for your borough"),
    ("Not collected", Found.SUPPRESSED, "Withheld for your borough"),
    ("Held by a partner", Found.SUPPRESSED, "A partner holds it"),
    ("", Found.NOT_AVAILABLE, "Published without your borough"),
    ("", Found.NO_ROW, "Published without your borough"),
    ("Collected, not extractable", Found.NO_SERIES, "Ours, needs work first"),
    ("Held by a partner", Found.NO_SERIES, "A partner holds it"),
    ("Not collected", Found.NO_SERIES, "Nobody records it"),
    ("Not yet assessed", Found.NO_SERIES, "Nothing known yet"),
    ("", Found.NO_SERIES, "Nothing known yet"),
]


@pytest.mark.parametrize(("status", "found", "needs"), KINDS)
def test_a_gap_says_what_it_needs_the_quickest_that_is_so(status: str, found: Found, needs: str) -> None:
    book = workbook(f"| MET-009 | Looked-after rate | {status} | | |")
    (row,) = listed(play_in_memory(book, run(book, replace(RATE, found=found)).patch), "What it needs")
    assert row == (needs,)


@pytest.mark.parametrize(
    ("found", "step"),
    [
        (Found.NOT_HERE, "Get published files, or fetch it yourself, then run Check data availability again."),
        (Found.NOT_READ, "Look it up as Why says: this tool has no reader for it. Then answer in Status."),
    ],
)
def test_the_next_step_is_to_look_again_only_where_a_look_can_find_more(found: Found, step: str) -> None:
    book = workbook("| MET-009 | Looked-after rate | | | |")
    (row,) = listed(play_in_memory(book, run(book, replace(RATE, found=found)).patch), "What to do")
    assert row == (step,)


def test_what_a_metric_calls_unpublished_is_to_be_fetched_from_nowhere() -> None:
    """Near it something may be: that is named, and looked up by hand until our measure is settled."""
    pool = Pool(FRAMEWORK, MERTON, date(2026, 11, 29), tuple(FRAMEWORK.metrics.values()), ())
    unpublished = [one for one in FRAMEWORK.metrics.values() if one.source == NOTHING_PUBLISHED]
    assert unpublished
    for metric in unpublished:
        evidence = pool.evidence()[metric.id]
        nothing_yet = evidence.line.startswith("Nothing is published for this metric yet")
        nearest = "is not settled. The nearest published: " in evidence.line
        assert (metric.id, evidence.found) == (metric.id, Found.NO_SERIES if nothing_yet else Found.NOT_READ)
        assert nothing_yet or nearest


def test_every_kind_of_need_is_in_the_list_and_the_other_way_round() -> None:
    no_gap = {"We use it now", "Found: take it", "Does not apply"}
    assert {needs for _, _, needs in KINDS} | no_gap == set(FRAMEWORK.list("stands"))


def test_the_first_lines_are_of_different_kinds_and_then_of_different_holders() -> None:
    without = [f"| MET-{number:03} | One of many | | | |" for number in (6, 18, 33, 37, 42, 49, 62)]
    book = workbook("\n".join([*without, "| MET-075 | Smoking | | | |", "| MET-014 | Leaving care | | | |"]))
    ids = [row.split(" ")[1] for row in without]
    many = [Evidence(metric_id, Found.NO_SERIES, "Nobody publishes it.") for metric_id in ids]
    others = [
        Evidence("MET-075", Found.NOT_HERE, "Not here."),
        replace(FIGURE, metric_id="MET-014", found=Found.SUPPRESSED),
    ]
    after = play_in_memory(book, run(book, *many, *others).patch)
    first = listed(after, "What it needs", "Where, or whom to ask")[:5]
    assert [needs for needs, _ in first[:3]] == [
        "Published: fetch it",
        "Withheld for your borough",
        "Nothing known yet",
    ]
    assert len({holder for _, holder in first[2:]}) == 3


def test_what_waits_on_a_metric_is_its_outcome_and_the_frameworks_tied_to_it() -> None:
    for metric_id, wait in waiting(FRAMEWORK).items():
        tied = {
            FRAMEWORK.items[link.item_id].framework
            for link in FRAMEWORK.links.values()
            if link.our_id == metric_id and FRAMEWORK.items[link.item_id].state != "Retired"
        }
        assert set(wait.frameworks) == tied
        assert FRAMEWORK.metrics[metric_id].outcome_id in wait.outcomes


def test_the_officers_own_words_go_before_ours() -> None:
    book = workbook("| MET-009 | Rate | Held by a partner | The Northern Trust | They are asked in May. |")
    (row,) = listed(play_in_memory(book, run(book, RATE).patch))
    assert row[2:] == ("The Northern Trust", "They are asked in May.")


@pytest.mark.parametrize("status", ["Available now", "Not applicable"])
def test_what_is_available_or_settled_is_no_gap(status: str) -> None:
    book = workbook(f"| MET-039 | GLD | {status} | | |")
    assert listed(play_in_memory(book, run(book, GLD).patch)) == []


@pytest.mark.parametrize("found", [Found.FOUND, Found.COMBINED, Found.PARTIAL])
@pytest.mark.parametrize("status", ["", "Not collected", "Held by a partner"])
def test_what_was_found_is_a_figure_to_take_and_no_gap(found: Found, status: str) -> None:
    book = workbook(f"| MET-009 | Looked-after rate | {status} | | |")
    assert listed(play_in_memory(book, run(book, replace(FIGURE, found=found)).patch)) == []


def test_what_a_partner_holds_is_a_gap_unless_a_published_figure_serves() -> None:
    book = workbook(
        "| MET-009 | Looked-after rate | Held by a partner | Health | |\n| MET-039 | GLD | Held by a partner | | |"
    )
    assert [row[1] for row in listed(play_in_memory(book, run(book, FIGURE, GLD).patch))] == ["MET-039"]


def test_a_gap_that_is_closed_leaves_the_list_and_the_list_is_nothing_to_undo() -> None:
    book = play_in_memory(workbook(BOTH), run(workbook(BOTH), RATE, GLD).patch)
    found = replace(FIGURE, metric_id="MET-039")
    after = play_in_memory(book, run(book, RATE, found).patch)
    assert [row[1] for row in listed(after)] == ["MET-009"]
    assert [row[1] for row in listed(play_in_memory(after, undo(after, Context(NOW, FRAMEWORK)).patch))] == ["MET-009"]


def test_a_second_run_with_the_same_answers_changes_nothing() -> None:
    book = play_in_memory(workbook(BOTH), run(workbook(BOTH), RATE, GLD).patch)
    assert not run(book, RATE, GLD).patch


def test_a_workbook_from_before_there_was_a_list_gets_the_sheet() -> None:
    book = workbook(BOTH)
    older = replace(
        book,
        sheets={name: sheet for name, sheet in book.sheets.items() if name != "Gaps"},
        tables={name: table for name, table in book.tables.items() if name != "tblGaps"},
    )
    result = run(older, RATE, GLD)
    assert [change.sheet.name for change in result.patch if isinstance(change, AddSheet)] == ["Gaps"]
    after = play_in_memory(older, result.patch)
    assert len(listed(after)) == 2
    assert not run(after, RATE, GLD).patch


# What changed -------------------------------------------------------------------------------------------------------

SEEN = "metric_id | metric | status | found | found_period | found_figure"


def news(row: str, evidence: Evidence) -> list[str]:
    result = run(workbook(f"| {row} |", SEEN), evidence)
    return [finding.message for finding in result.findings if finding.rule == "SR23"]


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("Found | 31 March 2024 | 30", "the latest is now 31 March 2025, and was 31 March 2024"),
        ("Found | 31 March 2025 | 30", "31 March 2025 is now 31, and was 30"),
        ("Not in these files | |", "“Found”, and before “Not in these files”"),
    ],
)
def test_what_changed_since_the_last_look_is_said_once(before: str, said: str) -> None:
    (message,) = news(f"MET-009 | Looked-after rate | Available now | {before}", FIGURE)
    assert message == f"{FRAMEWORK.metrics['MET-009'].title}: {said}."


@pytest.mark.parametrize("before", ["Found | 31 March 2025 | 31", "| |"])
def test_the_same_again_and_a_first_look_are_no_news(before: str) -> None:
    assert news(f"MET-009 | Looked-after rate | Available now | {before}", FIGURE) == []


def test_a_file_that_is_not_there_this_time_is_no_news() -> None:
    gone = Evidence("MET-009", Found.NOT_HERE, "Not in these files.")
    assert news("MET-009 | Looked-after rate | Available now | Found | 31 March 2025 | 31", gone) == []

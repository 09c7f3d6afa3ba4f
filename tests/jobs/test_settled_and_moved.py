"""What is settled stays settled, what was moved is seen: over refresh, Check and Check data availability."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from outcomes_xl.jobs.availability import availability
from outcomes_xl.jobs.check import check
from outcomes_xl.jobs.decide import decide
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.refresh.questions import OURS, questions
from outcomes_xl.jobs.refresh.refresh_job import refresh
from outcomes_xl.model import Book, SetCell, Value
from outcomes_xl.sources import Evidence, FileTrouble, Found, Looked
from tests.jobs.releases import A, B, Edit, central, contents_at, edited
from tests.jobs.small import LATER, OLD, borough_at, central_at, context, released_rows
from tests.release_ids import NEWEST as NEW
from tests.workbooks import cell_of, play_in_memory, with_cell


def played(book: Book, result) -> Book:  # type: ignore[no-untyped-def]
    return play_in_memory(book, result.patch)


def kept(book: Book) -> Book:
    """The workbook after a refresh asked, and every question was answered with Keep ours."""
    asked = played(book, refresh(book, central_at(NEW), context()))
    changes = read_borough(asked).tables["changes"]
    cells = [changes.cell(one.row, "decision") for one in questions(changes)]
    answered = play_in_memory(asked, [SetCell(cell, None, OURS, "an officer") for cell in cells])
    return played(answered, decide(answered, context()))


LINK = next(row for row in released_rows(NEW)["map_lof"] if row["our_id"] and row["role"] == "Primary")
CELLS: tuple[tuple[str, str, str, str], ...] = (
    ("framework", "MET-002", "metric", "CP plans, ours"),
    ("framework", "MET-002", "polarity", "Highr is better"),
    ("framework", "MET-002", "outcome", "An outcome of our own wording"),
    ("map_lof", str(LINK["link_id"]), "role", "Proxy"),
    ("map_lof", str(LINK["link_id"]), "our_title", "What we call it"),
    ("map_lof", str(LINK["link_id"]), "edition", "1999"),
)


@pytest.mark.parametrize(("table", "row", "name", "ours"), CELLS, ids=[f"{cell[0]} {cell[2]}" for cell in CELLS])
def test_keep_ours_ends_the_matter_for_check_too(table: str, row: str, name: str, ours: str) -> None:
    book = kept(with_cell(borough_at(NEW), table, row, name, ours))
    assert cell_of(book, table, row, name) == ours
    result = check(book, context(LATER), apply_fixes=True)
    assert cell_of(played(book, result), table, row, name) == ours
    compared = {"FR07", "FR12", "MA05", "MA14", "MA15"}
    here = read_borough(book).tables[table]
    at = next(here.cell(one, name) for one in here if row in (one["metric_id"], one["link_id"]))
    assert not [one.rule for one in result.findings if one.rule in compared and at in one.cells]


def test_what_was_kept_is_looked_at_again_once_it_is_typed_over() -> None:
    book = kept(with_cell(borough_at(NEW), "framework", "MET-002", "metric", "CP plans, ours"))
    again = with_cell(book, "framework", "MET-002", "metric", "Something else")
    assert "FR07" in [one.rule for one in check(again, context(LATER)).findings]


def test_what_nobody_has_decided_is_asked_and_never_written_over() -> None:
    for table, row, name, ours in CELLS:
        book = with_cell(borough_at(NEW), table, row, name, ours)
        result = check(book, context(), apply_fixes=True)
        after = cell_of(played(book, result), table, row, name)
        assert after == ours


def test_one_run_takes_all_fixes_and_a_second_changes_nothing() -> None:
    rows = [
        {"metric_id": " met-1\u200b", "status": "not colected", "breakdown": "age, Sexs", "note": "x"},
        {"metric_id": "MET-002", "status": "Unavailable now", "frequency": "6 monthly", "quality": "Untrusted"},
    ]
    book = borough_at(NEW, {"availability": rows})
    once = played(book, check(book, context(), apply_fixes=True))
    table = read_borough(once).tables["availability"]
    assert [row.typed["metric_id"] for row in table] == ["MET-001", "MET-002"]
    assert [row["status"] for row in table] == ["Not collected", "Unavailable now"]
    assert (table.rows[0]["breakdown"], table.rows[1]["frequency"]) == ("Age; Sex", "6 monthly")
    assert table.rows[1]["quality"] == "Untrusted"
    assert len(check(once, context(LATER), apply_fixes=True).patch) == 0


# Columns that were sorted without the others ----------------------------------------------------------------------


def sorted_alone(book: Book, key: str, names: Sequence[str]) -> Book:
    """The workbook after some columns of a table were sorted from Z to A by the first of them, without the others."""
    table = read_borough(book).tables[key]
    rows = sorted(table, key=lambda row: str(row.typed.get(names[0]) or ""), reverse=True)
    changes = [
        SetCell(table.cell(here, name), here.typed.get(name), there.typed.get(name), "sorted")
        for here, there in zip(table, rows, strict=True)
        for name in names
        if here.typed.get(name) != there.typed.get(name)
    ]
    return play_in_memory(book, changes)


MOVES = [
    ("availability", ["metric"]),
    ("availability", ["metric_id"]),
    ("availability", ["layer", "domain"]),
    ("availability", ["domain"]),
    ("framework", ["metric"]),
    ("framework", ["metric_id"]),
    ("map_lof", ["title"]),
    ("map_csc", ["our_title", "our_id"]),
]


@pytest.mark.parametrize(("key", "names"), MOVES, ids=[f"{key} {' '.join(names)}" for key, names in MOVES])
def test_a_part_sorted_sheet_is_said_once_and_nothing_is_asked_or_written(key: str, names: list[str]) -> None:
    book = sorted_alone(borough_at(OLD), key, names)
    result = refresh(book, central_at(NEW), context())
    assert [one.rule for one in result.findings] == ["RF19"]
    assert not result.patch
    assert result.summary.startswith("Nothing was changed: some columns of ")
    found = check(book, context()).findings
    sheet = result.findings[0].cell.sheet
    assert [one.rule for one in found if one.rule == "JB04"] == ["JB04"]
    by_row = {"AV18", "FR07", "MA13", "MA14", "MA15"}
    assert not [one.rule for one in found if one.rule in by_row and one.cell.sheet == sheet]


def test_a_sheet_sorted_whole_and_a_few_cells_typed_over_are_no_part_sort() -> None:
    whole = read_borough(borough_at(OLD)).tables["availability"].columns
    book = sorted_alone(borough_at(OLD), "availability", ["metric", *(name for name in whole if name != "metric")])
    book = with_cell(book, "availability", "MET-001", "metric", "Ours")
    book = with_cell(book, "availability", "MET-002", "domain", "Happy")
    assert "RF19" not in [one.rule for one in refresh(book, central_at(NEW), context()).findings]
    assert "JB04" not in [one.rule for one in check(book, context()).findings]


def test_answers_left_behind_by_a_sort_of_ids_and_metrics_are_seen_by_the_evidence_beside_them() -> None:
    known = context().framework
    looked = Looked(
        known.boroughs["E09000024"],
        context().today,
        "published",
        {
            one.id: Evidence(one.id, Found.FOUND, f"Line about {one.id}.", figure=1, period="2024/25")
            for one in known.metrics.values()
        },
        of_files=False,
    )
    filled = played(borough_at(NEW), availability(borough_at(NEW), looked, context()))
    moved = sorted_alone(filled, "availability", ["metric", "metric_id", "layer", "domain"])
    assert [one.rule for one in check(moved, context(LATER)).findings if one.rule == "JB04"] == ["JB04"]
    assert "JB04" not in [one.rule for one in check(filled, context(LATER)).findings]


# What a refresh says ----------------------------------------------------------------------------------------------


def test_where_nobody_knows_what_a_cell_said_before_no_conflict_is_claimed() -> None:
    book = with_cell(borough_at(OLD), "framework", "MET-002", "metric", "CP plans > 2y")
    book = with_cell(book, "start", "Release in use", "answer", "2026.01")
    newer = central(
        {B: edited(contents_at(A), [Edit("framework", "MET-002", "metric", "Plans over two years")])}, False
    )
    result = refresh(book, newer, context())
    (finding,) = [one for one in result.findings if str(one.cell) == "'Framework'!A7"]
    assert finding.rule == "RF01"
    assert "Both changed" not in finding.message


def test_a_conflict_over_a_cell_that_was_blank_says_so() -> None:
    base = edited(contents_at(A), [Edit("framework", "MET-002", "caution", None)])
    newer = central({A: base, B: edited(base, [Edit("framework", "MET-002", "caution", "Theirs")])})
    book = with_cell(borough_at(A), "framework", "MET-002", "caution", "Ours")
    (finding,) = [one for one in refresh(book, newer, context()).findings if one.rule == "RF10"]
    assert f"says “Ours”. Release {A} left it blank, and release {B} now says “Theirs”. Both changed" in finding.message


def test_rows_deleted_with_their_decisions_are_told_when_they_come_back() -> None:
    rows = released_rows(NEW)["map_lof"]
    gone = [str(row["link_id"]) for row in rows[:2]]
    book = borough_at(NEW, {"map_lof": rows[2:]})
    (finding,) = refresh(book, central_at(NEW), context()).findings
    assert finding.rule == "RF17"
    assert finding.message == (
        f"2 rows of Map LOF were missing here and were brought back at its end ({gone[0]} and {gone[1]}), "
        "without what you had written beside them."
    )
    assert "MA19" in [one.rule for one in check(book, context()).findings]


def test_a_retired_metric_that_is_answered_is_said_first_by_name() -> None:
    base = contents_at(A)
    newer = central({A: base, B: edited(base, [Edit("framework", "MET-002")])})
    title = cell_of(borough_at(A), "framework", "MET-002", "metric")
    book = with_cell(borough_at(A), "availability", "MET-002", "status", "Available now")
    book = with_cell(book, "map_csc", str(released_rows(A)["map_csc"][0]["link_id"]), "title", "Ours")
    result = refresh(book, newer, context())
    assert result.findings[0].rule == "RF18"
    assert result.findings[0].message.startswith(f"{title} is retired in release {B}, and your borough answers it.")
    after = played(book, result)
    first = check(after, context(LATER)).findings[0]
    assert (first.rule, first.message.startswith(f"{title} is retired, and you answer it in O")) == ("AV13", True)
    silent = refresh(borough_at(A), newer, context())
    assert "RF18" not in [one.rule for one in silent.findings]


# Looking without a network ----------------------------------------------------------------------------------------


def test_without_a_network_nothing_is_written() -> None:
    known = context().framework
    nothing: dict[str, Evidence] = {
        one.id: Evidence(one.id, Found.NO_SERIES, "No published series.") for one in known.metrics.values()
    }
    trouble = FileTrouble("Fingertips", "There is no network.", "Try again later.", service=True)
    looked = Looked(known.boroughs["E09000024"], context().today, "", nothing, troubles=(trouble,), of_files=False)
    book = borough_at(NEW)
    result = availability(book, looked, context())
    assert not result.patch
    assert result.summary == "Nothing was written: no source could be asked."
    assert [one.rule for one in result.findings] == ["SR17"]


def test_a_gaps_sheet_that_is_not_there_is_not_cited() -> None:
    known = context().framework
    evidence = {"MET-001": Evidence("MET-001", Found.NO_SERIES, "No published series.")}
    looked = Looked(known.boroughs["E09000024"], context().today, "published", evidence, of_files=False)
    book = borough_at(NEW)
    assert "nobody can use yet: see Gaps." in availability(book, looked, context()).summary
    plain = replace(book, tables={name: one for name, one in book.tables.items() if name != "tblGaps"})
    rows: dict[int, dict[int, Value]] = {1: {1: "A page of our own"}}
    plain = replace(plain, sheets={**plain.sheets, "Gaps": replace(plain.sheets["Gaps"], rows=rows)})
    summary = availability(plain, looked, context()).summary
    assert "nobody can use yet." in summary and "see Gaps" not in summary

"""Whose words stand in a cell: the tool's own of any day, brought back or written by a job, or somebody's here."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.refresh.refresh_job import refresh
from outcomes_xl.model import Book, Result, SetCell, Value
from tests.jobs.releases import A, B, C, Edit, central, contents_at, edited
from tests.jobs.small import borough_at, context, released_rows
from tests.workbooks import cell_of, play_in_memory, with_cell

WAS = contents_at(A)
ONE, OTHER = "MET-002", "MET-003"


def reworded(tables: Mapping[str, Mapping[str, Mapping[str, Value]]], **words: str) -> dict:
    """The tables with metrics said differently; MET_002="…" is its title."""
    return edited(tables, [Edit("framework", name.replace("_", "-"), "metric", said) for name, said in words.items()])


def brought_to(book: Book, source: Book) -> tuple[Result, Book]:
    result = refresh(book, source, context())
    return result, play_in_memory(book, result.patch)


def with_framework_of(book: Book, earlier: Book) -> Book:
    """The workbook with its Framework sheet as an earlier copy had it, and its log and Start as they are."""
    changed = book
    for row in read_borough(earlier).tables["framework"]:
        metric = row.text("metric_id")
        changed = with_cell(changed, "framework", metric, "metric", row.typed.get("metric"))
    return changed


SECOND = reworded(WAS, MET_002="Plans, second", MET_003="Reviews, second")
THIRD = reworded(SECOND, MET_002="Plans, third")
AT_B, AT_C = central({A: WAS, B: SECOND}), central({A: WAS, B: SECOND, C: THIRD})
AT_A = borough_at(A)


def test_a_sheet_from_an_earlier_copy_is_behind_though_the_log_says_what_was_written_since() -> None:
    _, at_b = brought_to(AT_A, AT_B)
    result, after = brought_to(with_framework_of(at_b, AT_A), AT_C)
    assert cell_of(after, "framework", ONE, "metric") == "Plans, third"
    assert cell_of(after, "framework", OTHER, "metric") == "Reviews, second"
    assert result.findings == ()


def test_old_words_in_one_of_the_rows_a_job_wrote_were_typed_back_by_hand() -> None:
    _, at_b = brought_to(AT_A, AT_B)
    old = cell_of(AT_A, "framework", ONE, "metric")
    result, after = brought_to(with_cell(at_b, "framework", ONE, "metric", old), AT_C)
    assert cell_of(after, "framework", ONE, "metric") == old
    assert [finding.rule for finding in result.findings] == ["RF10"]


def test_old_words_in_the_only_row_a_job_wrote_were_typed_back_by_hand() -> None:
    only = reworded(WAS, MET_002="Plans, second")
    _, at_b = brought_to(AT_A, central({A: WAS, B: only}))
    old = cell_of(AT_A, "framework", ONE, "metric")
    later = central({A: WAS, B: only, C: reworded(only, MET_002="Plans, third")})
    result, after = brought_to(with_cell(at_b, "framework", ONE, "metric", old), later)
    assert cell_of(after, "framework", ONE, "metric") == old
    assert [finding.rule for finding in result.findings] == ["RF10"]


def test_a_whole_row_as_another_release_had_it_is_behind_where_no_job_wrote_in_it() -> None:
    says_b = with_cell(AT_A, "start", "Release in use", "answer", B)
    result, after = brought_to(says_b, AT_C)
    assert cell_of(after, "framework", ONE, "metric") == "Plans, third"
    assert cell_of(after, "framework", OTHER, "metric") == "Reviews, second"
    assert result.findings == ()


def test_a_row_that_is_only_in_part_as_another_release_had_it_was_edited_here() -> None:
    says_b = with_cell(AT_A, "start", "Release in use", "answer", B)
    result, after = brought_to(with_cell(says_b, "framework", ONE, "definition", "Ours"), AT_C)
    assert cell_of(after, "framework", ONE, "metric") == cell_of(AT_A, "framework", ONE, "metric")
    assert {finding.rule for finding in result.findings} == {"RF01", "RF10"}


# Releases that keep no history, of which only the log knows ---------------------------------------------------------

NEW_ROW = {**WAS["framework"][ONE], "metric_id": "MET-900", "metric": "Ours to update"}


def unknown(release: str, said: str | None) -> Book:
    """A central file without its history; with the row MET-900 saying this, or without that row."""
    more = {"MET-900": {**NEW_ROW, "metric": said}} if said else {}
    return central({release: {**WAS, "framework": {**WAS["framework"], **more}}}, keep_history=False)


def test_a_row_only_a_job_knows_of_follows_the_centre() -> None:
    _, at_b = brought_to(AT_A, unknown(B, "Ours to update"))
    result, after = brought_to(at_b, unknown(C, "Updated"))
    assert cell_of(after, "framework", "MET-900", "metric") == "Updated"
    assert result.findings == ()


def test_what_somebody_typed_into_a_row_only_a_job_knows_of_is_kept_and_asked_about() -> None:
    _, at_b = brought_to(AT_A, unknown(B, "Ours to update"))
    result, after = brought_to(with_cell(at_b, "framework", "MET-900", "metric", "In our words"), unknown(C, "Updated"))
    assert cell_of(after, "framework", "MET-900", "metric") == "In our words"
    assert [finding.rule for finding in result.findings] == ["RF10"]


def test_a_row_only_a_job_knows_of_is_retired_like_any_other() -> None:
    _, at_b = brought_to(AT_A, unknown(B, "Ours to update"))
    result, after = brought_to(at_b, unknown(C, None))
    assert cell_of(after, "framework", "MET-900", "state") == "Retired"
    assert result.findings == ()


# Rows that go -------------------------------------------------------------------------------------------------------


def without(table: str, row_id: str) -> Book:
    return central({A: WAS, B: edited(WAS, [Edit(table, row_id)])})


def retirements(result: Result, book: Book, key: str = "framework") -> dict[str, str]:
    """Why each row of a table is marked retired, by its id."""
    table = read_borough(book).tables[key]
    shape = "metric_id" if key == "framework" else "link_id"
    state = {table.cell(row, "state"): row.text(shape) for row in table}
    cells = [change for change in result.patch if isinstance(change, SetCell) and change.cell in state]
    return {state[change.cell]: change.because for change in cells}


def test_a_row_the_centre_no_longer_has_says_why_it_is_retired_and_is_counted() -> None:
    result, _ = brought_to(AT_A, without("framework", ONE))
    assert retirements(result, AT_A) == {ONE: f"Release {B}: no longer in the central file"}
    assert "1 row marked retired" in result.summary


@pytest.mark.parametrize(
    ("ours", "said"), [("MET-003", "tied anew, to MET-003"), (None, "tied anew, to nothing of ours")]
)
def test_a_row_whose_item_is_tied_anew_says_to_what(ours: str | None, said: str) -> None:
    link = next(row for row in released_rows(A)["map_phof"] if row["our_id"])
    old, new = str(link["link_id"]), f"{link['item_id']}~anew"
    tables = edited(WAS, [Edit("map_phof", old)])
    tables["map_phof"][new] = {**link, "link_id": new, "our_id": ours}
    result, _ = brought_to(AT_A, central({A: WAS, B: tables}))
    assert retirements(result, AT_A, "map_phof") == {old: f"Release {B}: {said}"}


def test_an_item_that_keeps_another_of_its_rows_is_not_tied_anew() -> None:
    rows = released_rows(A)["map_phof"]
    items = [row["item_id"] for row in rows]
    twice = next(row for row in rows if items.count(row["item_id"]) > 1)
    result, _ = brought_to(AT_A, without("map_phof", str(twice["link_id"])))
    because = f"Release {B}: no longer in the central file"
    assert retirements(result, AT_A, "map_phof") == {twice["link_id"]: because}


def test_what_was_written_first_beside_a_retired_row_is_pointed_at() -> None:
    gone = str(released_rows(A)["map_phof"][0]["link_id"])
    book = with_cell(with_cell(AT_A, "map_phof", gone, "decision", "Use"), "map_phof", gone, "note", "since 2024")
    result, _ = brought_to(book, without("map_phof", gone))
    (finding,) = result.findings
    table = read_borough(book).tables["map_phof"]
    row = next(row for row in table if row["link_id"] == gone)
    assert (finding.rule, finding.cell, finding.found) == ("RF02", table.cell(row, "decision"), "Use")


def test_a_retired_metric_is_named_by_its_own_id() -> None:
    result, _ = brought_to(with_cell(AT_A, "framework", ONE, "note", "ours"), without("framework", ONE))
    (finding,) = [one for one in result.findings if one.cell.sheet == "Framework"]
    assert finding.message.startswith(f"The central file has retired {ONE}.")

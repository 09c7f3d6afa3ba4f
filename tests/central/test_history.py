"""The last releases inside the file: whatever was published can be had back as it was."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outcomes_xl.central import release_history
from outcomes_xl.central.central_rows import by_id, shared_tables
from outcomes_xl.central.release_history import Version, lines, release_tables, releases, tables_in, with_release
from outcomes_xl.framework import load_framework
from outcomes_xl.framework.as_sheet_rows import framework_rows, mapping_rows
from outcomes_xl.framework.release_order import is_before, is_spelled_well, one_after
from outcomes_xl.hosts import files
from outcomes_xl.model import Row, Table
from tests.built import central_workbook
from tests.central import made
from tests.release_ids import FIRST, NEWEST

SHAPES = {shape.key: shape for shape in shared_tables()}
ids = st.sampled_from([f"MET-{number}" for number in range(4)])
values = st.one_of(st.none(), st.text(max_size=5), st.integers(-9, 9), st.floats(-5, 5), st.dates(), st.booleans())
tables = st.dictionaries(ids, st.fixed_dictionaries({"metric": values, "lowest": values}), max_size=4)


def contents(rows: dict[str, dict[str, object]]) -> dict[str, object]:
    return {"framework": by_id(SHAPES["framework"], [{"metric_id": key, **row} for key, row in rows.items()])}


def as_read(kept: object) -> tuple[release_history.Version, ...]:
    """The history as it is after being written to a sheet and read back."""
    rows = tuple(
        Row(number, {n: v for n, v in line.items() if v is not None}, line)
        for number, line in enumerate(lines(kept), 6)  # type: ignore[arg-type]
    )
    return release_history.versions(Table("history", "tblHistory", "History", 5, {}, rows, 5 + len(rows)))


@settings(deadline=None, max_examples=60)
@given(st.lists(tables, min_size=1, max_size=6), st.integers(1, 4))
def test_each_of_the_last_releases_comes_back_as_it_was_published(published: list, most: int) -> None:
    kept: tuple[release_history.Version, ...] = ()
    for number, rows in enumerate(published):
        kept = as_read(with_release(kept, f"2026.{number:02}", {"Notes": f"no {number}"}, contents(rows), most))
    last = list(range(len(published)))[-most:]
    assert list(releases(kept)) == [f"2026.{number:02}" for number in last]
    for number, rows in enumerate(published):
        found = tables_in(kept, f"2026.{number:02}")
        if number not in last:
            assert found is None
        else:
            assert found is not None and found["framework"] == contents(rows)["framework"]


def test_a_row_that_never_changed_takes_one_line() -> None:
    kept: tuple[release_history.Version, ...] = ()
    for release in ("2026.01", "2026.02", "2026.03"):
        kept = with_release(kept, release, {}, contents({"MET-1": {"metric": "One"}}))
    assert [(one.row_id, one.since, one.until) for one in kept if one.table == "framework"] == [
        ("MET-1", "2026.01", "")
    ]


def test_a_release_that_is_not_newer_is_our_own_mistake() -> None:
    kept = with_release((), "2026.02", {}, {})
    with pytest.raises(ValueError, match=r"'2026\.01' is not after '2026\.02'"):
        with_release(kept, "2026.01", {}, {})


def test_the_shipped_central_file_gives_the_release_before_it() -> None:
    earlier = load_framework(FIRST)
    found = release_tables(made.shipped(), FIRST)
    assert found is not None
    assert found["framework"] == by_id(SHAPES["framework"], framework_rows(earlier))
    assert found["map_lof"] == by_id(SHAPES["map_lof"], mapping_rows(earlier, "LOF"))


def test_a_release_that_is_not_kept_is_none() -> None:
    assert release_tables(made.shipped(), "2024.01") is None
    assert release_tables(files.read_bytes(central_workbook(load_framework(FIRST)), "c.xlsx"), NEWEST) is None


def test_a_line_somebody_has_broken_is_left_out() -> None:
    rows = (
        Row(6, {"table": "framework", "row_id": "MET-1", "since": "1", "version": "{"}, {"version": "{"}),
        Row(7, {"table": "framework", "row_id": "MET-2", "since": "1", "version": "[1]"}, {"version": "[1]"}),
        Row(8, {"table": "framework", "row_id": "MET-3", "since": "1"}, {}),
    )
    assert release_history.versions(Table("history", "tblHistory", "History", 5, {}, rows, 8)) == ()


def test_days_and_numbers_keep_their_kind() -> None:
    kept = as_read(with_release((), "1", {"Released on": date(2026, 12, 1)}, contents({"MET-1": {"lowest": 0}})))
    assert releases(kept)["1"]["Released on"] == date(2026, 12, 1)
    assert tables_in(kept, "1")["framework"]["MET-1"]["lowest"] == 0  # type: ignore[index]


def test_releases_are_in_the_order_of_their_numbers() -> None:
    kept = with_release((), "2026.9", {}, {"framework": {"MET-1": {"metric": "Old words"}}})
    kept = with_release(kept, "2026.12", {}, {"framework": {"MET-1": {"metric": "New words"}}})
    kept = with_release(kept, "2026.12.2", {}, {"framework": {}})
    assert list(releases(kept)) == ["2026.9", "2026.12", "2026.12.2"]
    words = [(tables_in(kept, release) or {})["framework"] for release in ("2026.9", "2026.12", "2026.12.2")]
    assert [{key: row["metric"] for key, row in rows.items()} for rows in words] == [
        {"MET-1": "Old words"},
        {"MET-1": "New words"},
        {},
    ]
    with pytest.raises(ValueError, match=r"'2026\.11' is not after"):
        with_release(kept, "2026.11", {}, {})


def test_only_the_newest_releases_are_kept_by_their_numbers() -> None:
    kept: tuple[Version, ...] = ()
    for month in range(7, 13):
        kept = with_release(kept, f"2026.{month}", {}, {}, most=3)
    assert list(releases(kept)) == ["2026.10", "2026.11", "2026.12"]


@pytest.mark.parametrize(
    ("latest", "month", "offer"),
    [("2026.9", "2026.11", "2026.11"), ("2026.12", "2026.11", "2026.12.2"), ("2026.12.2", "2026.12", "2026.12.3")],
)
def test_an_id_that_follows_is_offered(latest: str, month: str, offer: str) -> None:
    assert one_after(latest, month) == offer
    assert is_before(latest, offer) and is_spelled_well(offer)

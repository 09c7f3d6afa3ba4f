"""The mapping tabs as they are made: in force first, what is not ours yet in words, each item counted once."""

from __future__ import annotations

from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.jobs.spine_figures import spine
from outcomes_xl.model import Table
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_tables
from tests.building import made
from tests.built import borough_workbook

FRAMEWORK = load_framework()


def tables(data: bytes) -> dict[str, Table]:
    return dict(read_tables(files.read_bytes(data, "made.xlsx"), layout("borough")).tables)


def test_what_is_in_force_comes_first_then_what_is_announced_then_what_is_retired() -> None:
    for key, table in tables(made.blank()).items():
        if key.startswith("map_"):
            states = [str(row["state"]) for row in table]
            assert states == sorted(states, key=("Current", "Placeholder", "Retired").index), key


def test_a_row_without_any_of_ours_says_so_unless_it_is_retired() -> None:
    rows = [row for key, table in tables(made.blank()).items() if key.startswith("map_") for row in table]
    for row in rows:
        none = None if row["state"] == "Retired" else "Nothing of ours yet"
        assert row["ours"] == (row["our_title"] or row["our_id"] or none)
    assert any(row["ours"] == "Nothing of ours yet" for row in rows)


def test_an_item_whose_first_link_was_taken_back_counts_by_those_in_force() -> None:
    rows = [
        link("A", "MET-001", "Primary", "Retired"),
        link("A", "MET-002", "Component", "Current"),
        link("B", "MET-003", "Primary", "Retired"),
        link("B", "", "", "Current"),
        link("C", "MET-004", "Primary", "Retired"),
        link("D", "", "", "Placeholder"),
    ]
    found = tables(borough_workbook(FRAMEWORK, whole={"map_csc": rows}))
    assert [row["item_is"] for row in found["map_csc"]] == [
        *("Partly covered", None),
        *("Not covered", None),
        *(None, "Announced"),
    ]
    groups = {item.id: item.group for item in spine(found, FRAMEWORK, "CSC").items}
    assert groups == {"A": "Partly covered", "B": "Left over", "C": "Retired", "D": "Announced"}


def link(item: str, ours: str, role: str, state: str) -> dict[str, str]:
    made_up = {"link_id": f"{item}~{ours}", "item_id": item, "title": f"Item {item}", "state": state}
    return made_up | ({"our_id": ours, "role": role} if ours else {})

"""Metrics, outcomes and services are chosen by name; an id typed in the same cell is understood as well."""

from dataclasses import replace

from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_tables
from tests.built import borough_workbook
from tests.workbooks import book, table

FRAMEWORK = """
    | metric_id | metric            | outcome_id | outcome                |
    | MET-001   | GLD at age 5      | C-LRN-01   | Ready for school       |
    | MET-002   | Children in care  | C-SAFE-01  | Safe at home           |
    | MET-003   | Children in care  | C-SAFE-01  | Safe at home           |
"""
SERVICES = "| service_id | service |\n| SVC-01 | Stay and play |\n| SVC-02 | Walks |"


def read(sheet: str, text: str):  # type: ignore[no-untyped-def]
    made = book(table("framework", FRAMEWORK), table("services", SERVICES), table(sheet, text))
    return read_tables(made, layout("borough")).tables[sheet]


def test_a_name_is_read_as_its_id_and_what_was_typed_is_kept():
    targets = read("targets", "| metric_id | target |\n| gld  at age 5 | 75 |\n| MET-001 | 76 |\n| | 77 |")
    assert [row["metric_id"] for row in targets] == ["MET-001", "MET-001", None]
    assert [row.typed.get("metric_id") for row in targets][:2] == ["gld  at age 5", "MET-001"]


def test_a_name_that_two_have_and_one_that_nobody_has_stay_as_they_were_typed():
    targets = read("targets", "| metric_id | target |\n| Children in care | 75 |\n| Children at sea | 76 |")
    assert [row["metric_id"] for row in targets] == ["Children in care", "Children at sea"]


def test_services_and_outcomes_are_chosen_by_name_too():
    contributions = read("service_map", "| Service | Outcome |\n| WALKS | Safe at home |\n| SVC-01 | C-LRN-01 |")
    assert [(row["service_id"], row["outcome_id"]) for row in contributions] == [
        ("SVC-02", "C-SAFE-01"),
        ("SVC-01", "C-LRN-01"),
    ]


def test_a_service_that_has_no_id_yet_is_known_by_its_name():
    made = book(
        table("services", "| service_id | service |\n| | Health visiting |"),
        table("service_map", "| Service | Outcome |\n| health  Visiting | C-LRN-01 |"),
    )
    (row,) = read_tables(made, layout("borough")).tables["service_map"]
    assert (row["service_id"], row.typed["service_id"]) == ("Health visiting", "health  Visiting")


def test_an_outcome_without_a_metric_is_known_from_the_lists():
    lists = table("lists", "| list | value | meaning |\n| outcome_id | C-HPY-01 | Children are glad |")
    made = book(lists, table("service_map", "| service_id | outcome_id |\n| SVC-01 | Children are glad |"))
    assert read_tables(made, layout("borough")).tables["service_map"].rows[0]["outcome_id"] == "C-HPY-01"


def test_a_workbook_of_the_older_layout_has_its_ids_under_their_old_headings():
    made = book(table("targets", "| metric_id | target | Ours |\n| MET-001 | 75 | GLD, as we say |"))
    one, sheet = made.tables["tblTargets"], made.sheets["Targets"]
    headings = ("Metric id", "Target", "Metric")
    rows = {**sheet.rows, one.area.first_row: dict(enumerate(headings, one.area.first_column))}
    older = replace(
        made,
        sheets={"Targets": replace(sheet, rows=rows)},
        tables={"tblTargets": replace(one, headings=headings)},
    )
    reading = read_tables(older, layout("borough"))
    targets = reading.tables["targets"]
    assert (targets.rows[0]["metric_id"], targets.columns["metric_id"], targets.extra) == ("MET-001", 1, ("Metric",))
    assert not [trouble for trouble in reading.troubles if trouble.kind == "heading twice"]


def test_an_id_typed_over_the_folded_formula_counts_where_no_name_was_chosen() -> None:
    made = borough_workbook(load_framework(), "Merton", entries={"targets": [{"metric_id": None, "target": 75}]})
    book = files.read_bytes(made, "Merton.xlsx")
    targets = read_tables(book, layout("borough")).tables["targets"]
    cell, sheet = targets.cell(targets.rows[0], "its_metric"), book.sheets["Targets"]
    rows = {**sheet.rows, cell.row: {**sheet.row(cell.row), cell.column: "MET-001"}}
    formulas = {place: text for place, text in sheet.formulas.items() if place != (cell.row, cell.column)}
    typed = replace(book, sheets={**book.sheets, "Targets": replace(sheet, rows=rows, formulas=formulas)})
    assert read_tables(typed, layout("borough")).tables["targets"].rows[0]["metric_id"] == "MET-001"
    assert targets.rows[0]["metric_id"] is None


def test_the_folded_id_beside_a_name_is_told_from_the_column_an_older_layout_had() -> None:
    framework = load_framework()
    name = framework.metrics["MET-001"].title
    made = borough_workbook(framework, "Merton", entries={"targets": [{"metric_id": name, "target": 75}]})
    targets = read_tables(files.read_bytes(made, "Merton.xlsx"), layout("borough")).tables["targets"]
    assert {"metric_id", "its_metric"} <= targets.columns.keys()
    assert (targets.rows[0].typed["metric_id"], targets.rows[0]["metric_id"]) == (name, "MET-001")

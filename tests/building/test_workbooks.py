"""The workbooks we build: what stands in them reads back as it was put in, and Excel takes them."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from outcomes_xl.building import BOROUGH_FILE, CENTRAL_FILE, borough_workbook, build, central_workbook
from outcomes_xl.building.addin import addin_bytes
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.model import Table, Value
from outcomes_xl.model.cell_refs import column_letters, column_number
from outcomes_xl.reading.layouts import Owner, layout
from outcomes_xl.reading.read_tables import read_tables
from tests.building import made
from tests.office import render, validate
from tests.package import M, Package

STATUS = column_letters([c.field for c in layout("borough").sheet("availability").columns].index("status") + 1)
"""The letters of the column Status."""


def tables(data: bytes, name: str = "borough") -> dict[str, Table]:
    reading = read_tables(files.read_bytes(data, "made.xlsx"), layout(name))
    assert reading.troubles == ()
    return dict(reading.tables)


def test_every_table_of_the_layout_is_there_with_its_headings() -> None:
    for data, name in ((made.blank(), "borough"), (made.central(), "central")):
        assert set(tables(data, name)) == {sheet.key for sheet in layout(name).in_new_workbooks if sheet.table}


def test_a_new_workbook_has_the_frameworks_rows_and_no_answers() -> None:
    there = tables(made.blank())
    framework = load_framework()
    assert [row["metric_id"] for row in there["availability"]] == list(framework.metrics)
    assert [row["metric_id"] for row in there["framework"]] == list(framework.metrics)
    assert sum(len(there[sheet.key]) for sheet in layout("borough").mappings) == len(framework.links)
    for key in ("services", "service_map", "sources", "targets", "findings", "changes"):
        assert len(there[key]) == 0
    officers = layout("borough").sheet("availability").columns
    assert not [row for row in there["availability"] for c in officers if c.owner == "officer" and row[c.field]]


def test_start_names_the_borough_and_the_release() -> None:
    answers = {row["setting"]: row["answer"] for row in tables(made.answered())["start"]}
    assert answers["Borough code"] == "E09000024"
    assert answers["Borough"] == "Merton"
    assert answers["Release in use"] == load_framework().release.id
    assert answers["Prepared on"] == date(2026, 10, 16)


def test_what_is_put_in_reads_back_as_it_was() -> None:
    rows = {row["metric_id"]: row for row in tables(made.answered())["availability"]}
    assert rows["MET-001"]["latest_period"] == "2024/25"
    assert rows["MET-001"]["latest_figure"] == 21.5
    assert rows["MET-002"]["latest_figure"] == "c"
    assert rows["MET-043"]["status"] == "Ask Priya"
    assert rows["LOC-001"]["status"] == "Available now"


def test_text_that_begins_with_an_equals_sign_stays_text() -> None:
    book = files.read_bytes(made.answered(), "made.xlsx")
    row = next(row for row in tables(made.answered())["availability"] if row["metric_id"] == "MET-039")
    assert row["note"] == "=no report in the system"
    table = tables(made.answered())["availability"]
    ours = {column.field for column in layout("borough").sheet("availability").columns if column.formula}
    assert {name for _, name in table.formulas} == ours
    assert (row.number, "note") not in table.formulas
    assert book.sheets["Data availability"].value(row.number, table.columns["note"]) == row["note"]


def test_rows_given_as_a_list_fill_their_own_row_once_and_are_added_after_that() -> None:
    twice = [{"metric_id": "MET-001", "status": "Available now"}, {"metric_id": "MET-001", "status": "Not collected"}]
    there = tables(borough_workbook(load_framework(), entries={"availability": twice}))["availability"]
    answered = [(row["metric_id"], row["status"]) for row in there if row["status"]]
    assert answered == [("MET-001", "Available now"), ("MET-001", "Not collected")]
    assert len(there) == len(load_framework().metrics) + 1


def test_what_the_layout_does_not_know_is_refused_by_name() -> None:
    framework = load_framework()
    with pytest.raises(KeyError, match="no table for weather"):
        borough_workbook(framework, entries={"weather": []})
    with pytest.raises(KeyError, match="Data availability has no field colour"):
        borough_workbook(framework, entries={"availability": {"MET-001": {"colour": "blue"}}})
    with pytest.raises(KeyError, match="no London borough 'Northbridge'"):
        borough_workbook(framework, "Northbridge")


def test_the_same_framework_gives_the_same_bytes() -> None:
    framework = load_framework()
    assert borough_workbook(framework) == made.blank()
    assert central_workbook(framework) == made.central()


def test_build_writes_both_templates_and_the_add_in(tmp_path: Path) -> None:
    paths = build(tmp_path / "xlsx_templates")
    assert [path.name for path in paths] == [BOROUGH_FILE, CENTRAL_FILE, "outcomes.xlam"]
    assert [path.read_bytes() for path in paths] == [made.blank(), made.central(), addin_bytes()]


@pytest.mark.parametrize("name", [BOROUGH_FILE, CENTRAL_FILE, "outcomes.xlam"])
def test_what_officers_receive_is_what_this_would_build(tmp_path: Path, name: str) -> None:
    """If not: outcomes-xl build. Parts are compared and not bytes, since another zlib packs differently."""

    def parts(path: Path) -> dict[str, bytes]:
        with zipfile.ZipFile(path) as archive:
            return {one: archive.read(one) for one in archive.namelist()}

    (built,) = (path for path in build(tmp_path) if path.name == name)
    received = parts(Path(__file__).resolve().parents[2] / "xlsx_templates" / name)
    assert [one for one, data in parts(built).items() if received.get(one) != data] == []
    assert len(received) == len(parts(built))


def test_drop_downs_reach_300_rows_below_the_table() -> None:
    package = Package.of(made.blank())
    (sheet,) = (sheet for sheet in package.sheets if sheet.name == "Data availability")
    (table,) = sheet.tables
    lists = [v for v in sheet.root.iter(f"{M}dataValidation") if v.findtext(f"{M}formula1") == "lst_status"]
    status = next(v for v in lists if v.get("errorStyle", "stop") == "stop")
    assert status.get("sqref") == f"{STATUS}6:{STATUS}{table.area.last_row + 300}"
    assert status.get("errorStyle", "stop") == "stop"


def test_every_choice_column_has_its_list_and_only_firm_lists_refuse_other_words() -> None:
    package = Package.of(made.blank())
    for sheet, made_from in zip(package.sheets, layout("borough").in_new_workbooks, strict=True):
        rules = {v.get("sqref").split(":")[0]: v for v in sheet.root.iter(f"{M}dataValidation")}
        lists = [v.findtext(f"{M}formula1") for v in rules.values() if v.get("type") == "list"]
        assert {f"lst_{c.list}" for c in made_from.columns if c.kind == "choice"} <= set(lists)
        stops = [v.findtext(f"{M}formula1") for v in rules.values() if v.get("errorStyle", "stop") == "stop"]
        assert {stop for stop in stops if stop} <= {"lst_status"}


def test_cells_know_the_style_they_belong_to() -> None:
    package = Package.of(made.blank())
    availability = next(sheet for sheet in package.sheets if sheet.name == "Data availability")
    assert [package.look(availability, row, column_number(STATUS)).style for row in (4, 5, 6)] == [
        "Outcomes band You",
        "Outcomes heading You",
        "Outcomes You",
    ]
    assert package.look(availability, 6, 1).style == "Outcomes Tool"


def test_row_heights_stay_excels_to_fit_below_the_headings() -> None:
    xml = Package.of(made.blank()).parts["xl/worksheets/sheet4.xml"]
    heading, first = (re.search(rf'<row r="{row}"[^>]*>'.encode(), xml) for row in (5, 6))
    assert heading and b"customHeight" in heading[0]
    assert first and b" ht=" in first[0] and b"customHeight" not in first[0]


@pytest.mark.office
@pytest.mark.parametrize("which", ["blank", "answered", "central"])
def test_microsofts_validator_finds_nothing(which: str, tmp_path: Path) -> None:
    path = tmp_path / f"{which}.xlsx"
    path.write_bytes(getattr(made, which)())
    assert validate(path) == []


@pytest.mark.office
def test_each_sheet_can_be_looked_at_and_prints_on_a_sensible_number_of_pages(tmp_path: Path) -> None:
    path = tmp_path / "answered.xlsx"
    path.write_bytes(made.answered())
    sheets, pages = tmp_path / "sheets", tmp_path / "pages"
    for folder in (sheets, pages):
        folder.mkdir()
    assert len(render(path, sheets, dots=20)) == len(layout("borough").in_new_workbooks)
    assert len(render(path, pages, one_page_a_sheet=False, dots=20)) <= 53


def test_no_word_above_the_headings_stands_twice_and_the_officers_columns_have_one() -> None:
    book = files.read_bytes(made.blank(), "made.xlsx")
    for sheet in layout("borough").in_new_workbooks:
        if sheet.rows or not sheet.table:
            continue
        above = [
            book.sheets[sheet.name].value(book.tables[sheet.table].area.first_row - 1, column)
            for column in range(1, len(sheet.columns) + 1)
        ]
        words = [word for word in above if word]
        assert all(one != other for one, other in pairwise(words)), sheet.name
        first = next((place for place, one in enumerate(sheet.columns) if one.owner is Owner.OFFICER), None)
        assert first is None or above[first], sheet.name


def asked(record: str = '{"ask":{}}', **more: str) -> dict[str, Value]:
    return {"run": 2, "done_at": "2026-11-20 10:00", "job": "Refresh mapping tabs", "record": record, **more}


CHANGES: list[tuple[list[dict[str, Value]], str]] = [
    ([], "No job has been done yet."),
    (
        [{"run": 1, "done_at": "2026-11-19 09:00", "job": "Check", "change": "list"}],
        "1 job done: Check, 2026-11-19 09:00.   Waiting for your decision: 0.",
    ),
    (
        [
            asked(),
            asked(),
            asked(decision="Keep ours"),
            asked(decision="Take theirs", settled="Take theirs, 2026-11-20 10:30"),
            asked(undone="2026-11-20 11:00"),
            asked("", change="Status: question"),
        ],
        (
            "2 jobs done, the last: Refresh mapping tabs, 2026-11-20 10:00.   Waiting for your decision: 2.   "
            "Chosen, for Apply decisions to do: 1."
        ),
    ),
]


@pytest.mark.parametrize(("rows", "says"), CHANGES)
def test_changes_says_what_was_done_last_and_how_many_decisions_wait(rows: list[dict[str, Value]], says: str) -> None:
    workbook = borough_workbook(load_framework(), "Merton", whole={"changes": rows})
    assert files.read_bytes(workbook, "made.xlsx").sheets["Changes"].value(2, 1) == says

"""A workbook carried to the next edition: each kind of change, what is asked, what is left, and the way back."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.table import TableColumn

from outcomes_xl.building.table_contents import newer_edition
from outcomes_xl.carry.edition_accounts import prove_the_sum
from outcomes_xl.carry.edition_notes import EditionNotes
from outcomes_xl.framework import load_framework
from outcomes_xl.framework.editions import editions
from outcomes_xl.hosts import files
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.model import Area, ErrorValue, Patch, SetCell, Table, Value
from outcomes_xl.model.cannot_use import CannotEdit, CannotUse, WrongUsage
from outcomes_xl.reading.known_words import words_beside
from outcomes_xl.reading.layouts import Owner, layout
from outcomes_xl.workflows.carry_workbook import carry_to
from outcomes_xl.workflows.closed_workbook import do_job
from tests.built import borough_workbook, central_workbook
from tests.office import recalculated, validate
from tests.one_sheet import one_sheet

NOW = datetime(2026, 11, 28, 18, 0)
FIRST, NEXT = "starter-1", "starter-2"
RELEASE = load_framework(edition=NEXT).release.id
AVAILABLE, GAP = "Available now", "Not collected"
ENTRIES: dict[str, Any] = {
    "framework": {
        "MET-001": {"note": "Ask the duty team"},
        "LOC-01": {
            "metric": "Families seen",
            "origin": "Local",
            "state": "Current",
            "outcome_id": "C-SAFE-01",
            "outcome": "Children are safe at home",
            "domain": "Safe",
            "layer": "Children and young people",
            "unit": "number",
            "polarity": "Higher is better",
            "indicator": "Ours",
            "period_kind": "Any period",
        },
    },
    "availability": {
        "MET-001": {"status": AVAILABLE, "latest_figure": 18.2, "latest_period": "2023/24", "holder": "Performance"},
        "MET-003": {"status": GAP, "note": "not asked for"},
        "MET-006": {"status": GAP, "note": "returns ended", "assessed_on": date(2026, 11, 2)},
        "MET-016": {"status": AVAILABLE, "holder": "Leaving care", "latest_figure": 0},
        "MET-017": {"status": GAP, "holder": "Leaving care", "note": "small numbers"},
        "MET-050": {"status": AVAILABLE, "latest_figure": 21.5, "latest_period": "2023/24", "note": "all schools"},
        "MET-068": {"status": AVAILABLE, "latest_figure": "c", "latest_period": "2023/24"},
        "MET-071": {"status": AVAILABLE, "latest_figure": 12},
        "MET-081": {"status": AVAILABLE, "latest_figure": 23, "found_figure": 22.5},
        "MET-099": {"status": AVAILABLE, "latest_figure": 9.5},
        "LOC-01": {"metric": "Families seen", "status": AVAILABLE, "latest_figure": 410},
    },
    "map_lof": {
        "LOF-2026-07-030~MET-081": {"decision": "Agreed", "note": "as last year"},
        "LOF-2026-07-014~MET-050": {"decision": "Agreed"},
    },
    "map_sf": {"SF-06~MET-006": {"decision": "Agreed", "note": "until March"}},
    "services": [{"service_id": "SVC-01", "service": "Family hub"}],
    "service_map": [
        {"service_id": "SVC-01", "outcome_id": "C-ENG-02", "contribution": "Main", "note": "on Saturdays"},
        {"service_id": "SVC-01", "outcome_id": "C-LRN-03", "contribution": "Main"},
    ],
    "targets": [
        {"metric_id": "MET-001", "target": 15, "target_kind": "Level to reach", "by_period": "2027/28"},
        {
            "metric_id": "MET-050",
            "target": 18,
            "target_kind": "Level to reach",
            "by_period": "2027/28",
            "note": "board",
        },
    ],
    "sources": [{"metric_id": "MET-071", "source_kind": "CSV file", "place": "bb.csv", "value_column": "families"}],
}


def built(path: Path, entries: Any = ENTRIES, edition: str = FIRST) -> Path:
    path.write_bytes(borough_workbook(load_framework(edition=edition), "Merton", entries=entries))
    return path


@cache
def tables_of(path: Path) -> Mapping[str, Table]:
    return read_borough(files.read(path)).tables


@dataclass(frozen=True)
class Carried:
    """A workbook that was carried: the old file, the new one, what was said, and its accounts."""

    old: Path
    new: Path
    said: tuple[str, ...]
    accounts: list[dict[str, str]]

    def table(self, key: str) -> Table:
        return tables_of(self.new)[key]

    def row(self, key: str, own_id: str) -> dict[str, Value]:
        name = layout("borough").sheet(key).row_key or ""
        return next(dict(row.values) for row in self.table(key) if row[name] == own_id)

    def left(self) -> list[tuple[str, str, Value]]:
        return [(row.text("row_id"), row.text("column"), row["value"]) for row in self.table("not_carried")]


def carry(old: Path, new: Path, edition: str = NEXT) -> Carried:
    rows = new.with_suffix(".csv")
    said = carry_to(old, new, NOW, edition=edition, accounts=rows)
    with rows.open(encoding="utf-8-sig", newline="") as text:
        return Carried(old, new, said, [*csv.DictReader(text)])


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Carried:
    folder = tmp_path_factory.mktemp("editions")
    return carry(built(folder / "Merton.xlsx"), folder / "Merton, next.xlsx")


@pytest.fixture(scope="module")
def back(there: Carried) -> Carried:
    return carry(there.new, there.new.with_name("Merton, back.xlsx"), FIRST)


# Each kind of change --------------------------------------------------------------------------------------------------


def test_what_is_kept_keeps_its_answers_figures_and_targets(there: Carried) -> None:
    row = there.row("availability", "MET-001")
    assert (row["status"], row["latest_figure"], row["holder"]) == (AVAILABLE, 18.2, "Performance")
    assert there.row("framework", "MET-001")["note"] == "Ask the duty team"
    assert [one["target"] for one in there.table("targets") if one["metric_id"] == "MET-001"] == [15]


def test_what_is_reworded_has_its_new_words_and_its_old_answer(there: Carried) -> None:
    row = there.row("availability", "MET-003")
    assert (row["metric"], row["status"], row["note"]) == ("Referred again within 12 months", GAP, "not asked for")


def test_what_is_moved_stands_under_its_new_outcome_with_its_figure(there: Carried) -> None:
    assert there.row("framework", "MET-099")["outcome_id"] == "C-LRN-02"
    row = there.row("availability", "MET-099")
    assert (row["domain"], row["status"], row["latest_figure"]) == ("Learning", AVAILABLE, 9.5)


def test_what_is_split_carries_to_each_and_both_are_asked_about(there: Carried) -> None:
    for own_id in ("MET-101", "MET-102"):
        row = there.row("availability", own_id)
        assert (row["status"], row["latest_figure"], row.get("found_figure")) == (AVAILABLE, 23, None)
    asked = [row.text("about") for row in there.table("changes") if row["change"] == "question"]
    assert asked == [
        "Care leavers in suitable homes, age 17-21",
        "Children in relative low income",
        "Children in absolute low income",
    ]
    decisions = [there.row("map_lof", f"LOF-2026-07-030~{own_id}")["decision"] for own_id in ("MET-101", "MET-102")]
    assert decisions == ["Agreed", "Agreed"]


def test_a_split_outcome_has_its_services_twice(there: Carried) -> None:
    rows = [(row["outcome_id"], row["note"]) for row in there.table("service_map")]
    assert rows == [("C-ENG-04", "on Saturdays"), ("C-LRN-03", None), ("C-ENG-05", "on Saturdays")]


def test_rows_that_are_merged_and_disagree_are_asked_with_both_answers(there: Carried) -> None:
    row = there.row("availability", "MET-103")
    assert (row["status"], row["holder"], row["note"], row["latest_figure"]) == (
        *(AVAILABLE, "Leaving care", "small numbers", 0),
    )
    (line,) = [one for one in there.table("changes") if one["about"] == "Care leavers in suitable homes, age 17-21"]
    assert (line["before"], line["after"]) == (AVAILABLE, GAP)
    assert [one["became"] for one in there.accounts if one["reason"] == "two answers, one cell"] == ["asked"]


def test_rows_that_are_merged_and_agree_are_looked_at_too(tmp_path: Path) -> None:
    both = {"status": AVAILABLE, "holder": "Leaving care"}
    entries = {"availability": {"MET-016": both, "MET-017": both}, "framework": {"MET-016": {"note": "one alone"}}}
    there = carry(built(tmp_path / "agree.xlsx", entries), tmp_path / "agree, next.xlsx")
    lines = [(row["change"], row["sheet"], row["before"], row["after"]) for row in there.table("changes")][1:]
    assert lines == [
        ("question", "Data availability", AVAILABLE, None),
        ("please look", "Framework", "Care leavers in suitable homes, age 19-21", None),
    ]
    assert there.row("framework", "MET-103")["note"] == "one alone"
    assert "Not carried" not in files.read(there.new).sheets


def test_what_is_retired_goes_whole_to_not_carried(there: Carried) -> None:
    assert "MET-006" not in {row["metric_id"] for row in there.table("availability")}
    mine = [(column, value) for own_id, column, value in there.left() if own_id == "MET-006"]
    assert mine == [("Status", GAP), ("Note", "returns ended"), ("Assessed on", date(2026, 11, 2))]
    assert ("SF-06~MET-006", "Your note", "until March") in there.left()


@pytest.mark.parametrize(
    ("before", "now", "figures"),
    [
        ("MET-050", "MET-105", {"Latest figure you hold": 21.5, "Latest period you hold": "2023/24"}),
        ("MET-068", "MET-107", {"Latest figure you hold": "c", "Latest period you hold": "2023/24"}),
        ("MET-071", "MET-106", {"Latest figure you hold": 12}),
    ],
    ids=["reframed positively", "changed period kind", "changed unit"],
)
def test_the_status_carries_and_the_figures_do_not(
    there: Carried, before: str, now: str, figures: dict[str, Value]
) -> None:
    row = there.row("availability", now)
    assert (row["status"], row.get("latest_figure"), row.get("latest_period")) == (AVAILABLE, None, None)
    of_the_answer = [one for one in there.table("not_carried") if one.text("place").startswith("availability:")]
    left = {one.text("column"): one["value"] for one in of_the_answer if one["row_id"] == before}
    assert left == figures


def test_a_target_and_a_source_of_other_figures_are_not_carried(there: Carried) -> None:
    assert [row["metric_id"] for row in there.table("targets")] == ["MET-001"]
    assert [*there.table("sources")] == []
    assert ("MET-050", "Target", 18) in there.left()
    assert ("MET-071", "File or connection name", "bb.csv") in there.left()


def test_what_is_new_is_there_and_waits(there: Carried) -> None:
    assert there.row("availability", "MET-104").get("status") is None
    assert there.row("framework", "MET-104")["metric"] == "EHC plans issued within 20 weeks"


def test_local_rows_and_the_edition_on_start_are_right(there: Carried) -> None:
    row = there.row("availability", "LOC-01")
    assert (row["metric"], row["latest_figure"]) == ("Families seen", 410)
    start = {row.text("setting"): row["answer"] for row in there.table("start")}
    assert (start["Framework edition"], start["Release in use"], start["Borough"]) == (
        *("Starter edition 2 (illustrative)", RELEASE, "Merton"),
    )


# The accounts ---------------------------------------------------------------------------------------------------------


def test_as_many_come_out_as_went_in(there: Carried) -> None:
    became = Counter(one["became"] for one in there.accounts)
    book = load_workbook(there.old)
    filled = sum(cell.value is not None for sheet in book for row in sheet.iter_rows() for cell in row)
    assert sum(became.values()) == filled
    assert became["not carried"] == len(there.left())
    assert f"{became['carried']} carried" in there.said[1]
    assert f"{became['asked']} asked, {became['not carried']} not carried." in there.said[1]


def test_what_was_not_carried_stands_where_the_accounts_say(there: Carried) -> None:
    old, new = load_workbook(there.old), load_workbook(there.new)
    for one in there.accounts:
        if one["became"] == "not carried":
            assert new[one["to_sheet"]][one["to_cell"]].value == old[one["sheet"]][one["cell"]].value
            assert one["reason"]


def test_a_sum_that_does_not_come_out_stops_everything(there: Carried) -> None:
    book = files.read(there.old)
    with pytest.raises(CannotEdit, match=r"\d+ cells and comments went in, and 0 are accounted for"):
        prove_the_sum(book, {}, (), book, EditionNotes(""))


def test_comments_and_columns_of_ones_own_follow_or_are_left(tmp_path: Path) -> None:
    path = built(tmp_path / "own.xlsx")
    book = load_workbook(path)
    sheet = book["Data availability"]
    row_of = {row[0].value: row[0].row for row in sheet.iter_rows(min_row=6, max_col=1) if row[0].value}
    gone, stays = row_of["Supporting Families: safe from abuse and exploitation"], row_of["Persistent absence"]
    sheet.cell(gone, 17).comment = Comment("asked twice", "me")
    sheet.cell(stays, 17).comment = Comment("still true", "me")
    beside = sheet.max_column + 3
    sheet.cell(gone, beside, "a remark")
    sheet.cell(gone + 1, beside, "of the row below")
    sheet.cell(gone + 1, beside).comment = Comment("below as well", "me")
    book.save(path)
    there = carry(path, tmp_path / "own, next.xlsx")
    every = [cell for row in one_sheet(there.new, "Data availability") for cell in row]
    (below,) = (cell for cell in every if cell.value == "of the row below")
    assert below.column == beside and below.comment.text == "below as well"
    assert {("MET-006", "a comment", "asked twice")} <= {*there.left()}
    assert "a remark" in [value for _, _, value in there.left()]
    cells = [cell for row in one_sheet(there.new, "Data availability") for cell in row]
    assert [cell.comment.text for cell in cells if cell.comment] == ["below as well", "still true"]
    assert [one["became"] for one in there.accounts if one["kind"] == "comment"].count("not carried") == 1


def test_comments_and_what_stood_beside_come_back_too(tmp_path: Path) -> None:
    path = built(tmp_path / "own.xlsx")
    book = load_workbook(path)
    sheet = book["Data availability"]
    sheet.cell(5, sheet.max_column + 1, "My own")
    table = sheet.tables["tblAvailability"]
    area = Area.parse(table.ref)
    table.ref = str(replace(area, last_column=area.last_column + 1))
    table.tableColumns.append(TableColumn(id=area.last_column + 1, name="My own"))
    of = {row[0].value: row[0].row for row in sheet.iter_rows(min_row=6, max_col=1) if row[0].value}
    retired, merged, stays = (
        of[title]
        for title in (
            *("Supporting Families: safe from abuse and exploitation", "Care leavers in suitable homes, age 19-21"),
            "Persistent absence",
        )
    )
    for number, comment in ((retired, "asked twice"), (merged, "from the team"), (stays, "still true")):
        sheet.cell(number, 17).comment = Comment(comment, "me")
        sheet.cell(number, area.last_column + 1, f"mine {number}")
        sheet.cell(number, area.last_column + 4, number / 2)
    book.save(path)

    def seen(workbook: Path) -> dict[str, list[Value]]:
        sheet = one_sheet(workbook, "Data availability")
        column = {cell.value: cell.column for cell in sheet[5]}
        found: dict[str, list[Value]] = {}
        for row in sheet.iter_rows(min_row=6):
            comments = [(cell.column, cell.comment.text) for cell in row if cell.comment]
            own = [cell.value for cell in row if cell.column >= column["My own"] and cell.value is not None]
            if comments or own:
                found[str(row[0].value)] = [*own, *comments]
        return found

    there = carry(path, tmp_path / "there.xlsx")
    assert len(seen(there.new)) == 2 and {"asked twice", "from the team"} <= {value for _, _, value in there.left()}
    back = carry(there.new, tmp_path / "back.xlsx", FIRST)
    assert seen(back.new) == seen(path)
    assert len(seen(path)) == 3
    assert [*back.table("not_carried")] == []
    parts = [{one.partition(":")[0] for one in validate(workbook)} for workbook in (path, back.new)]
    assert parts[1] <= parts[0]  # openpyxl's own styles, which no comment of ours is in


def test_what_the_way_there_asked_is_asked_no_more(back: Carried) -> None:
    lines = [row for row in back.table("changes") if row["run"] == 1 and row["change"] in ("question", "please look")]
    assert {row["settled"] for row in lines} == {"no longer asked: the workbook went to Starter edition 1"}


def test_an_answer_changed_since_goes_to_both_rows_and_is_asked_about(there: Carried, tmp_path: Path) -> None:
    path = Path(shutil.copy(there.new, tmp_path / "changed.xlsx"))
    book = load_workbook(path)
    sheet = book["Data availability"]
    column = {cell.value: cell.column for cell in sheet[5]}
    row = next(row for row in range(6, 200) if sheet.cell(row, 1).value == "Care leavers in suitable homes, age 17-21")
    sheet.cell(row, column["Who holds it"]).value = "The new team"
    book.save(path)
    back = carry(path, tmp_path / "back.xlsx", FIRST)
    assert [back.row("availability", own_id)["holder"] for own_id in ("MET-016", "MET-017")] == ["The new team"] * 2
    asked = [row.text("about") for row in back.table("changes") if row["run"] == 2 and row["change"] == "question"]
    assert {f"Care leavers in suitable homes, age {ages}" for ages in ("17-18", "19-21")} <= {*asked}


def test_what_was_folded_on_changes_stays_folded(there: Carried, back: Carried, tmp_path: Path) -> None:
    def folded(path: Path) -> dict[Value, set[bool]]:
        sheet = one_sheet(path, "Changes")
        runs: dict[Value, set[bool]] = {}
        for number in range(6, sheet.max_row + 1):
            if (run := sheet.cell(number, 1).value) is not None:
                runs.setdefault(run, set()).add(bool(sheet.row_dimensions[number].hidden))
        return runs

    again = carry(back.new, tmp_path / "again.xlsx")
    assert folded(there.new) == {1: {False}}
    assert folded(back.new) == {1: {True}, 2: {False}}
    assert folded(again.new) == {1: {True}, 2: {True}, 3: {False}}


# Once, twice, and back ------------------------------------------------------------------------------------------------


def test_carrying_twice_is_carrying_once(there: Carried, tmp_path: Path) -> None:
    again = carry(there.new, tmp_path / "again.xlsx")
    assert again.new.read_bytes() == there.new.read_bytes()
    assert again.said == ("Merton, next.xlsx has today's layout and this edition already: again.xlsx is a copy of it.",)


OFFICERS = {
    key: [one.field for one in layout("borough").sheet(key).columns if one.owner is Owner.OFFICER]
    for key in ("framework", "availability", "map_lof", "map_csc", "targets", "services", "service_map", "sources")
}


def answers(path: Path) -> dict[str, list[tuple[Value, ...]]]:
    """Return every answer of a workbook, sheet by sheet, in no order: rows may stand elsewhere after a way back."""
    tables = read_borough(files.read(path)).tables
    found = {}
    for key, fields in OFFICERS.items():
        shape = layout("borough").sheet(key)
        rows = [(row.typed.get(shape.row_key or ""), *(row.typed.get(name) for name in fields)) for row in tables[key]]
        found[key] = sorted((row for row in rows if any(value is not None for value in row[1:])), key=repr)
    return found


def test_there_and_back_every_answer_stands_where_it_stood(there: Carried, back: Carried) -> None:
    assert answers(back.new) == answers(there.old)
    assert list(back.table("not_carried")) == []


TYPED = st.one_of(
    st.sampled_from([AVAILABLE, GAP, "", "c", "2023/24", "=not a formula", " two words", "Ω ≈ 3\nnext", "0", "TRUE"]),
    st.integers(-999, 999),
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda number: round(number, 3)),
    st.booleans(),
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
)  # fmt: skip


@st.composite
def typed_entries(draw: st.DrawFn) -> dict[str, Any]:
    metrics = [*load_framework().metrics]
    merged = ["MET-016", "MET-017", "MET-081"]

    def some(key: str, ids: list[str]) -> dict[str, dict[str, Any]]:
        chosen = draw(st.lists(st.sampled_from(ids), unique=True, max_size=25))
        always = [one for one in ("MET-006", "MET-050", "MET-068", *merged) if one in ids]
        chosen = [*dict.fromkeys([*chosen, *always])]
        return {
            own_id: {name: draw(TYPED) for name in draw(st.sets(st.sampled_from(OFFICERS[key]), min_size=1))}
            for own_id in chosen
        }

    every = load_framework().links.values()
    links = [one.id for one in every if one.item_id.startswith("LOF")]
    targets = [
        {"metric_id": own_id, "by_period": f"{2020 + n}/{21 + n}", "target": draw(TYPED), "note": draw(TYPED)}
        for n in range(3)
        for own_id in draw(st.sets(st.sampled_from([*merged, *metrics]), min_size=1, max_size=3)) | {*merged[:n]}
    ]
    sources = [
        {"metric_id": draw(st.sampled_from([*merged, *metrics])), "place": "figures.csv", "note": draw(TYPED)}
        for _ in range(4)
    ]
    contributions = [
        {"service_id": "SVC-01", "outcome_id": own_id, "note": draw(TYPED)}
        for own_id in draw(st.sets(st.sampled_from([*load_framework().outcomes]), max_size=4)) | {"C-ENG-02"}
    ]
    return {
        "availability": some("availability", metrics),
        "framework": some("framework", metrics),
        "map_lof": some("map_lof", links),
        "targets": targets,
        "sources": sources,
        "services": [{"service_id": "SVC-01", "service": "Family hub"}],
        "service_map": contributions,
    }


@pytest.mark.slow
@settings(max_examples=3, deadline=None, suppress_health_check=[*HealthCheck])
@given(entries=typed_entries())
def test_whatever_was_typed_comes_back(entries: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("typed")
    old = built(folder / "old.xlsx", entries)
    carry(old, folder / "there.xlsx")
    carry(folder / "there.xlsx", folder / "back.xlsx", FIRST)
    assert answers(folder / "back.xlsx") == answers(old)


OF_HER_OWN = st.dictionaries(
    st.sampled_from(
        ["MET-006", "MET-016", "MET-017", "MET-081", "MET-050", "MET-068", *[*load_framework().metrics][::7]]
    ),
    st.tuples(
        st.one_of(st.none(), st.sampled_from(["as agreed", "two\nlines", "Ω ≈ 3"])),
        st.one_of(st.none(), st.integers(-9, 9), st.sampled_from(["hers", "=1+1", "=LEN([@Metric])"])),
    ),
    min_size=4,
    max_size=9,
)
"""By metric a comment beside its status, and what stands in a column of her own."""


def with_her_own(path: Path, hers: Mapping[str, tuple[str | None, int | str | None]]) -> Path:
    """Add a column of her own to the table of answers, comments, and a sheet that counts whole columns."""
    book = load_workbook(path)
    sheet = book["Data availability"]
    heads = {cell.value: cell.column for cell in sheet[5]}
    table = sheet.tables["tblAvailability"]
    area = Area.parse(table.ref)
    own = area.last_column + 1
    sheet.cell(5, own, "My own")
    table.ref = str(replace(area, last_column=own))
    table.tableColumns.append(TableColumn(id=own, name="My own"))
    for row in range(area.first_row + 1, area.last_row + 1):
        comment, value = hers.get(str(sheet.cell(row, heads["Metric id"]).value), (None, None))
        if comment:
            sheet.cell(row, heads["Status"]).comment = Comment(comment, "me")
        sheet.cell(row, own, value)
    counts = book.create_sheet("Counts")
    column = sheet.cell(5, heads["Status"]).column_letter
    whole = f"'Data availability'!{column}{area.first_row + 1}:{column}{area.last_row}"
    counts["A1"], counts["A2"] = f'=COUNTIF({whole},"Available now")', "=COUNTA(tblAvailability[My own])"
    book.save(path)
    return path


def her_own(path: Path) -> tuple[dict[str, tuple[Value, Value]], list[Value]]:
    book = load_workbook(path)
    sheet = book["Data availability"]
    heads = {cell.value: cell.column for cell in sheet[5]}
    found = {}
    for row in range(6, sheet.max_row + 1):
        comment, own = sheet.cell(row, heads["Status"]).comment, sheet.cell(row, heads["My own"]).value
        if comment or own is not None:
            found[str(sheet.cell(row, heads["Metric id"]).value)] = (comment.text if comment else None, own)
    return found, [book["Counts"]["A1"].value, book["Counts"]["A2"].value]


@pytest.mark.slow
@settings(max_examples=2, deadline=None, suppress_health_check=[*HealthCheck])
@given(hers=OF_HER_OWN)
def test_comments_columns_and_formulas_of_ones_own_come_back(
    hers: dict[str, tuple[str | None, int | str | None]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("hers")
    old = with_her_own(built(folder / "old.xlsx"), hers)
    there = carry(old, folder / "there.xlsx").new
    back = carry(there, folder / "back.xlsx", FIRST).new
    assert her_own(back) == her_own(old)
    assert answers(back) == answers(old)
    assert carry(back, folder / "again.xlsx", FIRST).new.read_bytes() == back.read_bytes()


# A workbook of the next edition in use --------------------------------------------------------------------------------


@pytest.fixture
def in_use(there: Carried, tmp_path: Path) -> Iterator[Path]:
    yield Path(shutil.copy(there.new, tmp_path / "Merton.xlsx"))


def test_check_finds_only_what_waits_for_its_officer(in_use: Path) -> None:
    findings = do_job("check", in_use, NOW).result.findings
    changes = read_borough(files.read(in_use)).tables["changes"]
    waiting = [row for row in changes if row["change"] in ("question", "please look")]
    assert [one.message for one in findings if one.severity.value == "Must fix"] == []
    assert [one.rule for one in findings].count("WB15") == len(waiting) > 3
    assert not {"ST09", "ST10", "ST11", "ST12", "FR02", "MA03"} & {one.rule for one in findings}


def test_refresh_from_its_own_edition_changes_nothing(in_use: Path) -> None:
    central = in_use.with_name("central.xlsx")
    central.write_bytes(central_workbook(load_framework(edition=NEXT)))
    done = do_job("refresh", in_use, NOW, central=str(central))
    assert done.result.summary == f"Already at release {RELEASE}: nothing to update."


def test_refresh_from_another_edition_is_refused_by_name(in_use: Path) -> None:
    central = in_use.with_name("central.xlsx")
    central.write_bytes(central_workbook(load_framework()))
    with pytest.raises(CannotUse) as refused:
        do_job("refresh", in_use, NOW, central=str(central))
    assert str(refused.value) == (
        "The central file is of the edition Starter edition 1, and “Merton.xlsx” is of Starter edition 2 "
        "(illustrative): nothing was changed. Carry the workbook to it first: Another edition on the Outcomes tab, or "
        "outcomes-xl carry with --edition starter-1 and a new name."
    )


def test_the_spine_and_decisions_work_on_it(in_use: Path) -> None:
    assert "Of our 101 metrics" in do_job("spine", in_use, NOW).result.summary
    assert do_job("decide", in_use, NOW).result.summary == "No new decisions. 3 questions on Changes still wait."


def test_an_answer_taken_for_a_merged_row_is_written(in_use: Path) -> None:
    book = load_workbook(in_use)
    sheet = book["Changes"]
    headings = {cell.value: cell.column for cell in sheet[5]}
    row = next(row for row in range(6, sheet.max_row + 1) if sheet.cell(row, headings["After"]).value == GAP)
    sheet.cell(row, headings["Your decision"]).value = "Take the central file's"
    book.save(in_use)
    do_job("decide", in_use, NOW)
    rows = read_borough(files.read(in_use)).tables["availability"].by("metric_id")
    assert rows["MET-103"]["status"] == GAP


def test_availability_looks_for_the_edition_s_own_metrics(in_use: Path) -> None:
    done = do_job("availability", in_use, NOW)
    assert "of 100 metrics have a published figure for Merton" in done.result.summary
    rows = read_borough(files.read(in_use)).tables["availability"].by("metric_id")
    assert isinstance(rows["MET-001"]["found_figure"], float | int | str)
    assert rows["MET-105"]["found_figure"] is None  # no figure of absence is shown for attendance


@pytest.mark.office
def test_excel_s_own_validator_and_libreoffice_take_it(there: Carried) -> None:
    assert validate(there.new) == []
    again = recalculated(there.new)
    targets = again.sheets["Targets"]
    column = {text: at for at, text in targets.row(5).items()}
    assert [targets.value(6, column[name]) for name in ("Metric", "Metric id")] == [
        *("Repeat child protection plans", "MET-001"),
    ]
    wrong = {
        sheet.name
        for sheet in again.sheets.values()
        for row in sheet.rows.values()
        for value in row.values()
        if isinstance(value, ErrorValue)
    }
    assert wrong == {"Workings"}  # where #N/A is how a chart is told to leave a place out


def test_an_edition_there_is_not_is_named(there: Carried, tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match=r"There is no edition “next-9”\. There is starter-1, starter-2\."):
        carry_to(there.old, tmp_path / "x.xlsx", NOW, edition="next-9")
    assert not (tmp_path / "x.xlsx").exists()


def test_the_words_on_sheets_that_come_on_demand_are_known_as_ours() -> None:
    sheets = [shape for shape in layout("borough") if shape.on_demand]
    whole = {shape.key: [{shape.columns[0].field: "typed"}] for shape in sheets}
    book = files.read_bytes(borough_workbook(load_framework(), whole=whole), "x.xlsx")
    for shape in sheets:
        sheet, area = book.sheets[shape.name], book.tables[shape.table or ""].area
        beside = {v for number, cells in sheet.rows.items() for at, v in cells.items() if (number, at) not in area}
        assert beside <= words_beside(shape.key), shape.key


def test_nothing_of_the_tool_s_own_stands_twice_after_the_way_back(back: Carried) -> None:
    texts = [cell.value for row in one_sheet(back.new, "Not carried") for cell in row if cell.value is not None]
    assert texts.count("Not carried: what has no place in this edition of the framework") == 1


def test_start_lists_the_sheets_once_there_and_back(tmp_path: Path) -> None:
    first, there, back = (tmp_path / name for name in ("first.xlsx", "there.xlsx", "back.xlsx"))
    first.write_bytes(borough_workbook(load_framework(), "Merton"))
    carry_to(first, there, NOW, edition="starter-2")
    carry_to(there, back, NOW, edition="starter-1")
    before = files.read(first).sheets["Start"]
    for path in (there, back):
        after = files.read(path).sheets["Start"]
        assert [row for row, cells in after.rows.items() if max(cells) > 4] == []
        assert [after.value(row, 1) for row in range(30, 52)] == [before.value(row, 1) for row in range(30, 52)]


def test_start_names_a_newer_edition_once_it_is_in_force() -> None:
    first, second = editions()
    assert second.follows == first.id
    in_force = [first, replace(second, in_force=True)]
    said = f" A newer one is in force: {second.title}. If you wish, press Another edition."
    assert [newer_edition(first.title, some) for some in ([first, second], in_force)] == ["", said]
    assert newer_edition(second.title, in_force) == ""


def test_formulas_over_a_whole_column_follow_it_there_and_back_and_what_is_not_carried_is_counted(
    tmp_path: Path,
) -> None:
    """Rows that go and come back, last in the table, lie within what was over all of them."""
    old = built(tmp_path / "Merton.xlsx")
    table = files.read(old).tables["tblAvailability"]
    first, last = table.first_data_row, table.last_data_row
    book = load_workbook(old)
    own = book.create_sheet("Ours")
    sheet = "'Data availability'"
    own["A1"] = whole = f'=COUNTIF({sheet}!$O${first}:$O${last},"Available now")'
    own["A2"] = f"=SUM({sheet}!R{first - 1}:R{last})"
    own["A3"] = f"=COUNTA({sheet}!O{first}:O{last + 40})"
    book.save(old)
    formulas = [own[f"A{n}"].value for n in range(1, 4)]
    there = carry(old, tmp_path / "next.xlsx")
    new = files.read(there.new).tables["tblAvailability"]
    assert one_sheet(there.new, "Ours")["A1"].value == whole.replace(f"${last}", f"${new.last_data_row}")
    back = carry(there.new, tmp_path / "back.xlsx", FIRST)
    assert [one_sheet(back.new, "Ours")[f"A{n}"].value for n in range(1, 4)] == formulas
    assert not any("on the sheet Not carried" in one for one in back.said)


def test_what_stays_on_not_carried_is_counted_with_what_is_new_there(tmp_path: Path) -> None:
    there = carry(built(tmp_path / "Merton.xlsx"), tmp_path / "next.xlsx")
    table = there.table("not_carried")
    cell = table.cell(table.rows[0], "row_id")  # nobody's now
    files.write(there.new, Patch.of([SetCell(cell, table.rows[0]["row_id"], "MET-999", "typed")]), NOW)
    back = carry(there.new, tmp_path / "back.xlsx", FIRST)
    assert len(back.left()) == 1
    assert "1 cell on the sheet Not carried still, each with its reason." in back.said

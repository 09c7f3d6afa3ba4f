"""The copy: a whole workbook of today, with the borough's answers and nothing else, and the same bytes each time."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from random import Random

import pytest

from outcomes_xl.building.table_contents import Entries
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.reading.layouts import Owner, layout
from outcomes_xl.reading.read_tables import Reading
from outcomes_xl.sharing.sharing_words import sharing_words
from outcomes_xl.workflows.share_workbook import copy_of, looked_through, share
from tests.accessibility import problems
from tests.building.made import ANSWERS
from tests.built import borough_workbook
from tests.office import recalculated, validate

NOW = datetime(2026, 11, 28, 22, 0)
_NOTES = (
    "Held in Mosaic; ask the data team",
    "=no report",
    "Ünïcode – “quoted” & <tags>",
    "x" * 900,
    "1,000 in 2024/25",
)


def answered(seed: int) -> Entries:
    """Return a borough's answers of many kinds, drawn by chance: none of them about one person."""
    random = Random(seed)
    lists = load_framework().list
    availability = {
        metric: {
            "status": random.choice(["", *lists("status")]),
            "note": random.choice([*_NOTES, None]),
            "holder": random.choice(["Performance team", "Public health", None]),
            "system": random.choice(["LCS", "Synergy", None]),
            "latest_figure": random.choice([0, 12.5, 1_234, "c", "z", None]),
            "latest_period": random.choice(["2024/25", "2023", None]),
            "assessed_on": random.choice([date(2026, 10, 1), None]),
        }
        for metric in random.sample([*load_framework().metrics], 40)
    }
    return {
        **ANSWERS,
        "availability": {**availability, "LOC-001": {"layer": "Parents and carers", "domain": "Happy"}},
        "services": [
            {"service_id": f"SVC-{n:02}", "service": f"Service {n}", "note": random.choice(_NOTES)} for n in (1, 2)
        ],
        "service_map": [{"service_id": "SVC-01", "outcome_id": "C-HLTH-01", "contribution": "Main"}],
        "sources": [{"metric_id": "MET-001", "source_kind": "File", "place": "S:/CYP/cin.csv", "source_table": "t"}],
    }


@lru_cache
def workbook(seed: int) -> bytes:
    return borough_workbook(load_framework(), "E09000024", entries=answered(seed))


def copied(folder: Path, data: bytes) -> bytes:
    path = folder / "Merton.xlsx"
    path.write_bytes(data)
    return copy_of(looked_through(path), NOW)


def answers(reading: Reading) -> dict[tuple[str, str, int], object]:
    """Return every cell of a table that an officer fills in, by table, field and place; blanks are left out."""
    words = sharing_words()["stays"]
    found: dict[tuple[str, str, int], object] = {}
    for key, table in reading.tables.items():
        if key in words["tables"]:
            continue
        shape = layout("borough").sheet(key)
        fixed = {"answer"} if shape.rows else set()
        theirs = {one.field for one in shape.columns if one.owner is Owner.OFFICER and one.kind != "formula"} | fixed
        for place, row in enumerate(table):
            for name in theirs & table.columns.keys() - set(words["columns"].get(key, ())):
                kept = not (name == "answer" and row.text("setting") in words["answers"].get(key, ()))
                if kept and row.typed.get(name) is not None:
                    found[key, name, place] = row.typed[name]
    return found


@pytest.mark.parametrize("seed", range(3))
def test_a_copy_has_every_answer_of_the_borough_as_it_stands(seed: int, tmp_path: Path) -> None:
    before = answers(read_borough(files.read_bytes(workbook(seed), "Merton.xlsx")))
    after = answers(read_borough(files.read_bytes(copied(tmp_path, workbook(seed)), "copy")))
    assert len(before) > 100
    assert after == before


def test_where_data_lies_and_who_typed_stays_with_the_borough(tmp_path: Path) -> None:
    copy = read_borough(files.read_bytes(copied(tmp_path, workbook(0)), "copy")).tables
    (source,) = copy["sources"]
    assert (source["metric_id"], source["place"], source["source_table"]) == ("MET-001", None, None)
    assert copy["start"].by("setting")["Prepared by"]["answer"] is None
    assert not [*copy["findings"]]
    assert copy["start"].by("setting")["Last checked"]["answer"] is None


def test_a_copy_of_a_copy_is_that_copy(tmp_path: Path) -> None:
    once = copied(tmp_path, workbook(0))
    assert copied(tmp_path, once) == once


def test_the_same_workbook_gives_the_same_bytes_whatever_the_hour(tmp_path: Path) -> None:
    path = tmp_path / "Merton.xlsx"
    path.write_bytes(workbook(0))
    share(path, tmp_path / "one.xlsx", NOW)
    share(path, tmp_path / "two.xlsx", NOW.replace(hour=9))
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_copy_is_as_accessible_as_a_new_workbook(tmp_path: Path) -> None:
    assert not {key: found for key, found in problems(copied(tmp_path, workbook(0))).items() if found}


def test_a_copy_has_no_part_that_a_new_workbook_has_not_and_no_authors(tmp_path: Path) -> None:
    copy = copied(tmp_path, workbook(0))
    with zipfile.ZipFile(BytesIO(copy)) as made, zipfile.ZipFile(BytesIO(workbook(0))) as new:
        assert {*made.namelist()} == {*new.namelist()}
        assert b"<dc:creator>The outcomes_xl maintainers</dc:creator>" in made.read("docProps/core.xml")
        assert not made.comment


@pytest.mark.office
def test_office_programs_open_a_copy_and_find_nothing_to_repair(tmp_path: Path) -> None:
    path = tmp_path / "copy.xlsx"
    path.write_bytes(copied(tmp_path, workbook(1)))
    assert validate(path) == []
    assert answers(read_borough(recalculated(path))).keys() >= answers(read_borough(files.read(path))).keys()


@pytest.mark.parametrize("unit", ["number", "to be agreed"])
def test_small_counts_of_the_boroughs_own_are_withheld_with_the_other_figures_of_their_row(
    tmp_path: Path, unit: str
) -> None:
    counted = next(one.id for one in load_framework().metrics.values() if unit in one.unit.casefold())
    entries = {
        "availability": {counted: {"status": "Available now", "latest_figure": 3, "note": "All in"}},
        "targets": [{"metric_id": counted, "baseline": 4, "target": 40, "owner": "Early Help"}],
    }
    path = tmp_path / "Merton.xlsx"
    path.write_bytes(borough_workbook(load_framework(), "E09000024", entries=entries))
    done = share(path, tmp_path / "copy.xlsx", NOW)
    copy = read_borough(files.read(tmp_path / "copy.xlsx")).tables
    row = copy["availability"].by("metric_id")[counted]
    assert (row["latest_figure"], row["note"]) == ("c", "All in")
    (target,) = copy["targets"]
    assert (target["baseline"], target["target"], target["owner"]) == ("c", "c", "Early Help")
    told = [one.message for one in done.result.findings if one.rule == "SH07"]
    assert len(told) == 2
    assert "is a count below 6. The copy says “c”, withheld, in its place" in told[0]
    share(path, tmp_path / "all.xlsx", NOW, threshold=0)
    row = read_borough(files.read(tmp_path / "all.xlsx")).tables["availability"].by("metric_id")[counted]
    assert row["latest_figure"] == 3
    share(path, tmp_path / "ten.xlsx", NOW, threshold=41)
    (target,) = read_borough(files.read(tmp_path / "ten.xlsx")).tables["targets"]
    assert (target["baseline"], target["target"]) == ("c", "c")
    start = files.read(tmp_path / "copy.xlsx").sheets["Start"]
    said = " ".join(str(start.value(row, 1)) for row in range(1, 17))
    assert "This is a copy to share Copied from Merton's workbook on 2" in said
    assert "2 cells of the tables were held back because they could be about one person" in said

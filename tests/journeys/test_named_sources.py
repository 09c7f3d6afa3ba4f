"""Sources of events that a workbook's sheet Sources names."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from outcomes_xl.cli.main import app
from outcomes_xl.framework import load_framework
from outcomes_xl.journeys.linkage_key import LinkageKey
from outcomes_xl.journeys.made_up_people import all_files
from outcomes_xl.model.cannot_use import WrongUsage
from outcomes_xl.workflows.named_sources import named_sources
from tests.built import borough_workbook
from tests.journeys.conftest import KEY

ROWS = [
    {
        "metric_id": "MET-001",
        "source_kind": "CSV file",
        "place": "events\\childrens_services.csv",
        "value_column": "made_up",
    },
    {
        "metric_id": "MET-002",
        "source_kind": "CSV file",
        "place": "events\\childrens_services.csv",
        "value_column": "on",
    },
    {"metric_id": "MET-039", "source_kind": "CSV file", "place": "events\\schools.csv", "value_column": "event"},
    {"metric_id": "MET-040", "source_kind": "CSV file", "place": "older\\schools.csv", "value_column": "event"},
]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = tmp_path / "Northbridge outcomes.xlsx"
    book.write_bytes(borough_workbook(load_framework(), "Merton", entries={"sources": ROWS}))
    (tmp_path / "events").mkdir()
    for name, text in all_files(500).items():
        (tmp_path / "events" / name).write_text(text, encoding="utf-8")
    return book


def test_a_source_of_the_sheet_is_found_by_its_name_or_its_place(workbook: Path) -> None:
    (row,) = named_sources(["Childrens_Services.csv"], workbook)
    assert row.place == "events\\childrens_services.csv"
    (row,) = named_sources(["older\\schools.csv"], workbook)
    assert row.place == "older\\schools.csv"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("schools.csv", "Two rows of Sources could be “schools.csv”. Name it as File or connection name has it: "),
        ("school.csv", "has no source “school.csv”. Did you mean “schools.csv”?"),
    ],
)
def test_a_name_that_is_of_none_or_of_two_is_told(workbook: Path, name: str, told: str) -> None:
    with pytest.raises(WrongUsage) as refused:
        named_sources([name], workbook)
    assert told in str(refused.value)


def test_a_source_whose_folder_is_gone_is_said_not_to_be_there(workbook: Path, key: LinkageKey) -> None:
    """It once said “There is no folder …, or leave --outputs away”, which nobody had given."""
    words = ["--workbook", str(workbook), "--key", KEY, "--to", str(workbook.with_name("journeys.xlsx"))]
    done = CliRunner().invoke(app, ["journeys", *words, "--source", "older\\schools.csv"])
    assert (done.exit_code, done.stdout) == (3, "")
    assert done.stderr.startswith("schools.csv: It is not there. Write the file's name and folder")


def test_the_register_lies_beside_the_sources(workbook: Path, key: LinkageKey) -> None:
    words = ["--workbook", str(workbook), "--key", KEY, "--to", str(workbook.with_name("journeys.xlsx"))]
    words += ["--source", "events\\schools.csv", "--source", "childrens_services.csv"]
    done = CliRunner().invoke(app, ["journeys", *words])
    assert done.exit_code == 0, done.output
    assert (workbook.parent / "events" / "outputs-register.toml").is_file()

"""What adopting promises of any spreadsheet, and how it takes the files that are none."""

from __future__ import annotations

import csv
import io
import tomllib
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from outcomes_xl.adopt.adoption import adopt
from outcomes_xl.adopt.reading_notes import ReadingNotes
from outcomes_xl.adopt.row_matching import WantedRow, match_rows
from outcomes_xl.adopt.titles import Titles
from outcomes_xl.cli.main import app
from outcomes_xl.hosts import files
from outcomes_xl.hosts.originals.read_original import read_original
from outcomes_xl.model import CellRef, Patch, SetCell
from outcomes_xl.model.cell_refs import split_a1
from outcomes_xl.workflows.adopt_workbook import adopt_workbook
from outcomes_xl.workflows.closed_workbook import new
from tests.adopt.generated import FRAMEWORK
from tests.one_sheet import one_sheet

NOW = datetime(2026, 11, 28, 12)


def spreadsheet(path: Path, *rows: tuple[object, ...], name: str = "Log") -> Path:
    book = Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def accounts_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def availability_of(path: Path) -> dict[str, dict[str, object]]:
    rows = list(one_sheet(path, "Data availability").iter_rows(min_row=5, values_only=True))
    named = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    return {str(row["Metric id"]): row for row in named if row["Metric id"]}


LOG = (
    ("Measure", "Status", "Owner", "Comments"),
    ("GLD at age 5", "Yes", "Early years", "By hub too"),
    ("Persistent absence", "No", None, None),
    ("Families met by a link worker", "Yes", "Hubs", None),
)


def test_the_original_is_as_it_was_and_its_answers_stand_in_a_workbook_of_ours(tmp_path: Path) -> None:
    theirs, ours, listed = spreadsheet(tmp_path / "log.xlsx", *LOG), tmp_path / "ours.xlsx", tmp_path / "cells.csv"
    before = theirs.read_bytes()
    adopt_workbook(theirs, ours, "Merton", NOW, accounts=listed)
    assert theirs.read_bytes() == before
    rows = availability_of(ours)
    assert (rows["MET-039"]["Status"], rows["MET-039"]["Note"]) == ("Available now", "By hub too")
    assert rows["MET-050"]["Status"] == "Not collected"
    assert rows["LOC-001"]["Who holds it"] == "Hubs"
    places = {(line["cell"], line["became"], line["to_sheet"]) for line in accounts_of(listed)}
    assert ("B2", "carried", "Data availability") in places
    line = next(line for line in accounts_of(listed) if line["cell"] == "C2")
    assert one_sheet(ours, line["to_sheet"])[line["to_cell"]].value == "Early years"


def test_what_is_not_known_is_asked_once_and_never_again(tmp_path: Path) -> None:
    rows = (LOG[0], ("GLD at age 5", "Amberish", "Early years", None), ("Persistent absence", "Yes", None, None))
    theirs, notes = spreadsheet(tmp_path / "log.xlsx", *rows), tmp_path / "notes.toml"
    first = adopt_workbook(theirs, tmp_path / "one.xlsx", "Merton", NOW, notes=notes)
    assert first.asked == 1
    changes = one_sheet(tmp_path / "one.xlsx", "Changes")
    assert any("Amberish" in str(cell) for row in changes.iter_rows(values_only=True) for cell in row)
    asked = tomllib.loads(notes.read_text(encoding="utf-8"))
    assert asked["answer"] == [{"about": "status", "typed": "Amberish", "means": ""}]
    notes.write_text(
        notes.read_text(encoding="utf-8").replace('means = ""', 'means = "Available, needs work"'), "utf-8"
    )
    second = adopt_workbook(theirs, tmp_path / "two.xlsx", "Merton", NOW, notes=notes)
    assert second.asked == 0
    assert availability_of(tmp_path / "two.xlsx")["MET-039"]["Status"] == "Available, needs work"


def test_an_answer_we_offer_is_taken_by_apply_decisions(tmp_path: Path) -> None:
    theirs, ours = spreadsheet(tmp_path / "log.xlsx", *LOG[:2], ("GLD at age 5", "No", None, None)), tmp_path / "o.xlsx"
    adopt_workbook(theirs, ours, "Merton", NOW)
    rows = one_sheet(ours, "Changes").iter_rows(min_row=6)
    row = next(row for row in rows if row[5].value == "Status: question")
    assert row[4].value == "GLD at age 5"
    assert (row[6].value, row[7].value) == ("Available now", "Not collected")
    decision = CellRef("Changes", row[0].row, 10)
    files.write(ours, Patch.of([SetCell(decision, None, "Take theirs", "the officer chose")]), NOW)
    assert (
        CliRunner()
        .invoke(app, ["decide", str(ours)])
        .stdout.startswith("1 cell now says what your own spreadsheet says.")
    )
    assert availability_of(ours)["MET-039"]["Status"] == "Not collected"


def test_a_workbook_of_ours_is_adopted_as_it_stands(tmp_path: Path) -> None:
    ours = tmp_path / "ours.xlsx"
    new(ours, "Merton", NOW)
    adopt_workbook(ours, tmp_path / "again.xlsx", "Merton", NOW, accounts=tmp_path / "cells.csv")
    assert (tmp_path / "again.xlsx").read_bytes() == ours.read_bytes()
    assert {line["became"] for line in accounts_of(tmp_path / "cells.csv")} == {"carried"}


def test_an_adopted_workbook_reads_as_one_of_ours(tmp_path: Path) -> None:
    adopt_workbook(spreadsheet(tmp_path / "log.xlsx", *LOG), tmp_path / "ours.xlsx", "Merton", NOW)
    assert {"tblAvailability", "tblFramework", "tblChanges"} <= files.read(tmp_path / "ours.xlsx").tables.keys()
    run = CliRunner().invoke(app, ["check", str(tmp_path / "ours.xlsx"), "--preview"])
    assert run.exit_code in (0, 1), run.output


# Never decided silently -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ((LOG[0], LOG[1], ("GLD at age 5", "No", None, None)), "B3"),
        ((LOG[0], LOG[2], ("MMR one dose at 2 years and MMR two doses at 5 years", "Yes", None, None)), "B3"),
        ((LOG[0], LOG[1], ("Persistent absence", "Z", None, None)), "B3"),
        ((LOG[0], LOG[1], ("Persistent absence", "In part", None, None)), "B3"),
        (
            (("Measure", "Status", "Value"), ("GLD at age 5", "Yes", 70), ("Persistent attendance", "Yes", 82.9)),
            "C3",
        ),
    ],
    ids=["two rows that differ", "one row for two", "a letter without a key", "a word of their own", "turned round"],
)  # fmt: skip
def test_what_only_the_officer_can_say_is_asked(
    rows: tuple[tuple[object, ...], ...], cell: str, tmp_path: Path
) -> None:
    made = adopt(read_original(spreadsheet(tmp_path / "log.xlsx", *rows)), FRAMEWORK, "Merton", ReadingNotes())
    assert made.accounts.lines[("Log", *split_a1(cell), "cell")].became == "asked"


def test_a_hidden_copy_and_another_boroughs_columns_are_not_carried(tmp_path: Path) -> None:
    book = load_workbook(spreadsheet(tmp_path / "log.xlsx", *LOG))
    old = book.create_sheet("Old")
    for row in (LOG[0], ("GLD at age 5", "No", "Nobody", None)):
        old.append(row)
    old.sheet_state = "hidden"
    book.save(tmp_path / "log.xlsx")
    made = adopt(read_original(tmp_path / "log.xlsx"), FRAMEWORK, "Merton", ReadingNotes())
    assert made.accounts.lines[("Old", 2, 2, "cell")].became == "asked"
    assert made.availability["MET-039"]["status"] == "Available now"


def test_nothing_is_a_figure_that_says_it_is_none(tmp_path: Path) -> None:
    rows = [("Measure", "Status", "Value"), ("GLD at age 5", "Yes", 70)]
    for metric, said in zip(
        list(FRAMEWORK.metrics.values())[:5], ("n/a", "TBC", "-", "#N/A", "to follow"), strict=True
    ):
        rows.append((metric.title, "Yes", said))
    made = adopt(read_original(spreadsheet(tmp_path / "log.xlsx", *rows)), FRAMEWORK, "Merton", ReadingNotes())
    assert [entry.get("latest_figure") for entry in made.availability.values()] == [70, *[None] * 5]
    assert {made.accounts.lines[("Log", n, 3, "cell")].became for n in range(3, 8)} == {"not carried"}


def test_titles_far_from_every_metric_become_local_rows_and_near_ones_meet_theirs() -> None:
    titles = {1: "Excess weight Y6", 2: "First time entrants to the youth justice system", 3: "Books gifted by hubs"}
    found = match_rows([WantedRow(n, text) for n, text in titles.items()], Titles(FRAMEWORK))
    assert [found[n].metric_id for n in titles] == ["MET-028", "MET-067", ""]
    assert found[3].how == "local"


def test_the_command_says_what_became_of_every_cell(tmp_path: Path) -> None:
    theirs = spreadsheet(tmp_path / "log.xlsx", *LOG)
    run = CliRunner().invoke(app, ["adopt", str(theirs), "--to", str(tmp_path / "o.xlsx"), "--borough", "Merton"])
    assert run.exit_code == 0, run.output
    assert "13 cells" in run.output

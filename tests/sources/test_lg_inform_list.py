"""The LGA's list of LG Inform ids: any sheet with its four headings, tied to items, kept, and used by an adoption."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from outcomes_xl.adopt.adoption import adopt
from outcomes_xl.adopt.reading_notes import ReadingNotes
from outcomes_xl.cli.main import app
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts.originals.read_original import read_original
from outcomes_xl.model.cannot_use import CannotUse, WrongUsage
from outcomes_xl.workflows.bring_in_lg_inform_list import bring_in_ids, kept_codes

NOW = datetime(2026, 11, 29, 2)
SEN_ABSENCE = (
    "Absence rate for SEN pupils (children and young people with an Education, Health and Care plan (EHCP), and "
    "SEN support without an EHCP)"
)
LIST = (
    ("Report ids for the Local Outcomes Framework",),
    (),
    ("LGI Label", "MetricId", "LOF Label", "Section", "Remark"),
    ("GLD", 19346, "Child development: Percentage of children with a good level of development at 5 years old", "BSiL"),
    (
        "Absence",
        "4,711",
        SEN_ABSENCE,
        None,
    ),
    ("Housing", None, "Housing supply: metric to be confirmed", "Housing"),
    ("Development at 2", 2585.0, "Child health: percentage achieving good level of development at 2-2.5 year review"),
    ("Bins", 77, "Bins emptied on the day", "Waste"),
    ("Later", "to follow", "Percentage of homes rated energy performance certificate (EPC) C and above", "Housing"),
)


@pytest.fixture(autouse=True)
def _profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUTCOMES_XL_HOME", str(tmp_path / "profile"))


def written(path: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    book.active.append(("Contents",))
    sheet = book.create_sheet("REPORT IDs")
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_each_line_is_tied_to_its_item_and_what_differs_is_said(tmp_path: Path) -> None:
    said = bring_in_ids(written(tmp_path / "ids.xlsx", *LIST), NOW, to=tmp_path / "out.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8-sig"))))
    assert [(row["metric_id"], row["our_id"], row["says"]) for row in rows] == [
        ("19346", "MET-039", "the same id"),
        ("4711", "MET-060", "a new id"),
        ("", "", "the list has no id for it"),
        ("2585", "MET-025", "another id than ours"),
        ("77", "", "no item of the Local Outcomes Framework has this label"),
        ("", "", "the list has no id for it"),
    ]
    assert [row["section"] for row in rows] == ["BSiL", "BSiL", "Housing", "Housing", "Waste", "Housing"]
    assert said[0].startswith("ids.xlsx: 6 lines; 1 id as we have them, 1 new, 1 other than ours, 3 lines without")
    assert said[1].startswith("Row 7: the list says 2585 for LOF-") and said[1].endswith("we 13643.")


def test_an_id_of_the_list_finds_a_row_of_a_boroughs_own_spreadsheet(tmp_path: Path) -> None:
    bring_in_ids(written(tmp_path / "ids.xlsx", *LIST), NOW)
    book = Workbook()
    for row in (("LGI id", "Measure", "Status"), ("LGI 4711", "How often they were away", "Yes")):
        book.active.append(row)
    book.save(tmp_path / "log.xlsx")
    read = read_original(tmp_path / "log.xlsx")
    framework = load_framework()
    assert "MET-060" not in adopt(read, framework, "Merton", ReadingNotes()).availability
    made = adopt(read, framework, "Merton", ReadingNotes(), kept_codes())
    assert made.availability == {"MET-060": {"status": "Available now"}}


def test_a_sheet_without_the_headings_is_refused_and_what_was_kept_stays(tmp_path: Path) -> None:
    bring_in_ids(written(tmp_path / "ids.xlsx", *LIST), NOW)
    before = kept_codes()
    with pytest.raises(CannotUse, match="MetricId is missing"):
        bring_in_ids(written(tmp_path / "odd.xlsx", ("Section", "LOF Label", "LGI Label"), ("a", "b", "c")), NOW)
    (tmp_path / "mine.csv").write_text("Payee,Amount\n")
    with pytest.raises(WrongUsage, match=r"mine\.csv is already there"):
        bring_in_ids(tmp_path / "ids.xlsx", NOW, to=tmp_path / "mine.csv")
    assert (kept_codes(), (tmp_path / "mine.csv").read_text()) == (before, "Payee,Amount\n")
    (tmp_path / "profile" / "lg_inform_ids.csv").write_text("spoilt")
    assert kept_codes() == {}


def test_the_command_says_what_it_did(tmp_path: Path) -> None:
    theirs = written(tmp_path / "ids.xlsx", *LIST)
    run = CliRunner().invoke(app, ["crosswalks", "lg-inform-ids", str(theirs), "--to", str(tmp_path / "out.csv")])
    assert (run.exit_code, run.output.splitlines()[-1]) == (0, f"Written {tmp_path / 'out.csv'}.")
    (tmp_path / "no.xlsx").write_bytes(b"%PDF")
    run = CliRunner().invoke(app, ["crosswalks", "lg-inform-ids", str(tmp_path / "no.xlsx")])
    assert (run.exit_code, "Traceback" in run.output) == (3, False)

"""The command line: its exit codes, its JSON, and that it never harms a file."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.whole.conftest import outcomes_xl

FINDING = {"rule", "severity", "sheet", "cell", "found", "message", "fix"}
CHANGE = {"kind", "sheet", "cell", "before", "after", "because"}


def test_check_answers_in_the_promised_json(workbook: Path) -> None:
    ran = outcomes_xl("check", workbook, "--preview", "--format", "json", from_cold=True)
    assert ran.code == 1
    assert set(ran.json) == {"findings", "patch", "summary"}
    assert ran.json["findings"]
    assert all(set(finding) == FINDING for finding in ran.json["findings"])
    assert all(set(change) == CHANGE for change in ran.json["patch"])


def test_a_preview_writes_nothing(workbook: Path) -> None:
    before = workbook.read_bytes()
    for words in (
        ["check", workbook],
        ["refresh", workbook, "--central", workbook.parent / "central file.xlsx"],
        ["availability", workbook, "--sources", workbook.parent / "published"],
    ):
        outcomes_xl(*words, "--preview")
    assert workbook.read_bytes() == before
    assert not list(workbook.parent.glob("*backup*"))


def test_a_preview_says_what_the_job_itself_would_stop_at(workbook: Path) -> None:
    """Merged cells used to be met only when the preview had promised that all was well."""
    made = openpyxl.load_workbook(workbook)
    made["Data availability"].merge_cells("R30:S33")
    made.save(workbook)
    before, more = workbook.read_bytes(), ["--sources", workbook.parent / "published"]
    stop = "Nothing was written: Data availability, cell S30 is inside a block of merged cells. "
    previewed = outcomes_xl("availability", workbook, *more, "--preview")
    assert "This was a preview: nothing was written. Without --preview it would stop here. " + stop in previewed.out
    ran = outcomes_xl("availability", workbook, *more)
    assert (ran.code, ran.err.startswith(stop), workbook.read_bytes() == before) == (3, True, True)


def test_a_file_given_as_the_folder_of_published_figures_is_named(workbook: Path) -> None:
    ran = outcomes_xl("availability", workbook, "--sources", workbook)
    assert ran.code == 2
    assert ran.err.startswith("Merton outcomes.xlsx is a file. Give the folder that holds the published CSV files.")


@pytest.mark.parametrize("job", ["check", "refresh", "availability"])
def test_running_a_job_twice_changes_nothing_the_second_time(workbook: Path, job: str) -> None:
    more = {
        "check": [],
        "refresh": ["--central", workbook.parent / "central file.xlsx"],
        "availability": ["--sources", workbook.parent / "published"],
    }[job]
    outcomes_xl(job, workbook, *more)
    once = workbook.read_bytes()
    ran = outcomes_xl(job, workbook, *more, "--format", "json")
    assert ran.json["patch"] == []
    assert workbook.read_bytes() == once


def test_csv_is_one_table_that_no_spreadsheet_runs(workbook: Path) -> None:
    ran = outcomes_xl("check", workbook, "--preview", "--format", "csv")
    rows = list(csv.reader(io.StringIO(ran.out)))
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "@")]


def test_the_workbook_as_it_was_stays_in_a_folder_beside_it(workbook: Path) -> None:
    before = workbook.read_bytes()
    outcomes_xl("check", workbook)
    (backup,) = workbook.parent.glob("Backups of Merton outcomes/*.xlsx")
    assert backup.read_bytes() == before


def test_undo_takes_the_last_job_back(workbook: Path) -> None:
    first = outcomes_xl("availability", workbook, "--sources", workbook.parent / "published", "--format", "json").json
    filled = [change for change in first["patch"] if change["sheet"] == "Data availability"]
    assert filled
    taken_back = outcomes_xl("undo", workbook, "--format", "json").json["patch"]
    undone = {(c["cell"], c["after"]) for c in taken_back if c["sheet"] == "Data availability"}
    assert undone == {(c["cell"], c["before"]) for c in filled}


def test_apply_fixes_takes_the_sure_fixes_and_only_those(workbook: Path) -> None:
    offered = outcomes_xl("check", workbook, "--preview", "--format", "json").json["findings"]
    ran = outcomes_xl("check", workbook, "--apply-fixes", "--format", "json")
    fixed = [c for c in ran.json["patch"] if c["sheet"] not in ("Findings", "Changes", "Undo record", "Start")]
    assert fixed
    assert len(ran.json["findings"]) <= len(offered)
    again = outcomes_xl("check", workbook, "--apply-fixes", "--format", "json")
    assert not [c for c in again.json["patch"] if c["sheet"] not in ("Findings", "Changes", "Undo record", "Start")]


def test_new_makes_a_workbook_that_check_has_nothing_to_fix_in(tmp_path: Path) -> None:
    made = outcomes_xl("new", tmp_path / "Hackney.xlsx", "--borough", "hackney")
    assert made.code == 0, made.err
    assert outcomes_xl("check", tmp_path / "Hackney.xlsx").code == 0


def test_new_does_not_write_over_a_file(tmp_path: Path) -> None:
    there = tmp_path / "Hackney.xlsx"
    there.write_text("mine")
    ran = outcomes_xl("new", there, "--borough", "Hackney")
    assert ran.code == 2
    assert ran.err == "Hackney.xlsx is already there. Choose another name; nothing was written.\n"
    assert there.read_text() == "mine"


def test_a_mistyped_borough_is_met_with_a_guess(tmp_path: Path) -> None:
    ran = outcomes_xl("new", tmp_path / "x.xlsx", "--borough", "Murton")
    assert ran.code == 2
    assert ran.err == "“Murton” is not one of the 33 London boroughs. Did you mean Merton?\n"
    assert outcomes_xl("new", tmp_path / "x.xlsx", "--borough", "City").err.endswith("Did you mean City of London?\n")


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def not_a_workbook(path: Path) -> None:
    path.write_text("Dear colleague,")


def encrypted(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000))


def another_workbook(path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Rota").write("A1", "Monday")


def locked(path: Path) -> None:
    (path.parent / f"~${path.name}").write_bytes(bytes([5]) + b"A. Officer".ljust(54))


def with_a_doctype(path: Path) -> None:
    rewrite(path, "xl/workbook.xml", b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><workbook/>")


def a_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/nothing.bin", bytes(400_000_000))


def rewrite(path: Path, part: str, data: bytes) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = [(info, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, old in parts:
            archive.writestr(info.filename, data if info.filename == part else old)


@pytest.mark.parametrize(
    "spoil", [cut_short, not_a_workbook, encrypted, another_workbook, locked, with_a_doctype, a_bomb]
)
def test_a_file_that_cannot_be_used_gets_one_plain_sentence_and_stays_as_it_is(workbook: Path, spoil: object) -> None:
    assert callable(spoil)
    spoil(workbook)
    before = workbook.read_bytes()
    ran = outcomes_xl("check", workbook)
    assert ran.code == 3, ran.out
    assert ran.err.strip()
    assert ran.err.count("\n") == 1
    assert workbook.read_bytes() == before
    assert outcomes_xl("check", workbook, "--format", "json").json["summary"] == ran.err.strip()


def test_a_missing_file_is_named() -> None:
    ran = outcomes_xl("check", "nowhere.xlsx", from_cold=True)
    assert ran.code == 3
    assert "nowhere.xlsx" in ran.err


def test_a_word_the_command_does_not_know_is_wrong_usage(workbook: Path) -> None:
    assert outcomes_xl("check", workbook, "--loudly").code == 2
    assert outcomes_xl("availability", workbook, "--sources", workbook.parent / "nowhere").code == 2

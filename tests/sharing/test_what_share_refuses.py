"""What cannot be shared, and how that is said: nothing is written, and the workbook is as it was."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.model import CellRef, Severity
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.sharing import leak_check
from outcomes_xl.sharing.leaks import Leak, LookThrough
from outcomes_xl.workflows import share_workbook
from outcomes_xl.workflows.share_workbook import share
from tests.built import borough_workbook, central_workbook
from tests.hostile import FILES, HARMLESS
from tests.sharing.planted import nhs, spaced

NOW = datetime(2026, 11, 28, 22, 0)
FIRST_EDITION = Path(__file__).parents[1] / "data" / "first_edition" / "workbook.xlsx"
NUMBER = spaced(nhs("485111000"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    entries = {"availability": {"MET-010": {"note": f"NHS {NUMBER} is missing", "holder": "Public health"}}}
    workbook = tmp_path / "Merton.xlsx"
    workbook.write_bytes(borough_workbook(load_framework(), "E09000024", entries=entries))
    return workbook


def test_what_must_be_mended_stops_the_copy_and_says_where_what_and_what_next(path: Path) -> None:
    done = share(path, path.with_name("copy.xlsx"), NOW)
    assert done.refused
    assert not path.with_name("copy.xlsx").exists()
    first = done.result.findings[0]
    assert (first.rule, first.severity, first.cell.sheet) == ("SH01", Severity.MUST_FIX, "Data availability")
    assert first.message.startswith(f"{first.cell.a1} seems to hold an NHS number.")
    assert first.fix == "Take it out of the cell, save, and share again."
    assert NUMBER not in str(done)


def test_a_reason_lets_the_copy_through_without_the_cell_and_stays_in_the_borough(path: Path) -> None:
    copy = path.with_name("copy.xlsx")
    done = share(path, copy, NOW, anyway="Asked for\nby the panel of Monday")
    assert done.sentence.startswith(f"Written: {copy}. Your reason stands on the sheet Changes of Merton.xlsx.")
    (line,) = read_borough(files.read(path)).tables["changes"]
    assert line.text("because").endswith("Why: Asked for by the panel of Monday")
    made = files.read(copy)
    row = read_borough(made).tables["availability"].by("metric_id")["MET-010"]
    assert (row["note"], row["holder"]) == (None, "Public health")
    texts = [str(value) for sheet in made.sheets.values() for row in sheet.rows.values() for value in row.values()]
    assert not [text for text in texts if "Monday" in text or NUMBER in text]


def test_a_reason_of_blanks_is_none(path: Path) -> None:
    assert share(path, path.with_name("copy.xlsx"), NOW, anyway="  \n ").refused


def test_a_preview_writes_nothing(path: Path) -> None:
    before = path.read_bytes()
    share(path, path.with_name("copy.xlsx"), NOW, anyway="A reason", preview=True)
    assert [one.name for one in path.parent.iterdir()] == ["Merton.xlsx"]
    assert path.read_bytes() == before


def test_a_reason_that_cannot_be_written_down_is_said(path: Path) -> None:
    lock = path.with_name("~$Merton.xlsx")
    lock.write_bytes(b"\x05Priya" + b" " * 160)
    done = share(path, path.with_name("copy.xlsx"), NOW, anyway="A reason")
    assert "Your reason could not be written on the sheet Changes of Merton.xlsx; keep it yourself." in done.sentence


def refused(path: Path, to: Path) -> str:
    before = path.read_bytes()
    there = {one.name for one in path.parent.iterdir()}
    with pytest.raises(CannotUse) as trouble:
        share(path, to, NOW)
    assert path.read_bytes() == before
    assert {one.name for one in path.parent.iterdir()} == there
    return str(trouble.value)


def test_a_place_where_no_copy_can_be_written_is_refused_before_anything_is_read(path: Path) -> None:
    folder, link = path.parent, path.with_name("same.xlsx")
    (folder / "kept.xlsx").write_bytes(b"somebody's")
    os.link(path, link)
    assert refused(path, path) == "The copy cannot take the place of Merton.xlsx itself. Choose another name."
    assert refused(path, link) == "The copy cannot take the place of Merton.xlsx itself. Choose another name."
    assert (
        refused(path, folder / "kept.xlsx") == "kept.xlsx is already there. Choose another name; nothing was written."
    )
    assert (
        refused(path, folder / "copy.xlsm")
        == "copy.xlsm should end in .xlsx, so that Excel opens it. Give it that ending."
    )
    assert refused(path, folder / "none" / "copy.xlsx").startswith("There is no folder ")
    (folder / "a.xlsx").mkdir()
    assert refused(path, folder / "a.xlsx") == "a.xlsx is a folder. Give the name of a file in it."


def test_a_copys_name_that_could_point_at_somebody_is_refused(path: Path) -> None:
    said = refused(path, path.with_name(f"NHS {NUMBER}.xlsx"))
    assert said.startswith("The name you gave the copy could point at somebody, and all will read it.")
    assert NUMBER not in said


def test_a_sheet_named_after_somebody_is_told_by_its_place(path: Path) -> None:
    book = load_workbook(path)
    book.create_sheet("Amina Sesay's mum").sheet_state = "hidden"
    book["Amina Sesay's mum"].oddHeader.left.text = f"NHS {NUMBER}"
    book.save(path)
    findings = share(path, path.with_name("copy.xlsx"), NOW).result.findings
    said = " ".join(f"{one.message} {one.fix} {one.found}" for one in findings)
    assert f"of sheet {len(book.sheetnames)}" in said
    assert "Sesay" not in said
    assert NUMBER not in said


def test_a_folder_one_may_not_write_in_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # whoever runs the tests may write anywhere
    assert refused(path, path.with_name("copy.xlsx")).startswith("You may not write in the folder ")


def test_a_workbook_of_an_older_layout_is_brought_to_todays_first(tmp_path: Path) -> None:
    older = tmp_path / "Northbridge.xlsx"
    older.write_bytes(FIRST_EDITION.read_bytes())
    assert refused(older, tmp_path / "copy.xlsx") == (
        "“Northbridge.xlsx” has an older layout, so no copy was made. Bring it to today's: press Refresh mapping tabs, "
        "or run outcomes-xl refresh. Then share."
    )


def test_a_central_file_and_what_is_no_workbook_are_refused(tmp_path: Path) -> None:
    central, letter = tmp_path / "central.xlsx", tmp_path / "letter.xlsx"
    central.write_bytes(central_workbook(load_framework()))
    letter.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert "is a central file, not a borough's workbook" in refused(central, tmp_path / "copy.xlsx")
    assert refused(letter, tmp_path / "copy.xlsx")


@pytest.mark.parametrize("name", sorted(FILES.keys() - HARMLESS))
def test_a_hostile_file_is_refused_in_words(name: str, tmp_path: Path) -> None:
    path = tmp_path / "Merton.xlsx"
    path.write_bytes(FILES[name]())
    assert refused(path, tmp_path / "copy.xlsx")


def test_a_copy_in_which_anything_is_seen_is_not_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The look before is made blind, as if a kind of leak had been overlooked: the look at the copy stops it."""
    looks = iter([lambda *_: LookThrough(), leak_check.look])
    monkeypatch.setattr(share_workbook, "look", lambda *given: next(looks)(*given))
    said = refused(path, path.with_name("copy.xlsx"))
    assert said.startswith(
        "The copy was looked through again before it was kept, and was not kept: it seems to hold an NHS"
    )


def test_what_cannot_be_looked_into_is_said(path: Path) -> None:
    import io
    import zipfile

    out = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("xl/embeddings/Locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    path.write_bytes(out.getvalue())
    said = [one.message for one in share(path, path.with_name("copy.xlsx"), NOW).result.findings if one.rule == "SH06"]
    (only,) = said
    assert only.endswith(
        ": something that could not be looked into, in a file put into the workbook. It does not travel."
    )


def test_the_place_of_a_leak_outside_the_cells_is_no_cell() -> None:
    seen = LookThrough((Leak("an NHS number", True, "a header"), Leak("x", True, "", CellRef("A", 1, 1), True)))
    assert seen.left_out == {CellRef("A", 1, 1)}

"""Workbooks in odd states: filtered, protected, with broken references, not ours; and Undo after a carrying."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName

from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.refresh.refresh_job import refresh
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.workflows.carry_workbook import carry_in_place, carry_to, has_older_layout
from outcomes_xl.workflows.closed_workbook import do_job
from tests.built import central_workbook
from tests.carry.an_officers_workbook import FIRST_EDITION, bounds, headings, table_of
from tests.one_sheet import one_sheet

NOW = datetime(2026, 11, 28, 18, 0)
LATER = datetime(2026, 11, 28, 19, 0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(shutil.copy(FIRST_EDITION, tmp_path / "Northbridge.xlsx"))


def test_protected_sheets_stay_protected_with_their_password(path: Path) -> None:
    book = load_workbook(path)
    book["Targets"].protection.set_password("ours")
    book["Targets"].protection.enable()
    book.save(path)
    before = one_sheet(path, "Targets").protection.password
    carry_in_place(path, NOW)
    after = one_sheet(path, "Targets").protection
    assert (after.sheet, after.password) == (True, before)


def test_a_broken_reference_of_hers_stays_the_one_it_was(path: Path) -> None:
    book = load_workbook(path)
    own = book.create_sheet("Ours")
    own["A1"], own["A2"] = "=#REF!+1", "=SUM('Data availability'!#REF!)"
    book["Targets"]["A200"] = "=#REF!*2"
    book.save(path)
    said = carry_in_place(path, NOW)
    book = load_workbook(path)
    assert (book["Ours"]["A1"].value, book["Ours"]["A2"].value) == ("=#REF!+1", "=SUM('Data availability'!#REF!)")
    formulas = [cell.value for row in book["Targets"].iter_rows() for cell in row if cell.value == "=#REF!*2"]
    assert len(formulas) == 1
    assert not [sentence for sentence in said if "no longer stand side by side" in sentence]


def test_a_workbook_that_is_not_ours_is_said_to_be_none_and_nothing_is_written(path: Path, tmp_path: Path) -> None:
    central = tmp_path / "central.xlsx"
    central.write_bytes(central_workbook(load_framework()))
    book = load_workbook(path)
    for name in book.sheetnames[1:]:
        del book[name]
    plain = tmp_path / "plain.xlsx"
    book.save(plain)
    for one in (central, plain):
        before = one.read_bytes()
        with pytest.raises(CannotUse):
            carry_in_place(one, NOW)
        with pytest.raises(CannotUse):
            carry_to(one, tmp_path / "to.xlsx", NOW)
        assert one.read_bytes() == before
    assert not (tmp_path / "to.xlsx").exists()
    assert not [*tmp_path.glob("Backups*")]


def test_undo_does_not_take_the_layout_back_and_says_so(path: Path) -> None:
    carry_in_place(path, NOW)
    carried = path.read_bytes()
    done = do_job("undo", path, LATER)
    assert done.result.summary == "There is nothing to undo."
    assert path.read_bytes() == carried
    page = one_sheet(path, "Changes")
    words = [cell.value for row in page.iter_rows() for cell in row]
    assert "Nothing that was typed is lost; Undo does not take this back, the backup does." in words


def test_a_job_done_before_is_undone_in_the_cells_where_its_words_stand_now(path: Path) -> None:
    book = load_workbook(path)
    page = book["Data availability"]
    where, first = headings(page, table_of(page)), bounds(table_of(page))[0]
    for row in (first + 1, first + 2):
        page.cell(row, where["Suggested status"]).value = "Available now"
        page.cell(row, where["Status"]).value = None
    book.save(path)
    before = statuses(path)
    do_job("suggestions", path, NOW)
    taken = statuses(path)
    assert len([metric for metric in taken if taken[metric] != before[metric]]) == 2
    carry_in_place(path, NOW)
    assert statuses(path) == taken
    assert do_job("undo", path, LATER).result.summary.startswith("Took back Take suggestions")
    assert statuses(path) == before
    assert not has_older_layout(path)


def statuses(path: Path) -> dict[object, object]:
    table = read_borough(files.read(path)).tables["availability"]
    return {row["metric_id"]: row.typed.get("status") for row in table}


def test_a_table_of_ours_that_excel_has_renamed_is_still_ours(path: Path) -> None:
    book = load_workbook(path)
    page = book["Services"]
    table = page.tables.pop("tblServices")
    table.name = table.displayName = "tblServices_1"
    page.tables["tblServices_1"] = table
    book.create_sheet("Ours")["A1"] = "=COUNTA(tblServices_1[Service])"
    book.save(path)
    carry_in_place(path, NOW)
    book = load_workbook(path)
    assert [*book["Services"].tables] == ["tblServices"]
    assert book["Ours"]["A1"].value == "=COUNTA(tblServices[Service])"


def test_days_counted_from_1904_stay_the_days_they_are(path: Path) -> None:
    book = load_workbook(path)
    book.epoch = CALENDAR_MAC_1904
    page = book["Data availability"]
    where = headings(page, table_of(page))["Assessed on"]
    page.cell(8, where).value = datetime(2026, 5, 4)
    book.save(path)
    carry_in_place(path, NOW)
    page = one_sheet(path, "Data availability")
    assert page.cell(8, headings(page, table_of(page))["Assessed on"]).value == datetime(2026, 5, 4)


@pytest.mark.parametrize("name", ["Progress", "workings", "Metric card"])
def test_a_sheet_of_hers_called_as_a_new_one_is_not_taken_for_it(path: Path, name: str) -> None:
    book = load_workbook(path)
    book.create_sheet(name)["A1"] = "Mine"
    book.save(path)
    before = path.read_bytes()
    with pytest.raises(CannotUse, match=f"A sheet of yours is called “{name}”, as one of the new layout is"):
        carry_in_place(path, NOW)
    assert path.read_bytes() == before


def test_a_name_of_hers_over_columns_that_stand_apart_is_told_by_its_name(path: Path) -> None:
    book = load_workbook(path)
    for name, area in (("Notes", "$N$6:$N$103"), ("Everything", "$A$6:$P$103")):
        book.defined_names[name] = DefinedName(name, attr_text=f"'Data availability'!{area}")
    book.save(path)
    said = carry_in_place(path, NOW)
    assert said[1] == (
        "1 formula of yours, on the name Everything, spoke of cells that no longer stand side by side: #REF! stands "
        "there now. Changes says what each was."
    )
    assert load_workbook(path).defined_names["Notes"].attr_text == "'Data availability'!$Q$6:$Q$103"


def test_a_tab_that_a_refresh_has_added_before_is_carried_as_ours(path: Path, tmp_path: Path) -> None:
    central = files.read_bytes(central_workbook(load_framework()), "central.xlsx")
    result = refresh(files.read(path), central, Context(NOW, load_framework()))
    files.write(path, result.patch, NOW)
    before = [row.values for row in read_borough(files.read(path)).tables["map_bsil"]]
    carry_in_place(path, LATER)
    page = one_sheet(path, "Map Best Start in Life")
    assert not [heading for heading in headings(page, table_of(page)) if "yours" in heading]
    after = [row.values for row in read_borough(files.read(path)).tables["map_bsil"]]
    assert [row["item_id"] for row in after] == [row["item_id"] for row in before]

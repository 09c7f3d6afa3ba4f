"""Files of the first edition and today's, each with the other: refreshed, checked, taken back, and nobody accused."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import pytest

from outcomes_xl.building.central_workbook import written
from outcomes_xl.central.trust import examine
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.jobs.check import check
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.publish import publish
from outcomes_xl.jobs.read_workbook import read_borough, read_central
from outcomes_xl.jobs.refresh.refresh_job import refresh
from outcomes_xl.jobs.undo import undo
from outcomes_xl.model import Book, CellRef, Patch, Result, SetCell, Sheet, Value
from outcomes_xl.model.sentences import counted
from outcomes_xl.reading.layouts import Owner, layout
from tests.built import borough_workbook, central_workbook
from tests.release_ids import LATER as NEXT
from tests.release_ids import NEWEST

FIRST_EDITION = Path(__file__).parents[1] / "data" / "first_edition"
NOW, LATER = datetime(2026, 12, 1, 9, 0), datetime(2026, 12, 2, 9, 0)
TAB = layout("borough").sheet("map_bsil")
LATE = [shape.name for shape in layout("borough").mappings if shape.later]
ACCUSING = {"WB01", "WB02", "RF04", "RF08", "RF06"}


@lru_cache
def todays(kind: str) -> bytes:
    build = borough_workbook if kind == "workbook" else central_workbook
    return build(load_framework())


def a_file(folder: Path, kind: str, edition: str) -> Path:
    path = folder / f"{kind}, {edition}.xlsx"
    if edition == "first":
        shutil.copy(FIRST_EDITION / {"workbook": "workbook.xlsx", "central": "central file.xlsx"}[kind], path)
    else:
        path.write_bytes(todays(kind))
    return path


def context(now: datetime = NOW) -> Context:
    return Context(now, load_framework())


def done(path: Path, result: Result) -> Result:
    """Play a job's patch on the file, as the command line does."""
    if result.patch:
        files.write(path, result.patch, NOW)
    return result


def typed(book: Book) -> Mapping[tuple[str, Value, str], Value]:
    """Every word and figure an officer has typed, by sheet, row id and field."""
    found = {}
    for key, table in read_borough(book).tables.items():
        shape = layout("borough").sheet(key)
        for row in table:
            for name in shape.owned_by(Owner.OFFICER):
                if key not in ("start", "changes") and row[name] is not None:
                    found[key, row[shape.row_key or "service_id"], name] = row[name]
    return found


def values(book: Book) -> Mapping[str, Mapping[int, Mapping[int, Value]]]:
    return {name: sheet.rows for name, sheet in book.sheets.items() if name not in ("Changes", "Undo record")}


@pytest.mark.parametrize("central", ["first", "todays"])
@pytest.mark.parametrize("workbook", ["first", "todays"])
def test_either_workbook_is_refreshed_from_either_central_file(tmp_path: Path, workbook: str, central: str) -> None:
    path, source = a_file(tmp_path, "workbook", workbook), files.read(a_file(tmp_path, "central", central))
    at_first = files.read(path)
    examine(source)
    older = (workbook, central) == ("todays", "first")

    first = done(path, refresh(files.read(path), source, context(), older_is_fine=older))
    after = files.read(path)
    assert {one.rule for one in first.findings}.isdisjoint(ACCUSING)
    assert typed(after) == typed(at_first) and (typed(after) or workbook == "todays")

    again = refresh(after, source, context(LATER), older_is_fine=older)
    assert (len(again.patch), again.summary.partition(":")[0]) == (0, f"Already at release {of(source)}")

    found = check(after, context())
    assert {one.rule for one in found.findings}.isdisjoint(ACCUSING)
    assert ("WB14" in {one.rule for one in found.findings}) == ("map_bsil" not in read_borough(after).tables)

    if first.patch:
        done(path, undo(files.read(path), context(LATER)))
    assert values(files.read(path)) == values(at_first)


def of(central: Book) -> str:
    return read_central(central).tables["release"].by("setting")["Release"].text("answer")


def test_a_workbook_of_the_first_edition_is_given_the_tab_and_told_so(tmp_path: Path) -> None:
    path, source = a_file(tmp_path, "workbook", "first"), files.read(a_file(tmp_path, "central", "todays"))
    result = done(path, refresh(files.read(path), source, context()))
    rows = read_central(source).tables["map_bsil"].rows
    assert f"Now at release {NEWEST}: {counted(len(LATE), 'mapping tab')} added" in result.summary
    (told,) = [one for one in result.findings if one.rule == "RF12" and one.cell.sheet == TAB.name]
    assert told.message == (
        f"Map Best Start in Life came with release {NEWEST}: the tab was added after the last sheet, "
        f"with {len(rows)} rows."
    )
    book = files.read(path)
    assert list(book.sheets)[-len(LATE) :] == LATE
    table = read_borough(book).tables["map_bsil"]
    assert list(table.columns) == [column.field for column in TAB.columns], "the officer's columns too"
    assert [row.values for row in table] == [row.values for row in rows]
    assert TAB.name not in {one.cell.sheet for one in check(book, context()).findings}
    assert undo(book, context(LATER)).summary.endswith(f"{counted(len(LATE), 'sheet')} removed.")


def test_what_was_typed_on_the_added_tab_stays_through_refresh_and_undo(tmp_path: Path) -> None:
    path, source = a_file(tmp_path, "workbook", "first"), files.read(a_file(tmp_path, "central", "todays"))
    done(path, refresh(files.read(path), source, context()))
    table = read_borough(files.read(path)).tables["map_bsil"]
    cell = table.cell(table.rows[0], "decision")
    files.write(path, Patch.of([SetCell(cell, None, "Use", "typed")]), NOW)
    assert not refresh(files.read(path), source, context(LATER)).patch
    result = done(path, undo(files.read(path), context(LATER)))
    (left,) = [one for one in result.findings if one.rule == "UN02"]
    assert (left.cell.sheet, "somebody has worked in it since" in left.message) == (TAB.name, True)
    assert files.read(path).value(cell) == "Use"


def test_a_sheet_of_the_officers_own_by_that_name_is_left_and_named(tmp_path: Path) -> None:
    path, source = a_file(tmp_path, "workbook", "first"), files.read(a_file(tmp_path, "central", "todays"))
    own = Sheet(TAB.name.upper(), {1: {1: "Our hubs"}})
    book = files.read(path)
    book = Book(book.name, {**book.sheets, own.name: own}, book.tables)
    result = refresh(book, source, context())
    (told,) = [one for one in result.findings if one.rule == "RF14"]
    assert told.fix == "Rename your sheet, then refresh again."
    assert told.cell == CellRef(own.name, 1, 1)
    assert TAB.name not in {line.sheet for line in result.patch.lines()}
    assert result.summary.startswith(f"Now at release {NEWEST}")


def test_a_central_file_that_came_before_the_tab_leaves_it_and_says_so(tmp_path: Path) -> None:
    path, source = a_file(tmp_path, "workbook", "todays"), files.read(a_file(tmp_path, "central", "first"))
    before = files.read(path).sheets[TAB.name].rows
    result = done(path, refresh(files.read(path), source, context(), older_is_fine=True))
    (told,) = [one for one in result.findings if one.rule == "RF13" and one.cell.sheet == TAB.name]
    said = f"The central file's release {of(source)} has nothing for Map Best Start in Life"
    assert told.message == f"{said}, so that tab was left as it is."
    assert files.read(path).sheets[TAB.name].rows == before


def test_a_workbook_that_names_no_release_does_not_take_an_older_file_unasked(tmp_path: Path) -> None:
    path, source = a_file(tmp_path, "workbook", "first"), files.read(a_file(tmp_path, "central", "first"))
    start = read_borough(files.read(path)).tables["start"]
    cell = start.cell(start.by("setting")["Release in use"], "answer")
    for mine in (None, "the newest"):
        files.write(path, Patch.of([SetCell(cell, files.read(path).value(cell), mine, "typed")]), NOW)
        result = refresh(files.read(path), source, context())
        assert (
            not result.patch and result.summary == f"Nothing was changed: release {of(source)} is older than {NEWEST}."
        )
        (told,) = result.findings
        assert told.rule == "RF16" and f"type '{of(source)} in {cell.a1} on Start" in told.fix
        assert refresh(files.read(path), source, context(), older_is_fine=True).patch


def test_a_lead_may_publish_from_a_working_file_of_the_first_edition(tmp_path: Path) -> None:
    said = {"Release": NEXT, "Released on": NOW.date(), "Publisher": "The lead", "Notes": "Without the new tab yet."}
    working = files.read(FIRST_EDITION / "central file.xlsx")
    made = publish(working, None, context(), said, anyway=True)
    assert made.whole is not None, made.result.findings
    assert "PB04" not in {one.rule for one in made.result.findings}
    central = files.read_bytes(written(made.whole, made.framework), "lead.xlsx")
    examine(central)
    for edition in ("first", "todays"):
        book = files.read(a_file(tmp_path, "workbook", edition))
        result = refresh(book, central, context())
        assert {one.rule for one in result.findings}.isdisjoint(ACCUSING)
        assert [one.cell.sheet for one in result.findings if one.rule == "RF13"] == (
            LATE if edition == "todays" else []
        )
        assert not {line.sheet for line in result.patch.lines()} & set(LATE)

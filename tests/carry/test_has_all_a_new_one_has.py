"""A carried workbook has every sheet, table, name, drop-down, format and print setting that a new one has."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.model import Area, Sheet, Value
from outcomes_xl.workflows.carry_workbook import carry_in_place
from tests.built import borough_workbook
from tests.carry.an_officers_workbook import FIRST_EDITION, bounds
from tests.carry.what_a_workbook_has import all_it_has
from tests.one_sheet import one_sheet

NOW = datetime(2026, 11, 28, 18, 0)
SECOND_EDITION = FIRST_EDITION.parents[1] / "second_edition" / "workbook.xlsx"
THIRD_EDITION = FIRST_EDITION.parents[1] / "third_edition" / "workbook.xlsx"


EVERY_EDITION = [FIRST_EDITION, SECOND_EDITION, THIRD_EDITION]


@pytest.fixture(scope="module", params=EVERY_EDITION, ids=["first edition", "second edition", "third edition"])
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("new")
    new, carried = folder / "new.xlsx", folder / "carried.xlsx"
    new.write_bytes(borough_workbook(load_framework()))
    shutil.copy(request.param, carried)
    said = carry_in_place(carried, NOW)
    assert len(said) == 2, "nothing of ours is taken for an officer's"
    return new, carried


def test_it_has_all_of_it_in_the_same_order(pair: tuple[Path, Path]) -> None:
    made, carried = (all_it_has(path) for path in pair)
    other: dict[tuple[str, str], Any] = {
        key: (made.get(key), carried.get(key))
        for key in made.keys() | carried.keys()
        if made.get(key) != carried.get(key)
    }
    assert other == {}


def test_the_words_and_formulas_outside_the_tables_are_the_new_ones(pair: tuple[Path, Path]) -> None:
    made, carried = (files.read(path) for path in pair)
    for name in ("Start", "Summary", "Metric card", "Progress", "Findings"):
        new, old = made.sheets[name], carried.sheets[name]
        assert new.formulas.keys() == old.formulas.keys(), name
        areas = [one.area for one in made.tables.values() if one.sheet == name != "Summary"]
        assert words_beside(new, areas) == words_beside(old, areas), name


def words_beside(sheet: Sheet, areas: list[Area]) -> dict[tuple[int, int], Value]:
    """The words of a sheet that are no formula's and stand in none of the areas."""
    places = {(row, column): value for row, cells in sheet.rows.items() for column, value in cells.items()}
    return {
        place: value
        for place, value in places.items()
        if place not in sheet.formulas and not any(place in area for area in areas)
    }


def test_every_cell_that_nobody_typed_in_looks_as_in_a_new_one(pair: tuple[Path, Path]) -> None:
    made, carried = (load_workbook(path) for path in pair)
    for name in ("Start", "Summary", "Metric card", "Data availability", "Map LOF", "Findings", "Lists"):
        for row in made[name].iter_rows(max_row=60):
            for cell in row:
                other = carried[name].cell(cell.row, cell.column)
                assert look(cell) == look(other), f"{name} {cell.coordinate}"


def look(cell: Any) -> list[str]:
    return [repr(getattr(cell, part)) for part in ("font", "fill", "border", "number_format", "alignment")]


def test_what_somebody_noted_beside_a_finding_stands_under_why(tmp_path: Path) -> None:
    path = tmp_path / "old.xlsx"
    book = load_workbook(FIRST_EDITION)
    page = book["Findings"]
    notes = {
        "Sheet": "Targets",
        "Cells": "B7",
        "What we noticed": "Odd",
        "Rule": "TG02",
        "Your note": "Asked Ann, fine",
    }
    for cell in page[5]:
        if cell.value in notes:
            page.cell(6, cell.column).value = notes[cell.value]
    book.save(path)
    carry_in_place(path, NOW)
    page = one_sheet(path, "Findings")
    first = bounds(page.tables["tblFindings"])[0]
    line = {page.cell(first, cell.column).value: cell.value for cell in page[first + 1]}
    assert (line["Why it is fine"], line["Rule"], line["What we noticed"]) == ("Asked Ann, fine", "TG02", "Odd")
    assert "Your note" not in line


def test_its_charts_say_aloud_what_is_off(pair: tuple[Path, Path]) -> None:
    """A later Excel's workbook, or LibreOffice, takes what is left out for on: labels named every bar, lines bent."""
    with ZipFile(pair[1]) as package:
        charts = [package.read(part) for part in package.namelist() if part.startswith("xl/charts/chart")]
    assert len(charts) == 2
    for chart in charts:
        for switch in (b"showCatName", b"showSerName", b"showPercent", b"showLegendKey"):
            assert chart.count(b"<c:dLbls>") == chart.count(b"<c:%s val=" % switch)
        assert chart.count(b"<c:roundedCorners") == 1
        assert chart.count(b"<c:delete ") >= chart.count(b"<c:catAx>") + chart.count(b"<c:valAx>")
        if b"<c:lineChart>" in chart:
            assert chart.count(b"<c:ser>") == chart.count(b"<c:smooth val=")

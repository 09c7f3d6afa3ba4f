"""The column Trend: a sparkline beside every row, of that row's own figures, which no job takes away."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from outcomes_xl.building.workings_sheet import SPARE_ROWS, TREND
from outcomes_xl.formulas.recalculate import recalculate
from outcomes_xl.hosts import files
from outcomes_xl.model import AppendRows, CellRef, ErrorValue, Patch, SetCell
from outcomes_xl.reading.layouts import layout
from tests.building import made
from tests.building.test_metric_card import FRAMEWORK, workbook
from tests.built import borough_workbook
from tests.office import printed

SHAPE = layout("borough").sheet("availability")
COLUMNS = [column.field for column in SHAPE.columns]


def sparklines(data: bytes) -> list[tuple[str, str]]:
    """Where each sparkline's figures are, and the cell it stands in."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
    return [found for xml in sheets for found in re.findall(r"<xm:f>(.*?)</xm:f><xm:sqref>(.*?)</xm:sqref>", xml)]


def test_every_row_has_its_own_and_rows_that_may_come_have_theirs_already() -> None:
    found = sparklines(made.blank())
    last = 5 + len(FRAMEWORK.metrics) + SPARE_ROWS
    assert [figures for figures, _ in found] == [f"Workings!Q{row}:V{row}" for row in range(6, last + 1)]
    assert [int(re.sub(r"\D", "", cell)) for _, cell in found] == list(range(6, last + 1))


def test_a_trend_is_drawn_from_the_figures_in_its_row_and_what_is_no_number_is_no_column() -> None:
    data = workbook()
    book = files.read_bytes(data, "x")
    row = next(
        row for row, cells in book.sheets["Data availability"].rows.items() if "Persistent absence" in cells.values()
    )
    places = [CellRef("Data availability", row, COLUMNS.index(field) + 1) for field in TREND]
    figures = [None, "c", 19.5, 18.9, 16.1, 14.9]
    changes = [
        SetCell(cell, book.value(cell), figure, "a test")
        for cell, figure in zip(places, figures, strict=True)
        if book.value(cell) != figure
    ]
    after = files.play(data, Patch.of(changes), "x", recalculate)
    there = files.read_bytes(after, "x").sheets["Workings"]
    none = ErrorValue("#N/A")
    assert [there.value(row, column) for column in range(17, 23)] == [none, none, 19.5, 18.9, 16.1, 14.9]
    assert sparklines(after) == sparklines(data)


def test_a_row_that_joins_the_list_has_its_trend_and_its_name_in_the_cards_list() -> None:
    data = workbook()
    table = files.read_bytes(data, "x").tables["tblAvailability"]
    values = {"metric_id": "LOC-001", "metric": "Hub visits", "domain": "Happy", "found_figure": 12}
    formulas = {column.field for column in SHAPE.columns if column.formula}
    row = tuple(None if field in formulas else values.get(field) for field in COLUMNS)
    added = AppendRows("tblAvailability", "Data availability", table.last_data_row + 1, 1, (row,), "a test")
    after = files.play(data, Patch((added,)), "x", recalculate)
    there = files.read_bytes(after, "x").sheets["Workings"]
    assert there.value(added.at, 22) == 12
    assert there.value(added.at, 16) == "Hub visits"
    assert sparklines(after) == sparklines(data)


@pytest.mark.office
def test_no_symbol_of_a_column_folded_away_is_printed_in_the_trend(tmp_path: Path) -> None:
    path = tmp_path / "withheld.xlsx"
    entries = {"availability": {"MET-002": {"status": "Available now", "latest_figure": "zz"}}}
    path.write_bytes(borough_workbook(FRAMEWORK, "Merton", entries=entries))
    pages = printed(path, tmp_path, "Data availability", most=14)
    assert any("over" in page.words for page in pages)
    assert not any("zz" in page.words for page in pages)

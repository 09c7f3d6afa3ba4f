"""A cell formatted as a percentage is read as it shows: Excel keeps 71% as 0.71."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from outcomes_xl.hosts import files
from outcomes_xl.jobs.check import check
from outcomes_xl.model import Value
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_tables
from tests.hosts.as_xlsx import as_xlsx
from tests.jobs.small import borough_at, context
from tests.release_ids import NEWEST

AT = [column.field for column in layout("borough").sheet("availability").columns].index("latest_figure") + 1
"""The column of the figure, counted from 1."""


def workbook(value: float, code: str) -> bytes:
    """A borough's workbook whose first metric holds this figure, in a cell with this number format."""
    rows = {"availability": [{"metric_id": "MET-001", "latest_figure": value, "latest_period": "2024/25"}]}
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(borough_at(NEWEST, rows))))
    sheet = book["Data availability"]
    (cell,) = [cell for line in sheet.iter_rows() for cell in line if cell.value == value and cell.column == AT]
    cell.number_format = code
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("value", "code", "read"),
    [
        (0.71, "0%", 71),
        (0.713, "0.0%", 71.3),
        (1, "0%", 100),
        (0.005, "0.0%;-0.0%", 0.5),
        (0.71, "0.00", 0.71),
        (0.71, '0.00"%"', 0.71),
        (54.2, "0.0", 54.2),
    ],
)
def test_a_figure_is_read_as_its_cell_shows_it(value: float, code: str, read: Value, tmp_path: Path) -> None:
    book = files.read_bytes(workbook(value, code), "Northbridge.xlsx")
    table = read_tables(book, layout("borough")).tables["availability"]
    row = table.rows[0]
    assert (row["latest_figure"], row.typed["latest_figure"]) == (read, value)
    told = [one for one in check(book, context()).findings if one.cell == table.cell(row, "latest_figure")]
    assert [one.rule for one in told if one.rule in ("AN19", "FG05", "FG08")] == (
        ["AN19"] if read != value else ["FG08"] if value < 1 else []
    )

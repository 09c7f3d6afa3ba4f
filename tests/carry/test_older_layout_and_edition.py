"""A workbook of the first layout, as an officer made it hers, carried to today's and to the next edition at once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook

from outcomes_xl.hosts import files
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.model import Area
from outcomes_xl.reading.layouts import layout
from outcomes_xl.workflows.carry_workbook import carry_to, has_older_layout
from outcomes_xl.workflows.edition_of_workbook import edition_of
from tests.carry.an_officers_workbook import Truth, bounds, headings, made, table_of
from tests.carry.test_to_the_next_edition import FIRST, NEXT, NOW, answers, carry
from tests.office import validate

IDS = {"Targets": "Metric id", "Sources": "Metric id", "Service map": "Outcome id"}
CHOSEN = {
    "Targets": ["MET-001", "MET-016", "MET-050", "MET-081", "MET-006"],
    "Sources": ["MET-017", "MET-071", "MET-099", "MET-081", "MET-002"],
    "Service map": ["C-ENG-02", "C-LRN-03", "C-SAFE-01", "C-HAPP-01"],
}


def typed(path: Path, seed: int) -> Truth:
    """Write the workbook, with ids that are there where rows are about a metric or an outcome."""
    truth = made(path, seed)
    book = load_workbook(path)
    for name, ids in CHOSEN.items():
        sheet = book[name]
        table = table_of(sheet)
        column = headings(sheet, table)[IDS[name]]
        first, left, last, right = bounds(table)
        last = max(last, first + len(ids))
        table.ref = str(Area(first, left, last, right))
        if table.autoFilter:
            table.autoFilter.ref = table.ref
        for row, own_id in enumerate(ids, first + 1):
            sheet.cell(row, column).value = own_id
            truth.typed[name, row - first, IDS[name]] = own_id
    book.save(path)
    return truth


def everything(path: Path) -> Counter[str]:
    """Return how often each value and each comment stands in a workbook."""
    cells = [cell for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row]
    comments = Counter(repr(cell.comment.text) for cell in cells if cell.comment)
    return comments + Counter(repr(cell.value) for cell in cells if cell.value)


@pytest.mark.parametrize("seed", [5])
def test_nothing_typed_is_lost_and_there_and_back_is_where_the_layout_alone_leads(seed: int, tmp_path: Path) -> None:
    old, new = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    truth = typed(old, seed)
    assert has_older_layout(old)
    there = carry(old, new)
    assert not has_older_layout(new)
    assert edition_of(files.read(new)).id == NEXT

    stood, stands = everything(old), everything(new)
    chosen = {own_id for ids in CHOSEN.values() for own_id in ids}
    wanted = [value for value in truth.typed.values() if value and value not in chosen]
    wanted += [text for texts in (*truth.outside.values(), *truth.comments.values()) for text in texts]
    wanted = [value for value in wanted if stood[repr(value)]]  # a few were typed over one another
    assert len(wanted) > 500
    assert {value for value in wanted if not stands[repr(value)]} == set()
    assert {one["became"] for one in there.accounts} >= {"carried", "used", "not carried"}

    targets = {row["metric_id"] for row in there.table("targets")}
    assert {"MET-001", "MET-103", "MET-101", "MET-102"} <= targets
    assert not targets & {"MET-006", "MET-016", "MET-050", "MET-081"}

    layout_alone = tmp_path / "layout.xlsx"
    carry_to(old, layout_alone, NOW)
    back = carry(new, tmp_path / "back.xlsx", FIRST)
    assert answers(back.new) == answers(layout_alone)
    assert validate(back.new) == validate(layout_alone)
    own = {column.field for column in layout("borough").sheet("targets").columns}
    assert own == set(read_borough(files.read(back.new)).tables["targets"].columns)

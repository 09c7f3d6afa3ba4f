"""Messy sheets: jottings beside a table, headings nobody would guess, a second table below. No row is lost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from outcomes_xl.adopt.adopted_so_far import Adoption
from outcomes_xl.adopt.adoption import adopt
from outcomes_xl.adopt.left_unread import left_unread
from outcomes_xl.adopt.reading_notes import ReadingNotes
from outcomes_xl.hosts.originals.read_original import read_original
from outcomes_xl.model.cell_refs import split_a1
from outcomes_xl.model.styled_cells import StyledBook
from tests.adopt.generated import FRAMEWORK

LOOKED_AFTER, REPEAT, FAR_AWAY, KS2, MORTALITY, SELF_HARM = (
    FRAMEWORK.metrics[one].title for one in ("MET-009", "MET-003", "MET-012", "MET-043", "MET-019", "MET-038")
)
ROWS = (
    ("SAFE",),
    (LOOKED_AFTER, True, "✓", "mosaic – Priya", 48, 51),
    (REPEAT, "✓", None, "all of them", 21.4, 19.8),
    (FAR_AWAY, "✓", "✓", "distance missing for some", None, 16),
    ("LEARNING",),
    (KS2, "✓", None, None, 62, 60),
)
PARTNERS = ((MORTALITY, "ICB", "No"), (SELF_HARM, "ICB", "No"))
BELOW = ((), (), ("Partner data",), ("Measure", "Partner", "Status"), *PARTNERS)
PLAIN = ("Measure", "Status", "chased", "Notes", "24/25", "23/24")
ODD = ("What", "Got it?", None, "Who", "24/25", "23/24")
JOTTED = {"H4": "TO DO", "H5": "ring Housing", "H6": "ask Ben"}


def read(folder: Path, rows: Sequence[Sequence[object]], beside: dict[str, str]) -> tuple[Adoption, StyledBook]:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for place, text in beside.items():
        sheet[place] = text
    book.save(folder / "theirs.xlsx")
    original = read_original(folder / "theirs.xlsx")
    return adopt(original, FRAMEWORK, "Camden", ReadingNotes()), original


def reasons(made: Adoption, *cells: str) -> list[str]:
    return [made.accounts.lines[("Sheet", *split_a1(cell), "cell")].reason for cell in cells]


@pytest.mark.parametrize("below", [(), BELOW], ids=["one table", "another below"])
@pytest.mark.parametrize("beside", [{}, JOTTED], ids=["nothing beside", "jottings beside"])
@pytest.mark.parametrize("heads", [PLAIN, ODD], ids=["plain headings", "odd headings"])
def test_a_messy_table_is_read_whatever_stands_beside_and_below(
    heads: Sequence[str | None], beside: dict[str, str], below: Sequence[Sequence[object]], tmp_path: Path
) -> None:
    made, book = read(tmp_path, (("stuff – WORKING COPY v7",), ("green = ok",), (), heads, *ROWS, *below), beside)
    assert made.availability["MET-003"]["latest_figure"] == 21.4
    assert made.availability["MET-003"]["latest_period"] == "2024/25"
    assert made.availability["MET-043"]["latest_figure"] == 62
    titles = [place for place, line in made.accounts.lines.items() if line.reason == "Read as the table's title."]
    assert {row for _, row, _, _ in titles} <= {1, 2}
    assert set(reasons(made, *beside)) <= {"It stands beside the table, and no row is about it."}
    assert left_unread(made.accounts, book) == []
    assert ("MET-019" in made.availability) == bool(below)


def test_rows_above_a_table_that_no_headings_stand_over_are_told_as_unread_and_never_as_a_title(tmp_path: Path) -> None:
    made, book = read(tmp_path, (*ROWS, *BELOW, *((f"Ours {n}", "us", "Yes") for n in range(20))), {})
    assert reasons(made, "A2", "E2", "B3") == ["It stands above the table, under no heading that could be read."] * 3
    assert [one.sheet for one in left_unread(made.accounts, book)] == ["Sheet"]


def test_a_version_and_a_day_above_a_table_are_no_table(tmp_path: Path) -> None:
    rows = (("Audit",), ("Version", 3), ("Lead", "Sam"), (), ("Measure", "Status"), (KS2, "Yes"), (REPEAT, "No"))
    made, book = read(tmp_path, rows, {})
    assert reasons(made, "A2", "B3") == ["Read as the table's title."] * 2
    assert left_unread(made.accounts, book) == []

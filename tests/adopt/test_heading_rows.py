"""Two and three heading rows: some words merged down or with nothing below them, others over a group of columns."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from outcomes_xl.adopt.adopted_so_far import Adoption
from outcomes_xl.adopt.adoption import adopt
from outcomes_xl.adopt.reading_notes import ReadingNotes
from outcomes_xl.model import Value
from outcomes_xl.model.cell_refs import Area
from outcomes_xl.model.styled_cells import PLAIN, Look, StyledBook, StyledCell, StyledSheet
from tests.adopt.generated import FRAMEWORK, METRICS

WIDE = [one for one in METRICS if one.highest is None or one.highest >= 100]
"""Metrics that any of the figures below may be of."""

BOLD = Look(bold=True, fill="D9E1F2")
NAMES = ("Metric", "Measure", "KPI", "Indicator / measure")
COLUMNS = {  # a heading, the field it is, what may stand in the column and what it becomes
    "Status": ("status", {"Available now": "Available now", "No": "Not collected", "Partner": "Held by a partner"}),
    "Latest figure": ("latest_figure", {19.3: 19.3, 12: 12, 0: 0}),
    "Who holds it": ("holder", {"Schools": "Schools", "Mosaic team": "Mosaic team"}),
    "System": ("system", {"Mosaic": "Mosaic", "EHM": "EHM"}),
    "How often": ("frequency", {"Yearly": "Yearly", "each term": "Termly"}),
    "Lowest level": ("geography", {"Ward": "Ward", "LSOA": "Lower super output area"}),
    "Confidence": ("quality", {"Trusted": "Trusted", "Needs work": "Needs work"}),
    "Comments": ("note", {one: one for one in ("Small numbers", "Ask again in May")}),
}
GROUPS = ("Data", "About the data", "Where it is", "What we know", "Details", "Our assessment", "The position today")


def sheet_of(rows: Sequence[Sequence[Value]], merges: Sequence[str] = (), bold: int = 0) -> StyledBook:
    """Return a workbook of one sheet of these rows, the first ``bold`` of them made to look like headings."""
    cells = {
        (r, c): StyledCell(r, c, value, BOLD if r <= bold else PLAIN)
        for r, row in enumerate(rows, 1)
        for c, value in enumerate(row, 1)
        if value is not None
    }
    sheet = StyledSheet("Log", cells, merges=tuple(Area.parse(one) for one in merges))
    return StyledBook("log.xlsx", "", (sheet,))


def adopted(book: StyledBook) -> Adoption:
    return adopt(book, FRAMEWORK, "Merton", ReadingNotes())


def test_some_headings_are_merged_down_two_rows_and_others_across_a_group() -> None:
    rows = (
        ("Metric", "Data", None, "Note"),
        (None, "Status", "Latest figure", None),
        ("Persistent absence", "Available now", 19.3, "a"),
        ("Severe absence", "Not collected", None, "b"),
    )
    expected = {
        "MET-050": {"status": "Available now", "latest_figure": 19.3, "note": "a"},
        "MET-051": {"status": "Not collected", "note": "b"},
    }
    for merges in (("A1:A2", "B1:C1", "D1:D2"), ("B1:C1",), ("A1:A2", "D1:D2"), ()):
        for bold in (0, 2):
            assert adopted(sheet_of(rows, merges, bold)).availability == expected, (merges, bold)


THREE = (("Persistent absence", "Yes", 19.3, 20.1, "2022/23"), ("Severe absence", "No", 2.1, 2.2, "2022/23"))


def test_a_group_that_says_target_or_previous_says_it_of_its_figures() -> None:
    merges = ("A1:A2", "B1:C1", "D1:E1")
    rows = (("Measure", "Now", None, "Previous", None), (None, "Status", "Value", "Value", "Period"), *THREE)
    made = adopted(sheet_of(rows, merges, 2))
    assert made.availability["MET-050"] == {
        "status": "Available now",
        "latest_figure": 19.3,
        "note": "Previous Value: 20.1\nPrevious Period: 2022/23",
    }
    rows = (("Measure", "Now", None, "Target", None), (None, "Status", "Value", "Value", "By when"), *THREE)
    made = adopted(sheet_of(rows, merges, 2))
    assert (made.targets, made.availability["MET-050"]["latest_figure"]) == ({}, 19.3)
    assert set(made.learnt.questions) == {("heading", "Target Value"), ("heading", "By when")}


def test_a_word_over_two_columns_of_which_one_holds_the_titles_and_a_row_that_numbers_the_columns() -> None:
    rows = (
        ("Outcome", "Measure", None, "Data", None),
        (None, "Ref", "Title", "Held?", "Value"),
        ("(a)", "(b)", "(c)", "(d)", "(e)"),
        ("Children attend school", "M1", "Persistent absence", "Yes", 19.3),
        ("Children attend school", "M2", "Severe absence", "No", 2.1),
    )
    made = adopted(sheet_of(rows, ("A1:A2", "B1:C1", "D1:E1"), 2))
    assert made.availability == {
        "MET-050": {"status": "Available now", "latest_figure": 19.3},
        "MET-051": {"status": "Not collected", "latest_figure": 2.1},
    }


def test_two_columns_of_a_table_that_stand_beside_a_blank_are_no_key() -> None:
    rows = (
        ("Measure", "Team", "Level", "Owner"),
        ("Persistent absence", None, "LSOA", "Schools"),
        ("Severe absence", None, "Ward", "Schools"),
        ("GLD at age 5", "Hubs", "Ward", "Early years"),
    )
    made = adopted(sheet_of(rows, (), 1))
    assert made.availability["MET-050"]["geography"] == "Lower super output area"


def made_up(seed: int) -> tuple[StyledBook, dict[str, dict[str, Value]]]:
    """Return a sheet with two or three heading rows in a mix of ways, and what must come of it."""
    chance = random.Random(seed)
    depth = chance.choice((2, 2, 3))
    left, top = chance.randint(1, 3), chance.choice((1, 1, 3))
    bold = chance.random() < 0.6
    cells: dict[tuple[int, int], StyledCell] = {}
    merges: list[Area] = []

    def put(row: int, column: int, value: Value, look: Look = PLAIN) -> None:
        cells[(row, column)] = StyledCell(row, column, value, look)

    head = BOLD if bold else PLAIN
    if top > 1:
        put(1, left, "What data do we have?")
    headings = chance.sample(list(COLUMNS), chance.randint(4, len(COLUMNS)))
    groups = chance.sample(GROUPS, len(GROUPS))
    at, left_over = left, [chance.choice(NAMES), *headings]
    names_at = left
    merged_down = chance.random() < 0.6
    grouped = False
    while left_over:
        width = chance.randint(2, 3) if at > left and len(left_over) > 1 and chance.random() < 0.6 else 1
        width = min(width, len(left_over))
        if not grouped and at > left and len(left_over) == 2:
            width = 2
        if width == 1:
            put(top, at, left_over.pop(0), head)
            if merged_down:
                merges.append(Area(top, at, top + depth - 1, at))
            at += 1
            continue
        grouped = True
        put(top, at, groups.pop(), head)
        if chance.random() < 0.7:
            merges.append(Area(top, at, top, at + width - 1))
        for step in range(width):
            put(top + 1, at + step, left_over.pop(0), head)
            if depth == 3 and merged_down:
                merges.append(Area(top + 1, at + step, top + 2, at + step))
        at += width
    if depth == 3:  # one of the lower headings is a group of its own
        lower = [place for place in cells if place[0] == top + 1]
        row, column = chance.choice(lower)
        merges[:] = [one for one in merges if (one.first_row, one.first_column) != (row, column)]
        put(top + 2, column, cells[(row, column)].value, head)
        put(row, column, groups.pop(), head)
    fields = {}
    for column in range(left, at):
        lowest = max(row for row, c in cells if c == column and row >= top)
        fields[column] = str(cells[(lowest, column)].value)
    expected: dict[str, dict[str, Value]] = {}
    for number, metric in enumerate(chance.sample(WIDE, 6), top + depth):
        put(number, names_at, metric.title)
        for column, heading in fields.items():
            if column == names_at or chance.random() < 0.2:
                continue
            field, said = COLUMNS[heading]
            typed = chance.choice(list(said))
            put(number, column, typed)
            expected.setdefault(metric.id, {})[field] = said[typed]
    sheet = StyledSheet("Log", dict(sorted(cells.items())), merges=tuple(merges))
    return StyledBook("log.xlsx", "", (sheet,)), expected


@pytest.mark.parametrize("block", range(4))
def test_any_mix_of_words_down_and_across_is_read(block: int) -> None:
    for seed in range(block * 50, block * 50 + 50):
        book, expected = made_up(seed)
        assert adopted(book).availability == expected, seed

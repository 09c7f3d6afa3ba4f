"""A typed 9% is kept as 0.09: the sheet's formulas wait in every Excel, the jobs read it, and neither says another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes_xl.formulas.work_out import Workings
from outcomes_xl.model import Book, CellRef, Value
from outcomes_xl.reading.column_formulas import column_formula
from outcomes_xl.reading.kept_shares import LEVEL, PER_CENT, may_be_kept_so
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_tables
from outcomes_xl.targets.progress import TargetProgress, all_progress
from tests.targets.small import FOUND, GLD, IN_NEED, KNOWN, SETTLED, TODAY
from tests.workbooks import filled_book

POINTS = "Change in points"
SHAPE = layout("borough").sheet("targets")
FORMULAS = {c.field: column_formula(layout("borough"), SHAPE, c) for c in SHAPE.columns if c.kind == "formula"}


def workbook(target: Mapping[str, Value], found: Mapping[str, Value], unit: str, *in_per_cent: str) -> Book:
    """A workbook of one target; the fields ``in_per_cent`` have cells that show a percentage."""
    bounds = {"lowest": 0, "highest": 100} if unit == "%" else {}
    listed = {"metric_id": target["metric_id"], "metric": "A metric", "unit": unit, **bounds}
    rows = {"framework": [listed], "targets": [target], "availability": [found]}
    made = filled_book("borough", rows, "Millwick.xlsx")
    shown = {of_row(made, name) for name in in_per_cent}
    return replace(made, number_format=lambda cell: "0.0%" if cell in shown else "General")


def of_row(book: Book, name: str) -> CellRef:
    table = book.tables["tblTargets"]
    at = [column.field for column in SHAPE.columns].index(name)
    return CellRef(table.sheet, table.first_data_row, table.area.first_column + at)


def on_the_sheet(book: Book, *names: str) -> list[object]:
    """What the sheet's own formulas come to."""
    cells = {name: of_row(book, name) for name in FORMULAS}
    ours = {(cell.sheet, (cell.row, cell.column)): FORMULAS[name] for name, cell in cells.items()}
    workings = Workings(book, ours, lambda sheet, place: False)
    return [workings.value(cells[name].sheet, (cells[name].row, cells[name].column)) for name in names]


def by_the_job(book: Book) -> TargetProgress:
    (made,) = all_progress(read_tables(book, layout("borough")).tables, KNOWN, TODAY)
    return made


def test_nine_per_cent_waits_on_the_sheet_and_is_read_by_the_job() -> None:
    target = {**SETTLED, "baseline": 71, "target": 0.09, "target_kind": PER_CENT, "confirmed": "Yes"}
    book = workbook(target, FOUND, "%", "target")
    level, readings, so_far = on_the_sheet(book, "level", "readings", "so_far")
    assert (level, so_far) == ("", "no figure to compare")
    assert readings == (
        "0.09 stands in Target. If it shows 9%, choose General (Home, Number) and type 9; if not, press Targets."
    )
    made = by_the_job(book)
    assert made.level == pytest.approx(77.39)
    assert made.notes[0] == (
        "Target shows 9%, which Excel keeps as 0.09: what the sheet Targets works out itself stays blank until 9 "
        "stands there as a plain number."
    )
    plain = workbook({**target, "target": 9}, FOUND, "%")
    assert on_the_sheet(plain, "level") == [pytest.approx(77.39)] and by_the_job(plain).notes == ()


def test_a_baseline_kept_as_a_fraction_waits_and_both_readings_stand_in_one_plain_word_each() -> None:
    book = workbook({**SETTLED, "baseline": 0.71, "target": 80}, FOUND, "%", "baseline")
    readings, level, so_far = on_the_sheet(book, "readings", "level", "so_far")
    assert str(readings).startswith("0.71 stands in Baseline. If it shows 71%,")
    assert (level, so_far) == (80, "no figure to compare")
    assert by_the_job(book).facts.baseline_number == 71
    unsure = workbook({**SETTLED, "baseline": 71, "target": -1, "target_kind": None}, FOUND, "%")
    assert on_the_sheet(unsure, "readings", "level") == [
        "1 per cent less: 70.3. 1 point less: 70.0. Which is meant?",
        "",
    ]


def test_what_the_sheet_would_reckon_with_as_it_is_kept_is_not_judged_until_it_is_put_right() -> None:
    """150% is kept as 1.5, which is a change of a point and a half to every formula."""
    target = {**SETTLED, "target": 1.5, "target_kind": PER_CENT, "confirmed": "Yes"}
    made = by_the_job(workbook(target, FOUND, "%", "target"))
    assert made.word == "not said"
    assert [(one.why, one.next) for one in made.troubles if one.field == "target"][-1] == (
        "Target shows 150%, which Excel keeps as 1.5, and the sheet itself reckons with that.",
        "Choose General for the cell (Home, Number), and type 150.",
    )


def test_a_number_made_a_percentage_afterwards_shows_a_hundred_times_as_much_and_is_asked_about() -> None:
    """A 9 that is then formatted as a percentage shows 900%."""
    target = {**SETTLED, "target": 9, "target_kind": POINTS}
    made = by_the_job(workbook(target, FOUND, "%", "target"))
    assert (made.word, made.level) == ("not said", 76)
    assert [(one.why, one.next) for one in made.troubles] == [
        (
            "Target shows 900%, and what stands in the cell is 9.",
            "Choose General for the cell (Home, Number): is what it then shows meant?",
        )
    ]


@pytest.mark.parametrize(
    ("kind", "number", "figure", "waits"),
    [
        (LEVEL, 0.77, 71.0, True),
        (LEVEL, 1, 71.0, True),
        (LEVEL, 1, 2.3, False),  # severe absence may well be brought down to 1 per cent
        (LEVEL, 0.5, None, True),
        (LEVEL, 77, 71.0, False),
        (LEVEL, 0, 71.0, False),
        (POINTS, 0.5, 71.0, True),
        (POINTS, 1, 71.0, False),
        (PER_CENT, -0.09, 71.0, True),
    ],
)
def test_a_number_that_may_be_kept_so_is_told_from_one_that_is_small(
    kind: str, number: float, figure: float | None, waits: bool
) -> None:
    target: Mapping[str, Value] = {"metric_id": GLD, "target": number, "target_kind": kind}
    book = workbook(target, {**FOUND, "found_figure": figure}, "%")
    (readings,) = on_the_sheet(book, "readings")
    assert str(readings).startswith(f"{number} stands in Target.") is waits


def test_a_small_rate_is_a_rate_and_only_a_change_in_per_cent_of_it_may_be_kept_so() -> None:
    rate = {**FOUND, "metric_id": IN_NEED, "found_figure": 300, "found_unit": "per 10,000"}
    target: Mapping[str, Value] = {"metric_id": IN_NEED, "baseline": 0.9, "target": 0.5, "target_kind": LEVEL}
    assert on_the_sheet(workbook(target, rate, "per 10,000"), "level") == [0.5]
    assert on_the_sheet(workbook({**target, "target_kind": PER_CENT}, rate, "per 10,000"), "level") == [""]


@pytest.mark.parametrize(
    ("target", "asked"),
    [
        (9, "9 per cent more: 77.4. 9 points more: 80.0. Which is meant?"),
        (30, "30 per cent more: 92.3. 30 points more: 101.0. Which is meant?"),
        (80, "80 per cent more: 127.8. 80 points more: 151.0. Neither can be: is 80 a level to reach?"),
        (900, "900 per cent more: 710.0. 900 points more: 971.0. Neither can be: is the number right?"),
        ("9 points", "This is text. Type the number alone, and choose in Target is a what it is."),
    ],
)
def test_the_sheet_says_what_each_reading_comes_to_and_which_cannot_be(target: Value, asked: str) -> None:
    row = {**SETTLED, "baseline": 71, "target": target, "target_kind": None}
    assert on_the_sheet(workbook(row, FOUND, "%"), "readings") == [asked]
    assert on_the_sheet(workbook({**row, "confirmed": "Yes", "target_kind": POINTS}, FOUND, "%"), "readings") == (
        [""] if isinstance(target, int) else [asked]
    )


def test_per_cent_of_a_percentage_has_no_level_on_the_sheet_until_it_is_confirmed() -> None:
    row = {**SETTLED, "baseline": 71, "target": 9, "target_kind": PER_CENT}
    assert on_the_sheet(workbook(row, FOUND, "%"), "level", "so_far") == ["", "no figure to compare"]
    assert on_the_sheet(workbook({**row, "confirmed": " yes"}, FOUND, "%"), "level") == [pytest.approx(77.39)]
    assert on_the_sheet(workbook({**row, "baseline": 50}, FOUND, "per 10,000"), "level") == [pytest.approx(54.5)]


def test_readings_of_a_small_figure_have_the_decimals_that_show_them() -> None:
    row: Mapping[str, Value] = {**SETTLED, "baseline": 1.3, "target": -1, "target_kind": None}
    readings = on_the_sheet(workbook(row, {**FOUND, "found_figure": 1.3}, "%"), "readings")
    assert readings == ["1 per cent less: 1.29. 1 point less: 0.30. Which is meant?"]


NUMBERS = st.one_of(st.none(), st.sampled_from([0, 0.04, 0.5, -0.5, 0.99, 1, -1, 1.5, 9, 71, "c"]))


@given(st.sampled_from([LEVEL, POINTS, PER_CENT]), NUMBERS, NUMBERS, NUMBERS, st.sampled_from(["%", "number"]))
def test_the_job_knows_for_what_the_sheet_waits(
    kind: str, target: Value, baseline: Value, figure: Value, unit: str
) -> None:
    row: Mapping[str, Value] = {"metric_id": GLD, "target": target, "baseline": baseline, "target_kind": kind}
    (readings,) = on_the_sheet(workbook(row, {**FOUND, "found_figure": figure}, unit), "readings")
    sizes = {name: abs(value) if isinstance(value, int | float) else 0 for name, value in row.items()}
    found = abs(figure) if isinstance(figure, int | float) else 0
    of_target = may_be_kept_so(kind, unit, sizes["target"], max(found, sizes["baseline"]))
    of_baseline = may_be_kept_so(LEVEL, unit, sizes["baseline"], max(found, sizes["target"] if kind == LEVEL else 0))
    wanted = "Target" if of_target else "Baseline" if of_baseline else ""
    assert (" stands in " in str(readings)) is bool(wanted) and (not wanted or f" stands in {wanted}." in str(readings))

"""The shape of every table, asked by pandera: held to a plain statement of it, and to what its YAML says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outcomes_xl.framework import load_framework
from outcomes_xl.model import ErrorValue, Row, Table, Value
from outcomes_xl.model.sentences import shown
from outcomes_xl.reading.figures import NotAFigure, figure
from outcomes_xl.reading.layouts import SheetLayout, layout
from outcomes_xl.reading.periods import PeriodKind, parse_period
from outcomes_xl.reading.schemas import NEEDED, Shape, as_yaml, failure_cases, frame_of, from_yaml, schema_of
from tests.fresh import brought_in
from tests.workbooks import table

FRAMEWORK = load_framework()
SHEETS = [sheet for kind in ("borough", "central") for sheet in layout(kind).with_tables]
Case = tuple[str, str, int]


def cases(one: Table, sheet: SheetLayout | None = None) -> list[Case]:
    return sorted(failure_cases(one, schema_of(sheet or layout("borough").sheet(one.key), FRAMEWORK)))


# By example -------------------------------------------------------------------------------------------------------


def test_a_table_in_good_shape_has_no_failure_case() -> None:
    text = """
        | metric_id | target | target_kind    | by_period |
        | MET-001   | 55     | Level to reach | 2025      |
        | MET-002   | 12.5   | Level to reach | 2025      |
    """
    assert cases(table("targets", text)) == []
    assert cases(table("targets")) == []


def test_each_case_knows_its_check_its_field_and_its_row() -> None:
    text = """
        | metric_id | target | target_kind    | by_period | baseline   |
        | MET-001   | lots   | Level to reach | 2025      | -100       |
        |           | TRUE   | level          | 2026      | about half |
        | MET 7     | '55    | Level to reach | someday   | c          |
        | met-001   | 1      | Level to reach | '2025     | [c]        |
    """
    assert cases(table("targets", text)) == [
        ("is_figure", "baseline", 2),
        ("is_figure", "baseline", 3),
        ("is_number", "target", 2),
        ("is_number", "target", 3),
        ("is_number", "target", 4),
        ("is_period", "by_period", 4),
        ("is_written", "metric_id", 4),
        ("is_written", "metric_id", 5),
        ("isin", "target_kind", 3),
        (NEEDED, "metric_id", 3),
        *(("used_once_together", name, 5) for name in ("baseline", "by_period", "metric_id", "target", "target_kind")),
    ]


def test_a_number_can_be_too_small_and_an_id_nobodys() -> None:
    text = """
        | metric_id | outcome_id | every_months | lag_months | also_in         |
        | MET-001   | C-LRN-01   | 0            | 0          | Safe; Happy     |
        | MET-002   | LOC-OWN    | 12           | -1         | Safe, Happy     |
        | MET-003   | C-LRN-99   | a year       |            | Safe; Cheerful; |
    """
    found = [case for case in cases(table("framework", text)) if case[0] != NEEDED]
    assert found == [
        ("each_in", "also_in", 3),
        ("each_in", "also_in", 4),
        ("is_at_least", "every_months", 2),
        ("is_at_least", "lag_months", 3),
        ("is_known", "outcome_id", 4),
        ("is_number", "every_months", 4),
    ]


def test_a_column_that_is_missing_hides_nothing_in_the_others() -> None:
    found = cases(table("targets", "| metric_id | target |\n| MET-001 | lots |"))
    assert found == [("is_number", "target", 2)]


def test_rules_are_not_given_the_cells_in_which_excel_shows_an_error() -> None:
    one = table("targets", "| metric_id | target |\n| MET-001 | #N/A |\n| #REF! | x |")
    shape = Shape({"targets": one}, FRAMEWORK)
    assert [row.number for row in shape.rows(one, "is_number", "target")] == [3]
    assert shape.rows(one, "is_id", "metric_id") == []


def test_a_frame_keeps_excels_row_numbers_and_what_was_typed() -> None:
    one = table("targets", "| metric_id | target | note |\n| MET-001 | 55 | N/A |\n| MET-002 | | NaN |\n| #N/A | | |")
    frame = frame_of(one)
    assert list(frame.index) == [2, 3, 4]
    assert set(frame.dtypes.astype(str)) == {"object"}
    assert [list(row) for row in frame.itertuples(index=False)] == [
        ["MET-001", 55, "N/A"],
        ["MET-002", None, "NaN"],
        [ErrorValue("#N/A"), None, None],
    ]
    assert all(value is None for value in frame["note"][frame["note"].isna()])


# Whatever stands there --------------------------------------------------------------------------------------------

WORDS = sorted({word.value for word in FRAMEWORK.words})
IDS = [
    "MET-001",
    "met-001",
    "MET 1",
    "LOC-1",
    "C-LRN-01",
    "LOF-2026-07-001",
    "A~B",
    "~",
    "-",
    "2026.10",
    "AV03",
    "C-X\nY",
]
VALUES = st.one_of(
    st.none(),
    st.sampled_from([*WORDS, *IDS]),
    st.lists(st.sampled_from(["Safe", "Happy", "Age", "Sex", "None", "Odd", " "]), max_size=3).map("; ".join),
    st.text(max_size=4),
    st.integers(-3, 3),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
    st.sampled_from([ErrorValue("#N/A"), ErrorValue("#REF!"), time(9, 30), "2024/25", "2025", -100, "c", "54%"]),
)


@st.composite
def tables(draw: st.DrawFn) -> tuple[Table, SheetLayout]:
    """Any sheet's table with anything in its cells, and perhaps without some of its columns."""
    sheet = draw(st.sampled_from(SHEETS))
    fields = [column.field for column in sheet.columns if draw(st.integers(0, 9))]
    rows = []
    for number in range(6, 6 + draw(st.integers(0, 5))):
        made = {name: value for name in fields if (value := draw(VALUES)) not in (None, "")}
        rows.append(Row(number, made, made))
    places = {name: place for place, name in enumerate(fields, 1)}
    return Table(sheet.key, sheet.table or "", sheet.name, 5, places, tuple(rows), 11), sheet


def plainly(one: Table, sheet: SheetLayout) -> Iterator[Case]:
    """The shape of a table, said over again without pandas, pandera or the product's own statement of it."""

    def text(value: Value) -> str:
        return (
            value if isinstance(value, str) else "" if value is None or isinstance(value, ErrorValue) else shown(value)
        )

    def keeps(kind: str, value: Value) -> bool:
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return {
            "number": number,
            "date": isinstance(value, date),
            "id": isinstance(value, str),
            "figure": not isinstance(figure(value), NotAFigure),
            "period": any(parse_period(value, kind) for kind in PeriodKind),
        }.get(kind, True)

    seen: dict[str, set[str]] = {}
    pairs: set[tuple[str, ...]] = set()
    for row in one.rows:
        for column in (column for column in sheet.columns if column.field in one.columns):
            name, value = column.field, row[column.field]
            if value is None:
                if column.needed:
                    yield NEEDED, name, row.number
                continue
            if not keeps(column.kind, value):
                yield f"is_{column.kind}", name, row.number
            if column.kind == "choice" and value not in FRAMEWORK.list(column.list or ""):
                yield "isin", name, row.number
            if column.kind == "choices":
                given = [part.strip() for part in re.split("[;\n]", text(value))]
                if set(given) - {""} - set(FRAMEWORK.list(column.list or "")):
                    yield "each_in", name, row.number
            if column.ids:
                ours = bool(column.own_ids) and text(value).startswith(column.own_ids)
                if text(value) not in getattr(FRAMEWORK, column.ids) and not ours:
                    yield "is_known", name, row.number
            if column.pattern and isinstance(value, str) and not re.fullmatch(column.pattern, value, re.DOTALL):
                yield "is_written", name, row.number
            if column.lowest is not None and keeps("number", value) and value < column.lowest:
                yield "is_at_least", name, row.number
            if sheet.row_key == name:
                if text(value).casefold() in seen.setdefault(name, set()):
                    yield "used_once", name, row.number
                seen[name].add(text(value).casefold())
        if sheet.once and set(sheet.once) <= set(one.columns):
            key = tuple(text(row[name]).casefold() for name in sheet.once)
            if all(key) and key in pairs:
                yield from (("used_once_together", name, row.number) for name in one.columns)
            pairs.add(key)


@settings(max_examples=30, deadline=None)
@given(tables())
def test_the_failure_cases_are_those_of_a_plain_statement_and_of_the_schema_read_back(
    made: tuple[Table, SheetLayout],
) -> None:
    one, sheet = made
    expected = sorted(plainly(one, sheet))
    assert cases(one, sheet) == expected
    (read_back,) = from_yaml(as_yaml([sheet], FRAMEWORK)).values()
    assert sorted(failure_cases(one, read_back)) == expected


def test_every_sheet_is_in_one_file_and_pandera_itself_reads_each_of_its_documents() -> None:
    from pandera.io.pandas_io import from_yaml as pandera_reads

    text = as_yaml(SHEETS, FRAMEWORK)
    assert list(from_yaml(text)) == list(dict.fromkeys(sheet.key for sheet in SHEETS))
    assert [pandera_reads(document).name for document in text.split("---\n")] == [sheet.key for sheet in SHEETS]


def test_the_released_rows_of_a_new_workbook_are_in_good_shape() -> None:
    from outcomes_xl.building import borough_workbook
    from outcomes_xl.hosts import files
    from outcomes_xl.reading.read_tables import read_tables

    book = files.read_bytes(borough_workbook(FRAMEWORK, "Merton"), "new.xlsx")
    reading = read_tables(book, layout("borough"))
    shape = Shape(reading.tables, FRAMEWORK)
    assert {key: dict(shape.of(key)) for key in reading.tables if shape.of(key)} == {}


# What it costs ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("module", ["outcomes_xl", "outcomes_xl.jobs.check", "outcomes_xl.reading.schemas"])
def test_importing_the_middle_brings_in_neither_pandas_nor_pandera(module: str) -> None:
    assert not brought_in(f"import {module}", {"pandas", "pandera", "numpy", "yaml"})


def test_a_schema_is_built_once_for_a_sheet_and_its_words() -> None:
    targets = layout("borough").sheet("targets")
    assert schema_of(targets, FRAMEWORK) is schema_of(targets, FRAMEWORK)

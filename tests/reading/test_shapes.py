"""Number columns hold numbers, date columns dates, id columns text; anything else is named with its cells."""

from hypothesis import given, settings
from hypothesis import strategies as st

from outcomes_xl.model import ErrorValue, Row, Table
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.schemas import failures, frame_of
from outcomes_xl.reading.shapes import shape_troubles
from tests.workbooks import table


def troubles(*tables):
    found = shape_troubles({one.key: one for one in tables}, layout("borough"))
    return [
        (str(trouble.cell), trouble.words["cells"], trouble.words["kind"], trouble.words["found"]) for trouble in found
    ]


def test_a_table_in_good_shape_has_no_trouble():
    text = "| metric_id | target | by_period |\n| MET-001 | 55 | 2025 |\n| MET-002 | | |"
    assert troubles(table("targets", text)) == []
    assert troubles(table("targets")) == []


def test_words_in_a_number_column_are_one_trouble_with_all_their_cells():
    text = "| metric_id | target |\n| MET-001 | lots |\n| MET-002 | '55 |\n| MET-003 | 12.5 |\n| MET-004 | TRUE |"
    assert troubles(table("targets", text)) == [("'Targets'!B2", "B2:B3 and B5", "number", "lots")]


def test_ids_that_excel_made_numbers_or_dates_of_are_named():
    text = "| metric_id | assessed_on |\n| 12 | 2026-11-12 |\n| 2026-01-01 | last week |"
    assert troubles(table("availability", text)) == [
        ("'Data availability'!A2", "A2:A3", "id", "12"),
        ("'Data availability'!B3", "B3", "date", "last week"),
    ]


def test_blank_cells_and_error_values_are_left_to_the_rules():
    assert troubles(table("targets", "| metric_id | target |\n| MET-001 | #N/A |\n| MET-002 | |")) == []


def test_all_sheets_are_asked_together_and_answered_in_their_order():
    targets = table("targets", "| metric_id | target |\n| 7 | x |")
    framework = table("framework", "| metric_id | lowest |\n| MET-001 | none |")
    assert [cell for cell, *_ in troubles(framework, targets)] == [
        "'Framework'!B2",
        "'Targets'!A2",
        "'Targets'!B2",
    ]


VALUES = st.one_of(
    st.none(),
    st.text(max_size=4),
    st.integers(-9, 9),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
    st.sampled_from([ErrorValue("#N/A"), ErrorValue("#REF!")]),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(VALUES, VALUES, VALUES), max_size=6))
def test_pandera_finds_the_same_cells(rows):
    fields = ("metric_id", "status", "assessed_on")
    made = [dict(zip(fields, row, strict=True)) for row in rows]
    kept = tuple(Row(number, row, row) for number, row in enumerate(made, start=6))
    sheet = layout("borough").sheet("availability")
    columns = {column.field: number for number, column in enumerate(sheet.columns, start=1)}
    one = Table("availability", "tblAvailability", sheet.name, 5, columns, kept, last_row=5 + max(1, len(kept)))
    ours = {
        one.cell(int(row), trouble.words["field"])
        for trouble in shape_troubles({"availability": one}, layout("borough"))
        for row in trouble.words["rows"].split()
    }
    assert set(failures(one, sheet)) == ours


def test_a_frame_keeps_excels_row_numbers_and_tells_blank_from_typed_words():
    one = table("targets", "| metric_id | target | note |\n| MET-001 | 55 | N/A |\n| MET-002 | | |")
    frame = frame_of(one)
    assert list(frame.index) == [2, 3]
    assert frame.loc[2, "note"] == "N/A"
    assert frame.loc[3, "note"] is None

"""However a workbook has been moved about, its tables are found, and what stands in the way is kept as trouble."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes_xl.model import Area, Book, ErrorValue, Sheet
from outcomes_xl.model.cannot_use import WrongTemplate
from outcomes_xl.reading.headings import TROUBLES
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import Reading, read_tables, which_layout
from tests.workbooks import book, borough_book, central_book, grid, table

SERVICES = """
    | Service id | Service     | Lead organisation | Mainly for | Who it is open to | Ages | State   | Note |
    | SVC-01     | Stay & Play | Family hubs       |            | Universal         | 0-5  | Running |      |
    | SVC-02     | Talk Time   |                   |            |                   |      |         |      |
"""


def only_services(one: Book) -> Reading:
    borough = layout("borough")
    reading = read_tables(one, replace(borough, sheets=(borough.sheet("services"),)))
    assert all(set(trouble.words) == set(TROUBLES[trouble.kind]) for trouble in reading.troubles)
    return reading


def headed(*, text: str = SERVICES, change: dict[str, str]) -> Book:
    """The Services sheet with some headings typed differently."""
    made = book(table("services", text))
    cells = dict(made.sheets["Services"].rows[1])
    for column, heading in cells.items():
        cells[column] = change.get(str(heading), heading)
    rows = {**made.sheets["Services"].rows, 1: cells}
    entry = replace(made.tables["tblServices"], headings=tuple(str(cells[c]) for c in sorted(cells)))
    return replace(made, sheets={"Services": Sheet("Services", rows)}, tables={"tblServices": entry})


def kinds(reading: Reading) -> list[str]:
    return [trouble.kind for trouble in reading.troubles]


def test_a_workbook_as_we_made_it_reads_without_trouble():
    for made in (borough_book(), central_book()):
        assert read_tables(made, which_layout(made)).troubles == ()


def test_rows_keep_their_excel_row_and_what_was_typed():
    typed = "| service_id | service |\n| SVC-01 | \u00a0Stay  &\u200b Play |\n| | |\n| SVC-02 | Talk Time |"
    services = only_services(book(table("services", typed))).tables["services"]
    assert [row.number for row in services] == [2, 4]
    assert services.blank_rows == (3,)
    assert services.rows[0]["service"] == "Stay & Play"
    assert services.rows[0].typed["service"] == "\u00a0Stay  &\u200b Play"
    assert str(services.cell(4, "service")) == "'Services'!B4"


def test_columns_may_be_reordered_and_the_officers_own_columns_are_left_alone():
    text = "| Note | Rota | Service | Service id |\n| good | Mon | Talk Time | SVC-02 |"
    services = only_services(book(table("services", text))).tables["services"]
    assert services.rows[0]["service"] == "Talk Time"
    assert services.columns["service_id"] == 4
    assert services.extra == ("Rota",)


def test_headings_are_compared_without_capitals_spaces_and_punctuation():
    reading = only_services(headed(change={"Service id": "SERVICE  ID:", "Lead organisation": "lead-organisation"}))
    assert "lead" in reading.tables["services"].columns
    assert reading.troubles == ()


def test_a_clearly_renamed_heading_is_read_and_reported():
    reading = only_services(headed(change={"Lead organisation": "Lead organization (2026)"}))
    (trouble,) = reading.troubles
    assert trouble.kind == "heading renamed"
    assert str(trouble.cell) == "'Services'!C1"
    assert trouble.words["heading"] == "Lead organisation"
    assert trouble.words["typed"] == "Lead organization (2026)"
    assert reading.tables["services"].rows[0]["lead"] == "Family hubs"


def test_a_heading_that_could_be_two_things_is_not_guessed():
    change = {"Service id": "Services", "Service": "Service x"}
    reading = only_services(headed(change=change))
    assert kinds(reading).count("column missing") >= 1
    assert "service_id" not in reading.tables["services"].columns


def test_a_missing_column_is_named_with_its_owner():
    reading = only_services(headed(change={"Ages": "Timetable"}))
    (trouble,) = reading.troubles
    assert (trouble.kind, trouble.words["heading"], trouble.words["owner"]) == ("column missing", "Ages", "officer")
    assert reading.tables["services"].extra == ("Timetable",)


def test_a_heading_that_is_there_twice_is_read_once_and_reported():
    reading = only_services(headed(change={"Ages": "Service2"}))
    assert "heading twice" in kinds(reading)
    assert reading.tables["services"].rows[0]["service"] == "Stay & Play"


def test_a_table_that_became_a_plain_list_is_found_by_its_headings():
    made = book(table("services", SERVICES, heading_row=3, first_column=2))
    reading = only_services(replace(made, tables={}))
    (trouble,) = reading.troubles
    assert (trouble.kind, trouble.words["read_from"]) == ("table missing", "B3:I5")
    assert [row["service_id"] for row in reading.tables["services"]] == ["SVC-01", "SVC-02"]


def test_a_renamed_sheet_does_not_matter_while_its_table_is_there():
    made = book(table("services", SERVICES))
    renamed = Sheet("Our offer", made.sheets["Services"].rows)
    entry = replace(made.tables["tblServices"], sheet="Our offer")
    reading = only_services(replace(made, sheets={"Our offer": renamed}, tables={"tblServices": entry}))
    assert reading.troubles == ()
    assert reading.tables["services"].sheet == "Our offer"


def test_a_missing_sheet_and_a_missing_table_are_two_troubles():
    assert kinds(only_services(Book("x.xlsx", {}, {}))) == ["sheet missing"]
    assert kinds(only_services(Book("x.xlsx", {"Services": Sheet("Services", {})}, {}))) == ["table missing"]


def test_what_was_typed_just_below_a_table_is_named_and_not_read():
    made = book(table("services", SERVICES))
    sheet = made.sheets["Services"]
    rows = {**sheet.rows, 4: {1: "SVC-03", 2: "Baby massage"}, 6: {1: "a remark further down"}}
    reading = only_services(replace(made, sheets={"Services": replace(sheet, rows=rows)}))
    (trouble,) = reading.troubles
    assert (trouble.kind, trouble.words["cells"], str(trouble.cell)) == (
        "below the table",
        "A4 and B4",
        "'Services'!A4",
    )
    assert len(reading.tables["services"]) == 2


def test_a_row_typed_after_a_gap_is_named_too_and_a_single_remark_is_not():
    """Excel takes a row into its table only straight below it; after a blank row it was left out without a word."""
    made = book(table("services", SERVICES))
    sheet = made.sheets["Services"]
    rows = {**sheet.rows, 5: {1: "SVC-03", 2: "Baby massage"}, 9: {1: "a remark further down"}}
    (trouble,) = only_services(replace(made, sheets={"Services": replace(sheet, rows=rows)})).troubles
    assert (trouble.kind, trouble.words["cells"]) == ("below the table", "A5 and B5")


def test_merged_cells_hidden_rows_and_hidden_sheets_are_noted_and_still_read():
    made = book(table("services", SERVICES))
    sheet = replace(
        made.sheets["Services"], merges=(Area.parse("B2:B3"), Area.parse("J1:K1")), hidden_rows={3}, state="hidden"
    )
    reading = only_services(replace(made, sheets={"Services": sheet}))
    assert kinds(reading) == ["hidden sheet", "merged cells", "hidden rows"]
    assert reading.troubles[1].words["area"] == "B2:B3"
    assert reading.troubles[2].words == {"rows": "3", "filtered": "no"}
    assert len(reading.tables["services"]) == 2


def test_a_sheet_that_excel_named_as_a_copy_is_noted_and_others_are_the_officers_own():
    made = book(table("services", SERVICES))
    of_ours = {name: replace(made.sheets["Services"], name=name) for name in ("Services", "Services (2)", "Notes (2)")}
    (trouble,) = only_services(replace(made, sheets=of_ours)).troubles
    assert (trouble.kind, trouble.sheet, trouble.words) == ("copied sheet", "Services (2)", {"original": "Services"})


def test_formulas_where_values_are_expected_are_one_trouble_a_column():
    made = book(table("services", SERVICES))
    sheet = replace(made.sheets["Services"], formulas={(2, 2): "=A2", (3, 2): "=A3", (1, 9): "=1"})
    reading = only_services(replace(made, sheets={"Services": sheet}))
    (trouble,) = reading.troubles
    assert (trouble.kind, trouble.words["heading"], trouble.words["cells"]) == ("formula", "Service", "B2:B3")
    assert reading.tables["services"].formulas == {(2, "service"), (3, "service")}


def test_dates_from_1904_are_noted_once():
    assert kinds(read_tables(replace(borough_book(), uses_1904_dates=True), layout("borough"))) == ["dates from 1904"]


def test_a_borough_workbook_a_central_file_and_neither_are_told_apart():
    assert which_layout(borough_book()).layout == "borough"
    assert which_layout(central_book()).layout == "central"
    with pytest.raises(WrongTemplate, match=r"“Rota\.xlsx” is an Excel workbook, but not an outcomes"):
        which_layout(Book("Rota.xlsx", {"Services": Sheet("Services", {1: {1: "Monday"}})}, {}))


def test_typed_words_and_error_values_stay_what_they_are():
    typed = (
        "| metric_id | latest_figure |\n| MET-001 | N/A |\n| MET-002 | #N/A |\n| MET-003 | '001 |\n| MET-004 | =1+1 |"
    )
    rows = read_tables(book(table("availability", typed)), layout("borough")).tables["availability"].rows
    assert [row["latest_figure"] for row in rows] == ["N/A", ErrorValue("#N/A"), "001", "=1+1"]


@given(st.permutations(range(8)), st.permutations(range(3)), st.integers(1, 9), st.integers(1, 5))
def test_the_same_is_read_wherever_rows_and_columns_have_been_moved(columns, rows, heading_row, first_column):
    headings, cells = grid(
        SERVICES + "    | SVC-03     | Swim        |                   |            |    |      |     |  |"
    )
    lines = [[headings[c] for c in columns], *([cells[r][c] for c in columns] for r in rows)]
    text = "\n".join("|" + "|".join("" if v is None else str(v) for v in line) + "|" for line in lines)
    moved = book(table("services", text, heading_row=heading_row, first_column=first_column))
    reading = only_services(moved)
    assert reading.troubles == ()
    plain = only_services(book(table("services", SERVICES))).tables["services"].by("service_id")
    found = reading.tables["services"].by("service_id")
    assert {key: found[key].values for key in plain} == {key: row.values for key, row in plain.items()}

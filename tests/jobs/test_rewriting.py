"""Tables are changed only where they differ, and grow and shrink only at their end."""

from dataclasses import replace

from outcomes_xl.jobs.table_edits import add_rows, rewrite, set_field
from outcomes_xl.model import AppendRows, RemoveRows, SetCell
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_tables
from tests.workbooks import book, play_in_memory, table

ONE = {"service_id": "SVC-01", "service": "Stay & Play"}
TWO = {"service_id": "SVC-02", "service": "Talk Time"}


def services(text: str):
    made = book(table("services", text))
    return made, read_tables(made, layout("borough")).tables["services"]


def after(made, changes) -> list[dict]:
    return [dict(row.typed) for row in read_tables(play_in_memory(made, changes), layout("borough")).tables["services"]]


def test_a_field_that_says_it_already_is_left_alone():
    _, found = services("| service_id | service |\n| SVC-01 | Stay & Play |")
    row = found.rows[0]
    assert list(set_field(found, row, "service", "Stay & Play", "")) == []
    assert list(set_field(found, row, "lead", "Hubs", "no such column here")) == []
    (change,) = set_field(found, row, "service", "Play", "why")
    assert (str(change.cell), change.before, change.after) == ("'Services'!B2", "Stay & Play", "Play")


def test_a_formula_is_never_written_over():
    made, _ = services("| service_id | service |\n| SVC-01 | Stay & Play |")
    sheet = replace(made.sheets["Services"], formulas={(2, 2): "=A2"})
    found = read_tables(replace(made, sheets={"Services": sheet}), layout("borough")).tables["services"]
    assert list(set_field(found, found.rows[0], "service", "Play", "")) == []


def test_the_first_row_of_an_empty_table_goes_into_its_blank_row():
    made, found = services("| service_id | service | Rota |")
    added = add_rows(made, found, [ONE, TWO], "why")
    assert [type(change) for change in added.changes] == [SetCell, SetCell, AppendRows]
    assert added.changes[2].at == 3
    assert added.changes[2].rows == (("SVC-02", "Talk Time", None),)
    assert after(made, added.changes) == [ONE, TWO]


def test_rows_are_not_added_where_something_stands_below():
    made, _ = services("| service_id | service |\n| SVC-01 | Stay & Play |")
    sheet = made.sheets["Services"]
    crowded = replace(made, sheets={"Services": replace(sheet, rows={**sheet.rows, 4: {1: "a remark"}})})
    found = read_tables(crowded, layout("borough")).tables["services"]
    assert add_rows(crowded, found, [TWO], "why").in_the_way is None
    blocked = add_rows(crowded, found, [TWO, ONE], "why")
    assert (blocked.changes, str(blocked.in_the_way)) == ((), "'Services'!A4")
    assert blocked.why == "something stands just below it"


def test_rows_are_not_added_to_a_list_that_is_no_excel_table_or_has_totals():
    made, found = services("| service_id | service |\n| SVC-01 | Stay & Play |")
    assert "no longer there" in add_rows(replace(made, tables={}), found, [TWO], "why").why
    totals = replace(made.tables["tblServices"], has_totals=True)
    assert "totals" in add_rows(replace(made, tables={"tblServices": totals}), found, [TWO], "why").why


def test_rewriting_sets_what_differs_and_takes_the_rest_off_the_end():
    made, found = services("| service_id | service |\n| SVC-01 | Stay |\n| SVC-02 | Talk Time |\n| SVC-03 | Swim |")
    written = rewrite(made, found, [ONE], "why")
    assert [type(change) for change in written.changes] == [SetCell, RemoveRows]
    assert after(made, written.changes) == [ONE]


def test_rewriting_grows_a_table_and_leaves_one_blank_row_when_there_is_nothing_to_say():
    made, found = services("| service_id | service |\n| SVC-09 | Old |")
    assert after(made, rewrite(made, found, [ONE, TWO], "why").changes) == [ONE, TWO]
    emptied = play_in_memory(made, rewrite(made, found, [], "why").changes)
    assert str(emptied.tables["tblServices"].area) == "A1:B2"
    assert after(made, rewrite(made, found, [], "why").changes) == []


def test_rows_with_something_in_the_officers_own_column_are_cleared_and_not_removed():
    made, _ = services("| service_id | service | Rota |\n| SVC-01 | Stay & Play | |\n| SVC-02 | Talk Time | |")
    sheet = made.sheets["Services"]
    rows = {**sheet.rows, 3: {**sheet.rows[3], 3: "Mondays"}}
    kept = replace(made, sheets={"Services": replace(sheet, rows=rows)})
    found = read_tables(kept, layout("borough")).tables["services"]
    played = play_in_memory(kept, rewrite(kept, found, [ONE], "why").changes)
    assert played.sheets["Services"].rows[3] == {3: "Mondays"}


def test_a_row_that_holds_only_a_space_is_written_over_knowingly():
    made, found = services("| service_id | service |\n| SVC-01 | Stay & Play |\n| | |")
    sheet = made.sheets["Services"]
    spaced = replace(made, sheets={"Services": replace(sheet, rows={**sheet.rows, 3: {2: " "}})})
    found = read_tables(spaced, layout("borough")).tables["services"]
    assert found.blank_rows == (3,)
    assert after(spaced, rewrite(spaced, found, [ONE, TWO], "why").changes) == [ONE, TWO]
    assert after(spaced, rewrite(spaced, found, [TWO], "why").changes) == [TWO]

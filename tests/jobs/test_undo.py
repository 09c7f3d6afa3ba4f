"""Undo takes back what the last job did, and nothing an officer did since."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outcomes_xl.jobs.check import check
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.refresh.refresh_job import refresh
from outcomes_xl.jobs.undo import undo
from outcomes_xl.model import Book, CellRef, SetCell, Value
from tests.jobs.small import LATER, NEW, OLD, borough_at, central_at, context
from tests.workbooks import cell_of, play_in_memory, with_cell

OLD_BOOK, CENTRAL = borough_at(), central_at()


def refreshed(book: Book) -> Book:
    return play_in_memory(book, refresh(book, CENTRAL, context()).patch)


def undone(book: Book):
    result = undo(book, context(LATER))
    return result, play_in_memory(book, result.patch)


def content(book: Book) -> dict:
    """Everything that stands in the workbook, but for what the tool keeps about itself."""
    return {
        name: sheet.rows for name, sheet in book.sheets.items() if name not in ("Findings", "Changes", "Undo record")
    }


def areas(book: Book) -> dict:
    own = ("tblFindings", "tblChanges", "tblUndo")
    return {name: str(table.area) for name, table in book.tables.items() if name not in own}


def test_a_refresh_and_its_undo_leave_the_workbook_as_it_was():
    book = refreshed(OLD_BOOK)
    result, after = undone(book)
    assert content(after) == content(OLD_BOOK)
    assert areas(after) == areas(OLD_BOOK)
    assert result.findings == ()
    kinds = [row["change"] for row in read_borough(book).tables["undo"]]
    cells, rows = sum(kinds.count(one) for one in ("filled in", "changed", "emptied")), kinds.count("row added")
    assert result.summary == f"Took back Refresh mapping tabs (run 1): {cells} cells put back, {rows} rows removed."


def test_its_lines_are_marked_and_the_undo_is_written_down():
    _, after = undone(refreshed(OLD_BOOK))
    *lines, last = read_borough(after).tables["changes"].rows
    assert {row["undone"] for row in lines} == {"2026-11-23 09:30"}
    assert (last["run"], last["job"], last["change"]) == (2, "Undo", "undo")
    assert last["record"] is None


def test_there_is_nothing_to_undo_twice():
    _, after = undone(refreshed(OLD_BOOK))
    result, _ = undone(after)
    assert (len(result.patch), result.summary) == (0, "There is nothing to undo.")


def test_a_check_is_nothing_to_undo_but_the_fixes_it_took_are():
    book = with_cell(OLD_BOOK, "availability", "MET-001", "status", "Availble now")
    checked = play_in_memory(book, check(book, context()).patch)
    assert len(undo(checked, context()).patch) == 0
    fixed = play_in_memory(checked, check(checked, context(), apply_fixes=True).patch)
    assert cell_of(fixed, "availability", "MET-001", "status") == "Available now"
    _, after = undone(fixed)
    assert cell_of(after, "availability", "MET-001", "status") == "Availble now"


def test_runs_are_taken_back_one_by_one_last_first():
    once = refreshed(OLD_BOOK)
    book = with_cell(once, "availability", "MET-001", "status", "Availble now")
    twice = play_in_memory(book, check(book, context(), apply_fixes=True).patch)
    _, back = undone(twice)
    assert cell_of(back, "start", "Release in use", "answer") == NEW
    _, further = undone(back)
    assert cell_of(further, "start", "Release in use", "answer") == OLD


def test_a_cell_edited_since_is_left_and_named_and_the_rest_put_back():
    book = with_cell(refreshed(OLD_BOOK), "start", "Release in use", "answer", "mine")
    result, after = undone(book)
    (finding,) = result.findings
    assert finding.message == (
        f"B11 was edited after Refresh mapping tabs (run 1), so it was left. Before that job it said: {OLD}."
    )
    assert cell_of(after, "start", "Release in use", "answer") == "mine"
    assert content(after)["Framework"] == content(OLD_BOOK)["Framework"]
    again, _ = undone(after)
    assert again.summary == "There is nothing to undo."


def test_an_added_row_somebody_has_worked_in_stays():
    book = with_cell(refreshed(OLD_BOOK), "framework", "MET-099", "note", "ours now")
    result, after = undone(book)
    (finding,) = result.findings
    assert finding.rule == "UN02"
    at = read_borough(after).tables["framework"]
    place = at.cell(at.by("metric_id")["MET-099"], "metric_id").a1
    assert finding.message == (
        f"The row at {place}, added by Refresh mapping tabs (run 1), was left: somebody has worked in it since."
    )
    assert cell_of(after, "framework", "MET-099", "note") == "ours now"
    assert "MET-100" not in [row["metric_id"] for row in read_borough(after).tables["framework"]]


def test_an_added_row_that_is_no_longer_at_the_end_stays():
    book = refreshed(OLD_BOOK)
    table = read_borough(book).tables["framework"]
    first, last = table.rows[0].number, table.rows[-1].number
    rows = dict(book.sheets["Framework"].rows)
    rows[first], rows[last] = rows[last], rows[first]
    swapped = replace(book, sheets={**book.sheets, "Framework": replace(book.sheets["Framework"], rows=rows)})
    result, after = undone(swapped)
    left = [finding.message for finding in result.findings if finding.cell.sheet == "Framework"]
    assert len(left) == 1 and "no longer at the end of its table" in left[0]
    assert cell_of(after, "framework", "MET-001", "metric") == cell_of(OLD_BOOK, "framework", "MET-001", "metric")


def test_cells_are_found_again_after_their_table_was_sorted():
    book = refreshed(OLD_BOOK)
    sheet = book.sheets["Map PHOF"]
    numbers = sorted(number for number in sheet.rows if number > 5)
    turned = {old: sheet.rows[new] for old, new in zip(numbers, reversed(numbers), strict=True)}
    rows = {**{n: cells for n, cells in sheet.rows.items() if n <= 5}, **turned}
    _, after = undone(replace(book, sheets={**book.sheets, "Map PHOF": replace(sheet, rows=rows)}))
    was = read_borough(OLD_BOOK).tables["map_phof"].by("link_id")
    now = read_borough(after).tables["map_phof"].by("link_id")
    assert {key: row.values for key, row in now.items()} == {key: row.values for key, row in was.items()}


def test_what_can_no_longer_be_found_is_named():
    book = refreshed(OLD_BOOK)
    bare = replace(
        book,
        sheets={name: sheet for name, sheet in book.sheets.items() if name != "Map PHOF"},
        tables={name: table for name, table in book.tables.items() if name != "tblMapPHOF"},
    )
    result, after = undone(bare)
    assert {finding.rule for finding in result.findings} == {"UN03"}
    assert content(after)["Framework"] == content(OLD_BOOK)["Framework"]


# The general promise ----------------------------------------------------------------------------------------------

TYPED: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1000, 1000),
    st.floats(-1e6, 1e6, allow_nan=False),
    st.text(min_size=1, max_size=8),
    st.dates(),
    st.sampled_from(["=1+1", "Retired", "#N/A", "Local"]),
)


def test_two_rows_with_one_id_are_each_put_back():
    """Both changes used to be looked for in the first of the two rows, so nothing could be undone any more."""
    book = with_cell(OLD_BOOK, "availability", "MET-001", "status", "Availble now")
    book = with_cell(book, "availability", "MET-002", "status", "Avilable now")
    book = with_cell(book, "availability", "MET-002", "metric_id", "MET-001")
    fixed = play_in_memory(book, check(book, context(), apply_fixes=True).patch)
    result, after = undone(fixed)
    column = read_borough(after).tables["availability"].columns["status"]
    stands = [after.sheets["Data availability"].value(row, column) for row in (6, 7)]
    assert (stands, result.findings) == (["Availble now", "Avilable now"], ())


SHEETS = ("Framework", "Data availability", "Map PHOF", "Map CSC dashboard", "Map LOF", "Lists", "Start")


@st.composite
def edits(draw) -> list[tuple[CellRef, Value]]:
    """Some cells an officer types into, anywhere in the tables but their headings and the release in use."""
    found = {}
    for _ in range(draw(st.integers(0, 12))):
        sheet = draw(st.sampled_from(SHEETS))
        area = OLD_BOOK.tables[next(name for name, one in OLD_BOOK.tables.items() if one.sheet == sheet)].area
        row = draw(st.integers(area.first_row + 1, area.last_row))
        column = draw(st.integers(area.first_column, area.last_column))
        if sheet != "Start" or column == 2:
            found[CellRef(sheet, row, column)] = draw(TYPED)
    return list(found.items())


def edited(book: Book, typed: list[tuple[CellRef, Value]]) -> Book:
    return play_in_memory(book, [SetCell(cell, book.value(cell), value, "an officer") for cell, value in typed])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(edits())
def test_whatever_stands_there_a_refresh_and_its_undo_leave_it_as_it_was(before):
    book = edited(OLD_BOOK, before)
    result = refresh(book, CENTRAL, context(), older_is_fine=True)
    _, after = undone(play_in_memory(book, result.patch))
    assert content(after) == content(book)
    assert areas(after) == areas(book)
    twice = play_in_memory(book, result.patch)
    assert len(refresh(twice, CENTRAL, context(LATER), older_is_fine=True).patch) == 0


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(edits())
def test_whatever_was_typed_after_a_refresh_undo_never_takes_it_back(since):
    once = refreshed(OLD_BOOK)
    typed = [(cell, value) for cell, value in since if once.value(cell) != value]
    book = edited(once, typed)
    _, after = undone(book)
    for cell, value in typed:
        if OLD_BOOK.value(cell) != value:
            assert after.value(cell) == value

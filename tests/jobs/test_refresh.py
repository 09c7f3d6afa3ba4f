"""A refresh brings the centre's words, and costs nobody theirs."""

import re
from dataclasses import replace
from datetime import date

import pytest

from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.refresh.refresh_job import refresh
from outcomes_xl.jobs.undo import undo
from outcomes_xl.model import Area, SetCell
from outcomes_xl.model.cannot_use import WrongTemplate
from tests.jobs.small import LATER, NEW, OLD, borough_at, central_at, context, released_rows
from tests.workbooks import cell_of, play_in_memory, with_cell


def refreshed(book, central=None, **more):
    result = refresh(book, central or central_at(), context(), **more)
    return result, play_in_memory(book, result.patch)


def rows_with(sheet: str, key: str, row_id: str, release: str = NEW, **fields):
    """A sheet's rows at a release with some fields of one row said differently."""
    return {sheet: [{**row, **fields} if row[key] == row_id else row for row in released_rows(release)[sheet]]}


def shown(result):
    return [(finding.rule, str(finding.cell)) for finding in result.findings]


def test_the_tools_fields_are_brought_to_the_central_files_release():
    central = central_at(more=rows_with("framework", "metric_id", "MET-002", metric="Plans over two years"))
    result, after = refreshed(borough_at(), central)
    assert cell_of(after, "framework", "MET-002", "metric") == "Plans over two years"
    line = next(line for line in result.patch.lines() if line.after == "Plans over two years")
    assert (line.sheet, line.because) == ("Framework", f"Release {NEW}: reworded (Metric)")
    assert cell_of(after, "start", "Release in use", "answer") == NEW
    assert cell_of(after, "start", "Last refreshed", "answer") == date(2026, 11, 22)
    assert result.summary.startswith(f"Now at release {NEW}: ")


def test_refreshing_twice_changes_nothing_the_second_time():
    _, after = refreshed(borough_at())
    again = refresh(after, central_at(), context(LATER))
    assert (len(again.patch), again.findings) == (0, ())
    assert again.summary == f"Already at release {NEW}: nothing to update."


def test_the_first_look_at_a_workbook_already_there_is_noted_on_start_and_nothing_else():
    result, after = refreshed(borough_at(NEW))  # a new workbook, whose Start would go on asking for it
    assert result.summary == f"Already at release {NEW}: nothing to update."
    assert [line.sheet for line in result.patch.lines() if line.sheet not in ("Changes", "Undo record")] == ["Start"]
    assert cell_of(after, "start", "Last refreshed", "answer") == date(2026, 11, 22)
    assert len(refreshed(after)[0].patch) == 0


def test_officers_fields_are_never_touched():
    book = with_cell(borough_at(), "framework", "MET-002", "note", "ours")
    book = with_cell(book, "availability", "MET-002", "status", "Not collected")
    _, after = refreshed(book)
    assert cell_of(after, "framework", "MET-002", "note") == "ours"
    assert cell_of(after, "availability", "MET-002", "status") == "Not collected"


def test_what_somebody_typed_over_the_tools_words_is_kept_and_shown_beside_the_new_ones():
    book = with_cell(borough_at(), "framework", "MET-002", "metric", "CP plans > 2y")
    central = central_at(more=rows_with("framework", "metric_id", "MET-002", metric="Plans over two years"))
    result, after = refreshed(book, central)
    assert cell_of(after, "framework", "MET-002", "metric") == "CP plans > 2y"
    (finding,) = result.findings
    assert (finding.rule, str(finding.cell), finding.offer.value) == ("RF10", "'Framework'!A7", "Plans over two years")
    was = cell_of(borough_at(), "framework", "MET-002", "metric")
    assert finding.message == (
        f"A7 says “CP plans > 2y”. Release {OLD} said “{was}”, and release {NEW} now says “Plans over two years”. "
        "Both changed, so yours was left."
    )
    assert "1 cell was left, because somebody here had changed it. Decide on the Changes sheet" in result.summary


def test_what_only_somebody_here_has_changed_is_a_difference():
    book = with_cell(borough_at(), "framework", "MET-002", "metric", "CP plans > 2y")
    result, after = refreshed(book)
    assert cell_of(after, "framework", "MET-002", "metric") == "CP plans > 2y"
    (finding,) = result.findings
    assert finding.message == (
        f"A7 says “CP plans > 2y”. The central file's release {NEW} says "
        f"“{cell_of(borough_at(), 'framework', 'MET-002', 'metric')}”. Somebody here has changed it, so it was left."
    )


def test_old_words_typed_back_by_hand_are_an_edit_like_any_other():
    first = central_at(more=rows_with("framework", "metric_id", "MET-002", metric="Plans over two years"))
    _, after = refreshed(borough_at(), first)
    old = cell_of(borough_at(), "framework", "MET-002", "metric")
    result, last = refreshed(with_cell(after, "framework", "MET-002", "metric", old), first)
    assert cell_of(last, "framework", "MET-002", "metric") == old
    assert [finding.rule for finding in result.findings] == ["RF01"]


def test_a_sheet_brought_back_from_an_earlier_copy_is_behind_and_not_edited():
    book = borough_at(NEW, more={"map_csc": released_rows(OLD)["map_csc"]})
    result, after = refreshed(book)
    assert result.findings == ()
    now = {row["link_id"]: row.values for row in read_borough(after).tables["map_csc"] if row["state"] != "Retired"}
    there = {row["link_id"]: {k: v for k, v in row.items() if v is not None} for row in released_rows(NEW)["map_csc"]}
    assert now == {key: row for key, row in there.items() if row["state"] != "Retired"}


def test_a_row_that_somebody_took_out_is_brought_back_and_said_so():
    rows = [
        row for row in released_rows(NEW)["map_phof"] if row["link_id"] != released_rows(NEW)["map_phof"][3]["link_id"]
    ]
    result, after = refreshed(borough_at(NEW, more={"map_phof": rows}))
    (line,) = [line for line in result.patch.lines() if line.sheet == "Map PHOF"]
    assert line.because == f"Release {NEW}: brought back: it had been taken out here"
    assert len(read_borough(after).tables["map_phof"]) == len(released_rows(NEW)["map_phof"])


def test_a_state_typed_by_hand_is_not_written_over_when_the_row_is_retired():
    gone = released_rows(NEW)["map_phof"][0]["link_id"]
    central = central_at(more={"map_phof": released_rows(NEW)["map_phof"][1:]})
    result, after = refreshed(with_cell(borough_at(), "map_phof", gone, "state", "Under review"), central)
    assert cell_of(after, "map_phof", gone, "state") == "Under review"
    assert [finding.rule for finding in result.findings if finding.cell.sheet == "Map PHOF"] == ["RF10"]


def test_a_row_that_comes_back_is_in_use_again():
    gone = released_rows(NEW)["map_phof"][0]
    without = central_at(more={"map_phof": released_rows(NEW)["map_phof"][1:]})
    _, retired = refreshed(borough_at(), without)
    assert cell_of(retired, "map_phof", gone["link_id"], "state") == "Retired"
    result, after = refreshed(retired)
    assert cell_of(after, "map_phof", gone["link_id"], "state") == gone["state"]
    assert result.findings == ()


def test_words_typed_where_the_central_file_has_none_are_kept_and_said_plainly():
    book = with_cell(borough_at(), "framework", "MET-002", "also_in", "My own words")
    result, after = refreshed(book, central_at(more=rows_with("framework", "metric_id", "MET-002", also_in=None)))
    (finding,) = [one for one in result.findings if one.rule == "RF01"]
    assert f"“My own words”. The central file's release {NEW} leaves it blank. " in finding.message
    assert finding.fix.startswith("Choose on the Changes sheet, in “Your decision”, then Apply decisions. ")
    assert cell_of(after, "framework", "MET-002", "also_in") == "My own words"


def test_words_a_job_wrote_from_a_release_we_do_not_know_are_still_ours_to_update():
    first = central_at(more=rows_with("framework", "metric_id", "MET-002", metric="Words of another release"))
    _, after = refreshed(borough_at(), first)
    second = central_at(more=rows_with("framework", "metric_id", "MET-002", metric="Later words"))
    result, last = refreshed(after, second)
    assert cell_of(last, "framework", "MET-002", "metric") == "Later words"
    assert result.findings == ()


def test_a_cell_somebody_emptied_is_filled_again():
    book = with_cell(borough_at(), "framework", "MET-002", "definition", None)
    _, after = refreshed(book, central_at(OLD))
    assert cell_of(after, "framework", "MET-002", "definition") == cell_of(
        borough_at(), "framework", "MET-002", "definition"
    )


def test_new_rows_are_added_at_the_end_with_nothing_in_the_officers_columns():
    _, after = refreshed(borough_at())
    table = read_borough(after).tables["framework"]
    assert table.rows[-1]["metric_id"] == "MET-100"
    assert table.rows[-1]["note"] is None
    assert cell_of(after, "availability", "MET-100", "metric") == cell_of(after, "framework", "MET-100", "metric")
    assert cell_of(after, "availability", "MET-100", "status") is None


def test_rows_the_centre_no_longer_has_are_marked_and_kept():
    central = central_at(more={"map_phof": released_rows(NEW)["map_phof"][1:]})
    gone = released_rows(NEW)["map_phof"][0]["link_id"]
    book = with_cell(borough_at(), "map_phof", gone, "decision", "Use")
    result, after = refreshed(book, central)
    assert cell_of(after, "map_phof", gone, "state") == "Retired"
    assert cell_of(after, "map_phof", gone, "decision") == "Use"
    (finding,) = result.findings
    assert finding.rule == "RF02"
    assert finding.fix == "It stays there as a record."
    # The rows the file no longer has, and those it calls retired itself, are one count.
    many = [
        sum(
            row["state"] == "Retired"
            for name, table in read_borough(one).tables.items()
            if "state" in table.columns
            for row in table
        )
        for one in (book, after)
    ]
    assert many[1] - many[0] > 1 and f"{many[1] - many[0]} rows marked retired" in result.summary


def test_an_item_tied_anew_says_so_and_points_to_its_new_row():
    book = with_cell(borough_at(), "map_csc", "CSC-07~none", "note", "we measure this ourselves")
    result, after = refreshed(book)
    assert cell_of(after, "map_csc", "CSC-07~none", "state") == "Retired"
    (finding,) = result.findings
    assert finding.message == (
        "The central file has retired CSC-07. What you wrote beside it in E12 is kept on that row."
    )
    assert finding.fix == "A new row ties it to MET-099. Look at it and decide there too."


def test_local_rows_are_never_touched():
    local = {"metric_id": "LOC-001", "origin": "Local", "state": "Current", "metric": "Youth club visits"}
    book = borough_at(more={"framework": [*released_rows(OLD)["framework"], local]})
    link = {"link_id": "PHOF-X~LOC-001", "item_id": "PHOF-X", "our_id": "LOC-001", "state": "Current"}
    more = {"framework": [*released_rows(OLD)["framework"], local], "map_phof": [*released_rows(OLD)["map_phof"], link]}
    book = borough_at(more=more)
    result, after = refreshed(book)
    assert cell_of(after, "framework", "LOC-001", "state") == "Current"
    assert cell_of(after, "map_phof", "PHOF-X~LOC-001", "state") == "Current"
    assert result.findings == ()


def test_a_row_nobody_knows_is_left_and_named():
    strange = {"metric_id": "MET-777", "origin": "National", "state": "Current", "metric": "?"}
    result, after = refreshed(borough_at(more={"framework": [*released_rows(OLD)["framework"], strange]}))
    assert cell_of(after, "framework", "MET-777", "state") == "Current"
    assert ("RF03", "'Framework'!V104") in shown(result)


def test_a_local_row_with_an_id_the_centre_has_taken_is_left_and_named():
    local = {"metric_id": "MET-100", "origin": "Local", "state": "Current", "metric": "Youth club visits"}
    result, after = refreshed(borough_at(more={"framework": [*released_rows(OLD)["framework"], local]}))
    assert cell_of(after, "framework", "MET-100", "metric") == "Youth club visits"
    assert "RF09" in [rule for rule, _ in shown(result)]


def test_a_boroughs_own_words_stay_in_lists():
    words = [*released_rows(OLD)["lists"], {"list": "status", "value": "On its way", "meaning": "Ours"}]
    _, after = refreshed(borough_at(more={"lists": words}))
    lists = read_borough(after).tables["lists"]
    assert "On its way" in [row["value"] for row in lists]


def test_new_words_are_added_to_lists_and_the_drop_downs_limit_is_said():
    more = {"lists": [*released_rows(NEW)["lists"], {"list": "quality", "value": "Golden", "meaning": "The best"}]}
    result, after = refreshed(borough_at(NEW), central_at(more=more))
    assert read_borough(after).tables["lists"].rows[-1]["value"] == "Golden"
    assert [rule for rule, _ in shown(result)] == ["RF07"]


def test_a_sorted_table_with_a_column_of_the_officers_own_is_refreshed_by_id():
    book = borough_at()
    sheet, entry = book.sheets["Framework"], book.tables["tblFramework"]
    numbers = range(6, entry.area.last_row + 1)
    rows = {5: {**sheet.rows[5], 24: "Rota"}}
    for number, old in zip(numbers, reversed(numbers), strict=True):
        rows[number] = {**sheet.rows[old], 24: f"mine {number}"}
    area = Area(5, 1, entry.area.last_row, 24)
    moved = replace(
        book,
        sheets={**book.sheets, "Framework": replace(sheet, rows=rows)},
        tables={**book.tables, "tblFramework": replace(entry, area=area, headings=(*entry.headings, "Rota"))},
    )
    _, after = refreshed(moved)
    plain = refreshed(book)[1]
    for metric in ("MET-001", "MET-050", "MET-100"):
        assert cell_of(after, "framework", metric, "source") == cell_of(plain, "framework", metric, "source")
    table = read_borough(after).tables["framework"]
    assert after.sheets["Framework"].value(6, 24) == "mine 6"
    assert after.sheets["Framework"].value(table.rows[-1].number, 24) is None


def test_a_formula_is_told_and_not_passed_over_even_where_it_shows_the_released_words():
    book = borough_at()
    table = read_borough(book).tables["framework"]
    row = next(row for row in table if row["metric_id"] == "MET-002")
    sheet = book.sheets[table.sheet]
    formulas = {**sheet.formulas, (row.number, table.columns["metric"]): '="as released"'}
    calculated = replace(book, sheets={**book.sheets, table.sheet: replace(sheet, formulas=formulas)})
    central = central_at(more=rows_with("framework", "metric_id", "MET-002", metric="Plans over two years"))
    result, after = refreshed(calculated, central)
    assert ("RF11", "'Framework'!A7") in shown(result)
    assert cell_of(after, "framework", "MET-002", "metric") == row["metric"]


def test_a_missing_table_is_named_and_the_rest_goes_on():
    book = borough_at()
    bare = replace(
        book,
        sheets={name: sheet for name, sheet in book.sheets.items() if name != "Map PHOF"},
        tables={name: table for name, table in book.tables.items() if name != "tblMapPHOF"},
    )
    result, after = refreshed(bare)
    assert [rule for rule, _ in shown(result)] == ["RF04"]
    assert result.findings[0].message == "Map PHOF could not be refreshed: the sheet, or its table, is not there."
    assert cell_of(after, "start", "Release in use", "answer") == NEW


def test_an_empty_table_in_the_central_file_retires_nothing():
    result, after = refreshed(borough_at(), central_at(more={"map_phof": []}))
    assert [rule for rule, _ in shown(result)] == ["RF08"]
    assert {row["state"] for row in read_borough(after).tables["map_phof"]} == {
        row["state"] for row in released_rows(OLD)["map_phof"]
    }


def test_rows_that_have_no_room_are_named_and_the_rest_goes_on():
    book = borough_at()
    last = book.tables["tblFramework"].area.last_row
    crowded = play_in_memory(book, [SetCell(_cell("Framework", last + 1), None, "a remark", "")])
    result, after = refreshed(crowded)
    finding = next(finding for finding in result.findings if finding.rule == "RF05")
    assert finding.message == "New rows for Framework could not be added (2): something stands just below it."
    assert cell_of(after, "map_phof", released_rows(NEW)["map_phof"][0]["link_id"], "release")


def _cell(sheet, row):
    from outcomes_xl.model import CellRef

    return CellRef(sheet, row, 1)


def test_an_older_release_is_refused_unless_asked_for():
    result, _ = refreshed(borough_at(NEW), central_at(OLD))
    assert len(result.patch) == 0
    assert result.must_fix
    assert result.findings[0].message == (
        f"This workbook uses release {NEW}. The central file is the older release {OLD}, so nothing was changed."
    )
    result, after = refreshed(borough_at(NEW), central_at(OLD), older_is_fine=True)
    assert cell_of(after, "start", "Release in use", "answer") == OLD


@pytest.mark.parametrize(
    ("book", "central", "words"),
    [
        (borough_at, borough_at, "is a borough's workbook, not a central file"),
        (central_at, central_at, "is a central file, not a borough's workbook"),
    ],
)
def test_the_wrong_file_is_said_plainly(book, central, words):
    with pytest.raises(WrongTemplate, match=words):
        refresh(book(), central(), context())


def test_every_change_is_written_down():
    result, after = refreshed(borough_at())
    changes = read_borough(after).tables["changes"]
    done = [line for line in result.patch.lines() if line.sheet not in ("Changes", "Undo record")]
    kept = read_borough(after).tables["undo"]
    assert [(row["sheet"], row["cell"]) for row in kept] == [(line.sheet, line.cell) for line in done]
    in_words = {(row["sheet"], re.sub(r"[A-Z]", "", row.text("cell"))) for row in changes}
    assert {(line.sheet, re.sub(r"[A-Z]", "", line.cell)) for line in done} <= in_words
    assert {row["job"] for row in changes} == {"Refresh mapping tabs"}


def test_a_metric_of_the_boroughs_own_joins_data_availability_once_and_is_never_taken_for_the_centres():
    """It used to be called a clash with the central file on the second refresh, as something that must be fixed."""
    own = {"metric_id": "LOC-001", "origin": "Local", "state": "Current", "metric": "Parents who say the hub helped"}
    book = borough_at(more={"framework": [*released_rows(OLD)["framework"], own]})
    result, after = refreshed(book)
    assert cell_of(after, "availability", "LOC-001", "metric") == "Parents who say the hub helped"
    line = next(line for line in result.patch.lines() if line.sheet == "Data availability")
    assert line.because == f"Release {NEW}: new"
    again = refresh(after, central_at(), context(LATER))
    assert (len(again.patch), again.findings) == (0, ())


def with_a_target(book, metric):
    """The workbook with a target whose metric was chosen, or typed, so."""
    at = book.tables["tblTargets"]
    sheet = book.sheets[at.sheet]
    row = {**sheet.row(at.first_data_row), at.area.first_column: metric}
    sheet = replace(sheet, rows={**sheet.rows, at.first_data_row: row})
    return replace(book, sheets={**book.sheets, at.sheet: sheet})


def chosen_in(book):
    return read_borough(book).tables["targets"].rows[0]


def test_a_chosen_name_follows_the_release_that_words_it_anew_and_can_be_taken_back():
    was = cell_of(borough_at(), "framework", "MET-002", "metric")
    before = with_a_target(borough_at(), f"{was} ")
    central = central_at(more=rows_with("framework", "metric_id", "MET-002", metric="Plans over two years"))
    result, after = refreshed(before, central)
    assert chosen_in(after).typed["metric_id"] == "Plans over two years"
    (line,) = (line for line in result.patch.lines() if line.sheet == "Targets")
    assert (line.before, line.because) == (f"{was} ", f"Release {NEW} words “{was}” anew: your choice follows it")
    (logged,) = (row for row in read_borough(after).tables["changes"] if row["sheet"] == "Targets")
    assert logged["after"] == "Plans over two years"
    back = play_in_memory(after, undo(after, context(LATER)).patch)
    assert chosen_in(back).typed["metric_id"] == f"{was} "


def test_an_id_and_a_name_that_names_nothing_are_left_by_a_refresh():
    central = central_at(more=rows_with("framework", "metric_id", "MET-002", metric="Plans over two years"))
    for typed in ("MET-002", "Nothing we know"):
        _, after = refreshed(with_a_target(borough_at(), typed), central)
        assert chosen_in(after).typed["metric_id"] == typed


def test_a_chosen_name_stays_where_the_new_wording_is_left_for_a_decision():
    book = with_a_target(with_cell(borough_at(), "framework", "MET-002", "metric", "CP plans > 2y"), "CP plans > 2y")
    central = central_at(more=rows_with("framework", "metric_id", "MET-002", metric="Plans over two years"))
    _, after = refreshed(book, central)
    assert (chosen_in(after)["metric_id"], chosen_in(after).typed["metric_id"]) == ("MET-002", "CP plans > 2y")

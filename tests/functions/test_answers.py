"""What functions answer: blank for blank, symbols as they are, a sentence where there is no answer."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outcomes_xl.building.addin.function_wrappers import cell_functions
from outcomes_xl.framework import load_framework
from outcomes_xl.model.cannot_use import CannotUse
from tests.functions.small import ask, every

NOT_AVAILABLE = -2146826246  # #N/A as COM hands it over
HEADINGS = ["Metric id", "Metric", "Status", "Note", "Assessed on"]


def said(name: str, *arguments: Any) -> str:
    with pytest.raises(CannotUse) as told:
        ask(name, *arguments)
    return str(told.value)


def test_a_lone_cell_a_tuple_of_rows_and_a_list_of_lists_are_all_cells() -> None:
    assert ask("BOROUGH", "E09000024") == [["Merton"]]
    assert ask("BOROUGH", (("E09000024",), ("E09000012",))) == [["Merton"], ["Hackney"]]
    assert ask("BOROUGH", [["E09000024", "E09000012"]]) == [["Merton", "Hackney"]]


@pytest.mark.parametrize("blank", [None, "", " \u00a0", 0], ids=["None", "empty text", "spaces", "a server's 0"])
@pytest.mark.parametrize("name", ["TITLE", "BOROUGH", "BOROUGH_CODE"])
def test_a_blank_cell_has_a_blank_answer(name: str, blank: Any) -> None:
    assert ask(name, [[blank], [blank]]) == [[""], [""]]


def test_blanks_stay_blank_in_the_other_functions_too() -> None:
    assert ask("PLACE", None) == [["", "", "", ""]]
    assert ask("MAPPED", [[None]]) == [[""]]
    assert ask("PERIOD_START", [[None]], "Academic year") == [[""]]
    assert ask("FIGURE", [[None]], "Merton") == [[""]]
    assert ask("DISTANCE", [["MET-001"], [None], ["MET-001"]], [[None], [3], [3]], [[4], [4], [None]]) == [[""]] * 3


def test_an_error_in_a_cell_is_passed_on() -> None:
    for error in (NOT_AVAILABLE, "#N/A"):
        assert ask("TITLE", error) == [["#N/A"]]
        assert ask("PERIOD_END", error, "Calendar year") == [["#N/A"]]
        assert ask("PLACE", error) == [["#N/A", "", "", ""]]
        assert ask("DISTANCE", "MET-001", error, 3) == [["#N/A"]]


def test_ids_are_taken_however_spaced_and_guessed_when_nearly_right() -> None:
    assert ask("TITLE", " MET-012\u00a0") == ask("TITLE", "MET-012")
    assert ask("TITLE", "MET12") == [["There is no metric, outcome or item MET12. Did you mean MET-012?"]]
    assert ask("PLACE", "LOC-07")[0][0] == "LOC-07 is a row of your own: see your Framework sheet."


def test_answers_that_take_several_cells_want_their_ids_below_one_another() -> None:
    assert said("PLACE", [["MET-012", "MET-013"]]) == "The ids stand in more than one column. Give one column of cells."
    assert said("MAPPED", [["MET-012", "MET-013"]]).startswith("The ids stand in more than one column.")


def test_mapped_gives_every_framework_or_one_and_says_when_only_the_outcome_is_tied() -> None:
    everywhere = ask("MAPPED", "MET-001")
    assert [row[0] for row in everywhere] == ["SF-06", "CSC-23", "LOF-2026-07-022"]
    assert ask("MAPPED", "MET-001", "local outcomes framework") == ask("MAPPED", "MET-001", "LOF") == everywhere[2:]
    assert {len(row) for row in ask("MAPPED", [["MET-001"], ["MET-999"], ["C-LRN-01"]])} == {5}
    *others, last = load_framework().nationals
    assert said("MAPPED", "MET-001", "OFSTED") == (
        f"There is no national framework OFSTED. Give {', '.join(others)} or {last}, or leave it out for all of them."
    )


def test_a_period_excel_made_a_date_of_is_noticed_and_a_kind_is_guessed() -> None:
    assert ask("PERIOD_START", datetime(2025, 3, 1, tzinfo=UTC), "Financial year") == [
        ["Excel has made a date of this. Type it as text, with an apostrophe first: '2024/25"]
    ]
    assert ask("PERIOD_END", [[2025.0, "FYE 2025"]], "financial year") == [[date(2025, 3, 31), date(2025, 3, 31)]]
    assert said("PERIOD_END", "2025", "Fiscal year").startswith("There is no period kind Fiscal year.")
    assert said("PERIOD_END", "2025", None) == "The period kind is blank. Give one, such as Academic year."
    assert said("PERIOD_END", "2025", [["Any period"], ["Edition"]]).startswith("The period kind is one value")


# A whole table ----------------------------------------------------------------------------------------------------


def test_problems_are_those_of_check_with_the_cells_where_the_table_stands() -> None:
    found = ask(
        "PROBLEMS",
        (
            tuple(HEADINGS),
            ("MET-012", "Placed far", "Not collected", None, None),
            ("MET-013", "Another", "Availble now", None, datetime(2027, 1, 1, tzinfo=UTC)),
        ),
        "'Data availability'!C7",
    )
    assert [row[0] for row in found] == ["E9", "F8", "G9"]
    assert found[1][1:] == [
        "Placed far is marked “Not collected” with nothing in the note.",
        "That is a fair answer. Say in this cell why, or who might hold the data; or change the status in E8.",
    ]


def test_without_a_place_cells_are_those_of_the_template() -> None:
    ((cell, _, _),) = ask("PROBLEMS", [HEADINGS, ["MET-012", None, "Not collected", None, None]])
    assert cell == "D6"


def test_a_server_gives_days_as_numbers_and_blanks_as_noughts() -> None:
    row = ["MET-012", "Placed far", "Not collected", 0, 46000]
    assert [cell for cell, _, _ in ask("PROBLEMS", [HEADINGS, row])] == ["D6"], "the note is missing, the day is one"


def test_a_borough_s_own_metric_is_taken_at_its_word() -> None:
    row = ["LOC-001", "Ours", "Not collected", "Asked in May", None]
    assert ask("PROBLEMS", [HEADINGS, row]) == [["Nothing to look at in this table."]]
    ((cell, what, _),) = ask("PROBLEMS", [HEADINGS, ["MET-999", "Whose?", *row[2:]]])
    assert (cell, "MET-999" in what) == ("A6", True)


def test_a_mapping_tab_is_known_by_its_items_and_a_table_of_another_kind_is_told_so() -> None:
    headings = ["Link id", "Their id", "Their title", "Our id", "Role", "Closeness", "Our decision"]
    rows = [
        headings,
        ["LOF-2026-07-022~MET-001", "LOF-2026-07-022", "Repeat", "MET-001", "Primary", "Exact", "Perhaps"],
    ]
    ((cell, what, _),) = ask("PROBLEMS", rows)
    assert cell == "G6"
    assert "Perhaps" in what
    assert said("PROBLEMS", [["Colour", "Size"], ["red", 3]]).startswith("These are not the headings of one of our")
    assert said("PROBLEMS", [["Metric id", "Metric", "Layer", "Domain"], ["MET-012"] * 4]).startswith(
        "These headings could be those of Framework or Data availability."
    )
    for nothing in (None, [], [[]], [[None]]):
        assert said("PROBLEMS", nothing).startswith("These are not the headings")


def test_statuses_are_counted_with_blanks_and_words_that_are_not_listed() -> None:
    counted = dict(ask("STATUS_COUNTS", [["Not collected "], [None], ["Not collected"], ["Amber"], [0]]))
    assert counted["Not collected"] == 2
    assert counted["(blank)"] == 2
    assert counted["Amber (not in the list)"] == 1
    assert counted["Available now"] == 0


# Figures ----------------------------------------------------------------------------------------------------------


def test_a_figure_a_symbol_and_no_figure_are_three_answers() -> None:
    assert ask("FIGURE", [["MET-009"], ["MET-002"]], "Kingston upon Thames") == [[30], ["c"]]
    assert ask("FIGURE", "MET-999", "Merton") == [["There is no metric or outcome MET-999."]]
    assert ask("FIGURE", "MET-002", "City of London") == [[0]], "a published nought is a figure"
    assert said("FIGURE", "MET-009", "Leeds").startswith("Leeds is no London borough.")
    assert said("FIGURE", "MET-009", " ").startswith("The borough is blank.")


@pytest.mark.parametrize(
    ("metric", "figure", "target", "distance"),
    [
        ("MET-001", 22.5, 18, 4.5),
        ("MET-001", 61.2, 54.9, 6.3),
        ("MET-001", 18, 18, 0),
        ("MET-001", 0, 5, -5),
        ("MET-001", "£22.50", "18%", 4.5),
        ("MET-001", 22.5, 0.18, "Is 0.18 meant, or 18%? Type 18 for that."),
        ("MET-001", 0.225, 18, "Is 0.225 meant, or 22.5%? Type 22.5 for that."),
        ("MET-001", 2.1, 1, 1.1),
        ("MET-001", "[c]", 18, "c"),
        ("MET-001", "not collected", 18, "not collected"),
        ("MET-001", "lots", 18, "“lots” is no figure."),
        ("MET-001", -100, 18, "“-100” is no figure."),
    ],
)
def test_a_distance_is_above_zero_while_there_is_a_way_to_go(
    metric: str, figure: Any, target: Any, distance: Any
) -> None:
    assert ask("DISTANCE", metric, figure, target) == [[distance]]


def test_a_distance_goes_the_metrics_own_way_and_one_without_a_direction_says_so() -> None:
    from outcomes_xl.framework import load_framework

    up = next(one.id for one in load_framework().metrics.values() if one.polarity == "Higher is better")
    assert ask("DISTANCE", up, 60, 70) == [[10]]
    assert ask("DISTANCE", up, 71, 70) == [[-1]]
    assert "Nobody has agreed which way is better for MET-004" in ask("DISTANCE", "MET-004", 3, 4)[0][0]
    for one in load_framework().metrics.values():
        (answer,) = ask("DISTANCE", one.id, 1, 2)[0]
        assert isinstance(answer, str) == (one.polarity not in ("Higher is better", "Lower is better"))


def test_distances_take_one_target_for_all_or_as_many_as_ids() -> None:
    assert ask("DISTANCE", [["MET-001"], ["MET-001"]], [[20], [19]], 18) == [[2], [1]]
    assert said("DISTANCE", [["MET-001"], ["MET-001"]], [[1], [2], [3]], 18) == (
        "There are 2 ids and 3 figures. Give as many figures as ids, or one for all."
    )


def test_a_distance_in_words_judges_with_counts_only() -> None:
    gld = "MET-039"
    assert ask("DISTANCE_SAID", gld, 71, 72, [[1775, 2500]]) == [
        ["1.0 away: too near to say, chance alone gives 69.1 to 72.8"]
    ]
    assert ask("DISTANCE_SAID", gld, 71, 80, [[1775, 2500]]) == [["9.0 to go: below"]]
    assert ask("DISTANCE_SAID", gld, 71, 60, [[1775, 2500]]) == [["11.0 beyond it: above"]]
    assert ask("DISTANCE_SAID", gld, 71, 80) == [["9.0 to go: below, as the figures stand"]]
    assert ask("DISTANCE_SAID", gld, 71, 71) == [["on it"]]
    assert ask("DISTANCE_SAID", "MET-001", 25, 20) == [["5.0 to go: above, as the figures stand"]]
    assert ask("DISTANCE_SAID", "MET-004", 300, 280) == [["20.0 away: above, as the figures stand"]]
    assert "are of another period or group" in ask("DISTANCE_SAID", gld, 71, 80, [[1700, 2500]])[0][0]
    assert ask("DISTANCE_SAID", [[gld], [None], [gld]], [["c"], [3], [0]], [[80], [80], [0]]) == [
        ["c"],
        [""],
        ["on it"],
    ]


# Whatever is given ------------------------------------------------------------------------------------------------

CELL = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**31), 2**31),
    st.floats(),
    st.text(max_size=12),
    st.datetimes(),
    st.sampled_from(["MET-012", "C-LRN-01", "2024/25", "c", "E09000024", NOT_AVAILABLE, "Metric id", "Status", "Note"]),
)
GIVEN = st.one_of(
    CELL, st.integers(1, 3).flatmap(lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), max_size=4))
)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_cells_hold_there_are_rows_of_cells_or_a_sentence(data: st.DataObject) -> None:
    one = data.draw(st.sampled_from(cell_functions()))
    try:
        answers = every()[one.name](*(data.draw(GIVEN) for _ in one.arguments))
    except CannotUse as trouble:
        assert str(trouble).endswith((".", "?"))
        return
    assert len({len(row) for row in answers}) <= 1, "a block of cells"
    assert all(isinstance(cell, str | int | float | date) for row in answers for cell in row)

"""What a spreadsheet says beside its cells: whose figures they are, of which year, how shown, what letters mean.

Each was carried, or left, without a word once.
"""

from __future__ import annotations

import pytest

from outcomes_xl.model.styled_cells import Look
from tests.adopt.generated import FRAMEWORK
from tests.adopt.in_memory import ABSENCE, GLD, KS2, NEET, REPEAT, account, adopted, reasons, sheet_of

HEAD = ("Measure", "Status", "Period", "Value")
TWO = ((ABSENCE, "Yes", "2024/25", 18.7), (GLD, "Yes", "2024/25", 68.3))
SEVERAL = next(one for one in FRAMEWORK.metrics.values() if one.unit == "number")


# Whose figures they are -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("title", ["England figures", "Averages for England", "Statistical neighbours", "London"])
def test_under_a_title_of_others_nothing_is_carried_and_one_question_is_asked(title: str) -> None:
    sheet = sheet_of((title,), (), HEAD, *TWO)
    made = adopted(sheet)
    assert made.availability == {}
    (asked,) = made.questions
    assert asked.reason == f"“{title}” stands over the row: are its answers Merton's? Answer “yes” or “no”."
    named = adopted(sheet_of(HEAD, *TWO, name=title))
    assert (named.availability, [one.typed for one in named.questions]) == ({}, [ABSENCE])
    made = adopted(sheet, said=[("borough", title, "yes")])
    assert (made.availability["MET-050"]["latest_figure"], made.questions) == (18.7, [])
    made = adopted(sheet, said=[("borough", title, "no")])
    assert (made.availability, made.questions) == ({}, [])


@pytest.mark.parametrize(
    "title",
    [
        "London Borough of Merton figures",
        "National indicators",
        "London Councils framework",
        "Merton and England figures",
    ],
)
def test_a_title_that_only_sounds_like_others_holds_nothing_back(title: str) -> None:
    made = adopted(sheet_of((title,), (), HEAD, *TWO))
    assert (made.availability["MET-050"]["latest_figure"], made.questions) == (18.7, [])


def test_a_banner_of_others_holds_its_rows_until_a_banner_of_ours() -> None:
    rows = [(one, "Yes", "2024/25", 50) for one in (ABSENCE, GLD, KS2)]
    made = adopted(sheet_of(HEAD, rows[0], ("England",), rows[1], ("Merton",), rows[2]))
    assert sorted(made.availability) == ["MET-043", "MET-050"]
    assert [(one.about, one.cell) for one in made.questions] == [("borough", "A4")]


def test_of_rows_for_each_council_the_one_with_our_name_is_ours_and_a_title_merged_over_them_is_each_ones() -> None:
    rows = [(ABSENCE, "Northbridge", 20), (None, "Easthaven", 18.7), (None, "England", 21), (GLD, "Northbridge", 60)]
    sheet = sheet_of(("Measure", "Local authority", "Value"), *rows, (None, "Easthaven", 68.3), merged=["A5:A6"])
    made = adopted(sheet, borough="Easthaven")
    assert {one: entry["latest_figure"] for one, entry in made.availability.items()} == {
        "MET-050": 18.7,
        "MET-039": 68.3,
    }
    assert made.questions == []
    assert account(made, "C2") == ("not carried", "The row is about Northbridge, and not about Easthaven.")
    assert account(made, "A2")[0] == "used"


# Of which year --------------------------------------------------------------------------------------------------------


def test_a_year_at_the_end_of_a_title_is_its_figures() -> None:
    rows = ((f"{ABSENCE} 2023/24", "Yes", 19.8), (f"{GLD} (2023/24)", "Yes", 67), (KS2, "Yes", 61))
    made = adopted(sheet_of(("Measure", "Status", "Value"), *rows))
    periods = [made.availability[one].get("latest_period") for one in ("MET-050", "MET-039", "MET-043")]
    assert (periods, made.questions) == (["2023/24", "2023/24", None], [])


def test_a_year_alone_in_a_title_is_asked_about_and_one_that_is_not_the_rows_holds_the_figure() -> None:
    made = adopted(sheet_of(("Measure", "Value"), (f"{ABSENCE} 2022", 19.8), (GLD, 68)))
    assert "is it the year it ends in (2021/22)" in reasons(made)["B2"]
    said = [("year", "a year alone", "ends")]
    made = adopted(sheet_of(("Measure", "Value"), (f"{ABSENCE} 2022", 19.8), (GLD, 68)), said=said)
    assert made.availability["MET-050"] == {"latest_period": "2021/22", "latest_figure": 19.8}
    made = adopted(sheet_of(("Measure", "Value"), ("Cut smoking at home by 2030", 8), (GLD, 68)))
    assert reasons(made)["B2"].startswith("The row's title says 2030: of which year is its figure?")
    made = adopted(sheet_of(HEAD, (f"{ABSENCE} 2019/20", "Yes", "2024/25", 19.8), TWO[1]))
    assert "latest_figure" not in made.availability["MET-050"]
    assert reasons(made)["D2"].startswith("The row's title says 2019/20, and beside it 2024/25: of which year")


@pytest.mark.parametrize("typed", ["18.7% (2024/25)", "18.7 (2024/25)", "18.7% in 2024/25"])
def test_a_figure_and_its_year_in_one_cell_are_both_carried(typed: str) -> None:
    made = adopted(sheet_of(("Measure", "Status", "Latest"), (ABSENCE, "Yes", typed), (GLD, "Yes", "68.3% (soon)")))
    assert made.availability["MET-050"] == {
        "status": "Available now",
        "latest_period": "2024/25",
        "latest_figure": 18.7,
    }
    assert "is not a plain figure" in reasons(made)["C3"]


# What figures are of --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("figure", "why"), [(187, "187 is above 100, the highest"), (-4, "-4 is below 0, the lowest")])
def test_a_figure_that_a_metric_in_per_cent_cannot_have_is_asked_about(figure: int, why: str) -> None:
    made = adopted(sheet_of(HEAD, (ABSENCE, "Yes", "2024/25", figure), TWO[1]))
    assert "latest_figure" not in made.availability["MET-050"]
    assert reasons(made)["D2"].startswith(f"{why} that “{ABSENCE}” can be")


def test_a_score_beyond_its_scale_is_carried_and_told() -> None:
    score = next(one for one in FRAMEWORK.metrics.values() if one.unit == "score" and one.highest == 1)
    made = adopted(sheet_of(HEAD, (score.title, "Yes", "2025", 24.9), TWO[1]))
    assert (made.availability[score.id]["latest_figure"], made.questions) == (24.9, [])
    why = (
        f"24.9 is above 1, the highest that “{score.title}” can be: it was carried as it stands. Look at it once more."
    )
    assert (made.look_at, account(made, "D2")[1]) == ([f"Sheet, cell D2: {why}"], why)


def test_a_rate_of_a_metric_that_is_a_number_is_asked_about_and_of_one_in_per_cent_it_is_not() -> None:
    made = adopted(sheet_of(("Measure", "Year", "Rate"), (SEVERAL.title, "2024/25", 12.5), (ABSENCE, "2024/25", 18.7)))
    assert "latest_figure" not in made.availability.get(SEVERAL.id, {})
    assert f"“Rate” is over it, and “{SEVERAL.title}” is in number" in reasons(made)["C2"]
    assert made.availability["MET-050"]["latest_figure"] == 18.7


@pytest.mark.parametrize(
    ("shown", "figure", "asks"),
    [
        ('0"k"', None, "“18.7k” is not a plain figure."),
        ('0.0"p"', None, "“18.7p” is not a plain figure."),
        ('0.0" days"', None, "“18.7 days” is in days"),
        ('0.0"*"', 18.7, ""),
        ('0.0"%"', 18.7, ""),
        ("£0.0", None, "in pounds"),
    ],
)
def test_what_a_number_format_shows_beside_a_figure_is_read(shown: str, figure: float | None, asks: str) -> None:
    made = adopted(sheet_of(HEAD, *TWO, looks={"D2": Look(number_format=shown)}))
    assert made.availability["MET-050"].get("latest_figure") == figure
    assert asks in reasons(made).get("D2", "")
    assert bool(asks) == ("D2" in reasons(made))
    if shown == '0.0"*"':
        assert made.availability["MET-050"]["note"] == "Value: 18.7*"
    if shown == '0"k"':
        made = adopted(
            sheet_of(HEAD, *TWO, looks={"D2": Look(number_format=shown)}), said=[("value in Value", "18.7k", "18.7")]
        )
        assert (made.availability["MET-050"]["latest_figure"], made.questions) == (18.7, [])


# What letters and banners mean ----------------------------------------------------------------------------------------


def test_of_two_keys_that_differ_neither_is_chosen_and_a_sheets_own_comes_first() -> None:
    rows = ((ABSENCE, "A"), (GLD, "B"))
    keys = [
        sheet_of(("Key",), ("A", a), ("B", b), name=f"Key {a}")
        for a, b in (("Available now", "Not collected"), ("Held by a partner", "Not collected"))
    ]
    made = adopted(sheet_of(("Measure", "Status"), *rows), *keys)
    assert made.availability == {"MET-039": {"status": "Not collected"}}
    assert (
        reasons(made)["B2"]
        == "“A” is explained twice, as “Available now” and as “Held by a partner”. Which status is it?"
    )
    own = sheet_of(("Measure", "Status"), *rows, (), (), ("A = Held by a partner; B = Not collected",))
    made = adopted(own, keys[0])
    assert made.availability["MET-050"] == {"status": "Held by a partner"}


def test_a_letter_that_means_one_thing_of_each_list_is_read_by_its_column() -> None:
    key = sheet_of(
        ("Key",), ("A", "Available now"), ("N", "Not collected"), (), ("A", "Annual"), ("M", "Monthly"), name="Key"
    )
    made = adopted(sheet_of(("Measure", "Status", "How often?"), (ABSENCE, "A", "A"), (GLD, "N", "M")), key)
    assert made.availability["MET-050"] == {"status": "Available now", "frequency": "Yearly"}
    assert made.questions == []


def test_a_key_of_colours_names_wide_apart_is_a_key_and_no_rows() -> None:
    key = ((), ("Green", None, "we have it"), ("Red", None, "nobody collects it"))
    made = adopted(
        sheet_of(("Measure", "Status", "Team"), (ABSENCE, "Green", "Schools"), (GLD, "Red", "Early years"), *key)
    )
    assert [entry["status"] for entry in made.availability.values()] == ["Available now", "Not collected"]
    assert (made.local, made.questions) == ({}, [])


def test_banners_that_say_a_status_say_it_of_the_rows_below_where_no_column_does() -> None:
    rows = (
        ("Measure", "Owner"),
        ("AVAILABLE NOW",),
        (ABSENCE, "Schools"),
        (GLD, "Early years"),
        ("NOT COLLECTED",),
        (KS2,),
        (NEET,),
    )
    made = adopted(sheet_of(*rows))
    assert {one: entry["status"] for one, entry in made.availability.items()} == {
        "MET-050": "Available now", "MET-039": "Available now", "MET-043": "Not collected", "MET-054": "Not collected",
    }  # fmt: skip
    made = adopted(
        sheet_of(("Measure", "Status"), ("AVAILABLE NOW",), (ABSENCE, "No"), ("NOT COLLECTED",), (GLD, None))
    )
    assert made.availability == {"MET-050": {"status": "Not collected"}}


@pytest.mark.parametrize("title", [f"Example: {ABSENCE}", f"e.g. {ABSENCE}"])
def test_an_example_of_how_to_fill_in_a_row_is_none(title: str) -> None:
    made = adopted(sheet_of(HEAD, (title, "Yes", "2023/24", 21), TWO[1], (REPEAT, "No", None, None)))
    assert sorted(made.availability) == ["MET-003", "MET-039"]
    assert account(made, "D2") == ("not carried", "It belongs to an example of how a row is filled in.")


# The officer's answers about headings ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "means", ["sort of", "the council's level", "Targets, a change, by 2027/28", "Targets, by sometime"]
)
def test_an_answer_about_a_target_that_settles_nothing_is_asked_again_and_makes_no_other_field_of_it(
    means: str,
) -> None:
    sheet = sheet_of((*HEAD, "Target 2027/28"), *((*one, 70) for one in TWO))
    made = adopted(sheet, said=[("heading", "Target 2027/28", means)])
    assert made.targets == {}
    assert set(made.availability["MET-050"]) == {"status", "latest_period", "latest_figure"}
    assert reasons(made)["E2"].startswith(f"Your answer “{means}” does not say what stands under “Target 2027/28”.")


@pytest.mark.parametrize(
    ("means", "kind", "by"),
    [
        ("Targets, a level to reach, by 2027/28", "Level to reach", "2027/28"),
        ("a change in points by 2028", "Change in points", "2028"),
        ("Targets, a change in per cent", "Change in per cent", None),
        ("Targets", "Level to reach", None),
    ],
)
def test_an_answer_about_a_target_may_be_said_in_several_ways(means: str, kind: str, by: str | None) -> None:
    sheet = sheet_of((*HEAD, "Target"), *((*one, 70) for one in TWO))
    made = adopted(sheet, said=[("heading", "Target", means)])
    assert made.questions == []
    entry = made.targets["MET-050"]
    assert (entry["target"], entry["target_kind"], entry.get("by_period")) == (70, kind, by)


@pytest.mark.parametrize(
    ("means", "field"), [("yes", "assessed_on"), ("leave out", None), ("no", "note"), ("Assessed on", "assessed_on")]
)
def test_a_question_about_a_heading_may_be_answered_with_yes_or_no(means: str, field: str | None) -> None:
    from datetime import date

    sheet = sheet_of((*HEAD, "Spoken to"), *((*one, date(2026, 5, 4)) for one in TWO))
    assert "is it “Assessed on”?" in reasons(adopted(sheet))["E2"]
    made = adopted(sheet, said=[("heading", "Spoken to", means)])
    assert set(made.availability["MET-050"]) - {"status", "latest_period", "latest_figure"} == (
        {field} if field else set()
    )
    assert made.questions == []


# More layouts ---------------------------------------------------------------------------------------------------------


def test_our_name_under_each_year_beside_others_heads_our_figures() -> None:
    top = ("Measure", "2023/24", None, "2024/25", None)
    rows = ((ABSENCE, 19.8, 21.1, 18.7, 20.4), (GLD, 67.1, 67.2, 68.3, 67.7))
    sheet = sheet_of(top, (None, "Merton", "England", "Merton", "England"), *rows, merged=["A1:A2", "B1:C1", "D1:E1"])
    made = adopted(sheet)
    assert made.availability["MET-050"]["latest_figure"] == 18.7
    assert made.availability["MET-050"]["latest_period"] == "2024/25"
    assert (account(made, "B3")[0], made.questions) == ("not carried", [])


def test_a_sheet_for_each_metric_may_list_its_years_below_the_title() -> None:
    index = sheet_of(("Tab", "Measure", "Lead"), ("M1", ABSENCE, "Schools"), ("M2", GLD, "Early years"), name="Index")
    years = (("2022/23", 20.3, 22.5), ("2023/24", 19.8, 21.1), ("2024/25", 18.7, 20.4))
    one = sheet_of((ABSENCE,), (), ("Year", "Merton", "England"), *years, name="M1")
    made = adopted(index, one)
    assert made.availability["MET-050"] == {
        "holder": "Schools",
        "latest_period": "2024/25",
        "latest_figure": 18.7,
        "note": "2022/23, England: 22.5\n2023/24, England: 21.1\nTab: M1\nEngland: 20.4",
    }
    assert made.questions == []


def test_of_sheets_called_by_their_years_the_latest_holds_now() -> None:
    sheets = [
        sheet_of(("Measure", "Available?", "Result"), (ABSENCE, said, figure), (GLD, "Yes", 68), name=year)
        for year, said, figure in (("2023-24", "No", 19.8), ("2024-25", "Yes", 18.7))
    ]
    made = adopted(*sheets)
    assert made.availability["MET-050"] == {
        "note": "2023-24, Available?: No",
        "status": "Available now",
        "latest_figure": 18.7,
    }
    assert made.questions == []


def test_columns_of_now_count_before_those_of_another_time() -> None:
    top = ("Measure", "Now", None, "By April 2027", None)
    heads = (None, "Data available?", "System", "Data available?", "System")
    rows = ((ABSENCE, "No", None, "Yes", "EHM"), (GLD, "Yes", "Capita", "Yes", "EHM"))
    sheet = sheet_of(top, heads, *rows, merged=["A1:A2", "B1:C1", "D1:E1"])
    made = adopted(sheet)
    assert made.availability["MET-050"]["status"] == "Not collected"
    assert "By April 2027 Data available?: Yes" in str(made.availability["MET-050"]["note"])
    assert made.questions == []


def test_counts_beside_the_sections_of_a_pivot_table_are_no_answers() -> None:
    heads = ("Row Labels", "Available now", "Not collected", "Grand Total")
    rows = (("Learning", 1, 1, 2), (ABSENCE, 1, None, 1), (GLD, None, 1, 1), ("Grand Total", 1, 1, 2))
    made = adopted(sheet_of(heads, *rows))
    statuses = {one: entry["status"] for one, entry in made.availability.items()}
    assert (statuses, made.local) == ({"MET-050": "Available now", "MET-039": "Not collected"}, {})
    assert account(made, "B2")[0] == "not carried"


def test_a_row_of_units_below_the_headings_is_theirs() -> None:
    sheet = sheet_of(
        ("Measure", "2024/25", "2023/24"), (None, "%", "%"), (ABSENCE, 18.7, 19.8), (SEVERAL.title, 12, 13)
    )
    made = adopted(sheet)
    assert made.availability["MET-050"]["latest_figure"] == 18.7
    assert account(made, "B2") == ("used", "A heading.")
    assert "“2024/25 %” is over it" in reasons(made)["B4"]


@pytest.mark.parametrize("mark", ["¹", " [3]", " [note 2]", "*", "†"])
def test_a_footnotes_mark_after_a_title_is_no_part_of_it_and_a_bracketed_symbol_is_one(mark: str) -> None:
    made = adopted(sheet_of(HEAD, (f"{ABSENCE}{mark}", "Yes", "2024/25", "[c]"), TWO[1]))
    assert (made.availability["MET-050"]["latest_figure"], made.questions) == ("c", [])


@pytest.mark.parametrize("before", ["LOF12 - ", "7.1.2: ", "Learning: ", f"{FRAMEWORK.metrics['MET-050'].outcome} – "])
def test_a_code_an_outcome_or_a_domain_before_a_title_is_no_part_of_it(before: str) -> None:
    made = adopted(sheet_of(HEAD, (f"{before}{ABSENCE}", "Yes", "2024/25", 18.7), TWO[1]))
    assert (made.availability["MET-050"]["latest_figure"], made.questions, made.local) == (18.7, [], {})


def test_titles_under_indicator_and_units_under_measure_are_each_read_as_what_they_are() -> None:
    rows = ((ABSENCE, "%", "Yes", 18.7), (SEVERAL.title, "%", "Yes", 12), (REPEAT, "% of referrals", "No", None))
    made = adopted(sheet_of(("Indicator", "Measure", "Status", "Value"), *rows))
    assert sorted(made.availability) == sorted(["MET-003", "MET-050", SEVERAL.id])
    assert reasons(made)["D3"].startswith(f"The row is in “%”, and “{SEVERAL.title}” is in number")


def test_ticks_under_teams_are_no_areas_though_one_is_called_schools() -> None:
    made = adopted(
        sheet_of(
            ("Measure", "Early help", "Schools", "Health"), (ABSENCE, None, "x"), (GLD, "x"), (KS2, None, None, "x")
        )
    )
    assert list(made.availability.values()) == [{"note": f"{team}: x"} for team in ("Schools", "Early help", "Health")]


def test_a_box_that_is_ticked_says_yes_and_sentences_under_data_are_no_figures() -> None:
    rows = ((ABSENCE, True, "Collected by schools"), (GLD, False, "The yearly return"))
    made = adopted(sheet_of(("Measure", "Available", "Data"), *rows))
    assert made.availability["MET-050"] == {"status": "Available now", "note": "Data: Collected by schools"}
    assert (made.availability["MET-039"]["status"], made.questions) == ("Not collected", [])


@pytest.mark.parametrize("merged", [(), ("A2:A4", "A5:A6")], ids=["blank below", "merged down"])
def test_rows_of_target_and_england_below_the_actual_one_are_parts_of_it(merged: tuple[str, ...]) -> None:
    rows = (
        (ABSENCE, "Actual", 19.8, 18.7),
        (None, "Target", 19, 18),
        (None, "England", 21, 20),
        (GLD, "Actual", 67, 68),
    )
    sheet = sheet_of(("Measure", "Type", "2023/24", "2024/25"), *rows, (None, "Target", 68, 70), merged=merged)
    made = adopted(sheet)
    assert made.availability["MET-050"]["latest_figure"] == 18.7
    assert "Target, 2024/25: 18\nEngland, 2023/24: 21" in str(made.availability["MET-050"]["note"])
    assert (made.questions, made.local) == ([], {})


def test_a_second_line_of_a_title_that_says_it_otherwise_is_no_second_measure() -> None:
    made = adopted(sheet_of(HEAD, (f"Absenoldeb parhaus\n{ABSENCE}", "Yes", "2024/25", 18.7), TWO[1]))
    assert (made.availability["MET-050"]["latest_figure"], made.questions, made.local) == (18.7, [], {})


@pytest.mark.parametrize("typed", ['"', "as above", "Ditto"])
def test_as_above_is_asked_about_with_what_stands_above(typed: str) -> None:
    sheet = sheet_of(("Measure", "Team"), (ABSENCE, "Schools"), (GLD, typed))
    (asked,) = adopted(sheet).questions
    assert (asked.reason, asked.offer) == (f"“{typed}”: is it “Schools”, as in B2?", "Schools")
    made = adopted(sheet, said=[("cell", "Sheet!B3", "Early years")])
    assert (made.availability["MET-039"]["holder"], made.questions) == ("Early years", [])


def test_two_columns_of_targets_are_both_asked_about_and_neither_takes_the_others_place() -> None:
    sheet = sheet_of((*HEAD, "Target 2025/26", "Target 2027/28"), *((*one, 70, 72) for one in TWO))
    assert {one.heading for one in adopted(sheet).questions} == {"Target 2025/26", "Target 2027/28"}
    means = [("heading", f"Target {year}", f"Targets, a level to reach, by {year}") for year in ("2025/26", "2027/28")]
    made = adopted(sheet, said=means)
    assert made.targets["MET-050"]["target"] == 70
    assert reasons(made)["F2"] == "A target of 70 stands there already, and this says 72. Which counts?"

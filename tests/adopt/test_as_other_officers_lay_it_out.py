"""Layouts that taught something when they were judged blind: the small input of each, and the right answer."""

from __future__ import annotations

import pytest

from outcomes_xl.adopt.metric_ids import id_in_words, numbers_a_list
from outcomes_xl.model import ErrorValue
from outcomes_xl.model.styled_cells import PLAIN, Look
from tests.adopt.in_memory import ABSENCE, GLD, KS2, NEET, REPEAT, account, adopted, reasons, sheet_of

TITLES = {"MET-050": ABSENCE, "MET-043": KS2, "MET-039": GLD}


# Whose ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("borough", ["Merton", "Northbridge"])
def test_of_a_column_a_borough_ours_is_the_status_and_the_others_stay(borough: str) -> None:
    others = ("Croydon", "Sutton") if borough == "Merton" else ("Easthaven", "Millwick")
    made = adopted(
        sheet_of(
            ("Metric", others[0], borough, others[1]), (ABSENCE, "N", "Y", "N"), (KS2, "N", "P", "Y"),
            (GLD, "Y", "N", "Y"), (), ("Y = held and usable, N = not collected, P = held by a partner",),
        ),
        borough=borough,
    )  # fmt: skip
    got = [made.availability[one] for one in TITLES]
    assert got == [{"status": "Available now"}, {"status": "Held by a partner"}, {"status": "Not collected"}]
    assert account(made, "B2") == ("not carried", f"It stands under “{others[0]}”, which is another borough's.")


def test_blocks_of_a_title_over_years_and_areas_are_a_measure_each() -> None:
    made = adopted(
        sheet_of(
            ("Extract",),
            (ABSENCE, "2022/23", "2023/24", "2024/25", "Latest national rank"),
            ("Merton", 19.1, 18.9, 17.2, 37),
            ("Statistical neighbours", 20, 19.4, 17.5),
            ("England", 22.5, 20.0, 18.7),
            (),
            ("Children looked after who are happy", "2023", "2024", "2025"),
            ("Merton", 80, 81, 82),
            ("England", 70, 71, 72),
            looks={"A1": PLAIN},
        )
    )
    assert made.availability["MET-050"]["latest_figure"] == 17.2
    assert made.availability["MET-050"]["latest_period"] == "2024/25"
    assert account(made, "B4")[0] == account(made, "D9")[0] == "not carried"
    assert account(made, "A2") == ("used", "A heading.")
    assert account(made, "B7") == ("used", "A heading.")  # as the block above it is made


# Rows -----------------------------------------------------------------------------------------------------------------


def test_ids_in_words_find_their_metric_and_head_nothing() -> None:
    made = adopted(
        sheet_of(
            ("Framework metric", "Our name for it", "Status", "Contact team"),
            ("Metric 50", "Missing a tenth of school", "Available now", "Attendance"),
            ("Metric no. 43", "Year 6 results", "Held by a partner", "Schools"),
            ("met_039", "EYFS", "Not collected", "Early years"),
        )
    )
    assert not made.local
    assert not made.questions
    assert [made.availability[one]["holder"] for one in TITLES] == ["Attendance", "Schools", "Early years"]


def test_ids_in_words_that_only_count_the_rows_are_no_ids() -> None:
    rows = [(f"Metric {n}", title, "Yes") for n, title in enumerate((ABSENCE, KS2, GLD, REPEAT), 1)]
    made = adopted(sheet_of(("Ref", "Measure", "Status"), *rows, ("Metric 5", "Swans on the canal", "Yes")))
    assert set(made.availability) >= {*TITLES, "MET-003"}
    assert len(made.local) == 1
    assert {one.about for one in made.questions} == {"local row"}  # the swans' outcome
    assert numbers_a_list(["Metric 1", "Metric 2", "Metric 3", "Metric 4"])
    assert not numbers_a_list(["Metric 1", "Metric 9", "Metric 19", "Metric 54"])
    assert id_in_words("Metric 12 of our plan") == ""


def test_an_id_counts_where_the_title_looked_up_beside_it_was_not_found() -> None:
    row = ("MET-039", ErrorValue("#N/A"), "Available now")
    made = adopted(sheet_of(("Code", "Metric", "Status"), row, ("MET-050", ABSENCE, "Available now")))
    assert made.availability["MET-039"] == {"status": "Available now"}
    assert not made.questions


@pytest.mark.parametrize(
    ("typed", "metric"),
    [
        ("PA %", "MET-050"), ("Att 8", "MET-045"), ("Agency SW %", "MET-096"), ("Infant mort. rate", "MET-019"),
        ("CPP > 2 yrs", "MET-002"), ("CIC rate per 10k", "MET-009"), ("LBW term babies", "MET-020"),
        ("CL suitable accom 19-21", "MET-017"), ("Families in B & B 6+ wks", "MET-071"), ("BF at 6-8 wks", "MET-021"),
        ("NEET & NK 16/17", "MET-054"), ("CLA placed 20+ miles", "MET-012"),
        ("Children looked after rate, per 10,000 children aged under 18", "MET-009"),
    ],
)  # fmt: skip
def test_abbreviations_that_can_mean_one_metric_only_are_that_metric(typed: str, metric: str) -> None:
    made = adopted(sheet_of(("Measure", "Status"), (typed, "Yes")))
    assert made.availability == {metric: {"status": "Available now"}}


@pytest.mark.parametrize("typed", ["Spend per child", "CSC spend per child"])
def test_spend_per_child_is_asked_about_and_no_row_of_ones_own(typed: str) -> None:
    made = adopted(sheet_of(("Measure", "Status"), (typed, "Yes"), (ABSENCE, "Yes")))
    assert not made.local
    assert "MET-094" in reasons(made)["A2"]


def test_staff_counted_as_fte_are_no_first_time_entrants() -> None:
    made = adopted(sheet_of(("Measure", "Status"), ("FTE social workers in post", "Yes"), (ABSENCE, "Yes")))
    assert "MET-067" not in str(made.questions)


def test_how_many_of_how_many_in_a_band_is_no_row() -> None:
    made = adopted(
        sheet_of(
            ("Measure", "Available?"), ("Children attend school",), (ABSENCE, "Yes"),
            ("Available in this band", "1 of 1"),
            ("Children achieve at school",), (KS2, "No"), ("Available in this band", "0 of 1"), ("Total", "1 of 2"),
        )
    )  # fmt: skip
    assert not made.local
    assert not made.questions
    assert account(made, "B4")[0] == "not carried"
    own = adopted(sheet_of(("Measure", "Value"), ("Youth clubs that open daily", "5 of 7"), (ABSENCE, 18.7)))
    assert len(own.local) == 1  # a measure of their own may be so many of so many


@pytest.mark.parametrize(
    "typed",
    [
        "Persistent absence: % of pupils who miss 10% or more of sessions",
        "Persistent absence – proportion of pupils missing a tenth of school",
        "Persistent absence (LG Inform 891)",
    ],
)
def test_a_title_with_its_definition_or_another_lists_code_is_that_metric(typed: str) -> None:
    made = adopted(sheet_of(("Measure", "Status"), (typed, "Yes"), (KS2, "No")))
    assert made.availability["MET-050"] == {"status": "Available now"}
    assert not made.questions


@pytest.mark.parametrize(
    "typed",
    [
        "Persistent absence: % of pupils with SEN who miss sessions",
        "Persistent absence – girls",
        "Persistent absence: primary",
    ],
)
def test_a_title_with_a_part_after_it_is_not_taken_for_the_whole(typed: str) -> None:
    made = adopted(sheet_of(("Measure", "Status"), (typed, "Yes"), (KS2, "No")))
    assert "MET-050" not in made.availability


# Columns --------------------------------------------------------------------------------------------------------------


def test_the_sums_of_a_pivot_tables_rows_are_left() -> None:
    made = adopted(
        sheet_of(
            ("Row Labels", "Available now", "Not collected", "Grand Total"),
            (ABSENCE, 1, None, 1), (KS2, None, 1, 1), (GLD, 1, None, 1), ("Grand Total", 2, 1, 3),
        )
    )  # fmt: skip
    assert made.availability["MET-043"] == {"status": "Not collected"}
    assert account(made, "D2") == ("not carried", "“Grand Total” adds up what stands beside it.")


def test_a_status_in_words_is_taken_before_the_yes_or_no_that_it_says_closer() -> None:
    head = ("Metric", "Do we hold it?", "Status")
    rows = ((ABSENCE, True, "Available now"), (KS2, True, "Available, needs work"), (GLD, False, "Not collected"))
    made = adopted(sheet_of(head, *rows))
    assert [made.availability[one]["status"] for one in TITLES] == [row[2] for row in rows]
    assert not made.questions
    differs = adopted(sheet_of(head, *rows[:2], (GLD, False, "Available now")))
    assert differs.questions


def test_years_under_last_updated_are_the_period_and_days_are_not() -> None:
    head = ("Metric", "Status", "Last updated")
    made = adopted(sheet_of(head, (ABSENCE, "Yes", "2024/25"), (KS2, "Yes", "2023/24")))
    assert [made.availability[one]["latest_period"] for one in ("MET-050", "MET-043")] == ["2024/25", "2023/24"]
    days = adopted(sheet_of(head, (ABSENCE, "Yes", "2026-06-03"), (KS2, "Yes", "2026-06-04")))
    assert "latest_period" not in days.availability["MET-050"]


def test_labels_we_do_not_know_between_those_we_do_head_a_row_of_a_table_on_its_side() -> None:
    made = adopted(
        sheet_of(
            ("Workshop",), (None, ABSENCE, KS2, GLD), ("We have it now", "✓"), ("A partner has it", None, "✓"),
            ("Nobody collects it", None, None, "✓"), ("What it would take", "a day", None, "a form"),
            ("Who to ask", "Sam", "Ali"),
        )
    )  # fmt: skip
    assert [made.availability[one]["status"] for one in TITLES] == MEANT_ACROSS
    assert "What it would take: a form" in str(made.availability["MET-039"]["note"])


MEANT_ACROSS = ["Available now", "Held by a partner", "Not collected"]


def test_x_and_capital_x_are_one_tick_and_borough_only_is_the_borough() -> None:
    made = adopted(
        sheet_of(
            ("Measure", "Have", "Partner has it", "Not collected", "At what level?"),
            (ABSENCE, "x", None, None, "Borough only"), (KS2, "X", None, None, "Ward level"), (NEET, None, "x", None),
            (GLD, None, None, "X"),
        )
    )  # fmt: skip
    assert [made.availability[one]["status"] for one in ("MET-050", "MET-043")] == ["Available now"] * 2
    assert [made.availability[one]["geography"] for one in ("MET-050", "MET-043")] == ["Borough", "Ward"]
    assert not made.questions


def test_per_cents_and_rates_in_columns_of_their_own_are_both_the_latest_figure() -> None:
    looked_after = "Looked-after rate"
    made = adopted(sheet_of(("Measure", "%", "Rate"), (ABSENCE, 17.2, None), (looked_after, None, 47), (KS2, 66, None)))
    got = [made.availability[one]["latest_figure"] for one in ("MET-050", "MET-009", "MET-043")]
    assert got == [17.2, 47, 66]


def test_a_key_may_stand_with_its_words_left_of_the_coloured_letters() -> None:
    green, red = Look(fill="92D050"), Look(fill="FF0000")
    made = adopted(
        sheet_of(
            ("Metric", "RAG", None, None, "Available now", "G"), (ABSENCE, "G", None, None, "Not collected", "R"),
            (KS2, "R"), looks={"F1": green, "F2": red, "B2": green, "B3": red},
        )
    )  # fmt: skip
    assert [made.availability[one]["status"] for one in ("MET-050", "MET-043")] == ["Available now", "Not collected"]
    assert account(made, "E1")[0] == account(made, "F2")[0] == "used"


def test_answers_beside_titles_merged_across_are_no_key() -> None:
    made = adopted(
        sheet_of(
            ("Metric", None, "Status", "Comments"), (ABSENCE, None, "Yes", "Monthly report"),
            (KS2, None, "Partner", None),
            (GLD, None, "Yes", "By school"), (NEET, None, "No", "No register"),
            merged=[f"A{row}:B{row}" for row in range(1, 6)],
        )
    )  # fmt: skip
    assert [made.availability[one]["status"] for one in ("MET-050", "MET-054")] == ["Available now", "Not collected"]
    assert not made.questions


def test_of_reviews_the_latest_counts_though_no_heading_says_status() -> None:
    head = ("Metric", "Review Mar 2025", "Review Sep 2025", "Review Mar 2026")
    made = adopted(sheet_of(head, (ABSENCE, "No", "No", "Yes"), (KS2, "No", "Yes", "Yes")))
    assert made.availability["MET-050"]["status"] == "Available now"


def test_headings_of_now_and_of_another_time_tell_themselves_apart() -> None:
    rows = ((ABSENCE, "Not collected", "Available now"), (KS2, "Available now", "Available now"))
    made = adopted(sheet_of((None, "Availability"), ("Metric", "Now", "In 12 months"), *rows, merged=["B1:C1"]))
    assert made.availability["MET-050"]["status"] == "Not collected"
    assert not made.questions


def test_when_over_periods_is_the_period() -> None:
    head = ("Metric", "Status", "Latest", "When")
    made = adopted(sheet_of(head, (ABSENCE, "Yes", 17.2, "2024/25"), ("Looked-after rate", "Yes", 47, "31 March 2025")))
    assert made.availability["MET-009"]["latest_period"] == "2025"


# Below ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("headed", [True, False])
def test_contacts_below_a_list_are_no_rows_though_nothing_is_made_to_look_like_a_heading(headed: bool) -> None:
    people = (("Attendance", "Ade Obi", "020 7946 0001"), ("Schools", "Kim Roe", "kim.roe@merton.example"))
    head = (("Team", "Contact", "Telephone"),) if headed else ()
    made = adopted(
        sheet_of(("Metric", "Status", "Team"), (ABSENCE, "Yes", "Attendance"), (KS2, "No", None), (), *head, *people)
    )
    assert not made.local
    assert not made.questions
    assert account(made, "B6")[0] == "not carried"


def test_rows_after_a_gap_that_say_a_status_are_rows() -> None:
    own = (("Youth clubs open daily", "Yes", "sam@merton.example"), ("Swans on the canal", "No", "ali@merton.example"))
    made = adopted(sheet_of(("Metric", "Status", "Contact"), (ABSENCE, "Yes", "a@merton.example"), (), *own))
    assert len(made.local) == 2

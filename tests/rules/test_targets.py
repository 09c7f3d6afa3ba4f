"""Targets: what is to be reached, by when, and which way."""

# ruff: noqa: E501  (messages are written out in full)

from __future__ import annotations

from tests.rules.small import asked, fixes, told
from tests.workbooks import table


def targets(text: str):  # type: ignore[no-untyped-def]
    return table("Targets", text)


def test_a_target_for_an_unknown_metric_is_found() -> None:
    rows = targets("| metric_id |\n| MET-001 |\n| MET-2 |\n| GLD |\n| GLD |\n| |")
    assert told("TA01", rows) == [
        "A3 · “MET-2” in A3 is not a metric of the Framework sheet. [MET-002]",
        "A4 · “GLD” is not a metric of the Framework sheet; it stands in 2 cells (A4:A5).",
    ]
    assert fixes("TA01", rows) == [
        "Did you mean MET-002 (NEET 16-17)?",
        "Choose the metric from the list in the cell. Its id is understood too.",
    ]


def test_what_a_target_does_not_say_is_told_by_column() -> None:
    rows = targets("""
        | metric_id | target | target_kind    | by_period |
        | MET-001   | 75     | Level to reach | 2027/28   |
        | MET-002   | 3      |                | 2028      |
        | MET-003   | 90     | Level to reach |           |
        | MET-004   | 50     | Level to reach |           |
        |           | 0      | Level to reach | 2028      |
    """)
    assert told("TA02", rows) == [
        "C3 · The target for NEET 16-17 has nothing under “Target is a” in C3.",
        "D4 · 2 targets have nothing under “By when” (D4:D5).",
        "A6 · The target for the metric in row 6 has nothing under “Metric” in A6.",
    ]


def test_a_kind_of_target_of_another_word_is_found() -> None:
    rows = targets("| target_kind |\n| Level to reach |\n| change in points |\n| % |\n| % |\n| |")
    assert told("TA03", rows) == [
        "A3 · “change in points” in A3 is not one of the kinds of target. [Change in points]",
        "A4 · “%” is not one of the kinds of target; it stands in 2 cells (A4:A5). [Change in per cent]",
    ]
    assert fixes("TA03", rows) == [
        "Did you mean “Change in points”? Choose it from the list in the cell.",
        "Choose from the list in the cell: Level to reach, Change in points or Change in per cent.",
    ]


def test_periods_of_targets_are_read_by_the_metrics_own_year() -> None:
    rows = targets("""
        | metric_id | baseline_period | by_period |
        | MET-001   | 2024/25         | 2027/28   |
        | MET-002   | 2024/25         | 2028      |
        | MET-003   |                 | soon      |
        | MET-001   |                 | soon      |
        | MET-004   |                 |           |
    """)
    assert told("TA04", rows) == [
        "C4 · “soon” under “By when” cannot be read as an academic year; it stands in 2 cells (C4:C5).",
        "B3 · The target for NEET 16-17 is for a calendar year, and “2024/25” in B3 cannot be read as one.",
    ]
    assert fixes("TA04", rows) == [
        "Type the period it is for, such as 2024/25.",
        "Type the period it is for, such as 2024.",
    ]


def test_by_a_year_or_a_month_is_asked_about_as_the_metrics_own_year_and_never_written() -> None:
    rows = targets("""
        | metric_id | baseline_period | by_period    |
        | MET-001   |                 | by 2028      |
        | MET-001   |                 | October 2028 |
        | MET-001   |                 | end of time  |
        | MET-001   |                 | 2028-07-01   |
    """)
    assert fixes("TA04", rows)[:2] == ["Did you mean 2027/28?", "Did you mean 2028/29?"]
    assert asked("TA04", rows) == ["2027/28", "2028/29"]
    assert asked("TA05", rows) == ["2027/28"]


def test_dates_where_periods_should_stand_are_found() -> None:
    rows = targets("""
        | metric_id | baseline_period | by_period  |
        | MET-001   | 2024/25         | 2001-02-01 |
        | MET-002   | 2025-06-17      | 2028       |
        | MET-004   |                 | 2028-03-31 |
        | MET-004   |                 | 2028-03-31 |
    """)
    assert told("TA05", rows) == [
        "C2 · The target for GLD at age 5 has 1 February 2001 in C2 as a date, where an academic year should stand as text. [2001/02]",
        "C4 · 2 targets have 31 March 2028 under “By when” as a date, where a 31 March should stand as text (C4:C5). [31 March 2028]",
        "B3 · The target for NEET 16-17 has 17 June 2025 in B3 as a date, where a calendar year should stand as text.",
    ]


def test_a_target_before_its_baseline_is_found() -> None:
    rows = targets("""
        | metric_id | baseline_period | by_period |
        | MET-001   | 2024/25         | 2023/24   |
        | MET-001   | 2024/25         | 202425    |
        | MET-001   | 2024/25         | 2027/28   |
        | MET-001   |                 | 2027/28   |
        | MET-001   | once            | 2027/28   |
    """)
    assert told("TA06", rows) == [
        "C2 · The target for GLD at age 5 is to be reached by 2023/24, which is not after its baseline of 2024/25.",
        "C3 · The target for GLD at age 5 is to be reached by 202425, which is not after its baseline of 2024/25.",
    ]
    assert fixes("TA06", rows)[:1] == [
        "Please check B2 and C2; they may have changed places.",
    ]


def test_a_level_outside_what_is_possible_is_found() -> None:
    rows = targets("""
        | metric_id | baseline | target | target_kind        |
        | MET-001   |          | 75     | Level to reach     |
        | MET-001   |          | 109    | Level to reach     |
        | MET-003   |          | 109    | Level to reach     |
        | MET-001   |          | -9     | Change in points   |
        | MET-001   |          | 109    |                    |
        | MET-001   |          |        | Level to reach     |
        | MET-001   | 71       | 9      | Change in points   |
        | MET-001   | 71       | 40     | Change in points   |
        | MET-001   | 71       | 900    | Change in per cent |
    """)
    assert told("TA07", rows) == [
        "C3 · The target for GLD at age 5 in C3 comes to 109. Figures of this metric are from 0 to 100 (%).",
        "C9 · The target for GLD at age 5 in C9 comes to 111. Figures of this metric are from 0 to 100 (%).",
        "C10 · The target for GLD at age 5 in C10 comes to 710. Figures of this metric are from 0 to 100 (%).",
    ]
    assert fixes("TA07", rows)[:1] == [
        "Please check the figure. Say in D3 whether it is a level or a change.",
    ]


def test_a_target_the_worse_way_is_asked_about() -> None:
    rows = targets("""
        | metric_id | baseline | target | target_kind         | note         |
        | MET-001   | 68.1     | 75     | Level to reach      |              |
        | MET-001   | 68.1     | 65     | Level to reach      |              |
        | MET-002   | 3        | 5      | Change in points    |              |
        | MET-002   | 3        | -5     | Change in per cent  |              |
        | MET-002   | 3        | 5      | Change in points    | We count all |
        | MET-004   | 60       | 70     | Level to reach      |              |
        | MET-001   |          | 65     | Level to reach      |              |
        | MET-001   | c        | 65     | Level to reach      |              |
        | MET-001   | 68.1     | 68.1   | Level to reach      |              |
    """)
    assert told("TA08", rows) == [
        "C3 · The target for GLD at age 5 goes down, to 65 in C3; for this metric, higher is better.",
        "C4 · The target for NEET 16-17 goes up, to 5 in C4; for this metric, lower is better.",
    ]


def test_a_target_without_a_direction_is_for_information() -> None:
    rows = targets("| metric_id | target |\n| MET-001 | 75 |\n| MET-004 | 60 |\n| LOC-9 | 60 |\n| MET-004 | |")
    assert told("TA09", rows) == [
        "B3 · Looked-after rate has a target in B3, but no agreed direction: more is neither better nor worse.",
    ]
    assert told("TA09", targets("| metric_id | target |\n| MET-004 | 60 |\n| MET-004 | 50 |")) == [
        "B2 · 2 targets are for metrics without an agreed direction (B2:B3).",
    ]


def test_per_cent_of_a_percentage_is_told_apart_from_points() -> None:
    rows = targets("""
        | metric_id | baseline | target | target_kind        | note         |
        | MET-001   | 68.1     | 9      | Change in per cent |              |
        | MET-001   | 68.1     | 9      | Change in points   |              |
        | MET-001   | 68.1     | 9      | Change in per cent | Meant so     |
        | MET-001   |          | 9      | Change in per cent |              |
        | MET-004   | 60       | -9     | Change in per cent |              |
        | MET-001   | 68.1     |        | Change in per cent |              |
    """)
    assert told("TA10", rows) == [
        "D2 · GLD at age 5 is in %, and its target is a change of 9 per cent: from 68.1 to 74.2. In points it would be from 68.1 to 77.1.",
        "D5 · GLD at age 5 is in %, and its target is a change of 9 per cent: for instance from 50 to 54.5. In points it would be from 50 to 59.",
    ]
    said = "| metric_id | baseline | target | target_kind | confirmed | note |\n| MET-001 | 68 | 9 | Change in per cent | {} | |"
    assert [len(told("TA10", targets(said.format(word)))) for word in ("Yes", "yes", "No")] == [0, 0, 1]
    assert fixes("TA10", rows)[:1] == [
        "If points are meant, choose Change in points in D2. If not, say so in E2, and this line goes.",
    ]


def test_two_targets_for_one_period_are_found() -> None:
    rows = targets("""
        | metric_id | by_period |
        | MET-001   | 2027/28   |
        | MET-001   | 2028/29   |
        | MET-001   | 2027/28   |
        | MET-001   |           |
        | MET-001   |           |
    """)
    assert told("TA11", rows) == [
        "B4 · GLD at age 5 has a target for 2027/28 already, in B2; another is in B4.",
    ]


def test_a_target_for_a_metric_that_is_not_current_is_for_information() -> None:
    rows = targets("| metric_id |\n| MET-001 |\n| MET-005 |\n| MET-006 |\n| |")
    assert told("TA12", rows) == [
        "A3 · The target in A3 is for Best Start measure, which is a placeholder.",
        "A4 · The target in A4 is for Old absence measure, which is retired.",
    ]


def test_a_baseline_is_a_number_or_a_symbol() -> None:
    rows = targets("""
        | metric_id | baseline |
        | MET-001   | 68.1     |
        | MET-002   | about 3  |
        | MET-003   | c        |
        | MET-004   | -100     |
        | MET-007   | rising   |
        | MET-001   | rising   |
        | MET-001   |          |
        | MET-001   | #N/A     |
    """)
    assert told("TA13", rows) == [
        "B3 · The baseline for NEET 16-17 in B3 is “about 3”, which is neither a number nor one of the symbols used here.",
        "B5 · The baseline for Looked-after rate in B5 is “-100”, which is neither a number nor one of the symbols used here. [c]",
        "B6 · “rising” stands in 2 baselines (B6:B7), and is neither a number nor one of the symbols used here.",
    ]


def test_a_baseline_without_a_period_is_found() -> None:
    rows = targets("""
        | metric_id | baseline_period | baseline |
        | MET-001   | 2024/25         | 68.1     |
        | MET-002   |                 | 3        |
        | MET-003   |                 |          |
        | MET-004   |                 | c        |
    """)
    assert told("TA14", rows) == [
        "B3 · The target for NEET 16-17 has a baseline of 3, but no period in B3.",
    ]
    assert told(
        "TA14", targets("| metric_id | baseline_period | baseline |\n| MET-001 | | 0 |\n| MET-002 | | 3 |")
    ) == [
        "B2 · 2 targets have a baseline without its period (B2:B3).",
    ]


def test_a_target_whose_time_has_passed_is_for_information() -> None:
    rows = targets("""
        | metric_id | baseline_period | by_period |
        | MET-001   | 2022/23         | 2024/25   |
        | MET-001   | 2022/23         | 2027/28   |
        | MET-002   |                 | 2024      |
        | MET-002   |                 | 2024      |
        | MET-002   | 2025            | 2024      |
        | MET-003   |                 |           |
    """)
    assert told("TA15", rows) == [
        "C2 · The target for GLD at age 5 was for 2024/25, which has passed.",
        "C4 · 2 targets were for 2024, which has passed (C4:C5).",
    ]


def test_a_percentage_target_kept_as_a_fraction_is_asked_about() -> None:
    rows = targets("""
        | metric_id | target | note        |
        | MET-001   | 0.75   |             |
        | MET-001   | 75     |             |
        | MET-001   | 0.75   | Points      |
        | MET-004   | 0.75   |             |
        | MET-001   | 0      |             |
        | MET-001   |        |             |
    """)
    assert told("TA16", rows) == [
        "B2 · The target for GLD at age 5 in B2 is 0.75. Percentages here are out of a hundred.",
    ]
    assert fixes("TA16", rows) == [
        "If it should be 75, choose General for the cell (Home, Number) and type that. If it really is below 1, say so in C2, and this line goes.",
    ]


def test_a_target_nobody_owns_is_for_information() -> None:
    assert told("TA17", targets("| metric_id | target | owner |\n| MET-001 | 75 | |\n| MET-002 | 3 | Board |")) == [
        "C2 · The target for GLD at age 5 does not say who owns it, in C2.",
    ]
    assert told("TA17", targets("| metric_id | target | owner |\n| MET-001 | 75 | |\n| MET-002 | 3 | |")) == [
        "C2 · 2 targets do not say who owns them (C2:C3).",
    ]
    assert told("TA17", targets("| metric_id | target | owner |\n| MET-001 | | |")) == []


def test_confirmed_is_yes_or_no_and_any_other_word_is_told() -> None:
    rows = targets("""
        | metric_id | target | target_kind        | confirmed |
        | MET-001   | 9      | Change in per cent | yes       |
        | MET-001   | 9      | Change in per cent | No        |
        | MET-001   | 9      | Change in per cent | Agreed    |
        | MET-001   | 9      | Change in per cent |           |
    """)
    assert told("TA19", rows) == [
        "D4 · “Agreed” in D4 is not one of the words of Confirmed, and counts as not confirmed."
    ]

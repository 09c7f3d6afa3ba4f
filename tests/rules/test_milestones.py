"""Milestones and the counts behind a target: known metrics, periods on the way, each once."""

from __future__ import annotations

from outcomes_xl.model import Table
from tests.rules.small import told
from tests.workbooks import table

TARGETS = table(
    "Targets",
    """
    | metric_id | baseline_period | by_period | counted | out_of |
    | MET-001   | 2022/23         | 2027/28   | 1775    | 2500   |
    | MET-003   | 2022/23         | 2027/28   | 2600    | 2500   |
    | MET-002   | 2023            | 2027      | 2600    | 2500   |
    | MET-007   | 2022/23         | 2027/28   | 20      |        |
    """,
)


def milestones(text: str) -> Table:
    return table("Milestones", text)


def test_milestones_are_for_known_metrics_with_a_figure_a_period_and_a_word_of_the_list() -> None:
    rows = milestones("""
        | metric_id | period  | value | milestone_kind    |
        | MET-001   | 2025/26 | 73    | Milestone         |
        | MET-001   | 2027/28 | 75    | National ambition |
        | MET-01    | 2025/26 | 73    |                   |
        | MET-002   | 2025    |       | Ambition          |
        | MET-001   | soon    | 74    |                   |
    """)
    assert told("MI01", rows) == ["A4 · “MET-01” in A4 is not a metric of the Framework sheet. [MET-001]"]
    assert told("MI02", rows) == ["C5 · The milestone for NEET 16-17 has nothing under “Figure to be at” in C5."]
    assert told("MI03", rows) == [
        "D5 · The milestone for NEET 16-17 has “Ambition” under “What it is”, which is not a word of its list."
    ]
    assert told("MI04", rows) == [
        "B6 · The milestone for GLD at age 5 is for an academic year, and “soon” in B6 cannot be read as one."
    ]


def test_a_milestone_is_set_once_and_lies_on_the_way_but_an_ambition_may_be_for_any_year() -> None:
    rows = milestones("""
        | metric_id | period  | value | milestone_kind    |
        | MET-001   | 2025/26 | 73    | Milestone         |
        | MET-001   | 2025/26 | 74    | Milestone         |
        | MET-001   | 2028/29 | 75    | National ambition |
        | MET-001   | 2028/29 | 80    | Milestone         |
        | MET-001   | 2022/23 | 60    | Milestone         |
        | MET-003   | 2024/25 | 80    |                   |
    """)
    assert told("MI05", rows) == ["D3 · GLD at age 5 has such a milestone already, in D2; another is in D3."]
    assert told("MI06", rows, TARGETS) == [
        "B5 · The milestone for GLD at age 5 is for 2028/29, which is not between 2022/23 and 2027/28: see B5.",
        "B6 · The milestone for GLD at age 5 is for 2022/23, which is not between 2022/23 and 2027/28: see B6.",
    ]


def test_the_counts_of_a_share_go_together_and_those_of_take_up_may_pass_the_whole() -> None:
    assert told("TA18", TARGETS) == [
        "D4 · The target for NEET 16-17 has only one of the two counts, or more counted than there are: look at D4.",
        "E5 · The target for GLD gap has only one of the two counts, or more counted than there are: look at E5.",
    ]

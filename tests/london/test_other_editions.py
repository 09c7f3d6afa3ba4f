"""A workbook of another edition: its answers under today's ids where both mean the same; the others are said."""

from __future__ import annotations

from outcomes_xl.framework import load_framework
from outcomes_xl.london.ledger import settle
from outcomes_xl.workflows.read_return import read_return
from tests.built import borough_workbook
from tests.london.made import FRAMEWORK, reading, seen

NEXT = "Starter edition 2 (illustrative)"
ANSWERED = """
| metric_id | status        | found | found_figure | found_unit | found_period |
| MET-001   | Available now | Found | 20           | %          | 2024/25      |
| MET-103   | Available now | Found | 21           | %          | 2024/25      |
| MET-101   | Available now | Found | 22           | %          | 2024/25      |
| MET-104   | Available now | Found | 23           | %          | 2024/25      |
| MET-106   | Not collected | Found | 24           | per 10,000 | 2024/25      |
| LOC-001   | Available now |       |              |            |              |
"""


def start(edition: str) -> str:
    return (
        f"| setting | answer |\n| Borough code | E09000024 |\n| Borough | Merton |\n| Framework edition | {edition} |"
    )


def test_answers_that_mean_the_same_come_under_todays_ids_and_the_others_are_counted() -> None:
    ledger, taken = settle(seen({"Merton.xlsx": reading("", ANSWERED, start=start(NEXT))}), FRAMEWORK)
    found = {one.metric_id: (one.status, one.found_figure) for one in taken[0].reading.answers}
    assert found == {
        "MET-001": ("Available now", 20),
        "MET-071": ("Not collected", None),  # it counts otherwise there: the status comes, the figure does not
        "LOC-001": ("Available now", None),
    }
    assert ledger[0].word == "Taken, other edition"
    assert ledger[0].became.endswith("were split, merged or retired between the two: 3.")


def test_a_workbook_of_an_edition_nobody_knows_is_not_taken() -> None:
    ledger, taken = settle(seen({"Merton.xlsx": reading("", ANSWERED, start=start("Edition 77"))}), FRAMEWORK)
    assert taken == ()
    assert ledger[0].word == "Not taken: unknown edition"


def test_a_whole_workbook_of_the_next_edition_is_held_against_its_own_framework() -> None:
    data = borough_workbook(
        load_framework(edition="starter-2"),
        "Merton",
        entries={"availability": {"MET-101": {"status": "Available now"}}},
    )
    found = read_return(data, "Merton.xlsx", FRAMEWORK)
    assert found.edition == NEXT
    assert found.own_metrics == ()
    _, taken = settle(seen({"Merton.xlsx": found}), FRAMEWORK)
    assert "MET-101" not in {one.metric_id for one in taken[0].reading.answers}


def test_what_is_planned_and_heard_comes_across_as_answers_do() -> None:
    sheets = {
        "milestones": "| metric_id | value |\n| MET-001 | 20 |\n| MET-106 | 24 |\n| MET-101 | 22 |",
        "qualitative": "| what | outcome_id |\n| All like it. | LOC-OUT-1 |\n| The queue is long. | |",
        "priorities": "| outcome_id | partner | headline |\n| LOC-OUT-1 | Public health | Yes |",
    }
    _, taken = settle(seen({"Merton.xlsx": reading("", ANSWERED, start=start(NEXT), **sheets)}), FRAMEWORK)
    rows = taken[0].reading.rows
    assert [(one.metric_id, one.value) for one in rows["milestones"]] == [("MET-001", 20)]  # type: ignore[union-attr]
    assert [one.outcome_id for one in rows["qualitative"]] == ["LOC-OUT-1", None]  # type: ignore[union-attr]
    assert [one.headline for one in rows["priorities"]] == ["Yes"]  # type: ignore[union-attr]

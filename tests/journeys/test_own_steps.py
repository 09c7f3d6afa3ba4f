"""A borough's own list of events and steps."""

from __future__ import annotations

import pytest

from outcomes_xl.framework import load_framework
from outcomes_xl.journeys.steps import OTHER, JourneyStep, Steps, shipped_steps, with_own
from outcomes_xl.model.cannot_use import WrongUsage


def own(*rows: str) -> Steps:
    return with_own(shipped_steps(), "\n".join(rows), "steps.csv", load_framework())


def test_own_words_go_before_ours_and_new_steps_carry_the_frameworks_tags() -> None:
    steps = own(
        "\ufeffEvent,Step,Domain,Layer",
        "EHM episode,help,,",
        "Contact,Other,,",
        "Wellbeing call,Calls,engaged,parents and carers",
        "Second call,Calls,,",
    )
    assert steps.step(steps.number("E.H.M. Episode")).name == "Help"
    assert steps.number("contact") == OTHER
    assert steps.step(steps.number("second call")) == JourneyStep("Calls", "Engaged", "Parents and carers")
    assert shipped_steps().number("contact") != OTHER


def test_two_lists_make_two_marks_and_the_order_of_rows_none() -> None:
    one, other = own("event,step", "A,Help", "B,Care"), own("event,step", "B,Care", "A,Help")
    assert one.mark == other.mark != own("event,step", "A,Care", "B,Care").mark
    assert shipped_steps().mark == ""


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["kind,step", "A,Help"], "steps.csv has no columns event and step. Write those two words in its first line."),
        (["event,step", "A,"], "steps.csv, line 2: an event or its step is missing. Write both, or take it out."),
        (["event,step", "A,Help", "a,Care"], "steps.csv, line 3: “a” stands in it twice, as two steps. Keep one."),
        (
            ["event,step", "A,Calls"],
            (
                "steps.csv, line 2: “Calls” is a step of your own, and has no domain of the framework. "
                "Write in a column domain one of: Safe, Healthy, Happy, Learning, Engaged, Cross-cutting."
            ),
        ),
        (["event,step,domain,layer", "A,Help > Care,Safe,Parents and carers"], "“Help > Care” is no name for a step."),
        (
            ["event,step,domain,layer", *(f"e{n},Step {n},Safe,Parents and carers" for n in range(12))],
            "steps.csv makes 17 steps. 14 are the most; put some together.",
        ),
    ],
)
def test_a_slip_is_told_with_its_line(rows: list[str], told: str) -> None:
    with pytest.raises(WrongUsage) as refused:
        own(*rows)
    assert told in str(refused.value)

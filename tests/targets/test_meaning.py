"""A target in words, a number that cannot be, a target the worse way; milestones that several targets share."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from outcomes_xl.model import Value
from outcomes_xl.targets.target_levels import LEVEL, PER_CENT, POINTS, both_in_words
from outcomes_xl.targets.typed_target import typed_target
from tests.targets.small import SETTLED, each_progress, progress

UP_NINE: Mapping[str, Value] = {**SETTLED, "baseline": 71, "target": 9, "target_kind": None}
BOTH = "from 71.0, 9 per cent more is 77.4, 9 points more is 80.0"
ONLY = "this metric can only be from 0 to 100"
ASK = "Ask whoever set it. Say in Target is a whether points or per cent are meant, or that it is a level to reach."
NINE_POINTS = "from 71.0, 9 points more is 80.0"


@pytest.mark.parametrize(
    ("typed", "change", "kinds"),
    [
        ("9%", 9, (LEVEL, POINTS, PER_CENT)),
        ("9 per cent", 9, (LEVEL, POINTS, PER_CENT)),
        ("-9%", -9, (LEVEL, POINTS, PER_CENT)),
        ("+9%", 9, (POINTS, PER_CENT)),
        ("up by 9", 9, (POINTS, PER_CENT)),
        ("reduce by 5 per cent", -5, (POINTS, PER_CENT)),
        *((typed, 9, (POINTS,)) for typed in ("9 points", "9pp", "9 ppt", "9 % pts", "9 percentage points")),
        ("9 points lower", -9, (POINTS,)),
        *((typed, 80, (LEVEL,)) for typed in ("to 80%", "from 71% to 80%", "71 to 80", "rise to 80 by 2028")),
    ],
)  # fmt: skip
def test_words_say_how_much_and_what_it_may_be_a_change_of(typed: str, change: float, kinds: tuple[str, ...]) -> None:
    found = typed_target(typed)
    assert found is not None and (found.change, found.kinds) == (change, kinds)


@pytest.mark.parametrize("typed", ["about 80", "nine", "9-10", "c", "up and down 9", "to 9 points", "", None, 9])
def test_what_is_not_wholly_understood_is_left_to_its_officer(typed: Value) -> None:
    assert typed_target(typed) is None


@pytest.mark.parametrize(
    ("target", "why", "what_next"),
    [
        (
            {"target": "9 points"},
            f"“9 points” stands in Target, which is text and no number: {NINE_POINTS}.",
            "Type 9 in Target, and choose Change in points in Target is a.",
        ),
        (
            {"target": "up 9 per cent by 2028", "by_period": None},
            f"“up 9 per cent by 2028” stands in Target, which is text and no number: {BOTH}.",
            "Type 9 in Target, 2027/28 in By when, and say in Target is a which is meant.",
        ),
        (
            {"target": "9pp", "target_kind": PER_CENT, "confirmed": "Yes"},
            f"“9pp” stands in Target, and Target is a says “Change in per cent”: {NINE_POINTS}.",
            "Type 9 in Target, and choose Change in points in Target is a.",
        ),
        (
            {"target": "+9%", "target_kind": LEVEL},
            f"“+9%” stands in Target, and Target is a says “Level to reach”: {BOTH}.",
            "Type 9 in Target, and say in Target is a which is meant.",
        ),
        (
            {"target": "71 to 80"},
            "“71 to 80” stands in Target, which is text and no number.",
            "Type 80 in Target, and choose Level to reach in Target is a.",
        ),
        (
            {"target": 900},
            f"From 71.0, 900 per cent more is 710.0, 900 points more is 971.0, and {ONLY}.",
            "Look at the number again. Is 9 meant?",
        ),
        (
            {"target": 80, "target_kind": PER_CENT},
            f"From 71.0, 80 per cent more is 127.8, 80 points more is 151.0, and {ONLY}.",
            "If 80 is a level, choose Level to reach in Target is a. If not, look at the number again.",
        ),
        (
            {"target": 30},
            (
                "Nobody has confirmed which is meant: from 71.0, 30 per cent more is 92.3, 30 points more is 101.0. "
                "This metric cannot be 101.0: only from 0 to 100."
            ),
            ASK,
        ),
        (
            {"target": 0.09},
            "Nobody has confirmed which is meant: from 71.0, 0.09 per cent more is 71.06, 0.09 points more is 71.09.",
            f"{ASK} If 9 is meant, type 9.",
        ),
        (
            {"target": 9, "target_kind": LEVEL},
            "The level to reach would be 9.0, which is worse than the baseline of 71.0: higher is better.",
            "If it is a change, say so in Target is a. If it is meant so, say why in Note.",
        ),
        (
            {"target": -9, "target_kind": POINTS},
            "The level to reach would be 62.0, which is worse than the baseline of 71.0: higher is better.",
            "Look at its sign. If it is meant so, say why in Note.",
        ),
    ],
)
def test_every_reading_is_shown_with_its_number_and_what_cannot_be_is_asked(
    target: Mapping[str, Value], why: str, what_next: str
) -> None:
    made = progress({**UP_NINE, **target})
    of_its_meaning = [(one.why, one.next) for one in made.troubles if one.field in ("target", "target_kind")]
    assert of_its_meaning == [(why, what_next)] and made.word == "not said"


def test_a_target_the_worse_way_that_has_its_reason_is_judged() -> None:
    made = progress({**UP_NINE, "baseline": 73, "target": 70, "target_kind": LEVEL, "note": "More children move here"})
    assert made.word == "below" and not made.troubles


def test_readings_have_as_many_decimals_as_tell_them_apart() -> None:
    assert both_in_words(2.0, 1) == "1 per cent more is 2.02, 1 point more is 3.00"


def test_a_number_in_text_is_reckoned_with_and_the_sheet_is_said_to_wait() -> None:
    made = progress({**UP_NINE, "target": "9pp", "target_kind": POINTS})
    (note,) = made.notes
    assert made.level == 80 and note.startswith("Target is “9pp”, typed as text: what the sheet Targets works out")


def test_targets_of_one_metric_say_what_they_share_and_where_they_do_not_go_together() -> None:
    later = {**SETTLED, "target": 85, "by_period": "2029/30"}
    unsure = {**UP_NINE, "by_period": "2028/29"}
    near, far, open_one = each_progress(
        [SETTLED, later, unsure], milestones=[{"period": "2025/26", "value": 72}, {"period": "2028/29", "value": 80}]
    )
    assert [one.label for one in near.paths[0].points] == ["2022/23", "2025/26", "2027/28"]
    assert " ".join(near.notes) == (
        "This metric has 2 other targets, by 2028/29 and 85.0 by 2029/30: the milestone for 2025/26 is for all of them."
    )
    assert far.notes[-1] == (
        "The path to this one is at 77.3 by 2027/28. If the target of 76.0 is on the way to this one, type it on "
        "Milestones too."
    )
    assert "76.0 by 2027/28" in open_one.notes[0]
    alone, _ = each_progress([SETTLED, later], milestones=[{"period": "2025/26", "value": 72}])
    assert alone.notes == ("This metric has another target, 85.0 by 2029/30: the milestone for 2025/26 is for both.",)


def test_two_milestones_for_one_period_are_not_taken_apart_for_two_targets() -> None:
    stones: list[Mapping[str, Value]] = [{"period": "2025/26", "value": 72}, {"period": "2025/26", "value": 73}]
    for made in each_progress([SETTLED, {**SETTLED, "target": 85, "by_period": "2029/30"}], milestones=stones):
        assert [one.next for one in made.troubles] == [
            "The targets of a metric share its milestones: leave the one that is on the way to all of them."
        ]


def test_a_milestone_that_the_metric_cannot_be_is_asked_about() -> None:
    made = progress(SETTLED, milestones=[{"period": "2025/26", "value": 720}])
    assert [(one.why, one.next) for one in made.troubles] == [
        (
            "The milestone for 2025/26 is 720, and this metric can only be from 0 to 100.",
            "Type on Milestones the level to be at then, never a change.",
        )
    ]


@pytest.mark.parametrize(("counted", "out_of"), [(71, 100), (0.71, 1)])
def test_a_rounded_per_cent_written_as_counts_is_none(counted: float, out_of: float) -> None:
    made = progress({**SETTLED, "counted": counted, "out_of": out_of})
    assert made.interval is None and f"{counted} of {out_of} is the per cent itself, and no counts" in made.sentence
    assert progress({**SETTLED, "counted": 142, "out_of": 200}).interval is not None

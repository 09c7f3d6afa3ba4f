"""Where a target stands: judged only where it can be, and everything that is in the way said with what to do."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from outcomes_xl.model import Value
from tests.targets.small import COUNTS, FOUND, GLD, IN_NEED, SETTLED, WORKFORCE, progress, years


def test_with_counts_a_path_close_by_is_too_near_to_say() -> None:
    made = progress({**SETTLED, **COUNTS})
    assert made.path_now == pytest.approx(67 + 9 * 2 / 5)  # 70.6, two of five years on
    assert (made.word, made.limits) == ("too near to say", (69.1, 72.8))
    assert made.sentence == (
        "71.0 for 2024/25; the path is at 70.6 by then. Out of 2,500, chance alone puts such a figure anywhere "
        "between 69.1 and 72.8, and the path lies in there: nobody can say yet whether it is above or below."
    )


def test_a_milestone_bends_the_path() -> None:
    made = progress({**SETTLED, **COUNTS}, milestones=[{"period": "2024/25", "value": 75}])
    assert (made.path_now, made.word) == (75, "below")
    assert made.sentence.startswith(
        "71.0 for 2024/25; the path is at 75.0 by then: below the path, worse than the path."
    )


def test_without_counts_the_figures_are_compared_as_they_stand_and_it_says_so() -> None:
    made = progress(SETTLED)
    assert made.word == "above" and made.limits is None
    assert made.sentence == (
        "71.0 for 2024/25; the path is at 70.6 by then: above, better than the path, as the figures stand. How much "
        "of that is chance cannot be said from a rounded figure: type how many were counted, and out of how many, "
        "on Targets."
    )


def test_counts_that_do_not_give_the_figure_are_not_used() -> None:
    made = progress({**SETTLED, "counted": 1700, "out_of": 2500})
    assert made.interval is None
    assert "1,700 of 2,500 is 68, and the figure found is 71: the counts on Targets are of another" in made.sentence


def test_where_lower_is_better_above_is_worse_and_without_a_direction_nothing_is_judged() -> None:
    turnover: Mapping[str, Value] = {
        "found": "Found",
        "found_unit": "%",
        "found_period": "30 September 2025",
        "found_figure": 25,
    }
    target: Mapping[str, Value] = {
        **SETTLED,
        "metric_id": WORKFORCE,
        "baseline_period": "30 September 2024",
        "by_period": "30 September 2027",
        "baseline": 21,
        "target": 15,
    }
    made = progress(target, {"metric_id": WORKFORCE, **turnover})
    assert made.word == "above" and "above, worse than the path" in made.sentence
    rate: Mapping[str, Value] = {
        "metric_id": IN_NEED,
        "found": "Found",
        "found_unit": "per 10,000",
        "found_figure": 300,
    }
    made = progress(
        {**target, "metric_id": IN_NEED, "baseline_period": "31 March 2024", "by_period": "31 March 2027"},
        {**rate, "found_period": "31 March 2025"},
    )
    assert made.word == "above" and "better" not in made.sentence and "worse" not in made.sentence
    assert made.about_projection == "No projection: nobody has agreed which way is better."


@pytest.mark.parametrize("kind", ["", "Change in per cent"])
def test_a_target_that_may_mean_two_levels_shows_both_until_somebody_confirms(kind: str) -> None:
    unsure: Mapping[str, Value] = {**SETTLED, "baseline": 71, "target": 9, "target_kind": kind}
    made = progress(unsure)
    assert (made.word, made.level) == ("not said", None)
    assert [round(path.points[-1].value, 1) for path in made.paths] == [77.4, 80.0]
    assert made.sentence == (
        "Nobody has confirmed which is meant: from 71.0, 9 per cent more is 77.4, 9 points more is 80.0."
    )
    settled = progress({**unsure, "target_kind": "Change in per cent", "confirmed": "Yes"})
    assert settled.level == pytest.approx(77.39) and settled.word != "not said"


IN_THE_WAY: dict[str, tuple[Mapping[str, Value], Mapping[str, Value], str, str]] = {
    "in the past": (
        {"by_period": "2024/25"},
        {},
        "It was to be reached by 2024/25, and that time is over.",
        "Set the next target in a row of its own; this one is history.",
    ),
    "before its baseline": (
        {"by_period": "2021/22"},
        {},
        "It is to be reached by 2021/22, which is not after its baseline of 2022/23.",
        "Put right whichever of the two is a slip.",
    ),
    "no baseline": (
        {"baseline": None, "baseline_period": None},
        {},
        "It has no baseline to start from.",
        "The figure found for 2024/25 is 71.0: type both, if that is where you start.",
    ),
    "a withheld baseline": (
        {"baseline": "c"},
        {},
        "The baseline is “c”: suppressed to protect people's confidentiality, which is not 0.",
        "Start from a period whose figure is published.",
    ),
    "a baseline of another unit": (
        {"baseline": "71 per 1,000"},
        {},
        "“71 per 1,000” stands in Baseline, which is not a number.",
        "Type a number in the metric's own unit in Baseline.",
    ),
    "a baseline counted differently": (
        {"baseline_means": "with private nurseries"},
        {},
        "The baseline was counted differently (with private nurseries), so nothing found now can be set beside it.",
        "Start from a figure of today's definition, and empty Baseline counted differently.",
    ),
    "a baseline before a break": (
        {"baseline_period": "2018/19"},
        {},
        (
            "The series breaks between the baseline and the latest figure: A new early years profile began, with its "
            "own definition of a good level of development."
        ),
        "Start from 2021/22 or later.",
    ),
    "another kind of period": (
        {"by_period": "30 September 2028"},
        {},
        "“30 September 2028” in By when is another kind of period than this metric's.",
        "Type an academic year, such as 2024/25, in By when.",
    ),
    "no period at all": (
        {"by_period": "soon"},
        {},
        "“soon” in By when cannot be read as a period.",
        "Type an academic year, such as 2024/25, in By when.",
    ),
    "text for a target": (
        {"target": "about 80"},
        {},
        "“about 80” stands in Target, which is not a number.",
        "Type a number in the metric's own unit in Target.",
    ),
    "a fraction": (
        {"target": 0.77},
        {},
        "0.77 stands there as the target, which is less than one per cent.",
        "If 77 is meant, type 77.",
    ),
    "more than can be": (
        {"target": 40, "target_kind": "Change in points"},
        {},
        "The level to reach would be 107, and this metric can only be from 0 to 100.",
        "Look at the target and at what it is a change of.",
    ),
    "withheld": (
        {},
        {"found": "Published, but withheld for your borough", "found_figure": "c"},
        (
            "The latest figure is withheld or not there (c: suppressed to protect people's confidentiality); "
            "that is not 0."
        ),
        "Wait for the next one, or use figures of your own.",
    ),
    "in part": (
        {},
        {"found": "Found, partial sum", "found_figure": "c"},
        "Only a part of the figure was found, and a part is no figure.",
        "Read what Data availability says beside it.",
    ),
    "another unit": (
        {},
        {"found_unit": "per 1,000"},
        "The latest figure is in per 1,000, and the metric is in %.",
        "Read what Data availability says beside it.",
    ),
    "no newer figure": (
        {"baseline_period": "2024/25", "baseline": 71},
        {},
        "There is no figure newer than the baseline yet: the latest is of 2024/25.",
        "Look again once the next figures are out.",
    ),
    "nothing found": (
        {},
        {"found": None, "found_figure": None, "found_period": None},
        "No figure was found yet.",
        "Get published files, then Check data availability.",
    ),
}


@pytest.mark.parametrize("case", IN_THE_WAY)
def test_what_is_in_the_way_is_said_with_what_to_do_and_nothing_is_judged(case: str) -> None:
    target, found, why, what_next = IN_THE_WAY[case]
    figures = years(GLD, "%", {"2023/24": 69.5, "2024/25": 71.0})
    made = progress({**SETTLED, **target}, {**FOUND, **found}, figures=figures)
    assert made.word == "not said"
    assert [(one.why, one.next) for one in made.troubles] == [(why, what_next)]


def test_a_nought_is_a_figure() -> None:
    made = progress({**SETTLED, "baseline": 0, "target": 0}, {**FOUND, "found_figure": 0})
    assert (made.word, made.level) == ("on the path", 0)
    assert made.notes == ("The target is the baseline itself: it says to hold the level, not to move it.",)


def test_a_metric_retired_since_is_not_judged() -> None:
    retired: Mapping[str, Value] = {
        "metric_id": GLD,
        "metric": "GLD at age 5",
        "state": "Retired",
        "origin": "National",
    }
    made = progress(SETTLED, framework=[retired])
    assert [one.why for one in made.troubles] == ["The metric has been retired since: no new figures will come."]


@pytest.mark.parametrize(
    ("milestones", "why"),
    [
        (
            [{"period": "2025/26", "value": 72}, {"period": "2025/26", "value": 73}],
            "There are two milestones for 2025/26: 72 and 73.",
        ),
        ([{"period": "2021/22", "value": 60}], "The milestone for 2021/22 is not after the baseline of 2022/23."),
        ([{"period": "2028/29", "value": 80}], "The milestone for 2028/29 is not before the target of 2027/28."),
        ([{"period": "2025/26", "value": "some"}], "A milestone has “some” in Figure to be at, which cannot be read."),
    ],
)
def test_milestones_that_cannot_be_drawn_are_said(milestones: list[Mapping[str, Value]], why: str) -> None:
    made = progress(SETTLED, milestones=milestones)
    assert [one.why for one in made.troubles] == [why] and made.word == "not said"


def test_milestones_may_be_typed_in_any_order() -> None:
    stones: list[Mapping[str, Value]] = [{"period": "2026/27", "value": 75}, {"period": "2023/24", "value": 68}]
    made = progress(SETTLED, milestones=stones)
    assert [one.label for one in made.paths[0].points] == ["2022/23", "2023/24", "2026/27", "2027/28"]
    assert not made.troubles and not made.notes


def test_a_national_ambition_is_drawn_and_is_never_the_target() -> None:
    ambition: Mapping[str, Value] = {"period": "2027/28", "value": 75, "milestone_kind": "National ambition"}
    made = progress(SETTLED, milestones=[ambition])
    assert (made.level, [one.value for one in made.facts.ambitions]) == (76, [75])
    assert made.path_now == pytest.approx(70.6)
    assert made.notes == (
        "A national ambition is 75.0 by 2027/28: drawn beside the path, and no target of the borough's.",
    )


def test_four_comparable_years_give_a_projection_and_a_break_leaves_out_those_before() -> None:
    since: Mapping[str, Value] = {"2021/22": 65.0, "2022/23": 67.5, "2023/24": 68.5, "2024/25": 71.0}
    made = progress(SETTLED, figures=years(GLD, "%", {"2017/18": 70.0, "2018/19": 90.0, **since}))
    assert made.projection is not None and made.projection.years == 4
    assert made.projection.value == pytest.approx(68 + 1.9 * 4.5)  # the middle of the four, and 1.9 points a year
    assert made.about_projection.startswith(
        "If the movement of the last 4 years went on, it would be about 76.6 by 2027/28. "
        "In 19 of 20 such cases it would lie between 71.9 and 81.2."
    )
    assert made.about_projection.endswith("That is arithmetic, not a promise.")
    three = progress(SETTLED, figures=years(GLD, "%", {"2018/19": 90.0, **since, "2022/23": "c"}))
    assert three.projection is None
    assert three.about_projection == "No projection: it takes 4 comparable years one after another, and there are 2."


def test_a_finer_baseline_makes_the_figure_no_surer() -> None:
    made = progress({**SETTLED, **COUNTS, "baseline": 69.25}, milestones=[{"period": "2024/25", "value": 72.79}])
    assert (made.word, made.limits, made.places) == ("too near to say", (69.1, 72.8), 1)


@pytest.mark.parametrize(("target", "level"), [(0.5, 67.5), (0.5, 67 * 1.005)])
def test_a_small_change_is_a_change(target: float, level: float) -> None:
    kind = "Change in points" if level == 67.5 else "Change in per cent"
    made = progress({**SETTLED, "target": target, "target_kind": kind, "confirmed": "Yes"})
    assert made.word == "above" and made.level == pytest.approx(level)


@pytest.mark.parametrize("typed", ["yes", " Yes ", "YES"])
def test_a_yes_is_a_yes_however_it_is_typed(typed: str) -> None:
    made = progress({**SETTLED, "target": 9, "target_kind": "Change in per cent", "confirmed": typed})
    assert made.level == pytest.approx(67 * 1.09) and made.word != "not said"


def test_a_milestone_typed_twice_is_said_and_drawn_once() -> None:
    made = progress(SETTLED, milestones=[{"period": "2025/26", "value": 72}] * 2)
    assert made.notes == ("The milestone of 72 for 2025/26 stands in 2 rows: take all but one off Milestones.",)
    assert [one.label for one in made.paths[0].points] == ["2022/23", "2025/26", "2027/28"]


def test_counts_must_give_the_figure_to_the_decimals_its_series_is_published_with() -> None:
    figures = years(GLD, "%", {"2023/24": 69.4, "2024/25": 71})
    made = progress({**SETTLED, "counted": 1765, "out_of": 2500}, figures=figures)
    assert made.interval is None
    assert "1,765 of 2,500 is 70.6, and the figure found is 71.0" in made.sentence


_LINE: Mapping[str, Value] = {"2021/22": 65.0, "2022/23": 67.0, "2023/24": 69.0, "2024/25": 71.0}
_BENT: Mapping[str, Value] = {**_LINE, "2022/23": 67.5}


def test_there_is_no_projection_over_a_missing_year_another_publication_or_from_a_straight_line() -> None:
    missing = {"2018/19": 60.0, **{label: value for label, value in _BENT.items() if label != "2022/23"}}
    made = progress(
        {**SETTLED, "metric_id": "MET-052"}, {**FOUND, "metric_id": "MET-052"}, figures=years("MET-052", "%", missing)
    )
    assert made.projection is None and made.about_projection.endswith("one after another, and there are 2.")
    moved = [{**row, "source": "another" if row["period"] == "2021/22" else "this"} for row in years(GLD, "%", _BENT)]
    assert progress(SETTLED, figures=moved).about_projection.endswith("and there are 3.")
    made = progress(SETTLED, figures=years(GLD, "%", _LINE))
    assert made.about_projection == "No projection: 4 figures so even say too little of how unsure it would be."


def test_words_of_the_lists_count_in_whichever_capitals_they_stand() -> None:
    """As the sheet's own formulas take them; and a country's ambition is never taken for a point of ours."""
    stone = {"period": "2024/25", "value": 99, "milestone_kind": "national ambition"}
    made = progress({**SETTLED, "target_kind": "level to reach"}, milestones=[stone])
    assert (made.level, len(made.paths[0].points), len(made.facts.ambitions)) == (76, 2, 1)


def test_counts_are_said_whole_and_more_than_there_are_is_said_in_an_officers_words() -> None:
    of_a_million = progress({**SETTLED, "counted": 876_543, "out_of": 1_234_567})
    assert of_a_million.sentence.endswith(
        "Out of 1,234,567, chance alone puts such a figure between 70.9 and 71.1, and the path lies outside."
    )
    turned = progress({**SETTLED, "counted": 2500, "out_of": 1775})
    assert turned.sentence.endswith("More are counted (2,500) than there are (1,775): look at both counts on Targets.")

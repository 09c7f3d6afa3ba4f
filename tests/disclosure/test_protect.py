"""Which cells are shown and which withheld, as an officer would see them."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import pytest

from outcomes_xl.disclosure.cubes import CannotCount, Cell, Cube, Dimension, Margin, with_totals
from outcomes_xl.disclosure.knowledge import possible_crossings
from outcomes_xl.disclosure.outputs import CountRule, Population, Protected, Released
from outcomes_xl.disclosure.protect import CannotBeMadeSafe, dimensions_needed, protect
from outcomes_xl.model.cannot_use import WrongUsage
from tests.disclosure.made_up import FSM, LATER, REACHED, SEN, SUMMER, YOUNG, counted, made_up_cube, pupils
from tests.disclosure.optimum import fewest_withheld

SUPPRESSED, ROUNDED = CountRule(method="suppress"), CountRule()
PEOPLE = Population("made-up pupils", "2026")
REACHES = Dimension("reached", ("yes", "no"))
GROUP = Dimension("group", ("A", "B", "C", "D"), open=True)


def table(protected: Protected, *dimensions: str) -> dict[Cell, int | None]:
    return dict(protected.values[Margin(dimensions)])


def reached(**groups: tuple[int, int]) -> Cube:
    """Counts of yes and no by group."""
    counts = {(group, side): n for group, pair in groups.items() for side, n in zip(("yes", "no"), pair, strict=True)}
    return Cube((GROUP, REACHES), counts)


def by_group(cube: Cube, rule: CountRule) -> Protected:
    return protect(cube, with_totals("group", "reached"), rule)


def withheld(protected: Protected) -> set[Cell]:
    return {cell for _, cells in protected.withheld for cell in cells}


def test_a_small_count_is_withheld_and_what_would_give_it_away_beside_it() -> None:
    shown = by_group(reached(A=(40, 3), B=(50, 20), C=(60, 30), D=(70, 25)), SUPPRESSED)
    assert table(shown, "group", "reached")["A", "no"] is None
    assert len(withheld(shown)) == 4
    assert table(shown)[()] == 298


def test_rounding_shows_counts_to_the_nearest_five_and_withholds_what_would_look_small() -> None:
    shown = by_group(reached(A=(43, 7), B=(52, 21), C=(68, 33), D=(70, 25)), ROUNDED)
    cells = table(shown, "group", "reached")
    assert (cells["B", "yes"], cells["B", "no"], cells["C", "yes"]) == (50, 20, 70)
    assert cells["A", "no"] is None, "7 would be shown as 5"
    assert table(shown)[()] == 320


def test_that_all_or_none_of_a_group_reached_it_is_not_told_however_many_they_are() -> None:
    for rule in (SUPPRESSED, ROUNDED):
        shown = by_group(reached(A=(0, 120), B=(50, 20), C=(60, 30), D=(90, 0)), rule)
        cells = table(shown, "group", "reached")
        assert [cells[key] for key in (("A", "yes"), ("A", "no"), ("D", "yes"), ("D", "no"))] == [None] * 4, rule


def test_that_nobody_is_in_a_crossing_everybody_can_see_is_shown() -> None:
    ages = Dimension("age", ("3", "4"), open=True)
    cube = Cube((GROUP, ages), {("A", "3"): 30, ("B", "3"): 20, ("B", "4"): 25, ("C", "4"): 40, ("D", "4"): 9})
    shown = protect(cube, with_totals("group", "age"), SUPPRESSED)
    assert table(shown, "group", "age")["A", "4"] == 0
    assert not withheld(shown)


def test_a_group_of_one_is_not_in_any_total_less() -> None:
    shown = by_group(reached(A=(1, 0), B=(50, 20), C=(60, 30), D=(70, 25)), SUPPRESSED)
    groups = table(shown, "group")
    assert groups["A",] is None
    assert sum(value is None for value in groups.values()) >= 2 or table(shown)[()] is None


def test_a_source_in_which_everybody_is_in_one_group_is_refused_with_the_reason() -> None:
    cube = Cube((Dimension("fsm", ("yes",)), REACHES), {("yes", "yes"): 50, ("yes", "no"): 40})
    with pytest.raises(CannotBeMadeSafe, match=r"Everybody counted in “fsm” is in one group.*Leave that grouping out"):
        protect(cube, with_totals("fsm", "reached"))


def test_fewer_people_than_the_threshold_in_all_are_refused() -> None:
    with pytest.raises(CannotBeMadeSafe, match="fewer than 6 people in all of it"):
        by_group(reached(A=(2, 3), B=(0, 0), C=(0, 0), D=(0, 0)), SUPPRESSED)


def test_a_share_is_worked_out_from_shown_numbers_and_is_withheld_with_either() -> None:
    shown = by_group(reached(A=(43, 7), B=(52, 21), C=(68, 33), D=(70, 25)), ROUNDED)
    both = Margin(("group", "reached"))
    assert shown.rate((both, ("B", "yes")), (Margin(("group",)), ("B",))) == pytest.approx(100 * 50 / 75)
    assert shown.rate((both, ("A", "no")), (Margin(("group",)), ("A",))) is None


def test_the_same_counts_give_the_same_cells_in_any_order() -> None:
    cube = made_up_cube(5, 3, 2, 2, most=40, outcome=1)
    for rule in (SUPPRESSED, ROUNDED):
        answers = set()
        for turn in range(20):
            dice = random.Random(turn)
            order = dice.sample(range(3), 3)
            dimensions = [
                replace(cube.dimensions[at], categories=tuple(dice.sample(cube.dimensions[at].categories, k)))
                for at, k in ((at, len(cube.dimensions[at].categories)) for at in order)
            ]
            counts = [(tuple(cell[at] for at in order), count) for cell, count in cube.counts.items()]
            margins = dice.sample(with_totals(*(d.name for d in dimensions)), 8)
            shown = protect(Cube(tuple(dimensions), dict(dice.sample(counts, len(counts)))), margins, rule)
            answers.add(
                frozenset(
                    frozenset(zip(margin.dimensions, cell, strict=True))
                    for margin, cells in shown.withheld
                    for cell in cells
                )
            )
        assert len(answers) == 1, rule


def test_thirty_three_by_twelve_with_both_margins_take_two_seconds_at_most(capfd: pytest.CaptureFixture[str]) -> None:
    for seed, most in ((1, 20), (2, 60), (3, 200)):
        cube = made_up_cube(seed, 33, 12, most=most, outcome=1)
        for rule in (SUPPRESSED, ROUNDED):
            started = time.process_time()
            protect(cube, with_totals("a", "b"), rule)
            assert time.process_time() - started <= 2, (most, rule)
    assert capfd.readouterr() == ("", ""), "the solver says nothing"


SMALL = ((3, 3), (4, 3), (4, 4), (5, 4), (2, 2, 2), (6,), (5, 5), (2, 3, 2))


@pytest.mark.parametrize(
    ("first", "last"),
    [(0, 24), *(pytest.param(first, first + 44, marks=pytest.mark.fuzz) for first in range(24, 200, 44))],
)
def test_hardly_more_cells_are_withheld_than_must_be(first: int, last: int) -> None:
    most = 0.0
    for seed in range(first, last):
        cube = made_up_cube(seed, *SMALL[seed % len(SMALL)], most=(20, 60, 120)[seed % 3])
        shown = protect(cube, with_totals(*(d.name for d in cube.dimensions)), SUPPRESSED)
        least = fewest_withheld(cube, SUPPRESSED.threshold)
        most = max(most, len([c for _, cells in shown.withheld for c in cells]) / least if least else 1)
    assert most <= 1.1


def released(protected: Protected, title: str = "first") -> Released:
    return protected.released(PEOPLE, "2026-11-02", title)


def test_what_was_withheld_once_stays_withheld() -> None:
    cube = counted(pupils(3, 300), (SEN, FSM, REACHED))
    first = protect(cube, with_totals("sen", "reached"), SUPPRESSED)
    second = protect(cube, with_totals("sen", "fsm", "reached"), SUPPRESSED, [released(first)])
    again = protect(cube, with_totals("sen", "reached"), SUPPRESSED, [released(first), released(second, "second")])
    assert withheld(first)
    assert dict(first.withheld).items() <= dict(second.withheld).items()
    assert again.values == first.values


def test_the_highest_threshold_of_the_outputs_about_the_same_people_holds() -> None:
    cube = counted(pupils(3, 300), (SEN, FSM, REACHED))
    first = protect(cube, with_totals("fsm", "reached"), CountRule(threshold=10, method="suppress"))
    second = protect(cube, with_totals("sen"), CountRule(threshold=3, method="suppress"), [released(first)])
    assert second.rule.threshold == 10


def test_an_earlier_output_that_cannot_be_counted_any_more_is_a_reason_to_refuse() -> None:
    cube = counted(pupils(3, 300), (SEN, FSM, REACHED))
    first = protect(cube, with_totals("sen", "fsm"), SUPPRESSED)
    fewer = counted(pupils(3, 300), (SEN, REACHED))
    with pytest.raises(CannotBeMadeSafe, match="“first” of 2026-11-02 is about the same people by fsm"):
        protect(fewer, with_totals("sen", "reached"), SUPPRESSED, [released(first)])


def test_two_groupings_under_one_name_are_a_reason_to_refuse() -> None:
    cube = counted(pupils(3, 300), (YOUNG,))
    first = protect(cube, with_totals(YOUNG.name), SUPPRESSED)
    shifted = replace(LATER, name=YOUNG.name)
    with pytest.raises(CannotBeMadeSafe, match=r"had other groups in the output “first”.*Groups then: 0-4, 5-9"):
        dimensions_needed((shifted,), [released(first)])
    assert dimensions_needed((LATER,), [released(first)]) == (LATER, YOUNG)


def test_a_source_that_changed_since_is_a_reason_to_refuse() -> None:
    first = protect(reached(A=(43, 9), B=(52, 21), C=(68, 33), D=(70, 25)), with_totals("group"), SUPPRESSED)
    now = reached(A=(2, 1), B=(52, 21), C=(68, 33), D=(70, 25))
    with pytest.raises(CannotBeMadeSafe, match="shows “group: A”, and there are too few people in it now"):
        protect(now, with_totals("group", "reached"), SUPPRESSED, [released(first)])


def test_a_difference_of_two_groupings_that_cannot_be_hidden_is_refused_or_hidden_by_withholding() -> None:
    people = [*pupils(8, 200)]
    born = [person for person in people if not (person["season"] == "summer" and person[SUMMER.name] == "no")]
    april = [person for person in people if person not in born][:2]
    dimensions = (Dimension("season", ("autumn", "spring", "summer"), "born", open=True), SUMMER)
    cube = counted([*born, *april], dimensions)
    first = protect(cube, with_totals("season"), SUPPRESSED)
    second = protect(cube, with_totals(SUMMER.name), SUPPRESSED, [released(first)])
    assert None not in table(first, "season").values()
    assert None in table(second, SUMMER.name).values(), "summer less summer-born is the two born in April"


def test_of_two_groupings_of_a_column_only_what_goes_together_is_counted_among_the_crossings() -> None:
    cube = counted(pupils(5, 300), (YOUNG, LATER, SEN))
    assert (cube.crossings, possible_crossings(cube)) == (12, 9)


def test_what_is_no_cube_or_no_rule_is_said() -> None:
    with pytest.raises(CannotCount, match="People are counted whole"):
        Cube((REACHES,), {("yes",): -1})
    with pytest.raises(CannotCount, match="no crossing of the categories"):
        Cube((REACHES,), {("perhaps",): 1})
    with pytest.raises(WrongUsage, match="protects nobody"):
        CountRule(threshold=2)
    with pytest.raises(CannotCount, match="ask about ward, and nobody"):
        protect(reached(A=(9, 9)), with_totals("ward"))

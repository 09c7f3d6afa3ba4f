"""What the solver may do for one output: it ends, it can be stopped, and what is not proved is not shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Any

import highspy
import numpy as np
import pytest

from outcomes_xl.disclosure import protect as protecting
from outcomes_xl.disclosure import solver_work
from outcomes_xl.disclosure.cubes import Cube, with_totals
from outcomes_xl.disclosure.outputs import CountRule, Protected
from outcomes_xl.disclosure.protect import CannotBeMadeSafe, protect
from outcomes_xl.disclosure.solver_work import TooMuchWork, Work, new_solver
from outcomes_xl.model.cannot_use import Stopped
from tests.disclosure.attacker import Attacker
from tests.disclosure.made_up import as_seen, made_up_cube, questions

SUPPRESSED = CountRule(method="suppress")
CUBE = made_up_cube(11, 5, 4, most=30, outcome=1)


def protected(cube: Cube = CUBE, stopped: Callable[[], bool] = lambda: False) -> Protected:
    return protect(cube, with_totals("a", "b"), SUPPRESSED, (), stopped)


def some_withheld(one: Protected) -> int:
    return sum(len(cells) for _, cells in one.withheld)


def a_hard_question(most_nodes: int = 100_000) -> Any:
    """Sixty things of which to take the most worth, with thirty limits: hours of branching."""
    dice = np.random.default_rng(1)
    many, limits = 60, dice.integers(1, 40, (30, 60))
    columns = np.arange(many, dtype=np.int32)
    solver = new_solver(most_nodes)
    solver.addVars(many, np.zeros(many), np.ones(many))
    solver.changeColsCost(many, columns, -dice.integers(5, 40, many).astype(float))
    solver.changeColsIntegrality(many, columns, np.full(many, 1, dtype=np.uint8))
    for line in limits:
        solver.addRow(-highspy.kHighsInf, float(line.sum() // 3), many, columns, line.astype(float))
    return solver


def test_what_is_too_much_to_be_worked_through_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protecting, "Work", partial(Work, most=1.0))
    with pytest.raises(CannotBeMadeSafe, match=r"too much to be worked through together.*Ask for fewer groupings"):
        protected()


def test_with_less_to_be_done_a_few_more_are_withheld_and_nobody_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Work()
    monkeypatch.setattr(protecting, "Work", lambda stopped: whole)
    fewest = some_withheld(protected())
    counts = []
    for share in (0.25, 0.5, 0.75):
        monkeypatch.setattr(protecting, "Work", partial(Work, most=whole.done * share))
        try:
            shown = protected()
        except CannotBeMadeSafe:
            continue
        counts.append(some_withheld(shown))
        assert Attacker(questions(CUBE), as_seen(shown)).found(private=["a"]) == [], share
    assert counts
    assert min(counts) >= fewest


@pytest.mark.parametrize("asked", [0, 3, 8])
def test_it_stops_when_whoever_asked_wants_it_to(asked: int) -> None:
    turns = count()
    with pytest.raises(Stopped):
        protected(stopped=lambda: next(turns) >= asked)
    assert next(turns) <= asked + 3, "it was asked a few more times at most"


def test_a_search_by_branching_ends_and_the_same_one_after_the_same_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solver_work, "MOST_LOOKS", 60)
    done = []
    for _ in range(2):
        turns = count()
        work = Work(stopped=lambda turns=turns: next(turns) < 0)  # type: ignore[misc]
        assert work.search(a_hard_question()) == highspy.HighsModelStatus.kInterrupt
        assert next(turns) <= 60 + 10
        done.append(work.done)
    assert done[0] == done[1]


@pytest.mark.parametrize("trouble", [KeyboardInterrupt, Stopped], ids=["Ctrl+C", "the button"])
def test_a_search_by_branching_is_left_at_once(trouble: type[BaseException]) -> None:
    turns = count()

    def stopped() -> bool:
        if next(turns) > 20:
            raise trouble
        return False

    with pytest.raises(trouble):
        Work(stopped).search(a_hard_question())
    assert next(turns) < 30


def test_what_could_be_left_undone_leaves_enough_for_what_must_be_done() -> None:
    work = Work(most=100.0, done=99.0)
    with pytest.raises(TooMuchWork), work.at_most(0.0):
        work.run(new_solver())
    work.run(new_solver())

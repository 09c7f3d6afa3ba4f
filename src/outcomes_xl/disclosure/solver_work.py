"""How much the solver may do for one output, counted in its own steps and never in seconds; and whether to stop.

The same counts take the same steps on any machine, so they get the same answer, a refusal included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import isqrt
from typing import Any

import highspy

from outcomes_xl.model.cannot_use import Stopped

MOST_WORK = 4e8
"""What is done for one output at most: some two minutes on one core.

It is counted in steps of the simplex, each by the root of how much there is to go over: so long they were seen to take.
"""
MOST_LOOKS = 400
"""How often HiGHS asks whether to go on before a search by branching is given up: some thousand steps."""
_TO_BEGIN, _TO_SEARCH = 25, 1_000
"""So many steps of the simplex it takes to begin and end a question, and a search by branching."""


class TooMuchWork(Exception):
    """What may be done for one output is done, and it was not enough."""


class _Silent(highspy.Highs):
    """HiGHS that prints nothing: it says its name as callbacks are set up, before its output could be turned off."""

    def enableCallbacks(self) -> None:  # noqa: N802, highspy's own name
        self.silent()
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def new_solver(most_nodes: int = 0) -> Any:
    """Return HiGHS, silent and on one thread; a search by branching is over after so many nodes."""
    solver = _Silent()  # type: ignore[no-untyped-call]  # highspy says no types of it
    options: dict[str, str | int] = {"threads": 1, "parallel": "off", "random_seed": 1, "mip_max_nodes": most_nodes}
    for name, value in options.items():
        solver.setOptionValue(name, value)
    return solver


@dataclass
class Work:
    """What is left to be done of ``most``; ``stopped`` says whether whoever asked wants it to stop."""

    stopped: Callable[[], bool] = lambda: False
    most: float = MOST_WORK
    done: float = 0.0

    @contextmanager
    def at_most(self, share: float) -> Iterator[None]:
        """Have TooMuchWork raised once so much of what is left now has been done: the rest is for what must be done."""
        most = self.most
        self.most = self.done + share * max(0.0, most - self.done)
        try:
            yield
        finally:
            self.most = most

    def run(self, solver: Any) -> Any:
        """Return how the solver's question came out, for one without whole numbers. Raises TooMuchWork and Stopped."""
        self._may_begin()
        size = _size(solver)
        solver.setOptionValue("simplex_iteration_limit", max(1, int((self.most - self.done) / max(1, size))))
        solver.run()
        self._did(solver, size, _TO_BEGIN)
        return solver.getModelStatus()

    def search(self, solver: Any) -> Any:
        """Return how a search for whole numbers came out. Raises TooMuchWork and Stopped."""
        self._may_begin()
        size, looks, trouble = _size(solver), 0, list[BaseException]()

        def look(event: Any) -> None:
            nonlocal looks
            looks += 1
            try:
                if looks > MOST_LOOKS or trouble or self.stopped():
                    event.interrupt()
            except BaseException as cause:  # through HiGHS itself nothing may be raised; Ctrl+C comes here as well
                trouble.append(cause)
                event.interrupt()

        solver.setOptionValue("simplex_iteration_limit", highspy.kHighsIInf)
        solver.cbMipInterrupt.subscribe(look)
        try:
            solver.run()
        finally:
            solver.cbMipInterrupt.unsubscribe(look)
        if trouble:
            raise trouble[0]
        self._did(solver, size, _TO_SEARCH)
        return solver.getModelStatus()

    def _may_begin(self) -> None:
        if self.stopped():
            raise Stopped
        if self.done >= self.most:
            raise TooMuchWork

    def _did(self, solver: Any, size: int, to_begin: int) -> None:
        self.done += size * (max(0, solver.getInfo().simplex_iteration_count) + to_begin)
        if self.stopped():
            raise Stopped


def _size(solver: Any) -> int:
    return isqrt(solver.getNumNz() + solver.getNumRow() + solver.getNumCol())

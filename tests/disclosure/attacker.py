"""Somebody who has every output and wants to find people: linear programming with SciPy, and no code of ours.

What she knows: the categories, which groupings are made of one column, the rule, and every number shown. Of the people
she knows only that they are whole and not fewer than none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_matrix

Group = tuple[tuple[str, str], ...]
"""The people with these answers: (question, answer) pairs."""


@dataclass(frozen=True)
class Seen:
    """One number, or the mark for withheld (None), that stands in an output beside its group; base 0 is not rounded."""

    group: Group
    shown: int | None
    threshold: int
    base: int


@dataclass(frozen=True)
class Found:
    group: Group
    low: int
    high: int
    why: str


class Attacker:
    def __init__(
        self,
        questions: Mapping[str, Sequence[str]],
        seen: Iterable[Seen],
        impossible: Iterable[Group] = (),
        whole: bool = False,
    ) -> None:
        self.names = list(questions)
        never = [dict(group) for group in impossible]
        everybody = (dict(zip(self.names, cell, strict=True)) for cell in product(*questions.values()))
        self.people = [p for p in everybody if not any(n.items() <= p.items() for n in never)]
        self.seen = list(seen)
        self.whole = whole
        known = [one for one in self.seen if one.shown is not None]
        rows = [self._row(one.group) for one in known]
        bounds = [self._could_be(one) for one in known]
        self.low = np.array([low for low, _ in bounds], dtype=float)
        self.high = np.array([high for _, high in bounds], dtype=float)
        self.matrix = np.array(rows, dtype=float).reshape(-1, len(self.people))

    def _row(self, group: Group) -> np.ndarray:
        asked = dict(group).items()
        return np.array([1.0 if asked <= person.items() else 0.0 for person in self.people])

    @staticmethod
    def _could_be(one: Seen) -> tuple[int, int]:
        assert one.shown is not None
        if not one.base or one.shown == 0:
            return one.shown, one.shown
        return max(one.threshold, one.shown - one.base // 2), one.shown + (one.base - 1) // 2

    def reach(self, group: Group, up: bool, row: np.ndarray | None = None) -> float:
        """How low, or high, the count of a group can be."""
        row = self._row(group) if row is None else row
        sign = -1.0 if up else 1.0
        if self.whole:
            constraints = [LinearConstraint(csr_matrix(self.matrix), self.low, self.high)] if len(self.low) else []
            answer = milp(sign * row, constraints=constraints, bounds=Bounds(0, 10_000), integrality=np.ones(len(row)))
        else:
            both = np.vstack((self.matrix, -self.matrix))
            answer = linprog(sign * row, A_ub=both, b_ub=np.concatenate((self.high, -self.low)), bounds=(0, 10_000))
        assert answer.status == 0, answer.message
        return float(sign * answer.fun)

    def found(self, targets: Iterable[Group] = (), private: Iterable[str] = ()) -> list[Found]:
        """Who is found: a withheld cell known exactly, or to be below the threshold; a group nobody showed known to
        have somebody in it and fewer than the threshold; a whole group known to have given one answer."""
        threshold = max(one.threshold for one in self.seen)
        found = []
        for group in {frozenset(one.group): one.group for one in self.seen if one.shown is None}.values():
            high = round(self.reach(group, up=True), 6)
            if high < threshold:
                found.append(Found(group, 0, int(high), "below the threshold"))
            elif self.reach(group, up=False) > high - 1e-6:
                found.append(Found(group, int(high), int(high), "known exactly"))
        small = [(one.group, one.shown) for one in self.seen if one.shown and one.shown < threshold]
        found += [Found(group, count, count, "shown") for group, count in small]
        for group in targets:
            low = np.ceil(self.reach(group, up=False) - 1e-6)
            if low >= 1 and self.reach(group, up=True) < threshold - 1e-6:
                found.append(Found(group, int(low), threshold - 1, "a group between two tables"))
        return [*found, *self._told(private)]

    def _told(self, private: Iterable[str]) -> Iterable[Found]:
        """Every group of a table of which all gave one answer, and that is certain."""
        asked: dict[tuple[Group, str], list[Seen]] = {}
        for one in self.seen:
            for name, _ in one.group:
                if name in private:
                    rest = tuple(sorted(pair for pair in one.group if pair[0] != name))
                    asked.setdefault((rest, name), []).append(one)
        for (rest, name), ones in asked.items():
            for answer in {dict(one.group)[name] for one in ones}:
                others = self._row(rest) - self._row((*rest, (name, answer)))
                if self.reach(rest, up=True, row=others) < 1 - 1e-6 and self.reach(rest, up=False) >= 1 - 1e-6:
                    yield Found((*rest, (name, answer)), 0, 0, "all of them gave one answer")

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
        self._tables: list[np.ndarray] = []
        self._rows: dict[Group, np.ndarray] = {}
        self._has = [set(person.items()) for person in self.people]
        known = {(one.group, self._could_be(one)) for one in self.seen if one.shown is not None}
        bounds = sorted(known)
        self.low = np.array([low for _, (low, _) in bounds], dtype=float)
        self.high = np.array([high for _, (_, high) in bounds], dtype=float)
        self.matrix = np.array([self._row(group) for group, _ in bounds], dtype=float).reshape(-1, len(self.people))
        self.both = np.vstack((self.matrix, -self.matrix)), np.concatenate((self.high, -self.low))

    def _row(self, group: Group) -> np.ndarray:
        if group not in self._rows:
            asked = set(group)
            self._rows[group] = np.array([1.0 if asked <= has else 0.0 for has in self._has])
        return self._rows[group]

    @staticmethod
    def _could_be(one: Seen) -> tuple[int, int]:
        assert one.shown is not None
        if not one.base or one.shown % one.base or one.shown < one.threshold:  # nobody, or shown as it was out before
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
            answer = linprog(sign * row, A_ub=self.both[0], b_ub=self.both[1], bounds=(0, 10_000))
        assert answer.status == 0, answer.message
        self._tables.append(answer.x)
        return float(sign * answer.fun)

    def _met(self, row: np.ndarray) -> np.ndarray:
        """What a count was in the tables she came across: whatever she saw it be, she need not ask whether it can."""
        return np.array(self._tables) @ row if self._tables else np.zeros(0)

    def found(self, targets: Iterable[Group] = (), private: Iterable[str] = ()) -> list[Found]:
        """Who is found: a withheld cell known exactly, or to be below the threshold; a group nobody showed known to
        have somebody in it and fewer than the threshold; a whole group known to have given one answer."""
        threshold = min(one.threshold for one in self.seen)
        found = []
        for group in {frozenset(one.group): one.group for one in self.seen if one.shown is None}.values():
            met = self._met(self._row(group))
            if len(met) and met.max() >= threshold and met.max() - met.min() > 0.5:
                continue
            high = round(self.reach(group, up=True), 6)
            if high < threshold:
                found.append(Found(group, 0, int(high), "below the threshold"))
            elif self.reach(group, up=False) > high - 1e-6:
                found.append(Found(group, int(high), int(high), "known exactly"))
        small = [(one.group, one.shown) for one in self.seen if one.shown and one.shown < threshold]
        found += [Found(group, count, count, "shown") for group, count in small]
        for group in targets:
            met = self._met(self._row(group))
            if len(met) and (met.min() < 1e-6 or met.max() >= threshold):
                continue
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
                met = self._met(others)
                if len(met) and met.max() >= 1:
                    continue
                certain = self.reach(rest, up=False) >= 1 - 1e-6
                if certain and self.reach(rest, up=True, row=others) < 1 - 1e-6:
                    yield Found((*rest, (name, answer)), 0, 0, "all of them gave one answer")

"""What is shown of counts, and what the register keeps of it. No true count is in here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from outcomes_xl.disclosure.cubes import Cell, Dimension, Margin
from outcomes_xl.model.cannot_use import WrongUsage

Method = Literal["round", "suppress"]
THRESHOLD = 6
"""The fewest people a shown group has, when nobody says otherwise."""
BASE = 5
"""What counts are rounded to, when nobody says otherwise."""
LEAST_THRESHOLD, LEAST_BASE = 3, 3
_PEOPLE_FOR_A_DECIMAL, _STEPS_FOR_A_DECIMAL = 100, 200
UNPUBLISHED = "Unpublished"
"""Stands on every sheet of an output, and in its file's name."""


@dataclass(frozen=True, slots=True)
class CountRule:
    """How an output is protected: the fewest people a shown group may have, and what becomes of the other counts.

    ``round`` shows them to the nearest ``base``, halves up; ``suppress`` shows them as they are. Both withhold what is
    small and what else would give it away; rounding needs to withhold less.
    """

    threshold: int = THRESHOLD
    method: Method = "round"
    base: int = BASE

    def __post_init__(self) -> None:
        if self.method not in ("round", "suppress"):
            raise WrongUsage(f"“{self.method}” is no way to protect counts.", "There are round and suppress.")
        if self.threshold < LEAST_THRESHOLD:
            raise WrongUsage(
                f"A threshold of {self.threshold} protects nobody: in a group of two each knows of the other.",
                f"Choose {LEAST_THRESHOLD} or more; {THRESHOLD} is usual.",
            )
        if self.base < LEAST_BASE:
            raise WrongUsage(f"Rounding to {self.base} hides next to nothing.", f"Choose {LEAST_BASE} or more.")

    def shown(self, count: int) -> int:
        """Return what stands for a count that may be shown."""
        return count if self.method == "suppress" else (count + self.base // 2) // self.base * self.base

    def hides(self, count: int) -> bool:
        """Whether a count is too small to show: somebody, but fewer than the threshold, rounded or not."""
        return count > 0 and min(count, self.shown(count)) < self.threshold

    def decimals(self, people: int) -> int:
        """Return how many decimals a share of so many may have: none where rounding could move it by half a point.

        Rounded to 5, a count is up to 2 from the truth: from 1,000 people on, a share moves by less than that.
        """
        return int(people >= (_STEPS_FOR_A_DECIMAL * self.base if self.method == "round" else _PEOPLE_FOR_A_DECIMAL))

    def could_be(self, shown: int) -> tuple[int, int]:
        """Return the lowest and highest count that this may stand for, to somebody who knows the rule.

        Nobody is shown as nobody, and what was out before, and cannot be rounded, as it was.
        """
        if self.method == "suppress" or shown % self.base or shown < self.threshold:
            return shown, shown
        half = self.base // 2
        return max(self.threshold, shown - half), shown + (self.base - 1) // 2


@dataclass(frozen=True, slots=True)
class Population:
    """Who was counted, so that two outputs about the same people find each other: a source and a period.

    A definition that keeps to some of them is a dimension (“in the cohort”: yes, no) and a margin's ``where``.
    ``period_column`` and ``area`` say by which columns the source's rows were chosen, "" where none was left out so;
    ``out_of`` which column says how many people a row stands for, "" where it is one.
    """

    source: str
    period: str
    period_column: str = ""
    area: str = ""
    out_of: str = ""


@dataclass(frozen=True, slots=True)
class Released:
    """One output as the register keeps it: groups, rule, and which cells were withheld. Never a value.

    ``state`` is a mark by which a source that has changed since is known, "" where there is none.
    Which of the withheld cells were small is not said either: it would tell their counts to within five.
    """

    population: Population
    date: str
    title: str
    dimensions: tuple[Dimension, ...]
    margins: tuple[Margin, ...]
    rule: CountRule
    withheld: tuple[tuple[Margin, tuple[Cell, ...]], ...]
    state: str = ""

    def withheld_of(self, margin: Margin) -> frozenset[Cell]:
        return frozenset(cell for there, cells in self.withheld if there == margin for cell in cells)


@dataclass(frozen=True)
class Protected:
    """What may be shown: by table, by cell, a number or None for withheld. There is one mark for withheld cells.

    ``small`` says which of them are withheld for their own sake, the others stand beside one. That is for the log of
    a test or an audit on the machine where the source is, and must reach no output: see `Released`.
    """

    margins: tuple[Margin, ...]
    dimensions: tuple[Dimension, ...]
    rule: CountRule
    values: Mapping[Margin, Mapping[Cell, int | None]]
    small: frozenset[tuple[Margin, Cell]]

    def value(self, margin: Margin, cell: Cell) -> int | None:
        """Return the number to show, or None where it is withheld."""
        return self.values[margin][cell]

    def rate(self, part: tuple[Margin, Cell], whole: tuple[Margin, Cell]) -> float | None:
        """Return a part of a whole in per cent, from what is shown of both; None if either is withheld or nobody.

        Worked out from shown numbers only, so it tells nothing they do not. Never above 100: rounding may put a part a
        step above its whole.
        """
        few, many = self.value(*part), self.value(*whole)
        return None if few is None or not many else min(100.0, 100 * few / many)

    @property
    def withheld(self) -> tuple[tuple[Margin, tuple[Cell, ...]], ...]:
        """The withheld cells by table, as the register keeps them."""
        gone = ((m, tuple(cell for cell, value in self.values[m].items() if value is None)) for m in self.margins)
        return tuple((margin, cells) for margin, cells in gone if cells)

    def released(self, population: Population, date: str, title: str, state: str = "") -> Released:
        """Return what the register keeps of this output."""
        return Released(population, date, title, self.dimensions, self.margins, self.rule, self.withheld, state)

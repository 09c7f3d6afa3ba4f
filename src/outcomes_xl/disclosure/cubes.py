"""People counted: each once, in exactly one category of every dimension; and the tables made of such counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from math import prod

from outcomes_xl.model.cannot_use import CannotUse

Cell = tuple[str, ...]
"""One category of each dimension, in the order of the dimensions it is read beside."""


class CannotCount(CannotUse):
    """The counts do not hang together: a person in no category or in two, a count that is not a whole number."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """A question everybody counted has exactly one answer to: ``categories`` are disjoint and leave nobody out.

    “Not known” is a category like any other. Say every category there can be, not only those met.

    ``column`` is what in the source it was made from, its own name if "". Two dimensions of one column (age in bands,
    and in the bands of an earlier output) overlap in ways everybody can know, which is reckoned with.

    ``open`` says that whoever knows a person knows her category: ward, sex, age. That all of a group are in one
    category of it then tells nothing about them. Of any other dimension (an outcome, SEN, free meals) it does, and is
    kept from showing. ``definition`` says in words where its edges are (“summer-born: May to August”): the register
    keeps it.
    """

    name: str
    categories: tuple[str, ...]
    column: str = ""
    open: bool = False
    definition: str = ""

    def __post_init__(self) -> None:
        if not self.categories or len(set(self.categories)) != len(self.categories):
            raise CannotCount(
                f"The categories of “{self.name}” are none, or one is there twice.", "Give each its name."
            )

    @property
    def source_column(self) -> str:
        return self.column or self.name


@dataclass(frozen=True, slots=True)
class Margin:
    """One table to be shown: the counts of every crossing of some dimensions, without its totals.

    ``Margin(())`` is the grand total; ``Margin(("sen", "reached"))`` the inner cells of a table of two. Totals are
    margins of their own, see `with_totals`. ``where`` keeps to one category of dimensions that are not crossed:
    ``Margin(("sen",), where=(("in the cohort", "yes"),))``.
    """

    dimensions: tuple[str, ...]
    where: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """Every dimension it asks about."""
        return frozenset(self.dimensions) | {name for name, _ in self.where}


def with_totals(*dimensions: str, where: tuple[tuple[str, str], ...] = ()) -> tuple[Margin, ...]:
    """Return a crossing with all its totals: every choice among its dimensions, the grand total first."""
    choices = (chosen for many in range(len(dimensions) + 1) for chosen in combinations(dimensions, many))
    return tuple(Margin(chosen, where) for chosen in choices)


@dataclass(frozen=True)
class Cube:
    """People counted by the full crossing of some dimensions; a cell that is not among ``counts`` has nobody in it.

    Raises CannotCount when a cell is no cell of the crossing, or its count is below nothing or not whole.
    """

    dimensions: tuple[Dimension, ...]
    counts: Mapping[Cell, int]

    def __post_init__(self) -> None:
        if len(self.dimension) != len(self.dimensions):
            raise CannotCount("Two dimensions have one name.", "Give each a name of its own.")
        allowed = [frozenset(dimension.categories) for dimension in self.dimensions]
        for cell, count in self.counts.items():
            if len(cell) != len(allowed) or any(part not in there for part, there in zip(cell, allowed, strict=True)):
                raise CannotCount(f"The counts have a group {cell}, which is no crossing of the categories.")
            if type(count) is not int or count < 0:
                raise CannotCount(f"The count of {cell} is {count!r}.", "People are counted whole, from 0.")

    @cached_property
    def dimension(self) -> dict[str, Dimension]:
        """The dimensions by name."""
        return {dimension.name: dimension for dimension in self.dimensions}

    @property
    def crossings(self) -> int:
        """How many cells the full crossing has."""
        return prod(len(dimension.categories) for dimension in self.dimensions)

    @cached_property
    def total(self) -> int:
        return sum(self.counts.values())

    def cells(self, margin: Margin) -> tuple[Cell, ...]:
        """Return every cell of a table, in the order of its dimensions' categories."""
        return tuple(product(*(self.dimension[name].categories for name in margin.dimensions)))

    def table(self, margin: Margin) -> dict[Cell, int]:
        """Return the true counts of a table, nobody's cells included. Never to be shown."""
        at = {dimension.name: place for place, dimension in enumerate(self.dimensions)}
        kept = [at[name] for name in margin.dimensions]
        where = [(at[name], category) for name, category in margin.where]
        table = dict.fromkeys(self.cells(margin), 0)
        for cell, count in self.counts.items():
            if all(cell[place] == category for place, category in where):
                table[tuple(cell[place] for place in kept)] += count
        return table

    def missing(self, margins: Iterable[Margin]) -> tuple[str, ...]:
        """Return the dimensions that tables ask about and this cube does not have."""
        return tuple(sorted({name for margin in margins for name in margin.names} - self.dimension.keys()))

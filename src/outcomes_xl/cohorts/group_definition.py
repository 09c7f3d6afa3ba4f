"""A group column as it is shown: its categories in their order, and what of the source is in each."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Category:
    """One group of people: what it is called, and its edges, such as "May to August"."""

    label: str
    edges: str = ""


@dataclass(frozen=True, slots=True)
class Grouping:
    """What a column tells apart. ``name`` is what it is called, ``definition`` how its groups are made, in sentences.

    ``of`` is the group's name by what stands in the source. ``word`` is the officer's word for the column, such as
    Deprivation or Ward, "" for none; ``ordered`` groups go from one end of a scale to the other.
    """

    name: str
    column: str
    definition: str
    categories: tuple[Category, ...]
    of: Mapping[Hashable, str]
    word: str = ""
    ordered: bool = False

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(category.label for category in self.categories)

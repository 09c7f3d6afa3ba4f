"""Which cells of an output are shown, and which withheld, so that nobody can be found in it or in two side by side."""

from __future__ import annotations

from collections.abc import Sequence

from outcomes_xl.disclosure.cubes import Cube, Dimension, Margin
from outcomes_xl.disclosure.outputs import Protected, Released, Rule
from outcomes_xl.model.cannot_use import CannotUse


class CannotBeMadeSafe(CannotUse):
    """The output, beside what was released before, would let somebody be found whatever is withheld of it."""


def dimensions_needed(own: Sequence[Dimension], before: Sequence[Released]) -> tuple[Dimension, ...]:
    """Return the dimensions a cube must cross so that an output can be solved together with earlier ones.

    Those are its own, then what earlier outputs about the same people asked about. Name a dimension after how it is
    made (“idaci:5”, “age in years: 0–4, 5–9”), so that another grouping of the same column has another name and can
    be crossed with the first. Raises CannotBeMadeSafe where one name stands for two lists of categories.
    """
    raise NotImplementedError


def protect(
    cube: Cube, margins: Sequence[Margin], rule: Rule | None = None, before: Sequence[Released] = ()
) -> Protected:
    """Return what may be shown of these tables, as one system with all that was released before of the same people.

    The same counts give the same answer, in whatever order they come. Raises CannotBeMadeSafe, in officers' words,
    where nothing that could still be withheld would do, and where an earlier output cannot be counted any more.
    """
    raise NotImplementedError

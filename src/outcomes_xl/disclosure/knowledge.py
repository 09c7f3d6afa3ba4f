"""What anybody can work out from outputs: the groups of people they speak of, and what is known of each.

A *piece* is people whom no output tells apart; a *group* is some pieces together, and its count is the sum of theirs.
All outputs about the same people are one system: somebody who has them all knows of every group shown that its count
lies between two numbers, and of every piece that it is not below nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from outcomes_xl.disclosure.cubes import Cell, Cube, Dimension, Margin

Ints = NDArray[np.int64]

MOST_CROSSINGS = 300_000
"""Cells anybody can be in that can still be solved as one system on an officer's machine."""
MOST_TRIED = 10_000_000
"""Cells that are looked at in one go to see whether anybody can be in them: 80 MB a dimension."""
_LARGEST_NUMBER = 2.0**62


class TooManyGroups(Exception):
    """The crossing of everything asked about has more cells than can be solved together."""


class Groups:
    """Sets of pieces, each kept once and known by its number, and their counts under any table of people."""

    def __init__(self) -> None:
        self.members: list[Ints] = []
        self._number: dict[bytes, int] = {}
        self._flat: Ints | None = None
        self._starts: Ints | None = None

    def add(self, pieces: Ints) -> int:
        """Return the number of a set of pieces, -1 for no piece at all."""
        if not len(pieces):
            return -1
        key = pieces.tobytes()
        if key not in self._number:
            self._number[key] = len(self.members)
            self.members.append(pieces)
            self._flat = None
        return self._number[key]

    def __len__(self) -> int:
        return len(self.members)

    def counts(self, table: Ints) -> Ints:
        """Return the count of every group under a table of people, given by piece."""
        if self._flat is None or self._starts is None:
            self._flat = np.concatenate(self.members)
            lengths = np.array([len(pieces) for pieces in self.members])
            self._starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
        return np.add.reduceat(table[self._flat], self._starts)


@dataclass(frozen=True)
class Knowledge:
    """The pieces of some tables with their true counts, and the group of every cell; -1 where nobody can be."""

    truth: Ints
    groups: Groups
    cells: dict[Margin, dict[Cell, int]]
    keys: dict[Margin, Ints]
    """For every margin, the cell each piece lies in, -1 for none."""

    def counts(self) -> Ints:
        return self.groups.counts(self.truth)


def sorted_dimensions(cube: Cube, margins: Iterable[Margin]) -> tuple[Dimension, ...]:
    """Return the dimensions that are asked about, in an order that does not hang on how they were given."""
    asked = {name for margin in margins for name in margin.names}
    return tuple(sorted((d for d in cube.dimensions if d.name in asked), key=lambda d: d.name))


def possible_crossings(cube: Cube) -> int:
    """Return how many cells of a cube anybody can be in: of two groupings of one column only those that go together.

    Raises TooManyGroups for more than can be solved together at all.
    """
    dimensions = sorted(cube.dimensions, key=lambda one: one.name)
    lists = [sorted(dimension.categories) for dimension in dimensions]
    shape = tuple(len(categories) for categories in lists)
    return int(_possible(dimensions, shape, _met(cube, dimensions, lists)[0]).shape[1])


def knowledge(cube: Cube, margins: Sequence[Margin]) -> Knowledge:
    """Return what tables speak of, however the cube's dimensions, categories and counts are ordered.

    Raises TooManyGroups.
    """
    dimensions = sorted_dimensions(cube, margins)
    lists = [sorted(dimension.categories) for dimension in dimensions]
    shape = tuple(len(categories) for categories in lists)
    if np.prod(shape, dtype=float) > _LARGEST_NUMBER:
        raise TooManyGroups
    met, many = _met(cube, dimensions, lists)
    where = _possible(dimensions, shape, met)
    inner = np.zeros(where.shape[1], dtype=np.int64)
    # The possible cells come in the order of their numbers, so those met are found among them.
    inner[np.searchsorted(_numbers(where, shape), _numbers(met, shape))] = many
    at = {dimension.name: place for place, dimension in enumerate(dimensions)}
    axes = _Axes(at, lists, where)
    keys = {margin: axes.keys(margin) for margin in margins}
    whole = {margin: axes.keys(Margin(tuple(sorted(margin.names)))) for margin in margins if margin.where}
    signature = np.array([*keys.values(), *whole.values()]).reshape(-1, where.shape[1])
    pieces, piece_of = np.unique(signature, axis=1, return_inverse=True)
    truth = np.bincount(piece_of.ravel(), weights=inner, minlength=pieces.shape[1]).astype(np.int64)
    groups = Groups()
    by_margin = {margin: pieces[place].astype(np.int64) for place, margin in enumerate(keys)}
    by_margin |= {
        Margin(tuple(sorted(margin.names))): pieces[len(keys) + place].astype(np.int64)
        for place, margin in enumerate(whole)
    }
    cells = {margin: axes.groups(margin, by_margin[margin], groups) for margin in margins}
    return Knowledge(truth, groups, cells, by_margin)


def crossing(known: Knowledge, margins: Sequence[Margin]) -> list[Ints]:
    """Return the pieces of every cell of tables laid over each other, as far as anybody is or could be in it."""
    keys = np.array([known.keys[margin] for margin in margins])
    _, cell_of = np.unique(keys, axis=1, return_inverse=True)
    return split(cell_of.ravel())


def split(keys: Ints) -> list[Ints]:
    """Return the places of each key from the lowest key on, those below 0 left out."""
    order = np.argsort(keys, kind="stable").astype(np.int64)
    order = order[keys[order] >= 0]
    return np.split(order, np.flatnonzero(np.diff(keys[order])) + 1) if len(order) else []


def _met(cube: Cube, dimensions: Sequence[Dimension], lists: list[list[str]]) -> tuple[Ints, Ints]:
    """Return the cells somebody is in, a row a dimension, and how many are in each."""
    place = {dimension.name: at for at, dimension in enumerate(cube.dimensions)}
    take = [place[dimension.name] for dimension in dimensions]
    index = [{category: at for at, category in enumerate(categories)} for categories in lists]
    counts: dict[tuple[int, ...], int] = {}
    for cell, count in cube.counts.items():
        if count:
            at = tuple(index[i][cell[place]] for i, place in enumerate(take))
            counts[at] = counts.get(at, 0) + count
    cells = np.array(list(counts), dtype=np.int64).reshape(len(counts), len(dimensions)).T
    return cells, np.array(list(counts.values()), dtype=np.int64)


def _possible(dimensions: Sequence[Dimension], shape: tuple[int, ...], met: Ints) -> Ints:
    """Return the cells anybody can be in: no five-year-old is in the band from 6 on, and everybody knows it.

    Of two groupings of one column the crossings that nobody is in count as known to be impossible. That credits
    somebody with knowing more than she may, never less. Raises TooManyGroups.
    """
    where = np.zeros((0, 1), dtype=np.int64)
    for axis, size in enumerate(shape):
        if where.shape[1] * size > MOST_TRIED:
            raise TooManyGroups
        before = np.repeat(where, size, axis=1)
        here = np.tile(np.arange(size), where.shape[1])
        possible = np.ones(len(here), dtype=bool)
        for other in range(axis):
            if dimensions[other].source_column == dimensions[axis].source_column:
                together = np.zeros((shape[other], size), dtype=bool)
                together[met[other], met[axis]] = True
                possible &= together[before[other], here]
        where = np.vstack((before, here))[:, possible]
        if where.shape[1] > MOST_CROSSINGS:
            raise TooManyGroups
    return where


def _numbers(cells: Ints, shape: tuple[int, ...]) -> Ints:
    """Return each cell's number among all of the crossing, in the order of its categories."""
    numbers = np.zeros(cells.shape[1], dtype=np.int64)
    for axis, size in enumerate(shape):
        numbers = numbers * size + cells[axis]
    return numbers


@dataclass(frozen=True)
class _Axes:
    at: dict[str, int]
    lists: list[list[str]]
    where: Ints

    def keys(self, margin: Margin) -> Ints:
        """Return for every inner cell the number of the margin's cell it lies in, -1 for none."""
        keys = np.zeros(self.where.shape[1], dtype=np.int64)
        for name in sorted(margin.dimensions):
            axis = self.at[name]
            keys = keys * len(self.lists[axis]) + self.where[axis]
        for name, category in margin.where:
            axis = self.at[name]
            keys = np.where(self.where[axis] == self.lists[axis].index(category), keys, -1)
        return keys

    def groups(self, margin: Margin, keys: Ints, groups: Groups) -> dict[Cell, int]:
        """Return the group of every cell of a table, its categories in the table's own order of dimensions."""
        names = sorted(margin.dimensions)
        lists = [self.lists[self.at[name]] for name in names]
        order = [names.index(name) for name in margin.dimensions]
        pieces = {int(keys[places[0]]): places for places in split(keys)}
        cells: dict[Cell, int] = {}
        for number, cell in enumerate(product(*lists)):
            cells[tuple(cell[place] for place in order)] = groups.add(pieces.get(number, np.zeros(0, dtype=np.int64)))
        return cells

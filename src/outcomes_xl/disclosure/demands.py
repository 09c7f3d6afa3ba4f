"""What must stay possible, so that nobody is found: of each group, counts that what is shown may not rule out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from outcomes_xl.disclosure.cubes import Cube, Margin
from outcomes_xl.disclosure.knowledge import Ints, Knowledge, crossing, split

NOTHING = -1
"""Below every count: a demand that names it asks for a high count."""


@dataclass(frozen=True, slots=True)
class Demand:
    """A group must be able to have ``low`` people or fewer, or ``high`` or more, for all that anybody can work out."""

    group: int
    low: int
    high: int


def of_withheld(group: int, count: int, threshold: int) -> Demand:
    """Return what is asked for a withheld cell: that it may reach the threshold; if it does, that it may be another."""
    return Demand(group, NOTHING, threshold) if count < threshold else Demand(group, count - 1, count + 1)


@dataclass(frozen=True, slots=True)
class AllInOne:
    """A group in which everybody is in one category: the whole of it, that cell, and all the other cells together."""

    whole: Ints
    everybody: Ints
    nobody: Ints


def all_in_one(cube: Cube, known: Knowledge, margin: Margin) -> Iterator[AllInOne]:
    """Give the groups of a table whose people all gave one answer, where that answer is theirs to tell.

    “All nine were excluded”, “nobody with a plan reached it” says of each of them what she did not tell, however many
    they are. ``nobody`` has no piece in it when there is no other category at all.
    """
    names = sorted(margin.names)
    keys = known.keys[Margin(tuple(names)) if margin.where else margin]
    sizes = [len(cube.dimension[name].categories) for name in names]
    counts = np.bincount(keys, weights=known.truth, minlength=int(np.prod(sizes, dtype=int))).astype(np.int64)
    columns = [cube.dimension[name].source_column for name in names]
    for axis, name in enumerate(names):
        if cube.dimension[name].open or columns.count(columns[axis]) > 1:
            continue
        step = int(np.prod(sizes[axis + 1 :], dtype=int))
        category = keys // step % sizes[axis]
        rest = keys - category * step
        groups = np.bincount(rest, weights=known.truth, minlength=len(counts)).astype(np.int64)
        full = (counts[keys] == groups[rest]) & (groups[rest] > 0)
        for pieces in split(np.where(np.isin(rest, rest[full]), rest, -1)):
            yield AllInOne(pieces, pieces[full[pieces]], pieces[~full[pieces]])


def of_crossings(
    known: Knowledge, earlier: Sequence[Margin], new: Sequence[Margin], threshold: int, most: int = 20_000
) -> Iterator[Demand]:
    """Give what is asked for groups no table shows, and which follow from two: the difference of two age bands.

    That somebody is in them, but fewer than the threshold, may not be certain.
    """
    pairs = [(one, other) for one in (*new, *earlier) for other in new if one != other]
    seen: set[frozenset[Margin]] = set()
    for pair in pairs:
        if frozenset(pair) in seen:
            continue
        seen.add(frozenset(pair))
        yield from _small(known, crossing(known, pair), threshold)
    if len(known.truth) <= most:
        yield from _small(known, crossing(known, tuple(known.keys)), threshold)


def _small(known: Knowledge, cells: Iterable[Ints], threshold: int) -> Iterator[Demand]:
    for pieces in cells:
        if 0 < known.truth[pieces].sum() < threshold:
            yield Demand(known.groups.add(pieces), 0, threshold)


def strictest(demands: Iterable[Demand]) -> tuple[Demand, ...]:
    """Return one demand a group, in the order of the groups: to reach the threshold where any asks for it."""
    kept: dict[int, Demand] = {}
    for demand in demands:
        held = kept.get(demand.group)
        if held is None or demand.low < held.low or (demand.low == held.low and demand.high > held.high):
            kept[demand.group] = demand
    return tuple(kept[group] for group in sorted(kept))

"""The fewest cells a table can withhold, from one whole model in SciPy's MILP: no cuts, no steps, no code of ours."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_matrix

from outcomes_xl.disclosure.cubes import Cube


def fewest_withheld(cube: Cube, threshold: int, weak: bool = False) -> int:
    """Return how few cells of a crossing and its totals have to be withheld, so that every withheld cell may reach the
    threshold, and those that are small are withheld. ``weak`` asks it only of the small ones, not of nobody's cells."""
    sizes = [len(dimension.categories) for dimension in cube.dimensions]
    inner = list(product(*(dimension.categories for dimension in cube.dimensions)))
    counts = np.array([cube.counts.get(cell, 0) for cell in inner])
    rows = []
    axes = np.array(list(np.ndindex(*sizes)))
    for many in range(len(sizes) + 1):
        for kept in combinations(range(len(sizes)), many):
            keys = np.ravel_multi_index(axes[:, kept].T, [sizes[k] for k in kept]) if kept else np.zeros(len(axes), int)
            rows += [keys == key for key in range(int(keys.max()) + 1)]
    groups = np.array(rows, dtype=float)
    true = groups @ counts
    tested = [at for at, count in enumerate(true) if count < threshold and (count > 0 or not weak)]
    return _solved(groups, true, tested, threshold)


def _solved(groups: np.ndarray, true: np.ndarray, tested: Sequence[int], threshold: int) -> int:
    """The variables: for each cell whether it is withheld; for each tested cell a table in which it may be more."""
    cells, inner = groups.shape
    most = 2.0 * (true.max() + threshold)
    entries: list[tuple[int, int, float]] = []
    low, high = [], []

    def add(terms: list[tuple[int, float]], least: float, greatest: float) -> None:
        entries.extend((len(low), column, value) for column, value in terms)
        low.append(least)
        high.append(greatest)

    for block, cell in enumerate(tested):
        first = cells + block * inner
        for at in range(cells):
            people = [(first + piece, 1.0) for piece in np.flatnonzero(groups[at])]
            add([*people, (at, -most)], -np.inf, true[at])
            add([*people, (at, true[at])], true[at], np.inf)
        add([*((first + piece, 1.0) for piece in np.flatnonzero(groups[cell])), (cell, -float(threshold))], 0.0, np.inf)
    total = cells + len(tested) * inner
    fixed = np.zeros(total)
    fixed[:cells] = (true > 0) & (true < threshold)
    upper = np.full(total, most)
    upper[:cells] = 1
    if not low:
        return 0
    row, column, value = zip(*entries, strict=True)
    matrix = coo_matrix((value, (row, column)), shape=(len(low), total)).tocsr()
    whole = np.concatenate((np.ones(cells), np.zeros(total - cells)))
    answer = milp(
        whole,
        constraints=LinearConstraint(matrix, low, high),
        bounds=Bounds(fixed, upper),
        integrality=whole,
        options={"mip_rel_gap": 0},
    )
    assert answer.status == 0, answer.message
    return round(answer.fun)

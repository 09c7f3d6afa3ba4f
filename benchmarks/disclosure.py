"""How long 33 x 12 with both margins takes to protect, beside SciPy asking how high each withheld cell can be.

That second piece of work is the audit alone, which any method has to do once it has chosen its cells.
Run it from the repository's root: python -m benchmarks.disclosure
"""

from __future__ import annotations

import random

import numpy as np
from benchmarks.timing import best
from scipy.optimize import linprog

from outcomes_xl.disclosure.cubes import Cube, Dimension, with_totals
from outcomes_xl.disclosure.outputs import CountRule, Protected
from outcomes_xl.disclosure.protect import protect

ROWS, COLUMNS = 33, 12


def made_up(seed: int, most: int) -> Cube:
    dice = random.Random(seed)
    wards = Dimension("ward", tuple(f"w{n:02}" for n in range(ROWS)), open=True)
    answers = Dimension("answer", tuple(f"a{n:02}" for n in range(COLUMNS)))
    counts = {(w, a): int(most * dice.random() ** 2) for w in wards.categories for a in answers.categories}
    return Cube((wards, answers), counts)


def audit(cube: Cube, shown: Protected) -> None:
    """Ask how high every withheld cell can be, from all that is shown."""
    places = {
        cell: at
        for at, cell in enumerate((w, a) for w in cube.dimensions[0].categories for a in cube.dimensions[1].categories)
    }
    rows, known, asked = [], [], []
    for margin, cells in shown.values.items():
        for cell, value in cells.items():
            said = dict(zip(margin.dimensions, cell, strict=True))
            row = np.array([float(all((w, a)[n == "answer"] == c for n, c in said.items())) for w, a in places])
            if value is None:
                asked.append(row)
            else:
                rows.append(row)
                known.append(float(value))
    for row in asked:
        linprog(-row, A_eq=np.array(rows), b_eq=known, bounds=(0, 10_000))


def main() -> None:
    rule = CountRule(method="suppress")
    for seed, most in ((1, 20), (2, 60), (3, 200)):
        cube = made_up(seed, most)
        margins = with_totals("ward", "answer")
        shown = protect(cube, margins, rule)
        ours = best(lambda: protect(cube, margins, rule), times=2)  # noqa: B023
        theirs = best(lambda: audit(cube, shown), times=1)  # noqa: B023
        gone = sum(len(cells) for _, cells in shown.withheld)
        print(f"counts to {most}: {gone} withheld; {ours:.2f} s, {ours / theirs:.2f} x the audit alone", flush=True)


if __name__ == "__main__":
    main()

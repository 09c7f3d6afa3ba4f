"""The formulas that are ours: every one our templates have, or had in an earlier edition, as read from its own cell."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from io import StringIO
from pathlib import Path

from outcomes_xl.formulas.formula_parser import relative
from outcomes_xl.model import Book

FILE = "formulas.csv"


@cache
def known_formulas() -> frozenset[str]:
    text = resources.files("outcomes_xl.data").joinpath(FILE).read_text(encoding="utf-8")
    return frozenset(row["formula"] for row in csv.DictReader(StringIO(text)))


def formulas_of(book: Book) -> frozenset[str]:
    """Return a workbook's formulas, each as read from its own cell. Raises NotWorkedOut for one in another dialect."""
    return frozenset(
        relative(formula, *place) for sheet in book.sheets.values() for place, formula in sheet.formulas.items()
    )


def add_formulas(data: Path, books: list[Book]) -> Path:
    """Add the formulas of new templates to the list; none is taken away, for workbooks in use keep theirs."""
    path = data / FILE
    known = known_formulas() if path.exists() else frozenset()
    every = sorted(known.union(*(formulas_of(book) for book in books)))
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([["formula"], *([formula] for formula in every)])
    path.write_text(out.getvalue(), encoding="utf-8", newline="\n")
    return path

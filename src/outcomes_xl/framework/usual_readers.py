"""data/sources/usual_figures.csv into its entries: what each metric's figures were, to hold new ones against."""

from __future__ import annotations

from importlib.resources.abc import Traversable

from outcomes_xl.framework.entries import Usual
from outcomes_xl.framework.strict_csv import CsvRow, read_lines

_FILE = "sources/usual_figures.csv"
_HEADINGS = ("metric_id", "unit", "period", "lowest", "highest", "london", "england", "provenance")


def read_usual(folder: Traversable) -> tuple[tuple[CsvRow, Usual], ...]:
    """Return what is usual, each with its line; none without the file."""
    found: dict[str, tuple[CsvRow, Usual]] = {}
    for line in read_lines(folder, _FILE, _HEADINGS) if (folder / _FILE).is_file() else ():
        lowest, highest = line.number_or_none("lowest"), line.number_or_none("highest")
        if lowest is None or highest is None or not 0 < lowest <= highest:
            raise line.mistake("lowest and highest are two numbers above 0, the lower first")
        line.needed("provenance")
        metric_id = line.needed("metric_id")
        if metric_id in found:
            raise line.mistake(f"{metric_id} is there already, on line {found[metric_id][0].number}")
        wider = (line.number_or_none(name) for name in ("london", "england"))
        found[metric_id] = (
            line,
            Usual(metric_id, line.needed("unit"), line.needed("period"), lowest, highest, *wider),
        )
    return tuple(found.values())

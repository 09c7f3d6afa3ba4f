"""What a function in a cell costs: one call for 10,000 cells beside a call for each.

Run by hand: python benchmarks/functions.py

Two ways from Excel, measured in one run over the same cells (titles of ids, some of them unknown or blank):

* xlwings' own classic call path with its converters, over stand-ins for Excel's COM objects;
* the helper: its desk in another process, asked over a pipe, which stands for the calls between Excel and the helper.
  As Helper.bas does, each formula first asks for the version, then for the answer.

The ratio is cells a second of the one call to cells a second of the many. Excel's own share, which is larger for many
formulas than for one, is in neither; nor is what reading the cells takes, which stand ready. Aim: at least 100.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

CELLS = 10_000
SINGLES = 500
NAME = "OUTCOMES_TITLE"


def ids() -> list[str | None]:
    """Return 10,000 cells as a borough might have them: every id there is, over and over, with blanks and slips."""
    from outcomes_xl.framework import load_framework

    known = load_framework()
    some = [*known.metrics, *known.outcomes, *known.items, "MET-9999", "met 12", None]
    return [some[place % len(some)] for place in range(CELLS)]


def served(pipe: Connection) -> None:
    """Be the helper: its desk with its functions, asked and answering over a pipe."""
    from outcomes_xl.helper.dispatcher import Dispatcher
    from outcomes_xl.helper.endpoints import functions
    from outcomes_xl.settings import Profile, Settings

    with TemporaryDirectory() as folder:
        every = functions(Profile(Path(folder), Path(folder)), datetime.now)
        dispatcher = Dispatcher(lambda name: None, {}, version="0", settings=Settings, functions=every)
        while (asked := pipe.recv()) is not None:
            pipe.send(dispatcher.call(*asked) if asked else dispatcher.version())


def through_the_helper() -> Iterator[Callable[..., Any]]:
    ours, its = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=served, args=(its,))
    process.start()

    def call(*asked: Any) -> Any:
        ours.send(())
        ours.recv()
        ours.send(asked)
        return ours.recv()

    yield call
    ours.send(None)
    process.join(10)


def through_xlwings(cells: list[str | None]) -> Iterator[Callable[..., Any]]:
    from tests.routes.classic import Cells, Classic

    from outcomes_xl.model import Area

    class Ready(Cells):
        """Cells whose values stand ready, as Excel's do: only xlwings' part and ours is measured."""

        Value = property(lambda self: values[self.area])

    classic = Classic()
    values: dict[Any, Any] = {}
    for row, cell in enumerate(cells, 1):
        if cell is not None:
            classic.sheet.put(row, 1, cell)

    def call(name: str, given: Any) -> Any:
        area = Area.parse(given)
        if area not in values:
            values[area] = classic.cells(given).Value
        return classic.call(name, Ready(classic.sheet, area))

    yield call


def quickest(*deeds: Callable[[], object], times: int = 40) -> list[float]:
    """Return the seconds of the quickest of several runs of each, taken by turns.

    The others had the machine's other work in them, and a busy minute must not fall on one of the deeds alone.
    """
    taken: list[list[float]] = [[] for _ in deeds]
    for _ in range(times):
        for deed, its in zip(deeds, taken, strict=True):
            start = time.perf_counter()
            deed()
            its.append(time.perf_counter() - start)
    return [min(its) for its in taken]


def measured(call: Callable[..., Any], whole: Any, lone: list[Any]) -> dict[str, float]:
    """Return what one call for all cells takes, what a call for each does, and the ratio of cells a second."""
    answers = call(NAME, whole)
    assert len(answers) == CELLS and answers[0][0], answers[:2]
    together, apart = quickest(lambda: call(NAME, whole), lambda: [call(NAME, one) for one in lone])
    apart /= len(lone)
    return {
        "one call for 10,000 cells, ms": round(together * 1000, 2),
        "a call for one cell, ms": round(apart * 1000, 4),
        "ratio of cells a second": round(apart * CELLS / together, 1),
    }


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    words.add_argument("--json", action="store_true", help="print the figures as JSON")
    as_json = words.parse_args().json
    cells = ids()
    found = {}
    for call in through_the_helper():
        found["helper"] = measured(call, tuple((cell,) for cell in cells), cells[:SINGLES])
    for call in through_xlwings(cells):
        addresses = [f"A{row}" for row in range(1, SINGLES + 1)]
        found["xlwings classic"] = measured(call, f"A1:A{CELLS}", addresses)
    if as_json:
        print(json.dumps(found, indent=2))
        return
    for way, figures in found.items():
        print(way)
        for what, figure in figures.items():
            print(f"  {what:32}{figure:>12,}")


if __name__ == "__main__":
    main()

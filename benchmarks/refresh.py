"""Refresh from a large central file: linear in its rows, and beside the naive way (pandas merge, openpyxl save).

    python benchmarks/refresh.py [ROWS ...]

Run by hand; it is no test. Map PHOF is given that many made-up links (1,000, 3,000 and 10,000 without an argument). In
the new release one in ten is reworded, one in a hundred is gone and as many are new. In the workbook one in twenty has
a note and one in two hundred was reworded by hand. Ours reads both files, merges three ways, writes every change down
for Undo, and writes and proves the workbook. The naive way reads that one sheet from both with pandas, merges by id
and writes the one sheet back with openpyxl: no base, no log, no proof, and an officer's rewording is lost.

Times are this process's own (other people's work on the machine does not count). Growth is the exponent fitted to
time against rows by least squares on logarithms: 1 is linear.
"""

from __future__ import annotations

import io
import math
import sys
from collections.abc import Mapping
from datetime import datetime

import openpyxl
import pandas
from timing import best

from outcomes_xl.building import borough_workbook
from outcomes_xl.building.central_workbook import written
from outcomes_xl.building.table_contents import rows_for
from outcomes_xl.central.release import contents_of, made_whole
from outcomes_xl.central.release_history import with_release
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.refresh.refresh_job import refresh
from outcomes_xl.model import Value
from outcomes_xl.reading.layouts import layout

SHEET = "Map PHOF"
OLD, NEW = "2026.08", "2026.10"
TIMES = 3
Link = dict[str, Value]


def main() -> None:
    sizes = [int(word) for word in sys.argv[1:]] or [1_000, 3_000, 10_000]
    whole: dict[int, float] = {}
    merge: dict[int, float] = {}
    naive: dict[int, float] = {}
    print(f"Python {sys.version.split()[0]}; best of {TIMES}\n")
    for rows in sizes:
        changes, whole[rows], merge[rows], naive[rows] = measured(rows)
        print(
            f"{rows:>7,} rows, {changes:,} changes: ours {whole[rows]:6.2f} s (the merge itself {merge[rows]:.2f} s)"
            f"   pandas + openpyxl {naive[rows]:6.2f} s   naive / ours {naive[rows] / whole[rows]:.2f}",
            flush=True,
        )
    if len(sizes) > 1:
        print()
        for what, times in (("ours, whole", whole), ("the merge itself", merge), ("pandas + openpyxl", naive)):
            print(f"growth, {what}: exponent {growth(times):.2f} (aim: about 1)")


def measured(rows: int) -> tuple[int, float, float, float]:
    """Return how many changes there are, and the seconds of a whole refresh, of the merge alone, of the naive way."""
    workbook, central = borough(rows), centre(rows)
    mine, theirs = files.read_bytes(workbook, "b.xlsx"), files.read_bytes(central, "c.xlsx")
    return (
        len(list(refresh(mine, theirs, context()).patch.lines())) // 2,
        best(lambda: whole_refresh(workbook, central), TIMES),
        best(lambda: refresh(mine, theirs, context()), TIMES),
        best(lambda: naive_refresh(workbook, central), 1),
    )


def whole_refresh(workbook: bytes, central: bytes) -> bytes:
    result = refresh(files.read_bytes(workbook, "b.xlsx"), files.read_bytes(central, "c.xlsx"), context())
    return files.play(workbook, result.patch)


def naive_refresh(workbook: bytes, central: bytes) -> bytes:
    mine = pandas.read_excel(io.BytesIO(workbook), sheet_name=SHEET, header=4, engine="openpyxl")
    theirs = pandas.read_excel(io.BytesIO(central), sheet_name=SHEET, header=4, engine="openpyxl")
    yours = mine[["Link id", "Our decision", "Your note"]]
    merged = theirs.merge(yours, on="Link id", how="outer")[list(mine.columns)]
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    sheet = book[SHEET]
    for number, row in enumerate(merged.itertuples(index=False), start=6):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column).value = None if pandas.isna(value) else value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def borough(rows: int) -> bytes:
    """Return a workbook at the old release, in which officers have worked."""
    links = made_up(rows, OLD)
    for number, link in enumerate(links):
        if number % 20 == 7:
            link |= {"decision": "Use", "note": f"agreed with public health, {number}"}
        if number % 200 == 11:
            link["title"] = f"our own words for {number}"
    return borough_workbook(load_framework(OLD), "Merton", entries={"map_phof": links})


def centre(rows: int) -> bytes:
    """Return the central file of the new release, with the old one in its history."""
    old, new, plan = load_framework(OLD), load_framework(NEW), layout("central")
    before = rows_for(plan, old, {}, {"map_phof": made_up(rows, OLD)})
    answers: dict[str, Value] = {"Framework edition": new.release.edition, "Release": NEW, "Publisher": "Made up"}
    kept = with_release((), OLD, {"Release": OLD}, contents_of(before))
    after = rows_for(plan, new, answers, {"map_phof": made_up(rows, NEW)})
    return written(made_whole(after, answers, kept), new)


def made_up(rows: int, release: str) -> list[Link]:
    numbers = range(rows) if release == OLD else [n for n in range(rows + rows // 100) if n % 100 or n >= rows]
    return [
        {
            "link_id": f"X{n:06}~MET-{n % 90 + 1:03}",
            "item_id": f"X{n:06}",
            "edition": "2026",
            "section": f"Section {n % 12}",
            "title": f"Made-up indicator {n}, per thousand children" + (" (new)" * (release == NEW and n % 10 == 3)),
            "item_kind": "Indicator",
            "state": "Current",
            "our_id": f"MET-{n % 90 + 1:03}",
            "our_title": f"Metric {n % 90 + 1}",
            "role": "Component",
            "closeness": "Close",
            "basis": "made up for a benchmark",
            "release": OLD,
        }
        for n in numbers
    ]


def context() -> Context:
    return Context(datetime(2026, 11, 22, 14, 5), load_framework())


def growth(times: Mapping[int, float]) -> float:
    """Return the exponent of time on rows, fitted by least squares on logarithms."""
    points = [(math.log(rows), math.log(seconds)) for rows, seconds in times.items()]
    x, y = (sum(values) / len(points) for values in zip(*points, strict=True))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


if __name__ == "__main__":
    main()

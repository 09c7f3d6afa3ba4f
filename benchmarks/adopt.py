"""How long adopting takes beside openpyxl's own load of the same file: python benchmarks/adopt.py [ROWS ROWS …]

5,000 rows of 12 columns with fills should be adopted in at most 1.5 times what openpyxl takes to load the file once;
from there to 50,000 rows the time should grow by an exponent of at most 1.1.
"""

from __future__ import annotations

import gc
import math
import sys
import tempfile
import time
import warnings
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, PatternFill

from outcomes_xl.adopt.adoption import adopt
from outcomes_xl.adopt.reading_notes import ReadingNotes
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts.originals.read_original import read_original

HEADINGS = ("No.", "Outcome", "Indicator", "Measure", "Status", "Owner", "System", "Geography", "Latest year",
            "Latest value", "How often", "Comments")  # fmt: skip


def written(rows: int, path: Path) -> Path:
    """Write a spreadsheet of so many rows, most of them the borough's own, a fill on every status."""
    metrics = list(load_framework().metrics.values())
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADINGS)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    fills = [PatternFill("solid", fgColor=colour) for colour in ("FF92D050", "FFFFC000", "FFFF7C80")]
    for number in range(rows):
        metric = metrics[number % len(metrics)]
        title = metric.title if number < len(metrics) else f"Families seen by team {number} in the year"
        sheet.append((number, metric.outcome, metric.indicator, title, "Yes", "Early help", "EHM", "Ward", "2024/25",
                      number / 7, "Yearly", f"Remark {number}"))  # fmt: skip
        sheet.cell(number + 2, 5).fill = fills[number % 3]
    book.save(path)
    return path


def main() -> None:
    sizes = [int(word) for word in sys.argv[1:]] or [5_000, 50_000]
    framework = load_framework()
    took = {}
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for rows in sizes:
            path = written(rows, Path(folder) / f"{rows}.xlsx")
            gc.collect()  # each pays for its own leavings, and for nobody else's
            begin = time.perf_counter()
            load_workbook(path)
            load = time.perf_counter() - begin
            gc.collect()
            begin = time.perf_counter()
            made = adopt(read_original(path), framework, "Merton", ReadingNotes())
            took[rows] = time.perf_counter() - begin
            print(f"{rows:>7,} rows: openpyxl loads in {load:.2f} s, adopted in {took[rows]:.2f} s "
                  f"({took[rows] / load:.2f} times), {len(made.accounts.lines):,} cells")  # fmt: skip
    if len(sizes) > 1:
        first, last = sizes[0], sizes[-1]
        print(f"exponent {math.log(took[last] / took[first]) / math.log(last / first):.2f}")


if __name__ == "__main__":
    main()

"""How long an officer waits after pressing a button, beyond Excel's own reading and writing. Run by hand:

    python benchmarks/clicks.py

A workbook with 300 metrics is open in an Excel of stand-ins (tests/routes/stand_in_com.py), which answers at once; so
what a click takes is ours, and what Excel would add is told as the number of calls between the two processes. For
each button: the whole click at the helper's desk, of which reading and writing the open workbook, and what is left:
the job (aim: at most 300 ms). Refresh reads the central file and Check data availability the published files: that is
counted with the job, and shown beside it. Times are the middle of several, in a warm process.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.check import workbook
from tests.routes import stand_in_com as com

from outcomes_xl.building import central_workbook
from outcomes_xl.framework import load_framework
from outcomes_xl.helper.dispatcher import Dispatcher
from outcomes_xl.hosts import desktop
from outcomes_xl.model import Book, CellRef, Patch, Result, SetCell
from outcomes_xl.settings import Settings
from outcomes_xl.workflows.run_job import Around, Button, buttons

NOW = datetime(2026, 11, 20, 17, 0)
BUTTONS = {
    "Check": ("check",),
    "Apply fixes": ("apply_fixes",),
    "Refresh mapping tabs": ("refresh",),
    "Check data availability": ("availability",),
    "Undo last job": ("availability", "undo"),
}
TIMES = 5


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "three hundred.xlsx"
        path.write_bytes(workbook(300))
        settings = lay_out(folder)
        print("300 metrics, warm                 whole click   read and write   the job   calls (read + write)")
        for button, done in BUTTONS.items():
            clicks = [click(path, settings, done) for _ in range(TIMES + 1)][1:]
            whole, job, calls = (statistics.median(one[at] for one in clicks) for at in range(3))
            print(f"{button:32} {whole:9.0f} ms {whole - job:13.0f} ms {job:6.0f} ms {calls:8.0f}   (aim: job 300 ms)")
        print()
        print(f"500 x 10 cells written in {cells():.0f} calls   (aim: at most 120)")


def lay_out(folder: Path) -> Settings:
    """Put the central file and the published files into the folder; return the settings that name them."""
    (folder / "central.xlsx").write_bytes(central_workbook(load_framework()))
    (folder / "published").mkdir()
    for file in (resources.files("outcomes_xl") / "data" / "published").iterdir():
        if file.is_file():
            (folder / "published" / file.name).write_bytes(file.read_bytes())
    return Settings(central_file=str(folder / "central.xlsx"), published_files=folder / "published")


def click(path: Path, settings: Settings, done: tuple[str, ...]) -> tuple[float, float, int]:
    """Press the buttons on a fresh workbook; return what the last press took, its job alone, and its calls."""
    book = com.xlwings_book(com.open_file(path))
    spent: list[float] = []

    def timed(job: Button) -> Button:
        def run(read: Book, around: Around) -> Result:
            start = time.perf_counter()
            result = job(read, around)
            spent.append((time.perf_counter() - start) * 1000)
            return result

        return run

    at_desk: dict[str, Any] = {key: timed(job) for key, job in buttons().items()}
    dispatcher = Dispatcher(lambda name: book, at_desk, version="0", settings=lambda: settings, now=lambda: NOW)
    for key in done:
        com.CALLS.clear()
        start = time.perf_counter()
        answer = dispatcher.answer(key, str(path))
        whole = (time.perf_counter() - start) * 1000
        assert not answer.stopped, answer.sentence
    return whole, spent[-1], len(com.CALLS)


def cells() -> int:
    """Return how many calls it takes to write 500 rows of 10 cells, texts and figures by turns."""
    com.install()
    made = com.Workbook(com.Application())
    made.sheet("Data availability", [["metric"]])
    book = com.xlwings_book(made)
    where = ((row, column) for row in range(3, 503) for column in range(1, 11))
    values = ((CellRef("Data availability", r, c), "2024/25" if c % 2 else float(r)) for r, c in where)
    patch = Patch.of(SetCell(cell, None, value, "a benchmark") for cell, value in values)
    com.CALLS.clear()
    desktop.play(book, patch)
    return len(com.CALLS)


if __name__ == "__main__":
    main()

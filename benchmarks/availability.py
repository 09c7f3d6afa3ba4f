"""Check data availability: a whole look for one borough, beside DuckDB and pandas on the same files, in one run.

Run by hand: python benchmarks/availability.py. Ratios carry from machine to machine, times do not.
The look opens, recognises, reads and weighs every metric. DuckDB reads every file as text with read_csv and gives the
borough's rows, by a column we tell it beforehand; pandas reads every file. All three are warm, in one process, turn
and turn about; the quickest run of each counts, by the clock and by the work of all processors: whatever else the
machine is doing only ever adds.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import date
from importlib import resources
from pathlib import Path

import duckdb
import pandas as pd

from outcomes_xl.framework import load_framework
from outcomes_xl.sources import look

TODAY = date(2026, 11, 22)
CODE, NAME = "E09000024", "Merton"
TIMES = 9
COPIES = 200


def in_turns(works: Mapping[str, Callable[[], object]], times: int = TIMES) -> dict[str, tuple[float, float]]:
    """The quickest of several runs of each, turn and turn about: seconds by the clock, and of all processors."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    for work in works.values():
        work()
    for _ in range(times):
        for name, work in works.items():
            clock, processors = time.perf_counter(), time.process_time()
            work()
            taken[name].append((time.perf_counter() - clock, time.process_time() - processors))
    return {
        name: (min(clock for clock, _ in runs), min(processors for _, processors in runs))
        for name, runs in taken.items()
    }


def scan(file: Path) -> str:
    """DuckDB's question to one file: the borough's rows, by the first column that its code or name stands in."""
    with file.open(encoding="utf-8-sig", newline="") as text:
        rows = csv.DictReader(text)
        column = next((name for row in rows for name, cell in row.items() if name and cell in (CODE, NAME)), None)
    # Below title lines DuckDB finds the headings itself, and by names of its own.
    where = f" where \"{column}\" in ('{CODE}', '{NAME}')" if column and not _has_title(file) else ""
    return f"select * from read_csv('{file}', all_varchar = true){where}"


def _has_title(file: Path) -> bool:
    with file.open(encoding="utf-8-sig", newline="") as text:
        first = next(csv.reader(text))
    return sum(bool(cell) for cell in first) < 3


def compare(name: str, folder: Path) -> None:
    known = load_framework()
    merton = known.boroughs[CODE]
    files = sorted(folder.rglob("*.csv"))
    asked = [scan(file) for file in files]
    engine = duckdb.connect()
    found = in_turns(
        {
            "a whole look for one borough": lambda: dict(look(folder, known, merton, TODAY).by_metric),
            "DuckDB, the borough's rows": lambda: [engine.execute(one).fetchall() for one in asked],
            "pandas, everything as text": lambda: [
                pd.read_csv(file, dtype=str, na_filter=False, on_bad_lines="skip") for file in files
            ],
        }
    )
    size = sum(file.stat().st_size for file in files) / 1e6
    print(f"{name}: {len(files)} files, {size:.1f} MB")
    (clock, work), *_ = found.values()
    for what, (seconds, processors) in found.items():
        print(f"  {what:<30}{seconds * 1000:7.0f} ms   processors {processors * 1000:7.0f} ms", end="")
        ratios = f"   the look takes {clock / seconds:.2f} times as long, {work / processors:.2f} times the work"
        print("" if seconds == clock else ratios)


def cold(published: Path) -> None:
    """The same from a standing start, imports included: what an officer waits for."""
    looking = (
        "from datetime import date; from pathlib import Path; from outcomes_xl.framework import load_framework; "
        "from outcomes_xl.sources import look; known = load_framework(); "
        f"look(Path({str(published)!r}), known, known.boroughs[{CODE!r}], date(2026, 11, 22))"
    )
    reading = (
        "from pathlib import Path; import pandas; "
        f"[pandas.read_csv(file, dtype=str) for file in Path({str(published)!r}).glob('*.csv')]"
    )
    found = in_turns({"ours": lambda: _process(looking), "pandas": lambda: _process(reading)}, times=5)
    ours, theirs = found["ours"][0], found["pandas"][0]
    print("From a standing start, the published folder")
    print(f"  a whole look for one borough  {ours * 1000:7.0f} ms")
    print(f"  pandas, everything as text    {theirs * 1000:7.0f} ms   the look takes {ours / theirs:.2f} times as long")


def _process(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)


def national(published: Path, folder: Path) -> None:
    """Write a file as long as a national one: the London rows again and again under codes of nobody's."""
    head, *rows = (published / "ees_cla_rates_london.csv").read_text(encoding="utf-8-sig").splitlines()
    others = [row.replace("E09", "E10").replace(",National,", ",Ward,") for row in rows]
    (folder / "national.csv").write_text("\n".join([head, *rows, *others * COPIES]) + "\n", encoding="utf-8")


def main() -> None:
    published = Path(str(resources.files("outcomes_xl") / "data" / "published"))
    compare("The published figures that ship, all metrics (promised: within 1.0 times DuckDB)", published)
    with tempfile.TemporaryDirectory() as made:
        for table in published.glob("lait_bds_long_*.csv"):
            shutil.copy(table, made)
        compare("LAIT's long table, all measures of London (promised: within 1.3 times DuckDB)", Path(made))
    with tempfile.TemporaryDirectory() as made:
        national(published, Path(made))
        compare("One long file", Path(made))
    cold(published)


if __name__ == "__main__":
    main()

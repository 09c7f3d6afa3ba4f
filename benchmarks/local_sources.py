"""A local CSV of 5 million rows, a row a child: our look at it against DuckDB alone, and the memory it takes.

Run by hand: python benchmarks/local_sources.py [rows]. Ratios carry from machine to machine, times do not. DuckDB
alone is what an analyst would write to be told the same: rows, numbers, blanks and symbols by period for the borough,
and whether there are groups. Each is run in a process of its own, turn and turn about, with its imports paid before;
the middle of the runs counts, by the clock and by the work of all processors, and the most memory of any run.

Then a whole run, the published folder and this file together, and the same again with nothing changed.
"""

from __future__ import annotations

import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from importlib import resources
from pathlib import Path

ROWS = 5_000_000
TURNS = 7
NAME = "children.csv"

PLAIN = """
select year, count(*), count(try_cast(result as double)), count(*) filter (result is null),
    count(*) filter (result = 'c'), count(distinct sex), count(distinct ethnicity), count(distinct age_band)
from read_csv('{file}') where borough = 'E09000024' group by year
"""


def ours(folder: Path) -> tuple[float, float]:
    """The whole look for one metric, evidence and all: seconds by the clock, and of all processors."""
    from outcomes_xl.framework import load_framework
    from outcomes_xl.sources.local import Connections, LocalSources, SourceRow

    known = load_framework()
    kept = folder / "kept.json"
    kept.unlink(missing_ok=True)
    metric, merton = known.metrics["MET-039"], known.boroughs["E09000024"]

    def look(name: str) -> str:
        row = SourceRow(metric.id, "CSV file", name, "", "borough", "year", "result")
        source = LocalSources([row], known, folder, Connections(folder / "connections.toml"), kept=kept)
        found = source.look([metric], merton, date(2026, 11, 22), lambda sentence: None, lambda: False)
        return found.by_metric[metric.id].line

    look("small.csv")  # the imports
    return timed(lambda: print(look(NAME), file=sys.stderr))


def again(folder: Path) -> tuple[float, float]:
    """A whole run, the published folder and the file, then the same with nothing changed: seconds of each."""
    from outcomes_xl.framework import load_framework
    from outcomes_xl.sources.local import Connections, LocalSources, SourceRow
    from outcomes_xl.sources.look_everywhere import look_everywhere
    from outcomes_xl.sources.published.folder import Folder

    known = load_framework()
    kept = folder / "kept.json"
    metric, merton = known.metrics["MET-039"], known.boroughs["E09000024"]
    published = Path(str(resources.files("outcomes_xl") / "data" / "published"))

    def run(name: str) -> None:
        row = SourceRow(metric.id, "CSV file", name, "", "borough", "year", "result")
        local = LocalSources([row], known, folder, Connections(folder / "connections.toml"), kept=kept)
        wanted = list(known.metrics.values())
        look_everywhere([Folder(published, known), local], wanted, merton, date(2026, 11, 22))

    run("small.csv")
    kept.unlink(missing_ok=True)
    return timed(lambda: run(NAME))[0], timed(lambda: run(NAME))[0]


def alone(folder: Path) -> tuple[float, float]:
    """DuckDB by itself: seconds by the clock, and of all processors."""
    import duckdb

    duckdb.sql(PLAIN.format(file=folder / "small.csv")).fetchall()
    return timed(lambda: duckdb.sql(PLAIN.format(file=folder / NAME)).fetchall())


def timed(work: Callable[[], object]) -> tuple[float, float]:
    clock, processors = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processors


def make(folder: Path, rows: int) -> None:
    """Write children nobody has: three boroughs, six years, a result that is a number, blank or withheld."""
    chance = random.Random(5)
    block = [
        ",".join(
            (
                chance.choice(("E09000024", "E09000012", "E09000024")),
                f"20{year}{year + 1}",
                chance.choice(("F", "M")),
                f"group {chance.randrange(18)}",
                f"{chance.randrange(19)}",
                f"{chance.randrange(5_000_000)}",
                chance.choice(("1", "0", "1.5", "", "c", "72.25", "38")),
                "a note that nobody reads",
            )
        )
        for year in (chance.randrange(19, 25) for _ in range(50_000))
    ]
    headings = "borough,year,sex,ethnicity,age_band,pupil_id,result,note\n"
    (folder / "small.csv").write_text(headings + "\n".join(block[:100]) + "\n", encoding="utf-8")
    with (folder / NAME).open("w", encoding="utf-8") as out:
        out.write(headings)
        for _ in range(max(1, rows // len(block))):
            out.write("\n".join(block) + "\n")


def one(which: str, folder: Path) -> None:
    """One run in a process of its own: print its seconds by the clock and of processors, and its memory in MB."""
    print(
        *{"ours": ours, "alone": alone, "again": again}[which](folder),
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def run_of(which: str, folder: str) -> tuple[list[float], str]:
    words = [sys.executable, __file__, which, folder]
    said = subprocess.run(words, check=True, capture_output=True, text=True)
    return [float(part) for part in said.stdout.split()], said.stderr.strip()


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        make(folder, rows)
        size = (folder / NAME).stat().st_size / 1e6
        taken: dict[str, list[list[float]]] = {"alone": [], "ours": []}
        for _ in range(TURNS):
            for which, found in taken.items():
                figures, line = run_of(which, made)
                found.append(figures)
        first, second = (
            statistics.median(part) for part in zip(*(run_of("again", made)[0][:2] for _ in range(3)), strict=True)
        )
    clock, processors = (
        {which: statistics.median(run[part] for run in runs) for which, runs in taken.items()} for part in (0, 1)
    )
    most = {which: max(run[2] for run in runs) for which, runs in taken.items()}
    print(line)
    print(f"{rows:,} rows, {size:.0f} MB")
    for which, called in (("alone", "DuckDB alone"), ("ours", "our look")):
        used = f"{clock[which]:6.2f} s   processors {processors[which]:6.2f} s   at most {most[which]:5.0f} MB"
        print(f"  {called:<14}{used}")
    by_clock, by_work = clock["ours"] / clock["alone"], processors["ours"] / processors["alone"]
    print(
        f"  our look takes {by_clock:.2f} times as long and {by_work:.2f} times the work (promised: 1.3; below 500 MB)"
    )
    print("The published folder and this file together")
    print(f"  first {first:.2f} s, again with nothing changed {second:.3f} s: {second / first:.1%} (promised: 10%)")


if __name__ == "__main__":
    if sys.argv[1:2] in (["ours"], ["alone"], ["again"]):
        one(sys.argv[1], Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else ROWS)

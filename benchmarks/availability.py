"""Check data availability: a whole look for one borough against pandas.read_csv of the same files, in one run.

Run by hand: python benchmarks/availability.py. Ratios carry from machine to machine, times do not.
The look opens, recognises, reads and weighs every metric; pandas only reads. Both have their imports paid before.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from importlib import resources
from pathlib import Path

import pandas as pd

from outcomes_xl.framework import load_framework
from outcomes_xl.sources import look

TODAY = date(2026, 11, 22)
TIMES = 5
COPIES = 200


def best(work: Callable[[], object]) -> float:
    """The shortest of several runs, in seconds."""
    found = []
    for _ in range(TIMES):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)


def compare(name: str, folder: Path) -> None:
    known = load_framework()
    merton = known.boroughs["E09000024"]
    files = sorted(folder.glob("*.csv"))
    ours = best(lambda: look(folder, known, merton, TODAY))
    as_text = best(lambda: [pd.read_csv(file, dtype=str, keep_default_na=False) for file in files])
    guessed = best(lambda: [pd.read_csv(file, low_memory=False) for file in files])
    size = sum(file.stat().st_size for file in files) / 1e6
    print(f"{name}: {len(files)} files, {size:.1f} MB")
    print(f"  a whole look for one borough      {ours * 1000:7.0f} ms")
    for what, theirs in (("everything as text", as_text), ("types guessed", guessed)):
        print(f"  pandas, {what:<26}{theirs * 1000:7.0f} ms; the look takes {ours / theirs:.1f} times as long")


def cold(published: Path) -> None:
    """The same from a standing start, imports included: what an officer waits for."""
    looking = (
        "from datetime import date; from pathlib import Path; from outcomes_xl.framework import load_framework; "
        "from outcomes_xl.sources import look; known = load_framework(); "
        f"look(Path({str(published)!r}), known, known.boroughs['E09000024'], date(2026, 11, 22))"
    )
    reading = (
        "from pathlib import Path; import pandas; "
        f"[pandas.read_csv(file, dtype=str) for file in Path({str(published)!r}).glob('*.csv')]"
    )
    ours, theirs = best(lambda: _process(looking)), best(lambda: _process(reading))
    print("From a standing start, the published folder")
    print(f"  a whole look for one borough      {ours * 1000:7.0f} ms")
    print(
        f"  pandas, everything as text        {theirs * 1000:7.0f} ms; the look takes {ours / theirs:.1f} times as long"
    )


def _process(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)


def national(published: Path, folder: Path) -> None:
    """Write a file as long as a national one: the London rows again and again under codes of nobody's."""
    head, *rows = (published / "ees_cla_rates_london.csv").read_text(encoding="utf-8-sig").splitlines()
    others = [row.replace("E09", "E10").replace(",National,", ",Ward,") for row in rows]
    (folder / "national.csv").write_text("\n".join([head, *rows, *others * COPIES]) + "\n", encoding="utf-8")


def main() -> None:
    published = Path(str(resources.files("outcomes_xl") / "data" / "published"))
    compare("The published folder", published)
    with tempfile.TemporaryDirectory() as made:
        national(published, Path(made))
        compare("One long file", Path(made))
    cold(published)


if __name__ == "__main__":
    main()

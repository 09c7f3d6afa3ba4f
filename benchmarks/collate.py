"""How fast many boroughs' workbooks are put together, as ratios taken in one run on one machine.

    python benchmarks/collate.py [WORKBOOKS]
    python benchmarks/collate.py memory [WORKBOOKS]

Run by hand; it is no test. Makes workbooks of realistic size (153 unless told otherwise) and measures:

- reading and joining them, preflight included, against bare python-calamine on the same nine sheets (aim: at most 2.0
  times its time), and on the six of them that were read at first; and against the loop with pandas and openpyxl that
  people write (aim: 20 times faster, on a sample);
- the whole command with the picture (aim: at most 5 s on two cores), and reading and joining after one file changed
  (aim: at most 0.2 s);
- growth from 100 to 1,000 workbooks, as the exponent of time on workbooks (aim: at most 1.05).

With the word memory: the most memory that the whole command takes, with page, tables and history, for 5,000 workbooks
(aim: under 300 MB). They are 750 MB on disk, made in about a minute; reading them takes about two.

Times are this process's own (other people's work on the machine does not count).
"""

from __future__ import annotations

import math
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import python_calamine
from timing import best

from outcomes_xl.building import borough_workbook
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts.files.package import Package
from outcomes_xl.hosts.files.preflight import open_package
from outcomes_xl.london.ledger import settle
from outcomes_xl.london.picture import Picture
from outcomes_xl.reading.layouts import layout
from outcomes_xl.workflows import read_return
from outcomes_xl.workflows.collate_folder import Outputs, collate
from outcomes_xl.workflows.folder_of_returns import Progress, Tell, read_folder
from outcomes_xl.workflows.london_history import kept_readings, with_today

NINE = [layout("borough").sheet(key).name for key in read_return.SHEETS]
SIX = NINE[:6]
BUILT = 8
"""So many workbooks are built; the others are these with another authority's code and name."""


def main() -> None:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 153
    with tempfile.TemporaryDirectory() as place:
        folder, framework = Path(place) / "returns", load_framework()
        folder.mkdir()
        write(folder, many)
        paths = sorted(folder.iterdir())
        print(f"{many} workbooks of {paths[0].stat().st_size / 1000:.0f} kB; Python {sys.version.split()[0]}\n")

        ours = best(lambda: joined(folder), 3)
        bare = best(lambda: [calamine(path, NINE) for path in paths], 3)
        few = best(lambda: [calamine(path, SIX) for path in paths], 3)
        sample = paths[:: max(len(paths) // 2, 1)][:2]
        loop = best(lambda: [pandas_loop(path) for path in sample], 1) / len(sample) * many
        print(f"reading and joining                   {ours:7.2f} s")
        print(f"bare python-calamine, the same sheets {bare:7.2f} s   ours {ours / bare:.2f} times it (aim: at most 2)")
        print(f"bare python-calamine, six sheets      {few:7.2f} s   ours {ours / few:.2f} times it (aim: at most 2)")
        print(f"pandas and openpyxl, from a sample    {loop:7.2f} s   ours {loop / ours:.0f} times faster (aim: 20)")

        to = Outputs(Path(place) / "l.xlsx", Path(place) / "l.html", Path(place) / "t")
        whole = best(lambda: collate(folder, to, date(2026, 11, 29)), 1)
        print(f"the whole command with the picture    {whole:7.2f} s   (aim: at most 5 s)")

        history = Path(place) / "l.duckdb"
        read = read_folder(folder, framework, ours=frozenset())
        ledger, taken = settle(read.seen, framework)
        history.write_bytes(
            b"".join(with_today(history, Picture(taken, framework), read, len(ledger), date(2026, 11, 1)))
        )
        paths[7].write_bytes(built(99))
        one = best(lambda: joined(folder, history), 3)
        print(f"one of {many} changed: reading and joining {one:7.2f} s   (aim: at most 0.2 s)")

        for path in paths[100:]:
            path.unlink()
        hundred = best(lambda: joined(folder), 3)
        write(folder, 1_000)
        exponent = math.log(best(lambda: joined(folder), 2) / hundred) / math.log(10)
        print(f"growth, 100 to 1,000 workbooks: exponent {exponent:.2f} (aim: at most 1.05)")


def memory(many: int) -> None:
    """Say the most memory this process had: nothing else may have been done in it before."""
    with tempfile.TemporaryDirectory() as place:
        folder, home = Path(place) / "returns", Path(place)
        folder.mkdir()
        subprocess.run([sys.executable, __file__, "write", str(folder), str(many)], check=True)
        outputs = Outputs(home / "l.xlsx", home / "l.html", home / "t", None, home / "l.duckdb")
        collate(folder, outputs, date(2026, 11, 29), tell=_say_each(1_000))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000
    print(f"{many} workbooks complete: at most {most:.0f} MB (aim: under 300)")


def _say_each(some: int) -> Tell:
    def tell(progress: Progress) -> None:
        if progress.done % some == 0:
            print(f"  {progress.done} of {progress.of} read", file=sys.stderr, flush=True)

    return tell


def joined(folder: Path, history: Path | None = None) -> Picture:
    framework = load_framework()
    read = read_folder(folder, framework, ours=frozenset(), kept=kept_readings(history, framework))
    _, taken = settle(read.seen, framework)
    picture = Picture(taken, framework)
    assert picture.counts
    return picture


def write(folder: Path, many: int) -> None:
    """Write workbooks of so many authorities: London's boroughs, and others by code."""
    models = [open_package(built(seed), "x.xlsx") for seed in range(BUILT)]
    for number, (code, name) in enumerate(authorities(many)):
        path = folder / f"{name}.xlsx"
        if not path.exists():
            path.write_bytes(named(models[number % BUILT], code, name))


def authorities(many: int) -> Iterator[tuple[str, str]]:
    known = list(load_framework().boroughs.values())
    for number in range(many):
        yield (
            (known[number].code, known[number].name)
            if number < len(known)
            else (f"E0600{number:04}", f"Authority {number:04}")
        )


def built(seed: int) -> bytes:
    """Return a workbook with about 80 of 100 metrics answered."""
    framework, chance = load_framework(), random.Random(seed)
    statuses = framework.list("status")[:6]
    answers = {}
    for metric in framework.metrics.values():
        if chance.random() > 0.8:
            continue
        answers[metric.id] = answer = {
            "status": chance.choice(statuses),
            "holder": chance.choice(("Public health", "Early help", "Education", "Health visiting provider")),
            "system": chance.choice(("Mosaic", "Capita One", "SystmOne", "Liquidlogic")),
            "note": f"Asked on {chance.randint(1, 28)} October; {chance.choice(('no answer', 'they look into it'))}.",
            "frequency": chance.choice(framework.list("frequency")),
            "assessed_on": date(2026, 11, chance.randint(1, 28)),
        }
        if chance.random() < 0.7:
            figure = round(chance.uniform(metric.lowest or 0, metric.highest or 100), 1)
            answer |= {"found": "Found", "found_figure": figure, "found_unit": metric.unit, "found_period": "2024/25"}
    return borough_workbook(framework, "Merton", entries={"availability": answers})


def named(package: Package, code: str, name: str) -> bytes:
    """Return a workbook as another authority's: the two texts of Start exchanged, all else copied as it is packed."""
    part = "xl/sharedStrings.xml"
    texts = package.part(part).replace(b"<t>E09000024</t>", f"<t>{code}</t>".encode())
    return package.with_parts({part: texts.replace(b"<t>Merton</t>", f"<t>{name}</t>".encode())})


def calamine(path: Path, sheets: list[str]) -> None:
    book = python_calamine.CalamineWorkbook.from_path(path)
    for name in sheets:
        book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def pandas_loop(path: Path) -> None:
    import pandas  # here, for it would be a third of the memory that is measured

    for name in NINE:
        pandas.read_excel(path, sheet_name=name, header=4, engine="openpyxl")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["write", folder, many]:
            write(Path(folder), int(many))
        case ["memory", *most]:
            memory(int(most[0]) if most else 5_000)
        case _:
            main()

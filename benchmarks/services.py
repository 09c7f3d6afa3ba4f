"""How long bringing a directory in takes, beside json.loads and openpyxl doing the least of the same:
python benchmarks/services.py [RECORDS RECORDS …]

5,000 services should come into a workbook in at most 3 seconds, growing by an exponent of at most 1.1: the whole
command as an officer gives it, in a process of its own, with reading the workbook, the merge, the log, the proof, the
backup and the saved file. The peer reads the JSON whole, loads the workbook, appends a row a service and saves: no
merge, log or proof. Times are of the processor, so that nothing else on the machine counts.
"""

from __future__ import annotations

import io
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

from openpyxl import load_workbook
from timing import best

from outcomes_xl.building import borough_workbook
from outcomes_xl.framework import load_framework

_KINDS = (
    "Drop-in play",
    "Speech and language support",
    "A parents' group",
    "Swimming",
    "Advice on housing",
    "Songs",
    "A club",
)
_WHEN = ("term time", "the holidays", "the mornings", "the evenings", "winter")
_MORE = (
    "No booking is needed.",
    "Referral by a health visitor or a school &amp; nursery.",
    "Free for those on Universal Credit, &pound;3 for all others; brothers and sisters come free.",
    "Step-free access and a hearing loop.",
    "Please bring a drink and shoes that may get wet.",
    "Run by volunteers since 2009.",
    "Places are few: a waiting list is kept.",
    "We speak English, Polish, Somali and Tamil.",
    "A creche is open next door.",
    "Ends when the library closes.",
    "Part of the family hub, with a midwife there on the first Monday of a month and a debt adviser on the second.",
)


def feed(records: int, path: Path) -> Path:
    listed = [
        {
            "id": f"id-{n}",
            "name": f"Service {n} of the borough",
            "description": f"<p>{_KINDS[n % 7]} for <b>all</b> near stop {n}, in {_WHEN[n % 5]}. {_MORE[n % 11]}</p>",
            "status": "defunct" if n % 10 == 0 else "active",
            "minimum_age": n % 10,
            "maximum_age": n % 10 + 9,
            "organization": {"id": f"o{n % 300}", "name": f"Organisation {n % 300}"},
            "contacts": [{"id": "c", "name": "Not read"}],
        }
        for n in range(records)
    ]
    path.write_text(json.dumps({"total_pages": 1, "contents": listed}), encoding="utf-8")
    return path


def main() -> None:
    sizes = [int(word) for word in sys.argv[1:]] or [5_000, 20_000]
    workbook = borough_workbook(load_framework(), "Merton")
    took = {}
    for records in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path, book = feed(records, Path(folder) / "directory.json"), Path(folder) / "Merton.xlsx"
            began = command(book, workbook, "--help")
            took[records] = min(command(book, workbook, "services", "import", path, "--into", book) for _ in range(2))

            def peer(path: Path = path) -> None:
                book = load_workbook(io.BytesIO(workbook))
                for one in json.loads(path.read_text(encoding="utf-8"))["contents"]:
                    book["Services"].append([one["name"], one["organization"]["name"], None, None, None])
                book.save(io.BytesIO())

            theirs = best(peer, 1)
            print(
                f"{records:>7,} records: the whole command {took[records]:5.2f} s, of which starting {began:4.2f} s;"
                f" json.loads and openpyxl {theirs:5.2f} s, {took[records] / theirs:.1f} times theirs"
            )
    for less, more in pairwise(sizes):
        print(f"exponent {math.log(took[more] / took[less]) / math.log(more / less):.2f} (aim: at most 1.1)")


def command(book: Path, workbook: bytes, *words: object) -> float:
    """Return the processor time of a command in a process of its own, on a fresh copy of the workbook."""
    book.write_bytes(workbook)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    # As on an officer's machine the modules are compiled once, and not for every command.
    around = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    asked = (sys.executable, "-m", "outcomes_xl", *map(str, words))
    subprocess.run(asked, check=True, stdout=subprocess.DEVNULL, env=around)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()

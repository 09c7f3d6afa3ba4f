"""How long bringing a directory in takes, beside json.loads and openpyxl doing the least of the same:
python benchmarks/services.py [RECORDS RECORDS …]

5,000 services should be read, merged and turned into a patch in at most 3 seconds, growing by an exponent of at most
1.1. The peer reads the JSON whole, loads the workbook, appends a row a service and saves: no merge, log or proof.
"""

from __future__ import annotations

import io
import json
import math
import sys
import tempfile
from datetime import datetime
from functools import partial
from itertools import pairwise
from pathlib import Path

from openpyxl import load_workbook
from timing import best

from outcomes_xl.building import borough_workbook
from outcomes_xl.formulas.recalculate import recalculate
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.take_services import services_table, take_services
from outcomes_xl.model import Patch
from outcomes_xl.services.bring_in import bring_in
from outcomes_xl.workflows.import_services import Directory

NOW = datetime(2026, 11, 29, 9, 0)


def feed(records: int, path: Path) -> Path:
    listed = [
        {
            "id": f"id-{n}",
            "name": f"Service {n} of the borough",
            "description": "Drop-in play for <b>babies</b> and their parents on three mornings of the week.",
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
    framework = load_framework()
    workbook = borough_workbook(framework, "Merton")
    took = {}
    for records in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = feed(records, Path(folder) / "directory.json")

            def brought(path: Path = path) -> Patch:
                book = files.read_bytes(workbook, "Merton.xlsx")
                found = bring_in(Directory(path).records(), services_table(read_borough(book)))
                return take_services(book, found, path.name, Context(NOW, framework)).patch

            def peer(path: Path = path) -> None:
                book = load_workbook(io.BytesIO(workbook))
                for one in json.loads(path.read_text(encoding="utf-8"))["contents"]:
                    book["Services"].append([one["name"], one["organization"]["name"], None, None, None])
                book.save(io.BytesIO())

            patch = brought()
            took[records] = best(brought, 3)
            written = best(partial(files.play, workbook, patch, "Merton.xlsx", recalculate), 1)
            print(
                f"{records:>7,} records: read, merged and logged {took[records]:5.2f} s;"
                f" written and proved {written:5.2f} s;"
                f" json.loads and openpyxl {best(peer, 1):5.2f} s"
            )
    for less, more in pairwise(sizes):
        print(f"exponent {math.log(took[more] / took[less]) / math.log(more / less):.2f} (aim: at most 1.1)")


if __name__ == "__main__":
    main()

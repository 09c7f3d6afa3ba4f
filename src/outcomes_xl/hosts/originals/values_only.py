"""What stands in an .xls, .xlsb or .ods file, read by a process of its own that may be ended at any moment.

Such a file tells its size only once it is read: it may claim forty million cells, or unpack to gigabytes. So
``python -m outcomes_xl.hosts.originals.values_only MEMORY FILE`` reads it, within the memory it gives itself, and
answers with one line of JSON; the officer's program waits for that, and no longer than it said.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from outcomes_xl.bounded_process import HOLDS_ITSELF, NO_WINDOW, interpreter, watch_beside
from outcomes_xl.hosts.files.file_bytes import read_file
from outcomes_xl.hosts.files.limits import MOST_CELLS, too_many
from outcomes_xl.hosts.files.preflight import open_package, open_zip
from outcomes_xl.hosts.files.sheet_to_csv import hold_memory
from outcomes_xl.hosts.originals.open_document import Beside, beside_the_values
from outcomes_xl.model import Area, Value
from outcomes_xl.model.cannot_use import CannotUse, NotAWorkbook, UnsafeWorkbook
from outcomes_xl.model.styled_cells import NOT_SEEN, PLAIN, Look, Place, StyledCell, StyledSheet

MEMORY = 700_000_000
"""Bytes; 1.5 million filled cells take about 450 million."""
SECONDS = 120.0
"""1.5 million filled cells take about 20, more on a slow share."""
_AS_XLSX = "Open it in Excel, save it as an Excel workbook (.xlsx) and use that."
_OLE = b"\xd0\xcf\x11\xe0"


def values_only(path: Path, seconds: float = SECONDS, memory: int = MEMORY) -> tuple[StyledSheet, ...]:
    """Return the sheets of such a file. Raises one of the CannotUse family; the file is only ever read."""
    # -P: the folder we stand in may be the file's, and no module is taken from there.
    words = [interpreter(), "-P", "-m", __name__, str(memory), str(path.absolute())]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(words, stdin=quiet, stdout=subprocess.PIPE, stderr=quiet, creationflags=NO_WINDOW) as running:
        if not HOLDS_ITSELF:
            watch_beside(running, memory, 0.05)
        try:
            line, _ = running.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            running.kill()
            raise UnsafeWorkbook(
                f"“{path.name}” was not read within {seconds:g} seconds, so it was left.", _AS_XLSX
            ) from None
        except BaseException:  # the officer stopped us: no reader is left behind
            running.kill()
            raise
    if not line.endswith(b"\n"):
        raise UnsafeWorkbook(f"“{path.name}” would take far more memory than a list of answers does.", _AS_XLSX)
    found = json.loads(line)
    if "what" in found:
        raise NotAWorkbook(found["what"], found["next"])
    return tuple(_sheet(one) for one in found["sheets"])


def _sheet(told: dict[str, Any]) -> StyledSheet:
    cells: dict[Place, StyledCell] = {}
    for row, column, kind, value, comment in told["cells"]:
        cells[(row, column)] = StyledCell(row, column, _value(kind, value), _LOOKS[kind[1:]], comment)
    return StyledSheet(told["name"], cells, told["state"], tuple(Area(*area) for area in told["merges"]))


_LOOKS = {"": NOT_SEEN, "%": Look(number_format="0%"), ".": PLAIN}
"""By what follows the letter of a value's kind: not told by this kind of file, shown as a per cent, shown as it is."""


def _value(kind: str, value: Any) -> Value:
    if kind[0] == "d":
        return date.fromisoformat(value)
    return datetime.fromisoformat(value) if kind[0] == "t" else value


# In the process of its own --------------------------------------------------------------------------------------------


def _told(path: Path) -> dict[str, Any]:
    data = read_file(path)
    beside: dict[str, Beside] = {}
    if data[:2] == b"PK":
        archive = open_zip(data, path.name)
        if "content.xml" in archive.namelist():
            beside = beside_the_values(archive, path.name)
    elif data[:4] != _OLE or "EncryptedPackage".encode("utf-16-le") in data:
        open_package(data, path.name)  # says that it is no workbook, or has a password
    try:
        from python_calamine import PasswordError, load_workbook
    except ImportError:
        raise CannotUse(f"Reading “{path.suffix}” needs the part of the tool for local sources.", _AS_XLSX) from None
    try:
        book = load_workbook(str(path))
    except PasswordError:
        raise NotAWorkbook(
            f"“{path.name}” is protected with a password.", "Open it in Excel, take the password off and save it."
        ) from None
    sheets = []
    count = 0
    for shown in book.sheets_metadata:
        if "WorkSheet" not in str(shown.typ):
            continue  # a chart of its own: no cells
        sheet = book.get_sheet_by_name(shown.name)
        cells = list(_cells(sheet, beside.get(shown.name)))
        count += len(cells)
        if count > MOST_CELLS:
            raise too_many(path.name, "cells")
        merges = [(a[0] + 1, a[1] + 1, b[0] + 1, b[1] + 1) for a, b in sheet.merged_cell_ranges or ()]
        merges = merges or (beside[shown.name].merges if shown.name in beside else [])
        state = "visible" if str(shown.visible).endswith(".Visible") else "hidden"
        sheets.append({"name": shown.name, "state": state, "merges": merges, "cells": cells})
    return {"sheets": sheets}


def _cells(sheet: Any, beside: Beside | None) -> Iterator[tuple[int, int, str, Any, str]]:
    _, left = sheet.start or (0, 0)  # it gives the rows above a table that is not at A1, and not the columns beside it
    comments = dict(beside.comments) if beside else {}
    for row, line in enumerate(sheet.iter_rows(), 1):
        for column, value in enumerate(line, left + 1):
            if value is None or (isinstance(value, str) and not value.strip()):
                continue
            shown = "" if beside is None else "%" if (row, column) in beside.per_cents else "."
            kind, plain = _plain(value)
            yield row, column, kind + shown, plain, comments.pop((row, column), "")
    for (row, column), comment in comments.items():
        yield row, column, "n.", None, comment


def _plain(value: Any) -> tuple[str, Any]:
    """Return a value's kind and itself as JSON takes it: d a day, t a moment, n all else."""
    if isinstance(value, datetime):
        return ("d", value.date().isoformat()) if value.time() == time() else ("t", value.isoformat())
    if isinstance(value, date):
        return "d", value.isoformat()
    if isinstance(value, time | timedelta):
        return "n", str(value)
    if isinstance(value, float) and value.is_integer():
        return "n", int(value)
    return "n", value


def main() -> None:
    """Read one file and say what stands in it. The memory it may take, in bytes, and the file are the arguments."""
    hold_memory(int(sys.argv[1]))
    path = Path(sys.argv[2])
    try:
        said = _told(path)
    except MemoryError:
        return  # no answer says that it takes too much
    except CannotUse as trouble:
        said = {"what": trouble.what, "next": trouble.next_step}
    except BaseException:  # calamine has no one family of errors, and its panic is no Exception
        what = f"“{path.name}” cannot be read as a workbook; it may be damaged or have a password."
        said = {"what": what, "next": f"Take the password off if it has one. {_AS_XLSX}"}
    print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main()

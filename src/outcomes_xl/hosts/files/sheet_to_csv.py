"""A sheet of somebody's spreadsheet written out as CSV, by a process of its own that may be ended at any moment.

Run as ``python -m outcomes_xl.hosts.files.sheet_to_csv``: it takes one request a line on its input, as JSON, and gives
one answer a line. A file can claim a cell at the far corner, forty million cells or a text of a gigabyte; whatever a
reader then does, it does here, within the memory this process gave itself, and never in the officer's program.

Workbooks of today (.xlsx, .xlsm) go through the same preflight and reader as our own, so that Excel's error values and
formulas without a result are seen. Older and other kinds are read by python-calamine, which knows neither.
"""

from __future__ import annotations

import csv
import itertools
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from outcomes_xl.hosts.files.file_bytes import read_file
from outcomes_xl.hosts.files.preflight import open_package, open_zip
from outcomes_xl.hosts.files.read_closed_workbook import read_package, shown_otherwise
from outcomes_xl.hosts.files.workbook_part import read_contents
from outcomes_xl.model import ErrorValue, Sheet, Value
from outcomes_xl.model.cannot_use import CannotUse, UnsafeWorkbook
from outcomes_xl.model.cell_refs import column_letters
from outcomes_xl.model.shown_numbers import words_shown

Cell = tuple[int, str, str]
"""A column's number, what stands there as text, and "" or what is odd about it: ERRORS or NO_RESULT."""
Rows = Iterator[list[Cell]]
"""The filled cells of each filled row."""

ERRORS, NO_RESULT = "errors", "no_result"
_TOO_LARGE = CannotUse(
    "It has more columns or text than a table of data has.",
    "In Excel delete the rows and columns that are not needed, or save the sheet as a CSV file and name that.",
)


def answer(request: Mapping[str, Any]) -> dict[str, Any]:
    """Return what became of one request.

    {"columns": …} of a sheet; {"sheets": …} to choose from; {"written": …} of every sheet; or {"what", "next"}.
    """
    path, limits = Path(request["path"]), request["limits"]
    try:
        data = read_file(path)
        reader = _Today(data, path.name) if _is_of_today(data, path.name) else _Older(path, len(data), limits)
        if "every_sheet_to" in request:
            names = reader.names[: request["most_sheets"]]
            return {"written": list(_each_written(reader, names, Path(request["every_sheet_to"]), limits))}
        name = _chosen(request["sheet"], reader.names)
        if name is None:
            return {"sheets": list(reader.names)}
        return _written(reader.rows(name), Path(request["to"]), limits)
    except CannotUse as trouble:
        named = f"“{path.name}”"
        what = "It" + trouble.what.removeprefix(named) if trouble.what.startswith(named) else trouble.what
        or_csv = " Or save the sheet as a CSV file and name that." if isinstance(trouble, UnsafeWorkbook) else ""
        return {"what": what, "next": trouble.next_step + or_csv}
    except MemoryError:
        return {"too_much": True}


def _is_of_today(data: bytes, name: str) -> bool:
    if data[:2] != b"PK":
        return data[:4] != b"\xd0\xcf\x11\xe0"  # what is no workbook at all is told by the preflight
    parts = {part.replace("\\", "/").casefold() for part in open_zip(data, name).namelist()}
    return not ("content.xml" in parts or any(part.endswith("workbook.bin") for part in parts))


def _chosen(wanted: str, names: tuple[str, ...]) -> str | None:
    if not wanted:
        return names[0] if len(names) == 1 else None
    return next((name for name in names if name.strip().casefold() == wanted.strip().casefold()), None)


class _Today:
    """A workbook that our own preflight and reader take."""

    def __init__(self, data: bytes, name: str) -> None:
        self.package = open_package(data, name)
        self.names = tuple(entry.name for entry in read_contents(self.package).sheets if entry.part is not None)

    def rows(self, name: str) -> Rows:
        sheet = read_package(self.package, (name,)).sheets[name]
        shares, formats = shown_otherwise(self.package, name)
        without = _without_result(sheet)
        for number in sorted({*sheet.rows, *without}):
            cells = [
                _cell(_as_shown(value, (number, column) in shares, formats.get((number, column), "")), number, column)
                for column, value in sheet.rows.get(number, {}).items()
            ]
            where = (f"{column_letters(column)}{number}" for column in without.get(number, ()))
            lacking = zip(without.get(number, ()), where, strict=True)
            cells += [(column, f"no result in {place}", NO_RESULT) for column, place in lacking]
            if filled := sorted(cell for cell in cells if cell[1]):
                yield filled


def _as_shown(value: Value, per_cent: bool, code: str) -> Value:
    """Return a value as its cell shows it: Excel keeps 71% as 0.71, and a 0 that reads c in a cell of ``0;-0;"c"``."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    words = words_shown(code, value) if code else ""
    return words or (round(value * 100, 10) if per_cent else value)


def _without_result(sheet: Sheet) -> dict[int, list[int]]:
    """Return the cells whose formula was never worked out, by row: a program wrote the file, and Excel never did."""
    found: dict[int, list[int]] = {}
    for row, column in sheet.formulas:
        if sheet.rows.get(row, {}).get(column) is None:
            found.setdefault(row, []).append(column)
    return found


class _Older:
    """A workbook of an older or another kind (.xls, .xlsb, .ods)."""

    def __init__(self, path: Path, size: int, limits: Mapping[str, Any]) -> None:
        from python_calamine import CalamineError, load_workbook

        if size > limits["largest_old_file"]:
            raise _TOO_LARGE
        if path.read_bytes()[:4] == b"\xd0\xcf\x11\xe0" and "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
            open_package(path.read_bytes(), path.name)  # says that it has a password
        try:
            self.book = load_workbook(str(path))
        except (CalamineError, OSError, ValueError):
            raise _damaged() from None
        self.names = tuple(self.book.sheet_names)

    def rows(self, name: str) -> Rows:
        from python_calamine import CalamineError

        try:
            sheet = self.book.get_sheet_by_name(name)
            _, left = sheet.start or (0, 0)  # it gives the rows above the first filled one, and not the columns beside
            lines: Iterable[list[Any]] = sheet.iter_rows()
        except (CalamineError, OSError, ValueError):
            raise _damaged() from None
        for number, line in enumerate(lines, 1):
            cells = (_cell(value, number, column) for column, value in enumerate(line, left + 1))
            if filled := [cell for cell in cells if cell[1]]:
                yield filled


def _damaged() -> CannotUse:
    return CannotUse(
        "It cannot be read as a workbook; it may be damaged or have a password.", "Open it and save it anew."
    )


def _cell(value: Any, row: int, column: int) -> Cell:
    """Return a cell as text: whole numbers without their .0, dates as 2025-03-31, an error with the cell it is in."""
    if isinstance(value, ErrorValue):
        return column, f"{value} in {column_letters(column)}{row}", ERRORS
    if value is None:
        text = ""
    elif isinstance(value, float) and value.is_integer():
        text = str(int(value))
    elif isinstance(value, datetime | date):
        text = value.isoformat()[:10]
    else:
        text = " ".join(str(value).splitlines())
    return column, text, ""


def _each_written(
    reader: _Today | _Older, names: tuple[str, ...], folder: Path, limits: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """Write each sheet as CSV with every column where it stands, and give its name and file.

    An error, and a formula without a result, are a blank's place here: whoever asks for all sheets says so.
    """
    size = 0
    for number, name in enumerate(names):
        to = folder / f"{number}.csv"
        with to.open("w", encoding="utf-8", errors="replace", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            for cells in reader.rows(name):
                if cells[-1][0] > limits["most_columns"]:
                    raise _TOO_LARGE
                line = [""] * cells[-1][0]
                for column, text, kind in cells:
                    line[column - 1] = "" if kind else text
                    size += len(text)
                if size > limits["largest_text"]:
                    raise _TOO_LARGE
                writer.writerow(line)
        yield name, str(to)


def _written(rows: Rows, to: Path, limits: Mapping[str, Any]) -> dict[str, Any]:
    """Write the rows as CSV and return how many columns there are, and where errors and results that lack stand."""
    first = list(itertools.islice(rows, limits["rows_that_make_columns"]))
    columns = sorted({cell[0] for cells in first for cell in cells})
    if len(columns) > limits["most_columns"]:
        raise _TOO_LARGE
    at = {column: position for position, column in enumerate(columns)}
    odd: dict[str, dict[int, dict[str, Any]]] = {ERRORS: {}, NO_RESULT: {}}
    size = 0
    with to.open("w", encoding="utf-8", errors="replace", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        for cells in itertools.chain(first, rows):
            line = [""] * len(columns)
            for column, text, kind in cells:
                if column not in at:
                    continue  # under no heading: a stray cell
                line[at[column]] = text
                size += len(text)
                if kind:
                    found = odd[kind].setdefault(at[column], {"first": text, "count": 0})
                    found["count"] += 1
            if size > limits["largest_text"]:
                raise _TOO_LARGE
            if any(line):
                writer.writerow(line)
    return {"columns": len(columns), **odd}


def hold_memory(most: int) -> None:
    """Take no more memory than this from the system from now on, where the system keeps such a promise (Linux)."""
    try:
        import resource
    except ImportError:
        return  # Windows: whoever started this process watches it
    try:
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (OSError, ValueError):
        return


def main() -> None:
    """Answer requests until the input ends. The first argument is the memory this process may take, in bytes."""
    hold_memory(int(sys.argv[1]))
    for line in sys.stdin:
        try:
            said = answer(json.loads(line))
        except BaseException as slip:  # a reader's panic is no Exception
            said = {"slip": type(slip).__name__}
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main()

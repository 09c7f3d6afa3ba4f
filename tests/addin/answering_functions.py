"""The helper's own desk, asked by a formula in LibreOffice: cells come in a file, answers go out in one.

python -m tests.addin.answering_functions DESK PIPE, started by the stand-in for Helper.bas while its formula waits.
A file's first line is the function's name; then for each argument its rows and columns and a line a cell, the word
VBA has for its type and its text. An answer has its rows and columns, then a line a cell.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from outcomes_xl import __version__
from outcomes_xl.helper.dispatcher import Dispatcher
from outcomes_xl.helper.endpoints import functions
from outcomes_xl.settings import FILE, Profile, load

NOW = datetime(2026, 11, 22, 9, 0)
DAY_ZERO = date(1899, 12, 30)


def given(lines: Iterator[str]) -> Iterator[Any]:
    """Yield each argument as COM would hand it over: a lone cell as its value, several as a tuple of rows."""
    for shape in lines:
        if shape == "one":
            yield _value(next(lines))
        else:
            rows, columns = map(int, shape.split())
            yield tuple(tuple(_value(next(lines)) for _ in range(columns)) for _ in range(rows))


def _value(line: str) -> Any:
    kind, _, text = line.partition("\t")
    match kind:
        case "Empty" | "Null":
            return None
        case "String":
            return text
        case "Boolean":
            return text == "True"
        case "Date":
            return datetime.combine(DAY_ZERO, datetime.min.time()) + timedelta(float(text))
        case _:
            return float(text)


def told(answer: Any) -> str:
    """Return an answer as lines; letters beyond ASCII are spelled out, since Basic reads in the machine's own set."""
    rows = answer if isinstance(answer, list) else [[answer]]
    cells = [_line(cell) for row in rows for cell in row]
    return "\n".join([str(len(rows)), str(len(rows[0])), *cells]) + "\n"


def _line(cell: Any) -> str:
    if isinstance(cell, datetime):
        return f"D{(cell.date() - DAY_ZERO).days}"
    if isinstance(cell, int | float):
        return f"N{cell}"
    return "S" + str(cell).encode("unicode_escape").decode("ascii")


def main(desk: Path) -> None:
    name, *lines = (desk / "question.txt").read_text("utf-8").splitlines()
    profile = Profile(desk / "settings", desk / "state")
    every = functions(profile, lambda: NOW)
    helper = Dispatcher(lambda _: None, {}, version=__version__, settings=lambda: load(profile), functions=every)
    assert (profile.settings / FILE).exists()
    (desk / "answer.tmp").write_text(told(helper.call(name, *given(iter(lines)))), "ascii")
    (desk / "answer.tmp").rename(desk / "answer.txt")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

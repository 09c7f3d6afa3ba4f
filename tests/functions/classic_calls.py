"""Calls through xlwings' classic path, in a process of their own: it changes xlwings for good. Prints JSON."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import Any

from tests.routes.classic import MISSING, Classic


def main() -> None:
    classic = Classic()
    rows: list[list[Any]] = json.loads(sys.stdin.readline())
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if isinstance(value, str) and value.startswith("day "):
                classic.sheet.put(number, column, date.fromisoformat(value[4:]))
            elif value is not None:
                classic.sheet.put(number, column, value)
    answers = []
    for line in sys.stdin:
        name, *given = json.loads(line)
        arguments = [_argument(classic, one) for one in given]
        answers.append(classic.call(name, *arguments))
    print(json.dumps(answers, default=str))


def _argument(classic: Classic, given: Any) -> Any:
    if given is None:
        return MISSING
    return classic.cells(given[1:]) if isinstance(given, str) and given.startswith("@") else given


if __name__ == "__main__":
    main()

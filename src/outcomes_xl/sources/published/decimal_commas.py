"""Numbers with a decimal comma, as programs set up for the Continent write them: there semicolons part the cells."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

_DECIMAL_COMMA = re.compile(
    r"(?P<before>\s*[+-]?£?)(?P<whole>\d+|[1-9]\d{0,2}(?:\.\d{3})+),(?P<parts>\d+)(?P<after> ?%?\s*)"
)
_SURELY_DECIMAL = re.compile(r"\s*[+-]?(?:0+,\d+|\d{4,},\d+|[\d.]+,(?:\d{1,2}|\d{4,})|\d+\.[\d.]+,\d+) ?%?\s*")
_SURELY_GROUPED = re.compile(r"\s*[+-]?(?:\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|[\d,]*\d\.\d+) ?%?\s*")


def commas_of(head: str) -> tuple[bool, bool]:
    """Return whether a comma is decimal where semicolons part the cells, and whether that is a guess.

    It is, as such files are made where a comma is decimal; unless the file has decimal points, or groups of thousands.
    """
    grouped = False
    try:
        for cells in csv.reader(head.splitlines(keepends=True), delimiter=";"):
            if any(map(_SURELY_DECIMAL.fullmatch, cells)):
                return True, False
            grouped = grouped or any(map(_SURELY_GROUPED.fullmatch, cells))
    except csv.Error:
        pass  # whoever reads the rows says what is wrong with them
    return not grouped, not grouped


def with_points(lines: Iterator[list[str]], comma_is_decimal: bool) -> Iterator[list[str]]:
    """Return rows with a decimal point in each number that has a decimal comma: "1.234,5" is 1234.5."""
    return (list(map(_with_a_point, cells)) for cells in lines) if comma_is_decimal else lines


def _with_a_point(cell: str) -> str:
    found = _DECIMAL_COMMA.fullmatch(cell) if "," in cell else None
    return f"{found['before']}{found['whole'].replace('.', '')}.{found['parts']}{found['after']}" if found else cell

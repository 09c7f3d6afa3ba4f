"""Attributes as programs write them: read where they can be, and something usual in place of what says nothing.

A reader passes over ``s=""`` or a width of "wide", so an editor and its proof must too: what was read can be edited.
"""

from __future__ import annotations

from collections.abc import Iterator

from outcomes_xl.hosts.files.grid import COLUMNS
from outcomes_xl.hosts.files.safe_xml import Element

_NOT_LETTERS = str.maketrans("", "", "$0123456789")


def whole(text: str | None, otherwise: int = 0) -> int:
    """Return a whole number, nought or above, of up to nine digits; ``otherwise`` for anything else."""
    found = (text or "").strip()
    return int(found) if found.isascii() and found.isdecimal() and len(found) < 10 else otherwise


def decimal(text: str | None, otherwise: float) -> float:
    """Return a measure above nought; ``otherwise`` for anything else."""
    try:
        found = float(text or "")
    except ValueError:
        return otherwise
    return found if 0 < found < 10_000 else otherwise


def is_on(text: str | None) -> bool:
    """Tell whether a switch is on, as XML Schema writes it."""
    return text in ("1", "true")


def column_of(address: str, row: str = "") -> int:
    """Return the column of a cell's address, "B1" or "$B$1". Raises ValueError when it has none.

    ``row`` is the number of the row it stands in, where that is known: nearly each address ends with it.
    """
    found = COLUMNS.get(address.removesuffix(row)) if row else None
    return found or COLUMNS[address.translate(_NOT_LETTERS).upper()]


def elements(parent: Element) -> Iterator[Element]:
    """Yield the elements inside another; comments and processing instructions, which have no attributes, are not."""
    return (child for child in parent if isinstance(child.tag, str))

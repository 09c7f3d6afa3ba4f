"""Cells that want a second look, found in one walk over a table, for the rules that look at every cell."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from outcomes_xl.model import ErrorValue, Row, Table
from outcomes_xl.model.cell_refs import LONGEST_TEXT
from outcomes_xl.reading.layouts import Owner, layout

# An address, four figures near each other, the end of a postcode, a day with its month's name or in words, a word for a
# secret, what is as long as a key: wide on purpose, the rules look closer.
_MIGHT_BE_PERSONAL = re.compile(
    r"@|[0-9](?:[ ./-]{0,2}[0-9]){3}|[0-9][A-Za-z]{2}\b|[0-9] [A-Z][a-z]{2}"
    r"|pass|pwd|\bpw\b|log-?in|\bpin\b|secret|token|key|twenty|thousand|[\w+/=-]{20}",
    re.IGNORECASE,
)
Place = tuple[Row, str]


@dataclass(frozen=True)
class Odd:
    """The places, each a row and a field, whose value is out of the ordinary.

    ``tidied`` are texts of ids and choices that tidying has changed; ``personal`` are officers' own texts in which
    something about one person could stand.
    """

    errors: list[Place] = field(default_factory=list)
    dates: list[Place] = field(default_factory=list)
    equals: list[Place] = field(default_factory=list)
    longest: list[Place] = field(default_factory=list)
    tidied: list[Place] = field(default_factory=list)
    personal: list[Place] = field(default_factory=list)
    written: list[Place] = field(default_factory=list)


def odd_cells(table: Table) -> Odd:
    """Return the odd cells of a table."""
    fields = layout("borough").sheet(table.key).columns
    plain = frozenset(f.field for f in fields if f.kind in ("id", "choice"))
    own = frozenset(f.field for f in fields if f.owner is Owner.OFFICER and f.kind in ("text", "id"))
    odd = Odd()
    for row in table.rows:
        untouched = row.typed is row.values
        for name, value in row.typed.items():
            if type(value) is str:
                if value[:1] == "=":
                    odd.equals.append((row, name))
                if len(value) >= LONGEST_TEXT:
                    odd.longest.append((row, name))
                if name in own:
                    if not value.isascii() or _MIGHT_BE_PERSONAL.search(value):
                        odd.personal.append((row, name))
                    if not value.isalpha():
                        odd.written.append((row, name))
                if not untouched and name in plain and value != row.values.get(name):
                    odd.tidied.append((row, name))
            elif isinstance(value, ErrorValue):
                odd.errors.append((row, name))
            elif isinstance(value, date):
                odd.dates.append((row, name))
            elif name in own and value is not None:
                odd.personal.append((row, name))
    return odd

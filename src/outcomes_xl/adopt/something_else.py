"""Where something else begins below a table: contacts, actions, sums of money, after a gap and with no metric in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from outcomes_xl.adopt.found_table import IsTitle
from outcomes_xl.adopt.heading_rows import differs
from outcomes_xl.adopt.words import NAMES, one_line, words
from outcomes_xl.model.styled_cells import StyledCell

Row = dict[int, StyledCell]

_LONGEST = 40
_OF_CONTACTS = re.compile(
    r"^((contact|officer|staff|full|first|last|sur)[ -]?)?names?$|^(e-?mail|tel(ephone)?|phone|mobile|ext(ension)?)\b|"
    r"\b(number|address|contact details)$|^(job )?(role|title|post)$|^(working )?days( worked)?$|^(office )?hours$|"
    r"^location$|^office$"
)
_REACHED_BY = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}|(?:\+44 ?|0)(?:\d ?){9,10}(?: ?(?:ext|x)\.? ?\d+)?", re.I)
"""An address or a telephone number, and nothing else."""


def begins_something_else(
    rows: dict[int, Row], order: list[int], position: int, headings: Mapping[int, StyledCell], is_title: IsTitle
) -> bool:
    """Whether a row heads a table of something else: after a gap, of short words, and no metric in the rows below it.

    It is made to look like a heading, or its words name other things than the ``headings`` of the table above.
    """
    number = order[position]
    row = rows[number]
    before = order[position - 1]
    if before == number - 1 and len(rows[before]) == 1 and position > 1:
        before = order[position - 2] + 1  # its title stands between the gap and it
    if before >= number - 1 or len(row) < 2:
        return False
    below: list[int] = []
    for step, n in enumerate(order[position + 1 :], 1):
        if n != number + step:
            break
        below.append(n)
    under = [cell for n in below for cell in rows[n].values()]
    if any(is_title(cell.text) for cell in [*row.values(), *under]):
        return False
    if _lists_people([row, *(rows[n] for n in below)]):
        return True
    known = words()
    if not below or not all(
        isinstance(c.value, str) and len(c.text) <= _LONGEST and known.heading(c.text) not in NAMES
        for c in row.values()
    ):
        return False
    first = rows[below[0]]
    if all(differs(cell, first.get(column)) for column, cell in row.items() if column in first):
        return True
    return _names_other_things(row, headings) and not any(_says_a_status(cell) for cell in under)


def _names_other_things(row: Row, headings: Mapping[int, StyledCell]) -> bool:
    """Whether words head columns, most of them, and the first another thing than the table above has there."""
    fields = {column: _heads(cell.text) for column, cell in row.items()}
    first = min(row)
    other = fields[first] != (_heads(headings[first].text) if first in headings else "")
    return bool(fields[first]) and other and sum(map(bool, fields.values())) * 4 >= len(row) * 3


def _heads(text: str) -> str:
    """Return what words head, "" for none."""
    return words().heading(text) or ("contacts" if _OF_CONTACTS.search(one_line(text)) else "")


def _lists_people(block: Iterable[Row]) -> bool:
    """Whether every row says how somebody is reached, and none of them a status."""
    told = [
        any(_REACHED_BY.fullmatch(cell.text.strip()) for cell in row.values() if isinstance(cell.value, str))
        and not any(_says_a_status(cell) for cell in row.values())
        for row in block
    ]
    return len(told) > 1 and all(told)


def _says_a_status(cell: StyledCell) -> bool:
    return isinstance(cell.value, bool) or (isinstance(cell.value, str) and words().status(cell.text) is not None)

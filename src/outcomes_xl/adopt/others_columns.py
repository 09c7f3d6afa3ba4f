"""Columns whose heading says that their figures are not the borough's own: England, Sutton value, Value – girls.

What is of the country, of like boroughs or of a part goes into the note with its heading; another borough's stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from outcomes_xl.adopt.column import Column
from outcomes_xl.adopt.found_table import FoundTable, IsTitle, NamedIn
from outcomes_xl.adopt.part_titles import is_a_part
from outcomes_xl.adopt.words import bare, one_line
from outcomes_xl.adopt.year_columns import YEAR
from outcomes_xl.framework.council_names import PLACE, may_be_a_place, without_council
from outcomes_xl.model.styled_cells import StyledCell

_SAYS_NOTHING_OF_WHOSE = re.compile(
    r"\b(latest|current|most recent|newest|values?|figures?|data|actuals?|results?|outturn|performance|status|"
    r"availab(le|ility)|rate|per ?cent(age)?|number|published|the|for|in|of|we|hold|held|"
    r"q[1-4]|quarter [1-4])\b|"
    r"\b(fy|ay)?\d{2,4}( ?[/-] ?\d{2,4})?\b|[^\w\s&'’-]|(?<!\w)[-–—]|[-–—](?!\w)"
)
_OURS_TO_SAY = ("latest_figure", "status", YEAR)


def by_councils_named(
    headings: Mapping[int, StyledCell], borough: str, is_council: Callable[[str], bool]
) -> dict[int, bool | None]:
    """Return, for headings alike but for a council's name, whether it is ours: Status (Merton), Status (Sutton).

    ``is_council`` says whether words may name one.
    """
    mine = re.compile(rf"(?<!\w){re.escape(without_council(borough))}(?!\w)", re.IGNORECASE)
    texts = {number: " ".join(cell.text.split()) for number, cell in headings.items()}
    found: dict[int, bool | None] = {}
    for number, text in texts.items():
        parts = mine.split(text, maxsplit=1)
        if len(parts) != 2 or not "".join(parts).strip(" ()[]:–—-"):
            continue
        alike = re.compile(rf"{re.escape(parts[0])}({PLACE}){re.escape(parts[1])}")
        for other, said in texts.items():
            name = alike.fullmatch(said) if other != number else None
            if name and not mine.search(said) and is_council(name[1]) and not is_a_part(one_line(name[1])):
                found |= {number: True, other: False}
    return found


def leave_columns_called_by_others(
    made: dict[int, Column],
    contents: Mapping[int, list[StyledCell]],
    borough: str,
    is_borough: IsTitle,
    says_status: Callable[[StyledCell], bool],
) -> None:
    """Leave columns headed by nothing but another borough's name: a column a borough, its answers below.

    Where we do not know ours, any place may be another; then ours must head a column too, and all must hold statuses.
    """
    mine = bare(without_council(borough))
    named = {n: " ".join(one.heading.split()) for n, one in made.items() if one.field == "extra" and not one.whose}
    ours = [n for n, name in named.items() if bare(without_council(name)) == mine]
    known = is_borough(borough)
    for number, name in named.items():
        if number in ours:
            continue
        if is_borough(name):
            made[number] = Column("elsewhere", made[number].heading, whose=name)
        elif ours and not known and re.fullmatch(PLACE, name) and may_be_a_place(name):
            filled = [[c for c in contents[n] if c.value is not None] for n in (number, ours[0])]
            if all(cells and sum(map(says_status, cells)) * 5 >= len(cells) * 4 for cells in filled):
                made[number] = Column("elsewhere", made[number].heading, whose=name)


def leave_others_columns(
    made: dict[int, Column], table: FoundTable, borough: str, named_in: NamedIn, said: Mapping[int, str]
) -> None:
    """Take from a table's figures and statuses those that a heading, or the words over it, say are of others.

    ``said`` is what the officer said of headings, by column: that counts.
    """
    mine = bare(without_council(borough))
    for number, column in made.items():
        if column.field not in _OURS_TO_SAY or column.whose or said.get(number):
            continue
        for text in (column.heading, table.groups.get(number, "")):
            named = named_in(text) if text else frozenset()
            if borough in named and len(named) > 1:  # figures of two boroughs as one are neither's
                ask = f"“{' '.join(text.split())}” names {' and '.join(sorted(named))}: are these {borough}'s alone?"
                made[number] = replace(column, ask=f"{ask} Answer “yes” or “leave out”.")
                break
            if not text or mine in bare(text) or borough in named:
                continue
            left = " ".join(_SAYS_NOTHING_OF_WHOSE.sub(" ", one_line(text)).split())
            if left and named:
                made[number] = Column("elsewhere", column.heading, whose=text)
                break
            if left and column.field != "status" and is_a_part(left):
                over = column.heading if text == column.heading else f"{text} {column.heading}"
                made[number] = replace(column, field="extra", heading=over)
                break

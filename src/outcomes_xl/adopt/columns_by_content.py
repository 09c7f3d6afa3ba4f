"""What columns hold where no heading says it: by what stands in them, by their colours, by which is filled."""

from __future__ import annotations

import re
from datetime import date

from outcomes_xl.adopt.column import NEVER_TAKEN, Column
from outcomes_xl.adopt.found_table import IsTitle, SheetKey
from outcomes_xl.adopt.heading_answers import OF_TARGETS
from outcomes_xl.adopt.status_columns import time_of_heading
from outcomes_xl.adopt.title_text import is_code
from outcomes_xl.adopt.words import NAMES, bare, one_line, words
from outcomes_xl.adopt.year_columns import (
    YEAR,
    year_of,
)
from outcomes_xl.framework.council_names import without_council
from outcomes_xl.model.styled_cells import StyledCell

_HOW_NEW = re.compile(
    r"\b(updated?|up to|to date|latest|newest|most recent|published|covers|timeframe|dated)\b|^when$|^dates?$"
)
_A_YEAR = re.compile(r"(?:[a-z]{2,9} )?(?:19|20)\d\d(?: ?[/-] ?(?:20)?\d\d)?")
"""A year and no day, which would be the day of an update: 2024/25, FY 2025."""
_SEVERAL = re.compile(r"\s*[;,/#\n]\s*| and ")


def by_content(content: list[StyledCell], fewest: int = 2) -> str | None:
    """Return what a column holds when nearly all that stands in it is of one kind, in ``fewest`` cells or more."""
    filled = [cell for cell in content if cell.value is not None and not words().is_nothing(cell.text)]
    if len(filled) < fewest:
        return None
    if all(is_code(cell.text) for cell in filled):
        return "ref"
    if all(isinstance(cell.value, date) for cell in filled):
        return "assessed_on"
    for name in ("frequency", "geography", "breakdown"):
        ours = [cell.text for cell in filled if _is_of_list(name, cell.text)]
        if name == "geography" and all(words().of_list("provider_kind", text) for text in ours):
            continue  # Schools and Council are who holds it as well
        if len(ours) * 5 >= len(filled) * 4:
            return name
    return None


def _is_of_list(name: str, text: str) -> bool:
    """Whether a cell says a word of a list; of breakdowns, several."""
    several = [part for part in _SEVERAL.split(text) if part] if name == "breakdown" else [text]
    return all(words().of_list(name, part) is not None for part in several)


def status_by_content(
    made: dict[int, Column], contents: dict[int, list[StyledCell]], key: SheetKey, headings: dict[int, StyledCell]
) -> None:
    """Where no heading names the status, it is a column in which nearly every word says one, by the key or itself."""
    if any(column.field in ("status", "tick status") for column in made.values()):
        return
    for number, column in _latest_year_first(made, headings):
        filled = [cell for cell in contents[number] if cell.value is not None]
        explained = [key.words.get(one_line(cell.text), "") for cell in filled]
        by_key = sum(words().status(text) is not None for text in explained if text)
        # A code that a key explains is an answer, and finds no row.
        no_name = column.field not in NAMES - {"ref"} | NEVER_TAKEN
        if no_name and not column.ask and len(filled) >= 2 and by_key == len(filled):
            made[number] = Column("status", column.heading)
            return
        short = [cell.text for cell in filled if len(cell.text) <= 40 and not set(cell.text) & set(":;\n")]
        says = sum(words().status(text) is not None for text in short)
        if column.field == "extra" and len(filled) >= 2 and says * 5 >= len(filled) * 4:
            made[number] = Column("status", column.heading)
            return


def period_by_content(made: dict[int, Column], contents: dict[int, list[StyledCell]]) -> None:
    """Where no heading names the period, it is the one column of years whose heading says how new the data is."""
    if any(column.field in ("latest_period", YEAR) for column in made.values()):
        return
    found = [
        number
        for number, column in made.items()
        if column.field == "extra" and not column.ask and _HOW_NEW.search(one_line(column.heading))
        if (filled := [c for c in contents[number] if c.value is not None and not words().is_nothing(c.text)])
        if filled and all(year_of(cell) for cell in filled)
        if sum(_A_YEAR.fullmatch(one_line(cell.text)) is not None for cell in filled) * 2 >= len(filled)
    ]
    if len(found) == 1:
        made[found[0]] = Column("latest_period", made[found[0]].heading)


def _latest_year_first(made: dict[int, Column], headings: dict[int, StyledCell]) -> list[tuple[int, Column]]:
    """Return the columns in their order, but those whose headings say when the latest first: what holds now counts."""
    ends = {n: time_of_heading(one_line(cell.text)) for n, cell in headings.items()}
    return sorted(made.items(), key=lambda one: ends.get(one[0], (0, 0, 0)), reverse=True)


def by_area(made: dict[int, Column], contents: dict[int, list[StyledCell]], borough: str, is_borough: IsTitle) -> None:
    """A column headed by our name holds our figures, where no other does; one of another borough's is not ours."""
    mine = bare(without_council(borough))
    held = any(column.field in ("latest_figure", YEAR) for column in made.values())
    for number, column in made.items():
        ours = bare(without_council(column.heading)) == mine
        if column.field != "extra" or not (ours or is_borough(column.heading)):
            continue
        if not any(isinstance(cell.value, int | float) for cell in contents[number]):
            continue
        if not ours:
            made[number] = Column("elsewhere", column.heading, whose=column.heading)
        elif not held:
            made[number] = Column("latest_figure", column.heading)


def only_one_each(made: dict[int, Column], contents: dict[int, list[StyledCell]]) -> None:
    """Where two columns seem to hold one field, the surer keeps it: one filled as that field is, else the first."""
    by_field: dict[str, list[int]] = {}
    for number, column in made.items():
        paired = column.ask and column.field in ("latest_figure", "latest_period", *OF_TARGETS)
        if not column.whose and not paired:  # each borough has its own
            by_field.setdefault(column.field, []).append(number)
    for name, numbers in by_field.items():
        if len(numbers) < 2 or name in (
            "extra",
            "ref",
            "tick status",
            "tick breakdown",
            "tick geography",
            *NEVER_TAKEN,
            "note",
            YEAR,
        ):
            continue
        if name.startswith(("services.", "target said", "baseline said", "by when said")):
            continue
        if name == "latest_figure" and _take_turns([contents[n] for n in numbers]):
            continue
        best = max(numbers, key=lambda n: (_fits(name, contents[n]), -n))
        for number in numbers:
            if number != best:
                other = "ref" if name in NAMES else "extra"
                made[number] = Column(other, made[number].heading)


def _take_turns(columns: list[list[StyledCell]]) -> bool:
    """Whether each row is filled in one of several columns: per cents under %, rates under Rate."""
    rows = [cell.row for column in columns for cell in column if cell.value is not None]
    each = all(any(isinstance(cell.value, int | float) for cell in column) for column in columns)
    return each and len(set(rows)) == len(rows)


def _fits(name: str, content: list[StyledCell]) -> float:
    filled = [cell for cell in content if cell.value is not None]
    if not filled:
        return 0.0
    if name == "latest_figure":
        good = sum(isinstance(cell.value, int | float) for cell in filled)
    elif name == "status":
        good = sum(words().status(cell.text) is not None for cell in filled)
    elif name in NAMES:
        good = sum(len(cell.text) > 8 for cell in filled)
    else:
        good = len(filled)
    return good / len(filled) + len(filled) / 1_000_000


def by_colour(made: dict[int, Column], contents: dict[int, list[StyledCell]], key: SheetKey) -> None:
    """A column of empty cells in several colours is the status, where nothing else is."""
    if any(column.field in ("status", "tick status") for column in made.values()):
        return
    for number, cells in contents.items():
        fills = {cell.look.fill for cell in cells if cell.value is None and cell.look.fill}
        if len(fills) >= 2 and fills & set(key.fills) and sum(cell.value is None for cell in cells) * 2 >= len(cells):
            made[number] = Column("status", made[number].heading)
            return

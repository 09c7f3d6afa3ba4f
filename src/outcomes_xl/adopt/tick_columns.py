"""Columns of ticks side by side, such as Now, With work, No: one tick a row says the status."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from outcomes_xl.adopt.column import Column
from outcomes_xl.adopt.words import one_line, words
from outcomes_xl.model.styled_cells import StyledCell

_BY = re.compile(r"(is it |can be |broken down |split )?by ")


def ticks_side_by_side(made: dict[int, Column], contents: dict[int, list[StyledCell]]) -> None:
    """Columns of ticks side by side, one tick a row, say the status; what a word that is not plain means, we ask."""
    for run in _runs_of_ticks(made, contents):
        plain = [n for n in run if made[n].field == "tick status"]
        others = any(one.field == "status" for one in made.values())
        guesses = {n: words().tick_guess(made[n].heading) for n in run if n not in plain}
        if (others and not plain) or (len(plain) < 2 and not any(guesses.values())) or not _one_a_row(run, contents):
            continue
        for number, guess in guesses.items():
            heading = made[number].heading
            why = f"A tick under “{heading}” stands beside those that say a status. Which status does it mean?"
            usual = next(cell.text for cell in contents[number] if cell.value is not None)
            made[number] = Column("tick status", heading, guess, ask=why, usual_tick=usual)


def leave_sums_of_ticks(made: dict[int, Column], contents: dict[int, list[StyledCell]]) -> None:
    """Leave the column that adds up the ticks of each row, as the last one of a pivot table does."""
    if sum(column.field == "tick status" for column in made.values()) < 2:
        return
    for number, column in made.items():
        counts = [cell.value for cell in contents[number] if cell.value is not None]
        whole = bool(counts) and all(isinstance(one, int) and one is not True for one in counts)
        if column.field in ("extra", "latest_figure") and whole and words().totals.search(one_line(column.heading)):
            made[number] = Column("worked out", column.heading)


def one_area_among_others(made: dict[int, Column], contents: dict[int, list[StyledCell]]) -> None:
    """Leave a tick under Schools to the note where ticks stand beside it under words that are no areas, but teams."""
    areas = [n for n, one in made.items() if one.field == "tick geography" and not _BY.match(one_line(one.heading))]
    if len(areas) != 1:
        return
    every = words().ticks | words().no_ticks
    for number in (areas[0] - 1, areas[0] + 1):
        filled = [cell for cell in contents.get(number, ()) if cell.value is not None]
        if filled and made[number].field == "extra" and all(cell.text in every for cell in filled):
            made[areas[0]] = Column("extra", made[areas[0]].heading)


def _runs_of_ticks(made: dict[int, Column], contents: dict[int, list[StyledCell]]) -> Iterator[list[int]]:
    run: list[int] = []
    known = words()
    every = known.ticks | known.no_ticks
    for number in [*sorted(made), None]:
        free = number is not None and made[number].field in ("extra", "tick status", "ref", "latest_figure")
        filled = [cell for cell in contents[number] if cell.value is not None] if free and number is not None else []
        all_marks = bool(filled) and all(cell.text in every for cell in filled)
        if number is not None and all_marks and any(cell.text in known.ticks for cell in filled):
            run.append(number)
            continue
        if len(run) > 1:
            yield run
        run = []


def _one_a_row(run: list[int], contents: dict[int, list[StyledCell]]) -> bool:
    """Whether most rows with a tick in these columns have one only."""
    ticks = Counter(cell.row for n in run for cell in contents[n] if cell.text in words().ticks)
    return len(ticks) > 1 and sum(count == 1 for count in ticks.values()) * 3 >= len(ticks) * 2

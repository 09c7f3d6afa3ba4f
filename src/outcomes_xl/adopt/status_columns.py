"""Which of several columns of statuses holds what is so now: the latest, never the fuller; in doubt it is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import replace

from outcomes_xl.adopt.column import Column
from outcomes_xl.adopt.reading_notes import ReadingNotes
from outcomes_xl.adopt.words import one_line, words
from outcomes_xl.model.styled_cells import StyledCell

_OLD = re.compile(
    r"\b(old|older|former|formerly|previous|previously|prior|past|original|originally|initial|archived?|superseded|was)\b|"
    r"\blast (year|month|quarter|term|time|round|review|status)|\bstatus last\b"
)
_OF_SOMETHING_ELSE = re.compile(r"\b(performance|progress|target|delivery|action)\b")
"""Words by which a column's lights are of how well it goes, and not of the data."""
_YES, _NO = "Available now", "Not collected"
_DENIED_BY: dict[str, tuple[str | None, ...]] = {_YES: (_NO, "Not applicable", None), _NO: (_YES, None)}
"""What a column of statuses cannot say beside a yes, and beside a no: Collected? is yes of what cannot be extracted."""
_YES_OR_NO = frozenset({"yes", "no", "y", "n", "true", "false"}) | words().ticks | words().no_ticks
_YEAR = re.compile(r"\b((?:19|20)\d\d)(?:\s*[/-]\s*(?:20)?(\d\d)\b)?")
_QUARTER = re.compile(r"\b(?:q|quarter )([1-4])\b")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]*\b")


def settle_statuses(
    made: dict[int, Column], contents: Mapping[int, list[StyledCell]], hidden: Set[int], notes: ReadingNotes
) -> None:
    """Leave one column of statuses, or ask which of those that may be meant it is; the others go into the note."""
    there = [n for n, one in made.items() if one.field == "status" and not one.whose and not one.ask]
    if len(there) > 1:
        of_data = [n for n in there if not _OF_SOMETHING_ELSE.search(one_line(made[n].heading))] or there
        made.update({n: Column("extra", made[n].heading) for n in there if n not in of_data})
        there = of_data
    elif (
        there and _OF_SOMETHING_ELSE.search(one_line(made[there[0]].heading)) and not _says_statuses(contents[there[0]])
    ):
        said_so = notes.means("heading", made[there[0]].heading)
        why = f"“{made[there[0]].heading}” may say how well it goes: does it say whether the data is there?"
        made[there[0]] = replace(made[there[0]], ask="" if said_so else f"{why} Answer “Status”, or “leave out”.")
    said = [n for n in there if notes.means("heading", made[n].heading)]
    now = said or [n for n in there if n not in hidden and not _OLD.search(one_line(made[n].heading))]
    if not now and there:
        for number in there:
            if _OLD.search(one_line(made[number].heading)):
                made[number] = replace(made[number], ask="It calls itself old: is it the status that holds now?")
        now = there
    kept = _latest({n: one_line(made[n].heading) for n in now}) if len(there) > 1 else now
    if len(kept) > 1:
        kept = [n for n in kept if _says_statuses(contents[n])] or kept
        kept = [n for n in kept if not any(_says_it_closer(contents[m], contents[n]) for m in kept if m != n)] or kept
    for number in there:
        if number not in kept:
            made[number] = Column("extra", made[number].heading)
        elif len(kept) > 1:
            several = " and ".join(f"“{made[n].heading}”" for n in kept)
            made[number] = replace(made[number], ask=f"The status may stand in {several}: is it this one?")


def _latest(headings: Mapping[int, str]) -> list[int]:
    """Return the columns whose heading is of the latest year; all of them where one does not say of which it is."""
    times = {number: time_of_heading(text) for number, text in headings.items()}
    if len({tuple(bool(part) for part in time) for time in times.values()}) != 1:
        return list(times)
    latest = max(times.values())
    return [number for number, time in times.items() if time == latest]


def time_of_heading(said: str) -> tuple[int, int, int]:
    """Return the year, quarter and month that a folded heading says, each 0 where it says none."""
    year, quarter, month = _YEAR.search(said), _QUARTER.search(said), _MONTH.search(said)
    end = int(year[1]) + (1 if year[2] else 0) if year else 0
    return end, int(quarter[1]) if quarter else 0, _MONTHS.index(month[1]) + 1 if month else 0


def _says_it_closer(content: list[StyledCell], other: list[StyledCell]) -> bool:
    """Whether a column says in statuses what another says by yes and no alone, and the two agree in every row."""
    statuses, yes_or_no = _statuses(content), _statuses(other)
    if set(yes_or_no.values()) - {_YES, _NO} or not set(statuses.values()) - {_YES, _NO} - {None}:
        return False
    if not all(isinstance(c.value, bool) or one_line(c.text) in _YES_OR_NO for c in other if c.value is not None):
        return False
    together = [row for row in yes_or_no if row in statuses]
    agree = all(statuses[row] not in (_DENIED_BY[str(yes_or_no[row])]) for row in together)
    return agree and len(together) * 5 >= len(yes_or_no) * 4


def _statuses(content: list[StyledCell]) -> dict[int, str | None]:
    """Return what a column says, by row."""
    filled = [cell for cell in content if cell.value is not None]
    return {
        cell.row: words().status("yes" if cell.value else "no")
        if isinstance(cell.value, bool)
        else words().status(cell.text)
        for cell in filled
    }


def _says_statuses(content: list[StyledCell]) -> bool:
    filled = [cell for cell in content if cell.value is not None]
    says = sum(isinstance(cell.value, bool) or words().status(cell.text) is not None for cell in filled)
    return not filled or says * 2 >= len(filled)

"""What a formula hands over, as rows of cells, whichever way it came: one value, a tuple of rows, a list of lists.

Excel's COM gives a lone cell as its value, several as a tuple of rows, blanks as None, errors as integers. xlwings
gives lists of lists; its Server gives a blank cell as "" or 0, and errors as their words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from outcomes_xl.hosts.desktop.excel_values import from_excel
from outcomes_xl.model import ErrorValue, Value
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.model.sentences import shown
from outcomes_xl.reading.tidy import tidy

Answer = str | int | float | date
Answers = list[list[Answer]]
MOST_REMEMBERED = 50_000


class CannotAnswer(CannotUse):
    """What was given cannot be answered as a whole: the sentence stands in the formula's own cell."""


def rows(given: Any) -> Sequence[Sequence[Any]]:
    """Return what was given as rows of cells."""
    if isinstance(given, list | tuple):
        return given if given and isinstance(given[0], list | tuple) else [given]
    return [[given]]


def column(given: Any, what: str) -> list[Any]:
    """Return cells that stand below one another. Raises CannotAnswer for several columns: answers go beside cells."""
    cells = rows(given)
    if any(len(row) > 1 for row in cells):
        raise CannotAnswer(f"The {what} stand in more than one column.", "Give one column of cells.")
    return [row[0] for row in cells if row]


def single(given: Any, what: str) -> Value:
    """Return the one value given, tidied; None when it is blank. Raises CannotAnswer for several cells."""
    cells = rows(given)
    if len(cells) != 1 or len(cells[0]) != 1:
        raise CannotAnswer(f"The {what} is one value, and several cells were given.", "Give one cell.")
    return plain(cells[0][0])


def plain(cell: Any) -> Value:
    """Return a cell's value as rules see it: tidied, whole numbers whole, Excel's errors as such, blank as None."""
    return tidy(from_excel(cell, errors_are_words=True))


def words(cell: Any) -> str:
    """Return what stands in a cell for an id or a name, as text; "" for a blank, also for a server's 0."""
    value = plain(cell)
    return "" if value is None or (value == 0 and not isinstance(value, bool)) else shown(value)


def is_error(cell: Any) -> bool:
    """Tell whether Excel shows an error there, which is passed on and not explained."""
    return isinstance(plain(cell), ErrorValue)


class Memo(dict[Any, Answer]):
    """One answer a cell, each worked out once: ten thousand cells mostly hold a few hundred different texts."""

    def __init__(self, of: Callable[[Any], Answer]) -> None:
        super().__init__()
        self._of = of

    def __missing__(self, cell: Any) -> Answer:
        answer = self._of(cell)
        if type(cell) is str:  # 1, 1.0 and TRUE are one key, and three things to say
            if len(self) >= MOST_REMEMBERED:
                self.clear()
            self[cell] = answer
        return answer

    def over(self, given: Any) -> Answers:
        """Return the answers, in the shape of the cells."""
        of, cells = self.__getitem__, rows(given)
        if set(map(len, cells)) == {1}:
            return [[of(cell)] for (cell,) in cells]  # the usual case, a column, in half the time
        return [[of(cell) for cell in row] for row in cells]

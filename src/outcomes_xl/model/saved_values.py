"""The values a workbook keeps beside its formulas, for whoever looks without working them out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from outcomes_xl.model.book import Book, Value
from outcomes_xl.model.patches import Place


@dataclass(frozen=True)
class SavedValues:
    """What a patch means for formulas: the values to save beside some, by sheet and place, and what Excel must do.

    ``recalculate`` asks Excel to work out everything when it opens the file (True), takes such a request away (False),
    or leaves it as it is (None).
    """

    values: Mapping[str, Mapping[Place, Value]] = field(default_factory=dict)
    recalculate: bool | None = True


Recalculate = Callable[[Book, Book, bool], SavedValues]
"""Works out the formulas of a workbook, whole, from how it stood and how it will stand, and from whether the values
saved beside its formulas were true before."""


def leave_to_excel(before: Book, after: Book, true_before: bool) -> SavedValues:
    """Save no value; Excel works everything out when it opens the file."""
    return SavedValues()

"""What is to be told apart: "sen,birth_month:season,fsm,idaci:5", read into columns and ways of grouping."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from enum import StrEnum

from outcomes_xl.cohorts.cohort_words import cohort_words
from outcomes_xl.model.cannot_use import WrongUsage

_MOST_PARTS = 10
_AGE = re.compile(r"age(?:[ @]?((?:19|20)\d\d))?")
_HOW = "Say how with a word behind a colon: birth_month:season, birth_month:month, born:age, idaci:5."


class GroupedHow(StrEnum):
    """How the values of a column become groups."""

    AS_THEY_ARE = "as they are"
    SEASON = "season"
    MONTH = "month"
    AGE = "age"
    PARTS = "parts"


@dataclass(frozen=True, slots=True)
class AskedGroup:
    """One column, by the name that was written, and how it is grouped.

    ``number`` is how many parts, or of an age the year in whose August it is told; 0 for none.
    """

    column: str
    how: GroupedHow = GroupedHow.AS_THEY_ARE
    number: int = 0

    @property
    def of_birth(self) -> bool:
        """Whether it is made of the month, or the month and year, in which somebody was born."""
        return self.how in (GroupedHow.SEASON, GroupedHow.MONTH, GroupedHow.AGE)


def asked_groups(by: str) -> tuple[AskedGroup, ...]:
    """Return the groups of a list with commas; a name with a comma in it stands in quotation marks.

    Raises WrongUsage for none, too many, one that stands twice, or a way of grouping nobody knows.
    """
    parts = next(csv.reader([by], skipinitialspace=True), [])
    found = tuple(_group(part.strip()) for part in parts if part.strip())
    if not found:
        raise WrongUsage(f"No column is named to tell people apart by. {_HOW}")
    most = cohort_words()["limits"]["most_columns"]
    if len(found) > most:
        raise WrongUsage(
            f"{len(found)} columns at once leave groups too small to be told. Choose {most} at most, and ask again "
            "for the others: the register remembers what was told."
        )
    for number, one in enumerate(found):
        if any(one.column.casefold() == other.column.casefold() for other in found[:number]):
            raise WrongUsage(f"“{one.column}” is named twice. Name each column once.")
    return found


def _group(text: str) -> AskedGroup:
    column, colon, how = (part.strip() for part in text.rpartition(":"))
    if not colon:
        return AskedGroup(text)
    word = how.casefold()
    if word in (GroupedHow.SEASON, GroupedHow.MONTH):
        return AskedGroup(column, GroupedHow(word))
    if age := _AGE.fullmatch(word):
        return AskedGroup(column, GroupedHow.AGE, int(age[1] or 0))
    if word.isdecimal() and len(word) < 4:
        if not 2 <= int(word) <= _MOST_PARTS:
            raise WrongUsage(f"“{column}” can be parted into 2 to {_MOST_PARTS} parts, not into {int(word)}.")
        return AskedGroup(column, GroupedHow.PARTS, int(word))
    raise WrongUsage(f"“{how}” is no way to group “{column}”. {_HOW}")

"""Whether somebody counts: what stands in a value column of a source with a row a person, as yes, no or not known."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from outcomes_xl.cohorts.cohort_words import cohort_words, not_known
from outcomes_xl.cohorts.source_values import is_unknown, plain_text
from outcomes_xl.model.cannot_use import CannotLook

YES, NO = "Yes", "No"
SIDES = (YES, NO)
_HOW, _BLANK_IS_NO = ":yes or no", ":yes or blank"
_MOST_SHOWN, _LONGEST_SHOWN, _FEWEST = 3, 20, 10


def dimension_name(column: str, blank_is_no: bool) -> str:
    """Return what an outcome is called in the register: its column, and how it was read."""
    return f"{column}{_BLANK_IS_NO if blank_is_no else _HOW}"


def outcome_named(name: str) -> tuple[str, bool] | None:
    """Return the column of an outcome of the register, and whether a blank was a no; None for anything else."""
    for ending, blank_is_no in ((_HOW, False), (_BLANK_IS_NO, True)):
        if name.endswith(ending):
            return name.removesuffix(ending), blank_is_no
    return None


def sides(column: str, values: Mapping[Hashable, int], blank_is_no: bool) -> dict[Hashable, str]:
    """Return yes, no or not known for each value; ``values`` is how many people have it.

    Raises CannotLook where a value is neither, and where there are yes and blanks and no no: then a blank may mean no,
    which only its owner can say.
    """
    known = cohort_words()["outcome"]
    side: dict[Hashable, str] = {}
    strange: dict[str, int] = {}
    for value, people in values.items():
        text = plain_text(value).casefold()
        if text in known["yes"]:
            side[value] = YES
        elif text in known["no"]:
            side[value] = NO
        elif is_unknown(text):
            side[value] = NO if blank_is_no and not text else not_known()
        else:
            strange[plain_text(value)] = strange.get(plain_text(value), 0) + people
    if strange:
        raise _neither(column, strange)
    there = set(side.values())
    if YES in there and NO not in there and not_known() in there and not blank_is_no:
        raise CannotLook(
            f"Its column “{column}” has yes and blanks, and never a no.",
            "If a blank means no there, say so with --blank-is-no; else choose the column that says both.",
            "value",
        )
    if not there - {not_known()}:
        raise CannotLook(f"Its column “{column}” is blank in every row asked for.", "Name another column.", "value")
    return side


def _neither(column: str, strange: Mapping[str, int]) -> CannotLook:
    """Say what is neither yes nor no; a value is repeated only where many people have it."""
    often = [text for text, people in strange.items() if people >= _FEWEST and len(text) <= _LONGEST_SHOWN]
    shown = ", ".join(f"“{text}”" for text in sorted(often)[:_MOST_SHOWN])
    which = f", such as {shown}" if shown else ", in a few rows" if sum(strange.values()) < _FEWEST else ""
    return CannotLook(
        f"Its column “{column}” holds values that are neither yes nor no{which}.",
        "With a row a person, it says 1 or 0, yes or no, and nothing where there is no answer: leave such cells blank. "
        "With a row an area, name the column with how many there are: --out-of.",
        "value",
    )

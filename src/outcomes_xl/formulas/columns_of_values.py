"""A run of cells as formulas see it, and counting in it by Excel's criteria, quickly: which rows match is one number.

Excel's rules for a criterion are on Microsoft's page "COUNTIFS function": words match without looking at capitals, ?
and * stand for characters, a number matches itself and the text that reads as it, "=" the blank and "<>" the filled.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from outcomes_xl.formulas.formula_parser import NotWorkedOut
from outcomes_xl.model import ErrorValue

Scalar = int | float | str | bool | ErrorValue | None
"""What a formula reckons with; a date is its number by now. None is a blank cell."""

_NUMBER = re.compile(r"\s*[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\s*")
_OPERATOR = re.compile(r"(<>|<=|>=|=|<|>)?(.*)", re.DOTALL)
_COMPARED: dict[str, Callable[[float, float], bool]] = {
    "<": lambda one, two: one < two,
    ">": lambda one, two: one > two,
    "<=": lambda one, two: one <= two,
    ">=": lambda one, two: one >= two,
}


class Cells:
    """The values of an area, row by row."""

    __slots__ = ("_matching", "_numbers", "_rows_of", "values", "width")

    def __init__(self, values: Sequence[Scalar], width: int = 1) -> None:
        self.values = tuple(values)
        self.width = width
        self._rows_of: dict[tuple[str, object], int] | None = None
        self._matching: dict[tuple[str, object], int] = {}
        self._numbers: list[int | float] | None = None

    def __len__(self) -> int:
        return len(self.values)

    def matching(self, criterion: Scalar) -> int:
        """Return the places that match a criterion as the bits of one number."""
        key = _key(criterion)
        if key not in self._matching:
            self._matching[key] = self._match(criterion)
        return self._matching[key]

    def numbers(self) -> list[int | float]:
        """Return the numbers among the values, the smallest first. An error among them is beyond what is worked out."""
        if self._numbers is None:
            if any(isinstance(value, ErrorValue) for value in self.values):
                raise NotWorkedOut("an error among numbers to be put in order")
            plain = (v for v in self.values if isinstance(v, int | float) and not isinstance(v, bool))
            self._numbers = sorted(plain)
        return self._numbers

    def first(self, sought: Scalar) -> int | None:
        """Return the first place, from 0, that holds a value exactly, as MATCH with 0 seeks it; None when none does."""
        if sought is None:
            sought = 0
        if isinstance(sought, str) and re.search(r"[*?~]", sought):
            found = self._of_text(sought)
        else:
            found = self._bits().get(_key(sought), 0)
        return (found & -found).bit_length() - 1 if found else None

    def _bits(self) -> dict[tuple[str, object], int]:
        if self._rows_of is None:
            self._rows_of = {}
            for place, value in enumerate(self.values):
                key = _key(value)
                self._rows_of[key] = self._rows_of.get(key, 0) | 1 << place
        return self._rows_of

    def _match(self, criterion: Scalar) -> int:
        bits, every = self._bits(), (1 << len(self.values)) - 1
        if criterion is None:
            criterion = 0
        if not isinstance(criterion, str):
            return self._equal_to(criterion)
        found = _OPERATOR.fullmatch(criterion)
        sign, rest = (found[1], found[2]) if found else (None, criterion)
        blank, empty = bits.get(("blank", None), 0), bits.get(("text", ""), 0)
        if not rest:
            if sign not in (None, "=", "<>"):
                raise NotWorkedOut(f"the criterion {criterion}")
            return {None: blank | empty, "=": blank}[sign] if sign != "<>" else every & ~blank
        number = _as_number(rest)
        if sign in _COMPARED:
            if number is None:
                raise NotWorkedOut(f"the criterion {criterion} puts words in order")
            return self._where("number", lambda one: _COMPARED[sign](float(str(one)), number))
        equal = self._of_word(rest) if number is None else self._equal_to(number)
        return every & ~equal if sign == "<>" else equal

    def _equal_to(self, value: Scalar) -> int:
        found = self._bits().get(_key(value), 0)
        if isinstance(value, int | float) and not isinstance(value, bool):
            found |= self._where("text", lambda text: _as_number(str(text)) == value)
        return found

    def _of_word(self, word: str) -> int:
        if word.upper() in ("TRUE", "FALSE"):
            return self._bits().get(("truth", word.upper() == "TRUE"), 0) | self._of_text(word)
        if word.startswith("#"):
            return self._bits().get(("error", word.upper()), 0) | self._of_text(word)
        return self._of_text(word)

    def _of_text(self, word: str) -> int:
        if not re.search(r"[*?~]", word):
            return self._bits().get(("text", word.casefold()), 0)
        pattern = _pattern(word)
        return self._where("text", lambda text: pattern.fullmatch(str(text)) is not None)

    def _where(self, kind: str, holds: Callable[[object], bool]) -> int:
        found = 0
        for (of, value), places in self._bits().items():
            if of == kind and holds(value):
                found |= places
        return found


def _key(value: Scalar) -> tuple[str, object]:
    match value:
        case None:
            return "blank", None
        case bool():
            return "truth", value
        case str():
            return "text", value.casefold()
        case ErrorValue(code):
            return "error", code
    return "number", value


def _as_number(text: str) -> float | None:
    return float(text) if _NUMBER.fullmatch(text) else None


@lru_cache(maxsize=256)
def _pattern(word: str) -> re.Pattern[str]:
    parts = re.findall(r"~[*?~]|.", word.casefold(), re.DOTALL)
    made = "".join({"*": ".*", "?": "."}.get(part, re.escape(part[-1])) for part in parts)
    return re.compile(made, re.DOTALL)

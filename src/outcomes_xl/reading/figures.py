"""What a figure cell says. Blank, zero, suppressed and not collected are four answers, and stay four."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from outcomes_xl.model import Value
from outcomes_xl.reading.tidy import folded


@dataclass(frozen=True, slots=True)
class Number:
    """A number in the metric's own unit: "54.2%" is 54.2. A typed or published 0 is Number(0)."""

    value: int | float


@dataclass(frozen=True, slots=True)
class Blank:
    """Nobody has answered yet."""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A published symbol in place of a number, in its plain form: "[C]" is Suppressed("c")."""

    symbol: str

    @property
    def meaning(self) -> str:
        return symbols()[self.symbol]


@dataclass(frozen=True, slots=True)
class NotCollected:
    """A word that says there is no figure, as it was typed: "n/a", "not collected"."""

    word: str


@dataclass(frozen=True, slots=True)
class NotAFigure:
    """Something else: text, a date, TRUE, an Excel error, or one of DfE's internal codes."""

    typed: Value


Figure = Number | Blank | Suppressed | NotCollected | NotAFigure

_GROUPED = r"(?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?: \d{3})+|\d+)(?:\.\d*)?|\.\d+"
_NUMBER = re.compile(rf"(?P<sign>[+-]?)\s?£?\s?(?P<inner>[+-]?)(?P<digits>{_GROUPED})\s?(?:%|per cent|pp)?")
_MOST_DIGITS = 300
"""More digits than any figure has; Python makes no float of so many."""
_WORD_ENDS = " .!?"


def figure(value: Value) -> Figure:
    """Return which of the answers a figure cell gives.

    Numbers typed as text are read ("1,234", "£1,234.50", "54.2 %", a real minus sign); a comma that does not
    group thousands is not. DfE's internal codes, -100 to -400, are never numbers: see dfe_internal_code.
    """
    if value is None:
        return Blank()
    if isinstance(value, bool):
        return NotAFigure(value)
    if isinstance(value, int | float):
        return Number(value) if math.isfinite(value) and not dfe_internal_code(value) else NotAFigure(value)
    if isinstance(value, str):
        return _figure_in_text(value)
    return NotAFigure(value)


@lru_cache(maxsize=4096, typed=True)
def number_in(value: Value) -> float | None:
    """Return the number a figure cell gives, None for a blank, a symbol or anything else."""
    read = figure(value)
    return float(read.value) if isinstance(read, Number) else None


def decimals(number: float) -> int:
    """Return how many decimals a number is written with."""
    text = repr(number)
    return len(text.partition(".")[2]) if "." in text and not text.endswith(".0") else 0


def dfe_internal_code(value: Value) -> str | None:
    """Return the published symbol behind a number DfE's dashboard uses for it (-100 is "c"), None for any other."""
    if isinstance(value, str):
        value = _number(folded(value))
    if value is None or isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return _codes().get(value)


def symbols() -> Mapping[str, str]:
    """Return the published symbols, in their plain form, with their meanings."""
    found: Mapping[str, str] = _words()["symbols"]
    return found


def not_collected_words() -> frozenset[str]:
    """Return the words that say there is no figure, folded: "n/a", "not collected"."""
    return _not_collected()


def _figure_in_text(typed: str) -> Figure:
    text = folded(typed)
    if not text:
        return Blank()
    plain = text[1:-1].strip() if text[0] == "[" and text[-1] == "]" else text
    if plain in symbols():
        return Suppressed(plain)
    if text.strip(_WORD_ENDS) in _not_collected():
        return NotCollected(typed.strip())
    number = _number(text)
    return NotAFigure(typed) if number is None or number in _codes() else Number(number)


def _number(text: str) -> int | float | None:
    match = _NUMBER.fullmatch(text)
    if not match or (match["sign"] and match["inner"]):
        return None
    digits = match["digits"].replace(",", "").replace(" ", "")
    if len(digits) > _MOST_DIGITS:
        return None
    number = float(digits) if "." in digits else int(digits)
    return -number if "-" in (match["sign"], match["inner"]) else number


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    text = (resources.files("outcomes_xl") / "data" / "figures.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=1)
def _codes() -> Mapping[int | float, str]:
    return MappingProxyType({int(code): symbol for code, symbol in _words()["dfe_internal_codes"].items()})


@lru_cache(maxsize=1)
def _not_collected() -> frozenset[str]:
    return frozenset(_words()["not_collected"]["words"])

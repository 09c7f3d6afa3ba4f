"""What a figure cell says. Blank, zero, suppressed and not collected are four answers, and stay four.

An officer's own cell is read strictly (``figure``); what stands in a file or a database, in every spelling that
publishers and their tools use (``figure_in_file``): 3.1e+01, 70.1[r], 70.1 (p), <5, .., NULL.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from outcomes_xl.model import Value
from outcomes_xl.reading.tidy import folded


@dataclass(frozen=True, slots=True)
class Number:
    """A number in the metric's own unit: "54.2%" is 54.2. A typed or published 0 is Number(0).

    ``mark`` is the publisher's mark beside it in its plain form, as in "70.1 (p)": what it means is in ``marks``.
    """

    value: int | float
    mark: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Blank:
    """Nobody has answered yet."""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A published symbol in place of a number, in its plain form: "[C]" is Suppressed("c"), "< 5" Suppressed("<5").

    ``why`` is what the file's own key says of a sign that withholds a figure there, and nothing elsewhere: a dash.
    """

    symbol: str
    why: str = field(default="", compare=False)

    @property
    def meaning(self) -> str:
        """What the symbol says, in officers' words."""
        if self.why:
            return self.why
        if self.symbol.startswith("<"):
            return f"fewer than {self.symbol[1:]}, and too few to show"
        if self.symbol.startswith("≤"):
            return f"{self.symbol[1:]} or fewer, and too few to show"
        if self.is_a_range:
            return f"{self.symbol}, and not shown more exactly"
        return symbols().get(self.symbol) or _signs()[self.symbol]["meaning"]

    @property
    def withheld(self) -> bool:
        """Whether it says that there is a figure which is not shown, rather than that there is none."""
        if self.why or self.is_a_range:
            return True
        return self.symbol.startswith(("<", "≤")) or self.symbol in _withheld()

    @property
    def is_a_range(self) -> bool:
        """Whether it says between what, or beyond what, a figure is: "1 to 4", ">95", "≥95"."""
        return self.symbol.startswith((">", "≥")) or " to " in self.symbol


@dataclass(frozen=True, slots=True)
class NotCollected:
    """A word that says there is no figure, as it was typed: "n/a", "not collected"."""

    word: str


@dataclass(frozen=True, slots=True)
class NotAFigure:
    """Something else: text, a date, TRUE, an Excel error, or one of DfE's internal codes."""

    typed: Value


WITHHELD_BY_NOTE = "[suppressed]"
"""What a reader puts in place of a blank cell where the publisher's note says that the figure is suppressed."""
NO_RESULT = "[formula without a saved result]"
"""What a reader puts in place of a formula that was never worked out: a program wrote the file, and Excel never did."""

Figure = Number | Blank | Suppressed | NotCollected | NotAFigure

_EXACT = 1e15
_GROUPED = r"(?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?: \d{3})+|\d+)(?:\.\d*)?|\.\d+"
_NUMBER = re.compile(rf"(?P<sign>[+-]?)\s?£?\s?(?P<inner>[+-]?)(?P<digits>{_GROUPED})\s?(?:%|per cent|pp)?")
_MOST_DIGITS = 300
"""More digits than any figure has; Python makes no float of so many."""
_WORD_ENDS = " .!?"
_POWER_OF_TEN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)e[+-]?\d{1,3}")
_AT_MOST = re.compile(r"(?:≤|<=|at most) ?(\d{1,3})|(\d{1,3}) or (?:fewer|less)")
_MORE = re.compile(r"(?:>|more than|over) ?(\d{1,3})( ?%)?")
_AT_LEAST = re.compile(r"(?:≥|>=|at least) ?(\d{1,3})( ?%)?|(\d{1,3})( ?%)? or more")
_BETWEEN = re.compile(r"(?:between )?(?P<low>\d{1,3})(?: ?%)? ?(?:to|-|and) ?(?P<high>\d{1,3})(?: ?%)?")
_FEWER = re.compile(r"(?:<|less than|fewer than) ?(\d{1,3})")
_NOTE_ONLY = re.compile(r"\[note \d+\]")
_RAISED = str.maketrans("ᵃᵇᶜᵈᵉᵖʳᵘ⁽⁾", "abcdepru()")
_FOOTNOTE = "*†‡§¶^#¹²³⁰⁴⁵⁶⁷⁸⁹"
_WITH_MARK = re.compile(
    r"(?P<number>.*?[\d%]) ?(?P<marks>(?:\[[a-z]+\] ?|\([a-z]+\) ?|\[(?:note )?\d{1,2}\] ?)+|[a-z]|"
    rf"[a-z]?[{re.escape(_FOOTNOTE)}]{{1,3}})"
)
_ALL_RAISED = re.compile(r"(?P<number>.*?[\d%]) ?(?:[ᵃᵇᶜᵈᶠᵍʰ](?:[ ,]*[ᵃᵇᶜᵈᶠᵍʰ])*|[¹²³⁰⁴-⁹]+(?:[ ,]+[¹²³⁰⁴-⁹]+)+)")
_REVISED, _NOTE = "revised", "note"
_EXCEL_ERROR = re.compile(
    r"#(?:n/a|null!|div/0!|value!|ref!|name\?|num!|spill!|calc!|getting_data|field!|blocked!|unknown!)"
)


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


@lru_cache(maxsize=16_384, typed=True)
def figure_in_file(value: Value) -> Figure:
    """Return which of the answers a cell of a file or a database gives, in whichever spelling its system wrote it.

    Beyond what ``figure`` reads: powers of ten (3.1e+01), marks beside a number (70.1[r], 70.1 (p)), signs that only
    files have (*, .., ., -), a limit for a number (<5) and the words of databases (NULL, NaN).
    """
    read = figure(value)
    return _in_a_file(value, folded(value)) if isinstance(read, NotAFigure) and isinstance(value, str) else read


def _in_a_file(typed: str, text: str) -> Figure:
    plain = text[1:-1].strip() if text[0] == "[" and text[-1] == "]" else text
    if plain in _signs():
        return Suppressed(plain)
    if fewer := _FEWER.fullmatch(plain):
        return Suppressed(f"<{fewer[1]}")
    if most := _AT_MOST.fullmatch(plain):
        return Suppressed(f"≤{most[1] or most[2]}")
    if more := _MORE.fullmatch(plain):
        return Suppressed(f">{more[1]}")
    if least := _AT_LEAST.fullmatch(plain):
        return Suppressed(f"≥{least[1] or least[3]}")
    if (between := _BETWEEN.fullmatch(plain)) and int(between["low"]) < int(between["high"]):
        return Suppressed(f"{between['low']} to {between['high']}")
    if text in _words()["file_words"]["words"] or _NOTE_ONLY.fullmatch(text):
        return NotCollected(typed.strip())
    if _POWER_OF_TEN.fullmatch(text):
        number = float(text)
        if number == 0 and re.search("[1-9]", text.partition("e")[0]):
            return NotAFigure(typed)  # too small for a computer to hold: it is not 0
        whole = math.isfinite(number) and number.is_integer() and abs(number) < _EXACT
        return Number(int(number) if whole else number) if math.isfinite(number) else NotAFigure(typed)
    if marked := _WITH_MARK.fullmatch(text.translate(_RAISED)):
        said, beside = _marks_in(marked["marks"]), figure(marked["number"])
        if all(mark in marks() for mark in said) and isinstance(beside, Number):
            # Of several marks the first that says more than that the figure is newer.
            return Number(beside.value, next((mark for mark in said if marks()[mark] != _REVISED), said[0]))
    if (raised := _ALL_RAISED.fullmatch(text)) and isinstance(beside := figure(raised["number"]), Number):
        return Number(beside.value, _NOTE)  # what a raised letter or several stand for is said below the table
    return NotAFigure(typed)


def _marks_in(text: str) -> list[str]:
    """Return the marks of "[r] (p)" by their letters; a star, a raised figure and "[note 3]" are each a note."""
    words = re.findall(r"[a-z]+", text)
    return [*(word for word in words if word != _NOTE), *([_NOTE] if re.search(r"[^a-z\s()\[\]]", text) else [])]


def is_excel_error(text: str) -> bool:
    """Whether a text is one of Excel's error values, as a cell shows them: "#N/A"."""
    return bool(_EXCEL_ERROR.fullmatch(folded(text)))


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


def file_symbols() -> Mapping[str, str]:
    """Return the signs that stand for a figure in files, the published symbols among them, with their meanings."""
    return {**symbols(), **{sign: one["meaning"] for sign, one in _signs().items()}}


def file_words() -> frozenset[str]:
    """Return the words that say there is no figure in files and databases, folded: "n/a", "null"."""
    return _not_collected() | frozenset(_words()["file_words"]["words"])


def marks() -> Mapping[str, str]:
    """Return the marks publishers put beside a number, in their plain form, with their meanings."""
    found: Mapping[str, str] = _words()["marks"]
    return found


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


def _signs() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = _words()["signs"]
    return found


@lru_cache(maxsize=1)
def _withheld() -> frozenset[str]:
    words = _words()
    return frozenset(
        {*words["withheld"]["symbols"], *(sign for sign, one in _signs().items() if one["is"] == "withheld")}
    )


@lru_cache(maxsize=1)
def _codes() -> Mapping[int | float, str]:
    return MappingProxyType({int(code): symbol for code, symbol in _words()["dfe_internal_codes"].items()})


@lru_cache(maxsize=1)
def _not_collected() -> frozenset[str]:
    return frozenset(_words()["not_collected"]["words"])

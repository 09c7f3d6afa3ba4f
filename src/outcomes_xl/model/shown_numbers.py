"""What a number format shows where it shows words and no number: a stored 0 in a cell of ``0;-0;"c"`` reads c.

Sections and conditions are Excel's (ECMA-376 part 1, §18.8.31): above zero, below, zero, text; or ``[<5]"c";0``.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].|\[(?P<bracket>[^\[\]]*)\]?|(?P<next>;)|(?P<general>General)|(?P<other>.)',
    re.DOTALL | re.IGNORECASE,
)
_MOST_FORMATS = 65_536
"""More number formats than a workbook can have, so that each is looked through once."""
_A_CLOCK = re.compile(r"h+|m+|s+", re.IGNORECASE)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_HOLDS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
MOST_AS_A_SHARE = 2.0
"""200%: larger numbers are not asked for their format, which would have the sheet read a second time."""
_IN_WORDS = re.compile(r'"[^"]*"|\\.')
_SHOWS_THE_NUMBER = frozenset("0#?ymdhsegbYMDHSEGB%")
_DASHES = frozenset("-–—− ")


def is_shown_as_a_share(code: str) -> bool:
    """Whether a number format shows a hundred times the number, with its sign: Excel keeps a typed 71% as 0.71."""
    return "%" in _IN_WORDS.sub("", code)


@dataclass(frozen=True)
class _Section:
    """One section of a number format: its words, whether it shows the number, and for which numbers it is.

    ``before`` and ``after`` are the words a person wrote into it beside the number: ``0.0" per 1,000"``.
    """

    words: str
    number: bool
    text: bool
    condition: tuple[str, float] | None
    before: str = ""
    after: str = ""

    def holds(self, value: float) -> bool:
        return self.condition is not None and _HOLDS[self.condition[0]](value, self.condition[1])


@lru_cache(maxsize=_MOST_FORMATS)
def can_show_words(code: str) -> bool:
    """Whether a number format has words in place of some number."""
    return any(one.words and not one.number for one in _sections(code))


@lru_cache(maxsize=_MOST_FORMATS)
def can_show_more_or_less(code: str) -> bool:
    """Whether a number format shows some number with words of its own beside it, or shows nothing at all."""
    return any(not one.number or _says_more(one) for one in _sections(code))


def beside_it(code: str, value: float) -> tuple[str, str]:
    """Return the words a cell shows before and after its number: ("", " per 1,000"), ("", "*"). "£" is none."""
    section = _for(value, _sections(code))
    return (section.before, section.after) if section and section.number and _says_more(section) else ("", "")


def shows_nothing(code: str, value: float) -> bool:
    """Whether a cell shows nothing of its number: the format ``;;;`` hides it, and ``0;-0;`` hides a nought."""
    section = _for(value, _sections(code))
    return section is not None and not section.number and not section.words and not section.text


_SAYS_SOMETHING = re.compile(r"[A-Za-z*†‡§¶^~?!‰¹²³⁰⁴-⁹ᵃ-ᶻ\[\]]")


def says_something(words: str) -> bool:
    """Whether words beside a number say something of it: a mark, a unit, a question; "£" and brackets do not."""
    return bool(_SAYS_SOMETHING.search(words))


def is_a_dash(words: str) -> bool:
    """Whether it is the dash by which accounts write a nought."""
    return _DASHES.issuperset(words)


def _says_more(one: _Section) -> bool:
    return one.number and says_something(one.before + one.after)


def words_shown(code: str, value: float) -> str:
    """Return the words a cell shows in place of its number; "" where it shows the number, or nothing at all.

    A dash for nought alone is how accounts write 0, and no words.
    """
    section = _for(value, _sections(code))
    if section is None or section.number or (value == 0 and is_a_dash(section.words)):
        return ""
    return section.words


def _for(value: float, sections: tuple[_Section, ...]) -> _Section | None:
    """Return the section a number is shown by, as Excel chooses it."""
    if not sections:
        return None
    last = len(sections) - 1
    if any(one.condition for one in sections):
        for place, one in enumerate(sections):
            by_its_place = place == last or (value > 0 if place == 0 else value < 0)
            if one.holds(value) or (one.condition is None and by_its_place):
                return one
        return None
    if value < 0 and last > 0:
        return sections[1]
    return sections[2] if value == 0 and last == 2 else sections[0]


@lru_cache(maxsize=_MOST_FORMATS)
def _sections(code: str) -> tuple[_Section, ...]:
    """Return the sections for numbers; one for text is left out."""
    found: list[_Section] = []
    words, number, text, condition, beside = "", False, False, None, ["", ""]
    for token in _TOKEN.finditer(f"{code};"):
        if token["next"]:
            found.append(_Section(words.strip(), number, text, condition, *beside))
            words, number, text, condition, beside = "", False, False, None, ["", ""]
        elif token["quoted"] is not None or token["escaped"] is not None:
            literal = token["quoted"] if token["quoted"] is not None else token["escaped"]
            words += literal
            beside[number] += literal
        elif token["bracket"] is not None:
            said = _CONDITION.fullmatch(token["bracket"].strip())
            condition = (said[1], float(said[2])) if said else condition
            number = number or bool(_A_CLOCK.fullmatch(token["bracket"]))
        elif token["general"]:
            number = True
        elif token["other"] == "@":
            text = True
        elif token["other"] is not None:
            number = number or token["other"] in _SHOWS_THE_NUMBER
            words += token["other"]
    numbers = found[:3]
    return tuple(numbers[:-1] if len(numbers) > 1 and numbers[-1].text else numbers)

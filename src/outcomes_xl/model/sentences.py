"""Putting values into sentences: a value as an officer sees it, a template filled, so many of something."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from outcomes_xl.model.book import ErrorValue, Value

_GAP = re.compile(r"\{([a-z_0-9]+(?:\.cell|\.heading)?)\}")
_LONGEST_SHOWN = 120
_LONGEST_QUOTED = 500
"""Letters of one word in a sentence. Lists of cells, columns and files stay below it; twenty such words fit a cell."""
BLANK = "(blank)"
NOT_REPEATED = "(not repeated here)"


def gaps(template: str) -> frozenset[str]:
    """Return the words a template leaves to be filled: "{metric} is “{status}”" -> metric, status."""
    return frozenset(_GAP.findall(template))


def fill(template: str, words: Mapping[str, str]) -> str:
    """Return the template with its words in place, each cut short enough to be read: a finding is written into a cell,
    and an id of 32,700 letters would leave no room. Raises KeyError, by name, for a word that is not there.
    """
    return _GAP.sub(lambda match: quoted_short(words[match[1]]), template).replace(f"“{BLANK}”", BLANK)


def quoted_short(text: str) -> str:
    """Return a text as it is quoted: whole, or cut after _LONGEST_QUOTED letters."""
    return text if len(text) <= _LONGEST_QUOTED else text[: _LONGEST_QUOTED - 1].rstrip() + "…"


def shown(value: Value) -> str:
    """Return a value as an officer sees it in the cell: 54.0 -> "54", a date -> "31 March 2025", blank -> ""."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, datetime):
        return f"{value.day} {value:%B %Y}" if value.time() == datetime.min.time() else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    text = " ".join(str(value).split()) if isinstance(value, str) else str(value)
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1].rstrip() + "…"


def said(value: Value) -> str:
    """Return what a cell says as text, as it stands; "" when it is blank or Excel shows an error there."""
    if type(value) is str:
        return value
    return "" if value is None or isinstance(value, ErrorValue) else shown(value)


def counted(number: int, word: str, many: str = "") -> str:
    """Return so many of something: "1 cell", "0 cells", "3,000 cells"; ``many`` where no s will do, "2 series"."""
    return f"{number:,} {one_or_many(number, word, many or f'{word}s')}"


def one_or_many(number: int, one: str, many: str) -> str:
    """Return the word that goes with a number: "is" with 1, "are" with 0 and with 2."""
    return one if number == 1 else many


def sentences(text: str) -> list[str]:
    """Return a text's sentences one by one, to stand in lines; what is in quotation marks is not parted."""
    found, begin, quoted = [], 0, 0
    for place, letter in enumerate(text):
        quoted += (letter == "“") - (letter == "”")
        ends = letter in ".!?…" and text[place + 1 : place + 2] == " " and not quoted
        if ends and not text[place + 2 : place + 3].islower():
            found.append(text[begin : place + 1].strip())
            begin = place + 1
    return [*found, last] if (last := text[begin:].strip()) else found


def in_a_list(words: Sequence[str]) -> str:
    """Return words as a sentence lists them: "this", "this and that", "this, that and more"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)

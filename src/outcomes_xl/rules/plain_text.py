"""A text as it is looked at for people: without what only hides a number or a name from a search."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category, digit, normalize

from outcomes_xl.rules.word_sieve import has_any

_BROKEN = re.compile(r"(?<=\d)[ \t]*[\r\n]\s*(?=\d)")
"""A line's end within figures: “943”, and “476 5919” on the next line of the cell."""
_LISTED = re.compile(r"([,;|])(?<=\S.)(?=[^\s\d]|\d(?!\d\d(?!\d)))")
"""A mark of a list with nothing behind it: “Jo,07700 900123”; not the comma of 1,200."""
_FIGURE = re.compile(r"\d")
_YEARS_IN_WORDS = ("twenty", "two thousand")
_UNSEEN = frozenset({"Cf", "Me", "Mn"})
_FILLERS = frozenset("\u115f\u1160\u3164\u2800\x00")
"""Letters and pictures that are drawn as nothing."""
_LIKE_OURS = str.maketrans(
    "АВЕКМНОРСТУХаеорсухіјѕԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοᴀᴇɪɴᴏʀѕᴛ", "ABEKMHOPCTYXaeopcyxijsdhqwABEZHIKMNOPTYXoAEINORST"
)
"""Letters of other scripts that are drawn as ours."""
_BLANKS = str.maketrans("\t\v\f", "   ")
_FIGURES = {
    **dict.fromkeys(("zero", "oh", "nought", "naught"), "0"),
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "hundred": "00",
}
_TIMES = {"double": 2, "treble": 3, "triple": 3}
_IN_WORDS = rf"(?:{'|'.join((*_FIGURES, *_TIMES))})"
_READ_OUT = re.compile(
    rf"\b(?:{_IN_WORDS}|\d{{1,6}})(?:[\s,.;:/_–-]{{1,3}}(?:{_IN_WORDS}|\d{{1,6}})\b){{4,24}}", re.IGNORECASE
)
_WORD_OR_FIGURES = re.compile(r"[a-z]+|\d+")
_LONG, _IN_MANY_WORDS = 9, 4
"""How many figures a number read out has, and how many of its words say them."""
_MOSTLY_THERE = ("three", "four", "five", "seven", "eight", "nine")
_LETTERS_APART = re.compile(r"(?<!\w)[^\W\d_](?:[ .*·-]{1,2}[^\W\d_](?!\w)){3,24}")
"""Letters of a word set apart one by one: “J.a.m.a.l”, or a picture between each two."""
_VARIANTS = re.compile("[\ufe00-\ufe0f]")


@lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """Return a text as it is looked at.

    Letters and figures of other widths and scripts are ours, spaces and dashes of every kind are plain ones; marks that
    nobody sees are gone, pictures are spaces, figures that a line's end parts stand side by side, a space follows what
    parts a list, and a long number read out in words is in figures.
    """
    if not text.isascii():
        text = "".join(map(_plain_letter, _VARIANTS.sub("", normalize("NFKC", text)).translate(_LIKE_OURS)))
    if (text.count(".") > 2 or not text.isascii()) and _LETTERS_APART.search(text):
        text = _LETTERS_APART.sub(_together, text)
    if not text.isprintable():
        text = text.translate(_BLANKS)
    if len(text) > _IN_MANY_WORDS * 4 and has_any(text, _MOSTLY_THERE):
        text = _READ_OUT.sub(_in_figures, text)
    if "," in text or ";" in text or "|" in text:
        text = _LISTED.sub(r"\1 ", text)
    return _BROKEN.sub(" ", text) if "\n" in text or "\r" in text else text


@lru_cache(maxsize=16)
def has_figures(text: str) -> bool:
    """Whether a text has a figure, or could have a year in words."""
    return _FIGURE.search(text) is not None or has_any(text, _YEARS_IN_WORDS)


def _in_figures(found: re.Match[str]) -> str:
    """Return a number read out, such as “oh seven seven double oh …”, in figures; any other row of numbers as it is."""
    words = _WORD_OR_FIGURES.findall(found[0].casefold())
    figures, times = "", 1
    for word in words:
        if word in _TIMES:
            times = _TIMES[word]
        else:
            figures += _FIGURES.get(word, word) * times
            times = 1
    in_words = sum(not word.isdigit() for word in words)
    return figures if len(figures) >= _LONG and in_words >= _IN_MANY_WORDS else found[0]


def _together(found: re.Match[str]) -> str:
    """Return a word whose letters were set apart; an abbreviation, all in capitals or in small letters, as it is."""
    letters = "".join(filter(str.isalpha, found[0]))
    return letters if letters.istitle() else found[0]


@lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    kind = category(letter)
    if kind in _UNSEEN or letter in _FILLERS:
        return ""
    if kind == "Nd":
        return str(digit(letter))
    if kind == "Pd":
        return "-"
    return " " if kind in ("Zs", "So", "Sk") else letter

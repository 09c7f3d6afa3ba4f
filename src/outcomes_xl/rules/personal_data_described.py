"""Somebody told without a name: whose child it is, what was in the papers, twins; and names that files are called by.

What is found is asked about, never sure. Every pattern has bounded repeats.
"""

from __future__ import annotations

import re

from outcomes_xl.rules.personal_data_words import is_no_name
from outcomes_xl.rules.plain_text import has_any, plain

_CHILD = "boy|girl|child|baby|toddler|pupil|teenager|lad|mother|father|family|sisters?|brothers?"
_KIN = "son|daughter|nephew|niece|child|baby|brother|sister|grandson|granddaughter|stepson|stepdaughter|twins?"
_OFFICES = (
    "head ?teacher|head|teacher|councillor|mayor|mp|footballer|doctor|gp|vicar|imam|rabbi|manager|director|neighbour"
    "|celebrity|singer|actor|actress|minister|colleague|police officer|officer|social worker|caretaker|foster carer"
)
_LED_TO = re.compile(
    rf"\b(?:{_OFFICES})['’]s (?:own |late |only |eldest |youngest |older |younger )?(?:{_KIN})\b"
    r"|\b(?:the|our|those) (?:[a-z-]{2,12} )?(?:twins|triplets|quadruplets)\b"
    r"(?! (?:club|group|study|studies|trust|register|are (?:each )?counted|count\b))"
    rf"|\bthe (?:{_CHILD}) (?:who (?:was|had been|got) )?"
    r"(?:stabbed|murdered|killed|raped|shot|drowned|arrested|abducted|trafficked)\b"
    rf"|\b(?:{_CHILD})\b[^.\n]{{0,40}}\b(?:in|on|all over) the (?:papers|news|press|telly|tv)\b"
    r"(?! (?:item|letter|page|bulletin))",
    re.IGNORECASE,
)
_WORDS = (
    *("'s ", "’s ", "twins", "triplets", "quadruplets", "stabbed", "murdered", "killed", "raped", "shot", "drowned"),
    *("arrested", "abducted", "trafficked", "the papers", "the news", "the press", "the telly", "the tv"),
)
"""Each that is looked for has one of these in it."""
_TWO_IN_ONE = re.compile(r"(?<=[a-zß-öø-ÿ])(?<!\bMc)(?<!\bMac)(?=[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ])")
_BETWEEN_NAMES = re.compile(r"[_/\\]")
_WORD = re.compile(r"[^\W\d_]+")
_EIGHT_FIGURES = re.compile(r"(?<!\d)(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])((?:19|20)\d\d)(?!\d)")
_RUN_TOGETHER = re.compile(r"[a-zß-öø-ÿ](?=[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ])(?<!\bMc)(?<!\bMac)")
_JOINED = re.compile(r"[A-Za-z]_[A-Za-z\d]")


def leads_to_somebody(text: str) -> bool:
    """Whether words without a name can mean one person only: the mayor's son, the boy who was stabbed."""
    text = plain(text)
    return has_any(text, _WORDS) and bool(_LED_TO.search(text))


def parted(text: str) -> str:
    """Return a text with the names in it that files have read as words: AmeliaOsei_03042015 as Amelia Osei 03/04/2015.

    "" where nothing in it is run together.
    """
    text = plain(text)
    if not (_RUN_TOGETHER.search(text) or ("_" in text and _JOINED.search(text))):
        return ""
    return _EIGHT_FIGURES.sub(r"\1/\2/\3", _WORD.sub(_as_words, _BETWEEN_NAMES.sub(" ", text)))


def _as_words(found: re.Match[str]) -> str:
    """Return a word parted where names are run together in it, but for one of the field, such as a system's name."""
    return found[0] if is_no_name(found[0]) else _TWO_IN_ONE.sub(" ", found[0])

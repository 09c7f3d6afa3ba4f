"""Somebody told without a name: whose child it is, what was in the papers, twins; and names that files are called by.

What is found is asked about, never sure. Every pattern has bounded repeats.
"""

from __future__ import annotations

import re

from outcomes_xl.rules.personal_data_words import is_no_name
from outcomes_xl.rules.plain_text import plain
from outcomes_xl.rules.word_sieve import has_any, holds

_CHILD = "boy|girl|child|baby|toddler|pupil|teenager|lad|mother|father|family|sisters?|brothers?"
_KIN = "son|daughter|nephew|niece|child|baby|brother|sister|grandson|granddaughter|stepson|stepdaughter|twins?"
_OFFICES = (
    "head ?teacher|head|teacher|councillor|mayor|mp|footballer|doctor|gp|vicar|imam|rabbi|manager|director|neighbour"
    "|celebrity|singer|actor|actress|minister|colleague|police officer|officer|social worker|caretaker|foster carer"
)
_PAPERS = "papers|news|press|telly|tv|standard|sun|mail|mirror|guardian|gazette|telegraph|local paper"
_ELDERS = (
    "mum|mother|dad|father|nan|nana|gran|granny|grandmother|grandad|grandfather|aunt|auntie|uncle|boyfriend|girlfriend"
)
_IT_BEFELL = (
    "died|passed away|hanged (?:him|her)self|drowned|went missing|ran away|overdosed|was excluded|was expelled"
    "|was born (?:in|on)"
)
_WHO = ("who died", "who passed", "who hanged", "who drowned", "who went", "who ran", "who overdosed", "who was")
_BY_A_LETTER = re.compile(
    r"[A-HJ-Z](?![\w&])(?:"
    r"(?:(?<=[Cc]hild .)|(?<=[Bb]aby .)|(?<=[Ff]amily .)|(?<=[Bb]oy .)|(?<=[Gg]irl .)|(?<=[Pp]upil .)|(?<=YP .)"
    r"|(?<=[Pp]erson .))(?![/'’.-]\w| (?:and|or) [A-Z]\b| ?=| (?:group|plan|category|type|band|class|pathway|scale"
    r"|level)s?\b)"
    r"|(?<=[\"“‘'].)[\"”’'] (?:is|was|has been|had been|were) (?:placed|moved (?:to|in|out)|in care|known to)\b)"
    r"|YP(?<![\w-]..) ?\d (?:is|was|has|had|in|at|on|with|went|ran|refused|said|left|moved|missing|and)\b"
)
"""A capital that stands for a child: child M, “K” was placed, YP2."""
_HERS = re.compile(
    rf"(?i:his|her|my)(?<!\whis)(?<!\wher)(?<!\wmy)(?<!or his)(?<!or her)(?<!/his)(?<!/her) "
    rf"(?i:(?:own|late|eldest|youngest|step|half)[ -]?)?(?i:{_ELDERS}|brother|sister)\b"
    rf"|[Mm]y(?<!\w..) (?i:own |eldest |youngest )?(?i:{_KIN}|husband|wife)\b"
)
_WHOSE = ("his ", "her ", "my ", "His ", "Her ", "My ", "HIS ", "HER ", "MY ")
_OF_AN_OFFICE = re.compile(rf" of (?:the|our) (?i:{_OFFICES})\b")
_SOMEBODYS_OFFICE = re.compile(rf"\b(?:{_KIN}|{_ELDERS}|cousin) of (?:the|our) (?:{_OFFICES})\b", re.IGNORECASE)
_AN_ELDER = re.compile(
    r"(?<![Ii]f )(?<![Ww]here )(?<![Ww]hen )(?<![Ww]hether )(?<!that )(?<!whose )(?<!which )(?<![Uu]nless )"
    rf"\b[Tt]he (?:{_ELDERS}) (?:said|says|rang|refuse[sd]?|won['’]?t|went|died|drinks|hit|left (?:him|her|them)"
    r"|is in (?:prison|hospital|rehab)"
    r"|has an? (?:criminal|drug|drink|new|police|learning|mental|history|record|partner|boyfriend))\b"
)
_THE_ELDERS = tuple(f"he {elder}" for elder in _ELDERS.split("|"))
_OF_A_PLACE = re.compile(
    r"\b(?:the|that) (?:[a-z-]{2,15} ){0,2}(?:boy|girl|lad|toddler|teenager|kid) (?:in|from|at|who|with|on)\b"
    r"|\bour (?:[a-z-]{2,15} )?(?:lad|lass)\b"
    r"|\b(?:kids?|family|lot|mum|dad|twins?) (?:from|at|in) number \d"
    r"|\bthe (?:other|older|younger|elder|eldest|first|second) twin\b"
    rf"|\bthe (?:{_CHILD}|twins?) who (?:{_IT_BEFELL})\b"
    r"|(?:^|[.;:] ?|\b(?:the|that|one|our|only) )(?:child|boy|girl|pupil|baby) with [^.\n]{3,40}? at "
    r"(?-i:[A-Z][a-z])",
    re.IGNORECASE,
)
_ONE_OF_A_PLACE = (
    *("boy ", "girl ", "lad ", "lad", "lass", "toddler ", "teenager ", "kid ", " twin", "number", *_WHO),
    *("child w", "pupil w", "baby w"),
)
"""Whose relative somebody is; the one boy of a place. Of each, what is found soonest is looked for first."""
_LED_TO = re.compile(
    rf"\b(?:{_OFFICES})['’]s (?:own |late |only |eldest |youngest |older |younger )?(?:{_KIN})\b"
    r"|\b(?:the|our|those) (?:[a-z-]{2,12} )?(?:twins|triplets|quadruplets)\b"
    r"(?! (?:club|group|study|studies|trust|register|are (?:each )?counted|count\b))"
    rf"|\bthe (?:{_CHILD}) (?:who (?:was|had been|got) )?"
    r"(?:stabbed|murdered|killed|raped|shot|drowned|arrested|abducted|trafficked)\b"
    rf"|\b(?:{_CHILD})\b[^.\n]{{0,40}}\b(?:in|on|all over) the (?:{_PAPERS})\b"
    r"(?! (?:item|letter|page|bulletin))",
    re.IGNORECASE,
)
_WORDS = (
    *("'s ", "’s ", "twins", "triplets", "quadruplets", "stabbed", "murdered", "killed", "raped", "shot", "drowned"),
    *("arrested", "abducted", "trafficked", *(f"the {paper}" for paper in _PAPERS.split("|"))),
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
    if has_any(text, _WORDS) and _LED_TO.search(text):
        return True
    if _BY_A_LETTER.search(text) or (holds(text, _WHOSE) and _HERS.search(text)):
        return True
    if _OF_AN_OFFICE.search(text) and _SOMEBODYS_OFFICE.search(text):
        return True
    if holds(text, _THE_ELDERS) and _AN_ELDER.search(text):
        return True
    return has_any(text, _ONE_OF_A_PLACE) and bool(_OF_A_PLACE.search(text))


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

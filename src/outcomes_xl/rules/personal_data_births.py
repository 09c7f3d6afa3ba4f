"""Days of birth: called so, after two names, or of somebody who was born; as figures, with a month's name, in words."""

from __future__ import annotations

import re
from functools import lru_cache

from outcomes_xl.rules.personal_data_words import begins_as_no_name, of_the_field, personal_words
from outcomes_xl.rules.plain_text import plain
from outcomes_xl.rules.word_sieve import has_any, small

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}"
_IN_WORDS = (
    r"(?:(?:twenty|thirty)(?:[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))?|twentieth|thirtieth"
    r"|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth"
    r"|fifteenth"
    r"|sixteenth|seventeenth|eighteenth|nineteenth)"
)
_OF_MONTH = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|{_IN_WORDS})"
_YEAR = (
    r"(?:(?:19|20)?\d\d|(?:two thousand(?: and)?|twenty|nineteen)[- ](?:ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|(?:twenty|ninety|eighty|oh)(?:[- ][a-z]{3,5})?|one|two|three|four|five|six"
    r"|seven|eight"
    r"|nine)\b)"
)
DAY = (
    r"(?:\d{1,2} ?[/._-] ?\d{1,2} ?[/._-] ?(?:19|20)?\d\d|(?:19|20)\d\d-\d\d-\d\d"
    rf"|{_OF_MONTH}(?: of | day of |[ .-]{{0,2}}){_MONTH}[.,]?[ .-]?{_YEAR}"
    rf"|{_MONTH} (?:the )?{_OF_MONTH},? (?:{_YEAR}))(?!\d)"
)
"""A day as it is written: in figures, with its month's name, in words."""
_IN_FIGURES = re.compile(r"\d ?[/._-] ?\d{1,2} ?[/._-] ?\d|\d{8}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAY_OF_A_YEAR = rf"(?:{_OF_MONTH}(?: of )?[ -]?{_MONTH}|{_MONTH} (?:the )?{_OF_MONTH})\b"
CALLED_BIRTH = r"(?<![a-z])(?:d ?[./]? ?o ?[./]? ?b(?![a-z])\.?|date of birth|birth ?date|birthday|b-?day)"
_D_O_B = re.compile(r"d[ ./]{0,3}o[ ./]{0,3}b")
_BIRTH = re.compile(
    rf"{CALLED_BIRTH}[\W_]{{0,5}}(?:is |was )?(?:(?:given|recorded|shown|entered|down|put|typed) as )?"
    rf"(?:on )?(?:the )?(?:{DAY}|\d{{8}}(?!\d))",
    re.IGNORECASE,
)
_NAME = r"(?P<name>[A-Z][a-zà-öø-ÿ'’-]{1,20}(?: [A-Z]\.?)?(?: (?:[Dd]e|[Vv]an|[Aa]l|[Oo]['’]))?[ -][A-Z][\w'’-]{1,24})"
_CAPITALS = r"(?P<name>[A-Z][A-Z'’-]{1,20},? (?:[A-Z][a-zà-öø-ÿ'’-]{1,20}|[A-Z][A-Z'’-]{1,20}))"
"""A family name in capitals, as registers have it: KHAN, Amira; and AMIRA KHAN."""
_CAPITALS_AND_DAY = re.compile(rf"(?<![\w'’-]){_CAPITALS},? {{0,2}}[(\[,:;–-]{{0,2}} ?{DAY}")
_BORN_THEN_NAME = re.compile(rf"\b[Bb]orn (?:on )?(?:the )?{DAY} ?[,:;–-] ?{_NAME}")
_NAME_AND_DAY = re.compile(rf"{_NAME},? {{0,2}}[(\[,:;–-]{{0,2}} ?{DAY}")
_BORN = re.compile(rf"\b(?:born|b\.) ?(?:on )?(?:the )?\(?{DAY}")
_SOMEBODY = re.compile(r"\b(?:boy|girl|son|daughter|baby|twin|brother|sister|he|she|[Cc]hild [A-Z])\b")
_CAPITAL = re.compile(r"\b[A-Z][\w'’-]{1,24}")
_NEAR = 30
"""How many letters before “born” a name may stand."""
_OF_CHILDREN = re.compile(
    r"\b(?:child|bab(?:y|ies)|pupil|boy|girl|son|daughter|born|twins?|siblings?|mum|dad|mother|father|year \d"
    r"|plan|case)\b",
    re.IGNORECASE,
)
_LAST_YEAR = re.compile(r"\d{2,4}(?=\D*$)|20\d\d")
_FIRST_YEAR = 23
"""From 2023 on a day beside a colleague's name is a meeting's: “Emailed Priya Shah, 14/05/2025”."""
ONWARDS = re.compile(r"\s{0,2}[),]?\s{0,2}(?:(?:to|or|and|onwards|until)\b|[–-]\s{0,2}\d)")
"""After a day, this makes it the beginning of a cohort."""


def may_speak_of_birth(text: str) -> bool:
    """Whether a text has the letters of a word for a day of birth: most have none."""
    return has_any(text, ("birth", "b-day", "bday")) or bool(_D_O_B.search(small(text)))


@lru_cache(maxsize=16)
def may_hold_a_day(text: str) -> bool:
    """Whether a text has what every day has in it: most have none, and need not be gone through for one."""
    return bool(_IN_FIGURES.search(text)) or has_any(text, _MONTHS)


def birth_date_in(text: str) -> bool:
    """Whether a day of birth stands in the text: called one, after a name, or of somebody who was born."""
    text = plain(text)
    if not may_hold_a_day(text):
        return False
    if may_speak_of_birth(text) and _BIRTH.search(text):
        return True
    for pattern in (_NAME_AND_DAY, _CAPITALS_AND_DAY, _BORN_THEN_NAME):
        for match in pattern.finditer(text):
            of_nobody = of_the_field(match["name"]) or begins_as_no_name(match["name"])
            if not (of_nobody or _day_with_a_colleague(text, match)):
                return True
    return any(_somebody_before(text, match) for match in _BORN.finditer(text))


def _day_with_a_colleague(text: str, match: re.Match[str]) -> bool:
    """Whether a name stands where a colleague's does, its day is of the years in which this tool is used, and no word
    of a child is in the text.
    """
    year = _LAST_YEAR.search(match[0])
    recent = year is not None and int(year[0][-2:]) >= _FIRST_YEAR and not year[0].startswith("19")
    if not recent or _OF_CHILDREN.search(text):
        return False
    leads_up = text[: match.start("name")].rstrip(": ").casefold()
    words = personal_words()["with_colleagues"]
    first = match["name"].split(" ")[0].casefold()
    return first in words or any(leads_up == word or leads_up.endswith(f" {word}") for word in words)


def _somebody_before(text: str, born: re.Match[str]) -> bool:
    before = text[max(0, born.start() - _NEAR) : born.start()]
    if ONWARDS.match(text, born.end()):
        return False
    return bool(_SOMEBODY.search(before)) or any(not of_the_field(name) for name in _CAPITAL.findall(before))

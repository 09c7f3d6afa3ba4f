"""Titles of rows that belong to the row above: Boys, of which FSM; England, Target; and all of it: All, Total."""

from __future__ import annotations

import re

_OF_WHICH = re.compile(r"^(of|in) (which|whom|these|those)\b|^(including|incl\.?|comprising|made up of|broken down)\b")
_WHO = (
    r"boys?|girls?|males?|females?|men|women|(non|not)[ -]?(fsm|sen|send|eal|disadvantaged)|fsm6?|free school meals|"
    r"sen( support)?|send|ehc ?ps?|ehc plans?|eal|disadvantaged|non[ -]disadvantaged|others?|unknown|"
    r"not (known|stated)|"
    r"(white|asian|black|mixed|chinese|arab|gypsy|roma|any other|other)\b[a-z /,&-]{0,40}|"
    r"(aged? )?(under \d+s?|over \d+s?|\d{1,2} ?(-|–|to) ?\d{1,2}( years?| year olds?)?|\d{1,2}\+)|"
    r"(cla|cin|cp|lac|uasc|care leavers)|(primary|secondary|special|alternative provision)( schools?| phase)?|"
    r"(by )?(sex|gender|ethnicity|age)"
)
_GROUP = re.compile(
    rf"^(the |all )?({_WHO})( (pupils|children|people|only|young people))?( ?\((?:{_WHO}|[^)]{{1,20}})\))?$"
)
_BESIDE = re.compile(
    r"^(england|london|(inner|outer) london|national(ly)?|regional|region|uk|"
    r"(statistical|stat\.?|nearest|cipfa) neighbou?rs?|sns?|neighbou?rs?|target|trajectory|baseline|benchmark|forecast|"
    r"(previous|prior|last) (year|quarter|period)|same (period|quarter) last year|numerator|denominator|"
    r"direction( of travel)?|trend|rank(ing)?|quartile|rag( rating)?|comments?|commentary|"
    r"q[1-4]|quarter [1-4])( (average|avg\.?|mean|median|figure|rate|value))?$"
)
"""What stands below a measure to compare it with, and is no measure itself."""
_WIDER = re.compile(r"england|london|(inner|outer) london|(statistical|stat\.?|nearest) neighbou?rs?|sns?")
_BULLET = re.compile(r"^[\s\-–—•·▪◦*>»]+(?=\s|\w)")
_EVERYBODY = re.compile(r"^(all( pupils| children| people)?|total|both|persons|everyone)$")


def is_a_part(said: str) -> bool:
    """Whether a row's folded title says that it belongs to another: a group, "of which" and more, England."""
    plain = _BULLET.sub("", said).strip(" :") if not said[:2].isalpha() else said.strip(" :")
    return bool(_OF_WHICH.search(plain) or _GROUP.search(plain) or _BESIDE.search(plain))


def is_everybody(said: str) -> bool:
    """Whether a row's folded title says that it is all of the row above."""
    return bool(_EVERYBODY.search(_BULLET.sub("", said).strip(" :") if not said[:2].isalpha() else said.strip(" :")))


def is_wider(text: str) -> bool:
    """Whether a text is the country, the region or like boroughs, and nothing more."""
    return _WIDER.fullmatch(text.strip().casefold()) is not None


_DEFINES = re.compile(
    r"^(the |an? )?(%|per ?cent(age)?|proportion|share|number|rate|ratio|average|mean|count|children|pupils|"
    r"young people|babies|deaths|births|women|mothers|families|households|admissions|those)"
    r"( (who|that|of|reaching|under|with|whose|in|per|aged|and|for|to|starting|leaving|looked)\b|$)"
)
_NARROWS = re.compile(
    r"\b(boys?|girls?|males?|females?|fsm|sen|send|ehc ?ps?|eal|disadvantaged|primary|secondary|special|ethnic\w*|"
    r"white|black|asian|only|except|excluding|care leavers|looked[ -]after|in need|protection|social (care|workers?)|"
    r"cin|cla|lac|england|london|national\w*|neighbours?|target|ward|localit(y|ies)|year \d|ks\d|key stage)\b"
)
_FEWEST_WORDS = 4


def defines(said: str) -> bool:
    """Whether what stands after a title says what it counts (% of pupils who miss …), and of no part or other area."""
    said = said.casefold().strip()
    return len(said.split()) >= _FEWEST_WORDS and bool(_DEFINES.search(said)) and not _NARROWS.search(said)

"""What says who somebody is only by what stands beside it: a first name by a day, two names by a year group.

Nothing here has a check digit or a word that calls it what it is, so a name is any word with a capital that is neither
of the field nor everyday. What is found is asked about, never sure. Every pattern has bounded repeats.
"""

from __future__ import annotations

import re

from outcomes_xl.rules.personal_data_births import CALLED_BIRTH, DAY, ONWARDS, may_hold_a_day, may_speak_of_birth
from outcomes_xl.rules.personal_data_small_letters import with_capitals
from outcomes_xl.rules.personal_data_words import is_no_name, is_of_ordinary_words, personal_words
from outcomes_xl.rules.plain_text import has_figures, plain

_UPPER, _LOWER = "A-ZÀ-ÖØ-Þ", "a-zß-öø-ÿ"
_AFTER_CAPITAL = rf"(?:['’][{_UPPER}])?[{_LOWER}]{{1,20}}(?:-?[{_UPPER}][{_LOWER}]{{1,20}}){{0,2}}"
_WORD = rf"[{_UPPER}]{_AFTER_CAPITAL}"
_FIRST = rf"[{_UPPER}](?<![\w'’./=-][{_UPPER}]){_AFTER_CAPITAL}"
"""What is looked for begins with a set of letters, not with what may not stand before it: that is found far sooner."""
_RUN = rf"(?P<run>{_FIRST}(?: {_WORD}){{0,3}})(?P<initial> [{_UPPER}](?![\w'’&/-])\.?)?"
_NEXT = re.compile(rf"{_RUN}(?![\w=/|-])")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
_MONTH_OR_YEAR = rf"(?:{_MONTH},? ?(?:19|20)\d\d|\d{{1,2}} ?[/.-] ?(?:19|20)?\d\d|(?:19|20)\d\d)(?![\d/.-]\d|\d)"
_DAY_AFTER = re.compile(rf"[,:;]?\s{{0,2}}[(\[–-]?\s{{0,2}}{DAY}", re.IGNORECASE)
_DAY_BEFORE = re.compile(rf"{DAY}\s{{0,2}}[,:;–-]?\s{{0,2}}{_RUN}\s{{0,2}}(?=[.,;()]|$)")
_CALLED_BIRTH = re.compile(
    rf"{CALLED_BIRTH}[\W_]{{0,5}}(?:is |was |in )?"
    rf"(?:{_MONTH_OR_YEAR}|{_MONTH},? ?\d\d(?!\d))",
    re.IGNORECASE,
)
_BORN = re.compile(rf"b(?:(?<=\bb)orn|(?<=\bb)\.|(?<=[\s(]b)) ?(?:in |on )?\(?{_MONTH_OR_YEAR}")
_BORN_THEN = re.compile(rf"\s{{0,2}}[,:;–-]\s{{0,2}}{_RUN}")
_NEAR = 40
"""How many letters before and after a name are looked at."""
_OF_A_CHILD = re.compile(
    r"\b(?:(?:year|yr|y) ?(?:1[0-3]|[1-9]|R)\b|aged? \d|reception\b"
    r"|(?<!virtual )(?<!Virtual )(?:pre-?)?school\b|nursery\b|plan\b"
    r"|siblings?\b|brother|sister|twin|mum\b|mother|dad\b|father|(?:parent|carer)\b(?! (?:login|app|portal|survey"
    r"|forum|panel|view|voice|record|champion|ambassador|group))|aunt|uncle|gran|placement\b"
    r"|placed\b"
    r"|fostered|adopted|excluded\b|ehcp\b|dob\b|d\.o\.b|chronology|genogram|core group|(?:cp|initial|review) conference"
    r"|icpc\b|rcpc\b"
    r"|(?:lac|cla|cic) review|strategy (?:meeting|discussion)|s\.?47\b|section 47|care proceedings|case notes?)",
    re.IGNORECASE,
)
_PLACE_OF = re.compile(
    r"\b(?:borough|city|county|town|diocese|university|college|port|parish|ward|council) of $", re.IGNORECASE
)


def birth_beside_a_name_in(text: str) -> bool:
    """Whether a day stands beside a first name, or a month or year of birth beside a name or a word for it."""
    text = plain(text)
    if not has_figures(text):
        return False
    if may_speak_of_birth(text) and _CALLED_BIRTH.search(text):
        return True
    return any(
        _beside_a_day(read) or any(_somebody_was(read, born) for born in _BORN.finditer(read))
        for read in filter(None, (text, with_capitals(text)))
    )


def _beside_a_day(text: str) -> bool:
    if not may_hold_a_day(text):
        return False
    for run in _NEXT.finditer(text):
        if _is_somebody(text, run, at_least=1) and _DAY_AFTER.match(text, run.end()) and not _a_colleague(text, run):
            return True
    return any(_is_somebody(text, found, at_least=1) for found in _DAY_BEFORE.finditer(text))


def named_child_in(text: str) -> bool:
    """Whether two names stand beside what only a child has, such as a year group, or a first name with an initial."""
    text = plain(text)
    return any(_is_a_child(text, run) for run in _NEXT.finditer(text))


# Telling apart --------------------------------------------------------------------------------------------------------


def _is_a_child(text: str, run: re.Match[str]) -> bool:
    words = 1 if run["initial"] else 2
    if not _is_somebody(text, run, words) or _a_colleague(text, run) or _works_here(text, run):
        return False
    beside = f"{text[max(0, run.start() - _NEAR) : run.start()]}\n{text[run.end() : run.end() + _NEAR]}"
    return bool(run["initial"] or _OF_A_CHILD.search(beside))


def _is_somebody(text: str, run: re.Match[str], at_least: int) -> bool:
    """Whether a run of words with capitals has no word in it that is known, but for what a sentence begins with."""
    words = run["run"].split(" ")
    while len(words) > 1 and words[0].casefold() in personal_words()["sentence_begins"]:
        words = words[1:]
    if (run["initial"] or "").strip() == "I" or len(words) < at_least:
        return False
    thing = re.match(r"(?:['’]s)? ([a-z]+)", text[run.end() : run.end() + 20])
    if thing and thing[1] in personal_words()["things_named"]:
        return False
    return not any(is_no_name(word) for word in words) and not is_of_ordinary_words(" ".join(words))


def _somebody_was(text: str, born: re.Match[str]) -> bool:
    if ONWARDS.match(text, born.end()):
        return False
    before = text[max(0, born.start() - _NEAR) : born.start()]
    after = _BORN_THEN.match(text, born.end())
    near = [*_NEXT.finditer(before), *([after] if after else ())]
    return any(_is_somebody(run.string, run, at_least=1) for run in near)


def _a_colleague(text: str, run: re.Match[str]) -> bool:
    """Whether the word before is one after which a colleague or a place is named: with Priya, from Whittington."""
    leads_up = text[max(0, run.start() - _NEAR) : run.start()]
    if _PLACE_OF.search(leads_up):
        return True
    leads_up = re.sub(rf"{_WORD},? (?:and|&) $", "", leads_up)
    before = re.search(r"([^\W\d_]+):? $", leads_up)
    nearest = {before[1].casefold() if before else "", run["run"].split(" ")[0].casefold()}
    return not nearest.isdisjoint(personal_words()["before_colleagues"])


def _works_here(text: str, run: re.Match[str]) -> bool:
    after = re.findall(r"[^\W\d_]+", text[run.end() : run.end() + _NEAR].casefold())
    return any(word in personal_words()["of_colleagues"] for word in after)

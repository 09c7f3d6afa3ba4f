"""Ages as officers and directories write them: "0-5", "birth to 19 (25 with SEND)", "under 5s", "2 and 3 year olds".

A text is read only where every number in it is understood as an age. Months, school years, hours and prices are none,
and a span that would be a guess is no span: somebody can be asked, and a wrong age is believed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

OLDEST = 25
"""The oldest age a band of the lists goes to: young people with SEND or care experience."""
BANDS = {"0 to 4": (0, 4), "5 to 10": (5, 10), "11 to 15": (11, 15), "16 to 19": (16, 19), "20 to 25": (20, 25)}
"""The bands services are counted by; one of several bands counts in each."""

_NUMBERS = """
two three four five six seven eight nine ten
eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
"""
_IN_WORDS = MappingProxyType({word: str(number) for number, word in enumerate(re.findall(r"\w+", _NUMBERS), 2)})
_UNIT = r"(?:[\s-]*(?:years?|yrs?|y/?o)\b\.?(?:[\s-]*olds?\b)?|s\b)"
_AGE = rf"(?<![\w.,/:£#½¼¾])\d{{1,3}}(?![\d%:/½¼¾]|\.\d|,\d{{3}}){_UNIT}?(?!\w)"
_LABEL = r"(?:\bage(?:s|d)?(?: range| group)?:? *)"
_TO = r"\s*(?:-|\b(?:up )?to\b|\buntil\b|\btill?\b|\bthrough\b)\s*"
_KINDS = (
    ("between", rf"\bbetween {_LABEL}?{_AGE}\s*\band\b\s*{_AGE}"),
    ("between", rf"(?:\bfrom )?{_LABEL}?{_AGE}{_TO}{_AGE}"),
    ("below", rf"(?:\b(?:under|below|younger than|less than)\b(?: the age of)?|<)\s*{_AGE}"),
    ("up_to", rf"(?:\bup to(?: and including)?(?: the age of)?|≤|<=)\s*{_LABEL}?{_AGE}"),
    ("up_to", rf"\bmax(?:imum)?(?: age)?(?: of)?:?\s*{_LABEL}?{_AGE}"),
    ("up_to", rf"{_AGE}\s*(?:and|or|&) (?:under|below|younger)\b"),
    ("on", rf"{_AGE}\s*(?:\+|plus\b|(?:and|or|&) (?:over|above|older|more|up|upwards|onwards)\b|upwards\b|onwards\b)"),
    ("on", rf"(?:\bfrom\b|\bmin(?:imum)?(?: age)?(?: of)?:?|≥|>=)\s*{_LABEL}?{_AGE}"),
    ("each", rf"{_AGE}(?:\s*(?:,|\band\b|\bor\b|&)\s*{_AGE})*"),
)  # fmt: skip
_SPAN = re.compile("|".join(f"(?P<k{at}>{_LABEL}?{pattern})" for at, (_, pattern) in enumerate(_KINDS)))
_NO_AGES = re.compile(
    r"\b(?:not|except|excluding|months?|mths?|weeks?|wks?|key stages?|noon|half)\b"
    r"|(?<!and )(?<!or )(?<!& )\b(?:over|above|older than|more than)\b"
    r"|\b(?:years?|yrs?|y|ks) ?(?:groups? )?\d|\d ?(?:am|pm|months?|mths?|weeks?|wks?)\b"
    r"|\d[ -]?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b"
    r"|\b(?:mon|tue|tues|wed|thu|thurs|fri|sat|sun)(?:days?)?\b"
)
_FROM_MONTHS = re.compile(rf"(\d{{1,3}})\s*m(?:on)?ths?{_TO}(\d{{1,3}})\s*(?:y|yrs?|years?)\b(?:[\s-]*olds?\b)?")
_BEFORE_BIRTH = re.compile(rf"(?:\bfrom )?\b(pregnancy|conception|pre-?birth|antenatal)(?={_TO}\d)")
_WRITTEN_NUMBER = re.compile(rf"\b({'|'.join(_IN_WORDS)})(?=[\s-]*years?[\s-]*olds?\b)")
_WRITTEN_MANY = re.compile(r"\b(twos|threes|fours|fives|sixes|sevens|eights|nines|tens|elevens|twelves)\b")
_AGE_IN_WORDS = re.compile(rf"{_LABEL}|{_UNIT}|\b(?:under|below|younger|older)\b")
_PLAIN_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        a aged ages all and any are babies baby boys carer carers child children families family for from girls has have
        in inclusive infants kids of old only or our parent parents people pupils range students teenagers teens the
        their to toddlers who with year years young youth yrs
        """,
    )
)
"""Words around an age that make it no less of one."""


@dataclass(frozen=True, slots=True)
class AgeSpan:
    """The youngest and the oldest age, both counted in. ``open_ended``: it says no oldest, and OLDEST stands there.

    ``from_when`` is what it says of a beginning that is no birthday: "from 6 months", "from pregnancy".
    """

    youngest: int
    oldest: int
    open_ended: bool = False
    from_when: str = ""


def ages_of(text: str) -> tuple[int, int] | None:
    """Return the youngest and oldest age of a cell for ages; None where it says none that can be read."""
    found = age_span(text)
    return (found.youngest, found.oldest) if found else None


@lru_cache(maxsize=4096)
def age_span(text: str, *, of_ages: bool = True) -> AgeSpan | None:
    """Return the ages a text says; None where it says none, several apart, or anything that is not understood.

    What stands in brackets is for some only and is left out. An age under another is a slip, and no span. ``of_ages``
    is false for prose, where a number counts as an age only if the words beside it say so.
    """
    plain = _plain(text)
    from_when = ""
    if found := _FROM_MONTHS.search(plain):
        from_when = f"from {int(found[1])} months"
        plain = f"{plain[: found.start()]}{int(found[1]) // 12}-{found[2]} years{plain[found.end() :]}"
    elif before := _BEFORE_BIRTH.search(plain):
        from_when = f"from {before[1]}"
        plain = _BEFORE_BIRTH.sub("0", plain)
    if _NO_AGES.search(plain):
        return None
    matches = [*_SPAN.finditer(plain)]
    left = _SPAN.sub(" ", plain)
    if not matches or any(letter.isdigit() or letter in "+<>≤≥%£=" for letter in left):
        return None
    other_words = not _PLAIN_WORDS.issuperset(re.findall(r"[^\W\d_]+", left))
    spans = []
    for match in matches:
        kind = _KINDS[int(str(match.lastgroup)[1:])][0]
        said_so = _AGE_IN_WORDS.search(match[0]) is not None
        if other_words and not said_so and (not of_ages or kind == "each"):
            return None
        if kind in ("each", "on") and re.search(r"(?:\bto|\buntil|-)\s*$", plain[: match.start()]):
            return None
        spans.append(_span(kind, [int(one) for one in re.findall(r"\d+", match[0])]))
    return _together(spans, from_when)


def _plain(text: str) -> str:
    """Return a text with its dashes alike and its ages in figures, without what stands in brackets."""
    plain = (
        re.sub(r"\([^)]*\)", " ", text.casefold())
        .replace("–", "-")
        .replace("—", "-")
        .replace("’", "'")
        .replace("'s", "s")
    )
    plain = re.sub(r"\b(under|over|below)-", r"\1 ", plain)
    plain = re.sub(r"\b(?:from )?birth(?=\s*(?:-|to\b|until\b|up to\b|onwards\b|\+))", "0", plain)
    plain = re.sub(r"\bfrom birth\b", "from 0", plain)
    plain = _WRITTEN_NUMBER.sub(lambda word: _IN_WORDS[word[1]], plain)
    plain = _WRITTEN_MANY.sub(lambda word: f"{_IN_WORDS[re.sub('(?<=x)es$|s$', '', word[1])]}s", plain)
    return re.sub(r"(?<=\d),(?=\d{1,2}(?!\d))", ", ", plain)


def _span(kind: str, numbers: list[int]) -> AgeSpan | None:
    first, last = numbers[0], numbers[-1]
    match kind:
        case "between":
            return AgeSpan(first, last) if first <= last else None
        case "below":
            return AgeSpan(0, first - 1) if first else None
        case "up_to":
            return AgeSpan(0, first)
        case "on":
            return AgeSpan(first, max(OLDEST, first), open_ended=True)
    in_order = numbers == [*range(first, last + 1)]
    return AgeSpan(first, last) if in_order else None


def _together(spans: list[AgeSpan | None], from_when: str) -> AgeSpan | None:
    """Return spans that follow on one another as one: "0-2; 3-5". Spans apart are no span."""
    known = sorted((one for one in spans if one), key=lambda one: one.youngest)
    if len(known) < len(spans):
        return None
    made = known[0]
    for one in known[1:]:
        if one.youngest > made.oldest + 1:
            return None
        made = AgeSpan(made.youngest, max(made.oldest, one.oldest), made.open_ended or one.open_ended)
    return AgeSpan(made.youngest, made.oldest, made.open_ended, from_when)


def overlap(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    """Whether two spans have an age in common; where either is not known, nobody can say."""
    return one is not None and other is not None and one[0] <= other[1] and other[0] <= one[1]


def bands_of(span: tuple[int, int]) -> list[str]:
    """Return the bands a span reaches into."""
    return [name for name, band in BANDS.items() if overlap(span, band)]

"""What looks as if it were about one person: each detector says whether, and no value ever leaves here.

A detector takes a text and answers with True or False. Those with a check digit or a fixed form ask for nothing else;
the others want a word beside it, since notes are full of years, codes and counts. ``signs_in`` asks them all. Every
pattern has bounded repeats, so that a long note costs no more than its length.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from outcomes_xl.rules.personal_data_births import birth_date_in
from outcomes_xl.rules.personal_data_secrets import password_in
from outcomes_xl.rules.personal_data_words import any_of, personal_words
from outcomes_xl.rules.plain_text import plain

_NHS = re.compile(
    r"(?:(?<![\d.-])|(?<=nhs-))\d{3}(?P<apart>[ .-]?| ?[_|:;*~+·•\\/–-] ?|  )\d{3}(?P=apart)\d{4}(?!\.\d"
    r"|,\d{3}(?!\d)|\d)"
    r"|(?:(?<![\d.,/-])|(?<=nhs-))(?<!\d )(?!\d{1,2}[./-]\d{1,2}[./-]\d)\d(?:[ ._/()-]{0,3}\d){9}(?![ .,/-]\d|\d)",
    re.IGNORECASE,
)
"""Ten figures as NHS numbers stand, and ten however apart, which are no part of a longer row of figures nor a day.

A comma right beside the first is one of a list (Jo,943 476 5919,2014): no number has ten figures behind its comma.
"""
_USUAL_NHS = re.compile(r"\d{3}([ .-]?)\d{3}\1\d{4}")
_OF_A_PERSON = re.compile(
    r"\b(?:nhs|chi|h&c|case|child(?:ren)?|bab(?:y|ies)|mum|mother|dad|father|pupil|patient|girl|boy|son|daughter"
    r"|twins?|sibling|brother|sister|parent|carer|client|family|yp|young person|student|learner|lac|cin|cp)\b",
    re.IGNORECASE,
)
_CALLED_NHS = re.compile(r"(?<![A-Za-z])(?:NHS|N\.H\.S|CHI|H&C)(?![A-Za-z])", re.IGNORECASE)
_SEE = re.compile(r"\bsee\b", re.IGNORECASE)
_GIVEN_OUT = re.compile(r"[4679]|3[2-9]")
_UPN = re.compile(r"(?<![A-Za-z0-9])([A-HJ-NP-RT-Z]) ?(\d{11})([\dA-HJ-NP-RT-Z])(?![A-Za-z0-9])", re.IGNORECASE)
# In groups, only with a code in front as local authorities have (DfE), and not years: “Q 2019 2020 2021”.
_UPN_IN_GROUPS = re.compile(
    r"(?<![A-Za-z0-9])([A-HJ-NP-RT-Z])((?:[ ._/-]{0,2}\d){11})[ ._/-]{0,2}([\dA-HJ-NP-RT-Z])(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_AUTHORITY = re.compile(r"[2389]\d\d|420|6[678]\d")
_YEARS = re.compile(r"(?:[ ._/-]{0,2}20[0-4]\d){2}")
# The parts are as long as RFC 5321 lets them be, and looked for from where a word begins: a long one would otherwise be
# gone through anew from each of its letters.
_EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}(?:@| ?[(\[]at[)\]] ?)[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
# The shapes of a full postcode, from Royal Mail's guide as gov.uk gives it; a district such as SW19 is not one.
_POSTCODE = re.compile(
    r"\b(?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d|[A-HK-Y]\d\d|\d[A-HJKPSTUW]|[A-HK-Y]\d[ABEHMNPRV-Y])"
    r" ?\d[ABD-HJLNP-UW-Z]{2})\b"
)
# In small letters only with the space, and nothing after it: “at 4 pm” and “ks2 1st” are none.
_ANY_ID = re.compile(r"\d{4}")
_ID = re.compile(
    r"[\s:=#/_–-](?=(?P<id>(?=[A-Z/-]{0,5}\d)[A-Z]{0,4}[-/]?\d{4,10}(?:[/-]\d{2,8})?)(?![\w%]|[.,]\d))", re.IGNORECASE
)
"""What could be an id, behind what parts it from what it is called by."""
_ID_IN_A_SYSTEM = re.compile(r" \d{5,10} (?:in|on) (?P<system>[A-Za-z]{2,12})")
_SAYS_AN_ID = re.compile(r"\b(?:record|file|entry|see|ref|number|no\.?|id)\Z", re.IGNORECASE)
_ARE_COUNTED = re.compile(r" (?:rows?|records|cases|lines|children|in all|in total|a year)\b", re.IGNORECASE)
_LONG_ID = re.compile(r"\d{6,10}\b")
_OF_PAPERS = re.compile(r"[A-Z]{0,2}\d{7,9}\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:(?:is|id|pid|no|ref)?[-/])?(?:19|20)\d\d(?:[/-](?:19|20)?\d\d)?", re.IGNORECASE)
_LONGEST_CALL = 60
"""How many letters before an id are looked at for what it is called by."""
_END_OF_A_POSTCODE = re.compile(r"\d[a-z][a-z]", re.IGNORECASE)
_SMALL_POSTCODE = re.compile(
    r"(?<![\w-])[a-pr-uwyz](?:\d{1,2}|[a-hk-y]\d{1,2}|\d[a-hjkpstuw]|[a-hk-y]\d[abehmnprv-y])"
    r" (?!\d(?:st|nd|rd|th)\b)\d[abd-hjlnp-uw-z]{2}(?![\w-])"
)
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_ULN = re.compile(
    r"(?<![A-Za-z])(?:ULN|unique learner number|learner (?:no|number"
    r"|id))(?![A-Za-z])\D{0,12}(\d(?:[ ._/-]{0,2}\d){9})(?!\d)",
    re.IGNORECASE,
)
# HM Revenue & Customs' National Insurance Manual, NIM39110: D, F, I, Q, U, V never begin one, O is never second, and
# some pairs are not used. Q is let through: QQ 12 34 56 C is what people type who make one up, or copy one half.
_NINO = re.compile(
    r"(?<![A-Z0-9])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PQR-TW-Z][A-CEGHJ-NPQR-TW-Z]"
    r"(?:[ -]?(\d\d)[ -]?(\d\d)[ -]?(\d\d)[ -]?|(?P<apart>[ ._/-]{1,2})\d\d(?P=apart)\d\d(?P=apart)\d\d(?P=apart))"
    r"[A-D](?![A-Z0-9])",
    re.IGNORECASE,
)
# The ranges of Ofcom's numbering plan in which a person's own telephone is: 01, 02 and 07. Helplines (03, 080, 084) are
# nobody's. The figures may stand in groups of two and more.
_TELEPHONE = re.compile(
    r"(?<![^\W_])(?<![.,/£-])(?:\+44|0044)?[ -]?\(?0? ?\)?(?P<rest>[127](?:[ ._-]?\)?[ ._-]?\d){8,9})(?![\d/]"
    r"|[.,]\d|-\d)",
)


def nhs_number_in(text: str) -> bool:
    """Whether a ten-figure number with a right check digit stands in the text.

    The check is the NHS Data Dictionary's: weights 10 to 2, modulus 11; one number in eleven passes by chance. So where
    nothing calls it one, it has to begin as numbers do that are given out (England and Wales 4, 6 and 7, Northern
    Ireland 32 to 39) or made up (9).
    """
    text = plain(text)
    called, beside = bool(_CALLED_NHS.search(text)), of_a_person(text, apart=True)
    return any(
        called or (could_be_given_out(number) and (beside or is_usual_nhs(match[0])))
        for number, match in nhs_numbers(text)
    )


def nhs_numbers(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield the figures of each number with a right check digit that a text holds, and where it stands."""
    for match in _NHS.finditer(text):
        figures = re.sub(r"\D", "", match[0])
        if _nhs_check(figures) and not _are_figures(re.findall(r"[./]", match[0]), match[0]):
            yield figures, match


def _are_figures(marks: list[str], number: str) -> bool:
    """Whether ten figures with points or strokes in them are a decimal, or several figures in a row: 6.560247538."""
    return bool(marks) and (len(marks) == 1 or len(set(marks)) > 1 or " " in number or "-" in number)


def is_usual_nhs(number: str) -> bool:
    """Whether ten figures stand as NHS numbers do: in one, or apart as 3-3-4."""
    return bool(_USUAL_NHS.fullmatch(number))


def of_a_person(text: str, apart: bool) -> bool:
    """Whether a word for a person stands in the text: a child, mum; “see”, too, by figures that somebody set apart."""
    return bool(_OF_A_PERSON.search(text) or (apart and _SEE.search(text)))


def could_be_given_out(figures: str) -> bool:
    """Whether a number begins as those do that are given out, or made up."""
    return bool(_GIVEN_OUT.match(figures))


def _nhs_check(figures: str) -> bool:
    if len(set(figures)) == 1:
        return False
    rest = 11 - sum(weight * int(figure) for weight, figure in zip(range(10, 1, -1), figures[:9], strict=True)) % 11
    return rest % 11 == int(figures[9]) and rest != 10


def upn_in(text: str) -> bool:
    """Whether a unique pupil number with a right check letter stands in the text.

    The check is that of the Department for Education's guide: weights 2 to 13, modulus 23; a temporary number ends
    in a letter, which counts by its place in the alphabet without I, O and S.
    """
    text = plain(text)
    return any(_upn_check(*(part.upper() for part in match.groups())) for match in _UPN.finditer(text)) or any(
        _AUTHORITY.match(figures)
        and not _YEARS.match(match[2])
        and _upn_check(match[1].upper(), figures, match[3].upper())
        for match in _UPN_IN_GROUPS.finditer(text)
        for figures in [re.sub(r"\D", "", match[2])]
    )


def _upn_check(letter: str, figures: str, last: str) -> bool:
    values = [int(figure) for figure in figures] + [int(last) if last.isdigit() else _UPN_LETTERS.index(last)]
    total = sum(weight * value for weight, value in zip(range(2, 14), values, strict=True))
    return _UPN_LETTERS[total % 23] == letter


def email_in(text: str) -> bool:
    """Whether an email address stands in the text."""
    return bool(_EMAIL.search(plain(text)))


def postcode_in(text: str) -> bool:
    """Whether a full United Kingdom postcode stands in the text, in capitals or in small letters with its space."""
    text = plain(text)
    if not _END_OF_A_POSTCODE.search(text):
        return False
    return bool(_POSTCODE.search(text) or _SMALL_POSTCODE.search(text))


def learner_number_in(text: str) -> bool:
    """Whether a unique learner number with a right check digit stands in the text, called one.

    The check is the Learning Records Service's: weights 10 to 2, modulus 11, ten less the rest.
    """
    for match in _ULN.finditer(plain(text)):
        figures = re.sub(r"\D", "", match[1])
        rest = sum(weight * int(figure) for weight, figure in zip(range(10, 1, -1), figures[:9], strict=True)) % 11
        if rest and 10 - rest == int(figures[9]):
            return True
    return False


def national_insurance_number_in(text: str) -> bool:
    """Whether a National Insurance number stands in the text, by its form; it has no check digit."""
    return bool(_NINO.search(plain(text)))


def telephone_in(text: str) -> bool:
    """Whether a telephone number that could be a person's own stands in the text."""
    for match in _TELEPHONE.finditer(plain(text)):
        figures = re.sub(r"\D", "", match["rest"])
        starts_as_one = match[0].lstrip(" (").startswith(("0", "+44"))
        groups = re.findall(r"\d+", match["rest"])
        # The first group lost its nought, which stands before it: “07 700”.
        in_groups = min(map(len, groups[1:]), default=2) >= 2 or (max(map(len, groups)) == 1 and figures[0] == "7")
        if starts_as_one and len(figures) in (9, 10) and in_groups:
            return True
    return False


def case_id_in(text: str) -> bool:
    """Whether the number of a case, a child or a family stands in the text, called one."""
    text = plain(text)
    if not _ANY_ID.search(text):
        return False
    return any(_is_called_an_id(text, found) for found in _ID.finditer(text)) or any(
        found["system"].casefold() in personal_words()["systems"] and _SAYS_AN_ID.search(text[: found.start()])
        for found in _ID_IN_A_SYSTEM.finditer(text)
    )


DETECTORS: Mapping[str, Callable[[str], bool]] = {
    "NHS number": nhs_number_in,
    "pupil number": lambda text: upn_in(text) or learner_number_in(text),
    "National Insurance number": national_insurance_number_in,
    "date of birth": birth_date_in,
    "case id": case_id_in,
    "password": password_in,
    "telephone number": telephone_in,
    "email address": email_in,
    "postcode": postcode_in,
}
"""Every detector, by what it sees in officers' words."""


def signs_in(text: str) -> Iterator[str]:
    """Yield what of one person could stand in a text, in officers' words; never the text itself."""
    return (what for what, sees in DETECTORS.items() if sees(text))


# Telling apart --------------------------------------------------------------------------------------------------------


def _is_called_an_id(text: str, found: re.Match[str]) -> bool:
    """Whether what stands before a number says that it is of a case: mosaic 12345, child id: AB-1234."""
    number = found["id"]
    if _is_a_year(number):
        return False
    before = text[max(0, found.end() - _LONGEST_CALL) : found.end()]
    called, if_long, of_one, of_papers = _calls_an_id()
    return bool(
        called.search(before)
        or (_LONG_ID.match(number) and if_long.search(before))
        or (number.isdigit() and of_one.search(before) and not _ARE_COUNTED.match(text, found.end("id")))
        or (_OF_PAPERS.match(number) and of_papers.search(before))
    )


@lru_cache(maxsize=1)
def _calls_an_id() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what a text before a number ends with: for any number, for one of six figures and more, for one of
    four and more, for papers.
    """
    whom, systems = any_of("of_whom"), any_of("systems")
    called = r"(?: ?(?:id|pid|no|number|ref|reference|record|#)\b\.?| ?#)"
    between = r"(?: is)?[ :=#/_–-]{1,3}"
    papers = r"(?:trn|teacher reference(?: number)?|passport(?: no\.?| number)?)[ :=#]{1,3}"
    either = rf"(?:{whom}){called}{between}|(?:{systems}){called}?{between}"
    return (
        re.compile(rf"\b(?:{either})\Z", re.IGNORECASE),
        re.compile(rf"\b(?:{whom})(?:\s{{0,2}}[:=#]\s{{0,2}}| )\Z", re.IGNORECASE),
        re.compile(r"\b(?:case|client|service user|yp)[ :#]{1,2}\Z", re.IGNORECASE),
        re.compile(rf"\b{papers}\Z", re.IGNORECASE),
    )


def _is_a_year(number: str) -> bool:
    return bool(_YEAR.fullmatch(number))

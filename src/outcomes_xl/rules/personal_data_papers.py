"""What leads to one person by a register: papers, banks, courts and the police; where somebody lives; a computer.

Few of these have a check digit, so a word stands beside nearly all of them. What is found is asked about, never sure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from outcomes_xl.rules.word_sieve import has_any

_CALLED = r"(?: ?(?:ref(?:erence)?|no|num(?:ber)?|id|record|card|#)\b\.?){0,2}(?: is)?[ :=#–-]{1,3}"
_STREETS = (
    "road|rd|street|st|avenue|ave|close|lane|ln|drive|gardens|gdns|court|terrace|way|crescent|place|grove"
    "|square|mews|walk"
    "|rise|hill|estate|house|row|parade|gate"
)
_SIGNED_IN = "the name somebody signs in with"
_OF_A_COMPUTER = "the address of a computer"
PAPERS: Mapping[str, re.Pattern[str]] = {
    "the number of somebody's papers": re.compile(
        rf"\b(?:passport|brp|biometric (?:residence )?(?:permit|card)|residence permit|visa|id card){_CALLED}"
        r"(?:[A-Z]{2,3} )?(?=[A-Z]{0,3}\d)[A-Z0-9]{7,12}\b"
        rf"|\b(?:ho|home office|ukvi|immigration|asylum|nass|arc|port|cid|solicitor){_CALLED}"
        r"(?!(?:19|20)\d\d\b)(?:[A-Z]{1,3}[/ -]?\d{5,9}(?:/\d{1,4})?|\d{2}/\d{2}/\d{4,6}|\d{6,9})\b"
        r"|(?<![\w-])[A-Z]{5}\d{6}[A-Z9]{2}\d[A-Z]{2}\b"  # a driving licence, as the DVLA forms it
        r"|\bdriving licen[cs]e\D{0,12}[A-Z9]{2,5}\d{5,6}",
        re.IGNORECASE,
    ),
    "bank details": re.compile(
        r"\b(?:sort ?code|s/c)\b\D{0,6}\d\d[ -]?\d\d[ -]?\d\d\b"
        r"|(?<![\w/-])\d\d[ -]\d\d[ -]\d\d[ ,;/]{1,3}(?:a/?cc?(?:oun)?t?\.?[ :]{0,2}(?:no\.?[ :]{0,2})?)?\d{8}\b"
        r"|\b(?:bank )?(?:account|acct?|a/c) ?(?:no|num(?:ber)?)\b\.?(?: is)?[ :=#]{1,3}\d{8}\b"
        r"|\bbank (?:account|acct?|a/c)\D{0,8}\d{8}\b"
        r"|\bGB ?\d\d ?[A-Z]{4}(?: ?\d){14}\b"
        r"|\b(?:card|visa|mastercard|debit|credit|amex)\b\D{0,15}(?:\d{4}[ -]?){3}\d{2,4}\b",
        re.IGNORECASE,
    ),
    "a number of a court or of the police": re.compile(
        r"(?<![\w-])[A-Z]{2}\d\d[CPFZ]\d{5}\b|\b\d\d ?PAC ?\d{5,6}\b"
        rf"|\b(?:crime|cris|cad|merlin|custody|arrest|incident|occurrence|pnc){_CALLED}"
        r"(?!(?:19|20)\d\d(?:/\d\d)?\b)[A-Z0-9]{0,4}/?\d{4,8}(?:/\d{1,4}|[A-Z]{0,4}\d{0,2})?\b",
        re.IGNORECASE,
    ),
    "the place of somebody's home": re.compile(
        r"///\s?[a-z]{3,16}\.[a-z]{3,16}\.[a-z]{3,16}\b"
        r"|\b(?i:what ?3 ?words|what ?three ?words|w3w)\b\W{0,4}(?:is )?[a-z]{3,16}[. ][a-z]{3,16}[. ][a-z]{3,16}\b"
        r"|(?<![\d.])-?\d{1,2}\.\d{4,12}[ NS]{0,2}[,;/ ]{1,3}-?\d{1,3}\.\d{4,12}(?![\d.])"
        r"|\bUPRN\b\D{0,10}\d{6,12}\b"
        r"|\b(?i:flat|apartment|apt)\.? ?\d{1,4}[a-z]?,? {1,2}(?:\d{1,4}[a-z]?,? )?(?!Rate|Hub)[A-Z][a-z]{2,20}\b"
        r"|\b(?i:lives?|living|lived|staying|stays|stayed|resides|placed|home address(?: is)?"
        r"|(?:they|he|she|family|mum|dad|child|parents?)(?: have| has| had)? moved)[: ]{1,2}"
        r"(?i:at |to |in |with \w{1,12} at )?(?:[Nn]o\.? )?\d{1,4}[A-Za-z]?,? (?:[A-Z][\w'’]{1,20} ){1,3}"
        rf"(?i:{_STREETS})\b"
        r"|\b(?i:lives|lived|living|staying|stays) "
        r"(?i:opposite|above|behind|next door|beside|round the corner|over the)\b"
        r"|\b(?i:flat) (?i:above|over|below|behind) (?i:the|a)\b"
        r"|\b(?i:the|that) (?:[a-z]{3,10} )?(?i:house|flat|bungalow) (?i:on|in|at) (?:[A-Z][\w'’]{1,20} ){1,3}"
        rf"(?i:{_STREETS})\b"
        r"|\b(?:lives?|living|lived|staying|stays|stayed|moved|placed) (?:at"
        r"|to) (?:no\.? ?)?\d{1,4}[a-z]?,? (?:[a-z'’]{2,20} ){1,3}"
        r"(?:road|rd|street|lane|avenue|ave|close|drive|gardens|court|terrace|crescent|grove|mews)\b"
    ),
    "a car's number": re.compile(
        r"\b(?:car|van|vehicle|registration|reg|number ?plate|plate|vrm)\b\D{0,15}?\b[A-Z]{2}\d\d ?[A-Z]{3}\b",
        re.IGNORECASE,
    ),
    "somebody's name on social media": re.compile(
        r"\b(?:insta(?:gram)?|ig|snap(?:chat)?|tik ?tok|facebook|fb|twitter|gamer ?tag|psn|xbox|roblox|discord"
        r"|telegram)\b"
        r"(?:[ :=-]{1,2}(?:is|name|handle|user ?name|user|id|account"
        r"|profile)\b){0,2}[ :=-]{1,3}@?(?=[\w.]{0,30}[a-z])"
        r"(?=[\w.]{0,30}(?:[\d_]|\.\w))[\w.]{4,30}"
        r"|(?<![\w.])@[\w.]{3,30} on (?:insta|snap|tik ?tok|facebook|fb|twitter|x\b|discord|telegram)"
        r"|\b(?:facebook|instagram|tiktok|twitter|snapchat)\.com/(?!groups/|pages/"
        r"|events/)@?(?=[\w.]{0,40}[\d_.])[\w.]{5,40}",
        re.IGNORECASE,
    ),
    _SIGNED_IN: re.compile(
        r"\b[A-Z]:[\\/](?:Users|Documents and Settings)[\\/](?!Public\b|Default\b|All Users)[\w.-]{3,40}", re.IGNORECASE
    ),
    _OF_A_COMPUTER: re.compile(
        r"(?<![\w.])(?<!\bv )(?<!version )(?<!section )(?<!release )(?<!para )(?<!paragraph )(?<!chapter )(?<!clause )"
        r"(?<!table )(?<!item )(?<!build )(?<!rule )(?<!standard )(?<!step )"
        r"(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
        r"(?![\w.]|\.\d)"
        r"|(?<![\w:])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![\w:-])"
        r"|(?<![\w:])(?:[0-9a-f]{1,4}:){4,7}:?[0-9a-f]{1,4}(?![\w:])",
        re.IGNORECASE,
    ),
}


_NO_NUMBER = 1_000_000
_ONLINE = (
    *("insta", "ig", "snap", "tik", "facebook", "fb", "twitter", "gamer", "psn", "xbox", "roblox", "discord"),
    "telegram",
)
_OF_THE_POLICE = ("crime", "cris", "cad", "merlin", "custody", "arrest", "incident", "occurrence", "pnc")
_A_HOUSE = ("house on", "house in", "house at", "bungalow")
_LIVES = ("lives", "living", "live ", "live:", "lived", "stay", "resides", "placed", "home address", "moved")
_NEEDS: Mapping[str, tuple[int, tuple[str, ...]]] = {
    "the number of somebody's papers": (5, ("passport", "brp", "permit", "visa", "id card")),
    "bank details": (6, ()),
    "a number of a court or of the police": (7, _OF_THE_POLICE),
    "the place of somebody's home": (6, ("///", "words", "w3w", "flat", "apartment", "apt", *_A_HOUSE, *_LIVES)),
    "a car's number": (_NO_NUMBER, ("car", "van", "vehicle", "reg", "plate", "vrm")),
    "somebody's name on social media": (_NO_NUMBER, _ONLINE),
}
"""A text in which one of these stands has at least so many figures, or one of the words."""


def may_be_of_a_computer(text: str) -> bool:
    """Whether a text has the dots, or the colons and dashes, that a computer's address has."""
    colons = text.count(":")
    return text.count(".") >= 3 or colons >= 4 or colons + text.count("-") >= 5


def papers_in(text: str) -> Iterator[str]:
    """Yield what of somebody's papers, bank, home or computer seems to stand in a text, in officers' words."""
    figures = sum(map(text.count, "0123456789"))
    for what, seen, (least, words), has_its_marks in _LOOKED_FOR:
        if (figures >= least or has_any(text, words)) and has_its_marks(text) and seen.search(text):
            yield what


_MARKS: Mapping[str, Callable[[str], bool]] = {
    _OF_A_COMPUTER: may_be_of_a_computer,
    _SIGNED_IN: lambda text: ":" in text,
}
"""Without these marks it does not stand in a text, however many figures that has."""
_LOOKED_FOR = [(what, seen, _NEEDS.get(what, (0, ())), _MARKS.get(what, bool)) for what, seen in PAPERS.items()]

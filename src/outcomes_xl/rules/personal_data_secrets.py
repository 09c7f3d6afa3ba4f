"""Passwords and keys, and where a password lies."""

from __future__ import annotations

import re

from outcomes_xl.rules.personal_data_words import personal_words
from outcomes_xl.rules.plain_text import plain
from outcomes_xl.rules.word_sieve import has_any

_PASSWORD = re.compile(
    r"\b(?:pass(?: ?word|code|phrase|wd)|pwd|pw|log-?in|pin)\b(?: (?:is|was)\b)?(?P<mark>\s{0,3}[:=–-]\s{0,3}"
    r"|\s{1,3})"
    r"[\"'“‘]?(?P<secret>\S{3,60})",
    re.IGNORECASE,
)
_SECRET = re.compile(
    r"\b(?:secret|token|api[ _-]?key|account[ _-]?key|shared[ _-]?access[ _-]?key|sig)\s{0,3}[=:]\s{0,3}\S"
    r"|(?:password|passwd|pwd)\s{0,3}=\s{0,3}\S"
    r"|://[^/\s:@]{1,80}:[^/\s@]{1,80}@",
    re.IGNORECASE,
)
_OPENS_A_DOOR = (
    *(
        "user",
        "unlock",
        "with ",
        "pass",
        "pw",
        "login",
        "log-in",
        "pin",
        "secret",
        "token",
        "key",
        "sig",
        "credential",
        "bearer",
        "://",
    ),
    *("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat", "glpat", "aiza", "ya29", "akia", "asia", "xox", "sk-"),
    *("sk_", "rk_", "pk_", "npm_", "dapi", "hf_", "sg.", "eyj"),
    *(
        "r code",
        "r combination",
        "gate c",
        "gate pin",
        "alarm c",
        "safe c",
        "safe pin",
        "entry c",
        "entrance c",
        "padlock",
    ),
    *("box c", "com code"),
)
"""One of these is in whatever a pattern here sees."""
_SECRET_OF = re.compile(
    r"\b(?:pass ?word|pass ?code|pwd|pw|pin)\b(?: number)? (?:for|of|to)\b[^.:=\n]{1,40}? (?:is|was)"
    r"[\s:=]{1,3}[\"'“‘]?(?P<secret>\S{3,60})",
    re.IGNORECASE,
)
_LONG_SECRET = re.compile(
    r"\b(?:pass|passwd|pw|pwd|pass ?word|pass ?code|credentials|log-?in)\b"
    r"[\s:=/–-]{1,4}(?=\S*\d)(?=\S*[A-Za-z])\S{6,60}"
    r"|\b(?:unlocks?|unlocked|opens?) (?:it |them |this )?with (?=\S*\d)(?=\S*[A-Za-z])[^\s/\\.]{6,40}"
    r"|\b(?:user(?: ?name)?|log-?in)[ :=]{1,3}\S{3,40} ?[/,|] ?(?=\S*\d)(?=\S*[A-Za-z])[^\s/\\]{6,40}",
    re.IGNORECASE,
)
_KEY_CALLED = re.compile(
    r"\b(?:tokens?|api[ _-]?(?:key|token)|(?:access|client|subscription|account|sas|licence|license|secret"
    r"|private|ssh)"
    r"[ _-]?(?:key|token|secret)|secret|bearer)\b(?: (?:is|was)\b)?[\s:=\"'“‘-]{1,4}"
    r"(?=[\w+/=.~-]{0,80}\d)(?=[\w+/=.~-]{0,80}[A-Za-z])[\w+/=.~-]{14,400}",
    re.IGNORECASE,
)
# The forms in which the makers of services give keys out, as each says in its documentation.
_KEY_BY_FORM = re.compile(
    r"(?<![\w-])(?:gh[pousr]_[A-Za-z0-9]{16,}|github_pat_\w{16,}|glpat-[\w-]{16,}|AIza[\w-]{30,}|ya29\.[\w-]{16,}"
    r"|A(?:KI|SI)A[A-Z0-9]{12,}|xox[abeprs]-[\w-]{10,}|sk-[A-Za-z0-9_-]{16,}|[rsp]k_(?:live|test)_\w{10,}|npm_\w{20,}"
    r"|dapi[0-9a-f]{20,}|hf_\w{20,}|SG\.[\w-]{16,}|eyJ[\w-]{8,}\.[\w-]{4,}|AGE-SECRET-KEY-1\w{10,})"
    r"|-----BEGIN [A-Z ]{0,30}PRIVATE KEY"
)
_OF_A_DOOR = re.compile(
    r"\b(?:door|gate|alarm|key ?safe|entry|entrance|padlock|lock ?box|intercom)(?: entry)?"
    r" (?:code|combination|pin)\b(?: (?:is|was))?[ :=#]{1,3}[A-Z]{0,2}\d{4,8}[A-Z]{0,2}\b",
    re.IGNORECASE,
)
_CALLED = r"\b(?:pass ?words?|pass ?codes?|pass ?phrases?|passwd|pwd|pw|pin|log-?ins?(?: details)?|credentials)\b"
_CALLS_A_PASSWORD = ("pass", "pwd", "pw", "pin", "log", "credential")
_WHERE = (
    r"(?:sticky|stickies|post-?its?|white ?board|drawer|key ?board|monitor|(?:note|day) ?book|diary"
    r"|scrap of paper|desk"
    r"|taped|written (?:on|in|down)|same as|(?:mum|dad|dog|cat|daughter|son)['’]s (?:name|birthday)|wallet"
    r"|noticeboard)"
)
_LIES_THERE = re.compile(rf"{_CALLED}[^.\n]{{0,40}}?\b{_WHERE}\b", re.IGNORECASE)
_AS_USUAL = re.compile(rf"{_CALLED}[^.\n]{{0,20}}?\b(?:the usual|as always|unchanged|default)\b", re.IGNORECASE)


def password_in(text: str) -> bool:
    """Whether a password, a key or an address with a password in it stands in the text."""
    text = plain(text)
    if not has_any(text, _OPENS_A_DOOR):
        return False
    if (
        _OF_A_DOOR.search(text)
        or _SECRET.search(text)
        or _LONG_SECRET.search(text)
        or _KEY_CALLED.search(text)
        or _KEY_BY_FORM.search(text)
    ):
        return True
    if any(_is_a_secret(match["secret"], marked=False) for match in _SECRET_OF.finditer(text)):
        return True
    return any(_is_a_secret(match["secret"], bool(match["mark"].strip())) for match in _PASSWORD.finditer(text))


def place_of_a_password_in(text: str) -> bool:
    """Whether a text says where a password lies, or what it is without saying it: on the sticky, the usual one."""
    text = plain(text)
    return has_any(text, _CALLS_A_PASSWORD) and bool(_LIES_THERE.search(text) or _AS_USUAL.search(text))


def _is_a_secret(token: str, marked: bool) -> bool:
    bare = token.strip("\"'“”‘’.,;:)(!?").casefold()
    if bare in personal_words()["no_password"] or len(bare) < 3:
        return False
    has_figure = any(letter.isdigit() for letter in bare)
    has_letter = any(letter.isalpha() for letter in bare)
    # “password: hunter” may be one; without a mark between, only what is made as passwords are.
    return marked or (has_figure and (has_letter or len(bare) >= 4))

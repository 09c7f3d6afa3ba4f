"""Whom a service names to its families: “ask for Ann Brown”, “led by Revd Tim Jones”, “call Sharon”.

In a borough's notes a colleague's name is no matter, and nobody asks about it. A directory of services is read by
everyone it is sent to, and promises to bring no contacts along; so here a name that stands with a title, after a word
for getting in touch, or in full is one too. What has a word of services, of the field or of a place in it is none.
"""

from __future__ import annotations

import re

from outcomes_xl.rules.personal_data_alone import is_of_services, person_alone_in
from outcomes_xl.rules.personal_data_names import nobodys
from outcomes_xl.rules.personal_data_small_letters import is_a_first_name
from outcomes_xl.rules.personal_data_words import alternatives
from outcomes_xl.rules.plain_text import plain
from outcomes_xl.rules.word_sieve import NeedsWords

_WAYS = (
    *("contact", "ask for", "speak to", "speak with", "talk to", "call", "ring", "phone", "text", "email", "e-mail"),
    *("message", "whatsapp", "see", "book with", "coordinator", "co-ordinator", "manager", "organiser", "leader"),
    *(f"{done} by" for done in ("led", "run", "hosted", "taught", "managed", "organised", "facilitated", "delivered")),
)
_UPPER = "A-ZÀ-ÖØ-Þ"
_WORD = rf"[{_UPPER}][^\W\d_]+(?:['’-][^\W\d_]+){{0,2}}"
# Begun with a set of letters and not with what may not stand before: that is found far sooner.
_IN_FULL = re.compile(
    rf"[{_UPPER}](?<![\w'’-].)"
    rf"(?=(?P<rest>[^\W\d_]+(?:['’-][^\W\d_]+){{0,2}}(?: [A-Z]\.?)?(?: {_WORD}){{1,3}})(?![\w'’-]))"
)
_TITLE = re.compile(
    rf"[RFPICDM](?<![\w'’-].)(?:(?<=R)ev(?:d|erend)?|(?<=F)(?:r|ather)|(?<=P)(?:astor|rof)|(?<=I)mam|(?<=R)abbi"
    rf"|(?<=C)(?:anon|llr|ouncillor)|(?<=D)(?:eacon|r)|(?<=M)(?:rs|r|s|iss|x))"
    rf"\.? (?P<name>{_WORD})(?!['’]s\b| (?:of|and|for)\b)"
)
_IN_TOUCH = NeedsWords(
    re.compile(rf"\b(?i:{alternatives(_WAYS)})(?:,|:| is)? (?P<name>{_WORD})(?![\w'’-]| [A-Z])"), _WAYS
)
_THEIRS = re.compile(r"['’]s ")


def names_a_contact(text: str) -> bool:
    """Whether somebody is named whom a family would get in touch with, or who leads what is offered."""
    text = plain(text)
    return (
        any(not (nobodys(one["name"]) or is_of_services(one["name"])) for one in _TITLE.finditer(text))
        or any(is_a_first_name(one["name"]) for one in _IN_TOUCH.finditer(text))
        or any(_is_a_person(one[0] + one["rest"]) for one in _IN_FULL.finditer(text))
    )


def _is_a_person(run: str) -> bool:
    theirs = _THEIRS.split(run, maxsplit=1)[1:]  # King George's Park
    return person_alone_in(run) and not (nobodys(run) or any(is_of_services(word) for word in theirs))

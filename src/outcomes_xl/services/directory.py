"""A directory of services as records, whatever file it came in: what stands on Services, and nothing of people.

What a directory does not say is not guessed: who a service is open to, its core-offer element, the outcome it serves.
Contacts, addresses, telephone numbers and opening times are not even looked at.
"""

from __future__ import annotations

import html
import math
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from unicodedata import combining, normalize

from outcomes_xl.reading.tidy import folded
from outcomes_xl.services.age_spans import age_span
from outcomes_xl.sharing.people_to_contact import names_a_contact
from outcomes_xl.sharing.signs import signs

LONGEST = 400
"""Letters of a description that are kept: enough to know what a service is."""
_LOOKED_AT = 2_000
"""Letters that are looked over for signs of a person: those that are kept, and what stands behind them."""
_LONGEST_NAME = 200
_LONGEST_WORD = 40
_OLDEST_PERSON = 150
LONGEST_SAID = 40
"""Letters of a directory's own words that are repeated where they are none of ours."""
_NO_LETTERS = re.compile(r"[\W_]+")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_HIDDEN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<!--.*?(?:-->|$)|</?[a-zA-Z][^<>]*(?:>|$)", re.DOTALL)
_NO_END = frozenset({"", "-", "n/a", "na", "none", "null", "any", "all"})
STATES = {"active": "Running", "defunct": "Ended", "planned": "Planned"}
"""What the standard's words for a service's state are on Services; "inactive" may come back, so that is asked."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a directory. ``ages`` is as on Services, "" where it says none; ``state`` "" where it is not clear.

    ``described`` is what its description says, until ``as_kept`` has looked at it; ``withheld`` is true where that
    might have said something of a person and was left out; ``slip`` where ages are there and make no span.
    ``ages_said`` and ``state_said`` are a directory's words that are none of ours. ``unread`` names the parts
    of a record that could not be read.
    ``line`` is where a record stands whose line has more values than headings, so that nobody knows which is which;
    ``values`` are these.
    """

    file: str
    id: str
    name: str
    lead: str
    ages: str
    state: str
    described: str
    place: str = ""
    changed: str = ""
    withheld: bool = False
    slip: bool = False
    ages_said: str = ""
    state_said: str = ""
    line: int = 0
    values: tuple[str, ...] = ()
    unread: str = ""

    @property
    def called(self) -> tuple[str, str]:
        """The name and organisation, as they are compared."""
        return alike(self.name), alike(self.lead)


@lru_cache(maxsize=65_536)
def alike(text: str) -> str:
    """Return a name as spellings of it are alike: without capitals, accents and marks, "&" as "and"."""
    spelt = folded(text).replace("&", " and ").replace("'", "")
    if not spelt.isascii():
        spelt = "".join(letter for letter in normalize("NFKD", spelt) if not combining(letter))
    return " ".join(_NO_LETTERS.sub(" ", spelt).split()) or folded(text)


def record(
    file: str,
    own_id: object,
    name: object,
    lead: object = "",
    ages: tuple[str, bool] = ("", False),
    status: object = "",
    described: object = "",
    place: object = "",
    changed: object = "",
    ages_said: object = "",
) -> Record:
    """Return a record with its texts made plain; ``ages`` are those on Services and whether they are a slip.

    ``ages_said`` are the words they were read from.
    """
    called, of = plain(name)[:_LONGEST_NAME], plain(lead)[:_LONGEST_NAME]
    known = plain(own_id)[:_LONGEST_NAME] or (f"{called} – {of}" if called and of else called)
    said = folded(plain(status))
    state = STATES.get(said) or next((word for word in STATES_OF_OURS if folded(word) == said), "")
    unread = "" if ages[0] else plain(ages_said)[:LONGEST_SAID]
    return Record(
        *(file, known, called, of, ages[0], state, plain(described)[:_LOOKED_AT], plain(place), plain(changed)),
        slip=ages[1],
        ages_said="" if any(signs(unread)) else unread,
        state_said="" if state else plain(status)[:LONGEST_SAID],
    )


def as_kept(one: Record) -> Record:
    """Return a record with as much of its description as is kept; none of it where it may be about a person.

    Asked only of records that become rows: most of a large directory may be dead, and each look has its price.
    """
    words = one.described
    if not words:
        return one
    if any(signs(words)) or names_a_contact(words):
        return replace(one, described="", withheld=True)
    return one if len(words) <= LONGEST else replace(one, described=_cut(words[: LONGEST - 1]) + "…")


def _cut(words: str) -> str:
    """Return words without the rest of the last one, unless that has no end, as an address or signs without spaces."""
    whole = words.rsplit(" ", 1)[0]
    return whole if len(words) - len(whole) <= _LONGEST_WORD else words


STATES_OF_OURS = ("Running", "Planned", "Ending", "Ended")


def plain(text: object) -> str:
    """Return a text without its HTML, in one line: tags away, entities as letters, twice where they were put twice."""
    if text is None or isinstance(text, (dict, list, bool)):
        return ""
    words = str(int(text)) if isinstance(text, float) and text.is_integer() else str(text)
    if "<" in words or "&" in words:
        for _ in range(2):
            words = html.unescape(_TAG.sub(" ", _HIDDEN.sub(" ", words)))
        words = _TAG.sub(" ", _HIDDEN.sub(" ", words))
    if not words.isprintable():
        words = "".join(letter if letter.isprintable() else " " for letter in words)
    return " ".join(words.split())


def span(youngest: object, oldest: object) -> tuple[str, bool]:
    """Return ages as on Services from the two ends, "" where none is said, and whether they are a slip."""
    first, last = _age(youngest), _age(oldest)
    if is_no_number(youngest) or is_no_number(oldest) or _is_no_age(youngest, _OLDEST_PERSON) or _is_no_age(oldest):
        return "", True
    if first is None and last is None:
        return "", False
    if last is None:
        return f"{first}+", False
    if first is None:
        return f"0-{last}", False
    return ("", True) if first > last else (f"{first}-{last}", False)


def written(text: object, *, of_ages: bool = True) -> tuple[str, bool]:
    """Return ages as on Services from words such as "ages 5 to 11 (25 with SEND)"; months alone are no years.

    What stands in brackets is for some only: it is kept beside the ages, unless it might be about a person. ``of_ages``
    is false for prose that need not speak of ages.
    """
    words = plain(text)
    ages = age_span(words, of_ages=of_ages) if len(words) <= LONGEST else None
    if ages is None:
        return "", False
    beside = [one for one in _IN_BRACKETS.findall(words) if not any(signs(one))]
    years = f"{ages.youngest}+" if ages.open_ended else f"{ages.youngest}-{ages.oldest}"
    return " ".join([years, *([f"({ages.from_when})"] if ages.from_when else []), *beside]), False


def is_no_number(value: object) -> bool:
    """Whether an end is given in words, or has no end itself: "eleven" and 1e400 are ends that make no span."""
    if not isinstance(value, str) or folded(value).strip() in _NO_END:
        return False
    try:
        return not math.isfinite(float(value))
    except ValueError:
        return True


def ends_said(youngest: object, oldest: object) -> str:
    """Return the two ends of ages in a directory's own words, to name a slip by: "5 to eleven"."""
    return " to ".join(filter(None, (plain(youngest), plain(oldest))))


def _is_no_age(value: object, most: float = math.inf) -> bool:
    """Whether an end is a number that nobody is old; an upper end beyond all ages says that there is none."""
    if value is None or isinstance(value, bool):
        return False
    try:
        return not 0 <= float(str(value).strip()) <= most
    except ValueError:
        return False


def _age(value: object) -> int | None:
    try:
        number = float(str(value).strip()) if not isinstance(value, bool) and value is not None else None
    except ValueError:
        return None
    return int(number) if number is not None and 0 <= number <= _OLDEST_PERSON else None

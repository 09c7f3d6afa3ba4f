"""A directory of services as records, whatever file it came in: what stands on Services, and nothing of people.

What a directory does not say is not guessed: who a service is open to, its core-offer element, the outcome it serves.
Contacts, addresses, telephone numbers and opening times are not even looked at.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from outcomes_xl.reading.tidy import folded
from outcomes_xl.services.age_spans import ages_of
from outcomes_xl.sharing.signs import signs

LONGEST = 400
"""Letters of a description that are kept: enough to know what a service is."""
_LONGEST_NAME = 200
_HIDDEN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<!--.*?(?:-->|$)|</?[a-zA-Z][^<>]*(?:>|$)", re.DOTALL)
STATES = {"active": "Running", "defunct": "Ended", "planned": "Planned"}
"""What the standard's words for a service's state are on Services; "inactive" may come back, so that is asked."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a directory. ``ages`` is as on Services, "" where it says none; ``state`` "" where it is not clear.

    ``withheld`` is true where a description might have said something of a person and was left out; ``slip`` where
    ages are there and make no span.
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

    @property
    def called(self) -> tuple[str, str]:
        """The name and organisation, as they are compared."""
        return folded(self.name), folded(self.lead)


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
) -> Record:
    """Return a record with its texts made plain; ``ages`` are those on Services and whether they are a slip."""
    words, found = plain(described), ""
    if words and not any(signs(words)):
        found = words if len(words) <= LONGEST else words[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
    called, of = plain(name)[:_LONGEST_NAME], plain(lead)[:_LONGEST_NAME]
    known = plain(own_id)[:_LONGEST_NAME] or (f"{called} – {of}" if called and of else called)
    said = folded(plain(status))
    state = STATES.get(said) or next((word for word in STATES_OF_OURS if folded(word) == said), "")
    return Record(
        file, known, called, of, ages[0], state, found, plain(place), plain(changed), bool(words) and not found, ages[1]
    )


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
    return " ".join("".join(letter if letter.isprintable() else " " for letter in words).split())


def span(youngest: object, oldest: object) -> tuple[str, bool]:
    """Return ages as on Services from the two ends, "" where none is said, and whether they are a slip."""
    first, last = _age(youngest), _age(oldest)
    if first is None and last is None:
        return "", False
    if last is None:
        return f"{first}+", False
    if first is None:
        return f"0-{last}", False
    return ("", True) if first > last else (f"{first}-{last}", False)


def written(text: object) -> tuple[str, bool]:
    """Return ages as on Services from words such as "ages 5 to 11"; months are no years."""
    words = plain(text)
    found = ages_of(words) if words and "month" not in words.casefold() and "week" not in words.casefold() else None
    if found is None:
        return "", False
    return (
        f"{found[0]}+" if re.search(r"\d\s*(\+|and over|and older|plus)", words) else f"{found[0]}-{found[1]}"
    ), False


def _age(value: object) -> int | None:
    try:
        number = float(str(value).strip()) if not isinstance(value, bool) and value is not None else None
    except ValueError:
        return None
    return int(number) if number is not None and 0 <= number <= 150 else None

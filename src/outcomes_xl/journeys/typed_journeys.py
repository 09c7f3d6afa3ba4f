"""What an officer types in the box of the button: "1, 2 with northbridge-2026 --until 2026-08-31".

Sources by their number in the list she is shown, or by their names, and the key's name behind the word with. What may
follow is called as the command calls it, since that is how a sentence about a source says what to do next.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from outcomes_xl.model.cannot_use import WrongUsage
from outcomes_xl.model.sentences import in_a_list, quoted_short

SUCH_AS = "1, 2 with northbridge-2026"
AGAIN = ("person", "event", "date", "reach")
"""Options that may be given several times."""
ONCE = ("steps", "until", "within", "longest", "threshold", "round")
FLAGS = ("suppress",)
_WITH = re.compile(r"(.*)\bwith\s+(.+)", re.IGNORECASE | re.DOTALL)
_BEGINS = r"\s(?:--|[–—])(?=[a-z])"
"""How an option begins; programs that correct what one types make a dash of two hyphens."""
_OPTION = re.compile(rf"{_BEGINS}([a-z-]*)=?(.*?)(?={_BEGINS}|$)", re.IGNORECASE | re.DOTALL)
_NUMBERS = re.compile(r"\d+(?:(?:\s*(?:,|&|\band\b)\s*|\s+)\d+)*", re.IGNORECASE)


@dataclass(frozen=True)
class TypedJourneys:
    """The sources as they were typed, a number for one of the list; the key's name; the values of each option."""

    sources: tuple[int | str, ...]
    key: str
    options: Mapping[str, tuple[str, ...]]

    def one(self, option: str) -> str:
        """Return the value of an option that is given once, "" where it is not."""
        return next(iter(self.options.get(option, ())), "")

    def number(self, option: str) -> int | None:
        """Return a number that was typed; None where there is none. Raises WrongUsage for what is no number."""
        text = self.one(option)
        if text and not (text.isascii() and text.isdecimal()):
            raise WrongUsage(f"--{option} takes a number, not “{quoted_short(text)}”.")
        return int(text) if text else None


def typed_journeys(text: str) -> TypedJourneys:
    """Return what was typed. Raises WrongUsage, which never repeats what may be a key."""
    first = re.search(_BEGINS, text, re.IGNORECASE)
    said, after = (text[: first.start()], text[first.start() :]) if first else (text, "")
    found = _WITH.fullmatch(said.strip())
    sources = _sources(found[1]) if found else ()
    if not found or not sources:
        raise WrongUsage(
            "Which sources are to be linked, and with which key, cannot be seen.",
            f"Write the sources, the word with, and the key's name, such as: {SUCH_AS}",
        )
    return TypedJourneys(sources, _bare(found[2]), _options(after))


def _sources(text: str) -> tuple[int | str, ...]:
    found: list[int | str] = []
    for part in filter(None, map(_bare, text.split(";"))):
        found += map(int, re.findall(r"\d+", part)) if _NUMBERS.fullmatch(part) else [part]
    return tuple(found)


def _options(text: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, value in _pairs(text):
        if name not in (*AGAIN, *ONCE, *FLAGS):
            known = in_a_list([f"--{one}" for one in (*AGAIN, *ONCE, *FLAGS)])
            raise WrongUsage(f"There is no option --{quoted_short(name)} here.", f"There are {known}.")
        if name not in FLAGS and not value:
            raise WrongUsage(f"Nothing stands behind --{name}.", "Write its value, or take it away.")
        if name in found and name not in AGAIN:
            raise WrongUsage(f"--{name} stands there twice.", "Give it once.")
        found.setdefault(name, []).append(value)
    return {name: tuple(values) for name, values in found.items()}


def _pairs(text: str) -> Sequence[tuple[str, str]]:
    return [(name.lower(), _bare(value)) for name, value in _OPTION.findall(text)]


def _bare(text: str) -> str:
    """Return a text without the spaces and quotation marks around it."""
    return text.strip().strip("\"'“”").strip()

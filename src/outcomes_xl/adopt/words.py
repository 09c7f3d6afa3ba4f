"""The words that spreadsheets are read by: headings, statuses, lists, ways of saying nothing. From data/adoption."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from outcomes_xl.model.spelling import bare as plain_bare
from outcomes_xl.reading.tidy import folded

LISTS = ("geography", "frequency", "quality", "breakdown", "reach", "service_state", "provider_kind")
NAMES = frozenset({"ref", "metric_id", "outcome", "indicator", "metric", "domain", "layer"})
"""Fields that find a row, and are no answers."""
_SEVERAL = re.compile(r"\s*[/|]\s*|\s+[-–]\s+")
_TWO_LANGUAGES = re.compile(r"\s*[/|,;(\[–—-]\s*|[)\]]$")
_YES, _NO = frozenset({"yes"}), frozenset({"no"})
_CHOICE = re.compile(r"^\s*(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.):\]]|\d{1,2}\s*[-–])\s*", re.I)
"""The number or letter before a choice of a drop-down list."""
_ONLY = re.compile(
    r"^\s*(?:by|at|to|per|each|down to|only(?: by| at)?)\s+|\s+(?:only|level|data|based|and above|upwards)\s*$", re.I
)
"""What may stand before or after a word of a list: by ward, Borough only."""
_AFTERTHOUGHT = re.compile(r"([^-–—:,;(\[/]{1,30}?) ?[-–—:,;(\[] ?(.+)")
"""A few words, and what is added to them: Yes – Mosaic; No (not recorded); Available: monthly."""
_OPEN = frozenset({"Not yet assessed", "Not applicable"})
_WORD = re.compile(r"[a-z]{6,}")
"""Words long enough that one slip makes no other word of them."""
_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]")


@dataclass(frozen=True)
class Words:
    """The data file, its patterns compiled."""

    headings: tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]
    services: tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]
    statuses: tuple[tuple[str, re.Pattern[str]], ...]
    doubts: re.Pattern[str]
    """What, beside the words of a status, denies, dates or limits it."""
    other_languages: tuple[frozenset[str], frozenset[str]]
    """Yes, and no, in other languages than English."""
    tick_guesses: tuple[tuple[str, re.Pattern[str]], ...]
    """What a tick under a heading may mean that does not say a status plainly."""
    lists: Mapping[str, Mapping[str, str]]
    alone: Mapping[str, str]
    """Yes and no in a language in which they are no English word, and the ticks and crosses that say no less."""
    ticks: frozenset[str]
    no_ticks: frozenset[str]
    nothing: frozenset[str]
    heading_words: tuple[str, ...]
    totals: re.Pattern[str]
    said_otherwise: tuple[re.Pattern[str], ...]
    """Whether any of ``said_as`` fits at all: most titles have none, and are done with a look or three."""
    said_as: tuple[tuple[re.Pattern[str], str], ...]
    turned: tuple[tuple[re.Pattern[str], re.Pattern[str], str], ...]
    turned_at_all: tuple[re.Pattern[str], ...]
    """Whether a text has any word by which a title is turned round."""
    belongs: tuple[tuple[re.Pattern[str], str], ...]

    def status(self, text: str) -> str | None:
        """Return the status that words mean, None when they say none, or say one and then deny, date or limit it."""
        return _status(one_line(text))

    def says_more(self, text: str) -> bool:
        """Whether something is added to the words of a status: Yes, in Power BI; No – not recorded says it twice."""
        return _says_more(one_line(text))

    def tick_guess(self, text: str) -> str:
        """Return the status that a tick under a heading may mean, "" when there is none to offer."""
        said = one_line(text)
        return next((means for means, pattern in self.tick_guesses if pattern.search(said)), "")

    def of_list(self, name: str, text: str) -> str | None:
        """Return a list's word for what somebody typed, None when it is not known."""
        known = self.lists[name]
        plain = _CHOICE.sub("", text, count=1)
        return known.get(bare(text)) or known.get(bare(plain)) or known.get(bare(_ONLY.sub("", plain)))

    def is_nothing(self, text: str) -> bool:
        """Whether a text says that there is nothing to say, such as "-" or "TBC"."""
        return one_line(text) in self.nothing

    def heading(self, text: str, *, service: bool = False) -> str | None:
        """Return the field that a heading names, None when it names none we know."""
        said = (one_line(_BRACKETS.sub(" ", text)) or one_line(text)).rstrip(": ")
        if found := self._heading(said, service=service):
            return found
        parts = [part.strip() for part in _SEVERAL.split(said) if part.strip()]  # one heading in two languages
        for one in parts if len(parts) > 1 else ():
            if found := self._heading(one, service=service):
                return found
        spelt = _WORD.sub(lambda word: self._spelt(word[0]), said)
        return self._heading(spelt, service=service) if spelt != said else None

    def _heading(self, said: str, *, service: bool) -> str | None:
        for field, pattern, but in self.services if service else self.headings:
            if pattern.search(said) and not (but and but.search(said)):
                return field
        return None

    def _spelt(self, word: str) -> str:
        """Return the one word of headings that a word is a slip of; itself when it is none's or several's."""
        near = [known for known in self.heading_words if one_slip_apart(word, known)]
        return near[0] if len(near) == 1 else word

    def is_turned(self, typed: str, title: str) -> bool:
        """Whether a title says the opposite of ours, such as attending for absence."""
        ours, theirs = folded(title), folded(typed)
        for one, other, _ in self.turned:
            for left, right in ((one, other), (other, one)):
                if left.search(theirs) and not right.search(theirs) and right.search(ours) and not left.search(ours):
                    return True
        return False


def one_slip_apart(typed: str, known: str) -> bool:
    """Whether a word has one letter too many, too few or wrong, or two swapped; not for one that is known itself."""
    if typed == known or abs(len(typed) - len(known)) > 1 or typed[0] != known[0]:
        return False
    at = next((n for n, (a, b) in enumerate(zip(typed, known, strict=False)) if a != b), min(len(typed), len(known)))
    rest, other = typed[at:], known[at:]
    swapped = rest[:2] == other[1::-1] and rest[2:] == other[2:]
    return swapped or rest[1:] == other or rest == other[1:] or rest[1:] == other[1:]


@lru_cache(maxsize=100_000)
def _status(said: str) -> str | None:
    said = in_english(said).rstrip(".") or said
    if means := _status_of(said):
        return means
    chosen = _CHOICE.sub("", said, count=1)
    if chosen != said and (means := _status_of(chosen)):
        return means
    begins = _afterthought(said)
    head = _status_of(begins[0]) if begins else None
    if begins is None or head is None or head in _OPEN:
        return None
    other = _status_of(more := begins[1])
    if (head, other) == ("Not collected", "Held by a partner"):  # No – held by the ICB
        return other
    return head if other == head or (other is None and not words().doubts.search(more)) else None


@lru_cache(maxsize=100_000)
def _says_more(said: str) -> bool:
    begins = _afterthought(said)
    return begins is not None and _status_of(begins[0]) is not None and _status_of(begins[1]) is None


def _afterthought(said: str) -> tuple[str, str] | None:
    found = _AFTERTHOUGHT.match(_CHOICE.sub("", said, count=1))
    return (found[1], found[2].strip(" )]")) if found else None


def _status_of(said: str) -> str | None:
    known = words()
    means, pattern = next((one for one in known.statuses if one[1].search(said)), ("", None))
    if pattern is None or (said.endswith("?") and said.strip("? ")) or known.doubts.search(pattern.sub(" ", said)):
        return None
    return means


def in_english(said: str) -> str:
    """Return the English of a yes or no said in two languages, as in Ydy / Yes, or by a tick; all else as it is."""
    if alone := words().alone.get(said) or (words().alone.get(said[-1:]) and said[:-1].strip()):
        return str(alone)
    parts = [part for part in _TWO_LANGUAGES.split(said) if part]
    for pair in [parts] if len(parts) > 1 else [said.split(" ", 1), said.rsplit(" ", 1)]:
        for english, theirs in zip((_YES, _NO), words().other_languages, strict=True):
            if len(pair) == 2 and english & set(pair) and theirs & set(pair):
                return next(iter(english & set(pair)))
    return said


@lru_cache(maxsize=300_000)
def bare(text: str) -> str:
    """Return only the letters and digits of a text, as headings are compared; remembered, since columns repeat."""
    return plain_bare(text)


@lru_cache(maxsize=300_000)
def one_line(text: str) -> str:
    """Return a text folded and on one line, as patterns read it; remembered, since columns repeat."""
    return " ".join(folded(text).split())


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the words as shipped."""
    text = (resources.files("outcomes_xl") / "data" / "adoption" / "words.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return Words(
        _patterns(data["heading"]),
        _patterns(data["service"]),
        tuple((entry["means"], re.compile(entry["pattern"])) for entry in data["status"]),
        re.compile("|".join(f"(?:{one})" for one in data["doubts"]["patterns"])),
        (frozenset(data["other_languages"]["yes"]), frozenset(data["other_languages"]["no"])),
        tuple((entry["means"], re.compile(entry["pattern"])) for entry in data["tick"]),
        {name: {bare(said): word for word, ways in data[name].items() for said in (word, *ways)} for name in LISTS},
        dict.fromkeys(data["other_languages"]["alone_yes"] + data["ticks"]["yes"], "yes")
        | dict.fromkeys(data["other_languages"]["alone_no"] + data["ticks"]["no"], "no"),
        frozenset(data["ticks"]["usual"]),
        frozenset(data["ticks"]["none"]),
        frozenset(data["nothing"]["words"]),
        tuple(data["heading_words"]["words"]),
        re.compile(data["totals"]["pattern"]),
        _any_of(data["said_as"]),
        tuple((re.compile(one), other) for one, other in data["said_as"].items()),
        tuple((re.compile(entry["one"]), re.compile(entry["other"]), entry["word"]) for entry in data["turned"]),
        _any_of(entry["one"] for entry in data["turned"]),
        tuple((re.compile(entry["pattern"]), entry["domain"]) for entry in data["belongs"]),
    )


def _any_of(patterns: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    """Return patterns that fit where any of these does: those that begin a text, a word, or with a letter, and others.

    Apart they are looked for four times as quickly, since each rules most places out at once.
    """
    every = [part for pattern in patterns for part in _alternatives(pattern)]
    at_words = [part.removeprefix(r"\b") for part in every if part.startswith(r"\b")]
    first = [part.removeprefix("^") for part in every if part.startswith("^")]
    others = [part for part in every if not part.startswith((r"\b", "^"))]
    plain = [part for part in others if part[0].isalpha()]
    figures = [part for part in others if part[0].isdigit()]
    odd = [part for part in others if not part[0].isalnum()]
    begins = f"^(?:{'|'.join(first)})" if first else ""
    at_word = rf"\b(?:{'|'.join(at_words)})" if at_words else ""
    return tuple(re.compile(one) for one in ("|".join(plain), begins, at_word, "|".join(figures), "|".join(odd)) if one)


def _alternatives(pattern: str) -> list[str]:
    """Return the parts of a pattern between its outermost bars."""
    parts, depth, begin, in_class = [], 0, 0, False
    for found in re.finditer(r"\\.|[\[\]()|]", pattern):
        sign = found[0]
        in_class = sign == "[" or (in_class and sign != "]")
        if in_class:
            continue
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            parts.append(pattern[begin : found.start()])
            begin = found.end()
    return [*parts, pattern[begin:]]


def _patterns(entries: list[dict[str, Any]]) -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (entry["field"], re.compile(entry["pattern"]), re.compile(entry["not"]) if "not" in entry else None)
        for entry in entries
    )

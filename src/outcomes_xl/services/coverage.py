"""The gaps between what is offered and what it is for, in the order somebody should read them.

How many services there are says nothing of how much is done for a family; nothing here ranks by number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from outcomes_xl.framework.entries import Framework
from outcomes_xl.reading.tidy import folded
from outcomes_xl.services.age_spans import BANDS, bands_of, overlap
from outcomes_xl.services.directory import alike
from outcomes_xl.services.offer import NOT_SAID, NOT_UNDERSTOOD, STRONG, WEAK, OfferedService, ServiceOffer

NOBODY = "Outcome nobody claims"
ONLY_WEAK = "Only Some or To find out"
NO_WORD = "Contribution that is no word of the list"
SERVES_NONE = "Service that serves none"
NO_SERVICE = "Core-offer element without a service"
ASTRAY = "Line that counts for nothing"
TWICE = "Perhaps one service twice"
ALIKE = "Services much alike"
BY_REACH, BY_AGE, BY_PLACE = "By who it is open to", "By age", "By place"
_EARLIER = "earlier"
_WORDS = f"{', '.join((*STRONG, *WEAK)[:-1])} or {WEAK[-1]} on Service map"
_MOST_PAIRS = 200
"""So many pairs of services much alike are listed; further ones are the same question again."""
_SMALL_WORDS = frozenset(
    {"a", "an", "and", "at", "for", "in", "of", "on", "s", "service", "services", "the", "to", "with"}
)


@dataclass(frozen=True)
class Gap:
    """One line: what kind of gap, what it is about, which services, and what to do."""

    kind: str
    about: str
    named: str
    to_do: str


def gaps_of(offer: ServiceOffer, known: Framework) -> list[Gap]:
    """Return every gap, those nobody serves first."""
    return [
        *_unclaimed(offer),
        *_weakly(offer),
        *(Gap(NO_WORD, named, word, f"“{word}” says nothing here: choose {_WORDS}.") for named, word in offer.unlisted),
        *_serving_none(offer),
        *_elements(offer, known),
        *(Gap(ASTRAY, named, "", why) for named, why in offer.astray),
        *_twice(offer),
        *_alike(offer),
        *_by(offer, BY_REACH, known.list("reach"), lambda one: [one.reach] if one.reach else []),
        *_by(offer, BY_AGE, BANDS, _bands),
        *_ages_not_understood(offer),
        *_by(offer, BY_PLACE, (), lambda one: [word.strip() for word in one.place.split(";") if word.strip()]),
    ]


def _unclaimed(offer: ServiceOffer) -> Iterator[Gap]:
    for own_id, title in offer.outcomes.items():
        if not offer.serving(own_id):
            yield Gap(NOBODY, title, "", "Ask who works towards it; if nobody does, that is the gap.")


def _weakly(offer: ServiceOffer) -> Iterator[Gap]:
    for own_id, title in offer.outcomes.items():
        # A word that is on no list is neither weak nor strong: it has a line of its own.
        serving = {key: said for key, said in offer.serving(own_id).items() if said in (*STRONG, *WEAK)}
        if serving and not any(said in STRONG for said in serving.values()):
            named = _named(f"{offer.services[key].name} ({said})" for key, said in serving.items())
            yield Gap(ONLY_WEAK, title, named, "Find out how much they contribute, or who else could.")


def _serving_none(offer: ServiceOffer) -> Iterator[Gap]:
    tied = {service for service, _ in offer.ties}
    for own_id, one in offer.services.items():
        if own_id not in tied:
            yield Gap(SERVES_NONE, one.name, one.lead, "Say on Service map which outcome it is for.")


def _elements(offer: ServiceOffer, known: Framework) -> Iterator[Gap]:
    offered = {folded(element) for one in offer.services.values() for element in one.elements}
    before = known.tagged("core_offer", _EARLIER)
    for element in sorted(known.list("core_offer"), key=lambda word: word in before):
        if folded(element) not in offered:
            ended = "It was part of the programme that ended in March 2026; if you still offer it, say so on Services."
            now = "Say on Services which one it is, under Core-offer elements; if none is, that is the gap."
            yield Gap(NO_SERVICE, element, "", ended if element in before else now)


def _twice(offer: ServiceOffer) -> Iterator[Gap]:
    """Yield services that may be one under two names: the same lead, and a name of the same words."""
    together: dict[tuple[str, ...], list[OfferedService]] = defaultdict(list)
    for one in offer.services.values():
        words = sorted({*alike(one.name).split()} - _SMALL_WORDS)
        together[alike(one.lead), *(word.removesuffix("s") for word in words)].append(one)
    for same in together.values():
        if len(same) > 1:
            ids = _named(f"{one.name} ({one.id})" for one in same)
            yield Gap(TWICE, same[0].name, ids, "Are they one? Then keep one row, and choose it on Service map.")


def _alike(offer: ServiceOffer) -> Iterator[Gap]:
    """Yield pairs that do much for one outcome, for the same families, at the same ages and in the same place."""
    pairs: dict[tuple[str, str], list[str]] = defaultdict(list)
    for outcome, title in offer.outcomes.items():
        groups: dict[tuple[str, str], list[OfferedService]] = defaultdict(list)
        for key, said in offer.serving(outcome).items():
            one = offer.services[key]
            if said in STRONG and one.reach:
                groups[one.reach, folded(one.place)].append(one)
        for group in groups.values():
            for one, other in combinations(group, 2):
                if overlap(one.span, other.span) and len(pairs) < _MOST_PAIRS:
                    pairs[one.id, other.id].append(title)
    for (one_id, other_id), titles in pairs.items():
        names = f"{offer.services[one_id].name} and {offer.services[other_id].name}"
        yield Gap(ALIKE, names, _named(titles), "It may be right. Do they know of each other, and do families?")


def _by(
    offer: ServiceOffer, kind: str, words: Iterable[str], of: Callable[[OfferedService], list[str] | None]
) -> Iterator[Gap]:
    """Yield a line for each word, with its services by name, and one for those of which nobody has said it.

    A service of which ``of`` says None stands in none of them.
    """
    found: dict[str, list[str]] = {word: [] for word in words}
    unsaid: list[str] = []
    for one in offer.services.values():
        said = of(one)
        for word in said or ():
            found.setdefault(word, []).append(one.name)
        if said == []:
            unsaid.append(one.name)
    for word, names in found.items():
        yield Gap(kind, word, _named(names) or "none", "")
    if unsaid:
        yield Gap(kind, NOT_SAID, _named(unsaid), "Say it on Services, as far as you know.")


def _bands(one: OfferedService) -> list[str] | None:
    """Return a service's bands; None where its ages are said in a way that is not understood."""
    return bands_of(one.span) if one.span else None if one.ages.strip() else []


def _ages_not_understood(offer: ServiceOffer) -> Iterator[Gap]:
    said = [f"{one.name} ({one.ages})" for one in offer.services.values() if _bands(one) is None]
    if said:
        yield Gap(BY_AGE, NOT_UNDERSTOOD, _named(said), "Write the ages as 0-5, under 5 or 16+; months in brackets.")


def _named(names: Iterable[str], most: int = 12) -> str:
    every = [*names]
    more = f" and {len(every) - most:,} more" if len(every) > most else ""
    return "; ".join(every[:most]) + more

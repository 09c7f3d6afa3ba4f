"""Services, outcomes and what ties them, read from a workbook's tables as values that can be counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from outcomes_xl.framework.entries import Framework
from outcomes_xl.model import Row, Table
from outcomes_xl.reading.listed_services import ListedServices, listed_services, outcomes_in_force
from outcomes_xl.reading.tidy import folded
from outcomes_xl.services.age_spans import ages_of

STRONG, WEAK = ("Main", "Significant"), ("Some", "To find out")
NOT_SAID, NOT_UNDERSTOOD = "not said", "not understood"


@dataclass(frozen=True)
class OfferedService:
    """One service in the offer; what nobody has said is ""."""

    id: str
    name: str
    lead: str
    reach: str
    ages: str
    place: str
    elements: tuple[str, ...]

    @property
    def span(self) -> tuple[int, int] | None:
        return ages_of(self.ages)


@dataclass(frozen=True)
class ServiceOffer:
    """What is offered. ``outcomes`` are the titles of those in force; ``ties`` the contribution by service and outcome.

    ``astray`` are lines of the Service map that count for nothing, each with why; ``unlisted`` those that claim an
    outcome in a word that is not on the list, each with the word.
    """

    services: Mapping[str, OfferedService]
    outcomes: Mapping[str, str]
    ties: Mapping[tuple[str, str], str]
    astray: tuple[tuple[str, str], ...]
    unlisted: tuple[tuple[str, str], ...] = ()

    def serving(self, outcome: str) -> dict[str, str]:
        """Return the contribution of each service that is tied to an outcome, by service id."""
        return self._by_outcome.get(outcome, {})

    @cached_property
    def _by_outcome(self) -> Mapping[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for (service, outcome), contribution in self.ties.items():
            found.setdefault(outcome, {})[service] = contribution
        return found


def offer_of(tables: Mapping[str, Table], known: Framework) -> ServiceOffer:
    """Return the offer. A service that has ended is none; an id that stands twice is its first row's."""
    found = listed_services(tables)
    services = {own_id: _service(own_id, row) for own_id, row in found.offered.items()}
    ended = {own_id: row.text("service") or own_id for own_id, row in found.ended.items()}
    astray = [
        (row.text("service") or own_id, f"{own_id} stands on another row too: give it an id of its own.")
        for own_id, row in found.twice
    ]
    outcomes = outcomes_in_force(tables, known)
    ties, nowhere, unlisted = _ties(tables, found, services, ended, outcomes, known)
    return ServiceOffer(services, outcomes, ties, (*astray, *nowhere), tuple(unlisted))


def _service(own_id: str, row: Row) -> OfferedService:
    elements = tuple(dict.fromkeys(filter(None, (word.strip() for word in row.text("core_offer").split(";")))))
    lead, reach, ages, place = (row.text(name) for name in ("lead", "reach", "ages", "place"))
    return OfferedService(own_id, row.text("service") or own_id, lead, reach, ages, place, elements)


def _ties(
    tables: Mapping[str, Table],
    listed: ListedServices,
    services: Mapping[str, OfferedService],
    ended: Mapping[str, str],
    outcomes: Mapping[str, str],
    known: Framework,
) -> tuple[dict[tuple[str, str], str], list[tuple[str, str]], list[tuple[str, str]]]:
    words = {folded(word): word for word in (*STRONG, *WEAK, *known.list("contribution"))}
    unlisted: list[tuple[str, str]] = []
    ties: dict[tuple[str, str], str] = {}
    astray: list[tuple[str, str]] = []
    for row in tables.get("service_map") or ():
        service, outcome = listed.of(row), row.text("outcome_id")
        if not service and not outcome:
            continue
        named = f"{services[service].name if service in services else ended.get(service, service) or 'no service'} – "
        named += outcomes.get(outcome, outcome) or "no outcome"
        if service in ended and service not in services:
            astray.append((named, "The service has ended: it claims nothing any more."))
        elif service not in services:
            astray.append((named, "No service on the Services sheet is called that."))
        elif outcome not in outcomes:
            astray.append((named, "The outcome is retired, or is none of this edition's: choose the one it is now."))
        else:
            typed = row.text("contribution") or WEAK[-1]
            said = words.get(folded(typed), typed)
            if folded(typed) not in words:
                unlisted.append((named, typed))
            if (service, outcome) not in ties or ties[service, outcome] not in STRONG:
                ties[service, outcome] = said
    return ties, astray, unlisted

"""Open Referral UK, versions 1 and 3, to records: pages of services, or one service alone.

Version 1 calls its list ``content``, version 3 ``contents``; ages stand in the service, in ``eligibilitys``, or in
words under ``eligibility_description``. The standard: openreferraluk.org.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from outcomes_xl.model.sentences import in_a_list
from outcomes_xl.services.directory import LONGEST_SAID, Record, ends_said, is_no_number, plain, record, span, written

LISTS = ("contents", "content", "services", "items", "data", "results", "organizations", "organisations")
"""What a page calls its list of services."""
ENDS = ("minimum_age", "maximum_age")
_SAY_AGES = frozenset({*ENDS, "eligibilitys", "eligibility", "eligibility_description"})


def services_in(one: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the services of one entry of a list: the entry itself, or those of an organisation that lists its own."""
    own = one.get("services")
    if not isinstance(own, list) or "organization" in one or "organisation" in one:
        yield one
        return
    whose = {"name": one.get("name")}
    for service in _rows(own):
        yield (
            service
            if service.get("organization") or service.get("organisation")
            else {**service, "organization": whose}
        )


def record_of(file: str, one: Mapping[str, Any], unread: Sequence[str] = ()) -> Record:
    """Return a service as a record. ``unread`` are the keys whose values could not be read, however deep one looked."""
    if unread:
        one = {key: value for key, value in one.items() if key not in unread}
    found = ("", True) if _SAY_AGES.intersection(unread) else ages(one)
    made = record(
        file,
        one.get("id"),
        one.get("name"),
        _named(one.get("organization") or one.get("organisation")),
        found,
        one.get("status"),
        one.get("description"),
        changed=one.get("last_modified"),
        ages_said=_slip(one) if found[1] else _with_a_number(_in_words(one)),
    )
    return replace(made, unread=in_a_list([plain(key)[:LONGEST_SAID] for key in unread])) if unread else made


def ages(one: Mapping[str, Any]) -> tuple[str, bool]:
    """Return a service's ages, from the first of the three places that says any; and whether they are a slip."""
    of_its_own = span(*(one.get(name) for name in ENDS))
    if any(of_its_own):
        return of_its_own
    rows = _groups(one)
    if any(is_no_number(row.get(name)) for row in rows for name in ENDS):
        return "", True
    ends = [[_number(row.get(name)) for row in rows] for name in ENDS]
    lows, highs = ([value for value in end if value is not None] for end in ends)
    # A group without a lower end begins at nought; one without an upper end goes on.
    youngest = min(lows) if lows and len(lows) == len(rows) else None
    oldest = max(highs) if highs and len(highs) == len(rows) else None
    found = span(youngest if youngest is not None else (0 if highs and lows else None), oldest)
    if any(found):
        return found
    return written(_in_words(one), of_ages=False)


def _slip(one: Mapping[str, Any]) -> str:
    """Return the ends that make no span, in the directory's own words."""
    said = (ends_said(*(row.get(name) for name in ENDS)) for row in (one, *_groups(one)))
    return next(filter(None, said), "")


def _groups(one: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [*_rows(one.get("eligibilitys") or one.get("eligibility"))]


def _in_words(one: Mapping[str, Any]) -> object:
    return one.get("eligibility_description") or next((row.get("eligibility") for row in _groups(one)), "")


def _with_a_number(words: object) -> object:
    """Return words on who a service is for, where they may say ages: "Child" says none."""
    return words if any(letter.isdigit() for letter in str(words or "")) else ""


def _number(value: object) -> float | None:
    try:
        return float(str(value)) if value is not None and not isinstance(value, bool) else None
    except ValueError:
        return None


def _rows(value: object) -> Iterable[Mapping[str, Any]]:
    if isinstance(value, list):
        return [row for row in value if isinstance(row, Mapping)]
    return [value] if isinstance(value, Mapping) else []


def _named(value: object) -> object:
    return value.get("name") if isinstance(value, Mapping) else value

"""What a service sent as CSV, opened: one table, whole, with the columns its publisher is known by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from outcomes_xl.model.cannot_use import CannotRead, CutShort, Refused
from outcomes_xl.sources.online.service_client import Answer
from outcomes_xl.sources.published.csv_reader import opened_bytes
from outcomes_xl.sources.published.opened_table import Opened

_AGAIN = "Run it again later."


class Knows(Protocol):
    """What a publisher's table is known by."""

    def knows(self, headings: tuple[str, ...]) -> bool: ...


def sent(name: str, pages: Sequence[Answer], publisher: Knows, service: str, about: str, strange: Refused) -> Opened:
    """Return an answer's pages as one open file. ``about`` is what was asked for: "indicator 90284".

    Pages with nothing in them are passed over. Raises ``strange`` where the columns are not the publisher's, or not
    the same on every page; CutShort where a page broke off, or where there is nothing to read.
    """
    headings: tuple[str, ...] = ()
    rows: list[list[str]] = []
    for page in pages:
        if not page.body.strip():
            continue
        try:
            with opened_bytes(name, page.body, publisher.knows) as file:
                if not publisher.knows(file.headings) or headings not in ((), file.headings):
                    raise strange
                headings = file.headings
                rows += file.rows
                if file.cut_short:
                    raise CutShort(f"The answer of {service} for {about} broke off.", _AGAIN)
        except CannotRead:
            raise CutShort(f"{service} sent nothing readable for {about}.", _AGAIN) from None
    if not headings:
        raise CutShort(f"{service} sent nothing readable for {about}.", _AGAIN)
    return Opened(name, headings, (), iter(rows))

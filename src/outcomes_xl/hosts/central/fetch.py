"""A central file fetched from where it is, or its last good copy when that cannot be reached, with its age said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from outcomes_xl.hosts.central.file_paths import read_path
from outcomes_xl.hosts.central.last_good_copy import Cache
from outcomes_xl.hosts.central.locations import Location
from outcomes_xl.http.kept_answers import KeptAnswer, Known
from outcomes_xl.model.cannot_use import CannotUse, Unreachable

if TYPE_CHECKING:
    from outcomes_xl.hosts.central.https_download import Download

Get = Callable[[Location, Known | None], "Download"]


class How(StrEnum):
    """Where the bytes came from."""

    FRESH = "fetched"
    UNCHANGED = "unchanged"
    KEPT = "kept copy"


@dataclass(frozen=True)
class Fetched:
    """A central file's bytes, where they came from and when; ``why_kept`` says why a kept copy had to serve."""

    place: Location
    data: bytes
    how: How
    fetched_at: datetime
    known: Known
    why_kept: str = ""

    def sentence(self, now: datetime) -> str:
        """Return what to say about where it came from; "" when it came fresh."""
        if self.how is not How.KEPT:
            return ""
        return f"{self.why_kept} The copy kept on this computer was used; it was fetched {age(self.fetched_at, now)}."

    def keep_in(self, cache: Cache, now: datetime) -> None:
        """Keep the copy, now that it has proved good. An unchanged one is good as of now."""
        if self.how is not How.KEPT:
            cache.keep(self.place, self.data, now, self.known)


def fetch(place: Location, now: datetime, cache: Cache, *, kept_copy: bool = False, get: Get | None = None) -> Fetched:
    """Return the central file at a place. When the place cannot be reached the last good copy serves; for any other
    trouble it serves only on purpose (``kept_copy``), and the trouble's text says that there is one.
    """
    kept = cache.find(place)
    if kept_copy:
        if kept is None:
            raise CannotUse(
                f"No copy of {place.text} is kept on this computer.", "Refresh once while it can be reached."
            )
        return _kept(place, kept, "As you asked, nothing was fetched.")
    try:
        return _from_the_place(place, now, kept, get)
    except Unreachable as trouble:
        if kept is None:
            raise Unreachable(f"{trouble.what} No earlier copy is kept on this computer.", trouble.next_step) from None
        return _kept(place, kept, trouble.what)
    except CannotUse as trouble:
        raise with_hint(trouble, kept, now) from None


def with_hint(trouble: CannotUse, kept: KeptAnswer | None, now: datetime) -> CannotUse:
    """Return the same trouble, whose next step also says that a good copy is kept, if one is."""
    if kept is None:
        return trouble
    hint = f"A good copy fetched {age(kept.confirmed, now)} is kept; on the command line, --kept-copy uses it."
    return type(trouble)(trouble.what, f"{trouble.next_step} {hint}")


def _from_the_place(place: Location, now: datetime, kept: KeptAnswer | None, get: Get | None) -> Fetched:
    if not place.is_https:
        return Fetched(place, read_path(place.path), How.FRESH, now, Known())
    from outcomes_xl.hosts.central import https_download  # whose HTTP client a folder does not need

    answer = (get or https_download.get)(place, kept.known if kept else None)
    if answer.data is None:
        assert kept is not None, "a server can say “unchanged” only of a copy we have"
        return Fetched(place, kept.body, How.UNCHANGED, now, answer.known)
    return Fetched(place, answer.data, How.FRESH, now, answer.known)


def _kept(place: Location, kept: KeptAnswer, why: str) -> Fetched:
    return Fetched(place, kept.body, How.KEPT, kept.confirmed, kept.known, why)


def age(then: datetime, now: datetime) -> str:
    """Return how long ago, in words, with the day: "3 days ago (19 November 2026, 14:05)"."""
    days = (now.date() - then.date()).days
    ago = "today" if days <= 0 else "yesterday" if days == 1 else f"{days} days ago"
    return f"{ago} ({then.day} {then:%B %Y, %H:%M})"

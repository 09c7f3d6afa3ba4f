"""A central file fetched from where it is, or its last good copy when that cannot be reached, with its age said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from outcomes_xl.hosts.central.file_paths import read_path
from outcomes_xl.hosts.central.locations import Location
from outcomes_xl.http.kept_answers import KeptAnswer, KeptAnswers
from outcomes_xl.model.cannot_use import CannotUse, Unreachable
from outcomes_xl.model.sentences import counted

Get = Callable[[Location, KeptAnswer | None, datetime], KeptAnswer]
_WHAT = "central file"


@dataclass(frozen=True)
class LastGoodCopies:
    """A folder in the user's own profile with one copy a place, which was good when it was last confirmed."""

    folder: Path

    def find(self, place: Location) -> KeptAnswer | None:
        """Return the kept copy of a place; None when there is none, or it is no longer what was kept."""
        return KeptAnswers(self.folder).find(_WHAT, place.text)

    def keep(self, place: Location, copy: KeptAnswer, now: datetime) -> None:
        """Keep a copy that has proved good. An unchanged one is good as of now."""
        KeptAnswers(self.folder).keep(_WHAT, place.text, replace(copy, confirmed=now))


@dataclass(frozen=True)
class Fetched:
    """A central file as it came; ``why_kept`` says why a kept copy had to serve, "" when none had to."""

    place: Location
    copy: KeptAnswer
    why_kept: str = ""

    def sentence(self, now: datetime) -> str:
        """Return what to say about where it came from; "" when it came fresh."""
        if not self.why_kept:
            return ""
        when = age(self.copy.confirmed, now)
        return f"{self.why_kept} The copy kept on this computer was used; it was fetched {when}."

    def keep_in(self, cache: LastGoodCopies, now: datetime) -> None:
        """Keep it, now that it has proved good."""
        if not self.why_kept:
            cache.keep(self.place, self.copy, now)


def fetch(
    place: Location, now: datetime, cache: LastGoodCopies, *, kept_copy: bool = False, get: Get | None = None
) -> Fetched:
    """Return the central file at a place. When the place cannot be reached the last good copy serves; for any other
    trouble it serves only on purpose (``kept_copy``), and the trouble's text says that there is one.
    """
    kept = cache.find(place)
    if kept_copy:
        if kept is None:
            raise CannotUse(
                f"No copy of {place.text} is kept on this computer.", "Refresh once while it can be reached."
            )
        return Fetched(place, kept, "As you asked, nothing was fetched.")
    try:
        return Fetched(place, _from_the_place(place, kept, now, get))
    except Unreachable as trouble:
        if kept is None:
            raise Unreachable(f"{trouble.what} No earlier copy is kept on this computer.", trouble.next_step) from None
        return Fetched(place, kept, trouble.what)
    except CannotUse as trouble:
        raise with_hint(trouble, kept, now) from None


def with_hint(trouble: CannotUse, kept: KeptAnswer | None, now: datetime) -> CannotUse:
    """Return the same trouble, whose next step also says that a good copy is kept, if one is."""
    if kept is None:
        return trouble
    hint = f"A good copy fetched {age(kept.confirmed, now)} is kept; on the command line, --kept-copy uses it."
    return type(trouble)(trouble.what, f"{trouble.next_step} {hint}")


def _from_the_place(place: Location, kept: KeptAnswer | None, now: datetime, get: Get | None) -> KeptAnswer:
    if not place.is_https:
        return KeptAnswer.of(read_path(place.path), {}, now)
    from outcomes_xl.hosts.central import https_download  # whose HTTP client a folder does not need

    return (get or https_download.get)(place, kept, now)


def age(then: datetime, now: datetime) -> str:
    """Return how long ago, in words, with the day: "3 days ago (19 November 2026, 14:05)"."""
    days = (now.date() - then.date()).days
    ago = "today" if days <= 0 else "yesterday" if days == 1 else f"{counted(days, 'day')} ago"
    return f"{ago} ({then.day} {then:%B %Y, %H:%M})"

"""The last good copy of a central file, kept in the user's own profile: for the day the source cannot be reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from outcomes_xl.hosts.central.locations import Location
from outcomes_xl.http.kept_answers import KeptAnswer, KeptAnswers, Known

_WHAT = "central file"


@dataclass(frozen=True)
class Cache:
    """A folder with one copy a place, each good when it was last ``confirmed`` and still the same bytes."""

    folder: Path

    def find(self, place: Location) -> KeptAnswer | None:
        """Return the kept copy of a place; None when there is none, or it is no longer what was kept."""
        return KeptAnswers(self.folder).find(_WHAT, place.text)

    def keep(self, place: Location, data: bytes, now: datetime, known: Known) -> None:
        """Keep a copy that has proved good, with what the server said of it."""
        KeptAnswers(self.folder).keep(
            _WHAT, place.text, KeptAnswer(data, "", now, now, known.etag, known.last_modified)
        )

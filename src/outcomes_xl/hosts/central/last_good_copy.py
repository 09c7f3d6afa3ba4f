"""The last good copy of a central file, kept in the user's own profile: for the day the source cannot be reached."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from outcomes_xl.hosts.central.https_download import Known
from outcomes_xl.hosts.central.locations import Location


@dataclass(frozen=True, slots=True)
class LastGoodCopy:
    """A copy that was good when it was fetched, and is still the same bytes."""

    data: bytes
    fetched_at: datetime
    known: Known


@dataclass(frozen=True)
class Cache:
    """A folder with one copy a place. It is a convenience: when it cannot be read or written, we do without."""

    folder: Path

    def find(self, place: Location) -> LastGoodCopy | None:
        """Return the kept copy of a place; None when there is none, or it is no longer what was kept."""
        about, copy = self._files(place)
        try:
            said = json.loads(about.read_text(encoding="utf-8"))
            data = copy.read_bytes()
            if said["place"] != place.text or hashlib.sha256(data).hexdigest() != said["sha256"]:
                return None
            when = datetime.fromisoformat(said["fetched_at"])
            return LastGoodCopy(data, when, Known(str(said.get("etag", "")), str(said.get("last_modified", ""))))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, place: Location, data: bytes, now: datetime, known: Known) -> None:
        """Keep a copy that has proved good. The copy is written first, so that a half-written pair never matches."""
        about, copy = self._files(place)
        said = {
            "place": place.text,
            "fetched_at": now.isoformat(),
            "sha256": hashlib.sha256(data).hexdigest(),
            "etag": known.etag,
            "last_modified": known.last_modified,
        }
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            _put(copy, data)
            _put(about, json.dumps(said, ensure_ascii=False, indent=1).encode("utf-8"))

    def _files(self, place: Location) -> tuple[Path, Path]:
        name = hashlib.sha256(place.text.encode("utf-8", "surrogatepass")).hexdigest()[:24]
        return self.folder / f"{name}.json", self.folder / f"{name}.xlsx"


def _put(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".keeping-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(name, path)  # noqa: PTH105 - in one step, whoever looks
    finally:
        Path(name).unlink(missing_ok=True)

"""The list of what install put on the machine, each with a hash, so that only that is taken away again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.write_whole import write_whole

FILE, TREE, KEY, FOLDER = "file", "environment", "registry key", "folder"


@dataclass(frozen=True)
class Thing:
    """Something put there: what kind, where, and the hash (or mark) by which it is known again."""

    kind: str
    place: str
    sha256: str = ""


@dataclass(frozen=True)
class Manifest:
    """All that was put there, in the order it was put there, by this version."""

    version: str = ""
    things: tuple[Thing, ...] = ()

    def __iter__(self) -> Iterator[Thing]:
        return iter(self.things)

    def at(self, place: object) -> Thing | None:
        return next((thing for thing in self.things if thing.place == str(place)), None)

    def with_(self, thing: Thing) -> Manifest:
        """Return the list with this thing; one at the same place gives way to it and keeps its turn."""
        if self.at(thing.place) is None:
            return replace(self, things=(*self.things, thing))
        return replace(self, things=tuple(thing if one.place == thing.place else one for one in self.things))

    def without(self, place: object) -> Manifest:
        return replace(self, things=tuple(one for one in self.things if one.place != str(place)))


def load(path: Path) -> Manifest:
    """Return the list; an empty one when there is none. Raises CannotUse when it cannot be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        things = (Thing(str(one["kind"]), str(one["place"]), str(one["sha256"])) for one in found["things"])
        return Manifest(str(found["version"]), tuple(things))
    except FileNotFoundError:
        return Manifest()
    except (OSError, ValueError, KeyError, TypeError) as trouble:
        raise CannotUse(
            f"The list of what was installed, {path}, cannot be read ({trouble}), so nothing was done.",
            "Delete that file; what was installed is then left where it is.",
        ) from None


def save(path: Path, placed: Manifest) -> None:
    """Write the list; without things in it, take the file away."""
    if not placed.things:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, (json.dumps(asdict(placed), indent=1) + "\n").encode())


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def sha256_of(path: Path) -> str | None:
    """Return a file's hash; None when it is not there."""
    try:
        return sha256(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None

"""What was fetched before, so that it is not fetched again; and what an officer has put there, never touched."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from fnmatch import fnmatch
from pathlib import Path

from outcomes_xl.sources.fetch.fetched import FIRST_LINE, YOURSELF, Round
from outcomes_xl.write_whole import write_whole

_STATE = ".fetched.json"
_FORM = 1
_DEPTH = 4
_AT_A_TIME = 1 << 20


@dataclass(frozen=True, slots=True)
class Kept:
    """A file fetched before: from where, by what the server knows it again, and its digest."""

    address: str
    name: str
    digest: str
    etag: str = ""
    modified: str = ""

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for it only where it is another one now."""
        found = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in found.items() if value}


class KeptFiles:
    """The user's folder of published files, and what of it was fetched. What cannot be read counts as nothing kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._by_id = self._read()
        self._names: list[str] | None = None

    def kept(self, file_id: str) -> Kept | None:
        return self._by_id.get(file_id)

    def keep(self, file_id: str, kept: Kept) -> None:
        """Write down what was fetched, at once: a run that is killed loses nothing. Raises OSError."""
        self._by_id[file_id] = kept
        files = {name: asdict(one) for name, one in sorted(self._by_id.items())}
        write_whole(self.folder / _STATE, json.dumps({"form": _FORM, "files": files}, indent=1).encode())

    def has_like(self, patterns: tuple[str, ...]) -> bool:
        """Whether a file that nobody fetched has a name like one of these, here or in a folder inside."""
        if self._names is None:
            ours = {one.name for one in self._by_id.values()} | {YOURSELF}
            self._names = [name.lower() for name in self._walk() if name not in ours]
        return any(fnmatch(name, pattern.lower()) for name in self._names for pattern in patterns)

    def tell_what_needs_the_officer(self, gone_round: Round) -> None:
        """Put the addresses of what only the officer can get into a file of the folder; none without any."""
        path, lines = self.folder / YOURSELF, list(gone_round.yours())
        text = "\r\n".join([FIRST_LINE, "", *lines, ""]).encode("utf-8-sig")
        with suppress(OSError):  # they stand in the answer as well
            before = path.read_bytes() if path.is_file() else b""
            mine = FIRST_LINE.encode() in before[:200]
            if lines and before != text and (mine or not before):
                write_whole(path, text)
            elif not lines and mine:
                path.unlink()

    def _walk(self) -> list[str]:
        found: list[str] = []
        for here, inside, names in os.walk(self.folder):
            if len(Path(here).relative_to(self.folder).parts) >= _DEPTH:
                inside[:] = []
            found += [name for name in names if not name.startswith((".", "~$"))]
        return found

    def _read(self) -> dict[str, Kept]:
        try:
            said = json.loads((self.folder / _STATE).read_bytes())
            return {name: _kept(one) for name, one in said["files"].items()} if said["form"] == _FORM else {}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}


def _kept(said: Mapping[str, str]) -> Kept:
    kept = Kept(**said)
    if not all(isinstance(value, str) for value in asdict(kept).values()):
        raise TypeError("a kept file is made of texts")
    return kept


def digest(path: Path) -> str:
    """Return what tells a file's content apart from any other. Raises OSError."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_AT_A_TIME):
            found.update(chunk)
    return found.hexdigest()

"""Answers kept on disk, each in one file written whole or not at all: a Stop leaves nothing half done."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

_FORM = 1


@dataclass(frozen=True)
class Stored:
    """A kept answer: what came, when it came (``fetched``), when it was last confirmed, and its validators."""

    body: bytes
    kind: str
    fetched: datetime
    confirmed: datetime
    etag: str = ""
    modified: str = ""


class Store:
    """A folder of kept answers. Names are digests of what was asked without any key, so no key can be in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, service: str, asked: str) -> Stored | None:
        """Return the kept answer to a question, None where there is none or it is damaged."""
        try:
            head, _, body = self._path(service, asked).read_bytes().partition(b"\n")
            said = json.loads(head)
            if said.pop("form") != _FORM or said.pop("digest") != hashlib.sha256(body).hexdigest():
                return None
            said.pop("asked")
            fetched, confirmed = (datetime.fromisoformat(said.pop(name)) for name in ("fetched", "confirmed"))
            return Stored(body, fetched=fetched, confirmed=confirmed, **said)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def keep(self, service: str, asked: str, answer: Stored) -> None:
        """Keep an answer, in place of an earlier one. A disk that is full or read-only costs speed, nothing else."""
        head = {name: value for name, value in asdict(answer).items() if name != "body"}
        head |= {"fetched": answer.fetched.isoformat(), "confirmed": answer.confirmed.isoformat()}
        head |= {"form": _FORM, "asked": asked, "digest": hashlib.sha256(answer.body).hexdigest()}
        path = self._path(service, asked)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
            try:
                with os.fdopen(handle, "wb") as out:
                    out.write(json.dumps(head).encode() + b"\n" + answer.body)
                Path(name).replace(path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError:
            return

    def forget(self, service: str, asked: str) -> None:
        """Take a kept answer away."""
        with suppress(OSError):
            self._path(service, asked).unlink(missing_ok=True)

    def confirm(self, service: str, asked: str, answer: Stored, now: datetime) -> Stored:
        """Note that the service says a kept answer still stands."""
        confirmed = replace(answer, confirmed=now)
        self.keep(service, asked, confirmed)
        return confirmed

    def _path(self, service: str, asked: str) -> Path:
        return self.folder / service / f"{hashlib.sha256(asked.encode()).hexdigest()[:40]}.answer"

"""Answers kept on disk, each in one file written whole or not at all: a Stop leaves nothing half done."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from outcomes_xl.write_whole import write_whole

_FORM = 1


@dataclass(frozen=True)
class KeptAnswer:
    """A kept answer: what came, when it came (``fetched``), when it was last confirmed, and its validators."""

    body: bytes
    kind: str
    fetched: datetime
    confirmed: datetime
    etag: str = ""
    modified: str = ""

    @classmethod
    def of(cls, body: bytes, headers: Mapping[str, str], now: datetime, kind: str = "") -> KeptAnswer:
        """Return an answer that has just come, with what the server says of it."""
        return cls(body, kind, now, now, headers.get("etag", ""), headers.get("last-modified", ""))

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for it only where it is another one now."""
        found = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in found.items() if value}


class KeptAnswers:
    """A folder of kept answers. Names are digests of what was asked without any key, so no key can be in it.

    It is a convenience: what cannot be read counts as nothing kept, and a disk that is full or read-only costs speed.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, service: str, asked: str) -> KeptAnswer | None:
        """Return the kept answer to a question, None where there is none or it is no longer what was kept."""
        try:
            head, _, body = self._path(service, asked).read_bytes().partition(b"\n")
            said = json.loads(head)
            known = said.pop("form") == _FORM and said.pop("asked") == asked
            if not known or said.pop("digest") != hashlib.sha256(body).hexdigest():
                return None
            fetched, confirmed = (datetime.fromisoformat(said.pop(name)) for name in ("fetched", "confirmed"))
            return KeptAnswer(body, fetched=fetched, confirmed=confirmed, **said)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def keep(self, service: str, asked: str, answer: KeptAnswer) -> None:
        """Keep an answer, in place of an earlier one."""
        head = {name: value for name, value in asdict(answer).items() if name != "body"}
        head |= {"fetched": answer.fetched.isoformat(), "confirmed": answer.confirmed.isoformat()}
        head |= {"form": _FORM, "asked": asked, "digest": hashlib.sha256(answer.body).hexdigest()}
        path = self._path(service, asked)
        with suppress(OSError):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(path, json.dumps(head).encode() + b"\n" + answer.body, private=True)

    def forget(self, service: str, asked: str) -> None:
        """Take a kept answer away."""
        with suppress(OSError):
            self._path(service, asked).unlink(missing_ok=True)

    def _path(self, service: str, asked: str) -> Path:
        name = hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()[:40]
        return self.folder / service / f"{name}.answer"

"""The round through the published files: what can be downloaded is, what has not changed is not asked for twice.

A file comes whole or not at all, and a web page never. What an officer has put or changed there stays as it is. A stop
leaves parts, and the next round goes on with them.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic

from outcomes_xl.http.download import download
from outcomes_xl.http.http_client import HttpClient
from outcomes_xl.http.one_request import Limits, NoAnswer, Why
from outcomes_xl.model.cannot_use import CannotUse, Stopped
from outcomes_xl.sources.fetch.fetched import Became, OneFile, Round
from outcomes_xl.sources.fetch.file_list import FileToGet
from outcomes_xl.sources.fetch.kept_files import Kept, KeptFiles, digest
from outcomes_xl.sources.online.refusals import unanswered
from outcomes_xl.sources.protocol import Say

LIMITS = Limits(silence=120.0, whole=3600.0, tries=3, redirects=5, size=2_000_000_000)
"""Fingertips can take two minutes before its first byte; the largest release files are some hundred megabytes."""
_NO_MORE = frozenset({Why.PROXY, Why.PROXY_SIGN_IN, Why.PROXY_SETTINGS})
"""What keeps every other file from coming as well: it is said once, and nothing more is asked."""
_DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NOBODY = frozenset({Why.NO_CONNECTION, Why.NO_REPLY})
"""A network that lets nothing out often drops what is sent, and nobody says no."""
_NOT_THERE = "It is not at its address any more."
_ITS_PAGE = "Look at its page; a newer address can go into your settings."
_PACKAGES = (".ods", ".xlsx", ".zip")
_A_MEGABYTE = 1_000_000
_OFTEN = 0.5
"""Seconds between two sentences about how far one file is."""


class _NoMore(Exception):
    """Nothing more can come in this round."""

    def __init__(self, last: OneFile) -> None:
        self.last = last


def get_files(
    files: Sequence[FileToGet], folder: Path, client: HttpClient, say: Say, stop: Callable[[], None]
) -> Round:
    """Go through the files, publisher by publisher; return what became of each.

    ``stop`` is called again and again, and raises Stopped when the officer wants that; Ctrl+C does the same. Raises
    CannotUse when the folder cannot be made or written in.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise CannotUse(f"The folder {folder} cannot be made.", "Choose another folder under Settings.") from None
    kept, before = KeptFiles(folder), {one.name for one in folder.iterdir()}
    came: dict[str, OneFile] = {}
    to_download = [one for one in files if one.address]
    stopped, ended_by = False, None
    try:
        for number, file in enumerate(to_download, 1):
            stop()
            place = f"({number} of {len(to_download)})"
            came[file.id] = _one(file, kept, client, lambda said, of=place: say(f"{said} {of}"), stop)  # type: ignore[misc]
    except (Stopped, KeyboardInterrupt):
        stopped = True
    except _NoMore as end:
        came[end.last.file.id] = ended_by = end.last
        stopped = True
    for file in files:
        if not file.address:
            there = kept.has_like(file.known_by)
            came[file.id] = OneFile(file, Became.THERE if there else Became.NEEDS_YOU)
    done = Round(folder, tuple(came.get(one.id, OneFile(one, Became.NOT_ASKED)) for one in files), stopped, ended_by)
    if not done.in_vain:
        kept.tell_what_needs_the_officer(done)
    _without_empty(folder / publisher for publisher in {one.publisher for one in to_download} - before)
    return done


def _without_empty(folders: Iterable[Path]) -> None:
    for one in folders:
        with suppress(OSError):  # it holds something, or was never made
            one.rmdir()


def _one(file: FileToGet, kept: KeptFiles, client: HttpClient, say: Say, stop: Callable[[], None]) -> OneFile:
    name = f"{file.publisher}/{file.file_name}"
    to, before = kept.folder / file.publisher / file.file_name, kept.kept(file.id)
    try:
        there = digest(to) if to.is_file() else ""
        if there and (before is None or before.digest != there):
            why = f"“{name}” in the folder is not what this tool fetched there."
            return OneFile(file, Became.LEFT, why, "Take it away, or rename it, to have it fetched.")
        fresh = before if before and there and (before.address, before.name) == (file.address, to.name) else None
        say(f"{file.publisher}: {file.title}")
        to.parent.mkdir(exist_ok=True)
        answer = download(
            client,
            file.address,
            to,
            _told(file, say),
            stop,
            fresh.conditions if fresh else None,
            lambda head: _unlike(to.suffix.lower(), head),
        )
        if answer.status == 304:
            return OneFile(file, Became.SAME)
        now = digest(to)
        marks = answer.headers.get("etag", ""), answer.headers.get("last-modified", "")
        kept.keep(file.id, Kept(file.address, to.name, now, *marks))
        return OneFile(file, Became.SAME if now == there else Became.NEW)
    except NoAnswer as slip:
        return _not_had(file, slip)
    except OSError as trouble:
        return _not_put(file, to, trouble)


def _told(file: FileToGet, say: Say) -> Callable[[int, int], None]:
    last = monotonic()

    def progress(done: int, of: int) -> None:
        nonlocal last
        if monotonic() - last >= _OFTEN:
            last = monotonic()
            whole = f" of {of / _A_MEGABYTE:.1f}" if of else ""
            say(f"{file.publisher}: {file.title}, {done / _A_MEGABYTE:.1f}{whole} MB")

    return progress


def _unlike(ending: str, head: bytes) -> str:
    """Say what a file is that does not begin as its name says; "" when it does."""
    if ending in _PACKAGES:
        return "" if head.startswith(b"PK") else "another kind of file"
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not text:
        return "an empty file"
    if text.startswith((b"<", b"{", b"[", b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")):
        return "a web page" if text.startswith(b"<") else "another kind of file"
    return "headings without rows" if len(text.splitlines()) == 1 else ""


def _not_had(file: FileToGet, slip: NoAnswer) -> OneFile:
    """Say why a file could not be had; _NoMore where the others could not either."""
    if slip.status == 407:
        slip = NoAnswer(Why.PROXY_SIGN_IN)
    if slip.why in _NO_MORE:
        told = unanswered(file.publisher, file.host, slip)
        raise _NoMore(OneFile(file, Became.NOT_NOW, told.what, told.next_step)) from None
    if slip.why is not Why.REFUSED:
        told = unanswered(file.host, file.host, slip)
        return OneFile(file, Became.NOT_NOW, told.what, told.next_step, slip.why in _NOBODY)
    if slip.about == "a web page":
        why = f"A web page came from {file.host} where a file should be."
        return OneFile(file, Became.NOT_NOW, why, "Open a browser and sign in to the network, then do this again.")
    if slip.about:
        return OneFile(file, Became.NEEDS_YOU, f"What came from its address is {slip.about}.")
    if slip.status in (401, 403):
        return OneFile(file, Became.NEEDS_YOU, f"{file.host} does not give it to a program ({slip.status}).")
    if slip.status in (404, 410):
        return OneFile(file, Became.NEEDS_YOU, _NOT_THERE)
    return OneFile(file, Became.NOT_NOW, f"{file.host} did not give it (status {slip.status}).", _ITS_PAGE)


def _not_put(file: FileToGet, to: Path, trouble: OSError) -> OneFile:
    if trouble.errno in _DISK_FULL:
        why = f"There is no room left in {to.parent.parent}."
        next_step = "Make room, then do this again: it goes on where it stopped."
        raise _NoMore(OneFile(file, Became.NOT_NOW, why, next_step)) from None
    why = f"“{to.name}” could not be put into {to.parent}."
    return OneFile(file, Became.NOT_NOW, why, "If it is open in Excel, close it; then do this again.")

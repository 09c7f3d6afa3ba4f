"""One helper a user: a file that is locked while it runs and says which process and version it is."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from outcomes_xl.hosts.file_lock import let_go, take

LOCK, ABOUT, LEAVE = "helper.lock", "helper.json", "helper.leave"


@dataclass(frozen=True)
class Running:
    """A helper that runs already."""

    pid: int
    version: str


class AlreadyRunning(Exception):
    """Another helper holds the lock."""

    def __init__(self, running: Running) -> None:
        super().__init__(f"helper {running.version} is running as process {running.pid}")
        self.running = running


@contextmanager
def only_one(folder: Path, version: str) -> Iterator[None]:
    """Hold the user's helper lock. Raises AlreadyRunning when another process has it.

    The operating system lets the lock go when a process ends in whatever way, so a helper that was ended hard leaves
    nothing in the way of the next one; the file's text alone never counts.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a+b") as file:
        if not _held(file):
            raise AlreadyRunning(who(folder))
        with suppress(FileNotFoundError):
            (folder / LEAVE).unlink()
        (folder / ABOUT).write_text(json.dumps({"pid": os.getpid(), "version": version}), encoding="utf-8")
        try:
            yield
        finally:
            with suppress(FileNotFoundError):
                (folder / ABOUT).unlink()
            let_go(file)


def who(folder: Path) -> Running:
    """Return what a running helper wrote about itself; process 0 and no version when it cannot be read."""
    try:
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        return Running(int(about["pid"]), str(about["version"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Running(0, "of another version")


def is_running(folder: Path) -> bool:
    """Say whether a helper holds the lock."""
    if not (folder / LOCK).exists():
        return False
    with (folder / LOCK).open("a+b") as file:
        free = _held(file)
        if free:
            let_go(file)
        return not free


def ask_to_leave(folder: Path) -> None:
    """Ask the running helper to end after the job it is doing; it looks for this about twice a second."""
    (folder / LEAVE).touch()


def asked_to_leave(folder: Path) -> bool:
    return (folder / LEAVE).exists()


def _held(file: IO[bytes]) -> bool:
    """Take the lock; False as well in a folder where nothing can be locked, which would let in a second helper."""
    try:
        return take(file)
    except OSError:
        return False

"""One helper a user: a file that is locked while it runs and says which process and version it is."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

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
        if not _take(file):
            raise AlreadyRunning(who(folder))
        with suppress(FileNotFoundError):
            (folder / LEAVE).unlink()
        (folder / ABOUT).write_text(json.dumps({"pid": os.getpid(), "version": version}), encoding="utf-8")
        try:
            yield
        finally:
            with suppress(FileNotFoundError):
                (folder / ABOUT).unlink()
            _let_go(file)


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
        free = _take(file)
        if free:
            _let_go(file)
        return not free


def ask_to_leave(folder: Path) -> None:
    """Ask the running helper to end after the job it is doing; it looks for this about twice a second."""
    (folder / LEAVE).touch()


def asked_to_leave(folder: Path) -> bool:
    return (folder / LEAVE).exists()


if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _let_go(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _let_go(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)

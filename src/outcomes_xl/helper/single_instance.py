"""One helper a user: a file that is locked while it runs and says which process and version it is."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

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
    from filelock import FileLock

    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK, fallback_to_soft=False)
    try:
        lock.acquire(0)
    except OSError:  # somebody has it; or nothing can be locked in this folder, which would let in a second helper
        raise AlreadyRunning(who(folder)) from None
    try:
        (folder / LEAVE).unlink(missing_ok=True)
        (folder / ABOUT).write_text(json.dumps({"pid": os.getpid(), "version": version}), encoding="utf-8")
        yield
    finally:
        (folder / ABOUT).unlink(missing_ok=True)
        lock.release()


def who(folder: Path) -> Running:
    """Return what a running helper wrote about itself; process 0 and no version when it cannot be read."""
    try:
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        return Running(int(about["pid"]), str(about["version"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Running(0, "of another version")


def is_running(folder: Path) -> bool:
    """Say whether a helper holds the lock. Install asks this too, when there is nothing but Python's own library."""
    try:
        with (folder / LOCK).open("r+b") as file:
            _take_and_let_go(file.fileno())
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def ask_to_leave(folder: Path) -> None:
    """Ask the running helper to end after the job it is doing; it looks for this about twice a second."""
    (folder / LEAVE).touch()


def asked_to_leave(folder: Path) -> bool:
    return (folder / LEAVE).exists()


def _take_and_let_go(handle: int) -> None:
    """Take the lock that filelock takes, for a moment. Raises OSError when somebody has it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

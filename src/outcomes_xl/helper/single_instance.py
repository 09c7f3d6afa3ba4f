"""One helper a user: a file that is locked while it runs and says which process and version it is.

On Windows it is one a session: who is signed in twice, at her desk and by remote desktop, has an Excel in each, and the
list of running objects, where Excel looks for the helper, is the session's own.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

LOCK, ABOUT, LEAVE = "lock", "json", "leave"


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
def only_one(folder: Path, version: str, in_session: str | None = None) -> Iterator[None]:
    """Hold the user's helper lock in this session, or one that is named. Raises AlreadyRunning when it is taken.

    The operating system lets the lock go when a process ends in whatever way, so a helper that was ended hard leaves
    nothing in the way of the next one; the file's text alone never counts.
    """
    from filelock import FileLock

    folder.mkdir(parents=True, exist_ok=True)
    at, about, leave = (file(folder, kind, in_session) for kind in (LOCK, ABOUT, LEAVE))
    lock = FileLock(at, fallback_to_soft=False)
    try:
        lock.acquire(0)
    except OSError:  # somebody has it; or nothing can be locked in this folder, which would let in a second helper
        raise AlreadyRunning(who(folder, in_session)) from None
    try:
        leave.unlink(missing_ok=True)
        about.write_text(json.dumps({"pid": os.getpid(), "version": version}), encoding="utf-8")
        yield
    finally:
        about.unlink(missing_ok=True)
        lock.release()


def who(folder: Path, in_session: str | None = None) -> Running:
    """Return what a running helper wrote about itself; process 0 and no version when it cannot be read."""
    try:
        about = json.loads(file(folder, ABOUT, in_session).read_text(encoding="utf-8"))
        return Running(int(about["pid"]), str(about["version"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Running(0, "of another version")


def is_running(folder: Path) -> bool:
    """Say whether a helper runs in this session. Install asks too, when there is nothing but Python's own library."""
    return _is_locked(file(folder, LOCK))


def runs_anywhere(folder: Path) -> bool:
    """Say whether a helper of this user runs in any session."""
    return any(_is_locked(one) for one in folder.glob(f"helper*.{LOCK}"))


def _is_locked(lock: Path) -> bool:
    try:
        with lock.open("r+b") as opened:
            _take_and_let_go(opened.fileno())
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def ask_to_leave(folder: Path) -> None:
    """Ask the running helper to end after the job it is doing; it looks for this about twice a second."""
    file(folder, LEAVE).touch()


def ask_all_to_leave(folder: Path) -> None:
    """Ask this user's helpers in all sessions to end."""
    for lock in folder.glob(f"helper*.{LOCK}"):
        lock.with_suffix(f".{LEAVE}").touch()


def asked_to_leave(folder: Path) -> bool:
    return file(folder, LEAVE).exists()


def file(folder: Path, kind: str, in_session: str | None = None) -> Path:
    """Return the file of a kind that a helper keeps, in this session or a named one."""
    return folder / f"helper{session() if in_session is None else in_session}.{kind}"


def files(folder: Path) -> list[Path]:
    """Return all that helpers have left in their folder, of every session."""
    return [one for kind in (LOCK, ABOUT, LEAVE) for one in folder.glob(f"helper*.{kind}")]


def session() -> str:
    """Return what names this session on Windows, "-2"; "" elsewhere."""
    if sys.platform != "win32":
        return ""
    import ctypes

    number = ctypes.c_ulong()
    known = ctypes.windll.kernel32.ProcessIdToSessionId(os.getpid(), ctypes.byref(number))
    return f"-{number.value}" if known else ""


def _take_and_let_go(handle: int) -> None:
    """Take the lock that filelock takes, for a moment. Raises OSError when somebody has it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

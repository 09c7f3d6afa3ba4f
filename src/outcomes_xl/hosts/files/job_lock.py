"""One job at a time on a workbook: the second waits a little, then says who is at work.

The lock is the operating system's own, on a small file beside the workbook. It goes with the process that holds it,
however that ends: a killed job never leaves a workbook locked, and there is no stale lock to guess about.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from outcomes_xl.hosts.file_lock import take
from outcomes_xl.hosts.files.beside import beside, real_path
from outcomes_xl.hosts.files.replace_file import HALF_WRITTEN
from outcomes_xl.model.cannot_use import WorkbookBusy

WAIT = 15.0
"""Seconds the second job waits. A refresh of a workbook of ours takes about one."""

_LOOK_AGAIN = 0.05
_LEFT_BEHIND = 3600.0
"""A half-written file this many seconds old belongs to nobody any more: the longest job takes minutes."""


def lock_of(path: Path) -> Path:
    """Return the file that says a job is at work on a workbook."""
    return beside(path, ".", ".outcomes-lock")


@contextmanager
def alone(
    path: Path, job: str, say: Callable[[str], None] = lambda sentence: None, wait: float = WAIT
) -> Iterator[None]:
    """Hold a workbook for one job, from its first look to its last write. Raises WorkbookBusy after ``wait`` seconds.

    Where no lock can be made (a folder nobody may write in, a share without locks) the job goes on: a write still
    finds out when the file is not what was read.
    """
    real = real_path(path)
    handle = _held(real, job, say, wait)
    try:
        if handle is not None:
            _clear_up(real.parent)
        yield
    finally:
        if handle is not None:
            _let_go(handle, lock_of(real))


def _held(path: Path, job: str, say: Callable[[str], None], wait: float) -> IO[bytes] | None:
    until, lock = time.monotonic() + wait, lock_of(path)
    while True:
        try:
            handle = lock.open("a+b", buffering=0)
        except OSError:
            return None
        try:
            taken = take(handle)
        except OSError:
            handle.close()
            return None
        # Whoever held it before may have removed it just now; then this is a lock on a file that is not there.
        if taken and _still_there(handle, lock):
            with suppress(OSError):  # the lock holds on a full disk too; only the name of its holder is not in it
                handle.truncate(0)
                handle.write(f"{job}, on {_computer()}".encode())
            return handle
        handle.close()
        if not taken and time.monotonic() >= until:
            raise WorkbookBusy(
                f"Another job is at work on “{path.name}”{_who(lock)}.", "Wait until it is done, then try again."
            )
        if not taken:
            say(f"Waiting for another job on {path.name}")
            time.sleep(_LOOK_AGAIN)


def _let_go(handle: IO[bytes], lock: Path) -> None:
    with suppress(OSError):  # Windows does not let an open file be removed; an empty one left over does no harm
        lock.unlink()
    handle.close()


def _still_there(handle: IO[bytes], lock: Path) -> bool:
    try:
        there = lock.stat()
    except OSError:
        return False
    held = os.fstat(handle.fileno())
    return (there.st_ino, there.st_dev) == (held.st_ino, held.st_dev)


def _who(lock: Path) -> str:
    try:
        name = lock.read_bytes()[:200].decode("utf-8", "replace").strip()
    except OSError:
        return ""
    return f" ({name})" if name and name.isprintable() else ""


def _computer() -> str:
    import platform

    return platform.node() or "this computer"


def _clear_up(folder: Path) -> None:
    """Remove what a killed job had half written under another name. The workbook itself was never touched by it."""
    with suppress(OSError):
        for left in folder.glob("*".join(HALF_WRITTEN)):
            if time.time() - left.stat().st_mtime > _LEFT_BEHIND:
                left.unlink()

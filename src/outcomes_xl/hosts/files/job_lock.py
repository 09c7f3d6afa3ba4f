"""One job at a time on a workbook: the second waits a little, then says who is at work.

The lock is the operating system's own, on a small file beside the workbook. It goes with the process that holds it,
however that ends: a killed job never leaves a workbook locked, and there is no stale lock to guess about.
"""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from outcomes_xl.hosts.files.beside import beside, real_path
from outcomes_xl.model.cannot_use import WorkbookBusy
from outcomes_xl.write_whole import HALF_WRITTEN

if TYPE_CHECKING:
    from filelock import BaseFileLock

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
    held = _held(real, job, say, wait)
    try:
        if held is not None:
            _clear_up(real.parent)
        yield
    finally:
        if held is not None:
            with suppress(OSError):  # Windows does not let an open file be removed; there it goes with the lock
                lock_of(real).unlink()
            held.release()


def _held(path: Path, job: str, say: Callable[[str], None], wait: float) -> BaseFileLock | None:
    from filelock import FileLock, Timeout

    if not path.parent.is_dir():
        return None  # a slip in the path: a lock would make the folder, and the job says that there is none
    lock = FileLock(lock_of(path), on_acquired=lambda handle: _sign(handle, job), fallback_to_soft=False)
    for patience in (0, wait):
        try:
            lock.acquire(patience, poll_interval=_LOOK_AGAIN)
            return lock
        except Timeout:
            say(f"Waiting for another job on {path.name}")
        except OSError:
            return None
    who = _who(lock_of(path))
    raise WorkbookBusy(f"Another job is at work on “{path.name}”{who}.", "Wait until it is done, then try again.")


def _sign(handle: int, job: str) -> None:
    """Write who is at work behind the first byte, which is the one that nobody else may read while it is locked."""
    with suppress(OSError):
        os.ftruncate(handle, 0)
        os.write(handle, f"\n{job}, on {platform.node() or 'this computer'}".encode())


def _who(lock: Path) -> str:
    try:
        with lock.open("rb", buffering=0) as file:
            file.seek(1)
            name = file.read(200).decode("utf-8", "replace").strip()
    except OSError:
        return ""
    return f" ({name})" if name and name.isprintable() else ""


def _clear_up(folder: Path) -> None:
    """Remove what a killed job had half written under another name. The workbook itself was never touched by it."""
    with suppress(OSError):
        for left in folder.glob("*".join(HALF_WRITTEN)):
            if time.time() - left.stat().st_mtime > _LEFT_BEHIND:
                left.unlink()

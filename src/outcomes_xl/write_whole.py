"""A file written whole or not at all: whoever looks finds the old one or the new one, whatever happens meanwhile.

Python's own library is enough here, since install runs before anything else is installed.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

HALF_WRITTEN = (".outcomes-", ".tmp")
"""How the name of a file that is not all written yet begins and ends."""
SCANNERS_HOLD = 1.0 if os.name == "nt" else 0.0
"""Seconds a refusal may be a scanner's, an indexer's or OneDrive's: on Windows they hold a file just written."""


def write_whole(path: Path, content: bytes, *, private: bool = False) -> None:
    """Put a file in its place in one step. One that is replaced hands on who may read it.

    A new one may be read by whoever may read this user's files, a ``private`` one by this user only. Raises OSError,
    with nothing left half written, when the disk is full or the file may not be written.
    """
    with written_beside(path, content) as new:
        if path.exists() and not private:
            shutil.copymode(path, new)
        elif not private:
            new.chmod(0o666 & ~_mask())
        put_in_place(new, path)


@contextmanager
def written_beside(path: Path, content: bytes | Iterable[bytes]) -> Iterator[Path]:
    """Give the bytes, safe on the disk, under another name in the same folder, which only this user may read.

    They may come in pieces, which are never all there at once.

    What has not been put in place by the end of the block is gone.
    """
    prefix, suffix = HALF_WRITTEN
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=prefix, suffix=suffix)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines([content] if isinstance(content, bytes) else content)
            file.flush()
            os.fsync(file.fileno())
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)  # a full disk is not made fuller


def put_in_place(new: Path, path: Path) -> None:
    """Move a file to where it belongs, in one step that survives a power cut.

    Raises PermissionError when somebody has the file open, on Windows after asking again for a second.
    """
    patiently(lambda: new.replace(path))
    with suppress(OSError):  # what was done is done; Windows has no way to have a folder itself on the disk
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def patiently(deed: Callable[[], object], patience: float = SCANNERS_HOLD) -> None:
    """Do it, and while it is not permitted again and again for some seconds; then raise PermissionError."""
    end = time.monotonic() + patience
    while True:
        try:
            deed()
            return
        except PermissionError:
            if time.monotonic() >= end:
                raise
            time.sleep(0.05)


def _mask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask

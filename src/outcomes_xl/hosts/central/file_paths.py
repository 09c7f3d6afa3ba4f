"""A central file in a folder, on a network share, or in a OneDrive or SharePoint folder that is synced here."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from outcomes_xl.hosts.central.completeness import refuse_part
from outcomes_xl.hosts.files.file_bytes import ONLY_IN_THE_CLOUD, read_file
from outcomes_xl.model.cannot_use import CutShort, NotThere, TookTooLong, Unreachable
from outcomes_xl.time_limit import within

PATIENCE = 20.0
"""Seconds. A share whose server has gone can keep Windows waiting for a minute and more."""
TRIES, PAUSE = 3, 1.0
Read = Callable[[Path], bytes]


def read_path(
    path: Path, *, patience: float = PATIENCE, sleep: Callable[[float], None] = time.sleep, read: Read = read_file
) -> bytes:
    """Return a central file's bytes, whole. Raises Unreachable when its folder does not answer, NotThere, CutShort
    when it is not (all) here yet, or another of the CannotUse family.
    """
    for attempt in range(1, TRIES + 1):
        try:
            return _in_time(lambda: _read_once(path, read), patience, path)
        except CutShort:
            # Half a file a second ago may be a whole one now; one that is only in the cloud will not be.
            if attempt == TRIES or is_only_in_the_cloud(path):
                raise
            sleep(PAUSE * attempt)
    raise AssertionError("not reached")


def _read_once(path: Path, read: Read) -> bytes:
    try:
        before = path.stat()
    except FileNotFoundError:
        if path.parent.exists():
            raise NotThere(
                f"There is no file “{path.name}” in {path.parent}.",
                "It may have been moved or renamed. Ask the lead for London where it is now.",
            ) from None
        raise Unreachable(
            f"The folder {path.parent} is not there just now.",
            "Connect to the network, or to the share, then refresh again.",
        ) from None
    except PermissionError:
        return read(path)  # says it in its own words
    except OSError as error:
        raise Unreachable(
            f"“{path.name}” could not be reached ({error.strerror or 'no answer'}).",
            "Connect to the network, or to the share, then refresh again.",
        ) from None
    if is_only_in_the_cloud(path):
        raise CutShort(
            f"“{path.name}” is only in the cloud, not on this computer yet.",
            "In File Explorer choose “Always keep on this device”, wait for the green tick, then refresh again.",
        )
    data = read(path)
    after = path.stat()
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(data) != after.st_size:
        raise CutShort(f"“{path.name}” is being written just now.", "Wait until it is whole, then refresh again.")
    refuse_part(data, path.name)
    return data


def is_only_in_the_cloud(path: Path) -> bool:
    """Return True for a placeholder: Windows shows the file, and opening it would have to download it first."""
    try:
        return bool(getattr(path.stat(), "st_file_attributes", 0) & ONLY_IN_THE_CLOUD)
    except OSError:
        return False


def _in_time(work: Callable[[], bytes], patience: float, path: Path) -> bytes:
    """Return what work returns; raise Unreachable when the place has not answered in time. The thread is left to it."""
    try:
        return within(patience, work, give_up=lambda: None, cancelled=lambda: False)
    except TookTooLong:
        raise Unreachable(
            f"{path.parent} did not answer within {patience:g} seconds.",
            "Connect to the network, or to the share, then refresh again.",
        ) from None

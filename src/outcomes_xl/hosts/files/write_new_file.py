"""Putting a whole new file in place: a central file just published, a crosswalk just written. Whole or not at all."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from outcomes_xl.hosts.files.open_elsewhere import refuse_if_busy
from outcomes_xl.hosts.files.replace_file import as_seen, exchange
from outcomes_xl.hosts.files.save import Written
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.write_whole import write_whole


def put(path: Path, content: bytes, now: datetime, *, keep_a_copy: bool = True) -> Written:
    """Write a file in one step; what stood there is kept as a backup named by ``now``, unless told not to.

    Raises one of the CannotUse family with the file as it was.
    """
    if not path.parent.is_dir():
        raise CannotUse(f"There is no folder {path.parent}.", "Make it first, or choose another.")
    try:
        if path.exists() and keep_a_copy:
            data = path.read_bytes()
            refuse_if_busy(path)
            return Written(path, exchange(path, data, content, as_seen(path, data), now))
        if path.exists():
            refuse_if_busy(path)
        write_whole(path, content)
    except OSError as error:
        raise CannotUse(
            f"“{path.name}” could not be written ({error.strerror or 'the disk did not answer'}).",
            "Check that there is room on the disk and that you may write in that folder, then try again.",
        ) from None
    return Written(path, None)

"""The published files of the user's folder, looked through once for a borough and kept until a file changes."""

from __future__ import annotations

import os
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from outcomes_xl.framework.entries import Borough, Framework
from outcomes_xl.sources import Looked, look

_MOST_BOROUGHS = 40
_DEPTH = 4  # as deep as a look goes
_LOOK_AGAIN_AFTER = 5.0
"""Seconds for which the folder is not asked whether a file has changed: a sheet of formulas asks in one go."""

Stamp = tuple[tuple[str, int, int], ...]


@dataclass
class _Kept:
    stamp: Stamp
    asked: float
    looked: Looked


class PublishedFiles:
    """Looks, kept. ``folder`` says where the files are, and raises CannotUse when there is no such place."""

    def __init__(
        self,
        folder: Callable[[], Path],
        framework: Framework,
        today: Callable[[], date],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._folder, self._framework, self._today, self._clock = folder, framework, today, clock
        self._kept: OrderedDict[tuple[Path, str, date], _Kept] = OrderedDict()

    def __call__(self, borough: Borough) -> Looked:
        """Return what the files say for a borough. Raises what ``folder`` raises; nothing for a file."""
        folder, today = self._folder(), self._today()
        key, now = (folder, borough.code, today), self._clock()
        kept = self._kept.get(key)
        if kept and now - kept.asked < _LOOK_AGAIN_AFTER:
            return kept.looked
        stamp = _stamp(folder)
        if kept and kept.stamp == stamp:
            kept.asked = now
            return kept.looked
        looked = look(folder, self._framework, borough, today)
        self._kept[key] = _Kept(stamp, self._clock(), looked)
        self._kept.move_to_end(key)
        while len(self._kept) > _MOST_BOROUGHS:
            self._kept.popitem(last=False)
        return looked


def _stamp(folder: Path) -> Stamp:
    """Return the names, sizes and times of the files: changed when one of them has changed."""
    found = []
    for here, inside, names in os.walk(folder):
        deep = len(Path(here).relative_to(folder).parts) >= _DEPTH
        inside[:] = [] if deep else sorted(name for name in inside if not name.startswith("."))
        for name in names:
            if name.lower().endswith((".csv", ".csv.gz")):
                path = Path(here, name)
                try:
                    about = path.stat()
                except OSError:
                    continue  # gone between the list and the look; the look itself says what it cannot read
                found.append((str(path), about.st_size, about.st_mtime_ns))
    return tuple(sorted(found))

"""What a look brought home: the answers, what was read for them, and what could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from outcomes_xl.framework.entries import Borough
from outcomes_xl.sources.evidence import Change, Evidence, FileSeen, FileTrouble
from outcomes_xl.sources.published.pool import Pool


@dataclass(frozen=True)
class Looked:
    """Everything a look brought home, for one borough. ``folder`` names the place, as an officer would.

    ``of_files`` is false where no folder of files was looked through.
    ``pool`` holds the published files themselves, for sources that read such; ``combine`` weighs them together.
    """

    borough: Borough
    on: date
    folder: str
    by_metric: Mapping[str, Evidence]
    files: tuple[FileSeen, ...] = ()
    troubles: tuple[FileTrouble, ...] = field(default=())
    changes: tuple[Change, ...] = ()
    of_files: bool = True
    pool: Pool | None = field(default=None, compare=False, repr=False)

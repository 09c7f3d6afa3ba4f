"""What was found for each metric, as plain values: a job weighs them without opening anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from outcomes_xl.framework.entries import Borough
from outcomes_xl.model import Value
from outcomes_xl.reading.periods import Period

LONGEST_LINE = 250
"""The longest evidence line, in characters: more than this is not read in a cell."""


class Found(StrEnum):
    """The words of the list "found"."""

    FOUND = "Found"
    SUPPRESSED = "Found, suppressed"
    COMBINED = "Found, combined with a neighbour"
    NOT_AVAILABLE = "Found, not available"
    NO_ROW = "No row for this borough"
    NOT_HERE = "Not in these files"
    NO_SERIES = "No published series"
    CANDIDATES = "More than one candidate"
    UNREADABLE = "Could not be read"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for one metric. Texts are "" where there is nothing to say.

    ``figure`` is a number in the metric's unit, a published symbol such as "c", or None for an empty cell.
    ``period`` is its period as the metric counts years; ``latest`` the same as dates, None when it could not be read.
    ``said`` is the figure for a sentence, rounded and with its unit: "54.6 per 10,000", "c (suppressed)".
    ``behind`` is how many newer figures should be out by now, None when nobody can say.
    ``line`` is the whole evidence in one line; the day it was looked at stands in a column of its own.
    """

    metric_id: str
    found: Found
    line: str
    figure: Value = None
    said: str = ""
    period: str = ""
    latest: Period | None = None
    level: str = ""
    breakdowns: str = ""
    values: str = ""
    lateness: str = ""
    behind: int | None = None
    suggested_status: str = ""
    caution: str = ""
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileSeen:
    """One file of the folder: what it was recognised as ("" when it was not), and how many rows it holds."""

    name: str
    recognised_as: str
    rows: int = 0


@dataclass(frozen=True, slots=True)
class FileTrouble:
    """A file, or a part of one, that could not be used: what, and what next, in officers' words."""

    name: str
    what: str
    next_step: str


@dataclass(frozen=True)
class Looked:
    """Everything a look at a folder brought home, for one borough."""

    borough: Borough
    on: date
    folder: str
    by_metric: Mapping[str, Evidence]
    files: tuple[FileSeen, ...] = ()
    troubles: tuple[FileTrouble, ...] = field(default=())

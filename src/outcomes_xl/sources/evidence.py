"""What was found for each metric, as plain values: a job weighs them without opening anything."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from outcomes_xl.framework.entries import Break
from outcomes_xl.model import CellRef, Value
from outcomes_xl.reading.periods import Period

LONGEST_LINE = 250
"""The longest evidence line, in characters: more than this is not read in a cell."""


WITH_A_CAUTION = "Found, with a caution"
"""What stands on the sheet for a figure that needs a look before anybody uses it."""


class Found(StrEnum):
    """The words of the list "found"."""

    FOUND = "Found"
    SUPPRESSED = "Published, but withheld for your borough"
    COMBINED = "Found, combined with a neighbour"
    PARTIAL = "Found, partial sum"
    GROUPS = "Found, in groups"
    NOT_AVAILABLE = "Found, not available"
    NO_ROW = "No row for this borough"
    NOT_HERE = "Not in these files"
    NOT_READ = "Published, this tool cannot read it yet"
    NO_SERIES = "No published series"
    CANDIDATES = "More than one candidate"
    UNREADABLE = "Could not be read"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for one metric. Texts are "" where there is nothing to say.

    ``figure`` is a number in the metric's unit, a published symbol such as "c", or None for an empty cell; for a figure
    in groups it says how many, and ``inputs`` has them. A partial
    sum is no figure: the symbol of what is missing stands there, and ``said`` has what could be added up.
    ``period`` is its period as the metric counts years; ``latest`` the same as dates, None when it could not be read.
    ``said`` is the figure for a sentence, rounded and with its unit: "54.6 per 10,000", "c (suppressed)".
    ``behind`` is how many newer figures should be out by now, None when nobody can say.
    ``line`` is the whole evidence in one line; the day it was looked at stands in a column of its own.
    ``local`` is true for what a source of the borough's own says, which nobody has published.
    ``breaks`` are where the series breaks or ends, of those that matter for the periods found.
    ``other_unit`` is the source's own unit where it is not the metric's. Then ``figure`` is None and ``said`` has it.

    To compare with: ``london`` and ``england`` are the same publication's figures for the same period, ``neighbours``
    the mean of those of its statistical neighbours that stand in the same file with a number; ``history`` are the
    last periods with what stands in each, the latest last, and ``history_beside`` London's and England's figures of the
    same periods. ``publication`` is what they are published in. ``exactness`` is "same definition", "close" or "proxy",
    and ``difference`` what is other. ``withheld`` is true where it is published, and not for this borough. ``inputs``
    are what the figure was worked out from, or its groups: each one's name and figure. ``cautions`` are all there are.
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
    local: bool = False
    breaks: tuple[Break, ...] = ()
    other_unit: str = ""
    london: Value = None
    england: Value = None
    neighbours: Value = None
    history: tuple[tuple[str, Value], ...] = ()
    history_beside: tuple[tuple[Value, Value], ...] = ()
    publication: str = ""
    exactness: str = ""
    difference: str = ""
    withheld: bool = False
    inputs: tuple[Part, ...] = ()
    cautions: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    """Those of the cautions that are about the figure or its period themselves, and not a publisher's own note."""

    @property
    def shown(self) -> str:
        """The word of the list "found" for the row: a caution stands beside the figure."""
        doubtful = self.found is Found.FOUND and (self.doubts or self.other_unit)
        return WITH_A_CAUTION if doubtful else str(self.found)


@dataclass(frozen=True, slots=True)
class Part:
    """An input or a group of a figure: its name, what goes into a cell, and the same for a sentence."""

    name: str
    figure: Value
    said: str


@dataclass(frozen=True, slots=True)
class FileSeen:
    """One file of the folder: what it was recognised as ("" when it was not), and how many rows it holds.

    ``service`` is true for what a service sent, which is no file of anybody's folder; ``own`` for a local source.
    ``looks_like`` and ``next_step`` say in sentences what an unknown file seems to be, and what to do with it.
    """

    name: str
    recognised_as: str
    rows: int = 0
    service: bool = False
    own: bool = False
    looks_like: str = ""
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class FileTrouble:
    """A file, or a part of one, that could not be used: what, and what next, in officers' words.

    ``service`` is true where it is no file but a service, a database or a connection: ``name`` is what it is called.
    ``cell`` is the answer on Sources it is about, for a source of the borough's own. ``unreachable`` is true where
    nobody was there to ask.
    """

    name: str
    what: str
    next_step: str
    service: bool = False
    cell: CellRef | None = None
    unreachable: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A publisher's change since the last look: a new version, a withdrawal. ``what`` is a sentence for officers."""

    name: str
    what: str

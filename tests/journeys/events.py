"""Sources of a few events, as a test writes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pyarrow as pa

from outcomes_xl.journeys.events import EventsGathered
from outcomes_xl.journeys.linkage import Linkage
from outcomes_xl.journeys.linkage_key import LinkageKey
from outcomes_xl.journeys.steps import shipped_steps

TODAY = date(2026, 11, 29)


def gathered(key: LinkageKey, **sources: Sequence[tuple[str | None, str | None, str | None]]) -> EventsGathered:
    """Return what is gathered of sources by name, each a list of rows: whose, what and when."""
    found = EventsGathered(Linkage(key), shipped_steps(), TODAY, TODAY)
    for name, rows in sources.items():
        found.begin(name)
        for row in rows:  # a piece a row: nothing may hang on how a source is cut up
            found.take([pa.array([cell], pa.string()) for cell in row])
        found.end(0)
    return found


def csv_of(*rows: str) -> str:
    return "\n".join(rows) + "\n"

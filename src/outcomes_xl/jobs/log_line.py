"""One line of what a job did, before it stands on Changes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LogLine:
    """One change in words, before it has a run number and a time; ``about`` is its row, ``heading`` its column.

    ``rows`` are how many rows were added where one record has several: a directory brings thousands.
    """

    change: str
    sheet: str
    cell: str
    before: str
    after: str
    because: str
    record: str = ""
    about: str = ""
    heading: str = ""
    rows: int = 0

    @property
    def asks(self) -> bool:
        """Whether it is a question: that stays on Changes whole, where it is answered."""
        return self.record.startswith('{"ask":')

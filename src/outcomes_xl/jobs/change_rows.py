"""A job's changes as officers read them: one line a row of the workbook, "Status, Figure, Period: filled in"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from outcomes_xl.jobs.log_line import LogLine
from outcomes_xl.jobs.undo_record import cut
from outcomes_xl.model import Value
from outcomes_xl.model.sentences import counted

_ROW = re.compile(r"\d+")
_MOST_NAMED = 3
"""Columns a line names, and says what stood there; the rest it counts. One more is named rather than counted."""


@dataclass(frozen=True)
class ToldRow:
    """What a job did in one row of the workbook: the changes of its cells together, or one change of another kind."""

    lines: tuple[LogLine, ...]

    @property
    def asks(self) -> bool:
        return self.lines[0].asks

    @property
    def about(self) -> str:
        first, more = self.lines[0].about, self._rows - 1
        return f"{first} and {more:,} more" if more > 0 else first

    @property
    def _rows(self) -> int:
        """How many rows were added together; 0 for any other change."""
        return sum(line.rows for line in self.lines)

    def fields(self) -> dict[str, Value]:
        """Return the fields of its line on Changes, in words."""
        first = self.lines[0]
        if self._rows:
            many = f"{counted(self._rows, 'row')} added"
            return {"sheet": first.sheet, "cell": first.cell, "change": many, "because": cut(first.because)}
        return {
            "sheet": first.sheet,
            "cell": first.cell,
            "change": cut(self._change()),
            "before": cut(self._all("before")),
            # What no record has whole is not cut: it would stand nowhere.
            "after": cut(self._all("after")) if first.record else first.after,
            "because": cut("; ".join(dict.fromkeys(line.because for line in self.lines if line.because))),
        }

    @property
    def _named(self) -> tuple[LogLine, ...]:
        return self.lines if len(self.lines) <= _MOST_NAMED + 1 else self.lines[:_MOST_NAMED]

    def _change(self) -> str:
        headings = [line.heading for line in self._named if line.heading]
        more = len(self.lines) - len(self._named)
        words = {line.change for line in self.lines}
        word = words.pop() if len(words) == 1 else "changed"
        named = ", ".join(headings) + (f" and {more} more" if more else "")
        return f"{named}: {word}" if headings else word

    def _all(self, name: str) -> str:
        texts = [(line.heading, getattr(line, name)) for line in self._named]
        if len(texts) == 1:
            return str(texts[0][1])
        return "; ".join(f"{heading}: {str(text).rstrip('.')}" for heading, text in texts if text)


def rows_of(lines: Iterable[LogLine]) -> list[ToldRow]:
    """Return the changes row by row, in the order of each row's first."""
    rows: dict[tuple[str, str, int], list[LogLine]] = {}
    for place, line in enumerate(lines):
        row = _ROW.search(line.cell) if line.heading else None
        # A change that is not of a cell in a table is told by itself; rows added together are told together.
        apart = ("", "", place + 1) if not line.rows else (line.sheet, line.because, -1)
        rows.setdefault((line.sheet, row[0], 0) if row else apart, []).append(line)
    return [ToldRow(tuple(some)) for some in rows.values()]

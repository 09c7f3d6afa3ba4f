"""The counts behind published figures, from a CSV file that the lead keeps: how many, out of how many."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from outcomes_xl.framework.entries import Framework
from outcomes_xl.reading.periods import parse_period

COLUMNS = ("metric_id", "borough_code", "period", "count", "out_of")
"""The file's columns: ``count`` events or children ``out_of`` so many, for one metric, borough and period."""
NAME = "counts.csv"
"""What the file is called where it lies in the folder with the workbooks."""


@dataclass(frozen=True)
class GivenCounts:
    """Counts by metric, borough's code and period, and what could not be used, in sentences."""

    found: Mapping[tuple[str, str, str], tuple[float, float]] = field(default_factory=dict)
    unusable: tuple[str, ...] = ()

    def of(self, metric: str, code: str, period: str) -> tuple[float, float] | None:
        return self.found.get((metric, code, period))


def read_counts(content: bytes, framework: Framework) -> GivenCounts:
    """Return the counts of a file. What cannot be used is said by its line; the others count."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    there = [name.strip() for name in rows.fieldnames or ()]
    if missing := [name for name in COLUMNS if name not in there]:
        return GivenCounts({}, (f"The counts have no column {', '.join(missing)}, so none of them is used.",))
    rows.fieldnames = there
    found: dict[tuple[str, str, str], tuple[float, float]] = {}
    unusable: list[str] = []
    try:
        for line, key, pair, why in _lines(rows, framework):
            if not why and found.get(key, pair) != pair:
                why = "other counts stand above for the same metric, borough and period"
            if why:
                unusable.append(f"The counts, line {line}: not used, since {why}.")
            else:
                found[key] = pair
    except csv.Error:
        unusable.append(f"The counts, line {rows.line_num}: no CSV from here on.")
    return GivenCounts(found, tuple(unusable))


_Line = tuple[int, tuple[str, str, str], tuple[float, float], str]


def _lines(rows: csv.DictReader[str], framework: Framework) -> Iterator[_Line]:
    for row in rows:
        metric_id, code, typed = (str(row.get(name) or "").strip() for name in COLUMNS[:3])
        metric = framework.metrics.get(metric_id)
        count, out_of = (_number(row.get(name)) for name in COLUMNS[3:])
        why = ""
        if metric is None:
            why = f"“{metric_id}” is no metric of ours"
        elif count is None or out_of is None:
            why = "its count or what it is out of is no number"  # a publisher's symbol, such as c, is none
        elif count < 0 or out_of <= 0:
            why = "nothing can be out of none, or fewer than none"
        period = parse_period(typed, metric.period_kind) if metric else None
        yield rows.line_num, (metric_id, code, str(period or typed)), (count or 0.0, out_of or 0.0), why


def _number(text: str | None) -> float | None:
    try:
        found = float((text or "").replace(",", ""))
    except ValueError:
        return None
    return found if found == found and abs(found) < 1e12 else None  # neither "nan" nor "inf" is a count

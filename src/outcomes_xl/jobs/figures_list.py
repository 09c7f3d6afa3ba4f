"""The Figures sheet: every figure found, period by period, beside London's and England's. The card and charts read it.

What an earlier look found and this one does not have stays, and so does every row that somebody else put there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from outcomes_xl.framework.entries import Framework
from outcomes_xl.jobs.table_edits import Added, Entry, name_is_free, new_sheet, rewrite
from outcomes_xl.model import AddSheet, Book, Row, Table
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import Reading
from outcomes_xl.sources import Evidence
from outcomes_xl.sources.comparison import over_time

SHEET = "figures"
_KEY = re.compile(r"(?P<metric_id>.+)\|[0-9]+")
"""How a row of ours is known: "MET-050|0" is the metric's latest period, "MET-050|1" the one before."""


def figures_found(evidence: Mapping[str, Evidence], named: Mapping[str, str], framework: Framework) -> list[Entry]:
    """Return the rows of what was found now, metric by metric in the framework's order, the oldest period first.

    ``evidence`` is what this look writes down, by metric id; ``named`` is what the workbook calls each metric.
    """
    order = {metric_id: place for place, metric_id in enumerate(framework.metrics)}
    rows: list[Entry] = []
    for metric_id in sorted(evidence, key=lambda one: order.get(one, len(order))):
        metric = framework.metrics[metric_id]
        rows += (
            {
                "metric": named.get(metric_id) or metric.title,
                "metric_id": metric_id,
                "key": f"{metric_id}|{row['periods_ago']}",
                **row,
            }
            for row in over_time(evidence[metric_id], metric)
        )
    return rows


def listed_figures(
    book: Book, reading: Reading, rows: Sequence[Entry], looked_at: Collection[str], because: str
) -> Added:
    """Return the changes that put the rows on their sheet; a workbook made before there was one is given it.

    ``looked_at`` are the metrics whose rows are made anew. Rows of others stay, and those without a key of ours too.
    """
    shape = layout("borough").sheet(SHEET)
    table = reading.tables.get(shape.key)
    if table is not None:
        return rewrite(book, table, _around_the_officers(table, [*_in_place(table, rows, looked_at)]), because)
    if not name_is_free(book, shape) or not rows:
        return Added()
    return Added((AddSheet(new_sheet(shape, rows), because),))


def _in_place(table: Table, rows: Sequence[Entry], looked_at: Collection[str]) -> Iterator[Entry]:
    """Yield new rows and those that stay, each metric where it stood before: less moves, and less has to be written."""
    new: dict[str, list[Entry]] = {}
    for row in rows:
        new.setdefault(str(row["metric_id"]), []).append(row)
    stood: dict[str, list[Entry]] = {}
    for there in table:
        if (metric_id := _metric_of(there)) is not None:
            stood.setdefault(metric_id, []).append(there.typed)
    for metric_id, typed in stood.items():
        yield from new.pop(metric_id, []) if metric_id in looked_at else typed
    for metric in new.values():
        yield from metric


def _around_the_officers(table: Table, ours: Sequence[Entry]) -> list[Entry]:
    """Return what stands in each row of the table: somebody else's row stays where it is, ours fill the others."""
    theirs = {row.number: row.typed for row in table if _metric_of(row) is None}
    left = iter(ours)
    last = max(theirs, default=table.heading_row)
    made = [theirs.get(number) or next(left, {}) for number in range(table.heading_row + 1, last + 1)]
    return [*made, *left]


def _metric_of(row: Row) -> str | None:
    found = _KEY.fullmatch(row.text("key"))
    return found["metric_id"] if found else None

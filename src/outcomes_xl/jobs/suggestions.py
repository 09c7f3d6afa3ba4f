"""Take suggestions: a blank status on Data availability becomes what the last look suggests for it.

Only blank ones: an answer somebody gave stays. With a status that says the data is there comes the period it was found
for, where the officer has named none; every other column of the officer's is left to her.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from outcomes_xl.framework.entries import Framework
from outcomes_xl.jobs.change_log import logged
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.job_findings import Told, findings
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.table_edits import set_field
from outcomes_xl.model import Book, Patch, Result, Row, SetCell, Table, Value
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.model.sentences import counted, in_a_list
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.periods import PeriodKind, parse_period
from outcomes_xl.reading.read_tables import Reading
from outcomes_xl.sources import Found

JOB = "Take suggestions"
_NEEDED = ("metric_id", "status", "suggested_status")
_RETIRED = "Retired"
_MOST_NAMED = 12
_WITHHELD = frozenset({"Published, but withheld for your borough", "Found, suppressed"})
"""Words under What was found of which nobody here holds a figure."""


def suggestions(book: Book, context: Context) -> Result:
    """Return the patch that fills blank statuses, and what was left and why.

    Raises CannotUse when the workbook has no column to read suggestions from or to write statuses to, and
    WrongTemplate when it is not a borough's.
    """
    reading = read_borough(book)
    table = _availability(reading)
    words, retired = _words(reading, context), _retired(reading, context)
    blank = [row for row in table if row["status"] is None and (row.number, "status") not in table.formulas]
    waiting = [row for row in blank if row.text("metric_id") not in retired]
    offered = [row for row in waiting if row["suggested_status"] is not None]
    known = [row for row in offered if row["suggested_status"] in words]
    changes = [change for row in known for change in _taken(table, row, context.framework)]
    filled = [row for row in known if any(change.cell.row == row.number for change in changes)]
    periods = sum(change.cell.column == table.columns.get("latest_period") for change in changes)
    told = [
        Told("TS02", table.cell(row, "suggested_status"), row.text("suggested_status"))
        for row in offered
        if row not in known
    ]
    sheet = book.sheets[table.sheet]
    told += [Told("TS01", table.cell(row, "status"), "") for row in filled if row.number in sheet.hidden_rows]
    summary = _summary(table, filled, periods, len(waiting) - len(filled), len(blank) - len(waiting))
    return logged(Result(findings(told), Patch.of(changes), summary), JOB, book, reading, context)


def _availability(reading: Reading) -> Table:
    table = reading.tables.get("availability")
    if table is None:
        raise CannotUse(
            "The sheet “Data availability”, or its table, is not there.",
            "Bring it back from an earlier copy, then press this again.",
        )
    shape = layout("borough").sheet("availability")
    for name in _NEEDED:
        if name not in table.columns:
            raise CannotUse(
                f"The column “{shape.field(name).heading}” on Data availability is not there.",
                "Give it its heading again, or bring the sheet back from an earlier copy; then press this again.",
            )
    return table


def _taken(table: Table, row: Row, framework: Framework) -> Iterator[SetCell]:
    why = _short_of_a_figure(row)
    because = f"Suggested by what was found{f' ({why})' if why else ''}"
    status = row.text("suggested_status")
    yield from set_field(table, row, "status", status, because)
    if status in framework.tagged("status", "available") and row["latest_period"] is None:
        yield from set_field(table, row, "latest_period", _period(row, framework), because)


def _period(row: Row, framework: Framework) -> Value:
    """Return the period a figure was found for; None where it cannot be read, or the figure is withheld."""
    metric = framework.metrics.get(row.text("metric_id"))
    kind = metric.period_kind if metric else PeriodKind.ANY
    withheld = row.text("found") in _WITHHELD
    return row["found_period"] if not withheld and parse_period(row["found_period"], kind) else None


def _short_of_a_figure(row: Row) -> str:
    """Return the word under What was found where that is not a whole figure as it should be; "" where it is."""
    found = row.text("found")
    return "" if found == Found.FOUND else found


def _words(reading: Reading, context: Context) -> frozenset[str]:
    """Return the words a status may be: those of the framework this tool came with, and of the workbook's own Lists."""
    own = (row.text("value") for row in reading.tables.get("lists") or () if row["list"] == "status")
    return frozenset((*context.framework.list("status"), *own))


def _retired(reading: Reading, context: Context) -> frozenset[str]:
    """Return the metrics that the workbook's own Framework sheet calls retired: nobody needs a status for them."""
    table = reading.tables.get("framework")
    if table is None or "state" not in table.columns:
        return frozenset(one.id for one in context.framework.metrics.values() if one.state == _RETIRED)
    return frozenset(row.text("metric_id") for row in table if row["state"] == _RETIRED)


# What is said -----------------------------------------------------------------------------------------------------


def _summary(table: Table, filled: list[Row], periods: int, without: int, retired: int) -> str:
    answered = sum(row["status"] is not None for row in table)
    counts = Counter(row.text("suggested_status") for row in filled)
    how_many = "; ".join(f"{count} {status}" for status, count in counts.most_common())
    short = Counter(filter(None, map(_short_of_a_figure, filled)))
    whys = in_a_list([f"{count} “{word}”" for word, count in short.most_common()])
    names = [row.text("metric") or row.text("metric_id") for row in filled]
    parts = [
        f"{counted(len(filled), 'blank status', 'blank statuses')} filled from what was found: {how_many}."
        if filled
        else "No blank status has a suggestion, so nothing was filled.",
        f"In {sum(short.values())} of them it is no plain figure, and Evidence says why: {whys}." if whys else "",
        f"{counted(periods, 'latest period')} filled too, with the period that was found." if periods else "",
        f"These are {_named(names)}." if filled else "",
        f"{counted(answered, 'status', 'statuses')} stood there already and stayed." if answered else "",
        f"{without} blank {'has' if without == 1 else 'have'} no suggestion: answer {'it' if without == 1 else 'them'} "
        "yourself, or press Check data availability first."
        if without
        else "",
        f"{counted(retired, 'retired metric')} left blank." if retired else "",
        "Look them over; Undo last job takes them back." if filled else "",
    ]
    return " ".join(part for part in parts if part)


def _named(names: list[str]) -> str:
    more = len(names) - _MOST_NAMED
    return in_a_list(
        [*(f"“{name}”" for name in names[:_MOST_NAMED]), *([f"{more} more, listed on Changes"] if more > 0 else [])]
    )

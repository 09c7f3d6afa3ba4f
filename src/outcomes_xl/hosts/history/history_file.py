"""The history file: what each workbook was read to, and since when each answer holds. Its schema is below, in SQL."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from sys import intern
from typing import Any, NamedTuple

from outcomes_xl.model.cannot_use import CannotUse, WrongUsage

SCHEMA = 1
_PIECE = 1 << 20
_ROWS_AT_ONCE, _READINGS_AT_ONCE = 3_000, 100
_FRUGAL = "set enable_progress_bar = false; set memory_limit = '64MB'; set threads = 1"
_TABLES = """
create table about (key varchar primary key, value varchar);
create table pictures (made_on date primary key, files integer, boroughs integer);
create table workbooks (digest varchar primary key, file varchar, borough_code varchar, release varchar,
                        worked_on varchar, read_on date, kept_by varchar, kept varchar);
create table answers (borough_code varchar, borough varchar, metric_id varchar, metric varchar, status varchar,
                      "group" varchar, holder varchar, system varchar, since date, until date, file varchar,
                      cell varchar);
"""
"""``answers``: one row a stretch of time in which an answer stayed the same; ``until`` is the day of the first picture
that no longer had it, blank while it holds. ``workbooks``: each content once, by its SHA-256; ``kept`` is the reading
as JSON, deflated and in base64, for whoever put it there (``kept_by``), so that the file need not be read again."""


class WorkbookLine(NamedTuple):
    """A workbook as it is kept."""

    digest: str
    file: str
    borough_code: str
    release: str
    worked_on: str
    kept: str


class AnswerLine(NamedTuple):
    """A borough's answer to a metric in today's picture."""

    borough_code: str
    borough: str
    metric_id: str
    metric: str
    status: str
    group: str
    holder: str
    system: str
    file: str
    cell: str


class Held(NamedTuple):
    """An answer and how long it held: ``until`` is None while it does."""

    borough: str
    metric_id: str
    metric: str
    status: str
    group: str
    holder: str
    since: date
    until: date | None
    file: str
    cell: str


@dataclass(frozen=True)
class Today:
    """What is to be remembered of today's picture."""

    day: date
    files: int
    boroughs: int
    kept_by: str
    workbooks: Iterable[WorkbookLine]
    answers: Iterable[AnswerLine]


def kept_readings(path: Path, kept_by: str) -> dict[str, str]:
    """Return the readings kept in a history, by the digest of the workbook; none where there is no file yet."""
    if not path.exists():
        return {}
    with _opened(path) as found:
        return dict(found.execute("select digest, kept from workbooks where kept_by = ?", [kept_by]).fetchall())


def earlier_picture(path: Path, today: date, since: date | None) -> tuple[date, Mapping[str, Mapping[str, str]]] | None:
    """Return the day of an earlier picture and its statuses, by borough's code and metric; None where there is none.

    It is the last one made by ``since``, without it the last before today.
    """
    if not path.exists():
        return None
    with _opened(path) as found:
        asked = "made_on < ?" if since is None else "made_on <= ? and made_on < ?"
        days = [today] if since is None else [since, today]
        day = found.execute(f"select max(made_on) from pictures where {asked}", days).fetchone()[0]
        if day is None:
            return None
        rows = found.execute(
            "select borough_code, metric_id, status from answers where since <= $1 and (until is null or until > $1)",
            [day],
        )
        earlier: dict[str, dict[str, str]] = {}
        while some := rows.fetchmany(_ROWS_AT_ONCE):
            for code, metric, status in some:  # one text for each that says the same: there may be half a million
                earlier.setdefault(code, {})[intern(metric)] = intern(status)
    return day, earlier


def answers_of(path: Path, metric: str, code: str | None) -> list[Held]:
    """Return how a metric was answered, by borough and then day; of one borough with a code. Raises WrongUsage."""
    if not path.exists():
        raise WrongUsage(f"There is no history “{path}”. Collate with --history makes one.")
    with _opened(path) as found:
        rows = found.execute(
            'select borough, metric_id, metric, status, "group", holder, since, until, file, cell from answers '
            "where metric_id = $1 and ($2 is null or borough_code = $2) order by borough, since, cell",
            [metric, code],
        ).fetchall()
    return [Held(*row) for row in rows]


def remembered(path: Path, today: Today) -> Iterator[bytes]:
    """Yield the history with today's picture in it, a DuckDB file in pieces; the one at ``path`` stays as it is.

    A second picture of one day takes the place of the first. Raises WrongUsage for a day before the last picture.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "history.duckdb"
        if path.exists():
            shutil.copyfile(path, copy)
        with _opened(copy, new=not path.exists()) as history:
            _remember(history, today)
        with copy.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece


def _remember(history: Any, today: Today) -> None:
    last = history.execute("select max(made_on) from pictures").fetchone()[0]
    if last is not None and last > today.day:
        raise WrongUsage(
            f"The history has a picture of {last:%d %B %Y} already, and today is {today.day:%d %B %Y} by this "
            "computer's clock. Set the clock right, or name another history."
        )
    history.execute("begin")
    history.execute("delete from answers where since = ?", [today.day])
    history.execute("update answers set until = null where until = ?", [today.day])
    history.execute("insert or replace into pictures values (?, ?, ?)", [today.day, today.files, today.boroughs])
    history.execute("commit")
    _put(history, "insert or replace into workbooks", _as_kept(today), _READINGS_AT_ONCE)
    for some in _whole_boroughs(today.answers):
        _remember_answers(history, today.day, some)


def _whole_boroughs(answers: Iterable[AnswerLine]) -> Iterator[list[AnswerLine]]:
    """Yield the answers in lots of thousands, all of a borough's in one: more are never there at once."""
    some: list[AnswerLine] = []
    for line in answers:
        if len(some) >= _ROWS_AT_ONCE and some[-1].borough_code != line.borough_code:
            yield some
            some = []
        some.append(line)
    if some:
        yield some


def _remember_answers(history: Any, day: date, some: Sequence[AnswerLine]) -> None:
    history.execute("begin")
    history.execute("create temp table now as select * from answers limit 0")
    _put(history, "insert into now", ((*line[:8], day, None, *line[8:]) for line in some))
    same = (
        "now.borough_code = answers.borough_code and now.metric_id = answers.metric_id and now.status = answers.status "
        "and now.holder = answers.holder and now.system = answers.system"
    )
    # A borough that sent nothing this time keeps its answers: silence is no change.
    history.execute(
        "update answers set until = ? where until is null and borough_code in (select borough_code from now) "
        f"and not exists (select 1 from now where {same})",
        [day],
    )
    history.execute(
        f"insert into answers select * from now where not exists (select 1 from answers where until is null and {same})"
    )
    history.execute("drop table now")
    history.execute("commit")


def _as_kept(today: Today) -> Iterator[Sequence[object]]:
    return ((*line[:5], today.day, today.kept_by, line.kept) for line in today.workbooks)


def _put(history: Any, into: str, rows: Iterable[Sequence[object]], at_once: int = _ROWS_AT_ONCE) -> None:
    """Put rows into a table by their columns: a statement for thousands, where one for each takes seconds."""
    left = iter(rows)
    while some := list(islice(left, at_once)):
        columns = [list(column) for column in zip(*some, strict=True)]
        marks = ", ".join(f"unnest(${number})" for number in range(1, len(columns) + 1))
        history.execute(f"{into} select {marks}", columns)


@contextmanager
def _opened(path: Path, *, new: bool = False) -> Iterator[Any]:
    try:
        import duckdb
    except ImportError:
        raise CannotUse(
            "The history needs DuckDB, which is not installed here.",
            "Ask IT for the package duckdb, or leave --history out.",
        ) from None
    try:
        history = duckdb.connect(str(path))
    except duckdb.Error:
        raise CannotUse(
            f"“{path.name}” cannot be opened as a history: it is no DuckDB file, or another program has it open.",
            "Close what has it open, or name another file.",
        ) from None
    try:
        history.execute(_FRUGAL)
        if new:
            history.execute(_TABLES)
            history.execute("insert into about values ('schema', ?)", [str(SCHEMA)])
        _is_a_history(history, path)
        yield history
    finally:
        history.close()


def _is_a_history(history: Any, path: Path) -> None:
    import duckdb

    try:
        found = history.execute("select value from about where key = 'schema'").fetchone()
    except duckdb.Error:
        found = None
    if found is None or found[0] != str(SCHEMA):
        raise WrongUsage(f"“{path.name}” is a database of something else, or of another version. Name another file.")

"""How long counting a cohort takes beside one GROUP BY CUBE written by hand: python benchmarks/cohort.py [PUPILS]

2,000,000 made-up pupils by four columns, from a CSV file and a DuckDB file, should be counted in at most twice what
DuckDB takes for the cube over the same source in the same run. Where the source says who each pupil is, somebody who
stands twice is seen too, which a cube does not do unless it counts different pupils: that one is the last.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import ibis  # noqa: F401  (as heavy as it is, it is not what is timed)

from outcomes_xl.cohorts.asked_groups import asked_groups
from outcomes_xl.cohorts.what_to_ask import CohortQuestion
from outcomes_xl.framework import load_framework
from outcomes_xl.sources.local import Connection, Connections, SourceRow
from outcomes_xl.workflows.cohort_counts import CohortRequest

_BY = "sen, birth_month, fsm, idaci"
_MADE = """
    create table with_ids as select 'A' || lpad(i::varchar, 12, '0') upn, '2024/25' school_year,
        case when hash(i) % 20 = 0 then 'E' when hash(i) % 10 = 1 then 'K' else 'N' end sen,
        1 + hash(i * 3) % 12 birth_month, hash(i * 7) % 4 = 0 fsm, 1 + hash(i * 11) % 10 idaci,
        (hash(i * 13) % 3 > 0)::int gld
    from range({many}) made(i);
    create table without_ids as select * exclude (upn) from with_ids;
"""
_TIMES = 5


def best(deed: Callable[[], object]) -> float:
    took = []
    for _ in range(_TIMES):
        begin = time.perf_counter()
        deed()
        took.append(time.perf_counter() - begin)
    return min(took)


def ours(folder: Path, place: str, kind: str, table: str) -> Callable[[], object]:
    """Return what counts the cohort of a source, as the command does: connecting, asking, grouping, adding up."""
    framework = load_framework()
    merton = framework.borough("Merton")
    assert merton is not None
    row = SourceRow("MET-039", kind, place, table, "", "school_year", "gld")
    lake = Connection("Lake", "duckdb", {"file": str(folder / "pupils.duckdb")})
    question = CohortQuestion(asked_groups("sen,birth_month:season,fsm,idaci:5"))
    request = CohortRequest(row, question, framework.metrics["MET-039"], framework, merton, "", ())
    return lambda: request.of_source(folder, Connections(folder / "connections.toml", {"Lake": lake}), lambda: False)


def cube(source: str, database: Path, counts: str) -> Callable[[], object]:
    asked = f"select {_BY}, {counts} from {source} group by cube ({_BY})"

    def deed() -> object:
        with duckdb.connect(str(database), read_only=True) as connection:
            return connection.execute(asked).fetchall()

    return deed


def main() -> None:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = folder / "pupils.duckdb"
        with duckdb.connect(str(database)) as connection:
            connection.execute(_MADE.format(many=many))
            for table in ("with_ids", "without_ids"):
                connection.execute(f"copy {table} to '{folder / table}.csv' (header)")
        for table, counts in (
            ("without_ids", "count(*), sum(gld::int)"),
            ("with_ids", "count(*), sum(gld::int)"),
            ("with_ids", "count(distinct upn), count(distinct case when gld::int = 1 then upn end)"),
        ):
            for what, source, place, kind, named in (
                ("CSV file", f"'{folder / table}.csv'", f"{table}.csv", "CSV file", ""),
                ("DuckDB file", table, "Lake", "Database", table),
            ):
                by_hand = best(cube(source, database, counts))
                here = best(ours(folder, place, kind, named))
                said = f"{by_hand:.2f} s by hand, {here:.2f} s here ({here / by_hand:.2f} times)"
                print(f"{many:,} pupils, {what} {table.replace('_', ' ')}, cube of {counts[:18]}…: {said}", flush=True)


if __name__ == "__main__":
    main()

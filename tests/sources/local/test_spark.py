"""Spark, for real, beside DuckDB and PostgreSQL: the same tables give the same answers, whichever engine holds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb
import pytest

from outcomes_xl.cohorts.inner_cells import InnerCells
from outcomes_xl.sources import Evidence
from outcomes_xl.sources.local import Connection, Connections, SourceRow
from tests.cohorts.pupils import as_statements, counts, pupils
from tests.sources.local import spark
from tests.sources.local.desk import looked, source
from tests.sources.local.server import Server

TABLES: Mapping[str, str] = {
    # A table of figures, as publishers write them: a symbol, a code with spaces, the short code, the name.
    "rates": """values
        ('E09 000 098', '2023/24', '31.5', 'All'), ('398', '2024/25', 'c', 'All'), ('Easthaven', '2024', '9', 'F')
        """,
    # A row a child: numbers with blanks in a column of their own, days as days.
    "children": """values
        (398, date '2025-09-30', 1, 'F'), (398, date '2025-09-12', 0, 'M'), (398, date '2025-09-01', null, 'F'),
        (399, date '2025-10-02', 1, 'F'), (398, date '2025-08-30', 1, 'M')
        """,
    "nowhere": "values ('E09000099', '2024/25', '12', 'All')",
}
COLUMNS = {
    "rates": "borough, year, rate, sex",
    "children": "la, seen, passed, sex",
    "nowhere": "borough, year, rate, sex",
}
QUESTIONS = {
    "a figure and its symbol": {"table": "rates"},
    "rows, of which only counts leave": {
        "table": "children",
        "area": "la",
        "period": "seen",
        "value": "passed",
    },
    "a borough that is not there": {"table": "nowhere"},
    "a column that is not there": {"table": "rates", "value": "rte"},
}


def made(engine: str = "") -> Iterable[str]:
    """The statements that make the tables; on Spark as views, since nothing is to be written anywhere."""
    kind = "temporary view" if engine == "spark" else "table"
    for name, rows in TABLES.items():
        yield f"create {kind} {name} as select * from ({rows}) as t({COLUMNS[name]})"
    yield from as_statements(pupils(), kind)


def cohort(folder: Path, connection: Connection) -> InnerCells:
    """The counts behind a cohort of the table pupils: by four columns, one of days, one of truths, one of decimals."""
    return counts(folder, "sen,born:season,fsm,idaci:5", connection).cells


def answers(folder: Path, connection: Connection) -> dict[str, tuple[Evidence, list[tuple[str, str]]]]:
    """What one look says of each question: the evidence, or what stood in the way and what to do next."""
    known = Connections(folder / "connections.toml", {connection.name: connection})
    said = {}
    for question, columns in QUESTIONS.items():
        row: SourceRow = source(connection.name, "Database", **columns)
        home = looked(folder, row, connections=known)
        said[question] = (home.by_metric["MET-001"], [(one.what, one.next_step) for one in home.troubles])
    return said


@pytest.mark.slow
# PySpark 4.0 speaks last year's pandas, and leaves to the end of the process the sockets by which it talks to Java.
@pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning", "ignore:unclosed <socket:ResourceWarning")
def test_duckdb_postgresql_and_spark_give_the_same_answers(tmp_path: Path, postgres: Server) -> None:
    with duckdb.connect(str(tmp_path / "lake.duckdb")) as file:
        for statement in made():
            file.execute(statement)
    lake = Connection("Lake", "duckdb", {"file": str(tmp_path / "lake.duckdb")})
    by_duckdb, cohort_by_duckdb = answers(tmp_path, lake), cohort(tmp_path, lake)

    postgres.does(*made(), *(f"grant select on {name} to reader" for name in (*TABLES, "pupils")))
    try:
        by_postgres = answers(tmp_path, postgres.connection("Lake"))
        before = len(postgres.asked_by_reader())
        cohort_by_postgres = cohort(tmp_path, postgres.connection("Lake"))
        statements = [asked for asked in postgres.asked_by_reader()[before:] if '"pupils"' in asked]
    finally:
        postgres.does(*(f"drop table {name}" for name in (*TABLES, "pupils")))

    with spark.running() as session:
        for statement in made("spark"):
            session.sql(statement)
        on_spark = Connection("Lake", "spark", {"master": "local[1]"}, seconds=120)
        by_spark, cohort_by_spark = answers(tmp_path, on_spark), cohort(tmp_path, on_spark)

    assert cohort_by_postgres == cohort_by_duckdb
    assert cohort_by_spark == cohort_by_duckdb
    assert (cohort_by_duckdb.people, len(statements)) == (180, 1)
    assert by_postgres == by_duckdb
    assert by_spark == by_duckdb
    assert [evidence.line.removeprefix("Local source Lake, ") for evidence, _ in by_spark.values()] == [
        "rates: c (suppressed), 2024/25; 2 periods from 2023/24.",
        "children: 3 rows for Northbridge, partial: 1 of 3 rows blank, September 2025; 2 periods from August 2025.",
        "nowhere: no row for Northbridge in “borough”.",
        "rates: it has no column “rte”.",
    ]

"""PostgreSQL, for real: a server is started for these tests."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pytest

from outcomes_xl.model.cannot_use import Stopped
from outcomes_xl.sources import Found, Looked
from outcomes_xl.sources.local import Connection, Connections, SourceRow
from outcomes_xl.sources.local.rows_in_pieces import read_in_pieces
from outcomes_xl.sources.local.session import Session
from tests.sources.local.desk import looked, source
from tests.sources.local.server import Server, passed, silent


@pytest.fixture
def tables(postgres: Server) -> Iterator[Server]:
    """A borough table with a symbol, and a table with a row a child, in a schema of its own."""
    postgres.does(
        "create schema reporting",
        "create table reporting.rates (borough text, year text, rate text, sex text)",
        "insert into reporting.rates values ('E09 000098', '2023/24', '31.5', 'All'),"
        " ('E09000098', '2024/25', 'c', 'All'), ('E09000099', '2024/25', '40', 'All')",
        "create table reporting.children (child_id int, la int, seen date, passed int, sex text, ethnicity text)",
        "insert into reporting.children select n, case when n % 3 = 0 then 399 else 398 end,"
        " date '2025-01-01' + (n % 300), case when n % 10 = 0 then null else n % 2 end,"
        " case when n % 2 = 0 then 'F' else 'M' end, 'group ' || n % 7 from generate_series(1, 5000) n",
        "create table reporting.secret (borough text, year text, rate text)",
        "create view reporting.slow as select 'E09000098' borough, '2025' as year, pg_sleep(60)::text rate",
        "grant usage on schema reporting to reader",
        "grant select on reporting.rates, reporting.children, reporting.slow to reader",
    )
    yield postgres
    postgres.does("drop schema reporting cascade")


def ask(folder: Path, server: Server, *rows: SourceRow, seconds: float = 20) -> Looked:
    known = server.connection(seconds=seconds)
    return looked(folder, *rows, connections=Connections(folder / "connections.toml", {known.name: known}))


def rates(table: str = "reporting.rates", **columns: str) -> SourceRow:
    return source("Mosaic reporting", "Database", table, **columns)


CHILDREN = rates("reporting.children", area="la", period="seen", value="passed")


def test_a_table_of_figures_gives_the_figure_and_keeps_its_symbol(tmp_path: Path, tables: Server) -> None:
    found = ask(tmp_path, tables, rates()).by_metric["MET-001"]
    assert (found.found, found.figure, found.period) == (Found.SUPPRESSED, "c", "2024/25")
    assert (
        found.line == "Local source Mosaic reporting, reporting.rates: c (suppressed), 2024/25; 2 periods from 2023/24."
    )


def test_of_a_table_with_a_row_a_child_only_counts_leave(tmp_path: Path, tables: Server) -> None:
    found = ask(tmp_path, tables, CHILDREN).by_metric["MET-001"]
    ((rows, numbers),) = tables.says(
        "select count(*), count(passed) from reporting.children where la = 398"
        " and date_trunc('month', seen) = (select date_trunc('month', max(seen)) from reporting.children)"
    )
    assert found.figure is None
    assert f"{rows} rows for Northbridge, partial: {rows - numbers} of {rows} rows blank, October 2025" in found.line  # type: ignore[operator]
    assert (found.level, found.breakdowns) == ("Borough; Person", "Sex; Ethnicity")


def test_the_rows_are_asked_for_in_one_query_that_only_counts(tmp_path: Path, tables: Server) -> None:
    before = len(tables.asked_by_reader())
    ask(tmp_path, tables, CHILDREN)
    asked = [statement for statement in tables.asked_by_reader()[before:] if '"reporting"."children"' in statement]
    assert len(asked) == 1
    assert "GROUP BY" in asked[0]
    assert "child_id" not in asked[0]


def test_a_query_that_would_write_is_refused_by_the_server(tables: Server) -> None:
    import psycopg

    from outcomes_xl.sources.local.databases import connect

    tables.does("grant insert on reporting.rates to reader")
    database = connect(tables.connection())
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        database.backend.raw_sql("insert into reporting.rates values ('x', 'x', 'x', 'x')")
    database.close()


def test_a_query_that_takes_too_long_is_given_up_on_in_words(tmp_path: Path, tables: Server) -> None:
    since = time.monotonic()
    home = ask(tmp_path, tables, rates("reporting.slow"), rates("reporting.rates"), seconds=1)
    assert passed(since) < 6
    assert [trouble.what for trouble in home.troubles] == ["It gave no answer within 1 seconds, so it was left."] * 2
    assert home.by_metric["MET-001"].found is Found.UNREADABLE


def test_a_server_that_takes_the_call_and_says_nothing_is_given_up_on(tmp_path: Path) -> None:
    with silent() as port:
        hangs = Connection("Mosaic reporting", "postgres", {"host": "127.0.0.1", "port": port, "database": "x"}, "", 1)
        since = time.monotonic()
        home = looked(tmp_path, rates(), connections=Connections(tmp_path / "c.toml", {hangs.name: hangs}))
    assert passed(since) < 5
    assert home.by_metric["MET-001"].found is Found.UNREADABLE


def test_stop_is_heard_while_a_database_thinks(tmp_path: Path, tables: Server) -> None:
    known = tables.connection(seconds=30)
    since = time.monotonic()
    with pytest.raises(Stopped):
        looked(
            tmp_path,
            rates("reporting.slow"),
            connections=Connections(tmp_path / "c.toml", {known.name: known}),
            cancelled=lambda: passed(since) > 1,
        )
    assert passed(since) < 4


def test_a_renamed_column_and_table_are_named_with_what_was_probably_meant(tmp_path: Path, tables: Server) -> None:
    home = ask(tmp_path, tables, rates(value="rte"), rates("reporting.rate"))
    assert [(one.what, one.next_step) for one in home.troubles] == [
        ("It has no column “rte”.", "Did you mean “rate”? Write the column's name as it stands there."),
        ("It has no table “reporting.rate”, or none you may read.", "Did you mean “rates”?"),
    ]


@pytest.mark.parametrize(
    "table",
    [
        *("pg_read_file('/etc/hostname')", "generate_series(1, 3)", "reporting.rates('x')", "pg_catalog.pg_settings"),
        *("information_schema.tables", "pg_stat_activity", "template1.reporting.rates", "dblink('x', 'select 1')"),
    ],
)
def test_a_function_or_what_is_the_servers_own_is_no_table(tmp_path: Path, tables: Server, table: str) -> None:
    before = len(tables.asked_by_reader())
    (trouble,) = ask(tmp_path, tables, rates(table)).troubles
    assert trouble.what == f"It has no table “{table}”, or none you may read."
    assert not [asked for asked in tables.asked_by_reader()[before:] if table in asked]


def test_a_materialised_view_is_a_table_too(tmp_path: Path, tables: Server) -> None:
    tables.does(
        "create materialized view reporting.made as select 'E09000098' borough, '2024/25' as year, 31.5 rate",
        "grant select on reporting.made to reader",
    )
    assert ask(tmp_path, tables, rates("postgres.reporting.made")).by_metric["MET-001"].figure == 31.5


def test_a_table_one_may_not_read_is_said_in_words(tmp_path: Path, tables: Server) -> None:
    (trouble,) = ask(tmp_path, tables, rates("reporting.secret")).troubles
    assert (trouble.what, trouble.service) == ("You may not read this table.", True)


def test_a_wrong_password_is_said_in_words_and_shown_nowhere(
    tmp_path: Path, tables: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("OUTCOMES_XL_TEST_READER", "a-wrong-password")
    with caplog.at_level(logging.DEBUG):
        home = ask(tmp_path, tables, rates())
    (trouble,) = home.troubles
    assert trouble.what == "The connection “Mosaic reporting” could not be opened."
    assert trouble.next_step.startswith("Your name or password was not taken.")
    assert "a-wrong-password" not in repr(home) + caplog.text


def test_rows_come_in_pieces_from_one_statement_and_ids_as_they_would_stand_in_a_text(
    tmp_path: Path, tables: Server
) -> None:
    class Kept:
        def __init__(self) -> None:
            self.begun: list[str] = []
            self.rows: list[tuple[object, ...]] = []

        def begin(self, name: str) -> None:
            self.begun.append(name)

        def take(self, columns: Sequence[pa.Array]) -> None:
            self.rows.extend(zip(*(column.to_pylist() for column in columns), strict=True))

        def end(self, odd_rows: int) -> None:
            assert odd_rows == 0

    known, kept = tables.connection(), Kept()
    connections = Connections(tmp_path / "connections.toml", {known.name: known})
    before = len(tables.asked_by_reader())
    with Session(tmp_path, connections, tmp_path, lambda: False) as session:
        read_in_pieces(session, CHILDREN, lambda headings: ("child_id", "sex", "seen"), kept)
    assert kept.begun == ["Mosaic reporting, reporting.children"]
    assert len(kept.rows) == 5000
    assert kept.rows[0] == ("1", "M", "2025-01-02")
    asked = [one for one in tables.asked_by_reader()[before:] if "children" in one and "pg_" not in one]
    assert len(asked) == 1, asked
    assert "ethnicity" not in asked[0] and "passed" not in asked[0]

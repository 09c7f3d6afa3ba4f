"""A row of Sources names a table of a database. It never names a file, a function, or another database."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from outcomes_xl.model.cannot_use import CannotLook
from outcomes_xl.sources import Found
from outcomes_xl.sources.local import Connection, Connections
from outcomes_xl.sources.local.table_names import Catalogue, TableName, name_parts
from tests.sources.local.desk import evidence, looked, source

SECRET = "borough,year,rate\nE09000098,2024/25,66.6\n"


@pytest.fixture
def mosaic(tmp_path: Path) -> Connections:
    """A DuckDB file with a table of figures, and views that read what lies beside it; and a secret beside it."""
    (tmp_path / "secret.csv").write_text(SECRET)
    duckdb.sql("select 'E09000098' borough, '2024/25' as year, 66.6 rate").write_parquet(
        str(tmp_path / "secret.parquet")
    )
    with duckdb.connect(str(tmp_path / "other.duckdb")) as other:
        other.execute("create table rates as select 'E09000098' borough, '2024/25' as year, 66.6 rate")
    with duckdb.connect(str(tmp_path / "db.duckdb")) as made:
        made.execute("create table rates as select 'E09000098' borough, '2024/25' as year, 31.5 rate")
        made.execute('create table "a.b c" as select * from rates')
        made.execute("create schema early; create view early.gld as select * from rates")
        made.execute(f"create view of_csv as select * from read_csv('{tmp_path}/secret.csv')")
        made.execute(f"create view of_parquet as select * from read_parquet('{tmp_path}/secret.parquet')")
        texts = "select content as rate, '' borough, '' as year from read_text"
        made.execute(f"create view of_text as {texts}('{tmp_path}/secret.csv')")
        made.execute(f"create view of_names as select file as rate, '' borough, '' as year from glob('{tmp_path}/*')")
        made.execute(f"create macro stolen() as table select * from read_csv('{tmp_path}/secret.csv')")
    known = Connection("Mosaic", "duckdb", {"file": str(tmp_path / "db.duckdb")})
    return Connections(tmp_path / "c.toml", {"Mosaic": known})


@pytest.mark.parametrize(
    "table",
    [
        "{}/secret.csv",
        "'{}/secret.csv'",
        '"{}/secret.csv"',
        "{}/*.csv",
        "secret.csv",
        "read_csv('{}/secret.csv')",
        "read_parquet('{}/secret.parquet')",
        "main.{}/secret.parquet",
        'csv."{}/secret.csv"',
        "csv.`{}/secret.csv`",
        "glob('{}/*')",
        "sqlite_scan('{}/x.db', 'rates')",
        "postgres_scan('host=127.0.0.1', 'public', 'rates')",
        "(select * from '{}/secret.csv')",
        "rates; attach '{}/other.duckdb' as other; select * from other.rates",
        "{}/other.duckdb.rates",
        "other.rates",
        "other.main.rates",
        "system.information_schema.tables",
        "information_schema.tables",
        "pg_catalog.pg_settings",
        "duckdb_settings",
        "duckdb_settings()",
        "sqlite_master",
        "stolen()",
        "stolen",
        "file://{}/secret.csv",
        "https://example.org/secret.csv",
        "row",
        "known",
        '"rates',
        "a.b.c.rates",
        ".rates",
    ],
)
def test_what_is_no_table_of_the_database_is_said_to_be_none(tmp_path: Path, mosaic: Connections, table: str) -> None:
    home = looked(tmp_path, source("Mosaic", "Database", table.format(tmp_path)), connections=mosaic)
    (trouble,) = home.troubles
    assert trouble.what.startswith("It has no table “")
    assert home.by_metric["MET-001"].found is Found.UNREADABLE
    assert "66.6" not in repr(home)


@pytest.mark.parametrize("view", ["of_csv", "of_parquet", "of_text", "of_names"])
def test_a_view_that_reads_files_is_not_asked(tmp_path: Path, mosaic: Connections, view: str) -> None:
    home = looked(tmp_path, source("Mosaic", "Database", view), connections=mosaic)
    (trouble,) = home.troubles
    assert trouble.what == "It reads files outside of its database, which is not allowed."
    assert "66.6" not in repr(home)
    assert "secret" not in repr(home.by_metric)


@pytest.mark.parametrize(
    "table",
    [
        *("rates", "RATES", '"rates"', "[rates]", "`Rates`", "main.rates", " main . rates ", "db.main.rates"),
        *('"main"."rates"', "a.b c", '"a.b c"', 'main."a.b c"', "early.gld", "Early.[GLD]"),
    ],
)
def test_a_table_or_view_is_known_however_its_name_is_quoted(tmp_path: Path, mosaic: Connections, table: str) -> None:
    assert evidence(tmp_path, source("Mosaic", "Database", table), connections=mosaic).figure == 31.5


def test_a_name_that_is_nearly_a_table_is_told_which(tmp_path: Path, mosaic: Connections) -> None:
    asked = [source("Mosaic", "Database", table) for table in ("rate", "early.gl", "gld")]
    said = [one.next_step for one in looked(tmp_path, *asked, connections=mosaic).troubles]
    assert said == ["Did you mean “rates”?", "It has “gld”.", "Did you mean “early.gld”?"]


def test_two_tables_that_differ_in_capitals_only_are_asked_about() -> None:
    known = Catalogue.of([("dbo", "Rates"), ("dbo", "RATES")], "dbo")
    assert known.find("Rates") == TableName("dbo", "Rates")
    with pytest.raises(CannotLook, match="Two tables could be “rates”: “Rates” and “RATES”"):
        known.find("rates")


def test_what_is_the_databases_own_is_in_no_catalogue() -> None:
    listed = [("information_schema", "tables"), ("SYS", "sql_logins"), ("pg_catalog", "pg_shadow"), ("dbo", "rates")]
    assert Catalogue.of(listed, "dbo").tables == (TableName("dbo", "rates"),)


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("a", ("a",)),
        ("a.b.c", ("a", "b", "c")),
        ('"a.b"."c""d"', ("a.b", 'c"d')),
        ("[a]]b].[c]", ("a]b", "c")),
        ("`a.b`", ("a.b",)),
        ("a..c", ()),
        ("a.b.c.d", ()),
        ("", ()),
        ('a"b', ()),
        ("a.", ()),
    ],
)
def test_a_names_parts_are_told_apart(written: str, parts: tuple[str, ...]) -> None:
    assert name_parts(written) == parts

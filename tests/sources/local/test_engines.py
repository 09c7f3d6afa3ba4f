"""The one question, in the words of engines that are not here, and on Spark where it is installed."""

from __future__ import annotations

from pathlib import Path

import ibis
import pytest

from outcomes_xl.sources.local import Connection, Connections
from outcomes_xl.sources.local.columns import columns
from outcomes_xl.sources.local.probing import Areas, question
from tests.sources.local.desk import evidence, source

ROW = source("Case system", "Database", "plans", area="la", period="seen")
AREAS = Areas("E09000098", ("E09000098", "NORTHBRIDGE"), ("EASTHAVEN",))


@pytest.mark.parametrize("dialect", ["duckdb", "postgres", "mssql", "databricks"])
@pytest.mark.parametrize("value", ["string", "int64", "float64", "decimal(9, 2)", "boolean"])
@pytest.mark.parametrize("period", ["string", "date", "timestamp", "int64"])
def test_the_question_can_be_put_to_every_engine(dialect: str, value: str, period: str) -> None:
    table = ibis.table({"la": "string", "seen": period, "rate": value, "sex": "string", "upn": "string"}, name="plans")
    asked = question(table, columns(ROW, table.columns), AREAS, has_regex=dialect == "postgres")
    said = str(ibis.to_sql(asked, dialect=dialect))
    assert said.count("GROUP BY") == 2
    assert "upn" not in said


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_spark_gives_the_same_answer(tmp_path: Path) -> None:
    spark = pytest.importorskip("pyspark.sql", reason="PySpark is an extra: pip install outcomes_xl[spark]")
    session = spark.SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        rows = [
            ("E09 000 098", "2023/24", "31.5", "All"),
            ("398", "2024/25", "c", "All"),
            ("Easthaven", "2024", "9", "F"),
        ]
        session.createDataFrame(rows, ["borough", "year", "rate", "sex"]).createOrReplaceTempView("rates")
        known = Connection("Lake", "spark", {"master": "local[1]"}, seconds=120)
        row = source("Lake", "Database", "rates")
        found = evidence(tmp_path, row, connections=Connections(tmp_path / "c.toml", {"Lake": known}))
        assert (found.figure, found.period, found.line) == (
            "c",
            "2024/25",
            "Local source Lake, rates: c (suppressed), 2024/25; 2 periods from 2023/24.",
        )
    finally:
        session.stop()

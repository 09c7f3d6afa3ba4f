"""The one question, in the words of every engine: also of those that are not here."""

from __future__ import annotations

import ibis
import pytest
import sqlglot
from sqlglot import exp

from outcomes_xl.sources.local.cell_expressions import Areas
from outcomes_xl.sources.local.column_roles import columns
from outcomes_xl.sources.local.query import question
from tests.sources.local.desk import source

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


@pytest.mark.parametrize("dialect", ["mssql", "databricks"])
@pytest.mark.parametrize(
    ("area", "period", "groups"),
    [
        ("la", "seen", [["area", "period", "kind"], ["where", "period"]]),
        ("", "seen", [["period", "kind"], ["period"]]),
        ("la", "", [["area", "kind"], ["where"]]),
        ("", "", [["kind"]]),
    ],
)
def test_it_groups_by_columns_only_whatever_is_left_blank_on_sources(
    dialect: str, area: str, period: str, groups: list[list[str]]
) -> None:
    row = source("Case system", "Database", "plans", area=area, period=period)
    table = ibis.table({"la": "string", "seen": "date", "rate": "string", "sex": "string"}, name="plans")
    said = ibis.to_sql(question(table, columns(row, table.columns), AREAS, has_regex=False), dialect=dialect)
    assert sorted(_grouped_by(str(said), dialect)) == sorted(groups)


def _grouped_by(said: str, dialect: str) -> list[list[str]]:
    """The names each GROUP BY has; a number there, as Databricks may have, is put back as the column it counts to."""
    found = []
    for select in sqlglot.parse_one(said, dialect={"mssql": "tsql"}.get(dialect, dialect)).find_all(exp.Select):
        if group := select.args.get("group"):
            by = [select.selects[int(one.name) - 1] if one.is_int else one for one in group.expressions]
            assert not any(isinstance(one.unalias(), exp.Literal | exp.Null | exp.Cast) for one in by)
            found.append([one.alias_or_name for one in by])
    return found

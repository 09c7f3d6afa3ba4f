"""Several rows that make up one figure, and the units that figures are in."""

from __future__ import annotations

from pathlib import Path

import pytest

from outcomes_xl.sources import Found
from tests.sources.local.desk import csv_file, evidence, looked, source
from tests.sources.making import metric

# Sums that are not the whole -----------------------------------------------------------------------------------------

WARDS = """
| ward      | year    | rate |
| E05000001 | 2024/25 | 4    |
| E05000002 | 2024/25 | {}   |
| E05000003 | 2024/25 | 6    |
"""


@pytest.mark.parametrize(
    ("stands", "missing"),
    [
        ("c", "1 of 3 rows withheld"),
        ("x", "1 of 3 rows not available"),
        ("", "1 of 3 rows blank"),
        ("not collected", "1 of 3 rows not collected"),
        ("see note", "1 of 3 rows not a figure"),
    ],
)
def test_wards_of_which_one_has_no_number_are_a_partial_sum(tmp_path: Path, stands: str, missing: str) -> None:
    csv_file(tmp_path, "wards.csv", WARDS.format(stands))
    found = evidence(tmp_path, source("wards.csv", area="ward"))
    assert (found.found, found.figure, found.suggested_status) == (Found.PARTIAL, None, "Available, needs work")
    assert found.line == f"Local source wards.csv: 3 rows for Northbridge, partial: {missing}, 2024/25."
    assert found.caution == "Some rows have no number, so what can be added up is not the whole."


def test_wards_that_each_have_a_number_are_no_partial_sum(tmp_path: Path) -> None:
    csv_file(tmp_path, "wards.csv", WARDS.format("0"))
    found = evidence(tmp_path, source("wards.csv", area="ward"))
    assert (found.found, found.caution) == (Found.FOUND, "")
    assert found.line == "Local source wards.csv: 3 rows for Northbridge, each with a number, 2024/25."


def test_wards_without_any_number_are_suppressed_and_not_partial(tmp_path: Path) -> None:
    csv_file(tmp_path, "wards.csv", WARDS.format("c").replace("| 4 ", "| c ").replace("| 6 ", "| c "))
    found = evidence(tmp_path, source("wards.csv", area="ward"))
    assert found.found is Found.SUPPRESSED
    assert found.line == "Local source wards.csv: 3 rows for Northbridge, none with a number, 2024/25."


def test_of_people_a_number_that_could_point_at_somebody_is_not_said(tmp_path: Path) -> None:
    rows = "".join(f"{n},E09000098,2024/25,{'c' if n == 7 else 1}\n" for n in range(40))
    (tmp_path / "r.csv").write_text("pupil_id,borough,year,rate\n" + rows)
    found = evidence(tmp_path, source("r.csv"))
    assert found.line == "Local source r.csv: 40 rows for Northbridge, partial: some of 40 rows withheld, 2024/25."
    assert found.values == "1 period; latest: some suppressed (c)"
    assert found.caution.startswith("Some rows have no number. If a blank means no in this table")


# Units ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", ["%", "Percent", " per cent ", ""])
def test_a_table_in_the_metrics_unit_gives_its_figure(tmp_path: Path, unit: str) -> None:
    csv_file(tmp_path, "r.csv", f"| borough | year | rate | Unit |\n| E09000098 | 2024/25 | 71 | {unit} |")
    home = looked(tmp_path, source("r.csv"))
    assert (home.by_metric["MET-001"].figure, home.troubles) == (71, ())


@pytest.mark.parametrize(
    ("unit", "what"),
    [
        ("proportion", "Its column “unit” says “proportion”, which no list here knows; the metric's unit is “%”."),
        ("per 1000", "Its column “unit” says “per 1000”; the metric's unit is “%”."),
    ],
)
def test_a_figure_in_another_unit_is_said_and_never_given_as_the_metrics(tmp_path: Path, unit: str, what: str) -> None:
    csv_file(tmp_path, "r.csv", f"| borough | year | rate | unit |\n| E09000098 | 2024/25 | 0.71 | {unit} |")
    home = looked(tmp_path, source("r.csv"))
    found = home.by_metric["MET-001"]
    assert [one.what for one in home.troubles] == [what]
    assert (found.figure, found.suggested_status) == (None, "Available, needs work")
    assert found.line == f"Local source r.csv: 0.71 in “{unit}”, not in “%”, 2024/25."
    assert found.caution == f"{what} Nothing was converted."


def test_of_two_units_in_one_table_the_other_one_is_said(tmp_path: Path) -> None:
    table = WARDS.format("5").replace("| rate |", "| rate | units |").replace("| 4 ", "| 4 | % ")
    csv_file(tmp_path, "wards.csv", table.replace("| 5 ", "| 5 | number ").replace("| 6 ", "| 6 | number "))
    (trouble,) = looked(tmp_path, source("wards.csv", area="ward")).troubles
    assert trouble.what == "Its column “units” says “number”; the metric's unit is “%”."


def test_nothing_is_said_of_units_where_the_metrics_own_is_not_settled(tmp_path: Path) -> None:
    csv_file(tmp_path, "r.csv", "| borough | year | rate | unit |\n| E09000098 | 2024/25 | 9 | spoons |")
    assert looked(tmp_path, source("r.csv"), of=metric("to be agreed", "Financial year")).troubles == ()


def test_of_people_a_unit_is_a_team_and_stays_where_it_is(tmp_path: Path) -> None:
    csv_file(tmp_path, "r.csv", "| pupil_id | borough | year | rate | unit |\n| 1 | E09000098 | 2024/25 | 9 | East |")
    home = looked(tmp_path, source("r.csv"), kept=tmp_path / "kept.json")
    assert home.troubles == ()
    assert "East" not in (tmp_path / "kept.json").read_text()

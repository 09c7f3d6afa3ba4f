"""A unit printed beside a figure is held against the metric's, and nothing is converted by guess."""

from __future__ import annotations

from pathlib import Path

import pytest

from outcomes_xl.sources.published.said_units import unit_in
from tests.sources.making import ees, ees_file, evidence, lg_inform, metric, save
from tests.sources.test_published_cases import of


def printed(folder: Path, text: str) -> None:
    save(folder, "LG Inform 429.csv", f'area,area label,31 March 2025\nE09000098,Northbridge,"{text}"\n')


@pytest.mark.parametrize(
    ("text", "unit"), [("31%", "%"), ("£1,234", "£"), ("1.5 pp", "percentage points"), ("31", "%")]
)
def test_the_metrics_own_sign_is_part_of_the_figure(tmp_path: Path, text: str, unit: str) -> None:
    printed(tmp_path, text)
    found = evidence(tmp_path, lg_inform("429"), of=metric(unit=unit))
    assert (found.found, found.other_unit, found.caution) == ("Found", "", "")
    assert found.suggested_status == "Available now"


@pytest.mark.parametrize(
    ("text", "ours", "theirs", "said"),
    [("31%", "per 10,000", "%", "31%"), ("£1,234", "%", "£", "£1,234"), ("2pp", "%", "pp", "2 pp")],
)
def test_another_sign_is_a_caution(tmp_path: Path, text: str, ours: str, theirs: str, said: str) -> None:
    printed(tmp_path, text)
    found = evidence(tmp_path, lg_inform("429"), of=metric(unit=ours))
    assert (found.figure, found.said, found.other_unit) == (None, said, theirs)
    assert found.caution == f"The publisher gives it in {theirs}; this metric counts in {ours}."
    assert found.suggested_status == "Available, needs work"


ONS = "areacd,areanm,indicator,period,observation,measure,unit\n"


def ons(*rows: str) -> str:
    """Rows of an ONS table for one borough: "2024 | 15.6 | Percentage | %"."""
    said = [[cell.strip() for cell in row.split("|")] for row in rows]
    head = "E09000024,Merton,Children in relative poverty before housing costs"
    return ONS + "".join(f"{head},{year}-04-01/P1Y,{','.join(rest)}\n" for year, *rest in said)


def test_figures_in_another_unit_by_a_column_of_its_own_are_no_figures_of_the_metric(tmp_path: Path) -> None:
    save(tmp_path, "o.csv", ons("2024 | 11.6 | Count | Children", "2023 | 12.1 | Count | Children"))
    found = of(tmp_path, "MET-081")
    assert (found.figure, found.other_unit, found.suggested_status) == (None, "Count", "Available, needs work")
    assert found.caution == "The publisher gives it in Count; this metric counts in %."


def test_of_a_count_and_a_percentage_for_one_period_the_one_in_the_metrics_unit_is_used(tmp_path: Path) -> None:
    save(tmp_path, "o.csv", ons("2024 | 5430 | Count | Children", "2024 | 11.6 | Percentage | Children"))
    found = of(tmp_path, "MET-081")
    assert (found.figure, found.other_unit, found.caution) == (11.6, "", "")


def test_a_file_in_the_metrics_unit_comes_before_a_newer_one_in_another(tmp_path: Path) -> None:
    save(tmp_path, "new.csv", ons("2024 | 5430 | Count | Children"))
    save(tmp_path, "old.csv", ons("2023 | 11.6 | Percentage | %"))
    found = of(tmp_path, "MET-081")
    assert (found.figure, found.period) == (11.6, "2023/24")


@pytest.mark.parametrize(
    ("column", "said", "figure"),
    [("unit", "Number of children", None), ("Value type", "Rate per 10,000", 31), ("measure", "Percentage", None)],
)
def test_a_unit_column_is_heeded_in_any_publishers_table(
    tmp_path: Path, column: str, said: str, figure: int | None
) -> None:
    row = f'2025,31,"{said}"'.replace('"Rate per 10,000"', "Rate per 10000")
    save(tmp_path, "a.csv", ees_file(row, columns=f"rate,{column}"))
    assert evidence(tmp_path, ees(), of=metric(unit="per 10,000")).figure == figure


@pytest.mark.parametrize(
    ("said", "unit"),
    [
        ("Percentage", "%"),
        ("Proportion - %", "%"),
        ("Age standardised rate per 100,000", "per 100,000"),
        ("crude rate - per 1000", "per 1,000"),
        ("Count", "number"),
        ("Headcount", "number"),
        ("Persons", ""),
        ("Children", ""),
        ("Score", ""),
    ],
)
def test_only_what_is_plainly_a_unit_is_taken_for_one(said: str, unit: str) -> None:
    assert unit_in(said) == unit

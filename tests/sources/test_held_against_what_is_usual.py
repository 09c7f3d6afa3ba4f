"""A figure in another unit than is thought is said by what is known beside it: what was usual, and its own row."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from outcomes_xl.framework import load_framework
from outcomes_xl.framework.entries import Usual
from outcomes_xl.sources import Evidence
from outcomes_xl.sources.published.row_arithmetic import made_of
from tests.sources.making import ees, ees_file, evidence, fingertips, framework, looked, metric, save
from tests.sources.test_every_figure import look_for

RATE = metric(unit="per 10,000")
UNIT = " this file may count in another unit."
ANY = "what any London borough had (31 March 2024: 27 per 10,000 to 79 per 10,000)"
USUAL = Usual("MET-001", "per 10,000", "31 March 2024", 27, 79, 48, 67)


def found(folder: Path, usual: Usual = USUAL) -> Evidence:
    known = replace(framework(ees(), of=RATE), usual={"MET-001": usual})
    return looked(folder, known).by_metric["MET-001"]


@pytest.mark.parametrize(
    ("rows", "caution"),
    [
        (
            ("2025,3.1", "England: 2025,6.7"),
            f"England has 6.7 per 10,000 here and had 67 per 10,000 (31 March 2024):{UNIT}",
        ),
        (
            ("2025,3.1", "London: 2025,480"),
            f"London has 480 per 10,000 here and had 48 per 10,000 (31 March 2024):{UNIT}",
        ),
        (
            ("2025,0.31",),
            f"0.31 per 10,000 is far from {ANY}:{UNIT}",
        ),
        (
            ("2025,3100",),
            f"3,100 per 10,000 is far from {ANY}:{UNIT}",
        ),
    ],
)
def test_a_figure_out_of_reach_of_what_was_usual_is_said(tmp_path: Path, rows: tuple[str, ...], caution: str) -> None:
    save(tmp_path, "rates.csv", ees_file(*rows))
    assert caution in found(tmp_path).cautions


@pytest.mark.parametrize(
    "rows",
    [("2025,140", "England: 2025,90"), ("2025,3.1", "England: 2025,66"), ("2025,0",), ("2025,c", "England: 2025,66")],
)
def test_a_figure_within_reach_a_nought_and_a_symbol_are_not_doubted(tmp_path: Path, rows: tuple[str, ...]) -> None:
    save(tmp_path, "rates.csv", ees_file(*rows))
    assert found(tmp_path).cautions == ()


def test_what_was_usual_in_another_unit_says_nothing(tmp_path: Path) -> None:
    save(tmp_path, "rates.csv", ees_file("2025,0.31"))
    assert found(tmp_path, replace(USUAL, unit="per 1,000")).cautions == ()


def test_what_is_usual_is_what_ships() -> None:
    """London and England are the shipped figures of that period, and the borough stands between the ends."""
    shipped, usual = look_for("E09000024").by_metric, load_framework().usual
    assert len(usual) >= 50
    for metric_id, one in usual.items():
        evidence = shipped[metric_id]
        if evidence.period != one.period:
            continue
        for ours, theirs in ((one.london, evidence.london), (one.england, evidence.england)):
            assert ours == (pytest.approx(theirs, rel=1e-3) if isinstance(theirs, int | float) else None), metric_id
        if isinstance(evidence.figure, int | float):
            assert one.lowest * 0.999 <= evidence.figure <= one.highest * 1.001, metric_id


# A row's own count and base ------------------------------------------------------------------------------------

COLUMNS = "children_count,population_estimate,rate_per_10000"
OTHERS = ("2021,120,40000,30", "2022,131,40000,33", "2023,125,40000,31", "Easthaven: 2025,300,50000,60")


def told(folder: Path, *rows: str) -> tuple[str, ...]:
    save(folder, "rates.csv", ees_file(*rows, columns=COLUMNS))
    known = framework(ees("rate_per_10000"), of=RATE)
    return looked(folder, known).by_metric["MET-001"].cautions


@pytest.mark.parametrize(
    ("row", "cautions"),
    [
        ("2025,124,40000,31", ()),
        (
            "2025,124,40000,13",
            ("By its own row, 124 of 40,000, it would be 31 per 10,000: one of the three is wrong.",),
        ),
        ("2025,c,40000,13", ()),
        ("2025,124,0,13", ()),
        # Counts are rounded to 5 or 10, and the rate is of the count as it was.
        ("2025,5,40000,2", ()),
        ("2025,10,40000,1.3", ()),
    ],
)
def test_a_rate_is_held_against_the_count_and_the_population_beside_it(
    tmp_path: Path, row: str, cautions: tuple[str, ...]
) -> None:
    assert told(tmp_path, *OTHERS, "2024,123,40000,31", row) == cautions


def test_a_column_that_is_off_by_a_power_of_ten_throughout_counts_in_another_unit(tmp_path: Path) -> None:
    rows = ("2021,120,40000,3.0", "2022,131,40000,3.3", "2023,125,40000,3.1", "2024,123,40000,3.1")
    (caution,) = told(tmp_path, *rows, "2025,124,40000,3.1")
    assert caution == (
        "By the numbers beside it, 124 of 40,000, this column is 10 times too small for figures per 10,000: "
        "it counts in another unit."
    )


def test_a_figure_that_is_the_quotient_by_definition_needs_no_other_rows_to_say_so(tmp_path: Path) -> None:
    (caution,) = told(tmp_path, "2025,124,40000,13")
    assert caution == "By its own row, 124 of 40,000, it would be 31 per 10,000: one of the three is wrong."
    # A column exchanged for another: no row is its quotient.
    assert told(tmp_path, "2023,120,40000,38", "2024,123,40000,26", "2025,124,40000,13") == (caution,)
    assert told(tmp_path, "2025,124,40000,0") == (caution,)


@pytest.mark.parametrize(("standardised", "said"), [(False, True), (True, False)])
def test_a_standardised_rate_of_fingertips_is_not_held_against_its_count(
    tmp_path: Path, standardised: bool, said: bool
) -> None:
    rates = (38, 27, 44, 22, 41) if standardised else (30, 30, 30, 30, 30)
    head = "Indicator ID,Area Code,Area Name,Sex,Age,Category Type,Category,Time period,Value,Count,Denominator"
    rows = [f"90001,E09000098,Northbridge,Persons,All,,,{2020 + n},{rate},121,40000" for n, rate in enumerate(rates)]
    rows.append("90001,E09000098,Northbridge,Persons,All,,,2025,13,121,40000")
    save(tmp_path, "f.csv", "\n".join([head, *rows, ""]))
    found = evidence(tmp_path, fingertips("90001"), of=metric(unit="per 10,000", kind="Calendar year"))
    assert found.figure == 13
    assert ("By its own row" in found.caution) is said


def test_no_figure_that_ships_contradicts_its_own_row() -> None:
    assert len(made_of()) > 10
    cautions = [caution for one in look_for("E09000024").by_metric.values() for caution in one.cautions]
    assert not [caution for caution in cautions if "own row" in caution or "another unit" in caution]

"""Quarters, months, half years and terms beside a metric's years: kept apart, and named."""

from __future__ import annotations

from pathlib import Path

import pytest

from outcomes_xl.sources import Evidence
from outcomes_xl.sources.evidence import WITH_A_CAUTION
from outcomes_xl.sources.published.points import UNTOLD
from outcomes_xl.sources.published.year_parts import in_full
from tests.sources.making import ees, ees_file, evidence, metric, save

YEARS = ("2024,30", "2023,29")


def of(folder: Path, *rows: str, kind: str = "At 31 March") -> Evidence:
    """What a release file says whose rows are "period,figure", or "period,figure,part of the year"."""
    lines = ees_file(*(row.rpartition(",")[0] if row.count(",") == 2 else row for row in rows)).splitlines()
    for number, row in enumerate(rows, 1):
        if row.count(",") == 2:
            period, _, rest = lines[number].split(",", 2)
            lines[number] = ",".join([period, row.rpartition(",")[2], rest])
    save(folder, "rates.csv", "\n".join(lines) + "\n")
    return evidence(folder, ees(), of=metric(kind=kind))


def test_a_newer_quarter_is_left_aside_and_said(tmp_path: Path) -> None:
    found = of(tmp_path, "202425,31,Financial year Q3", *YEARS)
    assert (found.shown, found.figure, found.period) == (WITH_A_CAUTION, 30, "31 March 2024")
    told = "The file also has 31 for October to December 2024: a part of a year, newer, and left aside."
    assert found.cautions == (told,)
    assert told in found.line
    ending = "; 1 part of a year left aside (October to December 2024)"
    assert found.values == f"2 periods, each with a figure{ending}"
    assert [label for label, _ in found.history] == ["31 March 2023", "31 March 2024"]


def test_an_older_quarter_is_named_and_no_caution(tmp_path: Path) -> None:
    found = of(tmp_path, "202223,31,Financial year Q3", "202223,32,Financial year Q4", *YEARS)
    assert (found.shown, found.cautions) == ("Found", ())
    assert found.values.endswith("; 2 parts of a year left aside (January to March 2023)")


def test_a_newer_term_is_named_in_its_own_words(tmp_path: Path) -> None:
    found = of(tmp_path, "202425,31,Autumn term", "202324,30", kind="Academic year")
    assert found.cautions == ("The file also has 31 for 202425 Autumn term: a part of a year, newer, and left aside.",)


def test_where_there_are_only_quarters_they_are_kept_apart_and_the_newest_is_told_with_a_caution(
    tmp_path: Path,
) -> None:
    found = of(tmp_path, "202425,33,Financial year Q3", "202425,31,Financial year Q1", "202425,32,Financial year Q2")
    assert (found.shown, found.figure, found.period) == (WITH_A_CAUTION, 33, "October to December 2024")
    assert found.caution.endswith("which this metric's kind of year does not have.")
    assert [value for _, value in found.history] == [31, 32, 33]
    assert found.values == "3 periods, each with a figure"


@pytest.mark.parametrize(
    ("printed", "what"),
    [
        ("2024/25 Q3", "a part of a year"),
        ("Oct 2024 - Dec 2024", "a part of a year"),
        ("January 2025", "a part of a year"),
        ("Sep 2023 - Aug 2024", "another kind of year"),
    ],
)
def test_what_a_period_column_says_outright_and_is_no_year_of_the_metrics_is_told_as_that(
    tmp_path: Path, printed: str, what: str
) -> None:
    text = ees_file("2026,31", *YEARS).replace("\n2026,", f"\n{printed},")
    save(tmp_path, "rates.csv", text)
    found = evidence(tmp_path, ees())
    assert (found.shown, found.period) == (WITH_A_CAUTION, "31 March 2024")
    assert found.caution == f"The file also has 31 for {printed}: {what}, newer, and left aside."


@pytest.mark.parametrize(
    ("printed", "quoted", "label"), [("lately", "“lately”", "lately"), ("", "its cell is blank", UNTOLD)]
)
def test_a_period_that_is_not_understood_is_quoted_and_counted_as_none_of_the_metrics(
    tmp_path: Path, printed: str, quoted: str, label: str
) -> None:
    save(tmp_path, "rates.csv", ees_file("2026,31", *YEARS).replace("\n2026,", f"\n{printed},"))
    found = evidence(tmp_path, ees())
    assert found.caution == f"1 period is not understood and left aside: {quoted}."
    assert found.values == f"2 periods, each with a figure; 1 other period left aside ({label})"


def test_a_quarter_is_the_period_of_a_metric_that_takes_any(tmp_path: Path) -> None:
    found = of(tmp_path, "202425,31,Financial year Q3", "202425,30,Financial year Q2", kind="Any period")
    assert (found.shown, found.figure, found.period) == ("Found", 31, "October to December 2024")
    assert [label for label, _ in found.history] == ["July to September 2024", "October to December 2024"]


@pytest.mark.parametrize(
    ("year", "part", "text"),
    [
        ("202425", "Financial year Q3", "2024/25 q3"),
        ("2024-25", "Tax year Q1", "2024/25 q1"),
        ("2024/2025", "Financial year Q4", "2024/25 q4"),
        ("2024", "Calendar year Q2", "2024 q2"),
        ("2024", "January", "january 2024"),
        ("202425", "Part 1 (April to September)", "april to september 2024"),
        ("202425", "Part 2 (October to March)", "october to march 2025"),
        ("202425", "Academic year Q1", ""),
        ("2025", "Financial year Q3", ""),
        ("202425", "Autumn term", ""),
        ("202425", "January", ""),
    ],
)
def test_days_are_given_only_where_they_are_surely_meant(year: str, part: str, text: str) -> None:
    assert in_full(year, part) == text

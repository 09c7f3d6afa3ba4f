"""Periods as files print them in short. In a file's own column of periods they are sure; "2021" stays a year."""

from __future__ import annotations

import pytest

from outcomes_xl.reading.printed_periods import printed_in_file


@pytest.mark.parametrize(
    ("printed", "kind", "label"),
    [
        ("24/25", "Financial year", "2024/25"),
        ("24-25", "Academic year", "2024/25"),
        ("2425", "Financial year", "2024/25"),
        ("99/00", "Financial year", ""),  # nobody's figures are of 2099, and 1999 is not said
        ("2021", "Financial year", "2020/21"),
        ("24/26", "Financial year", ""),
        ("Mar-25", "Financial year", "2024/25"),
        ("mar25", "Financial year", "2024/25"),
        ("mar25", "At 31 March", "31 March 2025"),
        ("Aug-25", "Academic year", "2024/25"),
        ("Sep-25", "Financial year", ""),
        ("Dec '25", "Calendar year", ""),
        ("2024/25", "Financial year", "2024/25"),
    ],
)
def test_a_short_period_is_the_one_it_would_be_written_out(printed: str, kind: str, label: str) -> None:
    found = printed_in_file(printed, kind)
    assert (found.label if found else "") == label

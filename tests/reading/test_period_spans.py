"""Stretches of time said outright, in the ways publishers and systems write them."""

from datetime import date

import pytest

from outcomes_xl.reading.periods import parse_period, understood


@pytest.mark.parametrize(
    ("written", "kind", "label", "end"),
    [
        ("2022/23 Q1", "Any period", "April to June 2022", date(2022, 6, 30)),
        ("2025 Q4", "Any period", "October to December 2025", date(2025, 12, 31)),
        ("Q4 2024 to 2025", "Any period", "January to March 2025", date(2025, 3, 31)),
        ("January to March 2025", "Any period", "January to March 2025", date(2025, 3, 31)),
        ("Apr 2024 - Mar 2025", "Financial year", "2024/25", date(2025, 3, 31)),
        ("April 2024 to March 2025", "At 31 March", "31 March 2025", date(2025, 3, 31)),
        ("Sep 2024 - Aug 2025", "Academic year", "2024/25", date(2025, 8, 31)),
        ("Mar-25", "At 31 March", "31 March 2025", date(2025, 3, 31)),
        ("2024-04-01/P1Y", "Financial year", "2024/25", date(2025, 3, 31)),
        ("2025-03-31", "At 31 March", "31 March 2025", date(2025, 3, 31)),
        ("2011/12 - 15/16", "Any period", "April 2011 to March 2016", date(2016, 3, 31)),
        ("2013/14-15/16", "Three years together", "2013/14 - 15/16", date(2016, 3, 31)),
        ("2024-25 (OT)", "Financial year", "2024/25", date(2025, 3, 31)),
        ("2025 (prov)", "Academic year", "2024/25", date(2025, 8, 31)),
        ("Academic year 2024/25", "Academic year", "2024/25", date(2025, 8, 31)),
        ("IoD 2019", "Edition", "2019", date(2019, 12, 31)),
        ("31 December 2025", "Any period", "31 December 2025", date(2025, 12, 31)),
        ("year ending 31 December 2024", "Calendar year", "2024", date(2024, 12, 31)),
    ],
)
def test_a_period_is_read_and_written_one_way(written: str, kind: str, label: str, end: date) -> None:
    period = parse_period(written, kind)
    assert period is not None
    assert (period.label, period.end) == (label, end)
    assert parse_period(period.label, kind) == period


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("January to March 2025", "Financial year"),
        ("Academic year 2024/25", "Financial year"),
        ("2011/12 - 15/16", "Three years together"),
        ("31 December 2025", "At 31 March"),
        ("2022/23 Q1", "Financial year"),
    ],
)
def test_another_kind_of_period_is_understood_and_not_taken(written: str, kind: str) -> None:
    assert parse_period(written, kind) is None
    assert (kind == "Financial year" and written.startswith("Academic")) or understood(written) is not None


@pytest.mark.parametrize(
    "written", ["Q5 2024", "2024/26 Q1", "32 March 2025", "2025-13-01", "Smarch 2025", "spring", "2011/12 - 16/18"]
)
def test_what_names_no_stretch_of_time_is_not_understood(written: str) -> None:
    assert understood(written) is None

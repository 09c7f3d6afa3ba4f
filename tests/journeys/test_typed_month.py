"""The month that --until is given."""

from __future__ import annotations

from datetime import date

import pytest

from outcomes_xl.journeys.typed_month import day_typed
from outcomes_xl.model.cannot_use import WrongUsage


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-08", date(2026, 8, 31)),
        (" 2025-12 ", date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2026-08-31", date(2026, 8, 31)),
        ("", None),
    ],
)
def test_a_month_is_its_last_day(text: str, day: date | None) -> None:
    assert day_typed(text) == day


@pytest.mark.parametrize("text", ["2026-13", "0000-12", "9999-12", "31/08/2026", "August"])
def test_what_is_no_month_is_told(text: str) -> None:
    with pytest.raises(WrongUsage, match="--until takes a month such as 2026-08"):
        day_typed(text)

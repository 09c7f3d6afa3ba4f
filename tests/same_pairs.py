"""Pairs of values that say the same in a cell, and pairs that do not: at the boundary, where judges once differed."""

from __future__ import annotations

from datetime import date, datetime, time

from outcomes_xl.model import ErrorValue, Value

SAME: tuple[tuple[Value, Value], ...] = (
    (31, 31.0),
    (0.3, 0.1 + 0.2),
    (8, (0.1 + 0.7) * 10),
    (1234567890123456.0, 1234567890123457.0),  # Excel keeps 15 digits of what is typed
    (0.0, -0.0),
    (None, ""),
    ("a\nb", "a\r\nb"),
    ("a\rb", "a\nb"),
    (date(2026, 11, 22), datetime(2026, 11, 22)),
    (datetime(2026, 11, 22, 9, 30), datetime(2026, 11, 22, 9, 30, 0, 300_000)),
    (datetime(2026, 11, 22), datetime(2026, 11, 21, 23, 59, 59, 700_000)),
    (time(9, 30), time(9, 30, 0, 499_000)),
    (time(9, 30), datetime(1899, 12, 30, 9, 30)),
    (time(9, 30), datetime(1899, 12, 31, 9, 30)),
    (time(0), time(23, 59, 59, 500_000)),
    (date(1904, 1, 1), datetime(1904, 1, 1)),
)
DIFFERENT: tuple[tuple[Value, Value], ...] = (
    (1, True),
    (0, False),
    (0, None),
    (False, None),
    ("1", 1),
    ("TRUE", True),
    ("x", "x "),
    (" ", None),
    ("\n", None),
    ("é", "e\u0301"),  # one sign or two: nothing is tidied
    (0.3, 0.300000000000001),
    (123456789012345, 123456789012346),
    (1e-300, 0),
    (time(0), None),
    (time(0), 0),
    (time(12), 0.5),
    (date(2026, 11, 22), 46348),
    (date(2026, 11, 22), "2026-11-22"),
    (date(2026, 11, 22), date(2026, 11, 23)),
    (datetime(2026, 11, 22, 9, 30), datetime(2026, 11, 22, 9, 30, 1)),
    (time(9, 30), time(9, 30, 0, 500_000)),
    (time(9, 30), datetime(1904, 1, 1, 9, 30)),  # day zero in the 1904 system, a day like any other elsewhere
    (ErrorValue("#N/A"), "#N/A"),
    (ErrorValue("#N/A"), ErrorValue("#REF!")),
    (ErrorValue("#N/A"), None),
)

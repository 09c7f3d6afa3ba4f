"""The month up to which is counted, as it is typed: 2026-08, or by its last day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from outcomes_xl.model.cannot_use import WrongUsage
from outcomes_xl.model.sentences import quoted_short

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def day_typed(text: str) -> date | None:
    """Return the day that --until was given: 2026-08-31, or 2026-08 for the last of that month; None for nothing.

    Raises WrongUsage for what is neither.
    """
    if not text.strip():
        return None
    try:
        if found := _MONTH.fullmatch(text.strip()):
            month = int(found[1]) * 12 + int(found[2])  # the next one, counted from January of the year 0
            return date(month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return date.fromisoformat(text.strip())
    except (ValueError, OverflowError):
        raise WrongUsage(
            f"--until takes a month such as 2026-08, or its last day, 2026-08-31; not “{quoted_short(text)}”."
        ) from None

"""Whole numbers and days as they are typed after an option, and what is said of those that cannot be read."""

from __future__ import annotations

from datetime import date, datetime

import typer

_WAYS = ("%Y-%m-%d", "%d/%m/%Y")


def whole_number(typed: str | int) -> int:
    """Return a whole number. Raises typer.BadParameter in words for whoever typed something else."""
    try:
        return int(typed)
    except ValueError:
        raise typer.BadParameter(f"“{typed}” is no whole number. Give one in figures, such as 6.") from None


def day(typed: str | date) -> date:
    """Return a day, typed as 2026-11-01 or 01/11/2026. Raises typer.BadParameter for anything else."""
    if isinstance(typed, date):
        return typed
    for way in _WAYS:
        try:
            return datetime.strptime(typed.strip(), way).date()
        except ValueError:
            continue
    raise typer.BadParameter(f"“{typed}” is no day. Type it as year-month-day, such as 2026-11-01.")

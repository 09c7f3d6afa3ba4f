"""What every job is told from outside: the time, and the framework as released. A job never asks the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from outcomes_xl.framework.entries import Framework


@dataclass(frozen=True)
class Context:
    """The moment the officer pressed the button, and the newest framework this copy of the tool knows."""

    now: datetime
    framework: Framework

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def when(self) -> str:
        """The moment as the Changes sheet shows it: "2026-11-22 14:05", which sorts as text."""
        return f"{self.now:%Y-%m-%d %H:%M}"

"""A workbook that was made beside the one in front, as a job hears of it: what to say, and what to open."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MadeBeside:
    """What is said of a workbook that was made; ``place`` is its path, "" where none was made."""

    sentence: str
    place: str = ""

"""Ages as officers write them: "0-5", "11 to 19", "0-19 (25 with SEND)", "under 5", "16+"."""

from __future__ import annotations

import re

OLDEST = 25
"""The oldest age a band of the lists goes to: young people with SEND or care experience."""
BANDS = {"0 to 4": (0, 4), "5 to 10": (5, 10), "11 to 15": (11, 15), "16 to 19": (16, 19), "20 to 25": (20, 25)}
"""The bands services are counted by; one of several bands counts in each."""
_DASH = re.compile(r"(\d{1,3})\s*(?:-|–|—|to|until)\s*(\d{1,3})", re.IGNORECASE)
_UNDER = re.compile(r"(?:under|below|up to)\s*(\d{1,3})", re.IGNORECASE)
_OVER = re.compile(r"(\d{1,3})\s*(?:\+|and over|and older|plus)", re.IGNORECASE)
_ONE = re.compile(r"\d{1,3}")


def ages_of(text: str) -> tuple[int, int] | None:
    """Return the youngest and oldest age of a text, both counted in; None where it says none that can be read.

    What stands in brackets is for some only and is left out. An age under another is a slip, and no span.
    """
    plain = re.sub(r"\([^)]*\)", " ", text)
    if found := _DASH.search(plain):
        first, last = int(found[1]), int(found[2])
        return (first, last) if first <= last else None
    if found := _UNDER.search(plain):
        under = int(found[1]) - (0 if "up to" in found[0].lower() else 1)
        return (0, under) if under >= 0 else None
    if found := _OVER.search(plain):
        return int(found[1]), max(OLDEST, int(found[1]))
    found = _ONE.search(plain)
    return (int(found[0]), int(found[0])) if found else None


def overlap(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    """Whether two spans have an age in common; where either is not known, nobody can say."""
    return one is not None and other is not None and one[0] <= other[1] and other[0] <= one[1]


def bands_of(span: tuple[int, int]) -> list[str]:
    """Return the bands a span reaches into."""
    return [name for name, band in BANDS.items() if overlap(span, band)]

"""Places in an order, told as one may tell them: equal values share their places, "joint 5th–8th"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 11th, 21st."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def places(values: Mapping[str, float], *, high_first: bool) -> dict[str, tuple[int, int]]:
    """Return the first and last place that each of the values shares."""
    ordered = sorted(values.items(), key=lambda pair: (-pair[1] if high_first else pair[1], pair[0]))
    found: dict[str, tuple[int, int]] = {}
    at = 0
    while at < len(ordered):
        end = at
        while end + 1 < len(ordered) and ordered[end + 1][1] == ordered[at][1]:
            end += 1
        found |= {name: (at + 1, end + 1) for name, _ in ordered[at : end + 1]}
        at = end + 1
    return found


def place_in_words(place: tuple[int, int], of: int) -> str:
    """Return "3rd of 20", or "joint 5th–8th of 20"."""
    first, last = place
    return f"{ordinal(first)} of {of}" if first == last else f"joint {ordinal(first)}–{ordinal(last)} of {of}"


def median(values: Sequence[float]) -> float | None:
    """Return the middle value; None of fewer than three, of which a middle says nothing."""
    if len(values) < 3:
        return None
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def fifth(place: tuple[int, int], of: int) -> int | None:
    """Return the fifth that a place is in, 1 to 5; None under ten areas, and where a tie reaches over two fifths."""
    if of < 10:
        return None
    first, last = ((one - 1) * 5 // of + 1 for one in place)
    return first if first == last else None

"""Units in which a figure counts people or events, so that a small one could point at somebody."""

from __future__ import annotations

from functools import lru_cache

_COUNTED = frozenset(
    {"number", "count", "children", "pupils", "people", "families", "deaths", "births", "admissions", "babies"}
)
_UNKNOWN = frozenset({"", "to be agreed"})
"""Where nobody has said yet what is counted, it may be children."""


@lru_cache(maxsize=512)
def counts_people(unit: str) -> bool:
    """Whether a figure in this unit counts people or events, or may: no share, no rate and no money does."""
    folded = unit.casefold().strip()
    return folded in _UNKNOWN or not _COUNTED.isdisjoint(word.strip("(),") for word in folded.split())

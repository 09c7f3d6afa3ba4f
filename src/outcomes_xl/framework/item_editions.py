"""The editions that a national item is in, as its one cell says them."""

from __future__ import annotations


def editions_of(text: str) -> tuple[str, ...]:
    """Return an item's editions in their order: “2022 to 2026; from 2026” is in both."""
    return tuple(one.strip() for one in text.split(";"))

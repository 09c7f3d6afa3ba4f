"""The published figures that ship with the product: where they are, and from when."""

from __future__ import annotations

from datetime import date
from importlib import resources
from pathlib import Path

SHIPPED_ON = date(2026, 11, 28)
"""The day the files of data/published were cut: what is published since is not in them."""


def shipped_figures() -> Path:
    """Return the folder of the figures that ship, to be looked through like any folder."""
    return Path(str(resources.files("outcomes_xl") / "data" / "published"))


def called() -> str:
    """Return what they are called for officers, with their day."""
    return f"the figures that came with this tool ({SHIPPED_ON.day} {SHIPPED_ON:%B %Y})"

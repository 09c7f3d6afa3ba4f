"""The closed-file host: a workbook nobody has open, read to a Book, and changed by a Patch and by nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outcomes_xl.hosts.files.reading import read, read_bytes

if TYPE_CHECKING:
    from outcomes_xl.hosts.files.playing import play
    from outcomes_xl.hosts.files.saving import Written, write

__all__ = ["Written", "play", "read", "read_bytes", "write"]


def __getattr__(name: str) -> object:
    """Bring in the writing half when it is first asked for: reading needs only the standard library."""
    if name == "play":
        from outcomes_xl.hosts.files.playing import play

        return play
    if name in ("Written", "write"):
        from outcomes_xl.hosts.files import saving

        return getattr(saving, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""The closed-file host: a workbook nobody has open, read to a Book, and changed by a Patch and by nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outcomes_xl.hosts.files.read_closed_workbook import OpenedWorkbook, open_workbook, read, read_bytes

if TYPE_CHECKING:
    from outcomes_xl.hosts.files.edit_package import play
    from outcomes_xl.hosts.files.save import Written, write

__all__ = ["OpenedWorkbook", "Written", "open_workbook", "play", "read", "read_bytes", "write"]


def __getattr__(name: str) -> object:
    """Bring in the writing half when it is first asked for: reading needs only the standard library."""
    if name == "play":
        from outcomes_xl.hosts.files.edit_package import play

        return play
    if name in ("Written", "write"):
        from outcomes_xl.hosts.files import save

        return getattr(save, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

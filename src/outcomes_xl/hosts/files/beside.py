"""Files beside a workbook: their names, which a long name of its own leaves no room for, and where it really is."""

from __future__ import annotations

from pathlib import Path

from outcomes_xl.model.cannot_use import CannotUse

_LONGEST_NAME = 255
"""Bytes of a file's name on Linux and macOS; letters on Windows, which are never more than the bytes."""


def beside(path: Path, before: str, after: str) -> Path:
    """Return a path beside another: its name between ``before`` and ``after``, cut where that would be too long."""
    room = _LONGEST_NAME - len(f"{before}{after}".encode())
    return path.with_name(f"{before}{cut(path.name, room)}{after}")


def cut(name: str, room: int) -> str:
    """Return as much of a name as fits into a number of bytes."""
    return name.encode("utf-8", "surrogateescape")[:room].decode("utf-8", "ignore") if room > 0 else ""


def real_path(path: Path) -> Path:
    """Return where a file really is, links followed. Raises CannotUse for a link that leads back to itself."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        raise CannotUse(
            f"“{path.name}” is a link that leads to no file.", "Choose the workbook itself, or make the link anew."
        ) from None

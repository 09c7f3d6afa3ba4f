"""Is the workbook open somewhere? Excel and LibreOffice leave a small file beside it that says who has it open."""

from __future__ import annotations

import os
from pathlib import Path

from outcomes_xl.model.cannot_use import WorkbookBusy


def refuse_if_busy(path: Path) -> None:
    """Return when nobody seems to have the workbook open and it may be replaced. Raises WorkbookBusy otherwise."""
    for lock, reader in ((f"~${path.name}", _excels), (f".~lock.{path.name}#", _libreoffices)):
        beside = path.with_name(lock)
        if os.path.exists(beside):  # noqa: PTH110 - Path.exists raises for a name that is too long
            holder = reader(beside)
            raise WorkbookBusy(
                f"{holder} has “{path.name}” open." if holder else f"“{path.name}” is open somewhere else.",
                f"Close it and try again. If nobody has it open, delete the file {lock} beside it.",
            )
    if not os.access(path, os.W_OK):
        raise WorkbookBusy(
            f"“{path.name}” is read-only.", "Take the read-only mark off, or work on a copy, then try again."
        )
    if not os.access(path.parent, os.W_OK):
        raise WorkbookBusy(
            f"Nothing can be written in the folder of “{path.name}” ({path.parent}).",
            "Copy the workbook to a folder you may write in, then try again.",
        )
    try:
        # On Windows this is how an open workbook shows itself when there is no lock file.
        with path.open("r+b"):
            pass
    except OSError:
        raise WorkbookBusy(
            f"“{path.name}” is open somewhere else, or may not be changed.", "Close it in Excel and try again."
        ) from None


def _excels(lock: Path) -> str:
    """Return the name in Excel's owner file: its length in one byte, then the name; again in UTF-16 from byte 55."""
    try:
        content = lock.read_bytes()[:400]
    except OSError:
        return ""
    if len(content) > 57 and content[55]:
        name = content[57 : 57 + 2 * content[55]].decode("utf-16-le", "replace")
    else:
        name = content[1 : 1 + content[0]].decode("cp1252", "replace") if content else ""
    return _readable(name)


def _libreoffices(lock: Path) -> str:
    """Return the name in LibreOffice's lock file: comma, name, computer, time, profile."""
    try:
        fields = lock.read_bytes()[:400].decode("utf-8", "replace").split(",")
    except OSError:
        return ""
    return _readable(next((field for field in fields if field.strip()), ""))


def _readable(name: str) -> str:
    name = name.strip().strip("\0").strip()
    return name if name and name.isprintable() and len(name) < 60 else ""

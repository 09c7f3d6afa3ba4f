"""Getting a file's bytes, and saying plainly why not when they cannot be had."""

from __future__ import annotations

import stat
from pathlib import Path

from outcomes_xl.model.cannot_use import CannotUse, NotAWorkbook, WorkbookBusy

LARGEST_FILE = 100_000_000
ONLY_IN_THE_CLOUD = 0x0040_0000 | 0x1000
"""Windows' FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS and FILE_ATTRIBUTE_OFFLINE: opening would start a download."""


def read_file(path: Path) -> bytes:
    """Return a workbook file's bytes. Raises one of the CannotUse family; the file is only ever read."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise NotAWorkbook(
                f"“{path.name or path.resolve()}” is a folder, not a workbook.", "Choose the workbook inside it."
            )
        if not stat.S_ISREG(found.st_mode):
            raise NotAWorkbook(f"“{path.name}” is not a file that can be opened.", "Choose a workbook.")
        _look_over(path, found.st_size, getattr(found, "st_file_attributes", 0))
        return path.read_bytes()
    except FileNotFoundError:
        raise CannotUse(
            f"There is no file “{path.name}” in {path.parent.absolute()}.",
            "Check the name and the folder; it may have been moved or renamed.",
        ) from None
    except PermissionError:
        raise WorkbookBusy(
            f"“{path.name}” cannot be opened: it is open somewhere else, or you do not have access to it.",
            "Close it in Excel, or ask its owner for access, then try again.",
        ) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "its name cannot be used"
        raise CannotUse(
            f"“{path.name}” cannot be read ({reason}).", "Copy it to a folder on this computer and try again."
        ) from None


def _look_over(path: Path, size: int, attributes: int) -> None:
    if path.name.startswith("~$"):
        raise NotAWorkbook(
            f"“{path.name}” is the small file Excel keeps beside a workbook somebody has open.",
            "Choose the workbook itself.",
        )
    if attributes & ONLY_IN_THE_CLOUD:
        raise CannotUse(
            f"“{path.name}” is only in the cloud, not on this computer yet.",
            "In File Explorer choose “Always keep on this device”, wait for the green tick, then try again.",
        )
    if size > LARGEST_FILE:
        raise NotAWorkbook(
            f"“{path.name}” is larger than any workbook of ours should be.",
            "Delete unused rows, columns and pictures in Excel and save it.",
        )

"""The mark that every London picture bears, as a workbook and as a page: by it one is known again."""

from __future__ import annotations

from pathlib import Path
from zipfile import BadZipFile, ZipFile

MARK = b"outcomes_xl London picture"
"""What every file that collate writes says of itself: another file of that name is never written over."""
PAGES = (".html", ".htm")


def is_a_picture(path: Path) -> bool:
    """Return whether a file is a London picture, or a borough's page of one, whatever it is called."""
    try:
        if path.suffix.lower() in PAGES:
            with path.open("rb") as page:
                return MARK in page.read(2000)
        with ZipFile(path) as book:
            return MARK in book.read("docProps/core.xml")
    except (BadZipFile, KeyError, OSError, ValueError):
        return False

"""The mark that every London picture bears, as a workbook and as a page: by it one is known again."""

from __future__ import annotations

import zlib
from pathlib import Path
from zipfile import BadZipFile, ZipFile

MARK = b"outcomes_xl London picture"
"""What every file that collate writes says of itself: another file of that name is never written over."""
PAGES = (".html", ".htm")


_BEGINNING = 20_000
"""Bytes in which the mark stands, of a page or of a workbook's properties; nothing after is read."""


def is_a_picture(path: Path) -> bool:
    """Return whether a file is a London picture, or a borough's page of one, whatever it is called.

    What is no file (a folder, a pipe) is never opened, and of a file only the beginning is read, whatever it holds.
    """
    if not path.is_file():
        return False
    try:
        if path.suffix.lower() in PAGES:
            with path.open("rb") as page:
                return MARK in page.read(_BEGINNING)
        with ZipFile(path) as book, book.open("docProps/core.xml") as properties:
            return MARK in properties.read(_BEGINNING)
    except (BadZipFile, KeyError, NotImplementedError, OSError, RuntimeError, ValueError, zlib.error):
        return False

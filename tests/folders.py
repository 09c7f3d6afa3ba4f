"""Folders that last as long as the tests of one process: what is made once in them serves many."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

_MADE: list[Path] = []


def lasting(prefix: str) -> Path:
    """Return a new folder, which tests/conftest.py takes away at the end."""
    _MADE.append(Path(tempfile.mkdtemp(prefix=prefix)))
    return _MADE[-1]


def take_away() -> None:
    while _MADE:
        shutil.rmtree(_MADE.pop(), ignore_errors=True)

"""One Windows for all the tests that need one; where something is missing, those tests say so."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.office import missing, needed

ROOT = Path(__file__).resolve().parents[2]
HOW = "Debian 12: apt install {}, or python3 run.py test, which does it."
COMMANDS = {
    "wine": "wine64 wine",
    "wineserver": "wine64 wine",
    "Xvfb": "xvfb",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64-win32",
    "osslsigncode": "osslsigncode",
}


@pytest.fixture(scope="session")
def collected() -> Path:
    """The folder of packages for Windows that run.py keeps."""
    packages = Path(os.environ.get("OUTCOMES_XL_WINDOWS") or ROOT / ".venv" / "tools" / "windows")
    if not (packages / "ready").exists():
        missing("The folder of packages for Windows", "Run python3 run.py test once: it collects them.")
    return packages


@pytest.fixture(scope="session")
def windows(tmp_path_factory: pytest.TempPathFactory, collected: Path) -> Iterator[object]:
    if sys.version_info[:2] != (3, 11):
        missing("Python 3.11", "The Windows Python that the tests run is 3.11, and takes its library from this one.")
    for command, package in COMMANDS.items():
        needed(command, HOW.format(package))
    from tests.windows.wine import Windows

    made = Windows(tmp_path_factory.mktemp("windows"), collected)
    try:
        made.begin()
        yield made
    finally:
        made.end()

"""The page for IT says numbers; they are the ones of today's pins."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import run

from tests.test_house import ROOT


def test_the_page_for_it_says_how_many_packages_there_are(tmp_path: Path) -> None:
    hashed = tmp_path / "requirements.txt"
    words = [sys.executable, "-c", run.FOR_WINDOWS, str(ROOT / "requirements" / "run.txt"), str(hashed), "3.11"]
    subprocess.run(words, check=True)
    packages = len(re.findall(r"^[A-Za-z0-9].*==", hashed.read_text("utf-8"), re.M)) + 1  # and our own
    page = (ROOT / "docs" / "maintainers" / "for-it.md").read_text("utf-8")
    assert re.findall(r"(\d+) packages for Windows", page) == [str(packages)]

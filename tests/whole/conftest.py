"""Whole things, as an officer meets them: the command line on real files."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from outcomes_xl.cli.main import app
from outcomes_xl.workflows.demonstration import lay_out
from tests.whole.warm_python import WarmPython, new_python

FRIDAY = datetime(2026, 11, 20, 17, 0)


@dataclass(frozen=True)
class Ran:
    """What a command said and how it left."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


# No test asks a real service: unless a test has a server of its own, there is nobody at these addresses.
_SERVICES = ("EES", "EES_WEBSITE", "FINGERTIPS", "NOMIS", "LG_INFORM")
_NOWHERE = {f"OUTCOMES_XL_{name}_ADDRESS": "http://127.0.0.1:9" for name in _SERVICES}


_WARM = WarmPython()


def outcomes_xl(
    *words: object, cwd: Path | None = None, env: Mapping[str, str] | None = None, from_cold: bool = False
) -> Ran:
    """Run the command line in a process of its own, as an officer's machine would.

    With ``from_cold`` by a Python that has read nothing yet.
    """
    run = (new_python if from_cold else _WARM.run)([*map(str, words)], cwd, {**os.environ, **_NOWHERE, **(env or {})})
    assert "Traceback" not in run.stderr + run.stdout, run.stderr
    return Ran(run.returncode, run.stdout, run.stderr)


def run_here(*words: object, cwd: Path) -> Ran:
    """Run the command line in the tests' own process: no Python starts and nothing is imported again."""
    with contextlib.chdir(cwd):
        run = CliRunner().invoke(app, [*map(str, words)], env=_NOWHERE, catch_exceptions=False)
    return Ran(run.exit_code, run.stdout, run.stderr)


@pytest.fixture(scope="session")
def laid_out_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's folder, made once; what works on it works on a copy."""
    folder = tmp_path_factory.mktemp("laid out")
    lay_out(folder)
    return folder


@pytest.fixture
def laid_out(tmp_path: Path, laid_out_once: Path) -> Path:
    """A folder as the demonstration begins: Merton's workbook, the central file, the published figures."""
    shutil.copytree(laid_out_once, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def workbook(laid_out: Path) -> Path:
    return laid_out / "Merton outcomes.xlsx"

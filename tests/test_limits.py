"""A test that hangs, leaks or loses an exception in a thread fails, whatever else it says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SLIPS = """
import socket, threading, time
import pytest

def test_a_thread_fails():
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()

def test_something_is_left_open():
    socket.socket()

@pytest.mark.timeout(1)
def test_it_hangs():
    time.sleep(30)
"""


def test_a_hang_a_leak_and_a_lost_exception_fail(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    assert float(request.config.getini("timeout")) > 0
    (tmp_path / "test_slips.py").write_text(SLIPS, encoding="utf-8")
    words = [sys.executable, "-m", "pytest", "-c", ROOT / "pyproject.toml", "--rootdir", tmp_path, tmp_path]
    run = subprocess.run([*words, "-p", "no:cacheprovider"], cwd=tmp_path, capture_output=True, text=True, check=False)
    for slip in ("PytestUnhandledThreadExc", "PytestUnraisableExceptionWarn", "Timeout"):
        assert slip in run.stdout, run.stdout + run.stderr
    assert "3 failed" in run.stdout

"""A process of ours for reading what may be made to hurt: which interpreter it is started with, and its memory watched.

Linux holds a process to the memory it asked for itself; elsewhere whoever started it looks on and ends it.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
HOLDS_ITSELF = sys.platform == "linux"
"""Whether a process keeps the memory limit it set itself."""


def interpreter() -> str:
    """Return the interpreter; pythonw.exe, in which the helper runs, has no input and output of its own."""
    here = Path(sys.executable)
    plain = here.with_name("python.exe")
    return str(plain if here.name.casefold() == "pythonw.exe" and plain.is_file() else here)


def watch_beside(running: subprocess.Popen[Any], most: int, pause: float) -> None:
    """Begin to watch a process, and go on with one's own work."""
    threading.Thread(target=watch, args=(running, most, pause), daemon=True, name="memory of a reader").start()


def watch(running: subprocess.Popen[Any], most: int, pause: float) -> None:
    """End a process that takes more bytes of memory than it may; return when it has ended."""
    import psutil

    try:
        seen = psutil.Process(running.pid)
        while running.poll() is None:
            if seen.memory_info().rss > most:
                running.kill()
            try:
                running.wait(pause)
            except subprocess.TimeoutExpired:
                continue
    except psutil.Error:
        return  # it is gone

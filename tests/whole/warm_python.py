"""Commands in processes of their own, without the second each would spend reading pandas and the like once more.

A Python that has read them forks whenever it is asked: the child has its own folder, environment and streams, runs
``python -m outcomes_xl`` from its beginning, and ends as a process does. Where nothing can fork, a new Python starts.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TextIO

_ROOT = Path(__file__).resolve().parents[2]
_READ_BEFORE = (
    *("pandas", "pandera.pandas", "lxml.etree", "xlsxwriter", "openpyxl", "rapidfuzz.process", "httpx"),
    *("outcomes_xl.cli.main", "outcomes_xl.workflows.closed_workbook", "outcomes_xl.rules.run_rules"),
    *("outcomes_xl.building", "outcomes_xl.hosts.files.save", "outcomes_xl.sources.look_everywhere"),
)


class WarmPython:
    """A Python that waits for commands; begun when it is first asked, ended with the process that asks."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def run(self, words: Sequence[str], cwd: Path | None, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        """Return how ``python -m outcomes_xl`` with these words ended, and what it said."""
        if not hasattr(os, "fork"):
            return new_python(words, cwd, env)
        with tempfile.TemporaryDirectory() as folder:
            asked = {"words": [*words], "cwd": str(cwd or Path.cwd()), "env": dict(env), "said": folder}
            try:
                code = int(self._answer(json.dumps(asked)))
            except BaseException:
                self.end()  # it may be in the middle of something
                raise
            said = [Path(folder, stream).read_text("utf-8") for stream in ("out", "err")]
        return subprocess.CompletedProcess([*words], code, *said)

    def _answer(self, line: str) -> str:
        if self._process is None:
            pipe, command = subprocess.PIPE, [sys.executable, "-m", "tests.whole.warm_python"]
            self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=_ROOT)
            atexit.register(self.end)
        assert self._process.stdin and self._process.stdout
        print(line, file=self._process.stdin, flush=True)
        return self._process.stdout.readline()

    def end(self) -> None:
        if self._process is not None:
            process, self._process = self._process, None
            process.kill()
            process.communicate()
            atexit.unregister(self.end)


def new_python(words: Sequence[str], cwd: Path | None, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Return what WarmPython.run does, by a Python that has read nothing."""
    command = [sys.executable, "-m", "outcomes_xl", *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=cwd, env=env, check=False)


def _wait_for_commands() -> None:
    """Fork a child for each line that is asked, and say how it ended; return in the child, as what it is to be."""
    before = {**os.environ}
    for module in _READ_BEFORE:  # not DuckDB, which at the end takes what was frozen for its own leak
        importlib.import_module(module)
    added = {name: value for name, value in os.environ.items() if name not in before}  # by what was read, for itself
    gc.freeze()
    ask, say = os.fdopen(os.dup(0)), os.fdopen(os.dup(1), "w")
    while line := ask.readline():
        child = os.fork()
        if not child:
            ask.close()
            say.close()
            asked = json.loads(line)
            return _become(**{**asked, "env": {**added, **asked["env"]}})
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), file=say, flush=True)
    raise SystemExit


def _become(words: list[str], cwd: str, env: dict[str, str], said: str) -> None:
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    for number, path in enumerate((os.devnull, f"{said}/out", f"{said}/err")):
        stream = os.open(path, os.O_RDWR | os.O_CREAT)
        os.dup2(stream, number)
        os.close(stream)
    streams: list[TextIO] = [os.fdopen(number, mode, 1, "utf-8", closefd=False) for number, mode in enumerate("rww")]
    sys.stdin, sys.stdout, sys.stderr = streams
    sys.argv[1:] = words


if __name__ == "__main__":
    _wait_for_commands()
    runpy.run_module("outcomes_xl", run_name="__main__", alter_sys=True)

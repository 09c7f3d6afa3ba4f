"""The helper's life: take the lock, keep a log, warm up, wait for work, leave when asked."""

from __future__ import annotations

import importlib
import logging
import os
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from logging.handlers import RotatingFileHandler
from pathlib import Path

from outcomes_xl.helper import single_instance
from outcomes_xl.jobs.registry import JOBS
from outcomes_xl.settings import Profile, Settings

LOG = "helper.log"
PULSE = 0.5
"""Seconds between two looks for a wish to leave; the helper sleeps in between."""

WARM = (
    "outcomes_xl.hosts.desktop",
    "outcomes_xl.reading.layouts",
    "outcomes_xl.framework",
    "outcomes_xl.rules",
    *sorted({one.place.partition(":")[0] for one in JOBS if one.writes}),
    "outcomes_xl.workflows.get_central_file",
    "outcomes_xl.workflows.look_for_figures",
    "outcomes_xl.workflows.get_published_files",
    "outcomes_xl.workflows.adopt_workbook",
    "outcomes_xl.workflows.collate_from_excel",
    "outcomes_xl.workflows.share_from_excel",
    "outcomes_xl.workflows.report_from_excel",
    "outcomes_xl.sources",
    "outcomes_xl.functions.entry_functions",
)
"""Imported at sign-in, so that the first click does not pay for it."""

_log = logging.getLogger("outcomes_xl.helper")
Wait = Callable[[float], None]
Office = Callable[[], AbstractContextManager[Wait]]


def start_command(settings: Settings) -> list[str]:
    """Return the command that starts the helper at sign-in.

    -P keeps the folder a program is started in off Python's search path: a pandas.py beside a workbook is not ours.
    """
    interpreter = settings.interpreter
    without_a_window = interpreter.with_name("pythonw.exe")
    if interpreter.name.lower() == "python.exe" and without_a_window.exists():
        interpreter = without_a_window
    return [str(interpreter), "-P", "-m", "outcomes_xl", "helper"]


def run(profile: Profile, version: str, office: Office, *, restart: bool = False, patience: float = 10.0) -> str:
    """Be the user's helper until asked to leave; return the sentence to say at the end.

    ``office`` makes the desk reachable while it is open and yields how to wait for work for some seconds.
    """
    away_from_the_workbook(profile)
    if restart and single_instance.is_running(profile.state):
        single_instance.ask_to_leave(profile.state)
        _until(lambda: not single_instance.is_running(profile.state), patience)
    try:
        with single_instance.only_one(profile.state, version), _kept_log(profile.state / LOG):
            _log.info("helper %s begins as process %s", version, os.getpid())
            warm(asked_to_leave=lambda: single_instance.asked_to_leave(profile.state))
            with office() as wait:
                while not single_instance.asked_to_leave(profile.state):
                    wait(PULSE)
            _log.info("helper %s ends", version)
    except single_instance.AlreadyRunning as other:
        return _already(other.running, version)
    return f"The helper {version} has ended."


def stop(profile: Profile, patience: float = 10.0) -> str:
    """Ask the running helper to end, in every session of this user, and wait for it; return the sentence to say."""
    if not single_instance.runs_anywhere(profile.state):
        return "No helper is running."
    single_instance.ask_all_to_leave(profile.state)
    if _until(lambda: not single_instance.runs_anywhere(profile.state), patience):
        return "The helper has ended."
    return "The helper is still busy with a job and will end after it."


def away_from_the_workbook(profile: Profile) -> None:
    """Leave the folder the helper was started in, and take it off the search path: a workbook may lie there."""
    here = str(Path.cwd())
    sys.path[:] = [place for place in sys.path if place not in ("", ".", here)]
    profile.state.mkdir(parents=True, exist_ok=True)
    os.chdir(profile.state)


def warm(modules: tuple[str, ...] = WARM, asked_to_leave: Callable[[], bool] = lambda: False) -> float:
    """Import what jobs need, build what Check asks, and return the seconds it took.

    A part that is not there is in the log, and no more. A helper that is asked to leave meanwhile imports no further.
    """
    began = time.perf_counter()
    for name in modules:
        if asked_to_leave():
            return time.perf_counter() - began
        try:
            importlib.import_module(name)
        except ImportError:
            _log.exception("%s could not be imported", name)
    _build_schemas()
    took = time.perf_counter() - began
    _log.info("warm after %.1f s", took)
    return took


def _build_schemas() -> None:
    try:
        from outcomes_xl.framework import load_framework
        from outcomes_xl.reading.schemas import get_ready

        get_ready(load_framework())
    except ImportError:
        _log.exception("the schemas could not be built")


class _kept_log:  # noqa: N801 - reads as a word in the with statement
    """The log in the user's folder: at most five files of half a megabyte."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._handler = RotatingFileHandler(path, maxBytes=500_000, backupCount=4, encoding="utf-8")
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))

    def __enter__(self) -> None:
        root = logging.getLogger("outcomes_xl")
        root.addHandler(self._handler)
        root.setLevel(logging.INFO)

    def __exit__(self, *_: object) -> None:
        logging.getLogger("outcomes_xl").removeHandler(self._handler)
        self._handler.close()


def _already(running: single_instance.Running, version: str) -> str:
    if running.version == version:
        return f"The helper {version} is running already, as process {running.pid}."
    return (
        f"A helper {running.version} is running already, and this is version {version}. "
        "Start this one with “outcomes-xl helper --restart”."
    )


def _until(happened: Callable[[], bool], patience: float) -> bool:
    end = time.monotonic() + patience
    while not happened():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True

"""The helper's life: one a user, warm, quiet, leaves when asked, and leaves nothing behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from outcomes_xl.helper import helper_command, process, single_instance
from outcomes_xl.settings import Profile, Settings

HOLD = (
    "import sys, time; from pathlib import Path; from outcomes_xl.helper import single_instance\n"
    "with single_instance.only_one(Path(sys.argv[1]), '0.0.9'):\n"
    "    print('held', flush=True)\n"
    "    while not single_instance.asked_to_leave(Path(sys.argv[1])): time.sleep(0.02)\n"
)


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Profile:
    """A user's folders; the test's own folder and search path are put back afterwards."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    return Profile(tmp_path / "settings", tmp_path / "state")


@pytest.fixture
def other(profile: Profile) -> Iterator[subprocess.Popen[str]]:
    """A helper of version 0.0.9 in a process of its own."""
    words = [sys.executable, "-c", HOLD, str(profile.state)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout and running.stdout.readline() == "held\n"
        yield running
        running.kill()


@contextmanager
def no_office() -> Iterator[Callable[[float], None]]:
    yield lambda seconds: None


def test_a_helper_begins_waits_and_ends_when_asked(profile: Profile) -> None:
    waits: list[float] = []

    @contextmanager
    def office() -> Iterator[Callable[[float], None]]:
        def wait(seconds: float) -> None:
            waits.append(seconds)
            if len(waits) == 3:
                single_instance.ask_to_leave(profile.state)

        yield wait

    assert process.run(profile, "0.1.0", office) == "The helper 0.1.0 has ended."
    assert waits == [0.5, 0.5, 0.5]
    log = (profile.state / process.LOG).read_text(encoding="utf-8")
    assert "helper 0.1.0 begins" in log and "helper 0.1.0 ends" in log
    assert not single_instance.is_running(profile.state)


def test_the_office_is_closed_and_the_lock_let_go_even_after_a_mistake(profile: Profile) -> None:
    closed: list[bool] = []

    @contextmanager
    def office() -> Iterator[Callable[[float], None]]:
        def wait(seconds: float) -> None:
            raise OSError("the session ends")

        try:
            yield wait
        finally:
            closed.append(True)

    with pytest.raises(OSError, match="the session ends"):
        process.run(profile, "0.1.0", office)
    assert closed == [True]
    assert not single_instance.is_running(profile.state)


def test_a_second_helper_says_that_one_of_another_version_is_running(
    profile: Profile, other: subprocess.Popen[str]
) -> None:
    assert process.run(profile, "0.1.0", no_office) == (
        "A helper 0.0.9 is running already, and this is version 0.1.0. "
        "Start this one with “outcomes-xl helper --restart”."
    )
    about = json.loads(single_instance.file(profile.state, single_instance.ABOUT).read_text(encoding="utf-8"))
    assert about == {"pid": other.pid, "version": "0.0.9"}


def test_a_second_helper_of_the_same_version_says_so(profile: Profile, other: subprocess.Popen[str]) -> None:
    said = process.run(profile, "0.0.9", no_office)
    assert said == f"The helper 0.0.9 is running already, as process {other.pid}."


def test_restart_asks_the_running_helper_to_leave_and_takes_its_place(
    profile: Profile, other: subprocess.Popen[str]
) -> None:
    @contextmanager
    def office() -> Iterator[Callable[[float], None]]:
        assert single_instance.who(profile.state) == single_instance.Running(os.getpid(), "0.1.0")
        yield lambda seconds: single_instance.ask_to_leave(profile.state)

    assert process.run(profile, "0.1.0", office, restart=True) == "The helper 0.1.0 has ended."
    assert other.wait(5) == 0


def test_a_helper_that_was_ended_hard_is_not_in_the_way(profile: Profile, other: subprocess.Popen[str]) -> None:
    assert single_instance.is_running(profile.state)
    other.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    other.wait(5)
    assert single_instance.file(profile.state, single_instance.ABOUT).exists()
    assert not single_instance.is_running(profile.state)
    with single_instance.only_one(profile.state, "0.1.0"):
        assert single_instance.who(profile.state).version == "0.1.0"


def test_install_can_ask_whether_a_helper_runs_before_anything_is_installed(
    profile: Profile, other: subprocess.Popen[str]
) -> None:
    root = str(Path(process.__file__).parents[2])
    ask = (
        "import sys; from pathlib import Path; sys.path.append(sys.argv[1])\n"
        "from outcomes_xl.helper import single_instance as it; print(it.is_running(Path(sys.argv[2])))"
    )
    bare = [sys.executable, "-S", "-I", "-c", ask, root, str(profile.state)]  # none of the packages
    assert subprocess.run(bare, capture_output=True, text=True, check=True).stdout == "True\n"
    other.kill()
    other.wait(5)
    assert subprocess.run(bare, capture_output=True, text=True, check=True).stdout == "False\n"


def test_stop_ends_a_running_helper(profile: Profile, other: subprocess.Popen[str]) -> None:
    assert process.stop(profile) == "The helper has ended."
    assert process.stop(profile) == "No helper is running."


def test_off_windows_the_helper_says_what_to_do_instead() -> None:
    if sys.platform != "win32":
        assert helper_command.helper() == (
            "The helper works with Excel on Windows. Here, close the workbook and use the command line: "
            "outcomes-xl check, refresh, availability or undo."
        )


def test_a_module_beside_the_workbook_is_not_what_the_helper_imports(profile: Profile, tmp_path: Path) -> None:
    """Excel's current folder is the workbook's; a program started from there would look there first."""
    beside = tmp_path / "received"
    beside.mkdir()
    for name in ("pandas", "outcomes_xl", "tomllib", "sitecustomize", "xlwings"):
        (beside / f"{name}.py").write_text("raise SystemExit('taken over')\n", encoding="utf-8")
    words = process.start_command(Settings())
    assert words[1:] == ["-P", "-m", "outcomes_xl", "helper"]
    print_it = "import tomllib, outcomes_xl.settings; print(outcomes_xl.settings.NAME)"
    said = subprocess.run([*words[:2], "-c", print_it], cwd=beside, capture_output=True, text=True, check=False)
    assert (said.stdout, said.returncode) == ("outcomes_xl\n", 0)


def test_on_windows_the_helper_starts_without_a_window(tmp_path: Path) -> None:
    (tmp_path / "pythonw.exe").touch()
    assert process.start_command(Settings(tmp_path / "python.exe"))[0] == str(tmp_path / "pythonw.exe")
    assert process.start_command(Settings(tmp_path / "bin" / "python3"))[0] == str(tmp_path / "bin" / "python3")


def test_the_helper_leaves_the_folder_it_was_started_in(
    profile: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.syspath_prepend("")
    process.away_from_the_workbook(profile)
    assert Path.cwd() == profile.state
    assert "" not in sys.path and str(tmp_path) not in sys.path


def test_nothing_listens_on_a_network_address() -> None:
    """No module of the helper, of the desktop host or of the settings so much as names a socket or a server."""
    root = Path(process.__file__).parent.parent
    sources = [*root.glob("helper/*.py"), *root.glob("hosts/desktop/*.py"), root / "settings.py"]
    for source in sources:
        text = source.read_text(encoding="utf-8")
        for word in (
            "import socket",
            "http.server",
            "socketserver",
            "asyncio",
            "uvicorn",
            "multiprocessing",
            ".listen(",
        ):
            assert word not in text, f"{source.name}: {word}"


def test_an_idle_helper_costs_next_to_nothing(profile: Profile) -> None:
    beats = 0

    @contextmanager
    def office() -> Iterator[Callable[[float], None]]:
        def wait(seconds: float) -> None:
            nonlocal beats
            beats += 1
            if beats == 200:  # 100 seconds of an officer's day
                single_instance.ask_to_leave(profile.state)

        yield wait

    process.warm()
    began = time.process_time()
    process.run(profile, "0.1.0", office)
    assert time.process_time() - began < 1


def test_a_helper_that_is_asked_to_leave_while_it_warms_up_imports_no_further(
    profile: Profile, caplog: pytest.LogCaptureFixture
) -> None:
    asked = partial(single_instance.asked_to_leave, profile.state)
    process.warm(("outcomes_xl.there_is_none",), asked)
    assert "outcomes_xl.there_is_none could not be imported" in caplog.text
    caplog.clear()
    with single_instance.only_one(profile.state, "0.1.0"):
        single_instance.ask_to_leave(profile.state)
        process.warm(("outcomes_xl.there_is_none",), asked)
    assert not caplog.text


def test_a_helper_in_each_session_and_all_are_asked_to_leave_by_name(profile: Profile) -> None:
    """Who is signed in twice has an Excel in each session, which only sees the helper of its own."""
    there = profile.state
    with single_instance.only_one(there, "0.1.0", "-7"):
        assert not single_instance.is_running(there)
        with single_instance.only_one(there, "0.1.0"):
            single_instance.ask_all_to_leave(there)
            assert single_instance.asked_to_leave(there)
        assert single_instance.runs_anywhere(there)
        with pytest.raises(single_instance.AlreadyRunning), single_instance.only_one(there, "0.1.0", "-7"):
            pass
        assert single_instance.file(there, single_instance.LEAVE, "-7").exists()
    assert not single_instance.runs_anywhere(there)

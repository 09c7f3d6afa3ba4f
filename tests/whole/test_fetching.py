"""The command fetch, as an officer meets it: two runs, Ctrl+C, another run at work, a folder of the profile."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from tests.online.serving import Asked, Reply, Server, serving
from tests.whole.conftest import outcomes_xl

TABLE = "Indicator ID,Area Code,Time period,Value\n90284,E09000024,2023/24,81.2\n"
SERVICES = ("EES", "EES_WEBSITE", "FINGERTIPS", "NOMIS", "LG_INFORM")


def here(server: Server, home: Path) -> dict[str, str]:
    addresses = {f"OUTCOMES_XL_{name}_ADDRESS": server.address for name in SERVICES}
    return {**addresses, "OUTCOMES_XL_HOME": str(home), "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}


@pytest.fixture
def server() -> Iterator[Server]:
    def answer(asked: Asked) -> Reply:
        if asked.headers.get("if-none-match") == '"1"':
            return Reply(304)
        return Reply(403) if "8162db7a" in asked.path else Reply.csv(TABLE, headers={"ETag": '"1"'}, zipped=True)

    with serving(answer) as running:
        yield running


def test_two_runs_into_the_profile_and_then_availability_finds_the_files(
    server: Server, tmp_path: Path, workbook: Path
) -> None:
    environment = here(server, tmp_path / "home")
    first = outcomes_xl("fetch", env=environment)
    assert first.code == 0, first.err
    lines = first.out.splitlines()
    assert lines[0].startswith("33 downloaded, 16 need you. Where to get what needs you: “Get these yourself.txt” in ")
    assert "- Department for Education: NEET at 16 and 17 by characteristics. " in first.out
    assert "does not give it to a program (403)." in first.out
    again = outcomes_xl("fetch", env=environment)
    assert again.out.startswith("0 downloaded, 33 not changed since, 16 need you.")
    preview = outcomes_xl("availability", workbook, "--preview", "--format", "json", env=environment)
    assert "Newer files of yours go before them." in preview.json["summary"]
    looked_in = outcomes_xl("availability", workbook, "--preview", "--sources", tmp_path / "nothing", env=environment)
    assert looked_in.code == 2


def test_ctrl_c_ends_it_in_a_sentence_and_the_next_run_goes_on(tmp_path: Path) -> None:
    slow = [True]

    def answer(asked: Asked) -> Reply:
        if slow[0] and "019afee5" in asked.path:
            time.sleep(30 if slow[0] else 0)
        return Reply.csv(TABLE, headers={"ETag": '"1"'})

    with serving(answer) as running:
        environment = {**os.environ, **here(running, tmp_path / "home")}
        words = [sys.executable, "-m", "outcomes_xl", "fetch", "--to", str(tmp_path / "files")]
        # A shell lets what it starts in the background ignore Ctrl+C, and so would all that is started from there.
        run = subprocess.Popen(
            words,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL) and None,
        )
        end = time.monotonic() + 90
        while not any("019afee5" in one.path for one in running.asked) and time.monotonic() < end:
            time.sleep(0.02)
        run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=90)
        assert (run.returncode, err) == (1, "")
        assert out.startswith("Stopped: 3 downloaded, 15 need you. 31 not reached; do it again to go on")
        slow[0] = False
        ran = outcomes_xl("fetch", "--to", tmp_path / "files", env=here(running, tmp_path / "home"))
    assert ran.out.startswith("31 downloaded, 3 ")


def test_a_second_run_beside_the_first_is_told_to_wait(server: Server, tmp_path: Path) -> None:
    with FileLock(tmp_path / ".fetching.lock"):
        ran = outcomes_xl("fetch", "--to", tmp_path, env=here(server, tmp_path / "home"))
    assert (ran.code, ran.out, server.asked) == (3, "", [])
    assert ran.err == f"Files are being fetched into {tmp_path} already. Wait until that is done.\n"


def test_settings_that_forbid_the_internet_forbid_the_command_too(server: Server, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.toml").write_text("internet = false\n")
    ran = outcomes_xl("fetch", env=here(server, home))
    assert (ran.code, server.asked) == (3, [])
    assert ran.err.startswith("Your settings forbid the internet (internet = false), so nothing was fetched.")


def test_the_list_shows_every_file_and_asks_nobody(server: Server, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.toml").write_text("[file_addresses]\nlait = 'https://example.org/lait.csv'\n")
    ran = outcomes_xl("fetch", "--list", env=here(server, home))
    assert (ran.code, server.asked) == (0, [])
    assert len(ran.out.splitlines()) == 49
    assert "https://example.org/lait.csv" in ran.out
    assert "needs you: https://www.gov.uk/government/statistics/local-authority-revenue" in ran.out

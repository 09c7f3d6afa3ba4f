"""Two jobs on one workbook: the second waits, or says who is at work. A killed one leaves nothing locked."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from outcomes_xl.hosts.files.job_lock import alone, lock_of
from outcomes_xl.model.cannot_use import WorkbookBusy

HOLDING = (
    "import sys, time; from pathlib import Path; from outcomes_xl.hosts.files.job_lock import alone\n"
    "with alone(Path(sys.argv[1]), 'Refresh mapping tabs'):\n"
    "    print('held', flush=True); time.sleep(float(sys.argv[2]))\n"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "Northbridge.xlsx"
    made.write_bytes(b"a workbook")
    return made


def holder(path: Path, seconds: float) -> subprocess.Popen[bytes]:
    child = subprocess.Popen([sys.executable, "-c", HOLDING, str(path), str(seconds)], stdout=subprocess.PIPE)
    assert child.stdout and child.stdout.readline() == b"held\n"
    child.stdout.close()
    return child


def test_a_mistyped_folder_is_not_made(tmp_path: Path) -> None:
    with alone(tmp_path / "demo" / "H2.xlsx", "Check"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_the_second_job_says_who_is_at_work(path: Path) -> None:
    child = holder(path, 20)
    try:
        said = r"Another job is at work on “Northbridge\.xlsx” \(Refresh mapping tabs"
        with pytest.raises(WorkbookBusy, match=said), alone(path, "Check", wait=0.2):
            pass
    finally:
        child.kill()
        child.wait()


def test_the_second_job_waits_for_the_first(path: Path) -> None:
    child, said = holder(path, 0.6), []
    with alone(path, "Check", said.append, wait=20):
        assert child.poll() is not None or child.wait(5) == 0
    assert said and said[0] == "Waiting for another job on Northbridge.xlsx"


def test_a_killed_job_leaves_no_lock(path: Path) -> None:
    child = holder(path, 20)
    child.send_signal(signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
    child.wait()
    with alone(path, "Check", wait=0):
        assert lock_of(path).exists()
    assert not lock_of(path).exists()


def test_many_at_once_go_one_by_one(path: Path) -> None:
    inside: list[int] = []
    most: list[int] = []

    def work() -> None:
        with alone(path, "Check", wait=30):
            inside.append(1)
            most.append(len(inside))
            time.sleep(0.005)
            inside.pop()

    threads = [threading.Thread(target=work) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 12


def test_what_a_killed_job_had_half_written_is_removed_once_it_is_old(path: Path) -> None:
    old, new = path.with_name(".outcomes-a.tmp"), path.with_name(".outcomes-b.tmp")
    for left in (old, new):
        left.write_bytes(b"half")
    os.utime(old, (time.time() - 7200, time.time() - 7200))
    with alone(path, "Check"):
        pass
    assert (old.exists(), new.exists()) == (False, True)


def test_where_no_lock_can_be_made_the_job_goes_on(path: Path) -> None:
    lock_of(path).mkdir()
    with alone(path, "Check", wait=0):
        assert path.exists()
    assert lock_of(path).is_dir()


@pytest.mark.skipif(sys.platform == "win32", reason="links there want rights of their own")
def test_a_lock_that_leads_elsewhere_writes_nothing_there(path: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("an officer's own")
    lock_of(path).symlink_to(mine)
    with alone(path, "Check", wait=0):
        pass
    assert mine.read_text() == "an officer's own"

"""Bad moments: killed while writing, two refreshes at once, a disk that is full. The workbook is whole each time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from outcomes_xl.hosts import files
from tests.release_ids import NEWEST
from tests.whole.conftest import outcomes_xl

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="forks and limits of Unix")

KILLING = """
import os, random, signal, sys, time
from datetime import datetime
from pathlib import Path
from outcomes_xl.hosts import files
from outcomes_xl.model import CellRef, Patch, SetCell

path, kills = Path(sys.argv[1]), int(sys.argv[2])
cell = CellRef("Services", 6, 8)
now = datetime(2026, 11, 22, 14, 5)

def write(after):
    before = files.read(path).value(cell)
    files.write(path, Patch.of([SetCell(cell, before, after, "a test")]), now)

def half_written():
    return list(path.parent.glob(".outcomes-*.tmp"))

def wait_for_a_half(child):
    while not half_written() and not os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT):
        time.sleep(0.0002)

at_first = files.read(path).value(cell)
started = time.monotonic(); write("one"); span = time.monotonic() - started
random.seed(4)
stood, ends, halves = {"one"}, set(), 0
for number in range(kills):
    child = os.fork()
    if not child:
        try:
            write("another" if "one" == files.read(path).value(cell) else "one")
        finally:
            os._exit(0)
    if number % 2:
        wait_for_a_half(child)
        time.sleep(random.uniform(0, span / 20))
    else:
        time.sleep(random.uniform(0, span))
    os.kill(child, signal.SIGKILL)
    finished = os.waitpid(child, 0)[1] == 0
    if not number % 2:  # the machine's pace decides how long to wait: about as many finish as are killed
        span = span / 1.2 if finished else span * 1.2
    stands = files.read(path).value(cell)
    assert stands in {"one", "another"}, (number, stands)
    stood.add(stands); ends.add("finished" if finished else "killed")
    for one in half_written():
        halves += 1; one.unlink()
for copy in path.parent.rglob("* (backup *"):
    assert files.read(copy).value(cell) in {"one", "another", at_first}
print(sorted(stood), sorted(ends), "some half written" if halves else "none half written")
"""


@UNIX
@pytest.mark.slow
@pytest.mark.parametrize("kills", [60, pytest.param(1_000, marks=[pytest.mark.fuzz, pytest.mark.timeout(1800)])])
def test_kills_during_a_write_leave_no_damaged_file(workbook: Path, kills: int) -> None:
    run = subprocess.run(
        [sys.executable, "-c", KILLING, str(workbook), str(kills)],
        capture_output=True,
        text=True,
        check=False,
        timeout=1800,
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() == "['another', 'one'] ['finished', 'killed'] some half written"


def test_two_refreshes_at_once_do_it_once(workbook: Path, laid_out: Path) -> None:
    words = [sys.executable, "-m", "outcomes_xl", "refresh", workbook.name, "--central", "central file.xlsx"]
    runs = [
        subprocess.Popen(
            words, cwd=laid_out, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
        )
        for _ in range(2)
    ]
    said = [run.communicate(timeout=120) for run in runs]
    assert [run.returncode for run in runs] == [0, 0], said
    assert sorted(out.splitlines()[0].split(":")[0] for out, _ in said) == [
        f"Already at release {NEWEST}",
        f"Now at release {NEWEST}",
    ]
    assert outcomes_xl("undo", workbook.name, cwd=laid_out).out.startswith("Took back Refresh mapping tabs")
    assert not list(laid_out.glob(".*lock"))


def on_a_small_disk(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command on a computer whose disk takes no file of more than 40,000 bytes."""
    import resource
    import signal

    def small_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))

    return subprocess.run(
        [sys.executable, "-B", "-m", "outcomes_xl", *words],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        preexec_fn=small_disk,
        check=False,
    )


@UNIX
def test_a_full_disk_leaves_the_workbook_as_it_was_and_nothing_half_written(workbook: Path, laid_out: Path) -> None:
    before, names = workbook.read_bytes(), sorted(laid_out.iterdir())
    run = on_a_small_disk("refresh", workbook.name, "--central", "central file.xlsx", cwd=laid_out)
    assert run.returncode == 3
    assert "could not be written" in run.stderr and "Check that there is room on the disk" in run.stderr
    assert workbook.read_bytes() == before
    assert sorted(laid_out.iterdir()) == names


@UNIX
def test_a_new_workbook_that_finds_no_room_is_not_half_there(tmp_path: Path) -> None:
    run = on_a_small_disk("new", "Merton.xlsx", "--borough", "Merton", cwd=tmp_path)
    assert run.returncode == 3
    assert "“Merton.xlsx” could not be written" in run.stderr and "room on the disk" in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_decisions_are_chosen_from_a_list_and_applied(workbook: Path, laid_out: Path) -> None:
    book = files.read(workbook)
    from datetime import datetime

    from outcomes_xl.jobs.read_workbook import read_borough
    from outcomes_xl.jobs.refresh.questions import THEIRS, questions
    from outcomes_xl.model import Patch, SetCell

    table = read_borough(book).tables["framework"]
    cell = table.cell(table.by("metric_id")["MET-010"], "metric")
    files.write(workbook, Patch.of([SetCell(cell, book.value(cell), "Our own words", "typed")]), datetime(2026, 11, 22))
    assert outcomes_xl("refresh", workbook.name, "--central", "central file.xlsx", cwd=laid_out).code == 0
    changes = read_borough(files.read(workbook)).tables["changes"]
    (asked,) = [one for one in questions(changes) if one.place[1:] == ("MET-010", "metric")]
    decided = SetCell(changes.cell(asked.row, "decision"), None, THEIRS, "an officer")
    files.write(workbook, Patch.of([decided]), datetime(2026, 11, 22))
    ran = outcomes_xl("decide", workbook.name, cwd=laid_out)
    assert ran.out.startswith("1 cell now says what the central file says.")
    assert files.read(workbook).value(cell) == book.value(cell)
    told = outcomes_xl("changed", workbook.name, cwd=laid_out)
    assert told.out.startswith("Apply decisions, run 2, ")
    assert outcomes_xl("undo", workbook.name, cwd=laid_out).code == 0
    assert files.read(workbook).value(cell) == "Our own words"

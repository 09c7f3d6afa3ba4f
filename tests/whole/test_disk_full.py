"""A disk or a name without room, a link to nowhere: a sentence, the workbook as it was, nothing left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.hosts.files.job_lock import alone, lock_of
from outcomes_xl.model import CellRef, Patch, SetCell
from outcomes_xl.model.cannot_use import CannotUse
from tests.built import borough_workbook
from tests.hosts.made import everything

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits and names in bytes are a Unix thing")

NOW = datetime(2026, 11, 28, 14, 5)
PATCH = Patch.of([SetCell(CellRef("Lists", 6, 1), None, "typed", "a test")])


def run(folder: Path, most: int, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the tool where no file may be longer than so many bytes: so a full disk looks to a program."""
    import resource
    import signal

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    command = [sys.executable, "-m", "outcomes_xl", *words]
    return subprocess.run(command, preexec_fn=limit, capture_output=True, text=True, cwd=folder, timeout=120)


@pytest.mark.parametrize(
    "most", [0, 5, 4_096, 100_000], ids=["not a byte", "not the lock", "not the log", "not the workbook"]
)
def test_a_full_disk_is_said_and_nothing_is_left_behind(tmp_path: Path, most: int) -> None:
    path = tmp_path / "w.xlsx"
    path.write_bytes(borough_workbook(load_framework()))
    before = path.read_bytes()
    found = run(tmp_path, most, "check", "w.xlsx")
    assert found.returncode == 3
    assert "could not be written (File too large); it is as it was. Check that there is room" in found.stderr
    assert "Traceback" not in found.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["w.xlsx"]
    assert path.read_bytes() == before


def test_a_new_workbook_is_whole_or_not_there(tmp_path: Path) -> None:
    found = run(tmp_path, 10_000, "new", "n.xlsx", "--borough", "Merton")
    assert found.returncode == 3
    assert "could not be written (File too large)" in found.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_mistake_of_ours_on_a_full_disk_shows_no_traceback(tmp_path: Path) -> None:
    code = (
        "from outcomes_xl.cli.terminal import plainly\n"
        "import resource, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))\n"
        "with plainly():\n    {}['a mistake of ours']\n"
    )
    found = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        timeout=60,
    )
    assert (
        "Something went wrong on our side, and nothing was saved. What happened could not be written down"
        in found.stderr
    )
    assert "KeyError: 'a mistake of ours'" in found.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full is Linux's")
@pytest.mark.parametrize("shown_as", ["text", "json"])
def test_a_result_that_cannot_be_shown_is_said(tmp_path: Path, shown_as: str) -> None:
    (tmp_path / "w.xlsx").write_bytes(borough_workbook(load_framework()))
    with Path("/dev/full").open("w") as full:
        found = subprocess.run(
            [sys.executable, "-m", "outcomes_xl", "check", "w.xlsx", "--preview", "--format", shown_as],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            cwd=tmp_path,
            timeout=120,
        )
    assert (found.returncode, "Traceback" in found.stderr, "Exception ignored" in found.stderr) == (3, False, False)
    assert "could not be written (No space left on device)" in found.stderr


@pytest.mark.parametrize("name", ["n" * 250 + ".xlsx", "é" * 124 + "ab.xlsx"])
def test_a_workbook_with_the_longest_name_there_is_is_written_and_backed_up(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(everything())
    with alone(path, "a test"):
        assert lock_of(path).exists()
        written = files.write(path, PATCH, NOW)
    assert written.backup is not None
    assert written.backup.read_bytes() == everything()
    assert files.read(path).value(CellRef("Lists", 6, 1)) == "typed"
    assert len(list(tmp_path.iterdir())) == 2
    for minute in range(10):
        back = Patch.of([SetCell(CellRef("Lists", 6, 1), files.read(path).value(CellRef("Lists", 6, 1)), minute, "t")])
        files.write(path, back, NOW.replace(minute=10 + minute))
    assert len(list(tmp_path.iterdir())) == 2
    assert len(list(written.backup.parent.iterdir())) == 11  # ten copies, and what is said about them


def test_a_link_that_leads_to_itself_is_said(tmp_path: Path) -> None:
    link = tmp_path / "loop.xlsx"
    link.symlink_to(link)
    with pytest.raises(CannotUse, match=r"link|cannot be read|no file"):
        files.read(link)
    with pytest.raises(CannotUse, match="link"), alone(link, "a test"):
        pass
    with pytest.raises(CannotUse):
        files.write(link, PATCH, NOW)
    other = tmp_path / "nowhere.xlsx"
    other.symlink_to(tmp_path / "not there.xlsx")
    with pytest.raises(CannotUse):
        files.write(other, PATCH, NOW)

"""Files made to hurt: each gets a plain answer within a second and 256 MiB, whatever it claims to hold."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from outcomes_xl.hosts import files
from outcomes_xl.model.cannot_use import CannotUse
from tests.hostile import FILES, HARMLESS
from tests.hosts import raw

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits on a child process are a Unix thing")

# A fresh process with 256 MiB beyond what the interpreter takes, and a few seconds of work. The answer comes as JSON.
_CHILD = """
import json, resource, sys, time
from outcomes_xl.hosts import files
from outcomes_xl.model.cannot_use import CannotUse
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
started = time.process_time()
try:
    book = files.read(sys.argv[1])
    said = f"read {sum(len(sheet.rows) for sheet in book.sheets.values())} rows"
except CannotUse as trouble:
    said = f"{type(trouble).__name__}: {trouble}"
used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(json.dumps({"said": said, "seconds": time.process_time() - started, "mebibytes": used / 1024}))
"""


@pytest.fixture(scope="module")
def hostile_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("hostile")
    yield folder
    for path in folder.iterdir():
        path.unlink()


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_gets_a_plain_answer(name: str, hostile_files: Path) -> None:
    path = hostile_files / "Easthaven.xlsx"
    path.write_bytes(FILES[name]())
    child = subprocess.run([sys.executable, "-c", _CHILD, str(path)], capture_output=True, text=True, timeout=60)
    assert child.returncode == 0, child.stderr
    answer = json.loads(child.stdout)
    if name in HARMLESS:
        assert answer["said"].startswith("read ")
    else:
        assert answer["said"].startswith(("NotAWorkbook: ", "UnsafeWorkbook: "))
        assert "Easthaven.xlsx" in answer["said"] or "Sheet1" in answer["said"]
    # A second is the promise on a machine to itself; ours share theirs with other tests.
    assert answer["seconds"] < 3
    assert answer["mebibytes"] < 256


def test_a_workbook_cut_at_any_byte_is_refused_in_words() -> None:
    data = raw.cell('<c r="A1"><v>1</v></c>', strings="<si><t>x</t></si>")
    for length in range(len(data)):
        with pytest.raises(CannotUse):
            files.read_bytes(data[:length], "Millwick.xlsx")


def test_a_workbook_with_any_byte_changed_is_read_or_refused_in_words() -> None:
    data = raw.cell('<c r="A1"><v>1</v></c>', strings="<si><t>x</t></si>")
    for place in range(len(data)):
        for bit in (1, 0x80):
            changed = data[:place] + bytes([data[place] ^ bit]) + data[place + 1 :]
            try:
                files.read_bytes(changed, "Millwick.xlsx")
            except CannotUse as trouble:
                assert str(trouble).endswith(".")

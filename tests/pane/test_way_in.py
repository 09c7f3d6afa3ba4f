"""How our code gets into the pane: whole and ours, or not at all; and what of the package is in it."""

from __future__ import annotations

import asyncio
import hashlib
import io
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

import outcomes_xl.lite
from outcomes_xl.framework import load_framework
from outcomes_xl.lite import pane_needs
from outcomes_xl.lite.code_from import CodeFrom
from outcomes_xl.lite.packages import AT_ONCE
from outcomes_xl.lite.pane_needs import central_for
from outcomes_xl.lite.pane_start import from_an_imported_file, from_the_index, from_this_workbook
from outcomes_xl.lite.pane_wheel import pane_wheel, runs_in_a_pane, wheel_name
from outcomes_xl.lite.scripts import main_py
from outcomes_xl.lite.way_in import WayIn, way_in
from outcomes_xl.model import Book
from outcomes_xl.model.cannot_use import CannotUse
from tests.built import central_workbook
from tests.test_house import OURS, SRC, at_once

MAIN = '''"""# The pane's first words

What to do next.
"""

from __future__ import annotations

import outcomes_xl
from outcomes_xl.framework import load_framework
from outcomes_xl.sources.published.shipped import shipped_figures

print(outcomes_xl.__file__)
print(len(load_framework().metrics), len(list(shipped_figures().glob("*.csv"))))
'''


def alone(text: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a main.py with a Python that has nothing installed, as the pane's has nothing of ours."""
    (folder / "main.py").write_text(text, encoding="utf-8")
    words = [sys.executable, "-I", "-S", "main.py"]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, env={"TMPDIR": str(folder)}, check=False)


def test_the_code_inside_a_workbook_is_found_and_brings_its_data(tmp_path: Path) -> None:
    text = way_in(CodeFrom.INSIDE, MAIN).main
    assert text.startswith(MAIN[: MAIN.index("import outcomes_xl")].rstrip())
    assert max(map(len, text.splitlines())) <= 120
    ran = alone(text, tmp_path)
    assert ran.returncode == 0, ran.stderr
    where, counts = ran.stdout.splitlines()
    assert Path(where).is_relative_to(tmp_path)
    metrics, files = map(int, counts.split())
    assert metrics > 90
    assert files == len(list((SRC / "data" / "published").glob("*.csv")))


def test_whoever_looks_at_the_code_of_a_workbook_reads_the_buttons_first() -> None:
    text = way_in(CodeFrom.INSIDE, main_py()).main
    assert text.startswith(main_py()[: main_py().index("try:\n    from outcomes_udfs")])
    assert (
        text.index("def from_this_workbook") < text.index("not_loaded = ") < text.index("from outcomes_udfs import *")
    )


def told_by(code: WayIn, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what the first button says of a pane into which nothing has come."""
    monkeypatch.setitem(sys.modules, "outcomes_xl.lite.pane", None)
    monkeypatch.delattr(outcomes_xl.lite, "pane", raising=False)  # where LibreOffice's way of importing looks as well
    main = ModuleType("main")
    text = code.main.replace(code.digest, "0" * 64) if code.digest else code.main
    exec(compile(text, "main.py", "exec"), main.__dict__)
    said: list[str] = []
    book = SimpleNamespace(app=SimpleNamespace(alert=lambda sentence, *_: said.append(sentence)))
    asyncio.run(main.check(book))
    return said[0]


def test_what_is_missing_is_said_by_the_first_button_and_what_was_changed_on_the_way_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert told_by(way_in(CodeFrom.INSIDE, main_py()), tmp_path, monkeypatch) == (
        "The Outcomes code in this workbook is not whole. Nothing of it was run. Ask whoever made the workbook to run "
        "outcomes-xl lite on it again."
    )
    assert told_by(way_in(CodeFrom.BESIDE, main_py()), tmp_path, monkeypatch) == (
        f"The file {wheel_name()} is not in the pane yet. It lies beside the workbook it was made for. Open the pane's "
        "menu, Files, Import/Export, and drop it there; then choose Restart in the menu. Nothing was done."
    )
    assert from_this_workbook("cut short", "0" * 64).startswith("The Outcomes code in this workbook is not whole.")
    assert not [*tmp_path.iterdir()]


def test_of_files_beside_only_the_one_that_belongs_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = way_in(CodeFrom.BESIDE, MAIN)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / wheel_name()).write_bytes(b"another")
    refused = from_an_imported_file(wheel_name(), code.digest, str(tmp_path))
    assert refused.startswith(f"The file {wheel_name()} is not the one that belongs to this workbook. Nothing of it")
    (tmp_path / "mine" / wheel_name()).write_bytes(code.wheel)
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert from_an_imported_file(wheel_name(), code.digest, str(tmp_path)) == ""
    assert (Path(sys.path[0]) / "outcomes_xl" / "data" / "rules.toml").is_file()


def test_a_package_of_the_index_is_asked_for_by_its_name_and_version(monkeypatch: pytest.MonkeyPatch) -> None:
    code = way_in(CodeFrom.INDEX, MAIN)
    assert code.requirements.splitlines()[-1] == "outcomes_xl_lite==0.1.0"
    assert from_the_index("outcomes_xl_lite==0.1.0") == ""
    monkeypatch.setitem(from_the_index.__globals__, "find_spec", lambda _: None)  # whoever has imported it anew
    assert from_the_index("outcomes_xl_lite==0.1.0").startswith("The package outcomes_xl_lite==0.1.0 was not installed")


def test_the_wheel_is_one_that_an_installer_takes_and_always_the_same() -> None:
    wheel = pane_wheel()
    pane_wheel.cache_clear()
    assert hashlib.sha256(pane_wheel()).digest() == hashlib.sha256(wheel).digest()
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        names = archive.namelist()
        (record,) = [name for name in names if name.endswith("/RECORD")]
        assert [line.split(",")[0] for line in archive.read(record).decode().splitlines()] == names
        about = archive.read(record.replace("RECORD", "METADATA")).decode()
        assert [line for line in about.splitlines() if line.startswith("Requires-Dist")] == [
            f"Requires-Dist: {one}" for one in AT_ONCE
        ]
        assert {"LICENSE", "LICENCES-DATA.md"} <= {name.rpartition("/")[2] for name in names}
        assert {"outcomes_xl/data/published/ORIGIN.md", "outcomes_udfs.py"} <= {*names}
    assert len(wheel) < 2_200_000


def test_whatever_is_in_the_wheel_can_be_imported_there() -> None:
    """What a module imports as it is imported itself is there too; what stays out is asked for in functions only."""
    there = {name for name, path in OURS.items() if runs_in_a_pane(path.relative_to(SRC).as_posix())}
    assert {"outcomes_xl.lite.pane", "outcomes_xl.jobs.check"} <= there
    missing = {name: gone for name in there if (gone := at_once(OURS[name]) - there)}
    assert not missing


def test_a_central_file_that_was_imported_into_the_pane_is_taken_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pane_needs, "IMPORTED", tmp_path)
    (tmp_path / "Central file.xlsx").write_bytes(central_workbook(load_framework()))
    nothing: Any = None
    got = asyncio.run(central_for(nothing, nothing, {"central_file": " central file.xlsx "}, print))
    assert isinstance(got.value, Book)
    assert got.value.name == "Central file.xlsx"
    with pytest.raises(CannotUse, match="is no file in the pane, and no address that begins https://"):
        asyncio.run(central_for(nothing, nothing, {"central_file": "other.xlsx"}, print))

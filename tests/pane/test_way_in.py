"""How our code gets into the pane: whole and ours, or not at all; and what of the package is in it."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from outcomes_xl.lite.packages import AT_ONCE
from outcomes_xl.lite.pane_start import from_an_imported_file, from_this_workbook
from outcomes_xl.lite.pane_wheel import LEFT_OUT, pane_wheel, wheel_name
from outcomes_xl.lite.way_in import way_in
from outcomes_xl.lite.ways import Way
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
    text = way_in(Way.INSIDE, MAIN).main
    assert text.startswith(MAIN[: MAIN.index("import outcomes_xl")].rstrip())
    assert max(map(len, text.splitlines())) <= 120
    ran = alone(text, tmp_path)
    assert ran.returncode == 0, ran.stderr
    where, counts = ran.stdout.splitlines()
    assert Path(where).is_relative_to(tmp_path)
    metrics, files = map(int, counts.split())
    assert metrics > 300
    assert files == len(list((SRC / "data" / "published").glob("*.csv")))


def test_code_that_was_changed_on_the_way_is_not_run(tmp_path: Path) -> None:
    text = way_in(Way.INSIDE, MAIN).main
    digest = text[text.rindex('""", "') + 6 :].split('"')[0]
    ran = alone(text.replace(digest, "0" * 64), tmp_path)
    assert ran.returncode
    assert ran.stdout == (
        "The Outcomes code in this workbook is not whole. Nothing of it was run. Run outcomes-xl lite on the workbook "
        "again.\n"
    )
    assert not [*tmp_path.glob("outcomes_xl-*")]


def test_a_file_beside_is_asked_for_and_only_the_one_that_belongs_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = way_in(Way.BESIDE, MAIN)
    assert f'from_an_imported_file("{wheel_name()}", "{code.digest}")' in code.main
    ran = alone(code.main, tmp_path)
    assert ran.returncode
    assert ran.stdout == (
        f"The file {wheel_name()} is not in the pane yet. It lies beside the workbook it was made for. Open the pane's "
        "menu, Files, Import/Export, and drop it there; then choose Restart in the menu.\n"
    )
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / wheel_name()).write_bytes(b"another")
    with pytest.raises(ImportError, match="is not the one that belongs to this workbook"):
        from_an_imported_file(wheel_name(), code.digest, str(tmp_path))
    (tmp_path / "mine" / wheel_name()).write_bytes(code.wheel)
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    from_an_imported_file(wheel_name(), code.digest, str(tmp_path))
    assert (Path(sys.path[0]) / "outcomes_xl" / "data" / "rules.toml").is_file()


def test_a_package_the_index_has_not_is_told_in_words(tmp_path: Path) -> None:
    code = way_in(Way.INDEX, MAIN)
    assert code.requirements.splitlines()[-1] == "outcomes_xl_lite==0.1.0"
    ran = alone(code.main, tmp_path)
    assert ran.stdout.startswith(
        "The package outcomes_xl_lite==0.1.0 could not be installed: the package index has none"
    )


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
        assert "outcomes_xl/data/published/ORIGIN.md" in names
    assert len(wheel) < 2_000_000


def test_whatever_is_in_the_wheel_can_be_imported_there() -> None:
    """What a module imports as it is imported itself is there too; what stays out is asked for in functions only."""
    there = {
        name
        for name, path in OURS.items()
        if not any(path.relative_to(SRC).as_posix().startswith(f"{one}/") for one in LEFT_OUT)
    }
    missing = {name: gone for name in there if (gone := at_once(OURS[name]) - there)}
    assert not missing


def test_half_a_text_is_no_code() -> None:
    with pytest.raises(Exception):  # noqa: B017 - whatever it is, nothing is run
        from_this_workbook("QlpoOTFBWSZTWQ==", "0" * 64)

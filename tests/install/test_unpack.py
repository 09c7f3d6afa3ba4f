"""The folder that IT hands out, unpacked: what is left out, and what would be in the way."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from outcomes_xl.install.manifest import sha256
from outcomes_xl.install.unpack import unpack
from outcomes_xl.model.cannot_use import CannotUse


def a_house(folder: Path, *names: str, pin: str = "") -> Path:
    """A folder with one package of these files."""
    folder.mkdir()
    wheel = folder / "some_thing-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in names:
            archive.writestr(name, name)
    pin = (
        pin or f"some.thing==1.0 \\\n    --hash=sha256:{'0' * 64} \\\n    --hash=sha256:{sha256(wheel.read_bytes())}\n"
    )
    (folder / "requirements.txt").write_text(pin)
    return folder


def unpacked(house: Path) -> list[str]:
    site = house.parent / "site"
    unpack(house, house / "requirements.txt", site)
    return sorted(one.relative_to(site).as_posix() for one in site.rglob("*") if one.is_file())


def test_packages_own_tests_headers_and_commands_are_left_out(tmp_path: Path) -> None:
    house = a_house(
        tmp_path / "house",
        *("a/__init__.py", "a/latest/b.py", "a/testing/c.py", "some_thing-1.0.dist-info/METADATA"),
        *("a/tests/test_a.py", "tests/x.py", "a/test/y.py", "a/a.h", "a/b.pyi", "a/c.lib"),
        *("some_thing-1.0.data/scripts/a.exe", "some_thing-1.0.data/data/a.dll", "some_thing-1.0.data/purelib/d.py"),
    )
    assert unpacked(house) == [
        *("a/__init__.py", "a/latest/b.py", "a/testing/c.py", "d.py", "some_thing-1.0.dist-info/METADATA")
    ]


@pytest.mark.parametrize("name", ["../outside.py", "/outside.py", "a/../../outside.py"])
def test_nothing_is_written_outside_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(CannotUse, match="would write outside its folder"):
        unpacked(a_house(tmp_path / "house", name))
    assert not (tmp_path / "outside.py").exists()


def test_a_package_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotUse, match=r"The package other 2\.0 is not in .*house\. Copy the whole folder"):
        unpacked(a_house(tmp_path / "house", "a.py", pin=f"other==2.0 --hash=sha256:{'0' * 64}\n"))


def test_without_a_hash_nothing_is_unpacked(tmp_path: Path) -> None:
    with pytest.raises(CannotUse, match="its hash is another"):
        unpacked(a_house(tmp_path / "house", "a.py", pin="some-thing==1.0\n"))

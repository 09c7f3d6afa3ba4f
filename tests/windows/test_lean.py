"""What IT's folder comes to on an officer's machine: size, files, longest path. No Wine is needed to look."""

from __future__ import annotations

from pathlib import Path

import pytest

from outcomes_xl.install.unpack import unpack
from tests.windows.wine import handed_out

pytestmark = [pytest.mark.windows, pytest.mark.xdist_group("windows"), pytest.mark.timeout(900)]
COMPILED = len("__pycache__/") + len(".cpython-311") + 1
"""How much longer the path of a module is as Python keeps it compiled beside it."""


def test_an_officers_machine_gets_less_than_300_mb_and_no_long_path(collected: Path, tmp_path: Path) -> None:
    house, site = tmp_path / "house", tmp_path / "site"
    house.mkdir()
    unpack(house, handed_out(collected / "house", house), site)
    files = {one.relative_to(site).as_posix(): one.stat().st_size for one in site.rglob("*") if one.is_file()}
    modules = {name: size for name, size in files.items() if name.endswith(".py")}
    longest = max(files, key=len)
    print(f"{sum(files.values()) / 1e6:.0f} MB in {len(files):,} files; the longest path has {len(longest)}: {longest}")
    # Once all is used, each module is there compiled too, which takes about as much again.
    most = sum(files.values()) + sum(modules.values())
    print(f"with every module compiled {most / 1e6:.0f} MB in {len(files) + len(modules):,} files")
    assert most < 300e6
    assert len(files) + len(modules) < 9_000
    assert len(longest) <= 120
    assert max(map(len, modules)) + COMPILED <= 120

"""One file of a folder that is damaged, no file at all, or has a quotation mark too many: named, others read."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.sources.making import ees, ees_file, evidence, framework, looked, save


def test_a_zip_file_damaged_in_the_middle_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "bad.zip", "w", ZIP_DEFLATED) as package:
        package.writestr("inside.csv", ees_file("2025,31") * 3)
    data = bytearray((tmp_path / "bad.zip").read_bytes())
    data[45:60] = b"\xff" * 15
    (tmp_path / "bad.zip").write_bytes(data)
    save(tmp_path, "rates.csv", ees_file("2025,31"))
    assert [one.name for one in looked(tmp_path, framework(ees())).troubles] == ["bad.zip/inside.csv"]
    assert evidence(tmp_path, ees()).figure == 31


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_named_pipe_is_named_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    save(tmp_path, "rates.csv", ees_file("2025,31"))
    assert [one.name for one in looked(tmp_path, framework(ees())).troubles] == ["pipe.csv"]
    assert evidence(tmp_path, ees()).figure == 31


@pytest.mark.parametrize("encoding", ["utf-32", "utf-16"])
def test_a_file_with_a_mark_is_read_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    save(tmp_path, "rates.csv", ees_file("2025,31"), encoding)
    assert evidence(tmp_path, ees()).figure == 31


def test_a_quotation_mark_never_closed_in_a_long_table_is_told_of_at_once(tmp_path: Path) -> None:
    head = 'Short Desc,Years,LA and Regions,Values,Note\nLAC,2024,England,67,rise of 5" only\n'
    save(tmp_path, "long.csv", head + "LAC,2023,Merton,31,\n" * 200_000)
    began = time.monotonic()
    (trouble,) = looked(tmp_path, framework(ees())).troubles
    assert '“LAC,2024,England,67,rise of 5" only”' in trouble.what
    assert time.monotonic() - began < 5

"""Where a local file is: no link, shortcut or device leads out of the folder of extracts, or keeps anybody waiting."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import duckdb
import pytest

from outcomes_xl.sources import Found
from outcomes_xl.sources.local.source_limits import limits
from tests.sources.local.desk import csv_file, evidence, looked, source

ONE = "| borough | year | rate |\n| E09000098 | 2024/25 | 9 |"
OTHER = "| borough | year | rate |\n| E09000098 | 2024/25 | 66.6 |"
FOLDER = source("extracts", "Folder of extracts")


def test_a_link_inside_a_folder_of_extracts_leads_nowhere_outside_it(tmp_path: Path) -> None:
    inside = csv_file(tmp_path, "beside/extracts/1.csv", ONE)
    secret = csv_file(tmp_path, "beside/elsewhere/secret.csv", OTHER)
    (inside.parent / "2.csv").symlink_to(secret)
    (inside.parent / "3.csv").symlink_to(tmp_path / "nowhere.csv")
    (inside.parent / "4.csv").symlink_to(inside.parent / "4.csv")
    (inside.parent / "5.csv").symlink_to(tmp_path)
    (inside.parent / "6.csv").symlink_to(inside)
    home = looked(tmp_path / "beside", FOLDER)
    assert home.by_metric["MET-001"].figure == 9
    said = [(one.name, one.what) for one in home.troubles]
    assert said == [(f"extracts, {n}.csv", "It is a link to somewhere else.") for n in (2, 3, 4, 5)]


def test_a_folder_that_is_a_link_and_a_link_to_itself_are_not_followed(tmp_path: Path) -> None:
    csv_file(tmp_path, "elsewhere/1.csv", OTHER)
    beside = tmp_path / "beside"
    beside.mkdir()
    (beside / "extracts").symlink_to(tmp_path / "elsewhere")
    (beside / "loop.csv").symlink_to(beside / "loop.csv")
    home = looked(beside, FOLDER, source("extracts/1.csv"), source("loop.csv"))
    assert [one.what for one in home.troubles] == ["It is a link to somewhere else."] * 3


SHORTCUTS = {
    "gld.csv.lnk": b"L\0\0\0\x01\x14\x02\0\0\0\0\0" + bytes(64),
    "shortcut.csv": b"L\0\0\0\x01\x14\x02\0\0\0\0\0" + bytes(64),
    "address.csv": b"[InternetShortcut]\r\nURL=file://server/share/secret.csv\r\n",
    "gld.url": b"\xef\xbb\xbf[InternetShortcut]\r\nURL=file://server/share/secret.csv\r\n",
    "alias.csv": b"book\0\0\0\0mark\0\0\0\0" + bytes(64),
    "linux.csv": b"[Desktop Entry]\nType=Link\nURL=file:///etc/hostname\n",
}


@pytest.mark.parametrize("name", SHORTCUTS)
def test_a_shortcut_is_told_and_not_followed(tmp_path: Path, name: str) -> None:
    csv_file(tmp_path, "extracts/1.csv", ONE)
    for folder in (tmp_path, tmp_path / "extracts"):
        (folder / name).write_bytes(SHORTCUTS[name])
    home = looked(tmp_path, source(name), FOLDER)
    assert [one.what for one in home.troubles] == ["It is a shortcut, which is not followed."] * 2
    assert home.by_metric["MET-001"].figure == 9


def test_a_shortcut_whose_ending_is_hidden_is_named(tmp_path: Path) -> None:
    (tmp_path / "gld.csv.lnk").write_bytes(SHORTCUTS["gld.csv.lnk"])
    (trouble,) = looked(tmp_path, source("gld.csv")).troubles
    assert trouble.next_step == "There is a shortcut of that name, which is not followed. Put the file itself there."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes in folders")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "r.csv")
    (trouble,) = looked(tmp_path, source("r.csv")).troubles
    assert trouble.what == "It is not a file that can be read."


def test_a_folder_called_like_a_partition_adds_no_column(tmp_path: Path) -> None:
    csv_file(tmp_path, "year=2024/upn=1/r.csv", ONE)
    duckdb.sql("select 'E09000098' borough, '2024/25' as year, 9 rate").write_parquet(
        str(tmp_path / "year=2024" / "upn=1" / "r.parquet")
    )
    rows = source("year=2024/upn=1/r.csv"), source("year=2024/upn=1/r.parquet", "Parquet file")
    home = looked(tmp_path, *rows)
    assert (home.by_metric["MET-001"].figure, home.troubles) == (9, ())


# What is packed ------------------------------------------------------------------------------------------------------


def test_a_packed_file_that_is_cut_short_is_said_in_words(tmp_path: Path) -> None:
    whole = gzip.compress(b"borough,year,rate\n" + b"E09000098,2024/25,9\n" * 1_000)
    (tmp_path / "r.csv.gz").write_bytes(whole[: len(whole) // 2])
    (trouble,) = looked(tmp_path, source("r.csv.gz")).troubles
    assert "our side" not in trouble.what


def test_a_packed_file_that_unpacks_to_too_much_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits()["files"], "largest_unpacked", 1_000_000)  # type: ignore[index]
    rows = "E09000098,2024/25,9,Ren\xe9e\n" * 100_000
    (tmp_path / "r.csv.gz").write_bytes(gzip.compress(("borough,year,rate,note\n" + rows).encode("windows-1252")))
    csv_file(tmp_path, "s.csv", ONE)
    home = looked(tmp_path, source("r.csv.gz"), source("s.csv"))
    assert [one.what for one in home.troubles] == ["It unpacks to far more than a table of data should hold."]
    assert home.by_metric["MET-001"].figure == 9


def test_a_quotation_mark_that_is_never_closed_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text('borough,year,"rate' + "x" * 200_000)
    found = looked(tmp_path, source("r.csv"))
    assert found.by_metric["MET-001"].found is Found.UNREADABLE
    assert [one.what for one in found.troubles] == ["It breaks off in the middle or is damaged."]
    assert evidence(tmp_path, source("r.csv")).line == "Local source r.csv: it breaks off in the middle or is damaged."

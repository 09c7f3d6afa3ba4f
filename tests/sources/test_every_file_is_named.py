"""Every file of a folder is read, or named with what it looks like and what to do; also inside zip files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from outcomes_xl.sources.published import open_files
from tests.sources.making import ees, ees_file, evidence, framework, looked, save


def packed(members: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return made.getvalue()


def told(folder: Path) -> Mapping[str, tuple[str, str]]:
    """What is said of each file that was not read: what it looks like, and what to do."""
    look = looked(folder, framework(ees()))
    strange = {one.name: (one.looks_like, one.next_step) for one in look.files if not one.recognised_as}
    return strange | {one.name: (one.what, one.next_step) for one in look.troubles}


# Zip files in zip files --------------------------------------------------------------------------------------------


def test_a_zip_file_inside_a_zip_file_is_read_and_the_newest_figure_wins(tmp_path: Path) -> None:
    inner = packed({"data/new.csv": ees_file("2025,31", "2024,30")})
    (tmp_path / "release.zip").write_bytes(packed({"old.csv": ees_file("2024,30"), "2025.zip": inner}))
    found = evidence(tmp_path, ees())
    assert (found.figure, found.period) == (31, "31 March 2025")
    assert "release.zip/2025.zip/data/new.csv" in found.line


def test_a_zip_file_two_levels_down_is_named_and_told_how_to_reach(tmp_path: Path) -> None:
    deep = packed({"middle.zip": packed({"inner.zip": packed({"a.csv": ees_file("2025,31")})})})
    (tmp_path / "outer.zip").write_bytes(deep)
    assert told(tmp_path)["outer.zip/middle.zip/inner.zip"] == (
        "It is a zip file, inside a zip file, inside a zip file: that far in nothing is read.",
        "Unpack middle.zip and put what is in it here.",
    )


def test_a_damaged_zip_file_inside_a_zip_file_leaves_the_rest_of_it_readable(tmp_path: Path) -> None:
    (tmp_path / "release.zip").write_bytes(packed({"bad.zip": b"PK rubbish", "good.csv": ees_file("2025,31")}))
    assert evidence(tmp_path, ees()).figure == 31
    assert told(tmp_path)["release.zip/bad.zip"][1] == "Download it again."


def test_zip_files_inside_that_would_fill_the_memory_are_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_files, "_LARGEST_INNER", 1000)
    (tmp_path / "bomb.zip").write_bytes(packed({"inner.zip": b"\0" * 1001}))
    assert told(tmp_path)["bomb.zip"][0] == "It is a zip file that holds too much to look through."


def test_what_a_zip_file_holds_beside_tables_is_named(tmp_path: Path) -> None:
    (tmp_path / "release.zip").write_bytes(
        packed({"a.csv": ees_file("2025,31"), "b.json": "{}", "__MACOSX/c.pdf": "%PDF"})
    )
    assert list(told(tmp_path)) == ["release.zip/b.json"]


# Other endings, and none -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "what", "then"),
    [
        ("rates.csv.crdownload", b"a,b\n1,2\n", "download that has not finished", "delete it and download"),
        ("rates.csv.part", b"a,b\n1,2\n", "download that has not finished", "delete it and download"),
        ("rates.tmp", b"a,b\n1,2\n", "download that has not finished", "delete it and download"),
        ("rates", b"a,b\n1,2\n", "looks like a table as text", "the ending .csv"),
        ("rates.data", "a;b\n1;2\n".encode("utf-16"), "looks like a table as text", "the ending .csv"),
        ("rates.json", b"[1]", "data laid out for programs", "as CSV or as a workbook"),
        ("rates.parquet", b"PAR1", "statistical programs", "save it as CSV"),
        ("rates.numbers", b"PK\3\4", "Apple's Numbers", "export it"),
        ("rates.7z", b"7z", "packed in a way", "Unpack it"),
        ("rates.csv.bz2", b"BZh9", "packed in a way", "Unpack it"),
        ("rates.pdf", b"%PDF-1.4", "PDF", "as CSV or as a workbook"),
        ("table", b"%PDF-1.4", "PDF", "as CSV or as a workbook"),
        ("workbook", b"PK\3\4rest", "looks like a workbook or a zip file", ".xlsx"),
        ("page", b"<html>", "looks like a web page", "download the table from there"),
        ("rates.html", b"<html>", "web page", "download the table from there"),
        ("rates.url", b"[InternetShortcut]", "shortcut", "Put the file itself"),
        ("nothing", b"", "It is empty", "Download it again"),
        ("rates.xyz", b"\0\1\2\3", "a kind of file this tool does not know", "as CSV or as a workbook"),
    ],
)
def test_a_file_of_another_ending_is_named(tmp_path: Path, name: str, data: bytes, what: str, then: str) -> None:
    save(tmp_path, "good.csv", ees_file("2025,31"))
    (tmp_path / name).write_bytes(data)
    said = told(tmp_path)
    assert list(said) == [name]
    assert what in said[name][0]
    assert then in said[name][1]


@pytest.mark.parametrize(
    "name", ["desktop.ini", "Thumbs.db", ".DS_Store", "~$rates.xlsx", ".fetching.lock", "Get these yourself.txt"]
)
def test_what_computers_and_this_tool_keep_for_themselves_is_not_named(tmp_path: Path, name: str) -> None:
    save(tmp_path, "good.csv", ees_file("2025,31"))
    (tmp_path / name).write_bytes(b"rubbish")
    assert not told(tmp_path)


def test_a_folder_too_deep_inside_others_is_named(tmp_path: Path) -> None:
    deep = tmp_path / "1/2/3/4/5"
    deep.mkdir(parents=True)
    save(deep, "good.csv", ees_file("2025,31"))
    assert told(tmp_path) == {
        "1/2/3/4/5": ("It is a folder inside too many others, and was not looked in.", "Move its files further up.")
    }

"""One way to write a file: whole or not at all, with the rights it should have, and nothing left beside it."""

from __future__ import annotations

import ast
import os
import stat
import sys
from pathlib import Path

import pytest

from outcomes_xl.write_whole import patiently, write_whole
from tests.test_house import ROOT, SRC

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="permissions of Unix")


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_is_put_in_place_of_another_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for content in (b"one", b"", b"three"):
        write_whole(path, content)
        assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


@UNIX
def test_a_new_file_may_be_read_as_any_new_file_of_this_user_and_a_private_one_by_her_alone(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "new", b"")
        write_whole(tmp_path / "private", b"", private=True)
    finally:
        os.umask(before)
    assert (rights(tmp_path / "new"), rights(tmp_path / "private")) == (0o640, 0o600)


@UNIX
def test_a_file_that_is_replaced_hands_on_who_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"one")
    path.chmod(0o604)
    write_whole(path, b"two")
    assert rights(path) == 0o604


def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"one")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"two")
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (b"one", [path])


def test_a_file_in_the_place_of_a_folder_is_refused_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    with pytest.raises(OSError):
        write_whole(tmp_path / "a", b"two")
    assert list(tmp_path.iterdir()) == [tmp_path / "a"]


def test_nobody_else_makes_a_temporary_file_to_put_in_place() -> None:
    """There were six ways once, four of which could lose a file in a power cut."""
    for path in SRC.rglob("*.py"):
        called = {node.attr for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Attribute)}
        assert path.name == "write_whole.py" or "mkstemp" not in called, path.relative_to(ROOT)


def test_a_file_that_a_scanner_holds_for_a_moment_is_asked_for_again() -> None:
    """On Windows a virus scanner, the indexer or OneDrive hold a file just written for some tenths of a second."""
    held = iter([PermissionError("held"), PermissionError("held"), None])

    def move() -> None:
        if refusal := next(held):
            raise refusal

    patiently(move, patience=5)
    assert list(held) == []


def test_a_file_that_stays_held_is_not_waited_for_for_ever() -> None:
    def move() -> None:
        raise PermissionError("held")

    with pytest.raises(PermissionError, match="held"):
        patiently(move, patience=0.1)

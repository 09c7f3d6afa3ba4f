"""Several files at once: all are there, or none, and what stood there before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from outcomes_xl.model.cannot_use import WorkbookBusy
from outcomes_xl.workflows import write_together as module
from outcomes_xl.workflows.write_together import write_together


def test_files_are_written_whole_or_in_pieces_and_their_folders_made(tmp_path: Path) -> None:
    write_together({tmp_path / "a" / "b" / "one": b"1", tmp_path / "two": iter([b"2", b"2"])})
    assert (tmp_path / "a" / "b" / "one").read_bytes() == b"1"
    assert (tmp_path / "two").read_bytes() == b"22"
    assert {one.name for one in tmp_path.iterdir()} == {"a", "two"}


def test_a_piece_that_cannot_be_made_leaves_nothing_not_even_a_folder(tmp_path: Path) -> None:
    def breaks() -> Iterator[bytes]:
        yield b"half"
        raise ZeroDivisionError

    (tmp_path / "old").write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        write_together({tmp_path / "old": b"new", tmp_path / "deep" / "er" / "one": breaks()})
    assert [one.name for one in tmp_path.iterdir()] == ["old"]
    assert (tmp_path / "old").read_bytes() == b"old"


def test_where_the_second_is_open_in_excel_the_first_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only Windows refuses to replace an open file, so the refusal is made here."""
    real = module.put_in_place

    def refused(new: Path, path: Path) -> None:
        if path.name == "second.xlsx":
            raise PermissionError(13, "Permission denied", str(path))
        real(new, path)

    monkeypatch.setattr(module, "put_in_place", refused)
    (tmp_path / "first.xlsx").write_bytes(b"old")
    (tmp_path / "second.xlsx").write_bytes(b"open")
    places = {tmp_path / "first.xlsx": b"new", tmp_path / "third.xlsx": b"new", tmp_path / "second.xlsx": b"new"}
    with pytest.raises(WorkbookBusy, match=r"“second\.xlsx” cannot be written over"):
        write_together(places)
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"first.xlsx": b"old", "second.xlsx": b"open"}

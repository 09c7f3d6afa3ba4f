"""The demonstration laid out a second time: what was typed into the first one is still there."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from outcomes_xl.model.cannot_use import WorkbookBusy
from outcomes_xl.workflows import demonstration

NOW = datetime(2026, 11, 28, 9, 30)


def test_workbooks_of_an_earlier_demonstration_are_kept_under_other_names(tmp_path: Path) -> None:
    assert demonstration.put_aside(tmp_path, NOW) == []
    kept = []
    for typed in (b"first", b"second", b"third"):
        (tmp_path / demonstration.WORKBOOK).write_bytes(typed)
        (tmp_path / demonstration.CENTRAL).write_bytes(typed)
        kept += demonstration.put_aside(tmp_path, NOW)
        assert not (tmp_path / demonstration.WORKBOOK).exists()
    assert [path.read_bytes() for path in kept] == [b"first"] * 2 + [b"second"] * 2 + [b"third"] * 2
    assert kept[0].name == "Merton outcomes (kept 2026-11-28 0930).xlsx"


def test_a_workbook_that_cannot_be_moved_is_told_and_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / demonstration.WORKBOOK).write_bytes(b"typed")

    def held(*_: object) -> None:
        raise PermissionError(13, "open in Excel")

    monkeypatch.setattr(Path, "rename", held)
    with pytest.raises(WorkbookBusy, match="cannot be given another name"):
        demonstration.put_aside(tmp_path, NOW)
    assert (tmp_path / demonstration.WORKBOOK).read_bytes() == b"typed"

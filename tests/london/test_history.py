"""The history: an unchanged file is not read again, and since when a borough can measure something is told."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb
import pytest

from outcomes_xl.hosts import files
from outcomes_xl.hosts.history.history_file import AnswerLine, Today, answers_of, earlier_picture, remembered
from outcomes_xl.london.row_kinds import AnswerRow
from outcomes_xl.model import CellRef, Patch, SetCell
from outcomes_xl.model.cannot_use import WrongUsage
from outcomes_xl.workflows import folder_of_returns as reading
from outcomes_xl.workflows.collate_folder import Outputs, PutTogether, collate
from outcomes_xl.workflows.london_history import told


def day(number: int) -> date:
    return date(2026, 11, number)


def answer(status: str, group: str, borough: str = "Merton") -> AnswerLine:
    code = {"Merton": "E09000024", "Brent": "E09000005"}[borough]
    return AnswerLine(code, borough, "MET-039", "GLD at age 5", status, group, "", "", f"{borough}.xlsx", "S!O44")


def answers(done: PutTogether, borough: str) -> Sequence[AnswerRow]:
    return next(one.reading.answers for one in done.made.picture.taken if one.borough.name == borough)


def kept(path: Path, number: int, *answers: AnswerLine) -> None:
    path.write_bytes(b"".join(remembered(path, Today(day(number), 1, 1, "test", [], answers))))


def test_an_answer_holds_until_the_first_picture_that_has_another(tmp_path: Path) -> None:
    path = tmp_path / "london.duckdb"
    kept(path, 1, answer("Not collected", "nobody"))
    kept(path, 5, answer("Not collected", "nobody"), answer("Available now", "use", "Brent"))
    kept(path, 9, answer("Available now", "use"))
    found = [(one.borough, one.status, one.since, one.until) for one in answers_of(path, "MET-039", None)]
    assert found == [
        ("Brent", "Available now", day(5), None),  # it sent nothing on the 9th: silence is no change
        ("Merton", "Not collected", day(1), day(9)),
        ("Merton", "Available now", day(9), None),
    ]
    assert told(path, "met-039", "Merton") == [
        "GLD at age 5 (MET-039)",
        "Merton can use it since 9 November 2026.",
        "- Merton: Not collected; from 1 November 2026 to 9 November 2026 (Merton.xlsx, S!O44)",
        "- Merton: Available now; from 9 November 2026 until now (Merton.xlsx, S!O44)",
    ]


def test_since_when_is_told_in_a_sentence_also_where_a_borough_cannot_use_it(tmp_path: Path) -> None:
    path = tmp_path / "london.duckdb"
    kept(path, 1, answer("Available now", "use"), answer("", "open", "Brent"))
    assert told(path, "GLD at age 5")[1:3] == [
        "Brent has not answered, since 1 November 2026 at least, the first picture it is in.",
        "Merton can use it since 1 November 2026 at least, the first picture it is in.",
    ]
    kept(path, 5, answer("Not collected", "nobody"), answer("Held by a partner", "partner", "Brent"))
    kept(path, 9, answer("Not collected", "nobody"))
    assert told(path, "MET-039")[1:3] == [
        "Brent cannot use it now: “Held by a partner” since 5 November 2026.",
        "Merton cannot use it now: “Not collected” since 5 November 2026. It could before.",
    ]


def test_a_second_picture_of_one_day_takes_the_place_of_the_first(tmp_path: Path) -> None:
    path = tmp_path / "london.duckdb"
    kept(path, 1, answer("Not collected", "nobody"))
    kept(path, 2, answer("Available now", "use"))
    kept(path, 2, answer("Not collected", "nobody"))
    assert [(one.status, one.since, one.until) for one in answers_of(path, "MET-039", None)] == [
        ("Not collected", day(1), None)
    ]


def test_the_picture_to_compare_with_is_the_last_one_by_a_day(tmp_path: Path) -> None:
    path = tmp_path / "london.duckdb"
    kept(path, 1, answer("Not collected", "nobody"))
    kept(path, 5, answer("Available now", "use"))
    assert earlier_picture(path, day(9), None) == (day(5), {"E09000024": {"MET-039": "Available now"}})
    assert earlier_picture(path, day(9), day(4)) == (day(1), {"E09000024": {"MET-039": "Not collected"}})
    assert earlier_picture(path, day(1), None) is None


def test_a_day_before_the_last_picture_and_a_file_of_something_else_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "london.duckdb"
    kept(path, 5, answer("Available now", "use"))
    before = path.read_bytes()
    with pytest.raises(WrongUsage, match="Set the clock right"):
        kept(path, 4, answer("Available now", "use"))
    assert path.read_bytes() == before
    other = tmp_path / "other.duckdb"
    duckdb.connect(str(other)).execute("create table t (a int)").close()
    with pytest.raises(WrongUsage, match="database of something else"):
        answers_of(other, "MET-039", None)


def test_only_what_changed_is_read_again_and_the_change_is_shown(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    returns = tmp_path / "returns"
    shutil.copytree(folder, returns)
    to = Outputs(tmp_path / "london.xlsx", history=tmp_path / "london.duckdb")
    first = collate(returns, to, day(10))
    assert "changes" not in first.made.tables
    path = returns / "Merton.xlsx"
    book = files.read(path)
    row = next(one for one in answers(first, "Merton") if one.status == "Not collected").row
    place = first.made.picture.taken[-1].reading.places["availability"]
    cell = CellRef(place.sheet, row, place.columns["status"])
    before = book.sheets[cell.sheet].value(cell.row, cell.column)
    path.write_bytes(files.play(path.read_bytes(), Patch.of([SetCell(cell, before, "Available now", "an officer")])))
    read: list[str] = []
    real = reading.read_return
    monkeypatch.setattr(
        reading, "read_return", lambda data, name, framework: read.append(name) or real(data, name, framework)
    )
    second = collate(returns, to, day(20))
    assert read == ["Merton.xlsx"]
    if before != "Available now":
        (change,) = second.made.tables["changes"].rows
        assert change[0] == "Merton"
        assert change[5] == "Available now"
    fresh = collate(returns, Outputs(tmp_path / "again.xlsx"), day(20))
    assert fresh.made.tables["answers"].column("status") == second.made.tables["answers"].column("status")
    assert fresh.ledger == second.ledger if hasattr(fresh, "ledger") else fresh.made.ledger == second.made.ledger


def test_what_changed_since_a_day_needs_a_history(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="--history"):
        collate(folder, Outputs(tmp_path / "l.xlsx"), day(20), since=day(1))

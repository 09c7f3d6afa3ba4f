"""The ledger: each file once, with what became of it and what to tell its borough."""

from __future__ import annotations

import os
import random
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import openpyxl
import pytest

from outcomes_xl.london.ledger import FoundFile, LedgerLine, settle
from outcomes_xl.london.picture_words import ledger_words
from outcomes_xl.london.returns import KeptOut
from outcomes_xl.workflows.collate_folder import PutTogether
from outcomes_xl.workflows.folder_of_returns import Progress, read_folder
from tests.london.made import FRAMEWORK, reading, seen, workbook

ANSWERED = "| metric_id | status | assessed_on |\n" + "\n".join(
    f"| {metric} | Not collected | 2026-11-12 |" for metric in FRAMEWORK.metrics
)


def line(ledger: tuple[LedgerLine, ...], file: str) -> LedgerLine:
    return next(one for one in ledger if one.file == file)


def test_a_boroughs_own_workbook_is_not_lost_for_a_copy_called_after_another_borough() -> None:
    newham = reading("Newham", ANSWERED)
    same = [FoundFile(name, "d", newham) for name in ("Brent outcomes.xlsx", "Newham outcomes.xlsx", "n.xlsx")]
    ledger, taken = settle(same, FRAMEWORK)
    assert [(one.borough.name, one.file) for one in taken] == [("Newham", "n.xlsx")]
    assert [one.kind for one in ledger] == ["another_name", "older_release", "same_content"]
    ledger, taken = settle(same[:2], FRAMEWORK)
    assert [(one.borough.name, one.file) for one in taken] == [("Newham", "Newham outcomes.xlsx")]
    assert line(ledger, "Brent outcomes.xlsx").became == (
        "Not taken: the file is called after Brent, and its Start sheet says Newham. Whose answers these are, only "
        "they can say."
    )


def test_cells_in_which_the_same_was_seen_are_told_in_one_sentence() -> None:
    cells = [KeptOut(f"'Data availability'!Q{row}", what, False) for row in range(6, 13) for what in ("a", "b")]
    ledger, _ = settle(seen({"m.xlsx": replace(reading("Merton", ANSWERED), left_out=tuple(cells))}), FRAMEWORK)
    assert line(ledger, "m.xlsx").became.endswith(
        " 'Data availability'!Q6, 'Data availability'!Q7, 'Data availability'!Q8, 'Data availability'!Q9 and 3 more "
        "may each hold a and b: what stands in those cells is not in the picture."
    )


def test_of_two_workbooks_of_one_borough_the_one_worked_on_later_is_taken() -> None:
    ledger, taken = settle(
        seen(
            {
                "a.xlsx": reading("Merton", ANSWERED),
                "b.xlsx": reading("Merton", ANSWERED.replace("2026-11-12", "2026-11-20")),
            }
        ),
        FRAMEWORK,
    )
    assert [one.file for one in taken] == ["b.xlsx"]
    assert line(ledger, "a.xlsx").became == "Not taken: “b.xlsx” is Merton's as well, and was worked on later."
    assert line(ledger, "b.xlsx").word == "Taken, older release"  # Start says no release at all


def test_of_two_as_late_the_fuller_one_is_taken_or_the_one_called_after_its_borough_and_no_other_reason_is_said() -> (
    None
):
    fewer = "\n".join(ANSWERED.splitlines()[:40])
    ledger, _ = settle(
        seen(
            {
                name: reading("Merton", text)
                for name, text in (("a.xlsx", ANSWERED), ("Merton.xlsx", ANSWERED), ("z.xlsx", fewer))
            }
        ),
        FRAMEWORK,
    )
    assert [one.word for one in ledger if not one.taken] == [
        "Not taken: another as late",
        "Not taken: another is fuller",
    ]
    assert line(ledger, "a.xlsx").tell.endswith(
        "“Merton.xlsx” was taken. If that is not the one you mean, send the other alone."
    )


@pytest.mark.parametrize(
    ("file", "borough", "start", "word"),
    [
        ("return.xlsx", "", "", "Not taken: no borough"),
        ("return.xlsx", "Atlantis", "", "Not taken: unknown borough"),
        ("return.xlsx", "", "| Borough code | E09000099 |", "Not taken: unknown borough"),
        ("return.xlsx", "", "| Borough code | E09000024 |\n| Borough | Hackney |", "Not taken: two boroughs in one"),
        ("Hackney.xlsx", "Merton", "", "Not taken: another borough's name"),
        ("Hackney and Merton.xlsx", "Merton", "", "Taken, older release"),
        ("LB MERTON v2 final.xlsx", "Merton", "", "Taken, older release"),
        ("return.xlsx", "", "| Borough | London Borough of Merton |", "Taken, older release"),
        ("return.xlsx", "", "| Borough code | E08000025 |\n| Borough | Birmingham |", "Taken, older release"),
    ],
)
def test_whose_a_workbook_is_must_be_beyond_doubt(file: str, borough: str, start: str, word: str) -> None:
    sheets = {"start": f"| setting | answer |\n{start}"} if start else {}
    (one,), _ = settle(seen({file: reading(borough, ANSWERED, **sheets)}), FRAMEWORK)
    assert one.word == word


def test_what_points_at_a_person_is_not_repeated_in_the_ledger_either() -> None:
    start = "| setting | answer |\n| Borough | Ring Priya on 020 7946 0123 |\n| Prepared on | some time soon |"
    read = reading("", ANSWERED, start=start)
    (one,), _ = settle(seen({"return.xlsx": read}), FRAMEWORK)
    assert "7946" not in f"{one}"
    assert read.worked_on == "2026-11-12"


def test_the_lead_is_told_of_a_workbook_of_which_something_is_kept_out() -> None:
    note = "| metric_id | status | note |\n| MET-001 | Not collected | NHS number 943 476 5919 |"
    ledger, _ = settle(seen({"a.xlsx": reading("Merton", note), "b.xlsx": reading("Brent", ANSWERED)}), FRAMEWORK)
    assert [one.kept_out for one in ledger] == [True, False]
    made = SimpleNamespace(ledger=[replace(one, kind="taken") for one in ledger])
    done = PutTogether(cast(Any, made), cast(Any, SimpleNamespace(unusable=())), ())
    (_, told) = done.sentences()
    assert told.startswith("- a.xlsx: Taken")
    assert "holds what looks like an NHS number: its row is not in the picture" in told


def test_the_order_of_the_files_does_not_matter() -> None:
    files = seen(
        {
            "a.xlsx": reading("Merton", ANSWERED),
            "b.xlsx": reading("Merton", ANSWERED),
            "c/Brent.xlsx": reading("Brent", ANSWERED),
            "Camden.xlsx": reading("Brent", ANSWERED),
        }
    )
    first = settle(files, FRAMEWORK)
    for number in range(6):
        random.Random(number).shuffle(files)
        assert settle(files, FRAMEWORK) == first


def test_every_kind_of_ending_has_its_words() -> None:
    for kind in ("taken", "cannot_use", "gone", "same_content", "zip"):
        assert {"word", "taken", "became", "tell"} <= set(ledger_words(kind))


def hostile_folder(to: Path) -> Path:
    """A folder as an inbox may look."""
    good = workbook("Merton")
    to.mkdir()
    (to / "Merton.xlsx").write_bytes(good)
    (to / "Copy of Merton.xlsx").write_bytes(good)
    (to / "Merton.xlsm").write_bytes(workbook("Merton", date(2026, 11, 1)))
    (to / "deep" / "er").mkdir(parents=True)
    (to / "deep" / "er" / "Brent.xlsx").write_bytes(workbook("Brent"))
    (to / "Hackney.xlsx").write_bytes(workbook("Camden"))
    (to / "cut short.xlsx").write_bytes(good[: len(good) // 2])
    (to / "empty.xlsx").write_bytes(b"")
    (to / "encrypted.xlsx").write_bytes(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"))
    (to / "page.xlsx").write_bytes(b"<!doctype html><html>Sign in</html>")
    (to / "~$Merton.xlsx").write_bytes(b"\x05Officer")
    (to / "Merton.xlsx.tmp").write_bytes(good)
    (to / "notes.docx").write_bytes(b"PK")
    (to / "Thumbs.db").write_bytes(b"x")
    with zipfile.ZipFile(to / "returns.zip", "w") as packed:
        packed.writestr("Hackney.xlsx", good)
    with zipfile.ZipFile(to / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", b"<Types/>")
        bomb.writestr("_rels/.rels", b"<Relationships/>")
        bomb.writestr("xl/workbook.xml", b" " * 30_000_000)
    other = openpyxl.Workbook()
    assert other.active is not None
    other.active.append(["Name", "Cost"])
    other.save(to / "other.xlsx")
    (to / "round").symlink_to(to, target_is_directory=True)
    os.mkfifo(to / "pipe.xlsx")
    (to / "Amy nhs 943 476 5919.xlsx").write_bytes(b"")
    Path(os.fsdecode(bytes(to / "from elsewhere ") + b"\xff.xlsx")).write_bytes(b"")
    return to


@pytest.mark.skipif(os.name == "nt", reason="links and pipes are made otherwise on Windows")
def test_each_file_of_a_hostile_folder_is_in_the_ledger_once(tmp_path: Path) -> None:
    folder = hostile_folder(tmp_path / "inbox")
    told: list[Progress] = []
    read = read_folder(folder, FRAMEWORK, ours=frozenset(), tell=told.append)
    ledger, taken = settle(read.seen, FRAMEWORK)
    there = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() or path.is_fifo())
    assert len({one.file for one in ledger}) == len(there)
    assert set(there) - {one.file for one in ledger} == {"Amy nhs 943 476 5919.xlsx", "from elsewhere \udcff.xlsx"}
    assert "943 476" not in f"{ledger}"
    f"{ledger}".encode()  # and every word of it can be written down
    assert [one.done for one in told] == list(range(1, len(there) + 1))
    assert [one.file for one in taken] == ["deep/er/Brent.xlsx", "Merton.xlsx"]
    words = {one.file: one.word for one in ledger}
    assert words == {
        "A file whose name could point at somebody (e5986403)": "Not taken: cannot be read",
        "from elsewhere \\xff.xlsx": "Not taken: cannot be read",
        "Copy of Merton.xlsx": "Not taken: the same file twice",
        "Hackney.xlsx": "Not taken: another borough's name",
        "Merton.xlsm": "Not taken: another is newer",
        "Merton.xlsx": "Taken",
        "Merton.xlsx.tmp": "Passed over: half written",
        "Thumbs.db": "Passed over: the computer's own",
        "bomb.xlsx": "Not taken: cannot be read",
        "cut short.xlsx": "Not taken: cannot be read",
        "deep/er/Brent.xlsx": "Taken",
        "empty.xlsx": "Not taken: cannot be read",
        "encrypted.xlsx": "Not taken: cannot be read",
        "notes.docx": "Passed over: no workbook",
        "other.xlsx": "Not taken: not our workbook",
        "page.xlsx": "Not taken: cannot be read",
        "pipe.xlsx": "Not taken: cannot be read",
        "returns.zip": "Passed over: a zip folder",
        "~$Merton.xlsx": "Passed over: Excel's own",
    }
    assert "password" in line(ledger, "encrypted.xlsx").tell


def inbox_of_two_hundred(to: Path) -> dict[str, int]:
    """Fill a folder with two hundred files of every unkind sort; return how many of each ending there should be."""
    good, chance = workbook("Merton"), random.Random(200)
    to.mkdir()
    (to / "Merton.xlsx").write_bytes(good)
    (to / "Brent.xlsm").write_bytes(workbook("Brent"))
    for number in range(30):
        (to / f"cut {number}.xlsx").write_bytes(good[: len(good) * (number + 1) // 31])
        deep = to / "from the officers" / f"{number}" / "again"
        deep.mkdir(parents=True)
        (deep / f"Copy {number} of Merton.xlsx").write_bytes(good)
        (to / f"~$Merton {number}.xlsx").write_bytes(b"\x05Officer")
        (to / f"Merton {number}.xlsx.tmp").write_bytes(good[:1000])
        (to / f"noise {number}.xlsx").write_bytes(chance.randbytes(500))
    for number in range(16):
        (to / f"encrypted {number}.xlsx").write_bytes(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"))
        (to / f"Hackney {number}.xlsx").write_bytes(workbook("Camden") + bytes(number))
        (to / f"returns {number}.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    with (to / "huge.xlsx").open("wb") as huge:
        huge.truncate(100_000_001)
    return {
        "Taken": 2,
        "Not taken: cannot be read": 30 + 30 + 16 + 1,
        "Not taken: the same file twice": 30,
        "Not taken: another borough's name": 16,
        "Passed over: Excel's own": 30,
        "Passed over: half written": 30,
        "Passed over: a zip folder": 16,
    }


def test_of_two_hundred_files_each_is_in_the_ledger_once_with_what_to_tell_its_borough(tmp_path: Path) -> None:
    expected = inbox_of_two_hundred(tmp_path / "inbox")
    ledger, taken = settle(read_folder(tmp_path / "inbox", FRAMEWORK, ours=frozenset()).seen, FRAMEWORK)
    files = [str(path.relative_to(tmp_path / "inbox")) for path in (tmp_path / "inbox").rglob("*") if path.is_file()]
    assert len(files) > 200
    assert sorted(one.file for one in ledger) == sorted(files)
    assert Counter(one.word for one in ledger) == expected
    assert [one.borough.name for one in taken] == ["Brent", "Merton"]
    untold = {one.word for one in ledger if not one.tell}
    assert untold == {one for one in expected if one.startswith("Passed over")} | {"Not taken: the same file twice"}
    assert all(one.became.endswith(".") and "{" not in one.became + one.tell for one in ledger)


def test_a_file_that_changes_while_it_is_read_is_read_again_and_then_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "Merton.xlsx"
    path.write_bytes(workbook("Merton"))
    from outcomes_xl.workflows import folder_of_returns as module

    real, times = module.read_return, []

    def while_it_grows(*words: object) -> object:
        times.append(1)
        os.utime(path, ns=(len(times), len(times)))
        return real(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "read_return", while_it_grows)
    ledger, _ = settle(read_folder(tmp_path, FRAMEWORK, ours=frozenset()).seen, FRAMEWORK)
    assert [one.word for one in ledger] == ["Not taken: it was being written"]
    assert len(times) == 2

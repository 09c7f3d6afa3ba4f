"""Writing to a file: whole or not at all, never over somebody's open workbook, with a copy kept."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest

from outcomes_xl.hosts import files
from outcomes_xl.hosts.files import save
from outcomes_xl.hosts.files.backups import ABOUT
from outcomes_xl.hosts.files.write_new_file import put
from outcomes_xl.model import CellRef, Patch, SetCell
from outcomes_xl.model.cannot_use import CannotEdit, CannotUse, ChangedMeanwhile, NotAWorkbook, WorkbookBusy
from tests.hosts import raw
from tests.hosts.made import SHEET, everything

NOW = datetime(2026, 11, 22, 14, 5)
PATCH = Patch.of([SetCell(CellRef(SHEET, 5, 3), "Use", "Do not use", "t")])
UNIX = pytest.mark.skipif(sys.platform == "win32", reason="permissions of Unix")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "Northbridge outcomes.xlsx"
    made.write_bytes(everything())
    return made


def backups(path: Path) -> Path:
    return path.with_name("Backups of Northbridge outcomes")


def names(path: Path) -> list[str]:
    return sorted(beside.name for beside in path.parent.iterdir())


def test_the_workbook_is_changed_and_a_copy_is_kept_in_a_folder_of_its_own(path: Path) -> None:
    written = files.write(path, PATCH, NOW)
    assert files.read(path).value(CellRef(SHEET, 5, 3)) == "Do not use"
    assert written.backup and written.backup.read_bytes() == everything()
    assert written.backup == backups(path) / "Northbridge outcomes (backup 2026-11-22 1405).xlsx"
    assert names(path) == ["Backups of Northbridge outcomes", "Northbridge outcomes.xlsx"]
    assert names(written.backup) == [ABOUT, written.backup.name]


def test_an_empty_patch_writes_nothing(path: Path) -> None:
    before = path.stat().st_mtime_ns
    assert files.write(path, Patch(), NOW) == files.Written(path, None)
    assert (path.stat().st_mtime_ns, names(path)) == (before, [path.name])


def test_two_writes_in_a_minute_keep_both_copies(path: Path) -> None:
    first = files.write(path, PATCH, NOW).backup
    second = files.write(path, PATCH.inverse(), NOW).backup
    assert first and second and second.name == "Northbridge outcomes (backup 2026-11-22 1405-2).xlsx"


def write_twelve_times(path: Path) -> list[Path]:
    made = []
    for minute in range(12):
        backup = files.write(path, PATCH if minute % 2 == 0 else PATCH.inverse(), NOW.replace(minute=minute)).backup
        made += [backup] if backup else []
    return made


def test_the_newest_ten_copies_are_kept(path: Path) -> None:
    made = write_twelve_times(path)
    assert [one.name for one in made if one.exists()] == [one.name for one in made[2:]]


def test_only_what_we_made_and_nobody_has_touched_is_ever_deleted(path: Path) -> None:
    old = path.with_name("Northbridge outcomes (backup 2026-11-01 0900).xlsx")
    old.write_bytes(b"made by an earlier version")
    backups(path).mkdir()
    mine = backups(path) / "Northbridge outcomes (backup 2026-11-01 0900).xlsx"
    mine.write_bytes(b"saved here by an officer, under such a name")
    first = files.write(path, PATCH, NOW.replace(hour=9)).backup
    assert first
    first.write_bytes(b"somebody went on working in it")
    files.write(path, PATCH.inverse(), NOW.replace(hour=10))
    made = write_twelve_times(path)
    assert sum(one.exists() for one in made) == 10
    assert [one.read_bytes()[:8] for one in (old, mine, first)] == [b"made by ", b"saved he", b"somebody"]


def test_a_folder_whose_list_somebody_deleted_or_wrote_into_loses_nothing(path: Path) -> None:
    first = files.write(path, PATCH, NOW.replace(hour=9)).backup
    assert first
    backups(path).joinpath(ABOUT).write_bytes(b"\xff\xfe no list any more")
    files.write(path, PATCH.inverse(), NOW.replace(hour=10))
    made = write_twelve_times(path)
    assert all(one.exists() for one in (first, *made))


def test_what_somebody_noted_in_the_list_stays(path: Path) -> None:
    first = files.write(path, PATCH, NOW.replace(hour=9)).backup
    about = backups(path) / ABOUT
    about.write_text("Ask Ann before you delete any of these.\n" + about.read_text(encoding="utf-8"), encoding="utf-8")
    second = files.write(path, PATCH.inverse(), NOW.replace(hour=10)).backup
    lines = about.read_text(encoding="utf-8").splitlines()
    assert first and second and lines[0] == "Ask Ann before you delete any of these."
    assert [line[66:] for line in lines[-2:]] == [first.name, second.name]


def test_where_no_folder_can_be_made_the_copy_is_kept_beside_the_workbook(path: Path) -> None:
    backups(path).write_bytes(b"a file by that name")
    written = files.write(path, PATCH, NOW)
    assert written.backup == path.with_name("Northbridge outcomes (backup 2026-11-22 1405).xlsx")
    assert backups(path).read_bytes() == b"a file by that name"


def test_a_write_that_is_given_up_leaves_no_folder(path: Path) -> None:
    path.with_name(f".~lock.{path.name}#").write_text(",prudence,laptop,22.11.2026 14:05,file:///p;")
    with pytest.raises(WorkbookBusy):
        files.write(path, PATCH, NOW)
    assert not backups(path).exists()


def test_a_workbook_open_in_excel_is_left_alone_and_its_holder_named(path: Path) -> None:
    holder = "Prudence Okafor"
    lock = bytes([len(holder)]) + holder.encode().ljust(54) + bytes([len(holder), 0]) + holder.encode("utf-16-le")
    path.with_name(f"~${path.name}").write_bytes(lock.ljust(165, b"\0"))
    with pytest.raises(WorkbookBusy) as trouble:
        files.write(path, PATCH, NOW)
    assert trouble.value.what == "Prudence Okafor has “Northbridge outcomes.xlsx” open."
    assert path.read_bytes() == everything()


def test_a_workbook_open_in_libreoffice_is_left_alone(path: Path) -> None:
    path.with_name(f".~lock.{path.name}#").write_text(",prudence,laptop,22.11.2026 14:05,file:///p;")
    with pytest.raises(WorkbookBusy, match=r"prudence has “Northbridge outcomes\.xlsx” open"):
        files.write(path, PATCH, NOW)


def test_a_workbook_saved_by_somebody_meanwhile_stays_theirs(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = files.play(everything(), Patch.of([SetCell(CellRef(SHEET, 6, 3), None, "theirs", "t")]))

    def slow(*given: object) -> bytes:
        path.write_bytes(theirs)
        return files.play(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(save, "play", slow)
    with pytest.raises(ChangedMeanwhile, match="was saved by somebody else a moment ago"):
        files.write(path, PATCH, NOW)
    assert path.read_bytes() == theirs


def test_a_change_that_is_refused_leaves_the_folder_as_it_was(path: Path) -> None:
    with pytest.raises(CannotEdit):
        files.write(path, Patch.of([SetCell(CellRef(SHEET, 5, 3), "other", "x", "t")]), NOW)
    assert (path.read_bytes(), names(path)) == (everything(), [path.name])


def test_a_disk_that_is_full_leaves_the_workbook_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotUse, match="could not be written"):
        files.write(path, PATCH, NOW)
    assert path.read_bytes() == everything()


def test_a_new_file_that_could_not_be_written_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotUse, match=r"“crosswalk\.tsv” could not be written"):
        put(tmp_path / "crosswalk.tsv", b"subject_id", NOW)
    assert list(tmp_path.iterdir()) == []


@UNIX
def test_who_may_read_it_stays_as_it_was(path: Path) -> None:
    path.chmod(0o640)
    files.write(path, PATCH, NOW)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@UNIX
def test_a_link_leads_to_the_workbook_and_stays_a_link(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "desktop.xlsx"
    link.symlink_to(path)
    files.write(link, PATCH, NOW)
    assert link.is_symlink()
    assert files.read(path).value(CellRef(SHEET, 5, 3)) == "Do not use"


def test_a_read_only_workbook_is_left_alone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda place, _: place != path)  # to root, nothing is read-only
    with pytest.raises(WorkbookBusy, match="is read-only"):
        files.write(path, PATCH, NOW)
    assert path.read_bytes() == everything()


def test_a_folder_nobody_may_write_in_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda place, _: place != path.parent)
    with pytest.raises(WorkbookBusy, match="Nothing can be written in the folder"):
        files.write(path, PATCH, NOW)


def test_a_macro_workbook_keeps_its_macros_byte_for_byte(tmp_path: Path) -> None:
    made = raw.parts('<row r="1"><c r="A1"><v>1</v></c></row>')
    arrows = str(made["xl/_rels/workbook.xml.rels"]).replace(
        "</Relationships>",
        '<Relationship Id="rId9" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
        'Target="vbaProject.bin"/></Relationships>',
    )
    macros = bytes(range(256)) * 20
    path = tmp_path / "Millwick.xlsm"
    path.write_bytes(raw.zipped({**made, "xl/_rels/workbook.xml.rels": arrows, "xl/vbaProject.bin": macros}))
    files.write(path, Patch.of([SetCell(CellRef("Sheet1", 1, 1), 1, 2, "t")]), NOW)
    assert files.read(path).has_macros
    assert raw.part_of(path.read_bytes(), "xl/vbaProject.bin") == macros


@pytest.mark.slow
def test_whoever_is_stopped_while_writing_leaves_the_old_or_the_new(path: Path) -> None:
    code = (
        "import sys; from datetime import datetime; from outcomes_xl.hosts import files\n"
        "from tests.hosts.test_saving import PATCH, NOW\n"
        "patch = PATCH\n"
        "while True:\n"
        "    files.write(sys.argv[1], patch, NOW); patch = patch.inverse(); print('.', flush=True)\n"
    )
    for tenth in range(10):
        child = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE)
        assert child.stdout and child.stdout.readline()
        time.sleep(0.013 * tenth)
        child.kill()
        child.wait()
        child.stdout.close()
        if files.read(path).value(CellRef(SHEET, 5, 3)) != "Use":
            files.write(path, PATCH.inverse(), NOW)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "is empty"),
        (b"Name,Status\nNorthbridge,Use\n", "looks like a text or CSV file"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"<!DOCTYPE html><html>sign in</html>", "is a web page"),
        (b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
        (b"\xd0\xcf\x11\xe0" + bytes(600) + "Workbook".encode("utf-16-le"), "in the old format (.xls)"),
        (raw.zipped({"mimetype": "x", "content.xml": "x"}), "is an OpenDocument file"),
        (raw.zipped({"a.txt": "x"}), "is a zip file"),
        (raw.zipped({"Northbridge.xlsx": "x"}), "is a zip folder with a workbook inside"),
        (raw.zipped({"[Content_Types].xml": "x", "_rels/.rels": "x", "word/document.xml": "x"}), "is a Word document"),
        (raw.zipped({"[Content_Types].xml": "x", "_rels/.rels": "x", "xl/workbook.bin": "x"}), "is a binary workbook"),
        (raw.workbook()[:-30], "is cut short or damaged"),
    ],
)
def test_what_is_no_workbook_is_named_for_what_it_is(content: bytes, what: str, tmp_path: Path) -> None:
    path = tmp_path / "Easthaven.xlsx"
    path.write_bytes(content)
    with pytest.raises(NotAWorkbook) as trouble:
        files.read(path)
    assert what in trouble.value.what
    assert trouble.value.next_step.endswith(".")
    assert path.read_bytes() == content


def test_a_file_that_is_missing_or_a_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotUse, match=r"There is no file “gone\.xlsx”"):
        files.read(tmp_path / "gone.xlsx")
    with pytest.raises(CannotUse, match="is a folder, not a workbook"):
        files.read(tmp_path)


def test_a_file_that_is_only_in_the_cloud_is_not_fetched(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class InTheCloud:
        st_mode, st_size, st_file_attributes = stat.S_IFREG | 0o644, 9_000, 0x400020  # as Windows reports it

    with monkeypatch.context() as patched:
        patched.setattr(Path, "stat", lambda _: InTheCloud())
        with pytest.raises(CannotUse, match="is only in the cloud, not on this computer yet"):
            files.read(path)


def test_excels_lock_file_is_not_taken_for_a_workbook(path: Path) -> None:
    lock = path.with_name(f"~${path.name}")
    lock.write_bytes(b"x" * 165)
    with pytest.raises(NotAWorkbook, match="beside a workbook somebody has open"):
        files.read(lock)

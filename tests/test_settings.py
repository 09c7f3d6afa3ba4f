"""The user's own settings: read strictly, written gently, and asked before a workbook's word is taken."""

from __future__ import annotations

import os
import re
from datetime import datetime
from pathlib import Path

import pytest

from outcomes_xl.framework import load_framework
from outcomes_xl.hosts import files
from outcomes_xl.hosts.central import LastGoodCopies
from outcomes_xl.model import Book
from outcomes_xl.model.cannot_use import CannotReach, CannotUse, EditedSince, NotTrustedPlace
from outcomes_xl.settings import FILE, Profile, Settings, answers_folder, forget, load, trust
from outcomes_xl.workflows.get_central_file import obtain
from tests.built import borough_workbook
from tests.central.made import edited, shipped_bytes
from tests.release_ids import FIRST, NEWEST

DRIVE = "C:" if os.name == "nt" else ""
"""What a full path begins with here."""
MONDAY, THURSDAY = datetime(2026, 11, 16, 9, 0), datetime(2026, 11, 19, 14, 5)


@pytest.fixture
def path(tmp_path: Path) -> Profile:
    return Profile(tmp_path / "profile", tmp_path / "state")


def wrote(path: Profile, text: str) -> Profile:
    path.settings.mkdir(parents=True, exist_ok=True)
    (path.settings / FILE).write_text(text, encoding="utf-8")
    return path


def test_without_a_file_nothing_is_asked_for(path: Profile) -> None:
    assert load(path) == Settings()


def test_trusting_a_place_leaves_the_rest_as_it_was_written(path: Profile) -> None:
    mine = "# mine\ncentral_file = 'C:\\a.xlsx'\n\nrequire_signature = true  # as agreed\n"
    wrote(path, mine)
    assert trust("https://a.example/", path).trusted_places == ("https://a.example/",)
    assert trust("https://a.example/", path).trusted_places == ("https://a.example/",)
    assert trust('/srv/"odd" [place]', path).trusted_places == ("https://a.example/", '/srv/"odd" [place]')
    assert (path.settings / FILE).read_text(encoding="utf-8").endswith(mine)
    assert forget("https://a.example/", path).trusted_places == ('/srv/"odd" [place]',)
    assert load(path).require_signature


def test_trusting_a_place_leaves_windows_line_ends_as_they_are(path: Profile) -> None:
    file = wrote(path, "").settings / FILE
    file.write_bytes(b"# mine\r\ntrusted_places = ['C:\\a']\r\nrequire_signature = true\r\n")
    assert trust("C:\\b", path).trusted_places == ("C:\\a", "C:\\b")
    assert file.read_bytes().startswith(b"# mine\r\ntrusted_places = [")
    assert file.read_bytes().endswith(b"]\r\nrequire_signature = true\r\n")


def test_settings_that_cannot_be_written_say_so(path: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CannotUse, match="cannot be written"):
        trust("https://a.example/", path)


def test_a_place_that_cannot_be_written_down_says_so_and_leaves_the_file(path: Profile) -> None:
    wrote(path, "central_file = '/a.xlsx'\n")
    with pytest.raises(CannotUse, match="cannot be written"):
        trust("/srv/\udcff", path)  # the name of a folder that is no UTF-8
    assert load(path) == Settings(central_file="/a.xlsx")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("trusted_places = [", "cannot be read"),
        ("trusted_places = 'a'", "trusted_places is not a list of places"),
        ("require_signature = 'yes'", "require_signature is not true or false"),
        ("central_file = 3", "central_file is not text"),
    ],
)
def test_settings_that_cannot_be_read_are_never_passed_over(path: Profile, text: str, sentence: str) -> None:
    with pytest.raises(CannotUse, match=sentence):
        load(wrote(path, text))


# Where the central file comes from ------------------------------------------------------------------------------------


@pytest.fixture
def central(tmp_path: Path) -> Path:
    path = tmp_path / "central" / "central file.xlsx"
    path.parent.mkdir()
    path.write_bytes(shipped_bytes())
    return path


def workbook(says: object = None) -> Book:
    entries = {"start": {"Central file": {"answer": says}}} if says else {}
    data = borough_workbook(load_framework(FIRST), "Merton", entries=entries)  # type: ignore[arg-type]
    return files.read_bytes(data, "Merton.xlsx")


def found(tmp_path: Path, named: object, book: Book, settings: Settings, now: datetime = MONDAY, **more: bool):
    return obtain(named, book, tmp_path, now, settings=settings, cache=LastGoodCopies(tmp_path / "cache"), **more)  # type: ignore[arg-type]


def test_a_place_that_only_the_workbook_names_is_asked_about_once(tmp_path: Path, central: Path, path: Profile) -> None:
    book = workbook("central/central file.xlsx")
    with pytest.raises(NotTrustedPlace, match=re.escape(f'say so once with: outcomes-xl trust "{central}"')):
        found(tmp_path, None, book, load(path))
    assert not (tmp_path / "cache").exists(), "nothing was fetched"
    assert found(tmp_path, None, book, trust(str(central), path)).trusted.release == NEWEST
    assert found(tmp_path, None, book, trust(str(central.parent), path)).trusted.release == NEWEST


def test_the_officers_own_word_comes_before_settings_and_these_before_the_workbook(
    tmp_path: Path, central: Path, path: Profile
) -> None:
    book = workbook("https://elsewhere.example/c.xlsx")
    assert found(tmp_path, central, book, Settings(central_file="nowhere.xlsx")).fetched.place.path == central
    assert found(tmp_path, None, book, Settings(central_file=str(central))).fetched.place.path == central


def test_no_place_at_all_says_how_to_name_one(tmp_path: Path, path: Profile) -> None:
    with pytest.raises(CannotUse, match="Name it with --central, or put it on Start"):
        found(tmp_path, None, workbook(), Settings())


def test_a_share_that_is_away_is_bridged_by_the_copy_of_monday(tmp_path: Path, central: Path, path: Profile) -> None:
    found(tmp_path, central, workbook(), Settings())
    central.parent.rename(tmp_path / "disconnected")
    again = found(tmp_path, central, workbook(), Settings(), THURSDAY)
    assert again.trusted.release == NEWEST
    assert "it was fetched 3 days ago (16 November 2026, 09:00)" in again.sentence


def test_a_central_file_without_a_digest_is_used_and_said_to_have_none(
    tmp_path: Path, central: Path, path: Profile
) -> None:
    import openpyxl

    book = openpyxl.load_workbook(central)
    release = book["Release"]
    for row in release.iter_rows():
        if row[0].value in ("Digest", "Digest of later tabs", "Framework", "Layout edition"):
            row[1].value = None
    del book["Fingerprints"]
    book.save(central)
    said = found(tmp_path, central, workbook(), Settings()).sentence
    assert said == f"Release {NEWEST} carries no digest, so an edit to it would not show."


def test_only_a_good_copy_is_kept(tmp_path: Path, central: Path, path: Profile) -> None:
    from tests.central.made import shipped

    assert edited(shipped(), ("framework", "MET-001", "metric", "x"))  # what an edit looks like; here on the file
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(shipped_bytes()))
    book["Framework"]["J6"] = "x"
    book.save(central)
    with pytest.raises(EditedSince):
        found(tmp_path, central, workbook(), Settings())
    central.parent.rename(tmp_path / "disconnected")
    with pytest.raises(CannotReach, match="No earlier copy is kept"):
        found(tmp_path, central, workbook(), Settings())


def test_when_what_is_there_is_no_good_the_kept_copy_is_named_and_used_on_purpose(
    tmp_path: Path, central: Path, path: Profile
) -> None:
    found(tmp_path, central, workbook(), Settings())
    central.write_text("<html>Sign in</html>")
    with pytest.raises(CannotUse, match=r"a web page, perhaps a sign-in page.*--kept-copy uses it"):
        found(tmp_path, central, workbook(), Settings(), THURSDAY)
    assert found(tmp_path, central, workbook(), Settings(), THURSDAY, kept_copy=True).trusted.release == NEWEST


@pytest.mark.parametrize(
    ("platform", "environment", "folder"),
    [
        ("win32", {"LOCALAPPDATA": f"{DRIVE}/local"}, f"{DRIVE}/local/outcomes_xl/answers"),
        ("win32", {"LOCALAPPDATA": "local"}, "/home/anna/AppData/Local/outcomes_xl/answers"),
        ("darwin", {}, "/home/anna/Library/Caches/outcomes_xl/answers"),
        ("darwin", {"XDG_CACHE_HOME": "/cache"}, "/home/anna/Library/Caches/outcomes_xl/answers"),
        ("linux", {"XDG_CACHE_HOME": f"{DRIVE}/cache"}, f"{DRIVE}/cache/outcomes_xl/answers"),
        ("linux", {"XDG_CACHE_HOME": "cache"}, "/home/anna/.cache/outcomes_xl/answers"),
        ("linux", {"OUTCOMES_XL_HOME": f"{DRIVE}/stick", "XDG_CACHE_HOME": "/cache"}, f"{DRIVE}/stick/answers"),
    ],
)
def test_kept_answers_have_one_place_on_each_kind_of_machine(
    platform: str, environment: dict[str, str], folder: str
) -> None:
    assert answers_folder(environment, Path("/home/anna"), platform) == Path(folder)

"""The lead's set of published figures: one zip beside the central file, held to its digests, brought by a refresh."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from zipfile import ZipFile

import pytest

from outcomes_xl.central.figure_set import NAME, examine
from outcomes_xl.central.signing import new_key, sign
from outcomes_xl.central.trust import TrustSettings
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts.central import place_of
from outcomes_xl.model.cannot_use import CannotUse, WrongUsage
from outcomes_xl.sources.published.shipped import shipped_figures
from outcomes_xl.workflows import closed_workbook
from outcomes_xl.workflows.lead_figures import beside, kept_file, kept_set, pack
from tests.built import borough_workbook, central_workbook

FRAMEWORK = load_framework()
NOW = datetime(2026, 12, 12, 14, 30)
RATES = "ees_cla_rates_london.csv"


@lru_cache(maxsize=1)
def made() -> tuple[bytes, bytes]:
    return central_workbook(FRAMEWORK), borough_workbook(FRAMEWORK, FRAMEWORK.boroughs["E09000024"])


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A borough's workbook, the lead's shared folder with a central file, and a profile of its own."""
    monkeypatch.setenv("OUTCOMES_XL_HOME", str(tmp_path / "profile"))
    (tmp_path / "profile").mkdir()
    (tmp_path / "lead").mkdir()
    central, workbook = made()
    (tmp_path / "lead" / "central.xlsx").write_bytes(central)
    (tmp_path / "Merton.xlsx").write_bytes(workbook)
    yield tmp_path


def newer_files(folder: Path) -> Path:
    """A folder with one published file, in a newer edition than the one that ships."""
    folder.mkdir(exist_ok=True)
    lines = (shipped_figures() / RATES).read_text("utf-8-sig").splitlines()
    text = "\n".join(one.replace(",31", ",33") if "Merton" in one and one.startswith("2025") else one for one in lines)
    (folder / RATES).write_text(text, "utf-8")
    return folder


def refresh(desk: Path) -> str:
    done = closed_workbook.do_job("refresh", desk / "Merton.xlsx", NOW, central=str(desk / "lead" / "central.xlsx"))
    return done.result.summary


def test_a_refresh_brings_the_set_beside_the_central_file_and_a_look_uses_it(desk: Path) -> None:
    said = pack(newer_files(desk / "mine"), desk / "lead", date(2026, 12, 10))
    assert said == f"Made {desk / 'lead' / NAME}: 1 file. Put it beside the central file; a refresh brings it."
    assert "made on 10 December 2026, were brought as well." in refresh(desk)
    assert "brought" not in refresh(desk), "the same set again is nothing to tell"
    done = closed_workbook.do_job("availability", desk / "Merton.xlsx", NOW, preview=True)
    assert "the lead's figures (10 December 2026) and the figures that came with this tool" in done.result.summary
    assert any("33 per 10,000 in Merton" in str(getattr(one, "after", "")) for one in done.result.patch)


def test_a_set_that_is_older_than_the_figures_that_ship_stands_behind_them(desk: Path) -> None:
    pack(newer_files(desk / "mine"), desk / "lead", date(2026, 1, 10))
    refresh(desk)
    done = closed_workbook.do_job("availability", desk / "Merton.xlsx", NOW, preview=True)
    assert any("31 per 10,000 in Merton" in str(getattr(one, "after", "")) for one in done.result.patch)


def test_a_set_that_was_edited_is_refused_in_words_and_the_last_good_one_stays(desk: Path) -> None:
    pack(newer_files(desk / "mine"), desk / "lead", date(2026, 12, 10))
    refresh(desk)
    good = kept_file().read_bytes()
    with ZipFile(io.BytesIO(good)) as old, ZipFile(desk / "lead" / NAME, "w") as new:
        for member in old.infolist():
            body = old.read(member)
            new.writestr(member.filename, body.replace(b",33", b",3") if member.filename == RATES else body)
    said = refresh(desk)
    assert "was edited after it was made: its files no longer give their digests." in said
    assert kept_file().read_bytes() == good
    (desk / "lead" / NAME).unlink()
    refresh(desk)
    assert kept_file().read_bytes() == good


@pytest.mark.parametrize(
    "spoilt",
    [b"", b"PK\x03\x04", b"<html>sign in</html>", "without a list"],
    ids=["empty", "cut", "page", "no digests"],
)
def test_what_is_no_whole_set_is_refused(spoilt: bytes | str) -> None:
    if isinstance(spoilt, str):
        out = io.BytesIO()
        with ZipFile(out, "w") as package:
            package.writestr("a.csv", "a,b\n1,2\n")
        spoilt = out.getvalue()
    with pytest.raises(CannotUse):
        examine(spoilt, TrustSettings())


def test_a_signature_is_asked_for_where_the_settings_ask_for_one(tmp_path: Path) -> None:
    pem, public = new_key()
    folder = newer_files(tmp_path / "mine")
    pack(folder, tmp_path, date(2026, 12, 10))
    wanted = TrustSettings(signature=True, keys=(public,))
    with pytest.raises(CannotUse, match="is not signed, and your settings ask for a signature"):
        examine((tmp_path / NAME).read_bytes(), wanted)
    pack(folder, tmp_path, date(2026, 12, 10), lambda digest: sign(digest, pem))
    assert examine((tmp_path / NAME).read_bytes(), wanted).signed_by == public
    _, other = new_key()
    with pytest.raises(CannotUse, match="signed with a key that your settings do not name"):
        examine((tmp_path / NAME).read_bytes(), TrustSettings(signature=True, keys=(other,)))


def test_the_set_is_looked_for_in_the_central_files_own_folder(tmp_path: Path) -> None:
    assert beside(place_of(str(tmp_path / "central.xlsx"))).text == str(tmp_path / NAME)
    there = beside(place_of("https://example.org/outcomes/central.xlsx")).text
    assert there == "https://example.org/outcomes/published%20figures.zip"


def test_without_a_set_a_refresh_says_nothing_of_it(desk: Path) -> None:
    assert "published figures" not in refresh(desk)
    assert kept_set(TrustSettings()) is None


def test_the_same_files_make_the_same_set(tmp_path: Path) -> None:
    folder = newer_files(tmp_path / "mine")
    pack(folder, tmp_path, date(2026, 12, 10))
    first = (tmp_path / NAME).read_bytes()
    pack(folder, tmp_path, date(2026, 12, 10))
    assert (tmp_path / NAME).read_bytes() == first
    (empty := tmp_path / "empty").mkdir()
    with pytest.raises(WrongUsage, match="holds no published files"):
        pack(empty, tmp_path, date(2026, 12, 10))

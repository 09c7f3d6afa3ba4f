"""Which central file Refresh mapping tabs reads from the ribbon: the user's own word, or hers after one question."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from outcomes_xl import settings
from outcomes_xl.framework import load_framework
from outcomes_xl.helper.dispatcher import Dispatcher, JobReply
from outcomes_xl.helper.endpoints import choices, functions
from outcomes_xl.hosts import desktop
from outcomes_xl.settings import Profile, Settings, load
from tests.built import borough_workbook
from tests.central.made import shipped_bytes
from tests.hosts.https_server import Site, serving
from tests.release_ids import FIRST, NEWEST
from tests.routes import stand_in_com as com

NOW = datetime(2026, 11, 22, 15, 0)
Open = tuple[Any, Callable[..., JobReply]]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Profile:
    monkeypatch.setenv(settings.HOME, str(tmp_path / "profile"))
    return Profile.of_user()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving(tmp_path_factory.mktemp("site"), shipped_bytes()) as site:
        yield site


@pytest.fixture
def known_site(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """This computer vouches for the site, and reaches it without a proxy."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.setenv("SSL_CERT_FILE", str(site.authority))
    return site


def opened(folder: Path, own: Profile, says: str = "", at: str = "") -> Open:
    """Merton's workbook, open, whose Start names a central file; returns it, and how to press Refresh mapping tabs."""
    known = load_framework(FIRST)
    entries: Any = {"start": {"Central file": {"answer": says}}} if says else {}
    path = folder / "Merton.xlsx"
    path.write_bytes(borough_workbook(known, "Merton", entries=entries))
    workbook = com.open_file(path)
    book = com.xlwings_book(workbook)
    dispatcher = Dispatcher(
        lambda name: book,
        version="0.1.0",
        settings=lambda: load(own),
        trust=lambda place: settings.trust(place, own),
        now=lambda: NOW,
    )
    return book, lambda agreed="": dispatcher.answer("refresh", at or str(path), agreed)


def central(folder: Path) -> Path:
    path = folder / "central file.xlsx"
    path.write_bytes(shipped_bytes())
    return path


def test_a_place_on_start_is_asked_about_and_nothing_is_done_meanwhile(tmp_path: Path, own: Profile) -> None:
    place = central(tmp_path)
    book, press = opened(tmp_path, own, "central file.xlsx")
    before = desktop.read(book)
    told = press()
    assert told.for_a_macro() == (
        f"ask\n{place}\n"
        f"This workbook names a central file that has not been used on this computer before: {place}\n\n"
        "Is this where your borough's central file is kept? "
        "Yes keeps the place in your settings and refreshes from it. No changes nothing."
    )
    assert desktop.read(book) == before
    assert load(own) == Settings()
    assert not own.state.exists(), "nothing was fetched"


def test_after_a_yes_the_place_is_kept_and_never_asked_about_again(tmp_path: Path, own: Profile) -> None:
    place = central(tmp_path)
    _, press = opened(tmp_path, own, "central file.xlsx")
    assert press(agreed=press().about).sentence.startswith(f"Now at release {NEWEST}")
    assert load(own).trusted_places == (str(place),)
    assert press().sentence.startswith(f"Already at release {NEWEST}")


def test_a_yes_to_one_place_is_no_yes_to_another_that_start_names_meanwhile(tmp_path: Path, own: Profile) -> None:
    central(tmp_path)
    _, press = opened(tmp_path, own, "central file.xlsx")
    told = press(agreed="https://example.org/central.xlsx")
    assert told.about == str(tmp_path / "central file.xlsx")
    assert load(own).trusted_places == ()


def test_the_users_own_central_file_comes_first_and_start_is_not_asked_about(tmp_path: Path, own: Profile) -> None:
    settings.save(own, central_file=str(central(tmp_path)))
    _, press = opened(tmp_path, own, "https://elsewhere.example/central.xlsx")
    assert press().sentence.startswith(f"Now at release {NEWEST}")


def test_an_address_in_the_settings_is_fetched(tmp_path: Path, own: Profile, known_site: Site) -> None:
    settings.save(own, central_file=f"{known_site.address}/good/central.xlsx")
    _, press = opened(tmp_path, own)
    assert press().sentence.startswith(f"Now at release {NEWEST}")


def test_an_address_on_start_is_asked_about_before_the_first_byte(
    tmp_path: Path, own: Profile, known_site: Site
) -> None:
    address = f"{known_site.address}/good/asked.xlsx"
    _, press = opened(tmp_path, own, address)
    assert press().about == address
    assert known_site.count("/good/asked.xlsx") == 0
    assert press(agreed=address).sentence.startswith(f"Now at release {NEWEST}")
    assert known_site.count("/good/asked.xlsx") == 1


@pytest.mark.parametrize(
    ("says", "at", "said"),
    [
        ("http://example.org/central.xlsx", "", "is not a safe address"),
        ("C:\\" + "a" * 300 + ".xlsx", "", "it is too long, or has signs that cannot be seen"),
        ("\u202excod.lartnec", "", "it is too long, or has signs that cannot be seen"),
        ("one\ntwo.xlsx", "", "it is too long, or has signs that cannot be seen"),
        ("central.xlsx", "https://merton-my.sharepoint.com/Merton.xlsx", "without its folder"),
    ],
    ids=["not safe", "long", "backwards", "two lines", "on the web"],
)
def test_what_start_says_that_is_no_place_is_refused_and_not_asked_about(
    tmp_path: Path, own: Profile, says: str, at: str, said: str
) -> None:
    _, press = opened(tmp_path, own, says, at)
    told = press()
    assert (told.stopped, told.about) == (True, "")
    assert said in told.sentence


def test_a_short_path_in_the_settings_is_not_looked_for_in_the_current_folder(
    tmp_path: Path, own: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings.save(own, central_file=central(tmp_path).name)
    _, press = opened(tmp_path, own)
    assert press().sentence == (
        "The central file in your settings, “central file.xlsx”, is not a full path. "
        "Choose it again under Outcomes, Settings."
    )


def test_the_settings_menu_takes_an_address_once_it_has_been_fetched(own: Profile, known_site: Site) -> None:
    dispatcher = at_the_menu(own)
    assert dispatcher.choose("choose_central_file", "http://example.org/c.xlsx").startswith(
        "“http://example.org/c.xlsx” is not"
    )
    assert "(404)" in dispatcher.choose("choose_central_file", f"{known_site.address}/missing")
    assert load(own) == Settings()
    address = f"{known_site.address}/good/chosen.xlsx"
    assert dispatcher.choose("choose_central_file", f" {address} ") == f"The central file is now {address}."
    assert load(own).central_file == address


def test_a_formula_can_choose_nothing(tmp_path: Path, own: Profile) -> None:
    """A formula reaches `call` with any word it likes: in a workbook somebody sent, without a macro of its own."""
    place, dispatcher = str(central(tmp_path)), at_the_menu(own)
    for word in ("settings", "choose_central_file", "choose_published_files", "trust", "refresh"):
        assert "has no function" in dispatcher.call(word, place)
    assert load(own) == Settings()


def at_the_menu(own: Profile) -> Dispatcher:
    every, set_there = functions(own, lambda: NOW), choices(own, lambda: NOW)
    return Dispatcher(
        lambda name: None, {}, version="0.1.0", settings=lambda: load(own), functions=every, choices=set_there
    )

"""The button Get published files: it asks before it uses the internet, and never changes the workbook in front."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from outcomes_xl import settings
from outcomes_xl.helper.dispatcher import Dispatcher
from outcomes_xl.settings import INTERNET, Profile, Settings
from tests.online.serving import Asked, Reply, serving
from tests.routes import stand_in_com as com

TABLE = "Indicator ID,Area Code,Time period,Value\n90284,E09000024,2023/24,81.2\n"
SERVICES = ("EES", "EES_WEBSITE", "FINGERTIPS", "NOMIS", "LG_INFORM")


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return Profile(tmp_path / "profile", tmp_path / "state")


@pytest.fixture
def dispatcher(tmp_path: Path, profile: Profile) -> Dispatcher:
    from outcomes_xl.building import borough_workbook
    from outcomes_xl.framework import load_framework

    known = load_framework()
    path = tmp_path / "Merton.xlsx"
    path.write_bytes(borough_workbook(known, known.borough("E09000024")))
    book = com.xlwings_book(com.open_file(path))
    return Dispatcher(
        lambda _: book,
        version="0.1.0",
        settings=lambda: settings.load(profile),
        trust=lambda place: settings.trust(place, profile),
        now=lambda: datetime(2026, 11, 22, 15, 0),
    )


def at(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    for name in SERVICES:
        monkeypatch.setenv(f"OUTCOMES_XL_{name}_ADDRESS", address)


def test_the_button_asks_first_and_a_yes_is_kept_and_fetches(
    tmp_path: Path, profile: Profile, dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(lambda asked: Reply.csv(TABLE, headers={"ETag": '"1"'})) as server:
        at(monkeypatch, server.address)
        asked = dispatcher.answer("fetch", "Merton.xlsx")
        assert (asked.stopped, asked.about, server.asked) == (True, INTERNET, [])
        assert asked.for_a_macro().startswith("ask\nthe internet\nThis asks the publishers on the internet")
        assert "central file" not in asked.sentence
        com.CALLS.clear()
        done = dispatcher.answer("fetch", "Merton.xlsx", INTERNET)
        assert not done.stopped
        assert len(com.CALLS) < 500
        assert [one for one in com.CALLS if "value" in str(one) and "set" in str(one)] == []
    assert done.sentence.startswith("34 downloaded, ")
    assert settings.load(profile).internet is True
    assert len(list((profile.settings / settings.FETCHED).rglob("*.csv"))) == 34


def test_a_setting_that_forbids_the_internet_is_told_and_asks_nobody(
    profile: Profile, dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile.settings.mkdir()
    (profile.settings / settings.FILE).write_text("internet = false\n")
    with serving(lambda asked: Reply.csv(TABLE)) as server:
        at(monkeypatch, server.address)
        told = dispatcher.answer("fetch", "Merton.xlsx")
        assert server.asked == []
    assert told.sentence.startswith("Your settings forbid the internet (internet = false), so nothing was fetched.")


def test_no_internet_is_a_box_with_one_sentence(
    profile: Profile, dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.trust(INTERNET, profile)
    at(monkeypatch, "http://127.0.0.1:9")
    told = dispatcher.answer("fetch", "Merton.xlsx")
    assert told.stopped
    assert told.sentence.startswith("There is no internet here")


def test_esc_stops_it_and_the_next_press_goes_on(
    tmp_path: Path, profile: Profile, dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    pressed = False

    def answer(asked: Asked) -> Reply:
        nonlocal pressed
        pressed = True
        return Reply.csv(TABLE, headers={"ETag": '"1"'})

    settings.trust(INTERNET, profile)
    dispatcher._stopped = lambda: pressed
    with serving(answer) as server:
        at(monkeypatch, server.address)
        assert dispatcher.answer("fetch", "Merton.xlsx").sentence.startswith("Stopped: 0 downloaded")
        dispatcher._stopped = lambda: False
        assert dispatcher.answer("fetch", "Merton.xlsx").sentence.startswith("34 downloaded")


def test_availability_looks_where_files_were_fetched_to_and_asks_services_only_when_allowed(
    profile: Profile, dispatcher: Dispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded = Path(settings.__file__).parent / "data" / "published" / "fingertips_90284_london.csv"
    fetched = profile.settings / settings.FETCHED
    fetched.mkdir(parents=True)
    assert "Looked in: the figures that came with this tool" in dispatcher.run("availability", "Merton.xlsx")
    (fetched / "fingertips 90284.csv").write_bytes(recorded.read_bytes())
    with serving(lambda asked: Reply(404)) as server:
        at(monkeypatch, server.address)
        assert "Newer files of yours go before them." in dispatcher.run("availability", "Merton.xlsx")
        assert server.asked == []
        settings.trust(INTERNET, profile)
        dispatcher.run("availability", "Merton.xlsx")
        assert server.asked


def test_a_yes_to_the_internet_leaves_every_other_line_of_the_settings(profile: Profile) -> None:
    profile.settings.mkdir()
    path = profile.settings / settings.FILE
    path.write_text("# mine\nframework = 'ours'\n\n[file_addresses]\nlait = 'https://example.org/lait.csv'\n")
    found = settings.trust(INTERNET, profile)
    assert (found.internet, found.framework, found.trusted_places) == (True, "ours", ())
    assert found.file_addresses == {"lait": "https://example.org/lait.csv"}
    assert settings.trust(INTERNET, profile) == found
    assert path.read_text().count("internet") == 1 and "# mine" in path.read_text()


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("internet = 'yes'", "internet is not true or false."),
        ("file_addresses = 'x'", "file_addresses is not a table of texts."),
        ("[file_addresses]\nlait = 7", "file_addresses is not a table of texts."),
        ("[file_addresses]\nlait = 'http://example.org/x'", "the address of lait does not begin https://"),
    ],
)
def test_a_slip_in_the_new_settings_is_told(profile: Profile, text: str, what: str) -> None:
    profile.settings.mkdir()
    (profile.settings / settings.FILE).write_text(text)
    with pytest.raises(settings.CannotUseSettings, match=what):
        settings.load(profile)


def test_the_default_settings_look_nowhere() -> None:
    assert Settings().internet is None and Settings().fetched_files is None

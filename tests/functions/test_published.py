"""Published files are looked through once a borough, and again when one has changed; samples are never used."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from outcomes_xl.framework import load_framework
from outcomes_xl.framework.entries import Borough
from outcomes_xl.functions import catalogue
from outcomes_xl.functions import published_index as room
from outcomes_xl.functions.figure_functions import figures
from outcomes_xl.functions.name_functions import Named
from outcomes_xl.functions.published_index import PublishedFiles
from outcomes_xl.sources import Evidence, Found, Looked
from tests.functions.small import PUBLISHED

TODAY = date(2026, 11, 22)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def borough(name: str) -> Borough:
    found = load_framework().borough(name)
    assert found
    return found


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    made: list[str] = []
    real = room.look

    def counted(folder: Path, framework: object, one: Borough, today: date) -> object:
        made.append(one.name)
        return real(folder, load_framework(), one, today)

    monkeypatch.setattr(room, "look", counted)
    return made


def test_a_borough_is_looked_up_once_and_again_after_a_file_has_changed(tmp_path: Path, looks: list[str]) -> None:
    folder, clock = tmp_path / "published", Clock()
    shutil.copytree(PUBLISHED, folder)
    files = PublishedFiles(lambda: folder, load_framework(), lambda: TODAY, clock)
    for _ in range(3):
        assert files(borough("Merton")).by_metric["MET-009"].figure == 31
        clock.now += 10
    files(borough("Hackney"))
    assert looks == ["Merton", "Hackney"]
    next(folder.glob("*cla*")).unlink()
    clock.now += 10
    files(borough("Merton"))
    assert looks == ["Merton", "Hackney", "Merton"]


def test_a_sheet_full_of_formulas_asks_the_folder_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []
    monkeypatch.setattr(room, "_stamp", lambda folder: asked.append(folder) or ())
    files = PublishedFiles(lambda: tmp_path, load_framework(), lambda: TODAY, Clock())
    for _ in range(100):
        files(borough("Merton"))
    assert len(asked) == 1


@pytest.fixture
def no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    catalogue._at_hand.cache_clear()
    yield tmp_path
    catalogue._at_hand.cache_clear()


def test_without_a_folder_a_figure_is_the_one_that_ships_with_the_tool(no_settings: Path) -> None:
    assert catalogue.answer("OUTCOMES_FIGURE", [["MET-009"]], "Merton") == [[31]]
    assert catalogue.answer("OUTCOMES_FIGURE", [[None]], "Merton") == [[""]]


def test_what_goes_wrong_on_our_side_is_a_sentence_too(no_settings: Path) -> None:
    assert catalogue.answer("OUTCOMES_TITLE") == [
        ["This could not be worked out. Please tell whoever looks after the toolkit which formula it was."]
    ]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            {"found": Found.PARTIAL, "figure": "c", "said": "a partial sum, 10 without 1 of 2 parts"},
            "No whole figure for 31 March 2025: a partial sum, 10 without 1 of 2 parts",
        ),
        ({"other_unit": "£m", "said": "31 £m"}, "31 £m: another unit than the metric's"),
        ({}, 31),
    ],
)
def test_a_part_or_another_unit_never_stands_in_a_cell_as_a_plain_figure(more: dict[str, str], said: object) -> None:
    known, merton = load_framework(), borough("Merton")
    one = Evidence("MET-009", Found.FOUND, "A line.", figure=31, said="31 per 10,000", period="31 March 2025")
    home = Looked(merton, TODAY, "published", {"MET-009": replace(one, **more)})  # type: ignore[arg-type]
    assert figures("MET-009", "Merton", known, Named(known), lambda _: home) == [[said]]

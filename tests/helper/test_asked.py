"""What macros ask the helper by name: functions for cells, and settings that are kept in the user's own file."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import pytest

from outcomes_xl.building.addin.function_wrappers import cell_functions
from outcomes_xl.framework import load_framework
from outcomes_xl.helper.dispatcher import Dispatcher
from outcomes_xl.helper.endpoints import choices, functions
from outcomes_xl.settings import FETCHED, FILE, CannotUseSettings, Profile, Settings, load, save
from tests.built import borough_workbook, central_workbook

NOW = datetime(2026, 11, 22, 9, 0)


def profile(folder: Path, text: str | None = None) -> Profile:
    made = Profile(folder / "profile", folder / "state")
    if text is not None:
        made.settings.mkdir(parents=True)
        (made.settings / FILE).write_bytes(text.encode())
    return made


def written(of: Profile) -> str:
    return (of.settings / FILE).read_bytes().decode()


def dispatcher(of: Profile) -> Dispatcher:
    every, set_there = functions(of, lambda: NOW), choices(of, lambda: NOW)
    return Dispatcher(
        lambda name: None, {}, version="0.1.0", settings=lambda: load(of), functions=every, choices=set_there
    )


def test_the_desk_has_every_function_of_the_table_and_answers_as_com_takes_it(tmp_path: Path) -> None:
    asked = dispatcher(profile(tmp_path))
    for one in cell_functions():
        assert "has no function" not in str(asked.call(one.name, *[None] * len(one.arguments)))
    assert asked.call("OUTCOMES_MAPPED", "MET-012", None)[0][0] == "CSC-46", "an argument left out arrives as None"
    assert asked.call("OUTCOMES_PERIOD_END", "2024/25", "Financial year") == [[datetime(2025, 3, 31, tzinfo=UTC)]]
    assert asked.call("OUTCOMES_PLACE", (("a", "b"),)) == (
        "The ids stand in more than one column. Give one column of cells."
    )


def test_figures_come_from_the_folder_the_user_chose_else_from_those_that_ship(tmp_path: Path) -> None:
    mine = profile(tmp_path)
    asked = dispatcher(mine)
    assert asked.call("OUTCOMES_FIGURE", "MET-009", "Merton") == [[31]]
    (empty := tmp_path / "mine").mkdir()
    asked.choose("choose_published_files", str(empty))
    assert asked.call("OUTCOMES_FIGURE", "MET-009", "Merton") == [["Not in these files"]]
    folder = str(resources.files("outcomes_xl") / "data" / "published")
    assert asked.choose("choose_published_files", folder) == f"Published figures are now looked for in {folder}."
    assert asked.call("OUTCOMES_FIGURE", "MET-009", "Merton") == [[31]]


def test_a_chosen_central_file_is_one_or_nothing_is_changed(tmp_path: Path) -> None:
    asked, known = dispatcher(mine := profile(tmp_path)), load_framework()
    central, other = tmp_path / "central.xlsx", tmp_path / "Merton.xlsx"
    central.write_bytes(central_workbook(known))
    other.write_bytes(borough_workbook(known, "Merton"))
    assert asked.choose("choose_central_file", str(other)).startswith(
        "“Merton.xlsx” is a borough's workbook, not a central file."
    )
    assert "is not the full path" in asked.choose("choose_central_file", "central.xlsx")
    assert "is not the full path" in asked.choose("choose_central_file", "")
    assert "is not the full path" in asked.choose("choose_published_files", "https://example.org/published")
    assert asked.choose("choose_published_files", str(tmp_path / "gone")).startswith("There is no folder")
    assert load(mine) == Settings()
    assert asked.choose("choose_central_file", str(central)) == f"The central file is now {central}."
    assert load(mine).central_file == str(central)
    assert asked.choose("settings", "").splitlines() == [
        f"Your settings are kept in {mine.settings / FILE}.",
        f"Central file: {central}",
        f"Published files: not chosen yet; fetched ones go to {mine.settings / FETCHED}",
        "The internet: not asked about yet",
        "Other places you have said yes to: none",
    ]


def test_saving_keeps_every_other_line_and_comment(tmp_path: Path) -> None:
    before = (
        "# Written by Sam, ask before changing\r\n"
        "central_file = '\\\\server\\old.xlsx'  # until March\r\n"
        "\r\n"
        'trusted_places = [\r\n  "https://example.org/outcomes", # the centre\r\n]\r\n'
    )
    mine = profile(tmp_path, before)
    save(mine, central_file="\\\\server\\new's.xlsx")
    assert written(mine) == before.replace("'\\\\server\\old.xlsx'", '"\\\\\\\\server\\\\new\'s.xlsx"')
    assert load(mine).central_file == "\\\\server\\new's.xlsx"
    save(mine, published_files=str(tmp_path))
    assert written(mine).startswith(f"published_files = '{tmp_path}'\n# Written by Sam")
    assert load(mine).trusted_places == ("https://example.org/outcomes",)


@pytest.mark.parametrize(
    "before",
    [
        "central_file = 3\n",
        "central_file = \n",
        "colour = 'red'\n",
    ],
)
def test_a_file_that_cannot_be_read_is_left_as_it_is(tmp_path: Path, before: str) -> None:
    mine = profile(tmp_path, before)
    with pytest.raises(CannotUseSettings) as told:
        save(mine, central_file="/new/central.xlsx")
    assert str(mine.settings / FILE) in str(told.value)
    assert written(mine) == before
    assert [one.name for one in mine.settings.iterdir()] == [FILE]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("central_file = '''\n/old/\ncentral.xlsx'''  # two lines\n", "central_file = '/new.xlsx'  # two lines\n"),
        ("'central_file'='/old.xlsx'\n", "'central_file'='/new.xlsx'\n"),
        (
            "trusted_places = [\n'''\ncentral_file = 'a decoy in a text'\n'''\n]\n",
            "central_file = '/new.xlsx'\ntrusted_places = [\n'''\ncentral_file = 'a decoy in a text'\n'''\n]\n",
        ),
    ],
)
def test_however_a_setting_is_written_it_alone_is_changed(tmp_path: Path, before: str, after: str) -> None:
    mine = profile(tmp_path, before)
    save(mine, central_file="/new.xlsx")
    assert written(mine) == after


def test_a_setting_that_could_not_be_read_back_is_not_saved(tmp_path: Path) -> None:
    mine = profile(tmp_path)
    with pytest.raises(CannotUseSettings, match="not a full path"):
        save(mine, published_files="published")
    assert not mine.settings.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are otherwise there")
def test_a_write_that_stops_half_way_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = profile(tmp_path, "central_file = '/old/central.xlsx'\n")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CannotUseSettings, match="cannot be written"):
        save(mine, central_file="/new/central.xlsx")
    assert written(mine) == "central_file = '/old/central.xlsx'\n"
    assert [one.name for one in mine.settings.iterdir()] == [FILE]


def test_the_adopt_button_makes_a_workbook_beside_the_spreadsheet_and_never_writes_over(tmp_path: Path) -> None:
    from tests.adopt.test_adopt import LOG, spreadsheet

    theirs, asked = spreadsheet(tmp_path / "Our log.xlsx", *LOG), dispatcher(profile(tmp_path))
    first, again = (asked.adopt(str(theirs), "LB Merton") for _ in range(2))
    assert [Path(one.opens).name for one in (first, again)] == ["Outcomes Merton.xlsx", "Outcomes Merton 2.xlsx"]
    assert first.for_a_macro().splitlines()[:2] == ["open", str(tmp_path / "Outcomes Merton.xlsx")]
    assert first.sentence.endswith("What became of each cell is listed in Outcomes Merton cells.csv, beside it.")
    assert {one.name for one in tmp_path.glob("*.*")} >= {"Our log.notes.toml", "Outcomes Merton 2 cells.csv"}
    for place, borough, said in (
        (str(theirs), "Mertn", "stop\n“Mertn” is not one of the 33 London boroughs. Did you mean Merton?"),
        (
            "log.xlsx",
            "Merton",
            "stop\n“log.xlsx” is not the full path of a file on this computer, so nothing was done.",
        ),
        ("https://example.org/log.xlsx", "Merton", "stop\n“https://example.org/log.xlsx” is not the full path"),
        (str(tmp_path / "gone.xlsx"), "Merton", "stop\nThere is no file “gone.xlsx” in"),
    ):
        assert asked.adopt(place, borough).for_a_macro().startswith(said)


def test_the_london_picture_lies_beside_the_folder_and_esc_leaves_nothing(tmp_path: Path) -> None:
    from tests.london.made import workbook

    folder, home = tmp_path / "Returns", tmp_path / "Returns - London picture"
    folder.mkdir()
    (folder / "Merton.xlsx").write_bytes(workbook("Merton"))
    (folder / "returns.zip").write_bytes(b"PK")
    stops = Dispatcher(lambda _: None, {}, version="0.1.0", settings=Settings, stopped=lambda: True)
    said = stops.collate(str(folder)).for_a_macro()
    assert said == "stop\nStopped, as you asked. Nothing was written; run it again whenever you like."
    assert not home.exists()
    asked = dispatcher(profile(tmp_path))
    for _ in range(2):
        reply = asked.collate(str(folder))
        assert reply.for_a_macro().splitlines()[:3] == [
            *("open", str(home / "London picture.xlsx")),
            "2 files looked at: 1 borough in the picture.",
        ]
    assert "- returns.zip: Passed over: a zip folder." in reply.sentence
    assert len(reply.sentence) < 1000
    assert {one.name for one in home.iterdir()} >= {"London picture.xlsx", "London picture.html", "Boroughs' pages"}
    assert asked.collate("returns").sentence.startswith("“returns” is not the full path of a folder on this computer")
    assert asked.collate(str(tmp_path / "gone")).sentence.endswith(
        "Name the folder that the boroughs' workbooks are in."
    )

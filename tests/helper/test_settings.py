"""Settings come from the user's own profile; no workbook and no file beside one chooses what a button runs or reads."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from outcomes_xl import settings
from outcomes_xl.helper import process
from outcomes_xl.helper.dispatcher import Dispatcher
from outcomes_xl.hosts import desktop
from outcomes_xl.hosts.central import covers, place_of
from outcomes_xl.model import Book, Patch, Result
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.settings import CannotUseSettings, Profile, Settings, load
from outcomes_xl.workflows.published_folder import published_files
from outcomes_xl.workflows.run_job import Around
from tests.routes import stand_in_com as com


def profile(folder: Path, text: str | None = None) -> Profile:
    made = Profile(folder / "profile", folder / "state")
    if text is not None:
        made.settings.mkdir(parents=True)
        (made.settings / settings.FILE).write_text(text, encoding="utf-8")
    return made


def test_without_a_file_nothing_is_trusted_and_this_python_is_used(tmp_path: Path) -> None:
    assert load(profile(tmp_path)) == Settings(Path(sys.executable), None, (), None)


def test_what_the_user_set_is_read(tmp_path: Path) -> None:
    found = load(
        profile(
            tmp_path,
            f"interpreter = '{tmp_path}/python'\ncentral_file = '{tmp_path}/central.xlsx'\n"
            f"trusted_places = ['https://example.org/outcomes/']\npublished_files = '{tmp_path}/published'\n",
        )
    )
    assert found.interpreter == tmp_path / "python"
    assert found.central_file == f"{tmp_path}/central.xlsx"
    assert found.published_files == tmp_path / "published"
    assert covers(found.trusted_places, place_of("https://example.org/outcomes/2026/central.xlsx"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("interpreter = python", "cannot be read"),
        ("interpreter = 'python.exe'", "interpreter is not a full path: “python.exe”. Write it like this:"),
        ("published_files = '.'", "published_files is not a full path: “.”."),
        ("trusted_places = 'https://example.org'", "trusted_places is not a list of places."),
        ("central_file = 3", "central_file is not text."),
        (
            "pythonpath = '/tmp'",
            "have “pythonpath”, which is not known. Known are: central_file, file_addresses, framework, internet,",
        ),
    ],
)
def test_a_mistake_in_the_settings_is_said_with_the_file_and_the_cure(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(CannotUseSettings) as told:
        load(profile(tmp_path, text))
    assert said in str(told.value)
    assert str(tmp_path) in str(told.value)


def test_the_profile_is_the_operating_systems(tmp_path: Path) -> None:
    at_home = {"home": tmp_path, "environment": {}}
    assert Profile.of_user(platform="win32", **at_home).settings == tmp_path / "AppData" / "Local" / "outcomes_xl"  # type: ignore[arg-type]
    assert Profile.of_user(platform="linux", **at_home).settings == tmp_path / ".config" / "outcomes_xl"  # type: ignore[arg-type]
    mac = Profile.of_user(platform="darwin", **at_home)  # type: ignore[arg-type]
    assert mac.state == tmp_path / "Library" / "Logs" / "outcomes_xl"
    short = Profile.of_user({"XDG_CONFIG_HOME": "."}, tmp_path, "linux")
    assert short.settings == tmp_path / ".config" / "outcomes_xl"


def test_a_job_says_in_a_sentence_what_is_not_set(tmp_path: Path) -> None:
    with pytest.raises(CannotUse) as told:
        published_files(Settings())
    assert str(told.value).startswith("No folder of published files is set, so nothing was looked for.")


HOSTILE = {
    "INTERPRETER_WIN": "C:\\Received\\python.exe",
    "INTERPRETER": "/received/python",
    "PYTHONPATH": "C:\\Received",
    "UDF MODULES": "received",
    "CONDA PATH": "C:\\Received",
    "ADD_WORKBOOK_TO_PYTHONPATH": "True",
    "ONEDRIVE_COMMERCIAL_WIN": "C:\\Received",
    "central_file": "C:\\Received\\central.xlsx",
    "Central file": "https://received.example/central.xlsx",
    "published_files": "C:\\Received",
}


def hostile_folder(folder: Path) -> Path:
    """A received workbook with every settings sheet xlwings knows, and every settings file beside it."""
    received = folder / "received"
    received.mkdir()
    with xlsxwriter.Workbook(received / "Northbridge.xlsx") as workbook:
        sheet = workbook.add_worksheet("Start")
        sheet.add_table(
            f"A1:B{len(HOSTILE) + 1}", {"name": "tblStart", "columns": [{"header": "Setting"}, {"header": "Answer"}]}
        )
        for number, (key, value) in enumerate(HOSTILE.items(), 1):
            sheet.write_row(number, 0, [key, value])
            workbook.define_name(key.replace(" ", "_"), f'="{value}"')
        for name in ("xlwings.conf", "outcomes_xl.conf", "outcomes.conf"):
            conf = workbook.add_worksheet(name)
            for number, (key, value) in enumerate(HOSTILE.items()):
                conf.write_row(number, 0, [key, value])
    lines = "".join(f'"{key}","{value}"\n' for key, value in HOSTILE.items())
    for name in ("xlwings.conf", "outcomes_xl.conf", "xlwings.bas", "settings.toml", ".env"):
        text = "interpreter = '/received/python'\n" if name.endswith("toml") else lines
        (received / name).write_text(text, encoding="utf-8")
    (received / ".env").write_text("".join(f"{key}={value}\n" for key, value in HOSTILE.items()), encoding="utf-8")
    return received


def test_a_hostile_workbook_and_its_folder_choose_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    received = hostile_folder(tmp_path)
    monkeypatch.chdir(received)  # Excel's current folder is where the workbook was opened
    own = profile(tmp_path, f"central_file = '{tmp_path}/own/central.xlsx'\n")
    seen: list[Settings] = []

    def look(book: Book, around: Around) -> Result:
        seen.append(around.settings())
        return Result((), Patch(), "Looked.")

    book = com.xlwings_book(com.open_file(received / "Northbridge.xlsx"))
    dispatcher = Dispatcher(lambda name: book, {"check": look}, version="0.1.0", settings=lambda: load(own))
    assert dispatcher.run("check", str(received / "Northbridge.xlsx")) == "Looked."
    (used,) = seen
    assert used == Settings(central_file=f"{tmp_path}/own/central.xlsx")
    quiet = Path(sys.executable).with_name("pythonw.exe")  # the one without a window
    assert process.start_command(used)[0] == str(quiet if sys.platform == "win32" else sys.executable)
    for place in ("C:\\Received\\central.xlsx", str(received / "central.xlsx")):
        assert not covers(used.trusted_places, place_of(place))


def test_a_hostile_workbook_can_have_its_central_file_asked_about_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It names a place on Start, as a borough's own workbook may: nothing is fetched and nothing kept without a yes."""
    received = hostile_folder(tmp_path)
    monkeypatch.chdir(received)
    own = profile(tmp_path)
    fetched: list[object] = []
    monkeypatch.setattr("outcomes_xl.workflows.get_central_file.fetch", lambda *_, **__: fetched.append(1))
    book = com.xlwings_book(com.open_file(received / "Northbridge.xlsx"))
    dispatcher = Dispatcher(
        lambda name: book,
        version="0.1.0",
        settings=lambda: load(own),
        trust=lambda place: settings.trust(place, own),
    )
    for agreed in ("", "C:\\Received\\central.xlsx", "yes"):
        told = dispatcher.answer("refresh", str(received / "Northbridge.xlsx"), agreed)
        assert told.about == "https://received.example/central.xlsx"
    assert fetched == []
    assert load(own) == Settings()


def test_nothing_beside_the_workbook_is_opened_while_a_job_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    received = hostile_folder(tmp_path)
    monkeypatch.chdir(received)
    book = com.xlwings_book(com.open_file(received / "Northbridge.xlsx"))
    opened: list[str] = []

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if watching and event in ("open", "os.listdir", "os.scandir", "subprocess.Popen", "os.system"):
            opened.append(str(arguments[0]))

    watching = True
    sys.addaudithook(watch)
    try:
        read = desktop.read(book)
        own = load(profile(tmp_path))
    finally:
        watching = False
    assert "xlwings.conf" in read.sheets  # read as cells like any other sheet, and as nothing else
    assert own == Settings()
    assert [place for place in opened if str(received) in place or not Path(place).is_absolute()] == []


def test_an_environment_with_xlwings_settings_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for key, value in HOSTILE.items():
        monkeypatch.setenv(key.replace(" ", "_"), value)
    assert load(profile(tmp_path)) == Settings()

"""Install and uninstall really done in a temporary home; the registry, shortcuts and programs are stood in for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path, PureWindowsPath
from typing import Any

import pytest

import outcomes_xl
from outcomes_xl import settings
from outcomes_xl.helper import com_server
from outcomes_xl.hosts.central import LastGoodCopies, place_of
from outcomes_xl.http.kept_answers import KeptAnswer
from outcomes_xl.install import install_command, wheelhouse
from outcomes_xl.install.execute import CannotInstall
from outcomes_xl.install.manifest import sha256
from outcomes_xl.install.system import MACHINE, OwnPrograms
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.settings import Profile
from tests.install.machines import StandInPrograms, Windows, mac

ADDIN = "AppData/Roaming/Microsoft/Excel/XLSTART/outcomes.xlam"
SETTINGS = "AppData/Local/outcomes_xl/settings.toml"
LIST = "AppData/Local/outcomes_xl/installed.json"
MENU = "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Outcomes helper.lnk"
SIGN_IN = "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Startup/Outcomes helper.lnk"


@pytest.fixture
def pc(tmp_path: Path) -> Windows:
    made = Windows(tmp_path / "ama")
    made.home.mkdir()
    return made


def install(pc: Windows, **more: Any) -> list[str]:
    said: list[str] = []
    install_command.install(said.append, on=pc.machine, **more)
    return said


def uninstall(pc: Windows, **more: Any) -> list[str]:
    said: list[str] = []
    install_command.uninstall(said.append, on=pc.machine, **more)
    return said


def test_a_dry_run_says_every_step_and_does_nothing(pc: Windows) -> None:
    said = install(pc, dry_run=True)
    assert said[0] == "1. End the helper, if it is running"
    assert said[-1] == "This was a dry run: nothing was done."
    assert len(said) == 11
    assert (pc.files(), pc.registry.keys, pc.programs.started) == ({}, {}, [])


def test_install_puts_add_in_shortcuts_keys_and_settings_and_starts_the_helper(pc: Windows) -> None:
    said = install(pc)
    assert set(pc.files()) == {ADDIN, SETTINGS, LIST, MENU, SIGN_IN}
    assert pc.files()[ADDIN] == wheelhouse.addin(None)
    assert {key: values[""] for (_, key), values in pc.registry.keys.items()} == dict(com_server.entries())
    (words,) = pc.programs.started
    assert words[1:] == ("-P", "-m", "outcomes_xl", "helper")
    assert " ".join(words) in pc.files()[SIGN_IN].decode()
    assert said[-1].startswith(f"Outcomes {outcomes_xl.__version__} is installed.")


def test_the_settings_it_makes_can_be_read_and_set_nothing(pc: Windows) -> None:
    install(pc)
    found = settings.load(Profile((pc.home / SETTINGS).parent, pc.home))
    assert found == settings.Settings()
    every_line = (pc.home / SETTINGS).read_text("utf-8").replace("# central", "central").replace("# publ", "publ")
    (pc.home / SETTINGS).write_text(every_line.replace("# trusted", "trusted"), "utf-8")
    if sys.platform == "win32":
        settings.load(Profile((pc.home / SETTINGS).parent, pc.home))


def test_installing_again_changes_nothing(pc: Windows) -> None:
    install(pc)
    before, keys = pc.files(), json.dumps(list(pc.registry.keys.values()))
    said = install(pc)
    assert pc.files() == before
    assert json.dumps(list(pc.registry.keys.values())) == keys
    assert sum(line.endswith("it is there already.") for line in said) == 5


def test_uninstall_leaves_the_machine_as_it_was_but_for_settings(pc: Windows) -> None:
    (pc.home / "AppData" / "Roaming").mkdir(parents=True)
    (pc.home / "AppData" / "Roaming" / "other.txt").write_text("an officer's own")
    install(pc)
    (pc.home / SETTINGS).write_text("published_files = '/published'\n")
    said = uninstall(pc)
    assert set(pc.files()) == {SETTINGS, "AppData/Roaming/other.txt"}
    assert pc.registry.keys == {}
    assert said[-1].startswith("Your settings stay in ")
    uninstall(pc, settings=True)
    assert set(pc.files()) == {"AppData/Roaming/other.txt"}
    assert sorted(path.name for path in pc.home.rglob("*") if path.is_dir()) == ["AppData", "Local", "Roaming"]


def test_uninstall_with_settings_takes_everything_and_every_folder_it_made(pc: Windows) -> None:
    install(pc)
    uninstall(pc, settings=True)
    assert list(pc.home.iterdir()) == []


def test_uninstall_with_settings_takes_the_folder_that_a_helper_had_made_before(pc: Windows) -> None:
    tool = (pc.home / SETTINGS).parent
    tool.mkdir(parents=True)
    install(pc)
    uninstall(pc, settings=True)
    assert not tool.exists()


def test_what_was_changed_since_is_left_and_named(pc: Windows) -> None:
    install(pc)
    (pc.home / ADDIN).write_bytes(b"signed by IT since")
    key = com_server.entries()[-1][0]
    pc.registry.write(key, "Another.Helper")
    said = uninstall(pc)
    assert f"Left: {pc.home / ADDIN} was changed since. Take it away yourself if you do not need it." in said
    assert rf"Left: HKEY_CURRENT_USER\{key} was changed since. Take it away yourself if you do not need it." in said
    assert (pc.home / ADDIN).read_bytes() == b"signed by IT since"


def test_a_strangers_file_in_the_way_stops_everything_before_it_begins(pc: Windows) -> None:
    (pc.home / ADDIN).parent.mkdir(parents=True)
    (pc.home / ADDIN).write_bytes(b"another outcomes.xlam")
    with pytest.raises(CannotInstall) as told:
        install(pc)
    assert str(told.value) == (
        f"{pc.home / ADDIN} is there already and is not what was put there from here, so nothing was done. "
        "If it may go, move it away and run this command again."
    )
    assert set(pc.files()) == {ADDIN}
    assert pc.registry.keys == {}


def test_settings_that_are_there_are_never_written_over(pc: Windows) -> None:
    (pc.home / SETTINGS).parent.mkdir(parents=True)
    (pc.home / SETTINGS).write_text("published_files = '/published'\n")
    install(pc)
    assert (pc.home / SETTINGS).read_text() == "published_files = '/published'\n"


def test_an_add_in_that_excel_has_open_is_said_in_words_and_install_goes_on_from_there(
    pc: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = Path.replace

    def in_use(self: Path, target: Path) -> Path:
        if target.suffix == ".xlam":
            raise PermissionError(13, "in use", str(self), None, str(target))  # as Windows says it
        return put(self, target)

    with monkeypatch.context() as excel, pytest.raises(CannotInstall) as told:
        excel.setattr(Path, "replace", in_use)
        install(pc)
    assert str(told.value).endswith(
        "outcomes.xlam is in use or may not be written. Close every Excel window, then run this command again."
    )
    assert set(pc.files()) <= {LIST}
    install(pc)
    assert set(pc.files()) == {ADDIN, SETTINGS, LIST, MENU, SIGN_IN}


def test_a_new_version_replaces_what_the_earlier_one_put_there(pc: Windows, tmp_path: Path) -> None:
    install(pc)
    house = a_wheelhouse(tmp_path / "house")
    (house / "outcomes.xlam").write_bytes(b"the add-in as IT signed it")
    install(pc, wheelhouse=house)
    assert (pc.home / ADDIN).read_bytes() == b"the add-in as IT signed it"
    (words,) = pc.programs.ran
    assert words[1:5] == ("-I", "-m", "venv", "--without-pip")


def test_an_environment_that_is_at_work_is_taken_away_when_the_command_has_ended(
    pc: Windows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(pc, wheelhouse=a_wheelhouse(tmp_path / "house"))
    (tree,) = (pc.home / SETTINGS).parent.glob("python-*")
    (tree / "pyvenv.cfg").touch()
    monkeypatch.setattr(sys, "prefix", str(tree))
    said = uninstall(pc, settings=True)
    assert any(line.endswith("if nobody has changed it: it goes when this command has ended.") for line in said)
    assert tree.exists()
    assert OwnPrograms().run(pc.programs.started[-1]) == ""
    assert not tree.parent.exists()


def test_an_environment_that_cannot_be_made_is_said_in_words(pc: Windows, tmp_path: Path) -> None:
    house = a_wheelhouse(tmp_path / "house")
    pc.programs = StandInPrograms("Error: Command failed\nthe disk is full")
    with pytest.raises(CannotInstall) as told:
        install(pc, wheelhouse=house)
    assert str(told.value) == (
        "The Python environment could not be made: the disk is full Show this to IT, then run this again."
    )


@pytest.mark.parametrize(
    ("missing", "said"),
    [("requirements.txt", "There is no requirements.txt in"), ("*.whl", "The package outcomes_xl 0.1.0 is not in")],
)
def test_a_folder_that_is_no_wheelhouse_is_refused(pc: Windows, tmp_path: Path, missing: str, said: str) -> None:
    house = a_wheelhouse(tmp_path / "house")
    for path in house.glob(missing):
        path.unlink()
    with pytest.raises(CannotUse, match=said):
        install(pc, wheelhouse=house)


def test_a_list_that_cannot_be_read_stops_uninstall(pc: Windows) -> None:
    install(pc)
    (pc.home / LIST).write_text("{")
    with pytest.raises(CannotUse, match="cannot be read"):
        uninstall(pc)
    assert ADDIN in pc.files()


@pytest.mark.slow
def test_a_real_environment_is_made_without_the_internet_used_and_taken_away(tmp_path: Path) -> None:
    """The packages come from the folder alone, by hash; the command then runs in the environment that was made."""
    house = a_wheelhouse(tmp_path / "house")
    home = tmp_path / "ama"
    home.mkdir()
    said: list[str] = []
    install_command.install(said.append, wheelhouse=house, on=mac(home))
    (python,) = home.glob("Library/Application Support/outcomes_xl/python-*/bin/python")
    ran = subprocess.run(
        [python, "-P", "-c", "import outcomes_xl; print(outcomes_xl.__file__)"],
        capture_output=True, text=True, check=True, cwd=tmp_path, env={},
    )  # fmt: skip
    assert str(home) in ran.stdout
    made = python.stat().st_ctime_ns
    again: list[str] = []
    install_command.install(again.append, wheelhouse=house, on=mac(home))
    assert again[0].endswith("it is there already.")
    assert python.stat().st_ctime_ns == made
    install_command.uninstall(said.append, settings=True, on=mac(home))
    assert list(home.iterdir()) == []


def test_a_package_whose_hash_is_another_is_not_installed(pc: Windows, tmp_path: Path) -> None:
    house = a_wheelhouse(tmp_path / "house")
    (wheel,) = house.glob("*.whl")
    with zipfile.ZipFile(wheel, "a") as archive:
        archive.writestr("outcomes_xl/more.py", "raise SystemExit('taken over')")
    with pytest.raises(CannotUse, match=r"\.whl is not the file that .* lists: its hash is another\. Copy the whole"):
        install(pc, wheelhouse=house)
    assert not list((pc.home / SETTINGS).parent.glob("python-*"))


def test_install_runs_straight_out_of_the_wheel_with_pythons_own_library_alone(tmp_path: Path) -> None:
    wheel = tmp_path / "outcomes_xl-0.1.0-py3-none-any.whl"
    root = Path(outcomes_xl.__file__).parent
    with zipfile.ZipFile(wheel, "w") as archive:
        for path in root.rglob("*"):
            if path.is_file() and path.suffix in (".py", ".toml", ".csv"):
                archive.write(path, Path("outcomes_xl") / path.relative_to(root))
        archive.writestr("outcomes_xl/outcomes.xlam", wheelhouse.addin(None))
    code = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); sys.platform = 'darwin'; import outcomes_xl\n"
        "from outcomes_xl.install.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    words = [sys.executable, "-I", "-S", "-c", code, wheel, "install", "--dry-run"]
    home = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "SYSTEMROOT": os.environ.get("SYSTEMROOT", "")}
    ran = subprocess.run(words, capture_output=True, text=True, check=False, cwd=tmp_path, env=home)
    assert ran.returncode == 0, ran.stderr
    assert f"SHA-256 {sha256(wheelhouse.addin(None))}" in ran.stdout
    assert [path.name for path in tmp_path.iterdir()] == [wheel.name]


def a_wheelhouse(folder: Path) -> Path:
    """A folder as IT hands it out, with a small package that is called as ours is."""
    folder.mkdir()
    wheel = folder / "outcomes_xl-0.1.0-py3-none-any.whl"
    about = "outcomes_xl-0.1.0.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("outcomes_xl/__init__.py", "")
        archive.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: outcomes_xl\nVersion: 0.1.0\n")
        archive.writestr(
            f"{about}/WHEEL", "Wheel-Version: 1.0\nGenerator: hand\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(
            f"{about}/RECORD", f"outcomes_xl/__init__.py,,\n{about}/METADATA,,\n{about}/WHEEL,,\n{about}/RECORD,,\n"
        )
    pin = f"outcomes_xl==0.1.0 --hash=sha256:{sha256(wheel.read_bytes())}\n"
    (folder / "requirements.txt").write_text(pin, encoding="ascii")
    return folder


STORES = (
    r"C:\Program Files\WindowsApps\PythonSoftwareFoundation.Python.3.11_3.11.2544.0_x64__qbz5n2kfra8p0",
    r"C:\Users\ama\AppData\Local\Microsoft\WindowsApps",
    r"C:\Users\ama\AppData\Local\Packages\PythonSoftwareFoundation.Python.3.12_qbz5n2kfra8p0\LocalCache",
)


@pytest.mark.parametrize("python", STORES)
@pytest.mark.parametrize("dry_run", [True, False])
def test_a_python_from_the_store_is_refused_before_the_first_step(pc: Windows, python: str, dry_run: bool) -> None:
    """What it writes into the profile goes to a private copy: all seemed well, also to the doctor, and nothing was."""
    pc.python = PureWindowsPath(python)
    with pytest.raises(CannotUse, match=r"This Python is from the Microsoft Store\. .* so nothing was done\. Ask IT"):
        install(pc, dry_run=dry_run)
    assert (pc.files(), pc.registry.keys) == ({}, {})


@pytest.mark.parametrize("python", [r"C:\Users\ama\AppData\Local\Python\pythoncore-3.14-64", r"C:\Python311"])
def test_other_pythons_are_not_taken_for_one_from_the_store(pc: Windows, python: str) -> None:
    pc.python = PureWindowsPath(python)
    install(pc)


def test_packages_whose_paths_would_be_too_long_are_refused_before_the_first_step(pc: Windows, tmp_path: Path) -> None:
    """Unpacking would end with “No such file or directory”, for a long user's name."""
    house = house_with(tmp_path, "a" * 240 + ".py")
    with pytest.raises(CannotUse, match=r"would have \d+ characters below .*, and Windows opens 259; so nothing"):
        install(pc, wheelhouse=house)
    assert (pc.files(), pc.registry.keys) == ({}, {})
    key = r"SYSTEM\CurrentControlSet\Control\FileSystem"
    pc.registry.keys[MACHINE, key] = {"LongPathsEnabled": 1}
    install(pc, wheelhouse=house)


def house_with(folder: Path, longest: str) -> Path:
    house = folder / "house"
    house.mkdir()
    with zipfile.ZipFile(house / "outcomes_xl-0.1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr(longest, "")
        wheel.writestr("outcomes_xl-0.1.0.data/scripts/" + "a" * 250, "")
    digest = sha256((house / "outcomes_xl-0.1.0-py3-none-any.whl").read_bytes())
    (house / "requirements.txt").write_text(f"outcomes_xl==0.1.0 --hash=sha256:{digest}\n")
    return house


def test_a_package_that_is_cut_off_is_named(pc: Windows, tmp_path: Path) -> None:
    house = house_with(tmp_path, "a.py")
    (house / "other-1-py3-none-any.whl").write_bytes(b"PK cut off")
    with pytest.raises(CannotUse, match=r"other-1-py3-none-any\.whl is not whole\. Copy the whole folder"):
        install(pc, wheelhouse=house)


def test_uninstall_with_settings_takes_what_was_kept_between(pc: Windows) -> None:
    """After a refresh a copy of the central file stayed in State, and the folder with it."""
    install(pc)
    own = (pc.home / SETTINGS).parent
    when = datetime(2026, 11, 28, 14, 0)
    kept = KeptAnswer(b"the central file", "", when, when)
    LastGoodCopies(own / "State" / "cache").keep(place_of(str(pc.home / "c.xlsx")), kept, when)
    (own / "answers").mkdir()
    (own / "answers" / "one.json").write_text("{}")
    for name in ("helper.log", "helper.log.1", "helper-2.lock", "helper-2.json", "helper-3.leave"):
        (own / "State" / name).write_text("")
    assert uninstall(pc, settings=True)[-1].endswith("done.")
    assert (pc.files(), own.exists()) == ({}, False)

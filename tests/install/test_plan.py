"""What install and uninstall would do on each platform, worked out here without a machine of that kind."""

from __future__ import annotations

from pathlib import PurePath, PurePosixPath, PureWindowsPath
from typing import Any

import pytest

from outcomes_xl.install.install_folders import InstallFolders, places
from outcomes_xl.install.manifest import FILE, FOLDER, KEY, TREE, Manifest, Thing
from outcomes_xl.install.plan import Packages, steps, takings
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.settings import Profile

AMA = PureWindowsPath(r"C:\Users\ama")
LOCAL = AMA / "AppData" / "Local" / "outcomes_xl"
ROAMING = {"APPDATA": r"C:\Users\ama\AppData\Roaming"}
HOUSE = PureWindowsPath(r"S:\IT\Outcomes")
PACKAGES = Packages(HOUSE, HOUSE / "requirements.txt", "1a2b3c4d" * 8)
SHA = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # of b"abc"


def profile(settings: PurePath, state: PurePath) -> Profile:
    given: Any = (settings, state)
    return Profile(*given)


def windows() -> InstallFolders:
    return places("win32", profile(LOCAL, LOCAL / "State"), AMA, ROAMING)


def mac() -> InstallFolders:
    home = PurePosixPath("/Users/ama")
    own = home / "Library" / "Application Support" / "outcomes_xl"
    return places("darwin", profile(own, home / "Library" / "Logs" / "outcomes_xl"), home, {})


def told(planned: tuple[Any, ...]) -> str:
    return "\n".join(step.sentence for step in planned)


def test_on_windows_every_step_is_in_the_users_own_profile_and_registry() -> None:
    python = PureWindowsPath(r"C:\Program Files\Python311\python.exe")
    assert told(steps(windows(), b"abc", python, PACKAGES, Manifest())) == (
        r"""End the helper, if it is running
Make a Python environment in C:\Users\ama\AppData\Local\outcomes_xl\python-1a2b3c4d, with the packages from S:\IT\Outcomes
Put the add-in in C:\Users\ama\AppData\Roaming\Microsoft\Excel\XLSTART\outcomes.xlam (SHA-256 {sha})
Make the settings file C:\Users\ama\AppData\Local\outcomes_xl\settings.toml, if there is none; one that is there is never touched
Set HKEY_CURRENT_USER\Software\Classes\OutcomesXL.Helper to “The outcomes toolkit's helper”
Set HKEY_CURRENT_USER\Software\Classes\OutcomesXL.Helper\CLSID to “{{6C0B9C8E-3F5D-4B0E-9A57-0E2D8C4A71F3}}”
Set HKEY_CURRENT_USER\Software\Classes\CLSID\{{6C0B9C8E-3F5D-4B0E-9A57-0E2D8C4A71F3}} to “The outcomes toolkit's helper”
Set HKEY_CURRENT_USER\Software\Classes\CLSID\{{6C0B9C8E-3F5D-4B0E-9A57-0E2D8C4A71F3}}\ProgID to “OutcomesXL.Helper”
Put “Outcomes helper” in C:\Users\ama\AppData\Roaming\Microsoft\Windows\Start Menu\Programs\Outcomes helper.lnk: {quiet} -P -m outcomes_xl helper
Put the helper's start at sign-in in C:\Users\ama\AppData\Roaming\Microsoft\Windows\Start Menu\Programs\Startup\Outcomes helper.lnk: {quiet} -P -m outcomes_xl helper
Start the helper: {quiet} -P -m outcomes_xl helper""".format(  # noqa: E501 - the lines as they are shown
            sha=SHA, quiet=r"C:\Users\ama\AppData\Local\outcomes_xl\python-1a2b3c4d\Scripts\pythonw.exe"
        )
    )


def test_an_environment_is_made_without_pip() -> None:
    python = PureWindowsPath(r"C:\Program Files\Python311\python.exe")
    made = steps(windows(), b"abc", python, PACKAGES, Manifest())[1]
    environment = r"C:\Users\ama\AppData\Local\outcomes_xl\python-1a2b3c4d"
    assert " ".join(made.words) == (  # type: ignore[union-attr]
        rf"C:\Program Files\Python311\python.exe -I -m venv --without-pip {environment}"
    )


def test_a_python_that_the_folder_brings_is_copied_and_runs_the_helper() -> None:
    brings = Packages(HOUSE, HOUSE / "python.sha256", "1a2b3c4d" * 8, brings_python=True)
    planned = steps(windows(), b"abc", PureWindowsPath(r"S:\IT\Outcomes\python\python.exe"), brings, Manifest())
    environment = r"C:\Users\ama\AppData\Local\outcomes_xl\python-1a2b3c4d"
    assert planned[1].sentence == rf"Copy the Python with its packages from S:\IT\Outcomes to {environment}"
    assert planned[-1].sentence == rf"Start the helper: {environment}\pythonw.exe -P -m outcomes_xl helper"


def test_on_a_mac_there_is_the_add_in_and_no_helper() -> None:
    assert told(steps(mac(), b"abc", PurePosixPath("/usr/local/bin/python3"), None, Manifest())) == (
        "Put the add-in in /Users/ama/Library/Group Containers/UBF8T346G9.Office/User Content.localized/"
        f"Startup.localized/Excel/outcomes.xlam (SHA-256 {SHA})\n"
        "Make the settings file /Users/ama/Library/Application Support/outcomes_xl/settings.toml, if there is none; "
        "one that is there is never touched"
    )


def test_elsewhere_there_is_no_excel_to_install_into() -> None:
    with pytest.raises(CannotUse, match="Excel runs on Windows and macOS"):
        places("linux", profile(PurePosixPath("/a"), PurePosixPath("/b")), PurePosixPath("/home/ama"), {})


def test_a_short_path_in_the_environment_does_not_choose_where_the_add_in_goes() -> None:
    found = places("win32", profile(LOCAL, LOCAL / "State"), AMA, {"APPDATA": "received"})
    assert str(found.addin) == r"C:\Users\ama\AppData\Roaming\Microsoft\Excel\XLSTART\outcomes.xlam"


def test_without_a_folder_of_packages_the_helper_runs_in_the_python_at_work() -> None:
    python = PureWindowsPath(r"C:\Tools\outcomes\Scripts\python.exe")
    last = steps(windows(), b"abc", python, None, Manifest())[-1]
    assert last.sentence == r"Start the helper: C:\Tools\outcomes\Scripts\pythonw.exe -P -m outcomes_xl helper"


def test_a_new_version_takes_the_earlier_environment_away_at_the_end() -> None:
    earlier = Thing(TREE, str(LOCAL / "python-00000000"), "0" * 64)
    python = PureWindowsPath(r"C:\Python311\python.exe")
    last = steps(windows(), b"abc", python, PACKAGES, Manifest("0.0.9", (earlier,)))[-1]
    assert last.sentence == (
        r"Take away the environment C:\Users\ama\AppData\Local\outcomes_xl\python-00000000, if nobody has changed it"
    )


def test_uninstall_takes_what_install_put_there_the_last_first_and_keeps_settings() -> None:
    things = (
        Thing(FOLDER, str(LOCAL)),
        Thing(TREE, str(LOCAL / "python-1a2b3c4d"), "1"),
        Thing(FILE, r"C:\Users\ama\outcomes.xlam", "2"),
        Thing(KEY, r"Software\Classes\OutcomesXL.Helper", "3"),
        Thing(KEY, r"Software\Classes\OutcomesXL.Helper\CLSID", "4"),
    )
    assert told(takings(windows(), Manifest("0.1.0", things))) == (
        r"""End the helper, if it is running
Take away the registry key HKEY_CURRENT_USER\Software\Classes\OutcomesXL.Helper\CLSID, if nobody has changed it
Take away the registry key HKEY_CURRENT_USER\Software\Classes\OutcomesXL.Helper, if nobody has changed it
Take away the file C:\Users\ama\outcomes.xlam, if nobody has changed it
Take away the environment C:\Users\ama\AppData\Local\outcomes_xl\python-1a2b3c4d, if nobody has changed it
Take away the folder C:\Users\ama\AppData\Local\outcomes_xl, if it is empty"""
    )
    also = [step.sentence for step in takings(windows(), Manifest("0.1.0", things), settings=True)]
    assert (
        r"Take away your settings C:\Users\ama\AppData\Local\outcomes_xl\settings.toml, the helper's log and the "
        r"kept copies of the central file in C:\Users\ama\AppData\Local\outcomes_xl\State"
    ) in also

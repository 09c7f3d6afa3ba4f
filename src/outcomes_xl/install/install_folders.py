"""Where things go, on each platform: all of it in the user's own profile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.settings import FILE, Profile, answers_folder

ADDIN = "outcomes.xlam"
SHORTCUT = "Outcomes helper.lnk"
LIST = "installed.json"
_MAC_STARTUP = "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"


@dataclass(frozen=True)
class InstallFolders:
    """Full paths. ``start_menu`` and ``sign_in`` are None where there is no helper. ``answers`` are kept ones.

    The add-in goes into Excel's start-up folder and not into its add-in folder: Excel opens what lies there by itself,
    where the add-in folder needs an entry in Excel's own settings besides, which Excel writes anew as it closes; and
    on Windows it is a trusted location unless IT has taken that away, which the add-in folder is not.

    The helper starts from a shortcut in the Startup folder and not from the registry's Run key: the same kind of
    shortcut as the one in the Start menu, so one way of making them is enough; and the user sees it as a file and
    under Settings, Apps, Startup.
    """

    platform: str
    tool: PurePath
    state: PurePath
    addin: PurePath
    start_menu: PurePath | None = None
    sign_in: PurePath | None = None
    answers: PurePath | None = None

    @property
    def settings(self) -> PurePath:
        return self.tool / FILE

    @property
    def list(self) -> PurePath:
        return self.tool / LIST


def places(platform: str, profile: Profile, home: PurePath, environment: Mapping[str, str]) -> InstallFolders:
    """Return the places for a platform, as sys.platform calls it. Raises CannotUse where there is no Excel."""
    if platform == "win32":
        named = type(home)(environment.get("APPDATA", ""))
        roaming = named if named.is_absolute() else home / "AppData" / "Roaming"
        programs = roaming / "Microsoft" / "Windows" / "Start Menu" / "Programs"
        return InstallFolders(
            platform,
            profile.settings,
            profile.state,
            roaming / "Microsoft" / "Excel" / "XLSTART" / ADDIN,
            programs / SHORTCUT,
            programs / "Startup" / SHORTCUT,
        )
    if platform == "darwin":
        return InstallFolders(platform, profile.settings, profile.state, home.joinpath(*_MAC_STARTUP.split("/"), ADDIN))
    raise CannotUse(
        "Excel runs on Windows and macOS, so there is nothing to install the add-in into here.",
        "Use the command line on a closed workbook: outcomes-xl check, refresh, availability or undo.",
    )


def of_user(platform: str, environment: Mapping[str, str], home: Path) -> InstallFolders:
    """Return this user's places. Raises CannotUse as ``places`` does."""
    found = places(platform, Profile.of_user(environment, home, platform), home, environment)
    return replace(found, answers=answers_folder(environment, home, platform))

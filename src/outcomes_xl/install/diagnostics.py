"""What the doctor looks at: gathered here without judging it. Nothing is written and no file's content is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from outcomes_xl import __version__
from outcomes_xl.helper import com_server, single_instance
from outcomes_xl.helper.single_instance import Running
from outcomes_xl.install import manifest as listed
from outcomes_xl.install.install_folders import InstallFolders
from outcomes_xl.install.manifest import FILE, Manifest, sha256_of
from outcomes_xl.install.system import MACHINE, USER, Outside
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.settings import Profile, Settings
from outcomes_xl.settings import load as load_settings

Something = TypeVar("Something")
_SECURITY = r"Software\Policies\Microsoft\Office\16.0\Excel\Security"


@dataclass(frozen=True)
class Policy:
    """What IT has set for Excel, in Office's policies; None where nothing is set. The names are Microsoft's."""

    vba_warnings: int | None = None
    block_from_internet: int | None = None
    only_signed_addins: int | None = None
    no_addins: int | None = None
    no_trusted_locations: int | None = None


@dataclass(frozen=True)
class Facts:
    """All that was seen. A text instead of a value says in words why it could not be read."""

    places: InstallFolders
    version: str
    placed: Manifest | str
    changed: tuple[str, ...]
    addin: str | None
    """SHA-256 of the add-in in Excel's start-up folder."""
    shipped: str | None
    """SHA-256 of the add-in this version came with."""
    downloaded: bool
    """The add-in has Windows' mark of a file from the internet."""
    registered: bool
    helper: Running | None
    settings: Settings | str
    central_file: str | None
    """Why the central file cannot be read; None when it can, or none is set."""
    published_files: str | None
    policy: Policy = Policy()


def gather(places: InstallFolders, shipped: str | None, outside: Outside) -> Facts:
    """Look at this user's machine."""
    found = _or_words(lambda: listed.load(Path(places.list)))
    profile = Profile(Path(places.tool), Path(places.state))
    settings = _or_words(lambda: load_settings(profile))
    set_ = settings if isinstance(settings, Settings) else Settings()
    return Facts(
        places=places,
        version=__version__,
        placed=found,
        changed=tuple(_changed(found)) if isinstance(found, Manifest) else (),
        addin=sha256_of(Path(places.addin)),
        shipped=shipped,
        downloaded=_downloaded(Path(places.addin)),
        registered=all(outside.registry.read(USER, key) == text for key, text in com_server.entries()),
        helper=single_instance.who(profile.state) if single_instance.is_running(profile.state) else None,
        settings=settings,
        central_file=_why_not_file(set_.central_file),
        published_files=_why_not_folder(set_.published_files),
        policy=_policy(outside),
    )


def _or_words(ask: Callable[[], Something]) -> Something | str:
    try:
        return ask()
    except CannotUse as trouble:
        return str(trouble)


def _changed(placed: Manifest) -> list[str]:
    return [one.place for one in placed if one.kind == FILE and sha256_of(Path(one.place)) != one.sha256]


def _downloaded(path: Path) -> bool:
    """NTFS keeps the mark in a second stream of the file."""
    try:
        return b"ZoneId=3" in Path(f"{path}:Zone.Identifier").read_bytes()
    except OSError:
        return False


def _why_not_file(place: str | None) -> str | None:
    if place is None:
        return None
    if place.startswith("https://"):
        return None  # nothing is fetched to find out here
    if "://" in place:
        return "it is a web address that does not begin with https://"
    try:
        with Path(place).open("rb") as file:
            return None if file.read(2) == b"PK" else "it is not an Excel workbook"
    except OSError as trouble:
        return (trouble.strerror or str(trouble)).lower()


def _why_not_folder(folder: Path | None) -> str | None:
    if folder is None or folder.is_dir():
        return None
    return "there is no such folder"


def _policy(outside: Outside) -> Policy:
    def asked(name: str, key: str = _SECURITY) -> int | None:
        for hive in (USER, MACHINE):
            value = outside.registry.read(hive, key, name)
            if isinstance(value, int):
                return value
        return None

    return Policy(
        vba_warnings=asked("vbawarnings"),
        block_from_internet=asked("blockcontentexecutionfrominternet"),
        only_signed_addins=asked("requireaddinsig"),
        no_addins=asked("disablealladdins"),
        no_trusted_locations=asked("alllocationsdisabled", rf"{_SECURITY}\Trusted Locations"),
    )

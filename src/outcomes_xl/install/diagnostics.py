"""What the doctor looks at: gathered here without judging it. Nothing is written and no file's content is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TypeVar

from outcomes_xl import __version__
from outcomes_xl.helper import com_server, single_instance
from outcomes_xl.helper.single_instance import Running
from outcomes_xl.install import manifest as listed
from outcomes_xl.install.install_folders import InstallFolders
from outcomes_xl.install.manifest import FILE, Manifest, sha256_of
from outcomes_xl.install.preconditions import is_from_store
from outcomes_xl.install.system import MACHINE, USER, Outside
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.settings import Profile, Settings
from outcomes_xl.settings import load as load_settings

Something = TypeVar("Something")
_POLICIES = (
    r"Software\Policies\Microsoft\Cloud\Office\16.0\Excel\Security",  # Microsoft 365's cloud policies
    r"Software\Policies\Microsoft\Office\16.0\Excel\Security",
)
_OWN = r"Software\Microsoft\Office\16.0\Excel\Security"
"""What the user has chosen in Excel's Trust Center, which counts where no policy says otherwise."""


@dataclass(frozen=True)
class Policy:
    """What is set for Excel, in Office's policies or by the user; None where nothing is. The names are Microsoft's."""

    vba_warnings: int | None = None
    block_from_internet: int | None = None
    only_signed_addins: int | None = None
    no_addins: int | None = None
    no_trusted_locations: int | None = None
    network_locations: int | None = None
    own: frozenset[str] = frozenset()
    """Those of these that no policy sets, but the user in Excel's Trust Center."""


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
    from_store: bool = False
    """The Python at work is from the Microsoft Store."""
    on_network: bool = False
    """Excel's start-up folder is on the network."""


def gather(places: InstallFolders, shipped: str | None, outside: Outside, python: PurePath) -> Facts:
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
        from_store=places.platform == "win32" and is_from_store(python),
        on_network=network_facts(places, outside).on_network,
    )


@dataclass(frozen=True)
class NetworkFacts:
    """Excel's start-up folder, whether it is on the network, and what is set about such places."""

    folder: PurePath
    on_network: bool
    policy: Policy


def network_facts(places: InstallFolders, outside: Outside) -> NetworkFacts:
    """Look at where Excel's start-up folder is: IT may keep a user's profile on a share."""
    folder = places.addin.parent
    return NetworkFacts(folder, places.platform == "win32" and outside.is_remote(folder), _policy(outside))


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


_SETTINGS = {
    "vba_warnings": "vbawarnings",
    "block_from_internet": "blockcontentexecutionfrominternet",
    "only_signed_addins": "requireaddinsig",
    "no_addins": "disablealladdins",
    "no_trusted_locations": r"Trusted Locations\alllocationsdisabled",
    "network_locations": r"Trusted Locations\allownetworklocations",
}


def _policy(outside: Outside) -> Policy:
    policies = [(hive, root) for hive in (USER, MACHINE) for root in _POLICIES]
    by_policy, own = (
        {ours: value for ours, name in _SETTINGS.items() for value in _first(outside, places, name)}
        for places in (policies, [(USER, _OWN)])
    )
    return Policy(**{**own, **by_policy}, own=frozenset(own.keys() - by_policy.keys()))


def _first(outside: Outside, places: list[tuple[str, str]], name: str) -> Iterator[int]:
    """Yield what the first of these places that says anything has set under a name; nothing where none does."""
    below, _, last = name.rpartition("\\")
    for hive, root in places:
        value = outside.registry.read(hive, rf"{root}\{below}" if below else root, last)
        if isinstance(value, int):
            yield value
            return

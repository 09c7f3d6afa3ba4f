"""What install and uninstall would do: steps in words and values, worked out without looking at the machine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from outcomes_xl.helper import com_server
from outcomes_xl.install.install_folders import InstallFolders
from outcomes_xl.install.manifest import FILE, FOLDER, KEY, TREE, Manifest, Thing, sha256

HELPER = ("-P", "-m", "outcomes_xl", "helper")
"""-P keeps the folder a program is started in off Python's search path: a pandas.py beside a workbook is not ours."""

SETTINGS_TEXT = r"""# Your settings for Outcomes. A workbook can never change them.
# To use a line, take the # before it away. Write full paths, between single quotation marks.

# The central file that Refresh mapping tabs reads:
# central_file = '\\server\outcomes\central.xlsx'

# The folder of CSV files that Check data availability looks in:
# published_files = 'C:\Outcomes\published'

# Whether buttons may ask the publishers on the internet (false forbids the command fetch as well):
# internet = true

# Further places that a central file may be read from:
# trusted_places = ['\\server\outcomes']
"""


@dataclass(frozen=True)
class Packages:
    """The packages IT hands out: their folder, and its pinned and hashed list."""

    folder: PurePath
    requirements: PurePath
    digest: str
    longest: int = 0
    """Characters in the longest path of a file in them, as it is below site-packages."""
    brings_python: bool = False
    """A Python is in the folder, with the packages in it already."""


@dataclass(frozen=True)
class StopHelper:
    """Ask a running helper to end, so that its files can be replaced."""

    @property
    def sentence(self) -> str:
        return "End the helper, if it is running"


@dataclass(frozen=True)
class MakeEnvironment:
    """Make a Python environment of the user's own and unpack the packages into it, without the internet or pip."""

    folder: PurePath
    python: PurePath
    packages: Packages

    @property
    def sentence(self) -> str:
        return f"Make a Python environment in {self.folder}, with the packages from {self.packages.folder}"

    @property
    def words(self) -> tuple[str, ...]:
        """The program that is run. -I: no setting, file or folder around may lead Python elsewhere."""
        return (str(self.python), "-I", "-m", "venv", "--without-pip", str(self.folder))


@dataclass(frozen=True)
class CopyPython:
    """Copy the Python that IT's folder brings, packages and all."""

    folder: PurePath
    packages: Packages

    @property
    def sentence(self) -> str:
        return f"Copy the Python with its packages from {self.packages.folder} to {self.folder}"


@dataclass(frozen=True)
class PutFile:
    """Write a file. One that is there and was not put there by us stops everything before it begins."""

    path: PurePath
    data: bytes
    what: str

    @property
    def sentence(self) -> str:
        return f"Put {self.what} in {self.path} (SHA-256 {sha256(self.data)})"


@dataclass(frozen=True)
class PutSettings:
    """Write the settings file if there is none."""

    path: PurePath
    data: bytes

    @property
    def sentence(self) -> str:
        return f"Make the settings file {self.path}, if there is none; one that is there is never touched"


@dataclass(frozen=True)
class PutShortcut:
    """Make a Windows shortcut."""

    path: PurePath
    target: PurePath
    arguments: tuple[str, ...]
    folder: PurePath
    python: PurePath
    what: str

    @property
    def sentence(self) -> str:
        return f"Put {self.what} in {self.path}: {self.target} {' '.join(self.arguments)}"


@dataclass(frozen=True)
class PutKey:
    """Write a key of the user's own registry (HKEY_CURRENT_USER) with its text."""

    key: str
    text: str

    @property
    def sentence(self) -> str:
        return rf"Set HKEY_CURRENT_USER\{self.key} to “{self.text}”"


@dataclass(frozen=True)
class StartHelper:
    """Start the helper now, so that nobody has to sign out first."""

    words: tuple[str, ...]

    @property
    def sentence(self) -> str:
        return f"Start the helper: {' '.join(self.words)}"


@dataclass(frozen=True)
class Take:
    """Take away something that install put there, if it is as it was."""

    thing: Thing

    @property
    def sentence(self) -> str:
        if self.thing.kind == FOLDER:
            return f"Take away the folder {self.thing.place}, if it is empty"
        name = rf"HKEY_CURRENT_USER\{self.thing.place}" if self.thing.kind == KEY else self.thing.place
        return f"Take away the {self.thing.kind} {name}, if nobody has changed it"


@dataclass(frozen=True)
class TakeSettings:
    """Take away the user's settings, the helper's log and the kept copies, because they were asked for by name."""

    settings: PurePath
    state: PurePath
    answers: PurePath | None = None

    @property
    def sentence(self) -> str:
        kept = f" and answers of services in {self.answers}" if self.answers else ""
        return (
            f"Take away your settings {self.settings}, the helper's log and the kept copies of the central file in "
            f"{self.state}{kept}"
        )


Step = (
    StopHelper | MakeEnvironment | CopyPython | PutFile | PutSettings | PutShortcut | PutKey | StartHelper | Take
    | TakeSettings
)  # fmt: skip


def steps(
    places: InstallFolders, addin: bytes, python: PurePath, packages: Packages | None, before: Manifest
) -> tuple[Step, ...]:
    """Return what install does. The same again gives the same steps, each of which then finds its work done.

    ``python`` is the interpreter that runs this; without packages it is the one the helper runs in too. ``before`` is
    what an earlier install put there: an environment that is not used any more goes at the end.
    """
    windows_ = places.platform == "win32"
    planned: list[Step] = [StopHelper()] if windows_ else []
    environment = None
    if packages:
        environment = environment_of(places, packages)
        if packages.brings_python:
            planned.append(CopyPython(environment, packages))
            python = environment / "python.exe"
        else:
            planned.append(MakeEnvironment(environment, python, packages))
            python = environment.joinpath(*(("Scripts", "python.exe") if windows_ else ("bin", "python")))
    planned.append(PutFile(places.addin, addin, "the add-in"))
    planned.append(PutSettings(places.settings, SETTINGS_TEXT.encode()))
    if places.start_menu and places.sign_in:
        quiet = python.with_name("pythonw.exe")  # the same Python without a window
        planned += [PutKey(key, text) for key, text in com_server.entries()]
        for path, what in ((places.start_menu, "“Outcomes helper”"), (places.sign_in, "the helper's start at sign-in")):
            planned.append(PutShortcut(path, quiet, HELPER, places.state, python, what))
        planned.append(StartHelper((str(quiet), *HELPER)))
    planned += [Take(one) for one in before if one.kind == TREE and one.place != str(environment)]
    return tuple(planned)


def environment_of(places: InstallFolders, packages: Packages) -> PurePath:
    """Return the folder of the Python environment for these packages."""
    return places.tool / f"python-{packages.digest[:8]}"


def takings(places: InstallFolders, before: Manifest, *, settings: bool = False) -> tuple[Step, ...]:
    """Return what uninstall does: what install put there, last first. Settings stay unless they are asked for."""
    planned: list[Step] = [StopHelper()] if places.platform == "win32" else []
    for kinds in ((FILE, KEY), (TREE,)):
        planned += [Take(one) for one in reversed(before.things) if one.kind in kinds]
    if settings:
        planned.append(TakeSettings(places.settings, places.state, places.answers))
    planned += [Take(one) for one in reversed(before.things) if one.kind == FOLDER]
    return tuple(planned)

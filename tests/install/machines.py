"""Machines to install on: a temporary home, and stand-ins for the registry, shortcuts and programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PureWindowsPath

from outcomes_xl.install.install_command import Machine
from outcomes_xl.install.system import MACHINE, USER, NoRegistry, Outside, OwnPrograms, ShellShortcuts

PYTHON = PureWindowsPath(r"C:\Program Files\Python311")
POLICIES = r"Software\Policies\Microsoft"


@dataclass
class StandInRegistry:
    """Keys with their values, by hive; a key that has others inside it cannot be deleted, as in Windows."""

    keys: dict[tuple[str, str], dict[str, str | int]] = field(default_factory=dict)

    def read(self, hive: str, key: str, name: str = "") -> str | int | None:
        return self.keys.get((hive, key), {}).get(name)

    def write(self, key: str, text: str) -> None:
        self.keys.setdefault((USER, key), {})[""] = text

    def delete(self, key: str) -> None:
        if any(one.startswith(key + "\\") for _, one in self.keys):
            raise PermissionError(f"{key} has keys inside it")
        del self.keys[USER, key]

    def policy(self, name: str, value: int, more: str = "", root: str = POLICIES, hive: str = MACHINE) -> None:
        self.keys.setdefault((hive, rf"{root}\Office\16.0\Excel\Security{more}"), {})[name] = value


class StandInShortcuts:
    """Writes what the shortcut would hold as text."""

    def make(
        self, path: Path, target: PurePath, arguments: str, folder: PurePath, about: str, python: PurePath
    ) -> None:
        path.write_text(f"{target} {arguments}\nin {folder}\n{about}\n", encoding="utf-8")


@dataclass
class StandInPrograms:
    """Remembers what was run and started; ``answer`` is what a program says when it does not end well."""

    answer: str = ""
    ran: list[Sequence[str]] = field(default_factory=list)
    started: list[Sequence[str]] = field(default_factory=list)

    def run(self, words: Sequence[str]) -> str:
        self.ran.append(words)
        return self.answer

    def start(self, words: Sequence[str]) -> None:
        self.started.append(words)


@dataclass
class Windows:
    """A Windows machine made of stand-ins around a real folder."""

    home: Path
    registry: StandInRegistry = field(default_factory=StandInRegistry)
    python: PurePath = PYTHON
    on_network: bool = False
    programs: StandInPrograms = field(default_factory=StandInPrograms)

    @property
    def machine(self) -> Machine:
        outside = Outside(self.registry, StandInShortcuts(), self.programs, lambda place: self.on_network)
        return Machine("win32", {}, self.home, outside, self.python)

    def files(self) -> dict[str, bytes]:
        """Every file in the home, by its path."""
        found = sorted(path for path in self.home.rglob("*") if path.is_file())
        return {path.relative_to(self.home).as_posix(): path.read_bytes() for path in found}


def mac(home: Path) -> Machine:
    """A Mac's folders on this machine; programs are really run."""
    programs = OwnPrograms()
    return Machine("darwin", {}, home, Outside(NoRegistry(), ShellShortcuts(programs), programs))

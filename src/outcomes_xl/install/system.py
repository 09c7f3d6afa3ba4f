"""What the deed needs of Windows and of other programs: four small things, each of which a test stands in for."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path, PurePath
from typing import Any, Protocol

USER, MACHINE = "HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE"
_DRIVE_REMOTE = 4  # what GetDriveTypeW says

_SHORTCUT = """
import sys, pythoncom
from win32com.shell import shell
path, target, arguments, folder, about = sys.argv[1:]
link = pythoncom.CoCreateInstance(shell.CLSID_ShellLink, None, pythoncom.CLSCTX_INPROC_SERVER, shell.IID_IShellLink)
link.SetPath(target)
link.SetArguments(arguments)
link.SetWorkingDirectory(folder)
link.SetDescription(about)
link.SetShowCmd(7)  # in the background
link.QueryInterface(pythoncom.IID_IPersistFile).Save(path, 0)
"""

_TAKE_LATER = """
import os, shutil, sys, time
for _ in range(120):
    shutil.rmtree(sys.argv[1], ignore_errors=True)
    try:
        open(sys.argv[1] + '/pyvenv.cfg').close()
    except FileNotFoundError:
        break
    time.sleep(0.5)
try:
    os.rmdir(os.path.dirname(sys.argv[1]))
except OSError:
    pass  # your settings are still in it
"""


class Registry(Protocol):
    """The registry. ``read`` gives None for what is not there; the empty name is the key's own text."""

    def read(self, hive: str, key: str, name: str = "") -> str | int | None: ...
    def write(self, key: str, text: str) -> None: ...
    def delete(self, key: str) -> None: ...


class Shortcuts(Protocol):
    """A maker of Windows shortcuts; ``python`` is an interpreter that has pywin32."""

    def make(
        self, path: Path, target: PurePath, arguments: str, folder: PurePath, about: str, python: PurePath
    ) -> None: ...


class Programs(Protocol):
    """Other programs: run one to its end, start one and let it be."""

    def run(self, words: Sequence[str]) -> str: ...
    def start(self, words: Sequence[str]) -> None: ...


class WindowsRegistry:
    """The registry of this machine; writes only in the user's own part."""

    def read(self, hive: str, key: str, name: str = "") -> str | int | None:
        winreg: Any = import_module("winreg")
        try:
            with winreg.OpenKey(getattr(winreg, hive), key) as opened:
                value, _ = winreg.QueryValueEx(opened, name)
        except FileNotFoundError:
            return None
        return value if isinstance(value, (str, int)) else None

    def write(self, key: str, text: str) -> None:
        winreg: Any = import_module("winreg")
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as made:
            winreg.SetValueEx(made, "", 0, winreg.REG_SZ, text)

    def delete(self, key: str) -> None:
        winreg: Any = import_module("winreg")
        winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key)


class NoRegistry:
    """Where there is none."""

    def read(self, hive: str, key: str, name: str = "") -> str | int | None:
        return None

    def write(self, key: str, text: str) -> None:
        raise OSError("there is no registry here")

    def delete(self, key: str) -> None:
        raise OSError("there is no registry here")


class OwnPrograms:
    """Programs run as they are, without a shell, and never from the folder a workbook lies in."""

    def run(self, words: Sequence[str]) -> str:
        """Run a program and return what it said when it did not end well; "" when it did."""
        ran = subprocess.run(words, capture_output=True, text=True, errors="replace", check=False, cwd=Path.home())
        return "" if ran.returncode == 0 else (ran.stderr or ran.stdout or f"it ended with {ran.returncode}").strip()

    def start(self, words: Sequence[str]) -> None:
        apart: dict[str, Any] = {"start_new_session": True}
        if sys.platform == "win32":
            apart = {"creationflags": subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP}
        nothing = subprocess.DEVNULL
        subprocess.Popen(words, stdin=nothing, stdout=nothing, stderr=nothing, cwd=Path.home(), **apart)


class ShellShortcuts:
    """Shortcuts made by Windows itself, asked through pywin32 in the environment that has it."""

    def __init__(self, programs: Programs) -> None:
        self._programs = programs

    def make(
        self, path: Path, target: PurePath, arguments: str, folder: PurePath, about: str, python: PurePath
    ) -> None:
        words = (str(python), "-I", "-c", _SHORTCUT, str(path), str(target), arguments, str(folder), about)
        if said := self._programs.run(words):
            raise OSError(said.splitlines()[-1])


@dataclass(frozen=True)
class Outside:
    """All that lies outside files."""

    registry: Registry
    shortcuts: Shortcuts
    programs: Programs = field(default_factory=OwnPrograms)
    is_remote: Callable[[PurePath], bool] = lambda place: is_on_network(place)
    """Whether a place is on the network."""

    @classmethod
    def of_platform(cls, platform: str = sys.platform) -> Outside:
        programs = OwnPrograms()
        registry: Registry = WindowsRegistry() if platform == "win32" else NoRegistry()
        return cls(registry, ShellShortcuts(programs), programs)


def is_on_network(place: PurePath) -> bool:
    """Say whether a place on Windows is a share's, by its name or by the drive that stands for one."""
    if place.drive.startswith("\\\\"):  # \\?\C: is a drive's long name
        return not (place.drive[2:4] in ("?\\", ".\\") and place.drive.endswith(":"))
    if sys.platform != "win32" or not place.drive:
        return False
    import ctypes

    return ctypes.windll.kernel32.GetDriveTypeW(place.drive + "\\") == _DRIVE_REMOTE


def runs_inside(tree: Path) -> bool:
    """Say whether the Python at work is the one in this environment, which then cannot take itself away."""
    return Path(sys.prefix).resolve().is_relative_to(tree.resolve())


def is_our_own_python(tree: Path) -> bool:
    """Say whether the Python at work is this folder's own, and no other is behind it that could take it away."""
    base = getattr(sys, "_base_executable", None) or sys.executable
    return (
        runs_inside(tree) and Path(base).resolve().is_relative_to(tree.resolve()) and not (tree / "pyvenv.cfg").exists()
    )


def take_later(tree: Path, programs: Programs) -> None:
    """Have the Python this environment was made with take it away, once the one inside it has ended."""
    base = getattr(sys, "_base_executable", None) or os.path.realpath(sys.executable)
    programs.start((str(base), "-I", "-c", _TAKE_LATER, str(tree)))

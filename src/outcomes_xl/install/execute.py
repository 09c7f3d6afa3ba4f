"""The steps done. What was put there is written on the list after every step, so a broken-off install can go on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from functools import singledispatchmethod
from pathlib import Path

from outcomes_xl.helper import process, single_instance
from outcomes_xl.helper.process import LOG
from outcomes_xl.install import embedded
from outcomes_xl.install import manifest as listed
from outcomes_xl.install.install_folders import InstallFolders
from outcomes_xl.install.manifest import FILE, FOLDER, KEY, TREE, Manifest, Thing, sha256, sha256_of
from outcomes_xl.install.plan import (
    CopyPython,
    MakeEnvironment,
    PutFile,
    PutKey,
    PutSettings,
    PutShortcut,
    StartHelper,
    Step,
    StopHelper,
    Take,
    TakeSettings,
)
from outcomes_xl.install.system import USER, Outside, is_our_own_python, runs_inside, take_later
from outcomes_xl.install.unpack import COMMAND, site_packages, unpack
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.settings import Profile
from outcomes_xl.write_whole import patiently, write_whole

MARK = "outcomes_xl.mark"
CACHE = "cache"
"""The folder in the helper's own where the last good copies of the central file are kept."""
ENDING = 15.0 if os.name == "nt" else 0.0
"""Seconds in which a helper that has let its lock go is gone from memory, and Windows lets its files be removed."""
Say = Callable[[str], None]


class CannotInstall(CannotUse):
    """A step could not be done. The text says which and what next; what was done before stays on the list."""


class Deed:
    """Does steps one after the other. ``left`` names what was not taken away, with the reason."""

    def __init__(self, places: InstallFolders, before: Manifest, outside: Outside, say: Say) -> None:
        self._places = places
        self._outside = outside
        self._say = say
        self.placed = before
        self._list_is_kept = True
        self.left: list[str] = []

    def do(self, steps: tuple[Step, ...]) -> Manifest:
        """Do all steps; return the list as it is then. Raises CannotInstall before the first step when one is barred.

        Raises CannotInstall, too, when a step does not go well; the same command goes on from there later.
        """
        for step in steps:
            if isinstance(step, PutFile):
                self._not_barred(step)
                self._folders(Path(self._places.list).parent)
            if isinstance(step, Take) and step.thing.kind == TREE and is_our_own_python(Path(step.thing.place)):
                raise CannotInstall(
                    f"The Python at work is in {step.thing.place}, which would be taken away; so nothing was done.",
                    "Start the file from the folder of packages that IT handed out: install.cmd or uninstall.cmd.",
                )
        for step in steps:
            try:
                said = self._do(step)
            except PermissionError as trouble:
                name = Path(trouble.filename2 or trouble.filename or "a file").name
                raise CannotInstall(
                    f"{step.sentence}: {name} is in use or may not be written.",
                    "Close every Excel window, then run this command again.",
                ) from None
            except OSError as trouble:
                raise CannotInstall(f"{step.sentence}: {trouble}.", "Show this to IT, then run this again.") from None
            self._say(f"{step.sentence}: {said}.")
        if any(isinstance(step, TakeSettings) for step in steps):
            _rmdir(Path(self._places.tool))  # a helper may have made it before install did
        return self.placed

    def _not_barred(self, step: PutFile) -> None:
        there = sha256_of(Path(step.path))
        ours = self.placed.at(step.path)
        if there in (None, sha256(step.data)) or (ours and ours.sha256 == there):
            return
        raise CannotInstall(
            f"{step.path} is there already and is not what was put there from here, so nothing was done.",
            "If it may go, move it away and run this command again.",
        )

    @singledispatchmethod
    def _do(self, step: Step) -> str:
        raise TypeError(f"there is no way to do {step!r}")

    @_do.register
    def _(self, step: StopHelper) -> str:
        return process.stop(Profile(Path(self._places.tool), Path(self._places.state))).rstrip(".")

    @_do.register
    def _(self, step: MakeEnvironment) -> str:
        def make(folder: Path) -> None:
            if said := self._outside.programs.run(step.words):
                what = f"The Python environment could not be made: {said.splitlines()[-1]}"
                raise CannotInstall(what, "Show this to IT, then run this again.")
            unpack(Path(step.packages.folder), Path(step.packages.requirements), site_packages(folder))
            if (folder / "Scripts").is_dir():
                (folder / "Scripts" / "outcomes-xl.cmd").write_bytes(COMMAND)

        return self._tree(Path(step.folder), step.packages.digest, make)

    @_do.register
    def _(self, step: CopyPython) -> str:
        house = Path(step.packages.folder)
        return self._tree(Path(step.folder), step.packages.digest, lambda folder: embedded.copy(house, folder))

    def _tree(self, folder: Path, digest: str, make: Callable[[Path], None]) -> str:
        """Have a Python made in a folder of its own, once for these packages; none is left half made."""
        mark = folder / MARK
        if mark.is_file() and mark.read_text(encoding="ascii") == digest:
            return "it is there already"
        if folder.exists():
            shutil.rmtree(folder)  # broken off half-way, or not ours: its name has our packages' hash in it
        self._folders(folder.parent)
        self._put(TREE, folder, digest)
        try:
            make(folder)
        except (CannotUse, OSError):
            shutil.rmtree(folder, ignore_errors=True)
            raise
        folder.mkdir(exist_ok=True)
        mark.write_text(digest, encoding="ascii")
        return "done"

    @_do.register
    def _(self, step: PutFile) -> str:
        path, digest = Path(step.path), sha256(step.data)
        if sha256_of(path) == digest:
            if self.placed.at(path) is None:
                self._put(FILE, path, digest)
            return "it is there already"
        self._folders(path.parent)
        # Written anew and not copied: a copy takes Windows' mark of a download along, and Excel then blocks its macros.
        write_whole(path, step.data)
        self._put(FILE, path, digest)
        return "done"

    @_do.register
    def _(self, step: PutSettings) -> str:
        path = Path(step.path)
        self._folders(path.parent)
        try:
            with path.open("xb") as file:
                file.write(step.data)
        except FileExistsError:
            return "there are settings already, left as they are"
        return "done"

    @_do.register
    def _(self, step: PutShortcut) -> str:
        path = Path(step.path)
        self._folders(path.parent)
        self._folders(Path(step.folder))
        arguments = " ".join(step.arguments)
        self._outside.shortcuts.make(path, step.target, arguments, step.folder, step.what, step.python)
        self._put(FILE, path, sha256_of(path) or "")
        return "done"

    @_do.register
    def _(self, step: PutKey) -> str:
        if self._outside.registry.read(USER, step.key) == step.text:
            said = "it is there already"
        else:
            self._outside.registry.write(step.key, step.text)
            said = "done"
        self._put(KEY, step.key, sha256(step.text.encode()))
        return said

    @_do.register
    def _(self, step: StartHelper) -> str:
        self._outside.programs.start(step.words)
        return "started"

    @_do.register
    def _(self, step: Take) -> str:
        said = {FILE: self._take_file, TREE: self._take_tree, KEY: self._take_key, FOLDER: self._take_folder}[
            step.thing.kind
        ](step.thing)
        self._list(self.placed.without(step.thing.place))
        return said

    @_do.register
    def _(self, step: TakeSettings) -> str:
        Path(step.settings).unlink(missing_ok=True)
        state = Path(step.state)
        for path in [*state.glob(f"{LOG}*"), *single_instance.files(state)]:
            path.unlink(missing_ok=True)
        for folder in (state / CACHE, Path(step.answers) if step.answers else None):
            if folder is not None and folder.is_dir():
                shutil.rmtree(folder)
        _rmdir(state)
        _rmdir(Path(step.settings).parent)
        return "done"

    def _take_file(self, thing: Thing) -> str:
        path = Path(thing.place)
        there = sha256_of(path)
        if there is None:
            return "it was gone already"
        if there != thing.sha256:
            return self._leave(f"{path} was changed since")
        path.unlink()
        return "done"

    def _take_tree(self, thing: Thing) -> str:
        folder = Path(thing.place)
        mark = folder / MARK
        if not folder.exists():
            return "it was gone already"
        if mark.is_file() and mark.read_text(encoding="ascii") != thing.sha256:
            return self._leave(f"{folder} was changed since")
        if runs_inside(folder):
            take_later(folder, self._outside.programs)
            return "it goes when this command has ended"
        patiently(lambda: shutil.rmtree(folder), ENDING)
        return "done"

    def _take_key(self, thing: Thing) -> str:
        text = self._outside.registry.read(USER, thing.place)
        if text is None:
            return "it was gone already"
        if sha256(str(text).encode()) != thing.sha256:
            return self._leave(rf"HKEY_CURRENT_USER\{thing.place} was changed since")
        try:
            self._outside.registry.delete(thing.place)
        except PermissionError:
            return self._leave(rf"HKEY_CURRENT_USER\{thing.place} has something in it that was put there since")
        return "done"

    def _take_folder(self, thing: Thing) -> str:
        # Only folders are on the list now, taken if they are empty; so the list may go, which lies in one of them.
        self._list_is_kept = False
        listed.save(Path(self._places.list), Manifest())
        return "done" if _rmdir(Path(thing.place)) else "something else is in it, so it stays"

    def _leave(self, what: str) -> str:
        self.left.append(what)
        return "left"

    def _folders(self, folder: Path) -> None:
        """Make a folder and those above it that are not there, and remember which."""
        missing = [one for one in (folder, *folder.parents) if not one.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        for one in reversed(missing):
            self._put(FOLDER, one, "")

    def _put(self, kind: str, place: object, digest: str) -> None:
        self._list(self.placed.with_(Thing(kind, str(place), digest)))

    def _list(self, placed: Manifest) -> None:
        self.placed = placed
        if self._list_is_kept:
            listed.save(Path(self._places.list), placed)


def _rmdir(folder: Path) -> bool:
    """Take an empty folder away; say whether it is gone."""
    try:
        folder.rmdir()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True

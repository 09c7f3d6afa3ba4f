"""The folder of packages that IT hands out: wheels, a pinned and hashed list, and the add-in if IT has signed it."""

from __future__ import annotations

import re
import zipfile
from importlib import resources
from pathlib import Path

from outcomes_xl.install import embedded
from outcomes_xl.install.install_folders import ADDIN
from outcomes_xl.install.manifest import sha256
from outcomes_xl.install.plan import Packages
from outcomes_xl.install.unpack import kept
from outcomes_xl.model.cannot_use import CannotUse

PINS = "requirements.txt"


def packages(folder: Path) -> Packages:
    """Return the packages in a folder. Raises CannotUse when it is not a whole wheelhouse."""
    folder = folder.resolve()
    if (folder / embedded.LIST).is_file():
        listed = (folder / embedded.LIST).read_bytes()
        longest = embedded.longest_path(listed.decode())
        return Packages(folder, folder / embedded.LIST, sha256(listed), longest, brings_python=True)
    pins = folder / PINS
    try:
        text = pins.read_bytes()
    except OSError:
        raise CannotUse(
            f"There is no {PINS} in {folder}, so it is not the folder with the packages.",
            "Give the folder that has it and the .whl files.",
        ) from None
    named = re.search(rb"^outcomes[_-]xl==(\S+)", text, re.MULTILINE)
    if named is None:
        raise CannotUse(f"{pins} does not name outcomes_xl.", "Ask whoever made the folder to make it again.")
    if not list(folder.glob(f"outcomes_xl-{named[1].decode()}-*.whl")):
        raise CannotUse(
            f"The package outcomes_xl {named[1].decode()} is not in {folder}.",
            "Copy the whole folder, with every .whl file in it.",
        )
    return Packages(folder, pins, sha256(text), _longest_path(folder))


def _longest_path(folder: Path) -> int:
    """Return how long the longest path in the packages is. Raises CannotUse for a package that is cut off."""
    longest = 0
    for wheel in folder.glob("*.whl"):
        try:
            with zipfile.ZipFile(wheel) as opened:
                longest = max(longest, *(len(to) for _, to in kept(opened)), 0)
        except zipfile.BadZipFile:
            raise CannotUse(f"{wheel} is not whole.", "Copy the whole folder of packages anew.") from None
    return longest


def addin(folder: Path | None) -> bytes:
    """Return the add-in: the one in IT's folder, which may be signed there, else the one this version came with.

    It is never built here: its hash is what IT allows, and another zlib would give other bytes.
    """
    if folder is not None and (folder / ADDIN).is_file():
        return (folder / ADDIN).read_bytes()
    packed = resources.files("outcomes_xl").joinpath(ADDIN)
    beside = Path(__file__).resolve().parents[3] / "xlsx_templates" / ADDIN
    for place in (beside, packed):  # beside: a working copy, whose own is the newer one
        if place.is_file():
            return place.read_bytes()
    raise CannotUse(f"The add-in {ADDIN} is not in this package.", "In a working copy, run “outcomes-xl build” first.")

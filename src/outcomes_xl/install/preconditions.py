"""What is looked at before the first step: where install would go well and nothing would work, or stop half-way."""

from __future__ import annotations

from pathlib import PurePath

from outcomes_xl.install import embedded
from outcomes_xl.install.install_folders import InstallFolders
from outcomes_xl.install.plan import Packages, environment_of
from outcomes_xl.install.system import MACHINE, Outside
from outcomes_xl.model.cannot_use import CannotUse

LONGEST = 259
"""Characters in a path that every program on Windows can open."""
FROM_STORE = (
    "This Python is from the Microsoft Store. Windows puts what it writes into a private copy of your profile, where "
    "Excel and the helper's start do not look"
)
_FILE_SYSTEM = r"SYSTEM\CurrentControlSet\Control\FileSystem"


def refuse_what_cannot_work(
    places: InstallFolders, python: PurePath, packages: Packages | None, outside: Outside
) -> None:
    """Raise CannotUse, in words, for a Python or a user's name with which the rest would be in vain."""
    if places.platform != "win32":
        return
    if is_from_store(python):
        raise CannotUse(
            f"{FROM_STORE}; so nothing was done.",
            "Ask IT for Python from python.org (Software Centre may have it), then run this with that one.",
        )
    if packages is None or outside.registry.read(MACHINE, _FILE_SYSTEM, "LongPathsEnabled") == 1:
        return
    below = environment_of(places, packages) / embedded.SITE
    length = len(str(below)) + 1 + packages.longest
    if length > LONGEST:
        raise CannotUse(
            f"The longest path of the packages would have {length} characters below {places.tool}, and Windows opens "
            f"{LONGEST}; so nothing was done.",
            "Ask IT to turn long paths on (the policy Enable Win32 long paths), or to set OUTCOMES_XL_HOME to the full "
            "path of a short folder of yours, such as C:\\Outcomes\\ama, for your account.",
        )


def is_from_store(python: PurePath) -> bool:
    """Say whether a Python's folder is one that the Microsoft Store installs into."""
    parts = [part.casefold() for part in python.parts]
    return "windowsapps" in parts or any(part.startswith("pythonsoftwarefoundation.python.") for part in parts)

"""A Python for officers who have none: python.org's embeddable archive for Windows, with the packages put in.

All is unpacked on the machine that makes IT's folder, whatever that runs; on an officer's machine it is only copied,
file by file against a list of hashes.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from pathlib import Path

from outcomes_xl.install.unpack import COMMAND, Putting, unpack
from outcomes_xl.model.cannot_use import CannotUse

KNOWN = {
    "3.11.9": "009d6bf7e3b2ddca3d784fa09f90fe54336d5b60f0e0f305c37f400bf83cfd3b",
    "3.12.10": "4acbed6dd1c744b0376e3b1cf57ce906f9dc9e95e68824584c8099a63025a3c3",
}
"""SHA-256 of python-VERSION-embed-amd64.zip, as ten public projects that download it from python.org check it."""
FOLDER, LIST = "python", "python.sha256"
SITE = Path("Lib", "site-packages")
_AGAIN = "Download the file “Windows embeddable package (64-bit)” from python.org again."
_WHOLE = "Copy the whole folder of packages anew; if that does not help, show this to IT."


def version_in(archive: Path, sha256: str | None = None) -> str:
    """Return the version of Python in an archive, such as 3.11. Raises CannotUse unless its hash is known or given."""
    try:
        digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    except OSError as trouble:
        raise CannotUse(f"{archive} cannot be read ({trouble.strerror}).", _AGAIN) from None
    if sha256 is None and digest not in KNOWN.values():
        raise CannotUse(
            f"{archive.name} is none of the archives known here, which are Python {' and '.join(KNOWN)}. "
            f"Its SHA-256 is {digest}.",
            "If that is the one python.org gives for it, say so with --sha256 and the hash from there.",
        )
    if sha256 is not None and digest != sha256.strip().casefold():
        raise CannotUse(f"The SHA-256 of {archive.name} is {digest}, not {sha256}.", _AGAIN)
    try:
        with zipfile.ZipFile(archive) as opened:
            names = set(opened.namelist())
    except zipfile.BadZipFile:
        raise CannotUse(f"{archive.name} is no zip file.", _AGAIN) from None
    minors = [found[1] for name in names if (found := re.fullmatch(r"python3(\d+)\.dll", name))]
    if len(minors) != 1 or not {"python.exe", "pythonw.exe", f"python3{minors[0]}._pth"} <= names:
        raise CannotUse(f"{archive.name} is not the embeddable Python for Windows.", _AGAIN)
    return f"3.{minors[0]}"


def put_in(house: Path, archive: Path, pins: Path) -> None:
    """Make the folder python in IT's folder, whole, and the list of its files; its wheels go."""
    folder = house / FOLDER
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    (search,) = folder.glob("python3*._pth")
    # Only what is named here is searched: no PYTHONPATH, no registry, no folder a program is started in. “import site”
    # has the packages' own .pth files read, which pywin32 needs.
    search.write_text(f"{search.stem}.zip\n.\nLib\\site-packages\nimport site\n", "ascii")
    unpack(house, pins, folder / SITE)
    (folder / "outcomes-xl.cmd").write_bytes(COMMAND)
    for wheel in house.glob("*.whl"):
        wheel.unlink()
    files = sorted(one for one in folder.rglob("*") if one.is_file())
    listed = "".join(
        f"{hashlib.sha256(one.read_bytes()).hexdigest()}  {one.relative_to(folder).as_posix()}\n" for one in files
    )
    (house / LIST).write_text(listed, "utf-8")


def longest_path(listed: str) -> int:
    """Return how long the longest path in a list is, below site-packages."""
    site = SITE.as_posix() + "/"
    return max((len(line) - 66 - len(site) for line in listed.splitlines() if line[66:].startswith(site)), default=0)


def copy(house: Path, to: Path) -> None:
    """Copy the Python out of IT's folder. Raises CannotUse when a file is not there or is not as it is listed."""
    put = Putting(to)
    for line in (house / LIST).read_text("utf-8").splitlines():
        digest, name = line[:64], line[66:]
        if not put.may(name):
            raise CannotUse(f"{LIST} names a file outside the folder, {name}.", _WHOLE)
        try:
            data = (house / FOLDER / name).read_bytes()
        except FileNotFoundError:
            raise CannotUse(f"{name} is not in {house / FOLDER}.", _WHOLE) from None
        if hashlib.sha256(data).hexdigest() != digest:
            raise CannotUse(f"{house / FOLDER / name} is not as it is listed: its hash is another.", _WHOLE)
        put(name, data)

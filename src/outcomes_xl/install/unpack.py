"""The packages IT hands out, unpacked without pip: each with its hash, and without what nothing of ours uses.

What pip does for a wheel in Python for Windows is to put its files in place; this does the same on any machine, so that
IT's folder can hold a Python that is ready, and so that an officer's holds half as many files.
"""

from __future__ import annotations

import hashlib
import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from outcomes_xl.model.cannot_use import CannotUse

COMMAND = b'@"%~dp0python.exe" -P -m outcomes_xl %*\r\n'
"""outcomes-xl.cmd, beside python.exe: the command as text, where pip would put an unsigned program."""
_WHOLE = "Copy the whole folder of packages anew; if that does not help, show this to IT."
_LEFT_OUT = re.compile(
    r"(^|/)tests?/"  # packages ship their own tests; ibis's have the longest paths of all
    r"|\.(h|hpp|lib|a|pxd|pxi|pyx|pyi|chm)$"  # for compilers, editors and readers
    r"|^pyarrow/(include|src)/"
    r"|^pyarrow/(arrow_(flight|s3|substrait)\.dll|_(flight|s3fs|substrait)\.[^/]*pyd)$"  # for servers of its own kind
    r"|^numpy/(distutils|f2py)/"  # for building other packages
    r"|^(?i:pythonwin)/|^win32/Demos/|^win32com/(demos|include|libs)/"  # an editor, and examples
    r"|^win32comext/(?!(shell/|__init__))"
    r"|^xlwings/(addin|quickstart_[^/]*)/"  # its own add-in
)
_DATA = re.compile(r"^[^/]+\.data/(?:(purelib|platlib)/)?")


def site_packages(environment: Path) -> Path:
    """Return the folder of an environment's packages."""
    return next(iter((environment / "lib").glob("python*/site-packages")), environment / "Lib" / "site-packages")


def kept(wheel: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield a wheel's files that are unpacked: the name in it, and where it goes below site-packages."""
    for name in wheel.namelist():
        data = _DATA.match(name)
        to = name[data.end() :] if data and data[1] else name
        if not (name.endswith("/") or (data and not data[1]) or _LEFT_OUT.search(to)):
            yield name, to


def unpack(house: Path, pins: Path, site: Path) -> None:
    """Unpack every wheel of a folder that its list of pins names. Raises CannotUse for one that is not as it names it.

    Every hash is looked at before the first file is written. Commands that packages bring are left out: ours is run
    with ``python -m``, and theirs are not used.
    """
    wheels = [_found(house, name, version, hashes) for name, version, hashes in _pins(pins.read_text("utf-8"))]
    put = Putting(site)
    for path in wheels:
        with zipfile.ZipFile(path) as wheel:
            for name, to in kept(wheel):
                if not put.may(to):
                    raise CannotUse(f"{path.name} would write outside its folder, at {to}.", _WHOLE)
                put(to, wheel.read(name))


class Putting:
    """Puts files below a folder, and says which names would lie beside it.

    A place is judged by its name alone, and a folder made once: to ask Windows about each of some five thousand files
    takes longer than to write them.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._made: set[Path] = set()

    def may(self, name: str) -> bool:
        """Say whether a name stays in the folder."""
        return self._place(name).is_relative_to(self._folder)

    def __call__(self, name: str, data: bytes) -> None:
        """Write a file whose name stays in the folder, anew: a copy would take Windows' mark of a download along."""
        target = self._place(name)
        if target.parent not in self._made:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(target.parent)
        target.write_bytes(data)

    def _place(self, name: str) -> Path:
        return Path(os.path.normpath(self._folder / name))


def _pins(text: str) -> Iterator[tuple[str, str, set[str]]]:
    """Yield what is pinned: name, version, and every hash that will do."""
    for line in text.replace("\\\n", " ").splitlines():
        if pinned := re.match(r"([A-Za-z0-9._-]+)==(\S+)", line):
            yield pinned[1], pinned[2], set(re.findall(r"--hash=sha256:([0-9a-f]{64})", line))


def _found(house: Path, name: str, version: str, hashes: set[str]) -> Path:
    there = [one for one in house.glob("*.whl") if _plain(one.name).startswith(f"{_plain(name)}-{_plain(version)}-")]
    if not there:
        raise CannotUse(f"The package {name} {version} is not in {house}.", _WHOLE)
    for one in there:
        if hashlib.sha256(one.read_bytes()).hexdigest() in hashes:
            return one
    raise CannotUse(f"{there[0]} is not the file that {house} lists: its hash is another.", _WHOLE)


def _plain(name: str) -> str:
    return re.sub(r"[-_.+]+", "-", name).casefold()

"""The wheel for the pane: the part of this package that a browser can run, with the figures that ship.

It is made from the installed package itself, the same bytes for the same files. What stays out needs a file of this
computer, a process, or a library that a browser's Python has not.
"""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from importlib import metadata, resources
from pathlib import Path

from outcomes_xl import __version__
from outcomes_xl.lite.packages import AT_ONCE

DISTRIBUTION = "outcomes_xl_lite"
"""Its name on a package index: a wheel called outcomes_xl would bring everything that a computer needs."""
LEFT_OUT = (
    *("adopt", "board", "building", "cli", "cohorts", "disclosure", "helper", "install", "journeys"),
    *("london", "macros", "reports"),
    *(
        "data/adoption",
        "data/cohorts.toml",
        "data/demo",
        "data/made_up",
        "hosts/files/graft",
        "hosts/history",
        "hosts/originals",
    ),
    *("__main__.py", "outcomes.xlam"),
)
ONLY = {
    "carry": ("layout_marker",),
    "sharing": ("people_to_contact", "sharing_words", "signs"),
    "workflows": (
        *("edition_of_workbook", "get_central_file", "lead_figures", "look_for_figures"),
        *("our_workbook", "published_folder", "run_job"),
    ),
}
"""Rooms that are mostly for a computer, and what of them a pane asks for."""
FUNCTIONS = "outcomes_udfs.py"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def wheel_name() -> str:
    """Return what the wheel's file is called: a package installer reads name and version off it."""
    return f"{DISTRIBUTION}-{__version__}-py3-none-any.whl"


@lru_cache(maxsize=2)
def pane_wheel(*, packed: bool = True) -> bytes:
    """Return the wheel; one that is not ``packed`` can be packed better as a whole."""
    made = io.BytesIO()
    record: list[str] = []
    info = f"{DISTRIBUTION}-{__version__}.dist-info"
    method = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(made, "w", method, compresslevel=9) as archive:
        for name, content in [*_ours(), *_about(info)]:
            _put(archive, name, content, method)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            record.append(f"{name},sha256={digest},{len(content)}\n")
        _put(archive, f"{info}/RECORD", f"{''.join(record)}{info}/RECORD,,\n".encode(), method)
    return made.getvalue()


def _put(archive: zipfile.ZipFile, name: str, content: bytes, method: int) -> None:
    entry = zipfile.ZipInfo(name, _LONG_AGO)
    entry.compress_type, entry.external_attr = method, 0o644 << 16
    archive.writestr(entry, content)


def _ours() -> Iterator[tuple[str, bytes]]:
    """Yield what of the package runs in a pane; like files together, since they pack well beside each other."""
    top = Path(str(resources.files("outcomes_xl")))
    files = (path for path in top.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    for path in sorted(files, key=lambda one: (one.suffix, one.as_posix())):
        name = path.relative_to(top).as_posix()
        if runs_in_a_pane(name):
            yield f"outcomes_xl/{name}", path.read_bytes()
    yield FUNCTIONS, _functions(top).read_bytes()


def runs_in_a_pane(name: str) -> bool:
    """Tell whether a file of the package is in the wheel, by its place below the package's folder."""
    room, _, rest = name.partition("/")
    if any(name == one or name.startswith(f"{one}/") for one in LEFT_OUT):
        return False
    return room not in ONLY or rest.removesuffix(".py") in ("__init__", *ONLY[room])


def _functions(top: Path) -> Path:
    """Return the functions for cells: beside the package where it is installed, in a folder of theirs in a checkout."""
    installed = top.parent / FUNCTIONS
    return installed if installed.is_file() else top.parent.parent / "udfs" / FUNCTIONS


def _about(info: str) -> Iterator[tuple[str, bytes]]:
    needs = "".join(f"Requires-Dist: {one}\n" for one in AT_ONCE)
    yield (
        f"{info}/METADATA",
        f"Metadata-Version: 2.4\nName: {DISTRIBUTION}\nVersion: {__version__}\n"
        "Summary: The shared outcomes framework's buttons and functions in the pane of xlwings Lite.\n"
        f"License-Expression: BSD-3-Clause\nRequires-Python: >=3.11\n{needs}".encode(),
    )
    yield f"{info}/WHEEL", b"Wheel-Version: 1.0\nGenerator: outcomes_xl\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    for name, text in _licences():
        yield f"{info}/licenses/{name}", text


def _licences() -> list[tuple[str, bytes]]:
    """Return the licences that this package was installed with."""
    try:
        files = metadata.distribution("outcomes_xl").files or []
    except metadata.PackageNotFoundError:
        return []
    there = {one.name: Path(str(one.locate())) for one in files if "licenses" in one.parts}
    return [(name, path.read_bytes()) for name, path in sorted(there.items()) if path.is_file()]

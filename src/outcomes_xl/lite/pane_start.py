"""How the code gets into the pane's Python: the text of this module stands in main.py, ahead of all that is ours.

So it imports nothing of ours, and says in words what is missing and what to do: in a pane there is nobody else to ask.
"""

from __future__ import annotations

import base64
import bz2
import hashlib
import importlib
import io
import sys
import tempfile
import zipfile
from importlib.util import find_spec
from pathlib import Path


def from_this_workbook(packed: str, digest: str) -> str:
    """Unpack the code that stands in main.py, and let Python find it; return why not, "" when all is well."""
    otherwise = "The Outcomes code in this workbook is not whole."
    try:
        wheel = bz2.decompress(base64.b64decode(packed))
    except (OSError, ValueError, EOFError):
        wheel = b""
    return _found_in(wheel, digest, otherwise)


def from_an_imported_file(name: str, digest: str, folder: str = "/data") -> str:
    """Take the code from the file that lies beside the workbook, once the officer has imported it into the pane."""
    there = sorted(Path(folder).rglob(name))
    if not there:
        return (
            f"The file {name} is not in the pane yet. It lies beside the workbook it was made for. Open the pane's "
            "menu, Files, Import/Export, and drop it there; then choose Restart in the menu. Nothing was done."
        )
    return _found_in(there[0].read_bytes(), digest, f"The file {name} is not the one that belongs to this workbook.")


def from_the_index(requirement: str) -> str:
    """See that the package index has brought the code."""
    if find_spec("outcomes_xl") is not None:
        return ""
    return (
        f"The package {requirement} was not installed: the package index has none, or cannot be reached from here. "
        "Ask whoever made this workbook to put the code into it (outcomes-xl lite --code inside). Nothing was done."
    )


def _found_in(wheel: bytes, digest: str, otherwise: str) -> str:
    if hashlib.sha256(wheel).hexdigest() != digest:
        return f"{otherwise} Nothing of it was run. Ask whoever made the workbook to run outcomes-xl lite on it again."
    folder = Path(tempfile.gettempdir(), f"outcomes_xl-{digest[:16]}")
    if not folder.is_dir():
        zipfile.ZipFile(io.BytesIO(wheel)).extractall(folder)
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
        importlib.invalidate_caches()
    return ""

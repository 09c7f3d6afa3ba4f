"""What a file looks like that no reader takes by its ending, and what its officer can do. None is left unnamed."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from typing import Any

from outcomes_xl.sources.fetch.fetched import YOURSELF

HEAD = 4096
"""How much of a file is looked at to say what it seems to be, in bytes."""
_SEPARATORS = (",", "\t", ";", "|")
_TABLE = (
    "Its name does not say what it is; it looks like a table as text.",
    "If it is a published table, give its name the ending .csv and look again.",
)
_EMPTY = "It is empty.", "Download it again, or take it out of the folder."
_ELSE = (
    "It is a kind of file this tool does not know.",
    "If it is a published table, download it as CSV or as a workbook. Otherwise nothing needs doing.",
)


def is_silent(name: str) -> bool:
    """Whether a file is one that computers, Excel or this tool keep for themselves: hidden, or a lock."""
    plain = name.lower()
    return plain in _said()["silent"]["names"] or name == YOURSELF or plain.startswith((".", "~$"))


def kind_of(name: str, beginning: Callable[[], bytes]) -> tuple[str, str]:
    """Return what a file seems to be, and what next, both as sentences; by its ending, else by how it begins.

    ``beginning`` opens it, which can fetch it down from OneDrive: it is asked only where the ending says nothing.
    """
    plain = name.lower()
    for entry in _said()["file"]:
        if plain.endswith(tuple(entry.get("endings", ()))):
            return entry["what"], entry["next"]
    head = beginning()
    if not head.strip():
        return _EMPTY
    begin = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for entry in _said()["file"]:
        if begin.startswith(tuple(one.encode("latin-1") for one in entry.get("begins", ()))):
            return entry["what"], entry["next"]
    return _TABLE if _is_a_table(head) else _ELSE


def _is_a_table(head: bytes) -> bool:
    """Whether the first lines are text that one separator parts into as many cells each."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head[: len(head) // 2 * 2].decode("utf-16", "ignore")
    elif b"\0" in head:
        return False
    else:
        text = head.decode("utf-8", "replace")
    lines = [line for line in text.splitlines() if line.strip()][:5]
    return any(all(separator in line for line in lines) for separator in _SEPARATORS)


@cache
def _said() -> Mapping[str, Any]:
    text = (resources.files("outcomes_xl") / "data" / "sources" / "files_not_read.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)

"""Compound files ([MS-CFB], version 3), as far as a VBA project needs them.

Nothing in the file depends on when or where it was made: no times, no random ids, storages in the order given,
siblings in the format's own order.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Union

Tree = Mapping[str, Union[bytes, "Tree"]]

SECTOR, MINI_SECTOR = 512, 64  # 2.2: sector shift 9 and mini sector shift 6 are fixed in version 3
CUTOFF = 4096  # 2.2: streams smaller than this live in the mini stream
FREE, END, FAT_SECTOR, NO_STREAM = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF  # 2.1
STORAGE, STREAM, ROOT = 1, 2, 5  # 2.6.1
RED, BLACK = 0, 1
_NUMBERS = SECTOR // 4  # sector numbers in one sector
_IN_HEADER = 109  # 2.5: FAT sectors the header can name by itself; about 7 MB, far above any add-in


@dataclass
class _Entry:
    """A directory entry (2.6.1). Indexes are places in the directory; ``start`` is a sector or mini sector."""

    name: str
    kind: int
    data: bytes = b""
    children: list[_Entry] = field(default_factory=list)
    index: int = 0
    left: int = NO_STREAM
    right: int = NO_STREAM
    child: int = NO_STREAM
    colour: int = BLACK
    start: int = 0
    size: int = 0

    @property
    def order(self) -> tuple[int, str]:
        """2.6.4: a shorter name comes first, then the upper-case UTF-16 code points decide."""
        return len(self.name.encode("utf-16-le")), self.name.upper()

    def record(self) -> bytes:
        name = (self.name + "\0").encode("utf-16-le")
        numbers = (len(name), self.kind, self.colour, self.left, self.right, self.child)
        return name.ljust(64, b"\0") + struct.pack("<HBBIII16sIQQIQ", *numbers, b"", 0, 0, 0, self.start, self.size)


def compound_file(tree: Tree) -> bytes:
    """Return the compound file holding ``tree``: names to bytes (a stream) or to a further mapping (a storage).

    Raises ValueError for a name the format does not allow, two names that differ only in case, or too much data.
    """
    root = _Entry("Root Entry", ROOT)
    entries = [root]
    _add(root, tree, entries)
    for entry in entries:
        _link_children(entry)

    sectors = _Sectors()
    mini = _place_streams(root, entries, sectors)
    mini_table = sectors.add(mini)
    directory = sectors.add(_directory(entries))
    return sectors.finished(directory, mini_table, len(mini) // SECTOR)


def _add(parent: _Entry, members: Tree, entries: list[_Entry]) -> None:
    for name, value in members.items():
        if not 1 <= len(name) <= 31 or set(name) & set("/\\:!"):
            raise ValueError(f"a compound file cannot hold the name {name!r}")
        stream = isinstance(value, bytes)
        entry = _Entry(name, STREAM if stream else STORAGE, index=len(entries))
        parent.children.append(entry)
        entries.append(entry)
        if isinstance(value, bytes):
            entry.data = value
        else:
            _add(entry, value, entries)


def _link_children(parent: _Entry) -> None:
    """Tie the children into a red-black tree (2.6.4).

    A tree built from the middle is full but for its last level; that level red, all else black, holds the rules.
    """
    children = sorted(parent.children, key=lambda entry: entry.order)
    if len({child.order for child in children}) != len(children):
        raise ValueError(f"{parent.name}: two names differ only in case")
    full_levels = (len(children) + 1).bit_length() - 1

    def middle(low: int, high: int, depth: int) -> int:
        if low >= high:
            return NO_STREAM
        at = (low + high) // 2
        entry = children[at]
        entry.colour = RED if depth >= full_levels else BLACK
        entry.left, entry.right = middle(low, at, depth + 1), middle(at + 1, high, depth + 1)
        return entry.index

    parent.child = middle(0, len(children), 0)


class _Sectors:
    """Sectors as they are laid down, and the table that chains them (2.3)."""

    def __init__(self) -> None:
        self._table: list[int] = []
        self._body: list[bytes] = []

    def add(self, data: bytes) -> int:
        """Lay data down and return its first sector, END for no data."""
        if not data:
            return END
        first = len(self._table)
        count = -(-len(data) // SECTOR)
        self._table += [*range(first + 1, first + count), END]
        self._body.append(_padded(data, SECTOR))
        return first

    def finished(self, directory: int, mini_table: int, mini_sectors: int) -> bytes:
        """Return the file: header (2.2), all sectors, and the table itself, which also covers its own sectors."""
        own = 0
        while -(-(len(self._table) + own) // _NUMBERS) > own:
            own += 1
        if own > _IN_HEADER:
            raise ValueError("more than a compound file without further tables can hold")
        first = len(self._table)
        table = [*self._table, *[FAT_SECTOR] * own]
        table += [FREE] * (-len(table) % _NUMBERS)
        places = [*range(first, first + own), *[FREE] * (_IN_HEADER - own)]
        header = struct.pack(
            "<8s16sHHHHHHIIIIIIIIII",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"",
            *(0x3E, 3, 0xFFFE, 9, 6),  # versions, byte order, sector shifts
            *(0, 0, 0),  # reserved; no count of directory sectors in version 3
            *(own, directory, 0, CUTOFF, mini_table, mini_sectors, END, 0),
        )
        return b"".join([header, _numbers(places), *self._body, _numbers(table)])


def _place_streams(root: _Entry, entries: list[_Entry], sectors: _Sectors) -> bytes:
    """Lay every stream down, the small ones together as the root's mini stream; return the mini table (2.4)."""
    table: list[int] = []
    mini = bytearray()
    for entry in entries:
        if entry.kind != STREAM:
            continue
        entry.size = len(entry.data)
        if not 0 < entry.size < CUTOFF:
            entry.start = sectors.add(entry.data)
            continue
        entry.start = len(table)
        count = -(-entry.size // MINI_SECTOR)
        table += [*range(entry.start + 1, entry.start + count), END]
        mini += _padded(entry.data, MINI_SECTOR)
    root.start, root.size = sectors.add(bytes(mini)), len(mini)
    return _numbers([*table, *[FREE] * (-len(table) % _NUMBERS)])


def _directory(entries: list[_Entry]) -> bytes:
    unused = b"\0" * 68 + struct.pack("<III", NO_STREAM, NO_STREAM, NO_STREAM) + b"\0" * 48  # 2.6.3
    return b"".join(entry.record() for entry in entries) + unused * (-len(entries) % 4)


def _numbers(values: list[int]) -> bytes:
    return struct.pack(f"<{len(values)}I", *values)


def _padded(data: bytes, unit: int) -> bytes:
    return data + b"\0" * (-len(data) % unit)

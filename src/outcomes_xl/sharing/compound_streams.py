"""The streams of a file in the form of Office 97 ([MS-CFB]): macros, objects put into a workbook, old workbooks."""

from __future__ import annotations

import struct
from collections.abc import Iterator

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER, _ENTRY = 512, 128
_END = 0xFFFFFFFA
"""From here on a number of a sector is none: the end of a chain, or a sector that nobody has."""
_STREAM, _ROOT = 2, 5
_IN_HEADER = 109


class NotWhole(ValueError):
    """The file does not hold together."""


def streams(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the name of each stream and what it holds. Raises NotWhole where the file does not hold together."""
    try:
        yield from _Compound(content).streams()
    except (struct.error, IndexError, UnicodeDecodeError) as odd:
        raise NotWhole from odd


class _Compound:
    def __init__(self, content: bytes) -> None:
        self._content = content
        large, small = struct.unpack("<HH", content[30:34])
        if large not in (9, 12) or small != 6:
            raise NotWhole
        self._large, self._small = 1 << large, 1 << small
        _, first_folder, _, self._cutoff, first_small, _, more, _ = struct.unpack("<8I", content[44:76])
        self._fat = self._table(self._fat_sectors(more))
        self._small_fat = self._table(self._chain(first_small, self._fat))
        self._folder = self._joined(first_folder)
        self._tiny = b""

    def streams(self) -> Iterator[tuple[str, bytes]]:
        entries = [self._folder[at : at + _ENTRY] for at in range(0, len(self._folder) - _ENTRY + 1, _ENTRY)]
        for entry in entries:
            if entry[66] == _ROOT:
                self._tiny = self._joined(struct.unpack("<I", entry[116:120])[0])
        for entry in entries:
            if entry[66] == _STREAM:
                first, size = struct.unpack("<II", entry[116:124])
                name = entry[: max(struct.unpack("<H", entry[64:66])[0] - 2, 0)].decode("utf-16-le", "replace")
                yield name, (self._small_one(first) if size < self._cutoff else self._joined(first))[:size]

    def _sector(self, number: int) -> bytes:
        begins = (number + 1) * self._large
        return self._content[begins : begins + self._large]

    def _fat_sectors(self, more: int) -> list[int]:
        found = [*struct.unpack(f"<{_IN_HEADER}I", self._content[76:_HEADER])]
        met: set[int] = set()
        while more < _END and more not in met:
            met.add(more)
            numbers = struct.unpack(f"<{self._large // 4}I", self._sector(more))
            found += numbers[:-1]
            more = numbers[-1]
        return [one for one in found if one < _END]

    def _table(self, sectors: list[int]) -> list[int]:
        data = b"".join(map(self._sector, sectors))
        return [*struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])]

    def _chain(self, first: int, table: list[int]) -> list[int]:
        found: list[int] = []
        while first < _END:
            if first >= len(table) or len(found) > len(table):
                raise NotWhole
            found.append(first)
            first = table[first]
        return found

    def _joined(self, first: int) -> bytes:
        return b"".join(map(self._sector, self._chain(first, self._fat)))

    def _small_one(self, first: int) -> bytes:
        size = self._small
        return b"".join(self._tiny[one * size : (one + 1) * size] for one in self._chain(first, self._small_fat))

"""What stands in a workbook's zip beside its parts: remarks, and bytes before, between and behind them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from outcomes_xl.hosts.files.package import Package
from outcomes_xl.sharing.inner_files import LARGEST, before_a_part, behind_a_part

LOCAL = b"PK\x03\x04"
"""How a part begins in a zip."""


def around_the_parts(package: Package) -> Iterator[tuple[str, str, bytes]]:
    """Yield the part that bytes stand by ("" for none), where that is in officers' words, and the bytes."""
    for content in _between(package):
        yield "", "what was added to the file beside its parts", content
        begins = content.find(LOCAL)
        if begins >= 0:
            yield "", "a part that the file's own list leaves out", _left_out(content[begins:])
    for info in package.infos:
        yield info.filename, "a remark before a part of the file", before_a_part(package.data, info)
        yield info.filename, "a remark behind a part of the file", behind_a_part(package.data, info)
        yield info.filename, "a remark in the file's list of parts", info.comment + b"\0" + info.extra
        if info.is_dir():
            yield "", "the name of a folder in the file", info.filename.encode()


def _between(package: Package) -> Iterator[bytes]:
    """Yield the bytes of a file that belong to none of its listed parts, nor to the list."""
    data, at = package.data, 0
    for info in sorted(package.infos, key=lambda one: one.header_offset):
        begins = info.header_offset
        if begins > at:
            yield data[at:begins]
        lengths = struct.unpack("<HH", data[begins + 26 : begins + 30])
        at = max(at, begins + 30 + sum(lengths) + info.compress_size)
    listed = data.find(b"PK\x01\x02", at)
    if listed > at:
        yield data[at:listed]
    end = data.rfind(b"PK\x05\x06")
    yield data[end + 22 :] if end >= 0 else b""


def _left_out(content: bytes) -> bytes:
    """Return what a part holds that begins here, as far as it can be read."""
    begins = 30 + sum(struct.unpack("<HH", content[26:30])) if len(content) >= 30 else len(content)
    packed = content[begins:]
    try:
        return zlib.decompressobj(-15).decompress(packed, LARGEST)
    except zlib.error:
        return packed

"""The compression of VBA source and of the ``dir`` stream ([MS-OVBA] 2.4.1).

Chunks of 4,096 bytes, each a row of tokens: eight at a time behind a byte of flags, a literal byte or a copy of
something earlier in the same chunk. The search for copies is the longest match, so the same text gives the same bytes.
"""

from __future__ import annotations

import struct

CHUNK = 4096
_SHORTEST = 3  # 2.4.1.3.19.4: a copy of fewer than three bytes is never written


def compressed(data: bytes) -> bytes:
    """Return the CompressedContainer (2.4.1.1.1) of data.

    Text always compresses. Raises ValueError for a last chunk of noise, which the format could only hold padded.
    """
    return b"\x01" + b"".join(_chunk(data[at : at + CHUNK]) for at in range(0, len(data), CHUNK))


def _chunk(data: bytes) -> bytes:
    """Return a chunk behind its header: size less 3 in 12 bits, signature 0b011, and whether it is compressed."""
    tokens = _tokens(data)
    if len(tokens) <= CHUNK:
        return struct.pack("<H", 0xB000 | (len(tokens) - 1)) + tokens
    if len(data) == CHUNK:  # 2.4.1.1.4: stored as it is, only ever a whole chunk
        return struct.pack("<H", 0x3FFF) + data
    raise ValueError("the last chunk does not compress: VBA source is text")


def _tokens(data: bytes) -> bytes:
    out = bytearray()
    seen: dict[bytes, list[int]] = {}
    at = 0
    while at < len(data):
        flags, group = 0, bytearray()
        for bit in range(8):
            if at >= len(data):
                break
            length, back = _longest(data, at, seen)
            if length:
                flags |= 1 << bit
                group += _copy_token(at, length, back)
            else:
                group.append(data[at])
            for place in range(at, at + max(length, 1)):
                seen.setdefault(data[place : place + _SHORTEST], []).append(place)
            at += max(length, 1)
        out.append(flags)
        out += group
    return bytes(out)


def _longest(data: bytes, at: int, seen: dict[bytes, list[int]]) -> tuple[int, int]:
    """Return the longest earlier run equal to what comes, and how far back it begins; (0, 0) for none worth it."""
    length, back = 0, 0
    most = min((0xFFFF >> _offset_bits(at)) + _SHORTEST, len(data) - at)
    if at == 0 or most < _SHORTEST:
        return 0, 0
    for place in reversed(seen.get(data[at : at + _SHORTEST], [])):
        run = _SHORTEST
        while run < most and data[place + run] == data[at + run]:
            run += 1
        if run > length:
            length, back = run, at - place
        if length == most:
            break
    return length, back


def _offset_bits(at: int) -> int:
    """2.4.1.3.19.1: how many of a copy token's 16 bits say how far back; more of them, the further on we are."""
    return max(4, (at - 1).bit_length())


def _copy_token(at: int, length: int, back: int) -> bytes:
    return struct.pack("<H", ((back - 1) << (16 - _offset_bits(at))) | (length - _SHORTEST))

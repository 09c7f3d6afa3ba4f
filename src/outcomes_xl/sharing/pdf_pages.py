"""The texts of a PDF put into a workbook, as far as they can be read."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

_STREAM = re.compile(rb"stream\r?\n")
_NOT_TO_BE_READ = (b"/Identity-H", b"/Encrypt", b"/ASCII85Decode", b"/LZWDecode")
"""Said in a PDF whose letters are numbered as its own font draws them, or that is locked or packed in an older way."""
_IN_A_PAGE = re.compile(rb"<([0-9A-Fa-f\s]{4,4000})>|\\([0-7]{3})")
"""Letters of a PDF written as their numbers."""


def pdf_pages(content: bytes, largest: int) -> Iterator[bytes | None]:
    """Yield what stands on the pages, ``largest`` bytes at most; None where some of it could not be looked into."""
    left, told = largest, _is_not_to_be_read(content)
    for found in _STREAM.finditer(content):
        page = _inflated(content[found.end() : found.end() + largest], largest)
        if page:
            yield page
            if _IN_A_PAGE.search(page):
                yield _IN_A_PAGE.sub(_letters_of_a_page, page)
            left -= len(page)
            told = told or _is_not_to_be_read(page)
        if left <= 0:
            told = True
            break
    if told:
        yield None


def _is_not_to_be_read(content: bytes) -> bool:
    return any(one in content for one in _NOT_TO_BE_READ)


def _letters_of_a_page(found: re.Match[bytes]) -> bytes:
    if found[2]:
        return bytes([int(found[2], 8) & 0xFF])
    figures = b"".join(found[1].split())
    return b"(" + bytes.fromhex((figures + b"0" * (len(figures) % 2)).decode()) + b")"


def _inflated(packed: bytes, largest: int) -> bytes:
    try:
        return zlib.decompressobj(15).decompress(packed, largest)
    except zlib.error:
        return b""

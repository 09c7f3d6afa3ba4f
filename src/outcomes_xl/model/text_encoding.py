"""In which encoding a text file was saved, told from its first bytes: one way for every file that somebody hands in."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT = 1000


def encoding_of(head: bytes) -> str:
    """Return the encoding of a text that begins so: by its mark, else UTF-16, UTF-8, or what Excel for Windows writes.

    Of UTF-16 without a mark every other byte of plain letters is nought; a stray one is a slip in another encoding. A
    letter that ``head`` breaks off is no fault.
    """
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    first = head[:_LOOKED_AT]
    even, odd = first[::2].count(0), first[1::2].count(0)
    if even + odd > len(first) // 5 and min(even, odd) * 4 < max(even, odd):
        return "utf-16-le" if odd > even else "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"

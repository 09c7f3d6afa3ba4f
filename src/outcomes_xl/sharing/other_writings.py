"""A text written another way than people read it: with per cents, as mail is sent, with a web page's marks, as figures.

What a program decodes before anybody sees it is decoded here as well, so that it can be looked at as it will be seen.
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

_PER_CENT = re.compile(r"%[0-9A-Fa-f]{2}")
_OF_MAIL = re.compile(r"=[0-9A-F]{2}")
_OF_A_PAGE = re.compile(r"</?[A-Za-z][^<>]{0,300}>|&#?\w{2,8};")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
_RTF = re.compile(r"\\'([0-9a-f]{2})|\\u(-?\d{1,6})\??|\\~|\\[a-z]{1,32}-?\d{0,10} ?|[{}]", re.IGNORECASE)
_LETTERS = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{24,}={0,2}")
_HEX = re.compile(r"(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}){16,}(?![0-9A-Fa-f])")


def other_writings(text: str) -> Iterator[str]:
    """Yield the text as it reads decoded, once for each way in which some of it is written."""
    if _PER_CENT.search(text):
        yield unquote(text, errors="replace")
    if _OF_MAIL.search(text):
        yield quopri.decodestring(text.encode("utf-8", "replace")).decode("utf-8", "replace")
    if _OF_A_PAGE.search(text):
        yield unescape(_TAG.sub("", text))
    if "\\" in text and _RTF.search(text):
        yield _RTF.sub(_of_rtf, text)


def packed_in(text: str) -> Iterator[bytes]:
    """Yield the bytes that stretches of a text stand for, where these are written as letters or as figures."""
    for found in _HEX.finditer(text):
        yield bytes.fromhex(found[0])
    for found in _LETTERS.finditer(text):
        try:
            yield base64.b64decode(found[0] + "=" * (-len(found[0]) % 4))
        except (binascii.Error, ValueError):
            continue


def _of_rtf(found: re.Match[str]) -> str:
    if found[1]:
        return bytes.fromhex(found[1]).decode("cp1252", "replace")
    if found[2]:
        return chr(int(found[2]) % 65536)
    return " " if found[0] == "\\~" else ""

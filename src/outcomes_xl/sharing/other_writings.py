"""A text written another way than people read it: with per cents, as mail is sent, with a web page's marks, as figures,
with Excel's codes for headers and for the looks of a number.

What a program decodes before anybody sees it is decoded here as well, so that it can be looked at as it will be seen.
"""

from __future__ import annotations

import base64
import binascii
import json
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
_OF_JSON = re.compile(r"\\u([0-9A-Fa-f]{4})")
_OF_NAMES = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""A letter that may not stand in the name of an XML element, as Excel writes it."""
_OF_HEADERS = re.compile(r'&(?:"[^"&]{0,80}"|K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|[LCRBIUESXY]|\d{1,3} ?)')
"""Where a header's part begins, and how it looks: in the midst of a number too, where some of it is bold."""
_IN_A_FORMAT = re.compile(r'\\(.)|"([^"]{0,300})"|[0#?;@]')
"""What a number's format says letter by letter or in quotation marks, and where the number itself is put."""
_IN_ONE_LINE = re.compile(r"\)\s{0,4}(-?[\d.]{1,8})\s{0,4}\(")
"""How far apart two pieces of a printed page's line stand, in thousandths of a letter's height."""
_A_SPACE = -150
_FIGURES = 6
_LETTERS = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{20,}={0,2}")
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
    if _OF_JSON.search(text):
        yield _OF_JSON.sub(_letter, text)
    if "_" in text and sum(map(str.isdigit, text)) >= _FIGURES:
        yield _OF_NAMES.sub(_letter, text).replace("_", " ")
    if _OF_HEADERS.search(text):
        yield _OF_HEADERS.sub(lambda found: "\n" if found[0][1] in "LCR" else "", text)
    if "\\" in text or '"' in text:
        yield _IN_A_FORMAT.sub(lambda found: found[1] or found[2] or " ", text)
    if _IN_ONE_LINE.search(text):
        yield _IN_ONE_LINE.sub(lambda found: " " if _number(found[1]) < _A_SPACE else "", text)


def said_by_name(text: str) -> Iterator[tuple[str, str]]:
    """Yield each value of a text in JSON, after the name it has there: what programs keep in their own parts."""
    if text[:1] not in ("{", "["):
        return
    try:
        left = [("", json.loads(text))]
    except (ValueError, RecursionError):
        return
    while left:
        name, value = left.pop()
        if isinstance(value, dict):
            left += value.items()
        elif isinstance(value, list):
            left += ((name, one) for one in value)
        elif isinstance(value, (str, int, float)) and not isinstance(value, bool):
            yield name, str(value)


def packed_in(text: str) -> Iterator[bytes]:
    """Yield the bytes that stretches of a text stand for, where these are written as letters or as figures."""
    for found in _HEX.finditer(text):
        yield bytes.fromhex(found[0])
    for found in _LETTERS.finditer(text):
        try:
            yield base64.b64decode(found[0] + "=" * (-len(found[0]) % 4))
        except (binascii.Error, ValueError):
            continue


def _letter(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0


def _of_rtf(found: re.Match[str]) -> str:
    if found[1]:
        return bytes.fromhex(found[1]).decode("cp1252", "replace")
    if found[2]:
        return chr(int(found[2]) % 65536)
    return " " if found[0] == "\\~" else ""

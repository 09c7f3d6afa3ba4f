"""The texts a workbook keeps once and its cells point at by number."""

from __future__ import annotations

import re
from functools import lru_cache

from outcomes_xl.hosts.files.limits import MOST_STRINGS, too_many
from outcomes_xl.hosts.files.package import Package
from outcomes_xl.hosts.files.xml_escapes import decode_excel, unescape_xml
from outcomes_xl.hosts.files.xml_events import read_events
from outcomes_xl.model.cannot_use import CannotUse

_ENCODING = r"(?: encoding=[\"'][uU][tT][fF]-8[\"'])?"
XML_HEAD = rf"\s*(?:<\?xml version=[\"']1\.\d[\"']{_ENCODING}(?: standalone=[\"']\w+[\"'])?\s*\?>\s*)?"
_NOT_XML = bytes(code for code in range(32) if code not in (9, 10, 13))

_HEAD = re.compile(XML_HEAD + r"<sst((?: [\w:]+=\"[^\"<>&]*\")*)>")
_PLAIN = re.compile(r'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>')


def shared_strings(package: Package, part: str | None) -> list[str | None]:
    """Return the texts in order, runs of rich text joined, phonetic guides left out; None for an empty text."""
    if part is None:
        return []
    content = package.part(part)
    if content.count(b"<si>") > MOST_STRINGS:
        raise too_many(package.name, "texts")
    try:
        return _by_pattern(content)
    except ValueError:
        pass
    return by_parser(content, package.name, part)


def all_characters_are_xml(content: bytes) -> bool:
    """Tell whether a parser would take every character of this UTF-8 text. (Deleting is faster than a pattern.)"""
    if b"\xef\xbf\xbe" in content or b"\xef\xbf\xbf" in content:
        return False
    return len(content.translate(None, _NOT_XML)) == len(content)


def _by_pattern(content: bytes) -> list[str | None]:
    """Read the part by a pattern. Raises ValueError when something is not as expected: then the parser must decide.

    Splitting leaves what stands between the plain texts. Those gaps hold rich texts, which the parser reads.
    """
    if not all_characters_are_xml(content):
        raise ValueError("not plain")
    text = content.decode("utf-8-sig")
    head, end = _HEAD.match(text), text.rfind("</sst>")
    if not head or end < head.end() or "<!" in text:
        raise ValueError("not plain")
    pieces = _PLAIN.split(text[head.end() : end].replace("\r\n", "\n").replace("\r", "\n"))
    if not any(pieces[0::2]) and "&" not in text and "_x" not in text:
        return [plain or None for plain in pieces[1::2]]
    texts = [_decoded(plain) if "&" in plain or "_x" in plain else plain or None for plain in pieces[1::2]]
    found: list[str | None] = []
    done = 0
    for place, gap in enumerate(pieces[0::2]):  # a gap stands before the text of its number
        if gap:
            found += texts[done:place]
            done = place
            try:
                found += _rich(f"<sst{head[1]}>{gap}</sst>")
            except CannotUse:
                raise ValueError("not plain") from None
    return found + texts[done:]


@lru_cache(maxsize=4096)
def _decoded(text: str) -> str | None:
    return decode_excel(unescape_xml(text)) or None


@lru_cache(maxsize=512)
def _rich(xml: str) -> tuple[str | None, ...]:
    """Return the texts between the plain ones. Most are the template's own, the same in many workbooks."""
    return tuple(by_parser(xml.encode()))


def by_parser(content: bytes, book: str = "", part: str = "") -> list[str | None]:
    """Return the texts of a shared strings part, read by an XML parser."""
    found: list[str | None] = []
    pieces: list[str] = []
    inside: list[str] = []

    def start(tag: str, _: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        inside.append(name)
        if name == "si":
            pieces.clear()

    def end(tag: str) -> None:
        if inside.pop() == "si":
            found.append(decode_excel("".join(pieces)) or None)

    def characters(text: str) -> None:
        if inside[-1] == "t" and "rPh" not in inside:
            pieces.append(text)

    read_events(content, book, part, start, end, characters)
    return found

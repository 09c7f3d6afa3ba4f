"""Every text that a workbook's file holds outside its cells, with what it is to an officer and on which sheet.

Text hides in more places than Excel shows: kept values of linked workbooks, pivot caches, properties, alternative
texts, files put into the workbook. Each part of the package is read, the ones nobody knows as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from outcomes_xl.hosts.files.package import Package
from outcomes_xl.hosts.files.web_extensions import extensions
from outcomes_xl.hosts.files.xml_events import read_events
from outcomes_xl.lite.pane_properties import CODE, is_as_we_wrote_it
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.sharing.around_parts import LOCAL, around_the_parts
from outcomes_xl.sharing.inner_files import LARGEST, inner_files, of_a_long_text
from outcomes_xl.sharing.other_writings import other_writings, packed_in, said_by_name
from outcomes_xl.sharing.plain_cells import cells_are_plain
from outcomes_xl.sharing.sharing_words import element_in_words, is_known_part, part_in_words
from outcomes_xl.sharing.sheets_of_parts import SheetsOfParts

_DEEPEST = 4
_RUN_TOGETHER = frozenset(
    {
        "t",
        "r",
        "rPr",
        "pPr",
        "fld",
        "rFont",
        "span",
        "tspan",
        "b",
        "i",
        "em",
        "strong",
        "proofErr",
        "bookmarkStart",
        "bookmarkEnd",
        "lastRenderedPageBreak",
    }
)
"""Elements within which one sentence may be cut in pieces."""
_BREAKS = frozenset({"br", "cr", "tab", "lineBreak"})
"""Elements at which a sentence goes on: on the next line, or a little further on."""
_LOOKS = frozenset({"rPr", "pPr"})
"""Elements that say how the piece beside them looks; what stands in them parts no sentence."""
_CELLS = "sheetData"
_BEGIN_OF_CELLS, _END_OF_CELLS = b"<sheetData>", b"</sheetData>"
_LONG_NAME = 8
_PIECE, _OVERLAP = 1_000_000, 200
"""Letters of a text that are looked at in one go, and how many of them once more, so that no cut hides anything."""
_NAMES = ("name", "caption", "displayName", "title", "uniqueName")
_NO_TEXT = re.compile(
    r"[{(]?[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}[})]?|https?://schemas\.\S*|urn:schemas\S*|-?\d{1,9}"
    r"|\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?|[0-9A-F]{6,8}|-?\d\.\d{1,17}(?:E-?\d+)?"
)
"""Values of attributes that are codes, places and measures, and no text."""
_OF_MACHINES = frozenset({"algorithmName", "hashValue", "saltValue", "spinCount", "panose"})
_FONT = "typeface"
_FIGURES_OF_A_FONT = 3
_VERSION = re.compile(r"\d{1,5}(?:\.\d{1,5}){1,3}")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|[_.-]+")
_REMARK = re.compile(rb"<!--(.{1,100000}?)-->|<\?(?!xml |mso-)(.{1,10000}?)\?>", re.DOTALL)
"""What an XML says to whoever opens it as text, and no program reads."""
_PRINTED = (
    (re.compile(rb"[\x20-\x7e\x80-\xff]{6,}"), "latin-1"),
    (re.compile(rb"(?:[\x20-\x7e]\x00){6,}"), "utf-16-le"),
    (re.compile(rb"(?:\x00[\x20-\x7e]){6,}"), "utf-16-be"),
    (re.compile(rb"(?:[\x20-\x7e]\x00\x00\x00){6,}"), "utf-32-le"),
    (re.compile(rb"(?:\x00\x00\x00[\x20-\x7e]){6,}"), "utf-32-be"),
)
_PRINTED_PIECE = 4_000
_ENDS_SOFTLY = re.compile(rb"=\r?\n")
"""Where mail goes on in the next line."""
_WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_IN_ITS_OWN_WAY = "xl/model/"
"""The data model is packed in a way that only Excel reads."""


@dataclass(frozen=True, slots=True)
class KeptText:
    """A text outside the cells: the part it is kept in, what that is, and the name that stands on it there.

    ``unread`` where there is something that could not be looked into.
    """

    part: str
    place: str
    text: str
    label: str = ""
    unread: bool = False


def package_texts(package: Package) -> Iterator[KeptText]:
    """Yield every text of a workbook's file that no cell holds; a shared text that a cell shows comes here as well."""
    sheets, ours = SheetsOfParts(package), _with_our_code(package)
    for part, place, content in around_the_parts(package):
        yield from _in_part(part, place, content, 0)
    for part in package.part_names:
        place = f"{part_in_words(part)}{sheets.of(part)}"
        yield KeptText(part, f"{place}: the part's name", part.rpartition("/")[2])
        for kept in _in_part(part, place, package.part(part), 0, has_cells=part in sheets.read_as_cells):
            if part in ours and kept.label in CODE:
                continue
            yield kept
            yield from _as_it_reads(kept)


def _with_our_code(package: Package) -> set[str]:
    """Return the parts that keep the code of a pane as we wrote it: nobody can have written anything into that."""
    return {part for part, one in extensions(package).items() if is_as_we_wrote_it(one.properties)}


def _as_it_reads(kept: KeptText) -> Iterator[KeptText]:
    """Yield what a text says once it is decoded, where some of it is written for machines."""
    for text in other_writings(kept.text):
        yield replace(kept, text=text)
    for name, text in said_by_name(kept.text):
        yield replace(kept, text=text, label=_words(name))
    for content in packed_in(kept.text):
        yield from (replace(kept, text=text) for text in _printed(content))


def _in_part(part: str, place: str, content: bytes, depth: int, has_cells: bool = False) -> Iterator[KeptText]:
    if _looks_like_xml(content):
        try:
            yield from _in_xml(part, place, content, depth, has_cells)
            return
        except CannotUse:  # half an XML is read as any other bytes
            pass
    if depth >= _DEEPEST:
        yield KeptText(part, place, "", unread=True)
        return
    if part.casefold().startswith(_IN_ITS_OWN_WAY) and not depth:
        yield KeptText(part, place, "", unread=True)
    inner = [*inner_files(content)]
    for one in inner:
        if one.content is None:
            yield KeptText(part, place, "", unread=True)
        else:
            yield from _in_part(f"{part}/{one.name}", place, one.content, depth + 1)
    if not content.startswith(LOCAL):
        for text in _printed(_ENDS_SOFTLY.sub(b"", content[:LARGEST])):
            yield KeptText(part, place, text)


def _looks_like_xml(content: bytes) -> bool:
    begins = content[:8].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \r\n\t")
    return begins[:1] == b"<"


def _printed(content: bytes) -> Iterator[str]:
    for pattern, encoding in _PRINTED:
        for found in pattern.findall(content):
            yield from _pieces(found.decode(encoding), _PRINTED_PIECE)


def _pieces(text: str, size: int) -> Iterator[str]:
    """Yield a text in pieces, each with the end of the one before it."""
    for begins in range(0, len(text), size):
        yield text[max(begins - _OVERLAP, 0) : begins + size]


def _in_xml(part: str, place: str, content: bytes, depth: int, has_cells: bool) -> Iterator[KeptText]:
    has_cells = has_cells and cells_are_plain(content)
    collected = _Collected(part, place, has_cells)
    outside = _without_cells(content) if has_cells else content
    read_events(outside, part, part, collected.start, collected.end, collected.text)
    for remark in _REMARK.finditer(_narrow(content)):
        yield from (KeptText(part, place, text) for text in _printed(remark[0]))
    for one in collected.found:
        yield one
        for inner in of_a_long_text(one.text):
            if inner.content is not None:
                yield from _in_part(part, place, inner.content, depth + 1)


def _narrow(content: bytes) -> bytes:
    """Return an XML of two bytes a letter as one of UTF-8."""
    wide = _WIDE.get(content[:2])
    return content.decode(wide, "replace").encode() if wide else content


def _without_cells(content: bytes) -> bytes:
    """Return a sheet's XML with no cells in it, which are read as cells: most of its bytes need not be gone through.

    Only where it is plain where they begin and end: nothing that could hold a false end is in it.
    """
    if content.count(_BEGIN_OF_CELLS) != 1 or content.count(_END_OF_CELLS) != 1 or b"<!" in content:
        return content
    begins, end = content.index(_BEGIN_OF_CELLS), content.index(_END_OF_CELLS)
    return content[:begins] + _BEGIN_OF_CELLS + content[end:] if begins < end else content


class _Collected:
    """Gathers the texts of one XML part, the cells of a sheet left out: these are read as cells."""

    def __init__(self, part: str, place: str, has_cells: bool) -> None:
        self._part, self._place, self._has_cells = part, place, has_cells
        self._names_say = not is_known_part(part)
        self.found: list[KeptText] = []
        self._pieces: list[str] = []
        self._labels: list[str] = []
        self._places = [place]
        self._in_cells = self._in_looks = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if self._in_cells or (name == _CELLS and self._has_cells):
            self._in_cells += 1
            return
        if self._in_looks or name in _LOOKS:
            self._in_looks += 1
        elif name in _BREAKS:
            self._pieces.append("\n")
        elif name not in _RUN_TOGETHER:
            self._flush()
        said = next((attributes[one] for one in _NAMES if attributes.get(one)), "")
        inherited = self._labels[-1] if self._labels else ""
        self._labels.append(said or (_words(name) if self._names_say else inherited))
        self._places.append(self._where(name))
        if self._names_say and len(name) > _LONG_NAME:
            self._keep(name, "")
        if self._names_say and tag != name and not _NO_TEXT.fullmatch(tag.rpartition(" ")[0]):
            self._keep(tag.rpartition(" ")[0], "")
        for attribute, value in attributes.items():
            plain = attribute.rpartition(" ")[2]
            if len(value) > 2 and not _is_of_machines(plain, value) and not _NO_TEXT.fullmatch(value):
                label = "" if value == said else said or (_words(plain) if self._names_say else inherited)
                self._keep(value, label)

    def end(self, tag: str) -> None:
        if self._in_cells:
            self._in_cells -= 1
            return
        if self._in_looks:
            self._in_looks -= 1
        elif tag.rpartition(" ")[2] not in _RUN_TOGETHER | _BREAKS:
            self._flush()
        self._labels.pop()
        self._places.pop()

    def text(self, text: str) -> None:
        if not self._in_cells:
            self._pieces.append(text)

    def _where(self, name: str) -> str:
        said = element_in_words(name)
        return self._place.replace(part_in_words(self._part), said, 1) if said else self._places[-1]

    def _flush(self) -> None:
        text = "".join(self._pieces).strip()
        self._pieces = []
        if text and not _NO_TEXT.fullmatch(text):
            self._keep(text, self._labels[-1] if self._labels else "")

    def _keep(self, text: str, label: str) -> None:
        for piece in _pieces(text, _PIECE):
            self.found.append(KeptText(self._part, self._places[-1], piece, label))


def _is_of_machines(attribute: str, value: str) -> bool:
    """Whether no officer reads what an attribute says: codes, and versions, which look like a computer's address.

    Nor the names of typefaces, which look like people's.
    """
    if attribute == _FONT:
        return sum(map(str.isdigit, value)) <= _FIGURES_OF_A_FONT
    return attribute in _OF_MACHINES or (attribute == "version" and _VERSION.fullmatch(value) is not None)


def _words(name: str) -> str:
    return _CAMEL.sub(" ", name)

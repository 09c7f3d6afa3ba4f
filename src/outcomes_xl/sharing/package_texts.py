"""Every text that a workbook's file holds outside its cells, with what it is to an officer.

Text hides in more places than Excel shows: kept values of linked workbooks, pivot caches, properties, alternative
texts, files put into the workbook. Each part of the package is read, the ones nobody knows as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from outcomes_xl.hosts.files.package import Package
from outcomes_xl.hosts.files.preflight import open_zip
from outcomes_xl.hosts.files.xml_events import read_events
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.sharing.sharing_words import part_in_words

_DEEPEST = 2
_LARGEST = 50_000_000
"""Bytes of a file inside the workbook that are looked at: more than any picture or document has."""
_RUN_TOGETHER = frozenset({"t", "r", "rPr", "fld", "b", "i", "sz", "color", "rFont"})
"""Elements within which one sentence may be cut in pieces."""
_CELLS = "sheetData"
_NAMES = ("name", "caption", "displayName", "title", "uniqueName")
_NO_TEXT = frozenset(
    [
        "id",
        "Id",
        "ID",
        "uid",
        "uniqueId",
        "guid",
        "rgb",
        "sqref",
        "ref",
        "r",
        "s",
        "count",
        "uniqueCount",
        "xmlns",
        "Type",
        "Target",
        "TargetMode",
        "ContentType",
        "Extension",
        "PartName",
        "axId",
        "idx",
        "rid",
        "embed",
        "link",
        "spid",
        "val1",
        "lastClr",
        "axis",
        "typeface",
        "panose",
        "pitchFamily",
        "charset",
        "cacheId",
        "createdVersion",
        "refreshedVersion",
        "minRefreshableVersion",
        "recordCount",
        "localSheetId",
        "fontId",
        "fillId",
        "borderId",
        "xfId",
        "numFmtId",
        "dxfId",
        "x",
        "y",
        "cx",
        "cy",
        "off",
        "ext",
        "prst",
        "algorithmName",
        "hashValue",
        "saltValue",
        "spinCount",
        "codeName",
        "lastEdited",
        "lowestEdited",
        "rupBuild",
        "calcId",
    ]
)
_CODE = re.compile(
    r"[{(]?[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}[})]?|https?://schemas\.\S*|urn:schemas\S*"
)
_PRINTED = (re.compile(rb"[\x20-\x7e]{6,4000}"), re.compile(rb"(?:[\x20-\x7e]\x00){6,4000}"))


@dataclass(frozen=True, slots=True)
class KeptText:
    """A text outside the cells: the part it is kept in, what that is, and the name that stands on it there."""

    part: str
    place: str
    text: str
    label: str = ""


def package_texts(package: Package) -> Iterator[KeptText]:
    """Yield every text of a workbook's file that no cell holds; a shared text that a cell shows comes here as well."""
    yield from _comments_of_the_zip(package)
    for part in package.part_names:
        place = part_in_words(part)
        yield KeptText(part, f"{place}: the part's name", part.rpartition("/")[2])
        yield from _in_part(part, place, package.part(part), 0)


def _comments_of_the_zip(package: Package) -> Iterator[KeptText]:
    end = package.data.rfind(b"PK\x05\x06")
    tail = package.data[end + 22 :] if end >= 0 else b""
    for text in _printed(tail):
        yield KeptText("", "what was added behind the file's end", text)
    for info in package.infos:
        for text in _printed(info.comment + b" " + info.extra):
            yield KeptText(info.filename, "a remark in the file's list of parts", text)


def _in_part(part: str, place: str, content: bytes, depth: int) -> Iterator[KeptText]:
    if content[:4] == b"PK\x03\x04":
        yield from _in_inner_file(part, place, content, depth)
    elif _looks_like_xml(content):
        try:
            yield from _in_xml(part, place, content)
        except CannotUse:  # half an XML is read as any other bytes
            yield from _in_bytes(part, place, content)
    else:
        yield from _in_bytes(part, place, content)


def _in_bytes(part: str, place: str, content: bytes) -> Iterator[KeptText]:
    for text in _printed(content[:_LARGEST]):
        yield KeptText(part, place, text)


def _in_inner_file(part: str, place: str, content: bytes, depth: int) -> Iterator[KeptText]:
    """Look into a workbook or document that was put into this one."""
    if depth >= _DEEPEST:
        return
    try:
        archive = open_zip(content, part)
        for info in archive.infolist():
            if not info.is_dir() and info.file_size <= _LARGEST:
                with archive.open(info) as stream:
                    inner = stream.read(_LARGEST)
                yield from _in_part(f"{part}/{info.filename}", place, inner, depth + 1)
    except (CannotUse, OSError, ValueError, RuntimeError, NotImplementedError):
        yield from _in_bytes(part, place, content)


def _looks_like_xml(content: bytes) -> bool:
    begins = content[:8].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \r\n\t")
    return begins[:1] == b"<"


def _printed(content: bytes) -> Iterator[str]:
    for pattern, encoding in zip(_PRINTED, ("ascii", "utf-16-le"), strict=True):
        for found in pattern.findall(content):
            yield found.decode(encoding)


def _in_xml(part: str, place: str, content: bytes) -> Iterator[KeptText]:
    collected = _Collected(part, place)
    read_events(content, part, part, collected.start, collected.end, collected.text)
    yield from collected.found


class _Collected:
    """Gathers the texts of one XML part, the cells of a sheet left out: these are read as cells."""

    def __init__(self, part: str, place: str) -> None:
        self._part, self._place = part, place
        self.found: list[KeptText] = []
        self._pieces: list[str] = []
        self._labels: list[str] = []
        self._in_cells = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if name == _CELLS or self._in_cells:
            self._in_cells += 1
            return
        if name not in _RUN_TOGETHER:
            self._flush()
        said = next((attributes[one] for one in _NAMES if attributes.get(one)), "")
        self._labels.append(said or (self._labels[-1] if self._labels else ""))
        for attribute, value in attributes.items():
            if attribute.rpartition(" ")[2] not in _NO_TEXT and len(value) > 2 and not _CODE.fullmatch(value):
                self._keep(value, self._labels[-1] if value != said else "")

    def end(self, tag: str) -> None:
        if self._in_cells:
            self._in_cells -= 1
            return
        if tag.rpartition(" ")[2] not in _RUN_TOGETHER:
            self._flush()
        self._labels.pop()

    def text(self, text: str) -> None:
        if not self._in_cells:
            self._pieces.append(text)

    def _flush(self) -> None:
        text = "".join(self._pieces).strip()
        self._pieces = []
        if text and not _CODE.fullmatch(text):
            self._keep(text, self._labels[-1] if self._labels else "")

    def _keep(self, text: str, label: str) -> None:
        self.found.append(KeptText(self._part, self._place, text, label))

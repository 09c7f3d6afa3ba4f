"""The zip a workbook is kept in: its parts, how they point at each other, and a copy with some parts exchanged.

A part that is not exchanged is copied as the compressed bytes it already is, so it cannot come out different.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from outcomes_xl.hosts.files.limits import is_too_dense
from outcomes_xl.hosts.files.xml_events import damaged, read_events

KEEP_INFLATED = 4_000_000
"""Parts up to this many bytes are kept once inflated; a larger one is inflated again when it is asked for again."""


@dataclass(frozen=True, slots=True)
class Relationship:
    """One arrow from a part to another: its id, the last word of its type, and the part's name in the zip."""

    id: str
    kind: str
    target: str
    external: bool


class Package:
    """A workbook's parts by name. Names are compared as Excel does: without regard to case, "\\" as "/".

    A part is called by its name with "/" everywhere, also where the zip has "\\" (some document systems write Windows'
    separators): folders are looked for in it. The zip's own spelling stays in the zip.
    """

    def __init__(self, data: bytes, archive: zipfile.ZipFile, name: str) -> None:
        self.data = data
        self.name = name
        self.infos = archive.infolist()
        for info in self.infos:
            info.filename = info.filename.replace("\\", "/")
        self._by_key = {_key(info.filename): info for info in self.infos}
        self._inflated: dict[str, bytes] = {}
        self._relationships: dict[str, dict[str, Relationship]] = {}

    def __contains__(self, part: str) -> bool:
        return _key(part) in self._by_key

    @property
    def part_names(self) -> list[str]:
        return [info.filename for info in self.infos]

    def real_name(self, part: str) -> str:
        """Return the part's name exactly as the zip spells it. Raises KeyError when there is no such part."""
        return self._by_key[_key(part)].filename

    def part(self, part: str) -> bytes:
        """Return a part's bytes. Raises NotAWorkbook when it is missing, cut short or has the wrong check sum."""
        found = self._inflated.get(part)
        if found is not None:
            return found
        info = self._by_key.get(_key(part))
        if info is None:
            raise damaged(self.name, part)
        content = self._inflate(info)
        if len(content) <= KEEP_INFLATED:
            self._inflated[part] = content
        return content

    def packed(self, part: str) -> tuple[bytes, int, int]:
        """Return what tells a part's content without unpacking it: its bytes in the zip, and the size and check sum
        that it should have. Raises NotAWorkbook when it is missing.
        """
        info = self._by_key.get(_key(part))
        if info is None:
            raise damaged(self.name, part)
        return self.raw(info), info.file_size, info.CRC

    def raw(self, info: zipfile.ZipInfo) -> bytes:
        """Return a part as it lies in the zip, still compressed."""
        start = info.header_offset
        header = self.data[start : start + 30]
        if len(header) < 30 or header[:4] != b"PK\x03\x04":
            raise damaged(self.name, info.filename)
        name_length, extra_length = struct.unpack("<HH", header[26:30])
        start += 30 + name_length + extra_length
        return self.data[start : start + info.compress_size]

    def _inflate(self, info: zipfile.ZipInfo) -> bytes:
        raw = self.raw(info)
        try:
            # The directory says how long the part is; one byte more than that is never inflated.
            content = raw if info.compress_type == 0 else zlib.decompressobj(-15).decompress(raw, info.file_size + 1)
        except zlib.error:
            raise damaged(self.name, info.filename) from None
        if len(content) != info.file_size or zlib.crc32(content) != info.CRC:
            raise damaged(self.name, info.filename)
        return content

    def relationships(self, part: str) -> dict[str, Relationship]:
        """Return where a part points to, by relationship id; "" is the package itself."""
        if part not in self._relationships:
            name = relationships_part(part)
            self._relationships[part] = self._read_relationships(part, name) if name in self else {}
        return self._relationships[part]

    def _read_relationships(self, part: str, name: str) -> dict[str, Relationship]:
        found: dict[str, Relationship] = {}
        folder = "/" + posixpath.dirname(part)

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag.rpartition(" ")[2] != "Relationship":
                return
            external = attributes.get("TargetMode") == "External"
            target = attributes.get("Target", "").replace("\\", "/")
            if not external:
                target = self._spelled(posixpath.normpath(posixpath.join(folder, target)).lstrip("/"))
            kind = attributes.get("Type", "").rpartition("/")[2]
            ident = attributes.get("Id", "")
            found[ident] = Relationship(ident, kind, target, external)

        read_events(self.part(name), self.name, name, start)
        return found

    def _spelled(self, target: str) -> str:
        """Return a target as the zip spells that part: relationships may differ in case, or write a space as %20."""
        for spelling in (target, unquote(target)):
            if spelling in self:
                return self.real_name(spelling)
        return target

    @cached_property
    def workbook_part(self) -> str:
        """The part that lists the sheets: usually xl/workbook.xml, but the package says."""
        for relationship in self.relationships("").values():
            if relationship.kind == "officeDocument" and not relationship.external and relationship.target in self:
                return relationship.target
        raise damaged(self.name)

    def with_parts(self, changed: Mapping[str, bytes], removed: frozenset[str] = frozenset()) -> bytes:
        """Return the workbook with some parts exchanged, added (at the end, in order) or left out."""
        changed = dict(changed)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
            for info in self.infos:
                if info.filename in removed:
                    continue
                content = changed.pop(info.filename, None)
                entry = _entry_like(info)
                if content is None:
                    _copy_raw(copy, entry, info, self.raw(info))
                else:
                    _pack(copy, entry, content)
            for name, content in changed.items():
                entry = zipfile.ZipInfo(name)  # dated 1 January 1980, so the same edit makes the same bytes
                entry.compress_type = zipfile.ZIP_DEFLATED
                _pack(copy, entry, content)
        return out.getvalue()


def relationships_part(part: str) -> str:
    """Return the name of the part that holds another part's relationships."""
    return posixpath.join(posixpath.dirname(part), "_rels", posixpath.basename(part) + ".rels")


def _key(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").casefold()


def _entry_like(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(info.orig_filename, info.date_time)
    entry.compress_type = info.compress_type
    entry.external_attr = info.external_attr
    entry.create_system = info.create_system
    entry.flag_bits = info.flag_bits & 0x800  # only "the name is UTF-8": sizes stand in the header, not after the data
    return entry


def _pack(copy: zipfile.ZipFile, entry: zipfile.ZipInfo, content: bytes) -> None:
    """Put a part into a zip as small as a reader will take it: the texts of some sheets pack so well that they look
    like a bomb, and we would refuse what we have written.
    """
    for level in (6, 1):
        squeezer = zlib.compressobj(level, zlib.DEFLATED, -15)
        raw = squeezer.compress(content) + squeezer.flush()
        entry.compress_type = zipfile.ZIP_DEFLATED
        if not is_too_dense(len(content), len(raw)):
            break
    else:
        raw, entry.compress_type = content, zipfile.ZIP_STORED
    entry.CRC, entry.file_size, entry.compress_size = zlib.crc32(content), len(content), len(raw)
    _put(copy, entry, raw)


def _copy_raw(copy: zipfile.ZipFile, entry: zipfile.ZipInfo, info: zipfile.ZipInfo, raw: bytes) -> None:
    """Put a compressed part into a zip as it is. zipfile itself can only compress anew, which costs most of an edit."""
    entry.CRC, entry.file_size, entry.compress_size = info.CRC, info.file_size, info.compress_size
    _put(copy, entry, raw)


def _put(copy: zipfile.ZipFile, entry: zipfile.ZipInfo, raw: bytes) -> None:
    assert copy.fp is not None
    entry.header_offset = copy.fp.tell()
    copy.fp.write(entry.FileHeader(zip64=False))
    copy.fp.write(raw)
    copy.filelist.append(entry)
    copy.NameToInfo[entry.filename] = entry
    copy.start_dir = copy.fp.tell()

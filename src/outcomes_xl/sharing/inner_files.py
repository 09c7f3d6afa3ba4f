"""What is kept inside a part that is no plain XML: files in files, macros, the remarks of pictures, packed data.

Each inner file is given as bytes to look at in turn. Where one cannot be opened, that is given too: what nobody could
look into must not pass for something in which nothing was found.
"""

from __future__ import annotations

import base64
import binascii
import bz2
import lzma
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from zipfile import ZIP_STORED, ZipInfo

from outcomes_xl.hosts.files.preflight import open_zip
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.sharing.compound_streams import SIGNATURE, NotWhole, streams
from outcomes_xl.sharing.pdf_pages import pdf_pages

LARGEST = 50_000_000
"""Bytes of one inner file that are looked at: more than any picture or document has."""
_ZIP = b"PK\x03\x04"
_PNG = b"\x89PNG\r\n\x1a\n"
_PACKED_TEXTS = frozenset({b"zTXt", b"iTXt"})
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]{64,}={0,2}\s*")
_MODULE_BEGINS = b"\x00Attribut"
_CHUNK = 4096
_CODED = frozenset({"EncryptedPackage", "EncryptionInfo"})
_NUMBERS_IN_BITS = re.compile(r"xl/worksheets/.*\.bin", re.IGNORECASE)
_OLD_SHEETS = frozenset({"Workbook", "Book"})
"""Where workbooks of other forms keep numbers as a machine does: their texts can be read, these cannot."""
_SHUT = (
    *(b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18", b"MSCF", b"PAR1"),
    *(b"-----BEGIN PGP", b"age-encryption.org", b"Obj\x01"),
)
"""How files begin that are packed or locked in ways we do not open: archives, columns of analysts, locked letters."""
_ZLIB = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")


@dataclass(frozen=True, slots=True)
class Inner:
    """A file inside a part; ``content`` is None where it is there and cannot be looked into."""

    name: str
    content: bytes | None


def inner_files(content: bytes) -> Iterator[Inner]:
    """Yield what is packed inside some bytes; nothing where they are no container that we know."""
    if content.startswith(_ZIP):
        yield from _of_a_zip(content)
    elif content.startswith(SIGNATURE):
        yield from _of_an_old_file(content)
    elif content.startswith(_PNG):
        yield from _of_a_picture(content)
    elif content.startswith(b"%PDF"):
        yield from (Inner("page", page) for page in pdf_pages(content, LARGEST))
    elif content.startswith(b"\x1f\x8b"):
        yield _inflated("packed", content, 31)
    elif content.startswith(_ZLIB):
        found = _inflated("packed", content, 15)
        yield from (found,) if found.content else ()
    elif content.startswith((b"BZh", b"\xfd7zXZ\x00")):
        yield _unpressed(content)
    elif content.startswith(_SHUT):
        yield Inner("", None)


def _unpressed(content: bytes) -> Inner:
    one = bz2.BZ2Decompressor() if content.startswith(b"BZh") else lzma.LZMADecompressor()
    try:
        return Inner("packed", one.decompress(content, LARGEST))
    except (OSError, EOFError, lzma.LZMAError):
        return Inner("packed", None)


def before_a_part(data: bytes, info: ZipInfo) -> bytes:
    """Return what stands before a part of a zip and not in its list: another name for it, and a field of its own."""
    begins = info.header_offset + 26
    if len(data) < begins + 4:
        return b""
    named, more = struct.unpack("<HH", data[begins : begins + 4])
    name, field = data[begins + 4 : begins + 4 + named], data[begins + 4 + named : begins + 4 + named + more]
    return (b"" if name == info.filename.encode() else name + b"\0") + field


def behind_a_part(data: bytes, info: ZipInfo) -> bytes:
    """Return what stands behind a part of a zip and is still counted as its bytes: no program unpacks that."""
    begins = info.header_offset + 26
    if len(data) < begins + 4:
        return b""
    begins += 4 + sum(struct.unpack("<HH", data[begins : begins + 4]))
    packed = data[begins : begins + info.compress_size]
    if info.compress_type == ZIP_STORED:
        return packed[info.file_size :]
    unpacking = zlib.decompressobj(-15)
    try:
        unpacking.decompress(packed, LARGEST)
    except zlib.error:
        return b""
    return unpacking.unused_data


def of_a_long_text(text: str) -> Iterator[Inner]:
    """Yield what a text holds that is bytes written as letters, as Power Query keeps its steps and connections."""
    if len(text) < 64 or not _BASE64.fullmatch(text):
        return
    try:
        content = base64.b64decode(text, validate=False)
    except (binascii.Error, ValueError):
        return
    begins = content.find(_ZIP, 0, 64)
    yield Inner("written as letters", content)
    if begins > 0:
        yield Inner("written as letters", content[begins:])


def _of_a_zip(content: bytes) -> Iterator[Inner]:
    try:
        archive = open_zip(content, "")
        for info in archive.infolist():
            if info.is_dir():
                continue
            yield Inner(
                f"{info.filename} ",
                (info.filename.encode() + b" " + info.comment + info.extra + before_a_part(content, info))
                + behind_a_part(content, info),
            )
            if info.file_size > LARGEST or info.flag_bits & 1:
                yield Inner(info.filename, None)
                continue
            with archive.open(info) as stream:
                yield Inner(info.filename, stream.read(LARGEST))
            if _NUMBERS_IN_BITS.fullmatch(info.filename):
                yield Inner(info.filename, None)
        yield Inner("remark", archive.comment)
    except (CannotUse, OSError, ValueError, RuntimeError, NotImplementedError, EOFError, zlib.error):
        yield Inner("", None)


def _of_an_old_file(content: bytes) -> Iterator[Inner]:
    """Yield the streams of a file in the form of Office 97, and the macros in them unpacked."""
    try:
        for name, stream in streams(content):
            yield Inner(name, name.encode("utf-8", "replace"))
            if name in _CODED:
                yield Inner(name, None)
                continue
            yield Inner(name, stream)
            if name in _OLD_SHEETS:
                yield Inner(name, None)
            yield from (Inner(name, text) for text in _macros(stream))
            begins = stream.find(_ZIP)
            if begins > 0:
                yield Inner(name, stream[begins:])
    except NotWhole:
        yield Inner("", None)


def _macros(stream: bytes) -> Iterator[bytes]:
    """Yield the source of the macros in a stream, unpacked ([MS-OVBA] 2.4.1)."""
    if stream[:1] == b"\x01":
        yield _unpacked(stream)
    at = stream.find(_MODULE_BEGINS)
    while at >= 3:
        if stream[at - 3] == 1:
            yield _unpacked(stream[at - 3 :])
        at = stream.find(_MODULE_BEGINS, at + 1)


def _unpacked(data: bytes) -> bytes:
    out, at = bytearray(), 1
    while at + 2 <= len(data) and len(out) < LARGEST:
        header = int.from_bytes(data[at : at + 2], "little")
        if header >> 12 & 0b111 != 0b011:
            break
        chunk = data[at + 2 : at + 3 + (header & 0xFFF)]
        out += _chunk(chunk) if header & 0x8000 else chunk
        at += 3 + (header & 0xFFF)
    return bytes(out)


def _chunk(chunk: bytes) -> bytes:
    out, at = bytearray(), 0
    while at < len(chunk) and len(out) < _CHUNK:
        flags, at = chunk[at], at + 1
        for bit in range(8):
            if at >= len(chunk):
                break
            if not flags >> bit & 1:
                out.append(chunk[at])
                at += 1
                continue
            token, at = int.from_bytes(chunk[at : at + 2], "little"), at + 2
            wide = max(4, (len(out) - 1).bit_length()) if out else 4
            length, back = (token & (0xFFFF >> wide)) + 3, (token >> (16 - wide)) + 1
            if back > len(out):
                return bytes(out)
            for _ in range(length):
                out.append(out[-back])
    return bytes(out)


def _of_a_picture(content: bytes) -> Iterator[Inner]:
    at = len(_PNG)
    while at + 8 <= len(content):
        size, kind = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        if kind in _PACKED_TEXTS:
            yield from _packed_in(content[at + 8 : at + 8 + size])
        at += 12 + size


def _packed_in(chunk: bytes) -> Iterator[Inner]:
    for begins in (at for at in range(len(chunk)) if chunk[at : at + 1] == b"\x78"):
        found = _inflated("a picture's text", chunk[begins:], 15)
        if found.content:
            yield found
            return


def _inflated(name: str, packed: bytes, wide: int) -> Inner:
    try:
        return Inner(name, zlib.decompressobj(wide).decompress(packed, LARGEST))
    except zlib.error:
        return Inner(name, None)

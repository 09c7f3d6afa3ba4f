"""Looking a file over before anything in it is parsed: is it a workbook, and can it be read without harm?

Every refusal is one plain sentence, and one that says what to do next. The limits are in limits.py.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from contextlib import suppress
from xml.parsers import expat

from outcomes_xl.hosts.files.limits import (
    LARGEST_PART,
    LARGEST_TOTAL,
    LONG_TAG,
    MOST_ATTRIBUTES,
    MOST_CELLS,
    MOST_MERGES,
    MOST_PARTS,
    is_too_dense,
    too_many,
)
from outcomes_xl.hosts.files.package import Package
from outcomes_xl.hosts.files.xml_events import damaged
from outcomes_xl.model.cannot_use import CannotUse, NotAWorkbook, UnsafeWorkbook

_OLE = b"\xd0\xcf\x11\xe0"
_SAVE_AGAIN = "Open it in Excel, save it as an Excel workbook (.xlsx) and use that file."
_DOCTYPE = b"<!DOCTYPE"
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([^\"'<>]{0,60})[\"']")
_ENCODINGS = frozenset({b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"})
"""Open XML allows UTF-8 and UTF-16; the others are seen, and like these they write "<!DOCTYPE" in its own letters. In
UTF-7, UTF-32 or EBCDIC a part could say one thing to this look and another to a parser."""


def open_package(data: bytes, name: str) -> Package:
    """Return the workbook's parts, every XML part of them looked over. Raises NotAWorkbook or UnsafeWorkbook."""
    archive = open_zip(data, name)
    _is_a_workbook(archive.namelist(), name)
    package = Package(data, archive, name)
    _parts_are_harmless(package)
    return package


def open_in_parts(data: bytes, name: str) -> Package:
    """Return the workbook's parts, each XML part looked over when it is first asked for.

    For readers of a few sheets among many: a part that nobody reads does no harm. Asking may raise UnsafeWorkbook.
    """
    archive = open_zip(data, name)
    _is_a_workbook(archive.namelist(), name)
    return _LookedOverWhenAsked(data, archive, name)


def open_zip(data: bytes, name: str) -> zipfile.ZipFile:
    """Return the zip that a workbook of any kind is kept in, its list of contents looked over and nothing unpacked."""
    _is_a_zip(data, name)
    _directory_is_small(data, name)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError, OSError, EOFError):
        raise _cut_short(name) from None
    _entries_are_usual(archive.infolist(), name)
    return archive


def _is_a_zip(data: bytes, name: str) -> None:
    if not data.strip(b"\0"):
        raise NotAWorkbook(
            f"“{name}” is empty.",
            "If it is in OneDrive or SharePoint, let it finish copying to this computer, then try again.",
        )
    if data[:4] == _OLE:
        raise _old_office_file(data, name)
    if data[:2] != b"PK":
        raise NotAWorkbook(f"“{name}” is not an Excel workbook{_what_it_looks_like(data)}.", _SAVE_AGAIN)


def _old_office_file(data: bytes, name: str) -> CannotUse:
    # Excel keeps an encrypted workbook inside the old container; the names in its directory tell the two apart.
    if "EncryptedPackage".encode("utf-16-le") in data:
        return NotAWorkbook(
            f"“{name}” is protected with a password, or encrypted by a sensitivity label.",
            "Open it in Excel, take the password or the label's encryption off (File, Info), save it and try again.",
        )
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return NotAWorkbook(f"“{name}” is a workbook in the old format (.xls).", _SAVE_AGAIN)
    return NotAWorkbook(f"“{name}” is an old Office file, not an Excel workbook.", _SAVE_AGAIN)


def _what_it_looks_like(data: bytes) -> str:
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"%pdf"):
        return ": it is a PDF"
    if start.startswith((b"<!doctype html", b"<html")):
        return ": it is a web page, perhaps a sign-in page saved in its place"
    if start.startswith(b"<"):
        return ": it is an XML file"
    if b"\0" not in start and (b"," in start or b"\t" in start):
        return ": it looks like a text or CSV file"
    return ""


def _cut_short(name: str) -> NotAWorkbook:
    return NotAWorkbook(
        f"“{name}” is cut short or damaged: the end of the file is missing.",
        "Copy or download it again and let that finish, or go back to an earlier version of it.",
    )


def _directory_is_small(data: bytes, name: str) -> None:
    """Refuse a zip with a huge list of contents before Python builds an object for each entry."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if at < 0 or at + 22 > len(data):
        raise _cut_short(name)
    entries, size = struct.unpack("<HI", data[at + 10 : at + 16])
    wide = at - 76
    if wide >= 0 and data[wide : wide + 4] == b"PK\x06\x06" and data[at - 20 : at - 16] == b"PK\x06\x07":
        # Programs that write as they go keep the numbers of even a small zip in the wide form (zip64), where zipfile
        # looks for them too; what stands here is 0xFFFF then.
        entries, size = struct.unpack("<QQ", data[wide + 32 : wide + 48])
    if entries > MOST_PARTS or size > MOST_PARTS * 400:
        raise UnsafeWorkbook(
            f"“{name}” claims to hold far more parts than a workbook has.",
            "It was not made by Excel. Ask whoever sent it for a new copy.",
        )


def _entries_are_usual(infos: list[zipfile.ZipInfo], name: str) -> None:
    seen: set[str] = set()
    total = 0
    for info in infos:
        part = info.filename.replace("\\", "/")
        if part.startswith("/") or ".." in part.split("/") or ":" in part.split("/")[0]:
            raise _odd(name, "a part whose name points outside the file")
        if part.casefold() in seen:
            raise _odd(name, f"the part {part} twice")
        seen.add(part.casefold())
        if info.flag_bits & 0x1:
            raise NotAWorkbook(
                f"“{name}” is protected with a password.", "Take the password off in Excel, save it and try again."
            )
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _odd(name, "parts packed in a way Excel does not use")
        total += info.file_size
        too_dense = is_too_dense(info.file_size, info.compress_size)
        if info.file_size > LARGEST_PART or total > LARGEST_TOTAL or too_dense or len(seen) > MOST_PARTS:
            raise UnsafeWorkbook(
                f"“{name}” unpacks to far more than a workbook of ours should hold.",
                "Delete unused rows and columns in Excel and save it; if it came from outside, ask for a new copy.",
            )


def _odd(name: str, what: str) -> UnsafeWorkbook:
    return UnsafeWorkbook(
        f"“{name}” has {what}, so it cannot be read surely.",
        "Open it in Excel and save it as a new workbook; if it came from outside, ask for a new copy.",
    )


def _is_a_workbook(parts: list[str], name: str) -> None:
    known = {part.replace("\\", "/").casefold() for part in parts}
    if "[content_types].xml" in known and "_rels/.rels" in known:
        if any(part.endswith("workbook.bin") for part in known):
            raise NotAWorkbook(f"“{name}” is a binary workbook (.xlsb).", _SAVE_AGAIN)
        for folder, what in (("word/", "a Word document"), ("ppt/", "a PowerPoint presentation")):
            if any(part.startswith(folder) for part in known):
                raise NotAWorkbook(f"“{name}” is {what}, not an Excel workbook.", _SAVE_AGAIN)
        return
    if "mimetype" in known and "content.xml" in known:
        raise NotAWorkbook(f"“{name}” is an OpenDocument file, not an Excel workbook.", _SAVE_AGAIN)
    if any(part.endswith((".xlsx", ".xlsm")) for part in known):
        raise NotAWorkbook(f"“{name}” is a zip folder with a workbook inside.", "Take the workbook out and use that.")
    raise NotAWorkbook(f"“{name}” is a zip file, not an Excel workbook.", _SAVE_AGAIN)


def _has_a_long_tag(content: bytes) -> bool:
    """Whether so many bytes follow a "<" without another one. Asked from the far end of each stretch: few questions."""
    at = content.find(b"<") + 1
    while 0 < at <= len(content) - LONG_TAG:
        at = content.rfind(b"<", at, at + LONG_TAG) + 1
        if not at:
            return True
    return False


def _attributes_are_few(content: bytes, name: str, part: str) -> None:
    """Refuse an element with more attributes than Excel has words for: putting them in order takes their square."""

    def start(_: str, attributes: dict[str, str]) -> None:
        if len(attributes) > MOST_ATTRIBUTES:
            raise too_many(name, "attributes of one element")

    parser = expat.ParserCreate()  # without namespaces, so that their declarations are counted too
    parser.StartElementHandler = start
    with suppress(expat.ExpatError, ValueError, LookupError):  # whoever reads the part says that it is damaged
        parser.Parse(content, True)


def _parts_are_harmless(package: Package) -> None:
    """Inflate every XML part once (which also checks its sum) and refuse what no workbook of Excel's has."""
    cells = 0
    for info in package.infos:
        part = info.filename
        if part.casefold().endswith((".xml", ".rels", ".vml")) or _begins_as_xml(package, info):
            cells += _cells_of_harmless(package.name, part, package.part(part), cells)


def _cells_of_harmless(name: str, part: str, content: bytes, before: int) -> int:
    """Return about how many cells a large sheet's part has, 0 of any other. Raises for what Excel never writes.

    ``before`` are the cells of the parts looked over before.
    """
    # In UTF-16 every other byte is zero; in UTF-8, which is nearly all there is, none may be.
    plain = content.replace(b"\0", b"") if b"\0" in content[:4] + content[-4:] else content
    declared = _DECLARED.match(plain[:400].lstrip(b"\xef\xbb\xbf\xff\xfe"))
    if declared and declared[1].lower() not in _ENCODINGS:
        raise damaged(name, part)
    if _DOCTYPE in plain:
        raise has_a_document_type(name)
    if _has_a_long_tag(plain):
        _attributes_are_few(plain, name, part)
    if "sheet" not in part or len(content) <= 1_000_000:
        return 0
    cells = content.count(b"</v>") + content.count(b":v>") // 2 + content.count(b"</is>")
    if before + cells > MOST_CELLS:
        raise too_many(name, "filled cells")
    if content.count(b"mergeCell ") > MOST_MERGES:
        raise too_many(name, "merged blocks of cells")
    return cells


class _LookedOverWhenAsked(Package):
    """A package whose parts are looked over as they are inflated."""

    def _inflate(self, info: zipfile.ZipInfo) -> bytes:
        content = super()._inflate(info)
        _cells_of_harmless(self.name, info.filename, content, 0)
        return content


def has_a_document_type(name: str) -> UnsafeWorkbook:
    """Return what we say of a workbook with a document type declaration in one of its parts."""
    return _odd(name, "a document type declaration inside, which Excel never writes")


def _begins_as_xml(package: Package, info: zipfile.ZipInfo) -> bool:
    """Whether a part of any other name is XML as well: what a part is, is said elsewhere and could be anything.

    Pictures kept as XML (.svg) are read by nobody here, and drawing programs write document types into them.
    """
    if info.filename.casefold().endswith(".svg"):
        return False
    raw = package.raw(info)
    try:
        head = raw[:64] if info.compress_type == zipfile.ZIP_STORED else zlib.decompressobj(-15).decompress(raw, 64)
    except zlib.error:
        return True  # it is damaged, and will be said to be
    return head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")

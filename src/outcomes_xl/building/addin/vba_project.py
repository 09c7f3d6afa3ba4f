"""A VBA project from modules ([MS-OVBA]): the ``dir`` stream, the ``PROJECT`` stream, and the file around them.

The project carries source only, no compiled code. That is the specification's form for interchange (1.6: version
0xFFFF "so that performance caches are ignored"; 2.3.4.1: the cache "MUST NOT be present on write"); Excel compiles it
when it is opened. Add-ins that xlwings ships to its users have the same form.
"""

from __future__ import annotations

import struct
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from outcomes_xl.building.addin.compound_file import compound_file
from outcomes_xl.building.addin.vba_compression import compressed
from outcomes_xl.building.addin.vba_source import NAME, WORKBOOK_BASE, MacroMistake, Module, ModuleKind


@dataclass(frozen=True)
class Reference:
    """A type library the macros use (2.3.4.2.2)."""

    name: str
    libid: str


# As Excel 365 writes them. The paths are hints: Windows finds a library by its id.
OLE_AUTOMATION = Reference(
    "stdole",
    r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation",
)
OFFICE = Reference(  # IRibbonControl and IRibbonUI are in it
    "Office",
    r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#"
    r"C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL#Microsoft Office 16.0 Object Library",
)


def vba_project(
    name: str, modules: Sequence[Module], references: Sequence[Reference] = (OLE_AUTOMATION, OFFICE)
) -> bytes:
    """Return ``vbaProject.bin``: the same modules always give the same bytes.

    Raises MacroMistake when names collide or there is not exactly one workbook module.
    """
    if not NAME.match(name):
        raise MacroMistake(f"{name!r} is not a project name")
    names = [name.lower(), *(one.name.lower() for one in modules)]
    if len(set(names)) != len(names):
        raise MacroMistake("module names must differ from one another and from the project's, whatever their case")
    if [one.base for one in modules].count(WORKBOOK_BASE) != 1:
        raise MacroMistake("a project has exactly one workbook module")
    vba = {one.name: compressed(one.source()) for one in modules}
    vba["_VBA_PROJECT"] = struct.pack("<HHBH", 0x61CC, 0xFFFF, 0, 1)  # 2.3.4.1
    vba["dir"] = compressed(_dir(name, modules, references))
    return compound_file({"VBA": vba, "PROJECT": _project(name, modules), "PROJECTwm": _project_wm(modules)})


def _dir(name: str, modules: Sequence[Module], references: Sequence[Reference]) -> bytes:
    """2.3.4.2: information, references, modules, each a record with its id and size."""
    parts = [
        _record(0x01, struct.pack("<I", 3)),  # 64-bit Windows; other systems read it too
        _record(0x02, struct.pack("<I", 0x409)),
        _record(0x14, struct.pack("<I", 0x409)),
        _record(0x03, struct.pack("<H", 1252)),  # code page of all text below
        _record(0x04, name.encode("cp1252")),
        _twice(0x05, 0x40, ""),  # description
        _record(0x06) + _record(0x3D),  # help file
        _record(0x07, bytes(4)),  # help context
        _record(0x08, bytes(4)),  # library flags
        struct.pack("<HIIH", 0x09, 4, 0x65BE0257, 17),  # 2.3.4.2.1.11: any version; its size says 4, it is 6 long
        _twice(0x0C, 0x3C, ""),  # constants for #If
    ]
    for reference in references:
        libid = reference.libid.encode("cp1252")
        parts += [
            _twice(0x16, 0x3E, reference.name),
            _record(0x0D, struct.pack("<I", len(libid)) + libid + bytes(6)),
        ]
    parts += [_record(0x0F, struct.pack("<H", len(modules))), _record(0x13, b"\xff\xff")]
    for one in modules:
        parts += [
            _twice(0x19, 0x47, one.name),
            _twice(0x1A, 0x32, one.name),  # its stream
            _twice(0x1C, 0x48, ""),
            _record(0x31, bytes(4)),  # the source begins at once: no compiled code before it
            _record(0x1E, bytes(4)),
            _record(0x2C, b"\xff\xff"),
            _record(0x21 if one.kind is ModuleKind.STANDARD else 0x22),
            _record(0x2B),
        ]
    return b"".join([*parts, _record(0x10)])


def _record(ident: int, data: bytes = b"") -> bytes:
    return struct.pack("<HI", ident, len(data)) + data


def _twice(ident: int, unicode_ident: int, text: str) -> bytes:
    """A text in the code page and again in Unicode, as many records ask."""
    return _record(ident, text.encode("cp1252")) + _record(unicode_ident, text.encode("utf-16-le"))


def _project(name: str, modules: Sequence[Module]) -> bytes:
    """2.3.1: the PROJECT stream, lines of text. Not protected, no password, shown in the editor."""
    ident = "{" + str(uuid.uuid5(uuid.NAMESPACE_URL, "vba-project:" + name)).upper() + "}"
    line = {
        ModuleKind.STANDARD: "Module={0}",
        ModuleKind.CLASS: "Class={0}",
        ModuleKind.DOCUMENT: "Document={0}/&H00000000",
    }
    lines = [
        f'ID="{ident}"',
        *(line[one.kind].format(one.name) for one in modules),
        f'Name="{name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{_encrypted(bytes(4), ident, 0x8D)}"',
        f'DPB="{_encrypted(bytes(1), ident, 0x9F)}"',
        f'GC="{_encrypted(bytes([0xFF]), ident, 0xA3)}"',
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{one.name}=0, 0, 0, 0, C" for one in modules),
    ]
    return ("\r\n".join(lines) + "\r\n").encode("cp1252")


def _encrypted(data: bytes, ident: str, seed: int) -> str:
    """2.4.3.2. The first byte is free to choose, so it is fixed here and the build stays the same every time."""
    key = sum(ident.encode("ascii")) & 0xFF
    out = [seed, seed ^ 2, seed ^ key]
    plain, one_back, two_back = key, out[2], out[1]
    for byte in bytes([7]) * ((seed & 6) // 2) + struct.pack("<I", len(data)) + data:
        value = byte ^ ((two_back + plain) & 0xFF)
        out.append(value)
        two_back, one_back, plain = one_back, value, byte
    return bytes(out).hex().upper()


def _project_wm(modules: Sequence[Module]) -> bytes:
    """2.3.3: module names in the code page and in Unicode. Never compressed: Excel from 2017 on refuses that."""
    names = (one.name for one in modules)
    return b"".join(name.encode("cp1252") + b"\0" + name.encode("utf-16-le") + b"\0\0" for name in names) + b"\0\0"

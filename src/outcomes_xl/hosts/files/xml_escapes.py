"""How text stands in a workbook's XML: XML's own entities, and Excel's _xHHHH_ for what XML cannot hold."""

from __future__ import annotations

import re

_ENTITY = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos));|&")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TO_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")


def unescape_xml(text: str) -> str:
    """Return the text an XML parser would: "R&amp;D" -> "R&D". Raises ValueError for an entity XML does not have."""
    return _ENTITY.sub(_entity, text)


def _entity(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return _NAMED[name]
    if not (hexadecimal or decimal):
        raise ValueError("a bare & in XML")
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000:
        return chr(code)
    raise ValueError("a character XML does not have")


def decode_excel(text: str) -> str:
    """Return text as Excel shows it: "_x000D_" is a carriage return, "_x005F_" an underscore."""
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    # Half of a surrogate pair is no character: such text is left as it stands in the file.
    return match[0] if 0xD800 <= code < 0xE000 else chr(code)


def encode_excel(text: str) -> str:
    """Return text as a workbook keeps it; the inverse of decode_excel."""
    return _TO_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)

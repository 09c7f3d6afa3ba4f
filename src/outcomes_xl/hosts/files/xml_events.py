"""The one road by which a part's XML is read as events: whatever stands in it, it is read or the file is damaged.

expat alone says some things as ExpatError, an encoding nobody knows as LookupError, one of several bytes as ValueError;
and an attribute that should be a number is found out by whoever reads it. All of them mean one thing to an officer.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from xml.parsers import expat

from outcomes_xl.model.cannot_use import NotAWorkbook, UnsafeWorkbook

_ODD = (ValueError, LookupError, ArithmeticError, TypeError, AttributeError, AssertionError, RecursionError)
_ODDER = (OSError, EOFError, NotImplementedError, struct.error, zlib.error, zipfile.BadZipFile, expat.ExpatError)

Start = Callable[[str, dict[str, str]], None]


def damaged(name: str, part: str = "") -> NotAWorkbook:
    """Return what we say of a workbook whose inside does not hold together."""
    where = f" (in its part {part})" if part else ""
    return NotAWorkbook(
        f"“{name}” is damaged and cannot be read surely{where}.",
        "Open it in Excel and save it again, or go back to an earlier version of it.",
    )


@contextmanager
def refused_if_odd(name: str) -> Iterator[None]:
    """Let nothing but the CannotUse family out of reading and editing, whatever a workbook is made of.

    What is foreseen is said by whoever meets it; this is the last belt, whose exception keeps its cause for a
    maintainer. The tests of made-up files hold that nothing gets as far.
    """
    try:
        yield
    except (*_ODD, *_ODDER) as odd:
        raise UnsafeWorkbook(
            f"“{name}” is made in a way this tool does not know, so nothing was read or changed.",
            "Open it in Excel, save it as a new workbook and try again; tell the maintainers which workbook it was.",
        ) from odd


def read_events(
    content: bytes,
    book: str,
    part: str,
    start: Start,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], object] | None = None,
) -> None:
    """Parse a part, calling back for its elements and texts; tags come as "namespace name".

    Raises NotAWorkbook for what is no XML, and for what a callback cannot make sense of (ValueError, LookupError,
    ArithmeticError). A document type, behind which entities could hide, is refused however it was encoded.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _no_document_type
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError, ArithmeticError):
        raise damaged(book, part) from None


def _no_document_type(*_: object) -> None:
    raise ValueError("a document type")

"""An element put into a list of parts, or cut out of it, with every other byte of that part as it was.

Lists of parts are flat: a root and its children. Writing one anew would change its spelling; a splice does not, so what
was added and is taken out again leaves the very bytes that were there.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from xml.parsers import expat

from outcomes_xl.hosts.files.preflight import has_a_document_type
from outcomes_xl.hosts.files.xml_events import damaged
from outcomes_xl.model.cannot_use import CannotEdit

_TAG = re.compile(rb"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_COUNT = re.compile(rb"""(\scount\s*=\s*["'])(\d{1,9})""")
_WIDE = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Child:
    """An element right below the root: where its bytes begin and end, and what it and the elements in it say."""

    begins: int
    ends: int
    said: tuple[tuple[str, dict[str, str]], ...]

    @property
    def name(self) -> str:
        """Return the element's name, without its prefix."""
        return _plain(self.said[0][0])

    def says(self, element: str, attribute: str) -> str:
        """Return what an element says for an attribute, both without their prefix; "" where it says nothing."""
        for name, attributes in self.said:
            if _plain(name) == element:
                return next((text for key, text in attributes.items() if _plain(key) == attribute), "")
        return ""


@dataclass(slots=True)
class Outline:
    """A list's root by its name as written, its children, and where its end tag begins; ``empty`` if it has none."""

    root: str = ""
    children: list[Child] = field(default_factory=list)
    opens: int = 0
    closes: int = 0
    empty: bool = False

    @property
    def prefix(self) -> str:
        """What stands before the names of the list's own elements, such as "wetp:"."""
        return self.root[: self.root.rfind(":") + 1]


def outline(content: bytes, book: str, part: str) -> Outline:
    """Return where the children of a part's root stand; of an element's, where its own bytes are given.

    Raises NotAWorkbook for no XML, CannotEdit for UTF-16.
    """
    if content[:2] in _WIDE or b"\0" in content[:4]:
        raise CannotEdit(
            f"“{book}” keeps its lists of parts in an unusual way.", "Open it in Excel, save it, and try again."
        )
    reader = _Reader(content, book)
    try:
        reader.parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise damaged(book, part) from None
    return reader.found


def with_child(content: bytes, there: Outline, child: str) -> bytes:
    """Return the part with an element more, as the last one."""
    added = child.encode()
    if not there.empty:
        return content[: there.closes] + added + content[there.closes :]
    end = _tag_ends(content, there.opens)
    begin = content[there.opens : end].removesuffix(b"/>") + b">"
    return content[: there.opens] + begin + added + f"</{there.root}>".encode() + content[end:]


def with_child_behind(content: bytes, there: Outline, child: str, before: frozenset[str]) -> bytes:
    """Return the part with an element more, behind the last of those that the schema wants before it."""
    if there.empty:
        return with_child(content, there, child)
    behind = [one.ends for one in there.children if one.name in before]
    at = behind[-1] if behind else _tag_ends(content, there.opens)
    return content[:at] + child.encode() + content[at:]


def in_place_of(content: bytes, old: Child, new: bytes) -> bytes:
    """Return the part with one of its children written otherwise."""
    return content[: old.begins] + new + content[old.ends :]


def recounted(content: bytes, more: int) -> bytes:
    """Return an element with so many more in its count; as it is where it does not say how many there are."""
    end = _tag_ends(content, 0)
    tag = _COUNT.sub(lambda found: b"%s%d" % (found[1], max(0, int(found[2]) + more)), content[:end], count=1)
    return tag + content[end:]


def without(content: bytes, there: Outline, gone: Collection[Child]) -> bytes:
    """Return the part without some of its children; a root that is left with nothing is one tag again."""
    if not gone:
        return content
    pieces, at = [], 0
    for child in sorted(gone, key=lambda one: one.begins):
        pieces.append(content[at : child.begins])
        at = child.ends
    left = b"".join([*pieces, content[at:]])
    end = _tag_ends(left, there.opens)
    closing = f"</{there.root}>".encode()
    if left[end:].startswith(closing):
        return left[: end - 1] + b"/>" + left[end + len(closing) :]
    return left


class _Reader:
    def __init__(self, content: bytes, book: str) -> None:
        self.found = Outline()
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._doctype
        self._content, self._book = content, book
        self._depth = self._begins = self._opened = 0
        self._said: list[tuple[str, dict[str, str]]] = []

    def _doctype(self, *_: object) -> None:
        raise has_a_document_type(self._book)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        at = self.parser.CurrentByteIndex
        if self._depth == 0:
            self.found.root, self.found.opens = name, at
            self.found.empty = self._is_one_tag(at)
        elif self._depth == 1:
            self._begins, self._opened, self._said = at, _tag_ends(self._content, at), []
        if self._depth:
            self._said.append((name, attributes))
        self._depth += 1

    def _end(self, _: str) -> None:
        self._depth -= 1
        at = self.parser.CurrentByteIndex  # where an end tag begins; of an element in one tag, where that ends
        if self._depth == 1:
            ends = self._opened if self._is_one_tag(self._begins) else _tag_ends(self._content, at)
            self.found.children.append(Child(self._begins, ends, tuple(self._said)))
        elif self._depth == 0:
            self.found.closes = at

    def _is_one_tag(self, begins: int) -> bool:
        return self._content[begins : _tag_ends(self._content, begins)].endswith(b"/>")


def _tag_ends(content: bytes, begins: int) -> int:
    """Return where a tag ends, whatever stands in its attributes."""
    found = _TAG.match(content, begins)
    if found is None:
        raise ValueError("no tag begins here")
    return found.end()


def _plain(name: str) -> str:
    return name.rpartition(":")[2]

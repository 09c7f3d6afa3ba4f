"""Comments and links on an old sheet's cells, brought to where those cells stand now."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from outcomes_xl.hosts.files.graft.merged_styles import elements
from outcomes_xl.hosts.files.package import Package
from outcomes_xl.hosts.files.safe_xml import Element, name, parse, written
from outcomes_xl.model import CellRef
from outcomes_xl.model.cell_refs import split_a1
from outcomes_xl.model.patches import Place

COMMENTS, THREADS, SHAPES = "comments", "threadedComment", "vmlDrawing"
Where = Callable[[int, int], Place | None]
_ROW = re.compile(rb"(<x:Row>\s*)(\d+)(\s*</x:Row>\s*<x:Column>\s*)(\d+)(\s*</x:Column>)")
_COLUMN_FIRST = re.compile(rb"(<x:Column>\s*)(\d+)(\s*</x:Column>\s*<x:Row>\s*)(\d+)(\s*</x:Row>)")
_SHAPE = re.compile(rb"<v:shape\b.*?</v:shape>", re.DOTALL)
_ANCHOR = re.compile(rb"(<x:Anchor>\s*)([^<]*)(</x:Anchor>)")


def commented(package: Package, sheet_part: str) -> list[Place]:
    """Return the places of a sheet's comments."""
    found: dict[Place, None] = {}
    for part in _parts(package, sheet_part, (COMMENTS, THREADS)):
        for element in parse(package.part(part), package.name, part).iter():
            if name(element) in ("comment", "threadedComment") and element.get("ref"):
                found[split_a1(str(element.get("ref")))] = None
    return [*found]


def comment_texts(package: Package, sheet_part: str) -> dict[Place, str]:
    """Return the words of a sheet's comments by place, those of a whole thread one after another."""
    found: dict[Place, str] = {}
    for kind in (COMMENTS, THREADS):
        threads: dict[Place, list[str]] = {}
        for part in _parts(package, sheet_part, (kind,)):
            for element in parse(package.part(part), package.name, part).iter():
                if name(element) in ("comment", "threadedComment") and element.get("ref"):
                    words = (one.text or "" for one in element.iter() if name(one) in ("t", "text"))
                    threads.setdefault(split_a1(str(element.get("ref"))), []).append("".join(words))
        found |= {place: "\n".join(words) for place, words in threads.items()}
    return found


def moved_comments(
    package: Package, sheet_part: str, where: Where, without: frozenset[Place] = frozenset()
) -> dict[str, bytes]:
    """Return the parts of a sheet's comments, rewritten for where their cells go, ``without`` those of some places."""
    made: dict[str, bytes] = {}
    for part in _parts(package, sheet_part, (COMMENTS, THREADS)):
        root = parse(package.part(part), package.name, part)
        for element in [*root.iter()]:
            if name(element) in ("comment", "threadedComment") and element.get("ref"):
                if split_a1(str(element.get("ref"))) in without:
                    element.getparent().remove(element)
                    continue
                element.set("ref", _to(str(element.get("ref")), where))
        made[part] = written(root)
    for part in _parts(package, sheet_part, (SHAPES,)):
        made[part] = _SHAPE.sub(lambda shape: _moved_shape(shape[0], where, without), package.part(part))
    return made


def _parts(package: Package, sheet_part: str, kinds: tuple[str, ...]) -> Iterator[str]:
    for relationship in package.relationships(sheet_part).values():
        if relationship.kind in kinds and not relationship.external and relationship.target in package:
            yield package.real_name(relationship.target)


def _to(reference: str, where: Where) -> str:
    place = split_a1(reference)
    return CellRef("", *(where(*place) or place)).a1


def _moved_shape(shape: bytes, where: Where, without: frozenset[Place]) -> bytes:
    """Return a comment's box with its cell's new row and column, its corners moved as far; nothing for one left out."""
    found, row_first = _ROW.search(shape), True
    if found is None:
        found, row_first = _COLUMN_FIRST.search(shape), False
    if found is None:
        return shape
    one, other = int(found[2]), int(found[4])
    row, column = (one, other) if row_first else (other, one)
    if (row + 1, column + 1) in without:
        return b""
    to = where(row + 1, column + 1) or (row + 1, column + 1)
    new = (to[0] - 1, to[1] - 1) if row_first else (to[1] - 1, to[0] - 1)
    text = found[1] + str(new[0]).encode() + found[3] + str(new[1]).encode() + found[5]
    shape = shape[: found.start()] + text + shape[found.end() :]
    return _ANCHOR.sub(lambda anchor: _moved_anchor(anchor, to[0] - 1 - row, to[1] - 1 - column), shape)


def _moved_anchor(anchor: re.Match[bytes], down: int, right: int) -> bytes:
    numbers = [part.strip() for part in anchor[2].decode().split(",")]
    if len(numbers) != 8 or not all(number.lstrip("-").isdigit() for number in numbers):
        return anchor[0]
    moved = [int(number) for number in numbers]
    for at, by in ((0, right), (4, right), (2, down), (6, down)):
        moved[at] = max(moved[at] + by, 0)
    return anchor[1] + ", ".join(map(str, moved)).encode() + anchor[3]


def hyperlinks(sheet: Element) -> list[Element]:
    return [link for part in elements(sheet) if name(part) == "hyperlinks" for link in elements(part)]

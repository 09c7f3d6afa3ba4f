"""Workbooks with something odd about them, made from sound ones by a seed: in the zip, in a part's XML, in its bytes.

The odd things are those that programs were seen to write, and those that a parser, a reader and an editor may take in
different ways. The same seed makes the same file.
"""

from __future__ import annotations

import io
import random
import re
import warnings
import zipfile
from collections.abc import Callable

_TAG = re.compile(r"<(/?)([A-Za-z_][\w:.-]*)((?:\s+[\w:.-]+=\"[^\"]*\")*)\s*(/?)>")
_ATTRIBUTE = re.compile(r"([\w:.-]+)=\"([^\"]*)\"")
_NUMBERS = ("", "-1", "0", "1", "7", "00", " 3", "1_0", "٣", "1.5", "1e999", "-1e999", "NaN", "2958466", "99999999999")
_WORDS = ("abc", "true", "wide", "$B$1", "A1:", "A1:XFD1048576", "XFE1", "A0", "#REF!", "é" * 40, "x" * 300, "_x0000_")
_TIMES = ("2026-03-15T10:00:00Z", "2026-03-15T10:00:00+02:00", "0001-01-01", "10:00Z", "9999-12-31T23:59:59.9999999")
ODD = (*_NUMBERS, *_WORDS, *_TIMES, "s", "d", "b", "e", "n", "str", "inlineStr", "shared", "array", "&#9;", "&amp;")
_ENCODINGS = ("UTB-8", "utf-7", "utf-32", "cp037", "windows-1252", "shift_jis", "utf-16", "rot13", "x" * 70)

Parts = dict[str, bytes]


def mutant(seed: int, sound: bytes) -> bytes:
    """Return a sound workbook with one to three odd things about it."""
    chance = random.Random(seed)
    parts = _parts(sound)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        chance.choices((_xml, _encoding, _zip), (12, 1, 2))[0](chance, parts)
    data = _zipped(chance, parts)
    return _bytes(chance, data) if chance.random() < 0.08 else data


def _parts(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def _zipped(chance: random.Random, parts: Parts) -> bytes:
    out = io.BytesIO()
    wide = chance.random() < 0.02
    way = zipfile.ZIP_STORED if chance.random() < 0.1 else zipfile.ZIP_DEFLATED
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", way) as archive:
        warnings.simplefilter("ignore")  # a name that stands twice is meant
        for name, content in parts.items():
            entry = zipfile.ZipInfo("x")
            entry.filename = name.rstrip("\0")  # a name that stands twice is told apart by zeros in this dictionary
            entry.compress_type = archive.compression
            with archive.open(entry, "w", force_zip64=wide) as part:
                part.write(content)
    return out.getvalue()


def _bytes(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data))
    way = chance.randrange(4)
    if way == 0:
        return data[:at]
    if way == 1:
        return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]
    if way == 2:
        return data[:at] + chance.randbytes(4) + data[at:]
    return data[:at] + data[at + chance.randrange(1, 30) :]


# The zip ----------------------------------------------------------------------------------------------------------


def _zip(chance: random.Random, parts: Parts) -> None:
    names = list(parts)
    name, other = chance.choice(names), chance.choice(names)
    ways: list[Callable[[], object]] = [
        lambda: parts.pop(name),
        lambda: _renamed(parts, lambda one: one.replace("/", "\\")),
        lambda: _renamed(parts, lambda one: one.replace("/", "\\") if chance.random() < 0.5 else one),
        lambda: _renamed(parts, str.upper),
        lambda: _renamed(parts, lambda one: "/" + one if one == name else one),
        lambda: _renamed(parts, lambda one: one.title() if one == name else one),
        lambda: _renamed(parts, lambda one: "xl/../" + one if one == name else one),
        lambda: parts.update({name + "\0": parts[other]}),
        lambda: parts.update({name.upper() + "\0": parts[name]}),
        lambda: parts.update({name: parts[other], other: parts[name]}),
        lambda: parts.update({name: b""}),
        lambda: parts.update({name: parts[name][: len(parts[name]) // 2]}),
        lambda: parts.update({"x/" * 60 + "y" * 130 + ".xml": parts[name]}),
        lambda: _shuffled(chance, parts),
    ]
    chance.choice(ways)()


def _renamed(parts: Parts, how: Callable[[str], str]) -> None:
    made = {how(name): content for name, content in parts.items()}
    parts.clear()
    parts.update(made)


def _shuffled(chance: random.Random, parts: Parts) -> None:
    items = list(parts.items())
    chance.shuffle(items)
    parts.clear()
    parts.update(items)


# Its XML ----------------------------------------------------------------------------------------------------------


def _encoding(chance: random.Random, parts: Parts) -> None:
    name = _xml_part(chance, parts)
    text = re.sub(r"^\s*<\?xml.*?\?>", "", parts[name].decode("utf-8", "replace"), count=1)
    said, real = chance.choice(_ENCODINGS), chance.choice(("utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-7", "cp037"))
    parts[name] = f'<?xml version="1.0" encoding="{said}"?>{text}'.encode(real, "replace")


def _xml_part(chance: random.Random, parts: Parts) -> str:
    found = [name for name in parts if name.rstrip("\0").casefold().endswith((".xml", ".rels"))]
    if not found:
        return next(iter(parts))
    core = [name for name in found if re.search(r"sheet|tables?|workbook|styles|sharedStrings|Types", name)]
    return chance.choice(core if core and chance.random() < 0.9 else found)


def _xml(chance: random.Random, parts: Parts) -> None:
    name = _xml_part(chance, parts)
    text = parts[name].decode("utf-8", "replace")
    tags = list(_TAG.finditer(text))
    if not tags:
        return
    tag = _some_tag(chance, tags)
    strange = chance.choice(("<!-- a remark -->", "<?do this?>", "<a/>", "x"))
    ways: list[Callable[[], str]] = [
        *[lambda: _attribute(chance, text, tag)] * 10,
        lambda: text[: tag.start()] + text[tag.end() :],
        lambda: text[: tag.end()] + tag[0] + text[tag.end() :],
        lambda: text[: tag.start()] + _renamed_tag(chance, tags, tag) + text[tag.end() :],
        lambda: text[: tag.start()] + strange + text[tag.start() :],
        lambda: _element(text, tag, ""),
        lambda: _element(text, tag, "twice"),
        lambda: _element(text, tag, "alternative"),
        lambda: _held(chance, text, tags),
        lambda: _swapped(chance, text, tags),
        lambda: text.replace("spreadsheetml/2006/main", chance.choice(("spreadsheetml/2099/main", "x")), 1),
        lambda: _with_prefix(text),
        lambda: "<!DOCTYPE a>" + re.sub(r"^<\?xml.*?\?>", "", text),
    ]
    parts[name] = chance.choice(ways)().encode("utf-8", "replace")


def _some_tag(chance: random.Random, tags: list[re.Match[str]]) -> re.Match[str]:
    """Choose a kind of element first, then one of them: or nearly every odd thing would be at a cell."""
    kinds = sorted({tag[2] for tag in tags})
    kind = chance.choice(kinds)
    return chance.choice([tag for tag in tags if tag[2] == kind])


def _attribute(chance: random.Random, text: str, tag: re.Match[str]) -> str:
    found = list(_ATTRIBUTE.finditer(tag[3]))
    start = tag.start(3)
    if not found or chance.random() < 0.1:
        key = chance.choice(("s", "r", "t", "ht", "customHeight", "hidden", "ref", "vm", "width", "x:r", "xml:space"))
        return f'{text[:start]} {key}="{chance.choice(ODD)}"{text[start:]}'
    one = chance.choice(found)
    a, b = start + one.start(), start + one.end()
    way = chance.random()
    if way < 0.15:
        return text[:a] + text[b:]
    if way < 0.22:
        return f"{text[:a]}{chance.choice(('r:', 'xml:', 'X', 'mc:'))}{text[a:]}"
    value = chance.choice(_ATTRIBUTE.findall(text))[1] if way < 0.35 else chance.choice(ODD)
    return f'{text[:a]}{one[1]}="{value}"{text[b:]}'


def _renamed_tag(chance: random.Random, tags: list[re.Match[str]], tag: re.Match[str]) -> str:
    return f"<{tag[1]}{chance.choice(tags)[2]}{tag[3]}{tag[4]}>"


def _element(text: str, tag: re.Match[str], how: str) -> str:
    """Take the whole element away, put it there twice, or make it an alternative as newer programs write them."""
    if tag[1] or tag[4]:
        end = tag.end()
    else:
        close = text.find(f"</{tag[2]}>", tag.end())
        end = close + len(tag[2]) + 3 if close >= 0 else tag.end()
    whole = text[tag.start() : end]
    if how == "alternative":
        space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        whole = f'<mc:AlternateContent {space}><mc:Choice Requires="x14">{whole}</mc:Choice></mc:AlternateContent>'
    return text[: tag.start()] + {"": "", "twice": whole * 2}.get(how, whole) + text[end:]


def _held(chance: random.Random, text: str, tags: list[re.Match[str]]) -> str:
    """Put something odd in place of what an element holds."""
    holding = [tag for tag in tags if not tag[1] and not tag[4] and text[tag.end() : tag.end() + 1] not in ("<", "")]
    if not holding:
        return text
    tag = chance.choice(holding)
    end = text.find("<", tag.end())
    return text[: tag.end()] + chance.choice(ODD) + text[end:]


def _swapped(chance: random.Random, text: str, tags: list[re.Match[str]]) -> str:
    """Exchange two rows or cells, or any two elements that are closed at once."""
    closed = [tag for tag in tags if tag[4]]
    rows = list(re.finditer(r"<row\b[^>]*>.*?</row>", text))
    pool = rows if len(rows) > 1 and chance.random() < 0.7 else closed
    if len(pool) < 2:
        return text
    one, two = sorted(chance.sample(range(len(pool)), 2))
    a, b = pool[one], pool[two]
    return text[: a.start()] + b[0] + text[a.end() : b.start()] + a[0] + text[b.end() :]


def _with_prefix(text: str) -> str:
    """Write the main namespace with a prefix, as some programs do."""
    text = re.sub(r"<(/?)(?=[A-Za-z]+[\s>/])(?!\?)", r"<\1q:", text)
    return re.sub(r'\sxmlns="', ' xmlns:q="', text, count=1)

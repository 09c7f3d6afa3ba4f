"""The figures a chart keeps of the cells it draws: renewed with the values saved beside formulas.

Excel and LibreOffice draw from the cells, but previews and converters show what the chart keeps.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from outcomes_xl.hosts.files.package import Package
from outcomes_xl.hosts.files.safe_xml import Element, canonical, name, namespace, parse, written
from outcomes_xl.model import Area, Value
from outcomes_xl.model.patches import Place

Saved = Mapping[str, Mapping[Place, Value]]
Standing = Callable[[str, Place], Value]

_CORNER = r"\$?[A-Z]+\$?[0-9]+"
_OF_CELLS = re.compile(rf"(?:'((?:[^']|'')+)'|([^\W\d][\w.]*))!({_CORNER}(?::{_CORNER})?)", re.IGNORECASE)


def charts_of(package: Package, saved: Saved) -> Iterator[tuple[str, Element]]:
    """Yield the charts that may draw cells of these sheets: part and root."""
    sheets = [sheet.replace("'", "''").encode() for sheet in saved]
    for part in package.part_names:
        if re.fullmatch(r"xl/charts/chart[^/]*\.xml", part, re.IGNORECASE):
            content = package.part(part)
            if any(sheet in content for sheet in sheets):
                yield part, parse(content, package.name, part)


def renewed_charts(package: Package, saved: Saved, standing: Standing) -> dict[str, bytes]:
    """Return the charts whose kept figures are no longer those of the cells, with the right ones."""
    charts: dict[str, bytes] = {}
    for part, root in charts_of(package, saved):
        before = canonical(root)
        for cache, sheet, area in _caches(root, saved):
            _fill(cache, [standing(sheet, place) for place in _places(area)])
        if canonical(root) != before:
            charts[package.real_name(part)] = written(root)
    return charts


def without_figures(root: Element, saved: Saved, standing: Standing) -> tuple[bytes, bool]:
    """Return a chart without the figures it keeps of these cells, and whether those were the cells' own."""
    right = True
    for cache, sheet, area in _caches(root, saved):
        before = canonical(cache)
        _fill(cache, [standing(sheet, place) for place in _places(area)])
        right = right and canonical(cache) == before
        for point in _points(cache):
            cache.remove(point)
    return canonical(root), right


def _caches(root: Element, saved: Saved) -> Iterator[tuple[Element, str, Area]]:
    for cache in root.iter("{*}numCache", "{*}strCache"):
        formula = next((one for one in cache.getparent() if name(one) == "f"), None)
        match = _OF_CELLS.fullmatch((formula.text or "").strip()) if formula is not None else None
        if match is None:
            continue
        sheet = (match[1] or match[2]).replace("''", "'")
        try:
            area = Area.parse(match[3].replace("$", ""))
        except ValueError:
            continue  # no cells Excel has: such a chart stays as it is
        count = next((one.get("val") for one in cache if name(one) == "ptCount"), None)
        drawn = sheet in saved and any(place in area for place in saved[sheet])
        if drawn and count == str(sum(1 for _ in _places(area))) and _in_order(cache):
            yield cache, sheet, area


def _places(area: Area) -> Iterator[Place]:
    for row in range(area.first_row, area.last_row + 1):
        yield from ((row, column) for column in range(area.first_column, area.last_column + 1))


def _points(cache: Element) -> list[Element]:
    return [one for one in cache if name(one) == "pt"]


def _in_order(cache: Element) -> bool:
    numbers = [one.get("idx", "") for one in _points(cache)]
    return all(map(str.isdecimal, numbers)) and len(set(numbers)) == len(numbers)


def _fill(cache: Element, values: list[Value]) -> None:
    """Put figures, or words, into a cache where others stand; what stands right is left, with its own format."""
    ns, words = namespace(cache), name(cache) == "strCache"
    there = {point.get("idx"): point for point in _points(cache)}
    for index, value in enumerate(values):
        point = there.pop(str(index), None)
        kept_text = _kept(value, words)
        if kept_text is None:
            if point is not None:
                cache.remove(point)
            continue
        if point is None:
            point = _new_point(cache, ns, index)
        kept = point.find(ns + "v")
        if kept is None or not (kept.text == kept_text if words else _is(kept.text, value)):
            for old in list(point):
                point.remove(old)
            etree.SubElement(point, ns + "v").text = kept_text


def _kept(value: Value, words: bool) -> str | None:
    """Return what a chart keeps of a cell: a figure, or where it keeps words whatever can be read; None for nothing."""
    if isinstance(value, str):
        return value or None if words else None
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    return f"{value:.15g}" if words else repr(value)


def _new_point(cache: Element, ns: str, index: int) -> Element:
    point = etree.Element(ns + "pt", idx=str(index))
    after = [one for one in cache if name(one) != "pt" or int(one.get("idx", "0")) < index]
    after = [one for one in after if name(one) != "extLst"]
    if after:
        after[-1].addnext(point)
    else:
        cache.insert(0, point)
    return point


def _is(text: str | None, value: Value) -> bool:
    try:
        return isinstance(value, int | float) and float(text or "") == value
    except ValueError:
        return False

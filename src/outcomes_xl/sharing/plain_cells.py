"""Whether the cells of a sheet's XML hold what every program writes and nothing besides.

What a Book has of them is looked at as cells. Where there is more – a cell twice, words between cells, an attribute or
an element of somebody's own, how a word is read aloud –, no cell shows it, and all of the XML is gone through.
"""

from __future__ import annotations

import re

_CELLS = re.compile(rb"<sheetData(?:\s[^>]{0,200})?>(.*)</sheetData>", re.DOTALL)
_CELL = rb"""c r="[A-Z]{1,3}\d{1,7}"(?: (?:s|t|cm|vm|ph)="\w{1,12}")*"""
_ROW = (
    rb"""row(?: (?:r|s|spans|ht|hidden|customFormat|customHeight|outlineLevel|collapsed|thickTop|thickBot|ph"""
    rb"""|x14ac:dyDescent)="[\w.:]{1,24}")*"""
)
_FORMULA = rb"""f(?: (?:t|ref|si|ca|aca|bx|dt2D|dtr|del1|del2|r1|r2|xml:space)="[\w.:$]{0,32}")*"""
_LOOKS = (
    rb"""(?:rPr|rFont|charset|family|b|i|strike|color|sz|u|vertAlign|scheme)"""
    rb"""(?: (?:val|rgb|theme|tint|indexed)="[\w .-]{1,40}")*"""
)
_ANY_OTHER = re.compile(
    rb"<(?!/|(?:"
    + _CELL
    + rb"|"
    + _ROW
    + rb"|"
    + _FORMULA
    + rb"|"
    + _LOOKS
    + rb"""|(?:v|t)(?: xml:space="preserve")?|is|r)\s?/?>)"""
)
_BETWEEN = re.compile(
    rb"(?:</(?:c|row|is|v|f|r|rPr)>|<(?:c|row)\s[^>]{0,300}[^/>]>)\s*[^<\s]|<(?:c|row|is|r|rPr)>\s*[^<\s]"
)
"""Words in a row or a cell, beside what it holds."""
_NO_ANSWER = re.compile(rb'<c r="[A-Z]{1,3}\d{1,7}"[^>]{0,60} t="b"[^>]{0,60}>(?:<f[^<]{0,9000}</f>)?<v>(?![01]</v>)')
_PLACE = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})"')


def cells_are_plain(content: bytes) -> bool:
    """Whether a Book has all that stands between the cells of a sheet's XML, in UTF-8."""
    found = _CELLS.search(content)
    if found is None:
        return content.count(b"sheetData") <= 1  # an empty one
    cells = found[1]
    if b"sheetData" in cells or content.count(b"sheetData") != 2:
        return False
    places = _PLACE.findall(cells)
    return len({*places}) == len(places) and not any(one.search(cells) for one in (_ANY_OTHER, _BETWEEN, _NO_ANSWER))

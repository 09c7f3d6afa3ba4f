"""Fonts that draw a mark where a letter is typed: in Wingdings a tick is kept as "ü", and looks like no letter at all.

The codes are those of Microsoft's own character sets for these fonts, of the marks that lists are filled with.
"""

from __future__ import annotations

_TICK, _CROSS, _DOT = "✓", "✗", "●"
_DRAWN = {
    "wingdings": {"ü": _TICK, "þ": _TICK, "û": _CROSS, "ý": _CROSS, "x": _CROSS, "l": _DOT, "o": "☐", "¨": "☐"},
    "wingdings 2": {"P": _TICK, "R": _TICK, "O": _CROSS, "Q": _CROSS, "S": _CROSS, "T": _CROSS, "£": "☐"},
    "webdings": {"a": _TICK, "r": _CROSS, "n": _DOT, "c": "☐"},
    "marlett": {"a": _TICK, "b": _TICK, "r": _CROSS},
}


def symbol_font(name: str) -> str:
    """Return a font's name in small letters where it draws marks, "" for any other."""
    return name.casefold() if name.casefold() in _DRAWN else ""


def as_drawn(text: str, font: str) -> str:
    """Return what is seen where a text stands in such a font; a letter we do not know stays as it was typed."""
    return "".join(_DRAWN[font].get(letter, letter) for letter in text.strip())

"""How our workbooks look: colours, and the named cell styles made of them. Data only.

The graphics colours are the Analysis Function's palette for charts (navy, teal, plum, orange, grey, purple); only
navy, plum and the greys are dark enough for words. Every pair of ink and fill used here is at least 4.5 to 1: a
test computes it. A colour means one thing, and never alone: cream, a blank cell waits for you; navy, a heading of
yours; plum, worse or to be mended, always with its word.
"""

from __future__ import annotations

from typing import Any

NAVY, TEAL, PLUM, ORANGE, GREY, PURPLE = "#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1"
INK, QUIET, WHITE, LINE = "#1F2933", "#4A5560", "#FFFFFF", "#C9D1D9"
WAITING, TOOLS_HEAD = "#FFF3C4", "#E4EAF0"


TABS = {
    "neutral": GREY,
    "framework": NAVY,
    "availability": TEAL,
    "mapping": PURPLE,
    "services": ORANGE,
    "sources": PLUM,
    "targets": "#5694CA",
    "tool": "#B1B4B6",
}

FONT = {"font_name": "Arial", "font_size": 11, "font_color": INK}

_TEXT = {"text_wrap": True, "valign": "vcenter", "align": "left", "indent": 1}
_HEADING = {**_TEXT, "valign": "bottom", "bold": True, "bottom": 2, "bottom_color": NAVY}
_CELL = {"bottom": 1, "bottom_color": LINE, **_TEXT}

# name -> (Excel's own number for the style where it has one, what it looks like)
STYLES: dict[str, tuple[int | None, dict[str, Any]]] = {
    "Heading 1": (16, {"font_size": 17, "bold": True, "font_color": NAVY, "valign": "vcenter"}),
    "Heading 2": (17, {"font_size": 13, "bold": True, "font_color": NAVY, "valign": "vcenter"}),
    "Explanatory Text": (53, {"font_color": QUIET, "valign": "vcenter"}),
    "Outcomes living line": (None, {"bold": True, "valign": "vcenter"}),
    "Outcomes link": (None, {"font_color": NAVY, "underline": 1, "valign": "vcenter", "bold": True}),
    "Outcomes band You": (None, {"font_color": NAVY, "bold": True, "valign": "bottom"}),
    "Outcomes band Tool": (None, {"font_color": QUIET, "bold": True, "valign": "bottom"}),
    "Outcomes heading You": (None, {"bg_color": NAVY, "font_color": WHITE, **_HEADING}),
    "Outcomes heading Tool": (None, {"bg_color": TOOLS_HEAD, "font_color": INK, **_HEADING}),
    # Not locked: whoever protects a sheet leaves the answers open.
    "Outcomes You": (None, {**_CELL, "locked": False}),
    "Outcomes Tool": (None, _CELL),
    "Outcomes plain": (None, {"valign": "vcenter"}),
    "Outcomes headline": (
        None,
        {"font_size": 22, "bold": True, "font_color": NAVY, "align": "left", "valign": "vcenter"},
    ),
    "Outcomes headline words": (None, {"font_size": 13, "font_color": INK, "valign": "vcenter"}),
    "Outcomes headline more": (None, {"font_size": 12, "font_color": QUIET, "valign": "vcenter"}),
}

# Differences a cell's kind makes, on top of its style. Codes and periods are text, so that 2024/25 stays 2024/25.
KINDS: dict[str, dict[str, Any]] = {
    "text": {},
    "id": {"num_format": "@"},
    "choice": {},
    "choices": {},
    "number": {"align": "right", "indent": 1, "text_wrap": False},
    "figure": {"align": "right", "indent": 1, "text_wrap": False},
    "period": {"num_format": "@"},
    "date": {"num_format": "d mmm yyyy", "align": "left", "indent": 1},
    "formula": {},
}

# How a figure the tool writes is shown, by its metric's unit; one decimal at least, and at most two. A count or an
# average of counts is shown as it is.
DECIMALS = "#,##0.0#"
DECIMALS_OF = {"£": "#,##0", "number": "General", "months": "General"}

# What a field is, beyond its kind. The record Undo works from is the machine's: one line, cut off at the cell's edge.
_NUMBER = {"align": "right", "indent": 1, "text_wrap": False}
_MACHINES = {"align": "fill", "text_wrap": False, "indent": 0, "font_color": QUIET}
FIELDS: dict[str, dict[str, Any]] = {
    **dict.fromkeys(("record", "key", "settled_before", "for_all"), _MACHINES),
    "go_to": {"font_color": NAVY, "underline": 1},
    "yearly_cost": {**_NUMBER, "num_format": "#,##0"},
    "all_votes": {**_NUMBER, "num_format": "0"},
    "ties": {**_NUMBER, "num_format": "0"},
    "figure_now": {**_NUMBER, "num_format": DECIMALS},
    "level": {**_NUMBER, "num_format": DECIMALS},
    "to_go": {**_NUMBER, "num_format": "+#,##0.0#;-#,##0.0#;0.0"},
}

# What a word in a cell adds to how it looks: list -> word -> format. The word itself always stands there.
_CALM = {"font_color": QUIET, "italic": True}
_WORSE = {"font_color": PLUM, "bold": True}
WORDS: dict[str, dict[str, dict[str, Any]]] = {
    "status": {"Available now": {"bold": True}},
    "found": {"No published series": _CALM},
    "severity": {"Must fix": _WORSE, "For information": _CALM},
    "origin": {"Local": {"bold": True}},
}
# The same for words a cell begins with: field -> beginning -> format.
BEGINNINGS: dict[str, dict[str, dict[str, Any]]] = {
    field: {"▼": _WORSE} for field in ("beside_london", "since_before", "so_far")
} | {"ours": {"Nothing of ours yet": _CALM}}

# The Summary's grid: from which share in use a cell is shaded, and how; the words in it say the share themselves.
SHADES = ((0.5, "#A9C9E4"), (0.25, "#CFE1F0"), (0.001, "#EAF2F9"))

RETIRED_ROW = {"italic": True, "font_color": "#5B636B"}
PLACEHOLDER_ROW = {"italic": True}
SETTLED_ROW = {"italic": True, "font_color": "#5B636B"}
WAITS = {"bg_color": WAITING}
"""A blank cell that waits for its officer."""


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours such as "#12436D", 1 to 21. Source: WCAG 2.2, relative luminance."""

    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)

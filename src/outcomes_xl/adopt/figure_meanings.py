"""What a cell says as a figure: as it is shown, or a question."""

from __future__ import annotations

import re
from datetime import date

from outcomes_xl.adopt.cell_meanings import (
    LEFT_OUT,
    Meaning,
    as_shown,
    asked,
    carried,
    flat,
    is_per_cent,
    leaves_out,
    not_carried,
    tidy,
    words_beside,
)
from outcomes_xl.adopt.figures_in_words import figure_in_words
from outcomes_xl.adopt.groups_and_units import NO_NUMBER, is_a_unit
from outcomes_xl.framework.entries import Metric
from outcomes_xl.model import Value
from outcomes_xl.model.shown_numbers import words_shown
from outcomes_xl.model.styled_cells import StyledCell
from outcomes_xl.reading.periods import understood

_GROUPED = r"(?:[1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.\d+)?"
"""A number whose commas, if it has any, can only part thousands."""
_PER_CENT = re.compile(rf"^([-+]?(?:{_GROUPED}|\.\d+))\s*%$")
_NUMBER = re.compile(rf"^[-+]?£?\s*{_GROUPED}$")
_DECIMAL_COMMA = re.compile(r"^([-+]?\d+),(\d+)\s*%?$")
_MARKED = re.compile(rf"^([-+]?£?\s*{_GROUPED}\s*%?)\s*(?:[¹²³⁰-⁹†‡*▲▼△▽↑↓→←↗↘►◄⬆⬇➡]|\[[a-z\d]\])+$")
"""A figure with a footnote's mark or an arrow after it."""
_ABOUT = re.compile(rf"^(?:c\.?|ca\.?|circa|~|≈|approx\.?|approximately|about|around)\s*({_GROUPED}\s*%?)$", re.I)
_NOT_FINAL = re.compile(
    rf"^({_GROUPED}\s*%?)\s*(?:[pre]|\((?:[pre]|prov|provisional|est)\.?\)|prov\.?|provisional|est\.?)$", re.I
)
_WITHHELD = re.compile(r"^(?:[<≤] ?(?:5|6|10)|\*+|supp(?:ressed)?\.?|s)$", re.I)
"""How small counts are withheld in other files: our symbol for it is offered."""
_LARGEST = 1e12
"""From here on digits are a slip of the keyboard, or an id."""
_WITH_PERIOD = re.compile(
    r"^([^()]*?[\w%])(?:\s*\((?:in |for |at |as at )?([^()]*\d{2}[^()]*)\)|,? (?:in|for|as at|at) (.*\d\d))$"
)
"""A figure and its period in one cell."""
_SYMBOL = re.compile(r"\[?([cxzku])\]?")
"""What stands for a figure that cannot be given, in brackets as published tables have it, or alone."""
_JUDGEMENT = re.compile(
    r"^(outstanding|good|requires improvement( to be good)?|r\.?i\.?|inadequate|satisfactory|exceptional|exemplary|"
    r"(strong|expected) standard|(needs|requires) attention|urgent improvement)\b(?![^\W\d_ ]).{0,30}$",
    re.I,
)
"""Ofsted's words, old and new."""
_SCALE = re.compile(r"(?<![a-z])(k|m|mn|bn|000s?|thousands?|millions?)(?![a-z])", re.I)
"""Words beside a number by which it is a thousand or a million times as much."""
JUDGEMENT = "judgement"
"""The field of words that stand in the place of a figure and go into the note: Good, Requires improvement."""
PARTS = "1 and less"
"""How the reading notes call figures that may be shares of one."""


def figure_of(cell: StyledCell, heading: str, said_of_parts: str = "", *, in_per_cent: bool = False) -> Meaning:
    """Return a figure as it is shown: 0.214 in a per cent format is 21.4. Nothing else is worked out.

    Where the file does not say how numbers are shown, or shows 0.214 as it is for a metric ``in_per_cent``, either may
    be meant: ``said_of_parts`` is the officer's answer.
    """
    value = cell.value
    if in_per_cent and isinstance(value, str) and _NUMBER.match(cell.text) and "£" not in value:
        value = float(re.sub(r"[,\s]", "", cell.text))
    unsure = not cell.look.number_format or (in_per_cent and not is_per_cent(cell))
    if unsure and isinstance(value, int | float) and not isinstance(value, bool) and 0 < abs(value) <= 1:
        if "cent" in said_of_parts:
            return carried(tidy(round(value * 100, 6)))
        if not said_of_parts:
            reason = (
                f"“{cell.text}” may mean {value:.1%}: the spreadsheet does not say. "
                "Are figures of 1 and less per cents here, or meant as they stand?"
            )
            return asked(f"figures in {flat(heading)}", PARTS, reason, value)
    if isinstance(value, bool | date):
        return asked("cell", cell.a1, f"“{cell.text}” is not a figure. What is meant?")
    text = shown(cell)
    if text != cell.text:
        value = text
    if isinstance(value, int | float) and abs(value) < _LARGEST:
        return carried(tidy(round(value * 100, 6) if is_per_cent(cell) else value))
    if found := _PER_CENT.match(text):
        return carried(tidy(float(found[1].replace(",", ""))))
    if _NUMBER.match(text) and float(re.sub(r"[£,\s]", "", text)) < _LARGEST:
        return carried(tidy(float(re.sub(r"[£,\s]", "", text))))
    if symbol := _SYMBOL.fullmatch(text.casefold()):
        return carried(symbol[1])
    if worded := figure_in_words(text):
        return figure_of(cell._replace(value=worded[0]), heading, said_of_parts)
    if marked := _MARKED.match(text):
        return figure_of(cell._replace(value=marked[1]), heading, said_of_parts)
    if comma := _DECIMAL_COMMA.match(text):
        offer = tidy(float(f"{comma[1]}.{comma[2]}"))
        return asked(
            f"value in {flat(heading)}", text, f"“{text}” has a comma that parts no thousands: is it {offer}?", offer
        )
    reason = f"“{text}” is not a plain figure. What figure, if any, is meant?"
    return asked(f"value in {flat(heading)}", text, reason, _likely_figure(text, heading))


def is_a_judgement(cell: StyledCell, metric: Metric | None) -> bool:
    """Whether a cell says in words what a metric without a number comes to, such as Good for Ofsted's rating."""
    if not isinstance(cell.value, str) or (metric is not None and metric.unit not in NO_NUMBER):
        return False
    of_words = metric is not None and metric.unit == "judgement" and len(cell.text) > 1
    return bool(_JUDGEMENT.match(cell.text)) or (of_words and not any(map(str.isdigit, cell.text)))


def shown(cell: StyledCell) -> str:
    """Return a figure as its number format shows it where that says more than the number: c, 310k, 3.1p; else its text.

    A unit beside it ("days") is none of it: whether that is the metric's is asked elsewhere.
    """
    value = cell.value
    plain = cell.look.number_format == "General"
    if plain or not isinstance(value, int | float) or isinstance(value, bool):
        return cell.text
    if words := words_shown(cell.look.number_format, value):
        return words
    beside = words_beside(cell)
    return as_shown(cell) if beside and (_SCALE.search(beside) or not is_a_unit(beside)) else cell.text


def figure_and_period(cell: StyledCell) -> tuple[str, str] | None:
    """Return the figure and the period that one text gives, such as "21.4% (2024/25)" or "21.4 in 2025"; else None."""
    found = _WITH_PERIOD.match(cell.text) if isinstance(cell.value, str) else None
    if found is None or understood(period := (found[2] or found[3]).strip()) is None:
        return None
    plain = figure_of(StyledCell(0, 0, found[1]), "").became == "carried" and not _SYMBOL.fullmatch(found[1])
    return (found[1], period) if plain else None


def unit_after(cell: StyledCell) -> tuple[str, str] | None:
    """Return a figure and the unit in words after it, whether a period follows it in the cell or none."""
    if not isinstance(cell.value, str):
        return None
    with_period = figure_and_period(cell)
    return figure_in_words(with_period[0] if with_period else cell.text)


def figure_said(cell: StyledCell, heading: str, said: str) -> Meaning:
    """Return the figure that the officer's answer about a cell gives, with a full stop after it or none."""
    if leaves_out(said):
        return not_carried(LEFT_OUT)
    meant = figure_of(cell._replace(value=said.strip().rstrip(".")), heading)
    if meant.became == "carried":
        return meant
    reason = f"Your answer “{said}” is no figure. What figure is “{shown(cell)}”?"
    return asked(f"value in {flat(heading)}", shown(cell), reason, _likely_figure(shown(cell), heading))


def _likely_figure(text: str, heading: str) -> Value:
    """Return what may be offered for words that are no plain figure: c. 70 may be 70, <5 our symbol for withheld."""
    if _WITHHELD.match(text):
        return "c"
    about = _ABOUT.match(text) or _NOT_FINAL.match(text)
    return figure_of(StyledCell(0, 0, about[1]), heading).value if about else None


def has_a_mark(text: str) -> bool:
    """Whether a footnote's mark stands after a figure."""
    return _MARKED.match(text) is not None

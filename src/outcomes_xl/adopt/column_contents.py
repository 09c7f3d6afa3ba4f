"""What stands in a column, whatever its heading says: figures, statuses, periods, sentences, ticks."""

from __future__ import annotations

import re

from outcomes_xl.adopt.found_table import SheetKey
from outcomes_xl.adopt.metric_ids import is_an_id
from outcomes_xl.adopt.period_meanings import is_a_period
from outcomes_xl.adopt.words import one_line, words
from outcomes_xl.model.styled_cells import StyledCell

_FIGURE_FIRST = re.compile(r"^£?\d[\d,]*(\.\d+)? ?(%|per\b|[(,;\n]|$)")
"""How a figure begins that was typed with words after it: 18.7% (2023/24), 298 per 10,000; "1. Available" is none."""


def _said(content: list[StyledCell]) -> list[StyledCell]:
    """Return the cells that say something: not blank, and no “n/a”."""
    return [one for one in content if one.value is not None and not words().is_nothing(one.text)]


def are_figures(content: list[StyledCell], key: SheetKey) -> bool:
    """Whether a column holds figures and nothing else, typed with words or without, and none that a key explains."""
    filled = _said(content)
    numbers = all(_is_a_figure(one) for one in filled)
    return bool(filled) and numbers and not any(one.text in key.words for one in filled)


def _is_a_figure(cell: StyledCell) -> bool:
    if isinstance(cell.value, str):
        return _FIGURE_FIRST.match(cell.text) is not None and words().status(cell.text) is None
    return isinstance(cell.value, int | float) and not isinstance(cell.value, bool)


def are_ids(content: list[StyledCell]) -> bool:
    """Whether a column holds ids of ours and nothing else: MET-054, Metric 54."""
    filled = _said(content)
    return bool(filled) and all(isinstance(one.value, str) and is_an_id(one.text) for one in filled)


def are_words(content: list[StyledCell]) -> bool:
    """Whether the first cell of a column holds words or a box that is ticked or not, and no number."""
    first = next((one.value for one in content if one.value is not None), None)
    return isinstance(first, str | bool)


def tell_in_words(content: list[StyledCell]) -> bool:
    """Whether a column holds sentences and no figure at all: its heading, such as Data, is of something told."""
    filled = _said(content)
    wordy = (isinstance(one.value, str) and " " in one.text and not any(map(str.isdigit, one.text)) for one in filled)
    return bool(filled) and all(wordy)


def are_statuses(content: list[StyledCell], key: SheetKey) -> bool:
    """Whether nearly every cell says a status, by itself or by the key: a heading such as Data? asks for one."""
    filled = _said(content)
    says = sum(says_a_status(one, key) for one in filled)
    explained = any(one.text in key.words for one in filled)
    return bool(filled) and says * 5 >= len(filled) * 4 and (explained or not any(_is_a_figure(one) for one in filled))


def says_a_status(cell: StyledCell, key: SheetKey) -> bool:
    """Whether a cell says a status: by itself, by the key, or as a box that is ticked or not."""
    said = key.words.get(one_line(cell.text), cell.text)
    return isinstance(cell.value, bool) or words().status(said) is not None


def are_periods(content: list[StyledCell]) -> bool:
    """Whether a column holds periods and nothing else, such as 2024/25: Latest data is of them then."""
    filled = _said(content)
    return bool(filled) and all(isinstance(one.value, str) and is_a_period(one.value) for one in filled)


def marks_in(content: list[StyledCell]) -> list[str]:
    """Return what stands in a column that holds ticks and crosses and nothing else; [] for any other."""
    known = words().ticks | words().no_ticks
    filled = [one for one in content if one.value is not None]
    return [one.text for one in filled] if all(one.text in known for one in filled) else []

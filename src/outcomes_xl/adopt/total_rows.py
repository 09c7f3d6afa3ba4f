"""Rows that are worked out from others: sums, counts, averages."""

from __future__ import annotations

import re

from outcomes_xl.adopt.titles import Titles, plain_title
from outcomes_xl.adopt.words import bare, one_line, words
from outcomes_xl.model.styled_cells import StyledCell

_AGGREGATE = re.compile(r"\b(SUM|COUNT|AVERAGE|MEDIAN|SUBTOTAL|AGGREGATE|MIN|MAX)[A-Z]*\(", re.I)
_RANGE = re.compile(r"\$?[A-Z]{1,3}\$?(\d+):\$?[A-Z]{1,3}\$?(\d+)")


def adds_up(formula: str) -> bool:
    """Whether a formula counts or sums cells."""
    return _AGGREGATE.search(formula) is not None


def is_total(cells: dict[int, StyledCell], titles: Titles) -> bool:
    """A row worked out from others: it adds up a range of rows, or says so and has nothing but figures beside."""
    typed = [c for c in cells.values() if isinstance(c.value, str) and not c.formula]
    if len(typed) > 2:  # most rows are done with that
        return False
    texts = [c.text for c in typed]
    if any(titles.is_title(text) for text in texts):
        return False
    formulas = [c.formula for c in cells.values() if c.formula]
    adds = any(_AGGREGATE.search(f) and any(int(b) - int(a) >= 2 for a, b in _RANGE.findall(f)) for f in formulas)
    says = any(words().totals.search(one_line(text)) for text in texts[:2])
    others = any(c.value is not None and not isinstance(c.value, str) for c in cells.values())
    return adds or (says and len(texts) == 1 and (others or bool(formulas)))


def counts_a_section(cells: dict[int, StyledCell], titles: Titles) -> StyledCell | None:
    """Return the name of a section beside which stands how many rows it has, as in a pivot table; else None."""
    filled = [cell for _, cell in sorted(cells.items()) if cell.value is not None]
    if len(filled) < 2:
        return None
    name, *counts = filled
    if not all(isinstance(one.value, int) and one.value is not True for one in counts):
        return None
    said = bare(plain_title(name.text))
    domains = {bare(word) for word in titles.framework.list("domain")}
    heads = bool(titles.outcome(name.text)) or said in titles.indicators or said in domains
    return name if heads and said not in titles.by_title else None

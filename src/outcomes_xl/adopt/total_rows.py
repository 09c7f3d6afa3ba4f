"""Rows that are worked out from others: sums, counts, averages."""

from __future__ import annotations

import re

from outcomes_xl.adopt.title_text import plain_title
from outcomes_xl.adopt.titles import Titles
from outcomes_xl.adopt.words import bare, one_line, words
from outcomes_xl.adopt.year_columns import year_of
from outcomes_xl.model.styled_cells import StyledCell

_MOST_TEXTS = 6
_AGGREGATE = re.compile(r"\b(SUM|COUNT|AVERAGE|MEDIAN|SUBTOTAL|AGGREGATE|MIN|MAX)[A-Z]*\(", re.I)
_SO_MANY_OF = re.compile(r"\d+ ?(?:of|out of|/) ?\d+(?: \(?\d+(?:\.\d+)?%\)?)?")
"""How many of how many: 5 of 7, 12/20 (60%)."""
_OF_THE_ROWS = re.compile(
    r"^(available|held|collected|reported|completed?|filled in|answered|ready|green|amber|red)\b|"
    r"\b(in|of|for) this (band|section|domain|outcome|layer|tab|sheet)\b|\bso far$|\b(in total|in all)$"
)
_RANGE = re.compile(r"\$?[A-Z]{1,3}\$?(\d+):\$?[A-Z]{1,3}\$?(\d+)")


def adds_up(formula: str) -> bool:
    """Whether a formula counts or sums cells."""
    return _AGGREGATE.search(formula) is not None


def is_total(cells: dict[int, StyledCell], titles: Titles) -> bool:
    """A row worked out from others: it adds up a range of rows, or says so and has nothing but figures beside."""
    typed = [c for c in cells.values() if isinstance(c.value, str) and not c.formula]
    if len(typed) > _MOST_TEXTS:  # most rows are done with that
        return False
    counts = [c for c in typed if _SO_MANY_OF.fullmatch(c.text) and not year_of(c)]
    texts = [c.text for c in typed if c not in counts]
    if len(texts) > 2:
        return False
    if any(titles.is_title(text) for text in texts):
        return False
    formulas = [c.formula for c in cells.values() if c.formula]
    adds = any(_AGGREGATE.search(f) and any(int(b) - int(a) >= 2 for a, b in _RANGE.findall(f)) for f in formulas)
    says = any(words().totals.search(one_line(text)) for text in texts[:2])
    others = any(c.value is not None and not isinstance(c.value, str) for c in cells.values())
    if counts and len(texts) == 1:  # a label, and how many of how many
        return says or bool(_OF_THE_ROWS.search(one_line(texts[0])))
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

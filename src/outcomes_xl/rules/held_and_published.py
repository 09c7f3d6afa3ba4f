"""Where an officer's answers and what is published part: one judge, asked by Check and by Check data availability.

Check reads what the last look wrote beside her answers, the look itself has it at first hand; both tell the same.
"""

from __future__ import annotations

from outcomes_xl.framework.entries import Framework
from outcomes_xl.model import Value
from outcomes_xl.reading.figures import decimals, number_in
from outcomes_xl.reading.periods import Period


def a_gap_is_published(status: str, published: Value, known: Framework, in_part: bool = False) -> bool:
    """Whether a figure, or ``in_part`` a partial sum, is published for what is marked as a gap or not applicable."""
    return _says_no(status, known) and (in_part or number_in(published) is not None)


def a_later_one_is_published(status: str, held: Period | None, published: Period | None, known: Framework) -> bool:
    """Whether a later period is published than the one held. Who marks a gap holds none: that is another question."""
    return bool(held and published and held.end < published.end) and not _says_no(status, known)


def of_one_period(held: Period | None, published: Period | None) -> bool:
    """Whether both are for the same days, however each was written."""
    return held is not None and published is not None and (held.start, held.end) == (published.start, published.end)


def figures_differ(held: Value, published: Value, note: Value) -> bool:
    """Whether two numbers for one period differ and nobody has said why: a note beside them is the answer."""
    ours, theirs = number_in(held), number_in(published)
    return ours is not None and theirs is not None and note is None and not agree(ours, theirs)


def agree(held: float, published: float) -> bool:
    """Whether an officer's figure is the published one, rounded as far as she rounded it: 31 and 31.4, not 31.3."""
    return abs(held - published) <= 0.5 * 10.0 ** -decimals(held) + 1e-9


def _says_no(status: str, known: Framework) -> bool:
    return status in known.tagged("status", "gap") | known.tagged("status", "settled")

"""Which rows of a source are the borough's, by what stands in the column with the area."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from outcomes_xl.cohorts.source_values import plain_text
from outcomes_xl.sources.local.cell_expressions import Areas, Where
from outcomes_xl.sources.local.column_roles import plain

_WIDER = ("LONDON", "ENGLAND", "INNERLONDON", "OUTERLONDON")
_SMALL = (Where.WARD, Where.LSOA, Where.PLACE)


def where(value: Hashable, areas: Areas) -> Where:
    """Return which kind of area a value is; the same as ``cell_expressions.where`` says in an engine's words."""
    text = plain(plain_text(value))
    if not text:
        return Where.BLANK
    if "E+0" in text:
        return Where.LOST
    if text in areas.ours:
        return Where.OURS
    if areas.code in text:
        return Where.JOINT
    if text.startswith("E09") or text in areas.others:
        return Where.OTHERS
    if text.startswith(("E12", "E13", "E92")) or text in _WIDER:
        return Where.WIDER
    starts = {"E05": Where.WARD, "E01": Where.LSOA}
    return starts.get(text[:3], Where.PLACE)


def of_the_borough(values: Iterable[Hashable], areas: Areas) -> frozenset[Hashable]:
    """Return the values whose rows are the borough's: its own name and code, else its wards, schools and the like.

    Small areas are taken for its own where no other borough is named in the source, and so are rows without an area
    beside them: an extract of one's own seldom repeats whose it is.
    """
    kinds = {value: where(value, areas) for value in values}
    ours = frozenset(value for value, kind in kinds.items() if kind is Where.OURS)
    if ours:
        return ours
    if {Where.OTHERS, Where.JOINT} & set(kinds.values()):
        return frozenset()
    small = frozenset(value for value, kind in kinds.items() if kind in _SMALL)
    return small | frozenset(value for value, kind in kinds.items() if small and kind is Where.BLANK)

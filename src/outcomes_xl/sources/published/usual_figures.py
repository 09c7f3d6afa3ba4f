"""A figure far from all that its metric ever had: a unit that slipped, £ million for £ thousand, or a rate per 100.

What was usual stands in data/sources/usual_figures.csv, counted from the figures that ship with the tool. England and
London move little from one year to the next, a borough more; nothing of it makes a figure wrong, so it is only said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from outcomes_xl.framework.entries import Metric, Usual
from outcomes_xl.reading.figures import Figure, Number
from outcomes_xl.sources.answer_wording import with_unit
from outcomes_xl.sources.published.published_rows import AreaKind

_TIMES = 5
"""How many times more or less is another unit sooner than another year. No metric has moved so far in ten years."""


def far_from_usual(
    metric: Metric, found: Figure, wider: Mapping[AreaKind, Figure], usual: Usual | None
) -> Iterator[str]:
    """Say where England's or London's figure in the file is out of reach of what it was, or else the borough's own.

    Where England or London is within reach the column's unit is right, and a borough may be far from all others.
    """
    if usual is None or usual.unit != metric.unit:
        return
    beside = ((AreaKind.ENGLAND, usual.england), (AreaKind.LONDON, usual.london))
    known = [(place, was, now) for place, was in beside if was and isinstance(now := wider.get(place), Number)]
    for place, was, now in known:
        if now.value > 0 and not was / _TIMES < now.value < was * _TIMES:
            yield (
                f"{place.value} has {with_unit(now, metric)} here and had {with_unit(Number(was), metric)} "
                f"({usual.period}): this file may count in another unit."
            )
            return
    if known or not isinstance(found, Number) or found.value <= 0:
        return
    if not usual.lowest / _TIMES < found.value < usual.highest * _TIMES:
        least, most = (with_unit(Number(one), metric) for one in (usual.lowest, usual.highest))
        yield (
            f"{with_unit(found, metric)} is far from what any London borough had ({usual.period}: {least} to {most}): "
            "this file may count in another unit."
        )

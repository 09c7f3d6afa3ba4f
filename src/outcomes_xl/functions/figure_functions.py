"""The latest published figure, and the distance to a target. Blank, zero, a symbol and "not collected" stay apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from outcomes_xl.framework.entries import Borough, Framework
from outcomes_xl.functions.formula_arguments import Answer, Answers, CannotAnswer, is_error, plain, rows, single, words
from outcomes_xl.functions.name_functions import Named
from outcomes_xl.model import ErrorValue
from outcomes_xl.model.sentences import counted, one_or_many, shown
from outcomes_xl.reading.figures import Blank, Figure, NotAFigure, NotCollected, Number, Suppressed, figure, number_in
from outcomes_xl.reading.kept_shares import LEVEL, may_be_kept_so
from outcomes_xl.sources.evidence import Evidence, Found
from outcomes_xl.sources.look_result import Looked
from outcomes_xl.targets.counts_behind import interval_from
from outcomes_xl.targets.path_words import ON_PATH, TOO_NEAR, beside_the_path, meaning
from outcomes_xl.targets.rounded import outwards, places_of, said_with

Published = Callable[[Borough], Looked]
_UP, _DOWN = "Higher is better", "Lower is better"
_DECIMALS = 10  # 61.2 - 54.9 is 6.300000000000004 to a computer


def figures(metric_ids: Any, borough: Any, known: Framework, named: Named, published: Published) -> Answers:
    """Return the latest published figure for each id; words where there is none, and where one is not the borough's.

    The published files are only looked through when a metric is asked for. Raises what ``published`` raises.
    """
    given = rows(metric_ids)
    wanted = {typed for row in given for cell in row if (typed := words(cell)) in known.metrics}
    looked = published(_borough(borough, known)) if wanted else None

    def of(cell: Any) -> Answer:
        typed = words(cell)
        if not typed or is_error(cell):
            return typed
        if looked is None or typed not in known.metrics:
            return named.unknown(typed)
        return _said(looked.by_metric[typed])

    return [[of(cell) for cell in row] for row in given]


def _borough(given: Any, known: Framework) -> Borough:
    typed = words(single(given, "borough"))
    if not typed:
        raise CannotAnswer("The borough is blank.", "Give its code or its name, such as E09000024 or Merton.")
    found = known.borough(typed)
    if found is None:
        raise CannotAnswer(f"{typed} is no London borough.", "Give its code or its name, such as E09000024 or Merton.")
    return found


def _said(evidence: Evidence) -> Answer:
    """Return a figure or a symbol; words for what would not be this borough's figure if it stood there alone."""
    match evidence.found:
        case Found.PARTIAL:
            return f"No whole figure for {evidence.period}: {evidence.said}"
        case _ if evidence.other_unit:
            return f"{evidence.said}: another unit than the metric's"
        case Found.COMBINED:
            if evidence.figure is None:
                return "No figure of its own: it is counted with a neighbour"
            return f"{evidence.said}, together with a neighbour"
        case Found.GROUPS:
            return f"No figure for all together: {evidence.said}"
        case Found.FOUND | Found.SUPPRESSED | Found.NOT_AVAILABLE:
            if evidence.figure == 0 and evidence.caution:
                return f"0? {evidence.caution}"
            if isinstance(evidence.figure, int | float | str):
                return evidence.figure
            return f"No figure for {evidence.period}" if evidence.period else "No figure"
        case other:
            return other.value


def distances(metric_ids: Any, given: Any, targets: Any, known: Framework, named: Named) -> Answers:
    """Return how far each figure is from its target, above zero while there is still a way to go."""
    ids = rows(metric_ids)
    count = sum(len(row) for row in ids)
    today, aims = (_as_many(cells, what, count) for cells, what in ((given, "figures"), (targets, "targets")))
    answers = (
        _distance(cell, figure_cell, target, known, named)
        for cell, figure_cell, target in zip((cell for row in ids for cell in row), today, aims, strict=True)
    )
    return [[next(answers) for _ in row] for row in ids]


def distances_in_words(
    metric_ids: Any, given: Any, targets: Any, counts: Any, known: Framework, named: Named
) -> Answers:
    """Return each distance with its word, "4.4 to go: above"; with counts, where chance could be all of it, that.

    ``counts`` has two cells for each id: how many were counted, and out of how many. Without them the figures are
    compared as they stand.
    """
    ids = rows(metric_ids)
    count = sum(len(row) for row in ids)
    several = [_as_many(cells, what, count) for cells, what in ((given, "figures"), (targets, "targets"))]
    several += _two_each(counts, count)
    answers = (
        _in_words(cell, *beside, known=known, named=named)
        for cell, *beside in zip((cell for row in ids for cell in row), *several, strict=True)
    )
    return [[next(answers) for _ in row] for row in ids]


def _two_each(counts: Any, count: int) -> list[list[Any]]:
    if not isinstance(counts, list | tuple) and words(counts) == "":
        return [[None] * count, [None] * count]
    pairs = [list(row) for row in rows(counts)]
    if len(pairs) != count or any(len(pair) != 2 for pair in pairs):
        raise CannotAnswer(
            "The counts are two cells side by side for each id: how many were counted, and out of how many.",
            "Give two columns of cells, as many rows as there are ids.",
        )
    return [[pair[0] for pair in pairs], [pair[1] for pair in pairs]]


def _in_words(
    cell: Any, today: Any, target: Any, counted: Any, out_of: Any, *, known: Framework, named: Named
) -> Answer:
    typed = words(cell)
    metric = known.metrics.get(typed)
    if metric is None:
        return named.unknown(typed) if typed and not is_error(cell) else typed
    at, aim = _read(today), _read(target)
    for found in (at, aim):
        if not isinstance(found, Number):
            return _instead(found)
    assert isinstance(at, Number) and isinstance(aim, Number)
    if in_doubt := _kept_so(metric.unit, float(at.value), float(aim.value)):
        return in_doubt
    events, people = number_in(plain(counted)), number_in(plain(out_of))
    interval, why_not = interval_from(metric.unit, metric.highest, at.value, events, people)
    if why_not and events is not None:
        return why_not
    places = places_of(at.value, aim.value)
    word = beside_the_path(at.value, aim.value, interval, places)
    way = said_with(abs(aim.value - at.value), places)
    if word == TOO_NEAR and interval is not None:
        lower, upper = outwards(interval.lower, interval.upper, places)
        span = f"{said_with(lower, places)} to {said_with(upper, places)}" if lower is not None else f"up to {upper}"
        return f"{way} away: {word}, chance alone gives {span}"
    if word == ON_PATH:
        return "on it"
    gone = meaning(word, metric.polarity)
    to_go = {"better than the path": " beyond it", "worse than the path": " to go"}.get(gone, " away")
    return f"{way}{to_go}: {word}" + ("" if interval else ", as the figures stand")


def _as_many(given: Any, what: str, count: int) -> list[Any]:
    cells = [cell for row in rows(given) for cell in row]
    if len(cells) == 1:
        return cells * count
    if len(cells) != count:
        said = f"There {one_or_many(count, 'is', 'are')} {counted(count, 'id')} and {len(cells)} {what}."
        raise CannotAnswer(said, f"Give as many {what} as ids, or one for all.")
    return cells


def _distance(cell: Any, today: Any, target: Any, known: Framework, named: Named) -> Answer:
    typed = words(cell)
    if not typed or is_error(cell):
        return typed
    metric = known.metrics.get(typed)
    if metric is None:
        return named.unknown(typed)
    at, aim = _read(today), _read(target)
    for found in (at, aim):
        if not isinstance(found, Number):
            return _instead(found)
    assert isinstance(at, Number) and isinstance(aim, Number)
    if in_doubt := _kept_so(metric.unit, float(at.value), float(aim.value)):
        return in_doubt
    if metric.polarity not in (_UP, _DOWN):
        word = "Nobody has agreed" if metric.polarity == "No agreed direction" else "It is still to be agreed"
        return f"{word} which way is better for {metric.id}, so it has no distance to a target."
    way = aim.value - at.value if metric.polarity == _UP else at.value - aim.value
    return round(way, _DECIMALS) + 0  # + 0: no minus nought


def _kept_so(unit: str, at: float, aim: float) -> str:
    """Return a question where one of two levels may be a percentage as Excel keeps it; "" where both are plain."""
    for number, beside in ((at, aim), (aim, at)):
        if beside and may_be_kept_so(LEVEL, unit, number, beside):
            return f"Is {shown(number)} meant, or {number * 100:g}%? Type {number * 100:g} for that."
    return ""


def _read(cell: Any) -> Figure:
    return figure(plain(cell))


def _instead(found: Figure) -> Answer:
    match found:
        case Blank():
            return ""
        case Suppressed(symbol):
            return symbol
        case NotCollected(word):
            return word
        case NotAFigure(ErrorValue(code)):
            return code
        case NotAFigure(typed):
            return f"“{shown(typed)}” is no figure."
        case Number(value):
            return value

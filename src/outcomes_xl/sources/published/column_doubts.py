"""What the rest of its table says of a figure: percentages that are fractions, exchanged headings, another group."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from outcomes_xl.framework.entries import Metric
from outcomes_xl.reading.figures import Figure, Number, figure_in_file
from outcomes_xl.reading.tidy import bare, tidy_text
from outcomes_xl.sources.answer_wording import said_figure, together
from outcomes_xl.sources.published.group_doubts import named_otherwise, of_a_group, of_one_sex, shortened_words
from outcomes_xl.sources.published.points import Point
from outcomes_xl.sources.published.published_rows import AreaKind, PublishedFile, position
from outcomes_xl.sources.published.said_units import unit_in
from outcomes_xl.sources.published.series import Sighting

_PER_CENT, _COUNT = "%", "number"
_SHARE_WORDS = re.compile(r"percentage|percent|pct|perc|proportion|pc$|rate$")
_COUNT_WORDS = re.compile(r"number|count|num")


def of_the_table(
    metric: Metric, one: Sighting, sightings: Sequence[Sighting], near: Mapping[str, Figure]
) -> Iterator[str]:
    """Give what its file's columns say of the latest figure: of another group, fractions, under the wrong heading."""
    yield from of_a_group(metric, one)
    yield from of_one_sex(metric, one)
    yield from _of_its_title(metric, one)
    if not one.latest.inputs:
        yield from named_otherwise(one, sightings)
    if isinstance(one.latest.figure, Number):
        yield from fractions(metric, one, sightings, near)
        yield from exchanged(metric, one)


def torn(one: Sighting, wider: Mapping[AreaKind, Figure]) -> Iterator[str]:
    """Say where London or England has several figures for the period, so that there is nothing to compare with."""
    for place, texts in one.torn.items():
        if place not in wider:
            listed = together([text or "a blank" for text in texts])
            yield f"For {place.value} the file has {len(texts)} figures, {listed}: it is compared with none of them."


def _of_its_title(metric: Metric, one: Sighting) -> Iterator[str]:
    """Say where the lines above the headings speak of another rate than the metric's: per 1,000 for per 10,000."""
    unit = one.series.unit or metric.unit
    yield from _of_its_money(metric, one)
    yield from _not_the_outturn(one)
    if not unit.startswith("per ") or one.latest.inputs or one.file.units:
        return
    for line in one.file.above:
        rates = {rate for word in _RATES.findall(line) if (rate := unit_in(word.replace(" 000", ",000")))}
        if rates and unit not in rates:
            yield f"Above the table stands “{shortened_words(tidy_text(line))}”, and this metric counts {unit}."
            return


def _not_the_outturn(one: Sighting) -> Iterator[str]:
    """Say where a title calls its table provisional, or a budget: its figures are not yet what became of them."""
    for line in one.file.above:
        for said in re.split(r"[.;](?:\s|$)", tidy_text(line)):
            if _NOT_FINAL.search(said):
                yield f"Above the table stands “{shortened_words(said)}”: it may not be the final figure."
                return


_NOT_FINAL = re.compile(r"\b(?:provisional|budget|forecast|draft|first release)\b", re.IGNORECASE)


def _of_its_money(metric: Metric, one: Sighting) -> Iterator[str]:
    """Say where a title gives money otherwise than a figure was worked out from it: £ million for £ thousand.

    A share of one sum in another is the same whichever both are in.
    """
    if metric.unit != "£" or not any(_THOUSAND in part.name for part in one.latest.inputs):
        return
    for line in one.file.above:
        for said in re.split(r"[.;](?:\s|$)", tidy_text(line)):
            if (found := _MONEY.search(said)) and not _IN_THOUSANDS.search(found[0]):
                yield f"Above the table stands “{shortened_words(said)}”, and this was worked out as from {_THOUSAND}."
                return


_THOUSAND = "£ thousand"
_MONEY = re.compile(
    r"£ ?\(?'?(?:millions?|thousands?|billions?|0{3}s?|m|k|bn)\b|\bin (?:£|pounds)(?! ?[\w('])", re.IGNORECASE
)
_IN_THOUSANDS = re.compile(r"thousand|0{3}|k$", re.IGNORECASE)
_RATES = re.compile(r"per 10{0,2}[, ]?000\b", re.IGNORECASE)


def fractions(metric: Metric, one: Sighting, others: Sequence[Sighting], near: Mapping[str, Figure]) -> Iterator[str]:
    """Say where every figure of a column of percentages lies between 0 and 1: 0.219 may be 21.9%.

    Some percentages are that small. Where another file has the metric and says so too, they are.
    """
    ours = _shares(metric, one, near)
    if not _are_fractions(ours) or any("%" in one.file.text(p.row, one.series.value) for p in _printed(one)):
        return
    beside = [theirs for other in others if other.file is not one.file and (theirs := _shares(metric, other, {}))]
    if any(_are_fractions(theirs) for theirs in beside):
        return
    latest = one.latest.figure.value if isinstance(one.latest.figure, Number) else 0
    share = latest if 0 < latest < 1 else max(ours)
    yield (
        f"Every figure of this column is between 0 and 1, so they may be fractions: {said_figure(Number(share))} for "
        f"{said_figure(Number(round(100 * share, 10)))}%."
    )


def _printed(one: Sighting) -> list[Point]:
    return [] if one.latest.inputs or not one.file.has(one.series.value) else list(one.points)


def _shares(metric: Metric, one: Sighting, near: Mapping[str, Figure]) -> list[float]:
    """Return the percentages of a sighting: those it was worked out from, or else its own and what is beside them."""
    inputs = [part for point in one.points for part in point.inputs]
    if inputs:
        figures = [part.figure for part in inputs if part.unit == _PER_CENT]
    elif metric.unit == _PER_CENT:
        wider = [figure for places in one.wider.values() for figure in places.values()]
        figures = [*(point.figure for point in one.points), *wider, *near.values()]
    else:
        figures = []
    return [float(figure.value) for figure in figures if isinstance(figure, Number)]


def _are_fractions(numbers: Sequence[float]) -> bool:
    return all(0 <= number <= 1 for number in numbers) and any(0 < number < 1 for number in numbers)


def exchanged(metric: Metric, one: Sighting) -> Iterator[str]:
    """Say where a count's heading seems to stand over the percentages, and theirs over the count."""
    unit = one.series.unit or metric.unit
    if unit not in (_PER_CENT, _COUNT) or one.latest.inputs:
        return
    value = position(one.file.at, one.series.value)
    other = None if value is None else _counterpart(one.file, one.series.value, unit)
    if value is None or other is None:
        return
    share, count = (value, other) if unit == _PER_CENT else (other, value)
    shares, counts = _numbers(one.file, share), _numbers(one.file, count)
    if shares and counts and all(map(float.is_integer, shares)) and not all(map(float.is_integer, counts)):
        headings = one.file.headings
        yield (
            f"Under {headings[share]} stand whole numbers and under {headings[count]} others: "
            "the two headings may be exchanged."
        )


def _counterpart(file: PublishedFile, column: str, unit: str) -> int | None:
    """Return where the count of a percentage stands, or the percentage of a count, by what the headings share."""
    at = position(file.at, column)
    return None if at is None or at >= len(file.headings) else _named_after(file.headings, at, unit == _COUNT)


@lru_cache(maxsize=1024)
def _named_after(headings: tuple[str, ...], at: int, share: bool) -> int | None:
    ours = bare(headings[at])
    stem = _SHARE_WORDS.sub("", _COUNT_WORDS.sub("", ours))
    for place, heading in enumerate(headings):
        other = bare(heading)
        fits = bool(_SHARE_WORDS.search(other)) is share and other != ours
        if fits and _SHARE_WORDS.sub("", _COUNT_WORDS.sub("", other)) == stem:
            return place
    return None


def count_beside(file: PublishedFile, column: str) -> int | None:
    """Return where the count behind a share or a rate stands: what its heading is called after, or plain Count."""
    at = position(file.at, column)
    found = _counterpart(file, column, _PER_CENT) if at is not None and at < len(file.headings) else None
    alone = at is not None and at < len(file.headings) and bare(file.headings[at]) == "value"
    return file.at.get("count") if found is None and alone else found


def _numbers(file: PublishedFile, column: int) -> list[float]:
    texts = (row.cells[column] for row in (*file.rows, *file.beside) if column < len(row.cells))
    figures = (figure_in_file(text) for text in texts)
    return [float(figure.value) for figure in figures if isinstance(figure, Number)]

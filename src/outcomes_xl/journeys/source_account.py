"""What was seen in the sources, in sentences for the analyst: rows left out and why, whether people are found in both.

A small number of rows may point at somebody as a small number of people may, so here too no small number is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from outcomes_xl.journeys.events import (
    LATER,
    NO_DAY,
    NO_EVENT,
    NO_ID,
    ODD,
    ROUNDED,
    TO_COME,
    TOO_OLD,
    EventsGathered,
    SourceSeen,
)
from outcomes_xl.journeys.reading_words import reading_words
from outcomes_xl.model.sentences import in_a_list, quoted_short

_TO_THE_NEAREST, _FEW = 10, 20
_REASONS = {
    NO_ID: "with no identifier, or one that stands for nobody",
    ROUNDED: "whose identifier Excel has rounded (4.86E+09); get the source again with that column as text",
    NO_EVENT: "with no event",
    NO_DAY: "whose day cannot be read",
    TO_COME: "with a day after today",
    TOO_OLD: "with a day before {earliest}, as systems write where there is none",
    LATER: "from after {until}: whole months are counted",
    ODD: "with more cells than headings",
}
_MOST_OF_ONE_SHAPE = 0.8
_SHARES = (
    (0.95, "Nearly all"),
    (0.65, "Most"),
    (0.35, "About half"),
    (0.05, "Some"),
    (0.005, "Hardly any"),
    (-1, "None that could be told"),
)


def about_sources(gathered: EventsGathered) -> Iterator[str]:
    """Give the sentences, source by source, then what they say of each other."""
    if gathered.made_up:
        yield "The people in these sources are made up; nothing can be learnt from them about anybody."
    until = gathered.until
    for seen in gathered.seen:
        yield f"{seen.name}: {_inside(rows_said(seen.rows))} read."
        words = {"earliest": reading_words()["days"]["earliest"].year, "until": f"{until.day} {until:%B %Y}"}
        for reason, what in _REASONS.items():
            if rows := seen.left_out[reason]:
                yield f"{seen.name}: {_inside(rows_said(rows))} left out, {what.format_map(words)}."
        if seen.either_first:
            either = "no day says whether the day or the month comes first; 03/05/2021 was read as 3 May 2021"
            yield f"{seen.name}: {either}."
    if gathered.twice:
        yield f"{rows_said(gathered.twice)} said again what another row says, and count once."
    yield from _unknown(gathered.seen, gathered.steps.other.name)
    yield from _of_each_other(gathered)


def rows_said(rows: int) -> str:
    """Return how many rows, to the nearest ten: "About 6,280 rows", "A few rows"."""
    if rows < _FEW:
        return "No row" if not rows else "A few rows"
    return f"About {(rows + _TO_THE_NEAREST // 2) // _TO_THE_NEAREST * _TO_THE_NEAREST:,} rows"


def _inside(said: str) -> str:
    return f"{said[0].lower()}{said[1:]}"


def _unknown(seen: Sequence[SourceSeen], other: str) -> Iterator[str]:
    limits = reading_words()["limits"]
    for one in seen:
        often = [word for word, rows in one.unknown.most_common() if rows >= limits["rows_of_a_named_kind"]]
        named = in_a_list([f"“{quoted_short(word)[:60]}”" for word in often[: limits["named_kinds"]]])
        rest = len(one.unknown) - len(often[: limits["named_kinds"]])
        if named:
            more = " and kinds that stand in few rows" if rest else ""
            yield (
                f"{one.name}: {named}{more} are no known events, and were taken as “{other}”. "
                "Which step is each? Say it in a file with the columns event and step: --steps FILE."
            )
        elif rest:
            yield f"{one.name}: kinds of event that stand in few rows are not known, and were taken as “{other}”."


def _of_each_other(gathered: EventsGathered) -> Iterator[str]:
    """Say how many people of each further source are in those before it, in words, and whether ids are made alike."""
    before = gathered.people_of(0)
    for place in range(1, len(gathered.seen)):
        one = gathered.seen[place]
        people = gathered.people_of(place)
        share = len(np.intersect1d(people, before)) / len(people) if len(people) else 0.0
        word = next(word for least, word in _SHARES if share > least)
        yield f"{word} of the people in {one.name} are in the sources before it."
        first = gathered.seen[0]
        ours, theirs = _usual_shape(one), _usual_shape(first)
        if share < _SHARES[3][0] and ours != theirs and ours and theirs:
            yield (
                f"Identifiers are of {theirs} in {first.name} and of {ours} in {one.name}: they may be of two kinds. "
                "Name the column that both have: --person COLUMN."
            )
        before = np.union1d(before, people)


def _usual_shape(seen: SourceSeen) -> str:
    total = sum(seen.shapes.values())
    ((shape, many),) = seen.shapes.most_common(1) or [("", 0)]
    return shape if total and many >= _MOST_OF_ONE_SHAPE * total else ""

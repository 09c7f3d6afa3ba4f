"""What a borough's own page of the picture says, for the workbook and the page alike."""

from __future__ import annotations

from outcomes_xl.framework.entries import Metric
from outcomes_xl.london.all_tables import Collated
from outcomes_xl.london.counted_tables import flag
from outcomes_xl.london.ledger import Taken
from outcomes_xl.london.picture import GAPS, Picture
from outcomes_xl.london.picture_words import group
from outcomes_xl.london.returns import Plain
from outcomes_xl.model.sentences import in_a_list

Lines = list[list[Plain]]
"""The lines of one borough's page."""
_MOST_NAMED = 6


def borough_sentence(made: Collated, one: Taken) -> str:
    """Return the borough's page in a line, with what is to know of its figures."""
    counts = made.picture.borough_counts(one.borough.code)
    answered = len(made.picture.metrics) - counts["open"]
    gaps = sum(counts[key] for key in GAPS)
    said = (
        f"{answered} of {len(made.picture.metrics)} answered: "
        f"{counts['use']} in use, {gaps} gaps, {counts['work']} need work."
    )
    return " ".join(part for part in (said, flag(one, made.picture)) if part)


def borough_lines(made: Collated) -> dict[str, Lines]:
    """Return the lines of each borough's page, by its code."""
    figures = {
        (line.metric.id, line.taken.borough.code): (line.shown, line.unit, line.period, line.place or line.why_not)
        for one in made.comparisons
        for line in one.lines
    }
    helpers = {one.id: _helpers(one, made.picture) for one in made.picture.metrics}
    return {
        one.borough.code: [
            _line(metric, one, made.picture, helpers[metric.id], figures.get((metric.id, one.borough.code)))
            for metric in _in_order(one, made.picture)
        ]
        for one in made.picture.taken
    }


def _in_order(one: Taken, picture: Picture) -> list[Metric]:
    def order(metric: Metric) -> tuple[int, int, str]:
        key = picture.group_key(metric.id, one.borough.code)
        use = picture.counts[metric.id]["use"]
        step = 0 if key in GAPS and use else 1 if key == "open" else 2 if key in GAPS else 3 if key == "work" else 4
        return step, -use, metric.title.casefold()

    return sorted(picture.metrics, key=order)


def _helpers(metric: Metric, picture: Picture) -> list[tuple[str, str]]:
    found = []
    for one in picture.in_group(metric.id, "use"):
        answer = picture.answers[metric.id, one.borough.code]
        found.append((one.borough.name, str(answer.system or answer.holder or "")))
    return found


def _line(
    metric: Metric, one: Taken, picture: Picture, helpers: list[tuple[str, str]], figure: tuple[str, ...] | None
) -> list[Plain]:
    key = picture.group_key(metric.id, one.borough.code)
    shown, unit, period, place = figure or ("", "", "", "")
    told = f"{shown} {unit}, {period}".strip(" ,") if shown else ""
    return [
        metric.title,
        metric.domain,
        _answer(metric, one, picture),
        picture.counts[metric.id]["use"],
        _ask(key, helpers),
        told,
        place,
    ]


def _answer(metric: Metric, one: Taken, picture: Picture) -> str:
    answer = picture.answers.get((metric.id, one.borough.code))
    return str(answer.status) if answer and answer.status else group("open").word


def _ask(key: str, helpers: list[tuple[str, str]]) -> str:
    if key == "open":
        return "Choose a status: “Not collected” is a fair answer."
    if key in ("use", "not_ours"):
        return ""
    if not helpers:
        return "Nobody in London can use it yet."
    named = [f"{name} ({how})" if how else name for name, how in helpers[:_MOST_NAMED]]
    more = len(helpers) - len(named)
    return f"Ask {in_a_list([*named, *([f'{more} more'] if more else [])])}."

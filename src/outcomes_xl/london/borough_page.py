"""What a borough's own page of the picture says, for the workbook and the page alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from outcomes_xl.framework.entries import Metric
from outcomes_xl.london.all_tables import Collated
from outcomes_xl.london.counted_tables import flag
from outcomes_xl.london.figures_beside import FigureBeside
from outcomes_xl.london.gathered import WhoMeasures, first_answers
from outcomes_xl.london.ledger import Taken
from outcomes_xl.london.picture import GAPS, Picture
from outcomes_xl.london.picture_words import group
from outcomes_xl.london.row_kinds import Plain
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
        (line.metric.id, line.taken.borough.code): line
        for one in made.comparisons
        for line in one.lines
        if made.picture.side_by_side
    }
    return {one.borough.code: list(_lines(one, made.picture, figures)) for one in made.picture.side_by_side}


def _lines(one: Taken, picture: Picture, figures: Mapping[tuple[str, str], FigureBeside]) -> Iterator[list[Plain]]:
    answers = first_answers(one.reading.answers)
    for metric in _in_order(one, picture):
        answer = answers.get(metric.id)
        said = str(answer.status) if answer and answer.status else group("open").word
        yield _line(metric, one, picture, said, figures.get((metric.id, one.borough.code)))


def _in_order(one: Taken, picture: Picture) -> list[Metric]:
    def order(metric: Metric) -> tuple[int, int, str]:
        key = picture.group_key(metric.id, one.borough.code)
        use = picture.counts[metric.id]["use"]
        step = 0 if key in GAPS and use else 1 if key == "open" else 2 if key in GAPS else 3 if key == "work" else 4
        return step, -use, metric.title.casefold()

    return sorted(picture.metrics, key=order)


def _with_its_unit(figure: FigureBeside) -> str:
    """Return a figure as it is read: 63.5%, 2023/24; £412, 2024/25; 12.1 (unit to be agreed), 2024/25."""
    said = figure.to_read
    close = {"%": f"{said}%", "£": f"£{said}", "to be agreed": f"{said} (unit to be agreed)", "number": said}
    unit = figure.unit if any(map(str.isdigit, said)) else ""
    return f"{close.get(unit, f'{said} {unit}'.strip())}, {figure.period}".strip(" ,")


def _line(metric: Metric, one: Taken, picture: Picture, said: str, figure: FigureBeside | None) -> list[Plain]:
    key = picture.group_key(metric.id, one.borough.code)
    told = _with_its_unit(figure) if figure and figure.shown else ""
    return [
        metric.title,
        metric.domain,
        said,
        picture.counts[metric.id]["use"],
        _ask(key, picture.gathered.helpers.get(metric.id, [])),
        told,
        (figure.place or figure.expected or figure.why_not) if figure else "",
        metric.caution if told else "",
    ]


def _ask(key: str, helpers: list[WhoMeasures]) -> str:
    if key == "open":
        return "Choose a status: “Not collected” is a fair answer."
    if key in ("use", "not_ours"):
        return ""
    if not helpers:
        return "Nobody in London can use it yet."
    named = [_with_how(one) for one in helpers[:_MOST_NAMED]]
    more = len(helpers) - len(named)
    return f"Ask {in_a_list([*named, *([f'{more} more'] if more else [])])}."


def _with_how(one: WhoMeasures) -> str:
    how = one.system or one.holder
    return f"{one.borough} ({how})" if how else one.borough

"""A domain's page: one side of A4. What there is no room for stands at the report's end, and nothing is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from outcomes_xl.board.line_charts import line_charts
from outcomes_xl.board.measures import WORSE, Measure, beside_london, marked, position, since_before
from outcomes_xl.board.outcomes_served import Contribution, OutcomeOfOurs
from outcomes_xl.board.page_parts import ACROSS, figures, gaps, services, some_of, standing_out, stands_out
from outcomes_xl.board.report_content import (
    Block,
    BulletPoints,
    ContentTable,
    LineChart,
    Paragraph,
    ReportPage,
    ReportPart,
)
from outcomes_xl.board.report_words import say
from outcomes_xl.board.target_lines import not_settled, targets
from outcomes_xl.model import Table
from outcomes_xl.model.heights import lines
from outcomes_xl.targets.progress import TargetProgress

ROOM = 757.0
"""Points of an A4 page between its margins, less a line in case letters run wider than reckoned."""
_SHARES = ((2, 2), (1, 2), (1, 0))
"""How many that are worse and better stand out, and how many charts there are; tried from the first."""
_ENOUGH, _FEWEST_FIGURES = 6, 3
_LEAD_WIDTH = 76
_A_LETTER = 1.07
"""Letters of a table's text in the room of one that ``lines`` reckons with: they are smaller."""
_TABLE_LINE, _TABLE_AIR, _LINE, _AIR = 10.5, 3.8, 11.6, 3.0
_PAGE_TITLE, _LEAD_LINE, _PART_TITLE, _CHART = 27.0, 14.5, 23.0, 111.0


@dataclass(frozen=True)
class BoardRows:
    """What the pages are made of: the tables of a workbook, whose it is, and what its rows say."""

    tables: Mapping[str, Table]
    whose: str
    measures: tuple[Measure, ...]
    outcomes: Mapping[str, OutcomeOfOurs]
    contributions: tuple[Contribution, ...]
    kinds: Sequence[str]
    newer: frozenset[str] = frozenset()
    beside_the_path: Mapping[int, TargetProgress] = field(default_factory=dict)


def domain_page(domain: str, rows: BoardRows) -> tuple[ReportPage, tuple[Measure, ...]]:
    """Return a domain's page, and the measures whose figures there was no room for.

    Where the page is full, less stands out, and then the charts go, before there are too few figures.
    """
    found = tuple(one for one in rows.measures if one.domain == domain)
    shown = [one for one in found if one.has_figure]
    for of_each, charts in _SHARES:
        page, left = _laid_out(domain, found, rows, of_each, charts)
        if len(shown) - len(left) >= min(_ENOUGH, len(shown)):
            break
    return page, left


def _laid_out(
    domain: str, found: tuple[Measure, ...], rows: BoardRows, of_each: int, most_charts: int
) -> tuple[ReportPage, tuple[Measure, ...]]:
    lead = " ".join(part for part in (position(found), beside_london(found, rows.whose)) if part)
    first = standing_out(found, of_each)
    shown = [one for one in found if one.has_figure]
    wanted = sorted(first, key=lambda one: not one.chosen)
    charts = line_charts(wanted, rows.tables, rows.whose, most_charts)
    after = [*([_part("years", *charts)] if charts else []), *_below_the_figures(domain, found, rows)]
    before = [_part("stands_out", stands_out(first))] if first else []
    used = _PAGE_TITLE + _LEAD_LINE * lines(lead, _LEAD_WIDTH) + sum(_high(part) for part in (*before, *after))
    used += sum(_block_high(block) for block in _changed(found, rows))
    fitting = _that_fit(shown, rows.whose, ROOM - used)
    left = tuple(one for one in shown if one not in fitting)
    middle = []
    if shown:
        more = [Paragraph(say("figures.more", more=len(left)))] if left else []
        middle = [_part("figures", *_changed(found, rows), figures(fitting, rows.whose), *more)]
    return ReportPage(domain, lead, (*before, *middle, *after)), left


def _below_the_figures(domain: str, found: tuple[Measure, ...], rows: BoardRows) -> list[ReportPart]:
    parts = []
    missing = gaps(found, rows.tables, rows.kinds)
    if missing.rows:
        parts.append(_part("gaps", missing))
    wanted = [one for one in rows.outcomes.values() if one.domain == domain]
    served, without = services(wanted, rows.contributions)
    aims = targets(rows.tables, {one.id: one for one in found}, rows.beside_the_path)
    said = " ".join(part for part in (without, "" if aims else say("targets.none")) if part)
    parts.append(_part("services", *([served] if served else []), *([Paragraph(said)] if said else [])))
    if aims:
        parts.append(_part("targets", aims, *not_settled(rows.tables, {one.id: one for one in found})))
    return parts


def _changed(found: tuple[Measure, ...], rows: BoardRows) -> tuple[Paragraph, ...]:
    """Return what has moved in a domain, in a paragraph, or none."""
    said = [since_before(found)]
    worse = [one.title for one in marked(found, WORSE, since=True)]
    if worse:
        said.append(say("changed.worse", names=some_of(worse, 3)))
    newer = [one.title for one in found if one.title in rows.newer]
    if newer:
        said.append(say("changed.newer", names=some_of(newer, 3)))
    text = " ".join(part for part in said if part)
    return (Paragraph(text, say("parts.changed")),) if text else ()


def _part(key: str, *blocks: Block) -> ReportPart:
    return ReportPart(say(f"parts.{key}"), blocks)


# Room on the page -------------------------------------------------------------------------------------------------


def _that_fit(shown: Sequence[Measure], whose: str, room: float) -> list[Measure]:
    """Return the measures whose lines fit into the room, in the sheet's order: those for the board go before others."""
    room -= _high(_part("figures", figures((), whose), Paragraph(say("figures.more", more=0))))
    by_need = sorted(shown, key=_need)
    fitting: list[Measure] = []
    for one in by_need:
        room -= _rows_high(figures((one,), whose))
        if room < 0 and len(fitting) >= _FEWEST_FIGURES:
            break
        fitting.append(one)
    return [one for one in shown if one in fitting]


def _need(one: Measure) -> tuple[bool, bool, bool]:
    """Return how soon a figure is shown: those for the board, then numbers with London's beside them, then numbers."""
    return not one.chosen, one.figure.number is None or one.london.number is None, one.figure.number is None


def _high(part: ReportPart) -> float:
    charts = sum(isinstance(block, LineChart) for block in part.blocks)
    return _PART_TITLE + (_CHART if charts else 0) + sum(_block_high(block) for block in part.blocks)


def _block_high(block: Block) -> float:
    if isinstance(block, Paragraph):
        return _LINE * lines(str(block), ACROSS - 3) + _AIR
    if isinstance(block, BulletPoints):
        return sum(_LINE * lines(f"{one} {one.quiet}", ACROSS - 4) + _AIR for one in block.items)
    if isinstance(block, ContentTable):
        heads = max(lines(one.heading, one.width * _A_LETTER, bold=True) for one in block.columns)
        about = _LINE * lines(block.about, ACROSS) + _AIR
        return about + _TABLE_LINE * heads + _TABLE_AIR + _rows_high(block) + _AIR
    return 0.0


def _rows_high(made: ContentTable) -> float:
    return sum(
        _TABLE_LINE
        * max(lines(str(cell), one.width * _A_LETTER, bold=number == 0) for number, (cell, one) in enumerate(pairs))
        + _TABLE_AIR
        for pairs in (tuple(zip(row, made.columns, strict=True)) for row in made.rows)
    )

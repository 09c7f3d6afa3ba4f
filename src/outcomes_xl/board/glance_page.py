"""The report's first page: where all domains stand, what stands out, what has changed, and who moves it on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import chain, zip_longest

from outcomes_xl.board.domain_page import BoardRows
from outcomes_xl.board.headlines import headlines
from outcomes_xl.board.measures import (
    BETTER,
    LEVEL,
    WORSE,
    Measure,
    beside_london,
    count,
    marked,
    position,
    since_before,
)
from outcomes_xl.board.page_parts import standing_out, stands_out, table
from outcomes_xl.board.report_content import BarChart, ContentTable, Paragraph, ReportCell, ReportPage, ReportPart
from outcomes_xl.board.report_words import report_words, say
from outcomes_xl.framework.entries import Framework
from outcomes_xl.model import Row, Value
from outcomes_xl.model.sentences import shown

_STANDING_OUT = (4, 2)
"""How many there is room for: without and with headlines agreed with partners."""


def glance_page(rows: BoardRows, domains: Iterable[str], framework: Framework) -> ReportPage:
    """Return the page."""
    by_domain = {domain: [one for one in rows.measures if one.domain == domain] for domain in domains}
    by_domain = {domain: found for domain, found in by_domain.items() if found}
    bars = _bars(by_domain, framework)
    parts = [ReportPart(say("parts.domains"), (bars, _domains(by_domain, bars)))]
    agreed = headlines(rows.tables, rows.outcomes)
    first = _first_of_each(by_domain, _STANDING_OUT[agreed is not None])
    if first:
        parts.append(ReportPart(say("parts.stands_out"), (stands_out(first, with_domain=True),)))
    changed = " ".join(part for part in (moved(rows), since_before(rows.measures)) if part)
    parts.append(ReportPart(say("parts.changed"), (Paragraph(changed or say("changed.nothing")),)))
    if agreed:
        parts.append(ReportPart(say("parts.headlines"), (agreed,)))
    if steps := _steps(rows):
        parts.append(ReportPart(say("parts.moves_on"), (table("moves_on", steps),)))
    lead = " ".join(part for part in (position(rows.measures), beside_london(rows.measures, rows.whose)) if part)
    return ReportPage(say("glance.title"), lead, tuple(parts))


def _domains(by_domain: Mapping[str, list[Measure]], bars: BarChart) -> ContentTable:
    """Return the table of the domains, with the numbers of the bars."""
    lines: list[tuple[ReportCell, ...]] = [
        (domain, *values, len(found), *(len(marked(found, sign)) for sign in (BETTER, WORSE, LEVEL)))
        for (domain, found), values in zip(by_domain.items(), bars.values, strict=True)
    ]
    return table("domains", lines)


def _bars(by_domain: Mapping[str, list[Measure]], framework: Framework) -> BarChart:
    """Return the bars of the Summary: four groups of where measures stand, a domain each."""
    groups: Mapping[str, str] = report_words()["groups"]
    kinds = {tag: framework.tagged("stands", tag) for tag in groups}
    values = tuple(
        tuple(sum(one.stands in kinds[tag] for one in found) for tag in groups) for found in by_domain.values()
    )
    words = tuple(groups.values())
    said = "; ".join(
        f"{domain}: {', '.join(f'{word} {value}' for word, value in zip(words, line, strict=True))}"
        for domain, line in zip(by_domain, values, strict=True)
    )
    title = say("chart.domains")
    return BarChart(title, f"{title}. {said}.", tuple(by_domain), words, values)


def _first_of_each(by_domain: Mapping[str, list[Measure]], most: int) -> list[Measure]:
    """Return what stands out, a domain after the other, the worse before the better."""
    found = []
    for sign in (WORSE, BETTER):
        of_sign = [[one for one in standing_out(some) if one.beside.startswith(sign)] for some in by_domain.values()]
        in_turn = [one for one in chain.from_iterable(zip_longest(*of_sign)) if one is not None]
        found += sorted(in_turn, key=lambda one: not one.chosen)[: most // 2]
    return found


def moved(rows: BoardRows) -> str:
    """Return what the workbook's own count of days says has moved, in a sentence; "" before the second day."""
    days = sorted((row for row in rows.tables.get("progress") or () if _day(row["day"])), key=lambda row: _order(row))
    if len(days) < 2:
        return ""
    before, kinds = days[-2], report_words()["moved"]
    parts = []
    for name, words in kinds.items():
        stood = before[name]
        now = sum(one.stands == words[0] for one in rows.measures)
        if isinstance(stood, int | float) and (change := now - round(stood)):
            parts.append(f"{abs(change)} {'more' if change > 0 else 'fewer'} {words[1]}")
    day = shown(_day(before["day"]))
    return say("changed.moved", day=day, what=", ".join(parts)) if parts else say("changed.as_it_was", day=day)


def _day(value: Value) -> date | None:
    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None


def _order(row: Row) -> date:
    return _day(row["day"]) or date.min


def _steps(rows: BoardRows) -> list[tuple[ReportCell, ...]]:
    words: Mapping[str, str] = report_words()["moves_on"]
    counted = {kind: count(rows.measures, kind) for kind in rows.kinds}
    return [(kind, number, words[kind]) for kind, number in counted.items() if number and kind in words]

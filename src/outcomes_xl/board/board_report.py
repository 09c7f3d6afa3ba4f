"""A workbook's report: a page at a glance, a page a domain and the framework's; or one domain's; or one service's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from outcomes_xl.board.domain_page import BoardRows, domain_page
from outcomes_xl.board.framework_page import framework_page
from outcomes_xl.board.glance_page import glance_page
from outcomes_xl.board.measures import Measure, measures
from outcomes_xl.board.outcomes_served import contributions, outcomes
from outcomes_xl.board.page_parts import figures
from outcomes_xl.board.report_content import ContentTable, Paragraph, Report, ReportPage, ReportPart, ShownFigure
from outcomes_xl.board.report_words import say, some
from outcomes_xl.board.service_page import service_page, the_service
from outcomes_xl.board.target_lines import by_row
from outcomes_xl.framework.entries import Framework
from outcomes_xl.model import Table, Value
from outcomes_xl.model.cannot_use import WrongUsage
from outcomes_xl.model.sentences import in_a_list, said, shown
from outcomes_xl.reading.figures import file_symbols
from outcomes_xl.reading.tidy import folded
from outcomes_xl.targets.progress import all_progress

LOOKED = "Availability last checked"
_DAYS = (LOOKED, "Last checked", "Last refreshed", "Prepared on")
_LOOK = "Check data availability"


@dataclass(frozen=True)
class ReportChoice:
    """What a report is of: all domains, one, or a service; and how many cells were held back from it."""

    domain: str = ""
    service: str = ""
    held_back: int = 0


def board_report(tables: Mapping[str, Table], framework: Framework, choice: ReportChoice) -> Report:
    """Return the report of a workbook's tables. Raises WrongUsage, offering names, for what is not there."""
    if choice.domain and choice.service:
        raise WrongUsage(say("choose.one"))
    answers = {row.text("setting"): row["answer"] for row in tables.get("start") or ()}
    rows = _rows(tables, framework, said(answers.get("Borough")), _day(answers, framework))
    domains = list(dict.fromkeys([*framework.list("domain"), *(one.domain for one in rows.measures if one.domain)]))
    if choice.service:
        service = the_service(tables, choice.service)
        page = service_page(service, rows)
        title, pages = say("title.service", service=page.title), [page]
    elif choice.domain:
        domain = _the_domain(choice.domain, domains)
        page, left = domain_page(domain, rows)
        title, pages = say("title.domain", domain=domain), [page, *_other_figures({domain: left}, rows.whose)]
    else:
        title, pages = say("title.whole"), list(_whole(rows, domains, framework))
    in_borough = say("title.in_borough", borough=rows.whose) if answers.get("Borough") else ""
    pages.append(_about(answers, framework, choice, pages))
    lead = pages[0].lead
    return Report(
        f"{title}{in_borough}",
        say("title.subject", release=_release(answers, framework)),
        lead,
        tuple(pages),
        _day(answers, framework),
        (say("foot.made"), say("foot.licence")),
    )


def _rows(tables: Mapping[str, Table], framework: Framework, borough: str, day: date) -> BoardRows:
    return BoardRows(
        tables,
        borough or say("title.here"),
        measures(tables),
        outcomes(tables),
        contributions(tables),
        framework.list("stands"),
        _newer(tables),
        by_row(all_progress(tables, framework, day)),
    )


def _whole(rows: BoardRows, domains: list[str], framework: Framework) -> Iterator[ReportPage]:
    first = glance_page(rows, domains, framework)
    if _nothing_yet(rows):
        yield ReportPage(first.title, say("position.nothing_yet", all=len(rows.measures)), first.parts[:1])
        return
    yield first
    left = {}
    for domain in domains:
        if any(one.domain == domain for one in rows.measures):
            page, left[domain] = domain_page(domain, rows)
            yield page
    yield framework_page(rows)
    yield from _other_figures(left, rows.whose)


def _nothing_yet(rows: BoardRows) -> bool:
    said_so = all(one.stands == "Nothing known yet" for one in rows.measures)
    return said_so and not rows.contributions and not rows.tables.get("targets")


def _the_domain(wanted: str, domains: list[str]) -> str:
    found = [one for one in domains if folded(one) == folded(wanted)]
    if not found:
        raise WrongUsage(say("choose.no_such_domain", wanted=wanted, names=in_a_list(domains)))
    return found[0]


def _other_figures(left: Mapping[str, tuple[Measure, ...]], whose: str) -> Iterator[ReportPage]:
    parts = [ReportPart(domain, (figures(found, whose),)) for domain, found in left.items() if found]
    if parts:
        many = sum(len(found) for found in left.values())
        yield ReportPage(say("others.title"), say("others.lead", figures=some(many, "figure")), tuple(parts))


def _newer(tables: Mapping[str, Table]) -> frozenset[str]:
    """Return the titles of the measures whose figure the last look for figures found to be another than before."""
    looks = [row for row in tables.get("changes") or () if row["job"] == _LOOK and isinstance(row["run"], int | float)]
    last = max((float(str(row["run"])) for row in looks), default=0.0)
    return frozenset(
        row.text("about")
        for row in looks
        if float(str(row["run"])) == last and not row["undone"] and "Figure: " in row.text("before")
    )


# About the report -------------------------------------------------------------------------------------------------


def _about(
    answers: Mapping[str, Value], framework: Framework, choice: ReportChoice, pages: list[ReportPage]
) -> ReportPage:
    day = answers.get(LOOKED)
    looked = say("report.looked", day=_day_in_words(day)) if day else say("report.not_looked")
    said_of = [
        Paragraph(say("report.from", release=_release(answers, framework))),
        Paragraph(looked),
        Paragraph(say("report.signs")),
    ]
    if used := _symbols(pages):
        said_of.append(Paragraph(say("report.symbols", symbols=used)))
    kept = (
        say("report.held_back", cells=some(choice.held_back, "cell"))
        if choice.held_back
        else say("report.nothing_held")
    )
    return ReportPage(
        say("report.title"), say("report.lead"), (ReportPart(say("report.how"), (*said_of, Paragraph(kept))),)
    )


def _symbols(pages: list[ReportPage]) -> str:
    """Return what the publishers' symbols that stand in the report mean."""
    cells = (
        cell.shown
        for page in pages
        for table in page.all_of(ContentTable)
        for row in table.rows
        for cell in row
        if isinstance(cell, ShownFigure) and cell.number is None
    )
    used = set(cells)
    return "; ".join(f"{sign}, {meaning}" for sign, meaning in file_symbols().items() if sign in used)


def _release(answers: Mapping[str, Value], framework: Framework) -> str:
    return said(answers.get("Release in use")) or framework.release.id


def _day_in_words(value: Value) -> str:
    found = _as_day(value)
    return shown(found) if found else said(value)


def _day(answers: Mapping[str, Value], framework: Framework) -> date:
    days = [day for name in _DAYS if (day := _as_day(answers.get(name)))]
    return max(days, default=framework.release.released_on)


def _as_day(value: Value) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None

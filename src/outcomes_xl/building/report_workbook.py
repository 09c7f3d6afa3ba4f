"""A report as a workbook for reading: a table a sheet over all its pages, and Excel's own charts. Made with XlsxWriter.

What stands on a page of paper together stands here by kind, with the page's name in the first column: one table a sheet
is what a screen reader, a filter and a printer can follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from outcomes_xl.board.report_content import (
    BarChart,
    Block,
    BulletPoints,
    ContentTable,
    LineChart,
    Paragraph,
    Report,
    ReportCell,
    ReportColumn,
    ReportPage,
    ShownFigure,
)
from outcomes_xl.board.report_words import report_words, say
from outcomes_xl.building.reading_sheet import HEADING_ROW, Desk, head, write_table
from outcomes_xl.building.reading_workbook import reading_workbook
from outcomes_xl.building.report_charts import bar_chart, line_chart
from outcomes_xl.building.word_document import CATEGORY
from outcomes_xl.building.workbook_base import AUTHOR

_CHART = {"width": 620, "height": 260}
_BARS = {"width": 940, "height": 300}
_ROWS_OF_A_CHART = 16


@dataclass(frozen=True)
class _Sheet:
    """The tables of one kind, under each other: each row begins with its page, and its part where that says more."""

    kind: str
    about: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[tuple[ReportCell, ...], ...]


def report_workbook(report: Report) -> bytes:
    """Return the report as the bytes of an .xlsx. The same report gives the same bytes."""
    properties = {
        "title": report.title,
        "subject": report.subject,
        "author": AUTHOR,
        "category": CATEGORY,
        "keywords": "outcomes framework, children, families",
        "comments": " ".join(report.foot),
        "created": datetime.combine(report.day, time(9)),
    }

    def write(desk: Desk) -> None:
        for sheet in _sheets(report):
            _write(desk, sheet, report)
        charts = [(page, chart) for page in report.pages for chart in page.all_of(LineChart)]
        if charts:
            _years(desk, charts)

    return reading_workbook(properties, write)


# The sheets -------------------------------------------------------------------------------------------------------


def _sheets(report: Report) -> Iterator[_Sheet]:
    """Yield the sheets: what the pages say first, then a sheet a kind of table, in the order they come in."""
    yield _Sheet("in_words", say("workbook.in_words"), _columns("in_words"), tuple(_in_words(report)))
    kinds: dict[str, list[tuple[ReportPage, str, ContentTable]]] = {}
    for page in report.pages:
        for part in page.parts:
            for block in part.blocks:
                if isinstance(block, ContentTable):
                    kinds.setdefault(block.kind, []).append((page, part.title, block))
    for kind, found in kinds.items():
        yield _together(kind, found)


def _in_words(report: Report) -> Iterator[tuple[ReportCell, ...]]:
    for page in report.pages:
        yield (page.title, say("workbook.in_short"), page.lead, "")
        for part in page.parts:
            for block in part.blocks:
                for words in (
                    (block,) if isinstance(block, Paragraph) else block.items if isinstance(block, BulletPoints) else ()
                ):
                    yield (page.title, part.title, str(words), words.quiet)
    for sentence in report.foot:
        yield (report.pages[-1].title, "", sentence, "")


def _paragraphs(block: Block) -> tuple[Paragraph, ...]:
    if isinstance(block, BulletPoints):
        return block.items
    return (block,) if isinstance(block, Paragraph) else ()


def _together(kind: str, found: list[tuple[ReportPage, str, ContentTable]]) -> _Sheet:
    """Return the tables of a kind as one; a column that only some pages have is blank for the others."""
    parts = len({(page.title, part) for page, part, _ in found}) > len({page.title for page, _, _ in found})
    before = [ReportColumn(say("workbook.page"), 16), *([ReportColumn(say("workbook.part"), 26)] if parts else [])]
    columns: dict[str, ReportColumn] = {column.heading: column for _, _, table in found for column in table.columns}
    rows: list[tuple[ReportCell, ...]] = []
    for page, part, table in found:
        for row in table.rows:
            cells = dict(zip((column.heading for column in table.columns), row, strict=True))
            named = (page.title, *((part,) if parts else ()))
            rows.append((*named, *(cells.get(heading, "") for heading in columns)))
    return _Sheet(kind, found[0][2].about, (*before, *(_wider(column) for column in columns.values())), tuple(rows))


def _wider(column: ReportColumn) -> ReportColumn:
    """Return a column wide enough for its heading in bold, at the size of a sheet's letters."""
    longest = max(map(len, re.split(r"[\s-]", column.heading)), default=0)
    return ReportColumn(column.heading, max(column.width + 2, longest + 4), column.kind)


def _columns(kind: str) -> tuple[ReportColumn, ...]:
    return tuple(ReportColumn(heading, width, how) for heading, width, how in report_words()["tables"][kind]["columns"])


def _write(desk: Desk, sheet: _Sheet, report: Report) -> None:
    name = report_words()["sheets"][sheet.kind]
    made = head(desk, name, name if sheet.kind != "in_words" else report.title, sheet.about, report.lead)
    last = write_table(desk, made, f"tblReport_{sheet.kind}", sheet.columns, list(sheet.rows), {})
    bars = next((chart for page in report.pages for chart in page.all_of(BarChart)), None)
    if sheet.kind == "domains" and bars is not None:
        chart = bar_chart(desk.book, name, bars, HEADING_ROW, 1)
        chart.set_size(_BARS)
        made.insert_chart(last + 1, 0, chart, {"description": bars.about, "object_position": 3, "x_offset": 8})
        made.fit_to_pages(1, 1)


# Year by year -----------------------------------------------------------------------------------------------------


def _years(desk: Desk, charts: Sequence[tuple[ReportPage, LineChart]]) -> None:
    """Add the sheet of the figures that the lines are drawn from, and the lines below its table."""
    areas = list(dict.fromkeys(line.name for _, chart in charts for line in chart.lines))
    columns = (*_columns("years"), *(ReportColumn(area, 12, "figure") for area in areas))
    rows: list[list[ReportCell]] = []
    begin: list[int] = []
    for page, chart in charts:
        begin.append(HEADING_ROW + len(rows))
        for number, period in enumerate(chart.periods):
            values = {line.name: line.values[number] or ShownFigure("") for line in chart.lines}
            rows.append([page.title, chart.title, period, *(values.get(area, ShownFigure("")) for area in areas)])
    name = report_words()["sheets"]["years"]
    sheet = head(desk, name, name, say("about.years"), say("workbook.years", charts=len(charts)))
    last = write_table(desk, sheet, "tblReport_years", columns, rows, {})
    for number, ((_, chart), first) in enumerate(zip(charts, begin, strict=True)):
        places = tuple(len(columns) - len(areas) + areas.index(line.name) for line in chart.lines)
        drawn = line_chart(desk.book, name, chart, first, places, 2)
        drawn.set_size(_CHART)
        at = (last + 1 + number * _ROWS_OF_A_CHART, 0)
        sheet.insert_chart(*at, drawn, {"description": chart.about, "object_position": 3, "x_offset": 8})

"""A report as one HTML page: nothing fetched, no script; each of its pages a section, and a page of paper in print."""

from __future__ import annotations

from html import escape

from outcomes_xl.board.report_content import (
    BarChart,
    Block,
    BulletPoints,
    ContentTable,
    LineChart,
    Paragraph,
    Report,
    ReportPage,
    ReportPart,
)
from outcomes_xl.reports.html_parts import html_page, html_table
from outcomes_xl.reports.line_drawing import lines_drawing
from outcomes_xl.reports.london_drawings import stacked
from outcomes_xl.reports.london_style import STYLE

MARK = "<!-- outcomes_xl report -->"
_STYLE = f"""{STYLE}
header,main,footer{{max-width:62rem}}
figure.small{{display:inline-block;width:49%;margin:.3rem 0;vertical-align:top}}
figure.small svg{{min-width:0}}
figure.small figcaption{{font-weight:bold;color:var(--navy)}}
section>p.lead{{margin:.4rem 0}}
td,th,h1,h2,p,li{{overflow-wrap:break-word}}
@media (max-width:44rem){{figure.small{{width:100%}}}}
@page{{size:A4 portrait;margin:11mm}}
@media print{{header nav{{display:none}}section{{break-before:page}}section:first-of-type{{break-before:auto}}
h3{{break-after:avoid}}body{{font-size:9pt}}svg{{min-width:0}}}}
"""
_LOOKS = (0, 1, 2, 4)


def board_page(report: Report) -> str:
    """Return the page. The same report gives the same page."""
    contents = "".join(f'<li><a href="#p{k}">{escape(page.title)}</a></li>' for k, page in enumerate(report.pages))
    nav = f'<nav aria-label="On this page"><ul>{contents}</ul></nav>' if len(report.pages) > 1 else ""
    sections = "".join(
        _section(f"p{k}", page, "" if page.lead == report.lead else page.lead) for k, page in enumerate(report.pages)
    )
    foot = " ".join(escape(sentence) for sentence in report.foot)
    return html_page(MARK, report.title, _STYLE, report.lead, nav, sections, foot, skip="To the report")


def _section(key: str, page: ReportPage, lead: str) -> str:
    """Return a page of the report; its sentence is not said again where the whole report begins with it."""
    parts = "".join(f"<h3>{escape(part.title)}</h3>\n{_blocks(page, part)}" for part in page.parts)
    begins = f'<p class="lead">{escape(lead)}</p>\n' if lead else ""
    return (
        f'<section id="{key}" aria-labelledby="{key}-h"><h2 id="{key}-h">{escape(page.title)}</h2>\n'
        f"{begins}{parts}</section>\n"
    )


def _blocks(page: ReportPage, part: ReportPart) -> str:
    return "".join(_block(block, f"{page.title}: {part.title}") for block in part.blocks)


def _block(block: Block, place: str) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{_words(block)}</p>\n"
    if isinstance(block, BulletPoints):
        return f"<ul>{''.join(f'<li>{_words(item)}</li>' for item in block.items)}</ul>\n"
    if isinstance(block, ContentTable):
        headings = [column.heading for column in block.columns]
        right = [place for place, column in enumerate(block.columns) if column.right]
        rows = [[cell if isinstance(cell, int) else str(cell) for cell in row] for row in block.rows]
        return html_table(block.about, headings, rows, right, place)
    if isinstance(block, LineChart):
        return lines_drawing(block)
    return _bars(block)


def _bars(chart: BarChart) -> str:
    return stacked(chart.title, chart.names, chart.words, chart.values, _LOOKS)


def _words(words: Paragraph) -> str:
    about = f"<strong>{escape(words.about)}:</strong> " if words.about else ""
    quiet = f' <span class="quiet">{escape(words.quiet)}</span>' if words.quiet else ""
    return f"{about}{escape(words.text)}{quiet}"

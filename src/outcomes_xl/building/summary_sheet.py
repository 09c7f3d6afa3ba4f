"""The Summary sheet: headlines in words, four tables of live formulas, two charts beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.worksheet import Worksheet

from outcomes_xl.building.page_setup import on_one_page
from outcomes_xl.building.summary_charts import AVAILABILITY, COVERAGE, bars
from outcomes_xl.building.summary_formulas import (
    ALL,
    Formula,
    Line,
    References,
    by_framework,
    by_place,
    by_waiting,
    counts,
    headlines,
    subtitle,
)
from outcomes_xl.building.table_sheet import SheetContext, title
from outcomes_xl.reading.layouts import SheetLayout
from outcomes_xl.reports.summary_figures import MOST_WAITED_FOR, Picture, groups

WIDTHS = (42, 12, 12, 13, 12, 12, 12, 3)
WORDS = frozenset({"Layer and domain", "National framework", "Metric, and who may hold it", "What is counted"})
"""The headings over words, which stand on the left; figures stand on the right."""
FIRST_HEADLINE, FIRST_BLOCK = 5, 12


@dataclass(frozen=True)
class Block:
    """One table of the Summary: what stands above it, and its headings. ``row`` (from 1) is its heading in words."""

    row: int
    lines: int
    table: str
    words: str
    about: str
    headings: tuple[str, ...]
    height: int = 20
    """How high a line is, in points."""

    @property
    def first(self) -> int:
        return self.row + 3

    @property
    def last(self) -> int:
        return self.first + self.lines - 1

    @property
    def next(self) -> int:
        return self.last + 2


def blocks(picture: Picture) -> tuple[Block, Block, Block, Block]:
    places = Block(
        FIRST_BLOCK,
        len(picture.places) + 1,
        "tblSummaryDomains",
        "Data availability by layer and domain",
        "Available: usable today. With work or a partner: it needs work, or a partner holds it. "
        "Each metric counts once, in its own domain.",
        (
            "Layer and domain",
            "Metrics",
            "Available",
            "With work or a partner",
            "Gap",
            "Not yet answered",
            "Not applicable",
        ),
    )
    frameworks = Block(
        places.next,
        len(picture.coverage),
        "tblSummaryFrameworks",
        "Coverage of the national frameworks",
        "Covered: something of ours has the role Primary. Partly: a component, disaggregation or proxy. "
        "Announced items have no figures yet.",
        ("National framework", "Current items", "Covered", "Partly covered", "Not covered", "Announced"),
    )
    waited = Block(
        frameworks.next,
        MOST_WAITED_FOR,
        "tblSummaryGaps",
        "Gaps to begin with",
        "The first lines of the list Gaps: metrics nobody here can use yet, and what waits on them.",
        ("Metric, and who may hold it", "Outcomes waiting", "National frameworks"),
        height=54,
    )
    rest = Block(
        waited.next,
        3 + len(picture.findings),
        "tblSummaryCounts",
        "Reasons, findings and targets",
        "A gap that says why is a finished answer.",
        ("What is counted", "How many"),
    )
    return places, frameworks, waited, rest


def summary_sheet(context: SheetContext, made: SheetLayout, picture: Picture) -> None:
    """Add the Summary. ``picture`` has the figures as they stand in the rows the workbook is made with."""
    of = References(context.layout)
    words = groups(context.framework)
    sheet = title(context, made)
    for number, width in enumerate(WIDTHS):
        sheet.set_column(number, number, width, context.styles.plain("text"))
    of_whom = subtitle(of, picture)
    sheet.write_formula(2, 0, of_whom.text, context.styles("Heading 2"), of_whom.value)
    sheet.set_row(2, 24)
    places, frameworks, waited, rest = blocks(picture)
    _block(context, sheet, places, by_place(of, words, picture, places.first))
    _block(context, sheet, frameworks, by_framework(of, context.layout, picture, frameworks.first))
    _block(context, sheet, waited, by_waiting(of, picture))
    _block(context, sheet, rest, counts(of, words, picture))
    for number, (said, figure, more) in enumerate(
        headlines(of, picture, places.last, rest.first), start=FIRST_HEADLINE
    ):
        sheet.set_row(number - 1, 32)
        sheet.write_string(number - 1, 0, said, context.styles("Outcomes headline words"))
        sheet.write_formula(number - 1, 1, figure.text, context.styles("Outcomes headline"), figure.value)
        if more:
            sheet.write_formula(number - 1, 3, more.text, context.styles("Outcomes headline more"), more.value)
    bars(context.book, sheet, made.name, AVAILABILITY, places.first, places.last - 1, places.row)
    bars(context.book, sheet, made.name, COVERAGE, frameworks.first, frameworks.last, frameworks.row)
    sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.6)
    on_one_page(sheet)


def _block(context: SheetContext, sheet: Worksheet, block: Block, lines: Sequence[Line]) -> None:
    sheet.write_string(block.row - 1, 0, block.words, context.styles("Heading 2"))
    sheet.write_string(block.row, 0, block.about, context.styles("Explanatory Text"))
    for row, height in ((block.row, 26), (block.row + 1, 24)):
        sheet.set_row(row - 1, height)
    heading, figures = (context.styles("Outcomes heading Tool", **more) for more in ({}, {"align": "right"}))
    sheet.add_table(
        block.first - 2,
        0,
        block.last - 1,
        len(block.headings) - 1,
        {
            "name": block.table,
            "style": None,
            "autofilter": False,
            "columns": [
                {"header": text, "header_format": heading if text in WORDS else figures} for text in block.headings
            ],
        },
    )
    sheet.set_row(block.first - 2, 36)
    for number, line in enumerate(lines, start=block.first):
        more = {"bold": True} if line[0] == ALL else {}
        sheet.set_row(number - 1, block.height)
        for column, value in enumerate(line):
            _write(context, sheet, number, column, value, more)


def _write(
    context: SheetContext, sheet: Worksheet, row: int, column: int, value: str | Formula, more: dict[str, Any]
) -> None:
    if isinstance(value, Formula):
        align = "left" if value.words else "right"
        style = context.styles("Outcomes Tool", align=align, valign="vcenter", text_wrap=value.words, **more)
        sheet.write_formula(row - 1, column, value.text, style, value.value)
    else:
        sheet.write_string(row - 1, column, value, context.styles("Outcomes Tool", valign="vcenter", **more))

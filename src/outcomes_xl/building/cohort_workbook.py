"""A cohort as a workbook to read: groups beside the rest, crossings, who is missing, deprivation, and how it was made.

Every sheet says that it is unpublished, and has the caution beside the numbers. Numbers are those of the protected
counts, or worked out from them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time

from xlsxwriter.worksheet import Worksheet

from outcomes_xl.board.report_content import ReportColumn, ShownFigure
from outcomes_xl.building.cell_styles import Styles
from outcomes_xl.building.cohort_charts import NUMBERS, ChartNumbers, share_chart, wards_chart
from outcomes_xl.building.reading_sheet import Desk, head, write_table
from outcomes_xl.building.reading_workbook import reading_workbook
from outcomes_xl.building.workbook_base import AUTHOR
from outcomes_xl.cohorts.cohort_figures import CohortFigures
from outcomes_xl.cohorts.cohort_result import CohortResult
from outcomes_xl.cohorts.cohort_sentences import WITHHELD, about, between, caution, definitions, gap, headline
from outcomes_xl.cohorts.deprivation import WardProfile, ward_profiles
from outcomes_xl.disclosure.outputs import UNPUBLISHED
from outcomes_xl.targets.rounded import rounded

Cell = str | int | ShownFigure
CATEGORY = "outcomes_xl cohort"
"""What every such workbook says of itself in its properties."""
FIGURE_SHEET, AREA, PERIOD, VALUE = "Figure", "Area", "Period", "Value"
"""Where the figure for everybody stands, so that a row of Sources can lead to it."""
_CAUTION_ROW = 3
_TO_FILL = 4
_NARROW, _WIDE = 11, 30


def cohort_workbook(result: CohortResult, made_on: datetime) -> bytes:
    """Return the workbook as the bytes of an .xlsx; the same cohort on the same day gives the same bytes."""
    title = f"{result.metric.title} by cohort, {result.borough.name}, {result.period}"
    day = f"{made_on.day} {made_on:%B %Y}"
    properties = {
        "title": f"{title} ({UNPUBLISHED.lower()})",
        "subject": headline(result),
        "author": AUTHOR,
        "category": CATEGORY,
        "keywords": UNPUBLISHED,
        "comments": about(result),
        "created": datetime.combine(made_on.date(), time(9)),
    }

    def write(desk: Desk) -> None:
        numbers = ChartNumbers()
        _cohorts(desk, result, title, numbers)
        if result.crossings:
            _crossings(desk, result)
        _missing(desk, result)
        for name in result.scales:
            _deprivation(desk, result, name, numbers)
        for profile in ward_profiles(result):
            _wards(desk, result, profile)
        _figure(desk, result)
        _others(desk, result)
        _definitions(desk, result, day)
        _numbers(desk, result, numbers)

    return reading_workbook(properties, write)


def _begun(desk: Desk, result: CohortResult, name: str, title: str, line: str) -> Worksheet:
    of_whom = ", made-up people" if result.made_up else ""
    sheet = head(desk, name, f"{title}{of_whom} – {UNPUBLISHED.lower()}", about(result), line)
    if said := caution(result):
        sheet.write_string(_CAUTION_ROW, 0, said, desk.styles("Explanatory Text"))
    sheet.set_header(f'&C&"Arial,Bold"&9{UNPUBLISHED}')
    return sheet


# Cells of a group ----------------------------------------------------------------------------------------------------


def _count(number: int | None) -> Cell:
    return ShownFigure(WITHHELD) if number is None else number


def _shown(value: float, places: int) -> Cell:
    number = rounded(value, places) + 0.0
    return ShownFigure(f"{number:.{places}f}", number)


def _share(one: CohortFigures) -> list[Cell]:
    if one.share is None:
        return ["", "", ""]
    return [
        _shown(one.share.value, one.places),
        *(_shown(limit, one.places) for limit in between(one.share, one.places)),
    ]


def _beside(one: CohortFigures) -> list[Cell]:
    found = one.difference
    if found is None:
        return ["", "", "", one.reading]
    places = one.places
    return [_shown(found.value, places), *(_shown(limit, places) for limit in between(found, places)), one.reading]


def _row(result: CohortResult, one: CohortFigures) -> list[Cell]:
    prize: Cell = "" if one.prize is None else one.prize
    unknown = [_count(one.counts.unknown)] if result.some_unknown else []
    people = _count(one.counts.people)
    counts = [people, _count(one.counts.yes), _count(one.counts.no), *unknown]
    return [*counts, *_share(one), *_beside(one), prize, *([result.caution_of(one)] if result.others else [])]


def _columns(result: CohortResult) -> list[ReportColumn]:
    yes, no = result.sides
    fewer = "fewer" if result.better < 0 else "more"
    unknown = [ReportColumn("Not known", _NARROW, "whole")] if result.some_unknown else []
    return [
        ReportColumn(result.people(None).capitalize(), _NARROW, "whole"),
        ReportColumn(yes, _NARROW, "whole"),
        ReportColumn(no, _NARROW, "whole"),
        *unknown,
        ReportColumn("Share %", 9, "figure"),
        ReportColumn("From %", 9, "figure"),
        ReportColumn("To %", 9, "figure"),
        ReportColumn("Points from the rest", 12, "figure"),
        ReportColumn("From points", _NARROW, "figure"),
        ReportColumn("To points", _NARROW, "figure"),
        ReportColumn("Beside the rest", 21),
        ReportColumn(f"If it had the share of the rest, so many {fewer}", 17, "whole"),
        *([ReportColumn("Caution for this group", 46)] if result.others else []),
    ]


# The sheets ----------------------------------------------------------------------------------------------------------


def _cohorts(desk: Desk, result: CohortResult, title: str, numbers: ChartNumbers) -> None:
    sheet = _begun(desk, result, "Cohorts", title, headline(result))
    columns = [ReportColumn("Cohort", _WIDE), ReportColumn("Told apart by", 22), *_columns(result)]
    every = ["Everybody", "", *_row(result, result.everybody)]
    rows = [[one.of[0][1], result.grouping(one.of[0][0]).name, *_row(result, one)] for one in result.cohorts]
    last = write_table(desk, sheet, "tblCohorts", columns, [every, *rows], {})
    share_chart(desk, sheet, numbers, result.cohorts, last, result)


def _crossings(desk: Desk, result: CohortResult) -> None:
    line = "Groups of two columns at once. The rest are all who are not in both."
    sheet = _begun(desk, result, "Crossings", "Where two groups meet", line)
    columns = [
        *(ReportColumn(heading, width) for heading, width in (("Cohort", 27), ("Told apart by", 18))),
        *(ReportColumn(heading, width) for heading, width in (("And also", 27), ("By", 18))),
        *_columns(result),
    ]
    rows = [
        [part for name, label in one.of for part in (label, result.grouping(name).name)] + _row(result, one)
        for one in result.crossings
    ]
    write_table(desk, sheet, "tblCrossings", columns, rows, {})


def _missing(desk: Desk, result: CohortResult) -> None:
    every = result.everybody
    total = every.counts.yes if result.better < 0 else every.counts.no
    who = result.sides[0] if result.better < 0 else result.sides[1]
    of_all = "" if total is None else f" {total:,} {result.people(total)} in all."
    line = f"Who they are, the most first.{of_all} Groups overlap: of each column the groups together are everybody."
    title = "Who is not reaching it" if result.better >= 0 else "Who it is about"
    sheet = _begun(desk, result, "Who is not reaching it" if result.better >= 0 else "Who it is about", title, line)
    columns = [
        ReportColumn("Cohort", _WIDE),
        ReportColumn("Told apart by", 22),
        ReportColumn(who, 14, "whole"),
        ReportColumn("Of all of them %", 14, "whole"),
        ReportColumn(f"Of all {result.people(None)} %", 14, "whole"),
    ]
    found = sorted(result.cohorts, key=lambda one: -(one.missing or 0))
    rows = [
        [
            one.of[0][1],
            result.grouping(one.of[0][0]).name,
            _count(one.missing),
            "" if one.share_of_missing is None else one.share_of_missing,
            "" if one.share_of_everybody is None else one.share_of_everybody,
        ]
        for one in found
    ]
    write_table(desk, sheet, "tblMissing", columns, rows, {})


def _deprivation(desk: Desk, result: CohortResult, name: str, numbers: ChartNumbers) -> None:
    grouping = result.grouping(name)
    sheet_name = f"By {grouping.name}"[:31]
    sheet = _begun(
        desk, result, _free(desk, sheet_name), f"{result.metric.title} by {grouping.name}", gap(result, name)
    )
    columns = [ReportColumn("Part", 16), ReportColumn("Its edges in the source", 34), *_columns(result)]
    edges = {one.label: one.edges for one in grouping.categories}
    parts = [one for one in result.cohorts if one.of[0][0] == name]
    rows = [[one.of[0][1], edges[one.of[0][1]], *_row(result, one)] for one in parts]
    last = write_table(desk, sheet, f"tblScale_{len(desk.sheets)}", columns, rows, {})
    share_chart(desk, sheet, numbers, parts, last, result, upright=True)


def _wards(desk: Desk, result: CohortResult, profile: WardProfile) -> None:
    first, last = profile.ends
    whom = result.people(None)
    line = f"Each {profile.area.name}, with the share of its {whom} in {first} and in {last} of {profile.scale.name}."
    # Words in a column of numbers would make Excel draw every dot at 1, 2, 3, so the cells are left blank.
    line += " Blank: worked out from a count that is withheld." if profile.some_withheld else ""
    sheet = _begun(
        desk, result, _free(desk, "Small areas"), f"{result.metric.title} and deprivation, area by area", line
    )
    columns = [
        ReportColumn(profile.area.name.capitalize(), _WIDE),
        *_columns(result),
        ReportColumn(f"In {first} %", 12, "whole"),
        ReportColumn(f"In {last} %", 12, "whole"),
    ]
    rows = [
        [one.of[0][1], *_row(result, one), *("" if share is None else share for share in shares)]
        for one, shares in profile.rows
    ]
    bottom = write_table(desk, sheet, "tblSmallAreas", columns, rows, {})
    wards_chart(desk, sheet, profile, result, bottom, columns)


def _figure(desk: Desk, result: CohortResult) -> None:
    line = (
        f"To offer it to Data availability: a row on Sources for this metric, of the kind Excel file, with this file's "
        f"name, the sheet {FIGURE_SHEET} and the columns {AREA}, {PERIOD} and {VALUE}."
    )
    sheet = _begun(desk, result, FIGURE_SHEET, "The figure for everybody", line)
    every = result.everybody
    share = _share(every)
    columns = [
        ReportColumn(AREA, 14),
        ReportColumn(PERIOD, 12),
        ReportColumn(VALUE, 10, "figure"),
        ReportColumn("Unit", 8),
        ReportColumn("From", 10, "figure"),
        ReportColumn("To", 10, "figure"),
        ReportColumn("Status", 14),
        ReportColumn("Note of caution", 60),
    ]
    value = share[0] or ShownFigure(WITHHELD)
    note = f"Made-up people. {result.metric.caution}".rstrip() if result.made_up else result.metric.caution
    said = [result.borough.code, result.period, value, "%", *share[1:], UNPUBLISHED, note]
    write_table(desk, sheet, "tblFigure", columns, [said], {})


def _others(desk: Desk, result: CohortResult) -> None:
    line = "What is filled here stays in this workbook; with --instead it also stands beside each number of the group."
    title = "Where the standard indicator does not fit a group"
    sheet = _begun(desk, result, "Other indicators", title, line)
    columns = [ReportColumn("Cohort", _WIDE), ReportColumn("Indicator to use instead", 44), ReportColumn("Why", 60)]
    rows: list[list[Cell]] = [[one.cohort, one.indicator, one.reason] for one in result.others]
    first = 5 + len(rows)
    write_table(desk, sheet, "tblOtherIndicators", columns, [*rows, *[["", "", ""]] * _TO_FILL], {})
    for row in range(first, first + _TO_FILL):
        for place in range(len(columns)):
            sheet.write_blank(row, place, None, _waits(desk.styles))


def _waits(styles: Styles) -> object:
    from outcomes_xl.building import theme

    return styles("Outcomes You", **theme.WAITS)


def _definitions(desk: Desk, result: CohortResult, day: str) -> None:
    line = "What the groups are, how the figures were made, and what was done so that nobody can be found."
    sheet = _begun(desk, result, "Definitions", "What this is and how it was made", line)
    columns = [ReportColumn("What", 32), ReportColumn("How", 110)]
    write_table(desk, sheet, "tblDefinitions", columns, list(_lines(result, day)), {})


def _numbers(desk: Desk, result: CohortResult, numbers: ChartNumbers) -> None:
    """Write what the charts are drawn from: how far the interval reaches on either side stands nowhere else."""
    if not numbers.lines:
        return
    sheet = _begun(
        desk, result, NUMBERS, "What the charts are drawn from", "Shares in per cent, as on their own sheets."
    )
    columns = [
        ReportColumn("Chart", 24),
        ReportColumn("Group", _WIDE),
        ReportColumn("Share %", 10, "figure"),
        ReportColumn("Interval below", 16, "figure"),
        ReportColumn("Interval above", 16, "figure"),
    ]
    rows: list[list[Cell]] = [
        [chart, group, *(ShownFigure(f"{number:g}", number) for number in line)]
        for chart, group, *line in numbers.lines
    ]
    write_table(desk, sheet, "tblChartNumbers", columns, rows, {})


def _lines(result: CohortResult, day: str) -> Iterator[Sequence[Cell]]:
    for what, how in definitions(result, day):
        yield [what, how]


def _free(desk: Desk, name: str) -> str:
    """Return a sheet's name that Excel takes and nothing has."""
    plain = "".join(letter for letter in name if letter not in "[]:*?/\\").strip("' ")[:28] or "Groups"
    number, found = 1, plain
    while found.casefold() in desk.sheets:
        number += 1
        found = f"{plain} {number}"
    return found

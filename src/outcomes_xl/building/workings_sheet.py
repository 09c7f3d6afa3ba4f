"""The hidden sheet Workings: where the Metric card looks its metric up, its list of names, and the trends' figures.

Nothing stands here that does not stand on a sheet in sight. ``NA()`` is where a line has no point; no other sheet may
show it.
Formulas that stand once a row have the same words in every row (``ROW()`` tells them apart): they are read once.
"""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from outcomes_xl.building.references import References
from outcomes_xl.building.table_sheet import PlacedTable, SheetContext, title
from outcomes_xl.model.cell_refs import quoted
from outcomes_xl.reading.layouts import SheetLayout
from outcomes_xl.sources.comparison import BEFORE, LEVEL, NOT_COMPARED

SPARE_ROWS = 60
"""Rows under Data availability that have a trend and a place in the card's list already."""
PERIODS, SERVICES = 8, 4
"""How many periods and services the card has room for."""
CHOICE, DOMAIN = "'Metric card'!$B$4", "'Metric card'!$B$3"
EVERY_DOMAIN = "All"
METRICS_LIST, DOMAINS_LIST = "lst_card_metrics", "lst_card_domains"
"""The defined names of what can be chosen on the card."""
TREND = (*BEFORE, "found_figure")
"""What a trend is drawn from, in reading order: fields of Data availability."""

_FIRST = 4  # the first row of what is looked up once
_FAR = 100_000  # more rows than any table of ours has


class LookUps:
    """Where on the sheet what the card shows can be looked up, as formulas name the cells."""

    AVAILABILITY, METRIC_ID, FRAMEWORK, OUTCOME_ID, TARGET, LISTED, SHAPE, UNIT, COUNT, SERVICE_COUNT = (
        f"Workings!$B${_FIRST + number}" for number in range(10)
    )
    """Rows of the metric on Data availability, Framework and Targets, "" where it has none; its ids; how many names
    its list has; how its figures are shown; their unit; how many periods there are; how many services contribute.
    """

    @staticmethod
    def framework(number: int) -> str:
        """Return the cell with the row of a national framework's link; the next column has how many there are."""
        return f"Workings!$B${_FRAMEWORKS + number}"

    @staticmethod
    def links(number: int) -> str:
        return f"Workings!$C${_FRAMEWORKS + number}"

    @staticmethod
    def service(number: int) -> str:
        return f"Workings!$B${_SERVICES + number}"

    @staticmethod
    def period(column: str, number: int) -> str:
        """Return a cell of one period, the oldest 0. Columns: F the row on Figures, G the period, H to J the areas,
        K the borough beside London.
        """
        return f"Workings!${column}${_FIRST + number}"

    @staticmethod
    def periods(column: str) -> str:
        return f"=Workings!${column}${_FIRST}:${column}${_FIRST + PERIODS - 1}"


_FRAMEWORKS, _SERVICES = 20, 30
_MOST_ROWS = 2000
"""As far as the lists are looked through: the same in every workbook, so that its formulas are known as ours."""


def workings_sheet(context: SheetContext, made: SheetLayout, availability: PlacedTable) -> None:
    """Add the sheet, where nobody sees it. It counts the rows of Data availability from the row they stand in."""
    of = References(context.layout)
    sheet = title(context, made)
    sheet.very_hidden()  # nobody need see it; jobs in the open workbook pass over it
    for number, width in enumerate((34, 18, 10, 10, 16, 10, 18, 12, 12, 12, 14, 3, 8, 8, 3, 40)):
        sheet.set_column(number, number, width, context.styles.plain("text"))
    _once(sheet, of)
    _national(sheet, of, context)
    _services(sheet, of)
    _periods(sheet, of)
    _each_row(sheet, of, availability)
    _lists(context, sheet, availability.first_row)


def trend_cells(row: int) -> str:
    """Return the figures of the trend beside a row of Data availability, the oldest first."""
    return f"Workings!$Q${row}:$V${row}"


def _put(sheet: Worksheet, cell: str, formula: str) -> None:
    sheet.write_formula(cell, f"={formula}", None, "")


def _once(sheet: Worksheet, of: References) -> None:
    at = LookUps
    unit = f'INDEX({of("availability", "found_unit")},{at.AVAILABILITY})&""'
    figure = f"INDEX({of('availability', 'found_figure')},{at.AVAILABILITY})"
    as_whole = f'IF(IFERROR(ROUND({figure},0)={figure},TRUE),"#,##0","#,##0.0")'
    own = f'INDEX({of("framework", "unit")},{at.FRAMEWORK})&""'
    lines = (
        ("Row on Data availability", f'IFERROR(MATCH({CHOICE},{of("availability", "metric")},0),"")'),
        ("Metric id", f'IF({at.AVAILABILITY}="","",INDEX({of("availability", "metric_id")},{at.AVAILABILITY})&"")'),
        ("Row on Framework", _row_of(at.METRIC_ID, of("framework", "metric_id"))),
        ("Outcome id", f'IF({at.FRAMEWORK}="","",INDEX({of("framework", "outcome_id")},{at.FRAMEWORK})&"")'),
        ("Row on Targets", _row_of(at.METRIC_ID, of("targets", "its_metric"))),
        ("Names in the list", f"MAX(1,COUNT($N$1:$N${_MOST_ROWS}))"),
        (
            "How figures are shown",
            f'IF({at.UNIT}="£","#,##0",IF(OR({at.UNIT}="number",{at.UNIT}="months"),{as_whole},"#,##0.0#"))',
        ),
        ("Unit", f'IF({at.AVAILABILITY}="","",IFERROR(IF({unit}="",{own},{unit}),""))'),
        (
            "Periods on Figures",
            f'IF({at.METRIC_ID}="",0,MIN({PERIODS},COUNTIF({of("figures", "key")},{at.METRIC_ID}&"|*")))',
        ),
        (
            "Services",
            f'IF({at.OUTCOME_ID}="",0,COUNTIF({of("service_map", "its_outcome")},{at.OUTCOME_ID}))',
        ),
    )
    for number, (words, formula) in enumerate(lines, _FIRST):
        sheet.write_string(f"A{number}", words)
        _put(sheet, f"B{number}", formula)


def _row_of(sought: str, column: str) -> str:
    return f'IF({sought}="","",IFERROR(MATCH({sought},{column},0),""))'


def _national(sheet: Worksheet, of: References, context: SheetContext) -> None:
    """A line a framework: the row of its first link in force, a primary one before others, and how many there are."""
    sought = LookUps.METRIC_ID
    for number, tab in enumerate(context.layout.mappings):
        ids, state, role = (of(tab.key, name) for name in ("our_id", "state", "role"))
        found = f'SUMPRODUCT(MAX(({ids}={sought})*({state}<>"Retired")*({_FAR}*(1+({role}="Primary"))-ROW({ids}))))'
        row = _FRAMEWORKS + number
        count, best = f"$C${row}", f"$D${row}"
        sheet.write_string(f"A{row}", tab.name)
        _put(sheet, f"C{row}", f'IF({sought}="",0,COUNTIFS({ids},{sought},{state},"<>Retired"))')
        _put(sheet, f"D{row}", f'IF({count}=0,"",{found})')
        first = f"SUMPRODUCT(MIN(ROW({ids})))"
        _put(sheet, f"B{row}", f'IF({count}=0,"",IF({best}>{_FAR},{2 * _FAR},{_FAR})-{best}-{first}+1)')


def _services(sheet: Worksheet, of: References) -> None:
    outcomes = of("service_map", "its_outcome")
    for number in range(SERVICES):
        row = _SERVICES + number
        sheet.write_string(f"A{row}", f"Row on Service map {number + 1}")
        found = f"SUMPRODUCT(SMALL(({outcomes}<>{LookUps.OUTCOME_ID})*{_FAR}+ROW({outcomes}),{number + 1}))"
        _put(
            sheet,
            f"B{row}",
            f'IF({LookUps.SERVICE_COUNT}<{number + 1},"",{found}-SUMPRODUCT(MIN(ROW({outcomes})))+1)',
        )


def _periods(sheet: Worksheet, of: References) -> None:
    """The periods of the metric from the top, the oldest first; a figure that is none is a gap in its line."""
    for column, words in zip(
        "EFGHIJK", ("Key", "Row", "Period", "Borough", "London", "England", "Beside"), strict=True
    ):
        sheet.write_string(f"{column}{_FIRST - 1}", words)
    beside = f'INDEX({of("availability", "beside_london")},{LookUps.AVAILABILITY})&""'
    direction = f'IFERROR(INDEX({of("framework", "polarity")},{LookUps.FRAMEWORK})&"","")'
    for number in range(PERIODS):
        row = _FIRST + number
        ago = f"{LookUps.COUNT}-{number + 1}"
        _put(sheet, f"E{row}", f'IF({LookUps.COUNT}<{number + 1},"",{LookUps.METRIC_ID}&"|"&({ago}))')
        _put(sheet, f"F{row}", _row_of(f"$E${row}", of("figures", "key")))
        _put(sheet, f"G{row}", f'IF($F${row}="","",INDEX({of("figures", "period")},$F${row})&"")')
        for column, field in zip("HIJ", ("borough", "london", "england"), strict=True):
            figure = f"INDEX({of('figures', field)},$F${row})"
            _put(sheet, f"{column}{row}", f'IF($F${row}="",NA(),IF(ISNUMBER({figure}),{figure},NA()))')
        ours, theirs = f"ROUND($H${row},1)", f"ROUND($I${row},1)"
        higher = f'IF({direction}="Higher is better","▲ better",IF({direction}="Lower is better","▼ worse","higher"))'
        lower = f'IF({direction}="Higher is better","▼ worse",IF({direction}="Lower is better","▲ better","lower"))'
        # Where the latest figure is not one to compare, those before it are not either.
        _put(
            sheet,
            f"K{row}",
            f'IFERROR(IF(OR({beside}="",{beside}="{NOT_COMPARED}"),"",'
            f'IF({ours}={theirs},"{LEVEL}",IF({ours}>{theirs},{higher},{lower}))),"")',
        )


def _lists(context: SheetContext, sheet: Worksheet, first: int) -> None:
    """Name what can be chosen on the card: the domains, and as many metrics as there are in the one chosen."""
    domains = [EVERY_DOMAIN, *context.framework.list("domain")]
    sheet.write_string(f"X{_FIRST - 2}", "Domains")
    for row, word in enumerate(domains, first):
        sheet.write_string(f"X{row}", word)
    context.book.define_name(DOMAINS_LIST, f"=Workings!$X${first}:$X${first + len(domains) - 1}")
    names = f"Workings!$P${first}"
    context.book.define_name(METRICS_LIST, f"={names}:INDEX({names}:$P${_MOST_ROWS},{LookUps.LISTED})")


def _each_row(sheet: Worksheet, of: References, availability: PlacedTable) -> None:
    """A line a row of Data availability, in the row it stands in: its place, its name, and the figures of its trend.

    The place is counted from the row itself, so that rows put in between, and sorting, leave each trend its figures.
    """
    name = quoted(availability.layout.name)
    heading = availability.heading_row
    first, last = availability.first_row, availability.last_row + SPARE_ROWS
    words = ("Place", "Listed", "To choose from", *TREND)
    for column, text in zip("MNPQRSTUV", words, strict=True):
        sheet.write_string(f"{column}{_FIRST - 2}", text)
    place = f"INDEX($M$1:$M${_MOST_ROWS},ROW())"
    metric, domain = (f"INDEX({of('availability', field)},{place})" for field in ("metric", "domain"))
    one = f'OR({DOMAIN}="",{DOMAIN}="{EVERY_DOMAIN}",{domain}={DOMAIN})'
    names = of("availability", "metric")
    for row in range(first, last + 1):
        _put(sheet, f"M{row}", f"ROW({name}!$A{row})-ROW({name}!$A${heading})")
        _put(sheet, f"N{row}", f'IFERROR(IF(OR({metric}="",NOT({one})),"",{place}),"")')
        _put(sheet, f"P{row}", f'IFERROR(INDEX({names},SMALL($N$1:$N${_MOST_ROWS},ROW()-{first - 1}))&"","")')
        for column, field in zip("QRSTUV", TREND, strict=True):
            figure = f"INDEX({of('availability', field)},{place})"
            _put(sheet, f"{column}{row}", f"IF(ISNUMBER({figure}),{figure},NA())")

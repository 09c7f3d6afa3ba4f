"""The Metric card: one metric on one page, chosen by name. Everything on it is a formula over the other sheets."""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet

from outcomes_xl.building import theme
from outcomes_xl.building.card_chart import card_chart
from outcomes_xl.building.page_setup import on_one_page
from outcomes_xl.building.references import References, counted
from outcomes_xl.building.table_sheet import SheetContext, title
from outcomes_xl.building.workings_sheet import DOMAINS_LIST, EVERY_DOMAIN, METRICS_LIST, PERIODS, SERVICES, LookUps
from outcomes_xl.reading.layouts import SheetLayout
from outcomes_xl.sources.comparison import APART, LEVEL, NOT_COMPARED

CHOICE_ROW = 4
WIDTHS = (25, 68, 3, 18, 12, 12, 12, 17)
_HERE, _BESIDE = 11, 3  # the row the two halves begin in, and the right half's first column, from 0
_LONGEST = 150


class _Card:
    """The sheet being made: a style for each kind of line, and what stands in the row of the metric."""

    def __init__(self, context: SheetContext, sheet: Worksheet) -> None:
        self.sheet, self.context, self.of = sheet, context, References(context.layout)
        line: dict[str, Any] = {"valign": "vcenter", "bottom": 1, "bottom_color": theme.LINE, "indent": 1}
        self.text = context.styles("Outcomes plain", **line, text_wrap=True)
        self.side = context.styles("Outcomes plain", **line, text_wrap=True, bold=True)
        self.cell = context.styles("Outcomes plain", **line)
        self.figure = context.styles("Outcomes plain", **line, align="right", num_format=theme.DECIMALS)
        self.ours = context.styles("Outcomes plain", **line, align="right", num_format=theme.DECIMALS, bold=True)
        self.head = context.styles("Heading 2", valign="bottom", bottom=2, bottom_color=theme.NAVY)

    def formula(self, row: int, column: int, formula: str, style: Any) -> None:
        self.sheet.write_formula(row - 1, column, f"={formula}", style, "")

    def heading(self, row: int, words: str, first: int, last: int) -> None:
        for column in range(first, last + 1):
            self.sheet.write_blank(row - 1, column, None, self.head)
        if words.startswith("="):
            self.sheet.write_formula(row - 1, first, words, self.head, "")
        else:
            self.sheet.write_string(row - 1, first, words, self.head)
        self.sheet.set_row(row - 1, 24)

    def here(self, field: str) -> str:
        """Return what stands on Data availability for the metric, as text: blank is no nought."""
        return f'INDEX({self.of("availability", field)},{LookUps.AVAILABILITY})&""'

    def number(self, field: str) -> str:
        return f"INDEX({self.of('availability', field)},{LookUps.AVAILABILITY})"

    def known(self, field: str) -> str:
        """Return what stands on Framework for the metric, as text."""
        return f'INDEX({self.of("framework", field)},{LookUps.FRAMEWORK})&""'


def metric_card(context: SheetContext, made: SheetLayout, shown: str) -> None:
    """Add the card. ``shown`` is the name of the metric it shows at first."""
    sheet = title(context, made)
    for number, width in enumerate(WIDTHS):
        sheet.set_column(number, number, width, context.styles.plain("text"))
    card = _Card(context, sheet)
    _choices(card, shown)
    _headline(card)
    _status(card)
    _figures(card)
    nationals = _HERE + len(_lines(card)) + 2
    _nationals(card, nationals)
    last = _services(card, nationals + len(context.layout.mappings) + 2)
    about = context.styles("Explanatory Text")
    sheet.write_string(nationals - 2, _BESIDE, "A letter or a dash is the publisher's symbol; it is not nought.", about)
    lines = f'="Period by period"&IF({LookUps.COUNT}=0,": no figures yet","")'
    card.heading(nationals, lines, _BESIDE, len(WIDTHS) - 1)
    card_chart(context, sheet, made.name, _HERE + 1, nationals + 1, last)
    sheet.freeze_panes(CHOICE_ROW, 0)
    sheet.print_area(0, 0, last - 1, len(WIDTHS) - 1)
    sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.6)
    on_one_page(sheet)


def _choices(card: _Card, shown: str) -> None:
    sheet, styles = card.sheet, card.context.styles
    label = {"valign": "vcenter", "bold": True, "indent": 1}
    framed = {"valign": "vcenter", "indent": 1, "border": 2, "border_color": theme.NAVY}
    sheet.write_string(2, 0, "Domain", styles("Outcomes plain", **label))
    sheet.write_string(2, 1, EVERY_DOMAIN, styles("Outcomes plain", **{**framed, "border": 1}))
    sheet.write_string(2, 3, "Shortens the list below; All shows every metric.", styles("Explanatory Text"))
    sheet.write_string(3, 0, "Metric", styles("Outcomes plain", **label, font_size=13))
    sheet.write_string(3, 1, shown, styles("Outcomes plain", **framed, bold=True, font_size=13))
    sheet.set_row(2, 22)
    sheet.set_row(3, 28)
    asked = {"error_type": "information", "error_title": "Please choose from the list"}
    sheet.data_validation(
        "B3",
        {
            "validate": "list",
            "source": f"={DOMAINS_LIST}",
            "input_title": "Domain",
            "input_message": "Shortens the list of metrics. It changes nothing else.",
            "error_message": "There is no such domain: the list of metrics would be empty.",
            **asked,
        },
    )
    sheet.data_validation(
        "B4",
        {
            "validate": "list",
            "source": f"={METRICS_LIST}",
            "input_title": "Metric",
            "input_message": "Choose a metric by its name, as it stands on Data availability.",
            "error_message": "This is not in the list. Choose one with the arrow beside the cell.",
            **asked,
        },
    )


def borough(of: References) -> str:
    """Return the borough's name on Start, "Borough" where it has not been chosen yet."""
    name = f'INDEX({of("start", "answer")},MATCH("Borough",{of("start", "setting")},0))&""'
    return f'IFERROR(IF({name}="","Borough",{name}),"Borough")'


def _in_unit(card: _Card, figure: str) -> str:
    """Return a figure with its unit: "14.9%", "£1,200", "31.0 per 10,000", "12"."""
    unit = LookUps.UNIT
    after = f'IF({unit}="%","%",IF(OR({unit}="",{unit}="£",{unit}="number",{unit}="to be agreed"),""," "&{unit}))'
    return f'IF({unit}="£","£","")&TEXT({figure},{LookUps.SHAPE})&{after}'


def _headline(card: _Card) -> None:
    figure, found, period = card.number("found_figure"), card.here("found"), card.here("found_period")
    others = "&".join(
        f'IF(ISNUMBER({card.number(field)}),"  {name} "&TEXT({card.number(field)},{LookUps.SHAPE})&".","")'
        for field, name in (("london", "London"), ("england", "England"))
    )
    symbol = f'IF({card.here("found_figure")}="",""," ("&{card.here("found_figure")}&")")'
    of_when = f'IF({period}="",""," for "&{period})'
    without = (
        f'IF({found}="","Nobody has looked for a figure yet: Check data availability does.",'
        f'{borough(card.of)}&": "&{found}&{symbol}&{of_when}&"."&{others})'
    )
    with_figure = f'{borough(card.of)}&": "&{_in_unit(card, figure)}&" in "&{period}&"."&{others}'
    row = LookUps.AVAILABILITY
    card.formula(
        6,
        0,
        f'IF(Choice="","Choose a metric above.",IF({row}="","No metric of this workbook has that name: '
        f'choose one from the list above.",IFERROR(IF(ISNUMBER({figure}),{with_figure},{without}),"")))'.replace(
            "Choice", f"$B${CHOICE_ROW}"
        ),
        card.context.styles("Heading 2", font_size=14),
    )
    plain, bold = (card.context.styles("Outcomes plain", **more) for more in ({}, {"bold": True}))
    card.formula(7, 0, f'IFERROR({_compared(card)},"")', plain)
    card.formula(
        8,
        0,
        f'IFERROR(IF({card.known("definition")}="","","What it counts: "&{card.known("definition")}&"."),"")',
        plain,
    )
    card.formula(9, 0, f'IFERROR(IF({card.known("caution")}="","","Caution: "&{card.known("caution")}),"")', bold)
    for row_, height in ((5, 8), (6, 26), (7, 20), (8, 20), (9, 20), (10, 8)):
        card.sheet.set_row(row_ - 1, height)


def _compared(card: _Card) -> str:
    """Return in words how the figure stands beside London and the period before, and which way is better."""
    said = []
    for field, other in (("beside_london", "London"), ("since_before", "the period before")):
        word = card.here(field)
        how = f'IF({word}="{LEVEL}"," with ",IF({word}="{APART}"," with "," than "))'
        said.append(f'IF(OR({word}="",{word}="{NOT_COMPARED}"),"",{word}&{how}&"{other}.  ")')
    polarity = card.known("polarity")
    chance = f'IF({"&".join(said)}="","","Small differences may be chance.")'
    return f'{"&".join(said)}&IF({polarity}="","","Direction: "&LOWER({polarity})&".  ")&{chance}'


def _lines(card: _Card) -> tuple[tuple[str, str], ...]:
    """Return what is known of the metric here: words, and the formula of what stands beside them."""
    status, quality, system = (card.here(name) for name in ("status", "quality", "system"))
    every, lag = card.known("every_months"), card.known("lag_months")
    often = f'IF({every}="","","every "&IF({every}=1,"month",{every}&" months")&IF({lag}="","",", "))'
    return (
        ("Status", f'IF({status}="","not answered yet",{status})&IF({quality}="",""," ("&LOWER({quality})&")")'),
        ("Who holds it", f'{card.here("holder")}&IF({system}="",""," ("&{system}&")")'),
        ("Smallest breakdown", card.here("breakdown")),
        ("Target", _target(card)),
        ("Outcome", card.known("outcome")),
        ("Unit and period", f'{card.known("unit")}&"; "&LOWER({card.known("period_kind")})'),
        ("New figures", f'{often}&IF({lag}="","","about "&{counted(lag, "month")}&" after the period ends")'),
        ("Published in", card.known("source")),
        ("Note", card.here("note")),
    )


def _target(card: _Card) -> str:
    """Return the target in words: "14.0 by 2026/27 (from 16.1 in 2023/24)"; a change in points or per cent;
    and how far it is there.
    """

    def of(field: str) -> str:
        return f"INDEX({card.of('targets', field)},{LookUps.TARGET})"

    target, kind = of("target"), of("target_kind")
    level = f"TEXT({target},{LookUps.SHAPE})"
    in_what = f'IF({kind}="Change in per cent"," per cent"," points")'
    change = f'IF({target}<0,"down by ","up by ")&TEXT(ABS({target}),"#,##0.0#")&{in_what}'
    said = f'IF(ISNUMBER({target}),IF(LEFT({kind},6)="Change",{change},{level}),{target}&"")'
    when, start, since = of("by_period"), of("baseline"), of("baseline_period")
    in_when = f'IF({since}&""="",""," in "&{since})'
    from_ = f'IF({start}&""="",""," (from "&TEXT({start},{LookUps.SHAPE})&{in_when}&")")'
    so_far = f'IF({of("so_far")}&""="","",": "&{of("so_far")})'
    return f'IF({LookUps.TARGET}="","no target set",{said}&IF({when}&""="",""," by "&{when})&{from_}&{so_far})'


def _status(card: _Card) -> None:
    card.heading(_HERE, "Here", 0, 1)
    for number, (words, formula) in enumerate(_lines(card), _HERE + 1):
        card.sheet.write_string(number - 1, 0, words, card.side)
        card.formula(number, 1, f'IF({LookUps.AVAILABILITY}="","",IFERROR({formula},""))', card.text)
        card.sheet.set_row(number - 1, 24)


def _figures(card: _Card) -> None:
    """The table of figures: what stands on Figures, symbols too; the line chart draws the numbers."""
    last = len(WIDTHS) - 1
    card.heading(_HERE, "The figures", _BESIDE, last)
    heads = {"align": "left", "valign": "vcenter", "text_wrap": False}
    for place, words in enumerate(("Period", "", "London", "England", "Beside London"), _BESIDE):
        right = {"align": "right"} if words in ("", "London", "England") else {}
        style = card.context.styles("Outcomes heading Tool", **{**heads, **right})
        if words:
            card.sheet.write_string(_HERE, place, words, style)
        else:
            card.formula(_HERE + 1, place, borough(card.of), style)
    for number in range(PERIODS):
        row = _HERE + 2 + number
        at = LookUps.period("F", number)
        card.formula(row, _BESIDE, LookUps.period("G", number), card.cell)
        for place, field in enumerate(("borough", "london", "england"), _BESIDE + 1):
            figure = f"INDEX({card.of('figures', field)},{at})"
            style = card.ours if field == "borough" else card.figure
            card.formula(row, place, f'IF({at}="","",IF({figure}="","",{figure}))', style)
        card.formula(row, last, LookUps.period("K", number), card.cell)
    card.sheet.conditional_format(
        _HERE + 1,
        last,
        _HERE + PERIODS,
        last,
        {
            "type": "text",
            "criteria": "begins with",
            "value": "▼",
            "format": card.context.styles.mark({"font_color": theme.PLUM, "bold": True}),
        },
    )


def _nationals(card: _Card, row: int) -> None:
    card.heading(row, "What it answers nationally", 0, 1)
    nationals = card.context.framework.nationals
    for number, tab in enumerate(card.context.layout.mappings):
        at, many = LookUps.framework(number), LookUps.links(number)
        name, role, decision = (f'INDEX({card.of(tab.key, field)},{at})&""' for field in ("title", "role", "decision"))
        short = f'IF(LEN({name})>{_LONGEST},LEFT({name},{_LONGEST - 1})&"…",{name})'
        what = f'LOWER({role})&IF({decision}="","",IF({role}="","","; ")&LOWER({decision}))'
        more = f'IF({many}>1,", and "&({many}-1)&" more","")'
        said = f'IFERROR({short}&IF({what}="",""," ("&{what}&")")&{more},"")'
        card.sheet.write_string(row + number, 0, nationals[tab.framework or ""].title, card.side)
        card.formula(row + number + 1, 1, f'IF({at}="",IF({LookUps.AVAILABILITY}="","","–"),{said})', card.text)
        card.sheet.set_row(row + number, 32)


def _services(card: _Card, row: int) -> int:
    """Add the services that contribute to the metric's outcome, the first few; return the card's last row."""
    many = LookUps.SERVICE_COUNT
    card.heading(
        row,
        f'="Services that contribute to its outcome"&IF({many}>{SERVICES},", {SERVICES} of "&{many},"")',
        0,
        1,
    )
    for number in range(SERVICES):
        at = LookUps.service(number)
        ids, contribution, basis = (
            f'INDEX({card.of("service_map", field)},{at})&""' for field in ("its_service", "contribution", "basis")
        )
        services = card.of("services", "service_id"), card.of("services", "service")
        name = f'IFERROR(INDEX({services[1]},MATCH({ids},{services[0]},0))&"",{ids})'
        none = "None named yet" if number == 0 else ""
        card.formula(row + number + 1, 0, f'IF({at}="",IF({LookUps.AVAILABILITY}="","","{none}"),{name})', card.side)
        card.formula(
            row + number + 1,
            1,
            f'IF({at}="","",{contribution}&IF(OR({contribution}="",{basis}=""),"",": ")&{basis})',
            card.text,
        )
        card.sheet.set_row(row + number, 24)
    return row + SERVICES

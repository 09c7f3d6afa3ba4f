"""The Summary sheet: one portrait page of A4 for a board. Sentences first, then tables, then what to do next.

Whoever adds a row takes one away: at 50 rows the page still prints at 9.5 points. What the page rests on and does not
show, such as the chart's numbers, stands below it and is not printed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from outcomes_xl.building import summary_formulas as says
from outcomes_xl.building import summary_sentences as tells
from outcomes_xl.building import theme
from outcomes_xl.building.page_setup import board_page
from outcomes_xl.building.references import References
from outcomes_xl.building.summary_blocks import ALL, HEAD, LINE, MOST_SHOWN, STEPS, Block, blocks
from outcomes_xl.building.summary_charts import DESCRIPTION, GROUPS, stacked_bars
from outcomes_xl.building.table_sheet import SheetContext, title
from outcomes_xl.model import CellRef
from outcomes_xl.reading.layouts import SheetLayout

WIDTHS = (37, 11.5, 10, 8.5, 9.5, 12, 10)
"""In characters; together as wide as the paper at 9.5 points and no wider."""
SECTION = 21
"""How high the row of a heading in words is, in points."""
_MAY_BE_LONG = {("national", "A"), *(("figures", letter) for letter in "AFG")}
"""Columns with others' words in them, by table."""
NO_FIGURES = "None yet: Check data availability looks."


def summary_sheet(context: SheetContext, made: SheetLayout, borough: str = "") -> None:
    """Add the Summary; the values of its formulas are put in once the workbook is whole."""
    page = _Page(context, made, borough)
    page.sentences()
    page.tables()
    page.next_steps()
    page.chart()
    page.printed()


class _Page:
    def __init__(self, context: SheetContext, made: SheetLayout, borough: str) -> None:
        self.context, self.name, self.framework = context, made.name, context.framework
        self.of = References(context.layout)
        self.blocks = blocks(context.framework, borough)
        self.used = next(iter(self.tagged("use")))
        self.cells = self._cells()
        self.sheet = title(context, made)
        for number, width in enumerate(WIDTHS):
            self.sheet.set_column(number, number, width, context.styles.plain("text"))

    def tagged(self, tag: str) -> tuple[str, ...]:
        return tuple(word for word in self.framework.list("stands") if word in self.framework.tagged("stands", tag))

    def _cells(self) -> says.PageCells:
        kinds, chart = self.blocks["kinds"], self.blocks["chart"]
        domains = {domain: chart.first + n for n, domain in enumerate(chart.names[:-1])}
        rows = {kind: kinds.first + n for n, kind in enumerate(kinds.names)}
        return says.PageCells(rows, domains, chart.last, self.blocks["lines"].first)

    def sentences(self) -> None:
        of, cells = self.of, self.cells
        rest = [kind for kind in self.framework.list("stands") if kind != says.FOUND]
        plain = self.context.styles("Outcomes plain")
        lines = (
            (tells.title(), self.context.styles("Heading 1"), 25),
            (tells.position(), self.context.styles("Explanatory Text"), 16),
            (tells.headline(cells, self.used), self.context.styles("Heading 2", font_size=14), 22),
            (tells.of_the_rest(cells, rest), plain, 16),
            (tells.beside_london(of), plain, 16),
            (tells.without_measures(cells), self.context.styles("Outcomes plain", bold=True), 16),
            (tells.what_changed(of, cells, self.used), plain, 16),
        )
        for number, (formula, style, height) in enumerate(lines):
            self.sheet.set_row(number, height)
            self.sheet.write_formula(number, 0, formula, style)

    def tables(self) -> None:
        of, cells, layers = self.of, self.cells, self.framework.list("layer")
        chart, lines = self.blocks["chart"], self.blocks["lines"]
        places = [*cells.domains.items(), (None, chart.last)]
        self._table("grid", [says.grid_line(of, self.used, domain, layers, row) for domain, row in places])
        self._table("kinds", [says.kind_line(of, kind, row) for kind, row in cells.kinds.items()], changes="C")
        tabs = {sheet.framework: sheet.key for sheet in self.context.layout.mappings}
        keys = [tabs[key] for key in self.framework.nationals]
        first = self.blocks["national"].first
        self._table("national", [says.national_line(of, key, first + n) for n, key in enumerate(keys)])
        self._table(
            "figures",
            [
                says.figure_line(of, f"$F${lines.first + n}", NO_FIGURES if n == 0 else says.NONE)
                for n in range(MOST_SHOWN)
            ],
        )
        groups = [self.tagged(tag) for tag in GROUPS]
        bars = [says.chart_line(of, domain, groups) for domain in cells.domains]
        sums = [f"=SUM({letter}{chart.first}:{letter}{chart.last - 1})" for letter in "BCDEF"]
        self.sheet.write_string(chart.row - 3, 0, "Behind this page", self.context.styles("Heading 2"))
        behind = "What the page and its chart rest on. It is not printed, and there is nothing to type."
        self.sheet.write_string(chart.row - 2, 0, behind, self.context.styles("Explanatory Text"))
        self._table("chart", [*bars, sums])
        self._table("lines", says.chosen_lines(of, lines.first))
        self._shades()

    def _table(self, key: str, lines: Sequence[Sequence[str]], changes: str = "") -> None:
        block = self.blocks[key]
        self.sheet.set_row(block.row - 1, SECTION)
        self._heading(block)
        heads = [
            self._look("Outcomes heading Tool", letter in block.right, valign="bottom") for letter in block.letters
        ]
        headings = [{"header": text, "header_format": look} for text, look in zip(block.headings, heads, strict=True)]
        area = (block.heading_row - 1, 0, block.last - 1, len(block.headings) - 1)
        self.sheet.add_table(*area, {"name": block.table, "style": None, "autofilter": False, "columns": headings})
        self.sheet.set_row(block.heading_row - 1, block.high)
        for row, (name, line) in enumerate(zip(block.names, lines, strict=True), start=block.first):
            self.sheet.set_row(row - 1, LINE)
            whole = {"bold": True} if name == ALL else {}
            texts = list(line) if not name else [name, *line]
            for column, (letter, text) in enumerate(zip(block.letters, texts, strict=True)):
                more: dict[str, Any] = {**whole, **({"bold": True} if column == 0 and name else {})}
                if (key, letter) in _MAY_BE_LONG:
                    more["shrink"] = True  # smaller letters rather than a letter lost
                if letter in changes:
                    more["num_format"] = '+0;-0;"same"'
                look = self._look("Outcomes Tool", letter in block.right, text_wrap=False, **more)
                if text.startswith("="):
                    self.sheet.write_formula(row - 1, column, text, look)
                else:
                    self.sheet.write_string(row - 1, column, text, look)

    def _look(self, style: str, right: bool, **more: Any) -> Any:
        return self.context.styles(style, **{"align": "right" if right else "left", "valign": "vcenter", **more})

    def _heading(self, block: Block) -> None:
        words = self.context.styles("Heading 2", valign="bottom")
        about = self.context.styles("Explanatory Text")
        cell = self.context.styles("Outcomes plain", valign="bottom")
        self.sheet.write_rich_string(block.row - 1, 0, words, f"{block.words}   ", about, block.about, cell)

    def _shades(self) -> None:
        """Shade the grid by its cells' own words, and mark what is worse; both say it in words first."""
        grid, figures = self.blocks["grid"], self.blocks["figures"]
        cell = CellRef(self.name, grid.first, 2).a1
        share = f'LEFT({cell},FIND(" ",{cell})-1)/MID({cell},FIND("of",{cell})+3,9)'
        for bound, colour in theme.SHADES:
            rule = {"type": "formula", "criteria": f"=IFERROR({share}>={bound},FALSE)", "stop_if_true": True}
            look = self.context.styles.mark({"bg_color": colour})
            self.sheet.conditional_format(grid.first - 1, 1, grid.last - 1, 4, {**rule, "format": look})
        worse = self.context.styles.mark({"font_color": theme.PLUM, "bold": True})
        begins: Mapping[str, Any] = {"type": "text", "criteria": "begins with", "value": "▼", "format": worse}
        self.sheet.conditional_format(figures.first - 1, 5, figures.last - 1, 6, dict(begins))

    def next_steps(self) -> None:
        row = self.blocks["figures"].last + 1
        self.sheet.set_row(row - 1, SECTION)
        self.sheet.write_string(row - 1, 0, "What to do next", self.context.styles("Heading 2", valign="bottom"))
        for number, (words, key, field, formula) in enumerate(tells.next_steps(self.of, self.cells), start=row):
            where = self.context.place(key, field)
            self.sheet.set_row(number, LINE)
            link = self.context.styles("Outcomes link", indent=1)
            self.sheet.write_url(number, 0, f"internal:{where}", link, words, f"Go to {where}")
            self.sheet.write_formula(number, 1, formula, self.context.styles("Outcomes plain"))

    def chart(self) -> None:
        kinds, chart = self.blocks["kinds"], self.blocks["chart"]
        bars = stacked_bars(self.context.book, self.name, chart.heading_row, len(chart.names) - 1)
        bars.set_size({"width": 372, "height": round((HEAD + LINE * len(kinds.names)) * 4 / 3)})
        where = {"x_offset": 6, "y_offset": 2, "object_position": 2, "description": DESCRIPTION}
        self.sheet.insert_chart(kinds.heading_row - 1, 3, bars, where)

    def printed(self) -> None:
        last = self.blocks["figures"].last + 1 + STEPS
        board_page(self.sheet, last, len(WIDTHS))

"""What a table is about, by what stands above it and in it: a title, a banner, the one metric whose years it lists."""

from __future__ import annotations

from dataclasses import replace

from outcomes_xl.adopt.above_table import ENOUGH, is_an_answer, rows_with_answers
from outcomes_xl.adopt.adopted_so_far import Adoption
from outcomes_xl.adopt.cell_accounts import NOT_CARRIED, USED
from outcomes_xl.adopt.column import Column
from outcomes_xl.adopt.found_table import FoundTable
from outcomes_xl.adopt.left_unread import ABOVE
from outcomes_xl.adopt.row_matching import POSSIBLE
from outcomes_xl.adopt.sections_above import SectionsAbove, of_a_year, says_of_others, with_section
from outcomes_xl.adopt.title_text import plain_title
from outcomes_xl.adopt.whose_rows import TITLE
from outcomes_xl.adopt.words import NAMES, bare, words
from outcomes_xl.framework.council_names import without_council
from outcomes_xl.model.styled_cells import StyledCell, StyledSheet


def subject_of(made: Adoption, sheet: StyledSheet, table: FoundTable, columns: dict[int, Column]) -> StyledCell | None:
    """Return the metric's title over a table that lists its years and names nothing: a sheet for each metric."""
    fields = {column.field for column in columns.values()}
    if fields & (NAMES - {"ref"}) or "latest_period" not in fields or table.records is not None:
        return None
    above = [cell for number, row in sheet.rows.items() if number < table.heading_row for cell in row.values()]
    titles = [cell for cell in above if isinstance(cell.value, str) and made.titles.is_metric(cell.text)]
    return titles[0] if len(titles) == 1 else None


def is_of_something_else(
    made: Adoption, table: FoundTable, rows: list[dict[int, StyledCell]], columns: dict[int, Column]
) -> bool:
    """Whether a table is of contacts, actions or the like: neither a heading nor a row of it speaks of a metric."""
    if table.foreign:
        return True
    headed = {words().heading(c.text) for c in table.headings.values()} & (NAMES - {"ref"})
    if headed or table.records is not None or any(one.field.startswith("services.") for one in columns.values()):
        return False
    texts = {c.text for row in rows for c in row.values() if isinstance(c.value, str)}
    return not any(
        made.titles.is_title(text) or max(made.titles.scores(plain_title(text)).values(), default=0.0) >= POSSIBLE
        for text in texts
    )


def above(made: Adoption, sheet: StyledSheet, table: FoundTable, context: SectionsAbove) -> SectionsAbove:
    """Read the words above the first table: banners give a context, all else is its title."""
    rows = {number: row for number, row in sheet.rows.items() if number < table.heading_row}
    ours = bare(without_council(made.borough))
    is_title = made.titles.is_metric  # outcomes may stand over metrics that go across
    order = sorted(rows)
    answers = rows_with_answers(rows, order, is_title)
    lost = order[max(order.index(answers[0]) - 1, 0)] if len(answers) >= ENOUGH else table.heading_row
    for number, row in rows.items():
        for column, cell in row.items():
            if made.accounts.has(sheet.name, cell) or (number, column) in table.used:
                continue
            alone = len(row) == 1
            found = (with_section(context, cell.text, made.titles) or of_a_year(context, cell)) if alone else None
            if says_of_others(cell.text) and ours not in bare(cell.text):
                found = replace(found or context, area=" ".join(cell.text.split()))
            context = found or context
            if found is None and (number >= lost or is_an_answer(cell, is_title)):
                made.accounts.put(sheet.name, cell, NOT_CARRIED, ABOVE)
                continue
            made.accounts.put(sheet.name, cell, USED, "Read as a banner." if found else TITLE)
    return context

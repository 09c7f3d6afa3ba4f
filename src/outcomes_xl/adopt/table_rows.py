"""The rows of a table as records: which row is a section, a total, a service or a metric, and what stands over it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from outcomes_xl.adopt.column import Column
from outcomes_xl.adopt.found_table import FoundTable
from outcomes_xl.adopt.jottings import is_to_oneself
from outcomes_xl.adopt.part_rows import as_a_part
from outcomes_xl.adopt.sections_above import SectionsAbove, of_a_year, of_an_area, with_section
from outcomes_xl.adopt.table_row import TableReading, TableRow, has_answers
from outcomes_xl.adopt.title_text import plain_title
from outcomes_xl.adopt.titles import Titles
from outcomes_xl.adopt.total_rows import counts_a_section, is_total
from outcomes_xl.adopt.words import NAMES, bare, words
from outcomes_xl.framework.council_names import without_council
from outcomes_xl.model.styled_cells import PLAIN, StyledCell

_SERVICE = frozenset({"services.service"})
_EXAMPLE = re.compile(r"^\W*(example|e\.?g\.?|for example|sample)(?=[\W_]|$)(?! of\b)", re.I)
"""How a row begins that shows how the others are filled in."""


def read_rows(
    table: FoundTable,
    columns: dict[int, Column],
    titles: Titles,
    context: SectionsAbove,
    last: bool,
    borough: str = "",
    subject: StyledCell | None = None,
) -> TableReading:
    """Return what each row of a table is. ``last``: nothing of the sheet comes below it.

    ``subject`` is the title over a table that all of its rows are about.
    """
    ours = bare(without_council(borough))
    reading = TableReading(context=context)
    by_field: dict[str, int] = {}
    for number, column in columns.items():
        by_field.setdefault(column.field, number)
    names = ("metric", "services.service", "indicator", "metric_id", "outcome")
    known = next((by_field[name] for name in names if name in by_field), None)
    title_column = _first_with_words(table, columns) if known is None else known
    named = {number for number, column in columns.items() if column.field in NAMES or column.field in _SERVICE}
    down: dict[str, str] = {}
    records = list(_records(table))
    _fill_merged(table, columns, dict(records), title_column)
    answered = [number for number, cells in records if has_answers(cells, columns) and len(_filled(cells)) > 1]
    answered = answered or [number for number, cells in records if has_answers(cells, columns)]
    end = max(answered, default=0)
    says_status = _banners_of_status(records, columns, titles)
    if says_status:  # a title alone below one is a row
        end = max([end, *(n for n, cells in records if any(titles.is_metric(one.text) for one in _filled(cells)))])
    counted = table.records is None and any(
        titles.is_metric(c.text) for _, cells in records for c in _filled(cells)[:3]
    )
    gap = _after_a_gap(records, end) if table.records is None else frozenset()
    for number, cells in records:
        if _EXAMPLE.match(next((one.text for one in _filled(cells) if _has_letters(one.text)), "")):
            reading.examples += cells.values()
            continue
        if number in table.worked_out if table.records is None else is_total(cells, titles):
            reading.totals += cells.values()
            continue
        if counted and (section := counts_a_section(cells, titles)):
            reading.context = with_section(reading.context, section.text, titles) or reading.context
            reading.sections.append(section)
            reading.totals += [cell for cell in cells.values() if cell is not section]
            continue
        filled = _filled(cells)
        if not filled:
            continue
        if len(filled) == 1 and number in gap and last and not titles.is_title(filled[0].text):
            reading.below.append(filled[0])
            continue
        _keep_down(down, cells, by_field, reading, title_column)
        title_cell = subject if subject and has_answers(cells, columns) else cells.get(title_column)
        if title_cell is None or title_cell.value is None:
            title_cell = _other_name(cells, columns) if has_answers(cells, columns) else None
        if len(filled) == 1 and not has_answers(cells, columns) and table.records is None:
            only = filled[0]
            if number > end and last and (number in gap or not titles.is_title(only.text)):
                reading.below.append(only)
                continue
            if not (titles.is_title(only.text) and bare(plain_title(only.text)) in titles.by_title):
                said = (
                    of_an_area(reading.context, only.text, titles, borough)
                    or with_section(reading.context, only.text, titles)
                    or of_a_year(reading.context, only)
                )
                if said is None and _is_a_remark(only, title_column):
                    reading.below.append(only)
                    continue
                banner = only if says_status and says_status(only) else None
                reading.context = said or replace(reading.context, indicator="", status=banner)
                reading.sections.append(only)
                continue
        if title_cell is not None and _heads_rows(cells, title_cell, columns, titles):
            reading.context = with_section(reading.context, title_cell.text, titles) or reading.context
            reading.sections += [cell for cell in filled if cell not in reading.names]
            continue
        nameless = title_cell is None
        if title_cell is not subject and title_column not in named and title_cell and not _has_letters(title_cell.text):
            title_cell, nameless = None, True
        if title_cell is None:
            if len(filled) == 1 and is_to_oneself(filled[0].text):
                reading.below.append(filled[0])
                continue
            if any(columns.get(c) and columns[c].field not in NAMES for c in cells) and number <= end:
                title_cell = filled[0]
            else:
                reading.below += [c for c in filled if c not in reading.names]
                continue
        made = _row(number, cells, title_cell, by_field, down, reading.context)
        made.nameless = nameless and not made.ids and table.records is None
        if table.records is None and reading.rows:
            as_a_part(made, reading.rows, columns, titles, ours)
        reading.rows.append(made)
    if table.sheet.merges or table.records is not None:  # no cell is two rows' otherwise
        _keep_shared(reading.rows)
    return reading


def _banners_of_status(
    records: list[tuple[int, dict[int, StyledCell]]], columns: dict[int, Column], titles: Titles
) -> Callable[[StyledCell], bool] | None:
    """Return whether a banner says a status, by its words or by looking like one that does; None where none does."""
    if any(column.field in ("status", "tick status") for column in columns.values()):
        return None
    alone = [filled[0] for _, cells in records if len(filled := _filled(cells)) == 1]
    plain = [one for one in alone if words().status(one.text) is not None and not titles.is_title(one.text)]
    if len({words().status(one.text) for one in plain}) < 2:  # "Missing children" alone may be a measure of their own
        return None
    looks = {one.look for one in plain} - {PLAIN}
    return lambda cell: cell in plain or cell.look in looks


def _first_with_words(table: FoundTable, columns: dict[int, Column]) -> int:
    """Return the first column most of whose cells are words, where none names the rows: figures name nothing."""
    rows = set(table.rows)
    cells: dict[int, list[bool]] = {}
    for (row, column), cell in table.sheet.cells.items() if table.records is None else ():
        if row in rows and column in columns and cell.value is not None:
            cells.setdefault(column, []).append(_has_letters(cell.text))
    wordy = [column for column, words_ in cells.items() if sum(words_) * 2 > len(words_)]
    return min(wordy, default=min(columns))


def _has_letters(text: str) -> bool:
    return any(letter.isalpha() for letter in text)


def _is_a_remark(cell: StyledCell, title_column: int) -> bool:
    """Whether words alone in a row are to oneself, or stand under an answer's heading: they head no rows below."""
    plain = not cell.look.bold and not cell.look.fill
    return is_to_oneself(cell.text) or (plain and cell.column > title_column)


def _keep_shared(rows: list[TableRow]) -> None:
    """Say in each row which of its cells are other rows' too."""
    places = Counter((c.row, c.column, number) for row in rows if not row.nameless for number, c in row.cells.items())
    for row in rows:
        row.shared = frozenset(n for n, c in row.cells.items() if places[c.row, c.column, n] > 1)


def _heads_rows(
    cells: dict[int, StyledCell], title_cell: StyledCell, columns: dict[int, Column], titles: Titles
) -> bool:
    """Whether a row with nothing but a number and a name is an outcome, an indicator or a domain, with rows below."""
    if has_answers(cells, columns) or any(cell.comment for cell in cells.values()):
        return False
    name = bare(plain_title(title_cell.text))
    if name in titles.by_title:
        return False
    domains = {bare(word) for word in titles.framework.list("domain")}
    return bool(titles.outcome(title_cell.text)) or name in titles.indicators or name in domains


def _filled(cells: dict[int, StyledCell]) -> list[StyledCell]:
    return [cell for cell in cells.values() if cell.value is not None]


def _fill_merged(
    table: FoundTable, columns: dict[int, Column], rows: dict[int, dict[int, StyledCell]], title_column: int
) -> None:
    """Give rows the titles and answers merged down over them: each is every row's that it lies over."""
    if table.records is not None:
        return
    for area in table.sheet.merges:
        column = area.first_column
        first = table.sheet.cells.get((area.first_row, column))
        known = columns.get(column)
        if first is None or known is None or column != area.last_column:
            continue
        if known.field in NAMES and column != title_column:
            continue
        if first.row not in rows:  # a heading
            continue
        for number in range(first.row + 1, area.last_row + 1):
            if any(cell.value is not None for cell in rows.get(number, {}).values()):
                rows[number].setdefault(column, first)


def _after_a_gap(records: list[tuple[int, dict[int, StyledCell]]], end: int) -> frozenset[int]:
    numbers = [number for number, _ in records if number > end]
    gap = next((n for at, n in enumerate(numbers) if n > (numbers[at - 1] if at else end) + 1), None)
    return frozenset(n for n in numbers if gap is not None and n >= gap)


def _records(table: FoundTable) -> Iterator[tuple[int, dict[int, StyledCell]]]:
    if table.records is not None:
        yield from enumerate(table.records, 1)
        return
    coloured: dict[int, dict[int, StyledCell]] = {}
    rows = set(table.rows)
    for (row, column), cell in table.sheet.cells.items():
        if row in rows:
            coloured.setdefault(row, {})[column] = cell
    for number in sorted(coloured):
        yield number, coloured[number]


def _row(
    number: int,
    cells: dict[int, StyledCell],
    title_cell: StyledCell,
    by_field: dict[str, int],
    down: dict[str, str],
    context: SectionsAbove,
) -> TableRow:
    ids = tuple(
        c.text for name in ("metric_id", "ref") if (c := cells.get(by_field.get(name, 0))) and c.value is not None
    )
    outcome = down.get("outcome", "")
    return TableRow(
        number,
        cells,
        title_cell,
        title_cell.text,
        context,
        down.get("indicator", "") or context.indicator,
        outcome,
        down.get("domain", "") or context.domain,
        ids,
        bool(outcome),
    )


def _keep_down(
    down: dict[str, str], cells: dict[int, StyledCell], by_field: dict[str, int], reading: TableReading, title: int
) -> None:
    """Keep what stands once and is meant for the rows below it too, as where cells are merged down."""
    for name in ("outcome", "indicator", "domain", "layer"):
        column = by_field.get(name)
        if column is None or column == title:
            continue
        cell = cells.get(column)
        if cell is not None and cell.value is not None:
            if name == "outcome" and down.get("outcome") != cell.text:
                down.pop("indicator", None)
            down[name] = cell.text
            reading.names.append(cell)


def _other_name(cells: dict[int, StyledCell], columns: dict[int, Column]) -> StyledCell | None:
    for number, cell in cells.items():
        if number in columns and columns[number].field in NAMES and isinstance(cell.value, str):
            return cell
    return None

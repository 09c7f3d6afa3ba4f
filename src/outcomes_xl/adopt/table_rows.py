"""The rows of a table as records: which row is a section, a total, a service or a metric, and what stands over it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from outcomes_xl.adopt.column import Column
from outcomes_xl.adopt.found_table import FoundTable
from outcomes_xl.adopt.jottings import is_to_oneself
from outcomes_xl.adopt.part_titles import is_a_part, is_everybody
from outcomes_xl.adopt.titles import Titles, plain_title
from outcomes_xl.adopt.words import NAMES, bare, one_line, words
from outcomes_xl.adopt.year_columns import year_of
from outcomes_xl.framework.council_names import without_council
from outcomes_xl.model.styled_cells import StyledCell

_AGGREGATE = re.compile(r"\b(SUM|COUNT|AVERAGE|MEDIAN|SUBTOTAL|AGGREGATE|MIN|MAX)[A-Z]*\(", re.I)
_RANGE = re.compile(r"\$?[A-Z]{1,3}\$?(\d+):\$?[A-Z]{1,3}\$?(\d+)")
_SERVICE = frozenset({"services.service"})
_YEAR_WORD = re.compile(r"^(?:(?:financial |academic |school |reporting )?(?:year|period)|fy|ay)\s*:?\s*", re.I)
_LAYERS = (
    (
        re.compile(r"children and young people|babies,? children|^children\b.*layer|\bcyp\b"),
        "Children and young people",
    ),
    (re.compile(r"parents? (and|&|/) carers?|\bparents\b"), "Parents and carers"),
    (re.compile(r"services? ?(and|&|/) ?systems?|\bsystem\b"), "Service and system"),
)


@dataclass(frozen=True)
class SectionsAbove:
    """What the sections over a row say: layer, domain, outcome, indicator; each "" until one says it."""

    layer: str = ""
    domain: str = ""
    outcome_id: str = ""
    indicator: str = ""
    period: str = ""
    """The year that the rows below it are of."""


@dataclass
class TableRow:
    """A row that names something: its number, its cells by column, its title cell and what stands over it."""

    number: int
    cells: dict[int, StyledCell]
    title_cell: StyledCell
    title: str
    context: SectionsAbove
    indicator: str = ""
    outcome: str = ""
    domain: str = ""
    ids: tuple[str, ...] = ()
    explicit_outcome: bool = False
    nameless: bool = False
    """Whether nothing in the row names it: it may belong to the row above."""
    part_of: int = 0
    """The number of the row above that it is a part of, as Boys is; 0 for a row of its own."""
    area: str = ""
    """The area it is about, where a column of areas says one that is no borough we know."""
    parts: list[TableRow] = field(default_factory=list)
    shared: frozenset[int] = frozenset()
    """The columns whose cell is merged down over this row and others that have a name."""

    def is_its_name(self, cell: StyledCell, column: Column | None) -> bool:
        """Whether a cell names the row. Where no column does, the first is taken for it, if it is no answer."""
        if column is not None and column.field in NAMES:
            return cell.value is not None
        extra = column is not None and column.field == "extra" and len(self.cells) > 1
        return cell is self.title_cell and (not self.nameless or extra)


@dataclass
class TableReading:
    """What a table's rows are: rows, and cells that are sections, totals, or stand below."""

    rows: list[TableRow] = field(default_factory=list)
    sections: list[StyledCell] = field(default_factory=list)
    totals: list[StyledCell] = field(default_factory=list)
    below: list[StyledCell] = field(default_factory=list)
    names: list[StyledCell] = field(default_factory=list)
    context: SectionsAbove = SectionsAbove()


def with_section(context: SectionsAbove, text: str, titles: Titles) -> SectionsAbove | None:
    """Return the context that a banner's words give, None when they say nothing of the framework."""
    said = one_line(plain_title(text))
    outcome_id = titles.outcome(text)
    if outcome_id:
        outcome = titles.framework.outcomes[outcome_id]
        return SectionsAbove(outcome.layer, outcome.domain, outcome_id, period=context.period)
    if bare(plain_title(text)) in titles.indicators:
        return replace(context, indicator=plain_title(text))
    found = context
    layer = next((word for pattern, word in _LAYERS if pattern.search(said)), "")
    if layer:
        across = "Cross-cutting" if layer == "Service and system" else ""
        found = SectionsAbove(layer=layer, domain=across, period=context.period)
    domains = [word for word in titles.framework.list("domain") if re.search(rf"\b{word.casefold()}\b", said)]
    if len(domains) == 1:
        found = replace(found, domain=domains[0], outcome_id="", indicator="")
    return found if found != context or layer or domains else None


def read_rows(
    table: FoundTable, columns: dict[int, Column], titles: Titles, context: SectionsAbove, last: bool, borough: str = ""
) -> TableReading:
    """Return what each row of a table is. ``last``: nothing of the sheet comes below it."""
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
    _fill_merged(table, columns, dict(records))
    answered = [number for number, cells in records if _answers(cells, columns) and len(_filled(cells)) > 1]
    answered = answered or [number for number, cells in records if _answers(cells, columns)]
    end = max(answered, default=0)
    gap = _after_a_gap(records, end) if table.records is None else frozenset()
    for number, cells in records:
        if _is_total(cells, titles):
            reading.totals += cells.values()
            continue
        filled = _filled(cells)
        if not filled:
            continue
        if len(filled) == 1 and number in gap and last and not titles.is_title(filled[0].text):
            reading.below.append(filled[0])
            continue
        _keep_down(down, cells, by_field, reading, title_column)
        title_cell = cells.get(title_column)
        if title_cell is None or title_cell.value is None:
            title_cell = _other_name(cells, columns) if _answers(cells, columns) else None
        if len(filled) == 1 and not _answers(cells, columns) and table.records is None:
            only = filled[0]
            if number > end and last and (number in gap or not titles.is_title(only.text)):
                reading.below.append(only)
                continue
            if not (titles.is_title(only.text) and bare(plain_title(only.text)) in titles.by_title):
                said = with_section(reading.context, only.text, titles) or of_a_year(reading.context, only)
                if said is None and _is_a_remark(only, title_column):
                    reading.below.append(only)
                    continue
                reading.context = said or replace(reading.context, indicator="")
                reading.sections.append(only)
                continue
        if title_cell is not None and _heads_rows(cells, title_cell, columns, titles):
            reading.context = with_section(reading.context, title_cell.text, titles) or reading.context
            reading.sections += [cell for cell in filled if cell not in reading.names]
            continue
        nameless = title_cell is None
        if title_cell is not None and title_column not in named and not _has_letters(title_cell.text):
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
            _as_a_part(made, reading.rows, columns, titles, ours)
        reading.rows.append(made)
    _keep_shared(reading.rows)
    return reading


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


def of_a_year(context: SectionsAbove, cell: StyledCell) -> SectionsAbove | None:
    """Return the context that a banner gives which is a year: the rows below it are of that year."""
    text = _YEAR_WORD.sub("", cell.text).strip()
    value = cell.value if not isinstance(cell.value, str) else text
    year = year_of(cell._replace(value=value))
    return replace(context, period=str(value)) if year is not None else None


def _is_a_remark(cell: StyledCell, title_column: int) -> bool:
    """Whether words alone in a row are to oneself, or stand under an answer's heading: they head no rows below."""
    plain = not cell.look.bold and not cell.look.fill
    return is_to_oneself(cell.text) or (plain and cell.column > title_column)


def _as_a_part(made: TableRow, rows: list[TableRow], columns: dict[int, Column], titles: Titles, ours: str) -> None:
    """Say of a row that it is a part of the one above it, as Boys is; all of one without answers is that one.

    So is the row of ``ours``, the borough's name, below a title; another borough's stays beside the row above.
    """
    said = one_line(made.title)
    if made.nameless or rows[-1].nameless or made.ids or titles.is_title(made.title):
        return
    whole = next(row for row in reversed(rows) if not row.part_of)
    is_ours = bare(without_council(made.title)) == ours and not _is_council(whole.title, titles)
    everybody = is_everybody(said) or is_ours
    if everybody and not _answers(whole.cells, columns):
        made.title, made.ids = whole.title, whole.ids
    elif is_a_part(said) or everybody or _is_compared(made.title_cell, whole.title, titles):
        made.part_of = whole.number


def _is_compared(title: StyledCell, above: str, titles: Titles) -> bool:
    """Whether a row is called by a year or a borough, below one that is called by neither."""
    if _is_council(title.text, titles):
        return not _is_council(above, titles)
    return title.text[:1].isdigit() and year_of(title) is not None and not above[:1].isdigit()


def _is_council(text: str, titles: Titles) -> bool:
    return bare(without_council(text)) in titles.councils


def _keep_shared(rows: list[TableRow]) -> None:
    """Say in each row which of its cells are other rows' too."""
    places = Counter((c.row, c.column, number) for row in rows if not row.nameless for number, c in row.cells.items())
    for row in rows:
        row.shared = frozenset(n for n, c in row.cells.items() if places[c.row, c.column, n] > 1)


def _heads_rows(
    cells: dict[int, StyledCell], title_cell: StyledCell, columns: dict[int, Column], titles: Titles
) -> bool:
    """Whether a row with nothing but a number and a name is an outcome, an indicator or a domain, with rows below."""
    if _answers(cells, columns) or any(cell.comment for cell in cells.values()):
        return False
    name = bare(plain_title(title_cell.text))
    if name in titles.by_title:
        return False
    domains = {bare(word) for word in titles.framework.list("domain")}
    return bool(titles.outcome(title_cell.text)) or name in titles.indicators or name in domains


def _filled(cells: dict[int, StyledCell]) -> list[StyledCell]:
    return [cell for cell in cells.values() if cell.value is not None]


def _fill_merged(table: FoundTable, columns: dict[int, Column], rows: dict[int, dict[int, StyledCell]]) -> None:
    """Give rows the answers merged down over them: such an answer is every row's that it lies over."""
    if table.records is not None:
        return
    for area in table.sheet.merges:
        column = area.first_column
        first = table.sheet.cells.get((area.first_row, column))
        known = columns.get(column)
        if first is None or known is None or known.field in NAMES or column != area.last_column:
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


def _answers(cells: dict[int, StyledCell], columns: dict[int, Column]) -> bool:
    for number, cell in cells.items():
        column = columns.get(number)
        if column is None or column.field in NAMES:
            continue
        if cell.value is not None or cell.formula or (cell.look.fill and column.field == "status"):
            return True
    return False


def _is_total(cells: dict[int, StyledCell], titles: Titles) -> bool:
    """A row worked out from others: it adds up a range of rows, or says so and has nothing but figures beside."""
    texts = [c.text for c in cells.values() if isinstance(c.value, str) and not c.formula]
    if any(titles.is_title(text) for text in texts):
        return False
    formulas = [c.formula for c in cells.values() if c.formula]
    adds = any(_AGGREGATE.search(f) and any(int(b) - int(a) >= 2 for a, b in _RANGE.findall(f)) for f in formulas)
    says = any(words().totals.search(one_line(text)) for text in texts[:2])
    others = any(c.value is not None and not isinstance(c.value, str) for c in cells.values())
    return len(texts) <= 2 and (adds or (says and len(texts) == 1 and (others or bool(formulas))))

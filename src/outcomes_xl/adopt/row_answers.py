"""A row's answers: each cell's meaning for the metric the row is, by the column it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from outcomes_xl.adopt.adopted_so_far import Adoption
from outcomes_xl.adopt.cell_answers import (
    as_above,
    as_said,
    beside,
    by_colour,
    colour_is_the_answer,
    is_ditto,
    meaning_of,
    ticked_in,
)
from outcomes_xl.adopt.cell_meanings import (
    IN_LISTS,
    LEFT_OUT,
    Meaning,
    asked,
    leaves_out,
    not_carried,
    status_of,
)
from outcomes_xl.adopt.column import Column
from outcomes_xl.adopt.figure_doubts import Found, ask_about_cells, ask_about_figures
from outcomes_xl.adopt.found_table import SheetKey
from outcomes_xl.adopt.groups_and_units import told_of
from outcomes_xl.adopt.heading_answers import says_yes
from outcomes_xl.adopt.metric_ids import id_in_words, ids_in
from outcomes_xl.adopt.part_rows import PartCell, parts_of
from outcomes_xl.adopt.row_matching import RowMatch
from outcomes_xl.adopt.table_row import TableRow
from outcomes_xl.adopt.title_text import plain_title
from outcomes_xl.adopt.words import NAMES, bare, one_line
from outcomes_xl.adopt.year_columns import YEAR, latest_of, with_years_beside, year_of_title, year_over_rows
from outcomes_xl.model.styled_cells import StyledCell, StyledSheet

if TYPE_CHECKING:
    from outcomes_xl.adopt.row_offers import RowOffer

_HIDDEN = "The sheet “{}” is hidden, perhaps an older copy."
_OF_NO_ROW = IN_LISTS | {"status", "holder", "system", "assessed_by"}
_SAID_AGAIN = frozenset({"holder", "system", "assessed_by"})
"""Fields that take any words, so that “as above” would be taken for an answer."""
"""Fields in which the same words mean the same in every row of a column; a period or a figure hangs on the metric."""


@dataclass
class Answers:
    """What one row says of one metric: field, cell and meaning, in the order of its cells; comments apart."""

    sheet: str
    row: TableRow
    match: RowMatch
    found: list[Found] = field(default_factory=list)
    remarks: list[StyledCell] = field(default_factory=list)
    parts: list[PartCell] = field(default_factory=list)
    """What the rows say that are parts of it."""
    hold: Meaning | None = None
    """Why the whole row waits for the officer."""
    said: str = ""
    offers: tuple[RowOffer, ...] = ()
    """What the row may be, where that is in doubt."""
    group: str = ""
    """Of whom its figure is, where a column says so and it is not everybody."""


def nameless_row(sheet: str, row: TableRow) -> str:
    """Return how the reading notes call a row without a name."""
    return f"{sheet}, row {row.number}"


def row_said(made: Adoption, row: TableRow, match: RowMatch, sheet: str) -> RowMatch:
    """Return what the officer said a row is, where the match was in doubt and the notes answer it."""
    if match.how == "nameless":
        said = made.notes.means("row", nameless_row(sheet, row))
    else:
        said = made.notes.means("row", row.title) or made.notes.means("row", plain_title(row.title))
        said = said or made.notes.means("local row", plain_title(row.title))
    if not said:
        return match
    named = (ids_in(said) or {id_in_words(said)}) & made.framework.metrics.keys()
    named = named or {m.id for m in made.framework.metrics.values() if bare(m.title) == bare(said)}
    if len(named) == 1:
        return RowMatch(named.pop(), "said")
    if is_own(said):
        return RowMatch("", "local")
    if match.how == "ask" and len(match.candidates) == 1 and says_yes(said):
        return RowMatch(match.candidates[0], "said")
    if leaves_out(said) and match.how in ("ask", "two", "nameless", "local"):
        return RowMatch("", "left out")
    return match


def is_own(said: str) -> bool:
    """Whether an answer says that a row is one of the borough's own."""
    return any(word in one_line(said) for word in ("our own", "local", "a row of our"))


@dataclass
class ReadTable:
    """What the rows of one table share: its sheet, what its columns hold, its headings, and the key to it."""

    sheet: StyledSheet
    columns: dict[int, Column]
    headings: dict[int, StyledCell]
    key: SheetKey
    remembered: dict[tuple[int, str], tuple[str, Meaning]] = field(default_factory=dict)
    """What words of the same column meant in the rows before."""
    above: dict[int, StyledCell] = field(default_factory=dict)
    """The cell above in each column, for rows that say "as above"."""

    @property
    def is_hidden(self) -> bool:
        return self.sheet.state != "visible"

    @cached_property
    def has_years(self) -> bool:
        """Whether figures stand under their years."""
        return any(column.field == YEAR for column in self.columns.values())

    @cached_property
    def naming(self) -> frozenset[int]:
        """The columns that find a row."""
        return frozenset(number for number, column in self.columns.items() if column.field in NAMES)

    @cached_property
    def telling(self) -> dict[int, Column]:
        """The columns that say of whom or in what the figure beside them is."""
        return {number: column for number, column in self.columns.items() if column.says}

    def alone(self) -> ReadTable:
        """Return the table for reading a row of it once more: nothing of other rows is remembered."""
        return replace(self, remembered={}, above=dict(self.above))


def answers_of(made: Adoption, table: ReadTable, row: TableRow, match: RowMatch) -> Answers:
    """Return a row's answers, each with what it means; nothing is put anywhere yet."""
    answers = Answers(table.sheet.name, row, match)
    answers.hold = _why_held(made, row, match, table)
    metric = made.framework.metrics.get(match.metric_id)
    if table.has_years:
        answers.found += latest_of(row.cells, table.columns, table.headings, metric, made.notes)
    answers.remarks += [cell for cell in row.cells.values() if cell.comment]
    answers.found += _found_in(made, table, row, match)
    answers.found += _by_banner(made, table, row, answers.found)
    answers.found = with_years_beside(answers.found, metric, made.notes)
    answers.parts = parts_of(row, table.columns) if row.parts else []
    answers.remarks += [cell for part in row.parts for cell in part.cells.values() if cell.comment]
    year_over_rows(row.context.period, answers.found, metric, made.notes)
    if not row.context.period and not table.has_years:
        year_of_title(row.title, answers.found, metric, made.notes)
    likely = metric or made.framework.metrics.get(next(iter(match.candidates), ""))
    answers.group = told_of(row.cells, table.telling, "group") if table.telling else ""
    unit = told_of(row.cells, table.telling, "unit") if table.telling else ""
    ask_about_figures(answers.found, row.title, likely, made.notes, table.sheet.name, group=answers.group, unit=unit)
    ask_about_cells(answers.found, row, made.notes, table.sheet.name)
    held = {  # the year over a figure that is offered goes with it, whatever is chosen
        cell.a1
        for name, _, cell, meaning in answers.found
        if name == "latest_figure" and meaning.became == "asked" and meaning.value is None
    }
    if held:
        answers.found = [one for one in answers.found if one[0] != "latest_period" or one[2].a1 not in held]
    _as_answered(made, answers)
    return answers


def _found_in(made: Adoption, table: ReadTable, row: TableRow, match: RowMatch) -> Iterator[Found]:
    """Give what each cell of a row says, in their order; those that only name it are left out."""
    ticked = ticked_in(row, table.columns)
    told = bool(made.notes.answers)
    metric = made.framework.metrics.get(match.metric_id)
    kind = metric.period_kind if metric else ""
    for number, cell in row.cells.items():
        column = table.columns.get(number)
        if column is not None and column.field == YEAR:
            continue
        if number in table.naming:
            names = cell.value is not None
        else:
            names = cell is row.title_cell and row.is_its_name(cell, column)
        if names:
            if colour_is_the_answer(cell, table.columns, table.key):
                yield "status", "colour", cell, by_colour(made, cell, table.key)
        elif column is None:
            if cell.value is not None or cell.formula:
                yield "note", "", cell, beside(cell)
        elif cell.value is not None or cell.formula or (cell.look.fill and column.field == "status"):
            of_no_row = not told and column.field in _OF_NO_ROW and isinstance(cell.value, str)
            said = (number, str(cell.value)) if of_no_row else None
            if column.field == "latest_period" and not told and isinstance(cell.value, str):
                said = (number, f"{cell.value}\n{kind}")  # every metric of its kind reads a period so
            known = table.remembered.get(said) if said else None
            name, meaning = known or meaning_of(made, cell, column, match, table.key, ticked, table.sheet.name)
            if said:
                table.remembered[said] = name, meaning
            if column.field in _SAID_AGAIN:
                if not is_ditto(cell):
                    table.above[number] = cell
                elif meaning.became == "carried" and not made.notes.means("cell", f"{table.sheet.name}!{cell.a1}"):
                    meaning = as_above(cell, table.above.get(number))
            yield name, column.heading, cell, meaning


def _by_banner(made: Adoption, table: ReadTable, row: TableRow, found: Sequence[Found]) -> list[Found]:
    """Return the status that a banner over a row says, where nothing in the row says one."""
    banner = row.context.status
    if banner is None or any(name == "status" for name, *_ in found):
        return []
    said = made.notes.means("status", banner.text)
    key = table.key.words.get(one_line(banner.text), "")
    return [("status", "", banner, status_of(banner, "", key, said, made.framework.list("status")))]


def _as_answered(made: Adoption, answers: Answers) -> None:
    """Put the officer's answer to a cell in the place of what we would have asked about it."""
    for at, (name, heading, cell, meaning) in enumerate(answers.found if made.notes.answers else ()):
        said = made.notes.means("cell", f"{answers.sheet}!{cell.a1}") if meaning.about == "cell" else ""
        if said and name in ("latest_figure", "latest_period"):
            name, meaning = as_said(cell, name, said)
            answers.found[at] = (name, heading, cell, meaning)


def _why_held(made: Adoption, row: TableRow, match: RowMatch, table: ReadTable) -> Meaning | None:
    sheet = table.sheet.name
    if table.is_hidden:
        if made.notes.hidden_sheet(sheet) is False:
            return not_carried("The sheet is hidden, and you said to leave it out.")
        return asked("sheet", sheet, f"{_HIDDEN.format(sheet)} Are its answers meant? Answer “yes” or “no”.")
    area = row.area or row.context.area or (sheet if made.is_sheet_of_others(sheet) else "")
    if area and not (said := one_line(made.notes.means("borough", area))).startswith(("yes", "ours")):
        over = f"“{area}” stands over the row" if row.context.area else f"The sheet is called “{area}”"
        what = f"The row is about “{area}”" if row.area else over
        why = f"{what}: are its answers {made.borough}'s? Answer “yes” or “no”."
        return not_carried(f"You said that it is not {made.borough}'s.") if said else asked("borough", area, why)
    if row.title_cell.look.struck:
        return asked("row", "struck-out rows", "The row is struck out. Should it be left out, or carried?")
    if match.how == "left out":
        return not_carried(LEFT_OUT)
    if match.how == "nameless":
        what = "has no name of its own" if row.nameless else f"is called “{row.title}”, below a row of your own"
        return asked("row", nameless_row(sheet, row), f"The row {what}. Which metric is it about?")
    if match.how in ("ask", "two"):
        titles = ", ".join(f"{one} {made.framework.title(one)}" for one in match.candidates)
        if len(match.candidates) == 1:
            return asked("row", row.title, f"Is this {titles}, or is it a row of your own?")
        what = "It may mean more than one metric" if match.how == "two" else "No one metric is clearly meant"
        return asked("row", row.title, f"{what}: {titles}. Which is meant, or is it a row of your own?")
    return None

"""A row's answers: each cell's meaning for the metric the row is, by the column it stands in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from outcomes_xl.adopt.adopted_so_far import Adoption
from outcomes_xl.adopt.cell_meanings import (
    IN_LISTS,
    LEFT_OUT,
    PARTS,
    YEAR_ALONE,
    Meaning,
    as_shown,
    asked,
    carried,
    day_of,
    figure_of,
    figure_said,
    leaves_out,
    list_word,
    not_carried,
    period_of,
    says_nothing,
    status_of,
    text_of,
)
from outcomes_xl.adopt.column import Column
from outcomes_xl.adopt.figure_doubts import Found, ask_about_cells, ask_about_figures
from outcomes_xl.adopt.found_table import SheetKey
from outcomes_xl.adopt.groups_and_units import told_of
from outcomes_xl.adopt.part_rows import PartCell, parts_of
from outcomes_xl.adopt.part_titles import is_wider
from outcomes_xl.adopt.row_matching import METRIC_ID, RowMatch
from outcomes_xl.adopt.table_rows import TableRow
from outcomes_xl.adopt.titles import plain_title
from outcomes_xl.adopt.words import bare, one_line, words
from outcomes_xl.adopt.year_columns import YEAR, latest_of, year_over_rows
from outcomes_xl.framework.council_names import without_council
from outcomes_xl.model.styled_cells import StyledCell, StyledSheet

if TYPE_CHECKING:
    from outcomes_xl.adopt.row_offers import RowOffer

_OF_NO_ROW = IN_LISTS | {"status", "holder", "system", "assessed_by"}
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
    named = {f"{a.upper()}-{int(n):03}" for a, n in METRIC_ID.findall(said)} & made.framework.metrics.keys()
    named = named or {m.id for m in made.framework.metrics.values() if bare(m.title) == bare(said)}
    if len(named) == 1:
        return RowMatch(named.pop(), "said")
    if is_own(said):
        return RowMatch("", "local")
    if leaves_out(said) and match.how in ("ask", "two", "nameless"):
        return RowMatch("", "left out")
    return match


def is_own(said: str) -> bool:
    """Whether an answer says that a row is one of the borough's own."""
    return any(word in one_line(said) for word in ("our own", "local", "a row of our"))


def answers_of(
    made: Adoption,
    sheet: StyledSheet,
    row: TableRow,
    columns: dict[int, Column],
    match: RowMatch,
    key: SheetKey,
    remembered: dict[tuple[int, str], tuple[str, Meaning]],
    headings: dict[int, StyledCell],
    *,
    hidden: bool,
) -> Answers:
    """Return a row's answers, each with what it means; nothing is put anywhere yet.

    ``remembered`` is what words of the same column meant in the rows before, kept by the caller for one table.
    """
    answers = Answers(sheet.name, row, match)
    answers.hold = _why_held(made, row, match, sheet.name, hidden)
    ticked = _ticked(row, columns)
    metric = made.framework.metrics.get(match.metric_id)
    if any(column.field == YEAR for column in columns.values()):
        answers.found += latest_of(row.cells, columns, headings, metric, made.notes)
    for number, cell in row.cells.items():
        column = columns.get(number)
        if cell.comment:
            answers.remarks.append(cell)
        if column is not None and column.field == YEAR:
            continue
        named = row.is_its_name(cell, column)
        if named and not _colour_is_the_answer(cell, columns, key):
            continue
        if named:
            answers.found.append(("status", "colour", cell, _by_colour(made, cell, key)))
            continue
        if column is None:
            if cell.value is not None or cell.formula:
                answers.found.append(("note", "", cell, _beside(cell)))
            continue
        if cell.value is None and not cell.formula and not (cell.look.fill and column.field == "status"):
            continue
        said = (number, cell.value) if isinstance(cell.value, str) and column.field in _OF_NO_ROW else None
        said = None if made.notes.answers else said
        known = remembered.get(said) if said else None
        name, meaning = known or _meaning(made, cell, column, match, key, ticked, sheet.name)
        if said:
            remembered[said] = name, meaning
        answers.found.append((name, column.heading, cell, meaning))
    answers.parts = parts_of(row, columns)
    answers.remarks += [cell for part in row.parts for cell in part.cells.values() if cell.comment]
    year_over_rows(row.context.period, answers.found, metric, made.notes)
    likely = metric or made.framework.metrics.get(next(iter(match.candidates), ""))
    answers.group = told_of(row.cells, columns, "group")
    unit = told_of(row.cells, columns, "unit")
    ask_about_figures(answers.found, row.title, likely, made.notes, sheet.name, group=answers.group, unit=unit)
    ask_about_cells(answers.found, row, made.notes, sheet.name)
    held = {  # the year over a figure that is offered goes with it, whatever is chosen
        cell.a1
        for name, _, cell, meaning in answers.found
        if name == "latest_figure" and meaning.became == "asked" and meaning.value is None
    }
    answers.found = [one for one in answers.found if one[0] != "latest_period" or one[2].a1 not in held]
    _as_answered(made, answers)
    return answers


def _as_answered(made: Adoption, answers: Answers) -> None:
    """Put the officer's answer to a cell in the place of what we would have asked about it."""
    for at, (name, heading, cell, meaning) in enumerate(answers.found if made.notes.answers else ()):
        said = made.notes.means("cell", f"{answers.sheet}!{cell.a1}") if meaning.about == "cell" else ""
        if said and name in ("latest_figure", "latest_period"):
            name, meaning = _answered(cell, name, said)
            answers.found[at] = (name, heading, cell, meaning)


def _why_held(made: Adoption, row: TableRow, match: RowMatch, sheet: str, hidden: bool) -> Meaning | None:
    if hidden:
        if made.notes.about("hidden", sheet):
            return not_carried("The sheet is hidden, and you said what to do with it.")
        return asked("sheet", sheet, f"The sheet “{sheet}” is hidden, perhaps an older copy. Are its answers meant?")
    area = row.area or (sheet if _is_of_others(made, sheet) else "")
    if area and not (said := one_line(made.notes.means("borough", area))).startswith(("yes", "ours")):
        what = f"The row is about “{area}”" if row.area else f"The sheet is called “{area}”"
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


def _is_of_others(made: Adoption, sheet: str) -> bool:
    """Whether a sheet is called by another borough, or by the country or like boroughs."""
    ours = bare(without_council(made.borough)) == bare(without_council(sheet))
    return not ours and (made.is_borough(sheet) or is_wider(sheet))


def _ticked(row: TableRow, columns: dict[int, Column]) -> list[int]:
    known = words()
    return [
        number
        for number, cell in row.cells.items()
        if number in columns and columns[number].field == "tick status" and cell.text in known.ticks
    ]


def _colour_is_the_answer(cell: StyledCell, columns: dict[int, Column], key: SheetKey) -> bool:
    answered = any(column.field in ("status", "tick status") for column in columns.values())
    return not answered and bool(cell.look.fill) and cell.look.fill in key.fills


def _by_colour(made: Adoption, cell: StyledCell, key: SheetKey) -> Meaning:
    fill = cell.look.fill
    said = made.notes.means("colour", fill) or key.fills.get(fill, "")
    word = next((w for w in made.framework.list("status") if one_line(w) == one_line(said)), None)
    word = word or (words().status(said) if said else None)
    if word:
        return carried(word)
    return asked("colour", fill, f"No key says what the colour {fill} means. Which status is it?")


def _beside(cell: StyledCell) -> Meaning:
    return not_carried(says_nothing(cell)) if says_nothing(cell) else carried(as_shown(cell))


def _meaning(
    made: Adoption,
    cell: StyledCell,
    column: Column,
    match: RowMatch,
    key: SheetKey,
    ticked: list[int],
    sheet: str,
) -> tuple[str, Meaning]:
    heading, name = column.heading, column.field
    if said := made.notes.means("cell", f"{sheet}!{cell.a1}") or made.notes.means("cell", cell.a1):
        return _answered(cell, name, said)
    if name == "elsewhere":
        return name, not_carried(f"It stands under “{column.whose}”, which is another borough's.")
    if name == "left out":
        return name, not_carried(f"You said to leave out “{heading}”.")
    if name == "tick status" and not column.whose:
        return "status", _tick(made, cell, column, ticked)
    if column.ask:
        return name, asked("columns" if column.whose else "heading", column.whose or heading, column.ask)
    if name == "tick status":
        return "status", _tick(made, cell, column, ticked)
    if name in ("tick breakdown", "tick geography"):
        return name.removeprefix("tick "), _tick(made, cell, column, [])
    if name == "status" and cell.value is None and not cell.formula:
        return "status", _by_colour(made, cell, key)
    if (why := says_nothing(cell)) and not (name == "status" and words().status(cell.text)):
        if name == "status" and isinstance(cell.value, str):
            if means := key.words.get(one_line(cell.text)) or made.notes.means("status", cell.text):
                return name, status_of(cell, heading, means, means, made.framework.list("status"))
            return name, asked("status", cell.text, f"Which status does “{cell.text}” mean, if any?")
        return name, not_carried(why)
    return name, _by_field(made, cell, column, match, key)


def _by_field(made: Adoption, cell: StyledCell, column: Column, match: RowMatch, key: SheetKey) -> Meaning:
    name, heading, ends = column.field, column.heading, column.ends
    notes, about = made.notes, f"value in {' '.join(heading.split())}"
    said = notes.means(about, cell.text)
    letter = key.words.get(one_line(cell.text), "")
    metric = made.framework.metrics.get(match.metric_id)
    if leaves_out(said or (notes.means(name, cell.text) if name in IN_LISTS | {"status"} else "")):
        return not_carried(LEFT_OUT)
    if name == "status":
        meant = said or notes.means("status", cell.text)
        return status_of(cell, heading, letter, meant, made.framework.list("status"))
    if name in IN_LISTS:
        return list_word(name, cell, heading, letter, said or notes.means(name, cell.text))
    if name == "latest_period":
        said = said or notes.means("year", cell.text) or notes.means("period", cell.text)
        return period_of(cell, metric, said, notes.means("year", YEAR_ALONE), ends)
    if name in ("latest_figure", "baseline", "baseline said") or name.startswith("target said"):
        if said:
            return figure_said(cell, heading, said)
        parts = one_line(notes.means(f"figures in {' '.join(heading.split())}", PARTS))
        own = name == "latest_figure" and metric is not None and metric.unit == "%"
        return figure_of(cell, heading, parts, in_per_cent=own)
    if name == "assessed_on":
        return day_of(cell, heading)
    return text_of(cell, several=name in ("system", "holder"))


def _answered(cell: StyledCell, name: str, said: str) -> tuple[str, Meaning]:
    if one_line(said).startswith(("leave out", "nothing", "not ")):
        return name, not_carried("You said to leave it out.")
    field_name = {"tick status": "status", "tick breakdown": "breakdown", "tick geography": "geography"}.get(name, name)
    if field_name in ("latest_figure", "baseline"):
        return field_name, figure_of(cell._replace(value=said), name)
    return field_name, carried(said)


def _tick(made: Adoption, cell: StyledCell, column: Column, ticked: list[int]) -> Meaning:
    said = made.notes.means(f"value in {column.heading}", cell.text)
    if cell.text in words().no_ticks and not said:
        return not_carried(f"“{cell.text}” under “{column.heading}” says no.")
    if len(ticked) > 1:
        return asked("cell", cell.a1, "More than one column is ticked in this row. Which counts?", column.word or None)
    if column.ask:
        return asked("heading", column.heading, column.ask, column.word or None)
    if cell.text != column.usual_tick and not said:
        usual = column.usual_tick
        if usual in "✓✔☑✅√" or cell.text in "xX":
            reason = f"“{cell.text}” stands where others say “{usual}”: is it a tick, or a no?"
            return asked(f"value in {column.heading}", cell.text, reason, column.word)
    if said and any(word in one_line(said) for word in ("not a tick", "a cross", "no tick")):
        return not_carried("You said that it is no tick.")
    return carried(column.word)

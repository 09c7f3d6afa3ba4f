"""What one cell of a row says for the row's metric, by the column it stands in."""

from __future__ import annotations

import re

from outcomes_xl.adopt.adopted_so_far import Adoption
from outcomes_xl.adopt.cell_meanings import (
    IN_LISTS,
    LEFT_OUT,
    Meaning,
    as_shown,
    asked,
    carried,
    day_of,
    leaves_out,
    list_word,
    not_carried,
    says_nothing,
    status_of,
    text_of,
)
from outcomes_xl.adopt.column import Column
from outcomes_xl.adopt.figure_meanings import JUDGEMENT, PARTS, figure_of, figure_said, is_a_judgement, shown
from outcomes_xl.adopt.found_table import SheetKey
from outcomes_xl.adopt.period_meanings import YEAR_ALONE, period_of
from outcomes_xl.adopt.row_matching import RowMatch
from outcomes_xl.adopt.table_row import TableRow
from outcomes_xl.adopt.words import one_line, words
from outcomes_xl.model.styled_cells import StyledCell

_DITTO = re.compile(r"^(?:[\"“”'″〃]{1,2}|ditto|do\.|(?:same )?as (?:the )?(?:row )?above|same|see above)$", re.I)


def is_ditto(cell: StyledCell) -> bool:
    """Whether a cell says no more than that the cell above it holds here too."""
    return isinstance(cell.value, str) and len(cell.value) < 20 and _DITTO.match(cell.text) is not None


def as_above(cell: StyledCell, above: StyledCell | None) -> Meaning:
    """Ask about such a cell: rows may have been sorted since, so what stands above is offered and never taken."""
    if above is None:
        return asked("cell", cell.a1, f"“{cell.text}” stands here, and nothing above it. What is meant?")
    return asked("cell", cell.a1, f"“{cell.text}”: is it “{above.text}”, as in {above.a1}?", above.value)


def ticked_in(row: TableRow, columns: dict[int, Column]) -> list[int]:
    """Return the columns of statuses that a row has a tick in."""
    known = words()
    return [
        number
        for number, cell in row.cells.items()
        if number in columns and columns[number].field == "tick status" and cell.text in known.ticks
    ]


def colour_is_the_answer(cell: StyledCell, columns: dict[int, Column], key: SheetKey) -> bool:
    """Whether the colour of a row's name is its status: a key explains it, and no column holds one."""
    if not cell.look.fill or cell.look.fill not in key.fills:
        return False
    return not any(column.field in ("status", "tick status") for column in columns.values())


def by_colour(made: Adoption, cell: StyledCell, key: SheetKey) -> Meaning:
    """Return the status that a cell's colour says, by the officer's answer or a key; else a question."""
    fill = cell.look.fill
    said = made.notes.means("colour", fill)
    if not said and fill in key.twice:
        return asked("colour", fill, f"The colour {fill} {_explained_twice(key, fill)}")
    said = said or key.fills.get(fill, "")
    word = next((w for w in made.framework.list("status") if one_line(w) == one_line(said)), None)
    word = word or (words().status(said) if said else None)
    if word:
        return carried(word)
    if said:
        return asked("colour", fill, f"The colour {fill} is explained as “{said}”. Which status is it?")
    return asked("colour", fill, f"No key says what the colour {fill} means. Which status is it?")


def beside(cell: StyledCell) -> Meaning:
    """Return what stands beside a table without a heading: words for the note."""
    return not_carried(says_nothing(cell)) if says_nothing(cell) else carried(as_shown(cell))


def meaning_of(
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
        return as_said(cell, name, said)
    if name == "elsewhere":
        return name, not_carried(f"It stands under “{column.whose}”, which is another borough's.")
    if name == "worked out":
        return name, not_carried(f"“{heading}” adds up what stands beside it.")
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
        return "status", by_colour(made, cell, key)
    if (why := says_nothing(cell)) and not (name == "status" and words().status(cell.text)):
        if name == "status" and isinstance(cell.value, str):
            if means := key.words.get(one_line(cell.text)) or made.notes.means("status", cell.text):
                return name, status_of(cell, heading, means, means, made.framework.list("status"))
            return name, asked("status", cell.text, f"Which status does “{cell.text}” mean, if any?")
        return name, not_carried(why)
    if name == "latest_figure" and is_a_judgement(cell, made.framework.metrics.get(match.metric_id)):
        return JUDGEMENT, carried(cell.text)
    return name, _by_field(made, cell, column, match, key)


def _explained_twice(key: SheetKey, what: str) -> str:
    one, other = key.twice[what]
    return f"is explained twice, as “{one}” and as “{other}”. Which status is it?"


def _by_field(made: Adoption, cell: StyledCell, column: Column, match: RowMatch, key: SheetKey) -> Meaning:
    name, heading, ends = column.field, column.heading, column.ends
    if name in ("note", "extra") and not made.notes.answers:
        return text_of(cell)
    notes, text, about = made.notes, cell.text, f"value in {' '.join(heading.split())}"
    said = notes.means(about, text)
    letter = key.words.get(one_line(text), "")
    metric = made.framework.metrics.get(match.metric_id)
    if leaves_out(said or (notes.means(name, text) if name in IN_LISTS | {"status"} else "")):
        return not_carried(LEFT_OUT)
    if name == "status":
        meant = said or notes.means("status", text)
        if not meant and (what := one_line(text)) in key.twice:
            return asked("status", text, f"“{text}” {_explained_twice(key, what)}")
        return status_of(cell, heading, letter, meant, made.framework.list("status"))
    if name in IN_LISTS:
        known = (one for one in key.every.get(one_line(text), ()) if words().of_list(name, one))
        return list_word(name, cell, heading, next(known, letter), said or notes.means(name, text))
    if name == "latest_period":
        of_it = said or notes.means("year", text) or notes.means("period", text)
        return period_of(cell, metric, of_it, notes.means("year", YEAR_ALONE), ends, always=bool(said))
    if name in ("latest_figure", "baseline", "baseline said") or name.startswith("target said"):
        if said := notes.means(about, shown(cell)):
            return figure_said(cell, heading, said)
        parts = one_line(notes.means(f"figures in {' '.join(heading.split())}", PARTS))
        own = name == "latest_figure" and metric is not None and metric.unit == "%"
        return figure_of(cell, heading, parts, in_per_cent=own)
    if name == "assessed_on":
        return day_of(cell, heading)
    return text_of(cell, several=name in ("system", "holder"))


def as_said(cell: StyledCell, name: str, said: str) -> tuple[str, Meaning]:
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
    if cell.text.casefold() != column.usual_tick.casefold() and not said:
        usual = column.usual_tick
        if usual in "✓✔☑✅√" or cell.text in "xX":
            reason = f"“{cell.text}” stands where others say “{usual}”: is it a tick, or a no?"
            return asked(f"value in {column.heading}", cell.text, reason, column.word)
    if said and any(word in one_line(said) for word in ("not a tick", "a cross", "no tick")):
        return not_carried("You said that it is no tick.")
    return carried(column.word)

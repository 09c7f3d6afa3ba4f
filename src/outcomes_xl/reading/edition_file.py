"""A framework as somebody hands it over: a sheet with our Framework sheet's headings, read and checked cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from outcomes_xl.framework.entries import Framework, Outcome
from outcomes_xl.model import CellRef, Row, Sheet, Table, Value
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.model.spelling import did_you_mean
from outcomes_xl.reading.layouts import SheetLayout, layout
from outcomes_xl.reading.schemas import NEEDED, frame_of, schema_of
from outcomes_xl.reading.shape_checks import pandera
from outcomes_xl.reading.tidy import folded, tidy

WAS, OUTCOME_WAS, NOTE = "was", "outcome_was", "change_note"
_MORE = {WAS: ("was", "metric was"), OUTCOME_WAS: ("outcome was",), NOTE: ("note on the change", "change note")}
"""Columns beside the Framework sheet's that say what a row was before, ids with semicolons between them."""
_MUST = ("metric_id", "metric", "outcome_id")
_WITHIN = 30


@dataclass(frozen=True)
class EditionFile:
    """The rows of such a file, each with its number, and the columns it has."""

    name: str
    sheet: str
    rows: tuple[Row, ...]
    columns: Mapping[str, int]

    def cell(self, number: int, name: str) -> str:
        """Return a cell in words: "Sheet1, cell D7"."""
        return f"{self.sheet}, cell {CellRef('', number, self.columns[name]).a1}"


def find_framework(name: str, sheets: Mapping[str, Sheet]) -> EditionFile:
    """Return the rows below the first line that has our headings. Raises CannotUse where no sheet has one."""
    known = _known_headings()
    best: tuple[int, str, int] = (0, "", 0)
    for title, sheet in sheets.items():
        for number in range(1, _WITHIN + 1):
            found = {known.get(folded(str(value))) for value in sheet.row(number).values() if value is not None}
            best = max(best, (len(found - {None}), title, -number))
    count, title, number = best[0], best[1], -best[2]
    columns: dict[str, int] = {}
    for at, value in (sheets[title].row(number) if count else {}).items():
        if (field := known.get(folded(str(value)))) is not None:
            columns.setdefault(field, at)
    shape = layout("borough").sheet("framework")
    missing = [shape.field(one).heading for one in _MUST if one not in columns]
    if missing:
        raise CannotUse(
            f"“{name}” has no row of headings with {', '.join(f'“{one}”' for one in missing)}.",
            "Give its columns the headings of the Framework sheet; Metric id, Metric and Outcome id must be there.",
        )
    return EditionFile(name, title, tuple(_rows(sheets[title], number, columns)), columns)


def _known_headings() -> dict[str, str]:
    known = {folded(word): one for one, words in _MORE.items() for word in words}
    for column in layout("borough").sheet("framework").columns:
        if column.owner.value != "officer":
            known |= {folded(word): column.field for word in (column.field, column.heading, *column.was)}
    return known


def _rows(sheet: Sheet, heading_row: int, columns: Mapping[str, int]) -> Iterator[Row]:
    for number in sorted(number for number in sheet.rows if number > heading_row):
        cells = sheet.row(number)
        typed = {name: cells[at] for name, at in columns.items() if cells.get(at) is not None}
        values = {name: value for name, one in typed.items() if (value := tidy(one)) is not None}
        if values:
            yield Row(number, values, typed)


# Checked --------------------------------------------------------------------------------------------------------------


def troubles_of(file: EditionFile, before: Framework) -> list[str]:
    """Return what cannot be used, a sentence a cell, as pandera finds it with the Framework sheet's own schema."""
    shape = layout("borough").sheet("framework")
    outcomes = {row.text("outcome_id"): _outcome(row) for row in file.rows if row.text("outcome_id")}
    known = replace(before, outcomes=MappingProxyType({**before.outcomes, **outcomes}))
    there = replace(
        shape,
        columns=tuple(
            replace(one, needed=one.needed and one.field in file.columns, later=one.field not in file.columns)
            for one in shape.columns
        ),
    )
    columns = {name: at for name, at in file.columns.items() if name not in _MORE}
    table = Table("framework", "", file.sheet, 1, columns, file.rows, max((r.number for r in file.rows), default=1))
    return [*_asked(file, there, known, table), *_former_ids(file, before)]


def _outcome(row: Row) -> Outcome:
    return Outcome(row.text("outcome_id"), row.text("layer"), row.text("domain"), row.text("outcome"), "")


def _asked(file: EditionFile, shape: SheetLayout, known: Framework, table: Table) -> Iterator[str]:
    pa = pandera()
    try:
        schema_of(shape, known).validate(frame_of(table), lazy=True)
    except pa.errors.SchemaErrors as found:
        for case in found.failure_cases.to_dict("records"):
            name = str(case["column"])
            if name in table.columns and case["index"] == case["index"] and case["index"] is not None:
                yield _sentence(file, shape, known, int(case["index"]), name, str(case["check"]), case["failure_case"])


def _sentence(
    file: EditionFile, shape: SheetLayout, known: Framework, number: int, name: str, check: str, value: Value
) -> str:
    column = shape.field(name)
    where = file.cell(number, name)
    if check == NEEDED:
        return f"{where}: “{column.heading}” is blank. Every row needs one."
    if check.startswith(("isin", "each_in")):
        words = known.list(column.list or "")
        near = did_you_mean(str(value), words)
        ask = f"Did you mean “{near}”?" if near else f"It is one of: {', '.join(words)}."
        return f"{where}: “{value}” is no word for {column.heading}. {ask}"
    if check.startswith("used_once"):
        return f"{where}: “{value}” stands there twice. An id is one row's own."
    if check.startswith("is_written"):
        return f"{where}: “{value}” is not written as a {column.heading} is, such as {column.such_as}."
    return f"{where}: “{value}” cannot stand under {column.heading}, which is a {column.kind}."


def _former_ids(file: EditionFile, before: Framework) -> Iterator[str]:
    for row in file.rows:
        for name, ids, what in ((WAS, before.metrics, "metric"), (OUTCOME_WAS, before.outcomes, "outcome")):
            for one in ids_in(row.text(name)):
                if one not in ids:
                    near = did_you_mean(one, ids)
                    ask = f" Did you mean {near}?" if near else ""
                    yield f"{file.cell(row.number, name)}: “{one}” is no {what} of the edition before.{ask}"


def ids_in(text: str) -> tuple[str, ...]:
    """Return the ids in a cell: "MET-001; MET-002"."""
    return tuple(part.strip() for part in text.replace(",", ";").split(";") if part.strip())

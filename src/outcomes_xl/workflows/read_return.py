"""One borough's workbook to what the London picture takes of it: by the quick way or, where that does not do, whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from outcomes_xl.framework.entries import Framework
from outcomes_xl.hosts import files
from outcomes_xl.hosts.files.fast_sheet_parser import NotPlain
from outcomes_xl.hosts.files.preflight import open_in_parts
from outcomes_xl.hosts.files.some_columns import SomeColumns, SomeSheets
from outcomes_xl.hosts.files.workbook_part import TablePart
from outcomes_xl.hosts.files.xml_events import refused_if_odd
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.london.returns import KeptOut, Return
from outcomes_xl.london.row_kinds import ROWS, MetricRow
from outcomes_xl.london.slim_rows import DEFINED_BY, framework_of, is_its_own, slim_return
from outcomes_xl.model import CellRef, Row, Table
from outcomes_xl.model.shown_numbers import MOST_AS_A_SHARE
from outcomes_xl.model.spelling import bare
from outcomes_xl.reading.chosen_names import with_ids
from outcomes_xl.reading.headings import match_headings
from outcomes_xl.reading.layouts import Layout, Owner, SheetLayout, layout
from outcomes_xl.reading.tidy import tidy_text
from outcomes_xl.rules.personal_data_alone import of_no_person
from outcomes_xl.sharing.signs import signs
from outcomes_xl.workflows.unsafe_in_return import unsafe_in_book, unsafe_on_own_sheets

SHEETS = ("start", *ROWS)
_WANTED: Mapping[str, tuple[str, ...]] = {"start": ("setting", "answer")} | {
    key: kind._fields[1:] for key, kind in ROWS.items()
}
_NAMES = ("metric", "outcome_id", "outcome")
"""The fields of Framework that names are told by, where something is chosen by its name."""
_BY_NAME = ("service_map", "targets", "milestones", "priorities", "qualitative")
"""The sheets on which something is chosen by its name."""
_NUMBERS = ("figure", "number")


def read_return(data: bytes, name: str, framework: Framework) -> Return:
    """Return what is taken from the workbook held in ``data``. Raises one of the CannotUse family.

    Every part that is read is looked over first. A workbook of today's layout, written the plain way, is read in a
    few columns of nine sheets; any other is read whole, as every job reads it.
    """
    try:
        with refused_if_odd(name):
            sheets = SomeSheets(open_in_parts(data, name))
            found = slim_return(_quickly(sheets, framework), framework, _signs, todays_layout=True)
            return _with(found, unsafe_on_own_sheets(sheets.package, sheets.with_cells))
    except NotPlain:
        book = files.read_bytes(data, name)
        tables = read_borough(book).tables
        found = slim_return(tables, framework, _signs, todays_layout=_is_todays(tables))
        return _with(found, unsafe_in_book(book, tables))


def _with(found: Return, unsafe: Sequence[KeptOut]) -> Return:
    return replace(found, left_out=(*found.left_out, *unsafe)) if unsafe else found


def _signs(text: str, name: str) -> tuple[tuple[str, bool], ...]:
    return _signs_in(text, name in of_no_person())


@lru_cache(maxsize=65536)
def _signs_in(text: str, nobody: bool) -> tuple[tuple[str, bool], ...]:
    if text in _list_words():
        return ()
    return tuple((sign.what, sign.sure) for sign in signs(text, of_no_person=nobody))


@lru_cache(maxsize=1)
def _list_words() -> frozenset[str]:
    from outcomes_xl.framework import load_framework

    return frozenset(word.value for word in load_framework().words)


def _quickly(sheets: SomeSheets, framework: Framework) -> dict[str, Table]:
    plan = _plan()
    tables = {shape.key: _table(sheets, shape, _WANTED[shape.key]) for shape in plan if shape.key != "framework"}
    edition = next((row.text("answer") for row in tables["start"] if row["setting"] == "Framework edition"), "")
    framework = framework_of(edition, framework)
    chosen = any(tables[key].rows for key in _BY_NAME)
    tables["framework"] = _framework(sheets, plan.sheet("framework"), framework, _NAMES if chosen else ())
    return with_ids(plan, tables)


def _framework(sheets: SomeSheets, shape: SheetLayout, framework: Framework, names: tuple[str, ...]) -> Table:
    """Return the Framework table in the fields that tell whether it says anything of its own; if so, in all of them."""
    table = _table(sheets, shape, ("metric_id", *DEFINED_BY, *names))
    if not any(_is_its_own(row, framework) for row in table):
        return table if names else replace(table, rows=())  # then nobody asks for a row of it
    return _table(sheets, shape, (*_WANTED["framework"], *_NAMES))


def _is_its_own(row: Row, framework: Framework) -> bool:
    said = row.values.get
    known = framework.metrics.get(str(said("metric_id")))
    if known is not None and all(said(name) == getattr(known, name) for name in DEFINED_BY):
        return False
    return is_its_own(MetricRow(row.number, **{name: said(name) for name in ("metric_id", *DEFINED_BY)}), framework)  # type: ignore[arg-type]


@lru_cache(maxsize=1)
def _plan() -> Layout:
    whole = layout("borough")
    return replace(whole, sheets=tuple(whole.sheet(key) for key in SHEETS))


def _table(sheets: SomeSheets, shape: SheetLayout, wanted: tuple[str, ...]) -> Table:
    part = next((one for one in sheets.tables(shape.name) if one.name == shape.table), None)
    if part is None or not part.has_headings:
        raise NotPlain
    area = replace(part.area, first_row=part.area.first_row + 1, last_row=part.area.last_row - part.has_totals)
    columns, formulas = _columns(shape, part, wanted)
    fields = {column: name for name, column in columns.items()}
    found = sheets.columns(shape.name, area, fields, formulas, _tidied)
    if found.per_cent:
        _show_shares(found, _officers_figures(shape))
    rows = tuple(Row(number, cells, cells) for number, cells in sorted(found.rows.items()) if cells)
    return Table(shape.key, part.name, shape.name, part.area.first_row, columns, rows, area.last_row)


def _columns(shape: SheetLayout, part: TablePart, wanted: tuple[str, ...]) -> tuple[dict[str, int], tuple[int, ...]]:
    """Return the columns of the wanted fields, and those of ids by formula, which must be left as they are."""
    at = _matched(shape.key, part.area.first_row, part.area.first_column, part.headings)
    formulas = tuple(at[one.field] for one in shape.columns if one.field.startswith("its_"))
    return {name: at[name] for name in wanted if name in at}, formulas


@lru_cache(maxsize=512)
def _matched(key: str, row: int, column: int, headings: tuple[str, ...]) -> Mapping[str, int]:
    """Return every field's column, for headings that are today's. Raises NotPlain for any others."""
    shape = layout("borough").sheet(key)
    today = {bare(one.heading) for one in shape.columns}
    there = [bare(heading) for heading in headings]
    before = {bare(heading) for one in shape.columns for heading in one.was}
    if not today <= set(there) or (before - today) & set(there) or len(set(there)) != len(there):
        raise NotPlain
    return match_headings(shape, CellRef(shape.name, row, column), headings).columns


def _officers_figures(shape: SheetLayout) -> tuple[str, ...]:
    return tuple(one.field for one in shape.columns if one.kind in _NUMBERS and one.owner is Owner.OFFICER)


def _show_shares(found: SomeColumns, names: tuple[str, ...]) -> None:
    """Have an officer's percentages as they are shown: Excel keeps 71% as 0.71."""
    for number, name in found.per_cent:
        value = found.rows[number].get(name)
        if name not in names or isinstance(value, bool) or not isinstance(value, (int, float)):
            continue
        if 0 < abs(value) <= MOST_AS_A_SHARE:
            found.rows[number][name] = round(value * 100, 10)


@lru_cache(maxsize=65536)
def _tidied(text: str) -> str | None:
    return tidy_text(text) or None


def _is_todays(tables: Mapping[str, Table]) -> bool:
    return all(_has_all(layout("borough").sheet(key), tables.get(key)) for key in SHEETS)


def _has_all(shape: SheetLayout, table: Table | None) -> bool:
    return table is not None and {one.field for one in shape.columns} <= set(table.columns)

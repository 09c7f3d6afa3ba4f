"""Crosswalks out of a workbook and into the lead's working one. A borough gets links by refreshing, never this way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from outcomes_xl.central import crosswalk_text as text_of
from outcomes_xl.central.central_rows import FRAMEWORK, exactly, settings
from outcomes_xl.central.crosswalk_text import FIELDS, CrosswalkLine, Read
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.crosswalk_tidied import as_cells
from outcomes_xl.jobs.job_findings import Told, findings
from outcomes_xl.jobs.read_workbook import read_central
from outcomes_xl.jobs.table_edits import add_rows, name_is_free, new_sheet, set_field, start_answer
from outcomes_xl.model import AddSheet, Book, CellRef, Change, Patch, Result, Row, Table
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.model.sentences import counted
from outcomes_xl.reading.layouts import SheetLayout, layout
from outcomes_xl.reading.read_tables import Reading, read_tables, which_layout
from outcomes_xl.reading.tidy import folded

_TITLES: Mapping[str, str] = {
    shape.framework or "": shape.title.removeprefix("Mapping: ") for shape in layout("borough").mappings
}


def taken_out(book: Book, form: str, only: str = "") -> tuple[str, int, tuple[str, ...]]:
    """Return a workbook's links as a file's text ("sssom" or "csv"), how many, and of which frameworks.

    ``only`` is one framework's key. From a borough's workbook its decisions and notes go along. Raises CannotUse for
    a framework there is not, WrongTemplate for another workbook.
    """
    plan = which_layout(book)
    reading = read_tables(book, plan)
    keys = {key.casefold(): key for key in _TITLES}
    if only and only.casefold() not in keys:
        raise CannotUse(f"There is no framework “{only}”.", f"Choose one of {', '.join(_TITLES)}, or leave it out.")
    wanted = [keys[only.casefold()]] if only else list(_TITLES)
    links = [link for shape in plan.mappings if shape.framework in wanted for link in _links(reading, shape)]
    release = str(settings(reading).get("Release", "")) or start_answer(reading, "Release in use")
    text = text_of.as_csv(links) if form == "csv" else text_of.as_sssom(links, _TITLES, release, FRAMEWORK)
    return text, len(links), tuple(key for key in wanted if any(link.framework == key for link in links))


def _links(reading: Reading, shape: SheetLayout) -> Iterator[CrosswalkLine]:
    for row in reading.tables.get(shape.key, ()):
        if row["item_id"] is not None:
            yield CrosswalkLine(shape.framework or "", {name: exactly(row[name]) for name in FIELDS}, row.number)


def brought_in(book: Book, text: str, form: str, name: str, context: Context) -> Result:
    """Return what a crosswalk file changes in a central workbook. Links are found by their id; what the file says
    nothing of stays, and so do links it does not have. A file with a line that cannot be read changes nothing.
    """
    reading = read_central(book)
    read = as_cells((text_of.from_csv if form == "csv" else text_of.from_sssom)(text, _TITLES), context.framework)
    if read.unread:
        place = CellRef("Release", 1, 1)
        told = [Told("CW01", place, "", {"line": str(u.line), "file": name, "why_not": u.why}) for u in read.unread]
        return Result(findings(told), Patch(), f"Nothing was taken from {name}: a line of it could not be read.")
    changes: list[Change] = []
    told, updated, added = [], 0, 0
    for shape in layout("central").mappings:
        links = [link for link in read.links if link.framework == shape.framework]
        table = reading.tables.get(shape.key)
        if links and table is None and shape.later and name_is_free(book, shape):
            because = f"brought in from {name}"
            changes.append(AddSheet(new_sheet(shape, [_entry(link, shape, reading) for link in links]), because))
            told += _strangers(reading, links, _at_its_head(shape))
            added += len(links)
            continue
        if links and table is None:
            raise CannotUse(f"The sheet “{shape.name}” is not there.", "Bring it back from the last published file.")
        if not links or table is None:
            continue
        edits, news = _differences(table, links, read, name)
        updated, added = updated + len(edits), added + len(news)
        rows = add_rows(book, table, [_entry(link, shape, reading) for link in news], f"brought in from {name}")
        if rows.in_the_way:
            raise CannotUse(f"New links could not be added to {shape.name}: {rows.why}.", "Move it, then try again.")
        changes += [*edits, *rows.changes]
        told += _strangers(reading, links, _places(table))
    did = ((updated, "cell", "updated"), (added, "link", "added"))
    done = ", ".join(f"{counted(number, word)} {what}" for number, word, what in did if number)
    return Result(findings(told), Patch.of(changes), f"{name}: {done or 'nothing to update'}.")


def _differences(
    table: Table, links: Iterable[CrosswalkLine], read: Read, name: str
) -> tuple[list[Change], list[CrosswalkLine]]:
    rows = {folded(exactly(row["link_id"])): row for row in reversed(table.rows)}
    edits: list[Change] = []
    news: list[CrosswalkLine] = []
    for link in links:
        row = rows.get(folded(link.fields["link_id"]))
        if row is None:
            news.append(link)
        else:
            edits += _edits(table, row, link, read, name)
    return edits, news


def _edits(table: Table, row: Row, link: CrosswalkLine, read: Read, name: str) -> Iterator[Change]:
    for field in FIELDS[1:]:  # the id found the row, whatever its capitals: it stays as it is
        after = link.fields.get(field, "")
        if field in read.fields and field in link.fields and field in table.columns and exactly(row[field]) != after:
            yield from set_field(table, row, field, after, f"brought in from {name}")


def _entry(link: CrosswalkLine, shape: SheetLayout, reading: Reading) -> dict[str, str | None]:
    known = {column.field for column in shape.columns}
    entry = {name: text or None for name, text in link.fields.items() if name in known}
    release = exactly(settings(reading).get("Release"))
    return {"state": "Current", "release": release or None, **{n: t for n, t in entry.items() if t is not None}}


def _at_its_head(shape: SheetLayout) -> Callable[[CrosswalkLine], CellRef]:
    return lambda _: CellRef(shape.name, 1, 1)


def _places(table: Table) -> Callable[[CrosswalkLine], CellRef]:
    """Return where a link names one of ours: in its row, or at the table's end for one that is new."""
    rows = {folded(exactly(row["link_id"])): row for row in table}
    return lambda link: table.cell(
        rows.get(folded(link.fields["link_id"])) or (len(table) and table.last_row), "our_id"
    )


def _strangers(
    reading: Reading, links: Iterable[CrosswalkLine], place: Callable[[CrosswalkLine], CellRef]
) -> Iterator[Told]:
    ours = {row.text("metric_id") for row in reading.tables.get("framework", ())}
    ours |= {row.text("value") for row in reading.tables.get("lists", ()) if row.text("list") == "outcome_id"}
    for link in links:
        our_id = link.fields.get("our_id", "")
        if our_id and our_id not in ours:
            yield Told("CW02", place(link), our_id, {"item": link.fields["item_id"]})

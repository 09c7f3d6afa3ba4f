"""Services: which outcomes nobody claims, and a matrix of services and outcomes, on two sheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from outcomes_xl.jobs.change_log import logged
from outcomes_xl.jobs.context import Context
from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.jobs.table_edits import Entry, name_is_free, new_sheet, not_listed, rewrite
from outcomes_xl.model import AddSheet, Book, Change, Patch, Result, Table
from outcomes_xl.model.sentences import counted
from outcomes_xl.reading.layouts import Field, Owner, layout
from outcomes_xl.reading.read_tables import Reading
from outcomes_xl.reading.tidy import folded
from outcomes_xl.services.coverage import NO_SERVICE, NO_WORD, NOBODY, ONLY_WEAK, SERVES_NONE, gaps_of
from outcomes_xl.services.offer import ServiceOffer, offer_of

JOB = "Services"
GAPS, MATRIX = "service_gaps", "service_matrix"
NO_MEASURE = "Counting services is no measure of effort: one that reaches every family may be worth ten that do not."
_BECAUSE = "Counted from Services and Service map."
_OUTCOME_WIDTH = 13


def services(book: Book, context: Context) -> Result:
    """Return the patch that writes the gaps and the matrix on their two sheets, and what is said of them.

    It is written down like every job, so that Undo takes back this one and no other. Raises WrongTemplate for another
    workbook.
    """
    reading = read_borough(book)
    offer = offer_of(reading.tables, context.framework)
    found = gaps_of(offer, context.framework)
    rows: list[Entry] = [
        {"rank": number, "kind": one.kind, "about": one.about, "named": one.named, "to_do": one.to_do}
        for number, one in enumerate(found, 1)
    ]
    changes, left = [*_gaps(book, reading, rows)], ""
    matrix = _matrix(book, reading, offer)
    if matrix is None:
        left = (
            " The sheet Service matrix has other outcomes than this edition: delete it or give it another name, then "
            "press Services again."
        )
    else:
        changes += matrix
    left += not_listed(book, reading, GAPS, MATRIX)
    said = f"{_said(offer, Counter(one.kind for one in found))}{left} {NO_MEASURE}"
    return logged(Result((), Patch.of(changes), said), JOB, book, reading, context)


def _said(offer: ServiceOffer, kinds: Mapping[str, int]) -> str:
    every, unlisted = len(offer.outcomes), kinds.get(NO_WORD, 0)
    if not offer.ties:
        nothing = "No service is tied to an outcome yet: begin on the sheet Service map."
        return f"{nothing} {counted(len(offer.services), 'service')} on the sheet Services."
    nobody = f"{kinds.get(NOBODY, 0)} of {counted(every, 'outcome')} nobody claims."
    weak = f" {kinds.get(ONLY_WEAK, 0)} with only Some or To find out."
    weak += f" {counted(unlisted, 'line')} of Service map in a word that is not on the list." if unlisted else ""
    none = f" {counted(kinds.get(SERVES_NONE, 0), 'service')} of {len(offer.services)} tied to no outcome."
    core = f" {counted(kinds.get(NO_SERVICE, 0), 'core-offer element')} without a service."
    return f"{nobody}{weak}{none}{core}"


def _gaps(book: Book, reading: Reading, rows: list[Entry]) -> tuple[Change, ...]:
    shape, table = layout("borough").sheet(GAPS), reading.tables.get(GAPS)
    if table is not None:
        return rewrite(book, table, rows, _BECAUSE, for_undo=True).changes
    return (AddSheet(new_sheet(shape, rows), _BECAUSE),) if name_is_free(book, shape) else ()


# The matrix -------------------------------------------------------------------------------------------------------


def _matrix(book: Book, reading: Reading, offer: ServiceOffer) -> tuple[Change, ...] | None:
    """Return the changes that make the matrix; None where the sheet there has other outcomes than today's."""
    shape, table = layout("borough").sheet(MATRIX), reading.tables.get(MATRIX)
    rows = matrix_rows(offer)
    if table is not None:
        whole = _with_outcomes(book, table, offer)
        return rewrite(book, whole, rows, _BECAUSE, for_undo=True).changes if whole is not None else None
    if not name_is_free(book, shape):
        return ()
    columns = [Field(key, heading, Owner.TOOL, "text", _OUTCOME_WIDTH) for key, heading in headings_of(offer).items()]
    return (AddSheet(new_sheet(replace(shape, columns=(*shape.columns, *columns)), rows), _BECAUSE),)


def matrix_rows(offer: ServiceOffer) -> list[Entry]:
    """Return a row a service: under each outcome the word for its contribution, and how many outcomes it serves."""
    serves: dict[str, dict[str, str]] = {key: {} for key in offer.services}
    for (service, outcome), said in offer.ties.items():
        serves[service][outcome] = said
    return [{"service": one.name, "serves": len(serves[key]), **serves[key]} for key, one in offer.services.items()]


def headings_of(offer: ServiceOffer) -> dict[str, str]:
    """Return what each outcome's column is called: its title; its id as well where two are called so."""
    many = Counter(map(folded, offer.outcomes.values()))
    return {key: title if many[folded(title)] == 1 else f"{title} ({key})" for key, title in offer.outcomes.items()}


def _with_outcomes(book: Book, table: Table, offer: ServiceOffer) -> Table | None:
    """Return the table with its outcomes' columns as its own; None where it does not have just today's."""
    place = book.tables.get(table.name)
    stand = dict(enumerate(place.headings, place.area.first_column)) if place else {}
    there = {folded(heading): column for column, heading in stand.items() if column not in table.columns.values()}
    columns = {key: there.pop(folded(heading), 0) for key, heading in headings_of(offer).items()}
    if not all(columns.values()) or len(there) > len(columns):
        return None
    # No row was read with these columns: each is read anew from its cells.
    return replace(table, columns={**table.columns, **columns}, rows=())

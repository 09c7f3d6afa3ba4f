"""Questions many rules ask of a table."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from outcomes_xl.framework.entries import Framework
from outcomes_xl.framework.everyday_words import everyday_words
from outcomes_xl.model import Row, Table
from outcomes_xl.model.sentences import said as as_text
from outcomes_xl.model.spelling import Guess, Key, Near, by_name, name_key
from outcomes_xl.reading.chosen_names import OWN_TABLE, same_name
from outcomes_xl.reading.layouts import Field, layout
from outcomes_xl.reading.schemas import NEEDED, Shape
from outcomes_xl.reading.tidy import answers_in
from outcomes_xl.rules.engine import Miss
from outcomes_xl.rules.known_metrics import Metrics

# Begun at the first of several spaces only: from each of them on, a note of blank lines would take its square.
_AND = re.compile(r"(?<!\s)\s*[,/&+]\s*|(?<!\s)\s+and\s+")


def said(row: Row, field: str) -> str:
    """Return what a cell says as text; "" when blank or when Excel shows an error there (AN01 tells of those)."""
    return as_text(row.values.get(field))


def parts(row: Row, field: str) -> list[str]:
    """Return the several answers of a cell: "Age; Sex" -> ["Age", "Sex"]."""
    return answers_in(said(row, field))


def fields_of(table: Table) -> tuple[Field, ...]:
    """Return the layout's fields this workbook's table has."""
    return tuple(f for f in layout("borough").sheet(table.key).columns if f.field in table.columns)


def listed(known: Framework, table: Table, field: str) -> tuple[str, ...]:
    """Return the words a choice field may have."""
    name = layout("borough").sheet(table.key).field(field).list
    return known.list(name) if name else ()


def unlisted(table: Table, shape: Shape, known: Framework, near: Near, *fields: str) -> Iterator[Miss]:
    """Yield a miss for each answer that is not a word of its field's list, with the list in ``words``.

    ``nearest`` is the word that may be meant where that is to be asked.
    """
    for field in fields:
        words = listed(known, table, field)
        for row in shape.rows(table, "isin", field):
            guess = near(said(row, field), words, _everyday(table, field))
            offer, sure = (guess.value, guess.sure) if guess else (None, False)
            yield Miss(row, field, offer, sure, words=in_words(words), nearest="" if sure else offer or "")


def _everyday(table: Table, field: str) -> Mapping[str, str]:
    return everyday_words(layout("borough").sheet(table.key).field(field).list or "")


def several_unlisted(table: Table, shape: Shape, known: Framework, near: Near, field: str) -> Iterator[Miss]:
    """Yield a miss for each cell of several answers of which one is not a word of the field's list.

    It offers the whole cell put right, and has the first such answer in ``strange`` and the list in ``words``.
    """
    words = listed(known, table, field)
    for row in shape.rows(table, "each_in", field):
        answers = parts(row, field)
        # Commas, strokes and "and" are what people type; the semicolon is what the Summary can count by.
        apart = [piece for answer in answers for piece in ([answer] if answer in words else _AND.split(answer))]
        other = _everyday(table, field)
        right = [Guess(piece, True) if piece in words else near(piece, words, other) for piece in apart]
        meant = [guess for guess in right if guess]
        whole = "; ".join(dict.fromkeys(guess.value for guess in meant)) if len(meant) == len(right) else None
        strange = next(answer for answer in answers if answer not in words)
        yield Miss(row, field, whole, all(guess.sure for guess in meant), strange=strange, words=in_words(words))


def unknown(
    rows: Iterable[Row],
    field: str,
    known: Collection[str],
    near: Near,
    titles: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
    chosen: bool = False,
) -> Iterator[Miss]:
    """Yield a miss for each id that is not a known one. It offers the id surely meant, and has the nearest one to
    name, with its title where there are ``titles``: "MET-053 (School readiness)". A name typed for an id is as good as
    the id, where one thing only is called that: ``names``, by id, are the ``titles`` unless told. In cells that are
    chosen by name (``chosen``) the nearest may be a name, or the ids of the two that are called so.
    """
    options = tuple((titles or {}).values()) if chosen else ()
    called: dict[Key, str] | None = None
    for row in rows:
        typed = said(row, field)
        if typed and typed not in known:
            called = by_name(titles or names or {}) if called is None else called
            named = called.get(name_key(typed))
            guess = Guess(named, True) if named else near(typed, known)
            nearest = guess.value if guess else ""
            if options and not guess:
                nearest = _by_its_name(typed, titles or {}, options, near)
            elif nearest and titles is not None:
                nearest = f"{nearest} ({titles[nearest]})"
            yield Miss(row, field, guess.value if guess and guess.sure else None, True, nearest=nearest)


def _by_its_name(typed: str, titles: Mapping[str, str], options: Collection[str], near: Near) -> str:
    """Return the name nearest to what was typed, to be asked; where two are called so, their ids; "" for none."""
    same = [one for one, title in titles.items() if name_key(title) == name_key(typed)]
    if len(same) > 1:
        return in_words(same)
    guess = near(typed, options)
    return f"“{guess.value}”" if guess else ""


def unknown_metrics(table: Table, metrics: Metrics, near: Near, framework: Table | None = None) -> Iterator[Miss]:
    """Yield a miss for each metric id that is neither the release's nor one of the borough's own.

    ``framework`` is the sheet whose names a cell chosen by name may hold.
    """
    titles = {one.id: one.title for one in metrics.values()}
    chosen = _is_chosen(table, "metric_id")
    rows = but_for_an_id(table, "metric_id", "metrics", framework) if chosen else table
    yield from unknown(rows, "metric_id", metrics, near, titles, chosen=chosen)


def unknown_outcomes(table: Table, known: Framework, near: Near, framework: Table | None = None) -> Iterator[Miss]:
    """Yield a miss for each outcome, chosen by name, that is neither the release's nor one of the borough's own."""
    titles = outcome_titles(known, framework)
    rows = but_for_an_id(table, "outcome_id", "outcomes", framework)
    yield from unknown(rows, "outcome_id", titles, near, titles, chosen=True)


def unknown_services(table: Table, services: Table, near: Near) -> Iterator[Miss]:
    """Yield a miss for each service, chosen by name, that stands on no line of Services."""
    names = {said(row, "service_id"): said(row, "service") for row in services if said(row, "service_id")}
    rows = but_for_an_id(table, "service_id", "services", services)
    yield from unknown(rows, "service_id", names, near, names, chosen=True)


def but_for_an_id(rows: Iterable[Row], field: str, kind: str, named: Table | None) -> Iterator[Row]:
    """Yield the rows but those that name something which only lacks its id: of that, its own sheet is told.

    ``kind`` is what the cells are chosen from (``chosen_from`` in the layout), ``named`` the table that has its names.
    """
    _, id_field, name_field = OWN_TABLE[kind]
    lacking: set[str] = set()
    if named is not None and {id_field, name_field} <= named.columns.keys():
        lacking = {same_name(said(row, name_field)) for row in named if not said(row, id_field)} - {""}
    for row in rows:
        if not lacking or same_name(said(row, field)) not in lacking:
            yield row


def _is_chosen(table: Table, field: str) -> bool:
    return bool(layout("borough").sheet(table.key).field(field).chosen_from)


def in_words(words: Collection[str]) -> str:
    """Return words as said aloud: "Yes", "Yes or No", "Age, Sex or None"."""
    some = list(words)
    return " or ".join([", ".join(some[:-1]), some[-1]] if len(some) > 1 else some)


def some_of(names: Collection[str], most: int = 3) -> str:
    """Return the first few of many: "A, B, C and 4 more"."""
    some = list(names)
    if len(some) <= most:
        return " and ".join([", ".join(some[:-1]), some[-1]] if len(some) > 1 else some)
    return ", ".join(some[:most]) + f" and {len(some) - most:,} more"


def blanks(table: Table, shape: Shape, *fields: str) -> Iterator[Miss]:
    """Yield a miss for each blank cell of the fields, which the layout says are needed, in rows that are in use."""
    return (Miss(row, field) for row, field in blank_cells(table, shape, *fields))


def blank_cells(table: Table, shape: Shape, *fields: str) -> list[tuple[Row, str]]:
    """Return the row and field of each such blank cell, a row's together."""
    found = ((row, field) for field in fields for row in shape.rows(table, NEEDED, field))
    return sorted(found, key=lambda one: one[0].number)


def again(table: Table, *fields: str) -> Iterator[tuple[Row, Row]]:
    """Yield (first row, later row) where the fields together say the same a second time. Blanks are not compared."""
    seen: dict[tuple[str, ...], Row] = {}
    for row in table:
        key = tuple(said(row, field).casefold() for field in fields)
        if all(key):
            first = seen.setdefault(key, row)
            if first is not row:
                yield first, row


def twice(table: Table, shape: Shape, *fields: str) -> Iterator[Miss]:
    """Yield a miss, at the last of its key's fields, for each row that says the same again; ``first`` is that cell."""
    at = fields[-1]
    late = {row.number for row in shape.rows(table, "used_once_together" if fields[1:] else "used_once", at)}
    for first, row in again(table, *fields) if late else ():
        if row.number in late:
            yield Miss(row, at, first=table.cell(first, at).a1)


def outcome_titles(known: Framework, framework: Table | None) -> dict[str, str]:
    """Return the titles of the release's outcomes, and of those the borough has added to its Framework sheet."""
    titles = {outcome.id: outcome.title for outcome in known.outcomes.values()}
    for row in framework or ():
        if said(row, "outcome_id"):
            titles.setdefault(said(row, "outcome_id"), said(row, "outcome"))
    return titles

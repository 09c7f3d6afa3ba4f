"""Questions many rules ask of a table."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from outcomes_xl.framework.entries import Framework
from outcomes_xl.model import ErrorValue, Row, Table
from outcomes_xl.reading.layouts import Field, layout
from outcomes_xl.rules.engine import Miss
from outcomes_xl.rules.known_metrics import Metrics
from outcomes_xl.rules.rule_words import shown
from outcomes_xl.rules.spelling import Near

# Begun at the first of several spaces only: from each of them on, a note of blank lines would take its square.
_AND = re.compile(r"(?<!\s)\s*[,/&+]\s*|(?<!\s)\s+and\s+")


def said(row: Row, field: str) -> str:
    """Return what a cell says as text; "" when blank or when Excel shows an error there (AN01 tells of those)."""
    value = row.values.get(field)
    if type(value) is str:
        return value
    return "" if value is None or isinstance(value, ErrorValue) else shown(value)


def parts(row: Row, field: str) -> list[str]:
    """Return the several answers of a cell: "Age; Sex" -> ["Age", "Sex"]."""
    text = said(row, field)
    return [part.strip() for part in text.replace("\n", ";").split(";") if part.strip()] if text else []


def fields_of(table: Table) -> tuple[Field, ...]:
    """Return the layout's fields this workbook's table has."""
    return tuple(f for f in layout("borough").sheet(table.key).columns if f.field in table.columns)


def listed(known: Framework, table: Table, field: str) -> tuple[str, ...]:
    """Return the words a choice field may have."""
    name = layout("borough").sheet(table.key).field(field).list
    return known.list(name) if name else ()


def off_the_list(table: Table, field: str, known: Framework, near: Near) -> Iterator[tuple[Row, str | None, str]]:
    """Yield rows whose answer is not a word of the field's list: the row, a word to offer, and the list in words."""
    words = listed(known, table, field)
    allowed = frozenset(words)
    for row in table:
        text = said(row, field)
        if text and text not in allowed:
            yield row, offered(text, words, near), in_words(words)


def unlisted(table: Table, known: Framework, near: Near, *fields: str) -> Iterator[Miss]:
    """Yield a miss for each answer that is not a word of its field's list, with the list in ``words``."""
    for field in fields:
        for row, offer, words in off_the_list(table, field, known, near):
            yield Miss(row, field, offer=offer, words=words)


def several_unlisted(table: Table, known: Framework, near: Near, field: str) -> Iterator[Miss]:
    """Yield a miss for each cell of several answers of which one is not a word of the field's list.

    It offers the whole cell put right, and has the first such answer in ``strange`` and the list in ``words``.
    """
    words = listed(known, table, field)
    allowed = frozenset(words)
    for row in table:
        answers = parts(row, field)
        strange = [answer for answer in answers if answer not in allowed]
        if strange:
            # Commas, strokes and "and" are what people type; the semicolon is what the Summary can count by.
            apart = [piece for answer in answers for piece in ([answer] if answer in allowed else _AND.split(answer))]
            right = [piece if piece in allowed else offered(piece, words, near) for piece in apart]
            whole = "; ".join(dict.fromkeys(answer for answer in right if answer)) if all(right) else None
            yield Miss(row, field, offer=whole, strange=strange[0], words=in_words(words))


def offered(text: str, words: Collection[str], near: Near) -> str | None:
    """Return the word surely meant, or None."""
    guess = near(text, words)
    return guess.value if guess and guess.sure else None


def unknown(
    rows: Iterable[Row], field: str, known: Collection[str], near: Near, titles: Mapping[str, str] | None = None
) -> Iterator[Miss]:
    """Yield a miss for each id that is not a known one. It offers the id surely meant, and has the nearest one to
    name, with its title where there are ``titles``: "MET-053 (School readiness)".
    """
    for row in rows:
        typed = said(row, field)
        if typed and typed not in known:
            guess = near(typed, known)
            nearest = guess.value if guess else ""
            if nearest and titles is not None:
                nearest = f"{nearest} ({titles[nearest]})"
            yield Miss(row, field, offer=guess.value if guess and guess.sure else None, nearest=nearest)


def unknown_metrics(table: Table, metrics: Metrics, near: Near) -> Iterator[Miss]:
    """Yield a miss for each metric id that is neither the release's nor one of the borough's own."""
    yield from unknown(table, "metric_id", metrics, near, {one.id: one.title for one in metrics.values()})


def in_words(words: Collection[str]) -> str:
    """Return words as said aloud: "Yes", "Yes or No", "Age, Sex or None"."""
    some = list(words)
    return " or ".join([", ".join(some[:-1]), some[-1]] if len(some) > 1 else some)


def some_of(names: Collection[str], most: int = 3) -> str:
    """Return the first few of many: "A, B, C and 4 more"."""
    some = list(names)
    if len(some) <= most:
        return " and ".join([", ".join(some[:-1]), some[-1]] if len(some) > 1 else some)
    return ", ".join(some[:most]) + f" and {len(some) - most} more"


def blanks(table: Table, *fields: str) -> Iterator[Miss]:
    """Yield a miss for each blank cell of the fields, in rows that are in use."""
    for row in table:
        for field in fields:
            if row[field] is None:
                yield Miss(row, field)


def again(table: Table, *fields: str) -> Iterator[tuple[Row, Row]]:
    """Yield (first row, later row) where the fields together say the same a second time. Blanks are not compared."""
    seen: dict[tuple[str, ...], Row] = {}
    for row in table:
        key = tuple(said(row, field).casefold() for field in fields)
        if all(key):
            first = seen.setdefault(key, row)
            if first is not row:
                yield first, row


def twice(table: Table, *fields: str) -> Iterator[Miss]:
    """Yield a miss, at the last of the fields, for each row that says the same again; ``first`` is the first cell."""
    for first, row in again(table, *fields):
        yield Miss(row, fields[-1], first=table.cell(first, fields[-1]).a1)

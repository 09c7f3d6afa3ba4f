"""The last releases, kept inside the central file: so that any borough can merge from the one it has.

The sheet "History" (``tblHistory``) has one line for each version of each row, with the releases it held in:
``since`` is the first, ``until`` the first without it, blank while it still holds. So a row that never changed takes
one line however many releases there are. ``version`` is the row's filled fields as JSON. The releases themselves are
lines of the table "release", oldest first.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from outcomes_xl.central.central_rows import Contents, Fields, shared_tables
from outcomes_xl.framework.release_order import is_before, newest, numbers
from outcomes_xl.model import Book, Table, Value
from outcomes_xl.model.cell_values import decode, encode, same
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_one

RELEASES_KEPT = 6
RELEASE = "release"
Line = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Version:
    """One line of the history: a row of a table as it was from one release until another."""

    table: str
    row_id: str
    since: str
    until: str
    fields: Fields

    def holds_in(self, release: str) -> bool:
        return not is_before(release, self.since) and (not self.until or is_before(release, self.until))


def release_tables(book: Book, release_id: str) -> Contents | None:
    """Return the tables of a release kept inside a central file: layout key -> row id -> field -> value.

    None when the file keeps no such release (or no history at all): it may be too old, or of another central file.
    """
    return tables_in(versions(read_one(book, layout("central").sheet("history"))), release_id)


def tables_in(kept: Iterable[Version], release_id: str) -> Contents | None:
    """Return the tables of a release out of a history, None when it is not in it."""
    kept = tuple(kept)
    if release_id not in releases(kept):
        return None
    names = {shape.key: [column.field for column in shape.columns] for shape in shared_tables()}
    found: dict[str, dict[str, Fields]] = {key: {} for key in names}
    for one in kept:
        if one.table in found and one.holds_in(release_id):
            found[one.table][one.row_id] = {name: one.fields.get(name) for name in names[one.table]}
    return found


def releases(kept: Iterable[Version]) -> dict[str, Fields]:
    """Return the releases in a history, oldest first, each with its settings as they were published."""
    found = {one.row_id: one.fields for one in kept if one.table == RELEASE}
    return dict(sorted(found.items(), key=lambda pair: numbers(pair[0])))


def versions(table: Table | None) -> tuple[Version, ...]:
    """Return a history as read. A line somebody has broken is left out; the digest shows that it was touched."""
    found = []
    for row in table or ():
        fields = _read(row.typed.get("version"))
        if fields is not None and row.text("table") and row.text("row_id") and row.text("since"):
            key, row_id, since, until = (row.text(name) for name in ("table", "row_id", "since", "until"))
            found.append(Version(key, row_id, since, until, fields))
    return tuple(found)


def with_release(
    kept: Iterable[Version], release: str, answers: Fields, now: Contents, most: int = RELEASES_KEPT
) -> tuple[Version, ...]:
    """Return the history with a release added after those it has; only the last ``most`` releases stay.

    Raises ValueError when the release is not newer than those there: the caller asks first.
    """
    kept = tuple(kept)
    there = releases(kept)
    if there and not is_before(newest(there), release):
        raise ValueError(f"release {release!r} is not after {newest(there)!r}")
    oldest = [*there, release][-most:][0]
    made = [one for one in kept if one.table == RELEASE and not is_before(one.row_id, oldest)]
    made.append(Version(RELEASE, release, release, "", answers))
    current = {(one.table, one.row_id): one for one in kept if not one.until and one.table != RELEASE}
    for one in kept:
        if one.table == RELEASE or (one.until and not is_before(oldest, one.until)):
            continue
        after = now.get(one.table, {}).get(one.row_id)
        if one.until or (after is not None and _same(one.fields, after)):
            made.append(one)
        elif is_before(oldest, release):
            made.append(Version(one.table, one.row_id, one.since, release, one.fields))
    for key, rows in now.items():
        for row_id, fields in rows.items():
            before = current.get((key, row_id))
            if before is None or not _same(before.fields, fields):
                filled = {name: value for name, value in fields.items() if value is not None}
                made.append(Version(key, row_id, release, "", filled))
    order = {shape.key: place for place, shape in enumerate(shared_tables())}
    return tuple(sorted(made, key=lambda one: (order.get(one.table, -1), one.row_id, numbers(one.since))))


def lines(kept: Iterable[Version]) -> list[Line]:
    """Return a history as the rows of its sheet."""
    return [
        {
            "table": one.table,
            "row_id": one.row_id,
            "since": one.since,
            "until": one.until or None,
            "version": json.dumps(_encoded(one.fields), ensure_ascii=False, separators=(",", ":"), sort_keys=True),
        }
        for one in kept
    ]


def _encoded(fields: Fields) -> dict[str, Any]:
    return {name: encode(value) for name, value in fields.items() if value is not None}


def _read(text: Value) -> dict[str, Value] | None:
    try:
        kept: dict[str, Any] = json.loads(str(text))
        return {str(name): decode(value) for name, value in kept.items()}
    except (ValueError, AttributeError, RecursionError):
        return None


def _same(before: Fields, after: Mapping[str, Value]) -> bool:
    return all(same(before.get(name), after.get(name)) for name in {*before, *after})

"""Fingerprints of a central file: one digest a table and one of the whole, the same however Excel saved the file.

A digest is taken of what a table says, not of the file's bytes: opening the file in Excel and saving it, or sorting a
table, changes nothing; an edited, added or deleted cell of ours does. Columns of somebody's own are not looked at.

The file's own Fingerprints sheet says which tables it holds, so a table may come and go. ``Digest`` is of the tables
of the first edition (the layout's ``in_digest``), because older copies of the tool look for exactly those. The tables
that came later are under ``Digest of later tabs``, an answer of the Release sheet, and so under the first as well.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from outcomes_xl.model import ErrorValue, Value
from outcomes_xl.reading.layouts import Layout, SheetLayout, layout
from outcomes_xl.reading.read_tables import Reading
from outcomes_xl.reading.tidy import tidy_text

Entry = Mapping[str, Value]
DIGEST, SIGNED_WITH, SIGNATURE, LAYOUT_EDITION = "Digest", "Signed with", "Signature", "Layout edition"
DIGEST_OF_LATER = "Digest of later tabs"
FINGERPRINTS = "fingerprints"
NOT_COVERED = frozenset({DIGEST, SIGNED_WITH, SIGNATURE})
"""Answers of the Release sheet that say the digest itself, or are made from it."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """One table's: its layout key, the sheet's name, how many rows, the digest as 64 hexadecimal digits."""

    table: str
    sheet: str
    rows: int
    digest: str


def fingerprints(plan: Layout, rows: Mapping[str, Iterable[Entry]]) -> tuple[Fingerprint, ...]:
    """Return the fingerprint of every table but the fingerprints themselves, from rows by layout key.

    A table of the first edition that the layout has no more is listed as an empty one: that is how older copies of the
    tool read it.
    """
    found = []
    for shape in plan.with_tables:
        if shape.key != FINGERPRINTS:
            entries = [entry for entry in map(_filled, _covered(shape, rows.get(shape.key, ()))) if entry]
            found.append(Fingerprint(shape.key, shape.name, len(entries), _digest(sorted(map(_as_text, entries)))))
    gone = [key for key in plan.in_digest if key not in {shape.key for shape in plan}]
    return (*found, *(Fingerprint(key, key, 0, _digest(())) for key in gone))


def of_reading(reading: Reading) -> tuple[Fingerprint, ...]:
    """Return the fingerprints of a central file as it stands now."""
    shapes = {shape.key: {column.field for column in shape.columns} for shape in layout("central").with_tables}
    return fingerprints(
        layout("central"),
        {
            key: [{name: value for name, value in row.values.items() if name in shapes[key]} for row in table]
            for key, table in reading.tables.items()
        },
    )


def listed(reading: Reading) -> dict[str, Fingerprint]:
    """Return what a central file says that it holds, by table; nothing for one that was not published."""
    return {
        key: Fingerprint(key, row.text("sheet") or key, _count(row["rows"]), row.text("digest"))
        for row in reading.tables.get(FINGERPRINTS, ())
        if (key := row.text("table"))
    }


def not_known(reading: Reading) -> tuple[str, ...]:
    """Return the sheets of a central file that this version of the tool does not know, by name."""
    known = {shape.key for shape in layout("central")} | {*layout("central").in_digest}
    return tuple(one.sheet for key, one in listed(reading).items() if key not in known)


def whole(found: Iterable[Fingerprint]) -> str:
    """Return the digest of the first edition's tables: what the Release sheet says, and what a signature signs."""
    return _together(one for one in found if one.table in layout("central").in_digest)


def of_later(found: Iterable[Fingerprint]) -> str:
    """Return the digest of the tables that came after the first edition, "" when there is none."""
    later = [one for one in found if one.table not in layout("central").in_digest]
    return _together(later) if later else ""


def _together(found: Iterable[Fingerprint]) -> str:
    return _digest([f"{one.table}:{one.digest}" for one in sorted(found, key=lambda one: one.table)])


def _count(value: Value) -> int:
    return int(value) if isinstance(value, int | float) else 0


def lines(found: Iterable[Fingerprint]) -> list[dict[str, Value]]:
    """Return fingerprints as the rows of their sheet."""
    return [{"table": one.table, "sheet": one.sheet, "rows": one.rows, "digest": one.digest} for one in found]


def _covered(shape: SheetLayout, rows: Iterable[Entry]) -> Iterable[Entry]:
    if shape.key != "release":
        return rows
    # Of the settings only the answers: "what it is for" is the template's, and may be worded anew.
    return (
        {"setting": row.get("setting"), "answer": row.get("answer")}
        for row in rows
        if row.get("setting") not in NOT_COVERED and row.get("answer") not in (None, "")
    )


def _filled(row: Entry) -> dict[str, list[str]]:
    return {name: _plain(value) for name, value in row.items() if value is not None and value != ""}


def _plain(value: Value) -> list[str]:
    """Return a value by its kind and content, the same for 31 and 31.0, for a day and that day's midnight."""
    if isinstance(value, bool):
        return ["truth", str(value)]
    if isinstance(value, int | float):
        return ["number", repr(float(value))]
    if isinstance(value, datetime):
        return ["moment", value.isoformat()]
    if isinstance(value, date):
        return ["moment", datetime(value.year, value.month, value.day).isoformat()]
    if isinstance(value, time):
        return ["time", value.isoformat()]
    return ["error", value.code] if isinstance(value, ErrorValue) else ["text", str(tidy_text(str(value)))]


def _as_text(entry: object) -> str:
    return json.dumps(entry, ensure_ascii=True, separators=(",", ":"), sort_keys=True)


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()

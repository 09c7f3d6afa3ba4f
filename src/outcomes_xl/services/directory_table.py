"""A directory as a table: its headings found under the names boroughs give them, its rows as records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.reading.tidy import folded
from outcomes_xl.services.directory import Record, record, span, written

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "name": ("service", "service name", "name", "name of service", "title", "activity", "service title"),
    "id": ("id", "service id", "record id", "external id", "identifier", "uuid", "reference", "ref", "unique id"),
    "lead": (
        *("organisation", "organization", "organisation name", "organization name", "lead organisation", "provider"),
        *("provider name", "lead", "delivered by", "provided by", "agency"),
    ),
    "ages": ("ages", "age", "age range", "age group", "ages served", "age groups"),
    "youngest": ("minimum age", "min age", "age from", "from age", "minimum_age", "lowest age", "youngest"),
    "oldest": ("maximum age", "max age", "age to", "to age", "maximum_age", "highest age", "oldest"),
    "status": ("status", "state", "service status", "service state"),
    "described": ("description", "service description", "summary", "about", "details", "what it is"),
    "place": ("place", "ward", "locality", "area", "hub", "venue", "location name", "where"),
    "changed": ("last modified", "last updated", "updated", "modified", "last_modified"),
}
"""What each part is called. Any other column is not read, contacts and addresses among them."""
_MOST_ROWS_ABOVE = 20


def records_of(file: str, lines: Iterable[Sequence[object]]) -> Iterator[Record]:
    """Yield the records of a table's lines. Raises CannotUse where no line names a service."""
    columns: dict[str, int] = {}
    for number, line in enumerate(lines):
        if not columns:
            columns = _columns(line)
            if not columns and number >= _MOST_ROWS_ABOVE:
                break
            continue
        row = {part: line[at] if at < len(line) else None for part, at in columns.items()}
        if any(value not in (None, "") for value in row.values()):
            ages = span(row.get("youngest"), row.get("oldest"))
            yield record(
                file,
                row.get("id"),
                row.get("name"),
                row.get("lead"),
                ages if any(ages) else written(row.get("ages")),
                row.get("status"),
                row.get("described"),
                row.get("place"),
                row.get("changed"),
            )
    if not columns:
        raise CannotUse(
            f"“{file}” has no column for the services' names.",
            "Give the columns the headings Service, Organisation, Ages and Status, and try again.",
        )


def _columns(line: Sequence[object]) -> dict[str, int]:
    """Return the column of each part, where a line is the headings; {} where it is not."""
    called = [folded(str(value or "").replace("_", " ")).strip(" :*") for value in line]
    found: dict[str, int] = {}
    for part, names in HEADINGS.items():
        at = next(
            (
                called.index(folded(name.replace("_", " ")))
                for name in names
                if folded(name.replace("_", " ")) in called
            ),
            None,
        )
        if at is not None:
            found[part] = at
    return found if "name" in found and (len(found) > 1 or len(line) == 1) else {}

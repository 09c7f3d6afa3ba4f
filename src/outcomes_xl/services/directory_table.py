"""A directory as a table: its headings found under the names boroughs give them, its rows as records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.services.directory import Record, alike, ends_said, plain, record, span, written

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "name": ("service", "service name", "name", "name of service", "title", "activity", "service title"),
    "id": ("id", "service id", "record id", "external id", "identifier", "uuid", "reference", "ref", "unique id"),
    "lead": (
        *("organisation", "organization", "organisation name", "organization name", "lead organisation", "provider"),
        *("provider name", "lead", "delivered by", "provided by", "agency"),
    ),
    "ages": (
        *("ages", "age", "age s", "age range", "age group", "ages served", "age groups", "age band", "ages years"),
        *("age years", "age range years", "suitable for ages", "suitable ages", "target age", "target ages"),
    ),
    "youngest": (
        *("minimum age", "min age", "age from", "from age", "lowest age", "youngest", "youngest age", "age min"),
        *("age minimum", "age lowest", "age youngest", "ages from"),
    ),
    "oldest": (
        *("maximum age", "max age", "age to", "to age", "highest age", "oldest", "oldest age", "age max"),
        *("age maximum", "age highest", "age oldest", "ages to"),
    ),
    "status": ("status", "state", "service status", "service state"),
    "described": ("description", "service description", "summary", "about", "details", "what it is"),
    "place": ("place", "ward", "locality", "area", "hub", "venue", "location name", "where"),
    "changed": ("last modified", "last updated", "updated", "modified"),
}
"""What each part is called. Any other column is not read, contacts and addresses among them."""
MOST_ROWS_ABOVE = 20


def records_of(
    file: str, lines: Iterable[tuple[int, Sequence[object]]], not_taken: list[str], *, by_marks: bool = False
) -> Iterator[Record]:
    """Yield the records of a table's numbered lines, and put the headings that are not read into ``not_taken``.

    ``by_marks``: the values are told apart by commas or the like, so that one too many shifts all behind it. Raises
    CannotUse where no line names a service.
    """
    columns: dict[str, int] = {}
    width = 0
    above: Sequence[object] = ()
    under = False
    for number, (at_line, line) in enumerate(lines):
        if not columns:
            columns, width = columns_of(line, above), len(line)
            above = line
            if not columns and number >= MOST_ROWS_ABOVE:
                break
            taken = {*columns.values()} if columns else {*range(width)}
            not_taken += [plain(value) for at, value in enumerate(line) if at not in taken and plain(value)]
            under = bool(columns)
            continue
        if under:
            under = False
            if more := _second_row(line, above, columns):
                columns = more
                continue
        if by_marks and any(plain(value) for value in line[width:]):
            values = tuple(filter(None, map(plain, line)))
            yield Record(file, "", "", "", "", "", "", line=at_line, values=values)
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
                row.get("ages") if not ages[1] else ends_said(row.get("youngest"), row.get("oldest")),
            )
    if not columns:
        raise CannotUse(
            f"“{file}” has no column for the services' names.",
            "Give the columns the headings Service, Organisation, Ages and Status, and try again.",
        )


def columns_of(line: Sequence[object], above: Sequence[object] = ()) -> dict[str, int]:
    """Return the column of each part, where a line is the headings; {} where it is not.

    ``above`` is the line before it: a heading may stand over several, as "Age" over "From" and "To".
    """
    called, together = [_called(value) for value in line], _under(line, above)
    found: dict[str, int] = {}
    for part, names in HEADINGS.items():
        for said in (called, together):
            at_last = next((said.index(name) for name in names if name in said), None)
            if at_last is not None and at_last not in found.values():
                found.setdefault(part, at_last)
    return found if "name" in found and (len(found) > 1 or len(line) == 1) else {}


def _under(line: Sequence[object], above: Sequence[object]) -> list[str]:
    """Return each heading with the one that stands over it and perhaps over others; "" where there are not two."""
    over, together = "", []
    for at, own in enumerate(map(_called, line)):
        over = (_called(above[at]) if at < len(above) else "") or over
        together.append(f"{over} {own}" if over and own else "")
    return together


def _second_row(line: Sequence[object], above: Sequence[object], columns: Mapping[str, int]) -> dict[str, int]:
    """Return the columns with those that a second row of headings tells apart: "From" and "To" under "Age".

    {} where a line under the headings is a row of the table: it names a service, or tells nothing apart.
    """
    at_name = columns["name"]
    if at_name < len(line) and _called(line[at_name]) not in ("", _called(above[at_name])):
        return {}
    together = _under(line, above)
    more = {
        part: together.index(name) for part, names in HEADINGS.items() for name in reversed(names) if name in together
    }
    kept = {part: at for part, at in columns.items() if at not in more.values()}
    return {**kept, **more} if more else {}


def _called(value: object) -> str:
    """Return a heading as its spellings are alike: "Age (from)" as "Age from", "minimum_age" as "Minimum age"."""
    words = plain(value)
    return alike(words) if words else ""

"""The one statement put to a source: every way in which the asked columns stand together, and how many rows have it.

It groups by what stands there. What that means – a season, a fifth, yes or no – is decided here and not in the engine,
and all shares are worked out here in whole numbers, so that every engine gives the same. Where a column tells people
apart, how many different people there are is a part of the same statement: somebody who stands twice is seen.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from outcomes_xl.cohorts.asked_groups import AskedGroup, GroupedHow
from outcomes_xl.cohorts.cohort_words import cohort_words
from outcomes_xl.model.cannot_use import CannotLook

if TYPE_CHECKING:
    import ibis.expr.types as ir

_BETWEEN = (" ", "\N{NO-BREAK SPACE}", "-")
_DECIMAL = ".0"
_NOUGHTS = "0" * 20
"""Before figures only, so that 000123 and 123 are one; A00123 and A123 may be two people."""
_BIRTH = (GroupedHow.SEASON, GroupedHow.MONTH, GroupedHow.AGE)


@dataclass(frozen=True, slots=True)
class CohortColumns:
    """The columns a cohort needs, by their exact names in the source; "" for what is not asked for.

    ``groups`` are the columns told apart with the way of each, ``outcomes`` those that say yes or no: the metric's own
    first. With ``out_of`` a row is an area, with so many in ``outcomes[0]`` of so many in ``out_of``.
    """

    groups: tuple[tuple[AskedGroup, str], ...]
    outcomes: tuple[str, ...]
    period: str = ""
    area: str = ""
    out_of: str = ""
    person: str = ""

    @property
    def grouped(self) -> tuple[str, ...]:
        """Every column that is grouped by, once each."""
        told = (self.period, self.area, *(column for _, column in self.groups), *self.outcomes, self.out_of)
        return tuple(dict.fromkeys(filter(None, told)))

    @property
    def needed(self) -> tuple[str, ...]:
        return (*self.grouped, *([self.person] if self.person else []))


@dataclass(frozen=True, slots=True)
class Crossing:
    """One way in which the columns stand together: a value for each column, and how many rows have it."""

    values: Mapping[str, Hashable]
    rows: int


@dataclass(frozen=True)
class Counted:
    """What the statement answered: the crossings; by period, how many rows are about somebody who has one already."""

    crossings: tuple[Crossing, ...]
    repeated: Mapping[Hashable, int]


def statement(table: ir.Table, columns: CohortColumns) -> ir.Table:
    """Return the statement, for any engine. Raises CannotLook for a column of a type that holds no groups."""
    keys: dict[str, ir.Value] = {}
    for number, name in enumerate(columns.grouped):
        keys |= _keys(table[name], number, name, columns)
    most: int = cohort_words()["limits"]["most_answers"]
    if not columns.person:
        seen = table.select(**keys)
        return seen.group_by(*keys).aggregate(rows=seen.count()).limit(most + 1)
    people = table.select(**keys, person=_as_one_writes_it(table[columns.person]))
    return _with_people(people, list(keys), columns).limit(most + 1)


def _keys(column: ir.Value, number: int, name: str, columns: CohortColumns) -> dict[str, ir.Value]:
    """Return what to group by for a column: of days their year and month, of anything else what stands there."""
    kind = column.type()
    if kind.is_date() or kind.is_timestamp():
        if name != columns.period and not any(asked.how in _BIRTH for asked, there in columns.groups if there == name):
            raise CannotLook(
                f"Its column “{name}” holds days, not groups.", f"Of days of birth make groups: {name}:season."
            )
        return {f"y{number}": column.year().cast("int64"), f"m{number}": column.month().cast("int64")}
    if not (kind.is_string() or kind.is_numeric() or kind.is_boolean() or kind.is_uuid()):
        raise CannotLook(f"Its column “{name}” holds no groups.", "Name a column of words or numbers.")
    return {f"k{number}": column}


def _as_one_writes_it(person: ir.Value) -> ir.Value:
    """Return an identifier without what differs between systems: ` a-001 ` is A001, 0012.0 is 12; of blanks nobody's.

    Whole numbers with a decimal, and without their noughts, are what Excel makes of them. It stays in the source: only
    how many different ones there are is asked for. For journeys `plain_identifier` says it, with more than every
    database can be asked to do.
    """
    import ibis

    if not person.type().is_string():
        return person
    plain = person.upper()
    for between in _BETWEEN:
        plain = plain.replace(between, "")
    plain = plain.nullif("")
    plain = ibis.ifelse(plain.endswith(_DECIMAL), plain.replace(_DECIMAL, ""), plain)
    figures_only = (plain.lower() == plain) & (plain.length() < len(_NOUGHTS))
    filled_up = ibis.literal(_NOUGHTS).concat(plain).right(len(_NOUGHTS))
    # Most begin with a letter, or are numbers to the database already: those are not looked at any further.
    return ibis.ifelse(plain < "A", ibis.ifelse(figures_only, filled_up, plain), plain)


def _with_people(seen: ir.Table, keys: Sequence[str], columns: CohortColumns) -> ir.Table:
    """Return the crossings, and below them a line a period with how many rows and different people it has.

    People are told apart once a period and not once a crossing, which would take a database several times as long.
    """
    import ibis

    unknown = ibis.null("int64")
    cells = seen.group_by(*keys).aggregate(rows=seen.count(), people=unknown, known=unknown)
    of_period = [key for key in keys if columns.period and int(key[1:]) == 0]
    people = {"rows": seen.count(), "people": seen["person"].nunique(), "known": seen["person"].count()}
    every = (seen.group_by(*of_period) if of_period else seen).aggregate(**people)
    every = every.mutate(**{key: ibis.null(seen[key].type()) for key in keys if key not in of_period})
    order = [*keys, "rows", "people", "known"]
    return cells.select(*order).union(every.select(*order))


def counted(rows: Sequence[Mapping[str, Any]], columns: CohortColumns) -> Counted:
    """Return an answer as crossings. Raises CannotLook where there are too many to be groups."""
    if len(rows) > cohort_words()["limits"]["most_answers"]:
        name = _most_different(rows, columns)
        raise CannotLook(
            f"Its column “{name}” has far too many different values to be groups.", "Name a column of groups."
        )
    if not rows:
        return Counted((), {})
    readers = {name: _reader(rows[0], number) for number, name in enumerate(columns.grouped)}
    crossings: list[Crossing] = []
    repeated: dict[Hashable, int] = {}
    for row in rows:
        if row.get("people") is None:
            if row["rows"]:
                crossings.append(Crossing({name: read(row) for name, read in readers.items()}, int(row["rows"])))
        else:
            period = readers[columns.period](row) if columns.period else None
            repeated[period] = _repeated(row)
    return Counted(tuple(crossings), repeated)


def _repeated(row: Mapping[str, Any]) -> int:
    """Return how many rows are about somebody who has one already; a row of nobody known is somebody by herself."""
    return int(row["known"]) - int(row["people"])


def _reader(row: Mapping[str, Any], number: int) -> Callable[[Mapping[str, Any]], Hashable]:
    """Return what reads a column off a row of the answer: what stands there; of a day its month and year."""
    key, month, year = f"k{number}", f"m{number}", f"y{number}"

    def as_it_stands(row: Mapping[str, Any]) -> Hashable:
        found: Hashable = row[key]
        return found if found == found else None  # not-a-number is unlike itself

    def of_a_day(row: Mapping[str, Any]) -> Hashable:
        return (None if row[month] is None else int(row[month]), None if row[year] is None else int(row[year]))

    return as_it_stands if key in row else of_a_day


def _most_different(rows: Sequence[Mapping[str, Any]], columns: CohortColumns) -> str:
    readers = {name: _reader(rows[0], number) for number, name in enumerate(columns.grouped)}

    def different(name: str) -> int:
        return len({readers[name](row) for row in rows})

    return max(columns.grouped, key=different)


def all_values(crossings: Sequence[Crossing], name: str) -> Iterator[tuple[Hashable, int]]:
    """Yield each value of a column and how many rows have it."""
    found: dict[Hashable, int] = {}
    for one in crossings:
        found[one.values[name]] = found.get(one.values[name], 0) + one.rows
    yield from found.items()

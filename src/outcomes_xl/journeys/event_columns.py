"""Which columns of a source say whose, what and when: the ones that were named, else by their headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from outcomes_xl.journeys.reading_words import reading_words
from outcomes_xl.model.cannot_use import CannotLook
from outcomes_xl.model.sentences import in_a_list
from outcomes_xl.reading.tidy import bare
from outcomes_xl.sources.local.column_roles import named_column
from outcomes_xl.sources.local.person_columns import names_a_person, speaks_of_an_id
from outcomes_xl.sources.local.source_rows import SourceRow

_MOST_SHOWN = 8
_ASKS = {
    "person": "says whose a row is",
    "event": "says what happened",
    "date": "says on which day",
}


@dataclass(frozen=True, slots=True)
class NamedColumns:
    """The columns an analyst named, for every source; each may be named several ways, one for each source."""

    person: tuple[str, ...] = ()
    event: tuple[str, ...] = ()
    date: tuple[str, ...] = ()

    def in_none(self, sources: Sequence[Sequence[str]]) -> tuple[str, str] | None:
        """Return the first option and its column that none of the sources has, by their headings; None for none."""
        for part, named in (("person", self.person), ("event", self.event), ("date", self.date)):
            for name in named:
                if not any(_there(name, headings) for headings in sources):
                    return part, name
        return None


def event_columns(named: NamedColumns, row: SourceRow, headings: Sequence[str]) -> tuple[str, str, str]:
    """Return the columns of the person, the event and the day. Raises CannotLook where one cannot be told.

    What a row of Sources names as value and period comes last: it is there for a metric.
    """
    person = _column("person", named.person, headings, _by_id(headings))
    event = _column("event", named.event, headings, _by_word("event", headings) or _there(row.value, headings))
    date = _column("date", named.date, headings, _by_word("date", headings) or _there(row.period, headings))
    return person, event, date


def _there(name: str, headings: Sequence[str]) -> list[str]:
    return [heading for heading in headings if name and bare(heading) == bare(name)][:1]


def _column(part: str, named: Sequence[str], headings: Sequence[str], found: Sequence[str]) -> str:
    there = [name for name in named if _there(name, headings)]
    if there:
        return named_column(there[0], headings, part)
    if len(found) == 1:
        return found[0]
    option = f"--{part} COLUMN"
    if found:
        raise CannotLook(
            f"It has more than one column that {_ASKS[part]}: {_listed(found)}.", f"Say which one: {option}.", part
        )
    if named:
        named_column(named[0], headings, part)  # says which was probably meant
    raise CannotLook(
        f"None of its columns is known as one that {_ASKS[part]}. It has {_listed(headings)}.",
        f"Say which one: {option}.",
        part,
    )


def _by_id(headings: Sequence[str]) -> list[str]:
    words = reading_words()["headings"]["person"]
    exactly = [heading for heading in headings if bare(heading) in words]
    return exactly or [heading for heading in headings if names_a_person(heading) and speaks_of_an_id(heading)]


def _by_word(part: str, headings: Sequence[str]) -> list[str]:
    """Return the column that is known by its heading; of several the one whose word stands first in the list."""
    words: Sequence[str] = reading_words()["headings"][part]
    found = [heading for heading in headings if bare(heading) in words]
    return sorted(found, key=lambda heading: words.index(bare(heading)))[:1]


def _listed(names: Sequence[str]) -> str:
    shown = [f"“{name}”" for name in names[:_MOST_SHOWN]]
    more = len(names) - len(shown)
    return in_a_list([*shown, *([f"{more} more"] if more > 0 else [])])

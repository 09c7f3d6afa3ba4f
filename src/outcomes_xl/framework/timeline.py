"""Releases, and rows that hold from one release until another: a new edition is new rows, not new branches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable
from typing import Generic, TypeVar

from outcomes_xl.framework.entries import Release
from outcomes_xl.framework.release_order import is_before, is_spelled_well
from outcomes_xl.framework.strict_csv import CsvRow, DataMistake, read_lines

T = TypeVar("T")
HOME = "frameworks/"
"""The folder of the first edition; any other edition has one of its own."""
_FILE = "releases.csv"


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """An entry with the releases it holds in, as places in the order of releases: ``first`` and before ``end``."""

    entry: T
    first: int
    end: int
    since: str
    line: CsvRow

    def holds_in(self, place: int) -> bool:
        return self.first <= place < self.end


@dataclass(frozen=True)
class Timeline:
    """The releases in the order they were made."""

    releases: tuple[Release, ...]

    def place(self, release: str | None) -> int:
        """Return a release's place in the order, the newest for None. Raises KeyError, by name, when unknown."""
        if release is None:
            return len(self.releases) - 1
        for place, known in enumerate(self.releases):
            if known.id == release:
                return place
        raise KeyError(f"there is no release {release!r}; there is {', '.join(r.id for r in self.releases)}")

    def dated(self, line: CsvRow, entry: T) -> Dated[T]:
        """Return an entry with the span its columns ``since`` and ``until`` say; ``until`` is the first without it."""
        first = self._named(line, "since", line.needed("since"))
        end = self._named(line, "until", line["until"]) if line["until"] else len(self.releases)
        if first >= end:
            raise line.mistake(f"until {line['until']} is not after since {line['since']}")
        return Dated(entry, first, end, line["since"], line)

    def _named(self, line: CsvRow, column: str, release: str) -> int:
        try:
            return self.place(release)
        except KeyError:
            raise line.mistake(f"{column} names the release {release}, which is not in {HOME}{_FILE}") from None


def read_timeline(folder: Traversable, home: str = HOME) -> Timeline:
    """Return the releases. Raises DataMistake when there is none, or ids or dates are not in order."""
    found: list[Release] = []
    for line in read_lines(folder, f"{home}{_FILE}", ("release", "edition", "released_on", "publisher", "notes")):
        release = Release(
            line.needed("release"),
            line.needed("edition"),
            _day(line),
            line.needed("publisher"),
            line.needed("notes"),
        )
        if not is_spelled_well(release.id):
            raise line.mistake(f"release {release.id} is not a year and a month such as 2026.08")
        if found and not is_before(found[-1].id, release.id):
            raise line.mistake(f"release {release.id} comes after {found[-1].id} and its id does not sort after it")
        if found and release.released_on < found[-1].released_on:
            raise line.mistake(f"release {release.id} was released before {found[-1].id}, which stands above it")
        found.append(release)
    if not found:
        raise DataMistake(f"{home}{_FILE}", 2, "there is no release")
    return Timeline(tuple(found))


def _day(line: CsvRow) -> date:
    try:
        return date.fromisoformat(line.needed("released_on"))
    except ValueError:
        raise line.mistake(f"released_on is “{line['released_on']}”, which is not a day such as 2026-08-31") from None


def once_in_every_release(rows: Iterable[Dated[T]], key: Callable[[T], str], what: str) -> None:
    """Raise DataMistake at the second of two rows that say the same id in the same release."""
    seen: dict[str, list[Dated[T]]] = {}
    for row in rows:
        for other in seen.setdefault(key(row.entry), []):
            if row.first < other.end and other.first < row.end:
                raise row.line.mistake(f"the {what} {key(row.entry)} is there already, on line {other.line.number}")
        seen[key(row.entry)].append(row)


def in_release(rows: Iterable[Dated[T]], place: int) -> Iterator[Dated[T]]:
    """Give the rows that hold in the release at a place."""
    return (row for row in rows if row.holds_in(place))

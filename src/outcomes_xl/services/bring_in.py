"""Which records of a directory become rows, which are asked about, and which are left: an account of every record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from outcomes_xl.model import Row
from outcomes_xl.services.directory import Record, alike, as_kept

ROW, ASKED, LEFT = "row", "asked", "not carried"
MOST_ENDED = 1000
"""Ended services that are brought in without being asked for; a directory may be the graveyard of twenty years."""
_NO_REACH = "reach is not said by the standard: asked"
_NO_AGES = "no ages given"
_COMMA = "a comma without quotation marks around its text?"


@dataclass(frozen=True, slots=True)
class RecordAccount:
    """What became of one record, and what is to be asked about it."""

    record: Record
    becomes: str
    finding: str


@dataclass
class BroughtIn:
    """The records that stand for services, by their id, and an account of every record in the order it was read.

    ``gone`` are the rows of Services with an id of a directory that no record has.
    """

    records: dict[str, Record] = field(default_factory=dict)
    gone: list[Row] = field(default_factory=list)
    accounts: list[RecordAccount] = field(default_factory=list)

    def of(self, finding: str) -> list[Record]:
        return [one.record for one in self.accounts if finding in one.finding]


def bring_in(records: Iterable[Record], rows: Iterable[Row], ended: bool = False) -> BroughtIn:
    """Return what becomes of each record, beside the rows that Services has.

    A record is known by its id. The same id again is the same record: the one changed last counts. Another id with
    the name and organisation of a record, or of a row that no record is known by, is asked about.
    """
    every, rows = [*records], [*rows]
    latest: dict[str, Record] = {}
    for one in every:
        if one.line:
            continue
        before = latest.get(one.id)
        if before is None or one.changed > before.changed:
            latest[one.id] = one
    here = {row.text("directory_id") for row in rows if row.text("directory_id")}
    own = {
        (alike(row.text("service")), alike(row.text("lead"))): row.number
        for row in rows
        if row.text("directory_id") not in latest and row.text("service")
    }
    unclear = {value for one in every for value in one.values}
    made = BroughtIn()
    made.gone = [row for row in rows if (own_id := row.text("directory_id")) and own_id not in {*latest, *unclear}]
    dead = sum(one.state == "Ended" and key not in here for key, one in latest.items())
    without_dead = dead > MOST_ENDED and not ended
    called: dict[tuple[str, str], str] = {one.called: key for key, one in latest.items() if key in here and one.name}
    for one in every:
        made.accounts.append(_account(one, latest, made, called, own, here, without_dead))
    return made


def _account(
    one: Record,
    latest: Mapping[str, Record],
    made: BroughtIn,
    called: dict[tuple[str, str], str],
    own: Mapping[tuple[str, str], int],
    here: set[str],
    without_dead: bool,
) -> RecordAccount:
    if one.line:
        return RecordAccount(one, LEFT, f"line {one.line} has more values than there are headings: {_COMMA}")
    if not one.name:
        return RecordAccount(one, LEFT, "a service without a name")
    if latest[one.id] is not one:
        return RecordAccount(one, LEFT, "the same record is there again, as it was changed last")
    if without_dead and one.state == "Ended" and one.id not in here:
        return RecordAccount(one, LEFT, "ended, and so many are that they were left out")
    if called.setdefault(one.called, one.id) != one.id:
        return RecordAccount(one, ASKED, "the same name and organisation as another record")
    if one.id not in here and (number := own.get(one.called)):
        return RecordAccount(one, ASKED, f"the same name and organisation as row {number} of Services")
    one = made.records[one.id] = as_kept(one)
    said = ["ended; reach asked" if one.state == "Ended" else _NO_REACH]
    said += [f"ages that make no span{_quoted(one.ages_said)}"] if one.slip else [] if one.ages else [_no_ages(one)]
    said += [f"a state that is not clear{_quoted(one.state_said)}"] if not one.state else []
    said += [f"{one.unread} not read: brackets within brackets without end"] if one.unread else []
    said += ["a description left out: something in it may be about a person"] if one.withheld else []
    return RecordAccount(one, ROW, "; ".join(said))


def _no_ages(one: Record) -> str:
    return f"ages that are not understood{_quoted(one.ages_said)}" if one.ages_said else _NO_AGES


def _quoted(words: str) -> str:
    return f": “{words}”" if words else ""

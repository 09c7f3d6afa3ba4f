"""Made-up people for the demonstration, the tests and the benchmarks: pupils, and what happened to them and when.

Nobody is in them: every id begins MADE-UP, every row says so in a column of its own, and wards and rates are invented.
The same size and seed give the same rows on every Python: ``random()`` alone is promised not to change.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

SHIPPED = 2_000
"""How many pupils are shipped in ``data/made_up/``, half of them in each school year."""
_SEED = 2026
_LAST_DAY = date(2026, 8, 31)
_WARDS = 12
_YEARS = ((2023, "2023/24"), (2024, "2024/25"))


@dataclass(frozen=True, slots=True)
class Pupil:
    """One made-up pupil at the end of reception. ``idaci`` is a decile, 1 the most deprived; None for no address."""

    number: int
    school_year: str
    ward: int
    born: date
    sen: bool
    ehcp: bool
    fsm: bool
    idaci: int | None
    gld: bool

    @property
    def id(self) -> str:
        return f"MADE-UP-{self.number:06d}"


@dataclass(frozen=True, slots=True)
class MadeUpEvent:
    """What happened to a made-up pupil on a day; ``file`` is the source it stands in."""

    pupil: Pupil
    file: str
    kind: str
    day: date


def made_up_pupils(many: int = SHIPPED, seed: int = _SEED) -> Iterator[Pupil]:
    """Give pupils one after another, the first half of the first school year."""
    chance = Random(seed).random
    for number in range(1, many + 1):
        started, school_year = _YEARS[number * 2 > many]
        yield _pupil(number, started, school_year, chance)


def _pupil(number: int, started: int, school_year: str, chance: Callable[[], float]) -> Pupil:
    ward = int(chance() * _WARDS) + 1
    # Wards differ: a pupil's decile lies around her ward's own.
    decile = min(10, max(1, round(ward * 0.75 + chance() * 4 - 1)))
    born = date(started - 5, 9, 1) + timedelta(days=int(chance() * 365))
    fsm = chance() < 0.42 - decile * 0.035
    ehcp = chance() < 0.045
    sen = ehcp or chance() < (0.2 if fsm else 0.11)
    summer = born.month in (5, 6, 7, 8)
    likely = 0.66 + decile * 0.018 - 0.12 * fsm - 0.33 * sen - 0.22 * ehcp - 0.1 * summer
    gld = chance() < likely
    idaci = None if chance() < 0.01 else decile
    return Pupil(number, school_year, ward, born, sen, ehcp, fsm, idaci, gld)


# What happened ------------------------------------------------------------------------------------------------------

HEALTH, SCHOOLS, CARE = "health_and_early_years.csv", "schools.csv", "childrens_services.csv"


def made_up_events(pupils: Iterator[Pupil], seed: int = _SEED) -> Iterator[MadeUpEvent]:
    """Give each pupil's events, in no order of days."""
    chance = Random(seed + 1).random
    for pupil in pupils:
        yield from (event for event in _events(pupil, chance) if event.day <= _LAST_DAY)


def _events(pupil: Pupil, chance: Callable[[], float]) -> Iterator[MadeUpEvent]:
    def at(months: float, spread: float = 2.0) -> date:
        return pupil.born + timedelta(days=int((months + chance() * spread) * 30.44))

    need = 0.05 + 0.09 * pupil.fsm + 0.1 * pupil.sen
    for likely, file, kind, months in (
        (0.93, HEALTH, "New birth visit", 0.3),
        (0.72, HEALTH, "Health review at 1 year", 11.5),
        (0.7 - need, HEALTH, "Health review at 2 years", 25),
        (0.1 + 0.4 * pupil.fsm, HEALTH, "Two-year-old place taken up", 26),
        (0.8 - need, HEALTH, "Nursery place taken up", 37),
    ):
        if chance() < likely:
            yield MadeUpEvent(pupil, file, kind, at(months))
    yield MadeUpEvent(pupil, SCHOOLS, "School start", date(pupil.born.year + (5 if pupil.born.month > 8 else 4), 9, 4))
    if pupil.sen:
        yield MadeUpEvent(pupil, SCHOOLS, "SEN support begins", at(58, 14))
    if pupil.ehcp:
        yield MadeUpEvent(pupil, SCHOOLS, "EHC plan issued", at(66, 12))
    if chance() < need:
        yield MadeUpEvent(pupil, SCHOOLS, "Persistent absence", at(64, 12))
    helped = chance() < need * 2.4
    asked = 8 + chance() * 56
    if helped:
        yield MadeUpEvent(pupil, CARE, "Early help assessment", at(asked))
        if chance() < 0.35:
            yield MadeUpEvent(pupil, CARE, "Parenting programme", at(asked + 3))
    after_help = helped and chance() < 0.22
    if after_help or chance() < need * 1.1:
        referred = asked + 2 + chance() * 20 if after_help else 4 + chance() * 60
        yield MadeUpEvent(pupil, CARE, "Referral to social care", at(referred))
        if chance() < 0.45:
            yield MadeUpEvent(pupil, CARE, "Child in need plan", at(referred + 2))
        if chance() < 0.12:
            yield MadeUpEvent(pupil, CARE, "Child protection plan", at(referred + 4))
        if not helped and chance() < 0.3:
            yield MadeUpEvent(pupil, CARE, "Early help assessment", at(referred + 5, 10))


# As files -----------------------------------------------------------------------------------------------------------


def pupils_csv(pupils: Iterator[Pupil]) -> str:
    """Return the pupils as the text of a CSV file."""
    headings = ("person_id", "made_up", "school_year", "ward", "birth_month", "sen", "ehcp", "fsm", "idaci", "gld")
    return _csv(headings, (_pupil_row(pupil) for pupil in pupils))


def _pupil_row(pupil: Pupil) -> tuple[str | int, ...]:
    yes = ("no", "yes")
    groups = (yes[pupil.sen], yes[pupil.ehcp], yes[pupil.fsm], "" if pupil.idaci is None else pupil.idaci)
    return (
        pupil.id,
        "yes",
        pupil.school_year,
        f"Made-up ward {pupil.ward:02d}",
        pupil.born.month,
        *groups,
        int(pupil.gld),
    )


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WRITTEN: dict[str, tuple[tuple[str, ...], Callable[[MadeUpEvent], tuple[str, ...]]]] = {
    HEALTH: (("person_id", "made_up", "event", "date"), lambda e: (e.pupil.id, "yes", e.kind, e.day.isoformat())),
    SCHOOLS: (("person_id", "made_up", "event", "date"), lambda e: (e.pupil.id, "yes", e.kind, f"{e.day:%d/%m/%Y}")),
    CARE: (
        ("client id", "made_up", "what happened", "on"),
        lambda e: (
            f"made-up {e.pupil.number:06d} ",
            "yes",
            e.kind,
            f"{e.day.day} {_MONTHS[e.day.month - 1]} {e.day.year}",
        ),
    ),
}
"""Each source writes ids and days in its own way, as sources do."""


def events_csv(events: Iterator[MadeUpEvent]) -> dict[str, str]:
    """Return the text of each source's CSV file, by the file's name."""
    rows: dict[str, list[tuple[str, ...]]] = {file: [] for file in _WRITTEN}
    for event in events:
        rows[event.file].append(_WRITTEN[event.file][1](event))
    return {file: _csv(headings, iter(rows[file])) for file, (headings, _) in _WRITTEN.items()}


def _csv(headings: tuple[str, ...], rows: Iterator[tuple[str | int, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return out.getvalue()


def all_files(many: int = SHIPPED) -> dict[str, str]:
    """Return every made-up file's text by its name: what ``data/made_up/`` holds."""
    return {"pupils.csv": pupils_csv(made_up_pupils(many)), **events_csv(made_up_events(made_up_pupils(many)))}

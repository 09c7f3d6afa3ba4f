"""Journeys done whole: sources read and linked, counted, protected together with what was told before, and written."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from outcomes_xl.building.journeys_workbook import JourneysTold, journeys_workbook
from outcomes_xl.disclosure.cubes import Cube
from outcomes_xl.disclosure.outputs import CountRule, Population, Released
from outcomes_xl.disclosure.protect import CannotBeMadeSafe, protect
from outcomes_xl.disclosure.register import NAME, on_the_register, put_on_register, read_register
from outcomes_xl.framework import load_framework
from outcomes_xl.hosts.files.write_new_file import put
from outcomes_xl.journeys.counted import counted, told_apart
from outcomes_xl.journeys.earlier_outputs import last_day, must_go_beside, population
from outcomes_xl.journeys.event_columns import NamedColumns, event_columns
from outcomes_xl.journeys.events import Events, EventsGathered
from outcomes_xl.journeys.journey_questions import WhatBecame, pair_words
from outcomes_xl.journeys.journey_sentences import about_journeys, in_a_sentence, living_line
from outcomes_xl.journeys.linkage import Linkage
from outcomes_xl.journeys.linkage_key import LinkageKey, find_key
from outcomes_xl.journeys.pairs_asked import pairs_asked, path_asked
from outcomes_xl.journeys.shown import JourneysShown, margins, shown
from outcomes_xl.journeys.source_account import about_sources
from outcomes_xl.journeys.source_state import another_key, of_another_state, state_of
from outcomes_xl.journeys.steps import OTHER, Steps, shipped_steps, with_own
from outcomes_xl.model.cannot_use import CannotLook, CannotUse, WrongUsage
from outcomes_xl.model.sentences import in_a_list, quoted_short
from outcomes_xl.sources.local.connections import load_connections
from outcomes_xl.sources.local.person_columns import are_made_up
from outcomes_xl.sources.local.rows_in_pieces import read_in_pieces
from outcomes_xl.sources.local.session import Session
from outcomes_xl.sources.local.source_rows import SourceRow
from outcomes_xl.workflows.named_sources import SourcesToRead, sources_to_read
from outcomes_xl.workflows.unpublished_output import may_be_made, must_be_the_register, register_in, unpublished_name

_LARGEST_STEPS = 1_000_000


class CannotFollow(CannotUse):
    """Nothing can be made of the sources. The text says which and why; nothing was written."""


@dataclass(frozen=True)
class JourneysAsked:
    """What an analyst asks for. ``outputs`` is the register's folder, None for the one the first source is in."""

    sources: tuple[str, ...]
    key: str
    to: Path
    workbook: Path | None = None
    named: NamedColumns = field(default_factory=NamedColumns)
    steps: Path | None = None
    reach: tuple[str, ...] = ()
    within: int = 12
    longest: int | None = None
    until: date | None = None
    rule: CountRule = field(default_factory=CountRule)
    outputs: Path | None = None
    preview: bool = False


def follow_journeys(
    asked: JourneysAsked,
    now: datetime,
    sources: SourcesToRead | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[str, ...]:
    """Write the workbook, put the output on the register, and return what is said of it.

    ``sources`` are those of a workbook that is open; without them ``asked`` names them. Raises one of the CannotUse
    family before anything is read where the key, the options or the places are not right, and before anything is
    written where a source cannot be read or the output cannot be made safe.
    """
    return follow_with(find_key(asked.key), asked, now, sources, cancelled)


def follow_with(
    key: LinkageKey,
    asked: JourneysAsked,
    now: datetime,
    sources: SourcesToRead | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[str, ...]:
    """Do it with a key that was found."""
    steps = _steps(asked.steps)
    pairs = pairs_asked(steps, asked.reach, asked.within)
    path = path_asked(asked.longest, asked.rule)
    to = unpublished_name(asked.to)
    may_be_made(to)
    sources = sources or sources_to_read(asked.sources, asked.workbook)
    register = _register(asked, sources)
    until = last_day(asked.until, now.date())
    gathered = _gathered(sources, asked.named, EventsGathered(Linkage(key), steps, now.date(), until), cancelled)
    events = gathered.events()
    _must_say_something(events, gathered)
    if asked.preview:
        return (*about_sources(gathered), "This was a preview: nothing was counted or written.")
    people = population([row.called for row in sources.rows], _last_month(events))
    if asked.outputs is not None and sources.together is not None:
        must_be_the_register(register, sources.together / NAME, lambda one: one.population.source == people.source)
    earlier = read_register(register)
    must_go_beside(earlier, people, asked.rule)
    before = [one for one in earlier if one.population == people]
    state = state_of(gathered, key)
    if other := another_key(before, state):
        raise _other_key(other, key.fingerprint)
    if changed := of_another_state(before, state):
        raise _changed(changed)
    cube = counted(gathered, (path, *pairs), people.source, before)
    if not told_apart(cube, path, steps):
        raise _one_path()
    pairs, gone = _told_apart(cube, pairs, steps)
    protected = protect(cube, margins(steps, path, pairs), asked.rule, before, cancelled)
    found = shown(protected, steps, path, pairs)
    said = [*about_sources(gathered), *gone]
    title = "Journeys of made-up people" if gathered.made_up else "Journeys"
    told = _told(title, until, found, people, steps, asked.rule, path.longest, said, now.date())
    is_new = not register.exists()
    put_on_register(register, protected.released(people, now.date().isoformat(), "Journeys", state), len(before))
    put(to, journeys_workbook(found, told), now)
    return (*said, in_a_sentence(found, asked.rule), f"Written: {to}. {on_the_register(register, is_new)}")


def _steps(own: Path | None) -> Steps:
    steps = shipped_steps()
    if own is None:
        return steps
    try:
        if own.stat().st_size > _LARGEST_STEPS:
            raise WrongUsage(f"{own.name} is far too large to be a list of events and their steps.")
        text = own.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise WrongUsage(f"{own.name} cannot be read as text.", "Save it as CSV UTF-8 in Excel.") from None
    except OSError:
        raise WrongUsage(f"{own.name} cannot be opened.", "Look at its name and folder.") from None
    return with_own(steps, text, own.name, load_framework())


def _register(asked: JourneysAsked, sources: SourcesToRead) -> Path:
    folder = asked.outputs or sources.together
    if folder is None:
        raise WrongUsage(
            "The sources are in no one folder, so where the register of outputs is has to be said.",
            "Say it with --outputs FOLDER, the same each time.",
        )
    if asked.outputs is None and not folder.is_dir():
        raise CannotFollow(
            f"{sources.rows[0].called}: It is not there.",
            "Write the file's name and folder as they stand in File Explorer.",
        )
    return register_in(folder)


def _gathered(
    sources: SourcesToRead, named: NamedColumns, gathered: EventsGathered, cancelled: Callable[[], bool]
) -> EventsGathered:
    connections = load_connections()
    connections = replace(connections, folders=(*connections.folders, *sources.folders))
    with (
        tempfile.TemporaryDirectory(prefix="outcomes-xl-", ignore_cleanup_errors=True) as scratch,
        Session(sources.beside, connections, Path(scratch), cancelled) as session,
    ):
        trouble = _read(session, sources.rows, named, gathered)
    if trouble is not None:
        raise trouble
    return gathered


def _read(
    session: Session, rows: Sequence[SourceRow], named: NamedColumns, gathered: EventsGathered
) -> CannotFollow | None:
    """Read every source; return what stands in the way of one. It is raised once the session is closed in peace."""
    seen: list[Sequence[str]] = []
    for row in rows:

        def choose(headings: Sequence[str], row: SourceRow = row) -> Sequence[str]:
            seen.append(headings)
            gathered.made_up |= are_made_up(headings)
            return event_columns(named, row, headings)

        try:
            read_in_pieces(session, row, choose, gathered)
        except CannotLook as trouble:
            return CannotFollow(f"{row.called}: {trouble.what}", _next_step(trouble))
    return _not_a_column(named.in_none(seen))


def _not_a_column(named: tuple[str, str] | None) -> CannotFollow | None:
    """Return what is said of a column that was named and is in no source: it would be passed over without a word."""
    if named is None:
        return None
    part, name = named
    return CannotFollow(
        f"None of the sources has the column “{quoted_short(name)}” (--{part}), so nothing was written.",
        f"Write its name as it stands there, or leave --{part} away.",
    )


def _next_step(trouble: CannotLook) -> str:
    """Return what to do next; of several sheets the one is said in the source's name, where there is no Sources."""
    if trouble.part == "table":
        return f'{trouble.next_step} Without a workbook, behind a comma: --source "care.xlsx, Events".'
    return trouble.next_step


def _must_say_something(events: Events, gathered: EventsGathered) -> None:
    """Raise CannotFollow where no row can be used, or no event of any is known."""
    if not len(events.person):
        said = " ".join(("No event could be used, so nothing was written.", *about_sources(gathered)))
        raise CannotFollow(said, "Open the source and look; another column is named with --person, --event or --date.")
    if bool((events.step == OTHER).all()):
        said = " ".join(("No kind of event is known, so nothing was written.", *about_sources(gathered)))
        raise CannotFollow(
            said,
            "Write a list of your own events and their steps: --steps FILE. Or name another column with what happened: "
            "--event COLUMN.",
        )


def _last_month(events: Events) -> str:
    """Return the month of the last event: of a source nothing was added to, it is the same however often one asks."""
    last = date.fromordinal(date(1970, 1, 1).toordinal() + int(events.day.max()))
    return f"{last:%Y-%m}"


def _told_apart(
    cube: Cube, pairs: Sequence[WhatBecame], steps: Steps
) -> tuple[tuple[WhatBecame, ...], tuple[str, ...]]:
    """Return the pairs that can be told, and what is said of the others: the same of each, so that it tells nothing."""
    kept = tuple(pair for pair in pairs if told_apart(cube, pair, steps))
    gone = [pair_words(steps, pair.pair) for pair in pairs if pair not in kept]
    said = (f"{in_a_list([f'“{pair}”' for pair in gone])} cannot be told of these sources.",) if gone else ()
    return kept, said


def _one_path() -> CannotBeMadeSafe:
    return CannotBeMadeSafe(
        "The paths of these people cannot be told apart, so nothing can be shown of them.",
        "Add another source, or look whether the events are known: a file for --steps tells them apart.",
    )


def _changed(earlier: Released) -> CannotBeMadeSafe:
    return CannotBeMadeSafe(
        f"The sources have changed since an output about the same people and time was made on {earlier.date}. Two "
        "outputs laid side by side would tell the few people in whom they differ.",
        "Make the next one for another month: a later one, or an earlier one with --until.",
    )


def _other_key(other: str, ours: str) -> CannotBeMadeSafe:
    return CannotBeMadeSafe(
        f"An output about the same people and time was linked with another key (fingerprint {other}; this one is "
        f"{ours}), so whether the sources are as they were cannot be told.",
        "Use that key, or ask for another month. If nobody changed it on purpose, tell the lead on information "
        "governance.",
    )


def _told(
    title: str,
    until: date,
    found: JourneysShown,
    people: Population,
    steps: Steps,
    rule: CountRule,
    longest: int,
    said: Sequence[str],
    day: date,
) -> JourneysTold:
    made_on = f"{day.day} {day:%B %Y}"
    about = [*about_journeys(found, people, steps, rule, longest, made_on), *(("Sources", line) for line in said)]
    line = f"{living_line(found, rule)} Up to {until.day} {until:%B %Y}."
    return JourneysTold(title, day, line, tuple(about))

"""Paths and what was reached, of a few events whose answer can be seen, and of the made-up people counted by hand."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from datetime import date, timedelta

import pyarrow as pa

from outcomes_xl.journeys.days import DayReader
from outcomes_xl.journeys.events import EventsGathered
from outcomes_xl.journeys.identifiers import plain_identifier
from outcomes_xl.journeys.journey_questions import RARER, PathTold, told_as, way_words
from outcomes_xl.journeys.linkage import Linkage
from outcomes_xl.journeys.linkage_key import LinkageKey
from outcomes_xl.journeys.made_up_people import all_files
from outcomes_xl.journeys.paths import Pair, Reach, paths, reached, steps_of
from outcomes_xl.journeys.steps import OTHER, shipped_steps
from tests.journeys.events import TODAY, gathered

CHECKS, EARLY, SCHOOL, HELP, CARE = range(1, 6)


def ways(found: EventsGathered, longest: int = 6) -> list[str]:
    steps = shipped_steps()
    every = paths(found.events(), found.linkage.people, longest)
    return [way_words(steps, PathTold(steps_of(int(path)))) for path in every]


def became(found: EventsGathered, first: int, second: int, months: int) -> list[Reach]:
    answers = reached(found.events(), found.linkage.people, Pair(first, second, months))
    return [list(Reach)[int(one)] for one in answers]


def test_a_path_is_the_order_of_days_whatever_the_order_of_rows(key: LinkageKey) -> None:
    found = gathered(
        key,
        schools=[("A1", "School start", "04/09/2023")],
        health=[("a 1", "Health review at 2 years", "2021-05-30"), ("A1", "new birth visit", "12 Apr 2019")],
        care=[("a-1", "Early help assessment", "44319"), ("A1", "Child in need plan", "1 Feb 2024")],
    )
    assert ways(found) == ["Checks > Help > Checks > School > Care"]


def test_steps_that_repeat_are_told_once_and_a_row_that_stands_twice_counts_once(key: LinkageKey) -> None:
    found = gathered(
        key,
        one=[
            ("1", "CIN", "2020-01-01"),
            ("001", "CIN", "01/01/2020"),
            ("1", "CPP", "2020-02-01"),
            ("1", "EHA", "2020-03-01"),
        ],
        two=[("1.0", "C.I.N.", "1 January 2020")],
    )
    assert ways(found) == ["Care > Help"]
    assert found.twice == 2


def test_steps_of_one_day_come_in_the_order_of_the_list(key: LinkageKey) -> None:
    found = gathered(key, one=[("1", "CIN", "2020-01-01"), ("1", "NCMP", "2020-01-01"), ("1", "EHA", "2020-01-01")])
    assert ways(found) == ["Checks > Help > Care"]


def test_a_long_path_is_told_as_far_as_its_first_steps(key: LinkageKey) -> None:
    kinds = ["CIN", "EHA"] * 5
    found = gathered(key, one=[("1", kind, f"2020-01-{day:02}") for day, kind in enumerate(kinds, 1)])
    assert ways(found, 3) == ["Care > Help > Care"]


def test_an_unknown_event_is_other_and_counted(key: LinkageKey) -> None:
    found = gathered(key, one=[("1", "Wellbeing call", "2020-01-01"), ("1", "CIN", "2020-01-02")])
    assert ways(found) == ["Other > Care"]
    assert found.events().step.tolist() == [OTHER, CARE]
    assert found.seen[0].unknown == {"Wellbeing call": 1}


def test_rows_without_an_id_a_day_or_an_event_and_events_to_come_are_left_out_by_reason(key: LinkageKey) -> None:
    found = gathered(
        key,
        one=[
            ("", "CIN", "2020-01-01"),
            (None, "CIN", "2020-01-01"),
            ("4.86E+09", "CIN", "2020-01-01"),
            ("1", None, "2020-01-01"),
            ("1", "CIN", "no idea"),
            ("1", "CIN", None),
            ("1", "CIN", "2026-11-30"),
            ("1", "CIN", "1900-01-01"),
            ("1", "CIN", "2026-11-29"),
        ],
    )
    assert +found.seen[0].left_out == Counter(no_id=2, rounded=1, no_event=1, no_day=2, to_come=1, too_old=1)
    assert ways(found) == ["Care"]


def test_reached_in_time_later_not_and_too_soon_to_say(key: LinkageKey) -> None:
    found = gathered(
        key,
        one=[
            *(("in time", "EHA", "2020-01-31"), ("in time", "CIN", "2021-01-31")),
            *(("a day later", "EHA", "2020-01-31"), ("a day later", "CIN", "2021-02-01")),
            ("not", "EHA", "2020-01-31"),
            *(("before", "CIN", "2019-01-01"), ("before", "EHA", "2020-01-31")),
            *(("same day", "CIN", "2020-01-31"), ("same day", "EHA", "2020-01-31")),
            *(("too soon", "EHA", "2025-06-01"), ("too soon", "CIN", "2025-06-02")),
            ("last", "CIN", "2026-05-31"),
        ],
    )
    assert became(found, HELP, CARE, 12) == [
        *(Reach.WITHIN, Reach.LATER, Reach.NOT, Reach.NOT, Reach.WITHIN, Reach.TOO_SOON, Reach.NO_FIRST)
    ]


def test_months_end_on_the_last_day_of_a_shorter_month(key: LinkageKey) -> None:
    rows = [
        ("1", "EHA", "2019-08-31"),
        ("1", "CIN", "2020-02-29"),
        ("2", "EHA", "2019-08-31"),
        ("2", "CIN", "2020-03-01"),
    ]
    assert became(gathered(key, one=rows), HELP, CARE, 6) == [Reach.WITHIN, Reach.LATER]


def test_rarer_paths_are_told_as_far_as_enough_of_them_begin_alike() -> None:
    counts = {(1, 2, 3): 20, (1, 4, 3): 2, (1, 4, 5): 3, (1, 4, 5, 3): 3, (5,): 1, (2, 1): 1}
    told = told_as(counts, 8)
    assert told[1, 2, 3] == PathTold((1, 2, 3))
    assert {told[1, 4, 3], told[1, 4, 5], told[1, 4, 5, 3]} == {PathTold((1, 4), True)}
    assert way_words(shipped_steps(), told[1, 4, 3]) == "Checks > Help > …"
    assert way_words(shipped_steps(), told[5,]) == way_words(shipped_steps(), told[2, 1]) == RARER


def test_the_made_up_people_have_the_paths_that_are_counted_by_hand(key: LinkageKey) -> None:
    """Every path and what became of a pair, worked out here one person after another from the files' own text."""
    files = {name: text for name, text in all_files(300).items() if name != "pupils.csv"}
    steps, reader = shipped_steps(), DayReader(TODAY)
    found = EventsGathered(Linkage(key), steps, TODAY, TODAY)
    whose: dict[str, set[tuple[date, int]]] = defaultdict(set)
    for name, text in files.items():
        rows = [(row[0], row[2], row[3]) for row in list(csv.reader(io.StringIO(text)))[1:]]
        found.begin(name)
        found.take([pa.array(column) for column in zip(*rows, strict=True)])
        found.end(0)
        for person, event, day in rows:
            whose[plain_identifier(person)].add((reader.read(day) or TODAY, steps.number(event)))
    last = max(day for events in whose.values() for day, _ in events)
    by_hand_paths, by_hand_pairs = [], []
    for events in whose.values():
        order = [step for _, step in sorted(events)]
        folded = [step for at, step in enumerate(order) if not at or step != order[at - 1]]
        by_hand_paths.append(tuple(folded[:6]))
        by_hand_pairs.append(by_hand(sorted(events), last))
    assert [steps_of(int(path)) for path in paths(found.events(), found.linkage.people, 6)] == by_hand_paths
    assert became(found, HELP, CARE, 12) == by_hand_pairs
    assert len({*by_hand_pairs}) == 5


def by_hand(events: list[tuple[date, int]], last: date) -> Reach:
    first = next((day for day, step in events if step == HELP), None)
    if first is None:
        return Reach.NO_FIRST
    until = (
        date(first.year + 1, first.month, first.day) if (first.month, first.day) != (2, 29) else first + timedelta(365)
    )
    second = next((day for day, step in events if step == CARE and day >= first), None)
    if until > last:
        return Reach.TOO_SOON
    if second is None:
        return Reach.NOT
    return Reach.WITHIN if second <= until else Reach.LATER

"""Boroughs' workbooks for the tests of the London picture: a few whole ones, and readings drawn with bars."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from outcomes_xl.building.table_contents import Entries
from outcomes_xl.framework import load_framework
from outcomes_xl.london.counts_file import COLUMNS
from outcomes_xl.london.funnel import BASES
from outcomes_xl.london.ledger import FoundFile, Taken
from outcomes_xl.london.picture import Picture
from outcomes_xl.london.returns import Return
from outcomes_xl.london.slim_rows import slim_return
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_tables
from outcomes_xl.rules.personal_data_alone import of_no_person
from outcomes_xl.sharing.signs import signs
from tests.built import borough_workbook
from tests.workbooks import borough_book

FRAMEWORK = load_framework()
WHOLE = ("Brent", "Camden", "Hackney", "Merton")
"""The boroughs with a real workbook."""
_HOLDERS = ("Public health", "public  health", "Early help", "Education", None)
_SYSTEMS = ("Mosaic", "Liquidlogic", None)
_FOUND = ("Found", "Found", "Found", "Published, but withheld for your borough", "Found, partial sum")


@lru_cache
def workbook(borough: str, worked_on: date = date(2026, 11, 12)) -> bytes:
    """Return a borough's workbook with answers drawn by chance, the same each time."""
    chance = random.Random(borough)
    answers: Entries = {
        "start": {"Prepared on": {"answer": worked_on}},
        "availability": dict(_answers(chance, worked_on)),
        "services": [{"service_id": "SRV-01", "service": "Baby clinic", "lead": "NHS", "place": "Every hub"}],
        "targets": [
            {"metric_id": "GLD at age 5", "target": 75, "target_kind": "Level to reach", "by_period": "2027/28"}
        ],
        "milestones": [{"metric_id": "GLD at age 5", "period": "2026/27", "value": 73}],
        **_with_partners(random.Random(f"{borough}, with partners")),
    }
    return borough_workbook(FRAMEWORK, borough, entries=answers)


def _with_partners(chance: random.Random) -> Entries:
    """Services tied to outcomes, priorities and evidence, all chosen by the outcome's name."""
    titles = [one.title for one in FRAMEWORK.outcomes.values()][:8]
    ties = [
        {"service_id": "Baby clinic", "outcome_id": title, "contribution": chance.choice(("Main", "Some"))}
        for title in chance.sample(titles, 3)
    ]
    priorities = [
        {"outcome_id": title, "partner": partner, "votes": 2, "headline": said, "owner": said and "Children's board"}
        for title in chance.sample(titles, 4)
        for partner, said in (("Public health", chance.choice(("Yes", None))), ("Early help", None))
    ]
    evidence = [
        {"what": "The queue is long.", "from_whom": "Parents at a hub", "outcome_id": chance.choice((*titles, None))}
        for _ in range(3)
    ]
    return {"service_map": ties, "priorities": priorities, "qualitative": evidence}


def _answers(chance: random.Random, day: date):  # type: ignore[no-untyped-def]
    statuses = FRAMEWORK.list("status")[:6]
    for metric in FRAMEWORK.metrics.values():
        if chance.random() > 0.8:
            continue
        answer = {
            "status": chance.choice(statuses),
            "holder": chance.choice(_HOLDERS),
            "system": chance.choice(_SYSTEMS),
            "frequency": chance.choice((*FRAMEWORK.list("frequency")[:2], None)),
            "geography": chance.choice((*FRAMEWORK.list("geography")[:2], None)),
            "note": chance.choice(("Waiting for the provider.", None)),
            "assessed_on": day,
        }
        if chance.random() < 0.7:
            figure = round(chance.uniform(metric.lowest or 0, metric.highest or 100))
            found = chance.choice(_FOUND)
            period = chance.choice(("2024/25", "2024/25", "2023/24"))
            answer |= {"found": found, "found_figure": figure, "found_unit": metric.unit, "found_period": period}
        yield metric.id, answer


def counts_of(boroughs: Iterable[str]) -> str:
    """Return a file with the counts that give the figures of these boroughs' workbooks."""
    lines = [",".join(COLUMNS)]
    for borough in boroughs:
        known = FRAMEWORK.borough(borough)
        assert known is not None
        for metric, answer in _answers(random.Random(borough), date(2026, 11, 12)):
            base = BASES.get(FRAMEWORK.metrics[metric].unit)
            if base and answer.get("found") == "Found":
                events = answer["found_figure"] * 1000 / base
                lines.append(f"{metric},{known.code},{answer['found_period']},{events:g},1000")
    return "\r\n".join(lines)


def reading(borough: str, availability: str = "", **sheets: str) -> Return:
    """Return the reading of a workbook drawn with bars; ``borough`` is a name, and its code is put beside it."""
    known = FRAMEWORK.borough(borough)
    code = known.code if known else ""
    start = f"| setting | answer |\n| Borough code | {code} |\n| Borough | {borough} |"
    texts = {"start": start, "availability": availability, **sheets}
    tables = read_tables(borough_book(texts), layout("borough")).tables
    return slim_return(tables, FRAMEWORK, signs_of, todays_layout=True)


def signs_of(text: str, name: str) -> list[tuple[str, bool]]:
    """What could be of one person in a field, as when a workbook is read."""
    return [(sign.what, sign.sure) for sign in signs(text, of_no_person=name in of_no_person())]


def picture(**availability: str) -> Picture:
    """Return the picture of boroughs by name, each with its Data availability drawn with bars."""
    return Picture(tuple(taken(name, text) for name, text in sorted(availability.items())), FRAMEWORK)


def taken(name: str, availability: str, **sheets: str) -> Taken:
    """Return a borough's workbook as one that was taken."""
    borough = FRAMEWORK.borough(name.replace("_", " "))
    assert borough is not None
    return Taken(borough, f"{borough.name}.xlsx", name, reading(borough.name, availability, **sheets))


def seen(readings: Mapping[str, Return]) -> list[FoundFile]:
    """Return files by name as if they had been read, each of another content."""
    return [FoundFile(file, digest=file, reading=one) for file, one in readings.items()]

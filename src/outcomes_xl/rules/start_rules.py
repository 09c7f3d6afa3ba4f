"""Start: whose workbook this is, when it was prepared, and which edition and release it works with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from outcomes_xl.framework.council_names import first_word_of, without_council
from outcomes_xl.framework.entries import Borough, Framework
from outcomes_xl.framework.release_order import is_before, newest
from outcomes_xl.model import Row, Table
from outcomes_xl.model.spelling import Guess, Near
from outcomes_xl.rules.engine import Miss, rule
from outcomes_xl.rules.rule_helpers import said
from outcomes_xl.rules.written_days import day_meant, is_one_day_only


def setting(start: Table, name: str) -> Row | None:
    """Return the row of a setting, or None when the row is not there."""
    return next((row for row in start if said(row, "setting") == name), None)


def is_of_the_release(start: Table | None, known: Framework) -> bool:
    """Whether the workbook was refreshed from the release we hold; with another, every row may differ rightly."""
    row = setting(start, "Release in use") if start else None
    return row is None or said(row, "answer") in ("", known.release.id)


@rule("ST01")
def the_borough_is_said(start: Table) -> Iterator[Miss]:
    code, name = setting(start, "Borough code"), setting(start, "Borough")
    if code and not said(code, "answer") and not (name and said(name, "answer")):
        yield Miss(code, "answer")


@rule("ST02", "nearest", "slip")
def the_borough_code_is_known(start: Table, known: Framework, near: Near) -> Iterator[Miss]:
    row = setting(start, "Borough code")
    code = said(row, "answer") if row else ""
    if not row or not code or code in known.boroughs:
        return
    guess = near(code, tuple(known.boroughs))
    named = setting(start, "Borough")
    beside = known.borough(said(named, "answer")) if named else None
    here = known.borough(code)  # the borough's name in place of its code
    best = here.code if here else guess.value if guess and guess.sure else beside.code if beside else ""
    best = best or (guess.value if guess else "")
    # Where the name beside it says which borough it is, the code is only that name's; unless it reads as another's.
    sure = bool(here and beside in (here, None)) or bool(guess and guess.sure) or _agree(guess, beside)
    nearest = f"{known.boroughs[best].name} is {best}" if best else ""
    offer = best if sure or here or beside else None
    yield Miss(row, "answer", offer, sure, nearest=nearest, slip=_slip(code))


def _agree(guess: Guess | None, beside: Borough | None) -> bool:
    return bool(guess and beside and guess.value == beside.code)


def _slip(code: str) -> str:
    if len(code) == 8:
        return "has one character too few for a borough code"
    if len(code) == 10:
        return "has one character too many for a borough code"
    return "is not the code of a London borough"


@rule("ST03", "code_name", "name_code", "name")
def the_borough_matches_its_code(start: Table, known: Framework) -> Iterator[Miss]:
    code, name = setting(start, "Borough code"), setting(start, "Borough")
    if not code or not name:
        return
    by_code, by_name = known.boroughs.get(said(code, "answer")), known.borough(said(name, "answer"))
    if by_code and by_name and by_code is not by_name:
        yield Miss(name, "answer", code_name=by_code.name, name_code=by_name.code, name=by_name.name)


@rule("ST04", "name", "name_code")
def a_named_borough_has_its_code(start: Table, known: Framework) -> Iterator[Miss]:
    code, name = setting(start, "Borough code"), setting(start, "Borough")
    if not code or not name or said(code, "answer"):
        return
    if borough := known.borough(said(name, "answer")):
        yield Miss(code, "answer", offer=borough.code, sure=True, name=borough.name, name_code=borough.code)


@rule("ST05", "nearest")
def the_borough_name_is_known(start: Table, known: Framework, near: Near) -> Iterator[Miss]:
    row = setting(start, "Borough")
    name = said(row, "answer") if row else ""
    if row and name and not known.borough(name):
        names = tuple(borough.name for borough in known.boroughs.values())
        guess = near(name, names)
        offer, sure = (guess.value, guess.sure) if guess else (first_word_of(without_council(name), names), False)
        yield Miss(row, "answer", offer, sure, nearest=offer or "")


@rule("ST06")
def prepared_on_is_a_date(start: Table) -> Iterator[Miss]:
    row = setting(start, "Prepared on")
    if row and said(row, "answer") and not isinstance(row["answer"], date):
        yield Miss(row, "answer", offer=day_meant(row["answer"]), sure=is_one_day_only(row["answer"]))


@rule("ST07", "this_day")
def prepared_on_has_come(start: Table, today: date) -> Iterator[Miss]:
    row = setting(start, "Prepared on")
    if row and isinstance(row["answer"], date) and _day(row["answer"]) > today:
        yield Miss(row, "answer", this_day=today)


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


@rule("ST08")
def someone_prepared_it(start: Table) -> Iterator[Miss]:
    row = setting(start, "Prepared by")
    if row and not said(row, "answer"):
        yield Miss(row, "answer")


@rule("ST09", "releases")
def the_release_is_known(start: Table, known: Framework) -> Iterator[Miss]:
    row = setting(start, "Release in use")
    release = said(row, "answer") if row else ""
    ids = [one.id for one in known.releases]
    if row and release not in ids and not _later(release, known):
        # Excel keeps a typed 2026.10 as the number 2026.1.
        as_text = f"{row['answer']:.2f}" if isinstance(row["answer"], float) else ""
        yield Miss(row, "answer", offer=as_text if as_text in ids else None, sure=True, releases=", ".join(ids))


@rule("ST10", "newest")
def no_later_release_is_out(start: Table, known: Framework) -> Iterator[Miss]:
    row = setting(start, "Release in use")
    release = said(row, "answer") if row else ""
    latest = newest(one.id for one in known.releases)
    if row and release in {one.id for one in known.releases} and is_before(release, latest):
        yield Miss(row, "answer", newest=latest)


@rule("ST11", "newest")
def the_tool_knows_the_release(start: Table, known: Framework) -> Iterator[Miss]:
    row = setting(start, "Release in use")
    if row and _later(said(row, "answer"), known):
        yield Miss(row, "answer", newest=newest(one.id for one in known.releases))


def _later(release: str, known: Framework) -> bool:
    """Whether this reads as a release made after all this tool carries: "2027.02"."""
    looks_so = re.match(r"[0-9]{4}\.[0-9]", release) is not None
    return looks_so and is_before(newest(one.id for one in known.releases), release)


@rule("ST12", "editions")
def the_edition_is_that_of_the_release(start: Table, known: Framework) -> Iterator[Miss]:
    row, release = setting(start, "Framework edition"), setting(start, "Release in use")
    if not row or not release:
        return
    of_release = next((one.edition for one in known.releases if one.id == said(release, "answer")), None)
    if of_release and said(row, "answer") != of_release:
        yield Miss(row, "answer", offer=of_release, editions=of_release)

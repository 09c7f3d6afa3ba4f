"""A digest is of what a table says: nothing that says nothing changes it, everything that says something does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

import pytest

from outcomes_xl.central.digests import Fingerprint, fingerprints, whole
from outcomes_xl.model import ErrorValue, Value
from outcomes_xl.reading.layouts import layout

ROW: Mapping[str, Value] = {"metric_id": "MET-001", "metric": "A measure", "lowest": 0}


def of(key: str, *rows: Mapping[str, Value]) -> Fingerprint:
    return next(one for one in fingerprints(layout("central"), {key: rows}) if one.table == key)


def framework(**more: Value) -> str:
    return of("framework", {**ROW, **more}).digest


@pytest.mark.parametrize("blank", [{}, {"metric_id": None}, {"metric_id": "", "metric": None}])
def test_a_row_without_content_is_no_row(blank: Mapping[str, Value]) -> None:
    assert of("framework", ROW, blank) == of("framework", ROW)
    assert of("framework", blank).rows == 0


@pytest.mark.parametrize("nothing", [None, ""])
def test_a_cell_without_content_says_nothing(nothing: Value) -> None:
    assert framework(note=nothing) == framework()
    assert framework(note=0) != framework()
    assert framework(note=False) != framework()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (31, 31.0),
        (date(2026, 11, 28), datetime(2026, 11, 28)),
        ("A measure", " A  measure "),
    ],
)
def test_what_excel_may_make_of_a_value_is_the_same_value(one: Value, other: Value) -> None:
    assert framework(note=one) == framework(note=other)


@pytest.mark.parametrize(
    "pair",
    [
        (1, True),
        (0, False),
        (31, "31"),
        (31, 31.5),
        (True, "True"),
        (date(2026, 11, 28), date(2026, 11, 29)),
        (datetime(2026, 11, 28), datetime(2026, 11, 28, 9)),
        (date(2026, 11, 28), "2026-11-28T00:00:00"),
        (time(9), time(10)),
        (time(9), "09:00:00"),
        (ErrorValue("#N/A"), "#N/A"),
        (ErrorValue("#N/A"), ErrorValue("#REF!")),
    ],
)
def test_values_of_two_kinds_or_two_contents_are_two_values(pair: tuple[Value, Value]) -> None:
    assert framework(note=pair[0]) != framework(note=pair[1])


def test_the_order_of_rows_says_nothing_and_a_row_twice_does() -> None:
    other = {**ROW, "metric_id": "MET-002"}
    assert of("framework", ROW, other) == of("framework", other, ROW)
    assert of("framework", ROW, ROW) != of("framework", ROW)


def test_an_answer_that_is_not_given_is_not_in_the_releases_digest() -> None:
    said = {"setting": "Release", "answer": "2026.10"}
    for nothing in (None, ""):
        assert of("release", said, {"setting": "Notes", "answer": nothing}) == of("release", said)
    assert of("release", said, {"setting": "Notes", "answer": "Read this"}) != of("release", said)


@pytest.mark.parametrize("name", ["Digest", "Signed with", "Signature"])
def test_what_is_made_from_the_digest_is_not_in_it(name: str) -> None:
    said = {"setting": "Release", "answer": "2026.10"}
    assert of("release", said, {"setting": name, "answer": "abc"}) == of("release", said)


def test_what_a_setting_is_for_may_be_worded_anew() -> None:
    said = {"setting": "Release", "answer": "2026.10"}
    assert of("release", {**said, "about": "Which release this is"}) == of("release", said)
    assert framework(about="Which release this is") != framework()


def test_the_whole_is_the_same_in_whatever_order_its_tables_come() -> None:
    found = fingerprints(layout("central"), {"framework": [ROW]})
    assert whole(reversed(found)) == whole(found)
    assert whole(found) != whole(fingerprints(layout("central"), {}))

"""What is seen of one person in a thousand made-up notes, and how often nothing is taken for something."""

from __future__ import annotations

import time

import pytest

from outcomes_xl.rules.personal_data import DETECTORS, signs_in
from tests.rules.made_up_notes import HARMLESS, PLANTED, notes
from tests.rules.small import findings, told
from tests.rules.test_anywhere import typed

FEWEST_FOUND, MOST_FALSE = 0.97, 0.01
"""The share of planted things that is to be found, and of harmless notes that may be asked about."""


def test_of_a_thousand_notes_what_was_planted_is_found_and_little_else_is() -> None:
    made = notes()
    assert len(made) == HARMLESS + PLANTED
    harmless = [note for note in made if not note.planted]
    false = {note.text: list(signs_in(note.text)) for note in harmless if list(signs_in(note.text))}
    missed = [note for note in made if note.planted and note.planted not in signs_in(note.text)]
    assert len(false) <= MOST_FALSE * HARMLESS, false
    assert len(missed) <= (1 - FEWEST_FOUND) * PLANTED, missed


@pytest.mark.parametrize("kind", DETECTORS)
def test_each_kind_is_found_nearly_always(kind: str) -> None:
    planted = [note for seed in range(5) for note in notes(seed) if note.planted == kind]
    found = [note for note in planted if DETECTORS[kind](note.text)]
    assert len(found) >= FEWEST_FOUND * len(planted), [note.text for note in planted if note not in found]


@pytest.mark.parametrize(
    "text",
    [
        *("1 of 9 " * 4_000, "Ann Smith " * 3_000, "07700 " * 5_000, "password " * 3_500, "born on " * 4_000),
        *("case id " * 4_000, "A" * 32_000, "1" * 32_000, "a@" * 16_000, "AB 12 " * 5_000, "1/1/" * 8_000),
        *("KHAN AMIRA " * 3_000, "born 3 May 2012 - " * 1_800, "a (at) " * 4_600, "child " * 5_000, "07." * 10_000),
    ],
    ids=lambda text: text[:8],
)
def test_a_long_note_costs_no_more_than_its_length(text: str) -> None:
    started = time.process_time()
    list(signs_in(text[:32_000]))
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("rule", "text", "message"),
    [
        ("AN14", "Ann Smith (03/04/2015)", "this could be somebody's day of birth."),
        ("AN15", "NI QQ123456C", "this could be somebody's National Insurance number."),
        ("AN16", "Mosaic 1234567", "this could be the id of a case, a child or a family."),
        ("AN17", "the password is hunter22", "this looks as if it held a password or a key."),
        ("AN20", "Ask Priya’s dad", "this could name a child, a parent or somebody else a note should not be about."),
        ("AN20", "K.T., Yr 4, St M", "this could name a child, a parent or somebody else a note should not be about."),
        ("AN21", "1 YP in custody", "this could count so few children that one of them can be told."),
        ("AN22", "sort code 20-00-00, 12345678", "this could hold bank details."),
        ("AN22", "password is on the sticky", "this could hold a hint at a password."),
        ("AN18", "ring 07700 900123", "there is a telephone number under “Note”."),
    ],
)
def test_what_stands_in_a_note_is_told_and_never_repeated(rule: str, text: str, message: str) -> None:
    rows = typed("note", text, "nothing of anybody", "", None)
    assert told(rule, rows) == [f"A2 · Data availability, cell A2: {message}"]
    assert findings(rule, rows)[0].found == "(not repeated here)"
    assert len(told(rule, typed("note", text, text))) == 1


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("pupil number", "ULN 1000000043"),
        ("pupil number", "Unique Learner Number: 1000000019"),
        ("date of birth", "Child A, born 3 April 2015"),
        ("date of birth", "his DOB is 3/4/15"),
        ("telephone number", "+44 (0)20 7946 0958"),
        ("password", "postgres://reader:hunter2@db.example/x"),
        ("National Insurance number", "qq 12 34 56 c"),
        ("case id", "service user ref: AB/12345"),
        ("date of birth", "KHAN, Amira 03/04/2012"),
        ("date of birth", "AMIRA KHAN 03/04/2012"),
        ("date of birth", "born 3rd April 2012 - Amira Khan"),
        ("date of birth", "D.O.B. 03042012"),
        ("date of birth", "DOB 03 / 04 / 2012"),
        ("date of birth", "DOB April 3 2012"),
        ("telephone number", "07700.900.123"),
        ("telephone number", "mobile 07 700 900 123"),
        ("NHS number", "943.476.5919"),
        ("NHS number", "Jo,943 476 5919,2014"),
        ("NHS number", "nhs,9434765919,x"),
        ("telephone number", "Jo,07700 900123,late"),
        ("National Insurance number", "NI no AB-12-34-56-C"),
        ("pupil number", "H 801200001001"),
        ("postcode", "sw19 1aa"),
        ("email address", "j.smith (at) example.uk"),
        ("email address", "j.smith\uff20example.uk"),
        ("email address", "j.smi\u200bth@exam\u200bple.uk"),
        ("case id", "Liquidlogic PID 1234567"),
        ("case id", "Case: 1234567"),
        ("case id", "child 1234567"),
        ("case id", "TRN 1234567"),
        ("case id", "passport 123456789"),
        ("password", "the pass word is Blue7house"),
    ],
)
def test_other_ways_of_writing_it_are_seen(kind: str, text: str) -> None:
    assert kind in signs_in(text)


@pytest.mark.parametrize(
    "text",
    [
        *("ULN 1234567890 is made up", "2024/25 data", "0300 123 4567", "Children born on 1 September 2019 or later"),
        *("Signed off by Ann Smith on 3 April 2025", "password protected", "case number 2024/25", "BG123456A"),
        *("Key Stage 2 (13/05/2025)", "AB12 34", "E09000024", "pin board", "Mosaic 2024"),
        *(
            "KEY STAGE 2 13/05/2025",
            "DATA TEAM, 13/05/2025",
            "ks2 1st",
            "cohort: 2019",
            "version 1.4.2026",
            "per child 4500",
        ),
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert list(signs_in(text)) == []

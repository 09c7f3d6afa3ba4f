"""Every sentence of rules.toml: where, what, what next; short, plain, courteous, and in British English."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from outcomes_xl.model import Severity
from outcomes_xl.model.sentences import fill, gaps, shown
from outcomes_xl.rules.rule_words import TEMPLATES, RuleMistake, all_words, read_words

MOST_WORDS = 30
# Gaps that are a list of words, said after a colon; they are not counted as part of the sentence.
LISTS = ("{words}", "{names}", "{releases}")
PLACES = {
    *("cell", "cells", "metric", "row", "sheet", "names", "how_many", "service", "service_id", "item_id"),
    *("outcome_id", "found", "area"),
}
TYPE_NAMES = r"\b(str|string|int|integer|float|boolean|bool|null|NaN|None|NoneType|dict|array|object|regex)\b"
# The word None is an answer of the list of breakdowns, and AV15 is about it.
ABOUT_THE_WORD_NONE = {"AV15"}
HARSH = r"\b(invalid|illegal|failed|failure|fail|error|wrongly entered|bad|must not)\b"
AMERICAN = (
    r"\b(color|behavior|favor|honor|labor|center|theater|gray|catalog|dialog|analyze|canceled|labeled|modeled"
    r"|traveled|fulfill|enroll|skillful|program|while being|\w+ization|\w+(?<!s)(?<!pr)ize[ds]?)\b"
)
NOT_AMERICAN = {"size", "sizes", "sized", "prize", "seize"}


def sentences_of(rule_id: str) -> Iterator[tuple[str, str]]:
    words = all_words()[rule_id]
    for name in (*TEMPLATES, "title", "why", "example", "apart"):
        if text := getattr(words, name):
            yield name, text


EVERY = [(rule_id, name, text) for rule_id in all_words() for name, text in sentences_of(rule_id)]


def test_no_sentence_is_longer_than_thirty_words() -> None:
    for rule_id, name, text in EVERY:
        for one in LISTS:
            text = text.replace(one, "")
        for sentence in re.split(r"(?<=[.?!])\s+", text):
            count = len(sentence.split())
            assert count <= MOST_WORDS, f"{rule_id}, {name}: {count} words in “{sentence}”"


def test_every_message_says_where() -> None:
    for rule_id, words in all_words().items():
        for name in ("message", "several"):
            if getattr(words, name):
                assert words.templates[name] & PLACES or re.search(r"\.cell\}", getattr(words, name)), (rule_id, name)
    for rule_id, words in all_words().items():
        assert not words.several or "{cells}" in words.several, f"{rule_id}: several does not name its {{cells}}"


def test_every_rule_says_what_next_and_why() -> None:
    for rule_id, words in all_words().items():
        for name in (
            "message",
            "several",
            "fix",
            "fix_several",
            "fix_with_offer",
            "fix_with_nearest",
            "why",
            "example",
        ):
            text = getattr(words, name)
            assert not text or re.search(r"[.?][”)]?$", text), f"{rule_id}, {name} has no end: “{text}”"
        assert words.severity in Severity
        assert not words.title.endswith("."), f"{rule_id}: a title has no full stop"


def test_no_type_names_and_no_harsh_words() -> None:
    for rule_id, name, text in EVERY:
        plain = (
            re.sub(r"\{[^}]*\}", "", text).replace("Excel's error value", "Excel's value").replace("shows an error", "")
        )
        if rule_id not in ABOUT_THE_WORD_NONE:
            assert not re.search(TYPE_NAMES, plain), f"{rule_id}, {name}: {re.search(TYPE_NAMES, plain)}"
        assert not re.search(HARSH, plain, re.IGNORECASE), (
            f"{rule_id}, {name}: {re.search(HARSH, plain, re.IGNORECASE)}"
        )


def test_the_spelling_is_british() -> None:
    for rule_id, name, text in EVERY:
        found = {word[0].casefold() for word in re.finditer(AMERICAN, text, re.IGNORECASE)} - NOT_AMERICAN
        assert not found, f"{rule_id}, {name}: {found}"


def test_it_is_plain_text_with_curly_quotation_marks() -> None:
    for rule_id, name, text in EVERY:
        plain = re.sub(r"\{[^}]*\}", "", text)
        strange = set(plain) & set('"`*_<>|\\\n\t~“‘’' if plain.count("“") != plain.count("”") else '"`_<>|\\\n\t~‘’')
        assert not strange, f"{rule_id}, {name}: {strange}"


def test_a_gap_is_an_answer() -> None:
    severities = {rule_id: all_words()[rule_id].severity for rule_id in ("AV03", "AV17", "FG10", "SM08", "SV05")}
    assert Severity.MUST_FIX not in severities.values()


ENTRY = """
[ZZ01]
severity = "Please check"
title = "A claim"
message = "{metric} is so."
fix = "Do this."
why = "Because."
example = "So."
apart = "Each is its own."
"""


def test_an_entry_that_does_not_hold_is_named() -> None:
    assert next(iter(read_words(ENTRY))).id == "ZZ01"
    for change, says in [
        (("ZZ01", "ZZ1"), "'ZZ1' is not two letters and two figures"),
        (('severity = "Please check"', 'severity = "Serious"'), "ZZ01: 'Serious' is not a severity"),
        (('why = "Because."', 'why = " "'), "ZZ01: why is missing"),
        (('why = "Because."', 'because = "So."'), "ZZ01: no rule has 'because'"),
        (('apart = "Each is its own."', ""), "ZZ01: say either several"),
        (('apart = "Each is its own."', 'several = "{count} are in {note.cell}."'), "{note.cell} differs in every row"),
    ]:
        with pytest.raises(RuleMistake, match=re.escape(says)):
            list(read_words(ENTRY.replace(*change)))


def test_a_template_is_filled_and_a_blank_is_said_in_plain_words() -> None:
    assert gaps("{metric} is “{status}” in {status.cell}") == {"metric", "status", "status.cell"}
    assert fill("{metric} is “{status}”", {"metric": "NEET", "status": "(blank)"}) == "NEET is (blank)"
    with pytest.raises(KeyError, match="status"):
        fill("{status}", {})


def test_values_are_shown_as_the_cell_shows_them() -> None:
    from datetime import date, datetime

    values = [None, 54.0, 0.1 + 0.2, True, date(2025, 3, 31), datetime(2025, 3, 31, 9, 5), "two\nlines"]
    assert [shown(value) for value in values] == [
        "",
        "54",
        "0.3",
        "TRUE",
        "31 March 2025",
        "31/03/2025 09:05",
        "two lines",
    ]
    assert shown("x" * 500) == "x" * 119 + "…"

"""How rules are run: what they are given, how misses are grouped, and what is our own mistake."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from random import Random

import pytest

from outcomes_xl.model import CellRef, ErrorValue, Row, Severity, Table, Value
from outcomes_xl.model.spelling import Near
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import Reading
from outcomes_xl.reading.tidy import tidy
from outcomes_xl.rules import engine as rules_engine
from outcomes_xl.rules.engine import Miss, Rule, hold
from outcomes_xl.rules.every_rule import all_rules
from outcomes_xl.rules.rule_words import RuleMistake, all_words
from outcomes_xl.rules.run_rules import run_rules
from tests.rules.small import TODAY, findings, small_framework
from tests.workbooks import table

HERE = Path(__file__).parent


def reading(*tables: Table) -> Reading:
    return Reading({one.key: one for one in tables})


# The gate ---------------------------------------------------------------------------------------------------------


def test_every_rule_has_words_a_function_and_a_test() -> None:
    tests = "\n".join(
        path.read_text(encoding="utf-8") for path in HERE.glob("test_*.py") if path.name != "test_words.py"
    )
    in_use = {rule_id for rule_id, words in all_words().items() if not words.withdrawn}
    assert in_use == set(all_rules())
    for rule_id, rule in all_rules().items():
        assert f'"{rule_id}"' in tests, f"{rule_id} ({rule.claim}) has no test"


def test_there_are_a_good_many_rules_and_few_of_them_insist() -> None:
    severities = [words.severity for words in all_words().values()]
    assert len(severities) >= 100
    assert severities.count(Severity.MUST_FIX) < len(severities) / 3


def test_rules_and_words_that_do_not_belong_together_are_named() -> None:
    one = all_rules()["AV03"]
    words = dict(all_words())
    with pytest.raises(RuleMistake, match=r"ZZ01 .* has no words"):
        hold({"ZZ01": replace(one, id="ZZ01")}, words)
    with pytest.raises(RuleMistake, match=r"AV01 has words in rules.toml and no function"):
        hold({rule_id: rule for rule_id, rule in all_rules().items() if rule_id != "AV01"}, words)
    with pytest.raises(RuleMistake, match=r"AV03 .* asks for 'weather'"):
        hold({"AV03": replace(one, takes={"weather": True})}, words)
    with pytest.raises(RuleMistake, match=r"AV03 .* is withdrawn"):
        hold({"AV03": one}, {**words, "AV03": replace(words["AV03"], withdrawn="Nobody needs it.")})
    stray = replace(words["AV03"], templates={"message": frozenset({"colour"})})
    with pytest.raises(RuleMistake, match=r"AV03 .*: nobody fills \{colour\} in its message"):
        hold({"AV03": one}, {**words, "AV03": stray})


def test_an_id_can_only_be_taken_once() -> None:
    with pytest.raises(RuleMistake, match=r"AV03 is there twice: a_gap_has_a_note and another"):

        @rules_engine.rule("AV03")
        def another() -> Iterator[Miss]:
            yield from ()


# What is run ------------------------------------------------------------------------------------------------------

TWO_GAPS = """
    | metric       | status        | note |
    | GLD at age 5 | Not collected |      |
    | NEET 16-17   | Not collected |      |
"""


def test_a_rule_is_not_run_without_its_table_or_a_column_it_looks_at() -> None:
    assert findings("AV03") == []
    assert len(findings("AV03", table("Data availability", TWO_GAPS))) == 1
    assert findings("AV03", table("Data availability", "| metric | status |\n| GLD | Not collected |")) == []


def test_a_rule_that_stops_is_our_mistake_and_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(availability: Table) -> Iterator[Miss]:
        yield from [Miss(row, "note") for row in availability if row["status"] > 3]  # type: ignore[operator]

    monkeypatch.setitem(rules_engine._rules, "AV03", Rule("AV03", breaks, frozenset(), {"availability": True}))
    with pytest.raises(RuleMistake, match=r"AV03 \(breaks\) stopped: TypeError"):
        run_rules(reading(table("Data availability", TWO_GAPS)), small_framework(), TODAY)


def test_one_slip_down_a_column_is_one_finding_with_all_its_cells() -> None:
    (finding,) = findings("AV03", table("Data availability", TWO_GAPS))
    assert finding.message == "2 metrics are marked “Not collected” with nothing in the note (C2:C3)."
    assert finding.cell == CellRef("Data availability", 2, 3)
    assert finding.cells == (CellRef("Data availability", 2, 3), CellRef("Data availability", 3, 3))
    assert finding.found == ""


def test_slips_typed_differently_stay_apart() -> None:
    rows = table("Data availability", "| metric | status |\n| GLD | not collected |\n| NEET | not colected |")
    assert [(f.cell.a1, f.offer and f.offer.value) for f in findings("AV05", rows)] == [
        ("B2", "Not collected"),
        ("B3", "Not collected"),
    ]


def test_what_different_things_were_typed_is_shown_briefly() -> None:
    rows = table("Data availability", "| metric_id | status |\n| A | |\n| B | Not yet assessed |\n| C | |")
    assert [f.found for f in findings("AV17", rows)] == ["(blank), Not yet assessed"]


def test_findings_come_by_sheet_then_by_how_much_they_matter_then_by_row() -> None:
    start = table("Start", "| setting | answer |\n| Borough code | |\n| Borough | |\n| Prepared by | |")
    rows = table(
        "Data availability",
        "| metric_id | metric | status | note |\n| MET-1 | GLD | No | |\n| MET-009 | N | Not collected | |",
    )
    found = run_rules(reading(rows, start), small_framework(), TODAY)
    assert [(f.rule, str(f.severity), f.cell.a1) for f in found] == [
        ("ST01", "Must fix", "B2"),
        ("ST08", "For information", "B4"),
        ("AV01", "Must fix", "A2"),
        ("AV05", "Must fix", "C2"),
        ("AV01", "Must fix", "A3"),
        ("AV03", "Please check", "D3"),
    ]


def test_shuffled_columns_and_rows_change_the_cells_and_nothing_else() -> None:
    here = table("Data availability", TWO_GAPS)
    there = table(
        "Data availability",
        "| note | status | metric |\n| | | |\n| | Not collected | NEET |\n| | Not collected | GLD |",
    )
    assert str(findings("AV03", here)[0].cell) == "'Data availability'!C2"
    assert str(findings("AV03", there)[0].cell) == "'Data availability'!A3"
    assert findings("AV03", there)[0].fix == findings("AV03", here)[0].fix


# Did you mean -----------------------------------------------------------------------------------------------------

IDS = ("MET-001", "MET-053", "MET-054", "C-LRN-01")
STATUSES = ("Available now", "Available, needs work", "Not collected", "Not applicable", "Collected, not extractable")


@pytest.mark.parametrize("typed", ["MET-53", "met 053", "MET053", "MET-0053", "c-lrn-1"])
def test_an_id_written_differently_is_sure(typed: str) -> None:
    guess = Near()(typed, IDS)
    assert guess and guess.sure


@pytest.mark.parametrize("typed", ["MET-055", "MET-35", "MET-", "LRN", "nothing"])
def test_another_id_is_never_sure(typed: str) -> None:
    guess = Near()(typed, IDS)
    assert guess is None or not guess.sure


def test_a_word_is_sure_when_it_is_near_and_about_as_long() -> None:
    near = Near()
    answers = {
        typed: near(typed, STATUSES) for typed in ("not colected", "Available", "Collected", "available  now", "Yes")
    }
    assert {typed: (guess.value if guess and guess.sure else None) for typed, guess in answers.items()} == {
        "not colected": "Not collected",
        "Available": None,
        "Collected": None,
        "available  now": "Available now",
        "Yes": None,
    }


def test_asking_too_often_stops_guessing_and_never_stops_the_check() -> None:
    near = Near()
    options = tuple(f"Word number {chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(600))
    answers = [near(f"Word numbr {n}x", options) for n in range(60)]
    assert len(answers) == 60
    assert near("word NUMBER ab", options)


# Speed ------------------------------------------------------------------------------------------------------------


def test_a_check_grows_with_the_rows_and_not_faster() -> None:
    from time import perf_counter

    def seconds(count: int) -> float:
        columns = ("metric_id", "metric", "status", "holder", "latest_period", "latest_figure", "note", "breakdown")
        values = ("MET-001", "GLD", "Not colected", "Ann", "last year", "*", "see SW19", "Age, Sex")
        rows = tuple(
            Row(n, row, row)
            for n in range(2, count + 2)
            for row in [{**dict(zip(columns, values, strict=True)), "metric_id": f"XET-{n}"}]
        )
        whole = replace(table("Data availability", "| metric_id |", whole=True), rows=rows, last_row=count + 1)
        best = 9.0
        for _ in range(2):
            began = perf_counter()
            run_rules(reading(whole), small_framework(), TODAY)
            best = min(best, perf_counter() - began)
        return best

    # Eight times the rows may take about eight times as long; nested loops would take sixty-four times.
    assert seconds(1600) < 25 * seconds(200)


# Whatever stands there --------------------------------------------------------------------------------------------

WORDS = [
    *("MET-001", "MET-1", "LOC-001", "LOF-01", "C-LRN-01", "LOF-01~MET-001", "SVC-01", "Local", "National", "Retired"),
    *("Current", "Cross-cutting", "Use", "Primary", "Main", "Running", "Ended", "Found", "%", "c", "None", "E09000012"),
    *("2024/25", "202425", "-100", "=1+1", "a@b.uk", "9434765919", "\u00a0MET-001", "\u200b", "\u0660", "²", " "),
    *("Available now", "Not collected", "Not applicable", "Held by a partner", "Do not use", "Level to reach"),
    *("Change in per cent", "Academic year", "At 31 March", "Age; None", "Borough code", "Borough", "Prepared on"),
    *("Release in use", "Framework edition", "No published series", "two\r\nlines"),
]  # fmt: skip


def anything(chance: Random) -> Value:
    """What an officer, or Excel, might leave in a cell."""
    return chance.choice(
        [
            *(chance.choice(WORDS) for _ in range(6)),
            *(None, ErrorValue("#N/A"), chance.random() < 0.5, chance.randint(-(10**10), 10**10), 0, 1),
            *(0.54, 2026.1, 1e308, float("nan"), float("inf"), -0.0),
            *(date(1899, 12, 31), date(9999, 12, 31), datetime(2026, 11, 12, 9, 30), time(9, 30)),
        ]
    )


def nonsense(chance: Random) -> Reading:
    """A workbook with anything in any cell, and some of its columns missing."""
    made = {}
    for sheet in layout("borough").with_tables:
        fields = [column.field for column in sheet.columns]
        kept = fields if chance.random() < 0.7 else chance.sample(fields, chance.randint(1, len(fields)))
        rows = []
        for number in range(2, 2 + chance.randint(0, 3)):
            cells = {name: anything(chance) for name in kept if chance.random() < 0.6}
            typed = {name: value for name, value in cells.items() if value is not None}
            values = {name: tidy(value) for name, value in typed.items()}
            rows.append(Row(number, {name: value for name, value in values.items() if value is not None}, typed))
        made[sheet.key] = Table(
            sheet.key,
            sheet.table or "",
            sheet.name,
            1,
            {name: place for place, name in enumerate(kept, 1)},
            tuple(rows),
            9,
            formulas=frozenset({(2, kept[0]), (7, kept[-1])}) if chance.random() < 0.5 else frozenset(),
        )
    return Reading(made)


def test_whatever_stands_in_the_cells_the_rules_answer_in_sentences() -> None:
    for seed in range(8):
        for finding in run_rules(nonsense(Random(seed)), small_framework(), TODAY):
            words = all_words()[finding.rule]
            assert finding.cell in finding.cells, (seed, finding)
            assert finding.message.strip() and finding.fix.strip(), (seed, finding)
            assert not finding.message.startswith("(blank)"), (seed, finding)
            assert not words.quiet or finding.found == "(not repeated here)", (seed, finding)


def test_a_sentence_about_a_row_without_a_name_says_which_row() -> None:
    nameless = table("Services", "| service_id | service | lead |\n| | | Ann |")
    assert findings("SV01", nameless)[0].message == "Row 2 on the Services sheet has no id in A2."
    without = table("Services", "| service_id | lead |\n| | Ann |")
    assert findings("SV01", without)[0].message == "Row 2 on the Services sheet has no id in A2."
    gap = table("Data availability", "| status | note |\n| Not collected | |")
    assert findings("AV03", gap)[0].message == "The metric in row 2 is marked “Not collected” with nothing in the note."

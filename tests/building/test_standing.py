"""Where each measure stands: by formula as by the jobs, whatever was answered and found."""

from __future__ import annotations

from outcomes_xl.building import borough_workbook
from outcomes_xl.framework import load_framework
from outcomes_xl.framework.standing import rules, standing
from outcomes_xl.hosts import files
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_tables

FRAMEWORK = load_framework()


def test_every_word_of_the_rules_is_in_the_lists() -> None:
    assert {rule.says for rule in rules()} == set(FRAMEWORK.list("stands"))
    assert {word for rule in rules() for word in rule.status} < set(FRAMEWORK.list("status"))
    assert {word for rule in rules() for word in rule.found} < set(FRAMEWORK.list("found"))


def test_the_sheet_and_the_jobs_say_the_same_of_every_answer_and_every_finding() -> None:
    pairs = [(s, f) for s in (None, *FRAMEWORK.list("status"), "Ask Priya") for f in (None, *FRAMEWORK.list("found"))]
    for number in range(0, len(pairs), 100):
        part = dict(zip(FRAMEWORK.metrics, pairs[number : number + 100], strict=False))
        entries = {key: {"status": status, "found": found} for key, (status, found) in part.items()}
        data = borough_workbook(FRAMEWORK, entries={"availability": entries})
        table = read_tables(files.read_bytes(data, "made.xlsx"), layout("borough")).tables["availability"]
        said = {str(row["metric_id"]): row["stands"] for row in table}
        assert {key: said[key] for key in part} == {k: standing(s or "", f or "") for k, (s, f) in part.items()}

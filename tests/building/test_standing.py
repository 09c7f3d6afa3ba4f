"""Where each measure stands: by formula as by the jobs, whatever was answered and found."""

from __future__ import annotations

from outcomes_xl.framework import load_framework
from outcomes_xl.framework.standing import figure_found_words, rules, standing
from outcomes_xl.hosts import files
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import read_tables
from tests.built import borough_workbook

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


def test_figures_found_are_counted_by_the_words_that_mean_a_figure_and_by_nothing_else() -> None:
    words = FRAMEWORK.list("found")
    assert figure_found_words() < set(words)
    entries = {key: {"found": word, "found_figure": 1} for key, word in zip(FRAMEWORK.metrics, words, strict=False)}
    book = files.read_bytes(borough_workbook(FRAMEWORK, entries={"availability": entries}), "made.xlsx")
    assert f"Figures found: {len(figure_found_words())}." in str(book.sheets["Data availability"].value(2, 1))


def test_the_sentence_of_the_framework_says_of_how_many_outcomes_its_metrics_are() -> None:
    book = files.read_bytes(borough_workbook(FRAMEWORK), "made.xlsx")
    said = f"{len(FRAMEWORK.metrics)} metrics of {len(FRAMEWORK.outcomes)} outcomes."
    assert book.sheets["Framework"].value(2, 1) == said

"""What jobs say is held to the same standard as the rules."""

import re

from outcomes_xl.jobs.job_findings import Told, findings, words
from outcomes_xl.model import CellRef
from outcomes_xl.rules.rule_words import all_words


def test_ids_are_nobody_elses():
    assert not set(words()) & set(all_words())


def test_sentences_are_short_and_courteous():
    for entry in words().values():
        for text in (entry.title, entry.message, entry.several, entry.fix, entry.fix_with_offer, entry.why):
            for sentence in re.split(r"(?<=[.!?])\s", text):
                assert len(sentence.split()) <= 30, f"{entry.id}: {sentence}"
            assert not re.search(r"\b(invalid|illegal|failed|error)\b", text, re.IGNORECASE), f"{entry.id}: {text}"


def test_two_things_to_tell_of_one_cell_are_two_findings():
    cell = CellRef("Sources", 6, 3)
    troubles = [("a.csv", "It is empty."), ("b.csv", "It broke off.")]
    told = [Told("SR19", cell, name, {"file": name, "what": what, "next_step": "Look."}) for name, what in troubles]
    assert [finding.message for finding in findings(told)] == ["a.csv: It is empty.", "b.csv: It broke off."]


def test_what_is_told_of_many_cells_in_the_same_words_is_one_finding_with_all_that_stands_there():
    told = [Told("JB03", CellRef("Lists", row, 1), str(row), {"wanted": "an id typed as text"}) for row in (6, 9, 12)]
    (finding,) = findings([*told, told[0]])
    assert finding.message == "3 cells on Lists hold something else where an id typed as text belongs: A6, A9 and A12."
    assert (finding.found, finding.cell) == ("6, 9, 12", CellRef("Lists", 6, 1))

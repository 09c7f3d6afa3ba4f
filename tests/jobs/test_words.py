"""What jobs say is held to the same standard as the rules."""

import re

from outcomes_xl.jobs.job_findings import words
from outcomes_xl.rules import all_words


def test_ids_are_nobody_elses():
    assert not set(words()) & set(all_words())


def test_sentences_are_short_and_courteous():
    for entry in words().values():
        for text in (entry.title, entry.message, entry.several, entry.fix, entry.fix_with_offer, entry.why):
            for sentence in re.split(r"(?<=[.!?])\s", text):
                assert len(sentence.split()) <= 30, f"{entry.id}: {sentence}"
            assert not re.search(r"\b(invalid|illegal|failed|error)\b", text, re.IGNORECASE), f"{entry.id}: {text}"

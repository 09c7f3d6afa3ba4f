"""The sentences of Check data availability: short, courteous, each with a place in the code that says it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from outcomes_xl.rules.rule_words import TEMPLATES, RuleWords, read_words

SRC = Path(__file__).resolve().parents[2] / "src" / "outcomes_xl"
ENTRIES = list(read_words((SRC / "data" / "sources" / "findings.toml").read_text(encoding="utf-8")))
NOT_OURS = re.compile(
    r"\b(invalid|illegal|fail(ed|ure|s)?|error|exception|null|none type|string|float|int)\b", re.IGNORECASE
)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_a_sentence_is_short_and_courteous(entry: RuleWords) -> None:
    for name in (*TEMPLATES, "title", "why"):
        text = getattr(entry, name)
        assert not NOT_OURS.search(text), f"{entry.id}, {name}: {text}"
        for sentence in re.split(r"(?<=[.?!])\s", text):
            assert len(sentence.split()) <= 30, f"{entry.id}, {name}: {sentence}"


def test_every_entry_is_said_somewhere_and_everything_said_has_an_entry() -> None:
    code = "".join(
        (SRC / "jobs" / name).read_text(encoding="utf-8") for name in ("availability.py", "disagreements.py")
    )
    assert set(re.findall(r'"(SR\d\d)"', code)) == {entry.id for entry in ENTRIES if not entry.withdrawn}

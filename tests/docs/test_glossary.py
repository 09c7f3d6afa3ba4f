"""The glossary: every word of the workbook's lists with its meaning, and each word linked where it first appears."""

from __future__ import annotations

import csv
import re
from importlib import resources

import pytest

from tests.docs.officers_pages import GLOSSARY, LINKED, PAGES, unlinked

TEXT = GLOSSARY.read_text(encoding="utf-8")
HEADINGS = [one.lower() for one in re.findall(r"^### (.*)$", TEXT.partition("\n## ")[0], re.MULTILINE)]
WORDS = list(csv.DictReader((resources.files("outcomes_xl") / "data" / "lists.csv").read_text("utf-8").splitlines()))


def test_every_word_of_the_lists_is_in_it_with_its_meaning() -> None:
    rows = set(re.findall(r"^\| (.*) \| (.*) \|$", TEXT, re.MULTILINE)) - {("word", "what it means")}
    assert rows == {(word["value"], word["meaning"]) for word in WORDS}, "the page and data/lists.csv differ"


def test_the_words_of_one_list_stand_together_in_its_order() -> None:
    tables = [
        re.findall(r"^\| (.*) \| .* \|$", part, re.MULTILINE)[1:] for part in TEXT.split("\n### ") if "| word |" in part
    ]
    lists: dict[str, list[str]] = {}
    for word in WORDS:
        lists.setdefault(word["list"], []).append(word["value"])
    assert sorted(tables) == sorted(lists.values())


def test_its_entries_are_in_the_order_of_the_alphabet_and_have_a_sentence_each() -> None:
    assert sorted(HEADINGS) == HEADINGS
    for entry in TEXT.partition("\n## ")[0].split("\n### ")[1:]:
        assert entry.strip().endswith((".", ".)")), entry


def test_what_pages_link_to_is_an_entry() -> None:
    assert set(LINKED) <= {one.replace(" ", "-") for one in HEADINGS}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_a_word_is_linked_where_it_first_appears(page) -> None:  # type: ignore[no-untyped-def]
    text = page.read_text(encoding="utf-8")
    assert [(entry, found[0]) for entry, found in unlinked(text)] == [], (
        "python -m tests.docs.officers_pages links them"
    )

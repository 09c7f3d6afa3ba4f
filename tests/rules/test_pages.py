"""The officers' pages about the rules: every rule is on one, and the committed pages are the current ones."""

from __future__ import annotations

from pathlib import Path

from outcomes_xl.reports.rule_pages import PAGES, rule_pages, write_rule_pages
from outcomes_xl.rules.rule_words import all_words

COMMITTED = Path(__file__).resolve().parents[2] / "docs" / "officers" / "rules"


def test_every_rule_has_its_page_and_a_line_in_the_index() -> None:
    pages = rule_pages()
    bodies = "\n".join(text for name, text in pages.items() if name != "README.md")
    for rule_id, words in all_words().items():
        assert bodies.count(f"## {rule_id} · {words.title}\n") == 1
        assert f"[{rule_id}](" in pages["README.md"]


def test_the_committed_pages_are_the_current_ones() -> None:
    committed = {path.name: path.read_text(encoding="utf-8") for path in COMMITTED.glob("*.md")}
    assert committed == rule_pages(), "run: outcomes-xl build, or write_rule_pages(docs/officers/rules)"


def test_a_page_reads_as_sentences_and_shows_no_braces() -> None:
    pages = rule_pages()
    assert not any("{" in text for text in pages.values())
    assert "[the metric] is marked “[Status]” with nothing in the note." in pages["data-availability.md"]


def test_writing_the_pages_takes_old_ones_away(tmp_path: Path) -> None:
    (tmp_path / "old.md").write_text("gone", encoding="utf-8")
    written = write_rule_pages(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in written}
    assert {path.name for path in written} == {"README.md", *(page.file for page in PAGES)}

"""The officers' pages as text: what stands on them, and where a word of the glossary first appears.

``python -m tests.docs.officers_pages`` links each word where it first appears on a page, and takes other
links to it away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from outcomes_xl.building.addin.ribbon import Control, controls, ribbon_bytes
from outcomes_xl.jobs.highlight import highlight_choices

OFFICERS = Path(__file__).resolve().parents[2] / "docs" / "officers"
GLOSSARY = OFFICERS / "glossary.md"
INDEX = OFFICERS / "README.md"
PAGES = sorted(set(OFFICERS.glob("*.md")) - {GLOSSARY, INDEX})
"""A page a task; the pages about the rules are made from the rules' own words and stand in a folder of theirs."""

LINKED = {
    "add-in": r"add-ins?",
    "caution": r"cautions?",
    "central-file": r"central\s+files?",
    "close-and-proxy": r"prox(?:y|ies)",
    "crosswalk": r"crosswalks?",
    "domain": r"domains?",
    "edition": r"editions?",
    "evidence": r"evidence",
    "finding": r"findings?",
    "gap": r"gaps?",
    "helper": r"helper",
    "holder": r"holders?",
    "indicator": r"indicators?",
    "job": r"jobs?",
    "layer": r"layers?",
    "local-row": r"rows?\s+of\s+your\s+own|local\s+rows?",
    "mapping-tab": r"mapping\s+tabs?",
    "metric": r"metrics?",
    "national-framework": r"national\s+frameworks?",
    "outcome": r"outcomes?",
    "partial-sum": r"partial\s+sums?",
    "published-files": r"published\s+files?",
    "release": r"releases?",
    "retired": r"retired",
    "settle": r"settled?",
    "status": r"status(?:es)?",
    "symbol": r"symbols?",
    "undo-record": r"undo\s+record",
    "withheld": r"withheld",
    "work-list": r"work\s+lists?",
}
"""The entries of the glossary that pages link to, each with how the word may stand in a sentence."""


def on_the_ribbon() -> list[Control]:
    """Return everything on the tab that can be pressed, inside menus and galleries too."""
    return [one for one in controls(ribbon_bytes()) if one.pressable or one.kind == "item"]


_LABELS = [one.label for one in on_the_ribbon() if " " in one.label] + [one.label for one in highlight_choices()]
_NO_PROSE = re.compile(
    r"```.*?```|^[#|!<>].*?$|^ *\d?\.? *!\[.*?$|\[[^\]]*\]\([^)]*\)|`[^`]*`|\*\*?[^*\n]+(?:\n[^*\n]+)?\*\*?|“[^”]*”|"
    + "|".join(re.escape(label).replace(r"\ ", r"\s+") for label in sorted(_LABELS, key=len, reverse=True)),
    re.DOTALL | re.MULTILINE,
)


def prose(page: str) -> str:
    """Return a page with all that is no sentence of ours blanked: headings, tables, links, code, names, quotations.

    Every character keeps its place. Sections about a function are the functions' own help.
    """
    ours = page.partition("\n## OUTCOMES_")[0]
    return _NO_PROSE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), ours)


def unlinked(page: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield each entry of the glossary that stands in a page's sentences before it is linked, and where."""
    sentences = prose(page)
    for entry, words in LINKED.items():
        first = re.search(rf"(?<![\w-])(?:{words})(?![\w-])", sentences)
        linked = page.find(f"(glossary.md#{entry})")
        if first and not 0 <= linked < first.start() + 1:
            yield entry, first


def linked(page: str) -> str:
    """Return a page with the first appearance of each entry linked to the glossary."""
    for entry in LINKED:
        page = re.sub(rf"\[([^\]]*)\]\(glossary\.md#{entry}\)", r"\1", page)
    while found := next(unlinked(page), None):
        entry, at = found
        page = f"{page[: at.start()]}[{at[0]}](glossary.md#{entry}){page[at.end() :]}"
    return page


if __name__ == "__main__":
    for path in PAGES:
        path.write_text(linked(path.read_text("utf-8")), encoding="utf-8")

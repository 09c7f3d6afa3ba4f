"""The officers' pages about the rules, one a sheet, made from the same words the findings are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from outcomes_xl.jobs import job_findings
from outcomes_xl.model import Severity
from outcomes_xl.reading.layouts import layout
from outcomes_xl.rules.every_rule import all_rules
from outcomes_xl.rules.rule_words import RuleWords, all_words

_MADE_FROM = (
    "<!-- Made from data/rules.toml (and jobs.toml, sources/findings.toml) by outcomes-xl build. Mend it there. -->"
)


@dataclass(frozen=True)
class Page:
    """One page: its file, its title, what it is about, and the two letters its rules begin with."""

    file: str
    title: str
    about: str
    letters: tuple[str, ...] = ()


PAGES = (
    Page("start.md", "Start", "Whose workbook it is, when it was prepared, and which release it uses.", ("ST",)),
    Page("framework.md", "Framework", "Your own rows, and national rows as they were released.", ("FR",)),
    Page("data-availability.md", "Data availability", "Your answers, their periods and figures.", ("AV", "FG")),
    Page("mapping-tabs.md", "Mapping tabs", "Links to national frameworks, and your decisions on them.", ("MA",)),
    Page("services.md", "Services", "What families are offered.", ("SV",)),
    Page("service-map.md", "Service map", "Which service contributes to which outcome.", ("SM",)),
    Page("qualitative-evidence.md", "Qualitative evidence", "What families and practitioners say.", ("QE",)),
    Page("sources.md", "Sources", "Where local data sits.", ("SO",)),
    Page("targets.md", "Targets", "Where you want to be, and by when.", ("TA",)),
    Page("milestones.md", "Milestones", "Where you want to be on the way.", ("MI",)),
    Page("priorities.md", "Priorities", "From a long list to the headlines agreed with partners.", ("PR",)),
    Page("any-sheet.md", "Any sheet", "Broken cells, unseen characters, formulas, personal data.", ("AN",)),
    Page("the-workbook.md", "The workbook", "Sheets, tables and headings as the tool needs them.", ("WB",)),
    Page(
        "publishing.md",
        "Publishing",
        "What publishing a release, and bringing a crosswalk in, may tell the lead for London.",
        ("PB", "CW"),
    ),
    Page("said-by-jobs.md", "Said by other jobs", "What Refresh, Check data availability and Undo may tell you."),
)

# How a gap in a sentence is shown on a page, where it is not simply the column's heading.
_GAPS = {
    "cell": "the cell",
    "cells": "the cells",
    "count": "how many",
    "how_many": "how many",
    "found": "what stands there",
    "heading": "the column",
    "offer": "what is offered",
    "row": "the row's number",
    "metric": "the metric",
    "sheet": "the sheet",
    "first": "the first cell",
    "nearest": "the nearest it knows",
    "names": "which",
    "words": "the words of the list",
    "slip": "is not a borough's code",
    "kind": "the metric's kind of period",
    "strange": "the word that is not known",
    "this_day": "the day of the check",
}


def rule_pages() -> dict[str, str]:
    """Return the pages as Markdown by file name: an index, and one page a sheet."""
    words = {**all_words(), **job_findings.words()}
    pages = {page.file: [entry for entry in words.values() if _page_of(entry.id) is page] for page in PAGES}
    made = {page.file: _page(page, pages[page.file]) for page in PAGES if pages[page.file]}
    return {"README.md": _index(pages), **made}


def write_rule_pages(folder: Path) -> list[Path]:
    """Write the pages into a folder, take away pages that are no longer made, and return what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = rule_pages()
    for old in folder.glob("*.md"):
        if old.name not in pages:
            old.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return [folder / name for name in pages]


def _page_of(rule_id: str) -> Page:
    return next((page for page in PAGES if rule_id[:2] in page.letters), PAGES[-1])


def _index(pages: Mapping[str, list[RuleWords]]) -> str:
    count = sum(len(entries) for entries in pages.values())
    lines = [
        "# What the tool looks at",
        "",
        _MADE_FROM,
        "",
        f"There are {count} rules. Each line of the Findings sheet names its rule; look here for why it is there.",
        "",
        f"- **{Severity.MUST_FIX}**: a refresh, or putting workbooks together, would go wrong.",
        f"- **{Severity.PLEASE_CHECK}**: it is probably a slip. If it is right, say why where the finding tells you.",
        f"- **{Severity.FOR_INFORMATION}**: good to know. There is nothing you have to do.",
        "",
        "A gap is an answer, not a mistake.",
        "",
        "| page | about | rules |",
        "|---|---|---|",
        *(f"| [{p.title}]({p.file}) | {p.about} | {_range(pages[p.file])} |" for p in PAGES if pages[p.file]),
    ]
    lines += ["", "| rule | what must be true | how much it matters |", "|---|---|---|"]
    for page in PAGES:
        for entry in pages[page.file]:
            link = f"[{entry.id}]({page.file}#{entry.id.lower()})"
            lines.append(f"| {link} | {entry.title} | {'withdrawn' if entry.withdrawn else entry.severity} |")
    return "\n".join(lines) + "\n"


def _range(entries: list[RuleWords]) -> str:
    """Return the ids of a page briefly: "AV01 to AV20, FG01 to FG13"."""
    by_letters: dict[str, list[str]] = {}
    for entry in entries:
        by_letters.setdefault(entry.id[:2], []).append(entry.id)
    return ", ".join(ids[0] if len(ids) == 1 else f"{ids[0]} to {ids[-1]}" for ids in by_letters.values())


def _page(page: Page, entries: list[RuleWords]) -> str:
    lines = [f"# {page.title}", "", _MADE_FROM, "", f"{page.about} [All rules](README.md)", ""]
    for entry in entries:
        lines += [*_rule(entry), ""]
    return "\n".join(lines).rstrip() + "\n"


def _rule(entry: RuleWords) -> Iterator[str]:
    yield f'<a id="{entry.id.lower()}"></a>'
    yield ""
    yield f"## {entry.id} · {entry.title}"
    yield ""
    if entry.withdrawn:
        yield f"Withdrawn: {entry.withdrawn}"
        return
    headings = _headings(entry.id)
    yield f"**{entry.severity}**"
    yield ""
    yield f"- What it says: {_readable(entry.message, headings)}"
    yield f"- Why: {entry.why}"
    yield f"- What to do: {_readable(entry.fix, headings)}"
    if known := entry.fix_with_offer or entry.fix_with_nearest:
        yield f"- If the tool can tell what is meant: {_readable(known, headings)}"
    yield f"- For example: {entry.example}"


def _headings(rule_id: str) -> dict[str, str]:
    """Return the headings of the sheet a rule is about, by field."""
    rule = all_rules().get(rule_id)
    mapping = layout("borough").mappings[0].key
    key = {"mapping": mapping, "table": None, None: None}.get(rule.home, rule.home) if rule else None
    return {column.field: column.heading for column in layout("borough").sheet(key).columns} if key else {}


def _readable(template: str, headings: Mapping[str, str]) -> str:
    """Return a template as an officer can read it: "{metric} is “{status}”" -> "[the metric] is “[Status]”"."""

    def shown(match: re.Match[str]) -> str:
        name, _, part = match[1].partition(".")
        word = _GAPS.get(name) or headings.get(name) or name.replace("_", " ")
        return f"[the cell under {word}]" if part == "cell" else f"[{word}]"

    return re.sub(r"\{([a-z_0-9.]+)\}", shown, template)

"""Targets as one HTML page: a section a target, one word first, nothing fetched, no script, words beside every line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from outcomes_xl.reports.html_parts import html_page, html_table
from outcomes_xl.reports.london_style import STYLE
from outcomes_xl.reports.target_drawings import drawing
from outcomes_xl.targets.progress import NOT_SAID, TargetProgress
from outcomes_xl.targets.rounded import said_with

_STYLE = (
    STYLE
    + """
.word{display:inline-block;font-size:1.25rem;font-weight:bold;border:2px solid var(--navy);border-radius:.3rem;
padding:.15rem .7rem;margin:.3rem 0;color:var(--navy)}
.word.unsaid{border-style:dashed;color:var(--quiet);border-color:var(--quiet)}
svg text{paint-order:stroke;stroke:#fff;stroke-width:4px}
section p,section li{max-width:56rem}
dl.words{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;max-width:56rem}
dt{font-weight:bold}dd{margin:0}
"""
)
_WORDS = (
    ("on the path", "The figure and the path show the same number; said only where its counts are not given."),
    (
        "above, below",
        (
            "The figure stands above or below the path. Where its counts are given, by more than chance alone would "
            "move it; without them the two numbers are compared as they stand, and that may be chance."
        ),
    ),
    (
        "too near to say",
        (
            "The path lies within what chance alone could do to the figure. A handful of children more or fewer would "
            "change the answer, so any other word would be a guess. It is neither good news nor bad."
        ),
    ),
    (NOT_SAID, "Something is in the way, and what to do about it stands below."),
)


def targets_page(found: Sequence[TargetProgress], sentence: str, whose: str, made_on: str) -> str:
    """Return the page. ``sentence`` says how many stand where; ``whose`` is the borough, "" for none."""
    title = "Targets and where they stand" + (f", {whose}" if whose else "")
    contents = "".join(
        f'<li><a href="#target-{number}">{escape(_heading(number, one))}</a>: {escape(one.word)}</li>'
        for number, one in enumerate(found, 1)
    )
    words = "".join(f"<dt>{escape(word)}</dt><dd>{escape(said)}</dd>" for word, said in _WORDS)
    sections = "".join(_section(number, one) for number, one in enumerate(found, 1))
    nav = f'<nav aria-label="On this page"><ul>{contents}</ul></nav>'
    meant = (
        '<section aria-labelledby="words-h"><h2 id="words-h">What the words mean</h2>'
        f'<dl class="words">{words}</dl></section>\n'
    )
    foot = (
        f"Made on {escape(made_on)} with outcomes_xl. Paths are straight between the points "
        "given. What chance could do is worked out from counts, never from rounded figures: Wilson's interval for "
        "shares, the exact Poisson one for rates below ten events, Byar's from ten on; 95 per cent, rounded outwards. "
        "Contains public sector information licensed under the Open Government Licence v3.0."
    )
    return html_page("", title, _STYLE, sentence, nav, meant + sections, foot, skip="To the targets")


def _section(number: int, one: TargetProgress) -> str:
    key = f"target-{number}"
    unsaid = " unsaid" if one.word == NOT_SAID else ""
    word = one.word_in_full
    parts = [
        f'<p class="word{unsaid}">{escape(word[:1].upper() + word[1:])}</p>',
        _paragraph(one.sentence),
        drawing(one, _heading(number, one)),
        _paragraph(one.about_projection),
        _list("What to do", [trouble.next for trouble in one.troubles]),
        _list("Worth knowing", one.notes),
        _numbers(number, one),
    ]
    return (
        f'<section id="{key}" aria-labelledby="{key}-h"><h2 id="{key}-h">{escape(_heading(number, one))}</h2>'
        f"{''.join(parts)}</section>\n"
    )


def _heading(number: int, one: TargetProgress) -> str:
    """Return what a target is called: two may be for one metric, and for one period."""
    return f"{number}. {one.facts.name}" + (f", by {one.facts.by.label}" if one.facts.by else "")


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>" if text else ""


def _list(heading: str, lines: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<p><strong>{heading}</strong></p><ul>{items}</ul>" if items else ""


def _numbers(number: int, one: TargetProgress) -> str:
    """Return the numbers of the drawing as a table, folded away."""
    if not one.paths:
        return ""
    places = one.places
    rows: dict[int, list[str]] = {}

    def put(at: int, label: str, column: int, value: float) -> None:
        row = rows.setdefault(at, [label, "", "", ""])
        row[column] = f"{row[column]} or {said_with(value, places)}" if row[column] else said_with(value, places)

    for path in one.paths:
        for p in path.points:
            if rows.get(p.at, ["", ""])[1] != said_with(p.value, places):
                put(p.at, p.label, 1, p.value)
    for period, value in one.facts.before:
        put(period.end.year * 12 + period.end.month, period.label, 2, value)
    if one.latest and not rows.get(one.latest.at, ["", "", ""])[2]:
        put(one.latest.at, one.latest.label, 2, one.latest.value)
    for ambition in one.facts.ambitions:
        put(ambition.at, ambition.label, 3, ambition.value)
    about = f"{_heading(number, one)}: the numbers of the drawing, in {one.facts.unit}"
    headings = ("Period", "Path", "Figure found", "National ambition")
    table = html_table(about, headings, [[cell or "–" for cell in row] for _, row in sorted(rows.items())], (1, 2, 3))
    owner = one.facts.row.text("owner")
    start = one.facts.baseline_number
    said = f"Baseline {said_with(start, places)}" if start is not None else ""
    source = one.facts.row.text("baseline_source")
    told = ". ".join(
        part for part in (f"{said} ({source})" if source else said, f"Owned by {owner}" if owner else "") if part
    )
    return f"<details><summary>The numbers</summary>{_paragraph(told + '.' if told else '')}{table}</details>"

"""The officer's answer about a heading: which field it names, or None where it settles nothing and is asked again."""

from __future__ import annotations

import re
from dataclasses import dataclass

from outcomes_xl.adopt.words import bare, one_line, words
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.periods import understood

OF_TARGETS = {
    "target": "Is it a level to reach or a change, and by when? Answer as here: “Targets, a level to reach, by "
    "2027/28”, or “Targets, a change in points, by 2027/28”.",
    "baseline": "Is it what targets begin from? Answer “Targets, baseline”, or “leave out”.",
    "target_by": "Is it by when targets are to be reached? Answer “Targets, by when”, or “leave out”.",
}
_YEAR = re.compile(r"\b(?:19|20)\d{2}(?:[/-]\d{2}(?:\d{2})?)?\b")


def asks_of_targets(field: str, heading: str) -> str:
    """Return what is asked about a column of targets; where its heading has a year, the answers shown have it too."""
    said = OF_TARGETS[field]
    year = _YEAR.search(heading)
    return said.replace("2027/28", year[0]) if year and understood(year[0]) else said


_SAID_YES = {"baseline": "baseline said", "target_by": "by when said"}
_KINDS = (
    ("Level to reach", re.compile(r"\b(a |the )?level( to (reach|be reached))?\b")),
    ("Change in points", re.compile(r"\b(a |the )?change (in|of) (percentage )?points\b")),
    ("Change in per cent", re.compile(r"\b(a |the )?change (in|of) (per ?cent|percentages?|%)(?!\w)")),
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_BY = re.compile(rf"\b(?:by|in|for) (?:the )?(?:end of )?((?:(?:\d{{1,2}} )?{_MONTH} )?\d[\d/ -]*)$")
_IS = re.compile(r"^(yes\b|it is\b|they are\b|correct\b|right\b)")
_IS_NOT = re.compile(r"^(no\b|it is not\b|none\b|no field\b|extra\b|(in|into) the note\b|keep)")
_MOST_WORDS = 4
"""Words above which an answer that only has a word of a heading in it is a remark."""


def says_yes(said: str) -> bool:
    """Whether an answer to “Is it …?” is a yes."""
    return _IS.match(one_line(said)) is not None


@dataclass(frozen=True)
class TargetSaid:
    """What an answer says of targets: what they are, and by when, "" where it does not say."""

    kind: str
    by: str = ""


def target_said(said: str) -> TargetSaid | None:
    """Return what an answer says of targets; None where it says something else, or a change without saying of what."""
    left = one_line(said).removeprefix("targets").removeprefix("target").strip(" ,;:-.")
    by = ""
    if found := _BY.search(left):
        by = found[1].strip()
        left = left[: found.start()]
    kind = "Level to reach"
    for name, pattern in _KINDS:
        if pattern.search(left):
            kind, left = name, pattern.sub(" ", left)
            break
    return TargetSaid(kind, by) if not left.strip(" ,;:-.") and (not by or understood(by)) else None


def field_said(said: str, asked_of: str = "") -> str | None:
    """Return the field an officer names: by its heading in our workbook, by its sheet, or by leaving it out.

    ``asked_of`` is the field that we asked about, which a plain yes means. None where the answer settles nothing: of a
    column of targets only plain words do.
    """
    folded = one_line(said)
    for column in layout("borough").sheet("availability").columns:
        if bare(said) in (bare(column.heading), bare(column.field)):
            return column.field
    if folded.startswith(("leave out", "leave it", "leave this", "nothing", "ignore", "not ")):
        return "left out"
    if part := re.match(r"(?:targets?\b[ ,;:-]*)?(baseline|by when)\b", folded):
        return "baseline said" if part[1] == "baseline" else "by when said"
    of_targets = folded.startswith("target") or asked_of == "target"
    if of_targets and target_said(said) is not None:
        return f"target said {said}"
    if _IS_NOT.match(folded):
        return "extra"
    if says_yes(said) and asked_of:
        return _SAID_YES.get(asked_of, asked_of if asked_of not in OF_TARGETS else None)
    if folded.startswith("target") or asked_of in OF_TARGETS or len(folded.split()) > _MOST_WORDS:
        return None
    return words().heading(said)


def settles_nothing(said: str, heading: str, field: str) -> str:
    """Return why a column is asked about again."""
    how = OF_TARGETS.get(field, "Write a heading of Data availability, such as “Who holds it”, or “leave out”.")
    return f"Your answer “{said}” does not say what stands under “{heading}”. {how}"

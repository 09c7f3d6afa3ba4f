"""Columns that say of whom a row's figure is, and in what it is counted: Boys, FSM, number, £000s."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from outcomes_xl.adopt.column import Column
from outcomes_xl.adopt.words import one_line, words
from outcomes_xl.model.styled_cells import StyledCell

_GROUP = re.compile(
    r"^((pupil|child|client|age|ethnic|population|sub)[ -]?)?(sub-?)?(groups?|cohorts?|sex|gender|ethnicity|"
    r"breakdowns?|categor(y|ies)|characteristics?|population|split|disaggregation)( group)?s?$"
)
_BREAKDOWN = re.compile(r"breakdown|split|disaggregation")
"""Headings under which the names of our own breakdowns are an answer, and no group."""
_EVERYBODY = re.compile(
    r"^(all\b.*|total|totals|everyone|everybody|overall|whole\b.*|both( sexes)?|persons?|any|"
    r"none|total only|n/?a|-|–|—)$"
)
_UNIT = re.compile(r"^(units?|uom|measured in)( of .*)?$|^(figure|value) (type|format)$")
_PER = re.compile(r"\b(?:per|/) ?(\d[\d, ]*\d|\d+)( ?k)?\b")
_KINDS = (
    ("percentage points", re.compile(r"percentage points?|\bpp\b|% points?")),
    ("%", re.compile(r"%|\bper ?cent\b|\bpercentage\b|\bproportion\b|\bpct\b")),
    ("£000s", re.compile(r"£ ?(000|k|m)|£.*(thousand|million)")),
    ("thousands", re.compile(r"^000s?$|^thousands$")),
    ("£", re.compile(r"£|\bpounds?\b|\bgbp\b")),
    ("days", re.compile(r"\bdays?\b")),
    ("weeks", re.compile(r"\bweeks?\b")),
    ("months", re.compile(r"\bmonths?\b")),
    ("years", re.compile(r"\byears?\b")),
    ("FTE", re.compile(r"\bfte\b|\bwte\b|full[ -]time equivalents?")),
    ("score", re.compile(r"\bscores?\b")),
    ("points", re.compile(r"\bpoints\b")),
    ("a rate", re.compile(r"^rate$")),
    ("rank", re.compile(r"\brank(ing)?\b|\bquintile\b|\bdecile\b")),
    (
        "number",
        re.compile(
            r"^(n|#|no\.?|nos\.?|numbers?|counts?|volume|headcount|children|pupils|people|persons|famil(y|ies)|cases|"
            r"households|integer|whole number)( of .*)?$|\bnumber\b|\bcount\b|\bheadcount\b"
        ),
    ),
)
_IN_BRACKETS = re.compile(r"\((%|per ?cent(?:age)?|number|no\.?|count|£|£? ?000s?|thousands|rate|per [\d, ]+k?)\)$")
_ALONE = re.compile(r"%|per ?cent(?:age)?|rate|number|count|headcount")
_SAYSNO_NUMBER = re.compile(
    r"\b(latest|current|most recent|our|borough|value|figure|actual|outturn|result|performance|data)\b|"
    r"\b(fy|ay|q[1-4])?\s?\d{2,4}( ?[/-] ?\d{2,4})?\b|[:–—-]"
)
NO_NUMBER = ("", "to be agreed", "family outcome", "judgement")
"""Units of metrics that are no number, or not settled yet."""


def tell_groups_and_units(made: dict[int, Column], contents: Mapping[int, list[StyledCell]]) -> None:
    """Mark the columns whose words say of whom or in what the figure beside them is."""
    for number, column in made.items():
        heading = one_line(column.heading)
        if column.field not in ("extra", "breakdown"):
            continue
        if _UNIT.search(heading):
            made[number] = replace(column, says="unit")
        elif _GROUP.search(heading):
            filled = (cell.text for cell in contents[number] if cell.value is not None)
            texts = [text for text in filled if not words().is_nothing(text)]
            ours = all(_of_our_list(text) for text in texts)
            if not (ours and (_BREAKDOWN.search(heading) or column.field == "breakdown")):
                made[number] = replace(column, says="group")


def _of_our_list(text: str) -> bool:
    parts = [part.strip() for part in re.split(r"[;,/#\n]| and ", text) if part.strip()]
    lists = ("breakdown", "geography")  # a figure may be broken down by ward, and is no ward's
    return all(any(words().of_list(one, part) is not None for one in lists) for part in parts)


def told_of(row: Mapping[int, StyledCell], columns: Mapping[int, Column], says: str) -> str:
    """Return what a row's cell in such a column says, "" when it says nothing or that everybody is meant."""
    there = (cell for number, cell in row.items() if number in columns and columns[number].says == says)
    text = next((cell.text for cell in there if cell.text and not words().is_nothing(cell.text)), "")
    return "" if says == "group" and _EVERYBODY.search(one_line(text)) else text


def another_unit(said: str, unit: str) -> bool:
    """Whether a unit in somebody's words can not be the metric's."""
    theirs, ours = _kind(one_line(said)), _kind(unit)
    if theirs == "a rate":  # per cents are called rates as well
        return unit not in NO_NUMBER and not ours.startswith(("per ", "%", "percentage points"))
    return bool(theirs) and unit not in NO_NUMBER and theirs != ours


def is_a_unit(said: str) -> bool:
    """Whether words name a unit: days, per 1,000, pupils."""
    return bool(_kind(one_line(said)))


def unit_in_heading(heading: str) -> str:
    """Return the unit that a heading names in brackets at its end, or that is all it says; "" when it names none."""
    said = one_line(heading)
    if named := _IN_BRACKETS.search(said):
        return named[1]
    alone = " ".join(_SAYSNO_NUMBER.sub(" ", said).split())
    return alone if _ALONE.fullmatch(alone) else ""


def _kind(said: str) -> str:
    if found := _PER.search(said):
        return f"per {int(re.sub(r'[, ]', '', found[1])) * (1000 if found[2] else 1)}"
    return next((kind for kind, pattern in _KINDS if pattern.search(said)), "")

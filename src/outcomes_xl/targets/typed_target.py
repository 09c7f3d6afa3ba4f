"""A target typed in words, understood as far as it goes: "up 9 per cent by 2028", "9 percentage points", "to 80%".

It is understood to ask well and for nothing else: a number in words is reckoned with once its officer has typed it as
one, and words that say another thing than *Target is a* are asked about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from outcomes_xl.model import Value
from outcomes_xl.reading.tidy import folded
from outcomes_xl.targets.target_levels import LEVEL, PER_CENT, POINTS

_NUMBER = r"(?P<number>\d{1,9}(?:\.\d{1,6})?)"
_POINTS = r"percentage[ -]points?|per ?cent(?:age)?[ -]points?|% ?-?(?:points?|pts?)|points?|p\.?p\.?t?s?|ppts?|pts?"
_PER_CENT = r"%|per ?cent|pct?|percentage"
_UP = r"up|increase(?:d)?|rise|raise(?:d)?|grow(?:th)?|improve(?:ment)?|more|higher"
_DOWN = r"down|reduce(?:d)?|reduction|decrease(?:d)?|cut|fall|drop|less|lower|fewer"
_TYPED = re.compile(
    rf"(?:(?:an? )?(?P<up>{_UP})|(?:an? )?(?P<down>{_DOWN}))? ?"
    rf"(?:(?:of|by) )?(?:(?:from )?{_NUMBER.replace('number', 'start')} ?(?:{_PER_CENT})? (?=to ))?(?P<to>to )?"
    rf"(?:(?P<sign>[+-]) ?)?{_NUMBER} ?(?:(?P<points>{_POINTS})|(?P<per_cent>{_PER_CENT}))?"
    rf"(?: (?:(?P<more>more|higher|up|increase)|(?P<less>less|lower|fewer|down|reduction|decrease)))?"
    r"(?:,? (?:by|in|until) (?P<by>(?:the )?[\w/ ]*\d{2,4}[\w/ ]*))?"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TypedTarget:
    """What words say of a target. ``change`` is below 0 for a way down; ``kind`` is "" where they leave it open.

    ``kinds`` are the words of *Target is a* that they agree with, ``by`` a period in their own words, "" for none.
    """

    change: float
    kinds: tuple[str, ...]
    by: str = ""

    @property
    def kind(self) -> str:
        return self.kinds[0] if len(self.kinds) == 1 else ""


def typed_target(value: Value) -> TypedTarget | None:
    """Return what a target typed as text says; None for a number, and for words that are not wholly understood."""
    found = _TYPED.fullmatch(folded(value).strip(" .")) if isinstance(value, str) else None
    if not found:
        return None
    up, down = found["up"] or found["more"] or found["sign"] == "+", found["down"] or found["less"]
    if (up and down) or (found["points"] and found["to"]):
        return None
    kinds: tuple[str, ...] = (LEVEL, POINTS, PER_CENT)
    if found["to"] or found["start"]:
        kinds = (LEVEL,)
    elif found["points"]:
        kinds = (POINTS,)
    elif up or down:
        kinds = (POINTS, PER_CENT)
    below = (down and LEVEL not in kinds) or found["sign"] == "-"
    return TypedTarget(float(found["number"]) * (-1 if below else 1), kinds, found["by"] or "")

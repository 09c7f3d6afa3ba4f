"""Where boroughs agree: who holds a metric, in which system, how often and at what geography, and its definition.

Of the boroughs that have a metric, those that say something are counted, answer by answer; words are compared without
capitals and odd spaces.
"""

from __future__ import annotations

from collections.abc import Mapping

from outcomes_xl.framework.entries import Metric
from outcomes_xl.london.gathered import COMPARED, DEFINITION, HAVE
from outcomes_xl.london.picture import Picture
from outcomes_xl.london.row_kinds import Plain
from outcomes_xl.london.table_shapes import PictureTable, table

AGREE, DIFFER, ONE, NOBODY = "agree", "differ", "one says", "nobody says"
_WHAT = (*COMPARED, DEFINITION)
_HEADINGS = {
    "holder": "who holds it",
    "system": "system",
    "frequency": "how often",
    "geography": "smallest area",
    DEFINITION: "definition",
}
_MOST_NAMED = 4
_LONGEST = 60
Line = Mapping[str, Plain]


def agreement_table(picture: Picture) -> PictureTable:
    """Return, for each metric that a borough has, what they say of one thing after the other."""
    return table(
        "agreement",
        [_agreement(one, what, picture) for one in picture.metrics if _have(one, picture) for what in _WHAT],
    )


def who_holds_table(picture: Picture) -> PictureTable:
    """Return a line for each metric that a borough has, with everything they say of it."""
    return table("who_holds", [_line(one, picture) for one in picture.metrics if _have(one, picture)])


def _have(metric: Metric, picture: Picture) -> int:
    return sum(picture.counts[metric.id][key] for key in HAVE)


def _agreement(metric: Metric, what: str, picture: Picture) -> Line:
    ordered = picture.gathered.saying(metric.id, what).ordered
    said = sum(many for _, many in ordered)
    return {
        "metric": metric.title,
        "metric_id": metric.id,
        "what": what,
        "have": _have(metric, picture),
        "said": said,
        "silent": _have(metric, picture) - said,
        "different": len(ordered),
        "verdict": _verdict(ordered),
        "most": ordered[0][0] if ordered else "",
        "most_say": ordered[0][1] if ordered else 0,
        "others": "; ".join(f"{word} ({many})" for word, many in ordered[1:]),
    }


def _verdict(ordered: list[tuple[str, int]]) -> str:
    if len(ordered) > 1:
        return DIFFER
    if not ordered:
        return NOBODY
    return AGREE if ordered[0][1] > 1 else ONE


def _line(metric: Metric, picture: Picture) -> Line:
    found = {what: picture.gathered.saying(metric.id, what).ordered for what in _WHAT}
    differ = [_HEADINGS[what] for what, ordered in found.items() if _verdict(ordered) == DIFFER]
    return {
        "metric": metric.title,
        "metric_id": metric.id,
        "domain": metric.domain,
        "have": _have(metric, picture),
        **{what: _in_words(found[what], _have(metric, picture)) for what in COMPARED},
        DEFINITION: _definition(found[DEFINITION], metric),
        "differ": "; ".join(differ),
    }


def _in_words(ordered: list[tuple[str, int]], have: int) -> str:
    """Return "Public health 3; Early help 1; not said 2"."""
    named = [f"{_short(word)} {many}" for word, many in ordered[:_MOST_NAMED]]
    rest, silent = sum(many for _, many in ordered[_MOST_NAMED:]), have - sum(many for _, many in ordered)
    others = len(ordered) - _MOST_NAMED
    more = [f"{'another answer' if others == 1 else f'{others} other answers'} {rest}"] if rest else []
    return "; ".join([*named, *more, *([f"not said {silent}"] if silent else [])])


def _short(word: str) -> str:
    return word if len(word) <= _LONGEST else f"{word[: _LONGEST - 1].rstrip()}…"


def _definition(ordered: list[tuple[str, int]], metric: Metric) -> str:
    """Return how many boroughs have the framework's definition, and how many another."""
    ours = sum(many for word, many in ordered if word in (metric.definition, "as the framework has it"))
    other = sum(many for _, many in ordered) - ours
    return f"the framework's {ours}" + (f"; another {other}" if other else "")

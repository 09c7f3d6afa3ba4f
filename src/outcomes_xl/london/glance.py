"""The picture in a few sentences, each with the numbers it is made of: what a director reads first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from outcomes_xl.london.agreement_tables import DIFFER
from outcomes_xl.london.all_tables import Collated
from outcomes_xl.london.picture import Picture
from outcomes_xl.london.picture_words import groups
from outcomes_xl.model.sentences import counted

_IN_PICTURE = "London's boroughs that are in the picture"
_SENT = "Boroughs in the picture, of those known to have sent a workbook"
_HALF = "Metrics that half of the boroughs or more can use now"
_NONE = "Metrics that no borough can use now"
_CAN_HELP = "Common gaps where a borough already measures it and can help"
KEY_FIGURES = (_IN_PICTURE, _HALF, _NONE, _CAN_HELP)
"""The sentences whose numbers are shown large."""


class Said(NamedTuple):
    """A sentence, its number and what that is out of, and the table it is counted from."""

    sentence: str
    number: int
    of: int
    table: str


def headline(made: Collated) -> str:
    """Return the picture in one line."""
    picture = made.picture
    if not picture.taken:
        return "No borough's workbook could be taken yet: the Ledger sheet says why."
    half = sum(picture.counts[one.id]["use"] * 2 >= len(picture.taken) for one in picture.metrics)
    none = sum(not picture.counts[one.id]["use"] for one in picture.metrics)
    return (
        f"{counted(len(picture.taken), 'borough')}: {half} of {len(picture.metrics)} metrics can be used now by half "
        f"of them or more, and {none} by nobody."
    )


def glance(made: Collated) -> Iterator[Said]:
    """Yield what is said at a glance."""
    picture = made.picture
    boroughs, metrics = len(picture.taken), len(picture.metrics)
    answers = boroughs * metrics
    counts = {one.key: sum(picture.counts[metric.id][one.key] for metric in picture.metrics) for one in groups()}
    yield Said(_IN_PICTURE, *_of_london(picture), "boroughs")
    yield Said(_SENT, boroughs, len({line.borough_code for line in made.ledger} - {""}), "ledger")
    yield Said("Answers given, of all metrics times boroughs", answers - counts["open"], answers, "boroughs")
    for one in groups():
        if one.key != "open":
            yield Said(f"Answers where a borough {_said_of_one(one.says)}", counts[one.key], answers, "places")
    use = [picture.counts[one.id]["use"] for one in picture.metrics]
    every = sum(bool(boroughs) and count == boroughs for count in use)
    yield Said("Metrics that every borough can use now", every, metrics, "availability")
    half = sum(bool(boroughs) and count * 2 >= boroughs for count in use)
    yield Said(_HALF, half, metrics, "availability")
    yield Said(_NONE, sum(not count for count in use), metrics, "availability")
    gaps = made.tables["gaps"]
    helped = sum(bool(count) for count in gaps.column("use"))
    yield Said(_CAN_HELP, helped, len(gaps.rows), "gaps")
    items = made.tables["framework_items"].column("boroughs")
    yield Said(
        "National items in use that no borough can measure", sum(not one for one in items), len(items), "frameworks"
    )
    agreement = made.tables["agreement"]
    of_holders = [row for row in agreement.rows if row[agreement.at("what")] == "holder"]
    differ = sum(row[agreement.at("verdict")] == DIFFER for row in of_holders)
    yield Said("Metrics where boroughs name different holders", differ, len(of_holders), "who_holds")
    outcomes = made.tables["outcomes"]
    agreed = sum(bool(one) for one in outcomes.column("headline"))
    yield Said("Outcomes that a borough and its partners agreed as a headline", agreed, len(outcomes.rows), "outcomes")
    fit, figures = _figures(made)
    yield Said("Published figures that may be set side by side", fit, figures, "comparisons")


def _of_london(picture: Picture) -> tuple[int, int]:
    """Return how many of London's boroughs are in the picture, and how many there are."""
    known = picture.framework.boroughs
    return sum(one.code in known for one in picture.boroughs), len(known)


def _figures(made: Collated) -> tuple[int, int]:
    """Return how many published figures may be set side by side, of how many."""
    table = made.tables["comparisons"]
    return tuple(sum(int(one or 0) for one in table.column(name)) for name in ("compared", "figures"))  # type: ignore[return-value]


def sheet_line(name: str, made: Collated) -> str:
    """Return what a table shows in a line, for what stands above it; the headline where there is no more to say."""
    table = made.tables[name]
    many = 0 if name == "figures" else len(table.rows)
    if name == "gaps":
        helped = sum(bool(count) for count in table.column("use"))
        return f"{counted(many, 'common gap')}; for {helped} of them a borough already measures it and can be asked."
    if name == "who_holds":
        differ = sum(bool(one) for one in table.column("differ"))
        return f"{counted(many, 'metric')} that a borough has; of {differ} of them boroughs say different things."
    if name == "frameworks":
        items = made.tables["framework_items"].column("boroughs")
        return (
            f"{sum(not one for one in items)} of {len(items)} national items in use can be measured by no borough yet."
        )
    if name == "outcomes":
        agreed, served = (sum(bool(one) for one in table.column(what)) for what in ("headline", "served"))
        return f"Of {many} outcomes {agreed} are a borough's agreed headline, and {served} have a service somewhere."
    if name in ("comparisons", "figures"):
        fit, figures = _figures(made)
        return f"{fit} of {figures} published figures may be set side by side."
    if name == "changes":
        return f"Since {made.since or 'the picture before'}: {counted(many, 'answer')} moved to another group."
    if name == "ledger":
        return f"{counted(many, 'file')} looked at; the answers of {len(made.picture.taken)} are in the picture."
    return headline(made)


def _said_of_one(words: str) -> str:
    return f"says: {words}" if words.startswith(("a ", "nobody", "it ")) else words

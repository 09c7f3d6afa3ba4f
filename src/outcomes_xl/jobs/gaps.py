"""The Gaps list: metrics the borough cannot use yet, by what they need, with who may hold them.

A gap is an answer. The list says what it needs, and what it keeps waiting: outcomes of ours, and national frameworks
tied to them. One of each kind comes first, so that its first lines are several things to do and not one ten times.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from outcomes_xl.framework.entries import Framework, Metric
from outcomes_xl.framework.standing import standing
from outcomes_xl.jobs.table_edits import Added, Entry, name_is_free, new_sheet, rewrite
from outcomes_xl.model import AddSheet, Book, Row, Table, Value
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.read_tables import Reading
from outcomes_xl.sources import Evidence
from outcomes_xl.sources.holders import likely_holder

_RETIRED = "Retired"
PERHAPS = "Perhaps: "
# Where a measure stands when nothing is missing: it is used, a figure is there to be taken, or it does not apply.
_NO_GAP = frozenset({"We use it now", "Found: take it", "Does not apply"})
_IN_PRINT = frozenset(
    {
        "Published: fetch it",
        "Published: look it up",
        "Withheld for your borough",
        "Published without your borough",
    }
)
_WHAT_TO_DO: Mapping[str, str] = {
    "Published: fetch it": "Get published files, or fetch it yourself, then run Check data availability again.",
    "Published: look it up": "Look it up as Why says: this tool has no reader for it. Then answer in Status.",
    "Withheld for your borough": "Nothing to fetch. Ask whether it can be counted here, or say in Note why not.",
    "Published without your borough": "Count it here. Where others have a figure, ask the publisher for yours.",
    "A partner holds it": "Ask for the yearly figure for the borough.",
    "Ours, needs work first": "Mend it at the source or choose which figure is meant, then answer again.",
    "Nobody records it": "Decide whether to begin, or say in Note why not.",
    "Nothing known yet": "Say in Status whether anybody has it.",
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits on one metric: outcomes of ours by id, and national frameworks by key, both in their own order."""

    outcomes: tuple[str, ...]
    frameworks: tuple[str, ...]

    @property
    def count(self) -> int:
        return len(self.outcomes) + len(self.frameworks)


def waiting(framework: Framework) -> Mapping[str, Waiting]:
    """Return what waits on each metric.

    An outcome waits on its own metrics, and on one that a national item tied to the outcome is tied to as well. A
    national framework waits on each metric that an item of it, not retired, is tied to.
    """
    tied: dict[str, set[str]] = {}
    for link in framework.links.values():
        item = framework.items.get(link.item_id)
        if item and item.state != _RETIRED and link.our_id:
            tied.setdefault(link.item_id, set()).add(link.our_id)
    outcomes: dict[str, set[str]] = {metric.id: {metric.outcome_id} for metric in framework.metrics.values()}
    frameworks: dict[str, set[str]] = {}
    for item_id, ours in tied.items():
        for metric_id in ours & framework.metrics.keys():
            frameworks.setdefault(metric_id, set()).add(framework.items[item_id].framework)
            outcomes[metric_id] |= ours & framework.outcomes.keys()
    return {
        metric_id: Waiting(
            tuple(sorted(found)), tuple(key for key in framework.nationals if key in frameworks.get(metric_id, ()))
        )
        for metric_id, found in outcomes.items()
    }


def gaps(table: Table, evidence: Mapping[str, Evidence], framework: Framework) -> list[Entry]:
    """Return the rows of the Gaps list: one of each kind, then the next of each, what most waits on before the rest.

    Within a kind, one whose holder has not been named yet goes before a second of the same holder's.
    """
    wait = waiting(framework)
    found: list[tuple[int, dict[str, Value]]] = []
    for row in table:
        metric = framework.metrics.get(row.text("metric_id"))
        if metric is None or metric.state == _RETIRED:
            continue
        stands = standing(row.text("status"), _found(row, evidence.get(metric.id)))
        if stands in _NO_GAP:
            continue
        one = wait[metric.id]
        found.append((one.count, _entry(row, metric, stands, one, evidence.get(metric.id), framework)))
    found.sort(key=lambda pair: -pair[0])
    kinds = framework.list("stands")
    entries = _in_turn([entry for _, entry in found], "needs", "holder")
    entries = _in_turn(sorted(entries, key=lambda one: kinds.index(str(one["needs"]))), "needs")
    return [{"rank": place, **entry} for place, entry in enumerate(entries, 1)]


def _turns(entries: Sequence[dict[str, Value]], *names: str) -> dict[int, int]:
    """Return how many entries with the same words come before each."""
    seen: Counter[tuple[Value, ...]] = Counter()
    turns = {}
    for entry in entries:
        words = tuple(entry[name] for name in names)
        turns[id(entry)] = seen[words]
        seen[words] += 1
    return turns


def _in_turn(entries: Sequence[dict[str, Value]], *names: str) -> list[dict[str, Value]]:
    """Return entries so that a second one with the same words comes after every first."""
    turns = _turns(entries, *names)
    return sorted(entries, key=lambda one: turns[id(one)])


def _found(row: Row, evidence: Evidence | None) -> str:
    return evidence.shown if evidence else row.text("found")


def _entry(
    row: Row, metric: Metric, stands: str, wait: Waiting, evidence: Evidence | None, framework: Framework
) -> dict[str, Value]:
    nationals = [framework.nationals[key].title for key in wait.frameworks]
    holder = row.text("holder") or perhaps(metric)
    return {
        "metric_id": metric.id,
        "metric": metric.title,
        "domain": metric.domain,
        "needs": stands,
        "what_to_do": _WHAT_TO_DO.get(stands),
        "outcomes_waiting": len(wait.outcomes),
        "frameworks_waiting": len(wait.frameworks),
        "waiting": "; ".join([*wait.outcomes, *nationals]),
        "status": row.text("status") or "Not yet assessed",
        "found": _found(row, evidence) or None,
        "holder": (metric.source if stands in _IN_PRINT else "") or holder or None,
        "why": row.text("note") or (evidence.line if evidence else row.text("evidence")) or None,
    }


def perhaps(metric: Metric) -> str:
    """Return who may hold a metric's data in a borough, said as a guess; "" where nobody comes to mind."""
    holder = likely_holder(metric)
    return f"{PERHAPS}{holder}" if holder else ""


def listed(book: Book, reading: Reading, rows: Sequence[Entry], because: str) -> Added:
    """Return the changes that put the list on its sheet. A workbook made before there was one gets the sheet."""
    shape = layout("borough").sheet("gaps")
    table = reading.tables.get(shape.key)
    if table is not None:
        return rewrite(book, table, rows, because)
    if not name_is_free(book, shape) or not rows:
        return Added()  # a sheet of the officer's own by that name, or nothing to list: neither is in the way
    return Added((AddSheet(new_sheet(shape, rows), because),))


# What changed since the last look ---------------------------------------------------------------------------------


def changed(row: Row, evidence: Evidence) -> str:
    """Return in words what is found now and was not before, "" when it is the same or there was no look before."""
    before, period, was = row.text("found"), row.text("found_period"), row.text("found_figure")
    if not before:
        return ""
    if evidence.period and period and evidence.period != period:
        return f"the latest is now {evidence.period}, and was {period}"
    if evidence.shown != before:
        return f"“{evidence.shown}”, and before “{before}”"
    now = "" if evidence.figure is None else str(evidence.figure)
    if _plain(now) != _plain(was) and (now or was):
        return f"{evidence.period or 'the figure'} is now {now or 'blank'}, and was {was or 'blank'}"
    return ""


def _plain(text: str) -> str:
    return text.removesuffix(".0")

"""What became of what, found by comparing two editions' rows and what each row says it was before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from outcomes_xl.framework.editions import METRIC, OUTCOME, ChangeKind, EditionChange
from outcomes_xl.framework.entries import Metric, Outcome

Was = Mapping[str, Sequence[str]]
"""By new id the ids it was before."""


def changes(
    before: Mapping[str, Metric] | Mapping[str, Outcome],
    after: Mapping[str, Metric] | Mapping[str, Outcome],
    was: Was,
    notes: Mapping[str, str],
    what: str,
) -> Iterator[EditionChange]:
    """Yield a line for each pair, for what is new and for what is retired. An id that is there in both is the same row
    unless another id is said to be what it was.
    """
    comes_from = {to_id: tuple(was.get(to_id) or ((to_id,) if to_id in before else ())) for to_id in after}
    goes_to = Counter(one for ids in comes_from.values() for one in ids)
    for from_id in before:
        if not goes_to[from_id]:
            yield EditionChange(what, (ChangeKind.RETIRED,), from_id, "", "")
        for to_id in (to_id for to_id, ids in comes_from.items() if from_id in ids):
            kinds = _kinds(before[from_id], after[to_id], goes_to[from_id] > 1, len(comes_from[to_id]) > 1)
            yield EditionChange(what, kinds, from_id, to_id, notes.get(to_id, ""))
    for to_id, ids in comes_from.items():
        if not ids:
            yield EditionChange(what, (ChangeKind.NEW,), "", to_id, notes.get(to_id, ""))


def _kinds(old: Metric | Outcome, new: Metric | Outcome, split: bool, merged: bool) -> tuple[ChangeKind, ...]:
    found = [ChangeKind.SPLIT] if split else []
    found += [ChangeKind.MERGED] if merged else []
    if isinstance(old, Metric) and isinstance(new, Metric):
        if old.outcome_id != new.outcome_id:
            found.append(ChangeKind.MOVED)
        if (old.polarity, new.polarity) == ("Lower is better", "Higher is better"):
            found.append(ChangeKind.REFRAMED)
        found += [ChangeKind.UNIT] if old.unit != new.unit else []
        found += [ChangeKind.PERIOD_KIND] if old.period_kind != new.period_kind else []
    elif isinstance(old, Outcome) and isinstance(new, Outcome) and (old.layer, old.domain) != (new.layer, new.domain):
        found.append(ChangeKind.MOVED)
    if old.title != new.title and not {*found} - {ChangeKind.MOVED}:
        found.append(ChangeKind.REWORDED)
    return tuple(found) or (ChangeKind.KEPT,)


def as_lines(found: Sequence[EditionChange]) -> list[tuple[str, ...]]:
    """Return changes as rows of edition_changes.csv, outcomes first."""
    order = {OUTCOME: 0, METRIC: 1}
    ordered = sorted(found, key=lambda one: (order[one.what], one.from_id or "~", one.to_id))
    return [(one.what, one.in_words, one.from_id, one.to_id, one.note) for one in ordered]

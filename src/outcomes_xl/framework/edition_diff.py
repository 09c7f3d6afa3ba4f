"""What is different between two editions: as a table, a line a change, and in sentences an officer reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple, dataclass

from outcomes_xl.framework.editions import OUTCOME, ChangeKind, EditionChange, EditionStep
from outcomes_xl.framework.entries import Framework, Metric, Outcome
from outcomes_xl.model.sentences import in_a_list

HEADINGS = ("what", "change", "from_id", "from_title", "to_id", "to_title", "different", "note")
_COMPARED = {
    "outcome_id": "outcome",
    "unit": "unit",
    "polarity": "direction",
    "period_kind": "period kind",
    "definition": "definition",
    "layer": "layer",
    "domain": "domain",
}
_THEN = {
    ChangeKind.REFRAMED: "Status carries; figures and targets do not.",
    ChangeKind.UNIT: "Status carries; figures and targets do not.",
    ChangeKind.PERIOD_KIND: "Status carries; figures and targets do not.",
    ChangeKind.SPLIT: "Answers go to each of them, and are asked about.",
    ChangeKind.MERGED: "Answers come together; where they disagree, both are kept and asked about.",
    ChangeKind.RETIRED: "Answers go to the sheet Not carried.",
}


@dataclass(frozen=True)
class Difference:
    """One line: an outcome or metric before, what it became, and what is different about it."""

    what: str
    change: str
    from_id: str
    from_title: str
    to_id: str
    to_title: str
    different: str
    note: str

    def cells(self) -> tuple[str, ...]:
        return astuple(self)


def differences(step: EditionStep, before: Framework, after: Framework) -> tuple[Difference, ...]:
    """Return every change from one edition to its neighbour, those that are kept too, outcomes first."""
    lines = [_difference(one, before, after) for one in step.changes]
    return tuple(sorted(lines, key=lambda one: (one.what != OUTCOME, one.from_id or "~", one.to_id)))


def _difference(one: EditionChange, before: Framework, after: Framework) -> Difference:
    old, new = _entry(one, one.from_id, before), _entry(one, one.to_id, after)
    titles = (old.title if old else "", new.title if new else "")
    return Difference(
        one.what, one.in_words, one.from_id, titles[0], one.to_id, titles[1], _different(old, new), one.note
    )


def _entry(one: EditionChange, own_id: str, framework: Framework) -> Outcome | Metric | None:
    return framework.outcomes.get(own_id) if one.what == OUTCOME else framework.metrics.get(own_id)


def _different(old: Outcome | Metric | None, new: Outcome | Metric | None) -> str:
    if old is None or new is None:
        return ""
    found = []
    for name, word in _COMPARED.items():
        was, now = getattr(old, name, ""), getattr(new, name, "")
        if was != now:
            found.append(word if name == "definition" else f"{word}: {was} → {now}")
    return "; ".join(found)


def in_words(step: EditionStep, found: tuple[Difference, ...]) -> Iterator[str]:
    """Yield the difference as sentences: how many of each kind, and each that is not kept, with what it means."""
    counts = Counter((one.what, one.change) for one in found)
    for what in dict.fromkeys(one.what for one in found):
        kinds = in_a_list([f"{count} {kind}" for (which, kind), count in counts.items() if which == what])
        yield f"From {step.source.title} to {step.target.title}, {what}s by line: {kinds}."
    told: set[tuple[str, str]] = set()
    for one in found:
        if one.change == ChangeKind.KEPT or (one.change == ChangeKind.SPLIT and (one.what, one.from_id) in told):
            continue
        told.add((one.what, one.from_id))
        parts = [other for other in found if other.what == one.what and other.from_id == one.from_id]
        yield _sentence(one, parts)


def _sentence(one: Difference, parts: list[Difference]) -> str:
    kinds = one.change.split("; ")
    then = next((_THEN[ChangeKind(kind)] for kind in kinds if ChangeKind(kind) in _THEN), "")
    if ChangeKind.NEW in kinds:
        said = f"{one.to_id} “{one.to_title}” is new."
    elif ChangeKind.RETIRED in kinds:
        said = f"{one.from_id} “{one.from_title}” is retired."
    else:
        to = in_a_list([f"{part.to_id} “{part.to_title}”" for part in parts])
        said = f"{one.from_id} “{one.from_title}” is {in_a_list(kinds)}: {to}."
    different = f" {one.different[:1].upper()}{one.different[1:]}." if one.different and len(parts) == 1 else ""
    note = f" {one.note}." if one.note else ""
    return f"{said}{different}{note}{f' {then}' if then else ''}"

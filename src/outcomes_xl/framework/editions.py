"""The framework's editions: which there are, and what became of each outcome and metric from one to the next.

An edition is a folder: edition.toml, releases.csv, outcomes.csv, metrics.csv, and where it follows another one
edition_changes.csv and links.csv. The first edition's is ``data/frameworks``, any other's one in ``data/editions``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable

from outcomes_xl.framework.strict_csv import CsvRow, DataMistake, read_lines
from outcomes_xl.model.spelling import did_you_mean

CHANGES = "edition_changes.csv"
CHANGE_HEADINGS = ("what", "kind", "from_id", "to_id", "note")


class ChangeKind(StrEnum):
    """What an edition does with an outcome or metric of the one before. A row may be two at once: "moved; reworded"."""

    KEPT = "kept"
    REWORDED = "reworded"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    RETIRED = "retired"
    NEW = "new"
    REFRAMED = "reframed positively"
    UNIT = "changed unit"
    PERIOD_KIND = "changed period kind"


OTHER_FIGURES = frozenset({ChangeKind.REFRAMED, ChangeKind.UNIT, ChangeKind.PERIOD_KIND})
"""After these a figure of the edition before is no figure of this one: its status carries, its figures do not."""
METRIC, OUTCOME = "metric", "outcome"


@dataclass(frozen=True)
class Edition:
    """An edition: its id, the title that stands on Start, the id of the one it follows, and where its files are."""

    id: str
    title: str
    follows: str
    in_force: bool
    about: str
    folder: Traversable


@dataclass(frozen=True)
class EditionChange:
    """One line of what became of what. ``from_id`` is "" for what is new, ``to_id`` for what is retired."""

    what: str
    kinds: tuple[ChangeKind, ...]
    from_id: str
    to_id: str
    note: str

    @property
    def in_words(self) -> str:
        return "; ".join(self.kinds)

    def turned_round(self) -> EditionChange:
        """Return the change as it is on the way back: what was split is merged, what was new is retired."""
        return EditionChange(self.what, tuple(_BACK.get(one, one) for one in self.kinds), self.to_id, self.from_id, "")


_BACK = {
    ChangeKind.SPLIT: ChangeKind.MERGED,
    ChangeKind.MERGED: ChangeKind.SPLIT,
    ChangeKind.RETIRED: ChangeKind.NEW,
    ChangeKind.NEW: ChangeKind.RETIRED,
}


@lru_cache(maxsize=1)
def editions() -> tuple[Edition, ...]:
    """Return the editions this copy of the tool has, each after the one it follows."""
    data = resources.files("outcomes_xl") / "data"
    later = sorted((one for one in (data / "editions").iterdir() if one.is_dir()), key=lambda one: one.name)
    found = [read_edition(folder) for folder in (data / "frameworks", *later)]
    return tuple(_in_order(found))


def default_edition() -> Edition:
    """Return the newest edition in force: the one that is meant where none is named."""
    return [one for one in editions() if one.in_force][-1]


def edition_named(wanted: str) -> Edition:
    """Return an edition by its id or title, however it is capitalised. Raises KeyError, in words, without one."""
    words = {word.casefold(): one for one in editions() for word in (one.title, one.id)}
    if found := words.get(wanted.strip().casefold()):
        return found
    near = did_you_mean(wanted, [one.id for one in editions()])
    ask = f" Did you mean {near}?" if near else f" There is {', '.join(one.id for one in editions())}."
    raise KeyError(f"There is no edition “{wanted}”.{ask}")


def read_edition(folder: Traversable) -> Edition:
    """Return the edition in a folder. Raises DataMistake when its edition.toml is not there or lacks something."""
    place = folder / "edition.toml"
    if not place.is_file():
        raise DataMistake(f"{folder.name}/edition.toml", 1, "there is no such file")
    try:
        raw = tomllib.loads(place.read_text(encoding="utf-8-sig"))
        return Edition(raw["id"], raw["title"], raw["follows"], raw["in_force"], raw["about"], folder)
    except (tomllib.TOMLDecodeError, KeyError) as slip:
        raise DataMistake(f"{folder.name}/edition.toml", 1, f"it does not say what it should: {slip}") from None


def _in_order(found: list[Edition]) -> Iterator[Edition]:
    known: set[str] = {""}
    while found:
        ready = [one for one in found if one.follows in known]
        if not ready:
            raise DataMistake("editions", 1, f"{found[0].id} follows {found[0].follows}, which is not there")
        yield from ready
        known |= {one.id for one in ready}
        found = [one for one in found if one not in ready]


# What became of what --------------------------------------------------------------------------------------------------


def read_changes(edition: Edition) -> tuple[EditionChange, ...]:
    """Return what became of each outcome and metric of the edition before; nothing for one that follows none."""
    if not edition.follows:
        return ()
    return tuple(change for _, change in _lines(edition.folder))


def _lines(folder: Traversable) -> Iterator[tuple[CsvRow, EditionChange]]:
    for line in read_lines(folder, CHANGES, CHANGE_HEADINGS):
        if (what := line.needed("what")) not in (METRIC, OUTCOME):
            raise line.mistake(f"what is “{what}”; it is {METRIC} or {OUTCOME}")
        line.needed("kind")
        for kind in line.several("kind"):
            if kind not in tuple(ChangeKind):
                near = did_you_mean(kind, tuple(ChangeKind))
                raise line.mistake(f"there is no kind “{kind}”" + (f". Did you mean “{near}”?" if near else ""))
        kinds = tuple(map(ChangeKind, line.several("kind")))
        if (ChangeKind.NEW in kinds) == bool(line["from_id"]) or (ChangeKind.RETIRED in kinds) == bool(line["to_id"]):
            raise line.mistake("what is new has no from_id, what is retired no to_id, and all else has both")
        yield line, EditionChange(what, kinds, line["from_id"], line["to_id"], line["note"])


def hold(edition: Edition, before: Mapping[str, Iterable[str]], after: Mapping[str, Iterable[str]]) -> None:
    """Raise DataMistake where the changes leave something out, or say of it what is not so.

    ``before`` and ``after`` are the ids there are in each edition, by what they are.
    """
    lines = [*_lines(edition.folder)]
    for what in (METRIC, OUTCOME):
        mine = [(line, one) for line, one in lines if one.what == what]
        for side, ids in (("from_id", set(before[what])), ("to_id", set(after[what]))):
            said = {line[side] for line, _ in mine if line[side]}
            for line, _ in mine:
                if line[side] and line[side] not in ids:
                    raise line.mistake(f"{side} is {line[side]}, which is no {what} of that edition")
            if left_out := sorted(ids - said):
                raise DataMistake(CHANGES, len(lines) + 1, f"nothing is said of the {what} {left_out[0]}")
        for line, one in mine:
            _as_many_as_it_says(line, one, [other for _, other in mine])


def _as_many_as_it_says(line: CsvRow, one: EditionChange, others: list[EditionChange]) -> None:
    from_it = sum(bool(one.from_id) and other.from_id == one.from_id for other in others)
    to_it = sum(bool(one.to_id) and other.to_id == one.to_id for other in others)
    if (from_it > 1) != (ChangeKind.SPLIT in one.kinds):
        raise line.mistake(f"{one.from_id} becomes {from_it}; it is “split” where it becomes more than one")
    if (to_it > 1) != (ChangeKind.MERGED in one.kinds):
        raise line.mistake(f"{one.to_id} comes from {to_it}; it is “merged” where it comes from more than one")


@dataclass(frozen=True)
class EditionStep:
    """The way from one edition to its neighbour, forward or back."""

    source: Edition
    target: Edition
    changes: tuple[EditionChange, ...]

    def of(self, what: str, from_id: str) -> tuple[EditionChange, ...]:
        """Return what becomes of an outcome or metric; nothing for an id that is not of the source edition."""
        return tuple(one for one in self.changes if one.what == what and one.from_id == from_id)


def step(source: Edition, target: Edition) -> EditionStep | None:
    """Return the way from one edition to another, None where they are no neighbours."""
    if target.follows == source.id:
        return EditionStep(source, target, read_changes(target))
    if source.follows == target.id:
        return EditionStep(source, target, tuple(one.turned_round() for one in read_changes(source)))
    return None

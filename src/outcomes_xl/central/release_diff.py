"""What changed from one release to the next, in words: added, reworded, remapped, replaced, retired.

Rows are compared by id first. A row that is gone (or newly retired) is then held against the rows that are new: by
the national item both are ties of, else by how alike their words are, so that a row carried on under a new id is
shown as replaced and not as one lost and one found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from outcomes_xl.central.central_rows import Contents, Fields, Rows, exactly, shared_tables
from outcomes_xl.model import Value
from outcomes_xl.model.cell_values import same
from outcomes_xl.model.sentences import shown
from outcomes_xl.reading.layouts import SheetLayout

ADDED, REWORDED, REMAPPED, UPDATED = "Added", "Reworded", "Remapped", "Updated"
RETIRED, REPLACED, BACK = "Retired", "Replaced by", "Brought back"
KINDS = (ADDED, REWORDED, REMAPPED, REPLACED, RETIRED, BACK, UPDATED)
"""In the order a lead would tell them."""

ALIKE = 80.0
"""Of 100 (rapidfuzz token_sort_ratio): from here on two rows' words may be the same thing reworded. Words alone do not
say it: among the shipped metrics "Care leavers in education or work, age 17-18" and "… age 19-21" score 95. So the
numbers in them, and what they are measured in and for whom, must be the same as well."""
_BEST = 5
_MUST_AGREE = ("unit", "layer", "list")
_NUMBERS = re.compile(r"\d+")
WORDS_OF: Mapping[str, tuple[str, ...]] = {"framework": ("indicator", "metric"), "lists": ("value",)}
_MAPPING_WORDS = ("title",)
_TITLE: Mapping[str, str] = {"framework": "metric", "lists": "value"}

_WORDING = frozenset(
    {"metric", "title", "our_title", "section", "definition", "meaning", "caution", "indicator", "outcome", "basis"}
)
_MAPPING = frozenset({"our_id", "item_id", "outcome_id", "role", "closeness", "layer", "domain", "also_in"})
_FOLLOWS = frozenset({"release", "edition"})
"""Fields that change because something else did, and are told only when nothing else is."""


@dataclass(frozen=True, slots=True)
class ReleaseChange:
    """One thing that changed: what happened, to which row, in which column if it is one, before and after."""

    kind: str
    table: str
    sheet: str
    row_id: str
    title: str
    because: str
    column: str = ""
    before: str = ""
    after: str = ""


def compare(before: Contents, after: Contents) -> tuple[ReleaseChange, ...]:
    """Return what changed from one release's contents to another's, table by table in the workbook's order."""
    found: list[ReleaseChange] = []
    for shape in shared_tables():
        told = _Table(shape, before.get(shape.key, {}), after.get(shape.key, {})).changes()
        found += sorted(told, key=lambda one: (KINDS.index(one.kind), one.row_id))
    return tuple(found)


def in_words(changes: Iterable[ReleaseChange]) -> str:
    """Return what changed in one sentence: "Framework: 2 added, 1 reworded; Map LOF: 4 replaced by others"."""
    said = {ADDED: "added", REWORDED: "reworded", REMAPPED: "remapped", REPLACED: "replaced", RETIRED: "retired"}
    said |= {BACK: "brought back", UPDATED: "updated"}
    counts: dict[str, Counter[str]] = {}
    for sheet, kind, _ in dict.fromkeys((one.sheet, one.kind, one.row_id) for one in changes):
        counts.setdefault(sheet, Counter())[kind] += 1
    sheets = (
        f"{sheet}: " + ", ".join(f"{count[kind]} {said[kind]}" for kind in KINDS if count[kind])
        for sheet, count in counts.items()
    )
    return "; ".join(sheets) or "nothing"


def lines(changes: Iterable[ReleaseChange]) -> list[dict[str, Value]]:
    """Return changes as the rows of the sheet "What changed"."""
    names = ("kind", "sheet", "row_id", "title", "column", "before", "after", "because")
    return [{name: getattr(one, name) or None for name in names} for one in changes]


class _Table:
    """One table in two releases."""

    def __init__(self, shape: SheetLayout, before: Rows, after: Rows) -> None:
        self.shape, self.before, self.after = shape, before, after
        self.words = WORDS_OF.get(shape.key, _MAPPING_WORDS)

    def changes(self) -> Iterator[ReleaseChange]:
        gone = [key for key in self.before if self._in_use(self.before, key) and not self._in_use(self.after, key)]
        new = [key for key in self.after if key not in self.before]
        usable = [key for key in new if self._in_use(self.after, key)]
        tied = self._tied_anew(gone, usable)
        taken = {heir for heirs in tied.values() for heir in heirs}
        carried = self._carried_on([key for key in gone if key not in tied], [k for k in usable if k not in taken])
        for key in gone:
            if key in tied:
                yield self._remapped(key, tied[key])
            else:
                yield self._ended(key, carried.get(key, ""))
        for key in new:
            if key not in taken and key not in carried.values():
                yield self._change(ADDED, key, self.after[key], "New in this release.")
        for key, fields in self.after.items():
            if key not in self.before or key in gone:
                continue
            back = self._in_use(self.after, key) and not self._in_use(self.before, key)
            if back:
                yield self._change(BACK, key, fields, "In use again.")
            yield from self._edited(key, self.before[key], fields, told={"state"} if back else set())

    def _remapped(self, key: str, heirs: Iterable[str]) -> ReleaseChange:
        old = shown(self.before[key].get("our_id")) or "nothing of ours"
        now = ", ".join(shown(self.after[heir].get("our_id")) or "nothing of ours" for heir in heirs)
        item = shown(self.before[key].get("item_id"))
        why = f"{item} was tied to {old}; now it is tied to {now}."
        return self._change(REMAPPED, key, self.before[key], why, self.shape.field("our_id").heading, old, now)

    def _ended(self, key: str, heir: str) -> ReleaseChange:
        fields = self.before[key]
        if heir:
            before, after = self._title(fields), self._title(self.after[heir])
            reworded = f"; its words were “{before}”, now “{after}”" if before != after else ""
            return self._change(
                REPLACED, key, fields, f"Carried on by {heir}{reworded}.", "", before, f"{heir}: {after}"
            )
        why = "Marked Retired." if key in self.after else "No longer in the central file; boroughs keep it, retired."
        return self._change(RETIRED, key, fields, why)

    def _edited(self, key: str, before: Fields, after: Fields, told: set[str]) -> Iterator[ReleaseChange]:
        names = [c.field for c in self.shape.columns if not same(before.get(c.field), after.get(c.field))]
        names = [name for name in names if name not in told]
        for name in [name for name in names if name not in _FOLLOWS] or names:
            kind = REMAPPED if name in _MAPPING else REWORDED if name in _WORDING else UPDATED
            heading = self.shape.field(name).heading
            old, new = shown(before.get(name)), shown(after.get(name))
            why = f"{heading}: “{old}” is now “{new}”." if old and new else ""
            why = why or (f"{heading}: now “{new}”." if new else f"{heading}: “{old}” was taken away.")
            yield self._change(kind, key, after, why, heading, exactly(before.get(name)), exactly(after.get(name)))

    # Who takes the place of whom --------------------------------------------------------------------------------------

    def _tied_anew(self, gone: list[str], new: list[str]) -> dict[str, tuple[str, ...]]:
        """Return, for links that ended, the new links of the same national item. A new link follows one at most."""
        by_item: dict[Value, list[str]] = {}
        for key in new:
            item = self.after[key].get("item_id")
            if item is not None:
                by_item.setdefault(item, []).append(key)
        return {key: tuple(heirs) for key in gone if (heirs := by_item.pop(self.before[key].get("item_id"), []))}

    def _carried_on(self, gone: list[str], new: list[str]) -> dict[str, str]:
        """Return, for rows that ended, the new row whose words are most like theirs, of the same kind of thing."""
        groups: dict[object, tuple[list[str], list[str]]] = {}
        for side, (rows, keys) in enumerate(((self.before, gone), (self.after, new))):
            for key in keys:
                kind = (*(rows[key].get(name) for name in _MUST_AGREE), *_NUMBERS.findall(self._words(rows[key])))
                groups.setdefault(kind, ([], []))[side].append(key)
        found: dict[str, str] = {}
        for mine, theirs in groups.values():
            found |= self._alike(mine, theirs)
        return found

    def _alike(self, gone: list[str], new: list[str]) -> dict[str, str]:
        """Return one for one who is most like whom, the likest pair first."""
        if not gone or not new:
            return {}
        from rapidfuzz import fuzz, process, utils  # only when a release took something away and brought something

        choices = {key: self._words(self.after[key]) for key in new}
        pairs: list[tuple[float, str, str]] = []
        for key in gone:
            # The few best of each, not a table of all against all: 400 MB if 10,000 rows were renamed at once.
            best = process.extract(
                self._words(self.before[key]),
                choices,
                scorer=fuzz.token_sort_ratio,
                processor=utils.default_process,
                limit=_BEST,
                score_cutoff=ALIKE,
            )
            pairs += [(-score, key, heir) for _, score, heir in best]
        found: dict[str, str] = {}
        taken: set[str] = set()
        for _, old, heir in sorted(pairs):
            if old not in found and heir not in taken:
                found[old] = heir
                taken.add(heir)
        return found

    def _words(self, fields: Fields) -> str:
        return " ".join(shown(fields.get(name)) for name in self.words)

    def _in_use(self, rows: Rows, key: str) -> bool:
        return key in rows and rows[key].get("state") != "Retired"

    def _title(self, fields: Fields) -> str:
        return shown(fields.get(_TITLE.get(self.shape.key, "title")))

    def _change(
        self, kind: str, key: str, fields: Fields, why: str, column: str = "", before: str = "", after: str = ""
    ) -> ReleaseChange:
        shape = self.shape
        return ReleaseChange(kind, shape.key, shape.name, key, self._title(fields), why, column, before, after)

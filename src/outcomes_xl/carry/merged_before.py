"""What rows said before an edition merged them, kept in the record of the carrying for a way back.

Where nothing was changed since, each row has its own answers again when the workbook returns; where something was,
the row is split as any other, and asked about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from outcomes_xl.model import Value
from outcomes_xl.model.cell_values import decode, encode, same

Answers = dict[str, Value]
"""What an officer typed in a row, by field; a column of her own by "own:" and its heading."""


@dataclass
class MergedRow:
    """A row that others became: what tells it in its table, what it said then, and what each of them had said."""

    key: str
    into: tuple[str, ...]
    then: Answers = field(default_factory=dict)
    rows: dict[str, Answers] = field(default_factory=dict)

    def is_as_it_was(self, now: Mapping[str, Value]) -> bool:
        """Whether nobody has changed an answer of the row since."""
        return all(same(now.get(name), self.then.get(name)) for name in {*now, *self.then})


def merged_record(rows: Sequence[MergedRow], stood_in: str) -> dict[str, Any]:
    """Return rows as a record keeps them, with the title of the edition they stood in."""
    return {
        "merged": [
            {
                "key": one.key,
                "into": one.into,
                "then": _encoded(one.then),
                "rows": {own_id: _encoded(answers) for own_id, answers in one.rows.items()},
            }
            for one in rows
        ],
        "stood_in": stood_in,
    }


class MergedBefore:
    """The rows that were merged when a workbook left an edition, for its return to that edition.

    ``record`` is that of the carrying that left it, empty where there is none.
    """

    def __init__(self, record: Mapping[str, Any]) -> None:
        self._rows: dict[tuple[str, tuple[str, ...]], list[MergedRow]] = defaultdict(list)
        for one in _read(record):
            self._rows[one.key, one.into].append(one)

    def take(self, key: str, told_by: tuple[str, ...], now: Mapping[str, Value]) -> MergedRow | None:
        """Return the row as it was merged, once, if it is as it was then; None for any other."""
        there = self._rows.get((key, told_by), [])
        found = next((one for one in there if one.is_as_it_was(now)), None)
        if found:
            there.remove(found)
        return found


def _read(record: Mapping[str, Any]) -> Iterator[MergedRow]:
    try:
        for one in record.get("merged", ()):
            rows = {own_id: _decoded(answers) for own_id, answers in one["rows"].items()}
            yield MergedRow(one["key"], tuple(one["into"]), _decoded(one["then"]), rows)
    except (KeyError, TypeError, ValueError, AttributeError):
        return  # a record that was edited: the rows are split as any others, and asked about


def _encoded(answers: Answers) -> dict[str, Any]:
    return {name: encode(value) for name, value in answers.items()}


def _decoded(answers: Mapping[str, Any]) -> Answers:
    return {name: decode(value) for name, value in answers.items()}

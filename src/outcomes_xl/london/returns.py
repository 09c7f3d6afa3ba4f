"""What is taken from one borough's workbook: slim rows, and where its columns are."""

from __future__ import annotations

import base64
import json
import marshal
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from outcomes_xl.london.row_kinds import ROWS, AnswerRow, MetricRow, SlimRow
from outcomes_xl.model import CellRef


@dataclass(frozen=True)
class Place:
    """Where a sheet's fields stand: the sheet's name and each field's column, counted from 1."""

    sheet: str
    columns: Mapping[str, int]

    def cell(self, row: int, name: str) -> str:
        """Return a field's cell as Excel writes it: 'Data availability'!O12; the row alone where there is no column."""
        return str(CellRef(self.sheet, row, self.columns.get(name, 1)))


def place_of(sheet: str, columns: Mapping[str, int]) -> Place:
    """Return a place, the same one for all workbooks whose sheet is arranged alike."""
    return _place(sheet, tuple(columns.items()))


@lru_cache(maxsize=1024)
def _place(sheet: str, columns: tuple[tuple[str, int], ...]) -> Place:
    return Place(sheet, dict(columns))


class KeptOut(NamedTuple):
    """A row, or one cell of it, that the check before sharing keeps out of the picture; never the text itself.

    ``beside`` our tables, or on a sheet of the borough's own, nothing is taken at all: it is said for its sake.
    """

    cell: str
    what: str
    whole_row: bool
    beside: bool = False


@dataclass(frozen=True)
class Return:
    """One workbook, read. ``borough_code`` and ``borough`` are what its Start sheet says, as typed.

    ``metrics`` counts the rows of Data availability, answered or not.
    """

    borough_code: str
    borough: str
    prepared_on: str
    edition: str
    release: str
    rows: Mapping[str, tuple[SlimRow, ...]]
    places: Mapping[str, Place]
    left_out: tuple[KeptOut, ...] = ()
    metrics: int = 0
    today_s_layout: bool = True
    notes: tuple[str, ...] = field(default=())
    """What a reader should know of how it was read: sheets that are not there, cells that hold an Excel error."""

    @property
    def answers(self) -> Sequence[AnswerRow]:
        return self.rows["availability"]  # type: ignore[return-value]

    @property
    def own_metrics(self) -> Sequence[MetricRow]:
        return self.rows["framework"]  # type: ignore[return-value]

    @cached_property
    def worked_on(self) -> str:
        """The last day the workbook says anybody worked on it, "" where it says none."""
        said = {self.prepared_on, *(str(one.assessed_on) for one in self.answers if one.assessed_on)}
        return max((day for day in said if _is_a_day(day)), default="")


def _is_a_day(text: str) -> bool:
    return len(text) == 10 and text[4] == text[7] == "-" and text.replace("-", "").isdecimal()


# Many readings in little memory ---------------------------------------------------------------------------------------


class PackedRows(Mapping[str, tuple[SlimRow, ...]]):
    """Rows by layout key, packed: a tenth of their size. Each time a sheet is asked for, its rows are made anew."""

    def __init__(self, rows: Mapping[str, tuple[SlimRow, ...]]) -> None:
        self._packed = {key: zlib.compress(marshal.dumps(list(map(tuple, of))), 1) for key, of in rows.items() if of}

    def __getitem__(self, key: str) -> tuple[SlimRow, ...]:
        packed = self._packed.get(key)
        made = ROWS[key]._make
        return tuple(map(made, marshal.loads(zlib.decompress(packed)))) if packed else ()

    def __iter__(self) -> Iterator[str]:
        return iter(ROWS)

    def __len__(self) -> int:
        return len(ROWS)


def packed(one: Return) -> Return:
    """Return the same reading with its rows packed: for thousands of workbooks at once."""
    return replace(one, rows=PackedRows(one.rows))


# Kept, so that an unchanged file is not read again -------------------------------------------------------------------

KEPT_AS = 5
"""The shape of what ``as_text`` writes, and what was looked for in it; another number is not read back."""


def as_text(one: Return) -> str:
    """Return a reading as text: JSON, deflated, in base64."""
    said: dict[str, Any] = {**vars(one)}
    said.pop("worked_on", None)
    said["rows"] = dict(one.rows.items())
    said["places"] = {key: {"sheet": place.sheet, "columns": place.columns} for key, place in one.places.items()}
    whole = json.dumps([KEPT_AS, said], ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(whole.encode(), 1)).decode()


def from_text(text: str) -> Return | None:
    """Return the reading that ``as_text`` wrote; None for one of another shape."""
    try:
        shape, raw = json.loads(zlib.decompress(base64.b64decode(text)))
    except (ValueError, zlib.error):
        return None
    if shape != KEPT_AS:
        return None
    fields: dict[str, Any] = dict(raw)
    fields["rows"] = {key: tuple(map(ROWS[key]._make, rows)) for key, rows in raw["rows"].items()}
    fields["places"] = {key: place_of(place["sheet"], place["columns"]) for key, place in raw["places"].items()}
    fields["left_out"] = tuple(map(KeptOut._make, raw["left_out"]))
    fields["notes"] = tuple(raw["notes"])
    return Return(**fields)

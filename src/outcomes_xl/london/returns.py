"""What is taken from one borough's workbook: slim rows, each with the row it stands in, and where its columns are."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from outcomes_xl.model import CellRef

Plain = str | int | float | None
"""What a slim row holds: dates are text, 2026-11-12, and so are Excel's errors."""


class AnswerRow(NamedTuple):
    """One row of Data availability: ``row`` is Excel's number, the rest are the layout's fields."""

    row: int
    metric_id: str
    status: Plain = None
    holder: Plain = None
    note: Plain = None
    system: Plain = None
    geography: Plain = None
    breakdown: Plain = None
    latest_period: Plain = None
    latest_figure: Plain = None
    frequency: Plain = None
    quality: Plain = None
    assessed_on: Plain = None
    found: Plain = None
    found_figure: Plain = None
    found_unit: Plain = None
    found_period: Plain = None


class MetricRow(NamedTuple):
    """One row of Framework: a metric of the borough's own, or a national one that its workbook defines otherwise."""

    row: int
    metric_id: str
    metric: Plain = None
    origin: Plain = None
    layer: Plain = None
    domain: Plain = None
    outcome: Plain = None
    unit: Plain = None
    polarity: Plain = None
    period_kind: Plain = None
    definition: Plain = None


class ServiceRow(NamedTuple):
    """One row of Services."""

    row: int
    service_id: Plain = None
    service: Plain = None
    lead: Plain = None
    layer: Plain = None
    reach: Plain = None
    ages: Plain = None
    service_state: Plain = None
    provider_kind: Plain = None
    core_offer: Plain = None
    place: Plain = None
    yearly_cost: Plain = None
    cost_year: Plain = None


class TieRow(NamedTuple):
    """One row of Service map: a service and an outcome, by id."""

    row: int
    service_id: Plain = None
    outcome_id: Plain = None
    contribution: Plain = None
    basis: Plain = None


class TargetRow(NamedTuple):
    """One row of Targets, the metric by id."""

    row: int
    metric_id: Plain = None
    baseline_period: Plain = None
    baseline: Plain = None
    target: Plain = None
    target_kind: Plain = None
    by_period: Plain = None
    baseline_source: Plain = None
    confirmed: Plain = None


SlimRow = AnswerRow | MetricRow | ServiceRow | TieRow | TargetRow
ROWS: Mapping[str, type[SlimRow]] = {
    "availability": AnswerRow,
    "framework": MetricRow,
    "services": ServiceRow,
    "service_map": TieRow,
    "targets": TargetRow,
}
"""The sheets rows are taken from, by layout key."""


@dataclass(frozen=True)
class Place:
    """Where a sheet's fields stand: the sheet's name and each field's column, counted from 1."""

    sheet: str
    columns: Mapping[str, int]

    def cell(self, row: int, name: str) -> str:
        """Return a field's cell as Excel writes it: 'Data availability'!O12; the row alone where there is no column."""
        return str(CellRef(self.sheet, row, self.columns.get(name, 1)))


class KeptOut(NamedTuple):
    """A row, or one cell of it, that the check before sharing keeps out of the picture; never the text itself."""

    cell: str
    what: str
    whole_row: bool


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
        said = (self.prepared_on, *(str(one.assessed_on) for one in self.answers if one.assessed_on))
        return max((day for day in said if _is_a_day(day)), default="")


def _is_a_day(text: str) -> bool:
    return len(text) == 10 and text[4] == text[7] == "-" and text.replace("-", "").isdecimal()


# Kept, so that an unchanged file is not read again -------------------------------------------------------------------

KEPT_AS = 1
"""The shape of what ``as_text`` writes; another number is not read back."""


def as_text(one: Return) -> str:
    """Return a reading as one line of JSON."""
    return json.dumps([KEPT_AS, asdict(one)], ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> Return | None:
    """Return the reading that ``as_text`` wrote; None for one of another shape."""
    shape, raw = json.loads(text)
    if shape != KEPT_AS:
        return None
    fields: dict[str, Any] = dict(raw)
    fields["rows"] = {key: tuple(map(ROWS[key]._make, rows)) for key, rows in raw["rows"].items()}
    fields["places"] = {key: Place(**place) for key, place in raw["places"].items()}
    fields["left_out"] = tuple(map(KeptOut._make, raw["left_out"]))
    fields["notes"] = tuple(raw["notes"])
    return Return(**fields)

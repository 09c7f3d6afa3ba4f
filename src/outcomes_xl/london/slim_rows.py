"""A workbook's tables to slim rows, whichever way the tables were read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter

from outcomes_xl.framework.entries import Framework
from outcomes_xl.framework.loading import load_framework
from outcomes_xl.london.picture_words import is_a_status
from outcomes_xl.london.returns import KeptOut, Place, Return, place_of
from outcomes_xl.london.row_kinds import ROWS, AnswerRow, MetricRow, Plain, SlimRow
from outcomes_xl.model import Row, Table, Value
from outcomes_xl.model.sentences import NOT_REPEATED, in_a_list
from outcomes_xl.reading.counted_units import counts_people

Signs = Callable[[str, str], Iterable[tuple[str, bool]]]
"""What of one person could stand in a text of a field, such as services.service: what it is, and whether it is sure."""
_CHECKED: Mapping[str, tuple[str, ...]] = {
    "availability": (
        *("status", "holder", "note", "system", "geography", "breakdown", "latest_period", "latest_figure"),
        *("frequency", "quality", "assessed_on"),
    ),
    "framework": ("metric", "outcome", "definition"),
    "services": (
        *("service_id", "service", "lead", "reach", "ages", "service_state"),
        *("provider_kind", "core_offer", "place", "yearly_cost", "cost_year", "described", "directory_id"),
    ),
    "service_map": ("service_id", "outcome_id", "contribution", "basis"),
    "targets": (
        *("metric_id", "baseline_period", "baseline", "target", "target_kind", "by_period", "baseline_source"),
        *("confirmed", "owner", "baseline_means"),
    ),
    "milestones": ("metric_id", "period", "value", "milestone_kind", "note"),
    "priorities": ("outcome_id", "partner", "contributes", "how_sure", "headline", "owner", "note"),
    "qualitative": (*("what", "evidence_kind", "from_whom", "heard", "how_sure", "outcome_id", "service_id", "note"),),
}
"""The fields that an officer types into, or that come from elsewhere: what the check before sharing looks at."""
_OF_START = ("Borough code", "Borough", "Prepared on", "Framework edition", "Release in use")
_MOST_NAMED = 4
_SEVERAL = "hold words that are no status of the list, and count"
_COUNTS = {"latest_figure", "baseline", "target", "value"}
DEFINED_BY = ("unit", "polarity", "period_kind", "definition")
_DEFINITION = attrgetter(*DEFINED_BY)
SMALL_FIGURE = "a small count"
THRESHOLD = 6
"""Counts below this are small, as statistics of children in need are rounded and withheld from 1 to 5."""


def slim_return(tables: Mapping[str, Table], framework: Framework, signs: Signs, *, todays_layout: bool) -> Return:
    """Return what is taken from a workbook's tables, by layout key."""
    start = {row.text("setting"): row["answer"] for row in tables.get("start") or ()}
    framework = framework_of(_text(start.get("Framework edition")), framework)
    rows: dict[str, tuple[SlimRow, ...]] = {}
    places: dict[str, Place] = {}
    left_out: list[KeptOut] = []
    check = _Check(signs, _counts(tables.get("framework") or (), framework))
    for key, kind in ROWS.items():
        table = tables.get(key)
        if table is None:
            rows[key], places[key] = (), place_of(key, {})
            continue
        places[key] = place_of(table.sheet, table.columns)
        made = [slim for row in table.rows if (slim := _slim(kind, row))]
        if key == "framework":
            made = [one for one in made if isinstance(one, MetricRow) and is_its_own(one, framework)]
        rows[key] = tuple(_checked(key, made, places[key], check, left_out))
    code, borough, prepared_on, edition, release = (_shown(start.get(name), signs) for name in _OF_START)
    return Return(
        code,
        borough,
        prepared_on,
        edition,
        release,
        rows,
        places,
        tuple(left_out),
        sum(1 for row in tables["availability"] if row["metric_id"]) if "availability" in tables else 0,
        todays_layout,
        tuple(_odd_statuses(rows["availability"], places["availability"])),
    )


def _counts(own: Iterable[Row], framework: Framework) -> frozenset[str]:
    """Return the metrics that count children or families: of the framework, and of the borough's own."""
    known = (one.id for one in framework.metrics.values() if counts_people(one.unit))
    return frozenset((*known, *(row.text("metric_id") for row in own if counts_people(row.text("unit")))))


_PLAIN = frozenset({str, int, float, type(None)})


def framework_of(edition: str, todays: Framework) -> Framework:
    """Return the framework of a workbook's own edition, what its rows are held against; today's where it has none."""
    if not edition.strip() or edition.strip().casefold() == todays.release.edition.casefold():
        return todays
    try:
        return load_framework(edition=edition)
    except KeyError:
        return todays


def _shown(value: Value, signs: Signs) -> str:
    """Return what Start says as text, unless it could point at a person."""
    text = _day(value)
    return NOT_REPEATED if text and any(signs(text, "start.answer")) else text


def _slim(kind: type[SlimRow], row: Row) -> SlimRow | None:
    """Return the row's fields; None where it has nothing to know it by."""
    found = list(map(row.values.get, kind._fields[1:]))
    if not _PLAIN.issuperset(map(type, found)):
        found = [one if type(one) in _PLAIN else _plain(one) for one in found]
    made = kind._make((row.number, *found))
    if kind in (AnswerRow, MetricRow):
        return made if isinstance(made[1], str) and made[1] else None
    return made if any(value is not None for value in made[1:]) else None


def _plain(value: Value) -> Plain:
    return _day(value) or str(value)


def _text(value: Value) -> str:
    return "" if value is None else str(value)


def _day(value: Value) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else _text(value)


def is_its_own(one: MetricRow, framework: Framework) -> bool:
    """Whether a row of Framework says something of this borough's: a metric of its own, or another definition."""
    known = framework.metrics.get(one.metric_id)
    if known is None:
        return True
    says, said = _DEFINITION(one), _DEFINITION(known)
    return says != said and any(mine not in (None, its) for mine, its in zip(says, said, strict=True))


@dataclass(frozen=True)
class _Check:
    signs: Signs
    counts: frozenset[str]
    """The metrics that count children or families."""

    def of(self, row: SlimRow, key: str, name: str, value: Plain) -> Iterable[tuple[str, bool]]:
        """Return what of one person a field's value could give away, and whether that is sure."""
        if isinstance(value, str):
            return self.signs(value, f"{key}.{name}")
        counted = name in _COUNTS and getattr(row, "metric_id", None) in self.counts
        return [(SMALL_FIGURE, False)] if counted and value and 0 < value < THRESHOLD else ()


def _checked(
    key: str, rows: Iterable[SlimRow], place: Place, check: _Check, left_out: list[KeptOut]
) -> Iterator[SlimRow]:
    """Yield the rows that may be shown. A sure sign keeps the whole row out, any other the one cell."""
    kind = ROWS[key]
    looked_at = [(name, kind._fields.index(name)) for name in _CHECKED[key]]
    for row in rows:
        hidden: list[str] = []
        refused = False
        for name, at in looked_at:
            value = row[at]
            if value is None:
                continue
            for what, sure in check.of(row, key, name, value):
                left_out.append(KeptOut(place.cell(row.row, name), what, sure))
                refused = refused or sure
                hidden.append(name)
        if not refused:
            yield row._replace(**dict.fromkeys(hidden)) if hidden else row  # type: ignore[arg-type]


def _odd_statuses(rows: Iterable[SlimRow], place: Place) -> Iterator[str]:
    """Yield what is to know of cells whose status is none: they count as not answered. Their text is not repeated."""
    cells = []
    for row in rows:
        status = str(row.status or "") if isinstance(row, AnswerRow) else ""
        if status.startswith("#"):
            yield f"{place.cell(row.row, 'status')} holds Excel's error {status}, which is no answer."
        elif not is_a_status(status):
            cells.append(place.cell(row.row, "status"))
    if cells:
        named = cells[:_MOST_NAMED] + ([f"{len(cells) - _MOST_NAMED} more"] if len(cells) > _MOST_NAMED else [])
        what = "holds a word that is no status of the list, and counts" if len(cells) == 1 else _SEVERAL
        yield f"{in_a_list(named)} {what} as not answered."

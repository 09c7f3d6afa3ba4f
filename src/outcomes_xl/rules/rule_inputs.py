"""What lies ready for the rules during one check: tables by key, the framework, the metrics, today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from outcomes_xl.framework.entries import Framework
from outcomes_xl.model import Row, Table, Value
from outcomes_xl.model.spelling import Near
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.schemas import Shape
from outcomes_xl.rules.cell_scan import Odd, odd_cells
from outcomes_xl.rules.engine import EACH, Rule
from outcomes_xl.rules.known_metrics import Metrics, metrics_of

if TYPE_CHECKING:
    from outcomes_xl.reading.read_tables import Reading

TOOLS_OWN = frozenset({"findings", "changes", "undo", "lists", "not_carried"})
NAMELESS = "the metric in row"


class ColumnMissing(Exception):  # never leaves this room
    """A rule looked at a column this workbook does not have."""


class _Lacking(dict[str, Value]):
    """A row's values in a table that lacks columns: looking at one of those stops the rule."""

    lacking: frozenset[str]

    def get(self, name: str, default: Any = None) -> Any:
        if name in self.lacking:
            raise ColumnMissing(name)
        return super().get(name, default)


def _watchful(table: Table) -> Table:
    """Return the table so that a rule cannot take a missing column for a blank one; the usual table as it is."""
    lacking = frozenset(c.field for c in layout("borough").sheet(table.key).columns) - frozenset(table.columns)
    if not lacking:
        return table

    def watched(values: Mapping[str, Value]) -> Mapping[str, Value]:
        made = _Lacking(values)
        made.lacking = lacking
        return made

    return replace(table, rows=tuple(Row(r.number, watched(r.values), watched(r.typed)) for r in table.rows))


class RuleInputs:
    """What lies ready for the rules during one check."""

    def __init__(self, reading: Reading, known: Framework, today: date, shape: Shape | None = None) -> None:
        self.tables: dict[str, Table] = {key: _watchful(table) for key, table in reading.tables.items()}
        self._framework = reading.tables.get("framework")  # a column missing there must not stop other sheets' rules
        self._odd: dict[str, Odd] = {}
        places = {sheet.key: place for place, sheet in enumerate(layout("borough"))}
        # By the layout's names, and by the sheet's own name where an officer has renamed it.
        self.order = {sheet.name: places[sheet.key] for sheet in layout("borough")}
        self.order |= {table.sheet: places[key] for key, table in self.tables.items()}
        self._always: dict[str, Any] = {
            "known": known,
            "near": Near(),
            "shape": shape or Shape(reading.tables, known),
            "troubles": tuple(reading.troubles),
            "today": today,
            "tables": self.tables,
        }

    @cached_property
    def metrics(self) -> Metrics:
        return metrics_of(self._framework, self._always["known"])

    def settings(self, one: Rule) -> Iterator[tuple[Table | None, dict[str, Any]]]:
        """Yield what to call a rule with: once, once for each table of a kind, or not at all."""
        given: dict[str, Any] = {}
        for name, needed in one.takes.items():
            if name in EACH or name == "odd":
                continue
            if name == "metrics":
                given[name] = self.metrics
            elif name in self._always:
                given[name] = self._always[name]
            elif name in self.tables:
                given[name] = self.tables[name]
            elif needed:
                return
        for name in EACH & one.takes.keys():
            for table in self.each(name):
                odd = {"odd": self.odd(table)} if "odd" in one.takes else {}
                yield table, {**given, name: table, **odd}
            return
        yield self.tables.get(one.home or ""), given

    def each(self, kind: str) -> Sequence[Table]:
        if kind == "mapping":
            return [table for key, table in self.tables.items() if key.startswith("map_")]
        return [table for key, table in self.tables.items() if key not in TOOLS_OWN]

    def odd(self, table: Table) -> Odd:
        if table.key not in self._odd:
            self._odd[table.key] = odd_cells(table)
        return self._odd[table.key]

    def metric_word(self, row: Row) -> str:
        """Return a metric's name for a sentence: its title, else its id, else where it stands."""
        for name in ("metric", "metric_id", "our_id"):
            try:
                text = row[name]
            except ColumnMissing:
                continue
            if isinstance(text, str):
                return self.metrics[text].title if name != "metric" and text in self.metrics else text
        return f"{NAMELESS} {row.number}"

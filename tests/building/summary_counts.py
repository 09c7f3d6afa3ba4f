"""The Summary's figures counted from the tables: another way than its formulas go, so that each proves the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from outcomes_xl.building.summary_blocks import MOST_SHOWN, OF_EACH
from outcomes_xl.framework.entries import Framework
from outcomes_xl.framework.link_roles import FITTING, PARTIAL
from outcomes_xl.framework.standing import standing
from outcomes_xl.model import Row, Severity, Table

SETTLED = ("no longer found", "settled")
"""How the words of a finding begin that is nothing to look at any more."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far our framework covers a national one, in its items in force; how many links wait for a decision."""

    framework: str
    title: str
    items: int
    covered: int
    partly: int
    not_covered: int
    to_decide: int


@dataclass(frozen=True)
class Picture:
    """What the Summary shows. Without a check there are no findings to count, which is not the same as none found."""

    kinds: Mapping[str, int]
    """Where the measures stand: how many of each word of the list "stands"."""
    stands: Mapping[tuple[str, str], Mapping[str, int]]
    """The same by domain and layer."""
    coverage: tuple[Coverage, ...]
    findings: Mapping[str, int]
    shown: tuple[str, ...]
    """The measures whose figures are shown, in order."""
    better: int
    worse: int
    level: int
    targets: int
    checked: bool
    looked: bool

    def of(self, domain: str = "", layer: str = "") -> Mapping[str, int]:
        """Return where the measures of a domain and a layer stand; of every one where it is not named."""
        found: Counter[str] = Counter()
        for (one, other), counts in self.stands.items():
            if domain in ("", one) and layer in ("", other):
                found.update(counts)
        return found


def picture(tables: Mapping[str, Table], framework: Framework) -> Picture:
    """Count the Summary's figures from a workbook's tables by layout key; a missing table counts as empty."""
    rows = [row for row in _rows(tables, "availability") if row["metric_id"] is not None]
    stands: dict[tuple[str, str], Counter[str]] = {}
    for row in rows:
        place = (row.text("domain"), row.text("layer"))
        stands.setdefault(place, Counter())[standing(_typed(row, "status"), _typed(row, "found"))] += 1
    kinds: Counter[str] = Counter()
    for counts in stands.values():
        kinds.update(counts)
    beside = Counter(row.text("beside_london")[:1] for row in rows)
    return Picture(
        kinds={kind: kinds[kind] for kind in framework.list("stands")},
        stands=stands,
        coverage=tuple(
            _coverage(key, national.title, _rows(tables, f"map_{key.lower()}"))
            for key, national in framework.nationals.items()
        ),
        findings={severity.value: _open(tables, severity.value) for severity in Severity},
        shown=tuple(row.text("metric") for row in _shown(rows)),
        better=beside["▲"],
        worse=beside["▼"],
        level=beside["≈"],
        targets=sum(row["metric_id"] is not None for row in _rows(tables, "targets")),
        checked=_answered(tables, "Last checked"),
        looked=_answered(tables, "Availability last checked"),
    )


def _rows(tables: Mapping[str, Table], key: str) -> tuple[Row, ...]:
    return tables[key].rows if key in tables else ()


def _typed(row: Row, field: str) -> str:
    value = row.typed.get(field)
    return "" if value is None else str(value)


def _answered(tables: Mapping[str, Table], setting: str) -> bool:
    return any(row["setting"] == setting and row["answer"] is not None for row in _rows(tables, "start"))


def _open(tables: Mapping[str, Table], severity: str) -> int:
    return sum(
        _same(row.text("severity"), (severity,)) and not row.text("finding_state").casefold().startswith(SETTLED)
        for row in _rows(tables, "findings")
    )


def _shown(rows: list[Row]) -> list[Row]:
    """Return the rows whose figures are shown: those chosen; else some worse and some better; else any set beside."""
    chosen = [row for row in rows if row.text("board_page").casefold() == "yes"]
    if chosen:
        return chosen[:MOST_SHOWN]
    worse, better = ([row for row in rows if row.text("beside_london")[:1] == sign] for sign in "▼▲")
    if worse or better:
        first = worse[: max(OF_EACH, MOST_SHOWN - len(better))]
        return [*first, *better][:MOST_SHOWN]
    return [row for row in rows if row.text("beside_london")][:MOST_SHOWN]


def _same(value: str, words: Iterable[str]) -> bool:
    """Excel's COUNTIF compares without looking at capitals; so do we."""
    return value.casefold() in {word.casefold() for word in words}


def _coverage(key: str, title: str, rows: Iterable[Row]) -> Coverage:
    current: dict[str, set[str]] = {}
    to_decide = 0
    for row in rows:
        item, ours = row.text("item_id"), row["our_id"] is not None
        to_decide += ours and row["decision"] is None
        if item and _same(row.text("state"), ("Current",)):
            roles = current.setdefault(item, set())
            if ours:
                roles.add(row.text("role"))
    covered = sum(any(_same(role, FITTING) for role in roles) for roles in current.values())
    partly = sum(
        any(_same(role, PARTIAL) for role in roles) and not any(_same(role, FITTING) for role in roles)
        for roles in current.values()
    )
    return Coverage(key, title, len(current), covered, partly, len(current) - covered - partly, to_decide)

"""One spine: how far five national frameworks and the Best Start view plug into ours, edition by edition, counted.

Counted from a workbook's own tables: the mapping tabs say what is tied, the Framework sheet what there is to tie to.
An item is in exactly one of five groups, so that covered + partly + left over + announced + retired = all items.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from outcomes_xl.framework.entries import Framework
from outcomes_xl.framework.item_editions import editions_of
from outcomes_xl.framework.link_roles import FITTING, PARTIAL
from outcomes_xl.model import Row, Table
from outcomes_xl.model.cannot_use import WrongUsage
from outcomes_xl.model.sentences import counted, in_a_list
from outcomes_xl.model.spelling import did_you_mean
from outcomes_xl.reading.layouts import layout

COVERED, PARTLY, LEFT_OVER, ANNOUNCED, RETIRED = "Covered", "Partly covered", "Left over", "Announced", "Retired"
GROUPS = (COVERED, PARTLY, LEFT_OVER, ANNOUNCED, RETIRED)
_BY_STATE = {"placeholder": ANNOUNCED, "retired": RETIRED}


@dataclass(frozen=True, slots=True)
class SpineItem:
    """A national item: its framework's key, edition, section and title, the group it is in, and what it is tied to."""

    framework: str
    edition: str
    id: str
    section: str
    title: str
    group: str
    tied: tuple[str, ...]
    """Our metrics and outcomes by id, those that are only background left out."""

    @property
    def editions(self) -> tuple[str, ...]:
        """The editions it is in: an item that a new edition took over is in both."""
        return editions_of(self.edition)


@dataclass(frozen=True, slots=True)
class SpineMetric:
    """A metric of ours, retired ones left out, and the frameworks with an item in use that is tied to it."""

    id: str
    title: str
    layer: str
    domain: str
    outcome: str
    frameworks: tuple[str, ...]
    outcomes_frameworks: tuple[str, ...]
    """The frameworks whose items are tied to its outcome as a whole."""


@dataclass(frozen=True)
class Spine:
    """The whole picture. ``titles`` are the frameworks looked at, by key and in the edition's order."""

    titles: Mapping[str, str]
    items: tuple[SpineItem, ...]
    metrics: tuple[SpineMetric, ...]
    places: tuple[tuple[str, str], ...]
    """Layer and domain, in the lists' order."""
    edition: str = ""
    """The one edition looked at, "" for all."""
    not_there: tuple[str, ...] = field(default=())
    """Frameworks that this workbook has no mapping tab for."""

    @property
    def editions(self) -> tuple[tuple[str, str], ...]:
        """Each framework's editions, or the one looked at, in the order of its tab."""
        seen = dict.fromkeys((item.framework, one) for item in self.items for one in item.editions)
        asked = [pair for pair in seen if self.edition in ("", pair[1])]
        return tuple(sorted(asked, key=lambda pair: list(self.titles).index(pair[0])))

    def count(self, group: str = "", framework: str = "", edition: str = "") -> int:
        """Return how many items are in a group, of a framework and of an edition; "" is any, each counted once."""
        return sum(
            (group in ("", item.group)) and framework in ("", item.framework) and edition in ("", *item.editions)
            for item in self.items
        )

    def left_over(self, framework: str) -> tuple[SpineItem, ...]:
        """Return a framework's items in use that nothing of ours answers."""
        return tuple(item for item in self.items if item.framework == framework and item.group == LEFT_OVER)

    @property
    def ours_left_over(self) -> tuple[SpineMetric, ...]:
        """Our metrics that no item looked at is tied to."""
        return tuple(metric for metric in self.metrics if not metric.frameworks)

    def share(self, place: tuple[str, str], framework: str) -> tuple[int, int]:
        """Return how many of our metrics in a layer and domain a framework is tied to, and how many there are."""
        here = [metric for metric in self.metrics if (metric.layer, metric.domain) == place]
        return sum(framework in metric.frameworks for metric in here), len(here)


def spine(tables: Mapping[str, Table], framework: Framework, only: str = "", edition: str = "") -> Spine:
    """Return the picture of a workbook's tables, of all frameworks or one, of all editions or one.

    Raises WrongUsage, with what there is, for a framework or an edition that is not known.
    """
    keys = [framework_key(only, framework)] if only else list(framework.nationals)
    tabs = {sheet.framework: sheet.key for sheet in layout("borough").mappings}
    there = [key for key in keys if tabs.get(key) in tables]
    items = [item for key in there for item in _items(key, tables[tabs[key]])]
    if edition:
        _must_be_one(edition, items)
        items = [item for item in items if edition in item.editions]
    metrics = tuple(_metrics(tables, items))
    ours = {(metric.layer, metric.domain) for metric in metrics}
    return Spine(
        {key: framework.nationals[key].title for key in there},
        tuple(items),
        metrics,
        tuple((a, b) for a in framework.list("layer") for b in framework.list("domain") if (a, b) in ours),
        edition,
        tuple(framework.nationals[key].title for key in keys if key not in there),
    )


def in_a_sentence(spine: Spine) -> str:
    """Return the picture in two sentences."""
    in_use = sum(spine.count(group) for group in (COVERED, PARTLY, LEFT_OVER))
    untied = len(spine.ours_left_over)
    edition = f" of the edition {spine.edition}" if spine.edition else ""
    return (
        f"Of {counted(in_use, 'national item')} in use{edition}, {spine.count(COVERED)} are covered by our framework, "
        f"{spine.count(PARTLY)} partly, and {spine.count(LEFT_OVER)} not. "
        f"Of our {counted(len(spine.metrics), 'metric')}, {untied} answer none of them."
    )


def framework_key(said: str, framework: Framework) -> str:
    """Return the key of a national framework, by its key or its title. Raises WrongUsage, with what there is."""
    names = {word.casefold(): key for key, one in framework.nationals.items() for word in (key, one.title)}
    if found := names.get(said.strip().casefold()):
        return found
    near = did_you_mean(said, names)
    meant = f"Did you mean {names[near]}?" if near else f"There are {in_a_list(list(framework.nationals))}."
    raise WrongUsage(f"“{said}” is none of the national frameworks. {meant}")


def _must_be_one(edition: str, items: Iterable[SpineItem]) -> None:
    known = list(dict.fromkeys(one for item in items for one in item.editions))
    if edition not in known:
        raise WrongUsage(f"No item is of the edition “{edition}”. There are {in_a_list(known)}.")


def _items(key: str, table: Table) -> list[SpineItem]:
    """Return a mapping tab's items, each once however many links it has."""
    rows: dict[str, list[tuple[str, str]]] = {}
    first: dict[str, Row] = {}
    for row in _in_force_first(table):
        item_id = row.text("item_id")
        # A link that was taken back stays as a retired row: it says nothing of an item that has others in force.
        if not item_id or (item_id in first and _is_retired(row) and not _is_retired(first[item_id])):
            continue
        first.setdefault(item_id, row)
        rows.setdefault(item_id, []).append((row.text("our_id"), row.text("role")))
    return [
        SpineItem(
            key,
            row.text("edition"),
            item_id,
            row.text("section"),
            row.text("title"),
            _group(row.text("state"), {role for ours, role in rows[item_id] if ours}),
            tuple(ours for ours, role in rows[item_id] if ours and role in (*FITTING, *PARTIAL)),
        )
        for item_id, row in first.items()
    ]


def _in_force_first(table: Table) -> list[Row]:
    return sorted(table, key=_is_retired)


def _is_retired(row: Row) -> bool:
    return row.text("state").casefold() == RETIRED.casefold()


def _group(state: str, roles: set[str]) -> str:
    """Return the one group an item is in: by its state, else by the nearest of its links."""
    if by_state := _BY_STATE.get(state.casefold()):
        return by_state
    return COVERED if roles & set(FITTING) else PARTLY if roles & set(PARTIAL) else LEFT_OVER


def _metrics(tables: Mapping[str, Table], items: Iterable[SpineItem]) -> Iterable[SpineMetric]:
    tied: dict[str, dict[str, None]] = {}
    for item in items:
        if item.group in (COVERED, PARTLY):
            for ours in item.tied:
                tied.setdefault(ours, {})[item.framework] = None
    for row in tables["framework"].rows if "framework" in tables else ():
        if not row.text("metric_id") or row.text("state") == RETIRED:
            continue
        yield SpineMetric(
            row.text("metric_id"),
            row.text("metric"),
            row.text("layer"),
            row.text("domain"),
            row.text("outcome"),
            tuple(tied.get(row.text("metric_id"), ())),
            tuple(tied.get(row.text("outcome_id"), ())),
        )

"""The framework as rows of the workbook: the fields each sheet's layout gives to the tool, in its words.

The template builder fills new workbooks from these rows and the central file carries them, so a refresh compares
like with like. A blank cell is None.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib import resources

from outcomes_xl.framework.entries import Framework, Item, Link, Metric
from outcomes_xl.framework.strict_csv import read_lines
from outcomes_xl.model import Value

RowValues = dict[str, Value]


_IN_FORCE_FIRST = ("Current", "Placeholder", "Retired")


def rows_of_sheet(framework: Framework, key: str, national_key: str = "") -> tuple[RowValues, ...]:
    """Return the rows the framework gives a sheet, by its layout key; none to a sheet that is somebody else's.

    ``national_key`` is the framework of a mapping tab, whose rows in force come first.
    """
    if national_key:
        return tuple(sorted(mapping_rows(framework, national_key), key=_when_in_force))
    match key:
        case "framework":
            return framework_rows(framework)
        case "availability":
            return availability_rows(framework)
        case "lists":
            return list_rows(framework)
    return ()


def _when_in_force(row: RowValues) -> int:
    return _IN_FORCE_FIRST.index(str(row["state"]))


def framework_rows(framework: Framework) -> tuple[RowValues, ...]:
    """Return the rows of the Framework sheet, one a metric, in the order of their ids."""
    return tuple(_metric(metric) for metric in framework.metrics.values())


def _metric(metric: Metric) -> RowValues:
    return {
        "metric_id": metric.id,
        "origin": metric.origin,
        "state": metric.state,
        "layer": metric.layer,
        "domain": metric.domain,
        "also_in": "; ".join(metric.also_in) or None,
        "outcome_id": metric.outcome_id,
        "outcome": metric.outcome,
        "indicator": metric.indicator,
        "metric": metric.title,
        "definition": metric.definition,
        "unit": metric.unit,
        "polarity": metric.polarity,
        "polarity_source": metric.polarity_source,
        "period_kind": metric.period_kind,
        "lowest": _plain(metric.lowest),
        "highest": _plain(metric.highest),
        "every_months": metric.every_months,
        "lag_months": metric.lag_months,
        "caution": metric.caution or None,
        "source": metric.source,
        "provenance": metric.provenance,
    }


def _plain(number: float | None) -> float | int | None:
    # Excel gives whole numbers back as 100, not 100.0; written the same way, a refresh sees no difference.
    return int(number) if number is not None and number.is_integer() else number


def availability_rows(framework: Framework) -> tuple[RowValues, ...]:
    """Return the tool's first columns of the Data availability sheet, one row a metric."""
    return tuple(
        {"metric_id": metric.id, "layer": metric.layer, "domain": metric.domain, "metric": metric.title}
        for metric in framework.metrics.values()
    )


def mapping_rows(framework: Framework, national_key: str) -> tuple[RowValues, ...]:
    """Return the rows of one mapping tab: a row a link, and a row for each item that nothing of ours covers.

    ``national_key`` is a key of crosswalks/frameworks.csv, such as LOF; KeyError, by name, when it is none.
    """
    if national_key not in framework.nationals:
        raise KeyError(f"there is no national framework {national_key!r}")
    links = ((link, framework.items[link.item_id]) for link in framework.links.values())
    return tuple(_link(framework, link, item) for link, item in links if item.framework == national_key)


def _link(framework: Framework, link: Link, item: Item) -> RowValues:
    return {
        "link_id": link.id,
        "item_id": item.id,
        "edition": item.edition,
        "section": item.section,
        "title": item.title,
        "item_kind": item.kind,
        "state": item.state,
        "our_id": link.our_id or None,
        "our_title": framework.title(link.our_id) or None,
        "role": link.role or None,
        "closeness": link.closeness or None,
        "basis": link.basis or None,
        "release": link.release,
    }


def list_rows(framework: Framework) -> tuple[RowValues, ...]:
    """Return the rows of the Lists sheet: every word with its meaning, then boroughs and outcomes."""
    return tuple(
        {"list": name, "value": value, "meaning": meaning}
        for name, value, meaning in (*_words(framework), *_made_lists(framework))
    )


@lru_cache(maxsize=1)
def earlier_list_rows() -> tuple[RowValues, ...]:
    """Return rows of the Lists sheet as earlier copies of this tool wrote them, where a meaning was reworded since.

    Meanings are worded anew between releases too, so no release tells of them; a workbook still has the old ones.
    """
    lines = read_lines(resources.files("outcomes_xl") / "data", "earlier_meanings.csv", ("list", "value", "meaning"))
    return tuple({name: line.needed(name) for name in ("list", "value", "meaning")} for line in lines)


def _words(framework: Framework) -> Iterator[tuple[str, str, str]]:
    for word in framework.words:
        yield word.list, word.value, word.meaning


def _made_lists(framework: Framework) -> Iterator[tuple[str, str, str]]:
    for borough in framework.boroughs.values():
        yield "borough_code", borough.code, borough.name
    for borough in sorted(framework.boroughs.values(), key=lambda one: one.name):
        yield "borough", borough.name, f"Code {borough.code}"
    for outcome in framework.outcomes.values():
        yield "outcome_id", outcome.id, outcome.title

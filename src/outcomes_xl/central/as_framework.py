"""The framework as a central workbook says it: what the rules hold that workbook's own rows against.

A new release has metrics, items and words that no shipped framework knows. So when the lead's workbook is looked
over, it is held against itself: its links to its own metrics, its words to its own lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from outcomes_xl.central.central_rows import Contents, Fields, shared_tables
from outcomes_xl.framework.entries import Framework, Item, Metric, Outcome, Release, Word
from outcomes_xl.model import Value

_MADE_LISTS = frozenset({"borough_code", "borough", "outcome_id"})


def standing(found: Contents, answers: Mapping[str, Value], shipped: Framework) -> Framework:
    """Return the framework a central workbook describes; boroughs, national frameworks and sources are the shipped."""
    release = Release(
        _text(answers, "Release"),
        _text(answers, "Framework edition"),
        day(answers.get("Released on")) or shipped.release.released_on,
        _text(answers, "Publisher"),
        _text(answers, "Notes"),
    )
    metrics = {key: _metric(key, row) for key, row in found.get("framework", {}).items()}
    items = {
        _text(row, "item_id"): _item(row, shape.framework or "")
        for shape in shared_tables()
        if shape.framework
        for row in reversed([*found.get(shape.key, {}).values()])
        if row.get("item_id") is not None
    }
    return replace(
        shipped,
        release=release,
        releases=(release,),
        metrics=metrics,
        outcomes=_outcomes(found, shipped),
        items=items,
        links={},
        words=_words(found.get("lists", {}).values(), shipped),
    )


def day(value: Value) -> date | None:
    """Return a cell's day, None when it holds none."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _metric(key: str, row: Fields) -> Metric:
    return Metric(
        id=key,
        origin=_text(row, "origin"),
        state=_text(row, "state"),
        layer=_text(row, "layer"),
        domain=_text(row, "domain"),
        also_in=tuple(part.strip() for part in _text(row, "also_in").split(";") if part.strip()),
        outcome_id=_text(row, "outcome_id"),
        outcome=_text(row, "outcome"),
        indicator=_text(row, "indicator"),
        title=_text(row, "metric"),
        definition=_text(row, "definition"),
        unit=_text(row, "unit"),
        polarity=_text(row, "polarity"),
        polarity_source=_text(row, "polarity_source"),
        period_kind=_text(row, "period_kind"),
        lowest=_number(row.get("lowest")),
        highest=_number(row.get("highest")),
        every_months=_months(row.get("every_months")),
        lag_months=_months(row.get("lag_months")),
        caution=_text(row, "caution"),
        source=_text(row, "source"),
        provenance=_text(row, "provenance"),
    )


def _item(row: Fields, framework: str) -> Item:
    return Item(
        id=_text(row, "item_id"),
        framework=framework,
        edition=_text(row, "edition"),
        section=_text(row, "section"),
        title=_text(row, "title"),
        kind=_text(row, "item_kind"),
        state=_text(row, "state"),
        fingertips_id="",
        lg_inform_id="",
        note="",
        provenance="",
    )


def _outcomes(found: Contents, shipped: Framework) -> dict[str, Outcome]:
    """Return the outcomes: those on the list outcome_id, with the layer and domain the Framework sheet gives them."""
    rows = {_text(row, "outcome_id"): row for row in reversed([*found.get("framework", {}).values()])}
    listed = [row for row in found.get("lists", {}).values() if row.get("list") == "outcome_id"]
    made = {}
    for word in listed:
        key = _text(word, "value")
        row = rows.get(key, {})
        made[key] = Outcome(key, _text(row, "layer"), _text(row, "domain"), _text(word, "meaning"), "")
    return made or dict(shipped.outcomes)


def _words(rows: Iterable[Fields], shipped: Framework) -> tuple[Word, ...]:
    tags = {(word.list, word.value): word.tag for word in shipped.words}
    found = []
    for row in rows:
        name, value = _text(row, "list"), _text(row, "value")
        if name not in _MADE_LISTS:
            found.append(Word(name, value, _text(row, "meaning"), tags.get((name, value), "")))
    here = {word.list for word in found}
    return (*found, *(word for word in shipped.words if word.list not in here))


def _text(row: Mapping[str, Value], name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value)


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _months(value: Value) -> int | None:
    number = _number(value)
    return int(number) if number is not None and number >= 0 else None

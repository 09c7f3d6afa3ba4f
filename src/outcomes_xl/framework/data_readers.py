"""Each data file into its entries. A word that is not in its list, a blank that may not be: named at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.resources.abc import Traversable

from outcomes_xl.framework.allowed_words import Lists
from outcomes_xl.framework.entries import (
    Borough,
    Break,
    BreakKind,
    Derived,
    How,
    Item,
    Link,
    Metric,
    NationalFramework,
    Neighbour,
    Outcome,
    Series,
)
from outcomes_xl.framework.strict_csv import CsvRow, read_lines
from outcomes_xl.framework.timeline import HOME, Dated, Timeline, once_in_every_release

TO_BE_AGREED = "to be agreed"
PUBLISHERS = (
    *("EES", "Fingertips", "LG Inform", "Nomis", "LAIT", "UKHSA", "MHCLG finance", "MHCLG homelessness"),
    *("MHCLG deprivation", "Ofsted", "ONS", "Trafford Data Lab"),
)
EXACTNESS = ("same definition", "close", "proxy")
_SPAN = ("since", "until")
_NEVER_ADDED = frozenset({"score", "points", "months", "judgement"})
_BOROUGH_CODE = re.compile(r"E09\d{6}")
_DFE_CODE = re.compile(r"\d{3}")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")


def read_boroughs(folder: Traversable) -> dict[str, Borough]:
    """Return the authorities by code."""
    found: dict[str, Borough] = {}
    lines: dict[str, CsvRow] = {}
    headings = ("code", "name", "dfe_code", "inner_outer", "combined_with", "note", "provenance")
    for line in read_lines(folder, "boroughs.csv", headings):
        code, dfe_code, part = line.needed("code"), line.needed("dfe_code"), line.needed("inner_outer")
        if not _BOROUGH_CODE.fullmatch(code):
            raise line.mistake(f"“{code}” is not a borough code such as E09000024")
        if not _DFE_CODE.fullmatch(dfe_code):
            raise line.mistake(f"“{dfe_code}” is not a DfE code such as 315")
        if part not in ("Inner", "Outer"):
            raise line.mistake(f"inner_outer is “{part}”; it is Inner or Outer")
        if code in found:
            raise line.mistake(f"the borough {code} is there already, on line {lines[code].number}")
        line.needed("provenance")
        found[code] = Borough(code, line.needed("name"), dfe_code, part, line.several("combined_with"), line["note"])
        lines[code] = line
    for borough in found.values():
        for neighbour in borough.combined_with:
            if neighbour not in found:
                raise lines[borough.code].mistake(f"combined_with names {neighbour}, which is no borough here")
    return {code: replace(found[code], neighbours=near) for code, near in _neighbours(folder, found).items()}


def _neighbours(folder: Traversable, boroughs: Mapping[str, Borough]) -> dict[str, tuple[Neighbour, ...]]:
    """Return each borough's statistical neighbours, the nearest first."""
    found: dict[str, tuple[Neighbour, ...]] = dict.fromkeys(boroughs, ())
    headings = ("borough", "place", "code", "dfe_code", "name", "closeness", "list")
    for line in read_lines(folder, "sources/neighbours.csv", headings):
        code = line.needed("borough")
        if code not in found:
            raise line.mistake(f"there is no borough {code}")
        if line.needed("place") != str(len(found[code]) + 1):
            raise line.mistake(f"the neighbours of {code} are not numbered one after another from 1")
        texts = (line.needed(name) for name in ("code", "name", "dfe_code", "closeness", "list"))
        found[code] += (Neighbour(*texts),)
        if len({one.list for one in found[code]}) > 1 or len({one.code for one in found[code]}) < len(found[code]):
            raise line.mistake(f"the neighbours of {code} are of two lists, or one of them stands twice")
    return found


def read_outcomes(
    folder: Traversable, lists: Lists, timeline: Timeline, home: str = HOME
) -> tuple[Dated[Outcome], ...]:
    """Return our outcomes with the releases they hold in. ``home`` is the edition's own folder."""
    headings = ("outcome_id", "layer", "domain", "title", "provenance", *_SPAN)
    rows = tuple(
        timeline.dated(
            line,
            Outcome(
                _id(line, "outcome_id"),
                lists.word(line, "layer"),
                lists.word(line, "domain"),
                line.needed("title"),
                line.needed("provenance"),
            ),
        )
        for line in read_lines(folder, f"{home}outcomes.csv", headings)
    )
    once_in_every_release(rows, lambda outcome: outcome.id, "outcome")
    return rows


METRIC_HEADINGS = (
    *("metric_id", "origin", "state", "outcome_id", "also_in", "indicator", "title", "definition", "unit"),
    *("polarity", "polarity_source", "period_kind", "lowest", "highest", "every_months", "lag_months"),
    *("caution", "source", "provenance", *_SPAN),
)


def read_metrics(folder: Traversable, lists: Lists, timeline: Timeline, home: str = HOME) -> tuple[Dated[Metric], ...]:
    """Return our metrics. Layer, domain and the outcome's title are blank: they are the outcome's to say."""
    lines = read_lines(folder, f"{home}metrics.csv", METRIC_HEADINGS)
    rows = tuple(timeline.dated(line, _metric(line, lists)) for line in lines)
    once_in_every_release(rows, lambda metric: metric.id, "metric")
    return rows


def _metric(line: CsvRow, lists: Lists) -> Metric:
    metric = Metric(
        id=_id(line, "metric_id"),
        origin=lists.word(line, "origin"),
        state=lists.word(line, "state"),
        layer="",
        domain="",
        also_in=tuple(lists.check(line, "also_in", word, "domain") for word in line.several("also_in")),
        outcome_id=line.needed("outcome_id"),
        outcome="",
        indicator=line.needed("indicator"),
        title=line.needed("title"),
        definition=line.needed("definition"),
        unit=lists.word(line, "unit"),
        polarity=lists.word(line, "polarity"),
        polarity_source=line.needed("polarity_source"),
        period_kind=lists.word(line, "period_kind"),
        lowest=line.number_or_none("lowest"),
        highest=line.number_or_none("highest"),
        every_months=line.months("every_months"),
        lag_months=line.months("lag_months"),
        caution=line["caution"],
        source=line.needed("source"),
        provenance=line.needed("provenance"),
    )
    if metric.lowest is not None and metric.highest is not None and metric.lowest > metric.highest:
        raise line.mistake(f"lowest {line['lowest']} is above highest {line['highest']}")
    if metric.state == "Current" and metric.unit == TO_BE_AGREED:
        raise line.mistake(f"{metric.id} is Current and its unit is still to be agreed")
    return metric


def read_nationals(folder: Traversable) -> dict[str, NationalFramework]:
    """Return the national frameworks by key."""
    found: dict[str, NationalFramework] = {}
    headings = ("framework", "title", "owner", "legacy", "note", "provenance")
    for line in read_lines(folder, "crosswalks/frameworks.csv", headings):
        key, legacy = _id(line, "framework"), line.needed("legacy")
        if legacy not in ("yes", "no"):
            raise line.mistake(f"legacy is “{legacy}”; it is yes or no")
        if key in found:
            raise line.mistake(f"the framework {key} is there twice")
        title, owner, provenance = line.needed("title"), line.needed("owner"), line.needed("provenance")
        found[key] = NationalFramework(key, title, owner, legacy == "yes", line["note"], provenance)
    return found


def items_file(key: str) -> str:
    """Return the file that holds a national framework's items."""
    return f"crosswalks/items_{key.lower()}.csv"


def read_items(
    folder: Traversable, nationals: dict[str, NationalFramework], lists: Lists, timeline: Timeline
) -> tuple[Dated[Item], ...]:
    """Return every national framework's items, framework by framework, in the order of the files."""
    rows = tuple(row for key in nationals for row in _items(folder, key, lists, timeline))
    once_in_every_release(rows, lambda item: item.id, "item")
    return rows


def _items(folder: Traversable, key: str, lists: Lists, timeline: Timeline) -> Iterator[Dated[Item]]:
    headings = (
        *("item_id", "edition", "section", "title", "kind", "state", "fingertips_id", "lg_inform_id"),
        *("note", "provenance", *_SPAN),
    )
    for line in read_lines(folder, items_file(key), headings):
        item = Item(
            _id(line, "item_id"),
            key,
            line.needed("edition"),
            line.needed("section"),
            line.needed("title"),
            line.needed("kind"),
            lists.word(line, "state"),
            line["fingertips_id"],
            line["lg_inform_id"],
            line["note"],
            line.needed("provenance"),
        )
        yield timeline.dated(line, item)


def read_links(folder: Traversable, lists: Lists, timeline: Timeline) -> tuple[Dated[Link], ...]:
    """Return the links that tie an item to one of ours; items without one are not here."""
    headings = ("item_id", "our_id", "role", "closeness", "basis", *_SPAN)
    rows = []
    for line in read_lines(folder, "crosswalks/links.csv", headings):
        item_id, our_id = line.needed("item_id"), line.needed("our_id")
        role, closeness = lists.word(line, "role"), lists.word(line, "closeness")
        link = Link(link_id(item_id, our_id), item_id, our_id, role, closeness, line.needed("basis"), line["since"])
        rows.append(timeline.dated(line, link))
    once_in_every_release(rows, lambda link: link.id, "link")
    return tuple(rows)


def link_id(item_id: str, our_id: str) -> str:
    """Return a link's id, such as "CSC-04~MET-009"; "CSC-14~none" where nothing of ours covers the item."""
    return f"{item_id}~{our_id or 'none'}"


def read_series(folder: Traversable, lists: Lists, timeline: Timeline) -> tuple[Dated[Series], ...]:
    """Return where published figures stand."""
    headings = (
        *("metric_id", "part", "publisher", "publication", "dataset", "value", "where", "breakdowns", "parts", "unit"),
        *("period_kind", "compared", "exactness", "difference", "note", "provenance", *_SPAN),
    )
    rows = []
    plain = frozenset({"part", "period_kind", "compared", "exactness", "difference"})
    for line in read_lines(folder, "sources/series.csv", headings, may_lack=plain):
        if (publisher := line.needed("publisher")) not in PUBLISHERS:
            raise line.mistake(f"publisher is “{publisher}”; it is {', '.join(PUBLISHERS[:-1])} or {PUBLISHERS[-1]}")
        breakdowns, parts = line.pairs("breakdowns"), _parts(line)
        for word in breakdowns.values():
            lists.check(line, "breakdowns", word, "breakdown")
        series = Series(
            line.needed("metric_id"),
            publisher,
            line.needed("publication"),
            line.needed("dataset"),
            line.needed("value"),
            line.pairs("where"),
            breakdowns,
            lists.word(line, "unit"),
            line["note"],
            line.needed("provenance"),
            parts,
            line["part"],
            *_exactness(line),
            lists.word(line, "period_kind") if line["period_kind"] else "",
            line.several("compared") or ("London", "England"),
        )
        rows.append(timeline.dated(line, series))
    once_in_every_release(rows, _route, "series")
    return tuple(rows)


def _exactness(line: CsvRow) -> tuple[str, str]:
    """Return how near a series is to the metric, and what is other; a difference must be said where there is one."""
    said, difference = line["exactness"] or EXACTNESS[0], line["difference"]
    if said not in EXACTNESS:
        raise line.mistake(f"exactness is “{said}”; it is {', '.join(EXACTNESS[:-1])} or {EXACTNESS[-1]}")
    if said != EXACTNESS[0] and not difference:
        raise line.mistake(f"exactness is {said}, and difference does not say what is other")
    return said, difference


def read_derived(folder: Traversable, timeline: Timeline) -> tuple[Dated[Derived], ...]:
    """Return how figures that nobody prints are worked out from the parts in series.csv; none without the file."""
    headings = (
        *("metric_id", "part", "publication", "how", "of", "base", "base_years", "factor", "exactness"),
        *("difference", "provenance", *_SPAN),
    )
    rows = []
    there = (folder / "sources" / "derived.csv").is_file()
    for line in read_lines(folder, "sources/derived.csv", headings) if there else ():
        if (how := line.needed("how")) not in tuple(How):
            raise line.mistake(f"how is “{how}”; it is one of {', '.join(How)}")
        line.needed("of")
        number = line.number_or_none("base_years")
        factor = line.number_or_none("factor")
        made = Derived(
            line.needed("metric_id"),
            line["part"],
            line.needed("publication"),
            How(how),
            line.several("of"),
            line.several("base"),
            int(number or 0),
            1 if factor is None else factor,
            *_exactness(line),
            line.needed("provenance"),
        )
        rows.append(timeline.dated(line, made))
    once_in_every_release(rows, lambda one: f"{one.metric_id} {one.part} in {one.publication}", "derived figure")
    return tuple(rows)


def _parts(line: CsvRow) -> tuple[str, ...]:
    parts = line.several("parts")
    if parts and line["unit"] in _NEVER_ADDED:
        raise line.mistake(f"parts are given, and figures in {line['unit']} cannot be added up")
    for column in parts:
        if column in line.pairs("where") and "|" not in line.pairs("where")[column]:
            raise line.mistake(f"{column} is in where and in parts: one value is wanted, or all of them added up")
    return parts


def read_breaks(folder: Traversable) -> tuple[tuple[CsvRow, Break], ...]:
    """Return where published series break or end, each with its line."""
    headings = ("metric_ids", "publisher", "dataset", "kind", "first", "last", "why", "provenance")
    found = []
    for line in read_lines(folder, "sources/breaks.csv", headings):
        if line["publisher"] not in ("", *PUBLISHERS):
            raise line.mistake(f"publisher is “{line['publisher']}”; it is one of {', '.join(PUBLISHERS)}, or blank")
        if line["dataset"] and not line["publisher"]:
            raise line.mistake("dataset is given without its publisher")
        if (said := line.needed("kind")) not in tuple(BreakKind):
            raise line.mistake(f"kind is “{said}”; it is one of {', '.join(BreakKind)}")
        kind = BreakKind(said)
        if kind in (BreakKind.BROKEN, BreakKind.NOT_COLLECTED):
            line.needed("first")
        if line["last"] and kind is not BreakKind.NOT_COLLECTED:
            raise line.mistake(f"last is given, and a series that is {kind} has one period in first")
        line.needed("metric_ids")
        made = Break(
            line.several("metric_ids"),
            line["publisher"],
            line["dataset"],
            kind,
            line["first"],
            line["last"] or line["first"],
            line.needed("why"),
            line.needed("provenance"),
        )
        found.append((line, made))
    return tuple(found)


def _route(series: Series) -> str:
    what = f"{series.metric_id} {series.part}".strip()
    return f"{what} in {series.publication}, {series.value}, {series.dataset}, {dict(series.where)}"


def _id(line: CsvRow, name: str) -> str:
    # "~" joins the two halves of a link's id and spaces are lost in typing, so ids have neither.
    if not _ID.fullmatch(text := line.needed(name)):
        raise line.mistake(f"{name} is “{text}”; an id has letters, digits and hyphens only")
    return text

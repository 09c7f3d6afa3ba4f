"""The tables that are counted: availability, places, gaps and the national frameworks."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from outcomes_xl.framework.entries import Item, Metric
from outcomes_xl.framework.link_roles import FITTING, PARTIAL
from outcomes_xl.london.ledger import Taken
from outcomes_xl.london.picture import GAPS, Picture
from outcomes_xl.london.picture_words import groups
from outcomes_xl.london.places_in_order import ordinal, places
from outcomes_xl.london.row_kinds import Plain
from outcomes_xl.london.table_shapes import PictureTable, table

Line = Mapping[str, Plain]
_KEYS = tuple(one.key for one in groups())
_TINY = {"E09000001": "Very few children: its figures are shown, and not set beside others."}


def boroughs_table(picture: Picture) -> PictureTable:
    """Return a line a borough."""
    return table("boroughs", [_borough(one, picture) for one in picture.taken])


def _borough(one: Taken, picture: Picture) -> Line:
    counts = picture.borough_counts(one.borough.code)
    return {
        "borough": one.borough.name,
        "borough_code": one.borough.code,
        "metrics": len(picture.metrics),
        "answered": len(picture.metrics) - counts["open"],
        **counts,
        "release": one.reading.release,
        "worked_on": one.reading.worked_on,
        "flag": flag(one, picture),
        "file": one.file,
    }


def flag(one: Taken, picture: Picture) -> str:
    """Return what to know of a borough before its figures are set beside others."""
    said = [_TINY.get(one.borough.code, "")]
    if one.borough.combined_with:
        names = [
            picture.framework.boroughs[code].name
            for code in one.borough.combined_with
            if code in picture.framework.boroughs
        ]
        said.append(f"Published together with {' and '.join(names)} in some series." if names else "")
    if one.borough.code not in picture.framework.boroughs:
        said.append("Not a London borough.")
    return " ".join(part for part in said if part)


def availability_table(picture: Picture) -> PictureTable:
    """Return a line a metric: by layer and domain, those most boroughs can use first."""
    order = {place: number for number, place in enumerate(picture.places)}
    ranked = sorted(
        picture.metrics,
        key=lambda one: (order[one.layer, one.domain], -picture.counts[one.id]["use"], one.title.casefold(), one.id),
    )
    return table(
        "availability",
        [
            {**_metric(one), "layer": one.layer, "outcome_id": one.outcome_id, **picture.counts[one.id]}
            for one in ranked
        ],
    )


def _metric(one: Metric) -> dict[str, Plain]:
    return {"metric": one.title, "metric_id": one.id, "domain": one.domain}


def places_table(picture: Picture) -> PictureTable:
    """Return a line for each layer and domain."""
    return table("places", [_place(place, picture) for place in picture.places])


def _place(place: tuple[str, str], picture: Picture) -> Line:
    here = [one for one in picture.metrics if (one.layer, one.domain) == place]
    counts = {key: sum(picture.counts[one.id][key] for one in here) for key in _KEYS}
    answers = len(here) * len(picture.taken)
    return {
        "place": f"{place[0]}: {place[1]}",
        "layer": place[0],
        "domain": place[1],
        "metrics": len(here),
        "answers": answers,
        **counts,
        "share": per_cent(counts["use"], answers - counts["not_ours"]),
    }


def per_cent(part: int, of: int) -> int | None:
    """Return a share in per cent, halves rounded up; None of nothing."""
    return int(Fraction(part * 100, of) + Fraction(1, 2)) if of else None


def gaps_table(picture: Picture) -> PictureTable:
    """Return the gaps, the commonest first."""
    without = {one.id: sum(picture.counts[one.id][key] for key in GAPS) for one in picture.metrics}
    found = [one for one in picture.metrics if without[one.id]]
    place = places({one.id: float(without[one.id]) for one in found}, high_first=True)
    ranked = sorted(
        found, key=lambda one: (place[one.id], -picture.counts[one.id]["use"], one.title.casefold(), one.id)
    )
    return table("gaps", [_gap(one, without[one.id], place[one.id], picture) for one in ranked])


def _gap(metric: Metric, without: int, place: tuple[int, int], picture: Picture) -> Line:
    counts = picture.counts[metric.id]
    first, last = place
    kept = ("partner", "stuck", "nobody", "work", "use", "open")
    return {
        "place": ordinal(first) if first == last else f"joint {ordinal(first)}–{ordinal(last)}",
        **_metric(metric),
        "boroughs_without": without,
        **{key: counts[key] for key in kept},
        "who": who_measures(metric.id, picture) or "Nobody yet.",
    }


def who_measures(metric: str, picture: Picture) -> str:
    """Return the boroughs that can use a metric, each with who holds the data and in which system, as they say."""
    said = []
    for one in picture.gathered.helpers.get(metric, ()):
        how = ", ".join(str(part) for part in (one.holder, one.system) if part)
        said.append(f"{one.borough} ({how})" if how else one.borough)
    return "; ".join(said)


# National frameworks --------------------------------------------------------------------------------------------------


def framework_items_table(picture: Picture) -> PictureTable:
    """Return a line for each national item in use, with how many boroughs can measure it."""
    tied = _tied(picture)
    use = {one.id: {each.borough.code for each in picture.in_group(one.id, "use")} for one in picture.metrics}
    return table(
        "framework_items",
        [
            {
                "framework_key": item.framework,
                "edition": item.edition,
                "item_id": item.id,
                "item": item.title,
                "tied_to": "; ".join(tied.get(item.id, ())),
                "boroughs": len(set().union(*(use[metric] for metric in tied.get(item.id, ())))),
            }
            for item in _in_use(picture)
        ],
    )


def _in_use(picture: Picture) -> list[Item]:
    return [item for item in picture.framework.items.values() if item.state == "Current"]


def _tied(picture: Picture) -> dict[str, tuple[str, ...]]:
    """Return our metrics in use by the national item they are tied to; an outcome stands for its metrics."""
    of_outcome: dict[str, list[str]] = {}
    for metric in picture.metrics:
        of_outcome.setdefault(metric.outcome_id, []).append(metric.id)
    ours = {metric.id for metric in picture.metrics}
    found: dict[str, dict[str, None]] = {}
    for link in picture.framework.links.values():
        if link.role in (*FITTING, *PARTIAL):
            metrics = [link.our_id] if link.our_id in ours else of_outcome.get(link.our_id, [])
            found.setdefault(link.item_id, {}).update(dict.fromkeys(metrics))
    return {item: tuple(metrics) for item, metrics in found.items() if metrics}


def frameworks_table(picture: Picture, items: PictureTable) -> PictureTable:
    """Return a line for each edition of each national framework, counted from its items."""
    many = len(picture.taken)
    editions: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for key, edition, _, _, tied, boroughs in items.rows:
        editions.setdefault((str(key), str(edition)), []).append((str(tied), int(boroughs or 0)))
    order = list(picture.framework.nationals)
    lines: list[Line] = [
        {
            "framework": f"{picture.framework.nationals[key].title}, {edition}",
            "framework_key": key,
            "edition": edition,
            "items": len(found),
            "tied": sum(bool(tied) for tied, _ in found),
            "all_boroughs": sum(bool(many) and count == many for _, count in found),
            "half_or_more": sum(bool(count) and count * 2 >= many for _, count in found),
            "one_or_more": sum(count > 0 for _, count in found),
            "no_borough": sum(count == 0 for _, count in found),
        }
        for (key, edition), found in sorted(editions.items(), key=lambda pair: (order.index(pair[0][0]), pair[0][1]))
    ]
    return table("frameworks", lines)

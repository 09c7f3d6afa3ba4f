"""The mapping tabs: each link is there once, points to things that exist, and carries the borough's decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from outcomes_xl.framework.as_sheet_rows import mapping_rows
from outcomes_xl.framework.entries import Framework, Link
from outcomes_xl.model import Row, Table, Value
from outcomes_xl.model.sentences import BLANK
from outcomes_xl.model.spelling import Near
from outcomes_xl.reading.layouts import layout
from outcomes_xl.reading.schemas import NEEDED, Shape
from outcomes_xl.rules.engine import Miss, rule
from outcomes_xl.rules.known_metrics import Metrics
from outcomes_xl.rules.rule_helpers import again, said, some_of, twice, unknown, unlisted
from outcomes_xl.rules.start_rules import is_of_the_release

NO_TIE = "none"


@rule("MA01")
def every_link_has_an_id(mapping: Table, shape: Shape) -> Iterator[Miss]:
    for row in shape.rows(mapping, NEEDED, "link_id"):
        ends = f"{said(row, 'item_id')}~{said(row, 'our_id') or NO_TIE}" if row["item_id"] is not None else None
        yield Miss(row, "link_id", offer=ends, sure=False)


@rule("MA02", "first")
def a_link_id_is_used_once(mapping: Table, shape: Shape) -> Iterator[Miss]:
    yield from twice(mapping, shape, "link_id")


@rule("MA03", "nearest")
def our_ids_are_known(mapping: Table, metrics: Metrics, known: Framework, near: Near) -> Iterator[Miss]:
    titles = {our_id: _title(our_id, metrics, known) for our_id in (*metrics, *known.outcomes)}
    yield from unknown(mapping, "our_id", titles, near, titles)


def _title(our_id: str, metrics: Metrics, known: Framework) -> str:
    return metrics[our_id].title if our_id in metrics else known.title(our_id)


@rule("MA04", "nearest")
def their_ids_are_known(mapping: Table, shape: Shape, known: Framework, near: Near) -> Iterator[Miss]:
    names = {item.id: item.title for item in known.items.values()}
    yield from unknown(shape.rows(mapping, "is_known", "item_id"), "item_id", known.items, near, names=names)


@rule("MA05", "right")
def the_edition_is_the_items(mapping: Table, known: Framework) -> Iterator[Miss]:
    for row in mapping:
        item = known.items.get(said(row, "item_id"))
        if item and item.edition and said(row, "edition") != item.edition:
            yield Miss(row, "edition", offer=item.edition, right=item.edition)


@rule("MA06", "words")
def the_decision_is_on_the_list(mapping: Table, shape: Shape, known: Framework, near: Near) -> Iterator[Miss]:
    yield from unlisted(mapping, shape, known, near, "decision")


@rule("MA07")
def a_decision_that_needs_a_reason_has_one(mapping: Table) -> Iterator[Miss]:
    for row in mapping:
        if said(row, "decision") in ("Do not use", "To discuss", "Use with a note") and row["note"] is None:
            yield Miss(row, "note")


def is_used(row: Row) -> bool:
    return said(row, "decision") in ("Use", "Use with a note")


@rule("MA08")
def a_retired_item_is_no_longer_used(mapping: Table) -> Iterator[Miss]:
    for row in mapping:
        if said(row, "state") == "Retired" and is_used(row):
            yield Miss(row, "decision")


@rule("MA09")
def a_link_in_use_leads_to_a_current_metric(mapping: Table, metrics: Metrics) -> Iterator[Miss]:
    for row in mapping:
        metric = metrics.get(said(row, "our_id"))
        if metric and metric.state == "Retired" and is_used(row):
            yield Miss(row, "our_id")


@rule("MA10", "words")
def other_choices_are_on_their_lists(mapping: Table, shape: Shape, known: Framework, near: Near) -> Iterator[Miss]:
    for miss in unlisted(mapping, shape, known, near, "state", "role", "closeness"):
        assert isinstance(miss.place, Row)
        # Where the release says which word belongs there, MA14 names it: of one cell one thing is offered.
        if _released(miss.place, known) is None or miss.field == "state":
            yield miss


@rule("MA11", "first", "other")
def an_item_has_one_primary_link(mapping: Table, metrics: Metrics) -> Iterator[Miss]:
    # An item may be measured by one metric and speak to several outcomes: only metrics vie for being the measure.
    seen: dict[str, Row] = {}
    for row in mapping:
        if said(row, "role") != "Primary" or said(row, "our_id") not in metrics or not is_used(row):
            continue
        first = seen.setdefault(said(row, "item_id"), row)
        if first is not row and said(first, "our_id") != said(row, "our_id"):
            yield Miss(row, "role", first=mapping.cell(first, "role").a1, other=metrics[said(first, "our_id")].title)


@rule("MA12", "first")
def a_tie_is_made_once(mapping: Table) -> Iterator[Miss]:
    for first, row in again(mapping, "item_id", "our_id"):
        if said(first, "link_id") != said(row, "link_id"):
            yield Miss(row, "our_id", first=mapping.cell(first, "our_id").a1)


@rule("MA13", "ends")
def a_link_id_names_its_two_ends(mapping: Table) -> Iterator[Miss]:
    for row in mapping:
        link_id, item_id = said(row, "link_id"), said(row, "item_id")
        ends = f"{item_id}~{said(row, 'our_id') or NO_TIE}"
        if link_id and item_id and link_id != ends:
            yield Miss(row, "link_id", ends=ends)


def _released(row: Row, known: Framework) -> Link | None:
    """Return the link a row is, as the release has it; None where it is of no release of ours."""
    link = known.links.get(said(row, "link_id"))
    return link if link and said(row, "release") == link.release else None


@rule("MA14", "released")
def links_are_as_released(mapping: Table, known: Framework) -> Iterator[Miss]:
    for row in mapping:
        link = _released(row, known)
        if link is None:
            continue
        for name, value in (("role", link.role), ("closeness", link.closeness), ("basis", link.basis)):
            if said(row, name) != value:
                released: Value = value or None
                yield Miss(row, name, offer=released, released=value or BLANK)


@rule("MA15", "title")
def our_title_is_that_of_our_id(
    mapping: Table, metrics: Metrics, known: Framework, start: Table | None = None
) -> Iterator[Miss]:
    # With another release than ours in use, the title may be that release's own.
    for row in mapping if is_of_the_release(start, known) else ():
        title = _title(said(row, "our_id"), metrics, known)
        if title and said(row, "our_title") and said(row, "our_title") != title:
            yield Miss(row, "our_title", offer=title, title=title)


@rule("MA16")
def a_role_needs_something_of_ours(mapping: Table) -> Iterator[Miss]:
    for row in mapping:
        if row["our_id"] is None and said(row, "role") == "Primary":
            yield Miss(row, "our_id")


@rule("MA17", "how_many")
def every_current_link_has_a_decision(mapping: Table) -> Iterator[Miss]:
    ties = [row for row in mapping if row["our_id"] is not None and said(row, "state") != "Retired"]
    left = [row for row in ties if row["decision"] is None]
    # A blank lets the central file's suggestion stand, so a tab nobody has begun with is not worth a line.
    for row in left if len(left) < len(ties) else ():
        yield Miss(row, "decision", how_many=f"{len(left)} of {len(ties)}")


@rule("MA18", "other")
def a_link_id_stands_on_one_tab(tables: dict[str, Table]) -> Iterator[Miss]:
    places: defaultdict[str, list[tuple[Table, Row]]] = defaultdict(list)
    for key, table in tables.items():
        if key.startswith("map_"):
            for row in table:
                places[said(row, "link_id")].append((table, row))
    for link_id, found in places.items():
        first, row = found[0][0], found[0][1]
        for table, later in found[1:]:
            if link_id and table is not first:
                other = f"{first.sheet}, cell {first.cell(row, 'link_id').a1}"
                yield Miss(table.cell(later, "link_id"), found=link_id, other=other)


@rule("MA19", "how_many", "names")
def no_released_link_is_missing(mapping: Table, known: Framework, start: Table) -> Iterator[Miss]:
    framework = layout("borough").sheet(mapping.key).framework
    if not framework or framework not in known.nationals or not is_of_the_release(start, known):
        return
    here = {row["link_id"] for row in mapping}
    missing = [str(row["link_id"]) for row in mapping_rows(known, framework) if row["link_id"] not in here]
    if missing and len(mapping):
        yield Miss(mapping.heading_row, "link_id", found="", how_many=len(missing), names=some_of(missing))

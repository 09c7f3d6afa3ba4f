"""The LGA's list of LG Inform ids: which measure of LG Inform an item of the Local Outcomes Framework is.

The list is a sheet with the headings Section, LOF Label, MetricId, LGI Label, anywhere on it and in any order. A label
is tied to the item that has the same words, in the latest edition that has them; a label like none is listed as such.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from outcomes_xl.framework.entries import Framework, Item
from outcomes_xl.model.cannot_use import CannotUse
from outcomes_xl.model.spelling import bare
from outcomes_xl.model.styled_cells import StyledBook, StyledCell, StyledSheet

_HEADINGS = {"section": "Section", "loflabel": "LOF Label", "metricid": "MetricId", "lgilabel": "LGI Label"}
COLUMNS = ("row", "section", "lof_label", "metric_id", "lgi_label", "item_id", "our_id", "known_id", "says")
TIED = ("the same id", "a new id", "another id than ours")
_LONGEST_ID = 7


@dataclass(frozen=True)
class ListedId:
    """A line of the list, as it stands: ``metric_id`` is "" where it has no number."""

    row: int
    section: str
    label: str
    metric_id: str
    lgi_label: str


@dataclass(frozen=True)
class TiedId:
    """A line of the list with the item it is of, our metric that is the same measure, and what there is to say."""

    listed: ListedId
    item_id: str
    our_id: str
    known: str
    says: str


def read_list(book: StyledBook) -> list[ListedId]:
    """Return the lines of the list. Raises CannotUse where no sheet has its four headings, saying which are missing."""
    best: set[str] = set()
    for sheet in book.sheets:
        for number, row in sheet.rows.items():
            found = {key: column for column, cell in row.items() if (key := bare(cell.text)) in _HEADINGS}
            if len(found) == len(_HEADINGS):
                return list(_lines(sheet, number, found))
            best = max(best, set(found), key=len)
    missing = [heading for key, heading in _HEADINGS.items() if key not in best]
    raise CannotUse(
        f"“{book.name}” has no row with the headings {', '.join(_HEADINGS.values())}: {', '.join(missing)} "
        f"{'is' if len(missing) == 1 else 'are'} missing.",
        "Choose the LGA's list of LG Inform ids for the Local Outcomes Framework.",
    )


def _lines(sheet: StyledSheet, heading: int, columns: Mapping[str, int]) -> Iterable[ListedId]:
    section = ""
    for number, row in sheet.rows.items():
        said = {key: row[column] for key, column in columns.items() if column in row}
        if number <= heading or not said:
            continue
        section = said["section"].text if "section" in said else section  # stands once, or is merged down
        if "loflabel" in said or "metricid" in said:
            label, lgi = (said[key].text if key in said else "" for key in ("loflabel", "lgilabel"))
            yield ListedId(number, section, label, _id(said.get("metricid")), lgi)


def _id(cell: StyledCell | None) -> str:
    """Return an id as LG Inform writes it; "" for words such as "to follow" and for a number that is none."""
    if cell is None or isinstance(cell.value, bool):
        return ""
    if isinstance(cell.value, float) and cell.value.is_integer():
        return str(int(cell.value))
    text = cell.text.replace(",", "")
    return text if text.isascii() and text.isdigit() and len(text) <= _LONGEST_ID and int(text) else ""


def tied(lines: Sequence[ListedId], framework: Framework) -> list[TiedId]:
    """Return each line with the item of the Local Outcomes Framework that it is of, if there is one."""
    items = [item for item in framework.items.values() if item.framework == "LOF"]
    by_title: dict[str, dict[str, Item]] = {}
    for item in sorted(items, key=lambda one: one.edition):
        for title in {item.title, item.title.partition(":")[2]} - {""}:
            by_title.setdefault(bare(title), {})[item.edition] = item
    ours = {
        link.item_id: link.our_id
        for link in framework.links.values()
        if (link.role, link.closeness) == ("Primary", "Exact") and link.our_id in framework.metrics
    }
    return [_tied(line, by_title, ours) for line in lines]


def _tied(line: ListedId, by_title: Mapping[str, Mapping[str, Item]], ours: Mapping[str, str]) -> TiedId:
    editions = by_title.get(bare(line.label)) or by_title.get(bare(line.label.partition(":")[2])) or {}
    item = editions[max(editions)] if editions else None
    if item is None:
        return TiedId(line, "", "", "", "no item of the Local Outcomes Framework has this label")
    known = [part.strip() for part in item.lg_inform_id.split(";") if part.strip()]
    if not line.metric_id:
        says = "the list has no id for it"
    elif line.metric_id in known:
        says = TIED[0]
    else:
        says = TIED[2] if known else TIED[1]
    return TiedId(line, item.id, ours.get(item.id, ""), item.lg_inform_id, says)


def codes(kept: Iterable[TiedId]) -> dict[str, str]:
    """Return our metric by LG Inform id, for ids that mean one metric of ours."""
    found: dict[str, set[str]] = {}
    for one in kept:
        if one.our_id and one.listed.metric_id:
            found.setdefault(one.listed.metric_id, set()).add(one.our_id)
    return {code: next(iter(ids)) for code, ids in found.items() if len(ids) == 1}


def as_csv(lines: Iterable[TiedId]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in lines:
        at = one.listed
        writer.writerow((at.row, *map(_plain, (at.section, at.label, at.metric_id, at.lgi_label)), *_ours(one)))
    return out.getvalue()


def _ours(one: TiedId) -> tuple[str, ...]:
    return (one.item_id, one.our_id, one.known, one.says)


def from_csv(text: str) -> list[TiedId]:
    """Return the lines of such a CSV; none where it is no such file."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    if tuple(rows.fieldnames or ()) != COLUMNS:
        return []
    return [
        TiedId(
            ListedId(int(row["row"] or 0), row["section"], row["lof_label"], row["metric_id"], row["lgi_label"]),
            *(row["item_id"], row["our_id"], row["known_id"], row["says"]),
        )
        for row in rows
        if None not in row.values() and row["row"].isdigit()
    ]


def _plain(text: str) -> str:
    """Return text that a spreadsheet program does not take for a formula when it opens the CSV."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text

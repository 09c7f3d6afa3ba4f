"""A sheet of which some columns were sorted without the others: said once, before a question about every row.

Each row's id says what the framework's own words beside it should be. Where many rows have words that belong to other
rows, and the column as a whole still has the words it should, nobody has typed them: they were moved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from outcomes_xl.central.central_rows import by_id, row_id
from outcomes_xl.framework.as_sheet_rows import availability_rows, framework_rows, mapping_rows
from outcomes_xl.framework.entries import Framework
from outcomes_xl.jobs.job_findings import Told
from outcomes_xl.jobs.refresh.merge_base import last_written
from outcomes_xl.model import Finding, Row, Table, Value
from outcomes_xl.model.sentences import counted, said
from outcomes_xl.reading.layouts import SheetLayout, layout

Fields = Mapping[str, Value]
_EVIDENCE = "evidence"
_COMPARED = ("metric", "layer", "domain", "outcome", "indicator", "title", "our_title", "item_id", "our_id", _EVIDENCE)
_MOVED = 0.8
"""Of the words out of place, so many must be found in other rows; the rest may have been typed over besides."""
_FEWEST, _FEWEST_ALIKE = 3, 8
"""Rows out of place, where a column's words differ from row to row; and where they are few, such as domains."""
TOLD_OF_BY_ROW = frozenset({"AV18", "FR07", "FR12", "MA05", "MA12", "MA13", "MA14", "MA15"})
"""Rules that would say of each row what is said once of the sheet."""


@dataclass(frozen=True)
class PartSorted:
    """The columns whose words stand beside other ids than their own, and how many rows that touches."""

    table: Table
    columns: tuple[str, ...]
    rows: int

    def told(self, rule: str) -> Told:
        shape = layout("borough").sheet(self.table.key)
        headings = [f"“{shape.field(name).heading}”" for name in self.columns]
        words = {"columns": " and ".join(headings), "count_rows": counted(self.rows, "row"), "what": self.table.sheet}
        return Told(rule, self.table.cell(self.table.heading_row, self.columns[0]), words=words)


def part_sorted(table: Table, expected: Mapping[str, Fields], key_of: Callable[[Row], str]) -> PartSorted | None:
    """Return which columns of a table have been moved against its ids, None when none surely was."""
    known = [(row, expected[key]) for row in table if (key := key_of(row)) in expected]
    columns, touched = [], set[int]()
    for name in _COMPARED:
        if name in table.columns and (numbers := _out_of_place(name, [(r, f) for r, f in known if name in f])):
            columns.append(name)
            touched |= numbers
    return PartSorted(table, tuple(columns), len(touched)) if columns else None


def _out_of_place(name: str, rows: list[tuple[Row, Fields]]) -> set[int]:
    pairs = [(row.number, said(row[name]), said(fields[name])) for row, fields in rows]
    apart = [(number, mine, wanted) for number, mine, wanted in pairs if mine != wanted]
    differ = len({wanted for _, _, wanted in pairs}) >= 0.5 * len(pairs)
    if len(apart) < (_FEWEST if differ else max(_FEWEST_ALIKE, len(pairs) // 4)):
        return set()
    moved = Counter(mine for _, mine, _ in apart if mine) & Counter(wanted for _, _, wanted in apart)
    return {number for number, _, _ in apart} if moved.total() >= _MOVED * len(apart) else set()


def of_the_release(tables: Mapping[str, Table], known: Framework) -> Iterator[PartSorted]:
    """Yield the part-sorted sheets of a workbook, held against the newest release this tool knows."""
    rows = {"framework": framework_rows, "availability": availability_rows}
    for shape in layout("borough").with_tables:
        table = tables.get(shape.key)
        if table is None or not (shape.key in rows or shape.framework in known.nationals):
            continue
        released = rows[shape.key](known) if shape.key in rows else mapping_rows(known, shape.framework or "")

        def key_of(row: Row, shape=shape) -> str:  # type: ignore[no-untyped-def]
            return row_id(shape, row.values)

        wanted = with_evidence(shape, by_id(shape, released), tables)
        if found := part_sorted(table, wanted, key_of):
            yield found


def with_evidence(shape: SheetLayout, rows: Mapping[str, Fields], log: Mapping[str, Table]) -> Mapping[str, Fields]:
    """Return the words of a sheet's rows, with the evidence that jobs wrote beside each id as far as Changes knows.

    Without it nobody could tell that ids and metrics were sorted together, and left the answers where they were.
    """
    if shape.key != "availability":
        return rows
    written = {key: fields[_EVIDENCE] for key, fields in last_written(log, shape.key).items() if _EVIDENCE in fields}
    compared = [name for name in _COMPARED if name != _EVIDENCE]
    return {
        key: {name: fields[name] for name in compared if name in fields}
        | ({_EVIDENCE: written[key]} if written.get(key) else {})
        for key, fields in rows.items()
    }


def said_once(found: tuple[Finding, ...], moved: list[PartSorted]) -> tuple[Finding, ...]:
    """Return the findings without those that say of each row what is said of its sheet."""
    sheets = {one.table.sheet for one in moved}
    return tuple(one for one in found if one.rule not in TOLD_OF_BY_ROW or one.cell.sheet not in sheets)

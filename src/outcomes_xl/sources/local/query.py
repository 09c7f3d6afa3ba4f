"""The one question a local source is asked: how many rows, for which periods, with what in the value column.

It is one query, carried out where the data is. What comes back is a row for each period and kind of area: counts, the
published symbols, whether a group column holds more than one group, and a figure only where the table has a single
row for the borough and the period and no person in it. No name, id or row of anybody's ever leaves the source.

The query groups twice: first by the texts as they stand, which any engine does fast, then by what they mean. So a
code with spaces in it is made plain once for every way it is written and not once for each of five million rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from outcomes_xl.reading.figures import Number, figure_in_file, file_symbols
from outcomes_xl.sources.local.cell_expressions import (
    LONGEST_WORD,
    Areas,
    Where,
    as_text,
    not_a_number,
    of_kind,
    period,
    period_as_text,
    sign_name,
    where,
)
from outcomes_xl.sources.local.column_roles import Columns

if TYPE_CHECKING:
    import ibis.expr.types as ir

MOST_ANSWERS = 5_000
"""More periods than this, and the column is not one of periods."""


@dataclass(frozen=True, slots=True)
class Count:
    """What stands in the source for one period and one kind of area. ``of`` counts symbols, each by itself.

    ``figure`` is what stands in the value column where there is one row, else None. ``groups`` are the columns that
    hold more than one group here, ``units`` the first and last of the units that the rows are said to be in.
    ``period`` is as it stands, dates as year and month: "2025-03".
    """

    period: str
    where: Where
    rows: int
    numbers: int
    blanks: int
    words: int
    of: tuple[tuple[str, int], ...] = ()
    figure: str | None = None
    groups: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    @property
    def withheld(self) -> int:
        return sum(count for _, count in self.of)

    @property
    def strange(self) -> int:
        return self.rows - self.numbers - self.blanks - self.words - self.withheld


def question(table: ir.Table, columns: Columns, areas: Areas, has_regex: bool) -> ir.Table:
    """Return the query. ``has_regex`` is for engines that cannot try to make a number of a text.

    It groups by columns only, never by a word of ours: SQL Server takes no constant among the groups.
    """
    import ibis

    groups = [f"group{number}" for number in range(len(columns.breakdowns))]
    keys = [name for name, named in (("area", columns.area), ("period", columns.period)) if named]
    seen = table.select(
        **({"area": as_text(table[columns.area])} if columns.area else {}),
        **({"period": period_as_text(table[columns.period])} if columns.period else {}),
        kind=not_a_number(table[columns.value], has_regex),
        value=table[columns.value],
        **{name: as_text(table[heading]) for name, heading in zip(groups, columns.breakdowns, strict=True)},
        **({"unit": as_text(table[columns.unit]).substr(0, LONGEST_WORD)} if columns.unit else {}),
    )
    spread = [*groups, "unit"] if columns.unit else groups
    as_written = seen.group_by(*keys, "kind").aggregate(
        rows=seen.count(),
        # Of a table with a row a person no value is asked for at all.
        **({} if columns.people else {"figure": seen["value"].min()}),
        **{f"low_{name}": seen[name].min() for name in spread},
        **{f"high_{name}": seen[name].max() for name in spread},
    )
    meant = as_written.mutate(
        **({"where": where(as_written["area"], areas)} if columns.area else {}),
        **({"period": period(as_written["period"])} if columns.period else {}),
        **({} if columns.people else {"figure": as_written["figure"].cast("string")}),
    )
    rows = meant["rows"].sum()
    alone = {} if columns.people else {"figure": ibis.ifelse(rows == 1, meant["figure"].min(), ibis.null("string"))}
    low = {name: meant[f"low_{name}"].min() for name in spread}
    high = {name: meant[f"high_{name}"].max() for name in spread}
    units = {"low_unit": low["unit"], "high_unit": high["unit"]} if columns.unit else {}
    meanings = [name for name in ("where", "period") if name in meant.columns]
    answer = (meant.group_by(*meanings) if meanings else meant).aggregate(
        rows=rows,
        **alone,
        **{name: ibis.ifelse(found, meant["rows"], 0).sum() for name, found in of_kind(meant["kind"]).items()},
        **{f"varied_{name}": ibis.ifelse(low[name] != high[name], 1, 0) for name in groups},
        **units,
    )
    return answer.limit(MOST_ANSWERS)


def counted(answer: Sequence[dict[str, Any]], columns: Columns) -> tuple[Count, ...]:
    """Return the rows of an answer as counts. A table named without area is the borough's own."""
    # Without area and period there is one answer for the whole table, also where it has no row.
    return tuple(_count(row, columns) for row in answer if row["rows"])


def _count(row: dict[str, Any], columns: Columns) -> Count:
    found, rows = row.get("figure"), int(row["rows"])
    # A single figure is read by our own reader, which knows more ways of writing one: "1 234", "54 per cent".
    alone = rows == 1 and isinstance(figure_in_file(found), Number)
    return Count(
        period=row.get("period") or "",
        where=Where(row.get("where", Where.OURS)),
        rows=rows,
        numbers=1 if alone else int(row["numbers"] or 0),
        blanks=int(row["blanks"] or 0),
        words=int(row["words"] or 0),
        of=tuple((sign, int(row[sign_name(sign)])) for sign in file_symbols() if row[sign_name(sign)]),
        figure=None if found is None else str(found),
        groups=tuple(name for number, name in enumerate(columns.breakdowns) if row[f"varied_group{number}"]),
        units=tuple(dict.fromkeys(row[name] for name in ("low_unit", "high_unit") if row.get(name))),
    )

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
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from outcomes_xl.reading.figures import not_collected_words, symbols

from .columns import Columns

if TYPE_CHECKING:
    import ibis.expr.types as ir

_LONGEST_WORD = 20
_LONGEST_PERIOD = 40
_LARGEST = 1e300  # beyond it are what some systems write for "no number": inf and NaN, which sort last
MOST_ANSWERS = 5_000
"""More periods than this, and the column is not one of periods."""


class Where(StrEnum):
    """What the area column says of a row."""

    OURS = "ours"
    JOINT = "joint"
    OTHERS = "others"
    WIDER = "wider"
    WARD = "Ward"
    LSOA = "Lower super output area"
    PLACE = "place"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Count:
    """What stands in the source for one period and one kind of area. ``of`` counts symbols, each by itself.

    ``figure`` is what stands in the value column where there is one row, else None. ``groups`` are the columns that
    hold more than one group here. ``period`` is as it stands, dates as year and month: "2025-03".
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

    @property
    def withheld(self) -> int:
        return sum(count for _, count in self.of)

    @property
    def strange(self) -> int:
        return self.rows - self.numbers - self.blanks - self.words - self.withheld


@dataclass(frozen=True)
class Areas:
    """The areas a question tells apart, each made plain: the borough's own code and names, and other boroughs'."""

    code: str
    ours: tuple[str, ...]
    others: tuple[str, ...]


def question(table: ir.Table, columns: Columns, areas: Areas, has_regex: bool) -> ir.Table:
    """Return the query. ``has_regex`` is for engines that cannot try to make a number of a text."""
    import ibis

    value = table[columns.value]
    groups = list(columns.breakdowns)
    seen = table.select(
        area=_text(table[columns.area]) if columns.area else ibis.literal(""),
        period=_period_as_text(table[columns.period]) if columns.period else ibis.literal(""),
        kind=_kind(value, has_regex),
        value=value,
        **{f"group{number}": _text(table[name]) for number, name in enumerate(groups)},
    )
    lowest = {f"low{number}": seen[f"group{number}"].min() for number in range(len(groups))}
    highest = {f"high{number}": seen[f"group{number}"].max() for number in range(len(groups))}
    # Of a table with a row a person no value is asked for at all.
    figure = ibis.null("string") if columns.people else seen["value"].min()
    as_written = seen.group_by("area", "period", "kind").aggregate(
        rows=seen.count(), figure=figure, **lowest, **highest
    )
    meant = as_written.mutate(
        where=_where(as_written["area"], areas) if columns.area else ibis.literal(Where.OURS.value),
        period=_period(as_written["period"]),
    ).mutate(figure=as_written["figure"].cast("string"))
    counts = {name: _of_kind(meant, name) for name in _kinds()}
    varied = {
        f"varied{number}": ibis.ifelse(meant[f"low{number}"].min() != meant[f"high{number}"].max(), 1, 0)
        for number in range(len(groups))
    }
    alone = ibis.ifelse(meant["rows"].sum() == 1, meant["figure"].min(), ibis.null("string"))
    nobody = ibis.null("string")
    return (
        meant.group_by("period", "where")
        .aggregate(rows=meant["rows"].sum(), figure=nobody if columns.people else alone, **counts, **varied)
        .limit(MOST_ANSWERS)
    )


def counted(answer: Sequence[dict[str, Any]], columns: Columns) -> tuple[Count, ...]:
    """Return the rows of an answer as counts."""
    groups = list(columns.breakdowns)
    found = []
    for row in answer:
        of = tuple((sign, int(row[_named(sign)] or 0)) for sign in symbols() if row[_named(sign)])
        varied = tuple(name for number, name in enumerate(groups) if row[f"varied{number}"])
        figure = None if row["figure"] is None else str(row["figure"])
        numbers, blanks, words = (int(row[name] or 0) for name in ("numbers", "blanks", "words"))
        where = Where(row["where"])
        found.append(Count(row["period"] or "", where, int(row["rows"]), numbers, blanks, words, of, figure, varied))
    return tuple(found)


# What stands in a cell --------------------------------------------------------------------------------------------

_NUMBER, _BLANK, _STRANGE = "#", "", "?"


def _named(symbol: str) -> str:
    """Return a column name for a symbol: some engines do not tell names apart by anything but letters and digits."""
    return f"of{list(symbols()).index(symbol)}"


def _kinds() -> dict[str, tuple[str, ...]]:
    """Return what is counted, each with the short texts that count as it."""
    signs = {_named(sign): (f"={sign}", f"=[{sign}]") for sign in symbols()}
    words = tuple(f"={word}" for word in not_collected_words())
    return {"numbers": (_NUMBER,), "blanks": (_BLANK, "="), "words": words, **signs}


def _of_kind(table: ir.Table, name: str) -> ir.IntegerScalar:
    import ibis

    return ibis.ifelse(table["kind"].isin(_kinds()[name]), table["rows"], 0).sum()


def _kind(value: ir.Value, has_regex: bool) -> ir.StringValue:
    """Return what stands in a value cell: a number, nothing, or a short text to be looked up; long ones only as "?"."""
    import ibis

    kind = value.type()
    if kind.is_floating():
        sound = value.notnull() & value.between(-_LARGEST, _LARGEST)
        return ibis.ifelse(sound, _NUMBER, _BLANK)
    if kind.is_numeric() and not kind.is_boolean():
        return ibis.ifelse(value.notnull(), _NUMBER, _BLANK)
    text = value.cast("string")
    short = ibis.literal("=").concat(text.strip().lower())
    bare = text.replace(",", "").replace("%", "").replace("£", "").replace("−", "-").strip()
    return ibis.cases(
        (text.isnull(), _BLANK),
        (_is_number(text, has_regex), _NUMBER),
        (text.length() == 1, short),
        (text.length() > _LONGEST_WORD, _STRANGE),
        (_is_number(bare, has_regex), _NUMBER),
        else_=short,
    )


def _is_number(text: ir.StringValue, has_regex: bool) -> ir.BooleanValue:
    if has_regex:
        return text.re_search(r"^\s*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,2})?\s*$")
    return text.try_cast("float64").between(-_LARGEST, _LARGEST).fill_null(False)


# Areas and periods ------------------------------------------------------------------------------------------------


def _text(column: ir.Value) -> ir.StringValue:
    return column if column.type().is_string() else column.cast("string")


def _where(area: ir.StringValue, areas: Areas) -> ir.StringValue:
    """Return which kind of area a text is. The same tidying as ``columns.plain``, said in the engine's words."""
    import ibis

    text = area.upper()
    for letter in (" ", "-", "'", "’", "\u00a0", "(", ")"):
        text = text.replace(letter, "")
    text = text.replace("&", "AND")
    return ibis.cases(
        (text.isnull() | (text == ""), Where.BLANK.value),
        (text.isin(areas.ours), Where.OURS.value),
        (text.contains(areas.code), Where.JOINT.value),
        (text.startswith("E09") | text.isin(areas.others), Where.OTHERS.value),
        (text.startswith("E12") | text.startswith("E13") | text.startswith("E92"), Where.WIDER.value),
        (text.isin(["LONDON", "ENGLAND", "INNERLONDON", "OUTERLONDON"]), Where.WIDER.value),
        (text.startswith("E05"), Where.WARD.value),
        (text.startswith("E01"), Where.LSOA.value),
        else_=Where.PLACE.value,
    )


def _period_as_text(column: ir.Value) -> ir.StringValue:
    if not (column.type().is_date() or column.type().is_timestamp()):
        return _text(column)
    # Engines write dates as text in ways of their own; year and month are numbers everywhere.
    month = column.month().cast("string")
    padded = (column.month() < 10).ifelse(month.__radd__("0"), month)
    return column.year().cast("string").concat("-", padded)


def _period(text: ir.StringValue) -> ir.StringValue:
    """Return a period to give out: days only as their month, and nothing that has no year in it."""
    import ibis

    plain = text.strip()
    by_day = (plain.length() >= 10) & (plain.substr(4, 1) == "-") & (plain.substr(7, 1) == "-")
    slashed = (plain.length() >= 10) & (plain.substr(2, 1) == "/") & (plain.substr(5, 1) == "/")
    month = plain.substr(6, 4).concat("-", plain.substr(3, 2))
    has_year = plain.contains("20") | plain.contains("19")
    return ibis.cases(
        (by_day, plain.substr(0, 7)),
        (slashed, month),
        (has_year & (plain.length() <= _LONGEST_PERIOD), plain),
        else_="",
    )

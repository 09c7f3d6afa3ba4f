"""What stands in one cell of a local table, asked in the words every engine knows: a figure, an area, a period.

Each engine writes these its own way; none is asked for a function it has to be taught.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from outcomes_xl.reading.figures import file_symbols, file_words, marks

if TYPE_CHECKING:
    import ibis.expr.types as ir

LONGEST_WORD = 20
"""The longest text of a value cell, or of a unit, that is looked at; longer ones count as not a figure."""
_LONGEST_PERIOD = 40
# A publisher's mark behind a number, 70.1[r] or 70.1 (p): as reading/figures.py reads it, in every engine's words.
_MARK = rf"^(.*[0-9]) ?[\[(]?({'|'.join(sorted(set(marks()) - {'note'}))})[\])]?$"
_LARGEST = 1e300  # beyond it are what some systems write for "no number": inf and NaN, which sort last


class Where(StrEnum):
    """What the area column says of a row."""

    OURS = "ours"
    JOINT = "joint"
    OTHERS = "others"
    WIDER = "wider"
    WARD = "Ward"
    LSOA = "Lower super output area"
    PLACE = "place"
    LOST = "lost"
    """A code that Excel has rounded to 9.00E+06: nobody can say any more which."""
    BLANK = "blank"


@dataclass(frozen=True)
class Areas:
    """The areas a question tells apart, each made plain: the borough's own code and names, and other boroughs'."""

    code: str
    ours: tuple[str, ...]
    others: tuple[str, ...]


# Values -----------------------------------------------------------------------------------------------------------


def not_a_number(value: ir.Value, has_regex: bool) -> ir.StringValue:
    """Return what stands in a value cell that is no number, cut short: nothing for a number, "" for a blank.

    It is asked of every row, so what can wait until rows are counted together is left for ``of_kind``.
    """
    import ibis

    kind = value.type()
    number = ibis.null("string")
    if kind.is_floating():
        return ibis.cases((value.notnull() & value.between(-_LARGEST, _LARGEST), number), else_="")
    if kind.is_numeric() and not kind.is_boolean():
        return ibis.cases((value.notnull(), number), else_="")
    text = value.cast("string")
    bare = text.replace(",", "").replace("%", "").replace("£", "").replace("−", "-").strip()
    if has_regex:
        bare = bare.re_replace(_MARK, r"\1")
    return ibis.cases(
        (text.isnull(), ""),
        (_is_number(text, has_regex), number),
        (text.length() == 1, text),
        # Long texts are all alike to us: one group of them, not one for each.
        (text.length() > LONGEST_WORD, "?"),
        (_is_number(bare, has_regex), number),
        else_=text,
    )


def _is_number(text: ir.StringValue, has_regex: bool) -> ir.BooleanValue:
    if has_regex:
        return text.re_search(r"^\s*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,2})?\s*$")
    return text.try_cast("float64").between(-_LARGEST, _LARGEST)


def sign_name(symbol: str) -> str:
    """Return a column name for a symbol: some engines do not tell names apart by anything but letters and digits."""
    return f"of{list(file_symbols()).index(symbol)}"


def of_kind(found: ir.StringValue) -> dict[str, ir.BooleanValue]:
    """Return, for what ``not_a_number`` gave, whether it counts as a number, a blank, a word, or one of the symbols."""
    text = found.strip().lower()
    signs = {sign_name(sign): text.isin([sign, f"[{sign}]"]) for sign in file_symbols()}
    few = sign_name("*")  # "<5" withholds a figure as a star does
    signs[few] = signs[few] | text.startswith("<")
    words = text.isin(sorted(file_words()))
    return {"numbers": found.isnull(), "blanks": text == "", "words": words, **signs}


# Areas and periods ------------------------------------------------------------------------------------------------


def as_text(column: ir.Value) -> ir.StringValue:
    return column if column.type().is_string() else column.cast("string")


def where(area: ir.StringValue, areas: Areas) -> ir.StringValue:
    """Return which kind of area a text is. The same tidying as ``columns.plain``, said in the engine's words."""
    import ibis

    text = area.upper()
    for letter in (" ", "-", "'", "’", "\u00a0", "(", ")"):
        text = text.replace(letter, "")
    text = text.replace("&", "AND")
    return ibis.cases(
        (text.isnull() | (text == ""), Where.BLANK.value),
        (text.contains("E+0"), Where.LOST.value),
        (_among(text, areas.ours), Where.OURS.value),
        (text.contains(areas.code), Where.JOINT.value),
        (text.startswith("E09") | _among(text, areas.others), Where.OTHERS.value),
        (text.startswith("E12") | text.startswith("E13") | text.startswith("E92"), Where.WIDER.value),
        (text.isin(["LONDON", "ENGLAND", "INNERLONDON", "OUTERLONDON"]), Where.WIDER.value),
        (text.startswith("E05"), Where.WARD.value),
        (text.startswith("E01"), Where.LSOA.value),
        else_=Where.PLACE.value,
    )


def _among(text: ir.StringValue, names: tuple[str, ...]) -> ir.BooleanValue:
    """Whether a text is one of the names. As one long text, since Ibis takes 0.1 s over a list of four hundred."""
    import ibis

    return ibis.literal(f"|{'|'.join(names)}|").contains(ibis.literal("|").concat(text, "|"))


def period_as_text(column: ir.Value) -> ir.StringValue:
    """Return a period as text; of a date its year and month, "2025-03"."""
    if not (column.type().is_date() or column.type().is_timestamp()):
        return as_text(column)
    # Engines write dates as text in ways of their own; year and month are numbers everywhere.
    month = column.month().cast("string")
    padded = (column.month() < 10).ifelse(month.__radd__("0"), month)
    return column.year().cast("string").concat("-", padded)


def period(text: ir.StringValue) -> ir.StringValue:
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

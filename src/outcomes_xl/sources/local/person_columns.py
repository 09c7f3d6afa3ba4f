"""Whether a table has a row a person: by what its columns are called, and by how they are made.

Somebody's record must not leave a source as if it were a figure, whatever the column that tells people apart is called.
A known heading settles it. For every other column that is not one of figures the source is asked, over its first rows,
how many different values there are and what shape they have; the values themselves are never asked for.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from outcomes_xl.reading.tidy import bare
from outcomes_xl.sources.local.local_words import heading_words, known_words
from outcomes_xl.sources.local.source_limits import limits

if TYPE_CHECKING:
    import ibis.expr.types as ir

_HOW_MANY = re.compile(r"\s*(?:number|no\.?|num)[ _]+(?:of|on|with|in|who|at)\b", re.IGNORECASE)
_FIGURES = "0123456789"
_OURS = ("E", "W", "S", "N", "K", "J")
"""The first letters of the codes of areas of the Office for National Statistics, which have eight figures after it."""
_PARTS = (" ", "-", "/", "+", "<", ":")
_MOSTLY = 0.9
_AREA_AND_PERIOD = 2
_MADE_UP = "madeup"


def names_a_person(heading: str) -> bool:
    """Whether a heading is one by which people are told apart, or that only a table of people has."""
    plain = bare(normalize("NFKC", heading)).rstrip(_FIGURES)
    return plain in _headings() or bool(_an_id_of_somebody().fullmatch(plain))


def are_made_up(headings: Iterable[str]) -> bool:
    """Whether a source says of its people, in a column of its own, that they are made up."""
    return any(bare(heading) == _MADE_UP for heading in headings)


def speaks_of_an_id(heading: str) -> bool:
    """Whether a heading says that it is an id of something."""
    return bool(heading_words(heading) & set(known_words()["people"]["id_words"]))


def is_of_figures(heading: str) -> bool:
    """Whether a heading is one that tables of figures have: "Number on roll", "Area code", "2024/25"."""
    ids = frozenset(known_words()["people"]["id_words"])
    words = frozenset(word for word in heading_words(heading) if not word.isdigit())
    if not words - ids:
        return words <= {"number", "no"}  # without any other word they count
    return bool((words - ids) & set(known_words()["people"]["of_figures"])) or bool(_HOW_MANY.match(heading))


@lru_cache(maxsize=1)
def _headings() -> frozenset[str]:
    return frozenset(bare(heading) for heading in known_words()["people"]["headings"])


@lru_cache(maxsize=1)
def _an_id_of_somebody() -> re.Pattern[str]:
    known = known_words()["people"]
    whom, between, ids = ("|".join(map(bare, known[part])) for part in ("of_whom", "between", "id_words"))
    return re.compile(rf".*?(?:{whom})s?(?:{between})*(?:{ids})|(?:id|ref|key)(?:of)?(?:{whom})")


# How a column is made -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Made:
    """How the values of one column are made: of ``filled`` ones, how many are different, whole numbers and so on.

    ``parted`` are those of several parts, as ages and names of groups are and ids seldom: "0-17", "Year 9", "Team A".
    ``span`` is how far the largest whole number is from the smallest; ids that were given one after another lie close.
    """

    filled: int
    different: int
    whole: int
    decimal: int
    dated: int
    areas: int
    figures: int
    shortest: int
    longest: int
    span: int
    parted: int


def candidates(table: ir.Table, headings: Sequence[str]) -> tuple[str, ...]:
    """Return which of these columns could be an id: those whose headings say so first, those of figures last."""
    able = [heading for heading in headings if _can_be_an_id(table[heading].type()) and not _surely_figures(heading)]
    most: int = limits()["people"]["most_columns"]
    return tuple(sorted(able, key=lambda name: (is_of_figures(name), not speaks_of_an_id(name)))[:most])


def _surely_figures(heading: str) -> bool:
    """Whether a heading is of figures and more than one word: a bare "Code", "Name" or "Number" may be anybody's."""
    return is_of_figures(heading) and (heading[:1].isdigit() or len(heading_words(heading)) > 1)


def _can_be_an_id(kind: Any) -> bool:
    whole = kind.is_integer() or kind.is_floating() or kind.is_decimal()
    return bool(kind.is_string() or whole or kind.is_uuid())


def how_made(table: ir.Table, asked: Sequence[str], keys: Sequence[str], has_regex: bool) -> ir.Table:
    """Return the query: one row of counts over the first rows, for each column asked about and the keys together."""
    import ibis

    rows = table.select(
        **{f"c{n}": _text(table[name]) for n, name in enumerate(asked)},
        **{f"k{n}": _text(table[name]).fill_null("") for n, name in enumerate(keys)},
    ).limit(limits()["people"]["rows_looked_at"])
    counts: dict[str, ir.Value] = {"rows": rows.count()}
    if keys:
        together = rows["k0"]
        for n in range(1, len(keys)):
            together = together.concat("|", rows[f"k{n}"])
        counts["keys"] = together.nunique()
        dated = rows["k0"].length() < 0
        for n in range(len(keys)):
            dated = dated | _is_dated(rows[f"k{n}"])
        counts["days"] = _times(dated)
    for n in range(len(asked)):
        text = rows[f"c{n}"].nullif("")
        whole, decimal, number = _numbers(text, has_regex)
        ends = [ibis.literal(_FIGURES).contains(text.substr(at, 1)) for at in (0, text.length() - 1)]
        code = text.upper().substr(0, 1).isin(_OURS) & (text.length() == 9)
        counts |= {
            f"filled{n}": text.count(),
            f"different{n}": text.nunique(),
            f"whole{n}": _times(whole),
            f"decimal{n}": _times(decimal),
            f"dated{n}": _times(_is_dated(text)),
            f"areas{n}": _times(code),
            f"figures{n}": _times(ends[0] | ends[1]),
            f"shortest{n}": text.length().min(),
            f"longest{n}": text.length().max(),
            f"span{n}": number.max() - number.min(),
            f"parted{n}": _times(ibis.or_(*(text.contains(mark) for mark in _PARTS))),
        }
    return rows.aggregate(**counts)


def _text(column: ir.Value) -> ir.StringValue:
    text = column if column.type().is_string() else column.cast("string")
    return text.strip()


def _times(so: ir.BooleanValue) -> ir.IntegerScalar:
    import ibis

    return ibis.ifelse(so, 1, 0).sum()


def _is_dated(text: ir.StringValue) -> ir.BooleanValue:
    by_day = (text.substr(4, 1) == "-") & (text.substr(7, 1) == "-")
    slashed = text.substr(2, 1).isin(["/", "-", "."]) & text.substr(5, 1).isin(["/", "-", "."])
    return (text.length() >= 10) & (by_day | slashed)


def _numbers(text: ir.StringValue, has_regex: bool) -> tuple[ir.BooleanValue, ir.BooleanValue, ir.FloatingValue]:
    """Return whether a text is a whole number (1017, or 1017.0 as some write it), whether another, and which."""
    import ibis

    if has_regex:
        whole, decimal = text.re_search(r"^[0-9]{1,18}(\.0*)?$"), text.re_search(r"^[+-]?[0-9]*\.[0-9]*[1-9][0-9]*$")
        return whole, decimal, ibis.ifelse(whole, text, ibis.null("string")).cast("float64")
    number = text.try_cast("float64")
    whole = number.between(0, 1e18) & (number == number.floor())
    return whole, number.notnull() & (number != number.floor()), ibis.ifelse(whole, number, ibis.null("float64"))


def told_apart(answer: Mapping[str, Any], asked: Sequence[str], by: int, of_groups: Collection[str] = ()) -> str:
    """Return the column by which people are told apart, "" when there is none; ``answer`` is that of ``how_made``.

    ``of_groups`` are the columns whose heading says a group ("Team"): only what can be no group's name is an id there.
    ``by`` is how many columns say which figure a row is: with more than area and period, a row may be one of a group.
    """
    rows = int(answer["rows"] or 0)
    parts = Made.__dataclass_fields__
    made = {name: Made(*(int(answer[f"{part}{n}"] or 0) for part in parts)) for n, name in enumerate(asked)}
    few = rows < limits()["people"]["rows_that_tell"]
    # One row for each area and period, and no period a day: so are figures made, and seldom people.
    keyed = int(answer.get("keys") or 0)
    figures = not few and keyed == rows and int(answer.get("days") or 0) * 2 < rows
    # Many rows for one area and period are no totals: what tells them apart is whom each is about.
    many = not few and 0 < keyed * 2 <= rows
    able = [name for name in asked if (many and by <= _AREA_AND_PERIOD) or not is_of_figures(name)]
    judged = [name for name in able if name not in of_groups or is_of_figures(name)]
    found = (name for name in judged if _is_an_id(made[name], name, rows, figures, many))
    return next((name for name in of_groups if _no_group(made[name])), "") or next(found, "")


def _no_group(made: Made) -> bool:
    """Whether the values under a group's heading are keys and no names of groups: P0001, 10177; another in each row."""
    known = limits()["people"]
    if not made.filled or made.different < known["nearly_unique"] * made.filled or made.shortest != made.longest:
        return False
    if max(made.dated, made.areas, made.parted) > (1 - _MOSTLY) * made.filled:
        return False
    whole = made.whole >= _MOSTLY * made.filled
    return made.figures >= _MOSTLY * made.filled and made.longest >= int(known["digits_of_a_key"]) - whole


def _is_an_id(made: Made, heading: str, rows: int, figures: bool, many: bool) -> bool:
    known = limits()["people"]
    if not made.filled or made.filled * 2 < rows:
        return False
    if max(made.dated, made.areas) >= _MOSTLY * made.filled or made.decimal > (1 - _MOSTLY) * made.filled:
        return False
    says_so = speaks_of_an_id(heading) and not is_of_figures(heading)
    if made.different < known["nearly_unique_id" if says_so else "nearly_unique"] * made.filled:
        return False
    if says_so:
        return True
    if made.whole < _MOSTLY * made.filled:
        return not figures or made.figures * 2 >= made.filled
    # A count is different in nearly every row as well, but counts are of all lengths and lie far apart.
    alike = made.shortest == made.longest
    if "urn" in heading_words(heading) and not alike:
        return True  # a school's has six figures: these are no schools'
    if figures:
        return alike and made.longest >= int(known["digits_of_a_key"])
    return many or rows < int(known["rows_that_tell"]) or alike or made.span < int(known["apart"]) * made.different

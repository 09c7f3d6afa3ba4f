"""The functions our templates' formulas are written with, each as Excel documents it. A new one is one more here."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from outcomes_xl.formulas.columns_of_values import Cells, Scalar
from outcomes_xl.formulas.formula_parser import NotWorkedOut
from outcomes_xl.model import ErrorValue
from outcomes_xl.model.cell_refs import LONGEST_TEXT

VALUE, NOT_THERE, NO_PLACE, BY_NOUGHT, NO_NUMBER = (
    ErrorValue(code) for code in ("#VALUE!", "#N/A", "#REF!", "#DIV/0!", "#NUM!")
)


class ErrorReached(Exception):
    """An error value that a formula comes to; IFERROR and ISERROR catch it."""

    def __init__(self, error: ErrorValue) -> None:
        super().__init__(error.code)
        self.error = error


Argument = Scalar | Cells
Function = Callable[..., Argument]


def plain(value: Argument) -> Scalar:
    """Return one value. Raises ErrorReached for an error, NotWorkedOut where there are several."""
    if isinstance(value, Cells):
        if len(value) != 1:
            raise NotWorkedOut("several values stand where one should")
        value = value.values[0]
    if isinstance(value, ErrorValue):
        raise ErrorReached(value)
    return value


def number(value: Argument) -> int | float:
    if type(value) is int or type(value) is float:  # as most are
        return value
    match plain(value):
        case None:
            return 0
        case bool() as truth:
            return int(truth)
        case int() | float() as figure:
            return figure
        case text:
            try:
                return tidy(float(str(text)))
            except ValueError:
                raise ErrorReached(VALUE) from None


def text(value: Argument) -> str:
    match plain(value):
        case None:
            return ""
        case bool() as truth:
            return "TRUE" if truth else "FALSE"
        case int() | float() as figure:
            shown = f"{figure:.15g}"
            if "e" in shown:
                raise NotWorkedOut("a very large or small number as text")
            return shown
        case words:
            return str(words)


def truth(value: Argument) -> bool:
    match plain(value):
        case str() as words:
            if words.upper() in ("TRUE", "FALSE"):
                return words.upper() == "TRUE"
            raise ErrorReached(VALUE)
        case other:
            return bool(other)


def tidy(figure: float) -> int | float:
    """Return a whole number as an int, as cells are read."""
    if not math.isfinite(figure):
        raise ErrorReached(NO_NUMBER)
    return int(figure) if float(figure).is_integer() and abs(figure) < 1e15 else figure


def equal(one: Scalar, two: Scalar) -> bool:
    """Tell whether "=" holds: without looking at capitals; a blank equals nought, the empty text and FALSE."""
    if one is None or two is None:
        other = two if one is None else one
        return other in (None, "", 0)
    if isinstance(one, bool) or isinstance(two, bool) or isinstance(one, str) != isinstance(two, str):
        return type(one) is type(two) and one == two
    if isinstance(one, str) and isinstance(two, str):
        return one.casefold() == two.casefold()
    return one == two


def less(one: Scalar, two: Scalar) -> bool:
    if isinstance(one, str) or isinstance(two, str) or isinstance(one, bool) or isinstance(two, bool):
        raise NotWorkedOut("words or truths are put in order")
    return number(one) < number(two)


def _divided(one: Scalar, two: Scalar) -> Scalar:
    if number(two) == 0:
        raise ErrorReached(BY_NOUGHT)
    return tidy(number(one) / number(two))


OPERATORS: dict[str, Callable[..., Scalar]] = {
    "+": lambda one, two: tidy(number(one) + number(two)),
    "-": lambda one, two: tidy(number(one) - number(two)),
    "*": lambda one, two: tidy(number(one) * number(two)),
    "/": _divided,
    "&": lambda one, two: _short(text(one) + text(two)),
    "=": lambda one, two: equal(plain(one), plain(two)),
    "<>": lambda one, two: not equal(plain(one), plain(two)),
    "<": lambda one, two: less(plain(one), plain(two)),
    ">": lambda one, two: less(plain(two), plain(one)),
    "<=": lambda one, two: not less(plain(two), plain(one)),
    ">=": lambda one, two: not less(plain(one), plain(two)),
    "neg": lambda one: -number(one),
    "%": lambda one: tidy(number(one) / 100),
}


def _short(words: str) -> str:
    if len(words) > LONGEST_TEXT:
        raise ErrorReached(VALUE)
    return words


def _range(value: Argument) -> Cells:
    if not isinstance(value, Cells):
        raise NotWorkedOut("a value stands where cells should")
    return value


def countifs(*pairs: Argument) -> Argument:
    """Return how many places match every criterion; where the criteria are columns, a column of counts."""
    ranges = [_range(cells) for cells in pairs[::2]]
    criteria = pairs[1::2]
    if len(ranges) != len(criteria) or len({(len(one), one.width) for one in ranges}) != 1:
        raise ErrorReached(VALUE)
    long = {len(one) for one in criteria if isinstance(one, Cells)}
    if len(long) > 1:
        raise NotWorkedOut("criteria of several lengths")
    if not long:
        return _count(ranges, list(criteria))
    rows = range(long.pop())
    return Cells([_count(ranges, [c.values[at] if isinstance(c, Cells) else c for c in criteria]) for at in rows])


def _count(ranges: list[Cells], criteria: list[Argument]) -> int:
    left = -1
    for cells, criterion in zip(ranges, criteria, strict=True):
        assert not isinstance(criterion, Cells)
        left &= cells.matching(criterion)
    return left.bit_count()


def sumproduct(*columns: Argument) -> Scalar:
    cells = [one if isinstance(one, Cells) else Cells([one]) for one in columns]
    if len({len(one) for one in cells}) != 1:
        raise ErrorReached(VALUE)
    # Words and truths count as nought, as Excel documents; an error makes the whole one.
    products = (math.prod(_figure(value) for value in row) for row in zip(*(one.values for one in cells), strict=True))
    return tidy(math.fsum(products))


def _figure(value: Scalar) -> int | float:
    value = plain(value)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else 0


def _all(values: tuple[Argument, ...]) -> list[Scalar]:
    """Return the values of arguments in a row: of cells those that are numbers, of others all as numbers."""
    found: list[Scalar] = []
    for value in values:
        if isinstance(value, Cells):
            found += [one for one in value.values if isinstance(plain(one), int | float) and not isinstance(one, bool)]
        else:
            found.append(number(value))
    return found


def _rounded(value: Argument, digits: Argument) -> Scalar:
    places = int(number(digits))
    # Excel rounds what it shows in 15 digits, a half away from nought.
    shown = Decimal(f"{number(value):.15g}")
    return tidy(float(shown.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)))


def _index(cells: Argument, row: Argument, column: Argument = None) -> Argument:
    found, down, across = _range(cells), int(number(row)), int(number(column)) if column is not None else 0
    height = len(found) // found.width
    if column is None and height == 1:
        down, across = 1, down
    across = across or (1 if found.width == 1 else 0)
    if down < 1 or across < 1:
        raise NotWorkedOut("a whole row or column")
    if down > height or across > found.width:
        raise ErrorReached(NO_PLACE)
    return Cells([found.values[(down - 1) * found.width + across - 1]])


def _match(sought: Argument, cells: Argument, kind: Argument = 1) -> Scalar:
    if number(kind) != 0:
        raise NotWorkedOut("MATCH in a sorted list")
    place = _range(cells).first(plain(sought))
    if place is None:
        raise ErrorReached(NOT_THERE)
    return place + 1


def _not_there() -> Scalar:
    raise ErrorReached(NOT_THERE)


def _counta(*values: Argument) -> Scalar:
    return sum(sum(v is not None for v in one.values) if isinstance(one, Cells) else 1 for one in values)


def _small(cells: Argument, place: Argument) -> Scalar:
    """Return the smallest number of a run, or the next ones up; words and blanks are passed over."""
    # What was worked out from a table of one row is a value by itself.
    found, at = (cells if isinstance(cells, Cells) else Cells([cells])).numbers(), int(number(place))
    if not 1 <= at <= len(found):
        raise ErrorReached(ErrorValue("#NUM!"))
    return found[at - 1]


def _truths(values: tuple[Argument, ...]) -> Counter[bool]:
    return Counter(truth(one) for one in values)  # each is looked at: an error in any makes the whole one


def _mid(words: Argument, first: Argument, many: Argument) -> Scalar:
    start = int(number(first))
    if start < 1 or number(many) < 0:
        raise ErrorReached(VALUE)
    return text(words)[start - 1 : start - 1 + int(number(many))]


def _find(sought: Argument, words: Argument) -> Scalar:
    at = text(words).find(text(sought))
    if at < 0:
        raise ErrorReached(VALUE)
    return at + 1


def _large(cells: Argument, which: Argument) -> Scalar:
    figures = sorted((number(one) for one in _all((_range(cells),))), reverse=True)
    at = math.ceil(number(which))
    if not 1 <= at <= len(figures):
        raise ErrorReached(NO_NUMBER)
    return figures[at - 1]


_DAY = "d mmmm yyyy"
_DAY_0, _FIRST_SURE, _BEYOND = date(1899, 12, 30), 61, 2_958_466
"""Excel takes 1900 for a leap year: from March 1900 on all agree, up to the end of the year 9999."""
_SHOWN = re.compile(r"(#,##)?0(?:\.(0*)(#*))?")
"""The number formats that TEXT is asked for here, such as "#,##0.0#"."""


def _as_shown(value: Argument, shape: Argument) -> Scalar:
    """Return a number as a format shows it, a half rounded away from nought; words stay as they are."""
    value, how = plain(value), text(shape)
    if isinstance(value, str):
        return value
    figure, form = number(value), _SHOWN.fullmatch(how)
    if how == _DAY and _FIRST_SURE <= figure < _BEYOND:
        day = _DAY_0 + timedelta(days=int(figure))
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    if form is None or isinstance(value, bool):
        raise NotWorkedOut(f"TEXT in the format {how}")
    always, most = len(form[2] or ""), len(form[2] or "") + len(form[3] or "")
    digits = Decimal(f"{figure:.15g}").quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    if figure < 0 and not digits:
        raise NotWorkedOut("a nought below nought, which office programs show each in their own way")
    whole, _, rest = f"{digits:{',' if form[1] else ''}.{most}f}".partition(".")
    rest = rest[:always] + rest[always:].rstrip("0")
    return f"{whole}.{rest}" if rest else whole


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


FUNCTIONS: dict[str, Function] = {
    "ABS": lambda one: abs(number(one)),
    "AND": lambda *all_: _truths(all_)[False] == 0,
    "CHAR": lambda one: chr(int(number(one))) if 1 <= number(one) < 127 else _unknown("CHAR"),
    "CONCATENATE": lambda *all_: _short("".join(text(one) for one in all_)),
    "COUNT": lambda *all_: len(_all(tuple(_range(one) for one in all_))),
    "COUNTA": _counta,
    "COUNTIF": countifs,
    "COUNTIFS": countifs,
    "FIND": _find,
    "HYPERLINK": lambda place, words=None: plain(place if words is None else words),
    "INDEX": _index,
    "ISBLANK": lambda one: plain(one) is None,
    "LARGE": _large,
    "LEFT": lambda words, many=1: text(words)[: max(int(number(many)), 0)],
    "LEN": lambda words: len(text(words)),
    "LOWER": lambda words: text(words).lower(),
    "MATCH": _match,
    "MAX": lambda *all_: max((number(one) for one in _all(all_)), default=0),
    "MID": _mid,
    "MIN": lambda *all_: min((number(one) for one in _all(all_)), default=0),
    "NA": _not_there,
    "NOT": lambda one: not truth(one),
    "OR": lambda *all_: _truths(all_)[True] > 0,
    "REPT": lambda words, many: _short(text(words) * int(number(many))) if number(many) >= 0 else _unknown("REPT"),
    "ROUND": _rounded,
    "ROWS": lambda cells: len(_range(cells)) // _range(cells).width,
    "SMALL": _small,
    "SUBSTITUTE": lambda words, old, new: text(words).replace(text(old), text(new)) if text(old) else text(words),
    "SUM": lambda *all_: tidy(math.fsum(number(one) for one in _all(all_))),
    "SUMPRODUCT": sumproduct,
    "TEXT": _as_shown,
    "TRIM": lambda words: " ".join(word for word in text(words).split(" ") if word),
    "UPPER": lambda words: text(words).upper(),
}
"""By name. CELL, IF, IFERROR, ISERROR, ISNUMBER and ROW are not among them: they ask more than a value (work_out)."""


def _unknown(function: str) -> Scalar:
    raise NotWorkedOut(f"{function} with such an argument")

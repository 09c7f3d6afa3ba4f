"""What a cell's answer must become in our workbook: figures as shown, years in any spelling, words of our lists."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from outcomes_xl.adopt.words import LISTS, one_line, words
from outcomes_xl.framework.entries import Metric
from outcomes_xl.model import ErrorValue, Value
from outcomes_xl.model.shown_numbers import words_shown
from outcomes_xl.model.styled_cells import StyledCell
from outcomes_xl.reading.periods import PeriodKind, meant_by, parse_period, read_by_its_end, understood
from outcomes_xl.reading.tidy import folded

_GROUPED = r"(?:[1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.\d+)?"
"""A number whose commas, if it has any, can only part thousands."""
_PER_CENT = re.compile(rf"^([-+]?(?:{_GROUPED}|\.\d+))\s*%$")
_NUMBER = re.compile(rf"^[-+]?£?\s*{_GROUPED}$")
_DECIMAL_COMMA = re.compile(r"^([-+]?\d+),(\d+)\s*%?$")
_DAY = re.compile(r"^(?:on |as at |at )?(\d{1,2})[/. -](\d{1,2})[/. -](\d{4}|\d{2})$")
_MARKED = re.compile(rf"^([-+]?£?\s*{_GROUPED}\s*%?)\s*(?:[¹²³⁰-⁹†‡*]|\[[a-z\d]\])+$")
"""A figure with a footnote's mark after it."""
_ABOUT = re.compile(rf"^(?:c\.?|ca\.?|circa|~|≈|approx\.?|approximately|about|around)\s*({_GROUPED}\s*%?)$", re.I)
_NOT_FINAL = re.compile(
    rf"^({_GROUPED}\s*%?)\s*(?:[pre]|\((?:[pre]|prov|provisional|est)\.?\)|prov\.?|provisional|est\.?)$", re.I
)
_WITHHELD = re.compile(r"^(?:[<≤] ?(?:5|6|10)|\*+|supp(?:ressed)?\.?|s)$", re.I)
"""How small counts are withheld in other files: our symbol for it is offered."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_IN_WORDS = re.compile(r"^(?:[a-z]{3,9},? )?(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -](\d{4}|\d{2})$", re.I)
_SPLIT = re.compile(r"^(?:19|20)?(\d\d)\s*[/-]\s*(?:19|20)?(\d\d)$")
_LARGEST = 1e12
"""From here on digits are a slip of the keyboard, or an id."""
_YEAR_WORD = re.compile(r"^(?:(?:academic year|financial year|school year|acad\.?|fin\.?)\s+|(?:ay|fy)\s*(?=\d))", re.I)
_TO = re.compile(r"^((?:19|20)\d\d)\s+to\s+((?:19|20)?\d\d)$", re.I)
_YES_OR_NO = re.compile(r"^\W*(y|n|yes|no|yep|yeah|nope|true|false)\b", re.I)
_MISSING = re.compile(
    r"\b(not?|never|no longer|un(available|collected|recorded|held|published|reported)|missing|gaps?|lack(s|ing)?|"
    r"without|(do|does|is|are|can|has|have)n[’']?t|cannot|absent|absence of (data|information))\b(?!\.)"
)
_OR_NOT = re.compile(r"(\bor|/) ?(not?|un[a-z]+|missing)\b|\b(missing|not [a-z]+|un[a-z]+) ?(/|or\b)")
"""Both named, as in “Available or not?”: then a yes is a yes."""
_SITES = re.compile(r";#+")
_SITES_NUMBER = re.compile(r";#\d+(?=;#|$)")
_SYMBOLS = frozenset("cxzku")


@dataclass(frozen=True)
class Meaning:
    """What became of one cell: ``value`` to carry, or a question, or the reason why it is not carried.

    ``about`` and ``typed`` are what the officer is asked, as they stand in the reading notes.
    """

    became: str
    value: Value = None
    reason: str = ""
    about: str = ""
    typed: str = ""


LEFT_OUT = "You said to leave it out."


def leaves_out(said: str) -> bool:
    """Whether an answer says that nothing is to be carried."""
    return one_line(said).startswith(("leave out", "leave it", "leave this", "ignore", "do not carry", "nothing"))


def carried(value: Value) -> Meaning:
    return Meaning("carried", value)


def asked(about: str, typed: str, reason: str, value: Value = None) -> Meaning:
    return Meaning("asked", value, reason, about, typed)


def not_carried(reason: str) -> Meaning:
    return Meaning("not carried", reason=reason)


def says_nothing(cell: StyledCell) -> str:
    """Return why a cell gives nothing to carry, "" when it gives something."""
    if isinstance(cell.value, ErrorValue):
        return f"Excel shows the error {cell.value} here: nothing is known of the figure."
    if cell.value is None and cell.formula:
        return "A formula without a saved result: open the spreadsheet in Excel, save it, and adopt it again."
    if isinstance(cell.value, str) and words().is_nothing(cell.text):
        return f"“{cell.text}” says that there is nothing to carry yet."
    return ""


def figure_of(cell: StyledCell, heading: str, said_of_parts: str = "", *, in_per_cent: bool = False) -> Meaning:
    """Return a figure as it is shown: 0.214 in a per cent format is 21.4. Nothing else is worked out.

    Where the file does not say how numbers are shown, or shows 0.214 as it is for a metric ``in_per_cent``, either may
    be meant: ``said_of_parts`` is the officer's answer.
    """
    value = cell.value
    if in_per_cent and isinstance(value, str) and _NUMBER.match(cell.text) and "£" not in value:
        value = float(re.sub(r"[,\s]", "", cell.text))
    unsure = not cell.look.number_format or (in_per_cent and not is_per_cent(cell))
    if unsure and isinstance(value, int | float) and not isinstance(value, bool) and 0 < abs(value) <= 1:
        if "cent" in said_of_parts:
            return carried(_tidy(round(value * 100, 6)))
        if not said_of_parts:
            reason = (
                f"“{cell.text}” may mean {value:.1%}: the spreadsheet does not say. "
                "Are figures of 1 and less per cents here, or meant as they stand?"
            )
            return asked(f"figures in {_flat(heading)}", PARTS, reason, value)
    if isinstance(value, bool | date):
        return asked("cell", cell.a1, f"“{cell.text}” is not a figure. What is meant?")
    text = cell.text
    if isinstance(value, int | float) and (words := words_shown(cell.look.number_format, value)):
        value = text = words
    if isinstance(value, int | float) and abs(value) < _LARGEST:
        return carried(_tidy(round(value * 100, 6) if is_per_cent(cell) else value))
    if found := _PER_CENT.match(text):
        return carried(_tidy(float(found[1].replace(",", ""))))
    if _NUMBER.match(text) and float(re.sub(r"[£,\s]", "", text)) < _LARGEST:
        return carried(_tidy(float(re.sub(r"[£,\s]", "", text))))
    if text.casefold() in _SYMBOLS:
        return carried(text.casefold())
    if marked := _MARKED.match(text):
        return figure_of(cell._replace(value=marked[1]), heading, said_of_parts)
    if comma := _DECIMAL_COMMA.match(text):
        offer = _tidy(float(f"{comma[1]}.{comma[2]}"))
        return asked(
            f"value in {_flat(heading)}", text, f"“{text}” has a comma that parts no thousands: is it {offer}?", offer
        )
    reason = f"“{text}” is not a plain figure. What figure, if any, is meant?"
    return asked(f"value in {_flat(heading)}", text, reason, _likely_figure(cell, heading))


def figure_said(cell: StyledCell, heading: str, said: str) -> Meaning:
    """Return the figure that the officer's answer about a cell gives, with a full stop after it or none."""
    if leaves_out(said):
        return not_carried(LEFT_OUT)
    meant = figure_of(cell._replace(value=said.strip().rstrip(".")), heading)
    if meant.became == "carried":
        return meant
    reason = f"Your answer “{said}” is no figure. What figure is “{cell.text}”?"
    return asked(f"value in {_flat(heading)}", cell.text, reason, _likely_figure(cell, heading))


def _likely_figure(cell: StyledCell, heading: str) -> Value:
    """Return what may be offered for words that are no plain figure: c. 70 may be 70, <5 our symbol for withheld."""
    if _WITHHELD.match(cell.text):
        return "c"
    about = _ABOUT.match(cell.text) or _NOT_FINAL.match(cell.text)
    return figure_of(cell._replace(value=about[1]), heading).value if about else None


def has_a_mark(text: str) -> bool:
    """Whether a footnote's mark stands after a figure."""
    return _MARKED.match(text) is not None


def is_per_cent(cell: StyledCell) -> bool:
    """Whether a number is shown as a per cent."""
    return "%" in re.sub(r'"[^"]*"|\\.', "", cell.look.number_format)


def as_shown(cell: StyledCell) -> str:
    """Return a cell as text, as its sheet shows it: a day as 2026-11-28, a share of one in a per cent format as 21.4%.

    What a site has put between its choices and after a person's name (";#12") nobody typed.
    """
    value = cell.value
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{_tidy(round(value * 100, 6))}%" if is_per_cent(cell) else str(_tidy(round(value, 10)))
    return _SITES.sub("; ", _SITES_NUMBER.sub("", cell.text).strip(";#")) if ";#" in cell.text else cell.text


def _tidy(number: float) -> float | int:
    return int(number) if float(number).is_integer() else number


def period_of(
    cell: StyledCell, metric: Metric | None, said: str, said_of_years: str = "", ends: Container[int] = ()
) -> Meaning:
    """Return a period in the metric's own way of writing. A split year for another kind of year is asked about.

    So is a year alone for a metric of split years, unless it is one of those that the column's split years end in:
    ``said_of_years`` is the officer's answer, given once.
    """
    kind = PeriodKind(metric.period_kind) if metric else PeriodKind.ANY
    if leaves_out(said):
        return not_carried(LEFT_OUT)
    if said:
        return _as_said(cell, kind, said)
    typed: Value = cell.value
    if isinstance(typed, str):
        typed = _YEAR_WORD.sub("", folded(typed).strip())
        if (span := _TO.match(typed)) and int(span[2][-2:]) == (int(span[1]) + 1) % 100:
            typed = f"{span[1]}/{span[2][-2:]}"
        if day := _DAY.match(typed):
            year = int(day[3]) + (2000 if len(day[3]) == 2 else 0)
            typed = f"{int(day[1])}/{int(day[2])}/{year}"
    split = isinstance(typed, str) and _is_split_year(typed)
    if split and kind in (
        PeriodKind.AT_31_MARCH,
        PeriodKind.AT_30_SEPTEMBER,
        PeriodKind.CALENDAR,
        PeriodKind.EDITION,
        PeriodKind.THREE_YEARS,
    ):
        reason = f"This metric is counted otherwise ({kind.value.lower()}): which of its periods is “{cell.text}”?"
        return asked("year", cell.text, reason)
    if read_by_its_end(typed, kind) and int(str(typed).partition(".")[0]) not in ends:
        year = int(str(typed).partition(".")[0])
        if not said_of_years:
            reason = (
                f"“{cell.text}” is a year alone, and this metric goes by {kind.value.lower()}s: is it the "
                f"year it ends in ({year - 1}/{year % 100:02}) or begins in ({year}/{(year + 1) % 100:02})? "
                "Answer “ends” or “begins”."
            )
            return asked("year", YEAR_ALONE, reason, f"{year - 1}/{year % 100:02}")
        if re.search(r"begin|start", said_of_years, re.I):
            typed = f"{year}/{(year + 1) % 100:02}"
    period = parse_period(typed, kind) or meant_by(typed, kind)
    if period is None:
        any_period = parse_period(typed, PeriodKind.ANY)
        if any_period is None:
            return asked("year", cell.text, f"“{cell.text}” is no period this tool can read.")
        if kind is not PeriodKind.ANY:
            return asked(
                "year", cell.text, f"“{cell.text}” does not fit this metric, which goes by {kind.value.lower()}."
            )
        period = any_period
    return carried(_label(period.label, kind, period.end))


def _is_split_year(text: str) -> bool:
    """Whether a text is one year over two calendar years, such as 2024/25; 2021 - 23 is three years."""
    found = _SPLIT.match(text)
    return found is not None and int(found[2]) == (int(found[1]) + 1) % 100


def _label(label: str, kind: PeriodKind, end: date) -> str:
    """Return a period as the lists say it is written: a day of the year by its year alone."""
    return str(end.year) if kind in (PeriodKind.AT_31_MARCH, PeriodKind.AT_30_SEPTEMBER) else label


def _as_said(cell: StyledCell, kind: PeriodKind, said: str) -> Meaning:
    on_a_day = kind in (PeriodKind.AT_31_MARCH, PeriodKind.AT_30_SEPTEMBER)
    if not said.casefold().startswith("the metric"):
        if understood(said) is None and parse_period(said, kind) is None:
            return asked("year", cell.text, f"Your answer “{said}” is no period: which period is “{cell.text}”?")
        return carried(said)
    if kind is PeriodKind.AT_31_MARCH and (year := re.search(r"day:?\s*(\d{4})", said)):
        return carried(year[1])
    period = parse_period(cell.text, kind) or meant_by(cell.text, kind) or meant_by(cell.text, PeriodKind.FINANCIAL)
    if period is None:
        return carried(cell.text)
    return carried(_label(period.label, kind, period.end) if on_a_day else period.label)


def list_word(name: str, cell: StyledCell, heading: str, key: str, said: str) -> Meaning:
    """Return a word of one of our lists; several for breakdowns. A word that is not known is asked about."""
    known = words()
    if name == "breakdown":
        parts = [part.strip() for part in re.split(r"[;,/#\n]| and ", said or cell.text) if part.strip()]
        found = [known.of_list(name, part) for part in parts]
        if found and all(found):
            return carried("; ".join(dict.fromkeys(str(one) for one in found)))
    else:
        word = known.of_list(name, said or cell.text) or (known.of_list(name, key) if key else None)
        if word:
            return carried(word)
    return asked(f"value in {_flat(heading)}", cell.text, f"“{cell.text}” is no word of the list. Which word is meant?")


def status_of(cell: StyledCell, heading: str, key: str, said: str, all_words: tuple[str, ...]) -> Meaning:
    """Return a status: by the officer's answer, the sheet's own key, our word itself, or words that say it plainly."""
    if said and (word := _own(said, all_words) or words().status(said)):
        return carried(word)
    if said:
        return asked("status", cell.text, f"Your answer “{said}” is no status. Which does “{cell.text}” mean?")
    if word := _own(cell.text, all_words):
        return carried(word)
    if key:
        word = _own(key, all_words) or words().status(key)
        if word:
            return carried(word)
    elif says_what_is_missing(heading) and _YES_OR_NO.match(cell.text):
        about = f"value in {_flat(heading)}"
        reason = f"“{_flat(heading)}” asks for what is missing: which status does “{cell.text}” under it mean?"
        return asked(about, cell.text, reason)
    elif len(cell.text) > 1 or cell.text.casefold() in ("y", "n", "?"):
        word = words().status(cell.text)
        if word:
            return carried(word)
    return asked("status", cell.text, f"Which status does “{cell.text}” in “{_flat(heading)}” mean?")


def says_what_is_missing(heading: str) -> bool:
    """Whether a heading asks whether data is not there, so that a yes under it is a no."""
    said = one_line(heading)
    return _MISSING.search(said) is not None and not _OR_NOT.search(said)


def _own(text: str, all_words: tuple[str, ...]) -> str | None:
    return next((word for word in all_words if one_line(word) == one_line(text)), None)


def day_of(cell: StyledCell, heading: str) -> Meaning:
    if isinstance(cell.value, date):
        return carried(cell.value)
    if day := _DAY.match(cell.text):
        year = int(day[3]) + (2000 if len(day[3]) == 2 else 0)
        try:
            return carried(date(year, int(day[2]), int(day[1])))
        except ValueError:
            pass
    if (said := _DAY_IN_WORDS.match(cell.text)) and said[2][:3].casefold() in _MONTHS:
        year = int(said[3]) + (2000 if len(said[3]) == 2 else 0)
        try:
            return carried(date(year, _MONTHS.index(said[2][:3].casefold()) + 1, int(said[1])))
        except ValueError:
            pass
    return asked(f"value in {_flat(heading)}", cell.text, f"“{cell.text}” is no day this tool can read.")


def text_of(cell: StyledCell, *, several: bool = False) -> Meaning:
    """Return text as typed; where a field holds ``several`` answers, lines inside a cell are several of them."""
    value = cell.value
    if several and isinstance(value, str) and "\n" in value:
        return carried("; ".join(part.strip() for part in value.split("\n") if part.strip()))
    return carried(value if isinstance(value, str) and not several else as_shown(cell))


def _flat(text: str) -> str:
    return " ".join(text.split())


PARTS = "1 and less"
"""How the reading notes call figures that may be shares of one."""
YEAR_ALONE = "a year alone"
"""How they call years that stand alone for metrics of financial or academic years."""
IN_LISTS = frozenset(LISTS)

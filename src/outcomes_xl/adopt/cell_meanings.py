"""What a cell's answer must become in our workbook: figures as shown, years in any spelling, words of our lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from outcomes_xl.adopt.words import LISTS, in_english, one_line, words
from outcomes_xl.model import ErrorValue, Value
from outcomes_xl.model.shown_numbers import beside_it
from outcomes_xl.model.styled_cells import StyledCell

DAY = re.compile(r"^(?:on |as at |at )?(\d{1,2})[/. -](\d{1,2})[/. -](\d{4}|\d{2})$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_IN_WORDS = re.compile(r"^(?:[a-z]{3,9},? )?(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -](\d{4}|\d{2})$", re.I)
_ISO_DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}.*)?$")
_YES_OR_NO = re.compile(r"^\W*(y|n|yes|no|yep|yeah|nope|true|false)\b", re.I)
_MISSING = re.compile(
    r"\b(not?|never|no longer|un(available|collected|recorded|held|published|reported)|missing|gaps?|lack(s|ing)?|"
    r"without|(do|does|is|are|can|has|have)n[’']?t|cannot|absent|absence of (data|information))\b(?!\.)"
)
_OR_NOT = re.compile(r"(\bor|/) ?(not?|un[a-z]+|missing)\b|\b(missing|not [a-z]+|un[a-z]+) ?(/|or\b)")
"""Both named, as in “Available or not?”: then a yes is a yes."""
_QUOTED = re.compile(r'"[^"]*"|\\.')
_SITES = re.compile(r";#+")
_SITES_NUMBER = re.compile(r";#\d+(?=;#|$)")


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


NO_RESULT = "A formula without a saved result: open the spreadsheet in Excel, save it, and adopt it again."
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
        return NO_RESULT
    if isinstance(cell.value, str) and words().is_nothing(cell.text):
        return f"“{cell.text}” says that there is nothing to carry yet."
    return ""


def is_per_cent(cell: StyledCell) -> bool:
    """Whether a number is shown as a per cent."""
    code = cell.look.number_format
    return "%" in code and "%" in _QUOTED.sub("", code)


def words_beside(cell: StyledCell) -> str:
    """Return the words that a cell's number format shows beside its number, such as "k" or "days"; "" without any."""
    value, code = cell.value, cell.look.number_format
    if code == "General" or not isinstance(value, int | float) or isinstance(value, bool):
        return ""
    return " ".join("".join(beside_it(code, value)).split())


def as_shown(cell: StyledCell) -> str:
    """Return a cell as text, as its sheet shows it: a day as 2026-11-28, a share of one in a per cent format as 21.4%.

    What a site has put between its choices and after a person's name (";#12") nobody typed.
    """
    value = cell.value
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = f"{tidy(round(value * 100, 6))}%" if is_per_cent(cell) else str(tidy(round(value, 10)))
        before, after = beside_it(cell.look.number_format, value)
        return f"{before}{number}{after}".strip()
    return _SITES.sub("; ", _SITES_NUMBER.sub("", cell.text).strip(";#")) if ";#" in cell.text else cell.text


def tidy(number: float) -> float | int:
    return int(number) if float(number).is_integer() else number


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
    return asked(f"value in {flat(heading)}", cell.text, f"“{cell.text}” is no word of the list. Which word is meant?")


def status_of(cell: StyledCell, heading: str, key: str, said: str, all_words: tuple[str, ...]) -> Meaning:
    """Return a status: by the officer's answer, the sheet's own key, our word itself, or words that say it plainly."""
    if isinstance(cell.value, bool):  # a box that is ticked or not
        cell = cell._replace(value="Yes" if cell.value else "No")
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
    elif says_what_is_missing(heading) and _YES_OR_NO.match(in_english(one_line(cell.text))):
        about = f"value in {flat(heading)}"
        reason = f"“{flat(heading)}” asks for what is missing: which status does “{cell.text}” under it mean?"
        return asked(about, cell.text, reason)
    elif len(cell.text) > 1 or cell.text.casefold() in ("y", "n", "?") or cell.text in words().alone:
        word = words().status(cell.text)
        if word:
            return carried(word)
    explained = f" Your key says: “{flat(key)}”." if key else ""
    return asked("status", cell.text, f"Which status does “{cell.text}” in “{flat(heading)}” mean?{explained}")


def says_what_is_missing(heading: str) -> bool:
    """Whether a heading asks whether data is not there, so that a yes under it is a no."""
    said = one_line(heading)
    return _MISSING.search(said) is not None and not _OR_NOT.search(said)


def _own(text: str, all_words: tuple[str, ...]) -> str | None:
    return next((word for word in all_words if one_line(word) == one_line(text)), None)


def day_of(cell: StyledCell, heading: str) -> Meaning:
    if isinstance(cell.value, date):
        return carried(cell.value)
    for year, month, day in _days_said(cell.text):
        try:
            return carried(date(year, month, day))
        except ValueError:
            pass
    return asked(f"value in {flat(heading)}", cell.text, f"“{cell.text}” is no day this tool can read.")


def _days_said(text: str) -> Iterator[tuple[int, int, int]]:
    """Give the year, month and day that a text may say: 3/9/2026, 2026-09-03, Thu 3rd Sept 26."""
    if said := DAY.match(text):
        yield _whole_year(said[3]), int(said[2]), int(said[1])
    if said := _ISO_DAY.match(text):
        yield int(said[1]), int(said[2]), int(said[3])
    if (said := _DAY_IN_WORDS.match(text)) and said[2][:3].casefold() in _MONTHS:
        yield _whole_year(said[3]), _MONTHS.index(said[2][:3].casefold()) + 1, int(said[1])


def _whole_year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def text_of(cell: StyledCell, *, several: bool = False) -> Meaning:
    """Return text as typed; where a field holds ``several`` answers, lines inside a cell are several of them."""
    value = cell.value
    if several and isinstance(value, str) and "\n" in value:
        return carried("; ".join(part.strip() for part in value.split("\n") if part.strip()))
    return carried(value if isinstance(value, str) and not several else as_shown(cell))


def flat(text: str) -> str:
    return " ".join(text.split())


IN_LISTS = frozenset(LISTS)

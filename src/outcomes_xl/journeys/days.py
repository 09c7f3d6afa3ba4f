"""The day of an event, in the spellings that systems and people write: 2021-05-03, 03/05/2021, 3 May 2021, 44319."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from outcomes_xl.reading.period_spans import month_number

_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?"
_TIME = rf"(?:[T ,]+{_CLOCK}\s*(?:Z|[+-]\d{{2}}:?\d{{2}}|UTC|GMT)?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})[-/. ](\d{{1,2}})[-/. ](\d{{1,2}}){_TIME}")
_DAY_FIRST = re.compile(rf"(\d{{1,2}})[-/. ](\d{{1,2}})[-/. ](\d{{4}}|\d{{2}}){_TIME}")
_IN_WORDS = re.compile(
    rf"(?:[A-Za-z]{{2,9}}[,.]? )?(\d{{1,2}})(?:st|nd|rd|th)?[-/. ]+(?:of )?([A-Za-z]{{3,9}})[-/., ]+"
    rf"(\d{{4}}|\d{{2}}){_TIME}"
)
_MONTH_FIRST = re.compile(rf"([A-Za-z]{{3,9}})[. ]+(\d{{1,2}})(?:st|nd|rd|th)?,? +(\d{{4}}){_TIME}")
_CLOSE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_EXCELS_FIRST = date(1899, 12, 30)
_SLIPS = 0.05


@dataclass
class DayReader:
    """Reads days, and counts how many different ones can only have the day first, or the month (05/13/2021).

    ``by_figures`` says that some are written in figures with the year last, so that the order has to be known.
    """

    today: date
    by_figures: bool = False
    day_before_month: int = 0
    month_before_day: int = 0
    _read: dict[str, date | None] = field(default_factory=dict)

    def read(self, written: str) -> date | None:
        """Return the day a text says, None when it says none surely."""
        if written not in self._read:
            self._read[written] = self._day(" ".join(written.split()))
        return self._read[written]

    @property
    def month_first(self) -> bool:
        """Whether days of the column can be none unless the month comes first, and more than slips of the pen do.

        Where both are written in earnest, the days that could be read both ways may be either.
        """
        return self.month_before_day > _SLIPS * self.day_before_month

    @property
    def either_first(self) -> bool:
        """Whether no day of the column says which comes first: all could be read both ways."""
        return self.by_figures and not self.month_before_day and not self.day_before_month

    def _day(self, text: str) -> date | None:
        if found := _YEAR_FIRST.fullmatch(text) or _CLOSE.fullmatch(text):
            return _date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DAY_FIRST.fullmatch(text):
            day, month = int(found[1]), int(found[2])
            self.by_figures |= day != month
            self.day_before_month += 12 < day <= 31 and month <= 12
            self.month_before_day += day <= 12 < month <= 31
            return _date(self._year(found[3]), month, day)
        if found := _IN_WORDS.fullmatch(text):
            return _date(self._year(found[3]), month_number(found[2].casefold()) or 0, int(found[1]))
        if found := _MONTH_FIRST.fullmatch(text):
            return _date(int(found[3]), month_number(found[1].casefold()) or 0, int(found[2]))
        if found := _SERIAL.fullmatch(text):
            return _EXCELS_FIRST + timedelta(days=int(found[1]))
        return None

    def _year(self, written: str) -> int:
        """Return a year; of two figures the last that is not after next year, so that 31/12/98 is no day to come."""
        year = int(written)
        if len(written) == 4:
            return year
        this = self.today.year
        return (this - this % 100 + year) if year <= this % 100 + 1 else (this - this % 100 - 100 + year)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

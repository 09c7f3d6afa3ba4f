"""Published tables that need nothing but to be described: which headings tell them, where the area and the period are.

Each is an entry of data/sources/layouts.toml, and each entry is a publisher like the others. Tables with title lines
above their headings give their period there, or in the file's own name.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from outcomes_xl.framework.entries import Borough, Series
from outcomes_xl.reading.figures import NotAFigure, figure_in_file, marks
from outcomes_xl.reading.period_spans import label, span
from outcomes_xl.reading.tidy import bare, folded, tidy_text
from outcomes_xl.sources.published.kept_rows import file_of
from outcomes_xl.sources.published.opened_table import Opened, places
from outcomes_xl.sources.published.published_rows import (
    SAYS_BOTH,
    AreaKind,
    PublishedFile,
    PublishedRow,
    areas_wanted,
    by_columns,
    codes_in,
    have,
    is_called,
    position,
    printed_period,
)

_NO_MARK = frozenset({"", "a", "normal", "normal value", "final", "observed"})
"""What a column of marks has beside a figure that stands as it is."""
_QUARTER = re.compile(r"quarter ([1-4]),? ((?:19|20)\d\d) ?(?:to|-|/) ?(\d{4}|\d{2})", re.IGNORECASE)


@dataclass(frozen=True)
class LayoutFile:
    """One publisher's tables, as an entry of layouts.toml describes them. Columns may have several spellings: "a|b".

    ``codes`` are the columns an area's code may stand in: the first with a code in it says which area a row is for.
    ``period`` is the column of the period, "" where ``period_in`` finds it in the file's name, title lines or headings;
    ``period_said`` gives what a found text is called, where that is not itself; ``at_its_end`` that a quarter means its
    last day. ``mark`` is the column of marks beside
    a figure ("p"). ``filters`` are the columns that sort rows into groups, ``withheld`` the signs by which a figure is
    withheld here, each with why. ``grouped`` is for tables whose headings stand in two rows, the upper one over several
    columns. ``together`` are areas printed with one figure: their ``codes``, and the ``name`` for all of them.
    """

    name: str
    called: str
    headings: tuple[str, ...]
    codes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    period: str = ""
    period_in: tuple[str, ...] = ()
    period_said: Mapping[str, str] = field(default_factory=dict)
    at_its_end: bool = False
    note: str = ""
    note_begins: str = ""
    mark: str = ""
    filters: tuple[str, ...] = ()
    withheld: Mapping[str, str] = field(default_factory=dict)
    grouped: bool = False
    together: tuple[Mapping[str, Any], ...] = ()

    def knows(self, headings: tuple[str, ...]) -> bool:
        return have(tuple(map(_without_notes, headings)) if self.grouped else headings, self.headings)

    def read(self, file: Opened, borough: Borough) -> PublishedFile:
        rows = iter(file.rows)
        headings = self._both(file.headings, next(rows, [])) if self.grouped else file.headings
        at = places(headings)
        codes = [column for name in self.codes if (column := position(at, name)) is not None] or [0]
        # Where no heading names them, code and name stand first.
        names = [column for name in self.names if (column := position(at, name)) is not None] or [1]
        period_at, note_at, mark_at = (
            position(at, name) if name else None for name in (self.period, self.note, self.mark)
        )
        wanted = areas_wanted(borough)
        printed = self._period(file)
        torn = self._torn(file, printed) if period_at is None else ""
        together = next((one for one in self.together if borough.code in one["codes"]), {"codes": (), "name": ""})
        kept: list[PublishedRow] = []
        joint: list[PublishedRow] = []
        count = 0
        for cells in rows:
            count += 1
            place, code = self._place(cells, codes, names, wanted, borough)
            shared = code in together["codes"] and code != borough.code
            if place is None and not shared:
                continue
            area = next((text for column in names if (text := tidy_text(cells[column]))), "")
            period = printed if period_at is None else printed_period(cells[period_at])
            note = torn or ("" if note_at is None else self._note(cells[note_at]))
            if not note and mark_at is not None:
                said = tidy_text(cells[mark_at])
                note = "" if folded(said) in _NO_MARK else marks().get(folded(said), said)
            row = PublishedRow(place or AreaKind.JOINT, _plain_area(area), period, "", note, tuple(cells))
            if place is not None:
                kept.append(row)
            if shared:
                joint.append(row._replace(place=AreaKind.JOINT))
        if not any(row.place is AreaKind.BOROUGH for row in kept):
            kept += joint  # the figure for both stands in the other's row, and this one has none
        filters = {bare(spelling) for name in self.filters for spelling in name.split("|")}
        return replace(
            file_of(file, self.name, kept, count),
            headings=headings,
            at=at,
            not_filters=frozenset(at) - filters,
            withheld=self.withheld,
            together=str(together["name"]),
        )

    def fits(self, at: Mapping[str, int], series: Series) -> bool:
        return by_columns(at, series)

    def holds(self, file: PublishedFile, series: Series) -> bool:
        return file.publisher == self.name == series.publisher and self.fits(file.at, series)

    def _place(
        self, cells: list[str], codes: list[int], names: list[int], wanted: Mapping[str, AreaKind], borough: Borough
    ) -> tuple[AreaKind | None, str]:
        """Return which area of ours a row is for, and its code, "" where only its name says it."""
        for column in codes:
            if found := codes_in(cells[column]):
                return wanted.get(found[0]), found[0]
        said = next((text for column in names if (text := tidy_text(cells[column]))), "")
        return (AreaKind.BOROUGH if said and is_called(borough.name, said) else None), ""

    def _period(self, file: Opened) -> str:
        """Return the period the title, the headings or the file's name gives, the first pattern that is found."""
        texts = [tidy_text(cell) for line in file.above for cell in line if cell]
        for pattern in self.period_in:
            for text in (*texts, file.name, *file.headings):
                if found := re.search(pattern, " ".join(text.split()), re.IGNORECASE):
                    said = found[1].strip()
                    days = span(folded(said)) if self.at_its_end else None
                    return label((days[1], days[1])) if days else self.period_said.get(said, said)
        return ""

    def _torn(self, file: Opened, printed: str) -> str:
        """Say where a title names a quarter beside the period that was read from it, and the two are not the same."""
        read = span(folded(printed))
        for text in (" ".join(tidy_text(cell).split()) for line in file.above for cell in line if cell):
            quarter = _QUARTER.search(text) if printed in text else None
            if quarter and read and (meant := span(f"{quarter[2]}/{quarter[3]} q{quarter[1]}")) and meant != read:
                return f"{SAYS_BOTH} “{quarter[0]}” and “{printed}”"
            if other := next(filter(None, (self._another_in(one, printed) for one in re.split(r"[.;]\s", text))), ""):
                return f"{SAYS_BOTH} “{printed}” and “{other}”"
        return ""

    def _another_in(self, text: str, printed: str) -> str:
        """Return what the same sentence says of another period than the one read from it, "" where it says none."""
        read = span(folded(printed))
        said = [found[1].strip() for pattern in self.period_in for found in re.finditer(pattern, text, re.IGNORECASE)]
        ends = {one: meant[1] for one in said if (meant := span(folded(one)))}
        here = read is not None and read[1] in ends.values()
        return next((one for one, end in ends.items() if here and read and end != read[1]), "")

    def _note(self, text: str) -> str:
        """Return what a cell of notes says; a sign ("[z]") says nothing, and a day is no figure here."""
        plain = tidy_text(text).strip("[]")
        plain = _as_a_day(plain) if "date" in folded(self.note) else plain
        says = plain.startswith("note") or bool(re.fullmatch(r"\d{4}-\d\d-\d\d", plain))
        if not says and (not plain or not isinstance(figure_in_file(tidy_text(text)), NotAFigure)):
            return ""
        return f"{self.note_begins}{plain}"

    def _both(self, upper: Iterable[str], lower: list[str]) -> tuple[str, ...]:
        """Return one heading a column from two rows: an upper heading holds until the next one."""
        over, found = "", []
        for place, heading in enumerate(map(_without_notes, upper)):
            under = _without_notes(tidy_text(lower[place])) if place < len(lower) else ""
            over = heading or (over if under else "")
            found.append(f"{over} - {under}" if over and under else over or under)
        return tuple(found)


def _as_a_day(text: str) -> str:
    """Return a day as 2022-02-28: Excel's number of it (44620), or as it is written in words or figures."""
    if re.fullmatch(r"[3-6]\d{4}(?:\.0)?", text):
        return (_EXCELS_DAY_0 + timedelta(days=int(float(text)))).isoformat()
    days = span(folded(text))
    return days[0].isoformat() if days and days[0] == days[1] else text


_EXCELS_DAY_0 = date(1899, 12, 30)


def _without_notes(heading: str) -> str:
    """Return a heading without the numbers of its footnotes: "Number of households in area5 (000s)"."""
    plain = re.sub(r"(?<=[A-Za-z)])\d+(?:,\d+)*(?=\s|$)", "", " ".join(heading.split()))
    return re.sub(r"(?<=[a-z]) \d$", "", plain).strip()


def _plain_area(name: str) -> str:
    return "" if name.startswith("[") else name.title() if name.isupper() else name


@cache
def layout_files() -> tuple[LayoutFile, ...]:
    """Return the shipped layouts, in the order they are tried."""
    text = (resources.files("outcomes_xl") / "data" / "sources" / "layouts.toml").read_text(encoding="utf-8")
    return tuple(LayoutFile(**_frozen(entry)) for entry in tomllib.loads(text)["layout"])


def _frozen(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}

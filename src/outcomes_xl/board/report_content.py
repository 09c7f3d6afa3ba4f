"""What a report is made of, whatever it is written as: pages of parts, and parts of words, tables and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A figure as it is shown: "71.0%", "c", "3 groups"; with the number, where it is one."""

    shown: str
    number: float | None = None

    def __str__(self) -> str:
        return self.shown

    @property
    def number_format(self) -> str:
        """How Excel shows the number as it is shown here: 0.0"%", "£"#,##0."""
        decimals = len(self.shown.rstrip("%").partition(".")[2])
        pattern = "#,##0" + (f".{'0' * decimals}" if decimals else "")
        before, after = ('"£"' if self.shown.startswith("£") else ""), ('"%"' if self.shown.endswith("%") else "")
        return f"{before}{pattern}{after}"


ReportCell = str | int | ShownFigure
"""What a table's cell holds: text, how many of something, or a figure."""


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A column: its heading, how wide it is in letters, and whether it stands on the right ("whole", "figure")."""

    heading: str
    width: int
    kind: str = "text"

    @property
    def right(self) -> bool:
        return self.kind != "text"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: what it is about in bold, what it says, and what is said more quietly: a caution."""

    text: str
    about: str = ""
    quiet: str = ""

    def __str__(self) -> str:
        return f"{self.about}: {self.text}" if self.about else self.text


@dataclass(frozen=True, slots=True)
class BulletPoints:
    """A list of paragraphs. ``kind`` is what it has in common with the lists of other pages."""

    kind: str
    items: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class ContentTable:
    """A table: ``kind`` as for a list; ``about`` says above it what it shows. The first cell of a row names it."""

    kind: str
    about: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[tuple[ReportCell, ...], ...]


@dataclass(frozen=True, slots=True)
class ChartLine:
    """A line of a chart: whose, and its values period by period, None where there is none."""

    name: str
    values: tuple[ShownFigure | None, ...]


@dataclass(frozen=True, slots=True)
class LineChart:
    """Figures year by year. ``about`` says in words what it shows; the scale goes from ``lowest`` to ``highest``."""

    title: str
    about: str
    periods: tuple[str, ...]
    lines: tuple[ChartLine, ...]
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class BarChart:
    """Stacked bars: one a name, each with a part for every word."""

    title: str
    about: str
    names: tuple[str, ...]
    words: tuple[str, ...]
    values: tuple[tuple[int, ...], ...]


Block = Paragraph | BulletPoints | ContentTable | LineChart | BarChart


@dataclass(frozen=True, slots=True)
class ReportPart:
    """A part of a page, under a heading of its own."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A page: its name, the sentence it begins with, and its parts."""

    title: str
    lead: str
    parts: tuple[ReportPart, ...]

    def all_of(self, kind: type[Kind]) -> Iterator[Kind]:
        """Yield the page's blocks of a kind, from the top."""
        for part in self.parts:
            for block in part.blocks:
                if isinstance(block, kind):
                    yield block


@dataclass(frozen=True, slots=True)
class Report:
    """A report whole. ``day`` is the last one anything in it was worked on; the clock has no part in it."""

    title: str
    subject: str
    lead: str
    pages: tuple[ReportPage, ...]
    day: date
    foot: tuple[str, ...]

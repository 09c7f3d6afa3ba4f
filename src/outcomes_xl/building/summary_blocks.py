"""The tables of the Summary: where each stands on the sheet, its headings and its lines. Places only, no formulas.

Whoever adds a row takes one away: at 50 rows the page still prints at 9.5 points.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from outcomes_xl.building.summary_charts import GROUPS
from outcomes_xl.framework.entries import Framework

MOST_SHOWN = 8
"""How many figures the page has room for."""
OF_EACH = 4
"""Where nobody has chosen: so many that are worse than London's come first, if there are others for the rest."""

ALL = "All domains"
STEPS = 5
"""What to do next: so many lines, below the last table of the page."""
LINE, HEAD, TWO_LINES, THREE_LINES, FOUR_LINES = 14.6, 16.5, 29.5, 43, 57
"""How high a line and a row of headings are, in points."""
_FIRST_ROW = 8  # below the title and six lines of words
_BEHIND = 4  # rows between the page's end and the first table below it
_LONGEST_NAME = 7  # letters of a borough's name that fit over its figures


@dataclass(frozen=True)
class Block:
    """One table of the Summary: what stands above it, its headings, its lines. ``row`` (from 1) is the words'."""

    key: str
    table: str
    words: str
    about: str
    headings: tuple[str, ...]
    names: tuple[str, ...]
    right: str
    """The columns whose figures stand on the right, by letter."""
    high: float = HEAD
    row: int = _FIRST_ROW

    @property
    def letters(self) -> str:
        return "ABCDEFG"[: len(self.headings)]

    @property
    def heading_row(self) -> int:
        return self.row + 1

    @property
    def first(self) -> int:
        return self.row + 2

    @property
    def last(self) -> int:
        return self.first + len(self.names) - 1


def blocks(framework: Framework, borough: str = "") -> dict[str, Block]:
    """Return the tables by what they are about, one below the other: four of the page, two of what it rests on."""
    made: dict[str, Block] = {}
    row = _FIRST_ROW
    for block in (*_page(framework, borough), None, *_behind(framework)):
        if block is None:
            row += 1 + STEPS + _BEHIND
            continue
        made[block.key] = replace(block, row=row)
        row = made[block.key].last + 1
    return made


def _page(framework: Framework, borough: str) -> Iterator[Block]:
    here = borough if 0 < len(borough) <= _LONGEST_NAME else "Here"
    yield Block(
        "grid",
        "tblSummaryGrid",
        "What we can measure",
        "measures we use now, of all in the framework.",
        ("Domain", *framework.list("layer"), "All layers", "Share we use", "Found or published"),
        (*framework.list("domain"), ALL),
        "G",
        THREE_LINES,
    )
    yield Block(
        "kinds",
        "tblSummaryKinds",
        "Where each measure stands",
        "change: since the day named above.",
        ("Where it stands", "Today", "Change"),
        framework.list("stands"),
        "BC",
    )
    yield Block(
        "national",
        "tblSummaryNational",
        "National frameworks",
        "how much of each our own framework answers.",
        ("National framework", "In force", "Covered", "Partly", "Not yet", "Share", "To decide"),
        tuple(one.title for one in framework.nationals.values()),
        "BCDEG",
    )
    yield Block(
        "figures",
        "tblSummaryFigures",
        "Figures found",
        "▲ better, ▼ worse, whichever way the number goes; small differences may be chance.",
        ("Measure", "Period", here, "London", "England", "Beside London", "Since before"),
        ("",) * MOST_SHOWN,
        "CDE",
        TWO_LINES,
    )


def _behind(framework: Framework) -> Iterator[Block]:
    yield Block(
        "chart",
        "tblSummaryChart",
        "The chart's numbers",
        "worked out by formulas.",
        ("In the domain", *GROUPS.values(), "All measures"),
        (*framework.list("domain"), ALL),
        "BCDEF",
        FOUR_LINES,
    )
    yield Block(
        "lines",
        "tblSummaryLines",
        "Which figures are shown",
        "by their line on Data availability: those with Yes under Board page; else some worse and some better.",
        ("Line", "Board page", "Worse", "Better", "Others", "Row shown"),
        tuple(map(str, range(1, MOST_SHOWN + 1))),
        "BCDEF",
        TWO_LINES,
    )

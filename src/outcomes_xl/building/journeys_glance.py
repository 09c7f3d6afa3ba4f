"""The first sheet of journeys, a page for whoever has a minute: what is so in sentences, with its charts."""

from __future__ import annotations

from collections.abc import Iterator

from outcomes_xl.board.report_content import ShownFigure
from outcomes_xl.building.journeys_charts import Bars
from outcomes_xl.building.reading_sheet import HEADING_ROW
from outcomes_xl.journeys.journey_sentences import most_common, what_became
from outcomes_xl.journeys.shown import JourneysShown, PerCent
from outcomes_xl.london.row_kinds import Plain
from outcomes_xl.targets.rounded import rounded

GLANCE, PATHS = "At a glance", "Paths"
"""The names of the sheet, and of the one whose cells its first chart is drawn from."""
_MOST_PATHS = 8
_WHAT, _PER_CENT = 0, 2
_CAUTIONS = (
    ("A path is no cause", "Help that comes before care may have put care off, or come too late."),
    ("Not in it", "What happened elsewhere. Children who moved in or out have shorter paths."),
)


def glance_rows(shown: JourneysShown) -> list[list[Plain | ShownFigure]]:
    """Return the rows of its table: what it is about, a sentence, and the share in per cent where there is one."""
    rows: list[list[Plain | ShownFigure]] = []
    rows.append(["Most common path", most_common(shown), per_cent(shown.paths[0].share if shown.paths else None)])
    rows += [[one.words, what_became(one), per_cent(one.share)] for one in shown.pairs]
    rows += [[about, says, ShownFigure("")] for about, says in _CAUTIONS]
    return rows


def glance_charts(shown: JourneysShown) -> Iterator[Bars]:
    """Give the charts that have at least two bars."""
    bars = min(_MOST_PATHS, sum(bool(one.steps) for one in shown.paths))
    if bars > 1:
        title = f"The {bars} most common paths: people"
        about = (
            f"A bar for each of the {bars} most common paths with its people. The numbers stand on the sheet {PATHS}."
        )
        yield Bars(title, PATHS, (HEADING_ROW, HEADING_ROW + bars - 1), 0, 1, about)
    if sum(one.share is not None for one in shown.pairs) > 1:
        first = HEADING_ROW + 1
        rows = (first, first + len(shown.pairs) - 1)
        about = "A bar for each pair of steps with the share that reached the second in time. The numbers stand above."
        yield Bars("The second step in time: per cent", GLANCE, rows, _WHAT, _PER_CENT, about, highest=100)


def per_cent(share: PerCent | None) -> ShownFigure:
    """Return a share with no more decimals than rounded counts can tell."""
    if share is None:
        return ShownFigure("")
    number = rounded(share.value, share.decimals)
    return ShownFigure(f"{number:.{share.decimals}f}", number)

"""The Summary's formulas, each with its text alone: what it comes to is worked out once the workbook is whole.

Whatever is counted is counted in the column "Where it stands" of Data availability, so that no two sheets can
disagree. Sentences and shares rest on the figures of the page's own tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from outcomes_xl.building.references import DAY, References
from outcomes_xl.building.summary_blocks import MOST_SHOWN, OF_EACH
from outcomes_xl.framework.link_roles import FITTING, PARTIAL

FOUND, PUBLISHED, LOOK_UP, PARTNER, NOBODY, UNKNOWN = (
    "Found: take it",
    "Published: fetch it",
    "Published: look it up",
    "A partner holds it",
    "Nobody records it",
    "Nothing known yet",
)
NONE = "–"
BETTER, WORSE, LEVEL = "▲*", "▼*", "≈*"


@dataclass(frozen=True)
class PageCells:
    """Where the page's own tables stand: Excel rows from 1."""

    kinds: dict[str, int]
    """The row of each kind of tblSummaryKinds: today in B, since last in C."""
    domains: dict[str, int]
    """The row of each domain of tblSummaryChart: in use in B, found or published in C, all in F."""
    everything: int
    """The row of all domains there."""
    figures: int
    """The row of the first line of tblSummaryLines."""

    def today(self, kind: str) -> str:
        return f"$B${self.kinds[kind]}"

    def since(self, kind: str) -> str:
        return f"$C${self.kinds[kind]}"


# The tables -------------------------------------------------------------------------------------------------------


def grid_line(of: References, used: str, domain: str | None, layers: Sequence[str], row: int) -> list[str]:
    """Return a domain's line, or that of all: "9 of 20" a layer and for all, the share in use, what could follow."""
    place = f',{of("availability", "domain")},"{domain}"' if domain else ""

    def of_all(layer: str) -> str:
        where = place + (f',{of("availability", "layer")},"{layer}"' if layer else "")
        every = f'COUNTIFS({of("availability", "metric_id")},"?*"{where})'
        return f'=IF({every}=0,"{NONE}",COUNTIFS({of("availability", "stands")},"{used}"{where})&" of "&{every})'

    whole = f'=IF($F${row}=0,"{NONE}",$B${row}&" of "&$F${row})'
    return [*(of_all(layer) for layer in layers), whole, f"={share(f'$B${row}', f'$F${row}')}", f"=$C${row}"]


def share(part: str, whole: str) -> str:
    """Return a share as five squares and per cent, without "="; "–" of nothing."""
    full = f"ROUND(5*{part}/{whole},0)"
    return f'IF({whole}=0,"{NONE}",REPT("■",{full})&REPT("□",5-{full})&" "&ROUND(100*{part}/{whole},0)&"%")'


def kind_line(of: References, kind: str, row: int) -> list[str]:
    """Return how many stand so today, and how many more that is than on the day before the last."""

    def stood(one: str) -> str:
        return f"INDEX({of.heading('progress', one)},MATCH({_day_before(of)},{of('progress', 'day')},0))"

    change = f"$B${row}-{stood(kind)}"
    if kind in (PUBLISHED, LOOK_UP):
        # The two were one count in workbooks made before: a day on which the second is blank compares with neither.
        change = f'IF({stood(LOOK_UP)}="","{NONE}",{change})'
    return [f'=COUNTIF({of("availability", "stands")},"{kind}")', f'=IFERROR({change},"{NONE}")']


def day_before(of: References) -> str:
    return f'TEXT({_day_before(of)},"{DAY}")'


def _day_before(of: References) -> str:
    return f"LARGE({of('progress', 'day')},2)"


def national_line(of: References, key: str, row: int) -> list[str]:
    """Return a national framework's line: items in force, how many are covered, the share, links to decide."""
    ids, state, ours, role, decision = (of(key, name) for name in ("item_id", "state", "our_id", "role", "decision"))

    def linked(roles: Iterable[str]) -> str:
        return "((" + "+".join(f'COUNTIFS({ids},{ids},{ours},"?*",{role},"{said}")' for said in roles) + ")>0)"

    def distinct(*more: str) -> str:
        tests = "*".join((f'({ids}<>"")', f'({state}="Current")', *more))
        # An item has a row for each of its links; each row counts for its share, so that the item counts once.
        return f'=IFERROR(ROUND(SUMPRODUCT({tests}/COUNTIFS({ids},{ids}&"",{state},{state}&"")),0),0)'

    return [
        distinct(),
        distinct(linked(FITTING)),
        distinct(linked(PARTIAL), f"(1-{linked(FITTING)})"),
        f"=$B${row}-$C${row}-$D${row}",
        f"={share(f'$C${row}', f'$B${row}')}",
        f'=COUNTIF({ours},"?*")-COUNTIFS({ours},"?*",{decision},"?*")',
    ]


def figure_line(of: References, at: str, otherwise: str = "") -> list[str]:
    """Return the line of a figure that stands in a row of Data availability.

    Where ``at`` is blank, the line is too, or says something else in its first cell.
    """

    def there(field: str) -> str:
        return f"INDEX({of('availability', field)},{at})"

    def said(words: str, without: str = "") -> str:
        return f'=IF({at}="","{without}",{words}&"")'

    def figure(field: str) -> str:
        value, unit = there(field), there("found_unit")
        tenths = f'TEXT(ROUND({value},1),"#,##0.0")'
        shown = (
            f'IF({unit}="%",{tenths}&"%",IF({unit}="£","£"&TEXT(ROUND({value},0),"#,##0"),'
            f'IF(OR({unit}="number",{unit}="months"),{value}&"",{tenths})))'
        )
        return said(f"IF(ISNUMBER({value}),{shown},{value})")

    unit = there("found_unit")
    name = f'{there("metric")}&IF(OR({unit}="",{unit}="%",{unit}="£"),""," ("&{unit}&")")'
    period = f'SUBSTITUTE(SUBSTITUTE({there("found_period")},"September","Sep"),"March","Mar")'
    figures = (figure(field) for field in ("found_figure", "london", "england"))
    return [said(name, otherwise), said(period), *figures, said(there("beside_london")), said(there("since_before"))]


# Behind the page --------------------------------------------------------------------------------------------------


def chart_line(of: References, domain: str, groups: Sequence[Sequence[str]]) -> list[str]:
    """Return how many of a domain's measures stand in each group of kinds, and how many there are."""
    place = f'{of("availability", "domain")},"{domain}"'
    counts = (
        "=" + "+".join(f'COUNTIFS({place},{of("availability", "stands")},"{kind}")' for kind in group)
        for group in groups
    )
    return [*counts, f'=COUNTIFS({place},{of("availability", "metric_id")},"?*")']


def chosen_lines(of: References, first: int) -> list[list[str]]:
    """Return which rows of Data availability the figures come from, line by line; ``first`` is the first line's row.

    The first eight whose Board page says Yes. Where none does: some that are worse than London's, then better ones,
    then more of the worse; and where none is either, whatever stands beside London's.
    """
    searched = (("board_page", "Yes"), ("beside_london", WORSE), ("beside_london", BETTER), ("beside_london", "?*"))
    last = first + MOST_SHOWN - 1
    many = [f"COUNT(${letter}${first}:${letter}${last})" for letter in "BCDE"]
    shown_worse = f"MIN({many[1]},MAX({OF_EACH},{MOST_SHOWN}-{many[2]}))"
    lines = []
    for number in range(1, MOST_SHOWN + 1):
        row = first + number - 1
        found = [
            _next(of("availability", field), word, f"${letter}${row - 1}" if number > 1 else "0")
            for letter, (field, word) in zip("BCDE", searched, strict=True)
        ]
        worse_or_better = (
            f'IF({number}<={shown_worse},$C${row},IFERROR(INDEX($D${first}:$D${last},{number}-{shown_worse}),""))'
        )
        pick = f"IF({many[0]}>0,$B${row},IF({many[1]}+{many[2]}>0,{worse_or_better},$E${row}))"
        lines.append([*found, f"={pick}"])
    return lines


def _next(column: str, word: str, before: str) -> str:
    """Return the place of the next cell of a column with a word, after the one before; "" when there is none."""
    rest = f"INDEX({column},{before}+1):INDEX({column},ROWS({column}))"
    return f'=IFERROR({before}+MATCH("{word}",{rest},0),"")'

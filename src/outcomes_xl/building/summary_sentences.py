"""The Summary's sentences, as formulas: what a board reads first, and what to do next. Formulas without values."""

from __future__ import annotations

from collections.abc import Iterable

from outcomes_xl.building.references import DAY, References, measures, open_findings
from outcomes_xl.building.summary_formulas import (
    BETTER,
    FOUND,
    LEVEL,
    LOOK_UP,
    NOBODY,
    PARTNER,
    PUBLISHED,
    UNKNOWN,
    WORSE,
    PageCells,
    day_before,
)
from outcomes_xl.framework.standing import waits

OF_THE_REST = {
    PUBLISHED: "to fetch",
    LOOK_UP: "to look up",
    "Withheld for your borough": "withheld",
    "Published without your borough": "without us",
    PARTNER: "with a partner",
    "Ours, needs work first": "need work",
    NOBODY: "nobody records",
    UNKNOWN: "not known",
}
"""What the Summary's sentence says of the kinds of which there are some, behind their number."""


def title() -> str:
    return '="Outcomes for children and families"&IF(setBorough="",""," in "&setBorough)'


def position() -> str:
    """Return of which day the figures are, the last on which a job looked or checked, and of which framework."""
    said = 'IF(setLooked<>"",setLooked,setChecked)'
    day = f'IF(COUNT(setLooked,setChecked)>0,TEXT(MAX(setLooked,setChecked),"{DAY}"),{said}&"")'
    when = f'IF(AND(setLooked="",setChecked=""),"Nothing was looked for yet.","Position on "&{day}&".")'
    return f'={when}&" Shared outcomes framework: "&setEdition&"."'


def headline(cells: PageCells, used: str) -> str:
    n, found = cells.today(used), cells.today(FOUND)
    more = f'IF({found}=0,"","; for "&{found}&" more a figure is already found")'
    return f'="We can use "&{n}&" of our "&$F${cells.everything}&" measures today"&{more}&"."'


def of_the_rest(cells: PageCells, kinds: Iterable[str]) -> str:
    parts = "&".join(
        f'IF({cells.today(kind)}=0,"","; "&{cells.today(kind)}&" {OF_THE_REST[kind]}")'
        for kind in kinds
        if kind in OF_THE_REST
    )
    return f'=IF(LEN({parts})=0,"Nothing is left to find out.","The rest: "&MID({parts},3,300)&".")'


def beside_london(of: References) -> str:
    beside = of("availability", "beside_london")
    better, worse, level = (f'COUNTIF({beside},"{sign}")' for sign in (BETTER, WORSE, LEVEL))
    whose = 'IF(setBorough="","the borough",setBorough)'
    none = 'IF(setLooked="","No figure has been looked for yet.","No figure found is better or worse than London\'s.")'
    return (
        f'=IF({better}+{worse}+{level}=0,{none},"Beside London, "&{whose}&" does better on "&{measures(better)}&'
        f'", worse on "&{worse}&", level on "&{level}&".")'
    )


def without_measures(cells: PageCells) -> str:
    none = "&".join(f'IF($B${row}=0,", {domain}","")' for domain, row in cells.domains.items())
    return (
        f'=IF(LEN({none})=0,"Every domain has a measure in use.","No measure is in use yet in: "&MID({none},3,150)&".")'
    )


def what_changed(of: References, cells: PageCells, used: str) -> str:
    """Return what moved since the day before the last on which a job was done."""

    def moved(kind: str, words: str) -> str:
        n = cells.since(kind)
        return f'IF({n}=0,"",", "&IF({n}<0,-{n}&" fewer ",{n}&" more ")&"{words}")'

    parts = "&".join((moved(used, "in use"), moved(FOUND, "found and not taken"), moved(UNKNOWN, "not known")))
    said = f'IF(LEN({parts})=0,"what is in use, found and known is as it was",MID({parts},3,200))'
    first = "What has changed is said here from the second day on which a job is done."
    return f'=IF(ISNUMBER({cells.since(used)}),"Since "&{day_before(of)}&": "&{said}&".","{first}")'


def next_steps(of: References, cells: PageCells) -> list[tuple[str, str, str, str]]:
    """Return the links: words, layout key, field ("" for the sheet's top), and the formula of what to do there."""

    kinds = (FOUND, PUBLISHED, LOOK_UP, PARTNER, NOBODY, UNKNOWN)
    take, fetch, look_up, ask, nobody, unknown = map(cells.today, kinds)
    fix = open_findings(of, "Must fix")
    one, many = waits("nothing_known")
    targets = f'COUNTIF({of("targets", "metric_id")},"?*")'
    answer = (
        f'=IF({take}>0,"Found and not in use yet: "&{take}&". Take suggestions first, then answer what is left.",'
        f'IF({unknown}>0,"Find out who has the data: "&{unknown}&IF({unknown}=1," {one}."," {many}."),'
        f'"Something is known of every measure."))'
    )
    published = (
        f'=IF({fetch}+{look_up}=0,"Nothing published waits to be fetched.",'
        f'"Published and to be fetched: "&{fetch}&", to be looked up: "&{look_up}&". The list says from whom.")'
    )
    whom = (
        f'=IF({ask}+{nobody}=0,"Nobody needs to be asked yet.",'
        f'"With a partner, to ask for: "&{ask}&". Recorded by nobody, to agree who could: "&{nobody}&".")'
    )
    to_fix = (
        f'=IF(setChecked="","Have it checked before this page goes to the board.",IF({fix}=0,"Nothing to put right.",'
        f'"Put right before this page goes to the board: "&{fix}&IF({fix}=1," entry."," entries.")))'
    )
    return [
        ("Data availability", "availability", "status", answer),
        ("Gaps: fetch", "gaps", "", published),
        ("Gaps: ask", "gaps", "", whom),
        ("Findings", "findings", "", to_fix),
        ("Targets", "targets", "", f'=IF({targets}=0,"No target is set yet.","Targets set: "&{targets}&".")'),
    ]

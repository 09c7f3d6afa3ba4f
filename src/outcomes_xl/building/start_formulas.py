"""The live words of Start: how far each step is, what is next, how each sheet stands. Formulas without values."""

from __future__ import annotations

from dataclasses import dataclass

from outcomes_xl.building.references import References, counted, day_of, open_findings
from outcomes_xl.framework.standing import figures_found_formula, waits
from outcomes_xl.reading.layouts import SheetLayout

NAMED = {
    "setBorough": "Borough",
    "setRelease": "Release in use",
    "setEdition": "Framework edition",
    "setPreparedBy": "Prepared by",
    "setRefreshed": "Last refreshed",
    "setLooked": "Availability last checked",
    "setChecked": "Last checked",
}
"""Named cells: the answers of these settings, for our formulas and an officer's own."""
DONE, NOW, LATER = "●", "►", "○"
OPEN = "Not yet assessed"
"""A status that is no answer yet."""


@dataclass(frozen=True)
class Step:
    """One step: the link's words and where it goes, how far it is (a formula), how it is done with buttons or not."""

    words: str
    key: str
    field: str
    stands: str
    with_buttons: str
    without: str


class Counts:
    """What is counted for the steps, each without "="."""

    def __init__(self, of: References) -> None:
        status, ids, offered = (of("availability", name) for name in ("status", "metric_id", "suggested_status"))
        unassessed = f'COUNTIFS({ids},"?*",{status},"{OPEN}")'
        self.every = f'COUNTIF({ids},"?*")'
        self.answered = f'COUNTIFS({ids},"?*",{status},"?*")-{unassessed}'
        self.left = f"({self.every}-({self.answered}))"
        self.offered = f'(COUNTIF({offered},"?*")-COUNTIFS({offered},"?*",{status},"?*"))'
        self.found = figures_found_formula(of("availability", "found"))
        self.to_fetch = f'COUNTIF({of("availability", "stands")},"Published: fetch it")'
        self.to_look_up = f'COUNTIF({of("availability", "stands")},"Published: look it up")'
        self.to_fix, self.to_look_at = open_findings(of, "Must fix"), open_findings(of, "Please check")


def title() -> str:
    return '=IF(setBorough="","Outcomes framework workbook",setBorough&": outcomes framework workbook")'


def next_step(count: Counts) -> str:
    """Return the sentence of the first step that is not done."""
    suggested = f'IF({count.offered}>0,"; suggestions that are ready: "&{count.offered},"")'
    ways = (
        ('setBorough=""', '"step 1 – choose your borough."'),
        ('setRefreshed=""', '"step 2 – bring in the latest links."'),
        ('setLooked=""', '"step 3 – look for the figures."'),
        (f"{count.left}>0", f'"step 4 – "&{_without_status(count.left)}&{suggested}&"."'),
        ('setChecked=""', '"step 5 – have it checked."'),
        (f"{count.to_fix}>0", f'"step 5 – "&{_entries(count.to_fix)}&" to fix."'),
    )
    last = '"step 6 – print the Summary."'
    return '="Next: "&' + "".join(f"IF({test},{said}," for test, said in ways) + last + ")" * len(ways)


def steps(of: References, count: Counts, mapping: str) -> tuple[Step, ...]:
    """Return the six steps; ``mapping`` is the layout key of the mapping tab that step 2 leads to."""
    checked = f'" (checked on "&{day_of("setChecked")}&")"'
    fix_and_look = f'{count.to_fix}&" to fix, "&{count.to_look_at}&" to look at"'
    return (
        Step(
            "1  Say whose workbook this is",
            "start",
            "answer",
            f'=IF(setBorough="","{NOW} Choose your borough","{DONE} Done: "&setBorough'
            '&IF(setPreparedBy="","",", prepared by "&setPreparedBy))',
            "Choose in the cells under “This workbook”, below.",
            "The same.",
        ),
        Step(
            "2  Bring in the latest links",
            mapping,
            "decision",
            f'=IF(setRefreshed="","{NOW} Not yet: the links are those it was made with (release "&setRelease&")",'
            f'"{DONE} Done on "&{day_of("setRefreshed")}&": release "&setRelease)',
            "Outcomes tab › Refresh mapping tabs. Your decisions and notes stay.",
            "In the pane, if this workbook has one: Home › xlwings Lite. Or ask a colleague who has the buttons.",
        ),
        Step(
            "3  Look for the figures",
            "availability",
            "found_figure",
            f'=IF(setLooked="","{NOW} Not yet","{DONE} Looked on "&{day_of("setLooked")}'
            f'&": figures found "&{count.found}&", still to fetch "&{count.to_fetch}'
            f'&", to look up "&{count.to_look_up})',
            "Outcomes tab › Get published files, then Check data availability.",
            "In the pane, or as in step 2. The sheet Gaps says what is published where.",
        ),
        Step(
            "4  Answer what you know",
            "availability",
            "status",
            f'=IF({count.every}=0,"{LATER} There is no metric yet",'
            f'IF({count.left}=0,"{DONE} Done: all "&{count.every}&" answered",'
            f'"{NOW} "&{count.answered}&" of "&{count.every}&" answered"'
            f'&IF({count.offered}=0,"","; suggestions that wait for your yes: "&{count.offered})))',
            "Outcomes tab › Take suggestions; then choose in the cream cells under Status.",
            "The same in the pane; or choose under Status. “Not collected” is a fair answer.",
        ),
        Step(
            "5  Have it checked",
            "findings",
            "",
            f'=IF(setChecked="","{NOW} Not yet",IF({count.to_fix}+{count.to_look_at}=0,"{DONE} Nothing open",'
            f'"{NOW} "&{fix_and_look})&{checked})',
            "Outcomes tab › Check, then Next finding takes you from cell to cell.",
            "In the pane. Or look at Findings: it has the last check, and says which cell.",
        ),
        Step(
            "6  Show it",
            "summary",
            "",
            f'=IF(setChecked="","{LATER} After step 5",IF({count.to_fix}>0,'
            f'"{LATER} After step 5: "&{count.to_fix}&" to fix first","{NOW} Ready: one page"))',
            "Summary, then File › Print: one page of A4.",
            "The same. In a browser or a preview the figures are those of the last job.",
        ),
    )


def sheet_stands(of: References, count: Counts, made: SheetLayout) -> str:
    """Return how a sheet stands, as a formula; "" for one that has nothing to count."""
    match made.key:
        case "summary":
            chosen = f'COUNTIF({of("availability", "board_page")},"Yes")'
            return f'="One page for a board; figures chosen for it: "&{chosen}'
        case "card":
            return "=\"Shows: \"&'Metric card'!$B$4"
        case "availability":
            return f'={count.answered}&" of "&{count.every}&" answered"'
        case "findings":
            return f'=IF(setChecked="","Not checked yet",{count.to_fix}&" to fix, "&{count.to_look_at}&" to look at")'
        case "changes":
            runs = of("changes", "run")
            return f'=IF(COUNT({runs})=0,"No job yet",{counted(f"MAX({runs})", "job done", "jobs done")})'
        case "gaps":
            gaps = f"COUNTA({of('gaps', 'metric')})"
            return f'=IF(setLooked="","Not looked yet",{counted(gaps, *LINES["gaps"])})'
        case _ if made.framework:
            lines, decided = of(made.key, "title"), of(made.key, "decision")
            there = f'COUNTIF({lines},"?*")'
            return f'={counted(there, "line")}&", "&COUNTIF({decided},"?*")&" decided"'
        case _ if made.table:
            one, many = LINES.get(made.key, ("line", "lines"))
            return f"={counted(f'COUNTA({of(made.key, made.columns[0].field)})', one, many)}"
    return ""


LINES = {
    "framework": ("metric", "metrics"),
    "services": ("service", "services"),
    "service_map": ("contribution", "contributions"),
    "targets": ("target", "targets"),
    "milestones": ("milestone", "milestones"),
    "priorities": ("line of a partner", "lines of partners"),
    "qualitative": ("thing said or seen", "things said or seen"),
    "gaps": ("metric to find a way for", "metrics to find a way for"),
    "sources": ("source of your own", "sources of your own"),
    "progress": ("day", "days"),
    "lists": ("word", "words"),
}
"""What a line of a sheet is, and what several are."""


def _without_status(number: str) -> str:
    one, many = waits("no_status")
    return counted(number, one, many)


def _entries(number: str) -> str:
    return counted(number, "entry", "entries")

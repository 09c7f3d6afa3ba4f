"""The Summary's formulas, line by line, each with the value it has when the workbook is made.

Formulas keep to COUNTIFS, SUMPRODUCT, ROUND, INDEX, MATCH, IF and IFERROR over structured references: Excel 2016
and LibreOffice 7.4 agree on those. What counts as what is said in reports/summary_figures.py; both
are made from its words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from outcomes_xl.framework.link_roles import FITTING, PARTIAL
from outcomes_xl.model import Severity
from outcomes_xl.reading.layouts import Layout
from outcomes_xl.reports.summary_figures import (
    AVAILABLE,
    GAP,
    GONE,
    MOST_WAITED_FOR,
    PARTLY,
    SETTLED,
    UNCHOSEN,
    Availability,
    Coverage,
    Picture,
    Waited,
)

Words = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Formula:
    """A formula and its value when the workbook is made, for previews that do not calculate."""

    text: str
    value: int | str
    words: bool = False
    """Whether it gives words, which stand on the left, or a figure."""


Line = list[str | Formula]
ALL = "All metrics"
NOT_YET, NO_CHECK = "Not yet", "Check has not been run"
NONE, NO_LOOK = "–", "Check data availability has not been run"


class References:
    """Structured references by layout key and field: ``of("availability", "status")`` -> tblAvailability[Status]."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def __call__(self, key: str, field: str) -> str:
        sheet = self._layout.sheet(key)
        return f"{sheet.table}[{sheet.field(field).heading}]"


def _answer(of: References, setting: str) -> str:
    return f'INDEX({of("start", "answer")},MATCH("{setting}",{of("start", "setting")},0))'


def subtitle(of: References, picture: Picture) -> Formula:
    """Return the formula of the borough, edition and release in one line."""
    name, edition, release = (_answer(of, setting) for setting in ("Borough", "Framework edition", "Release in use"))
    borough = f'IF({name}="","{UNCHOSEN}",{name})'
    text = f'=IFERROR({borough}&"  ·  "&{edition}&"  ·  release "&{release},"")'
    return Formula(text, picture.of_whom, words=True)


def by_place(of: References, words: Words, picture: Picture, first: int) -> list[Line]:
    """Return a line for each layer and domain and one for all metrics; ``first`` is the Excel row of the first."""
    layer, domain, ids = (of("availability", name) for name in ("layer", "domain", "metric_id"))
    lines = [
        _place(
            of,
            words,
            number,
            f"{place.layer}: {place.domain}",
            place,
            f'{layer},"{place.layer}",{domain},"{place.domain}",{ids},"?*"',
        )
        for number, place in enumerate(picture.places, start=first)
    ]
    return [*lines, _place(of, words, first + len(lines), ALL, picture.whole, f'{ids},"?*"')]


def _place(of: References, words: Words, row: int, name: str, place: Availability, where: str) -> Line:
    def count(group: str) -> Formula:
        said = "+".join(f'COUNTIFS({where},{of("availability", "status")},"{word}")' for word in words[group])
        return Formula(f"={said}", getattr(place, group))

    rest = Formula(f"=B{row}-C{row}-D{row}-E{row}-G{row}", place.open)
    metrics = Formula(f"=COUNTIFS({where})", place.metrics)
    return [name, metrics, count(AVAILABLE), count(PARTLY), count(GAP), rest, count(SETTLED)]


def by_framework(of: References, layout: Layout, picture: Picture, first: int) -> list[Line]:
    """Return a line for each national framework; ``first`` is the Excel row of the first."""
    sheets = {sheet.framework: sheet for sheet in layout.mappings}
    return [
        _framework(of, sheets[line.framework].key, line, number)
        for number, line in enumerate(picture.coverage, start=first)
    ]


def _framework(of: References, key: str, line: Coverage, row: int) -> Line:
    ids, state, ours, role = (of(key, name) for name in ("item_id", "state", "our_id", "role"))

    def linked(roles: Iterable[str]) -> str:
        return "((" + "+".join(f'COUNTIFS({ids},{ids},{ours},"?*",{role},"{said}")' for said in roles) + ")>0)"

    def distinct(word: str, *more: str) -> str:
        tests = "*".join((f'({ids}<>"")', f'({state}="{word}")', *more))
        # An item has a row for each of its links; each row counts for its share, so that the item counts once.
        return f'=IFERROR(ROUND(SUMPRODUCT({tests}/COUNTIFS({ids},{ids}&"",{state},{state}&"")),0),0)'

    return [
        line.title,
        Formula(distinct("Current"), line.items),
        Formula(distinct("Current", linked(FITTING)), line.covered),
        Formula(distinct("Current", linked(PARTIAL), f"(1-{linked(FITTING)})"), line.partly),
        Formula(f"=B{row}-C{row}-D{row}", line.not_covered),
        Formula(distinct("Placeholder"), line.announced),
    ]


def by_waiting(of: References, picture: Picture) -> list[Line]:
    """Return the first lines of the Gaps list by rank; the first says so where nobody has looked yet."""
    unlooked = f'IFERROR({_answer(of, "Availability last checked")}="",TRUE)'
    first = (f'IF({unlooked},"{NO_LOOK}","{NONE}")', NONE if picture.looked else NO_LOOK)
    otherwise = [first, *[(f'"{NONE}"', NONE)] * (MOST_WAITED_FOR - 1)]
    there: list[Waited | None] = [*picture.waited, *[None] * MOST_WAITED_FOR]
    return [_waited(of, rank, there[rank - 1], *otherwise[rank - 1]) for rank in range(1, MOST_WAITED_FOR + 1)]


def _waited(of: References, rank: int, one: Waited | None, otherwise: str, said: str) -> Line:
    def there(field: str) -> str:
        return f"INDEX({of('gaps', field)},MATCH({rank},{of('gaps', 'rank')},0))"

    name = f'{there("metric")}&IF({there("holder")}="","",CHAR(10)&{there("holder")})'
    return [
        Formula(f"=IFERROR({name},{otherwise})", one.words if one else said, words=True),
        Formula(f'=IFERROR({there("outcomes_waiting")},"")', one.outcomes if one else ""),
        Formula(f'=IFERROR({there("frameworks_waiting")},"")', one.frameworks if one else ""),
    ]


def counts(of: References, words: Words, picture: Picture) -> list[Line]:
    """Return the lines on gaps, findings and targets."""
    status, note = of("availability", "status"), of("availability", "note")
    said, silent = (
        "=" + "+".join(f'COUNTIFS({status},"{word}",{note},"{test}")' for word in words[GAP]) for test in ("<>", "=")
    )
    severity, state = of("findings", "severity"), of("findings", "finding_state")
    metric, target = of("targets", "metric_id"), of("targets", "target")
    found: list[Line] = [
        [
            f"Findings: {name.value}",
            Formula(f'=COUNTIFS({severity},"{name.value}",{state},"<>{GONE}")', picture.findings[name.value]),
        ]
        for name in Severity
    ]
    return [
        ["Gaps that say why", Formula(said, picture.gaps_with_reason)],
        ["Gaps with nothing in the note yet", Formula(silent, picture.gaps_without_reason)],
        *found,
        ["Targets set", Formula(f'=COUNTIFS({metric},"?*",{target},"<>")', picture.targets)],
    ]


def headlines(of: References, picture: Picture, whole: int, counted: int) -> list[tuple[str, Formula, Formula | None]]:
    """Return the headlines: words, figure, more words. ``whole`` and ``counted`` are the rows the figures stand in."""
    every = picture.whole.metrics
    must_fix, please_check = (picture.findings[severity.value] for severity in list(Severity)[:2])

    def of_all(column: str, figure: int) -> Formula:
        return Formula(f'={column}{whole}&" of "&B{whole}', f"{figure} of {every}")

    said, silent = picture.gaps_with_reason, picture.gaps_without_reason
    why = Formula(f'=B{counted}&" say why, "&B{counted + 1}&" not yet"', f"{said} say why, {silent} not yet")
    unchecked = f'IFERROR({_answer(of, "Last checked")}="",TRUE)'
    first = Formula(f'=IF({unchecked},"{NOT_YET}",B{counted + 2})', must_fix if picture.checked else NOT_YET)
    check = Formula(
        f'=IF({unchecked},"{NO_CHECK}","and "&B{counted + 3}&" to check")',
        f"and {please_check} to check" if picture.checked else NO_CHECK,
    )
    return [
        ("Metrics with data we can use today", of_all("C", picture.whole.available), None),
        ("With some work, or from a partner", of_all("D", picture.whole.partly), None),
        ("Gaps, by your answers", of_all("E", picture.whole.gap), why),
        ("Not answered yet", of_all("F", picture.whole.open), None),
        ("Findings to fix first", first, check),
        ("Targets set", Formula(f"=B{counted + 5}", picture.targets), None),
    ]

"""What stands over rows: banners that say a layer, a domain, an outcome, an indicator or a year."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from outcomes_xl.adopt.title_text import plain_title
from outcomes_xl.adopt.titles import Titles
from outcomes_xl.adopt.words import bare, one_line
from outcomes_xl.adopt.year_columns import year_of
from outcomes_xl.framework.council_names import boroughs_named, without_council
from outcomes_xl.model.styled_cells import StyledCell

_YEAR_WORD = re.compile(r"^(?:(?:financial |academic |school |reporting )?(?:year|period)|fy|ay)\s*:?\s*", re.I)
_LAYERS = (
    (
        re.compile(r"children and young people|babies,? children|^children\b.*layer|\bcyp\b"),
        "Children and young people",
    ),
    (re.compile(r"parents? (and|&|/) carers?|\bparents\b"), "Parents and carers"),
    (re.compile(r"services? ?(and|&|/) ?systems?|\bsystem\b"), "Service and system"),
)


@dataclass(frozen=True)
class SectionsAbove:
    """What the sections over a row say: layer, domain, outcome, indicator; each "" until one says it."""

    layer: str = ""
    domain: str = ""
    outcome_id: str = ""
    indicator: str = ""
    period: str = ""
    """The year that the rows below it are of."""
    status: StyledCell | None = None
    """The banner that says the status of the rows below it, where no column does."""
    sheet_year: str = ""
    """The year by which the sheet is called, where others are called by theirs."""
    area: str = ""
    """The words that say that the rows below are of others: England figures, Sutton."""


def with_section(context: SectionsAbove, text: str, titles: Titles) -> SectionsAbove | None:
    """Return the context that a banner's words give, None when they say nothing of the framework."""
    said = one_line(plain_title(text))
    outcome_id = titles.outcome(text)
    if outcome_id:
        outcome = titles.framework.outcomes[outcome_id]
        return replace(context, layer=outcome.layer, domain=outcome.domain, outcome_id=outcome_id, indicator="")
    if bare(plain_title(text)) in titles.indicators:
        return replace(context, indicator=plain_title(text))
    found = context
    layer = next((word for pattern, word in _LAYERS if pattern.search(said)), "")
    if layer:
        across = "Cross-cutting" if layer == "Service and system" else ""
        found = replace(context, layer=layer, domain=across, outcome_id="", indicator="")
    domains = [word for word in titles.framework.list("domain") if re.search(rf"\b{word.casefold()}\b", said)]
    if len(domains) == 1:
        found = replace(found, domain=domains[0], outcome_id="", indicator="")
    return found if found != context or layer or domains else None


def of_a_year(context: SectionsAbove, cell: StyledCell) -> SectionsAbove | None:
    """Return the context that a banner gives which is a year: the rows below it are of that year."""
    text = _YEAR_WORD.sub("", cell.text).strip()
    value = cell.value if not isinstance(cell.value, str) else text
    year = year_of(cell._replace(value=value))
    return replace(context, period=str(value)) if year is not None else None


_WIDE = r"england|(?:inner |outer )?london|(?:stat(?:istical|s)?\.?|nearest|cipfa) neighbou?rs?|uk|great britain"
_FIGURES = r"figures?|averages?|means?|medians?|values?|rates?|comparators?|benchmarks?"
_OF_OTHERS = re.compile(
    rf"^(?:all |the )?(?:{_WIDE}|region|comparators?)(?: (?:data|results|performance|outturn))?$|"
    rf"\b(?:{_WIDE}|national(?:ly)?|regional)(?:'s|’s)? (?:{_FIGURES})\b|"
    rf"\b(?:{_FIGURES}|data|results) (?:for|of|in|from|across) (?:the |all of )?(?:{_WIDE})$"
)
"""Words over rows that say that their figures are the country's, the region's or like boroughs'. "National" alone may
say what kind of measures they are, so it is none; nor is "London" before other words, which may be a council's name."""


def of_an_area(context: SectionsAbove, text: str, titles: Titles, borough: str) -> SectionsAbove | None:
    """Return the context that a banner gives which says whose the rows below it are: others', or ours again.

    Rows of ours and another's together are held as others' are.
    """
    ours = bare(without_council(borough))
    if ours and ours in bare(text):
        names = (one.name for one in titles.framework.boroughs.values())
        if len(boroughs_named(text, names, borough)) > 1:
            return replace(context, area=" ".join(text.split()), indicator="")
        return replace(context, area="") if context.area else None
    others = bare(without_council(text)) in titles.councils or says_of_others(text)
    return replace(context, area=" ".join(text.split()), indicator="") if others else None


def says_of_others(text: str) -> bool:
    """Whether words say that the figures below them are of England, of London or of like boroughs."""
    return _OF_OTHERS.search(one_line(text)) is not None

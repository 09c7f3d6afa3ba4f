"""The parts that pages are put together from: what stands out, figures, charts, gaps, services, targets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from outcomes_xl.board.measures import BETTER, TAKE, USED, WORSE, Measure, marked
from outcomes_xl.board.outcomes_served import Contribution, OutcomeOfOurs, claimed
from outcomes_xl.board.report_content import BulletPoints, ContentTable, Paragraph, ReportCell, ReportColumn
from outcomes_xl.board.report_words import A_NAME, report_words, say, short
from outcomes_xl.model import Row, Table, Value

ACROSS = 96
"""Letters across a page of a report, in its tables."""
_OF_EACH = 2
_MOST_NAMED = 3
_A_HOLDER = 80
_NOT_SHOWN_IN_GAPS = frozenset({USED, "Does not apply"})


def table(kind: str, rows: Iterable[Sequence[ReportCell]], **words: str | int) -> ContentTable:
    """Return a table of a kind of data/report.toml, which has its words and columns."""
    shape = report_words()["tables"][kind]
    columns = tuple(ReportColumn(say_heading(heading, **words), width, how) for heading, width, how in shape["columns"])
    return ContentTable(kind, say(f"about.{kind}", **words), columns, tuple(tuple(row) for row in rows))


def say_heading(heading: str, **words: str | int) -> str:
    """Return a heading, with the borough's name in it where it has a gap for that."""
    return heading.replace("{whose}", str(words.get("whose", "")))


def some_of(names: Sequence[str], most: int = _MOST_NAMED, letters: int = A_NAME) -> str:
    """Return names as a list, the first few and how many more there are."""
    shown = [short(name, letters) for name in names[:most]]
    more = len(names) - len(shown)
    return "; ".join([*shown, *([f"{more} more"] if more else [])])


# Figures ----------------------------------------------------------------------------------------------------------


def standing_out(found: Iterable[Measure], of_each: int = _OF_EACH) -> list[Measure]:
    """Return those to look at first: some that are worse than London's, some better; those for the board before all."""
    chosen: list[Measure] = []
    for sign in (WORSE, BETTER):
        chosen += sorted(marked(found, sign), key=lambda one: not one.chosen)[:of_each]
    return chosen


def stands_out(found: Iterable[Measure], *, with_domain: bool = False) -> BulletPoints:
    """Return the list of what stands out, each with its caution."""
    return BulletPoints("stands_out", tuple(_told(one, with_domain) for one in found))


def _told(one: Measure, with_domain: bool) -> Paragraph:
    parts = [str(one.figure) + (f" in {one.period}" if one.period else "")]
    if one.london.number is not None:
        beside = report_words()["beside"].get(one.beside[:1], "")
        parts.append(f"{beside}London {one.london}" if beside else f"London {one.london}")
    if one.england.number is not None:
        parts.append(f"England {one.england}")
    since = report_words()["since"].get(one.since[:1], "")
    text = f"{', '.join(parts)}{since}."
    name = f"{one.domain}: {one.name}" if with_domain else one.name
    return Paragraph(text, name, f"Caution: {one.caution}" if one.caution else "")


def figures(found: Iterable[Measure], whose: str) -> ContentTable:
    """Return the table of figures with London's and England's."""
    return table("figures", (figure_row(one) for one in found), whose=whose)


def figure_row(one: Measure) -> tuple[ReportCell, ...]:
    """Return a measure's line in the table of figures."""
    period = short_period(one.period)
    period = f"{period} ({say('figures.own')})" if one.own else period
    return (one.name, period, one.figure, one.london, one.england, one.beside, one.since)


# Gaps -------------------------------------------------------------------------------------------------------------


def gaps(found: Sequence[Measure], tables: Mapping[str, Table], order: Iterable[str]) -> ContentTable:
    """Return what cannot be said yet: a line a kind of what it needs, with which measures and who may own them."""
    by_id = tables["gaps"].by("metric_id") if "gaps" in tables else {}
    rows = []
    for stands in order:
        of_kind = [one for one in found if one.stands == stands]
        if not of_kind or stands in _NOT_SHOWN_IN_GAPS:
            continue
        rows.append(
            (
                stands,
                len(of_kind),
                some_of([one.title for one in of_kind], 1),
                _whom(of_kind, by_id) or say(f"whom.{'take' if stands == TAKE else 'nobody'}"),
            )
        )
    return table("gaps", rows)


def _whom(found: Iterable[Measure], gaps_by_id: Mapping[Value, Row]) -> str:
    holders: dict[str, None] = {}
    for one in found:
        row = gaps_by_id.get(one.id)
        holder = one.holder or (row.text("holder") if row is not None else "")
        words = report_words()["whom"]
        if holder and holder not in words["no_holder"]:
            # Of a guess, who it may be; not in which system.
            holders[holder.partition(", in ")[0] if holder.startswith(words["perhaps"]) else holder] = None
    return some_of(list(holders), 1, _A_HOLDER)


# Services ---------------------------------------------------------------------------------------------------------


def services(wanted: Sequence[OutcomeOfOurs], served: Iterable[Contribution]) -> tuple[ContentTable | None, str]:
    """Return the table of outcomes with their services, None where there is none; and a sentence on the others."""
    served = [*served]
    claims = claimed(served)
    by_outcome: dict[str, list[str]] = {}
    for one in served:
        by_outcome.setdefault(one.outcome_id, []).append(str(one))
    with_some = [one for one in wanted if one.id in by_outcome]
    without = [one for one in wanted if one.id not in claims and not one.retired]
    rows = [(one.title, some_of(by_outcome[one.id], 4)) for one in with_some]
    missing = say("services.without", outcomes=some_of([one.title for one in without], 4)) if without else ""
    return (table("services", rows) if rows else None), missing


_MONTH = re.compile(r"\b(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?:uary|ruary|ch|il|e|y|ust|tember|ober|ember)\b")


def short_period(period: str) -> str:
    """Return a period with its months in three letters: "31 Mar 2025"."""
    return _MONTH.sub(r"\1", period)

"""A small framework, and one rule asked of the tables a test has drawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from outcomes_xl.framework import load_framework
from outcomes_xl.framework.entries import Framework, Item, Link, Metric, NationalFramework, Outcome, Release
from outcomes_xl.model import Finding, Table
from outcomes_xl.reading.headings import Trouble
from outcomes_xl.reading.read_tables import Reading
from outcomes_xl.rules.every_rule import all_rules
from outcomes_xl.rules.rule_inputs import RuleInputs
from outcomes_xl.rules.rule_words import all_words
from outcomes_xl.rules.run_rules import findings_of

TODAY = date(2026, 11, 22)


def metric(metric_id: str, title: str, unit: str = "%", **more: object) -> Metric:
    """A metric of the small framework: in %, 0 to 100, by academic year, higher is better, unless said otherwise."""
    usual: dict[str, object] = {
        "origin": "National",
        "state": "Current",
        "layer": "Children and young people",
        "domain": "Learning",
        "also_in": (),
        "outcome_id": "C-LRN-01",
        "outcome": "Children are ready for school",
        "indicator": "Early years",
        "definition": "",
        "polarity": "Higher is better",
        "polarity_source": "",
        "period_kind": "Academic year",
        "lowest": 0.0,
        "highest": 100.0,
        "every_months": 12,
        "lag_months": 4,
        "caution": "",
        "source": "",
        "provenance": "",
    }
    return Metric(id=metric_id, title=title, unit=unit, **{**usual, **more})  # type: ignore[arg-type]


METRICS = (
    metric("MET-001", "GLD at age 5"),
    metric("MET-002", "NEET 16-17", polarity="Lower is better", period_kind="Calendar year"),
    metric("MET-003", "Childcare take-up", highest=150.0),
    metric(
        *("MET-004", "Looked-after rate", "per 10,000"),
        polarity="No agreed direction", period_kind="At 31 March", highest=None,
    ),
    metric("MET-005", "Best Start measure", state="Placeholder"),
    metric("MET-006", "Old absence measure", state="Retired"),
    metric("MET-007", "GLD gap", "percentage points", polarity="Lower is better", lowest=-100.0),
)  # fmt: skip
OUTCOMES = (
    Outcome("C-LRN-01", "Children and young people", "Learning", "Children are ready for school", ""),
    Outcome("C-HLTH-02", "Children and young people", "Healthy", "Children grow well", ""),
)
ITEMS = (
    Item("LOF-01", "LOF", "2026-07", "", "Good level of development", "metric", "Current", "", "", "", ""),
    Item("LOF-02", "LOF", "2026-07", "", "Young people not in work", "metric", "Retired", "", "", "", ""),
    Item("PHOF-B05", "PHOF", "2025", "", "16 to 17 year olds NEET", "indicator", "Current", "", "", "", ""),
)
LINKS = (
    Link("LOF-01~MET-001", "LOF-01", "MET-001", "Primary", "Exact", "same words", "2026.10"),
    Link("LOF-02~MET-002", "LOF-02", "MET-002", "Primary", "Close", "", "2026.10"),
)
RELEASES = (
    Release("2026.08", "Starter edition 1", date(2026, 8, 31), "", ""),
    Release("2026.10", "Starter edition 1", date(2026, 10, 5), "", ""),
)


@lru_cache(maxsize=1)
def small_framework() -> Framework:
    """Seven metrics, two outcomes, three national items; the boroughs and the lists are the shipped ones."""
    shipped = load_framework()
    return Framework(
        release=RELEASES[1],
        releases=RELEASES,
        boroughs=shipped.boroughs,
        outcomes={one.id: one for one in OUTCOMES},
        metrics={one.id: one for one in METRICS},
        nationals={"LOF": NationalFramework("LOF", "Local Outcomes Framework", "", False, "", "")},
        items={one.id: one for one in ITEMS},
        links={one.id: one for one in LINKS},
        series=(),
        words=shipped.words,
    )


def findings(rule_id: str, *tables: Table, troubles: Sequence[Trouble] = ()) -> list[Finding]:
    """Return what one rule finds in these tables, on 22 November 2026."""
    desk = RuleInputs(Reading({one.key: one for one in tables}, tuple(troubles)), small_framework(), TODAY)
    rule, words = all_rules()[rule_id], all_words()[rule_id]
    found: list[Finding] = []
    for home, given in desk.settings(rule):
        found += findings_of(rule, words, home, given, desk)
    return found


def told(rule_id: str, *tables: Table, troubles: Sequence[Trouble] = ()) -> list[str]:
    """Return what one rule says, each with the first of its cells, and with what it offers in square brackets."""
    return [
        f"{finding.cell.a1} · {finding.message}" + (f" [{finding.offer.value}]" if finding.offer else "")
        for finding in findings(rule_id, *tables, troubles=troubles)
    ]


def asked(rule_id: str, *tables: Table) -> list[object]:
    """Return what one rule asks whether it is meant, and would not write."""
    return [one.offer.value for one in findings(rule_id, *tables) if one.offer and not one.offer.sure]


def sure(rule_id: str, *tables: Table) -> list[object]:
    """Return what one rule offers to be written without asking."""
    return [one.offer.value for one in findings(rule_id, *tables) if one.offer and one.offer.sure]


def fixes(rule_id: str, *tables: Table) -> list[str]:
    """Return what one rule asks to be done."""
    return [finding.fix for finding in findings(rule_id, *tables)]

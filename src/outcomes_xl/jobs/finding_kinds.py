"""Findings by kind: what should be so, and what to do about all that break it in one go."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from outcomes_xl.jobs.finding_keys import can_be_settled, words_of
from outcomes_xl.model import Finding, Value

_TWO_LINES = 96
"""Letters that the list by kind has room for."""
ONE_BY_ONE = "Go through them one by one, below."
OR_SETTLE = "Settle those that are right as they stand."


def kinds_of(findings: Sequence[Finding]) -> Mapping[str, Mapping[str, Value]]:
    """Return the fields kind, for_all and kind_number of each rule; kinds are numbered in the findings' order."""
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for one in findings:
        by_rule[one.rule].append(one)
    titles = Counter(words_of(rule).title for rule in by_rule)
    return {
        rule: {"kind": _title(some[0], titles), "for_all": _for_all(some), "kind_number": number}
        for number, (rule, some) in enumerate(by_rule.items(), start=1)
    }


def _title(one: Finding, titles: Mapping[str, int]) -> str:
    """Return what should be so; with its sheet where two rules say the same of two."""
    title = words_of(one.rule).title
    return f"{title} ({one.cell.sheet})" if titles[title] > 1 else title


def _for_all(findings: Sequence[Finding]) -> str:
    some = [one for one in findings if one.is_open] or findings
    sure = sum(one.offer is not None and one.offer.sure for one in some)
    if sure == len(some):
        return "Take every offer at once: Apply fixes, on the Outcomes tab."
    if sure:
        return f"Apply fixes takes {sure} of {len(some)}. The rest one by one, below."
    fixes = {one.fix for one in some}
    fix = fixes.pop()
    if not fixes and len(fix) <= _TWO_LINES:
        return fix
    if len(some) == 1:
        return "It stands below, with what to do."
    return f"{ONE_BY_ONE} {OR_SETTLE}" if can_be_settled(some[0].rule) else ONE_BY_ONE

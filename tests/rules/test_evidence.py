"""Qualitative evidence, Priorities, and what Services has beside: known things, words of the lists."""

from __future__ import annotations

from outcomes_xl.model import Table
from tests.rules.small import told
from tests.workbooks import table

OFFER = table("Services", "| service_id | service |\n| SVC-01 | Stay and play |")


def evidence(text: str) -> Table:
    return table("Qualitative evidence", text)


def priorities(text: str) -> Table:
    return table("Priorities", text)


def test_evidence_is_about_an_outcome_and_a_service_that_are_there() -> None:
    rows = evidence(
        "| what | outcome_id | service_id |\n| Warm | C-LRN-01 | SVC-01 |\n| Cold | C-LRN-99 | Swims |\n| New | | |"
    )
    assert told("QE01", rows) == ["B3 · “C-LRN-99” in B3 is not an outcome of the Framework sheet."]
    assert told("QE02", rows, OFFER) == ["C3 · “Swims” in C3 is not a service of the Services sheet."]


def test_choices_of_evidence_are_words_of_their_lists() -> None:
    rows = evidence("| what | evidence_kind | how_sure |\n| Warm | Research | Sure |\n| Cold | Gossip | |")
    assert told("QE03", rows) == [
        "B3 · B3 has “Gossip” under “Kind of evidence”, which is not a word of its list.",
    ]


def test_priorities_are_known_outcomes_with_an_owner_once_they_are_headlines() -> None:
    rows = priorities("""
        | outcome_id | partner | how_sure | headline | owner |
        | C-LRN-01   | Hubs    | Sure     | Yes      |       |
        | C-LRN-01   | Schools | Sure     |          | Board |
        | C-LRN-77   | Hubs    | Sure     | Yes      |       |
        | C-LRN-01   | Health  | Certain! | Maybe    |       |
    """)
    assert told("PR01", rows) == ["A4 · “C-LRN-77” in A4 is not an outcome of the Framework sheet."]
    assert told("PR02", rows) == [
        "C5 · C5 has “Certain!” under “How sure”, which is not a word of its list.",
        "D5 · D5 has “Maybe” under “Agreed headline”, which is not a word of its list.",
    ]
    assert told("PR03", rows) == ["E4 · A headline is agreed, and no row of its outcome says who owns it: E4."]


def test_no_is_an_answer_votes_are_whole_and_a_partner_stands_once() -> None:
    rows = priorities("""
        | outcome_id | partner | votes | headline | owner |
        | C-LRN-01   | Hubs    | 2     | No       |       |
        | C-LRN-01   | hubs    | 1.5   | yes      | Board |
        | C-HLTH-02  | Hubs    | 0     |          |       |
        | C-HLTH-02  | Schools | -1    |          |       |
    """)
    assert told("PR02", rows) == told("PR03", rows) == []
    assert told("PR04", rows) == ["C3 · 2 cells have votes that are not whole, or below 0 (C3 and C5)."]
    assert told("PR05", rows) == ["B3 · “hubs” in B3 stands beside this outcome already, in B2."]


def test_when_something_was_heard_may_be_a_date() -> None:
    rows = evidence("| what | heard | from_whom |\n| Warm | 2026-05-12 | 2026-05-12 |")
    assert [one.partition(" ")[0] for one in told("AN04", rows)] == ["C2"]


def test_what_services_say_beside_is_of_their_lists_and_a_cost_has_its_year() -> None:
    rows = table(
        "Services",
        """
        | service | provider_kind | core_offer                            | yearly_cost | cost_year |
        | Play    | Council       | Infant feeding; Health visiting       | 100         | 2025/26   |
        | Songs   | Band          | Infant feeding; Singing lessons       | 100         |           |
        | Clubs   |               |                                       | 0           |           |
    """,
    )
    assert told("SV07", rows) == ["B3 · Songs has “Band” under “Kind of provider”, which is not a word of its list."]
    assert told("SV08", rows) == [
        "C3 · Songs has “Singing lessons” under “Core-offer elements”, which is not a word of its list.",
    ]
    assert told("SV09", rows) == ["E3 · 2 services have a yearly cost that does not say of which year (E3:E4)."]

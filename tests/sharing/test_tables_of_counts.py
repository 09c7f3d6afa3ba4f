"""Tables of counts on sheets of the borough's own: those by which somebody could be found are seen, others are not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from outcomes_xl.jobs.read_workbook import read_borough
from outcomes_xl.model import Sheet
from outcomes_xl.sharing.leak_check import look
from outcomes_xl.sharing.leak_findings import leak_findings
from outcomes_xl.sharing.unsafe_counts import GIVEN_AWAY, SMALL_IN_TABLE, unsafe_on
from tests.workbooks import borough_book, cell_value


def sheet(drawn: str, name: str = "Mine") -> Sheet:
    """A sheet from a drawing: a line a row, from A1."""
    lines = [line.strip().strip("|").split("|") for line in drawn.strip().splitlines()]
    cells = [[cell_value(cell.strip()) for cell in line] for line in lines]
    rows = {
        number: {column: value for column, value in enumerate(line, 1) if value is not None}
        for number, line in enumerate(cells, 1)
    }
    return Sheet(name, {number: row for number, row in rows.items() if row})


def seen(drawn: str, name: str = "Mine") -> dict[str, str]:
    """The cells found, "small" or "given away"."""
    words = {SMALL_IN_TABLE: "small", GIVEN_AWAY: "given away"}
    return {leak.cell.a1: words[leak.what] for leak in unsafe_on(sheet(drawn, name), [], 6) if leak.cell}


UNSAFE: dict[str, tuple[str, dict[str, str]]] = {
    "with both totals": (
        """|Children with a plan by ward|
           |Ward   | Girls | Boys | Total |
           |Abbey  | 4     | 31   | 35    |
           |Hill   | 21    | 30   | 51    |
           |Total  | 25    | 61   | 86    |""",
        {"B3": "small"},
    ),
    "one column and no total": (
        """|Ward | Young people in custody |
           |Abbey | 12 |
           |Hill  | 2  |""",
        {"B3": "small"},
    ),
    "withheld, and the total tells": (
        """|Pupils by school|
           |School | SEN | Other | Total |
           |Abbey  | c   | 31    | 34    |
           |Hill   | 21  | 30    | 51    |
           |All pupils | 24 | 61 | 85    |""",
        {"B3": "given away"},
    ),
    "left blank, and the total tells that it is somebody": (
        """|School | Pupils on SEN support | Other pupils | Total |
           |Abbey  |     | 31    | 34    |
           |Hill   | 21  | 30    | 51    |
           |Total  | 24  | 61    | 85    |""",
        {"B2": "given away"},
    ),
    "its total called after the borough": (
        """|Looked after children|
           |Ward   | 2024 | 2025 |
           |Abbey  | [c]  | 14   |
           |Hill   | 21   | 13   |
           |Mead   | 40   | 20   |
           |Merton | 64   | 47   |""",
        {"B3": "given away"},
    ),
    "no word of people, but groups and totals": (
        """|        | Reached | Not reached | Total |
           |Abbey   | 40      | 3           | 43    |
           |Hill    | 21      | 30          | 51    |
           |Total   | 61      | 33          | 94    |""",
        {"C2": "small"},
    ),
    "shares between the counts": (
        """|Ward  | Children | Of these with a plan | % | Rate per 10,000 |
           |Abbey | 400 | 4  | 1   | 100 |
           |Hill  | 300 | 12 | 4   | 400 |""",
        {"C2": "small"},
    ),
    "numbers typed as text, years as headings": (
        """|Number of care leavers, and the rate below|
           |      | 2023 | 2024 |
           |Abbey | '3   | '14  |
           |Rate  | 1.5  | 7.1  |""",
        {"B3": "small"},
    ),
    "ages as headings": (
        """|Children waiting|
           | Age   | 3  | 4  | 5 |
           | Abbey | 12 | 30 | 2 |
           | Hill  | 8  | 22 | 9 |""",
        {"D3": "small"},
    ),
    "a setting a row": (
        """|Setting | FSM | Not FSM | Total |
           |Abbey   | 3   | 20      | 23    |
           |Hill    | 12  | 20      | 32    |
           |Total   | 15  | 40      | 55    |""",
        {"B2": "small"},
    ),
    "what is counted told by the rows": (
        "|Group | 2024 | 2025 |\n|Looked after children | 12 | 3 |\n|Care leavers | 9 | 8 |",
        {"C2": "small"},
    ),
    "a risk that children have": ("|Risk factor | Babies |\n|Low weight | 3 |\n|Smoke at home | 14 |", {"B2": "small"}),
    "by who looks after them": ("|Worker | Children allocated |\n|A | 3 |\n|B | 12 |", {"B2": "small"}),
}


@pytest.mark.parametrize(("drawn", "found"), UNSAFE.values(), ids=UNSAFE)
def test_a_table_by_which_somebody_could_be_found_is_seen(drawn: str, found: dict[str, str]) -> None:
    assert seen(drawn) == found


SAFE = {
    "large counts": "|Ward | Children |\n|Abbey | 12 |\n|Hill | 0 |",
    "withheld twice": """|Ward  | Girls | Boys | Total |
                         |Abbey | c     | c    | 35    |
                         |Hill  | c     | c    | 51    |
                         |Total | 25    | 61   | 86    |""",
    "rounded": "|Ward | Children |\n|Abbey | 5 |\n|Hill | 20 |",
    "shares in whole numbers": "|Children in poverty, % |\n|Ward | 2024 |\n|Abbey | 4 |\n|Hill | 3 |",
    "rates": "|Area | Children looked after, rate per 10,000 |\n|Abbey | 4 |\n|Hill | 61 |",
    "ranks": "|Borough | Rank for children in need |\n|Merton | 3 |\n|Sutton | 4 |",
    "figures with decimals": "|Children in poverty|\n|Area | 2023 | 2024 |\n|Merton | 4 | 4.5 |\n|Sutton | 5.1 | 3 |",
    "services": "|Services for children by ward|\n|Ward | Open | Planned | Total |\n|A | 3 | 1 | 4 |\n|B | 2 | 2 | 4 |",
    "metrics": "|Area | Available now | Gap | Total |\n|Happy | 3 | 2 | 5 |\n|Safe | 4 | 4 | 8 |\n|All | 7 | 6 | 13 |",
    "a plan of work": "|Step | What | Weeks |\n|1 | Ask the team about children | 2 |\n|2 | Tell parents | 3 |",
    "costs": "|Cost of support for children (£000)|\n|Abbey | 3 |\n|Hill | 5 |",
    "years and ages": "|Child cohort | Age | Year group |\n|A | 3 | 1 |\n|B | 4 | 2 |",
    "a scorecard": """|Measure                 | Unit     | Value | Change |
                      |Children in need          | per cent | 4     | +1     |
                      |Repeat child protection plans | Share | 5     | '+2    |""",
    "a sum below another table": """|Children in care |G| 68.5 |
                                    |Pupils absent    |G| 12.5 |
                                    |Number green     |2|""",
    "a register of risks": "|Risk | L | I | Score |\n|Children unseen | 2 | 3 | 6 |\n|No parent asked | 3 | 4 | 12 |",
    "a rota": "|Team | Mon | Tue | Wed |\n|Family hub | 3 | 4 | 2 |\n|Health visiting | 5 | 5 | 4 |",
    "a timesheet": "|Week | Family support worker | Mon | Tue | Total |\n|1 | AB | 3 | 4 | 7 |\n|2 | AB | 5 | 2 | 7 |",
    "a team": "|Team | Officers | Managers | Total |\n|Families | 4 | 1 | 5 |\n|SEND | 3 | 2 | 5 |",
    "a league table": "|Pos | School | Played | Points |\n|1 | Abbey pupils | 4 | 12 |\n|2 | Hill pupils | 3 | 9 |",
    "grades": "|School | Ofsted grade | Pupils on roll |\n|Abbey | 2 | 240 |\n|Hill | 1 | 310 |",
    "weeks of a plan": "|Task | Start week | End week |\n|Ask parents | 1 | 3 |\n|Tell children | 4 | 5 |",
    "people per something": "|School | Pupils per teacher |\n|Abbey | 4 |\n|Hill | 5 |",
    "options weighed": "|Option | Criterion A | Criterion B |\n|Children first | 3 | 4 |\n|Families first | 2 | 5 |",
    "a change": "|Year | Change in pupils |\n|2025 | 3 |\n|2026 | 4 |",
    "numbers that are names": "|Ward | Ward number | Children |\n|Abbey | 1 | 310 |\n|Hill | 2 | 420 |",
    "thousands": "|Newsletter | Issues | Readers (000) |\n|Parents | 3 | 4 |\n|Young people | 2 | 3 |",
    "numbers with no words": "|3|4|7|\n|5|1|6|",
}


@pytest.mark.parametrize("drawn", SAFE.values(), ids=SAFE)
def test_a_table_that_is_safe_or_counts_nobody_is_left_alone(drawn: str) -> None:
    assert seen(drawn) == {}


def test_share_says_where_what_and_what_next() -> None:
    mine = sheet(UNSAFE["with both totals"][0].replace("21    | 30", "c     | 30"), "Wards")
    book = borough_book()
    book = replace(book, sheets={**book.sheets, mine.name: mine})
    seen_in_it = look(book, read_borough(book), None)
    small, given_away, stays = leak_findings(seen_in_it, book, 6)
    assert (small.rule, given_away.rule, stays.rule) == ("SH10", "SH11", "SH08")
    assert small.message.startswith("B3 shows a group of fewer than 6 people in a table. It does not travel, but")
    assert given_away.message.startswith("B4 is withheld, and the totals of its table give it away.")
    assert "withhold a second cell in its row and in its column too" in given_away.fix
    assert not seen_in_it.in_the_way
    assert [leak.what for leak in look(book, read_borough(book), None, 0).leaks] == [GIVEN_AWAY]

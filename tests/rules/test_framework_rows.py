"""Framework: ids, needed cells, words of the lists, national rows as released."""

# ruff: noqa: E501  (messages are written out in full)

from __future__ import annotations

from dataclasses import replace

from outcomes_xl.framework.as_sheet_rows import framework_rows
from outcomes_xl.model import Row, Table
from tests.rules.small import METRICS, findings, fixes, small_framework, told
from tests.workbooks import table

RELEASE = table("Start", "| setting | answer |\n| Release in use | '2026.10 |")
EARLIER = table("Start", "| setting | answer |\n| Release in use | '2026.08 |")


def written(rule_id: str, framework: Table) -> dict[str, object]:
    """What Apply fixes would write for one rule, by cell."""
    return {
        cell.a1: one.offer.value
        for one in findings(rule_id, framework)
        if one.offer and one.offer.sure
        for cell in one.cells
    }


def test_rows_without_an_id_are_one_finding() -> None:
    framework = table(
        "Framework",
        """
        | metric_id | metric       |
        | MET-001   | GLD at age 5 |
        |           | Attendance   |
        |           |              |
        """,
    )
    assert told("FR01", framework) == [
        "A3 · Attendance on the Framework sheet has no metric id in A3.",
    ]
    two = table("Framework", "| metric_id | metric |\n| | Attendance |\n| | Play |\n| MET-001 | GLD at age 5 |")
    assert told("FR01", two) == [
        "A2 · 2 rows of the Framework sheet have no metric id (A2:A3).",
    ]


def test_an_id_used_again_is_found_where_it_stands_the_second_time() -> None:
    framework = table(
        "Framework",
        """
        | metric_id | metric       |
        | MET-001   | GLD at age 5 |
        | LOC-001   | Attendance   |
        | met-001   | GLD again    |
        | MET-001   | GLD at age 5 |
        |           | No id yet    |
        |           | Nor here     |
        """,
    )
    assert told("FR02", framework) == [
        "A4 · “met-001” in A4 is already the id of the row in A2.",
        "A5 · “MET-001” in A5 is already the id of the row in A2.",
    ]


def test_needed_cells_left_blank_are_told_a_line_a_row_and_rows_that_lack_the_same_together() -> None:
    framework = table(
        "Framework",
        """
        | metric_id | origin   | metric     | unit | polarity         |
        | LOC-001   | Local    | Attendance |      | Higher is better |
        | LOC-002   | Local    | Play       |      |                  |
        | LOC-003   | Local    | Reading    |      | Higher is better |
        """,
    )
    assert told("FR03", framework) == [
        "D2 · 2 rows of the Framework sheet have nothing under “Unit” (D2 and D4).",
        "D3 · Play has nothing under “Unit” and “Direction” on the Framework sheet.",
    ]


def test_a_row_of_ours_is_offered_the_next_free_id_and_what_its_outcome_says() -> None:
    framework = table(
        "Framework",
        """
        | metric_id | origin   | outcome_id | outcome            | metric       | domain  | layer                     | unit |
        | LOC-001   | Local    | C-HLTH-02  | Children grow well | Play         | Healthy | Children and young people | %    |
        |           | Local    |            | children grow well | Attendance   |         |                           |      |
        |           | National |            | Children grow well | GLD at age 5 | Safe    | Children and young people | %    |
        """,
    )
    assert written("FR01", framework) == {"A3": "LOC-002"}
    assert written("FR03", framework) == {
        "C3": "C-HLTH-02",
        "F3": "Healthy",
        "G3": "Children and young people",
        "C4": "C-HLTH-02",
    }


def test_a_local_row_needs_a_local_id() -> None:
    framework = table(
        "Framework",
        """
        | metric_id | origin   | metric       |
        | MET-001   | National | GLD at age 5 |
        | MET-900   | Local    | Attendance   |
        | LOC-001   | Local    | Play         |
        | MET-002   | Local    | NEET, ours   |
        |           | Local    | Reading      |
        |           |          |              |
        """,
    )
    assert told("FR04", framework) == [
        "A3 · Attendance is a row of yours, but its id “MET-900” does not begin with LOC-.",
    ]


def test_a_local_row_with_a_national_id_is_found() -> None:
    framework = table(
        "Framework",
        """
        | metric_id | origin   | metric       |
        | MET-001   | National | GLD at age 5 |
        | MET-002   | Local    | NEET, ours   |
        | LOC-001   | Local    | Play         |
        | MET-003   |          | Take-up      |
        """,
    )
    assert told("FR05", framework) == [
        "A3 · A3 gives a row of yours the id “MET-002”, which is the national metric “NEET 16-17”.",
    ]
    assert fixes("FR05", framework) == [
        "If the row is yours, give it an id that begins with LOC-. If it is the national one, choose National in B3.",
    ]


def test_a_national_row_the_release_does_not_have_is_found() -> None:
    framework = table(
        "Framework",
        """
        | metric_id | origin   | metric     |
        | MET-001   | National | GLD        |
        | MET-2     | National | NEET       |
        | MET-900   | National | Attendance |
        | LOC-001   | Local    | Play       |
        |           | National | Reading    |
        """,
    )
    assert told("FR06", framework, RELEASE) == [
        "A3 · NEET is marked National, but “MET-2” in A3 is no id of the release in use. [MET-002]",
        "A4 · Attendance is marked National, but “MET-900” in A4 is no id of the release in use.",
    ]
    assert fixes("FR06", framework, RELEASE) == [
        "Did you mean MET-002? If the row is yours, choose Local and give it an id that begins with LOC-.",
        "If the row is yours, choose Local in B4 and give it an id that begins with LOC-.",
    ]
    assert told("FR06", framework, EARLIER) == []


def test_a_national_row_that_was_edited_is_offered_its_released_wording() -> None:
    whole = table("Framework", "| metric_id |", whole=True)
    rows = [dict(row) for row in framework_rows(small_framework())]
    assert _told_of(whole, rows) == []
    rows[0]["polarity"] = "Lower is better"
    rows[1]["highest"] = None
    rows[3]["unit"] = rows[5]["unit"] = "score"
    rows[6]["metric"] = "GLD gap  "
    assert _told_of(whole, rows) == [
        "F2 · “Direction” of GLD at age 5 reads “Lower is better”. The release says “Higher is better”. [Higher is better]",
        "P3 · “Highest allowed” of NEET 16-17 reads (blank). The release says “100”. [100]",
        "E5 · “Unit” of Looked-after rate reads “score”. The release says “per 10,000”. [per 10,000]",
        "E7 · “Unit” of Old absence measure reads “score”. The release says “%”. [%]",
    ]


def _told_of(whole, rows):  # type: ignore[no-untyped-def]
    made = tuple(Row(number, row, row) for number, row in enumerate(rows, 2))
    return told("FR07", replace(whole, rows=made), RELEASE)


def test_a_workbook_of_an_earlier_release_is_not_compared_with_this_one() -> None:
    framework = table("Framework", "| metric_id | origin | metric |\n| MET-001 | National | Readiness |")
    assert told("FR07", framework, EARLIER) == []


def test_words_that_are_not_on_their_lists_are_found_with_what_was_meant() -> None:
    framework = table(
        "Framework",
        """
        | metric_id | origin   | state   | layer                     | domain  | unit | polarity         | period_kind   | metric |
        | MET-001   | National | Current | Children and young people | Safe    | %    | Higher is better | Academic year | GLD    |
        | LOC-001   | local    | Current | Children and young people | Helthy  | %    | Higher is better | Academic year | Play   |
        | LOC-002   | Local    |         | Children and young people | Nature  | %    | up               | Academic year | Trees  |
        | LOC-003   | Local    | Current | Children and young people | Nature  | %    |                  | Academic year | Birds  |
        """,
    )
    assert told("FR08", framework) == [
        "B3 · Play has “local” under “National or local”, which is not a word of its list. [Local]",
        "E3 · Play has “Helthy” under “Domain”, which is not a word of its list. [Healthy]",
        "E4 · “Nature” under “Domain” is not a word of its list; it stands in 2 cells (E4:E5).",
        "G4 · Trees has “up” under “Direction”, which is not a word of its list. [Higher is better]",
    ]
    assert fixes("FR08", framework) == [
        "Did you mean Local? Choose it from the list in the cell.",
        "Did you mean Healthy? Choose it from the list in the cell.",
        "Choose one from the list in the cell; the Lists sheet says what each means.",
        "Choose one from the list in the cell; the Lists sheet says what each means.",
    ]


def test_other_domains_are_separated_by_semicolons_and_known() -> None:
    framework = table(
        "Framework",
        """
        | metric_id | metric | also_in       |
        | MET-001   | GLD    | Safe; Happy   |
        | MET-002   | NEET   | Safe, Happy   |
        | MET-003   | Take   | safe ; hapy   |
        | MET-004   | Rate   |               |
        | MET-005   | Best   | Green; Happy  |
        | MET-006   | Old    | Green; Happy  |
        """,
    )
    assert told("FR09", framework) == [
        "C3 · NEET has “Safe, Happy” under “Also counts towards”, which is not a domain. [Safe; Happy]",
        "C4 · Take has “safe” under “Also counts towards”, which is not a domain. [Safe; Happy]",
        "C6 · “Green” under “Also counts towards” is not a domain; it stands in 2 cells (C6:C7).",
    ]


def test_a_domain_named_twice_is_only_for_information() -> None:
    framework = table(
        "Framework",
        """
        | metric_id | metric | domain | also_in     |
        | MET-001   | GLD    | Safe   | Safe; Happy |
        | MET-002   | NEET   | Happy  | Happy       |
        | MET-003   | Take   | Safe   | Happy       |
        | MET-004   | Rate   | Safe   |             |
        """,
    )
    assert told("FR10", framework) == [
        "D2 · GLD names a domain under “Also counts towards” that is there already. [Happy]",
        "D3 · NEET names a domain under “Also counts towards” that is there already.",
    ]


def test_cross_cutting_belongs_to_the_service_layer() -> None:
    framework = table(
        "Framework",
        """
        | metric_id | metric    | layer                     | domain        |
        | MET-001   | Vacancies | Service and system        | Cross-cutting |
        | MET-002   | Play      | Children and young people | Cross-cutting |
        | MET-003   | Work      | Parents and carers        | Cross-cutting |
        | MET-004   | Jobs      | Parents and carers        | Cross-cutting |
        | MET-005   | Walks     |                           | Cross-cutting |
        | MET-006   | Swims     | Parents and carers        |               |
        """,
    )
    assert told("FR11", framework) == [
        "D3 · Play is Cross-cutting, but its layer is Children and young people.",
        "D4 · 2 rows are Cross-cutting, but their layer is Parents and carers (D4:D5).",
    ]


def test_an_outcome_with_two_titles_is_found() -> None:
    framework = table(
        "Framework",
        """
        | metric_id | outcome_id | outcome                         |
        | MET-001   | C-LRN-01   | Children are ready for school   |
        | MET-002   | C-LRN-01   | children are ready for School   |
        | MET-003   | C-LRN-01   | Readiness                       |
        | MET-004   | C-LRN-01   | Readiness                       |
        | LOC-001   | LOC-OUT-1  | Families walk to school         |
        | LOC-002   | LOC-OUT-1  | Families cycle to school        |
        | LOC-003   |            | Nobody's                        |
        | LOC-004   | C-HLTH-02  |                                 |
        """,
    )
    assert told("FR12", framework) == [
        "C4 · 2 rows call outcome C-LRN-01 “Readiness” (C4:C5); the release calls it “Children are ready for school”. [Children are ready for school]",
        "C7 · C7 calls outcome LOC-OUT-1 “Families cycle to school”; C6 calls it “Families walk to school”.",
    ]


def test_an_unknown_outcome_is_named_with_the_nearest() -> None:
    framework = table(
        "Framework",
        """
        | metric_id | outcome_id |
        | MET-001   | C-LRN-01   |
        | MET-002   | C-LRN-1    |
        | MET-003   | P-WORK-09  |
        | MET-004   | P-WORK-09  |
        | LOC-001   | LOC-OUT-1  |
        | LOC-002   |            |
        """,
    )
    assert told("FR13", framework) == [
        "B3 · “C-LRN-1” in B3 is not an outcome of this framework. [C-LRN-01]",
        "B4 · “P-WORK-09” is not an outcome of this framework; it stands in 2 cells (B4:B5).",
    ]


def test_bounds_that_have_changed_places_are_found() -> None:
    framework = table(
        "Framework",
        """
        | metric_id | metric | lowest | highest |
        | MET-001   | GLD    | 0      | 100     |
        | MET-002   | NEET   | 100    | 0       |
        | MET-003   | Take   | 0      |         |
        | MET-004   | Rate   |        | 100     |
        | MET-005   | Best   | 0      | 0       |
        """,
    )
    assert told("FR14", framework) == [
        "C3 · NEET allows nothing: its lowest is 100 and its highest 0.",
    ]


def test_a_percentage_that_ends_at_one_is_found() -> None:
    framework = table(
        "Framework",
        """
        | metric_id | metric | unit  | highest |
        | MET-001   | GLD    | %     | 100     |
        | LOC-001   | Play   | %     | 1       |
        | LOC-002   | SDQ    | score | 1       |
        | LOC-003   | Walks  | %     |         |
        """,
    )
    assert told("FR15", framework) == [
        "D3 · Play is in %, but the highest allowed in D3 is 1.",
    ]


def test_a_row_that_asks_what_another_asks_is_found() -> None:
    framework = table(
        "Framework",
        """
        | metric_id | outcome_id | indicator   | metric       | unit |
        | MET-001   | C-LRN-01   | Early years | GLD at age 5 | %    |
        | LOC-001   | C-LRN-01   | Early years | GLD at age 5 | %    |
        | LOC-002   | C-LRN-01   | Early years | GLD at age 5 |      |
        | LOC-003   | C-HLTH-02  | Early years | GLD at age 5 | %    |
        """,
    )
    assert told("FR16", framework) == [
        "D3 · GLD at age 5 in D3 asks what D2 asks: the same outcome, indicator, metric and unit.",
    ]


def test_a_local_row_without_a_definition_is_for_information() -> None:
    framework = table(
        "Framework",
        """
        | metric_id | origin   | metric | definition         |
        | MET-001   | National | GLD    |                    |
        | LOC-001   | Local    | Play   |                    |
        | LOC-002   | Local    | Walks  | Children who walk  |
        """,
    )
    assert told("FR17", framework) == [
        "D3 · Play is a row of yours without a definition in D3.",
    ]
    assert str(findings("FR17", framework)[0].severity) == "For information"


def test_released_rows_that_were_deleted_are_named_together() -> None:
    lines = "\n".join(f"| {metric.id} |" for metric in METRICS)
    assert told("FR18", table("Framework", f"| metric_id |\n{lines}"), RELEASE) == []
    framework = table("Framework", "| metric_id |\n| MET-001 |\n| LOC-001 |")
    assert told("FR18", framework, RELEASE) == [
        "A1 · The list that begins at A1 lacks 6 of the release's rows: MET-002 (NEET 16-17), MET-003 (Childcare take-up), MET-004 (Looked-after rate) and 3 more.",
    ]
    assert told("FR18", framework, EARLIER) == []
